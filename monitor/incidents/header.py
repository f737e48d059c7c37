"""Which template a header line follows, and where its columns stand in the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.incidents.cell_error import meant
from monitor.incidents.columns import IGNORED, Column, Template
from monitor.incidents.guard import unguarded
from monitor.incidents.opened.known import Known, plain
from monitor.incidents.templates import TEMPLATES

_COLUMNS = [column for template in TEMPLATES.values() for column in template.columns]
KNOWN = Known(
    frozenset(column.name for column in _COLUMNS) | set(IGNORED),
    frozenset(column.name for column in _COLUMNS if column.type.number),
)
"""The names of the project's own templates."""


@dataclass(frozen=True, slots=True)
class HeaderFault:
    """What is wrong with a header; `number` is that of the cell from 1, 0 for the whole line."""

    number: int
    name: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a template stand in a file.

    Attributes:
        template: The template that the header follows.
        header: The names as the file has them, trimmed, in its order, ignored columns included.
        columns: Position from 0, and column, of each that the file has and the program reads.
        ignored: Positions from 0 of the columns of a file of rejected rows.
    """

    template: Template
    header: tuple[str, ...]
    columns: tuple[tuple[int, Column], ...]
    ignored: frozenset[int]

    def kept(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Leave out the cells of ignored columns."""
        return tuple(cell for at, cell in enumerate(cells) if at not in self.ignored)


def kind_of(header: Sequence[str]) -> str:
    """Return the kind of record whose template fits best: fewest faults, then most names."""
    names = {plain(name) for name in header}

    def fit(kind: str) -> tuple[int, int]:
        template = TEMPLATES[kind]
        missing = sum(column.name not in names for column in template.required())
        unknown = len(names - set(template.names()) - set(IGNORED))
        return missing + unknown, -len(names & set(template.names()))

    return min(TEMPLATES, key=fit)


def layout_of(header: Sequence[str], template: Template) -> Layout:
    """Return where the columns of a template stand; `faults` says whether that is complete."""
    by_name = {column.name: column for column in template.columns}
    names = [plain(name) for name in header]
    placed = tuple((at, by_name[name]) for at, name in enumerate(names) if name in by_name)
    ignored = frozenset(at for at, name in enumerate(names) if name in IGNORED)
    return Layout(template, tuple(unguarded(name) for name in header), placed, ignored)


def faults(layout: Layout, assumed: Iterable[str] = ()) -> Iterator[HeaderFault]:
    """Say all that is wrong with a header: unknown, repeated, unnamed and missing columns.

    Args:
        layout: The header beside the template that it is to follow.
        assumed: Required columns that may be missing because their value is known otherwise.
    """
    template, names = layout.template, [plain(name) for name in layout.header]
    allowed = (*template.names(), *IGNORED)
    for at, name in enumerate(names):
        written = layout.header[at]
        if not name:
            yield HeaderFault(at + 1, "", "a column has no name", "name it or delete it")
        elif name not in allowed:
            reason = f"{template.file} has no column {written[:60]!r}"
            yield HeaderFault(at + 1, written, reason, meant(name, template.names()))
        elif (first := names.index(name)) < at:
            reason = f"column {name} stands twice; the first is cell {first + 1}"
            yield HeaderFault(at + 1, written, reason, "keep one of them")
    for column in template.required():
        if column.name not in names and column.name not in assumed:
            reason = f"the required column {column.name} is missing"
            yield HeaderFault(0, column.name, reason, column.says)
