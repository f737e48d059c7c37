"""Three-valued truth: True, False, and None for "cannot be said"."""

from collections.abc import Iterable

Kleene = bool | None


def all_of(values: Iterable[Kleene]) -> Kleene:
    """Return the worst: False if one is False, else None if one is unknown, else True.

    No value is asked for after the first that is False.
    """
    worst: Kleene = True
    for value in values:
        if value is False:
            return False
        worst = worst and value
    return worst


def any_of(values: Iterable[Kleene]) -> Kleene:
    """Return the best: True if one is True, else None if one is unknown, else False.

    No value is asked for after the first that is True.
    """
    return negate(all_of(negate(value) for value in values))


def negate(value: Kleene) -> Kleene:
    """Swap True and False."""
    return None if value is None else not value


def agreed(values: Iterable[Kleene]) -> Kleene:
    """Return what all values agree on; None where they differ, are unknown, or there are none."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
