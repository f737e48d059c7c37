"""Decimal commas in columns of figures: taken where the column shows them, never guessed."""

import re
from collections.abc import Iterable, Mapping, Sequence

from monitor.incidents.guard import unguarded
from monitor.incidents.rows import Row
from monitor.words import opening

_COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+")
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
"""One that may as well be a whole number, its thousands apart."""

_POINT = re.compile(r"[-+]?[0-9]*\.[0-9]+")


class _Column:
    """What the cells of a column show: `shown` decimal commas, `points`, one `doubtful` cell."""

    def __init__(self) -> None:
        self.shown = self.points = False
        self.doubtful = ""

    def see(self, cell: str) -> None:
        if _COMMA.fullmatch(cell):
            if _GROUPED.fullmatch(cell):
                self.doubtful = self.doubtful or cell
            else:
                self.shown = True
        elif _POINT.fullmatch(cell):
            self.points = True


def commas_in(
    rows: Iterable[Row], columns: Mapping[int, str]
) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return which of these columns have decimal commas, and a note on each that leaves a doubt.

    Args:
        rows: All rows of the file.
        columns: Names, by position from 0, of the columns of figures.
    """
    seen = {at: _Column() for at in columns}
    for row in rows:
        for at, column in seen.items():
            if at < len(row.cells):
                column.see(unguarded(row.cells[at]))
    found = frozenset(at for at, one in seen.items() if one.shown and not one.points)
    notes = []
    for at, one in seen.items():
        if one.points and (one.shown or one.doubtful):
            notes.append(opening.TWO_MARKS.format(column=columns[at]))
        elif one.doubtful and not one.shown:
            point, whole = one.doubtful.replace(",", "."), one.doubtful.replace(",", "")
            notes.append(
                opening.AMBIGUOUS.format(
                    column=columns[at], cell=one.doubtful, point=point, whole=whole
                )
            )
    return found, tuple(notes)


def with_points(row: Row, columns: Iterable[int]) -> Row:
    """Return the row with decimal points in these columns; other cells stay as they are."""
    cells: Sequence[str] = row.cells
    changed = {
        at: cells[at].replace(",", ".")
        for at in columns
        if at < len(cells) and _COMMA.fullmatch(unguarded(cells[at]))
    }
    if not changed:
        return row
    return row._replace(cells=[changed.get(at, cell) for at, cell in enumerate(cells)])
