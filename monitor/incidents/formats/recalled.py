"""Rows of a format read by what was read of their cells before.

A part of a record is read the plain way, from its own cells, the first time that these cells are
met, and remembered. A row of which a part cannot be read is left to whoever reads rows one by
one: only there is anything explained.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, cast

from monitor.incidents.columns import Column
from monitor.incidents.cut import MOST_KNOWN, SOME, Parts
from monitor.incidents.formats.direct import Direct, direct
from monitor.incidents.formats.hanging import CONSTANT, Group, cut_by, groups_of
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.translate import some_cells
from monitor.incidents.reading import Assumed, RowReading, fields_of
from monitor.incidents.record import Record

SAMPLE = 1_000
"""Rows that show which columns say something else in every row."""

_OFTEN_NEW = 0.6
"""A column of which so large a share of the sample is different is not worth remembering."""

_FEWEST = 20
_EITHER = ("kind", "note")
"""A row has one of these columns at least; that is judged where the row is whole."""


class Recalled:
    """The reader of the rows of one file; see above.

    Attributes:
        cut: How its records are cut.
        strange: Names of places that are not known, with how often they stand.
        sound: Whether rows can be read like this at all.
        constant: The numbers of the parts that are the same in every row.
    """

    def __init__(self, over: Placed, assumed: Assumed, sample: Sequence[Sequence[str]]) -> None:
        """Look at the first rows of a file for what is worth remembering."""
        self.strange: Counter[str] = Counter()
        self._over, self._assumed = over, assumed
        groups = groups_of(over)
        self.cut, owners = cut_by(groups, over)
        some = SOME[over.template.kind]
        self._needed: dict[str, object] = {
            name: getattr(some, name)
            for name, field in type(some).model_fields.items()
            if field.is_required()
        }
        self.sound = self._settle([group for group in groups if not group.cells])
        anything = self._record({})
        self._constant = [self.cut.text(at, anything) for at in range(len(owners))]
        self.constant = frozenset(at for at, owner in enumerate(owners) if owner == CONSTANT)
        new = _often_new(sample, len(over.header))
        self._known: list[tuple[int, Group, Callable[[Sequence[str]], Any], dict[Any, str]]] = []
        self._direct: list[tuple[int, Group, Direct]] = []
        for at, owner in enumerate(owners):
            if owner == CONSTANT:
                continue
            group = groups[owner]
            if write := direct(group, self.cut.parts[at], over, new):
                self._direct.append((at, group, write))
            else:
                self._known.append((at, group, itemgetter(*group.cells), {}))
        self._placing = self._places([group for group in groups if _asks(group, over)])
        self._unknown: dict[Any, tuple[str, ...]] = {}
        where = {name: at for at, part in enumerate(self.cut.parts) for name in part}
        self._note, self._kinds = where["note"], where["kinds"]

    def read(self, cells: Sequence[str]) -> Parts | None:
        """Return the parts of the record that a row holds; None where it has to be read whole."""
        texts = self._constant.copy()
        for at, group, key_of, known in self._known:
            key = key_of(cells)
            found = known.get(key)
            if found is None:
                found = self._plainly(at, group, cells)
                if found is None:
                    return None
                if len(known) >= MOST_KNOWN:
                    known.clear()
                known[key] = found
            texts[at] = found
        for at, group, write in self._direct:
            found = write(cells)
            if found is None and (found := self._plainly(at, group, cells)) is None:
                return None
            texts[at] = found
        if '"note":""' in texts[self._note] and '"kinds":[]' in texts[self._kinds]:
            return None
        if self._placing is not None:
            self._count_strange(cells, *self._placing)
        return tuple(texts)

    def _settle(self, constant: Sequence[Group]) -> bool:
        """Read the columns that say the same in every row; returns whether that can be."""
        template = self._over.template
        filled = {column.name for _, column in self._over.columns}
        if "source" not in filled and self._assumed.source is None:
            return False
        if self._over.behind or "source" not in template.names():
            return False
        if self._assumed.source is not None:
            self._needed["source"] = self._assumed.source
        for group in constant:
            fields = self._fields(group, [""] * len(self._over.header))
            if fields is None:
                return False
            self._needed |= fields
        return True

    def _places(
        self, asking: Sequence[Group]
    ) -> tuple[Group, Callable[[Sequence[str]], Any]] | None:
        """Return the columns that name places, which may be unknown."""
        if not asking:
            return None
        found = [(group, key_of) for _, group, key_of, _ in self._known if group is asking[0]]
        self.sound = self.sound and len(asking) == 1 and bool(found)
        return found[0] if found else None

    def _count_strange(
        self, cells: Sequence[str], group: Group, key_of: Callable[[Sequence[str]], Any]
    ) -> None:
        key = key_of(cells)
        names = self._unknown.get(key)
        if names is None:
            found = some_cells(cells, self._over, group.columns)
            if len(self._unknown) >= MOST_KNOWN:
                self._unknown.clear()
            names = self._unknown[key] = found[1] if found else ()
        for name in names:
            self.strange[name] += 1

    def _plainly(self, at: int, group: Group, cells: Sequence[str]) -> str | None:
        """Read one part the plain way; None where something is wrong with it."""
        fields = self._fields(group, cells)
        return None if fields is None else self.cut.text(at, self._record(fields))

    def _fields(self, group: Group, cells: Sequence[str]) -> Mapping[str, object] | None:
        found = some_cells(cells, self._over, group.columns)
        if found is None:
            return None
        names = {column.name for column in group.columns}
        elsewhere: dict[str, object] = {name: "" for name in _EITHER if name not in names}
        row = RowReading(0, found[0], tuple(enumerate(group.columns)), elsewhere)
        assumed = self._assumed
        if "source" not in names:
            assumed = replace(assumed, source=assumed.source or "-")
        fields = fields_of(row, self._over.template, assumed)
        if row.problems:
            return None
        return {name: fields[name] for name in group.fields if name in fields}

    def _record(self, fields: Mapping[str, object]) -> Record:
        """Return a record with these fields; what else it needs is anything."""
        made = self._over.template.record(**{**self._needed, **fields})  # type: ignore[arg-type]
        return cast("Record", made)


def _asks(group: Group, over: Placed) -> bool:
    """Whether a group asks for places by name."""

    def by_name(column: Column) -> bool:
        return any(choice.area for choice in over.declaration.columns[column.name].choices)

    return any(map(by_name, group.columns))


def _often_new(sample: Sequence[Sequence[str]], width: int) -> frozenset[int]:
    """Return the positions of the cells that are different in most rows."""
    if len(sample) < _FEWEST:
        return frozenset()
    most = _OFTEN_NEW * len(sample)
    return frozenset(
        at for at in range(width) if len({cells[at] for cells in sample if at < len(cells)}) > most
    )
