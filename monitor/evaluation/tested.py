"""What a day puts to the test of a duty, and the verdict that makes of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.series import Bounds
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK


@dataclass(frozen=True, slots=True)
class Put:
    """An item put to a test: passed for certain, failed for certain, or None for neither.

    `unseen` is whether it would have failed for certain, had everything been watched.
    """

    item: Item
    passed: Kleene
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class DayPut:
    """One day of a duty: how many of what it puts to the test fail, and how many may.

    `asked` is how much may put it to the test, `certainly` how much does; above 0 is all that
    matters of these two.
    `failed` fail in every world, `maybe` in some; of these `unseen` would fail in every world
    had everything been watched.
    """

    asked: int = 0
    certainly: int = 0
    failed: int = 0
    maybe: int = 0
    unseen: int = 0

    @property
    def bounds(self) -> Bounds:
        """How many fail: of what may fail because nobody watched no upper bound is given."""
        possible, covered = self.failed + self.maybe, not self.unseen
        return Bounds(self.failed, possible if covered else None, covered, possible - self.unseen)

    def verdict(self, kept: Cause, failed: Cause, *, finished: bool) -> tuple[Verdict, Cause]:
        """Return the verdict of the day: a running one is breached at once, and never kept."""
        if self.failed:
            return Verdict.BREACHED, failed
        if not self.asked:
            return Verdict.UNDETERMINED, Cause.NOBODY_ASKED
        if self.maybe or (finished and not self.certainly):
            return Verdict.UNDETERMINED, Cause.OPEN_ANSWERS
        return (Verdict.KEPT, kept) if finished else (Verdict.UNDETERMINED, Cause.RUNNING)


def put_on_days(tests: Sequence[Put], spans: Sequence[Interval]) -> list[DayPut]:
    """Return what every day puts to the test where each item is tested on the days it touches.

    Args:
        tests: What is tested.
        spans: The days so far, half-open, in order; the running one ends at the horizon.
    """
    counted = Days(spans)
    for one in tests:
        touched = counted.touched((one.item.first, one.item.last + TICK))
        inside = {day for day in touched if one.item.must and one.item.inside(*spans[day])}
        failed = inside if one.passed is False else set()
        maybe = set() if one.passed else touched - failed
        unseen = maybe & inside if one.unseen else set()
        counted.count(asked=touched, certainly=inside, failed=failed, maybe=maybe, unseen=unseen)
    return counted.tested()


class Days:
    """The days of a duty, half-open and in order, and what is counted on each."""

    def __init__(self, spans: Sequence[Interval]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._counted = {name: [0] * len(spans) for name in DayPut.__dataclass_fields__}

    def touched(self, *times: Interval) -> frozenset[int]:
        """Return the positions of the days that share an instant with one of the half-open times.

        A time that is not over yet is written with its end after the last day.
        """
        return frozenset(
            position
            for start, end in times
            for position in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def count(self, **positions: Collection[int]) -> None:
        """Count one thing of each of these names on the days at the positions."""
        for name, days in positions.items():
            for position in days:
                self._counted[name][position] += 1

    def tested(self) -> list[DayPut]:
        """Return what was counted, day by day."""
        return [DayPut(*row) for row in zip(*self._counted.values(), strict=True)]
