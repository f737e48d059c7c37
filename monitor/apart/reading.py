"""The one door to a process of its own: a file goes in, what it holds comes back as data."""

import logging
import signal
from collections.abc import Sequence
from contextlib import closing
from threading import Timer
from typing import BinaryIO

from monitor.apart.asked import Asked
from monitor.apart.limits import OUT_OF_MEMORY, Limits, limits_for
from monitor.apart.progress import Told, untold
from monitor.apart.started import started, started_by
from monitor.apart.understood import understood
from monitor.errors import IncidentFileError, Problem
from monitor.incidents.intake import Intake
from monitor.incidents.opened.archive import ZIP
from monitor.incidents.opened.given import Given
from monitor.words import apart

SMALL = 64 * 1024
"""Bytes of text up to which reading is over before another process would have begun to."""

_SAID = 4_000
_log = logging.getLogger(__name__)


def read(asked: Asked, told: Told = untold) -> Intake:
    """Read a file, in a process of its own where it might do harm in this one.

    `told` is told now and then how far it has come.

    Raises:
        IncidentFileError: It is no file of records at all, or reading it takes too much.
    """
    return asked.read() if harmless(asked.data) else read_apart(asked, told=told)


def harmless(data: bytes | Given) -> bool:
    """Whether reading takes little, whatever it holds: text, as nothing is unpacked, and short."""
    given = Given.of(data)
    return given.size <= SMALL and not given.first(len(ZIP)).startswith(ZIP)


def read_apart(
    asked: Asked,
    limits: Limits | None = None,
    reader: Sequence[str] | None = None,
    told: Told = untold,
) -> Intake:
    """Read a file in a process of its own.

    Args:
        asked: The file.
        limits: What it may take; None goes by its size.
        reader: The command that reads it; None is our own, started ahead where one waits.
        told: Is told now and then how far it has come.

    Raises:
        IncidentFileError: It is no file of records at all, or the process did not come to an end:
            it met a limit, was stopped, or failed.
    """
    held = limits or limits_for(Given.of(asked.data).size)

    def write(sent: BinaryIO) -> None:
        sent.write(asked.sent(held))
        sent.writelines(Given.of(asked.data).pieces())

    with closing(started(write) if reader is None else started_by(reader, write)) as process:
        watch = Timer(held.patience, process.child.kill)
        watch.start()
        try:
            intake = _answered(process.answer, told)
            code = process.child.wait()
        finally:
            watch.cancel()
        if intake is not None and code == 0:
            return intake
        raise _refused(asked.file, held, code, process.said(_SAID))


def _answered(got: BinaryIO, told: Told) -> Intake | None:
    """Return the answer; None where there is none that fits.

    Raises:
        IncidentFileError: The answer is that it cannot be read at all.
    """
    try:
        return understood(got, told)
    except ValueError as error:
        _log.warning("What was read of a file is not whole: %s", error)
        return None
    finally:
        # Whoever still writes is not heard, and ends.
        got.close()


def _refused(file: str, limits: Limits, code: int, said: str) -> IncidentFileError:
    """Say why a file was not read to the end, and what to do."""
    if code == OUT_OF_MEMORY or (code == -signal.SIGABRT and "memory allocation" in said):
        message = apart.NEEDS_MEMORY.format(megabytes=limits.memory // 1_000_000)
        hint = apart.SPLIT
    elif code == -getattr(signal, "SIGXCPU", 0):
        message, hint = apart.NEEDS_TIME.format(seconds=limits.seconds), apart.SPLIT
    elif code < 0:
        message, hint = apart.STOPPED.format(number=-code), apart.AGAIN
    else:
        _log.error("Reading a file failed (code %s): %s", code, said)
        message, hint = apart.FAILED, apart.TELL
    return IncidentFileError([Problem(file, 1, 1, "", message, hint)])
