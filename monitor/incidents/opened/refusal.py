"""The one error of opening: nothing of the file is taken, here is why and what to do."""

from monitor.errors import IncidentFileError, Problem
from monitor.words import opening

SAVE_AS = "save it as CSV UTF-8 (comma delimited) and upload that file"


def refusal(
    file: str, message: str, hint: str, line: int = 1, column: int = 1, path: str = ""
) -> IncidentFileError:
    """Return the error that refuses a file; line and column are from 1, in characters."""
    return IncidentFileError([Problem(file, line, column, path, message, hint)])


def no_such_header(file: str, line: int, most: int) -> IncidentFileError:
    """Return the error of a header that is stated to stand where none of the `most` rows begins."""
    hint = opening.FIRST_LINES.format(most=most)
    return refusal(file, opening.NO_SUCH_HEADER.format(line=line), hint, line, path="header")
