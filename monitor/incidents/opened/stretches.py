"""A text taken by whole stretches of rows: split by a reader of columns where both split alike.

They do where every quote stands at the ends of a cell, or twice within quotes, where a line ends
with LF or CR LF, and where every row has as many cells as the header. That is proved of each
stretch from its bytes; one of which it is not true is split row by row.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as by_columns

from monitor.incidents.opened.straight import Straight
from monitor.incidents.rows import Row, read_rows
from monitor.incidents.sheaf import Letters, Numbers, Sheaf, Wanted, sheaves_of, types_of

STRETCH = 12_000_000
"""Bytes of a text that are split at a time, at the most."""

_SET_ASIDE = 300_000_000
"""Bytes that may be set aside: for each column as many as a stretch has."""

_LONGEST_ROW = 100_000
"""Bytes of a row that holds no cell too long to be read."""

_QUOTE, _LF, _CR = b'"\n\r'


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole rows of a text that both readers split alike, but for the number of their cells.

    Attributes:
        data: Its bytes, with the last end of a line.
        starts: Where each row begins, blank lines left out.
        ends: Where each ends.
        lines: The physical line on which each begins, from 1.
        height: How many physical lines all of it has.
    """

    data: memoryview
    starts: Numbers
    ends: Numbers
    lines: Numbers
    height: int

    def row(self, number: int, mark: str) -> Row:
        """Return one of the rows."""
        text = str(self.data[self.starts[number] : self.ends[number]], "utf-8")
        (cells,) = csv.reader([text], delimiter=mark, strict=True)
        return Row(int(self.lines[number]), cells)


def sheaves(straight: Straight, wanted: Wanted, size: int | None = None) -> Iterator[Sheaf]:
    """Yield the rows of data of a text, by their columns.

    `size` are the bytes of a stretch; None for what is best.

    Raises:
        IncidentFileError: See `read_rows`.
    """
    return _Splitting(straight, wanted, size or size_for(len(wanted.columns))).run()


def size_for(columns: int) -> int:
    """Return how many bytes a stretch has of which so many columns are looked at."""
    return min(STRETCH, _SET_ASIDE // max(1, columns))


class _Splitting:
    """A text on its way to sheaves: so many bytes and lines of it are done."""

    def __init__(self, straight: Straight, wanted: Wanted, size: int) -> None:
        self._straight, self._wanted = straight, wanted
        self._size = size
        self._at, self._line = 0, 1

    def run(self) -> Iterator[Sheaf]:
        text = self._straight.text
        size = text.data.size - text.skip
        yield from sheaves_of(self._one_by_one(1), self._wanted)
        with text.data.begin() as reader:
            while self._at < size:
                reader.seek(text.skip + self._at)
                data = reader.read(self._size)
                stretch = stretch_of(
                    data, self._straight.mark, self._line, whole=self._at + len(data) >= size
                )
                sheaf = split(stretch, self._straight.mark, self._wanted) if stretch else None
                if stretch is None or sheaf is None:
                    yield from sheaves_of(self._one_by_one(self._size), self._wanted)
                else:
                    self._at += len(stretch.data)
                    self._line += stretch.height
                    yield sheaf.without_blank()

    def _one_by_one(self, least: int) -> Iterator[Row]:
        """Yield the rows of data of so many bytes at least, as they are split one by one."""
        begun, ends = self._at, self._straight.ends
        for row in read_rows(
            self._lines(), self._straight.mark, self._straight.file, first=self._line
        ):
            if row.line > ends:
                yield row
            if self._at - begun >= least and row.line >= ends:
                return

    def _lines(self) -> Iterator[str]:
        for line in self._straight.text.lines(self._at):
            self._at += len(line.encode())
            self._line += 1
            yield line


def stretch_of(data: bytes, mark: str, line: int, *, whole: bool) -> Stretch | None:
    """Return the whole rows that some bytes begin with, if both readers split them alike.

    Args:
        data: What begins with a row, in UTF-8.
        mark: What separates cells.
        line: The physical line on which it begins, from 1.
        whole: Whether the text ends with it.
    """
    letters = np.frombuffer(data, np.uint8)
    signs = np.flatnonzero((letters == _QUOTE) | (letters == _LF))
    quoted = letters[signs] == _QUOTE
    quotes, breaks = signs[quoted], signs[~quoted]
    if whole and not data.endswith(b"\n"):
        breaks = np.append(breaks, len(data))
    outside = np.flatnonzero(np.searchsorted(quotes, breaks) % 2 == 0)
    if not len(outside):
        return None
    ends = breaks[outside]
    end = int(ends[-1])
    quotes = quotes[: np.searchsorted(quotes, end)]
    if not _sound(letters, quotes, ord(mark)) or _bare_returns(data, end):
        return None
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = line + np.concatenate(([0], outside[:-1] + 1))
    lengths = ends - starts
    if lengths.max() > _LONGEST_ROW:
        return None
    filled = (lengths > 1) | ((lengths == 1) & (letters[starts] != _CR))
    if not filled.all():
        starts, ends, lines = starts[filled], ends[filled], lines[filled]
    return Stretch(memoryview(data)[: end + 1], starts, ends, lines, int(outside[-1]) + 1)


def split(stretch: Stretch, mark: str, wanted: Wanted) -> Sheaf | None:
    """Split the rows of a stretch into cells; None where one has too many or too few."""
    try:
        table = by_columns.read_csv(
            pa.BufferReader(stretch.data),
            by_columns.ReadOptions(
                column_names=list(map(str, range(wanted.width))),
                block_size=len(stretch.data) + 1,
                use_threads=False,
            ),
            by_columns.ParseOptions(delimiter=mark, newlines_in_values=True),
            by_columns.ConvertOptions(
                column_types=types_of(wanted.columns, wanted.fresh),
                include_columns=list(map(str, wanted.columns)),
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != len(stretch.starts):
        return None
    columns = {at: table.column(str(at)) for at in wanted.columns}
    if any(column.num_chunks != 1 for column in columns.values()):
        return None
    return Sheaf(
        stretch.lines,
        {at: column.chunk(0) for at, column in columns.items()},
        lambda number: stretch.row(number, mark),
    )


def _sound(letters: Letters, quotes: Numbers, mark: int) -> bool:
    """Whether every quote begins or ends a cell, or is one of two within a cell in quotes."""
    if not len(quotes):
        return True
    opening, closing = quotes[0::2], quotes[1::2]
    before = letters[np.maximum(opening - 1, 0)]
    begins = (before == mark) | (before == _LF) | (before == _QUOTE) | (opening == 0)
    after = letters[np.minimum(closing + 1, len(letters) - 1)]
    finishes = (after == mark) | (after == _LF) | (after == _CR) | (after == _QUOTE)
    finishes |= closing + 1 == len(letters)
    return bool(begins.all() and finishes.all())


def _bare_returns(data: bytes, end: int) -> bool:
    """Whether a CR stands without an LF."""
    if data.find(b"\r", 0, end + 1) < 0:
        return False
    return data.count(b"\r", 0, end + 1) != data.count(b"\r\n", 0, end + 1)
