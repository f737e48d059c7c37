"""Kept files: original bytes and normalised rows, each under the SHA-256 of its content.

`kept/ab/abcd….zst` is the content compressed; `zstd -d` gives it back, and `sha256sum` of that
is the name.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import Self

import zstandard

from monitor.store.durable import sync_folder
from monitor.store.errors import StoreDamagedError

FOLDER = "kept"
"""Where they lie in the store's folder."""

_BLOCK = 1 << 12
"""Bytes unpacked at a time: few, since a few can stand for very many."""

UNFINISHED = "unfinished-"
"""How the names of files begin that have not been given theirs."""


class Kept:
    """The kept files of the store in a folder."""

    def __init__(self, store: Path) -> None:
        self._folder = store / FOLDER

    def path(self, name: str) -> Path:
        """Where the content with this hash is kept."""
        return self._folder / name[:2] / f"{name}.zst"

    def read(self, name: str) -> bytes:
        """Return the content with this hash.

        Raises:
            StoreDamagedError: It is missing, or is not what was kept.
        """
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield the content with this hash piece by piece.

        Raises:
            StoreDamagedError: It is missing, or is not what was kept; the latter shows at its end.
        """
        digest = hashlib.sha256()
        path = self.path(name)
        frame = zstandard.ZstdDecompressor().decompressobj()
        try:
            with path.open("rb") as file:
                while not frame.eof and (block := file.read(_BLOCK)):
                    piece = frame.decompress(block)
                    digest.update(piece)
                    yield piece
                whole = frame.eof and not frame.unused_data and not file.read(1)
        except (OSError, zstandard.ZstdError) as error:
            raise StoreDamagedError(f"{path}: {error}. Restore it from a backup.") from error
        if not whole or digest.hexdigest() != name:
            raise StoreDamagedError(f"{path}: not what was kept. Restore it from a backup.")

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of the content with this hash, without their ends.

        Raises:
            StoreDamagedError: It is missing, or is not what was kept; the latter shows at its end.
        """
        rest = b""
        for piece in self.stream(name):
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole
        if rest:
            yield rest

    @contextmanager
    def keeping(self) -> Iterator["Keeping"]:
        """Keep the files of one act: on an error they are gone again, as if never written.

        Not when the process is told to stop: the act may just have been recorded.
        """
        self._folder.mkdir(mode=0o700, exist_ok=True)
        keeping = Keeping(self._folder, self.path)
        try:
            yield keeping
        except Exception:
            keeping.discard()
            raise

    def sweep(self) -> None:
        """Remove what a killed process left unfinished."""
        for left in self._folder.glob(f"{UNFINISHED}*"):
            left.unlink()


class Keeping:
    """The files that one act keeps: written first, then settled under their names together."""

    def __init__(self, folder: Path, path: Callable[[str], Path]) -> None:
        self._folder = folder
        self._path = path
        self._unfinished: dict[Path, str] = {}
        self._settled: list[Path] = []

    def keep(self, content: bytes) -> str:
        """Write content that is at hand; returns its hash."""
        return self.keep_pieces([content])

    def keep_pieces(self, pieces: Iterable[bytes]) -> str:
        """Write content that comes in pieces; returns its hash."""
        with self.writing() as file:
            for piece in pieces:
                file.write(piece)
        return file.name

    def writing(self) -> "Writing":
        """Write content piece by piece; its hash is the `name` of what this returns, at the end."""
        handle, name = mkstemp(prefix=UNFINISHED, dir=self._folder)
        path = Path(name)
        self._unfinished[path] = ""
        return Writing(handle, lambda digest: self._unfinished.update({path: digest}))

    def settle(self) -> None:
        """Give each file its name; when this returns, contents and names are on the disk."""
        folders = {self._folder}
        for unfinished, name in self._unfinished.items():
            path = self._path(name)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            folders.add(path.parent)
            if not path.exists():
                self._settled.append(path)
            unfinished.replace(path)
        self._unfinished.clear()
        for folder in folders:
            sync_folder(folder)

    def discard(self) -> None:
        """Remove what this act wrote, and nothing that was kept before it."""
        for path in [*self._unfinished, *self._settled]:
            path.unlink(missing_ok=True)


class Writing:
    """One file being kept; leaving the context makes its content durable."""

    def __init__(self, handle: int, done: Callable[[str], None]) -> None:
        self._file = os.fdopen(handle, "wb")
        self._compressed = zstandard.ZstdCompressor().stream_writer(self._file, closefd=False)
        self._digest = hashlib.sha256()
        self._done = done
        self.name = ""

    def write(self, piece: bytes) -> None:
        """Add to the content."""
        self._digest.update(piece)
        self._compressed.write(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        try:
            if failed is None:
                self._compressed.close()  # type: ignore[no-untyped-call]
                self._file.flush()
                os.fsync(self._file.fileno())
                self.name = self._digest.hexdigest()
                self._done(self.name)
        finally:
            self._file.close()
