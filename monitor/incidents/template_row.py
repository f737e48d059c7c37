"""One row of a file of a template as a record, or all that is wrong with it."""

from collections.abc import Mapping

from monitor.incidents.header import Layout
from monitor.incidents.intake import CellProblem, Rejected
from monitor.incidents.reading import LONGEST_SHOWN, Assumed, record_of
from monitor.incidents.record import Record
from monitor.incidents.rows import Row


def read_row(row: Row, layout: Layout, assumed: Assumed) -> Record | tuple[CellProblem, ...]:
    """Return the record of a row, or all that is wrong with it."""
    stray = () if row.stray is None else (_stray_quote(row, row.stray, layout),)
    if len(row.cells) != len(layout.header):
        return (*stray, _wrong_count(row, layout))
    found = record_of(row.line, row.cells, layout.columns, layout.template, assumed)
    if isinstance(found, tuple):
        return stray + found
    return stray or found


def _stray_quote(row: Row, number: int, layout: Layout) -> CellProblem:
    return CellProblem(
        row.line,
        layout.header[number - 1] if number <= len(layout.header) else "",
        number,
        row.cells[number - 1].strip()[:LONGEST_SHOWN],
        "a quote stands in a cell that does not begin with one",
        "put the whole cell in quotes, at its very ends, and write each quote inside twice",
    )


def _wrong_count(row: Row, layout: Layout) -> CellProblem:
    has, needs = len(row.cells), len(layout.header)
    reason = f"it has {has} cells where the header has {needs}"
    hint = (
        "put a text that holds a delimiter in quotes, or take the spare cells away"
        if has > needs
        else "add the missing cells; a blank one still needs its delimiter"
    )
    return CellProblem(row.line, "", 0, "", reason, hint)


def conflict(row: Row, layout: Layout, conflicts: Mapping[int, int]) -> Rejected:
    """Refuse a row that says something else of a record than the line that `conflicts` names."""
    at = next(at for at, column in layout.columns if column.name == "id")
    problem = CellProblem(
        row.line,
        "id",
        at + 1,
        row.cells[at].strip(),
        f"line {conflicts[row.line]} has the same id and revision, and says something else",
        "give one of them another id, or the newer one a higher revision",
    )
    return Rejected(row.line, layout.kept(row.cells), (problem,))
