"""Where the header stands among the first rows, and the row of hashtags under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.incidents.opened.hashtags import is_tag_row, tags_of
from monitor.incidents.opened.known import Known
from monitor.incidents.rows import Row
from monitor.words import opening

FIRST = 25
"""Among so many rows, blank ones left out, the header and the hashtags are looked for."""


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
    """

    row: Row
    names: tuple[str, ...]
    tags: tuple[str, ...]
    ends: int
    titles: tuple[Row, ...]
    tagged: int | None
    known: int
    sure: bool

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
        if self.tagged is not None:
            yield opening.TAGGED.format(line=self.tagged)


def head_of(rows: Sequence[Row], known: Known) -> Head | None:
    """Return the header among the first rows of a file; None where there is no row at all.

    It is the row of most known names, if one is a header beyond doubt; else the one above the
    hashtags; else the first. Titles above a header that nobody knows are not told from it.
    """
    rows = rows[:FIRST]
    if not rows:
        return None
    tagged = next((at for at, row in enumerate(rows) if is_tag_row(row.cells)), None)
    above = rows if tagged is None else rows[:tagged]
    sure = [row for row in above if known.is_header(row.cells)]
    if sure:
        row = max(sure, key=lambda row: known.count(row.cells))
    else:
        row = rows[max((tagged or 0) - 1, 0)]
    tags = () if tagged is None else tags_of(rows[tagged].cells)
    names = tuple(cell.strip() for cell in row.cells)
    names += ("",) * (len(tags) - len(names))
    found = known.count(names) + sum(map(bool, tags))
    line = None if tagged is None else rows[tagged].line
    ends = line or row.line
    others = tuple(r for r in rows if r.line < ends and r.line != row.line)
    return Head(row, names, tags, ends, others, line, found, bool(sure or tags))
