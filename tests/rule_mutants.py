"""Every way of changing one thing of a rule file: what the cases beside it must notice.

Every number, duration, distance, share, date, time, place, role, grade, kind, weapon, party and
policy is moved one up and one down, or to another word of its list (`rule_moves`); every entry of
a list and every key that may be missing is left out, and two things that could be mistaken for
each other are turned around (`rule_shapes`).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random

from rule_moves import Lists, lists, moves, nearest
from rule_shapes import shorter, turned, without

from monitor.agreements.load import Instrument
from monitor.handwritten.source import read
from monitor.handwritten.tree import Fields, Items, Node, Place, Scalar, placed, plain
from monitor.handwritten.tree import Path as Steps

PROSE = (
    *("agreement", "title", "imports*", "handling", "clauses.*", "*.name", "*.title"),
    *("*.provenance", "*.assumption", "guarantors.*.per", "*.clause"),
    *("areas.*.unpublished", "conditions.*.proposes"),
    *("alerts.*.on", "alerts.*.to*", "alerts.*.interrupts", "alerts.*.scope", "alerts.*.reading"),
)
"""What is read by people and decides nothing, and whom the alerts name; names that sources use are
tested in the roster."""

ONE_OR_MANY = ("any_kind", "weapon", "purpose", "claimed", "by", "against", "role", "decided")
"""Keys of one word that may be given several."""


@dataclass(frozen=True)
class Mutant:
    """One thing of the rules of a file, and what it becomes."""

    file: str
    path: str
    at: Place
    was: str
    becomes: str
    root: Node = field(compare=False, repr=False)

    @property
    def text(self) -> str:
        """The rules with this one thing changed, on one line."""
        return json.dumps(plain(self.root), ensure_ascii=False)

    @property
    def change(self) -> str:
        """Its path, what stands there, and what stands there instead."""
        return f"{self.path}: {self.was} -> {self.becomes}"

    def is_like(self, pattern: str) -> bool:
        """Whether a pattern of its path, or of its path and change, is about it."""
        return any(fnmatchcase(said, pattern) for said in (self.path, self.change))

    def __str__(self) -> str:
        return f"{self.file}:{self.at.line}: {self.change}"


def steps_to(path: Steps) -> str:
    """Write a path with dots, as patterns name it."""
    return ".".join(str(step) for step in path)


def nodes(node: Node, path: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    """Yield every value with its path, those that hold others first."""
    yield path, node
    match node:
        case Fields():
            for key, value in node.entries.items():
                yield from nodes(value, (*path, key))
        case Items():
            for position, item in enumerate(node.items):
                yield from nodes(item, (*path, position))


def is_prose(path: Steps) -> bool:
    """Whether nobody but people reads it; the end of a name's time is read by more."""
    said = steps_to(path)
    return any(fnmatchcase(said, prose) for prose in PROSE) and path[-1] != "until"


def mutants(instrument: Instrument) -> Iterator[Mutant]:
    """Yield every mutant of the rules, in the order of the file."""
    root, _ = read(instrument.text, instrument.file)
    assert root is not None
    file, named = Path(instrument.file).name, lists(instrument.agreement)
    for path, node in nodes(root):
        for below, was, becomes, other in changes(path, node, named):
            if not is_prose(below):
                changed = placed(root, path, other)
                yield Mutant(file, steps_to(below), node.at, was, becomes, changed)


def drawn(every: Sequence[Mutant], one_of: int) -> list[Mutant]:
    """Return one of so many mutants, always the same ones."""
    return Random(one_of).sample(every, len(every) // one_of)  # noqa: S311 - nothing is secret


def changes(path: Steps, node: Node, named: Lists) -> Iterator[tuple[Steps, str, str, Node]]:
    """Yield each change of a value: where, what stood there, what does now, and the whole of it."""
    if not path:
        return
    match node:
        case Scalar():
            for word in dict.fromkeys(moves(steps_to(path), node.text, named)):
                yield path, node.text, word, Scalar(word, node.at)
            if path[-1] in ONE_OR_MANY:
                yield from longer(path, Items((node,), node.at), named)
        case Items():
            yield from shorter(path, node)
            yield from longer(path, node, named)
        case Fields():
            yield from without(path, node)
            yield from turned(path, node)


def longer(path: Steps, node: Items, named: Lists) -> Iterator[tuple[Steps, str, str, Node]]:
    """Add each word of the list of a path that is near to one that stands there."""
    there = [item.text for item in node.items if isinstance(item, Scalar)]
    near = (word for text in there for word in nearest(steps_to((*path, 0)), text, named))
    for word in dict.fromkeys(word for word in near if word not in there):
        yield path, "", f"and {word}", Items((*node.items, Scalar(word, node.at)), node.at)
