"""What the columns of an unknown table hold, so that a person can say what each is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.errors import IncidentFileError
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.rows import Row

FIRST = 3
"""Different values that are shown of each column."""

MOST_DIFFERENT = 300
"""Different values of a column that are counted; of more, the others are not."""

MOST_OFTEN = 60
"""Of these, the most frequent that are given."""

TO_BE_SAID = "to_be_said"
"""What is stated of a table in place of its kind, where a person is to say what its columns are."""

MOST_COLUMNS = 200
LONGEST = 80


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column of a table.

    Attributes:
        name: As the header has it, trimmed.
        first: The first different values, as they stand, cut after 80 characters.
        often: The most frequent values with how often each stands; of those first met only, where
            there are many.
        different: How many different values were counted; MOST_DIFFERENT is that or more.
        filled: How many cells are not blank.
        guess: What it probably is; OUT where nothing says so.
    """

    name: str
    first: tuple[str, ...]
    often: tuple[tuple[str, int], ...]
    different: int
    filled: int
    guess: Meaning = Meaning.OUT


class UnknownLayoutError(IncidentFileError):
    """A table whose columns nobody knows; a person may say what each of them is.

    Attributes:
        columns: What stands in each column of its header, in order.
    """

    columns: tuple[SeenColumn, ...] = ()

    @property
    def line(self) -> int:
        """The line that was taken for its header, from 1."""
        return self.problems[0].line


def seen(header: Iterable[str], rows: Iterable[Row]) -> tuple[SeenColumn, ...]:
    """Return what stands in each column; of more columns than are shown, the first ones."""
    names = list(header)[:MOST_COLUMNS]
    counts = [Counter[str]() for _ in names]
    filled = [0 for _ in names]
    for row in rows:
        for at, cell in enumerate(row.cells[: len(names)]):
            text = cell.strip()
            if not text:
                continue
            filled[at] += 1
            value = text[:LONGEST]
            if value in counts[at] or len(counts[at]) < MOST_DIFFERENT:
                counts[at][value] += 1
    return tuple(
        SeenColumn(
            name, tuple(count)[:FIRST], tuple(count.most_common(MOST_OFTEN)), len(count), filled[at]
        )
        for at, (name, count) in enumerate(zip(names, counts, strict=True))
    )
