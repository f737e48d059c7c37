"""A file read row by row, none of which is held: for files of many rows.

What comes of it is what `read_file` gives. Rows that say what another row says are found by the
name of their record alone; only those are read once more, at the end, and compared.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from monitor.incidents.cut import Cut, Parts
from monitor.incidents.intake import CellProblem, Mapped, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled
from monitor.incidents.rows import Row

Whole = Callable[[Row], Record | tuple[CellProblem, ...]]
"""Reads a row the plain way: the record, or all that is wrong with it."""

_NAMING = frozenset({"id", "source", "revision"})
"""The fields by which two rows are about one thing."""


class AgainError(Exception):
    """What was yielded of a file so far is void: it has to be begun anew."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What shows only at the end of a file.

    Attributes:
        lines: How many data lines it has.
        repeated: How many of them say again what another says.
        dropped: Lines that were yielded and are no records: repeated, or contradicting others.
        rejected: The latter, with the reasons, in the order of the file.
        how: How the file was read.
    """

    lines: int
    repeated: int
    dropped: frozenset[int]
    rejected: tuple[Rejected, ...]
    how: How


@dataclass(slots=True)
class Flow:
    """A file about to be read.

    Attributes:
        header: Its column names as written.
        cut: How its records are cut.
        rows: Its rows of data, from the first on, each time it is called.
        width: How many cells a row has.
        about: Says of the parts of a record which thing it is about; see `naming`.
        recall: Reads a row by what was read before; None where it has to be read the plain way.
        whole: Reads a row the plain way.
        once_more: The same, for a row that was read already.
        reject: Makes a rejected line.
        conflict: Makes the rejected line of a row that says otherwise than the line named.
        how: Says at the end how it was read.
        height: About how many lines the file has; 0 where that is not known.
        mapped: The saved declaration by which it is read; None for a layout of our own.
        afresh: Begins anew after an AgainError, once and for all; None where there is none.
    """

    header: tuple[str, ...]
    cut: Cut
    rows: Callable[[], Iterator[Row]]
    width: int
    about: Callable[[Parts], str]
    recall: Callable[[Sequence[str]], Parts | None]
    whole: Whole
    once_more: Whole
    reject: Callable[[Row, tuple[CellProblem, ...]], Rejected]
    conflict: Callable[[Row, int], Rejected]
    how: Callable[[], How]
    height: int = 0
    afresh: "Callable[[], Flow] | None" = None
    mapped: Mapped | None = None
    _lines: int = 0
    _again: set[int] = field(default_factory=set)

    def run(self) -> Iterator[tuple[int, Parts] | Rejected]:
        """Yield each line in turn: its number and the parts of its record, or why it has none.

        Raises:
            IncidentFileError: The file cannot be read any further.
            AgainError: See there, and `afresh`.
        """
        self._lines, first = 0, dict[str, int]()
        self._again.clear()
        for row in self.rows():
            self._lines += 1
            usual = row.stray is None and len(row.cells) == self.width
            texts = self.recall(row.cells) if usual else None
            if texts is None:
                found = self.whole(row)
                if isinstance(found, tuple):
                    yield self.reject(row, found)
                    continue
                texts = self.cut.texts(found)
            other = first.setdefault(self.about(texts), row.line)
            if other != row.line:
                self._again |= {other, row.line}
            yield row.line, texts

    def tail(self) -> Tail:
        """Return what shows only at the end."""
        if not self._again:
            return Tail(self._lines, 0, frozenset(), (), self.how())
        rows = {row.line: row for row in self.rows() if row.line in self._again}
        read = ((line, self.once_more(row)) for line, row in rows.items())
        kept, conflicts = settled([(line, one) for line, one in read if not isinstance(one, tuple)])
        dropped = self._again.difference(line for line, _ in kept)
        wrong = [self.conflict(rows[line], other) for line, other in conflicts.items()]
        return Tail(
            self._lines,
            len(dropped) - len(wrong),
            frozenset(dropped),
            tuple(sorted(wrong, key=lambda one: one.line)),
            self.how(),
        )


def naming(cut: Cut, constant: Collection[int] = ()) -> Callable[[Parts], str]:
    """Return what says of a record, from its parts, which thing it is about.

    `constant` are the numbers of parts that are the same in every row.
    """
    at = [number for number, part in enumerate(cut.parts) if not _NAMING.isdisjoint(part)]
    at = [number for number in at if number not in constant]
    if all(_NAMING.issuperset(cut.parts[number]) for number in at):
        return lambda texts: "".join([texts[number] for number in at])

    def about(texts: Parts) -> str:
        record = cut.record(texts)
        return f"{record.key}\n{record.revision}"

    return about
