"""A file without a column that its format needs, refused."""

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.formats.placed import Placed
from monitor.incidents.opened.known import plain
from monitor.incidents.opened.table import Opened


def refuse_lacking(over: Placed, opened: Opened, file: str) -> None:
    """Refuse a file without a column that a required column of the template is filled from."""
    problems = []
    for column in over.template.required():
        if column.name == "source":
            continue
        filled = over.declaration.columns.get(column.name)
        named = [name for choice in filled.choices for name in choice.of] if filled else []
        if named and not any(plain(name) in over.at for name in named):
            message = f"{over.declaration.title}: the column {' or '.join(named)} is missing"
            hint = "add it, or choose another format for the file"
            problems.append(Problem(file, opened.line, 1, named[0], message, hint))
    if problems:
        raise IncidentFileError(problems)
