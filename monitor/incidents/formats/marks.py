"""The mark of a row that has no id: the same however its dates and figures are written."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256

from monitor.incidents.cell_error import CellError
from monitor.incidents.formats.clocks import read_clock
from monitor.incidents.formats.dates import read_date
from monitor.incidents.formats.placed import Placed
from monitor.incidents.moment import read_moment
from monitor.incidents.opened.known import plain

MARK = 24
"""Hexadecimal figures of the mark of a row."""
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]*0")
_ZEROS = re.compile(r"\.?0+$")
"""What a spreadsheet leaves out of a decimal figure."""


def mark(cells: Sequence[str]) -> str:
    """Return what no other cells have, whatever the order of the rows."""
    joint = "\x1f".join(cell.strip() for cell in cells)
    return sha256(joint.encode("utf-8")).hexdigest()[:MARK]


def as_marked(name: str, text: str, over: Placed) -> str:
    """Return what a mark is made of: a date or time is the same however it is written."""
    with suppress(CellError):
        if text and plain(name) in over.dated:
            return read_date(text, over.order.get(plain(name))).isoformat()
        if text and plain(name) in over.clocked:
            return read_clock(text)
        if text and plain(name) in over.timed:
            return str(read_moment(text))
    return text


def all_said(cells: Sequence[str], over: Placed, marked: Callable[[str], str]) -> Iterator[str]:
    """Yield what each column says, with its name: they may stand in any order.

    `marked` returns what a mark is made of, by the name of a column.
    """
    for at, name in enumerate(over.header):
        first = over.at.get(plain(name)) == at
        text = marked(name) if first else cells[at].strip()
        text = _ZEROS.sub("", text) if _DECIMAL.fullmatch(text) else text
        if text:
            yield f"{plain(name)}={text}"
