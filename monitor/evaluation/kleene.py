"""Three-valued truth: True, False, and None for "cannot be said"."""

from collections.abc import Iterable

Kleene = bool | None


def all_of(values: Iterable[Kleene]) -> Kleene:
    """Return the worst: False if one is False, else None if one is unknown, else True."""
    found = list(values)
    if False in found:
        return False
    return None if None in found else True


def any_of(values: Iterable[Kleene]) -> Kleene:
    """Return the best: True if one is True, else None if one is unknown, else False."""
    return negate(all_of(negate(value) for value in values))


def negate(value: Kleene) -> Kleene:
    """Swap True and False."""
    return None if value is None else not value


def agreed(values: Iterable[Kleene]) -> Kleene:
    """Return what all values agree on; None where they differ, are unknown, or there are none."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
