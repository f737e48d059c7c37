"""How a mapping or a list of a rule file is changed: an entry left out, or two turned around."""

from collections.abc import Iterator

from monitor.handwritten.tree import Fields, Items, Node, Path, Scalar

OUT = "(left out)"

MISTAKEN = (
    *(("by", "against"), ("to", "with"), ("of", "before"), ("of", "no_earlier_than")),
    *(("of", "together_with"), ("decided", "back"), ("decided", "resumed")),
)
"""Keys of one mapping whose values are turned around."""

RENAMED = (
    *(("all", "any"), ("any", "all"), ("at_most", "at_least"), ("at_least", "at_most")),
    *(("together_with", "no_earlier_than"), ("no_earlier_than", "together_with")),
    *(("decided", "attested"), ("attested", "decided"), ("killed", "injured"), ("to", "with")),
)
"""Keys that are mistaken for another one that is not there."""


SECTIONS = ("parties", "areas", "classes", "conditions", "phases", "readings", "clauses")


def shorter(path: Path, node: Items) -> Iterator[tuple[Path, str, str, Node]]:
    """Leave out each entry of a list."""
    for position, item in enumerate(node.items):
        rest = (*node.items[:position], *node.items[position + 1 :])
        if not isinstance(item, Items):  # a point of a line is moved, not left out
            yield (*path, position), _told(item), OUT, Items(rest, node.at)


def without(path: Path, node: Fields) -> Iterator[tuple[Path, str, str, Node]]:
    """Leave out each key; what may not be missing the loader asks for.

    An entry that others name stays: without it the cases could not even be read.
    """
    if len(path) == 1 and path[0] in SECTIONS:
        return
    for key, value in node.entries.items():
        rest = {name: one for name, one in node.entries.items() if name != key}
        yield (*path, key), _told(value), OUT, Fields(rest, node.keys, node.at)


def turned(path: Path, node: Fields) -> Iterator[tuple[Path, str, str, Node]]:
    """Turn two keys around, or take one for another."""
    has = node.entries
    for one, other in MISTAKEN:
        if one in has and other in has:
            swapped = has | {one: has[other], other: has[one]}
            yield path, f"{one}, {other}", "turned around", Fields(swapped, node.keys, node.at)
    for one, other in RENAMED:
        if one in has and other not in has:
            named = {other if key == one else key: value for key, value in has.items()}
            keys = {other if key == one else key: at for key, at in node.keys.items()}
            yield (*path, one), f"{one}:", f"{other}:", Fields(named, keys, node.at)
    if set(has) == {"not"}:
        yield (*path, "not"), "not", OUT, has["not"]


def _told(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "{…}" if isinstance(node, Fields) else "[…]"
