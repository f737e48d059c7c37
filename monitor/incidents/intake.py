"""What becomes of a file of records: each of its lines accepted, rejected or repeated."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.incidents.bulletins.total import Total
from monitor.incidents.opened.how import How
from monitor.incidents.record import Record


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a line cannot be a record.

    Attributes:
        line: Physical line of the file, from 1; 0 for a record that comes from no file.
        column: Name of the column; empty where the whole line is wrong.
        number: Number of the cell, from 1; 0 for the whole line.
        value: The cell as written, cut after 200 characters.
        reason: What is wrong.
        hint: What to do; empty where the reason says it.
    """

    line: int
    column: str
    number: int
    value: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        """`killed_low "1,000": reason; hint`, without the line."""
        value = f' "{self.value}"' if self.value else ""
        where = f"{self.column}{value}: " if self.column else ""
        return f"{where}{self.reason}" + (f"; {self.hint}" if self.hint else "")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that is not accepted: its cells as written, in the order of the file, and why."""

    line: int
    cells: tuple[str, ...]
    problems: tuple[CellProblem, ...]


MOST_TOLD = 1_000
"""Problems of rejected lines that are told in full; the file of these lines holds all of them."""


def told_of(rejected: Sequence[Rejected]) -> tuple[tuple[Rejected, ...], int]:
    """Return the first rejected lines, which are told in full, and how many others there are."""
    first, problems = list[Rejected](), 0
    for line in rejected:
        if problems >= MOST_TOLD:
            break
        first.append(line)
        problems += len(line.problems)
    return tuple(first), len(rejected) - len(first)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The declaration by which a file was read, where a person had saved it: name and version."""

    name: str
    version: int


@dataclass(frozen=True, slots=True)
class Intake:
    """A file, read: `lines` = good + len(rejected) + repeated + total_lines, always.

    Attributes:
        kind: The kind of its records.
        header: Its column names as written, in its order.
        records: Line and record of each accepted line, in their order; a line of a declared format
            may bring several.
        rejected: The lines that are not.
        repeated: How many lines say again, word for word, what another line of the file says.
        lines: How many data lines it has; the header and blank lines are none.
        how: How the file was read; None for a record that comes from no file.
        total_lines: How many lines state totals of others, and are no records.
        totals: The totals that it states in lines, columns or titles, with the sums of its rows.
        mapped: The saved declaration by which it was read; None for a layout of our own.
    """

    kind: str
    header: tuple[str, ...]
    records: Sequence[tuple[int, Record]]
    rejected: Sequence[Rejected]
    repeated: int
    lines: int
    how: How | None = None
    mapped: Mapped | None = None
    total_lines: int = 0
    totals: tuple[Total, ...] = ()

    @property
    def differing(self) -> tuple[Total, ...]:
        """The totals that are not what the rows add up to."""
        return tuple(total for total in self.totals if total.differs)

    @property
    def good(self) -> int:
        """How many lines are accepted, however many records each brings."""
        return self.lines - len(self.rejected) - self.repeated - self.total_lines
