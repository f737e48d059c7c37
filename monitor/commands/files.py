"""Files that commands read and write at the place of whoever calls them."""

import sys
from pathlib import Path

from monitor.errands.request import Given
from monitor.errands.usage import UsageError, told
from monitor.errors import IncidentFileError, Problem, one_line
from monitor.incidents.opened.table import LARGEST
from monitor.service import Taken
from monitor.service.copied import copied


def records_in(path: Path) -> Given | Taken:
    """Return a file of records, or what becomes of one that cannot be read.

    Systems allow names that are no text; such a one is spelt out.
    """
    try:
        return Given(one_line(str(path)), copied(path, LARGEST))
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or type(error).__name__}"
        problem = Problem(str(path), 1, 1, "", reason, "check its name and place")
        return Taken.unreadable(str(path), IncidentFileError([problem]))


def write_new(path: Path, text: str, encoding: str = "utf-8-sig") -> None:
    """Write a file that is not there yet, CSV unless told: nobody's work is overwritten.

    Raises:
        UsageError: There is one of its name, or it cannot be written.
    """
    with told(path):
        if path.exists():
            raise UsageError(f"{path}: there is a file of this name; choose another")
        with path.open("xb") as file:
            file.write(text.encode(encoding))


def put_out(text: str) -> None:
    """Write a CSV file to standard output, byte for byte."""
    sys.stdout.buffer.write(text.encode("utf-8-sig"))
