"""The verdict on a count: days in a row of a limit, of certificates, since a decision, or hours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from monitor.agreements.model import ONE_DAY, Streak, Unit
from monitor.evaluation.acts import TooManyWorldsError
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.hours import hours_so_far
from monitor.evaluation.resets import restarts
from monitor.evaluation.series import Series
from monitor.evaluation.streak import Run, days_in_a_row
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Cause, DayVerdict, Finding, Progress, Verdict
from monitor.evaluation.view import View

_Length = TypeVar("_Length", int, timedelta)


def judge_streak(view: View, name: str, streak: Streak, scope: Scope) -> Finding | None:
    """Return the finding on a count; None where an account cannot speak to it."""
    if streak.certified_by:
        return _certified(view, name, streak, scope)
    if streak.reset_by is not None:
        return _restarted(view, name, streak, scope)
    if streak.for_.unit is Unit.HOURS:
        return _hours(view, name, streak, scope)
    days = view.judged(streak.of, scope)
    if days is None:
        return None
    run = days_in_a_row(days, _fitting(view, streak.of, scope), view.last_ended)
    return _streak_finding(view, name, scope, streak, run, tuple(days))


def run_to(view: View, streak: Streak, scope: Scope, ended: int) -> Run | None:
    """Return a streak of days as it stood at the end of the day that is number `ended`.

    Counted no further than it needs: whether it was met is all that is asked of a past day.

    None where an account cannot speak to it. What a day holds does not depend on the days after
    it, so a past day needs no evaluation of its own.
    """
    days = view.judged(streak.of, scope)
    if days is None:
        return None
    series, enough = _fitting(view, streak.of, scope), streak.for_.count
    return days_in_a_row(days[:ended], series, days[ended - 1].day, enough=enough)


def run_of(view: View, counted: str, scope: Scope, ended: int) -> Run | None:
    """Return the days in a row of a condition at the end of so many days, all of them counted.

    None where an account cannot speak to it.
    """
    days = view.judged(counted, scope)
    if days is None or ended == 0:
        return None if days is None else Run(0, 0, None)
    return days_in_a_row(days[:ended], _fitting(view, counted, scope), days[ended - 1].day)


def _fitting(view: View, counted: str, scope: Scope) -> Series | None:
    """Return what tells how many a window holds, for a limit of each single day."""
    limit = view.agreement.conditions[counted].limit
    per_day = limit is not None and limit.at_most is not None and limit.each == ONE_DAY
    if limit is not None and limit.baseline is not None:
        days = view.judged(counted, scope) or ()
        per_day = per_day and all(day.limit is not None for day in days)
    return view.series(counted, scope) if per_day else None


def _restarted(view: View, name: str, streak: Streak, scope: Scope) -> Finding | None:
    days = view.judged(streak.of, scope)
    if days is None or streak.reset_by is None:
        return None
    finished = [day.day for day in days if day.finished] if view.last_ended else []
    run = restarted_run(view, streak, finished, view.horizon)
    return _streak_finding(view, name, scope, streak, run, tuple(days))


def restarted_run(
    view: View, streak: Streak, finished: Sequence[MonitoringDay], at: datetime
) -> Run:
    """Return the days in a row since the last restart that was decided by `at`.

    Every finished day counts, whatever happened on it: only a decision restarts the count.
    """
    last = finished[-1] if finished else None
    if streak.reset_by is None or last is None:
        return Run(0, 0, last)
    try:
        since = restarts(streak.reset_by, view.acts_for(streak.reset_by).decisions, at)
    except TooManyWorldsError:
        return Run(0, _in_a_row(finished, [True] * len(finished)), last)
    counts = [
        _in_a_row(finished, [start is None or day.start >= start for day in finished])
        for start in since
    ]
    return Run(min(counts), max(counts), last)


def _streak_finding(
    view: View,
    name: str,
    scope: Scope,
    streak: Streak,
    run: Run,
    days: tuple[DayVerdict, ...] = (),
) -> Finding:
    needed = streak.for_.count
    word, cause = reached(run.least, run.most, needed)
    return Finding(
        name,
        scope,
        word,
        cause,
        days=days,
        progress=Progress(run.least, run.most, needed, Unit.DAYS.value),
        earliest=met_at(view, run.last, needed - run.most) if word is Verdict.NOT_YET else None,
        surely=surely_met(view, run.last, run.least, needed),
        provisional_until=view.unsettled(run.last.end) if run.last else None,
    )


def met_at(view: View, last: MonitoringDay | None, missing: int) -> datetime | None:
    """Return the end of the day `missing` days after the last one counted, if in force."""
    calendar = view.calendar
    named = (last.date if last else _day_before_first(view)) + timedelta(days=missing)
    start, end = calendar.begins(named), calendar.begins(named + timedelta(days=1))
    ends = [until for since, until in calendar.in_force if since <= start < until]
    if not ends or (ends[0] < end and calendar.terms.partial_days == "not_counted"):
        return None
    return min(end, ends[0])


def surely_met(view: View, last: MonitoringDay | None, least: int, needed: int) -> datetime | None:
    """Return when the least count is met if it grows day by day; None at nothing, and once met."""
    return met_at(view, last, needed - least) if 0 < least < needed else None


def _day_before_first(view: View) -> date:
    """Return the day before the first that can be counted from now on."""
    calendar = view.calendar
    today = calendar.wall_day(view.horizon)
    since = max(start for start, _ in calendar.in_force if start <= view.horizon)
    counted = calendar.terms.partial_days == "counted" or since <= calendar.begins(today)
    return today - timedelta(days=1) if counted else today


def _hours(view: View, name: str, streak: Streak, scope: Scope) -> Finding | None:
    so_far = hours_so_far(view, streak.of, scope)
    if so_far is None:
        return None
    least, most = so_far
    word, cause = reached(least, most, streak.for_.elapsed)
    hour = timedelta(hours=1)
    at = view.horizon + streak.for_.elapsed - most
    sure = view.horizon + streak.for_.elapsed - least
    goes_on = any(since <= view.horizon and sure <= end for since, end in view.calendar.in_force)
    return Finding(
        name,
        scope,
        word,
        cause,
        days=tuple(view.judged(streak.of, scope) or ()),
        progress=Progress(least // hour, most // hour, streak.for_.count, Unit.HOURS.value),
        earliest=at if word is Verdict.NOT_YET else None,
        surely=sure if least and word is not Verdict.KEPT and goes_on else None,
        provisional_until=view.unsettled(view.horizon),
    )


def _certified(view: View, name: str, streak: Streak, scope: Scope) -> Finding:
    ended = [day for day in view.days if day.end <= view.horizon] if view.last_ended else []
    run, parties = certified_run(view, streak, ended)
    finding = _streak_finding(view, name, scope, streak, run)
    cause = Cause.MET if finding.verdict is Verdict.KEPT else Cause.NOT_CERTIFIED
    return replace(finding, parties=parties, cause=cause)


def certified_run(
    view: View, streak: Streak, ended: Sequence[MonitoringDay]
) -> tuple[Run, tuple[tuple[str, int], ...]]:
    """Return the days in a row that all parties have certified, and those of each party."""
    by_party = {party: view.certified(streak, party)[: len(ended)] for party in streak.certified_by}
    together = [all(row) for row in zip(*by_party.values(), strict=True)]
    count = _in_a_row(ended, together)
    parties = tuple((party, _in_a_row(ended, row)) for party, row in by_party.items())
    return Run(count, count, ended[-1] if ended else None), parties


def reached(least: _Length, most: _Length, needed: _Length) -> tuple[Verdict, Cause]:
    """Return what a count of at least and at most so much comes to."""
    if least >= needed:
        return Verdict.KEPT, Cause.MET
    if most >= needed:
        return Verdict.UNDETERMINED, Cause.UNCONFIRMED
    return Verdict.NOT_YET, Cause.COUNTING


def _in_a_row(days: Sequence[MonitoringDay], counted: Sequence[bool]) -> int:
    """Return how many of the last days in a row are counted."""
    length = 0
    for position in range(len(days) - 1, -1, -1):
        broken = length and not days[position + 1].follows(days[position])
        if broken or not counted[position]:
            break
        length += 1
    return length
