"""Whose breach it is, and who answers for them: what the reports carry, and no more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Condition
from monitor.evaluation.explanation import Answering, Doer, Evidence
from monitor.evaluation.tally import Question
from monitor.evaluation.verdict import DayVerdict, Verdict
from monitor.evaluation.view import View
from monitor.incidents.version import Incident

ALWAYS = datetime.min  # noqa: DTZ901 - local on purpose


def with_doers(
    view: View,
    evidence: Sequence[Evidence],
    verdict: DayVerdict,
    counted: Condition,
    question: Question,
) -> tuple[Evidence, ...]:
    """Name who did what breaks a limit on a day, or may break it, and who answers for them."""
    limit, most = counted.limit, verdict.limit
    if limit is None or limit.at_most is None or most is None:
        return tuple(evidence)

    def figure(item: Evidence) -> int | None:
        return item.incident.figures(question.measure).high

    broken = verdict.verdict is Verdict.BREACHED
    broken |= verdict.verdict is Verdict.UNDETERMINED
    told = [item for item in evidence if item.counts is not False]
    if limit.alone:
        told = [item for item in told if _over([figure(item)], most)]
    if not broken or not _over([figure(item) for item in told], most):
        return tuple(evidence)
    return tuple(
        replace(item, doers=tuple(doers(view, item.incident))) if item in told else item
        for item in evidence
    )


def _over(figures: Sequence[int | None], most: int) -> bool:
    """Whether figures, None being open upwards, may come to more than a limit."""
    return None in figures or sum(figure or 0 for figure in figures) > most


def doers(view: View, incident: Incident) -> Iterator[Doer]:
    """Yield who did it, as the reports have it: each stated name, and each party it stood for."""
    roster, utc = view.classifier.roster, view.classifier.calendar.utc
    answering = [
        one for one in view.agreement.guarantors if one.said is None or utc(one.said) <= view.known
    ]
    edges = {edge for one in answering for edge in (one.from_, one.until) if edge is not None}
    times = _moments(view, incident, sorted({*roster.change_points(), *edges}))
    for name in incident.by:
        if name is None:
            continue
        parties = [roster.resolve(name, local) for local in times]
        for party in dict.fromkeys(parties):
            then = [local for local, found in zip(times, parties, strict=True) if found == party]
            held = [(one, [one.holds(local) for local in then]) for one in answering]
            yield Doer(
                name,
                party,
                tuple(
                    Answering(one.by, one.per, certain=all(holds))
                    for one, holds in held
                    if one.of == party and any(holds)
                ),
            )


def _moments(view: View, incident: Incident, edges: Sequence[datetime]) -> list[datetime]:
    """Return a local time within each stretch of an incident's time in which nothing changes."""
    calendar, span = view.classifier.calendar, incident.happened
    begun = [edge for edge in edges if calendar.utc(edge) <= span.start]
    within = [edge for edge in edges if span.start < calendar.utc(edge) <= span.last]
    return [begun[-1] if begun else ALWAYS, *within]
