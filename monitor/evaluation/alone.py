"""Limits on each incident by itself: the largest figure that one of a day has."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.series import Bounds, CountSeries, merged
from monitor.evaluation.tally import Instant


@dataclass(frozen=True)
class Alone:
    """Bounds of a day from the one incident of it with the largest figure.

    `ends` are where each day is judged up to: its end, or the horizon on the running day. `gaps`
    are in order. An incident that may lie in several days may be of each of them, and certainly
    is of none.
    """

    days: Sequence[MonitoringDay]
    ends: Sequence[datetime]
    incidents: Sequence[Instant]
    gaps: Sequence[Interval]

    @cached_property
    def _of_day(self) -> list[list[Instant]]:
        """The incidents that touch each day."""
        starts = [day.start for day in self.days]
        found: list[list[Instant]] = [[] for _ in self.days]
        for one in self.incidents:
            begun = bisect_right(starts, one.last)
            for position in range(bisect_right(self.ends, one.first), begun):
                found[position].append(one)
        return found

    @cached_property
    def _until(self) -> list[datetime]:
        return [until for _, until in self.gaps]

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds of a day, which stands for itself alone: `first` is `last`."""
        del first
        start, end = self.days[last].start, self.ends[last]
        touching = self._of_day[last]
        inside = (one for one in touching if one.must and start <= one.first and one.last < end)
        low = max((one.low for one in inside), default=0)
        known = max((one.high for one in touching if one.high is not None), default=0)
        unbounded = [one.low + 1 for one in touching if one.high is None]
        coming = bisect_right(self._until, start)
        covered = coming == len(self.gaps) or self.gaps[coming][0] >= end
        high = known if covered and not unbounded else None
        return Bounds(low, high, covered, max([known, *unbounded]))


@dataclass(frozen=True)
class AccountAlone:
    """Bounds from one source's reports and counts together.

    No incident has more than all of a day have together: so its counts bound from above alone.
    """

    reports: Alone
    counts: CountSeries

    def bounds(self, first: int, last: int) -> Bounds:
        """Return the bounds of a day, which stands for itself alone: `first` is `last`."""
        together = self.counts.bounds(first, last).high
        counted = Bounds(0, together, together is not None, 0)
        hidden = self.counts.hides(first, last)
        return merged(self.reports.bounds(first, last), counted, hidden)
