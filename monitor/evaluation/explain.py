"""What a verdict rests on: the incidents, the watch, the counts, and what would settle it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.agreements.model import Limit
from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.explain_owing import explain_owing
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.finding import finding
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
    stood = found.stood
    judged = [verdict for verdict in stood.days if day is None or verdict.day == day]
    base = view.agreement.conditions[condition.streak.of] if condition.streak else condition
    if judged and base.daily and base.limit is None:
        counted = condition.streak.of if condition.streak else name
        return explain_owing(view, found, judged[-1], counted, scope)
    if not judged or base.limit is None:
        return Explanation(found, None, None)
    verdict = judged[-1]
    if base.limit.from_counts:
        window = (verdict.first.start, min(verdict.day.end, view.horizon))
        return Explanation(found, verdict, window, counts=_counts(view, base.limit, window))
    counted = condition.streak.of if condition.streak else name
    return _of_incidents(view, found, verdict, counted, scope)


def _of_incidents(
    view: View,
    found: Finding,
    verdict: DayVerdict,
    name: str,
    scope: Scope,
) -> Explanation | None:
    base = view.agreement.conditions[name]
    limit = base.limit
    if limit is None:
        return None
    start, end = window = _window(view, name, scope, verdict)
    question = Question(limit.of, limit.in_, limit.measure, base.per)
    test = view.classifier.class_test(limit.of, within=limit.in_, per=base.per, scope=scope)
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
        evidence=_witnesses(evidence, verdict, limit),
        gaps=tuple(view.lookout.gaps(question, scope, start, end)),
        watching=tuple(view.lookout.sources(start, end)),
        before=_nearest(outside, end=start),
        after=_nearest(outside, start=end),
        counts=_counts(view, limit, window) if view.account else (),
    )


def _window(view: View, name: str, scope: Scope, verdict: DayVerdict) -> Interval:
    """Return what decides the day: of a limit in hours the first window that breaks it, if any."""
    rolling = view.rolling(name, scope)
    exceeding = rolling.exceeding(verdict) if rolling else None
    return exceeding or view.window(name, scope, verdict)


def _witnesses(evidence: list[Evidence], verdict: DayVerdict, limit: Limit) -> tuple[Evidence, ...]:
    """Order by time and mark the first incidents that suffice to exceed the limit."""
    ordered = sorted(evidence, key=lambda e: (e.incident.happened.start, e.incident.id))
    if limit.at_most is None or verdict.limit is None or verdict.bounds.low <= verdict.limit:
        return tuple(ordered)
    marked, total = [], 0
    for item in ordered:
        needed = item.counts is True and total <= verdict.limit
        if needed:
            total += _weight(item.incident, limit)
        marked.append(Evidence(item.incident, item.counts, item.reasons, suffices=needed))
    return tuple(marked)


def _weight(incident: Incident, limit: Limit) -> int:
    figures = {"incidents": 1, "killed": incident.killed.low, "injured": incident.injured.low}
    return figures[limit.measure]


def _nearest(
    incidents: Sequence[Incident], *, start: datetime | None = None, end: datetime | None = None
) -> Incident | None:
    """Return the last incident before `end`, or the first from `start` on."""
    if end is not None:
        earlier = [i for i in incidents if i.happened.last < end]
        return max(earlier, key=lambda i: (i.happened.last, i.id), default=None)
    later = [i for i in incidents if start is not None and i.happened.start >= start]
    return min(later, key=lambda i: (i.happened.start, i.id), default=None)


def _counts(view: View, limit: Limit, window: Interval) -> tuple[Count, ...]:
    """Return the source's counts of the measure whose window touches the one judged."""
    source = limit.from_counts or view.account
    return tuple(
        fact.record
        for fact in view.facts.records(Count, view.known)
        if fact.record.source == source
        and fact.record.measure is limit.measure
        and fact.record.window.touches(*window)
    )
