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
    new = tuple(one.key for one in records if one.key not in held)
    same = tuple(one.key for one in records if held.get(one.key) == one)
    stands = {*new, *same}
    changed = tuple(one.key for one in records if one.key not in stands)
    there = {record.key for record in records}
    times = {source: _period(records, source) for source in {one.source for one in records}}
    missing = [one for one in last if one.key not in there and _within(one, times.get(one.source))]
    return Arriving(new, changed, same, tuple(sorted(missing, key=lambda one: one.key)))


def _period(records: Iterable[Record], source: str) -> Span | None:
    """Return the time over which the records of a source begin; None for kinds without times."""
    starts = [span.start for one in records if one.source == source and (span := time_of(one))]
    return Span(start=min(starts), end=max(starts)) if starts else None


def _within(record: Record, period: Span | None) -> bool:
    span = time_of(record)
    return bool(span and period and period.start <= span.start <= period.end)
