"""The wall clock of an agreement, and the days that it divides time into."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from monitor.agreements.model import Calendar, Duration, Unit

Stretch = tuple[datetime, datetime]
"""A half-open stretch of time in UTC."""

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it is judged, [start, end); `grid` counts wall-clock days from the first."""

    grid: int
    named: date
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Clock:
    """Local times of the calendar's zone, in both directions."""

    terms: Calendar

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.terms.time_zone)

    @cached_property
    def start(self) -> datetime:
        """When the agreement begins."""
        return self.instant(self.terms.from_)

    def local(self, instant: datetime) -> datetime:
        """What the wall clock shows at an instant."""
        return instant.astimezone(self._zone).replace(tzinfo=None)

    def instant(self, local: datetime) -> datetime:
        """The first instant at which the wall clock shows a time, or has jumped past it."""
        before, after = (
            local.replace(tzinfo=self._zone, fold=fold).astimezone(UTC) for fold in (0, 1)
        )
        if self.local(before) == local:
            return before
        # The clock jumps over it: `after` reckons with the later offset and so lies before the
        # jump, `before` lies behind it.
        jump = range(int((before - after) / SECOND) + 1)
        steps = bisect_left(jump, x=True, key=lambda n: self.local(after + n * SECOND) >= local)
        return after + steps * SECOND

    def begins(self, named: date) -> datetime:
        """When the wall-clock day of a date begins."""
        if named not in self._begun:
            self._begun[named] = self.instant(datetime.combine(named, self.terms.day_starts))
        return self._begun[named]

    @cached_property
    def _begun(self) -> dict[date, datetime]:
        """When the days asked for so far begin: they are asked for at every instant judged."""
        return {}

    def named(self, instant: datetime) -> date:
        """The date whose wall-clock day holds an instant."""
        shown = self.local(instant).date()
        return shown - DAY if instant < self.begins(shown) else shown

    def later(self, instant: datetime, length: Duration, times: int = 1) -> datetime:
        """An instant so much later: days lead to the same time of the clock, all else elapses."""
        if length.unit is not Unit.DAYS:
            return instant + times * timedelta(**{length.unit.value: length.count})
        return self.instant(self.local(instant) + times * length.count * DAY)

    def turns(self, first: datetime, last: datetime) -> list[tuple[datetime, timedelta]]:
        """The instants after `first`, up to `last`, from which clocks show so much more, or less.

        To the second; no clock is expected to turn twice within a day.
        """
        found = []
        while first < last:
            until = min(first + DAY, last)
            by = self._ahead(until) - self._ahead(first)
            if by:
                before, after = first, until
                while after - before > SECOND:
                    middle = before + (after - before) / 2
                    turned = self._ahead(middle) != self._ahead(first)
                    before, after = (before, middle) if turned else (middle, after)
                found.append((after.replace(microsecond=0), by))
            first = until
        return found

    def _ahead(self, instant: datetime) -> timedelta:
        """How far the clock is ahead of UTC."""
        return self.local(instant) - instant.replace(tzinfo=None)

    def days(self, force: Sequence[Stretch], horizon: datetime) -> list[Day]:
        """Every day that has begun before `horizon`, as far as the agreement was in force."""
        found = []
        named, grid = self.named(self.start), 0
        while (begin := self.begins(named)) < horizon:
            end = self.begins(named + DAY)
            for since, until in force:
                first, last = max(begin, since), min(end, until)
                whole = (first, last) == (begin, end)
                if whole or self.terms.partial_days == "counted":
                    found.append(Day(grid, named, first, last))
            named, grid = named + DAY, grid + 1
        return [day for day in found if day.start < min(day.end, horizon)]


@lru_cache(maxsize=64)
def clock_of(terms: Calendar) -> Clock:
    """Return the clock of a calendar, one for all who ask."""
    return Clock(terms)
