"""What can go wrong with a store, each with what to do next."""

import errno
from pathlib import Path

from monitor.errors import MonitorError


class StoreError(MonitorError):
    """An act was not accepted, or the store cannot be used; nothing is half stored."""


class StoreUnusableError(StoreError):
    """The folder of a store cannot be read or written; nothing in it is changed."""

    def __init__(self, folder: Path, reason: Exception) -> None:
        said = getattr(reason, "strerror", None) or reason
        super().__init__(
            f"{folder} cannot be used: {said}\n{remedy(reason)} "
            "Nothing that was accepted is lost or changed."
        )


class StoreLockedError(StoreError):
    """Another process, or another part of this one, has the store open.

    Attributes:
        pid: The process that holds it; None where the database does not say.
    """

    def __init__(self, folder: Path, pid: int | None) -> None:
        self.pid = pid
        holder = f"process {pid}" if pid is not None else "another process"
        super().__init__(
            f"{folder} is in use by {holder}, and only one may have it open. "
            "Use that one (a running service answers the command line too), or stop it and try "
            "again; the lock ends with its process."
        )


class StoreDamagedError(StoreError):
    """Journal and tables contradict each other, or a kept file is not what was kept.

    Attributes:
        line: The line of the journal at which it shows, from 1; None where it has none.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


class TablesBehindError(StoreError):
    """The act is accepted and safe in the journal, but the tables could not take it."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(
            f"Act {seq} is accepted and safe in the journal, but the tables could not be written: "
            f"{reason}\nFree space on the disk, or let the folder be written: the tables catch up "
            "with the next act, or on opening. Do not send it again."
        )


class ArchiveRefusedError(StoreError):
    """An archive load came after a live act, so it would change what was known in the past."""

    def __init__(self, live: int) -> None:
        super().__init__(
            f"Archive loads are closed since act {live}, the first live one: rows dated back to "
            "their publication would change evaluations already made.\nLoad the file without "
            "the archive option (it then counts as known from today), or use another store."
        )


class UnknownUploadError(StoreError):
    """There is nothing under that number to undo, or it is undone already."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BARRED = {errno.EACCES, errno.EPERM, errno.EROFS}


def remedy(reason: Exception) -> str:
    """Say what to do about what the system, or the database for it, refused."""
    number = reason.errno if isinstance(reason, OSError) else None
    if number in _FULL:
        return "Free space on that disk and try again."
    if number in _BARRED:
        return (
            "Give the user that this runs as the right to write there, or name another place, "
            "and try again."
        )
    return "Check its name, its place and the space on its disk, and try again."
