"""What an administrator states of the files in the folder, by their names: `inbox.yaml` in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from monitor.errors import IncidentFileError, Problem
from monitor.handwritten.source import Bounds, decode, read
from monitor.handwritten.tree import Fields, Node, Scalar
from monitor.inbox.offered import SAYS
from monitor.incidents.cell_error import CellError, meant
from monitor.incidents.cells import SOURCE
from monitor.incidents.formats.load import formats
from monitor.incidents.moment import read_zone
from monitor.incidents.opened.declared import Declared
from monitor.incidents.templates import TEMPLATES
from monitor.service import Stated
from monitor.words import inbox

BOUNDS = Bounds(64 * 1024, 2_000, "let one pattern stand for several files", "files")
TOP = "files"
READING = ("encoding", "delimiter", "decimal", "dates", "sheet", "header")
KINDS = (*TEMPLATES, *formats())
KEYS = ("source", "time_zone", "format", *READING)


@dataclass(frozen=True, slots=True)
class Statements:
    """What is stated, by patterns of names in the order of the file; nothing where there is none.

    In a pattern `*` stands for any letters and `?` for one; large and small letters are the same.
    """

    by_pattern: tuple[tuple[str, Stated], ...] = ()

    def of(self, name: str) -> Stated:
        """Return what is stated of a file: by the first pattern that its name fits."""
        plain = name.casefold()
        fits = (one for pattern, one in self.by_pattern if fnmatchcase(plain, pattern.casefold()))
        return next(fits, Stated())


def statements(content: bytes, saved: Collection[str] = ()) -> Statements:
    """Read what is stated; `saved` are the names of the mappings that people have saved.

    Raises:
        IncidentFileError: With everything that is wrong, and what to write.
    """
    text = decode(content, SAYS, BOUNDS)
    if isinstance(text, Problem):
        raise IncidentFileError([text])
    root, problems = read(text, SAYS, BOUNDS)
    found = [] if root is None or problems else [*_patterns(root, problems, (*KINDS, *saved))]
    if problems:
        raise IncidentFileError(problems)
    return Statements(tuple(found))


def _patterns(
    root: Node, problems: list[Problem], formats: Collection[str]
) -> Iterator[tuple[str, Stated]]:
    files = root.entries.get(TOP) if isinstance(root, Fields) and len(root.entries) == 1 else None
    if not isinstance(files, Fields):
        problems.append(_problem(root, "", inbox.NO_FILES, inbox.EXAMPLE))
        return
    for pattern, node in files.entries.items():
        if not isinstance(node, Fields):
            problems.append(_problem(node, pattern, inbox.NOTHING_STATED, inbox.EXAMPLE))
            continue
        before = len(problems)
        problems += _wrong(pattern, node, formats)
        if len(problems) == before:
            yield pattern, _stated({key: _text(one) for key, one in node.entries.items()})


def _wrong(pattern: str, node: Fields, formats: Collection[str]) -> Iterator[Problem]:
    for key, value in node.entries.items():
        if key not in KEYS:
            at = node.keys[key]
            message = inbox.NO_SUCH_KEY.format(key=key)
            yield Problem(SAYS, at.line, at.column, pattern, message, meant(key, KEYS))
        elif not isinstance(value, Scalar):
            yield _problem(value, key, inbox.NO_TEXT, inbox.EXAMPLE)
        elif told := _refused(key, value.text, formats):
            yield _problem(value, key, *told)


def _refused(key: str, text: str, formats: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with a value, and what to write; None where nothing is."""
    try:
        if key == "source":
            SOURCE.read(text)
        elif key == "time_zone":
            read_zone(text)
        elif key == "format" and text not in formats:
            return inbox.NO_FORMAT.format(format=text[:60]), meant(text, formats)
        elif key in READING:
            Declared(**{key: text}).check(SAYS)
    except CellError as error:
        return f"{text!r:.60}: {error.reason}", error.hint
    except IncidentFileError as error:
        return error.problems[0].message, error.problems[0].hint
    return None


def _stated(told: Mapping[str, str]) -> Stated:
    return Stated(
        told.get("format"),
        told.get("source"),
        told.get("time_zone"),
        Declared(**{key: told[key] for key in READING if key in told}),
    )


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _problem(node: Node, path: str, message: str, hint: str) -> Problem:
    return Problem(SAYS, node.at.line, node.at.column, path, message, hint)
