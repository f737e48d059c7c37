"""What the parts of an Excel workbook say of its sheets."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from monitor.incidents.opened.sheet_facts import At, SheetFacts, attributes_of

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_TOKEN = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"']([0-9]+)[\"']")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c\b")
PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?(?: t="(?:s|n|b|str|inlineStr)")?/?>'
)
_SHARED_CELL = re.compile(rb't="s"><v>([0-9]{1,9})</v>')
_SPECIAL = re.compile(rb"<(?:\w+:)?f\b|</(?:\w+:)?(?:v|is)>[^<]*<(?:\w+:)?(?:v|is)\b|<\w+:c\b")
"""A formula, a cell with two values, or names with a prefix."""

_CONTENTS = re.compile(rb"<(?:\w+:)?(?:is|v)\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_OWN = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CLOCKS = {18, 19, 20, 21, 22, 45, 46, 47}
"""The built-in formats that show a time of day."""

_LETTERS = 26


def sheets_of(parts: Mapping[str, bytes]) -> dict[str, SheetFacts]:
    """Return the facts of each sheet of an Excel workbook, by its name."""
    shared = _lengths(parts.get("xl/sharedStrings.xml", b""))
    clocks = _clock_styles(parts.get("xl/styles.xml", b""))
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _elements(_RELATION, parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    found = {}
    for sheet in _elements(_SHEET, parts["xl/workbook.xml"]):
        target = targets.get(next((v for k, v in sheet.items() if k.endswith(":id")), ""), "")
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name", "")] = _facts(parts.get(name, b""), shared, clocks)
    return found


def _elements(pattern: re.Pattern[bytes], part: bytes) -> list[dict[str, str]]:
    return [attributes_of(match[1]) for match in pattern.finditer(part)]


def _lengths(strings: bytes) -> list[int]:
    """Return the bytes of each shared text."""
    starts = [match.start() for match in _ITEM.finditer(strings)]
    return [after - start for start, after in pairwise([*starts, len(strings)])]


def _clock_styles(styles: bytes) -> set[int]:
    """Return the numbers of the styles that show a time of day."""
    own = {
        int(one["numFmtId"])
        for one in _elements(_OWN, styles)
        if one.get("numFmtId", "").isdigit()
        and "h" in _LITERAL.sub("", one.get("formatCode", "")).casefold()
    }
    formats = _FORMATS.search(styles)
    listed = _elements(_FORMAT, formats[0]) if formats else []
    return {
        at
        for at, one in enumerate(listed)
        if (number := one.get("numFmtId", "")).isdigit() and int(number) in _CLOCKS | own
    }


def _facts(part: bytes, shared: list[int], clocks: set[int]) -> SheetFacts:
    """Return the facts of a sheet, the short way where it is written as spreadsheets do."""
    cells = PLAIN_CELL.findall(part)
    plain = len(cells) == len(_ANY_CELL.findall(part)) and not _SPECIAL.search(part)
    plain = plain and len(_SHARED.findall(part)) == len(_SHARED_CELL.findall(part))
    return plainly(part, cells, shared, clocks) if plain else thoroughly(part, shared, clocks)


def plainly(
    part: bytes, cells: list[tuple[bytes, bytes, bytes]], shared: list[int], clocks: set[int]
) -> SheetFacts:
    """Look at a sheet without formulas and errors, whose cells all say where they stand."""
    facts = SheetFacts(text=len(part))
    numbers: dict[bytes, int] = {}
    before, last_row, last_column = (-1, -1), 0, 0
    for letters, digits, style in cells:
        column = numbers.get(letters)
        if column is None:
            column = numbers[letters] = _number(letters)
            last_column = max(last_column, column)
        at = (int(digits) - 1, column)
        if at <= before:
            facts.disordered = facts.disordered or at[0] + 1
        before = at
        last_row = max(last_row, at[0])
        if style and int(style) in clocks:
            facts.timed.add(at)
    facts.area = (last_row + 1) * (last_column + 1)
    for number, times in Counter(_SHARED_CELL.findall(part)).items():
        facts.text += times * (shared[int(number)] if int(number) < len(shared) else 0)
    return facts


def thoroughly(part: bytes, shared: list[int], clocks: set[int]) -> SheetFacts:
    """Look at each cell of a sheet; one that does not say where it stands follows the last."""
    facts = SheetFacts(text=len(part))
    row, column, last_row, last_column = -1, -1, 0, 0
    before = -1, -1
    tokens = [*_TOKEN.finditer(part)]
    for at, token in enumerate(tokens):
        kind, attributes = token.groups()
        place = _REFERENCE.search(attributes)
        if kind == b"row":
            row, column = (int(place[2]) - 1 if place else row + 1), -1
            continue
        if place and place[1]:
            row, column = int(place[2]) - 1, _number(place[1])
        else:
            column += 1
        if (row, column) <= before:
            facts.disordered = facts.disordered or row + 1
        before = row, column
        last_row, last_column = max(last_row, row), max(last_column, column)
        after = tokens[at + 1].start() if at + 1 < len(tokens) else len(part)
        if not attributes.endswith(b"/"):
            _look(facts, (row, column), attributes, part[token.end() : after], shared)
        if clocks and (style := _STYLE.search(attributes)) and int(style[1]) in clocks:
            facts.timed.add((row, column))
    facts.area = (last_row + 1) * (last_column + 1)
    return facts


def _look(facts: SheetFacts, at: At, attributes: bytes, inside: bytes, shared: list[int]) -> None:
    """Note what a cell holds, but for plain values; two values in one are no sound cell."""
    if len(_CONTENTS.findall(inside)) > 1:
        facts.disordered = facts.disordered or at[0] + 1
    value = _VALUE.search(inside)
    if value is None:
        if _FORMULA.search(inside):
            facts.note_uncalculated(at[0] + 1)
    elif _SHARED.search(attributes):
        number = int(value[1]) if value[1].strip().isdigit() else len(shared)
        facts.text += shared[number] if number < len(shared) else 0
    elif _ERROR.search(attributes):
        facts.errors[at] = value[1].decode("utf-8", "replace").strip()


def _number(letters: bytes) -> int:
    """Return the number of a column, from 0, by its letters."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1
