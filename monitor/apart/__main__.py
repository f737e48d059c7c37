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

    def __init__(self, handle: int, at: int) -> None:
        self._handle, self._at = handle, at

    def readable(self) -> bool:
        return True

    def readinto(self, into: "memoryview[int]") -> int:  # type: ignore[override]
        piece = os.pread(self._handle, len(into), self._at)
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _given(asks: BinaryIO, skip: int) -> Given:
    """Return the file that follows the line that asks: as it lies on the disk, if it can be."""
    if not (hasattr(os, "pread") and asks.seekable()):
        return Given.of(asks.read())
    handle = asks.fileno()
    size = os.fstat(handle).st_size - skip
    return Given(size, lambda: cast("BinaryIO", io.BufferedReader(_Window(handle, skip), 1 << 18)))


if __name__ == "__main__":
    sys.exit(main())
