"""A declaration laid over the header of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.incidents.columns import Column, Template
from monitor.incidents.formats.dates import Order
from monitor.incidents.formats.declaration import Declaration, Style
from monitor.incidents.formats.recognise import covers
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.opened.known import plain
from monitor.incidents.templates import TEMPLATES


@dataclass(frozen=True, slots=True)
class Placed:
    """A declaration laid over the header of a file.

    Attributes:
        declaration: The format.
        header: The names as the file has them.
        at: Position from 0 by name as it is compared.
        order: How dates in figures are meant, by column; a column that is not there has none.
        gazetteer: The places that are known by name.
        dated: The columns of dates, as they are compared.
        timed: Those of dates with a time of day that is meant.
        clocked: Those of a time of day alone.
        behind: What stands behind an id; empty for the first record of a row.
        unknown: What stands for a cell that is not filled, in small letters.
    """

    declaration: Declaration
    header: tuple[str, ...]
    at: Mapping[str, int]
    order: Mapping[str, Order]
    gazetteer: Gazetteer
    dated: frozenset[str] = frozenset()
    timed: frozenset[str] = frozenset()
    clocked: frozenset[str] = frozenset()
    behind: str = ""
    unknown: frozenset[str] = frozenset()

    @property
    def each(self) -> tuple["Placed", ...]:
        """This, for each record of a row."""
        one = self.declaration
        further = [
            replace(
                self,
                declaration=one.model_copy(update={"columns": one.columns | also.columns}),
                behind=f"-{also.name}",
            )
            for also in one.also
        ]
        return (self, *further)

    @property
    def template(self) -> Template:
        """The template whose columns are filled."""
        return TEMPLATES[self.declaration.record]

    @property
    def columns(self) -> tuple[tuple[int, Column], ...]:
        """The columns of the template that are filled, each with its place among the cells."""
        filled = self.declaration.columns
        return tuple(enumerate(c for c in self.template.columns if c.name in filled))

    @property
    def unread(self) -> tuple[str, ...]:
        """The columns of the file that nothing is taken from."""
        used = {plain(name) for name in self.declaration.used}
        return tuple(name for name in self.header if plain(name) not in used)


def placed(
    declaration: Declaration,
    header: Sequence[str],
    tags: Sequence[str] = (),
    gazetteer: Gazetteer = NOWHERE,
) -> Placed:
    """Lay a declaration over a header; of a name that stands twice the first is taken.

    A column that the declaration calls by a hashtag is found in the row of `tags`.
    """
    at: dict[str, int] = {}
    for position, name in enumerate(header):
        at.setdefault(plain(name), position)
    for wanted in declaration.used:
        found = [position for position, tag in enumerate(tags) if covers(tag, wanted)]
        if wanted.startswith("#") and found:
            at[plain(wanted)] = found[0]
    names = tuple(name.strip() for name in header)
    dated, timed = (_columns_of(declaration, style) for style in (Style.DATE, Style.MOMENT))
    choices = (choice for filled in declaration.filled for choice in filled.choices)
    clocked = frozenset(plain(choice.clock) for choice in choices if choice.clock)
    unknown = frozenset(text.casefold() for text in declaration.unknown)
    return Placed(declaration, names, at, {}, gazetteer, dated, timed, clocked, unknown=unknown)


def _columns_of(declaration: Declaration, style: Style) -> frozenset[str]:
    return frozenset(
        plain(name)
        for filled in declaration.filled
        for choice in filled.choices
        if choice.style is style
        for name in choice.of
    )
