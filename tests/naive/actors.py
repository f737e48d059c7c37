"""Three-valued truth, names, roles, and the tests that ask for them."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

Truth = bool | None
"""True, false, or None where the record leaves it open."""


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's "and": false if one is, else unknown if one is, else true."""
    seen = list(truths)
    if False in seen:
        return False
    return None if None in seen else True


def some(truths: Iterable[Truth]) -> Truth:
    """Kleene's "or": true if one is, else unknown if one is, else false."""
    seen = list(truths)
    if True in seen:
        return True
    return None if None in seen else False


def opposite(truth: Truth) -> Truth:
    """Kleene's "not"."""
    return None if truth is None else not truth


def agreed(truths: Iterable[Truth]) -> Truth:
    """True if true of all, false if false of all, else unknown; unknown of nothing at all."""
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None


@lru_cache(maxsize=10_000)
def normal(name: str) -> str:
    """Return a name as it is compared: NFKC, case folded, spaces collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
