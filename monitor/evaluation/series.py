"""What the record says of each window of days: at least so many, at most so many.

Three sources of bounds share one shape: incidents, one source's counts, one source's account.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from monitor.evaluation.calendar import Interval, MonitoringDay, Pieces
from monitor.evaluation.statements import Stated, hides, least, most
from monitor.evaluation.tally import Cell


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least `low`, at most `high`, which is None where no upper bound can be given.

    `covered` is False where somebody could have acted unseen. `possible` counts (or sums)
    what is on record and may belong, whether or not the window was watched.
    """

    low: int
    high: int | None
    covered: bool
    possible: int


class Bounded(Protocol):
    """Bounds for windows of consecutive days, by their positions (both included)."""

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds over days first to last."""
        ...


class Series(Bounded, Protocol):
    """Bounds for any window of days, and what a count of days in a row needs besides."""

    def low(self, first: int, last: int) -> int:
        """Return the lower bound alone."""
        ...

    def lows(self, first: int, last: int) -> Sequence[int]:
        """Return the lower bounds of the windows from `first` to each day up to `last`."""
        ...

    def wide_from(self) -> set[int]:
        """Return the days on which something begins that is counted and longer than a day."""
        ...


@dataclass(frozen=True)
class IncidentSeries:
    """Bounds from the cells of incidents and the gaps of coverage.

    `ends` are where each day is judged up to: its end, or the horizon on the running day.
    """

    days: Sequence[MonitoringDay]
    ends: Sequence[datetime]
    pieces: Pieces
    cells: Sequence[Cell]
    gaps: Sequence[Interval]

    @cached_property
    def _piece(self) -> list[int]:
        return [self.pieces.number(day.start) for day in self.days]

    @cached_property
    def _wide(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.first != cell.last and cell.low]

    @cached_property
    def _wide_begun(self) -> dict[int, list[Cell]]:
        """Return the cells that last into another piece, by the piece in which they begin."""
        begun: dict[int, list[Cell]] = {}
        for cell in self._wide:
            begun.setdefault(cell.first, []).append(cell)
        return begun

    @cached_property
    def _wide_days(self) -> set[int]:
        return {position for position, piece in enumerate(self._piece) if piece in self._wide_begun}

    def _sums(self, at: Callable[[Cell], int], of: Callable[[Cell], int]) -> list[int]:
        """Return running totals: entry n sums `of` over the cells whose piece is below n."""
        totals = [0] * (len(self.pieces.edges) + 2)
        for cell in self.cells:
            totals[at(cell) + 1] += of(cell)
        return list(accumulate(totals))

    @cached_property
    def _narrow(self) -> list[int]:
        return self._sums(_first, lambda cell: cell.low if cell.first == cell.last else 0)

    @cached_property
    def _begun(self) -> tuple[list[int], list[int]]:
        return self._sums(_first, _high), self._sums(_first, _open)

    @cached_property
    def _over(self) -> tuple[list[int], list[int]]:
        return self._sums(_last, _high), self._sums(_last, _open)

    @cached_property
    def _unseen(self) -> tuple[list[datetime], list[datetime]]:
        """Return where gaps begin, and by then the latest end of any."""
        gaps = sorted(self.gaps)
        return [since for since, _ in gaps], [*accumulate((until for _, until in gaps), max)]

    def _unseen_before(self, end: datetime) -> datetime:
        """Return the latest end of a gap that begins before `end`; without one, the very start."""
        begins, ends = self._unseen
        place = bisect_left(begins, end)
        return ends[place - 1] if place else self.days[0].start

    def low(self, first: int, last: int) -> int:
        """Return how many certainly belong and lie wholly within days first to last."""
        a, b = self._piece[first], self._piece[last]
        narrow = self._narrow[b + 1] - self._narrow[a]
        if not self._wide:
            return narrow
        begun = (cell for piece in range(a, b) for cell in self._wide_begun.get(piece, ()))
        return narrow + sum(cell.low for cell in begun if cell.last <= b)

    def lows(self, first: int, last: int) -> Sequence[int]:
        """Return the lower bounds of the windows from `first` to each day up to `last`."""
        begin = self._piece[first]
        wide = [0] * (len(self.pieces.edges) + 1)
        for cell in self._wide:
            if begin <= cell.first:
                wide[cell.last] += cell.low
        inside = list(accumulate(wide))
        pieces = self._piece[first : last + 1]
        return [self._narrow[b + 1] - self._narrow[begin] + inside[b] for b in pieces]

    def wide_from(self) -> set[int]:
        """Return the days on which an incident begins that lasts, or may, into another day."""
        return self._wide_days

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds over days first to last."""
        a, b = self._piece[first], self._piece[last]
        (begun, begun_open), (over, over_open) = self._begun, self._over
        possible, unbounded = begun[b + 1] - over[a], begun_open[b + 1] - over_open[a]
        covered = self._unseen_before(self.ends[last]) <= self.days[first].start
        high = possible if covered and not unbounded else None
        return Bounds(self.low(first, last), high, covered, possible + unbounded)


