"""The places known by name: every table in the folder of places, put together."""

from pathlib import Path

from monitor.errors import MonitorError
from monitor.incidents.gazetteer import Gazetteer, read_gazetteer


def known_places(folder: Path) -> Gazetteer:
    """Return the places of every table in a folder; none where there is no such folder.

    Raises:
        MonitorError: A table cannot be read, or is no table of places.
    """
    found = Gazetteer()
    for path in sorted(folder.glob("*.csv")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = f"{path}: the table of places cannot be read ({error})"
            hint = "save it as CSV UTF-8, or take it out of the folder"
            raise MonitorError(f"{reason}\n  hint: {hint}") from None
        found = found.together(read_gazetteer(text, str(path)))
    return found
