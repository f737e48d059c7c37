"""A file as it stands on the page: text in mappings and lists, each part with its place."""

from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Keys and list positions (from 0) from the top of a file, as `("conditions", "calm_day")`."""


class Place(NamedTuple):
    """A line and a column, both from 1; columns count characters.

    `file` is empty in the file that is being read, else the file that it imports.
    """

    line: int
    column: int
    file: str = ""


class Scalar(NamedTuple):
    """A text; nothing here is ever a number, a date or a truth value."""

    text: str
    at: Place


class Refused(NamedTuple):
    """Stands where a value was refused and already reported, so that nobody reports it twice."""

    at: Place


class Items(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    at: Place


class Fields(NamedTuple):
    """A mapping; keys are unique texts, in the order of the file."""

    entries: dict[str, "Node"]
    keys: dict[str, Place]
    at: Place


Node = Scalar | Refused | Items | Fields


def plain(node: Node) -> object:
    """Return the value as dict, list, str, and None for what was refused."""
    match node:
        case Scalar():
            return node.text
        case Items():
            return [plain(item) for item in node.items]
        case Fields():
            return {key: plain(value) for key, value in node.entries.items()}
        case Refused():
            return None


def child(node: Node, step: str | int) -> Node | None:
    """Return the value under a key or list position, or None where there is none."""
    if isinstance(node, Fields) and isinstance(step, str) and step in node.entries:
        return node.entries[step]
    if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def follow(node: Node, path: Path) -> tuple[Node, Path]:
    """Go down as far as the path leads; return where it ends and the part that was gone.

    Where one value stands for a list of one, its position 0 is the value itself.
    """
    gone: Path = ()
    for step in path:
        if step == 0 and not isinstance(node, Items):
            continue
        below = child(node, step)
        if below is None:
            return node, gone
        node, gone = below, (*gone, step)
    return node, gone


def key_place(node: Node, path: Path) -> Place:
    """Return the place of the last key of a path that exists, or of its value in a list."""
    above, _ = follow(node, path[:-1])
    last = path[-1] if path else ""
    if isinstance(above, Fields) and isinstance(last, str) and last in above.keys:
        return above.keys[last]
    return follow(node, path)[0].at


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every text in a value, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case Items():
            for item in node.items:
                yield from scalars(item)
        case Fields():
            for value in node.entries.values():
                yield from scalars(value)
        case Refused():
            return


def places(node: Node) -> Iterator[Place]:
    """Yield the place of every key and value in a value, its own included."""
    yield node.at
    if isinstance(node, Fields):
        yield from node.keys.values()
        for value in node.entries.values():
            yield from places(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from places(item)


def names_under(node: Node, key: str) -> tuple[str, ...]:
    """Return the keys of the mapping under a key; none where there is no such mapping."""
    section = child(node, key)
    return tuple(section.entries) if isinstance(section, Fields) else ()


def placed(node: Node, path: Path, value: Node) -> Node:
    """Return the tree with `value` at the path; mappings on the way are made where missing.

    Raises:
        KeyError: The path leads through a text or outside a list.
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
        inner = placed(node.items[step], rest, value)
        return Items((*node.items[:step], inner, *node.items[step + 1 :]), node.at)
    if not isinstance(node, Fields) or not isinstance(step, str):
        raise KeyError(step)
    old = node.entries.get(step, Fields({}, {}, value.at))
    entries = {**node.entries, step: placed(old, rest, value)}
    return Fields(entries, {step: value.at, **node.keys}, node.at)


def in_file(node: Node, file: str) -> Node:
    """Return a tree whose places say in which file they are."""
    at = node.at._replace(file=file)
    match node:
        case Items():
            return Items(tuple(in_file(item, file) for item in node.items), at)
        case Fields():
            entries = {key: in_file(value, file) for key, value in node.entries.items()}
            keys = {key: place._replace(file=file) for key, place in node.keys.items()}
            return Fields(entries, keys, at)
        case _:
            return node._replace(at=at)


def written(path: Path) -> str:
    """Write a path as messages do: keys joined by dots, list positions counted from 1."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step + 1}]")
        else:
            parts.append(f".{step}" if parts else step)
    return "".join(parts)
