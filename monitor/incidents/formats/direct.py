"""Parts that are new in almost every row, written from their cells without a detour.

What is out of the ordinary in the least is left to the plain way of reading: quotes that guard a
formula, what is not printable, too long, blank, or said to be unknown.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from monitor.incidents import cells as types
from monitor.incidents.columns import Column
from monitor.incidents.cut import MOST_KNOWN, written
from monitor.incidents.formats.declaration import Choice, Style
from monitor.incidents.formats.hanging import Group, cells_of
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.translate import said_by

Direct = Callable[[Sequence[str]], str | None]
"""Writes a part from the cells of a row; None where it has to be read the plain way."""

_LAST_SECOND = 7_000_000_000
"""In the year 2191: before the last year that a time may have."""

_ODD = "' "


def direct(
    group: Group, fields: Sequence[str], over: Placed, new: Collection[int]
) -> Direct | None:
    """Return what writes the part of these fields; None where there is no shorter way.

    Args:
        group: The columns that the part comes of.
        fields: Those of the part.
        over: The format over the header of the file.
        new: The cells that say something else in almost every row.
    """
    if len(group.columns) != 1 or len(fields) != 1:
        return None
    (column,) = group.columns
    filled = over.declaration.columns[column.name]
    if column.type in (types.ID, types.TEXT) and column.field == fields[0]:
        fresh = [one for one in filled.choices if not cells_of(one, over).isdisjoint(new)]
        if len(fresh) == 1 and _is_plain(fresh[0]) and not over.behind:
            if filled.together:
                at = filled.choices.index(fresh[0])
                sides = filled.choices[:at], filled.choices[at + 1 :]
                return _among(column, fresh[0], sides, over)
            if len(filled.choices) == 1:
                return _alone(column, fresh[0], over)
    if fields[0] == column.name == "published_at" and len(filled.choices) == 1:
        return _seconds(filled.choices[0], over)
    return None


def _is_plain(choice: Choice) -> bool:
    """Whether a choice passes on the text of one cell, with a label at most."""
    return len(choice.of) == 1 and choice == Choice(
        of=choice.of, label=choice.label, needed=choice.needed
    )


def _cell(choice: Choice, over: Placed) -> Direct:
    """Return what gives the text of a plain choice; None where it says nothing."""
    (at,) = cells_of(choice, over)
    unknown = {text.casefold() for text in over.declaration.unknown}
    label = choice.label

    def said(cells: Sequence[str]) -> str | None:
        text = cells[at].strip()
        if not text or text.casefold() in unknown:
            return None
        return label + text.replace(";", ",")

    return said


def _alone(column: Column, choice: Choice, over: Placed) -> Direct:
    said, write, fits = _cell(choice, over), written(column.field), _fitting(column)

    def part(cells: Sequence[str]) -> str | None:
        text = said(cells)
        return write(text) if text is not None and fits(text) else None

    return part


def _among(
    column: Column, choice: Choice, sides: tuple[Sequence[Choice], Sequence[Choice]], over: Placed
) -> Direct:
    """Write a text that is put together of several, of which one is new and the others are not."""
    said, write, fits = _cell(choice, over), written(column.field), _fitting(column)
    others = sorted({at for side in sides for one in side for at in cells_of(one, over)})
    key_of: Callable[[Sequence[str]], Any] = itemgetter(*others) if others else lambda _: None
    known: dict[Any, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def part(cells: Sequence[str]) -> str | None:
        text = said(cells)
        if text is None:
            return None
        key = key_of(cells)
        beside = known.get(key)
        if beside is None:
            before, after = (said_by(cells, over, side) for side in sides)
            if before is None or after is None:
                return None
            if len(known) >= MOST_KNOWN:
                known.clear()
            beside = known[key] = before, after
        whole = "; ".join(dict.fromkeys((*beside[0], text, *beside[1])))
        return write(whole) if fits(whole) else None

    return part


def _fitting(column: Column) -> Callable[[str], bool]:
    """Return what tells whether a text can stand as it is."""
    if column.type is types.ID:
        most, barred = types.LONGEST_ID, "/"
    else:
        most, barred = types.LONGEST, "\n"

    def fits(text: str) -> bool:
        return (
            len(text) <= most
            and text.isprintable()
            and barred not in text
            and text[0] not in _ODD
            and text[-1] not in _ODD
        )

    return fits


def _seconds(choice: Choice, over: Placed) -> Direct | None:
    if choice.style is not Style.SECONDS or choice != Choice(of=choice.of, style=choice.style):
        return None
    if len(choice.of) != 1:
        return None
    (at,) = cells_of(choice, over)
    unknown = {text.casefold() for text in over.declaration.unknown}

    def part(cells: Sequence[str]) -> str | None:
        text = cells[at].strip()
        if not (text.isascii() and text.isdigit()) or len(text) > len(str(_LAST_SECOND)):
            return None
        if (second := int(text)) > _LAST_SECOND or text in unknown:
            return None
        return f',"published_at":"{datetime.fromtimestamp(second, UTC).isoformat()[:-6]}Z"'

    return part
