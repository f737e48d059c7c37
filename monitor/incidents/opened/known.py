"""The column names by which a header is recognised among the first rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from monitor.incidents.guard import unguarded

FEWEST = 2
"""So many known names make a row a header, if they are at least half of its cells."""


@dataclass(frozen=True, slots=True)
class Known:
    """Names of columns, as `plain` compares them.

    Attributes:
        names: Every name that some format has.
        figures: Those whose cells are figures or coordinates, and may have decimals.
    """

    names: frozenset[str]
    figures: frozenset[str] = frozenset()

    def __or__(self, other: Self) -> "Known":
        """The names of both."""
        return Known(self.names | other.names, self.figures | other.figures)

    def count(self, cells: Sequence[str]) -> int:
        """How many different known names a row has."""
        return len({plain(cell) for cell in cells} & self.names)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row is surely a header: two known names, and half of what it holds."""
        found = self.count(cells)
        return found >= FEWEST and 2 * found >= sum(1 for cell in cells if cell.strip())


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name of the header as it is compared: trimmed, case folded."""
    return unguarded(name).casefold()
