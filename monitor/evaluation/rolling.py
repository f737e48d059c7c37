"""Limits in hours: the window (t - T, t] at every instant t of a day, not whole days.

Nothing between two turning points of the record changes what a window holds, so it is enough to
look where an incident, a gap or a count begins or ends.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.series import Bounds, merged
from monitor.evaluation.statements import Stated, hides, least, most
from monitor.evaluation.tally import Instant
from monitor.evaluation.verdict import DayVerdict
from monitor.incidents.span import FOREVER, TICK


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
        now = _ticks(instant)
        low, possible, unbounded = self._of[since].between(now - self.length // TICK, now)
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

    begun: "_Running"
    over: "_Running"

    @classmethod
    def of(cls, incidents: Iterable[Instant], length: timedelta, since: datetime) -> "_Sums":
        """Return the totals of what a window from `since` on may hold."""
        may = [one for one in incidents if one.last >= since]
        inside = [i.low if i.must and _fits(i, length, since) else 0 for i in may]
        return cls(
            _Running.of([_ticks(one.first) for one in may], may, inside),
            _Running.of([_ticks(one.last) for one in may], may, inside),
        )

    def between(self, after: int, until: int) -> tuple[int, int, int]:
        """Return what (after, until] certainly holds, what it may, and how many without figure."""
        begun, over = self.begun.upto(until), self.over.upto(until)
        begun_before, over_before = self.begun.upto(after), self.over.upto(after)
        return (
            self.over.low[over] - self.begun.low[begun_before],
            self.begun.high[begun] - self.over.high[over_before],
            self.begun.unbounded[begun] - self.over.unbounded[over_before],
        )


def _ticks(instant: datetime) -> int:
    """Return an instant as a whole number: a hundred thousand of them are quickly compared."""
    return (instant - FOREVER) // TICK


def _fits(one: Instant, length: timedelta, since: datetime) -> bool:
    """Whether a window may hold all of it."""
    return one.first >= since and one.last - one.first < length


@dataclass(frozen=True)
class _Running:
    """Sums over incidents that grow at instants, in ticks; entry n is over the first n of them."""

    instants: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]
    unbounded: Sequence[int]

    @classmethod
    def of(
        cls, instants: Sequence[int], incidents: Sequence[Instant], inside: Sequence[int]
    ) -> "_Running":
        """Return the sums over incidents, each with its instant and what certainly counts of it."""
        order = sorted(range(len(instants)), key=instants.__getitem__)
        return cls(
            [instants[n] for n in order],
            [0, *accumulate(inside[n] for n in order)],
            [0, *accumulate(incidents[n].high or 0 for n in order)],
            [0, *accumulate(incidents[n].high is None for n in order)],
        )

    def upto(self, instant: int) -> int:
        """Return how many of them there are by an instant, what comes at it included."""
        return bisect_right(self.instants, instant)


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

    def hides(self, instant: datetime, since: datetime) -> bool:
        """Whether something counted in the window that ends with an instant may belong."""
        return hides(self.stated, *window_of(instant, self.length, since), self.area)


@dataclass(frozen=True)
class AccountWindow:
    """Bounds from one source's reports and counts together: its counts win where they reach."""

    reports: Window
    counts: CountWindow

    def edges(self) -> Iterator[datetime]:
        """Yield the edges of both."""
        yield from self.reports.edges()
        yield from self.counts.edges()

    def at(self, instant: datetime, since: datetime) -> Bounds:
        """Return the bounds of the window that ends with an instant."""
        hidden = self.counts.hides(instant, since)
        return merged(self.reports.at(instant, since), self.counts.at(instant, since), hidden)


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
