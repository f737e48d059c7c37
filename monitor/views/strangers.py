"""Names of actors that no agreement knows, in words."""

from collections.abc import Sequence

from monitor.words import opening

MOST = 20
"""How many of the names are told; the rest is counted."""


def strangers_told(found: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return the line that tells them, the most frequent first; nothing where all are known."""
    if not found:
        return ()
    told = [opening.TIMES_EACH.format(name=name, count=count) for name, count in found[:MOST]]
    if len(found) > MOST:
        told.append(opening.AND_MORE.format(count=len(found) - MOST))
    return (opening.STRANGERS.format(names=", ".join(told)),)
