"""How long it had been quiet, at any instant of the past: for counts in hours."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate

from monitor.evaluation.calendar import Interval
from monitor.evaluation.statements import Stated, broken_by, hiding, times_without
from monitor.evaluation.streak import hours_in_a_row
from monitor.evaluation.tally import Instant
from monitor.incidents.span import TICK


@dataclass(frozen=True)
class Quiet:
    """The incidents and gaps up to a horizon, ordered so that every instant before it is cheap.

    `gaps` of coverage and the intervals `in_force` are in order, and no two of them meet.
    `counts` are what the source of an account counts beside its reports; None for no account.
    """

    incidents: Sequence[Instant]
    gaps: Sequence[Interval]
    in_force: Sequence[Interval]
    counts: "Counted | None" = None

    @cached_property
    def _possible(self) -> "_Latest":
        """The latest possible end of what may belong, by when that may have begun."""
        told = [left for incident in self.incidents for left in self._may_have_lasted(incident)]
        return _Latest.of([*told, *self._unless_none(self.counts.hiding if self.counts else [])])

    def _may_have_lasted(self, incident: Instant) -> list[Interval]:
        """Return when an incident may have gone on; one that is uncertain not where none is."""
        point = incident.first == incident.last
        over = incident.last if point else incident.last + TICK
        if incident.must or self.counts is None:
            return [(incident.first, over)]
        left = self.counts.not_none(incident.first, incident.last + TICK)
        return [(since, min(until, over)) for since, until in left]

    @cached_property
    def _certain(self) -> "_Latest":
        """The latest of the earliest times of what must belong, by when that was over."""
        told = [(i.last, i.first) for i in self.incidents if i.must]
        return _Latest.of([*told, *(self.counts.certain if self.counts else [])])

    @cached_property
    def _unseen(self) -> "_Latest":
        return _Latest.of(self._unless_none(self.gaps))

    def _unless_none(self, times: Iterable[Interval]) -> list[Interval]:
        """Return what is left of some times where the source of an account counts none."""
        if self.counts is None:
            return list(times)
        return [left for start, end in times for left in self.counts.not_none(start, end)]

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
class Counted:
    """What the source of an account counts: when something may be hidden in it, or certainly is.

    `without` are the times, in order and apart, in which it counts none at all on the whole
    ground: there its silence about what may be, and about what nobody watched, is filled.
    """

    hiding: Sequence[Interval]
    certain: Sequence[Interval]
    without: Sequence[Interval]

    @classmethod
    def of(cls, stated: Sequence[Stated], ground: Sequence[str], heart: Sequence[str]) -> "Counted":
        """Return what statements say of a ground, and of all that lies in its heart."""
        certain = [(s.end - TICK, s.start) for s in broken_by(stated, heart)]
        return cls(hiding(stated, ground), certain, times_without(stated, ground))

    def not_none(self, start: datetime, end: datetime) -> list[Interval]:
        """Return what of [start, end) it does not count as none."""
        left, since = [], start
        for first, last in self.without:
            if since < first < end:
                left.append((since, first))
            if first < end:
                since = max(since, last)
        return [*left, (since, end)] if since < end else left


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
