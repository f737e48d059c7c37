"""Limits in hours: the window (t - T, t] at every instant t of a day, not whole days.

Nothing between two turning points of the record changes what a window holds, so it is enough to
look where an incident, a gap or a count begins or ends.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.series import Bounds, merged
from monitor.evaluation.statements import Stated, least, most
from monitor.evaluation.tally import Instant
from monitor.evaluation.verdict import DayVerdict
from monitor.incidents.span import TICK


class Window(Protocol):
    """What the record says of the half-open window that ends just after an instant t.

    It begins just after t - T, or at `since` where that is later; so it holds t itself, and what
    happened exactly T before it no more.
    """

    def at(self, instant: datetime, since: datetime) -> Bounds:
        """Return the bounds of the window that ends with an instant."""
        ...

    def edges(self) -> Iterable[datetime]:
        """Yield every instant from which on a window may hold more than before."""
        ...


def window_of(instant: datetime, length: timedelta, since: datetime) -> Interval:
    """Return the window (instant - length, instant], cut at `since`, as a half-open interval."""
    return max(instant - length + TICK, since), instant + TICK


@dataclass(frozen=True)
class IncidentWindow:
    """Bounds from incidents one by one and the ordered gaps of coverage; `length` is T."""

    length: timedelta
    incidents: Sequence[Instant]
    gaps: Sequence[Interval]

    def edges(self) -> Iterator[datetime]:
        """Yield where incidents may begin, must have ended, and nobody watched any more."""
        for one in self.incidents:
            yield one.first
            if one.must:
                yield one.last
        yield from (start for start, _ in self.gaps)

    @cached_property
    def _of(self) -> dict[datetime, "_Sums"]:
        """Keep the totals by the instant at which windows are cut: there are few of these."""
        return {}

    @cached_property
    def _until(self) -> list[datetime]:
        return [until for _, until in self.gaps]

    def at(self, instant: datetime, since: datetime) -> Bounds:
        """Return the bounds of the window that ends with an instant."""
        if since not in self._of:
            self._of[since] = _Sums.of(self.incidents, self.length, since)
        low, possible, unbounded = self._of[since].between(instant - self.length, instant)
        start, end = window_of(instant, self.length, since)
        coming = bisect_right(self._until, start)
        covered = coming == len(self.gaps) or self.gaps[coming][0] >= end
        high = possible if covered and not unbounded else None
        return Bounds(low, high, covered, possible + unbounded)


@dataclass(frozen=True)
class _Sums:
    """Running totals of incidents, for windows that are cut at one and the same instant.

    An incident that may last as long as the window lies wholly in none, and touches every window
    that it does not end before, or begin after.
    """

    begun_inside: "_Running"
    over_inside: "_Running"
    begun: "_Running"
    over: "_Running"
    open_begun: "_Running"
    open_over: "_Running"

    @classmethod
    def of(cls, incidents: Iterable[Instant], length: timedelta, since: datetime) -> "_Sums":
        """Return the totals of what a window from `since` on may hold."""
        may = [one for one in incidents if one.last >= since]
        inside = [i for i in may if i.must and i.first >= since and i.last - i.first < length]
        return cls(
            _Running.of(inside, lambda i: i.first, lambda i: i.low),
            _Running.of(inside, lambda i: i.last, lambda i: i.low),
            _Running.of(may, lambda i: i.first, lambda i: i.high or 0),
            _Running.of(may, lambda i: i.last, lambda i: i.high or 0),
            _Running.of(may, lambda i: i.first, lambda i: i.high is None),
            _Running.of(may, lambda i: i.last, lambda i: i.high is None),
        )

    def between(self, after: datetime, until: datetime) -> tuple[int, int, int]:
        """Return what (after, until] certainly holds, what it may, and how many without figure."""
        return (
            self.over_inside.upto(until) - self.begun_inside.upto(after),
            self.begun.upto(until) - self.over.upto(after),
            self.open_begun.upto(until) - self.open_over.upto(after),
        )


@dataclass(frozen=True)
class _Running:
    """A sum that grows at instants."""

    instants: Sequence[datetime]
    totals: Sequence[int]

    @classmethod
    def of(
        cls,
        items: Iterable[Instant],
        at: Callable[[Instant], datetime],
        of: Callable[[Instant], int],
    ) -> "_Running":
        """Return the running sum of something over incidents by one of their instants."""
        found = sorted((at(item), of(item)) for item in items)
        return cls([t for t, _ in found], [0, *accumulate(n for _, n in found)])

    def upto(self, instant: datetime) -> int:
        """Return the sum by an instant, what comes at it included."""
        return self.totals[bisect_right(self.instants, instant)]


@dataclass(frozen=True)
class CountWindow:
    """Bounds from one source's counts alone.

    `area` are the p-codes that together hold the ground in question, for the most that may have
    been; `heart` those that lie in it altogether, for the least.
    """

    length: timedelta
    stated: Sequence[Stated]
    area: tuple[str, ...]
    heart: tuple[str, ...]

    def edges(self) -> Iterator[datetime]:
        """Yield the last windows without, and the first with, each end of a count."""
        for edge in {edge for one in self.stated for edge in (one.start, one.end)}:
            for last in (edge - TICK, edge):
                yield last
                yield last + self.length

    def at(self, instant: datetime, since: datetime) -> Bounds:
        """Return the bounds of the window that ends with an instant."""
        start, end = window_of(instant, self.length, since)
        low = least(self.stated, start, end, self.heart)
        high = most(self.stated, start, end, self.area)
        return Bounds(low, high, high is not None, low)


@dataclass(frozen=True)
class AccountWindow:
    """Bounds from one source's reports and counts together: its counts win where they reach."""

    reports: Window
    counts: Window

    def edges(self) -> Iterator[datetime]:
        """Yield the edges of both."""
        yield from self.reports.edges()
        yield from self.counts.edges()

    def at(self, instant: datetime, since: datetime) -> Bounds:
        """Return the bounds of the window that ends with an instant."""
        return merged(self.reports.at(instant, since), self.counts.at(instant, since))


