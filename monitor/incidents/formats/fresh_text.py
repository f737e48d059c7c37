"""A text that is new in almost every row, taken from whole columns.

What is out of the ordinary in the least is left to the plain way of reading: an apostrophe at an
end, what is not printable, too long, blank, or said to be unknown.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from monitor.incidents import cells as types
from monitor.incidents.columns import Column
from monitor.incidents.formats.combined import combined
from monitor.incidents.formats.declaration import Choice
from monitor.incidents.formats.hanging import cells_of
from monitor.incidents.formats.placed import Placed
from monitor.incidents.formats.translate import said_by
from monitor.incidents.pieces import bounds_of, letters_of
from monitor.incidents.sheaf import Marks, Sheaf

_ODD = "' "
_PLAIN = b" ~"
"""The first and the last of the plain printable characters."""

_Told = tuple[Sequence[str], Sequence[str]]
"""What is told before and after a text."""


class Taken(NamedTuple):
    """A part of all rows, and of which of them it holds; of the others it says nothing."""

    values: pa.Array
    sound: Marks


class FreshText:
    """Takes the text of a choice, with what other choices tell together with it."""

    def __init__(
        self, column: Column, choice: Choice, told: Sequence[Choice], over: Placed
    ) -> None:
        """Take one of the choices `told`; it passes on the text of a cell, with a label at most."""
        self._over, self._choice = over, choice
        (self._at,) = cells_of(choice, over)
        at = told.index(choice)
        self._sides = told[:at], told[at + 1 :]
        others = (cells_of(one, over) for side in self._sides for one in side)
        self._others = tuple(sorted({cell for cells in others for cell in cells}))
        self._is_id = column.type is types.ID
        self._shortest = max((len(text.encode()) for text in over.unknown), default=0)

    def __call__(self, sheaf: Sheaf) -> Taken:
        """Take it from all rows."""
        values = sheaf.columns[self._at]
        sound = _ordinary(values, self._fits, self._shortest)
        if self._is_id and _holds(values, "/"):
            sound &= ~_marks(pc.match_substring(values, "/"))
        if _holds(values, ";"):
            values = pc.replace_substring(values, ";", ",")
        if self._choice.label:
            values = pc.binary_join_element_wise(self._choice.label, values, "")
        if self._others:
            values, there = self._among(values, sheaf)
            sound &= there
        most = types.LONGEST_ID if self._is_id else types.LONGEST
        return Taken(values, sound & (pc.utf8_length(values).to_numpy() <= most))

    def _fits(self, text: str) -> bool:
        """Whether a text can stand as it is."""
        return _printable(text) and text.casefold() not in self._over.unknown

    def _among(self, values: pa.Array, sheaf: Sheaf) -> tuple[pa.Array, Marks]:
        """Put what is told beside a text around it; not where it would be told twice."""
        codes, keys = combined(sheaf, self._others)
        told = [self._beside(key) for key in keys]
        sides = [one or ((), ()) for one in told]
        ahead = ["".join(f"{one}; " for one in before) for before, _ in sides]
        behind = ["".join(f"; {one}" for one in after) for _, after in sides]
        around = (pa.array(texts, pa.string()).take(codes) for texts in (ahead, behind))
        whole = pc.binary_join_element_wise(next(around), values, next(around), "")
        can = np.array([one is not None for one in told], dtype=bool)[codes.to_numpy()]
        there = {text for before, after in sides for text in (*before, *after)}
        return whole, can & ~_marks(pc.is_in(values, pa.array(sorted(there), pa.string())))

    def _beside(self, key: Sequence[str]) -> _Told | None:
        """Return what is told beside a text; None where that has to be read the plain way."""
        cells = [""] * len(self._over.header)
        for place, cell in zip(self._others, key, strict=True):
            cells[place] = cell
        before, after = (said_by(cells, self._over, side) for side in self._sides)
        if before is None or after is None:
            return None
        every = (*before, *after)
        once = len(set(every)) == len(every)
        return (before, after) if once and all(map(_printable, every)) else None


def _printable(text: str) -> bool:
    """Whether a text is printable, and neither trimmed nor guarded at its ends."""
    odd = not text or text[0] in _ODD or text[-1] in _ODD
    return not odd and text.isprintable() and text == text.strip()


def _ordinary(texts: pa.Array, fits: Callable[[str], bool], shortest: int) -> Marks:
    """Return which texts fit; long ones of plain letters are not looked at one by one."""
    sound = np.ones(len(texts), dtype=bool)
    letters, bounds = letters_of(texts), bounds_of(texts)
    if not len(letters):
        return ~sound
    begins, ends = bounds[:-1] - bounds[0], bounds[1:] - bounds[0]
    odd = np.flatnonzero((letters < _PLAIN[0]) | (letters > _PLAIN[1]))
    doubtful = np.searchsorted(odd, ends) > np.searchsorted(odd, begins)
    doubtful |= ends - begins <= shortest
    for sign in map(ord, _ODD):
        for at in (begins, ends - 1):
            doubtful |= letters[np.clip(at, 0, len(letters) - 1)] == sign
    where = np.flatnonzero(doubtful)
    sound[where] = [fits(text) for text in texts.take(pa.array(where)).to_pylist()]
    return sound


def _holds(texts: pa.Array, sign: str) -> bool:
    return bool((letters_of(texts) == ord(sign)).any())


def _marks(found: pa.Array) -> Marks:
    marks: Marks = found.to_numpy(zero_copy_only=False)
    return marks
