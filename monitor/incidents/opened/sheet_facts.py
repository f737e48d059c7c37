"""What the parts of a workbook say of its sheets that a reader of values does not pass on.

The reader lays a sheet out as a full rectangle, so how large that would be is known here first.
Cells that hold an error, that were never calculated, or that show a time of day are found too.
"""

import re
from dataclasses import dataclass, field
from html import unescape

At = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(slots=True)
class SheetFacts:
    """What is known of one sheet.

    Attributes:
        area: Cells of the smallest rectangle from the first cell that holds all others.
        text: Bytes of text, each shared or repeated one as often as it is used.
        errors: The cells that hold an error, as `#DIV/0!`.
        uncalculated: How many cells have a formula and no value, and the row of the first.
        timed: The cells that show a time of day.
        disordered: The row, from 1, of the first cell that does not stand after the one before
            it, or that has two values, so that one would take the place of another; 0 for none.
    """

    area: int = 0
    text: int = 0
    errors: dict[At, str] = field(default_factory=dict)
    uncalculated: int = 0
    first_uncalculated: int = 0
    timed: set[At] = field(default_factory=set)
    disordered: int = 0

    def note_uncalculated(self, row: int) -> None:
        """Count a formula without a value in this row, from 1."""
        self.uncalculated += 1
        self.first_uncalculated = self.first_uncalculated or row


_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def attributes_of(tag: bytes) -> dict[str, str]:
    """Return the attributes that stand in a tag."""
    return {
        name.decode("utf-8", "replace"): unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(tag)
    }
