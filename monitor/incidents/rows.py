"""The rows of a CSV text, strictly: no row is lost, joined or split without a word."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from monitor.errors import IncidentFileError, Problem

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

BREAK = re.compile(r"\r\n|\r|\n")
"""The end of a physical line; no other character ends one."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CELL = {mark: re.compile(rf'"(?:[^"]|"")*+"|[^"{re.escape(mark)}\r\n]*+') for mark in DELIMITERS}
_SOUND = {
    mark: re.compile(f"(?:{cell.pattern})(?:{re.escape(mark)}(?:{cell.pattern}))*+[\r\n]*")
    for mark, cell in _CELL.items()
}


class Row(NamedTuple):
    """One row: the physical line it begins on, from 1, and its cells as written.

    `stray` is the number, from 1, of a cell that holds a quote although it is not in quotes.
    """

    line: int
    cells: list[str]
    stray: int | None = None


def read_rows(
    text: str | Iterable[str], delimiter: str, file: str, *, first: int = 1
) -> Iterator[Row]:
    """Read every row that is not blank (all its cells empty); a quoted cell may hold line ends.

    Args:
        text: All of it, or its physical lines with their ends.
        delimiter: What separates cells.
        file: Its name, for messages.
        first: The number of its first line.

    Raises:
        IncidentFileError: A quoted cell is not closed, or goes on after its closing quote: where
            the rows after it begin cannot be known. The line on which the cell begins is named.
    """
    taken: list[str] = []
    reader = csv.reader(_lines(text, taken), delimiter=delimiter, strict=True)
    while True:
        taken.clear()
        line = reader.line_num + first
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken("".join(taken), delimiter, line, file, str(error)) from None
        if any(map(str.strip, cells)):
            yield Row(line, cells, _stray(taken, cells, delimiter))


def starts(raw: str, delimiter: str) -> list[int]:
    """Return where each cell of a row begins, up to and with the first unsound one."""
    found = [0]
    while (cell := _CELL[delimiter].match(raw, found[-1])) and raw.startswith(
        delimiter, cell.end()
    ):
        found.append(cell.end() + 1)
    return found


def _lines(text: str | Iterable[str], taken: list[str]) -> Iterator[str]:
    """Yield the physical lines with their ends, noting them in `taken`."""
    lines = (match[0] for match in _LINE.finditer(text)) if isinstance(text, str) else text
    for line in lines:
        taken.append(line)
        yield line


def _stray(taken: list[str], cells: list[str], delimiter: str) -> int | None:
    if (len(taken) == 1 and '"' not in taken[0]) or '"' not in "".join(cells):
        # A quote that is part of the writing alone is in no cell.
        return None
    raw = "".join(taken)
    return None if _SOUND[delimiter].fullmatch(raw) else len(starts(raw, delimiter))


def _broken(raw: str, delimiter: str, line: int, file: str, error: str) -> IncidentFileError:
    start = starts(raw, delimiter)[-1]
    before = BREAK.split(raw[:start])
    if "field limit" in error and raw[start : start + 1] != '"':
        message, hint = f"a cell is longer than {csv.field_size_limit():,} characters", "shorten it"
    elif "expected after" in error:
        message = "the quoted cell that begins here goes on after its closing quote"
        hint = 'inside a quoted cell write each quote twice: "he said ""no"""'
    else:
        message = "the quote that begins here is never closed, or very late"
        hint = "close the cell with a quote, or take the quote away; nothing after it can be read"
    place = line + len(before) - 1, len(before[-1]) + 1
    return IncidentFileError([Problem(file, *place, "", message, hint)])
