"""What the rows of a file are to the record: new, changed, unchanged; and what it leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.incidents.record import Record
from monitor.incidents.span import Span
from monitor.incidents.timing import time_of


@dataclass(frozen=True, slots=True)
class Arriving:
    """The keys of the good rows of a file, in its order, and the records that it leaves out.

    `missing` are those that the last file of the same source and kind brought, that are on
    record, that begin within the time this file spans, and that are not in it.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    missing: tuple[Record, ...] = ()

    @property
    def withdrawals(self) -> tuple[tuple[int, Record], ...]:
        """What takes the missing ones back, as rows; they stand on no line of the file."""
        return tuple((0, one.model_copy(update={"withdrawn": True})) for one in self.missing)


NO_ROWS = Arriving()
"""Of a file without good rows, or of one that was not looked at."""


def arriving(
    records: Sequence[Record], held: Mapping[str, Record], last: Iterable[Record] = ()
) -> Arriving:
    """Set the good rows of a file beside what is on record.

    Args:
        records: Of the file, all of one kind.
        held: Those on record of the same keys.
        last: Those on record that the last file of each of its sources brought; none where rows
            of the file were rejected: what they name is not missing.
    """
    found = Beside()
    found.add(records, held)
    return found.leaving_out(last)


class Beside:
    """The rows of a file, set beside what is on record a piece at a time.

    Attributes:
        keys: Of all records so far.
    """

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self._new: list[str] = []
        self._changed: list[str] = []
        self._unchanged: list[str] = []
        self._times: dict[str, Span | None] = {}

    @property
    def sources(self) -> frozenset[str]:
        """The sources of all records so far."""
        return frozenset(self._times)

    def add(self, records: Sequence[Record], held: Mapping[str, Record]) -> None:
        """Add records, beside those on record of the same keys."""
        new = [one.key for one in records if one.key not in held]
        same = [one.key for one in records if held.get(one.key) == one]
        stands = {*new, *same}
        self._new += new
        self._unchanged += same
        self._changed += (one.key for one in records if one.key not in stands)
        self.keys.update(record.key for record in records)
        for source in {one.source for one in records}:
            span, before = _period(records, source), self._times.get(source)
            self._times[source] = _around(span, before) if span and before else span or before

    def add_new(self, keys: Iterable[str], some: Iterable[Record]) -> None:
        """Add records of sources of which nothing is on record.

        Args:
            keys: Of all of them, in their order.
            some: One at least for each source and time.
        """
        self._new += keys
        self.keys.update(self._new)
        records = tuple(some)
        for source in {one.source for one in records}:
            self._times[source] = _period(records, source)

    def leaving_out(self, last: Iterable[Record]) -> Arriving:
        """Return what all of them are; see `arriving` for `last`."""
        missing = [
            one
            for one in last
            if one.key not in self.keys and _within(one, self._times.get(one.source))
        ]
        return Arriving(
            tuple(self._new),
            tuple(self._changed),
            tuple(self._unchanged),
            tuple(sorted(missing, key=lambda one: one.key)),
        )


def _period(records: Iterable[Record], source: str) -> Span | None:
    """Return the time over which the records of a source begin; None for kinds without times."""
    starts = [span.start for one in records if one.source == source and (span := time_of(one))]
    return Span(start=min(starts), end=max(starts)) if starts else None


def _around(one: Span, other: Span) -> Span:
    return Span(start=min(one.start, other.start), end=max(one.end, other.end))


def _within(record: Record, period: Span | None) -> bool:
    span = time_of(record)
    return bool(span and period and period.start <= span.start <= period.end)
