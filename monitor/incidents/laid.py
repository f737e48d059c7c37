"""What was read of a long file, laid down in a file instead of memory, and read from it again."""

import json
import threading
import weakref
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any, BinaryIO, Generic, TypeVar, overload

import numpy as np

from monitor.incidents.cut import Cut, Parts
from monitor.incidents.intake import CellProblem, Rejected
from monitor.incidents.record import Record
from monitor.incidents.sheet import Sheet

T = TypeVar("T")

_BLOCK = 1 << 20
"""Bytes that are read at a time."""


class Pages:
    """Lines in a file that is ours alone, and ends with this; read from any thread."""

    def __init__(self, file: BinaryIO) -> None:
        """Take an empty file, open for writing and reading."""
        self._file = file
        self._lock = threading.Lock()
        weakref.finalize(self, file.close)

    def add(self, lines: bytes) -> None:
        """Write whole lines after those that are there."""
        self._file.write(lines)

    def clear(self) -> None:
        """Forget what was written."""
        self._file.seek(0)
        self._file.truncate()

    def __iter__(self) -> Iterator[bytes]:
        """Yield each line, without its end."""
        at, rest = 0, b""
        while True:
            with self._lock:
                self._file.seek(at)
                block = self._file.read(_BLOCK)
                at = self._file.tell()
            if not block:
                return
            *whole, rest = (rest + block).split(b"\n")
            yield from whole


class Sheets:
    """Records by their columns, in a file that is ours alone, and ends with this; as `Pages`."""

    def __init__(self, file: BinaryIO) -> None:
        """Take an empty file, open for writing and reading."""
        self._file = file
        self._lock = threading.Lock()
        self._places: list[tuple[int, int]] = []
        weakref.finalize(self, file.close)

    def add(self, written: bytes) -> None:
        """Write a sheet after those that are there."""
        self._places.append((self._file.tell(), len(written)))
        self._file.write(written)

    def clear(self) -> None:
        """Forget what was written."""
        self._places.clear()
        self._file.seek(0)
        self._file.truncate()

    def __iter__(self) -> Iterator[Sheet]:
        """Yield each."""
        for at, size in self._places:
            with self._lock:
                self._file.seek(at)
                written = self._file.read(size)
            yield Sheet.read(written)


class _Laid(Sequence[T], Generic[T]):
    """Things that are read from a file each time they are looked through, and are equal as such."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self)[at]
        number = at if at >= 0 else at + self._count
        found = list(islice(self, number, number + 1)) if number >= 0 else []
        if not found:
            raise IndexError(at)
        return found[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            one == two for one, two in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]


class LaidRecords(_Laid[tuple[int, Record]]):
    """Line and record of each accepted line, in the order of the file.

    Those on the lines of `dropped` are passed over.
    """

    def __init__(
        self, sheets: Sheets, cut: Cut, count: int, dropped: frozenset[int] = frozenset()
    ) -> None:
        """Take the sheets, all of them written; `count` is how many records are not dropped."""
        super().__init__(count)
        self.cut = cut
        self._sheets, self._dropped = sheets, np.array(sorted(dropped), dtype=np.int64)

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        """Yield line and record."""
        for sheet in self.sheets():
            yield from zip(sheet.lines.tolist(), sheet.records(self.cut), strict=True)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the records by their columns."""
        for sheet in self._sheets:
            if len(self._dropped):
                yield sheet.only(~np.isin(sheet.lines, self._dropped))
            else:
                yield sheet

    def unlike(self, *fields: str) -> Iterator[Record]:
        """Yield the first of all records that are alike in the parts that hold these fields."""
        at = [n for n, part in enumerate(self.cut.parts) if not set(fields).isdisjoint(part)]
        seen: set[Parts] = set()
        for sheet in self.sheets():
            first = np.zeros(len(sheet), dtype=bool)
            for number, told in enumerate(
                zip(*(sheet.texts(n, self.cut) for n in at), strict=True)
            ):
                if told not in seen:
                    seen.add(told)
                    first[number] = True
            yield from sheet.only(first).records(self.cut)

    def keys(self) -> Iterator[str]:
        """Yield the key of each record."""
        if len(self.cut.parts) == 1:
            yield from (record.key for _, record in self)
            return
        for sheet in self.sheets():
            ids, sources = (sheet.values(name, self.cut) for name in ("id", "source"))
            yield from (f"{source}/{id_}" for source, id_ in zip(sources, ids, strict=True))

    def written(self) -> Iterator[tuple[int, Record, str]]:
        """Yield line, record, and the text of the record as it is kept."""
        for sheet in self.sheets():
            records, bodies = sheet.records(self.cut), sheet.bodies(self.cut)
            yield from zip(sheet.lines.tolist(), records, bodies, strict=True)


class LaidRejected(_Laid[Rejected]):
    """The rejected lines, in the order of the file.

    Each line of `pages` is one as JSON, in their order; `more` are others, in their order.
    """

    def __init__(self, pages: Pages, count: int, more: Sequence[Rejected] = ()) -> None:
        """Take the pages, all of them written; `count` is how many lines they have."""
        super().__init__(count + len(more))
        self._pages, self._more = pages, tuple(more)

    def __iter__(self) -> Iterator[Rejected]:
        """Yield each."""
        read = (read_rejected(json.loads(page)) for page in self._pages)
        return merge(read, self._more, key=lambda one: one.line)


def read_rejected(said: Any) -> Rejected:  # noqa: ANN401 - it is JSON
    """Read a rejected line from JSON.

    Raises:
        ValueError: It is none.
    """
    try:
        line, cells, problems = said
        return Rejected(
            int(line), tuple(map(str, cells)), tuple(CellProblem(*problem) for problem in problems)
        )
    except TypeError as error:
        raise ValueError(f"this is no rejected line: {error}") from error
