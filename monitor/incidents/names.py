"""When two written names are the same name."""

import unicodedata


def normal(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, spaces collapsed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
