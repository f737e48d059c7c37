"""Parts that are new in almost every row: they are taken from whole columns without a detour."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from monitor.incidents import cells as types
from monitor.incidents.formats.declaration import Choice, Style
from monitor.incidents.formats.fresh_text import FreshText, Taken
from monitor.incidents.formats.hanging import Group, cells_of
from monitor.incidents.formats.placed import Placed
from monitor.incidents.pieces import TIME, bounds_of, letters_of
from monitor.incidents.sheaf import Sheaf

Fresh = Callable[[Sheaf], Taken]
"""Takes a part from the cells of all rows."""

_LAST_SECOND = 7_000_000_000
"""In the year 2191: before the last year that a time may have."""

_MICROSECONDS = 1_000_000
_DIGITS = b"09"


def fresh(group: Group, fields: Sequence[str], over: Placed, new: frozenset[int]) -> Fresh | None:
    """Return what takes the part of these fields; None where there is no shorter way.

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
    if column.type in (types.ID, types.TEXT) and column.field == fields[0] and not over.behind:
        told = [one for one in filled.choices if not cells_of(one, over).isdisjoint(new)]
        alone = filled.together or len(filled.choices) == 1
        if len(told) == 1 and _is_plain(told[0]) and alone:
            return FreshText(column, told[0], filled.choices, over)
    if fields[0] == column.name == "published_at" and len(filled.choices) == 1:
        return _seconds(filled.choices[0], over, new)
    return None


def _is_plain(choice: Choice) -> bool:
    """Whether a choice passes on the text of one cell, with a label at most."""
    return len(choice.of) == 1 and choice == Choice(
        of=choice.of, label=choice.label, needed=choice.needed
    )


def _seconds(choice: Choice, over: Placed, new: frozenset[int]) -> Fresh | None:
    if choice.style is not Style.SECONDS or choice != Choice(of=choice.of, style=choice.style):
        return None
    cells = cells_of(choice, over)
    if len(choice.of) != 1 or not cells <= new or any(map(str.isdigit, over.unknown)):
        return None
    (at,) = cells

    def take(sheaf: Sheaf) -> Taken:
        texts = sheaf.columns[at]
        letters, bounds = letters_of(texts), bounds_of(texts)
        begins, ends = bounds[:-1] - bounds[0], bounds[1:] - bounds[0]
        odd = np.flatnonzero((letters < _DIGITS[0]) | (letters > _DIGITS[1]))
        sound = np.searchsorted(odd, ends) == np.searchsorted(odd, begins)
        sound &= (ends > begins) & (ends - begins <= len(str(_LAST_SECOND)))
        seconds = pc.if_else(pa.array(sound), texts, "0").cast(pa.int64()).to_numpy()
        sound &= seconds <= _LAST_SECOND
        return Taken(pa.array(seconds * _MICROSECONDS).cast(TIME), sound)

    return take
