"""What the content of an OpenDocument workbook says of its sheets."""

import re
from collections.abc import Mapping

from monitor.incidents.opened.sheet_facts import SheetFacts, attributes_of

_TABLE = re.compile(rb"<table:table(?=[\s>])([^>]*)>")
_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>(\s*<text:)?")
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]+)")


def tables_of(parts: Mapping[str, bytes]) -> dict[str, SheetFacts]:
    """Return the facts of each sheet, by its name."""
    content = parts.get("content.xml", b"")
    starts = [*_TABLE.finditer(content)]
    ends = [*(start.start() for start in starts[1:]), len(content)]
    return {
        attributes_of(start[1]).get("table:name", ""): _facts(content[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    }


def _facts(table: bytes) -> SheetFacts:
    """Look at each row; blank cells at its end, and blank rows at the table's, are none."""
    facts = SheetFacts()
    row = last_row = last_column = 0
    starts = [*_ROW.finditer(table)]
    for at, start in enumerate(starts):
        ends = starts[at + 1].start() if at + 1 < len(starts) else len(table)
        times = _times(start[1])
        width, size, uncalculated = _row(table[start.end() : ends])
        for _ in range(uncalculated):
            facts.note_uncalculated(row + 1)
        row += times
        if width:
            last_row, last_column = row, max(last_column, width)
            facts.text += times * size
    facts.area = last_row * last_column
    return facts


def _row(cells: bytes) -> tuple[int, int, int]:
    """Look at the cells of a row.

    Returns:
        How many it has up to the last filled one, the bytes of all that are filled, each as often
        as it is repeated, and how many were never calculated.
    """
    column = width = uncalculated = 0
    size = len(cells)
    for match in _CELL.finditer(cells):
        attributes, text = match.groups()
        times = _times(attributes)
        column += times
        if text or b"office:value" in attributes:
            width = column
            if times > 1:
                alone = attributes.endswith(b"/")
                end = match.end() if alone else cells.find(b"</table:", match.end())
                size += (times - 1) * (end - match.start())
        elif b"table:formula" in attributes:
            uncalculated += 1
    return width, size, uncalculated


def _times(attributes: bytes) -> int:
    if b"repeated" not in attributes:
        return 1
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1
