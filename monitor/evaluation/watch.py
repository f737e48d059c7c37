"""A source watching over a time, as a value: what was watched, and by whom."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """A source watching over [start, end); empty sides, areas or kinds mean all of them."""

    source: str
    start: datetime
    end: datetime
    sides: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
