"""The one error of opening: nothing of the file is taken, here is why and what to do."""

from monitor.errors import IncidentFileError, Problem

SAVE_AS = "save it as CSV UTF-8 (comma delimited) and upload that file"


def refusal(
    file: str, message: str, hint: str, line: int = 1, column: int = 1, path: str = ""
) -> IncidentFileError:
    """Return the error that refuses a file; line and column are from 1, in characters."""
    return IncidentFileError([Problem(file, line, column, path, message, hint)])
