"""The journal: one line of JSON for each accepted act, chained by hash, never rewritten."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from monitor.clock import Clock
from monitor.incidents.span import TICK
from monitor.store.act import START, Act, check_follows
from monitor.store.durable import sync_folder, write_all
from monitor.store.errors import StoreDamagedError, StoreError, remedy

NAME = "journal.jsonl"


class Journal:
    """The journal of one store, opened by the one process that may write it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Open, or start, the journal in `folder`; an unfinished last line is set aside.

        Raises:
            StoreDamagedError: The last line is none of ours.
        """
        self._path = folder / NAME
        self._clock = clock
        new = not self._path.exists()
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        if new:
            sync_folder(folder)
        self.torn = self._set_aside()
        """Where an unfinished last line went, or None."""
        self.size = os.fstat(self._file).st_size
        """Bytes of whole lines."""
        self.last = self.ending_at(self.size) if self.size else None
        """The newest act, None while there is none."""

    def close(self) -> None:
        """Close the file; the journal cannot be used afterwards."""
        os.close(self._file)

    def next(self, act: str, *, actor: str, role: str) -> Act:
        """Return the act that would come next, stamped now, yet to be given its body."""
        last = self.last
        now = self._clock()
        return Act(
            seq=last.seq + 1 if last else 1,
            recorded_at=max(now, last.recorded_at + TICK) if last else now,
            actor=actor,
            role=role,
            act=act,
            body={},
            prev=last.hash if last else START,
        )

    def present(self) -> datetime:
        """Return the present, but no time before the newest act."""
        now = self._clock()
        return max(now, self.last.recorded_at) if self.last else now

    def append(self, act: Act) -> None:
        """Record the act; when this returns, it is on the disk.

        Raises:
            StoreError: It could not be written, and the journal is as it was.
        """
        line = act.line
        try:
            os.ftruncate(self._file, self.size)
            write_all(self._file, line)
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, self.size)
            os.fsync(self._file)
            raise StoreError(
                f"Nothing was stored: {self._path}: {error}\n{remedy(error)}"
            ) from error
        self.size += len(line)
        self.last = act

    def since(self, size: int, before: Act | None) -> Iterator[Act]:
        """Read the acts that stand after the first `size` bytes, the last of which is `before`.

        Raises:
            StoreDamagedError: At the first line that does not continue the chain.
        """
        with self._path.open("rb") as file:
            file.seek(size)
            for line in file:
                before = _next(line, before)
                yield before

    def ending_at(self, size: int) -> Act:
        """Read the act whose line ends after `size` bytes.

        Raises:
            StoreDamagedError: There is none.
        """
        try:
            return Act.parse(self._after_line_end(size - 1))
        except ValueError as error:
            raise StoreDamagedError(
                f"{self._path}: the line that ends at byte {size} is damaged: {error}. "
                "Run verify to find the first bad line, and restore the journal from a backup."
            ) from error

    def _after_line_end(self, end: int) -> bytes:
        """Return what stands between the last line end before byte `end` and `end`."""
        start, block, found = end, 1 << 16, b""
        while start > 0 and b"\n" not in found:
            start, block = max(0, start - block), 2 * block
            found = os.pread(self._file, end - start, start)
        return found[found.rfind(b"\n") + 1 :]

    def _set_aside(self) -> Path | None:
        """Move what follows the last line end to a file of its own: it was never acknowledged."""
        size = os.fstat(self._file).st_size
        tail = self._after_line_end(size)
        if not tail:
            return None
        number = len(list(self._path.parent.glob("journal.torn-*"))) + 1
        aside = self._path.with_name(f"journal.torn-{number}")
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        write_all(file, tail)
        os.fsync(file)
        os.close(file)
        sync_folder(aside.parent)
        os.ftruncate(self._file, size - len(tail))
        os.fsync(self._file)
        return aside


def _next(line: bytes, before: Act | None) -> Act:
    try:
        act = Act.parse(line)
        check_follows(act, before)
    except ValueError as error:
        number = before.seq + 1 if before else 1
        raise StoreDamagedError(f"{NAME}, line {number}: {error}", number) from error
    return act


def read(path: Path) -> Iterator[Act]:
    """Read a journal from its start without opening the store; an unfinished last line is left out.

    Raises:
        StoreDamagedError: At the first line that does not continue the chain.
    """
    before: Act | None = None
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            before = _next(line, before)
            yield before
