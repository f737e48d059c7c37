"""When two written names are the same name."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_COMMON = frozenset(
    {"al", "the", "of", "governorate", "district", "city", "town", "village", "near"}
)


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, spaces collapsed."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Folding can undo the composition, as for a sharp s that carries an accent.
    return " ".join(unicodedata.normalize("NFKC", folded).split())


@lru_cache(maxsize=1 << 14)
def plain_name(text: str) -> str:
    """Return a name as it is compared across sources: folded, words and blanks only."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


@lru_cache(maxsize=1 << 14)
def place_words(text: str) -> frozenset[str]:
    """Return the words of the name of a place by which it is known again."""
    return frozenset(plain_name(text).split()) - _COMMON


def plain_names(*several: Sequence[str]) -> set[str]:
    """Return every name of these, as it is compared across sources."""
    return {plain_name(name) for names in several for name in names}
