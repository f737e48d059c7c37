"""Rival readings: the same file with some values set otherwise."""

from typing import NamedTuple

from monitor.agreements.conditions import DAILY
from monitor.agreements.model import Agreement, Condition
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.keys import at, has_own_names, keys
from monitor.handwritten.tree import (
    Fields,
    Node,
    Path,
    Place,
    child,
    follow,
    names_under,
    placed,
    places,
)
from monitor.handwritten.wording import choose, quoted

_SECTIONS = ("calendar", "evidence", "ends", "parties", "areas", "phases")
"""What a reading may change by name; classes and conditions are named by their ids."""

_TERM = ("section", "id")
"""The shape of a path that names a whole class or condition."""

_NAMED = ("parties", "areas", "classes", "conditions", "phases")
"""Sections whose entries the author of the file names."""

_KINDS = (*DAILY, "pattern", "streak", "since", "order", "attested", "decided", "by", "at_least")


class Under(NamedTuple):
    """A file under one of its readings.

    Attributes:
        root: The tree with the reading's values in it; they keep the places they have there.
        touched: The terms they are in, as `("conditions", "truce_holds")` or `("calendar",)`.
        flaws: What is wrong with the paths that the reading sets.
    """

    root: Node
    touched: tuple[Path, ...]
    flaws: tuple[Flaw, ...]


def read_under(root: Node, reading: str) -> Under:
    """Set what a reading sets."""
    flaws: list[Flaw] = []
    changed = root
    given: dict[Path, str] = {}
    for name, value in _settings(root, reading).items():
        here: Path = ("readings", reading, "set", name)
        path, flaw = _resolve(root, name, here)
        if flaw is None and path in given:
            wrong = f"this sets the same as {quoted(given[path])}"
            flaw = Flaw(here, wrong, "keep one of the two", on_key=True)
        if flaw is None:
            given[path] = name
            changed, flaw = _place(changed, path, value, here)
        if flaw is not None:
            flaws.append(flaw)
    touched = dict.fromkeys(path[: 2 if path[0] in _NAMED else 1] for path in given)
    return Under(changed, tuple(touched), tuple(flaws))


def places_set(root: Node, reading: str) -> frozenset[Place]:
    """Return the place of every key and value that a reading sets."""
    return frozenset(at for node in _settings(root, reading).values() for at in places(node))


def _settings(root: Node, reading: str) -> dict[str, Node]:
    path: Path = ("readings", reading, "set")
    node, gone = follow(root, path)
    return node.entries if isinstance(node, Fields) and gone == path else {}


def _place(root: Node, path: Path, value: Node, here: Path) -> tuple[Node, Flaw | None]:
    try:
        return placed(root, path, value), None
    except KeyError:
        wrong = "this leads into a value that is written as one text or as a list"
        return root, Flaw(here, wrong, "set that value as a whole", on_key=True)


def _resolve(root: Node, name: str, here: Path) -> tuple[Path, Flaw | None]:
    """Find what a dotted name means: a path of the file that the language has."""
    head, *rest = name.split(".")
    path: Path
    if head in _SECTIONS:
        path = (head, *rest)
    elif head in names_under(root, "conditions"):
        path = _in_condition(root, head, rest)
    elif head in names_under(root, "classes"):
        path = ("classes", head, *rest)
    else:
        ids = (*names_under(root, "conditions"), *names_under(root, "classes"), *_SECTIONS)
        hint = choose(head, ids, "a reading sets values of")
        return (), Flaw(here, f"there is no {quoted(head)} to set", hint, on_key=True)
    return path, _misled(root, path, here)


def _in_condition(root: Node, name: str, rest: list[str]) -> Path:
    """Look a key up in what the file gives of the condition, else in its limit, streak and so on.

    Some keys have a meaning in both, as `by`: what stands in the file comes first.
    """
    path: Path = ("conditions", name)
    if not rest or child(follow(root, path)[0], rest[0]) is not None:
        return (*path, *rest)
    for kind in _kinds(root, path):
        if rest[0] in keys(at(Condition, (kind,))):
            return (*path, kind, *rest)
    return (*path, *rest)


def _kinds(root: Node, condition: Path) -> tuple[str, ...]:
    node, _ = follow(root, condition)
    return tuple(kind for kind in _KINDS if child(node, kind) is not None)


def _misled(root: Node, path: Path, here: Path) -> Flaw | None:
    """Say where a path leaves what the language, or this file, has."""
    for depth, step in enumerate(path):
        known = _known(root, path[:depth])
        if step not in known:
            wrong = f"there is no {quoted(str(step))} there"
            return Flaw(here, wrong, choose(str(step), known), on_key=True)
    if len(path) <= len(_TERM) and path[0] in _NAMED:
        wrong = "this names more than one value"
        return Flaw(here, wrong, "name one value of it, as truce_holds.for", on_key=True)
    return None


def _known(root: Node, path: Path) -> tuple[str, ...]:
    """Return the keys that may follow a path: those of the language, or this file's own names."""
    kind = at(Agreement, path)
    if has_own_names(kind):
        node, gone = follow(root, path)
        return tuple(node.entries) if isinstance(node, Fields) and gone == path else ()
    known = tuple(keys(kind))
    if path[:1] == ("conditions",) and len(path) == len(_TERM):
        inner = [keys(at(Condition, (kind,))) for kind in _kinds(root, path)]
        known += tuple(key for given in inner for key in given)
    return known
