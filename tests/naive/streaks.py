"""Days and hours in a row: the least and the most that the record allows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from monitor.agreements.model import Condition, Streak, Unit
from monitor.incidents.span import TICK
from tests.naive.attestations import attestations
from tests.naive.counting import Counting
from tests.naive.daily import Judge
from tests.naive.days import Day, speaks_as
from tests.naive.gauge import Case, Gauge, touches
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
    counting = case.counting(gauge, case.account) if case.account is not None else None
    latest = [start, *_restless(gauge, counting, start, case.at)]
    past = [event for event in gauge.musts() if event.last < case.at]
    earliest = [start, *(event.first for event in past if gauge.figure(event)[0] > 0)]
    if counting is not None:
        for count in counting.stated:
            alone = replace(counting, stated=[count])
            window = count.window.start, count.window.end
            if window[1] <= case.at and alone.low([window]) > 0:
                earliest.append(count.window.start)
    least = case.at - min(max(latest), case.at)
    most = case.at - max(earliest)
    progress = int(least // HOUR), int(most // HOUR)
    needed = streak.for_.count * HOUR
    if least >= needed:
        return "kept", progress
    return ("undetermined" if most >= needed else "not_yet"), progress


def _restless(
    gauge: Gauge, counting: Counting | None, start: datetime, at: datetime
) -> Iterator[datetime]:
    """Yield the ends of the times up to `at` that the record does not show to have been quiet."""
    mays = [event for event in gauge.mays() if gauge.figure(event)[1] != 0]
    turns = {start, at} | {end for gap in gauge.unwatched for end in gap}
    turns |= {turn for event in mays for turn in (event.first, event.last + TICK)}
    if counting is not None:
        turns |= {t for count in counting.stated for t in (count.window.start, count.window.end)}
    order = sorted(turn for turn in turns if start <= turn <= at)
    for first, end in pairwise(order):
        instant = [(first, first + TICK)]
        there = [event for event in mays if touches(event, first, first + TICK)]
        if counting is not None and counting.high(instant) == 0:
            there = [event for event in there if event in gauge.musts()]
            unseen = False
        else:
            unseen = any(gap[0] <= first < gap[1] for gap in gauge.unwatched)
            unseen = unseen or (counting is not None and counting.hides(instant))
        if unseen or any(event.first < event.last for event in there):
            yield end
        elif there:
            yield first


def _certified(case: Case, streak: Streak) -> tuple[int, int]:
    """Count the finished days up to the last that all the named parties attested as adherence."""
    run = 0
    for day in reversed(finished_days(case)):
        if not all(_certifies(case, streak, party, day) for party in streak.certified_by):
            break
        run += 1
    return run, run


def _certifies(case: Case, streak: Streak, party: str, day: Day) -> bool:
    words = [
        each.record
        for each in attestations(case, "adherence", streak)
        if speaks_as(case.agreement, each.record.by, party, day.start)
        and each.record.during.start <= day.start
        and day.end <= each.record.during.end
    ]
    return bool(words) and words[-1].holds
