"""A single record, read from cells by column name as a row of a file would be."""

from collections.abc import Mapping

from monitor.incidents.cell_error import meant
from monitor.incidents.intake import CellProblem
from monitor.incidents.reading import record_of
from monitor.incidents.record import Record
from monitor.incidents.stated import assumed_from, template_of


def read_record(
    kind: str,
    cells: Mapping[str, str],
    *,
    source: str | None = None,
    time_zone: str | None = None,
) -> Record | tuple[CellProblem, ...]:
    """Read one record from cells by column name, as a row of a file would be read.

    Args:
        kind: The kind of the record, as `report`.
        cells: Text by column; a column that is not there is blank.
        source: Its source where the cells name none.
        time_zone: IANA name of the zone of times that state none, where the cells name none.

    Returns:
        The record, or every problem found; their line is 0, and the number of a cell is that of
        its column in the template.

    Raises:
        IncidentFileError: There is no such kind, source or time zone.
    """
    where = "record"
    template, assumed = template_of(where, kind), assumed_from(where, source, time_zone)
    names = template.names()
    unknown = tuple(
        CellProblem(0, name, 0, cells[name], "there is no such column", meant(name, names))
        for name in cells
        if name not in names
    )
    row = [cells.get(name, "") for name in names]
    found = record_of(0, row, tuple(enumerate(template.columns)), template, assumed)
    if isinstance(found, tuple):
        return unknown + found
    return unknown or found
