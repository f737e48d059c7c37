"""Where in a table of counts its figures stand, and what says what each of them is of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.incidents.bulletins.wording import figure, stated_in, total_of
from monitor.incidents.rows import Row

WINDOW = ("window_from", "window_to")
SAID = (*WINDOW, "source", "measure", "kind", "by", "against", "place", "pcode", "stated_by")
"""The columns of the template that say what a figure is of."""

TEXTS = ("id", "note", "citation")
"""Those in which a word for a total says nothing of the line."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where what stands in a table of counts; positions from 0.

    Attributes:
        header: The names of the columns, as written.
        figures: The columns of figures.
        said: Those that say what a figure is of: day, area, side, kind.
        window: Those of them that say when.
        named: Those in which the word for a total may stand.
        row: Those in which a row states the sum of its own figures.
        whole: Those in which every row states the total of all rows of its window.
    """

    header: tuple[str, ...]
    figures: tuple[int, ...]
    said: tuple[int, ...]
    window: tuple[int, ...]
    named: tuple[int, ...]
    row: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A line of a table that states totals.

    Attributes:
        line: The physical line, from 1.
        stated: Each figure by the position of its column.
        like: What the rows that it is of hold, by position.
        of: What the word for a total is followed by, as it is compared; empty for nothing.
    """

    line: int
    stated: Mapping[int, int]
    like: Mapping[int, str]
    of: str = ""


def parted(rows: Iterable[Row], places: Places) -> tuple[list[Row], list[TotalLine]]:
    """Part the lines that state totals from those that are records."""
    data: list[Row] = []
    totals: list[TotalLine] = []
    for row in rows:
        found = _total_line(row, places)
        if found is None:
            data.append(row)
        else:
            totals.append(found)
    return data, totals


def states_totals(rows: Iterable[Row], titles: Iterable[Row], places: Places) -> bool:
    """Whether a table of counts states any total: then its rows are held against it at its end."""
    if not places.figures:
        return False
    if places.row or places.whole or any(stated_in(" ".join(row.cells)) for row in titles):
        return True
    return any(_total_line(row, places) is not None for row in rows)


def _total_line(row: Row, places: Places) -> TotalLine | None:
    """Return a line as one that states totals; None where it is none.

    One that has not as many cells as the header, as people write it below a table, states one
    figure for all rows.
    """
    cells = row.cells
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 1:
        alone = stated_in(filled[0])
        return TotalLine(row.line, _first(places, alone[0]), {}) if len(alone) == 1 else None
    if len(cells) != len(places.header):
        return _misshapen(row.line, filled, places)
    said = {at: of for at in places.named if (of := total_of(cells[at])) is not None}
    stated = {at: value for at in places.figures if (value := figure(cells[at])) is not None}
    if not said or not stated:
        return None
    like = {at: cells[at].strip() for at in places.said if cells[at].strip() and at not in said}
    return TotalLine(row.line, stated, like, next(filter(None, said.values()), ""))


def _misshapen(line: int, filled: Sequence[str], places: Places) -> TotalLine | None:
    words = [of for cell in filled if (of := total_of(cell)) is not None]
    values = [value for cell in filled if (value := figure(cell)) is not None]
    if len(words) != 1 or len(values) != 1 or len(places.figures) != 1:
        return None
    return TotalLine(line, _first(places, values[0]), {}, words[0])


def _first(places: Places, value: int) -> dict[int, int]:
    return {places.figures[0]: value}
