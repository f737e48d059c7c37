"""A part of records by the cells that it hangs on, as far as these were met."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from monitor.incidents.cut import MOST_KNOWN
from monitor.incidents.formats.plainly import Plainly
from monitor.incidents.sheaf import Marks, Numbers, Sheaf

_SHIFT = 32
_MASK = (1 << _SHIFT) - 1


class Met:
    """The combinations of some cells that were met, each with a number, and what follows of it.

    What follows is read for each once, the plain way.

    Attributes:
        plainly: Reads what follows.
        sound: Of each combination, whether it can be read.
        texts: The text of each; that of nothing where it cannot be read.
    """

    def __init__(
        self, plainly: Plainly, nothing: str, write: Callable[[Mapping[str, object]], str]
    ) -> None:
        """Begin with none; `write` gives the text of the fields, `nothing` is that of no row."""
        self.plainly = plainly
        self._nothing, self._write = nothing, write
        self._forget()

    def _forget(self) -> None:
        self._cells = [pa.array([], pa.string()) for _ in self.plainly.group.cells]
        self._pairs = [pa.array([], pa.int64()) for _ in self.plainly.group.cells[1:]]
        self.texts = pa.array([], pa.string())
        self.sound: Marks = np.empty(0, dtype=bool)

    def part(self, sheaf: Sheaf) -> tuple[pa.DictionaryArray, Numbers]:
        """Return the part of each row, and the number of the combination that it has."""
        if len(self.texts) > MOST_KNOWN:
            self._forget()
        numbers = self._numbers(sheaf)
        if new := self._new():
            told = [self.plainly.fields(self.plainly.cells(key)) for key in new]
            texts = [self._nothing if fields is None else self._write(fields) for fields in told]
            self.texts = pa.concat_arrays([self.texts, pa.array(texts, pa.string())])
            self.sound = np.append(self.sound, [fields is not None for fields in told])
        each = pa.array(numbers).dictionary_encode()
        texts = self.texts.take(each.dictionary)
        return pa.DictionaryArray.from_arrays(each.indices, texts), numbers

    def keys(self, numbers: Numbers) -> list[tuple[str, ...]]:
        """Return the cells of these combinations."""
        cells = list[Sequence[str]]()
        for at in range(len(self._cells) - 1, 0, -1):
            pairs = self._pairs[at - 1].to_numpy()[numbers]
            cells.append(self._cells[at].take(pa.array(pairs & _MASK)).to_pylist())
            numbers = pairs >> _SHIFT
        cells.append(self._cells[0].take(pa.array(numbers)).to_pylist())
        return list(zip(*reversed(cells), strict=True))

    def _numbers(self, sheaf: Sheaf) -> Numbers:
        """Return the number of the combination of each row; new ones get the next."""
        numbers: Numbers = np.empty(0, dtype=np.int64)
        for at, column in enumerate(self.plainly.group.cells):
            coded = _coded(sheaf.columns[column])
            self._cells[at], own = _numbered(coded, self._cells[at])
            if at:
                pairs = pa.array((numbers << _SHIFT) | own).dictionary_encode()
                self._pairs[at - 1], own = _numbered(pairs, self._pairs[at - 1])
            numbers = own
        return numbers

    def _new(self) -> list[tuple[str, ...]]:
        """Return the cells of the combinations of which nothing was read yet."""
        last = self._pairs[-1] if self._pairs else self._cells[0]
        return self.keys(np.arange(len(self.texts), len(last)))


def _coded(cells: pa.Array) -> pa.DictionaryArray:
    return cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()


def _numbered(coded: pa.DictionaryArray, known: pa.Array) -> tuple[pa.Array, Numbers]:
    """Return what is known with what is new behind it, and the number there of each value."""
    place = pc.index_in(coded.dictionary, value_set=known)
    if place.null_count:
        known = pa.concat_arrays([known, coded.dictionary.filter(place.is_null())])
        place = pc.index_in(coded.dictionary, value_set=known)
    numbers: Numbers = place.to_numpy().astype(np.int64)[coded.indices.to_numpy()]
    return known, numbers
