"""A table whose day stands only in its title, with the day as a column of its own."""

from collections.abc import Iterator
from dataclasses import replace

from monitor.incidents.bulletins.days import days_in
from monitor.incidents.opened.known import plain
from monitor.incidents.opened.table import Opened
from monitor.incidents.rows import Row
from monitor.words import bulletins

COLUMN = "date"
"""The name of the column that is added."""

_FEWEST = 2
"""Cells that a row fills which is no note below the table."""


def dated(opened: Opened) -> Opened | None:
    """Return the table with the day that its titles name in each row.

    None where they name no day or several, where it may be the end of a span or the day on which
    something was published, and where the table has such a column.
    """
    if COLUMN in map(plain, opened.header):
        return None
    said = [(row.line, days_in(" ".join(row.cells))) for row in opened.titles]
    said = [(line, days) for line, days in said if days.named]
    named = {day for _, days in said for day in days.named}
    if len(named) != 1 or not all(days.certain for _, days in said):
        return None
    (day,) = named
    width = len(opened.header)

    def read() -> Iterator[Row]:
        for row in opened.rows:
            whole = len(row.cells) == width and sum(map(bool, map(str.strip, row.cells))) >= _FEWEST
            yield row._replace(cells=[*row.cells, day if whole else ""])

    note = bulletins.DAY.format(day=day, line=said[0][0])
    return replace(
        opened,
        header=(*opened.header, COLUMN),
        read=read,
        places=(*opened.places, opened.places[-1]),
        tags=(*opened.tags, "") if opened.tags else (),
        how=replace(opened.how, notes=(*opened.how.notes, note)),
        straight=None,  # the text itself has no such column
    )
