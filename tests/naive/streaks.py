"""Days and hours in a row: the least and the most that the record allows."""

from collections.abc import Callable
from datetime import timedelta

from monitor.agreements.model import Condition, Streak, Unit
from tests.naive.attestations import attestations
from tests.naive.daily import Judge
from tests.naive.days import Day, speaks_as
from tests.naive.gauge import Case, Gauge
from tests.naive.limits import finished_days, judged_day
from tests.naive.resets import days_since_reset
from tests.naive.runs import Runs

Progress = tuple[int, int] | None
Reads = tuple[str, Progress] | None
"""A verdict and, for a streak, the least and most days or whole hours; None is not judged."""

HOUR = timedelta(hours=1)


def read_streak(
    case: Case, streak: Streak, scope: str | None, judge: Judge, counted: Callable[[], Runs]
) -> Reads:
    """Return what a streak reads in one scope.

    Args:
        case: The record, and the instant judged.
        streak: What is counted, and how long it must last.
        scope: The area's or the party's id.
        judge: Reads the days that are counted.
        counted: Counts the days in a row up to the last finished.
    """
    if streak.certified_by:
        return met(streak.for_.count, _certified(case, streak))
    if streak.resets == "by_decision":
        return met(streak.for_.count, days_since_reset(case, streak))
    if streak.for_.unit is Unit.HOURS:
        return _hours(case, streak, case.agreement.conditions[streak.of], scope)
    running = judged_day(case)
    if running is not None and running.end > case.at and judge.reads(running) == "breached":
        return met(streak.for_.count, (0, 0))
    found = counted()
    return met(streak.for_.count, (found.least, found.most))


def met(needed: int, progress: tuple[int, int]) -> Reads:
    """Return the verdict on so many that are needed."""
    least, most = progress
    if least >= needed:
        return "kept", progress
    return ("undetermined" if most >= needed else "not_yet"), progress


def _hours(case: Case, streak: Streak, condition: Condition, scope: str | None) -> Reads:
    """Judge the time since the last event that may count, and since the last that must."""
    if condition.limit is None:
        msg = "only the hours of a limit can be counted"
        raise TypeError(msg)
    gauge = Gauge(case, condition.limit, condition.per, scope)
    start = case.current[0] if case.current else case.start
    latest = [start]
    for event in gauge.mays():
        if gauge.figure(event)[1] != 0 and event.last >= start:
            point = event.first == event.last
            latest.append(event.last if point else event.last + timedelta(microseconds=1))
    latest += [end for first, end in gauge.unwatched if end > start]
    past = [event for event in gauge.musts() if event.last < case.at]
    earliest = [start, *(event.first for event in past if gauge.figure(event)[0] > 0)]
    least = case.at - min(max(latest), case.at)
    most = case.at - max(earliest)
    progress = int(least // HOUR), int(most // HOUR)
    needed = streak.for_.count * HOUR
    if least >= needed:
        return "kept", progress
    return ("undetermined" if most >= needed else "not_yet"), progress


def _certified(case: Case, streak: Streak) -> tuple[int, int]:
    """Count the finished days up to the last that all the named parties attested as adherence."""
    run = 0
    for day in reversed(finished_days(case)):
        if not all(_certifies(case, party, day) for party in streak.certified_by):
            break
        run += 1
    return run, run


def _certifies(case: Case, party: str, day: Day) -> bool:
    words = [
        each.record
        for each in attestations(case, "adherence")
        if speaks_as(case.agreement, each.record.by, party, day.start)
        and each.record.during.start <= day.start
        and day.end <= each.record.during.end
    ]
    return bool(words) and words[-1].holds
