"""At most, or at least, so many in a window: the verdict of each day."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import (
    DatedNumber,
    Doubt,
    EvidencePolicy,
    Limit,
    Unit,
    Unobserved,
)
from monitor.evaluation.calendar import MonitoringCalendar, MonitoringDay
from monitor.evaluation.reference import Allowed, Reference
from monitor.evaluation.series import Bounded, Bounds
from monitor.evaluation.verdict import Cause, DayVerdict, Verdict


def number_on(numbers: Sequence[DatedNumber], local: datetime) -> int | None:
    """Return the number in force at a local time, or None where none is."""
    return next((number.is_ for number in numbers if number.holds(local)), None)


def limit_on(limit: Limit, day: MonitoringDay, calendar: MonitoringCalendar) -> int | None:
    """Return the limit's number on a day: the text in force when the day begins."""
    return number_on(limit.numbers, calendar.local(day.start))


def window_start(days: Sequence[MonitoringDay], position: int, length: int) -> int:
    """Return the position at which the window of `length` days that ends here begins.

    Clipped where the calendar starts, and where the agreement came back into force.
    """
    first = position
    while first > 0 and position - first + 1 < length and days[first].follows(days[first - 1]):
        first -= 1
    return first


def judge_days(
    limit: Limit,
    days: Sequence[MonitoringDay],
    series: Bounded,
    *,
    policy: EvidencePolicy,
    calendar: MonitoringCalendar,
    horizon: datetime,
    reference: Reference | None = None,
) -> list[DayVerdict]:
    """Return the verdict of every day; `not_in_force` where the limit has no number.

    A limit in hours is judged on each day by itself: `series` gives what its windows hold.
    `reference` is for a limit that is taken from a baseline.
    """
    verdicts = []
    length = limit.each.count if limit.each.unit is Unit.DAYS else 1
    numbers = _numbers(limit, days, calendar)
    for position, day in enumerate(days):
        first = window_start(days, position, length)
        finished = day.end <= horizon
        allowed = None
        if reference is not None:
            allowed = reference.allows(position - first + 1, min(day.end, horizon))
        number = numbers[position] if reference is None else None
        bounds = series.bounds(first, position)
        judged: _Judged = (Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE, bounds, None)
        if allowed is not None:
            number = allowed.perhaps
            judged = _judge_allowed(limit, allowed, bounds)
        elif number is not None:
            judged = _judge(limit, number, bounds)
        elif reference is not None:
            judged = (Verdict.UNDETERMINED, Cause.NO_BASELINE, bounds, None)
        if judged[1] not in {Cause.NOT_IN_FORCE, Cause.NO_BASELINE}:
            judged = _by_policy(judged, limit, policy, finished=finished)
            judged = judged if finished else _running(judged, limit)
        word, cause, _, spoke = judged
        told = (word, cause, bounds, number, finished, spoke)
        verdicts.append(DayVerdict(day, days[first], *told, allowed=allowed))
    return verdicts


def _numbers(
    limit: Limit, days: Sequence[MonitoringDay], calendar: MonitoringCalendar
) -> Sequence[int | None]:
    """Return the limit's number on every day; one that is not dated needs no clock."""
    if all(number.from_ is None and number.until is None for number in limit.numbers):
        return [limit.numbers[0].is_ if limit.numbers else None] * len(days)
    return [limit_on(limit, day, calendar) for day in days]


_Judged = tuple[Verdict, Cause, Bounds, str | None]


def _judge(limit: Limit, number: int, bounds: Bounds) -> _Judged:
    """Return what the record alone decides."""
    low, high = bounds.low, bounds.high
    if high is not None and low > high:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION, bounds, None
    if limit.at_most is not None:
        if low > number:
            return Verdict.BREACHED, Cause.EXCEEDED, bounds, None
        if high is not None and high <= number:
            return Verdict.KEPT, Cause.WITHIN, bounds, None
    else:
        if low >= number:
            return Verdict.KEPT, Cause.WITHIN, bounds, None
        if high is not None and high < number:
            return Verdict.BREACHED, Cause.SHORT, bounds, None
    return Verdict.UNDETERMINED, _doubt(limit, number, bounds), bounds, None


def _judge_allowed(limit: Limit, allowed: Allowed, bounds: Bounds) -> _Judged:
    """Return what the record alone decides where the limit itself may be this or that."""
    low, high = bounds.low, bounds.high
    if high is not None and low > high:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION, bounds, None
    if allowed.high is not None and low > allowed.high:
        return Verdict.BREACHED, Cause.EXCEEDED, bounds, None
    if high is not None and high <= allowed.low:
        return Verdict.KEPT, Cause.WITHIN, bounds, None
    if low > allowed.low:
        return Verdict.UNDETERMINED, Cause.OPEN_BASELINE, bounds, None
    return Verdict.UNDETERMINED, _doubt(limit, allowed.surely, bounds), bounds, None


def _doubt(limit: Limit, number: int, bounds: Bounds) -> Cause:
    """Return the leading cause of doubt: what is on record goes before what nobody saw."""
    told = bounds.possible > number if limit.at_most is not None else bounds.high is not None
    if told:
        return Cause.UNCONFIRMED
    if bounds.covered:
        return Cause.NO_FIGURE
    return Cause.SILENT if limit.from_counts else Cause.UNWATCHED


def _by_policy(judged: _Judged, limit: Limit, policy: EvidencePolicy, *, finished: bool) -> _Judged:
    """Let the agreement's evidence policy speak where the record alone does not decide.

    `doubt` is about incidents only and needs a finite upper bound; `unobserved` speaks for
    finished days that were not covered, and never makes one kept.
    """
    verdict, cause, bounds, _ = judged
    if verdict is not Verdict.UNDETERMINED or cause is Cause.CONTRADICTION:
        return judged
    if not bounds.covered:
        if finished and policy.unobserved is Unobserved.BREAKS:
            return Verdict.BREACHED, cause, bounds, "unobserved"
        return judged
    if bounds.high is None or limit.from_counts or policy.doubt is Doubt.UNDETERMINED:
        return judged
    word = Verdict.BREACHED if policy.doubt is Doubt.BREAKS else Verdict.KEPT
    return word, cause, bounds, "doubt"


def _running(judged: _Judged, limit: Limit) -> _Judged:
    """Judge the running day: never kept, and only an `at_most` limit can be breached on it."""
    verdict, _, bounds, policy = judged
    if verdict is Verdict.BREACHED and limit.at_most is not None:
        return judged
    if verdict is Verdict.UNDETERMINED and limit.at_most is not None:
        return judged
    return Verdict.UNDETERMINED, Cause.RUNNING, bounds, policy if verdict is Verdict.KEPT else None
