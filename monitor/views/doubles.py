"""Pairs of reports that may tell of one event, in words."""

from collections.abc import Sequence

from monitor.incidents.possible import Possible
from monitor.words import doubles, phrasing

MOST = 10
"""How many of the pairs are named; the rest is counted."""


def doubles_told(found: Sequence[Possible]) -> tuple[str, ...]:
    """Return a line for each pair, the first ones of many; a form has no lines to name."""
    named = [
        (doubles.TOLD if one.line else doubles.TOLD_OF_FORM).format(
            line=one.line,
            report=one.new.key,
            other=one.other.key,
            because=phrasing.listed(one.because),
        )
        for one in found[:MOST]
    ]
    left = len(found) - MOST
    return (*named, doubles.AND_MORE.format(count=left)) if left > 0 else tuple(named)


def with_doubles(counts: str, possible: int) -> str:
    """Write counts of rows, and beside them how many possible duplicates were found."""
    if not possible:
        return counts
    told = phrasing.number(possible, doubles.ONE, doubles.MANY)
    return doubles.BESIDE.format(counts=counts, possible=told)
