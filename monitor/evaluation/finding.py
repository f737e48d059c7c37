"""The verdict on one condition: of a limit, of a streak, of an attested duty."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from monitor.agreements.model import Attested, Condition, Limit, Streak, Unit
from monitor.evaluation.attestation import certified_days, judge_attested
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.hours import hours_so_far
from monitor.evaluation.streak import Run, days_in_a_row
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Cause, DayVerdict, Finding, Progress, Verdict
from monitor.evaluation.view import View

_Length = TypeVar("_Length", int, timedelta)


def finding(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    """Return the finding on one condition; None where an account cannot speak to it."""
    if not view.speaks_to(condition):
        return None
    if not view.calendar.holds(view.at):
        cause = Cause.NOT_BEGUN if view.at < view.calendar.start else Cause.NOT_IN_FORCE
        stood = _judge(view, name, condition, scope) if view.days else None
        return Finding(name, scope, Verdict.NOT_IN_FORCE, cause, at_end=stood)
    return _judge(view, name, condition, scope)


def _judge(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    if condition.limit:
        return _limit(view, name, condition.limit, scope)
    if condition.streak:
        return _streak(view, name, condition.streak, scope)
    if condition.attested:
        return _attested(view, name, condition.attested, scope)
    return None


def _limit(view: View, name: str, limit: Limit, scope: Scope) -> Finding | None:
    days = view.judged(name, scope)
    if days is None:
        return None
    if not days or (days[-1].finished and days[-1].day.end < view.horizon):
        return Finding(name, scope, Verdict.NOT_YET, Cause.NOT_BEGUN, days=tuple(days))
    today = days[-1]
    cause = today.cause
    if cause is Cause.UNWATCHED and _unpublished(view, limit):
        cause = Cause.UNPUBLISHED
    return Finding(
        name,
        scope,
        today.verdict,
        cause,
        days=tuple(days),
        provisional_until=_unsettled(view, today.day.end),
    )


def _unpublished(view: View, limit: Limit) -> bool:
    named = (limit.in_, view.agreement.classes[limit.of].in_)
    return any(view.agreement.areas[area].unpublished for area in named if area)


def _unsettled(view: View, rests_on: datetime) -> datetime | None:
    settled = rests_on + view.agreement.evidence.settles_after.elapsed
    return settled if view.known < settled else None


def _streak(view: View, name: str, streak: Streak, scope: Scope) -> Finding | None:
    if streak.certified_by:
        return _certified(view, name, streak, scope)
    base = view.agreement.conditions[streak.of]
    if streak.for_.unit is Unit.HOURS:
        return _hours(view, name, streak, base, scope)
    days = view.judged(streak.of, scope)
    if days is None or base.limit is None:
        return None
    per_day = base.limit.at_most is not None and base.limit.each.count == 1
    series = view.series(streak.of, scope) if per_day else None
    run = days_in_a_row(days, series, view.last_ended)
    return _streak_finding(view, name, scope, streak, run, tuple(days))


def _streak_finding(
    view: View,
    name: str,
    scope: Scope,
    streak: Streak,
    run: Run,
    days: tuple[DayVerdict, ...] = (),
) -> Finding:
    needed = streak.for_.count
    word, cause = _reached(run.least, run.most, needed)
    return Finding(
        name,
        scope,
        word,
        cause,
        days=days,
        progress=Progress(run.least, run.most, needed, Unit.DAYS.value),
        earliest=_met_at(view, run.last, needed - run.most) if word is Verdict.NOT_YET else None,
        provisional_until=_unsettled(view, run.last.end) if run.last else None,
    )


def _met_at(view: View, last: MonitoringDay | None, missing: int) -> datetime | None:
    """Return the end of the day `missing` days after the last one counted, if in force."""
    calendar = view.calendar
    named = (last.date if last else _day_before_first(view)) + timedelta(days=missing)
    start, end = calendar.begins(named), calendar.begins(named + timedelta(days=1))
    ends = [until for since, until in calendar.in_force if since <= start < until]
    if not ends or (ends[0] < end and calendar.terms.partial_days == "not_counted"):
        return None
    return min(end, ends[0])


def _day_before_first(view: View) -> date:
    """Return the day before the first that can be counted from now on."""
    calendar = view.calendar
    today = calendar.wall_day(view.horizon)
    since = max(start for start, _ in calendar.in_force if start <= view.horizon)
    counted = calendar.terms.partial_days == "counted" or since <= calendar.begins(today)
    return today - timedelta(days=1) if counted else today


def _hours(view: View, name: str, streak: Streak, base: Condition, scope: Scope) -> Finding | None:
    so_far = hours_so_far(view, base, scope)
    if so_far is None:
        return None
    least, most = so_far
    word, cause = _reached(least, most, streak.for_.elapsed)
    hour = timedelta(hours=1)
    met_at = view.horizon + streak.for_.elapsed - most
    return Finding(
        name,
        scope,
        word,
        cause,
        days=tuple(view.judged(streak.of, scope) or ()),
        progress=Progress(least // hour, most // hour, streak.for_.count, Unit.HOURS.value),
        earliest=met_at if word is Verdict.NOT_YET else None,
        provisional_until=_unsettled(view, view.horizon),
    )


def _certified(view: View, name: str, streak: Streak, scope: Scope) -> Finding:
    given = view.attestations()
    ended = [day for day in view.days if day.end <= view.horizon]
    by_party = {
        party: certified_days(view.classifier, given, party, ended) for party in streak.certified_by
    }
    last = view.last_ended
    together = [all(row) for row in zip(*by_party.values(), strict=True)]
    count = _run(ended, together) if last else 0
    run = Run(count, count, last)
    finding = _streak_finding(view, name, scope, streak, run)
    parties = tuple((p, _run(ended, row) if last else 0) for p, row in by_party.items())
    cause = Cause.MET if finding.verdict is Verdict.KEPT else Cause.NOT_CERTIFIED
    return replace(finding, parties=parties, cause=cause)


def _attested(view: View, name: str, attested: Attested, scope: Scope) -> Finding:
    word, cause, record = judge_attested(
        attested, view.classifier, view.attestations(), view.horizon
    )
    return Finding(name, scope, word, cause, rests_on=(record.key,) if record else ())


def _reached(least: _Length, most: _Length, needed: _Length) -> tuple[Verdict, Cause]:
    if least >= needed:
        return Verdict.KEPT, Cause.MET
    if most >= needed:
        return Verdict.UNDETERMINED, Cause.UNCONFIRMED
    return Verdict.NOT_YET, Cause.COUNTING


def _run(days: Sequence[MonitoringDay], counted: Sequence[bool]) -> int:
    """Return how many of the last days in a row are counted."""
    length = 0
    for position in range(len(days) - 1, -1, -1):
        broken = length and not days[position + 1].follows(days[position])
        if broken or not counted[position]:
            break
        length += 1
    return length
