"""The process that reads a file, on our side: started for it, or ahead of it and waiting."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock, Timer
from typing import BinaryIO, cast

PROJECT = Path(__file__).resolve().parents[2]
READER = (sys.executable, "-m", "monitor.apart")

SURROUNDINGS = {
    "PYTHONUTF8": "1",
    # Arrow would ask for a gigabyte at once, and touch little of it: it all counts there.
    "MIMALLOC_ARENA_EAGER_COMMIT": "0",
}
"""The whole environment of the process that reads: no secret that stands in ours."""

LATER = 5.0
"""Seconds before a process is started ahead: what the service begins with, or makes of the file
before, has the processor first."""

CAN_WAIT = sys.platform != "win32"
"""Whether the system hands a process more than its three files."""


class Started:
    """A process that reads one file, the file it is given, and what it says of its failure."""

    def __init__(self, reader: Sequence[str], sent: BinaryIO, more: Sequence[int] = ()) -> None:
        """Start it; it has `sent` as its standard input, and `more` open files."""
        self._sent, self._said = sent, cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - see `close`
        self.child = subprocess.Popen(  # noqa: S603 - our own module, and nothing of the file is in the command
            reader,
            stdin=sent,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=PROJECT,
            env=SURROUNDINGS,
            pass_fds=more,
        )

    @property
    def answer(self) -> BinaryIO:
        """What it answers."""
        return cast("BinaryIO", self.child.stdout)

    def said(self, most: int) -> str:
        """Return what it said of its failure, so many bytes of it."""
        self._said.seek(0)
        return self._said.read(most).decode(errors="replace")

    def close(self) -> None:
        """End it, where it has not ended."""
        self.child.kill()
        self.answer.close()
        self.child.wait()
        self._sent.close()
        self._said.close()


class _Waiting:
    """A process that has loaded all it needs, and ends where we end before it is asked."""

    def __init__(self) -> None:
        self._sent = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - see `close`
        asked, self._asks = os.pipe()
        try:
            self._started = Started((*READER, str(asked)), self._sent, (asked,))
        except BaseException:
            os.close(self._asks)
            self._sent.close()
            raise
        finally:
            os.close(asked)

    def given(self, write: Callable[[BinaryIO], None]) -> Started | None:
        """Give it its file; None where it has not lived to see it."""
        if self._started.child.poll() is not None:
            self.close()
            return None
        try:
            _write(self._sent, write)
        except BaseException:
            self.close()
            raise
        with suppress(BrokenPipeError):  # it has just ended: there will be no answer
            os.write(self._asks, b"\n")
        os.close(self._asks)
        return self._started

    def close(self) -> None:
        """End it."""
        os.close(self._asks)
        self._started.close()


class _Ahead:
    """Keeps a process waiting, where it is wanted."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanted = False
        self._waiting: _Waiting | None = None
        self._later: Timer | None = None

    @contextmanager
    def kept(self, later: float) -> Iterator[None]:
        with self._lock:
            self._wanted = True
        self._soon(later)
        try:
            yield
        finally:
            self._end()

    def taken(self) -> _Waiting | None:
        """Return the one that waits, if one does; another is started later."""
        with self._lock:
            found, self._waiting = self._waiting, None
        self._soon(LATER)
        return found

    def _soon(self, later: float) -> None:
        """Start one, so many seconds from now."""
        with self._lock:
            if not self._wanted or self._later:
                return
            if later:
                self._later = Timer(later, self._start)
                self._later.daemon = True
                self._later.start()
                return
        self._start()

    def _start(self) -> None:
        with self._lock:
            self._later = None
            if CAN_WAIT and self._wanted and self._waiting is None:
                with suppress(OSError):  # a file will have one of its own
                    self._waiting = _Waiting()

    def _end(self) -> None:
        with self._lock:
            self._wanted = False
            waiting, self._waiting = self._waiting, None
            later, self._later = self._later, None
        if later:
            later.cancel()
        if waiting:
            waiting.close()


_ahead = _Ahead()


def kept_waiting(later: float = LATER) -> AbstractContextManager[None]:
    """Keep a process started ahead, one for each file, as long as this lasts.

    The first one is started so many seconds from now.
    """
    return _ahead.kept(later)


def started(write: Callable[[BinaryIO], None]) -> Started:
    """Return a process that reads what `write` writes: one that waits, or one that is started."""
    waiting = _ahead.taken()
    found = waiting.given(write) if waiting else None
    return found or started_by(READER, write)


def started_by(reader: Sequence[str], write: Callable[[BinaryIO], None]) -> Started:
    """Start a command that reads what `write` writes."""
    sent = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - see `close`
    try:
        _write(sent, write)
        return Started(reader, sent)
    except BaseException:
        sent.close()
        raise


def _write(sent: BinaryIO, write: Callable[[BinaryIO], None]) -> None:
    """Write down what is asked, and the file: it can be read there again and again."""
    write(sent)
    sent.flush()
    sent.seek(0)
