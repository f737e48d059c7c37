"""Parse events of a YAML file, put together to a located tree.

One loop and no recursion: an alias is never expanded, and a file that nests too deep or holds too
much is left at that point, before the parser's own cost can grow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from monitor.errors import Problem
from monitor.handwritten.flaw import MOST_PROBLEMS
from monitor.handwritten.tree import Fields, Items, Node, Place, Refused, Scalar, written
from monitor.handwritten.wording import quoted

MOST_NESTING = 8

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, line ends that editors do not count, and marks that reorder what is read."""


def invisible(character: str) -> tuple[str, str]:
    """Say that a character cannot be seen: what is wrong, and what to do."""
    return (
        f"the file holds an invisible character, U+{ord(character):04X}",
        "remove it: people would not read what the program reads",
    )


def _begins(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)


@dataclass(slots=True)
class _Frame:
    """A mapping or a list while it is being read."""

    at: Place
    items: list[Node] | None = None
    """None in a mapping."""
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    key: tuple[str, Place] | None = None
    """The key that waits for its value; its text is empty where the key was refused."""

    @property
    def wants_key(self) -> bool:
        return self.items is None and self.key is None

    def add(self, node: Node) -> None:
        if self.items is not None:
            self.items.append(node)
        elif self.key is not None:
            text, at = self.key
            self.key = None
            if text:
                self.entries[text] = node
                self.keys[text] = at

    def node(self) -> Node:
        if self.items is not None:
            return Items(tuple(self.items), self.at)
        return Fields(self.entries, self.keys, self.at)


@dataclass(slots=True)
class Builder:
    """Puts events together; `root` is the tree once the last of them is taken."""

    file: str
    most_values: int
    split: str
    """What to do with more values."""
    begin: str
    """The first key of such a file."""
    problems: list[Problem] = field(default_factory=list)
    root: Node | None = None
    stack: list[_Frame] = field(default_factory=list)
    values: int = 0
    in_key: int = 0
    """How deep we are inside a key that was refused for being a list or a mapping."""

    def take(self, event: yaml.Event) -> bool:
        """Take the next event; answer whether it makes sense to go on."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        return self.values <= self.most_values and len(self.problems) < MOST_PROBLEMS

    def report(self, at: Place, message: str, hint: str) -> None:
        """Note a problem at the place that has been reached."""
        path = written(tuple(self._steps()))
        self.problems.append(Problem(self.file, at.line, at.column, path, message, hint))

    def nothing_at_all(self, at: Place) -> None:
        """Note that the file is empty."""
        self.report(at, "the file is empty", f"begin with '{self.begin}: …'")

    def stop(self, at: Place, message: str, hint: str) -> None:
        """Note a problem after which nothing can be read."""
        self.report(at, message, hint)
        self.values = self.most_values + 1

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        at = self._begin(event)
        text = event.value
        if event.style == '"' and (unseen := INVISIBLE.search(text)):
            self.report(at, *invisible(unseen[0]))
        if self.in_key:
            return
        if self.stack and self.stack[-1].wants_key:
            self._key(text, at)
        elif text == "" and not event.style:
            self._nothing(at)
        else:
            self._add(Scalar(text, at))

    def _begin(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Place:
        """Count a value, refuse what decorates it, and say where it is."""
        at = _begins(event)
        self.values += 1
        if self.values > self.most_values:
            wrong = f"the file holds more than {self.most_values:,} keys and values"
            self.stop(at, wrong, self.split)
        if event.anchor is not None:
            wrong = f"the anchor &{event.anchor} is not allowed"
            self.report(at, wrong, "remove it, and write values out where they belong")
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            wrong = f"the tag {tag} is not allowed"
            self.report(at, wrong, "remove it; put text that begins with ! in quotes")
        return at

    def _key(self, text: str, at: Place) -> None:
        frame = self.stack[-1]
        frame.key = ("", at)
        if text == "<<":
            self.report(at, "a merge key (<<) is not allowed", "write the keys out here")
        elif text == "":
            self.report(at, "a key without a name", "write the name before the colon")
        elif text in frame.entries:
            wrong = f"the key {quoted(text)} is given twice, first on line {frame.keys[text].line}"
            self.report(at, wrong, "keep one of the two")
        else:
            frame.key = (text, at)

    def _nothing(self, at: Place) -> None:
        if not self.stack:
            self.nothing_at_all(at)
        else:
            text, where = self.stack[-1].key or ("", at)
            what = f"the key {quoted(text)} has no value" if text else "an entry without a value"
            tight = "write a space after the colon" if ":" in text else ""
            self.report(where, what, tight or "give the value, or remove it")
        self._add(Refused(at))

    def _alias(self, event: yaml.AliasEvent) -> None:
        at = _begins(event)
        wrong = f"the alias *{event.anchor} stands for another part of the file"
        self.report(at, wrong, "write the value out here")
        if self.in_key:
            return
        if self.stack and self.stack[-1].wants_key:
            self.stack[-1].key = ("", at)
        else:
            self._add(Refused(at))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        at = self._begin(event)
        if self.in_key:
            self.in_key += 1
        elif self.stack and self.stack[-1].wants_key:
            self.report(at, "a key must be one text, not a list or a mapping", "name it")
            self.in_key = 1
        else:
            of_items = isinstance(event, yaml.SequenceStartEvent)
            self.stack.append(_Frame(at, items=[] if of_items else None))
        if len(self.stack) + self.in_key > MOST_NESTING:
            wrong = f"mappings and lists nest more than {MOST_NESTING} deep"
            self.stop(at, wrong, "nothing that has a meaning here lies this deep")

    def _close(self) -> None:
        if not self.in_key:
            self._add(self.stack.pop().node())
            return
        self.in_key -= 1
        if not self.in_key:
            self.stack[-1].key = ("", self.stack[-1].at)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].add(node)
        else:
            self.root = node

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        at = _begins(event)
        if event.version or event.tags:
            self.report(at, "a directive (a line beginning with %)", "remove the line")
        if self.root is not None:
            self.stop(at, "a second document begins here", "one file holds one document")

    def _steps(self) -> Iterator[str | int]:
        for frame in self.stack:
            if frame.items is not None:
                yield len(frame.items)
            elif frame.key and frame.key[0]:
                yield frame.key[0]
