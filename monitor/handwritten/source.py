"""From the text of a YAML file to a located tree, refusing whatever a reader could misread.

The work is bounded by the size of the file: see `builder.py`.
"""

import re
from pathlib import Path
from typing import NamedTuple

import yaml

from monitor.errors import Problem, RuleFileError
from monitor.handwritten.builder import INVISIBLE, Builder, invisible
from monitor.handwritten.flaw import MOST_PROBLEMS
from monitor.handwritten.tree import Node, Place
from monitor.handwritten.wording import syntax

MOST_BYTES = 256 * 1024
MOST_VALUES = 8_000


class Bounds(NamedTuple):
    """How large a file may be, and what to do with one that is larger or empty.

    Attributes:
        most_bytes: So many bytes.
        most_values: So many keys and values.
        split: What to do with more of either.
        begin: The first key of such a file.
    """

    most_bytes: int
    most_values: int
    split: str = "one file holds one instrument; records belong in the record, not in the rules"
    begin: str = "agreement"


OF_RULES = Bounds(MOST_BYTES, MOST_VALUES)

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = (
    yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
)


def content_of(path: Path, bounds: Bounds = OF_RULES) -> str:
    """Return the text of a file, without a byte order mark.

    Raises:
        RuleFileError: It is not there, cannot be read, is too large, or is not UTF-8.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(bounds.most_bytes + 1)
    except OSError as error:
        wrong = f"the file cannot be read: {error.strerror or type(error).__name__}"
        raise RuleFileError([Problem(file, 1, 1, "", wrong, "check its name and place")]) from None
    text = decode(content, file, bounds)
    if isinstance(text, Problem):
        raise RuleFileError([text])
    return text


def decode(content: bytes, file: str, bounds: Bounds = OF_RULES) -> str | Problem:
    """Return the text of a file without its byte order mark, or why there is none."""
    if len(content) > bounds.most_bytes:
        return Problem(file, 1, 1, "", *_too_long(bounds))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        at = _place(before, len(before))
        wrong = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Problem(file, at.line, at.column, "", wrong, "save the file as UTF-8")


def read(text: str, file: str, bounds: Bounds = OF_RULES) -> tuple[Node | None, list[Problem]]:
    """Read a text into a tree.

    Args:
        text: The text of a file.
        file: What messages call it.
        bounds: How large it may be.

    Returns:
        The tree, None where none could be made, and every problem found on the way. What was
        refused in a tree stands there as `Refused`.
    """
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", errors="replace")) > bounds.most_bytes:
        return None, [Problem(file, 1, 1, "", *_too_long(bounds))]
    unseen = [
        Problem(file, at.line, at.column, "", *invisible(match[0]))
        for match, _ in zip(INVISIBLE.finditer(text), range(MOST_PROBLEMS), strict=False)
        for at in [_place(text, match.start())]
    ]
    if unseen:
        return None, unseen
    builder = Builder(file, bounds.most_values, bounds.split, bounds.begin)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                return None, builder.problems
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, text, file))
        return None, builder.problems
    if builder.root is None:
        builder.nothing_at_all(Place(1, 1))
    return builder.root, builder.problems


def _too_long(bounds: Bounds) -> tuple[str, str]:
    return (
        f"the file is larger than {bounds.most_bytes // 1024:,} KB",
        bounds.split,
    )


def _place(text: str, position: int) -> Place:
    lines = re.split(r"\r\n|\r|\n", text[:position])
    return Place(len(lines), len(lines[-1]) + 1)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    found = error.problem or ""
    open_quote = found == "found unexpected end of stream"
    mark = error.context_mark if open_quote else error.problem_mark
    mark = mark or error.problem_mark or error.context_mark
    last = _place(text, len(text))
    at = min(Place(mark.line + 1, mark.column + 1), last) if mark else last
    lines = re.split(r"\r\n|\r|\n", text)
    character = lines[at.line - 1][at.column - 1 : at.column]
    return Problem(file, at.line, at.column, "", *syntax(found, character))
