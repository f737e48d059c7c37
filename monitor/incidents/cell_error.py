"""Why a cell cannot be read, and which word was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LONGEST_WORD = 64
"""Longer text is nobody's misspelling, and comparing it takes time."""


class CellError(ValueError):
    """A cell that cannot be used: `reason` says what is wrong, `hint` what to write."""

    def __init__(self, reason: str, hint: str = "") -> None:
        self.reason = reason
        self.hint = hint
        super().__init__(reason)


def meant(word: str, words: Iterable[str]) -> str:
    """Return the question "did you mean ...?" where one of `words` is near, else the choice."""
    return _meant(word[:LONGEST_WORD], tuple(words))


@lru_cache(maxsize=1024)
def _meant(word: str, words: tuple[str, ...]) -> str:
    plain = {other.casefold(): other for other in words}
    near = get_close_matches(word.casefold().replace(" ", "_"), plain, n=1)
    return f"did you mean {plain[near[0]]}?" if near else f"write one of {', '.join(words)}"
