"""Which cells of a file each part of a record hangs on, by the declaration of a format.

What a part says follows from its own cells alone; so rows that agree in these agree in the part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.incidents.columns import WITH_OTHERS, Column, Template
from monitor.incidents.cut import Cut
from monitor.incidents.formats.declaration import Choice, Filled
from monitor.incidents.formats.placed import Placed
from monitor.incidents.opened.known import plain

CONSTANT = -1
"""In place of a group: fields that say the same in every row."""


@dataclass(frozen=True, slots=True)
class Group:
    """Columns of the template that are judged together, and no others with them.

    Attributes:
        columns: In the order of the template.
        fields: The fields of the record that they give.
        cells: Positions from 0 of the cells of the file that they are filled from.
    """

    columns: tuple[Column, ...]
    fields: frozenset[str]
    cells: tuple[int, ...]


def groups_of(over: Placed) -> list[Group]:
    """Return the groups of all columns that are filled; those of the same cells are one."""
    template, filled = over.template, over.declaration.columns
    bound = _bound(template, filled)
    by_leader: dict[str, list[Column]] = {}
    for _, column in over.columns:
        by_leader.setdefault(bound[column.name], []).append(column)
    joined: dict[frozenset[int], list[Column]] = {}
    for columns in by_leader.values():
        cells = {at for column in columns for at in _cells(filled[column.name], over)}
        joined.setdefault(frozenset(cells), []).extend(columns)
    order = {column.name: at for at, column in over.columns}
    return [
        Group(
            tuple(sorted(columns, key=lambda column: order[column.name])),
            frozenset(name for column in columns for name in _fields(column, template)),
            tuple(sorted(cells)),
        )
        for cells, columns in joined.items()
    ]


def cut_by(groups: Iterable[Group], over: Placed) -> tuple[Cut, tuple[int, ...]]:
    """Return the cut of the records by these groups, and the group of each part."""
    of = {name: at for at, group in enumerate(groups) if group.cells for name in group.fields}
    runs: list[tuple[int, list[str]]] = []
    for name in over.template.record.model_fields:
        owner = of.get(name, CONSTANT)
        if not runs or owner != runs[-1][0]:
            runs.append((owner, []))
        runs[-1][1].append(name)
    runs = _with_constants(runs, over.template)
    return Cut(over.template.kind, tuple(tuple(names) for _, names in runs)), tuple(
        owner for owner, _ in runs
    )


def _with_constants(
    runs: Sequence[tuple[int, list[str]]], template: Template
) -> list[tuple[int, list[str]]]:
    """Put what is the same in every row to what stands beside it: fewer parts are read sooner.

    Not to what is new in most rows, which is written by itself.
    """
    found: list[tuple[int, list[str]]] = []
    ahead: list[str] = []
    for at, (owner, names) in enumerate(runs):
        after = runs[at + 1] if at + 1 < len(runs) else None
        if owner != CONSTANT:
            found.append((owner, [*ahead, *names]))
            ahead = []
        elif after is not None and not _is_new(after[1], template):
            ahead = names
        elif found and not _is_new(found[-1][1], template):
            found[-1][1].extend(names)
        else:
            found.append((owner, names))
    return found


def _is_new(names: Sequence[str], template: Template) -> bool:
    """Whether a part may be a text or time of its own in every row."""
    if len(names) != 1:
        return False
    return template.record.model_fields[names[0]].annotation is str or names == ["published_at"]


def _bound(template: Template, filled: Mapping[str, Filled]) -> dict[str, str]:
    """Return the leader of the columns that each column has to be judged with."""
    leader = {name: name for name in template.names()}

    def bind(*names: str) -> None:
        there = [name for name in names if name in filled]
        for name in there[1:]:
            old, new = leader[name], leader[there[0]]
            for each, its in leader.items():
                leader[each] = new if its == old else its

    if template.when is not None:
        bind(template.when.first, template.when.to, "precision", "time_zone", "until")
    bind("time_zone", "published_at")
    bind("latitude", "longitude", "location_precision")
    for name in template.ranges:
        bind(f"{name}_low", f"{name}_high")
    return leader


def _fields(column: Column, template: Template) -> Iterable[str]:
    """Return the fields that a column gives, by itself or with others."""
    if column.field != WITH_OTHERS:
        return (column.field,)
    for name in template.ranges:
        if column.name in {f"{name}_low", f"{name}_high"}:
            return (name,)
    if column.name in {"published_at", "until"}:
        return (column.name,)
    return (template.when.field,) if template.when else ()


def _cells(filled: Filled, over: Placed) -> set[int]:
    return {at for choice in filled.choices for at in cells_of(choice, over)}


def cells_of(choice: Choice, over: Placed) -> set[int]:
    """Return the cells that a choice looks at."""
    if choice.whole:
        return set(range(len(over.header)))
    beside = (choice.clock, choice.spread.of if choice.spread else "")
    names = (*choice.of, *choice.when, *filter(None, beside))
    return {over.at[plain(name)] for name in names if plain(name) in over.at}
