"""The process that reads one file: asked on standard input, answering on standard output."""

import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, cast

from monitor.apart.answer import answer, refusal
from monitor.apart.asked import Asked, limits_received
from monitor.apart.limits import OUT_OF_MEMORY, confine
from monitor.errors import IncidentFileError
from monitor.incidents.opened.given import Given


def main() -> int:
    """Read the file, and answer; returns the exit code."""
    asks = sys.stdin.buffer
    line = asks.readline()
    try:
        confine(limits_received(line))
        asked, given = Asked.received(line), _given(asks, len(line))
        sys.stdout.buffer.writelines(_answered(asked, given))
        sys.stdout.buffer.flush()
    except MemoryError:
        # Nothing more can be counted on, not even an orderly end.
        os._exit(OUT_OF_MEMORY)
    return 0


def _answered(asked: Asked, given: Given) -> Iterator[bytes]:
    try:
        yield from answer(asked.begin(given))
    except IncidentFileError as error:
        yield from refusal(error)


class _Window(io.RawIOBase):
    """What stands in an open file from one byte on, read at a place of its own."""

    def __init__(self, handle: int, first: int) -> None:
        self._handle, self._first, self._at = handle, first, first

    def readable(self) -> bool:
        return True

    def readinto(self, into: "memoryview[int]") -> int:  # type: ignore[override]
        read = os.preadv(self._handle, [into], self._at)
        self._at += read
        return read

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        at = {os.SEEK_SET: self._first, os.SEEK_CUR: self._at}[whence] + offset
        self._at = max(at, self._first)
        return self._at - self._first


def _given(asks: BinaryIO, skip: int) -> Given:
    """Return the file that follows the line that asks: as it lies on the disk, if it can be."""
    if not (hasattr(os, "preadv") and asks.seekable()):
        return Given.of(asks.read())
    handle = asks.fileno()
    size = os.fstat(handle).st_size - skip
    return Given(size, lambda: cast("BinaryIO", io.BufferedReader(_Window(handle, skip), 1 << 18)))


if __name__ == "__main__":
    sys.exit(main())
