"""A file that a person gives, copied to where nobody else changes it: it need not be held."""

import weakref
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from monitor.apart.window import windowed
from monitor.incidents.opened.given import Given

_SMALL = 1 << 20
_PIECE = 1 << 20


def copied(path: Path, most: int) -> Given:
    """Return a file as it is now; of one that has more bytes than `most`, one more than these.

    The copy is a file without a name in the folder for temporary files, and ends with this.

    Raises:
        OSError: It cannot be read, or not be copied.
    """
    with path.open("rb") as file:
        first = file.read(_SMALL)
        if len(first) < _SMALL:
            return Given.of(first)
        copy = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - it ends with what reads it
        copy.write(first)
        while copy.tell() <= most and (piece := file.read(min(_PIECE, most + 1 - copy.tell()))):
            copy.write(piece)
        copy.flush()
    given = windowed(copy)
    weakref.finalize(given, copy.close)
    return given
