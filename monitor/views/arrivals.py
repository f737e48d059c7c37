"""What the rows of a file are to the record, in words."""

from collections.abc import Iterator, Sequence

from monitor.incidents.arriving import Arriving
from monitor.words import arrivals, phrasing

NAMED = 3
"""How many of the changed and of the missing are named."""


def arriving_told(found: Arriving, *, withdrawn: bool) -> tuple[str, ...]:
    """Return the lines that tell it; `withdrawn` is whether what is left out is taken back."""
    counts = tuple(_counts(found))
    told = [arrivals.ROWS.format(counts=phrasing.listed(counts))] if counts else []
    if found.missing:
        first = _first([one.key for one in found.missing])
        line = arrivals.MISSING.format(count=len(found.missing), first=first)
        told.append(f"{line} {arrivals.GOES if withdrawn else arrivals.LEFT}")
    return tuple(told)


def _counts(found: Arriving) -> Iterator[str]:
    if not found.changed and not found.missing:
        return
    if found.new:
        yield arrivals.NEW.format(count=len(found.new))
    if found.changed:
        yield arrivals.CHANGED.format(count=len(found.changed), first=_first(found.changed))
    if found.unchanged:
        yield arrivals.UNCHANGED.format(count=len(found.unchanged))


def _first(keys: Sequence[str]) -> str:
    named = phrasing.listed(keys[:NAMED]) if len(keys) <= NAMED else ", ".join(keys[:NAMED])
    left = len(keys) - NAMED
    return arrivals.AND_MORE.format(named=named, count=left) if left > 0 else named
