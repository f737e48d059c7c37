"""Monitoring days: where each begins and ends on local wall time, and when terms are in force."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from monitor.agreements.model import Calendar, Duration, Unit
from monitor.evaluation.wall import first_instant
from monitor.incidents.span import TICK

_DAY = timedelta(days=1)
Interval = tuple[datetime, datetime]
"""A half-open interval of UTC instants."""


@dataclass(frozen=True, slots=True)
class MonitoringDay:
    """Day [start, end) in UTC, named by the local date on which its wall-clock day begins.

    `grid` numbers wall-clock days from the one that holds the calendar's start. `cut` days
    are shorter than the wall-clock day.
    """

    grid: int
    date: date
    start: datetime
    end: datetime
    cut: bool = False

    def follows(self, earlier: "MonitoringDay") -> bool:
        """Whether nothing lies between an earlier day and this one."""
        return earlier.end == self.start


@dataclass(frozen=True)
class MonitoringCalendar:
    """The days on which an agreement is judged, under one reading and one state of knowledge.

    `force` holds the half-open intervals, in order, in which the agreement is in force as
    decided; the calendar's own `from` and `until` cut them further.
    """

    terms: Calendar
    force: tuple[Interval, ...]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone on whose wall clock days begin."""
        return ZoneInfo(self.terms.time_zone)

    @cached_property
    def start(self) -> datetime:
        """The first instant judged."""
        return self.utc(self.terms.from_)

    @cached_property
    def in_force(self) -> tuple[Interval, ...]:
        """The intervals of `force` within `from` and `until`."""
        until = self.utc(self.terms.until) if self.terms.until else None
        cut = [
            (max(since, self.start), min(end, until) if until else end) for since, end in self.force
        ]
        return tuple((since, end) for since, end in cut if since < end)

    def holds(self, instant: datetime) -> bool:
        """Whether things can be judged at an instant: in force at it, or up to it."""
        return any(since <= instant <= end for since, end in self.in_force)

    def utc(self, local: datetime) -> datetime:
        """Return the first instant at which the wall clock shows `local`, or has passed it."""
        return first_instant(local, self.zone)

    def local(self, instant: datetime) -> datetime:
        """Return the wall-clock time at an instant, without its zone."""
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def after(self, instant: datetime, length: Duration, *, times: int = 1) -> datetime:
        """Return the end of a term that begins at an instant; with `times` -1, its beginning.

        Hours and minutes elapse; days lead to the same hour of the clock, so many days on.
        """
        if length.unit is not Unit.DAYS:
            return instant + times * length.elapsed
        return self.utc(self.local(instant) + times * length.elapsed)

    def goes_back(self, first: datetime, last: datetime) -> tuple[tuple[datetime, timedelta], ...]:
        """Return the instants of [first, last) just after which clocks go back, and by how much.

        Until one of them terms in days that begin later end later; just after it they end earlier.
        """
        found = []
        while first < last:
            end = min(first + _DAY, last)
            back = self._offset(first) - self._offset(end)
            if back > timedelta(0):
                found.append((self._last_of_offset(first, end), back))
            first = end
        return tuple(found)

    def _offset(self, instant: datetime) -> timedelta:
        return self.local(instant) - instant.replace(tzinfo=None)

    def _last_of_offset(self, first: datetime, end: datetime) -> datetime:
        """Return the last instant before `end` at which clocks are as at `first`."""
        before, after = first, end
        while after - before > TICK:
            middle = before + (after - before) // 2
            same = self._offset(middle) == self._offset(first)
            before, after = (middle, after) if same else (before, middle)
        return before

    def wall_day(self, instant: datetime) -> date:
        """Return the local date on which the wall-clock day that holds `instant` begins."""
        named = self.local(instant).date()
        return named if self.begins(named) <= instant else named - _DAY

    def begins(self, named: date) -> datetime:
        """Return the first instant of the wall-clock day named by a local date."""
        return self.utc(datetime.combine(named, self.terms.day_starts))

    def days(self, horizon: datetime) -> tuple[MonitoringDay, ...]:
        """Return the days that have begun before `horizon`, in order; the last may be running."""
        if horizon <= self.start:
            return ()
        first = self.wall_day(self.start)
        count = (self.wall_day(horizon - timedelta(microseconds=1)) - first).days + 1
        edges = [self.begins(first + n * _DAY) for n in range(count + 1)]
        days = (
            day
            for grid in range(count)
            for day in self._parts(grid, first + grid * _DAY, edges[grid], edges[grid + 1])
        )
        return tuple(day for day in days if day.start < min(day.end, horizon))

    def days_ending(self, after: datetime, until: datetime) -> Iterator[MonitoringDay]:
        """Yield the days that end in (after, until], in order."""
        first = self.wall_day(self.start)
        named = self.wall_day(max(after, self.start))
        while (start := self.begins(named)) < until:
            end = self.begins(named + _DAY)
            for day in self._parts((named - first).days, named, start, end):
                if day.start < day.end and after < day.end <= until:
                    yield day
            named += _DAY

    def _parts(
        self, grid: int, named: date, start: datetime, end: datetime
    ) -> Iterator[MonitoringDay]:
        """Yield the day as it is judged: whole, or each part in force where cut days count.

        A day that an interruption of a few hours divides has two parts, each judged by itself.
        """
        for since, until in self.in_force:
            if since <= start and end <= until:
                yield MonitoringDay(grid, named, start, end)
            elif since < end and start < until and self.terms.partial_days == "counted":
                yield MonitoringDay(grid, named, max(start, since), min(end, until), cut=True)


@dataclass(frozen=True)
class Pieces:
    """Consecutive pieces of time, numbered; what the tally uses to place an instant on a day.

    `edges` are the boundaries: piece n is [edges[n-1], edges[n]); piece 0 lies before the
    first edge and the last piece after the last one.
    """

    edges: tuple[datetime, ...]

    @classmethod
    def of(cls, days: Sequence[MonitoringDay], horizon: datetime) -> "Pieces":
        """Return the pieces bounded by the days, the running day ending at `horizon`."""
        ends = {min(day.end, horizon) for day in days}
        return cls(tuple(sorted(ends | {day.start for day in days})))

    def number(self, instant: datetime) -> int:
        """Return the piece that holds an instant."""
        return bisect_right(self.edges, instant)

    def runs(self) -> "list[Run]":
        """Return the stretches over which the number of a piece is plain arithmetic.

        A piece shorter than a day ends its stretch; the hours of a longer day beyond the 24th
        are reckoned backwards from the day that follows.
        """
        runs: list[Run] = []
        for number, (start, end) in enumerate(pairwise(self.edges), 1):
            if end - start > 2 * _DAY:
                if (tail := self._tail(number - 1)) is not None:
                    runs.append(Run(tail, None, number - 1))
                runs.append(Run(start, None, number))
                continue
            anchor = start - number * _DAY
            if runs and runs[-1].anchor == anchor:
                continue
            runs.append(Run(self._tail(number - 1) or start, anchor, number))
        if (tail := self._tail(len(self.edges) - 1)) is not None:
            runs.append(Run(tail, None, len(self.edges) - 1))
        return runs

    def _tail(self, number: int) -> datetime | None:
        """Return where the hours beyond the 24th of a piece begin; None where it has none."""
        if number < 1:
            return None
        start, end = self.edges[number - 1], self.edges[number]
        return start + _DAY if _DAY < end - start <= 2 * _DAY else None


@dataclass(frozen=True, slots=True)
class Run:
    """From `start` on, the piece is the whole days since `anchor`; `number` where that is None."""

    start: datetime
    anchor: datetime | None
    number: int
