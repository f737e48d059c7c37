"""A file of a format, read by its columns, many rows at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from monitor.incidents.ahead import ahead
from monitor.incidents.cut import Cut
from monitor.incidents.flow import NAMING, Flow, Flowing, Found, Tail, tail_of
from monitor.incidents.formats.orders import plain_columns
from monitor.incidents.formats.placed import Placed
from monitor.incidents.intake import Mapped
from monitor.incidents.opened.stretches import sheaves
from monitor.incidents.opened.table import Opened
from monitor.incidents.record import Record
from monitor.incidents.rows import Row
from monitor.incidents.sheaf import CODED, Marks, Numbers, Sheaf, Wanted, sheaves_of
from monitor.incidents.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows of data of a file, by their columns.

    Attributes:
        opened: The file.
        over: Its format.
        wanted: What is looked at of them.
    """

    opened: Opened
    over: Placed
    wanted: Wanted

    def all(self) -> Iterator[Sheaf]:
        """Yield all rows, from the first on."""
        return self._sheaves(self.wanted)

    def undated(self) -> Iterator[Sheaf]:
        """Yield them as long as no date asks for its order; see `plain_columns`."""
        return plain_columns(self.all(), self.over)

    def on(self, lines: Numbers) -> Iterator[Row]:
        """Yield the rows on some lines, in their order."""
        least = Wanted(self.wanted.width, self.wanted.columns[:1], frozenset())
        for sheaf in self._sheaves(least):
            for number in np.flatnonzero(np.isin(sheaf.lines, lines)).tolist():
                yield sheaf.row(number)

    def _sheaves(self, wanted: Wanted) -> Iterator[Sheaf]:
        straight = self.opened.straight
        if straight is None:
            return sheaves_of(self.opened.rows, wanted)
        return ahead(sheaves(straight, wanted))


@dataclass(slots=True)
class FlowByColumns:
    """A file about to be read.

    Attributes:
        plainly: The same, row by row: for rows that cannot be read by columns.
        columns: Its rows.
        read: Reads rows by their columns, and says with which of them that can be done.
    """

    plainly: Flow
    columns: Columns
    read: Callable[[Sheaf], tuple[Sheet, Marks]]
    mapped: Mapped | None = None
    _lines: int = 0
    _numbers: list[Numbers] = field(default_factory=list)
    _about: list[pa.Array] = field(default_factory=list)

    @property
    def header(self) -> tuple[str, ...]:
        """Its column names as written."""
        return self.plainly.header

    @property
    def cut(self) -> Cut:
        """How its records are cut."""
        return self.plainly.cut

    @property
    def height(self) -> int:
        """About how many lines it has; 0 where that is not known."""
        return self.plainly.height

    @property
    def afresh(self) -> Callable[[], Flowing] | None:
        """Begins anew after an AgainError."""
        return self.plainly.afresh

    def run(self) -> Iterator[Found]:
        """Yield what comes of each line; see `Flowing`."""
        self._lines = 0
        self._numbers.clear()
        self._about.clear()
        for sheaf in self.columns.undated() if self.afresh else self.columns.all():
            self._lines += len(sheaf) + len(sheaf.odd)
            sheet, sound = self.read(sheaf)
            left = [sheaf.row(number) for number in np.flatnonzero(~sound).tolist()]
            lines, records = list[int](), list[Record]()
            for row in sorted([*left, *sheaf.odd], key=lambda row: row.line):
                found = self.plainly.whole(row)
                if isinstance(found, tuple):
                    yield self.plainly.reject(row, found)
                else:
                    lines.append(row.line)
                    records.append(found)
            sheet = sheet.only(sound).joined(lines, records, self.cut)
            if len(sheet):
                self._numbers.append(sheet.lines)
                self._about.append(about(sheet, self.cut))
                yield sheet

    def tail(self) -> Tail:
        """Return what shows only at the end."""
        again: Iterable[Row] = ()
        if self._about:
            codes = pa.concat_arrays(self._about).dictionary_encode().indices.to_numpy()
            several = np.bincount(codes)[codes] > 1
            if several.any():
                again = self.columns.on(np.concatenate(self._numbers)[several])
        one = self.plainly
        return tail_of(self._lines, again, one.once_more, one.conflict, one.how())


def about(sheet: Sheet, cut: Cut) -> pa.Array:
    """Return for each record which thing it is about."""
    told = []
    for at, (part, names) in enumerate(zip(sheet.parts, cut.parts, strict=True)):
        if NAMING.isdisjoint(names):
            continue
        if part.type == CODED:
            fields = (cut.read(at, text) for text in part.dictionary.to_pylist())
            texts = [
                "\n".join(str(one[name]) for name in names if name in NAMING) for one in fields
            ]
            told.append(pa.array(texts, pa.string()).take(part.indices))
        else:
            told.append(part)
    return pc.binary_join_element_wise(*told, "\n")
