"""Days kept since something happened: every day after its day, and at least so many."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.agreements.model import Since
from monitor.incidents.span import TICK
from tests.naive.days import Day
from tests.naive.gauge import Case
from tests.naive.happenings import Item, items, long_before, unseen
from tests.naive.limits import finished_days
from tests.naive.runs import Runs
from tests.naive.streaks import Reads, met

BEFORE = -2
"""Before the interruption after which these days begin."""


def read_since(case: Case, terms: Since, runs: Runs) -> Reads:
    """Return what a count of days since something reads, and its least and most days.

    Args:
        case: The record, and the instant judged.
        terms: What is counted, and since what.
        runs: The days kept, and those that may have been kept, in a row up to the last finished.
    """
    days = finished_days(case)
    last = len(days) - 1
    found = items(case, terms.after)
    least = 0
    for item in found:
        first, latest = index(case, days, item.first), index(case, days, item.last)
        if item.must and latest <= last and runs.least >= last - first:
            least = max(least, last - latest)
    most = 0
    for position in places(case, terms, days, found):
        if position <= last and runs.most >= last - position:
            most = max(most, last - position)
    return met(terms.for_.count, (least, most))


def index(case: Case, days: Sequence[Day], moment: datetime) -> int:
    """Return the number of the last day that has begun by then; -1 before the first of them.

    A moment after the last of these days is in a day that is not over: one more than the last.
    What happened before the agreement was last interrupted has no day in these, and comes before
    everything.
    """
    lost = [end for _, end in case.force if case.current and end <= case.current[0]]
    if lost and moment < max(lost):
        return BEFORE
    begun = sum(day.start <= moment for day in days)
    return begun if days and moment >= days[-1].end else begun - 1


def places(case: Case, terms: Since, days: Sequence[Day], found: Sequence[Item]) -> Iterator[int]:
    """Yield every day on which it may have happened, seen or unseen; -1 is before the first."""
    for item in found:
        yield from range(index(case, days, item.first), index(case, days, item.last) + 1)
    for start, end in unseen(case, terms.after, since=long_before(case)):
        yield from range(index(case, days, start), index(case, days, end - TICK) + 1)
