"""Rows of a format read by their columns.

A part of a record is read the plain way, from its own cells, the first time that these cells are
met, and remembered. A row of which a part cannot be read is left to whoever reads rows one by
one: only there is anything explained.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import cast

import numpy as np
import pyarrow as pa

from monitor.incidents.columns import Column
from monitor.incidents.cut import MOST_KNOWN, SOME
from monitor.incidents.formats.fresh import Fresh, fresh
from monitor.incidents.formats.hanging import CONSTANT, Group, cut_by, groups_of
from monitor.incidents.formats.met import Met
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.plainly import Plainly
from monitor.incidents.pieces import bounds_of
from monitor.incidents.reading import Assumed
from monitor.incidents.record import Record
from monitor.incidents.sheaf import Marks, Numbers, Sheaf, Wanted
from monitor.incidents.sheet import Sheet

SAMPLE = 1_000
"""Rows that show which columns say something else in every row."""

_OFTEN_NEW = 0.6
"""A column of which so large a share of the sample is different is not worth remembering."""

_FEWEST = 20


class ByColumns:
    """The reader of the rows of one file; see above.

    Attributes:
        cut: How its records are cut.
        strange: Names of places that are not known, with how often they stand.
        sound: Whether rows can be read like this at all.
        wanted: What it looks at of the rows.
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
        self._anything = self._record({})
        new = _often_new(sample, len(over.header))
        self._constant: list[tuple[int, str]] = []
        self._met: list[tuple[int, Met]] = []
        self._fresh: list[tuple[int, Plainly, Fresh]] = []
        self._sort(groups, owners, new)
        self._placing = self._places([group for group in groups if _asks(group, over)])
        self._unknown: dict[tuple[str, ...], tuple[str, ...]] = {}
        where = {name: at for at, part in enumerate(self.cut.parts) for name in part}
        self._note, self._kinds = where.get("note", 0), where.get("kinds", 0)
        used = {at for group in groups for at in group.cells}
        told = {at for _, plainly, _ in self._fresh for at in plainly.group.cells if at in new}
        self.wanted = Wanted(len(over.header), tuple(sorted(used)), frozenset(told))

    def read(self, sheaf: Sheaf) -> tuple[Sheet, Marks]:
        """Return the parts of all rows, and which rows they hold of; others are read whole."""
        sound = np.ones(len(sheaf), dtype=bool)
        parts: dict[int, pa.Array] = {}
        places: Numbers = np.empty(0, dtype=np.int64)
        for at, text in self._constant:
            codes = pa.array(np.zeros(len(sheaf), dtype=np.int32))
            parts[at] = pa.DictionaryArray.from_arrays(codes, pa.array([text], pa.string()))
        for at, met in self._met:
            parts[at], numbers = met.part(sheaf)
            sound &= met.sound[numbers]
            if met is self._placing:
                places = numbers
        for at, plainly, take in self._fresh:
            parts[at], there = self._taken(at, plainly, take, sheaf)
            sound &= there
        mute = _without(parts[self._kinds], '"kinds":[]')
        if mute.any() and self._over.template.kind == "report":
            sound &= ~(mute & _without(parts[self._note], '"note":""'))
        if self._placing is not None:
            self._count_strange(self._placing, places[sound])
        return Sheet(sheaf.lines, tuple(parts[at] for at in range(len(self.cut.parts)))), sound

    def _sort(self, groups: Sequence[Group], owners: Sequence[int], new: frozenset[int]) -> None:
        """Sort the parts: the same in every row, met again and again, or fresh in each row."""
        for at, owner in enumerate(owners):
            nothing = self.cut.text(at, self._anything)
            if owner == CONSTANT:
                self._constant.append((at, nothing))
            elif take := fresh(groups[owner], self.cut.parts[at], self._over, new):
                self._fresh.append((at, self._plainly(groups[owner]), take))
            else:
                self._met.append(
                    (at, Met(self._plainly(groups[owner]), nothing, self._writing(at)))
                )

    def _taken(
        self, at: int, plainly: Plainly, take: Fresh, sheaf: Sheaf
    ) -> tuple[pa.Array, Marks]:
        """Take a fresh part; where it is out of the ordinary it is read the plain way."""
        values, sound = take(sheaf)
        odd = np.flatnonzero(~sound).tolist()
        if not odd:
            return values, sound
        (name,) = self.cut.parts[at]
        plain = []
        for number in odd:
            fields = plainly.fields(sheaf.row(number).cells)
            sound[number] = fields is not None
            plain.append((fields or {}).get(name, getattr(self._anything, name)))
        place = np.arange(len(values))
        place[odd] = len(values) + np.arange(len(odd))
        both = pa.concat_arrays([values, pa.array(plain, values.type)])
        return both.take(pa.array(place)), sound

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
            fields = self._plainly(group).fields([""] * len(self._over.header))
            if fields is None:
                return False
            self._needed |= fields
        return True

    def _places(self, asking: Sequence[Group]) -> Met | None:
        """Return the part that comes of columns that name places, which may be unknown."""
        found = [met for _, met in self._met if asking and met.plainly.group is asking[0]]
        if asking:
            self.sound = self.sound and len(asking) == 1 and bool(found)
        return found[0] if found else None

    def _count_strange(self, placing: Met, numbers: Numbers) -> None:
        """Count the places that are not known, by the combinations of cells that rows have."""
        times = np.bincount(numbers)
        there = np.flatnonzero(times)
        for key, often in zip(placing.keys(there), times[there].tolist(), strict=True):
            names = self._unknown.get(key)
            if names is None:
                if len(self._unknown) >= MOST_KNOWN:
                    self._unknown.clear()
                names = self._unknown[key] = placing.plainly.strange(placing.plainly.cells(key))
            for name in names:
                self.strange[name] += often

    def _plainly(self, group: Group) -> Plainly:
        return Plainly(group, self._over, self._assumed)

    def _writing(self, at: int) -> Callable[[Mapping[str, object]], str]:
        return lambda fields: self.cut.text(at, self._record(fields))

    def _record(self, fields: Mapping[str, object]) -> Record:
        """Return a record with these fields; what else it needs is anything."""
        made = self._over.template.record(**{**self._needed, **fields})  # type: ignore[arg-type]
        return cast("Record", made)


def _without(part: pa.Array, nothing: str) -> Marks:
    """Return which rows say nothing in a part."""
    if not pa.types.is_dictionary(part.type):
        nothing_there: Marks = np.diff(bounds_of(part)) == 0
        return nothing_there
    blank = np.array([nothing in text for text in part.dictionary.to_pylist()], dtype=bool)
    marks: Marks = blank[part.indices.to_numpy()]
    return marks


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
