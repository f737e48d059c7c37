"""Every error this program raises on purpose.

MonitorError
├── RuleFileError        a rule file or its cases cannot be used; carries every problem found
└── IncidentFileError    a file of records cannot be read at all; nothing of it is taken
"""

from collections.abc import Iterable
from dataclasses import dataclass


class MonitorError(Exception):
    """Something a person can put right; its text says what, where and how."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes:
        file: The file as the person named it.
        line: Line, from 1.
        column: Column in characters, from 1.
        path: Where in the file's own terms, as `conditions.calm_day.limit`; empty for the whole.
        message: What is wrong, on one line.
        hint: What to do about it; empty where the message says it.
    """

    file: str
    line: int
    column: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`file:line:column: path: message`, and the hint indented on a line of its own."""
        where = f"{one_line(self.file)}:{self.line}:{self.column}: "
        path = f"{one_line(self.path)}: " if self.path else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{where}{path}{self.message}{hint}"


class RuleFileError(MonitorError):
    """A rule file, or the cases beside it, cannot be used."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class IncidentFileError(MonitorError):
    """A file of records cannot be read at all, so that none of its lines is accepted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def one_line(text: str) -> str:
    """Write what a terminal would obey, as colours or a line end, so that it can be seen.

    File names, keys and cells are other people's text: none of it may start a line of its own.
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
