"""A second reader of tables, written apart from the first: character by character, by the rules.

It shares no code with the program, and not the parser of the language on which the program
stands. The program's rows are compared with its rows.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

CODECS = {
    "UTF-8": "utf-8-sig",
    "Windows-1252": "cp1252",
    "Windows-1256": "cp1256",
    "Latin-1": "latin-1",
}
MARKS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", None: ","}

Numbered = tuple[int, list[str]]
"""The line on which a row begins, from 1, and its cells."""


class BrokenQuotesError(Exception):
    """A quoted cell is not closed, or goes on after its closing quote."""


def decoded(data: bytes, encoding: str) -> str:
    """Return the text of a file in the encoding that was said."""
    if encoding != "UTF-16":
        return data.decode(CODECS[encoding])
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le")


def rows_of(text: str, mark: str) -> Iterator[Numbered]:
    """Read every row that is not blank.

    Raises:
        BrokenQuotesError: Where rows begin cannot be known.
    """
    at, line = 0, 1
    while at < len(text):
        begins, cells = line, []
        while True:
            cell, at, line = _cell(text, mark, at, line)
            cells.append(cell)
            if text[at : at + 1] != mark:
                break
            at += 1
        if at < len(text):
            at += 2 if text.startswith("\r\n", at) else 1
            line += 1
        if any(cell.strip() for cell in cells):
            yield begins, cells


def _cell(text: str, mark: str, at: int, line: int) -> tuple[str, int, int]:
    """Return the cell that begins here, where it ends, and the line there."""
    if text[at : at + 1] != '"':
        ends = at
        while ends < len(text) and text[ends] not in (mark, "\r", "\n"):
            ends += 1
        return text[at:ends], ends, line
    inside: list[str] = []
    at += 1
    while True:
        if at >= len(text):
            raise BrokenQuotesError
        if text[at] == '"':
            if text[at + 1 : at + 2] != '"':
                break
            inside.append('"')
            at += 2
            continue
        ends = 2 if text.startswith("\r\n", at) else 1
        line += text[at] in "\r\n"
        inside.append(text[at : at + ends])
        at += ends
    at += 1
    if at < len(text) and text[at] not in (mark, "\r", "\n"):
        raise BrokenQuotesError
    return "".join(inside), at, line


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VALUES = {f"{_MAIN}t", f"{_MAIN}v"}
_PLACE = re.compile("([A-Z]+)([0-9]+)")


def sheet_rows(data: bytes, part: str) -> list[tuple[int, list[str]]]:
    """Read the rows of a sheet of inline text and plain numbers: number, and cells that hold any.

    Raises:
        ET.ParseError: It is no well-formed document.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read(part))  # noqa: S314 - made by the test itself
    found: dict[int, list[str]] = {}
    number = 0
    for element in root.iter():
        if element.tag == f"{_MAIN}row":
            number = int(element.get("r") or number + 1)
        if element.tag == f"{_MAIN}c":
            place = _PLACE.fullmatch(element.get("r", ""))
            number = int(place[2]) if place else number
            text = "".join(inner.text or "" for inner in element.iter() if inner.tag in VALUES)
            if text.strip():
                found.setdefault(number, []).append(text)
    return sorted(found.items())
