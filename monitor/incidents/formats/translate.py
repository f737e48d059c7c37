"""One row of a declared format as the cells of a template, each with the cell it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.incidents.cells import LONGEST
from monitor.incidents.columns import Column
from monitor.incidents.formats.declaration import Choice
from monitor.incidents.formats.filling import Filling
from monitor.incidents.formats.placed import Placed
from monitor.incidents.intake import CellProblem

CUT = " …"


@dataclass(frozen=True, slots=True)
class Translated:
    """The cells of the template, in the order of `Placed.columns`, and what cannot be read.

    `origin` is the number, from 1, of the cell of the file that each was taken from; 0 for none.
    `strange` are names of places that are not known, `unmeant` values for which the declaration
    has no meaning and which it takes as unknown. `broken` are the columns of the template
    that could not be filled because of `problems`.
    """

    cells: tuple[str, ...]
    origin: Mapping[str, int]
    problems: tuple[CellProblem, ...]
    broken: frozenset[str]
    strange: tuple[str, ...]
    unmeant: tuple[str, ...] = ()

    def in_the_file(self, problem: CellProblem, header: Sequence[str]) -> CellProblem:
        """Return a problem of the template's cell as one of the file's."""
        number = self.origin.get(problem.column, 0)
        column = header[number - 1] if number else problem.column
        return CellProblem(
            problem.line, column, number, problem.value, problem.reason, problem.hint
        )


def translate(line: int, cells: Sequence[str], over: Placed) -> Translated:
    """Fill the cells of the template from a row of the file."""
    row = Filling(line, cells, over)
    filled, origin, broken = list[str](), dict[str, int](), set[str]()
    for _, column in over.columns:
        row.broke = False
        text, number = row.fill(over.declaration.columns[column.name])
        if row.broke:
            broken.add(column.name)
        filled.append(f"{text}{over.behind}" if text and column.name == "id" else text)
        origin[column.name] = number
    if row.notes:
        names = [column.name for _, column in over.columns]
        if "note" in names:
            at = names.index("note")
            filled[at] = "; ".join(filter(None, [filled[at], *row.notes]))
    shortened = tuple(_short(text) for text in filled)
    problems, asked = tuple(row.problems), (tuple(row.strange), tuple(row.unmeant))
    return Translated(shortened, origin, problems, frozenset(broken), *asked)


def some_cells(
    cells: Sequence[str], over: Placed, columns: Sequence[Column]
) -> tuple[list[str], tuple[str, ...]] | None:
    """Fill some cells of the template, and return the names of places that are not known, too.

    None where a cell cannot be read, or where it tells something that is written elsewhere: then
    the whole row has to be translated.
    """
    row = Filling(0, cells, over)
    texts = [row.fill(over.declaration.columns[column.name])[0] for column in columns]
    if row.problems or row.notes or row.broke:
        return None
    return [_short(text) for text in texts], tuple(row.strange)


def said_by(
    cells: Sequence[str], over: Placed, choices: Sequence[Choice]
) -> tuple[str, ...] | None:
    """Return what each of these choices says that fits and says something; None for a problem."""
    row = Filling(0, cells, over)
    texts = [row.said(choice) for choice in choices if row.fits(choice)]
    if row.problems or row.notes or row.strange:
        return None
    return tuple(text for text, _ in texts if text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
