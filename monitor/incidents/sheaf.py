"""Rows of a file by their columns, many at a time: those that are shaped as the header is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa

from monitor.incidents.rows import Row

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Marks = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Letters = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

ROWS = 20_000
"""Rows that are put together where they come one by one."""

CODED = pa.dictionary(pa.int32(), pa.string())
"""A column of which each different text is held once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked at of the rows of a file.

    Attributes:
        width: How many cells a row has; one that has more or fewer is odd.
        columns: Positions, from 0, of the columns that are looked at.
        fresh: Those of them that say something else in almost every row.
    """

    width: int
    columns: tuple[int, ...]
    fresh: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Rows of a file, one after the other.

    Attributes:
        lines: The physical line on which each begins, from 1.
        columns: The cells of the columns that are looked at, as written, by position from 0:
            texts where they are fresh, else coded.
        row: Gives one of these rows, by its number from 0.
        odd: The rows between them that have a stray quote, or too many or too few cells.
    """

    lines: Numbers
    columns: dict[int, pa.Array]
    row: Callable[[int], Row]
    odd: tuple[Row, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def without_blank(self) -> "Sheaf":
        """Return it without the rows whose cells are all blank: these are none."""
        blank = np.ones(len(self), dtype=bool)
        for cells in self.columns.values():
            if not blank.any():
                return self
            blank &= _blank(cells)
        for at in np.flatnonzero(blank).tolist():
            blank[at] = not any(map(str.strip, self.row(at).cells))
        if not blank.any():
            return self
        left = np.flatnonzero(~blank)
        taken = pa.array(left)
        columns = {at: cells.take(taken) for at, cells in self.columns.items()}
        return Sheaf(self.lines[left], columns, lambda at: self.row(int(left[at])), self.odd)


def sheaves_of(rows: Iterable[Row], wanted: Wanted) -> Iterator[Sheaf]:
    """Put rows that come one by one together."""
    rows = iter(rows)
    while some := list(islice(rows, ROWS)):
        even = [row for row in some if row.stray is None and len(row.cells) == wanted.width]
        odd = [row for row in some if row.stray is not None or len(row.cells) != wanted.width]
        yield Sheaf(
            np.array([row.line for row in even], dtype=np.int64),
            {at: _column([row.cells[at] for row in even], at, wanted) for at in wanted.columns},
            even.__getitem__,
            tuple(odd),
        )


def types_of(columns: Collection[int], fresh: Collection[int]) -> dict[str, pa.DataType]:
    """Return the type of each column, by its position as a text."""
    return {str(at): pa.string() if at in fresh else CODED for at in columns}


def _column(cells: Sequence[str], at: int, wanted: Wanted) -> pa.Array:
    texts = pa.array(cells, pa.string())
    return texts if at in wanted.fresh else texts.dictionary_encode()


def _blank(cells: pa.Array) -> Marks:
    """Return which cells hold nothing but space."""
    if not pa.types.is_dictionary(cells.type):
        return np.array([not text.strip() for text in cells.to_pylist()], dtype=bool)
    blank = np.array([not text.strip() for text in cells.dictionary.to_pylist()], dtype=bool)
    marks: Marks = blank[cells.indices.to_numpy()]
    return marks
