"""What stands in an open file from one byte on, read at a place of its own."""

import io
import os
from typing import BinaryIO, cast

from monitor.incidents.opened.given import Given

_AHEAD = 1 << 18
"""Bytes that are read at a time where few are asked for."""

CAN_READ_AT = hasattr(os, "preadv")
"""Whether the system reads at a place that is not the file's own; several may then read it."""


class Window(io.RawIOBase):
    """A reader that begins at a byte of an open file, and does not move the file's own place."""

    def __init__(self, handle: int, first: int) -> None:
        self._handle, self._first, self._at = handle, first, first

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, into: "memoryview[int]") -> int:  # type: ignore[override]
        """Read what fits."""
        read = os.preadv(self._handle, [into], self._at)
        self._at += read
        return read

    def seekable(self) -> bool:
        """It can be moved."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to a byte, from the beginning or from where it stands."""
        at = {os.SEEK_SET: self._first, os.SEEK_CUR: self._at}[whence] + offset
        self._at = max(at, self._first)
        return self._at - self._first


def windowed(file: BinaryIO, skip: int = 0) -> Given:
    """Return an open file from one byte on, as it lies on the disk; whole where that cannot be.

    Of what is no file the first bytes, so many, have been read.
    """
    if not file.seekable():
        return Given.of(file.read())
    if not CAN_READ_AT:
        file.seek(skip)
        return Given.of(file.read())
    handle = file.fileno()

    def begin() -> BinaryIO:
        # The file is held here, and stays open as long as it may be read.
        return cast("BinaryIO", io.BufferedReader(Window(file.fileno(), skip), _AHEAD))

    return Given(os.fstat(handle).st_size - skip, begin)
