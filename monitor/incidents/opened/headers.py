"""Where the header stands among the first rows, and the row of hashtags under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_high

from monitor.incidents.opened.hashtags import is_tag_row, tags_of
from monitor.incidents.opened.known import FEWEST, Known
from monitor.incidents.rows import Row
from monitor.words import opening

FIRST = 25
"""Among so many rows, blank ones left out, the header and the hashtags are looked for."""

LOOKED_AT = 200
"""Among so many rows a header stands that is stated."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table.

    Attributes:
        row: As written.
        names: Its cells, trimmed; as many as there are hashtags at least.
        tags: The hashtag of each column, "" where it has none; () where there is no such row.
        ends: The line of the last row that is not data: the header, or its hashtags.
        titles: The other rows that are not data, most often titles.
        tagged: The line of the hashtags; None where there are none.
        known: How many known names and hashtags it has.
        sure: Whether it is a header beyond doubt.
        told: How it was found, in words; empty where that needs no words.
    """

    row: Row
    names: tuple[str, ...]
    tags: tuple[str, ...]
    ends: int
    titles: tuple[Row, ...]
    tagged: int | None
    known: int
    sure: bool
    told: str = ""

    @property
    def above(self) -> tuple[int, ...]:
        """The lines of the other rows that are not data."""
        return tuple(row.line for row in self.titles)

    def left_out(self) -> Iterator[str]:
        """Say which rows are read neither as the header nor as data."""
        if len(self.above) == 1:
            yield opening.ABOVE.format(line=self.above[0])
        elif self.above:
            yield opening.ABOVE_MANY.format(first=self.above[0], last=self.above[-1])
        if self.told:
            yield self.told
        if self.tagged is not None:
            yield opening.TAGGED.format(line=self.tagged)


def head_of(rows: Sequence[Row], known: Known, stated: int | None = None) -> Head | None:
    """Return the header among the first rows of a file; None where there is no such row.

    It is the row that is stated; else the row of most known names, if one is a header beyond
    doubt; else the one above the hashtags; else the first that is no title. See `_under_titles`.

    Args:
        rows: The first rows, blank ones left out.
        known: The names by which a header is known.
        stated: The line on which it begins, from 1; None where that is to be found.
    """
    looked = rows[:FIRST] if stated is None else rows
    at = 0 if stated is None else _at(looked, stated)
    if at is None or not looked:
        return None
    under = looked[at : at + FIRST]
    tagged = next((row for row in under if is_tag_row(row.cells)), None)
    row = under[0] if stated is not None else _found(under, tagged, known)
    sure = known.is_header(row.cells)
    tags = () if tagged is None else tags_of(tagged.cells)
    names = tuple(cell.strip() for cell in row.cells)
    names += ("",) * (len(tags) - len(names))
    found = known.count(names) + sum(map(bool, tags))
    line = None if tagged is None else tagged.line
    ends = line or row.line
    others = tuple(r for r in looked if r.line < ends and r.line != row.line)
    told = ""
    if stated is not None:
        told = opening.HEADER_STATED.format(line=row.line)
    elif others and not sure and not tags:
        told = opening.HEADER_BELOW.format(line=row.line)
    return Head(row, names, tags, ends, others, line, found, bool(sure or tags), told)


def _at(rows: Sequence[Row], line: int) -> int | None:
    return next((at for at, row in enumerate(rows) if row.line == line), None)


def _found(rows: Sequence[Row], tagged: Row | None, known: Known) -> Row:
    above = [row for row in rows if tagged is None or row.line < tagged.line]
    sure = [row for row in above if known.is_header(row.cells)]
    if sure:
        return max(sure, key=lambda row: known.count(row.cells))
    if tagged is not None:
        return above[-1] if above else rows[0]
    return _under_titles(rows)


def _under_titles(rows: Sequence[Row]) -> Row:
    """Return the first row that fills more than half of the columns that most others fill.

    A header names its columns; a title above it is one text, or a few. Rows of one cell say
    nothing of how wide the table is; and only above rows that are mostly as wide is anything
    taken for a title.
    """
    filled = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
    wide = [count for count in filled if count >= FEWEST]
    if not wide:
        return rows[0]
    least = max(FEWEST, median_high(wide) // 2 + 1)
    at = next(at for at, count in enumerate(filled) if count >= least)
    under = filled[at + 1 :]
    mostly = 2 * sum(1 for count in under if count >= least) > len(under)
    return rows[at if mostly else 0]
