"""One part of a record read the plain way, from its own cells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.incidents.columns import Template
from monitor.incidents.formats.hanging import Group
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.translate import some_cells
from monitor.incidents.reading import Assumed, RowReading, fields_of

_EITHER = ("kind", "note")
"""A row has one of these columns at least; that is judged where the row is whole."""


class Plainly:
    """Reads the fields that a group of columns gives."""

    def __init__(self, group: Group, over: Placed, assumed: Assumed) -> None:
        self.group = group
        self._over = over
        self._template = _about(group, over.template)
        names = {column.name for column in group.columns}
        self._columns = tuple(enumerate(group.columns))
        self._elsewhere = {name: "" for name in _EITHER if name not in names}
        elsewhere = assumed.source if "source" in names else assumed.source or "-"
        self._assumed = replace(assumed, source=elsewhere)

    def cells(self, key: Sequence[str]) -> list[str]:
        """Return the cells of a row that has these where the group looks, and no others."""
        cells = [""] * len(self._over.header)
        for at, cell in zip(self.group.cells, key, strict=True):
            cells[at] = cell
        return cells

    def fields(self, cells: Sequence[str]) -> Mapping[str, object] | None:
        """Return the fields by name; None where something is wrong with them."""
        found = some_cells(cells, self._over, self.group.columns)
        if found is None:
            return None
        row = RowReading(0, found[0], self._columns, {**self._elsewhere})
        fields = fields_of(row, self._template, self._assumed)
        if row.problems:
            return None
        return {name: fields[name] for name in self.group.fields if name in fields}

    def strange(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return the names of places that are not known."""
        found = some_cells(cells, self._over, self.group.columns)
        return found[1] if found else ()


def _about(group: Group, template: Template) -> Template:
    """Return a template without the times and ranges of which a group has no column."""
    names = {column.name for column in group.columns}
    when = template.when if template.when and template.when.first in names else None
    ranges = (
        name for name in template.ranges if not names.isdisjoint((f"{name}_low", f"{name}_high"))
    )
    return replace(template, when=when, ranges=tuple(ranges))
