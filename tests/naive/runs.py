"""Days in a row that were kept, and that may have been: the least and the most."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from monitor.agreements.model import Unit
from tests.naive.baseline import NoBaselineError
from tests.naive.daily import Judge
from tests.naive.days import Day
from tests.naive.limits import DayJudge, joined


@dataclass(frozen=True)
class Runs:
    """How many of the last days were kept in a row, and how many at most may have been."""

    least: int
    most: int


def runs(days: Sequence[Day], judge: Judge, limit: DayJudge | None) -> Runs:
    """Count back from the last of these days.

    Args:
        days: The days that are over, in order.
        judge: Reads each of them.
        limit: The limit whose days they are; None for days of another kind.
    """
    reads = [judge.reads(day) for day in days]
    least = 0
    while least < len(days) and reads[-1 - least] == "kept":
        least += 1
    most = 0
    while most < len(days) and reads[-1 - most] not in {"breached", "not_in_force"}:
        if limit is not None and not _fits(limit, days[len(days) - 1 - most :]):
            break
        most += 1
    return Runs(min(least, most), most)


def _fits(judge: DayJudge, run: Sequence[Day]) -> bool:
    """Whether every window that starts a run of days may have kept a daily `at_most`."""
    limit = judge.limit
    if limit.at_least or limit.alone or (limit.each.count, limit.each.unit) != (1, Unit.DAYS):
        return True
    for end in range(1, len(run) + 1):
        most = _most(judge, run[:end])
        if most is not None and judge.gauge.tally(joined(run[:end], judge.case.at)).low > most:
            return False
    return True


def _most(judge: DayJudge, days: Sequence[Day]) -> Fraction | None:
    """Return how many there may be on these days, as many on each as the limit says; or None."""
    total = Fraction(0)
    for day in days:
        try:
            bounds = judge.bounds([day])
        except NoBaselineError:
            return None
        if bounds is not None and bounds[1] is None:
            return None
        total += bounds[1] if bounds and bounds[1] is not None else 0
    return total
