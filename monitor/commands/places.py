"""Folders as a person names them."""

from pathlib import Path

from monitor.errors import MonitorError


class PlaceError(MonitorError):
    """A folder is named that cannot be there."""


def absolute(path: Path, called: str = "") -> Path:
    """Return a path from the root, `~` resolved; `called` stands before it in a message.

    Raises:
        PlaceError: There can be no such place.
    """
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError) as error:
        raise PlaceError(f"{called}{path}: there is no such folder: {error}") from error
