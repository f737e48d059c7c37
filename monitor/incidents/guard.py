"""Cells that a spreadsheet would run as a formula, made harmless and restored.

A leading apostrophe makes a spreadsheet take a cell as text. It is put before a cell that begins
(apart from apostrophes, spaces and marks nobody sees) with = + - @ or their wide forms, and taken
away again on reading; a cell that begins with an apostrophe and anything else stays as it is.
"""

import re

_RUNS = re.compile("'*[\\s\ufeff\u200b\u200e\u200f]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def guarded(text: str, *, number: bool = False) -> str:
    """Return a trimmed cell as it may stand in a file; a plain number in a number column stays."""
    if not _RUNS.match(text) or (number and _PLAIN_NUMBER.fullmatch(text)):
        return text
    return f"'{text}"


def unguarded(cell: str) -> str:
    """Return the trimmed text of a cell, without the apostrophe that `guarded` has put there."""
    text = cell.strip()
    return text[1:].strip() if text[:1] == "'" and _RUNS.match(text, 1) else text
