"""What the content of an OpenDocument workbook says of its sheets."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from monitor.incidents.opened.sheet_facts import SheetFacts, attributes_of

_TABLE = re.compile(rb"<table:table\b([^>]*)>(.*?)</table:table>", re.DOTALL)
_PIECE = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)\b([^>]*)>")
_ROWS = re.compile(rb"table:number-rows-repeated\s*=\s*[\"']([0-9]+)")
_CELLS = re.compile(rb"table:number-columns-repeated\s*=\s*[\"']([0-9]+)")


class _Line(NamedTuple):
    """One row as written: how often it is repeated, and its cells.

    Of each: how often it is repeated, its bytes, whether it holds anything, and whether it has a
    formula that was never calculated.
    """

    times: int
    cells: list[tuple[int, int, bool, bool]]


def tables_of(parts: Mapping[str, bytes]) -> dict[str, SheetFacts]:
    """Return the facts of each sheet, by its name."""
    return {
        attributes_of(match[1]).get("table:name", ""): _facts(match[2])
        for match in _TABLE.finditer(parts.get("content.xml", b""))
    }


def _facts(table: bytes) -> SheetFacts:
    """Look at each row; blank cells at its end, and blank rows at the table's, are none."""
    facts = SheetFacts()
    row = last_row = last_column = 0
    for line in _lines(table):
        column = width = size = 0
        for times, length, filled, uncalculated in line.cells:
            column += times
            if filled:
                width, size = column, size + times * length
            if uncalculated:
                facts.note_uncalculated(row + 1)
        row += line.times
        if width:
            last_row, last_column = row, max(last_column, width)
            facts.text += line.times * size
    facts.area = last_row * last_column
    return facts


def _lines(table: bytes) -> Iterator[_Line]:
    pieces = [*_PIECE.finditer(table)]
    line = _Line(0, [])
    for at, piece in enumerate(pieces):
        kind, attributes = piece.groups()
        if kind == b"table-row":
            yield line
            line = _Line(_times(_ROWS, attributes), [])
            continue
        after = pieces[at + 1].start() if at + 1 < len(pieces) else len(table)
        text = b"<text:" in table[piece.end() : after]
        filled = text or b"office:value" in attributes
        cell = after - piece.start(), filled, not filled and b"table:formula" in attributes
        line.cells.append((_times(_CELLS, attributes), *cell))
    yield line


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
