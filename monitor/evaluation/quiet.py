"""How long it had been quiet, at any instant of the past: for counts in hours."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate

from monitor.evaluation.calendar import Interval
from monitor.evaluation.streak import hours_in_a_row
from monitor.evaluation.tally import Instant
from monitor.incidents.span import TICK


@dataclass(frozen=True)
class Quiet:
    """The incidents and gaps up to a horizon, ordered so that every instant before it is cheap.

    `gaps` of coverage and the intervals `in_force` are in order, and no two of them meet.
    """

    incidents: Sequence[Instant]
    gaps: Sequence[Interval]
    in_force: Sequence[Interval]

    @cached_property
    def _possible(self) -> "_Latest":
        """The latest possible end of what may belong, by when that may have begun."""
        ends = ((i.first, i.last if i.first == i.last else i.last + TICK) for i in self.incidents)
        return _Latest.of(ends)

    @cached_property
    def _certain(self) -> "_Latest":
        """The latest of the earliest times of what must belong, by when that was over."""
        return _Latest.of((i.last, i.first) for i in self.incidents if i.must)

    @cached_property
    def _unseen(self) -> "_Latest":
        return _Latest.of(self.gaps)

    def at(self, instant: datetime) -> tuple[timedelta, timedelta]:
        """Return the least and the greatest time without an incident, up to an instant.

        The agreement has begun by then; what begins at the instant itself does not count yet.
        """
        start = max(since for since, _ in self.in_force if since <= instant)
        possible, unseen = self._possible.before(instant), self._unseen.before(instant)
        return hours_in_a_row(
            start,
            instant,
            min(possible, instant) if possible else None,
            self._certain.before(instant),
            min(unseen, instant) if unseen else None,
        )


@dataclass(frozen=True)
class _Latest:
    """The latest of some instants, among those whose time had come."""

    times: Sequence[datetime]
    latest: Sequence[datetime]

    @classmethod
    def of(cls, pairs: Iterable[tuple[datetime, datetime]]) -> "_Latest":
        """Take pairs of the time from which an instant counts, and the instant."""
        found = sorted(pairs)
        return cls([time for time, _ in found], [*accumulate((t for _, t in found), max)])

    def before(self, instant: datetime) -> datetime | None:
        """Return the latest of those whose time lies before an instant; None without any."""
        place = bisect_left(self.times, instant)
        return self.latest[place - 1] if place else None
