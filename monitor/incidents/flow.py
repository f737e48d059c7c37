"""A file read row by row, none of which is held: for files of many rows.

What comes of it is what `read_file` gives. Rows that say what another row says are found by the
name of their record alone; only those are read once more, at the end, and compared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from monitor.incidents.cut import Cut, Parts
from monitor.incidents.intake import CellProblem, Mapped, Rejected
from monitor.incidents.opened.how import How
from monitor.incidents.record import Record
from monitor.incidents.repeats import settled
from monitor.incidents.rows import Row

Whole = Callable[[Row], Record | tuple[CellProblem, ...]]
"""Reads a row the plain way: the record, or all that is wrong with it."""

NAMING = frozenset({"id", "source", "revision"})
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


class Columns(Protocol):
    """Accepted lines that were read together, by columns."""

    def __len__(self) -> int: ...

    @property
    def last(self) -> int:
        """The last of their lines."""

    def written(self) -> bytes:
        """Return them as they are sent."""


Found = tuple[int, Parts] | Columns | Rejected
"""A line and the parts of its record, several of them together, or why a line has none."""


class Flowing(Protocol):
    """A file about to be read, line by line or many lines at a time; see `Flow`."""

    mapped: Mapped | None

    @property
    def header(self) -> tuple[str, ...]:
        """Its column names as written."""

    @property
    def cut(self) -> Cut:
        """How its records are cut."""

    @property
    def height(self) -> int:
        """About how many lines it has; 0 where that is not known."""

    @property
    def afresh(self) -> "Callable[[], Flowing] | None":
        """Begins anew after an AgainError, once and for all; None where there is none."""

    def run(self) -> Iterator[Found]:
        """Yield what comes of each line, those that are accepted and those that are not in turn.

        Raises:
            IncidentFileError: The file cannot be read any further.
            AgainError: See there, and `afresh`.
        """

    def tail(self) -> Tail:
        """Return what shows only at the end."""


@dataclass(slots=True)
class Flow:
    """A file about to be read the plain way, row by row.

    Attributes:
        header: Its column names as written.
        cut: How its records are cut.
        rows: Its rows of data, from the first on, each time it is called.
        whole: Reads a row.
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
    whole: Whole
    once_more: Whole
    reject: Callable[[Row, tuple[CellProblem, ...]], Rejected]
    conflict: Callable[[Row, int], Rejected]
    how: Callable[[], How]
    height: int = 0
    afresh: "Callable[[], Flowing] | None" = None
    mapped: Mapped | None = None
    _lines: int = 0
    _again: set[int] = field(default_factory=set)

    def run(self) -> Iterator[Found]:
        """Yield each line in turn; see `Flowing`."""
        self._lines, first = 0, dict[str, int]()
        self._again.clear()
        about = naming(self.cut)
        for row in self.rows():
            self._lines += 1
            found = self.whole(row)
            if isinstance(found, tuple):
                yield self.reject(row, found)
                continue
            texts = self.cut.texts(found)
            other = first.setdefault(about(texts), row.line)
            if other != row.line:
                self._again |= {other, row.line}
            yield row.line, texts

    def tail(self) -> Tail:
        """Return what shows only at the end."""
        again = (row for row in self.rows() if row.line in self._again) if self._again else ()
        return tail_of(self._lines, again, self.once_more, self.conflict, self.how())


def tail_of(
    lines: int,
    again: Iterable[Row],
    once_more: Whole,
    conflict: Callable[[Row, int], Rejected],
    how: How,
) -> Tail:
    """Compare the rows that are about one thing with another.

    Args:
        lines: How many data lines the file has.
        again: These rows, in their order.
        once_more: Reads one.
        conflict: Makes the rejected line of a row that says otherwise than the line named.
        how: How the file was read.
    """
    rows = {row.line: row for row in again}
    read = ((line, once_more(row)) for line, row in rows.items())
    kept, conflicts = settled([(line, one) for line, one in read if not isinstance(one, tuple)])
    dropped = rows.keys() - {line for line, _ in kept}
    wrong = [conflict(rows[line], other) for line, other in conflicts.items()]
    return Tail(
        lines,
        len(dropped) - len(wrong),
        frozenset(dropped),
        tuple(sorted(wrong, key=lambda one: one.line)),
        how,
    )


def naming(cut: Cut) -> Callable[[Parts], str]:
    """Return what says of a record, from its parts, which thing it is about."""
    at = [number for number, part in enumerate(cut.parts) if not NAMING.isdisjoint(part)]
    if all(NAMING.issuperset(cut.parts[number]) for number in at):
        return lambda texts: "".join([texts[number] for number in at])

    def about(texts: Parts) -> str:
        record = cut.record(texts)
        return f"{record.key}\n{record.revision}"

    return about
