"""How far the reading of a file has come, and who is told of it."""

from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """How far the reading of a file has come: lines, of about so many; 0 where nobody knows."""

    done: int
    whole: int


Told = Callable[[Progress], None]
"""Is told how far it has come."""


def untold(_: Progress) -> None:
    """Tell nobody."""