def _first(cell: Cell) -> int:
    return cell.first


def _last(cell: Cell) -> int:
    return cell.last


def _high(cell: Cell) -> int:
    return cell.high


def _open(cell: Cell) -> int:
    return cell.open


@dataclass(frozen=True)
class CountSeries:
    """Bounds from one source's counts alone.

    `area` are the p-codes that together hold the ground in question, for the most that may have
    been; `heart` those that lie in it altogether, for the least.
    """

    days: Sequence[MonitoringDay]
    ends: Sequence[datetime]
    stated: Sequence[Stated]
    area: tuple[str, ...]
    heart: tuple[str, ...]

    def low(self, first: int, last: int) -> int:
        """Return the least that the counts inside days first to last allow."""
        return least(self.stated, self.days[first].start, self.ends[last], self.heart)

    def lows(self, first: int, last: int) -> Sequence[int]:
        """Return the lower bounds of the windows from `first` to each day up to `last`.

        They rise only where a count ends.
        """
        ends = {s.end for s in self.stated if s.least}
        found: list[int] = []
        for position in range(first, last + 1):
            start, end = self.days[position].start, self.ends[position]
            risen = not found or any(start < t <= end for t in ends)
            found.append(self.low(first, position) if risen else found[-1])
        return found

    def wide_from(self) -> set[int]:
        """Return the days on which a count begins."""
        begun = [s.start for s in self.stated if s.least]
        return {
            position
            for position, (day, end) in enumerate(zip(self.days, self.ends, strict=True))
            if any(day.start <= t < end for t in begun)
        }

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds over days first to last."""
        low = self.low(first, last)
        high = most(self.stated, self.days[first].start, self.ends[last], self.area)
        return Bounds(low, high, high is not None, low)

    def hides(self, first: int, last: int) -> bool:
        """Whether something counted in days first to last may belong."""
        return hides(self.stated, self.days[first].start, self.ends[last], self.area)


@dataclass(frozen=True)
class AccountSeries:
    """Bounds from one source's reports and counts together: its counts win where they reach."""

    reports: Series
    counts: CountSeries

    def low(self, first: int, last: int) -> int:
        """Return the larger of the two lower bounds."""
        return max(self.reports.low(first, last), self.counts.low(first, last))

    def lows(self, first: int, last: int) -> Sequence[int]:
        """Return the larger of the two lower bounds of each window."""
        told, counted = self.reports.lows(first, last), self.counts.lows(first, last)
        return [max(pair) for pair in zip(told, counted, strict=True)]

    def wide_from(self) -> set[int]:
        """Return the days on which something long begins in either."""
        return self.reports.wide_from() | self.counts.wide_from()

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds over days first to last."""
        hidden = self.counts.hides(first, last)
        return merged(self.reports.bounds(first, last), self.counts.bounds(first, last), hidden)


def merged(told: Bounds, counted: Bounds, hidden: bool) -> Bounds:  # noqa: FBT001
    """Return what a source's reports and counts say together of one window.

    Where its counts bound nothing from above and something `hidden` in them may belong, that its
    reports tell of no more says nothing.
    """
    low, possible = max(told.low, counted.low), max(told.possible, counted.possible)
    if hidden and counted.high is None:
        return Bounds(low, None, covered=False, possible=possible)
    upper = counted if counted.high is not None else told
    return Bounds(low, upper.high, upper.covered, possible)
