"""One row of a declared format as its records, or all that is wrong with it."""

from collections.abc import Iterator, Sequence

from monitor.incidents.formats.not_known import Asked
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.translate import Translated, translate
from monitor.incidents.intake import CellProblem, Rejected
from monitor.incidents.opened.known import plain
from monitor.incidents.reading import LONGEST_SHOWN, Assumed, record_of
from monitor.incidents.record import Record
from monitor.incidents.rows import Row


def read_row(
    row: Row, each: Sequence[Placed], assumed: Assumed, asked: Asked
) -> list[Record] | tuple[CellProblem, ...]:
    """Return the records of a row, those of its blank figures left out; or all that is wrong."""
    wrong = tuple(_misshapen(row, each[0]))
    if wrong:
        return wrong
    told = [(over, translate(row.line, row.cells, over)) for over in each]
    asked.strange.update(told[0][1].strange)
    asked.unmeant.update(told[0][1].unmeant)
    if len(told) > 1:
        told = [one for one in told if _figure(*one)] or told[:1]
    records, problems = list[Record](), list[CellProblem]()
    for over, one in told:
        found = _made(row, over, one, assumed)
        if isinstance(found, tuple):
            problems += found
        else:
            records.append(found)
    return tuple(dict.fromkeys(problems)) or records


def _figure(over: Placed, told: Translated) -> bool:
    """Whether the row says anything of the figure, be it readable or not."""
    at = next(at for at, (_, column) in enumerate(over.columns) if column.name == "value")
    return bool(told.cells[at]) or "value" in told.broken


def _made(
    row: Row, over: Placed, told: Translated, assumed: Assumed
) -> Record | tuple[CellProblem, ...]:
    found = record_of(row.line, told.cells, over.columns, over.template, assumed)
    if not isinstance(found, tuple):
        return told.problems or found
    more = [
        told.in_the_file(problem, over.header)
        for problem in found
        if problem.column not in told.broken
    ]
    return (*told.problems, *dict.fromkeys(more))


def _misshapen(row: Row, over: Placed) -> Iterator[CellProblem]:
    has, needs = len(row.cells), len(over.header)
    if row.stray is not None:
        name = over.header[row.stray - 1] if row.stray <= needs else ""
        value = row.cells[row.stray - 1].strip()[:LONGEST_SHOWN]
        reason = "a quote stands in a cell that does not begin with one"
        hint = "put the whole cell in quotes, and write each quote inside twice"
        yield CellProblem(row.line, name, row.stray, value, reason, hint)
    if has != needs:
        reason = f"it has {has} cells where the header has {needs}"
        hint = "put a text that holds a delimiter in quotes, or add the missing cells"
        yield CellProblem(row.line, "", 0, "", reason, hint)


def conflict(row: Row, over: Placed, first: int) -> Rejected:
    """Refuse a row that says something else of the record of the line `first`."""
    names = over.declaration.columns["id"].choices[0].of
    at = over.at.get(plain(names[0]), -1) if len(names) == 1 else -1
    problem = CellProblem(
        row.line,
        over.header[at] if at >= 0 else "",
        at + 1,
        row.cells[at].strip()[:LONGEST_SHOWN] if at >= 0 else "",
        f"line {first} has the same id, and says something else",
        "give one of them another id, or take the one out that no longer holds",
    )
    return Rejected(row.line, tuple(row.cells), (problem,))