@dataclass(frozen=True)
class Rolling:
    """Bounds of a day from all windows that end at an instant of it: the most that one holds.

    `ends` are where each day is judged up to, excluded. `force` are the intervals in which the
    agreement is in force: no window reaches back before the one it ends in.
    """

    days: Sequence[MonitoringDay]
    ends: Sequence[datetime]
    force: Sequence[Interval]
    length: timedelta
    window: Window

    @cached_property
    def _edges(self) -> list[datetime]:
        return sorted(set(self.window.edges()))

    def since(self, position: int) -> datetime:
        """Return the instant before which no window of a day reaches."""
        start = self.days[position].start
        return max(since for since, _ in self.force if since <= start)

    def span(self, position: int) -> Interval:
        """Return all that the windows of a day hold together, half-open."""
        start, _ = window_of(self.days[position].start, self.length, self.since(position))
        return start, self.ends[position]

    def _windows(self, position: int) -> Iterator[tuple[datetime, Bounds]]:
        """Yield the instants of a day at which a window may hold more, each with its bounds."""
        since, start, end = self.since(position), self.days[position].start, self.ends[position]
        first, last = bisect_right(self._edges, start), bisect_left(self._edges, end)
        for instant in (start, *self._edges[first:last]):
            yield instant, self.window.at(instant, since)

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds of a day, which stands for itself alone: `first` is `last`."""
        del first
        found = [bounds for _, bounds in self._windows(last)]
        highs = [bounds.high for bounds in found if bounds.high is not None]
        return Bounds(
            max(bounds.low for bounds in found),
            max(highs) if len(highs) == len(found) else None,
            all(bounds.covered for bounds in found),
            max(bounds.possible for bounds in found),
        )

    def exceeded(self, position: int, number: int) -> datetime | None:
        """Return the first instant of a day whose window certainly holds more than a number."""
        over = (instant for instant, bounds in self._windows(position) if bounds.low > number)
        return next(over, None)

    def marked(self, judged: Sequence[DayVerdict]) -> list[DayVerdict]:
        """Return the verdicts on all days, each with the instant at which it is exceeded."""
        return [
            replace(day, exceeded_at=self.exceeded(position, day.limit))
            if day.limit is not None and day.bounds.low > day.limit
            else day
            for position, day in enumerate(judged)
        ]

    def exceeding(self, verdict: DayVerdict) -> Interval | None:
        """Return the first window of a day that certainly holds more than the limit."""
        if verdict.exceeded_at is None:
            return None
        since = self.since(self.days.index(verdict.day))
        return window_of(verdict.exceeded_at, self.length, since)
