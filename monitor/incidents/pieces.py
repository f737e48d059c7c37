"""Columns of parts as bytes, and back: numbers and letters one after the other, and no more.

It is a form of our own, since it comes from a process that is not believed: what is read is never
larger than what was sent, and stands where it is said to stand, or is refused.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from monitor.incidents.sheaf import CODED, Letters, Numbers

TIME = pa.timestamp("us", "UTC")
"""The type of a column of times; one that is not stated is null."""

_NONE = np.iinfo(np.int64).min
"""Stands for a time that is not stated."""

_WHOLE = 8
_LONGEST_NUMBER = 20

Told = list[str | int]
"""What is told of a column: its kind, and how many different texts it has."""


def written(lines: Numbers, parts: Iterable[pa.Array]) -> bytes:
    """Write the lines and the parts of some records."""
    told, pieces = list[Told](), [lines.astype(np.int64).tobytes()]
    for part in parts:
        if part.type == CODED:
            told.append(["coded", len(part.dictionary)])
            codes = part.indices.to_numpy().astype(np.int32)
            pieces += [codes.tobytes(), *_bytes_of(part.dictionary)]
        elif part.type == TIME:
            told.append(["time"])
            times = part.cast(pa.int64()).fill_null(_NONE).to_numpy()
            pieces.append(times.astype(np.int64).tobytes())
        else:
            told.append(["text"])
            pieces += _bytes_of(part)
    head = json.dumps([len(lines), told, [len(piece) for piece in pieces]]).encode()
    return b"".join(map(_filled_up, (b"%d\n%s" % (len(head), head), *pieces)))


def read(data: bytes) -> tuple[Numbers, tuple[pa.Array, ...]]:
    """Read what `written` wrote; of what it says nothing is believed.

    Raises:
        ValueError: It is nothing of that kind, or not sound in itself.
    """
    size, line_end, _ = data[:_LONGEST_NUMBER].partition(b"\n")
    at = len(size + line_end)
    count, told, sizes = json.loads(data[at : at + int(size)])
    at = _full(at + int(size))
    pieces = list[memoryview]()
    for length in map(int, sizes):
        if length < 0:
            raise ValueError("a piece has no such size")
        pieces.append(memoryview(data)[at : at + length])
        at += _full(length)
    if at != len(data):
        raise ValueError("columns are cut off, or go on after their end")
    lines, *rest = pieces
    parts = tuple([_part(one, count, rest) for one in told])
    if rest:
        raise ValueError("there are more columns than parts")
    return _numbers(lines, np.int64, count), parts


def letters_of(texts: pa.Array) -> Letters:
    """Return the bytes of texts, one after the other, in UTF-8."""
    if not len(texts):
        return np.empty(0, np.uint8)
    first, last = bounds_of(texts)[[0, -1]]
    return np.frombuffer(texts.buffers()[2] or b"", np.uint8)[first:last]


def bounds_of(texts: pa.Array) -> Numbers:
    """Return where each text begins in the bytes of all, and where the last one ends."""
    if not len(texts):
        return np.zeros(1, np.int64)
    bounds: Numbers = np.frombuffer(texts.buffers()[1], np.int32)
    return bounds[texts.offset : texts.offset + len(texts) + 1]


def _part(told: Sequence[object], count: int, pieces: list[memoryview]) -> pa.Array:
    """Read one part from the first of the pieces, which are taken away."""
    match told:
        case ["coded", int(different)]:
            codes, bounds, letters = pieces[:3]
            del pieces[:3]
            numbers = _numbers(codes, np.int32, count)
            if count and not 0 <= numbers.min() <= numbers.max() < different:
                raise ValueError("a code stands for no text")
            texts = _texts(bounds, letters, different)
            return pa.DictionaryArray.from_arrays(pa.array(numbers), texts)
        case ["time"]:
            times = _numbers(pieces.pop(0), np.int64, count)
            return pa.array(times, mask=times == _NONE).cast(TIME)
        case ["text"]:
            bounds, letters = pieces[:2]
            del pieces[:2]
            return _texts(bounds, letters, count)
        case _:
            raise ValueError(f"there is no such column: {told!r:.80}")


def _texts(bounds: memoryview, letters: memoryview, count: int) -> pa.StringArray:
    _numbers(bounds, np.int32, count + 1)
    texts = pa.StringArray.from_buffers(count, pa.py_buffer(bounds), pa.py_buffer(letters))
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid as error:
        raise ValueError(f"texts of a column are none: {error}") from error
    return texts


def _numbers(piece: memoryview, kind: "type[np.int32 | np.int64]", count: int) -> Numbers:
    found: Numbers = np.frombuffer(piece, kind)
    if len(found) != count:
        raise ValueError("a column has not as many numbers as there are records")
    return found


def _bytes_of(texts: pa.StringArray) -> tuple[bytes, bytes]:
    """Return where each text begins, and the letters of all, as bytes."""
    bounds = bounds_of(texts)
    return (bounds - bounds[0]).astype(np.int32).tobytes(), letters_of(texts).tobytes()


def _full(size: int) -> int:
    return -(-size // _WHOLE) * _WHOLE


def _filled_up(piece: bytes) -> bytes:
    """Fill a piece up, so that numbers stand where they are read most easily."""
    return piece.ljust(_full(len(piece)), b"\0")
