"""What is wrong at a path of a tree, before it is known on which line that is."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.errors import Problem
from monitor.handwritten.tree import Node, Path, Place, follow, key_place, scalars, written

MOST_PROBLEMS = 100
"""As many as a person can use at once."""

MOST_FLAWS = MOST_PROBLEMS + 1
"""As many as are worth finding: one more than are shown, to know that there are more."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong.

    Attributes:
        path: Where; what the tree does not have of it is left out.
        message: What is wrong.
        hint: What to do.
        word: The text at fault, when the path leads only to the value that holds it.
        on_key: The key is at fault, not its value.
    """

    path: Path
    message: str
    hint: str = ""
    word: str | None = None
    on_key: bool = False


def place(flaw: Flaw, root: Node) -> Place:
    """Return the line and column of what is at fault."""
    if flaw.on_key:
        return key_place(root, flaw.path)
    node, _ = follow(root, flaw.path)
    same = (scalar.at for scalar in scalars(node) if scalar.text == flaw.word)
    return next(same, node.at)


def problem(flaw: Flaw, root: Node, file: str) -> Problem:
    """Say a flaw with its line and column, and its file: `file`, or one that this imports."""
    at = place(flaw, root)
    _, gone = follow(root, flaw.path)
    return Problem(at.file or file, at.line, at.column, written(gone), flaw.message, flaw.hint)


def first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of the file; of more than a hundred, the first hundred."""
    ordered = sorted(set(problems))
    shown = tuple(ordered[:MOST_PROBLEMS])
    if len(ordered) <= MOST_PROBLEMS:
        return shown
    at = ordered[MOST_PROBLEMS]
    hint = f"put right the first {MOST_PROBLEMS} and check again"
    return (*shown, Problem(at.file, at.line, at.column, "", "there are more problems", hint))
