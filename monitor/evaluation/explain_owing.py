"""What the verdict on a duty of one day rests on: what asked, what answered, what went unseen."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.agreements.named import happenings
from monitor.evaluation.calendar import Interval
from monitor.evaluation.coverage import union
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.happened import items
from monitor.evaluation.items import Item
from monitor.evaluation.owed import Obligation
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import DayVerdict, Finding
from monitor.evaluation.view import View
from monitor.evaluation.weighing import Weighing
from monitor.incidents.span import BEGINNING, FOREVER, TICK

MOST = 200
"""How many obligations of a day are explained; of more, the latest."""


def explain_owing(
    view: View, found: Finding, verdict: DayVerdict, name: str, scope: Scope
) -> Explanation:
    """Explain the verdict of a duty on a day; `name` is the duty, also where days of it count."""
    window = (verdict.day.start, min(verdict.day.end, view.horizon))
    duty = view.owing(name, scope)
    every = duty.obligations if duty else ()
    shown = [one for one in every if one.bears_on(*window)][-MOST:]
    gaps = union(gap for one in shown for gap in one.unseen)
    return Explanation(
        found,
        verdict,
        window,
        evidence=tuple(_evidence(view, name, shown, window)),
        gaps=tuple(gaps),
        watching=tuple(view.lookout.sources(*window)),
        obligations=tuple(shown),
    )


def explain_happened(view: View, found: Finding) -> Explanation:
    """Explain a verdict that is judged on no day by the incidents that it rests on."""
    condition = view.agreement.conditions[found.condition]
    rests_on = {*found.stood.rests_on}
    incidents = {
        item.key: item
        for _, named in happenings(condition)
        if named.happened is not None
        for item in items(view, named, since=BEGINNING)
        if item.key in rests_on
    }
    evidence = tuple(_weighed(view, found.condition, incidents, ()))
    return Explanation(found, None, None, evidence=evidence)


def _evidence(
    view: View, name: str, shown: Sequence[Obligation], window: Interval
) -> Iterator[Evidence]:
    """Yield the incidents among what asked and what answered; those suffice that fail the day."""
    named = [item for one in shown for item in (one.item, *one.answers)]
    incidents = {item.key: item for item in named if item.record == "incident"}
    failing = [one.item.key for one in shown if one.fails_in(*window)]
    return _weighed(view, name, incidents, failing)


def _weighed(
    view: View, name: str, incidents: Mapping[str, Item], failing: Collection[str]
) -> Iterator[Evidence]:
    """Yield the incidents of these keys, each held against the class it comes nearest to."""
    if not incidents:
        return
    weighing = [*_weighing(view, name)]
    first, last = _reach(incidents.values())
    for version in view.facts.incidents(view.known, first, last + TICK, view.account or ""):
        incident = version.incident
        if incident.id in incidents:
            held = [one.weigh(incident, (BEGINNING, FOREVER)) for one in weighing]
            nearest = min((e for e in held if e.counts is not False), key=_doubts, default=held[0])
            yield replace(nearest, suffices=incident.id in failing)


def _weighing(view: View, name: str) -> Iterator[Weighing]:
    condition = view.agreement.conditions[name]
    for _, happening in happenings(condition):
        if happening.happened is not None:
            yield Weighing(view, view.classifier.class_test(happening.happened))


def _reach(items: Iterable[Item]) -> tuple[datetime, datetime]:
    every = [*items]
    return min(item.first for item in every), max(item.last for item in every)


def _doubts(evidence: Evidence) -> int:
    return len(evidence.reasons)
