"""What a verdict rests on: the incidents, the watch, the counts, and what would settle it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.agreements.model import Condition
from monitor.evaluation.answering import with_doers
from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.explain_owing import explain_happened, explain_owing
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.finding import finding
from monitor.evaluation.grounding import grounds, reach
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.verdict import DayVerdict, Finding
from monitor.evaluation.view import View
from monitor.evaluation.weighing import Weighing
from monitor.incidents.record import Count
from monitor.incidents.version import Incident

MARGIN = timedelta(days=14)
"""How far outside a window the nearest incident is looked for."""


def explain(view: View, name: str, scope: Scope, day: MonitoringDay | None) -> Explanation | None:
    """Explain a condition's verdict on a day (None: the last one judged).

    None where an account cannot speak to the condition. A streak is explained by the limit
    that it counts, on the day asked about.
    """
    condition = view.agreement.conditions[name]
    found = finding(view, name, condition, scope)
    if found is None:
        return None
    told = _explained(view, found, condition, scope, day)
    return replace(told, grounds=grounds(view, reach(view, found.stood, told.window)))


def _explained(
    view: View, found: Finding, condition: Condition, scope: Scope, day: MonitoringDay | None
) -> Explanation:
    name = found.condition
    judged = [verdict for verdict in found.stood.days if day is None or verdict.day == day]
    counted = condition.counts or name
    base = view.agreement.conditions[counted]
    if judged and base.duty:
        return explain_owing(view, found, judged[-1], counted, scope)
    question = Question.of(base)
    if not judged or question is None:
        return explain_happened(view, found)
    verdict = judged[-1]
    source = base.limit.from_counts if base.limit else None
    if source is not None:
        window = (verdict.first.start, min(verdict.day.end, view.horizon))
        counts = _counts(view, source, question, window)
        reference = view.reference(counted, scope)
        return Explanation(found, verdict, window, counts=counts, reference=reference)
    window = _window(view, counted, scope, verdict)
    told = _of_incidents(view, found, verdict, question, scope, window)
    evidence = _witnesses(told.evidence, verdict, base, question)
    evidence = with_doers(view, evidence, verdict, base, question)
    return replace(told, evidence=evidence, reference=view.reference(counted, scope))


def _of_incidents(
    view: View,
    found: Finding,
    verdict: DayVerdict,
    question: Question,
    scope: Scope,
    window: Interval,
) -> Explanation:
    start, end = window
    test = view.classifier.class_test(
        question.incident_class, within=question.within, per=question.per, scope=scope
    )
    weighed = Weighing(view, test)
    account = view.account or ""
    around = view.facts.incidents(view.known, start - MARGIN, end + MARGIN, account)
    incidents = [version.incident for version in around]
    evidence = [
        weighed.weigh(incident, window)
        for incident in incidents
        if incident.happened.touches(start, end)
    ]
    outside = [
        incident
        for incident in incidents
        if not incident.happened.touches(start, end) and weighed.member(incident) is not False
    ]
    return Explanation(
        found,
        verdict,
        window,
        evidence=tuple(evidence),
        gaps=tuple(view.lookout.gaps(question, scope, start, end)),
        watching=tuple(view.lookout.sources(start, end)),
        before=_nearest(outside, end=start),
        after=_nearest(outside, start=end),
        counts=_counts(view, view.account, question, window) if view.account else (),
    )


def _window(view: View, name: str, scope: Scope, verdict: DayVerdict) -> Interval:
    """Return what decides the day: of a limit in hours the first window that breaks it, if any."""
    rolling = view.rolling(name, scope)
    exceeding = rolling.exceeding(verdict) if rolling else None
    return exceeding or view.window(name, scope, verdict)


def _witnesses(
    evidence: Sequence[Evidence], verdict: DayVerdict, counted: Condition, question: Question
) -> tuple[Evidence, ...]:
    """Order by time and mark the first incidents that suffice: to exceed a limit, or as a pattern.

    None are marked where they do not suffice.
    """
    ordered = sorted(evidence, key=lambda e: (e.incident.happened.start, e.incident.id))
    capped = counted.limit is None or counted.limit.at_most is not None
    if verdict.limit is None or not capped:
        return tuple(ordered)
    enough = verdict.limit if counted.pattern else verdict.limit + 1
    if verdict.bounds.low < enough:
        return tuple(ordered)
    alone = counted.limit is not None and counted.limit.alone
    marked, total = [], 0
    for item in ordered:
        weight = _weight(item.incident, question)
        needed = item.counts is True and total < enough and (not alone or weight >= enough)
        if needed:
            total += weight
        marked.append(replace(item, suffices=needed))
    return tuple(marked)


def _weight(incident: Incident, question: Question) -> int:
    return incident.figures(question.measure).low


def _nearest(
    incidents: Sequence[Incident], *, start: datetime | None = None, end: datetime | None = None
) -> Incident | None:
    """Return the last incident before `end`, or the first from `start` on."""
    if end is not None:
        earlier = [i for i in incidents if i.happened.last < end]
        return max(earlier, key=lambda i: (i.happened.last, i.id), default=None)
    later = [i for i in incidents if start is not None and i.happened.start >= start]
    return min(later, key=lambda i: (i.happened.start, i.id), default=None)


def _counts(view: View, source: str, question: Question, window: Interval) -> tuple[Count, ...]:
    """Return the source's counts of the measure whose window touches the one judged."""
    return tuple(
        fact.record
        for fact in view.facts.records(Count, view.known)
        if fact.record.source == source
        and fact.record.measure is question.measure
        and fact.record.window.touches(*window)
    )
