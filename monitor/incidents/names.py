"""When two written names are the same name."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, spaces collapsed."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    # Folding can undo the composition, as for a sharp s that carries an accent.
    return " ".join(unicodedata.normalize("NFKC", folded).split())
