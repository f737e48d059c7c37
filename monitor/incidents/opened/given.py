"""The bytes of a file, at hand or to be read again and again from where they lie."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import BinaryIO

PIECE = 1 << 20
"""Bytes that are held at a time."""


@dataclass(frozen=True)
class Given:
    """A file as it was given.

    Attributes:
        size: Bytes.
        begin: Gives a reader that stands at the first byte; each has its own place.
    """

    size: int
    begin: Callable[[], BinaryIO]

    @classmethod
    def of(cls, data: "bytes | Given") -> "Given":
        """Return bytes that are at hand as a file; a file as it is."""
        return cls(len(data), lambda: io.BytesIO(data)) if isinstance(data, bytes) else data

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        found = sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """Yield it piece by piece."""
        with self.begin() as reader:
            while piece := reader.read(PIECE):
                yield piece

    def first(self, count: int) -> bytes:
        """Return so many bytes from its beginning, or all where it has fewer."""
        with self.begin() as reader:
            return reader.read(count)

    def whole(self) -> bytes:
        """Return all of it."""
        with self.begin() as reader:
            return reader.read()

    def after(self, count: int) -> BinaryIO:
        """Return a reader that stands after so many bytes."""
        reader = self.begin()
        reader.seek(count)
        return reader
