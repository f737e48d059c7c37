"""The different combinations of cells that rows have in some columns."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from monitor.incidents.sheaf import Sheaf


def combined(sheaf: Sheaf, columns: Sequence[int]) -> tuple[pa.Array, list[tuple[str, ...]]]:
    """Return the number, from 0, of the combination that each row has, and all combinations."""
    coded = [_coded(sheaf.columns[at]) for at in columns]
    codes = coded[0].indices
    for one in coded[1:]:
        pairs = codes.to_numpy().astype(np.int64) * len(one.dictionary) + one.indices.to_numpy()
        codes = pa.array(pairs).dictionary_encode().indices
    numbers = codes.to_numpy()
    first = np.full(int(numbers.max()) + 1 if len(numbers) else 0, -1, dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)
    if (first < 0).any():
        # Not every text of a dictionary need stand in a row.
        there = np.flatnonzero(first >= 0)
        place = np.zeros(len(first), dtype=np.int64)
        place[there] = np.arange(len(there))
        numbers, first = place[numbers], first[there]
    rows = pa.array(first)
    cells = [one.dictionary.take(one.indices.take(rows)).to_pylist() for one in coded]
    return pa.array(numbers), list(zip(*cells, strict=True))


def _coded(cells: pa.Array) -> pa.DictionaryArray:
    return cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
