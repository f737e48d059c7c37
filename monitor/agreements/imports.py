"""Imports: the terms of other rule files, taken over into the tree of one that builds on them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path as FilePath
from typing import NamedTuple, Protocol

from monitor.errors import Problem, RuleFileError
from monitor.handwritten.source import content_of, read
from monitor.handwritten.tree import (
    Fields,
    Items,
    Node,
    Place,
    Refused,
    Scalar,
    child,
    in_file,
    key_place,
    names_under,
    plain,
)
from monitor.handwritten.wording import choose, quoted, shape

SHARED = ("parties", "areas", "clauses", "classes", "conditions")
"""The sections that are taken over; everything else of an imported file is left there."""

MAY_AGREE = ("parties", "areas", "clauses", "classes")
"""The sections in which two files may declare one id, if both entries say the same."""

MOST_FILES = 8
"""How many files one agreement may be put together from, its own included."""


class Beside(Protocol):
    """The rule files that one may import."""

    @property
    def names(self) -> Collection[str]:
        """The ids of their agreements."""
        ...

    def file(self, agreement: str) -> str:
        """What messages call the file of an agreement."""
        ...

    def text(self, agreement: str) -> str:
        """Return the text of a file, without a byte order mark.

        Raises:
            RuleFileError: It cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """The rule files of a folder."""

    path: FilePath

    @property
    def names(self) -> Collection[str]:
        """The ids of their agreements."""
        return sorted(file.stem for file in self.path.glob("*.yaml") if "." not in file.stem)

    def file(self, agreement: str) -> str:
        """What messages call the file of an agreement."""
        return str(self.path / f"{agreement}.yaml")

    def text(self, agreement: str) -> str:
        """Return the text of a file; see `Beside`."""
        return content_of(self.path / f"{agreement}.yaml")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of rule files, by the ids of their agreements."""

    of: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> Collection[str]:
        """The ids of their agreements."""
        return self.of.keys()

    def file(self, agreement: str) -> str:
        """What messages call the file of an agreement."""
        return f"{agreement}.yaml"

    def text(self, agreement: str) -> str:
        """Return the text of a file; see `Beside`."""
        return self.of[agreement].removeprefix("\ufeff")


@dataclass(frozen=True, slots=True)
class Imported:
    """A rule file that another one imports, itself or through a third.

    Attributes:
        agreement: The agreement's id.
        title: What people call it; empty where the file does not say.
        text: The file, without a byte order mark.
        ids: What is taken over from it, by section; what stands in the importing file is not.
        terms: What is a term of it, by section: its own, and what it takes over from others.
        time_zone: The zone of the times that it states, as written there.
    """

    agreement: str
    title: str
    text: str
    ids: Mapping[str, Collection[str]]
    terms: Mapping[str, Collection[str]]
    time_zone: str = ""


class Gathered(NamedTuple):
    """The tree of a rule file with what it imports, and what is wrong with that.

    `whole` is False where a file could not be read, so that terms are missing.
    """

    root: Node
    imported: tuple[Imported, ...]
    problems: tuple[Problem, ...]
    whole: bool


def gathered(root: Node, file: str, beside: Beside) -> Gathered:
    """Take over the terms of every file that a rule file imports; places name the file.

    Where an id is declared twice and differently, the tree holds the first and the problems say so.
    """
    walk = _Walk(file, beside)
    walk.follow(root, (_text(root, "agreement") or file,))
    if not walk.found or not isinstance(root, Fields):
        return Gathered(root, (), tuple(walk.problems), not walk.problems)
    merged, whole = root, not walk.problems
    imported: list[Imported] = []
    for name, theirs in walk.found.items():
        ids: dict[str, Collection[str]] = {}
        for section in SHARED:
            merged, ids[section] = walk.take_over(merged, theirs, section)
        title, zone = _text(theirs, "title"), _text(child(theirs, "calendar"), "time_zone")
        imported.append(Imported(name, title, walk.texts[name], ids, walk.terms(name), zone))
    return Gathered(merged, tuple(imported), tuple(walk.problems), whole)


def digest(text: str, imported: Iterable[Imported]) -> str:
    """Return the SHA-256 of a rule file, or of all the texts that it is put together from."""
    own = sha256(text.encode()).hexdigest()
    others = sorted(
        f"{one.agreement} {sha256(one.text.encode()).hexdigest()}\n" for one in imported
    )
    return sha256(f"{own}\n{''.join(others)}".encode()).hexdigest() if others else own


@lru_cache(maxsize=16)
def _other(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a file that others import, its places naming it; trees are never changed in place."""
    root, problems = read(text, file)
    return in_file(root, file) if isinstance(root, Fields) else root, tuple(problems)


@dataclass(slots=True)
class _Walk:
    """Goes through the files that are imported, each once, the nearest first."""

    file: str
    beside: Beside
    found: dict[str, Node] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def follow(self, root: Node, way: tuple[str, ...]) -> None:
        """Read what a file imports, and what that imports; `way` are the agreements up to it."""
        for position, named in enumerate(_named(root)):
            path = f"imports[{position + 1}]"
            if named.text in way:
                circle = " imports ".join([*way[way.index(named.text) :], named.text])
                self._report(named.at, path, f"this imports itself: {circle}", "leave one out")
            elif named.text in self.found:
                continue
            elif named.text not in self.beside.names:
                wrong = f"there is no rule file {quoted(f'{named.text}.yaml')} beside this one"
                self._report(named.at, path, wrong, choose(named.text, [*self.beside.names]))
            elif len(self.found) + 1 >= MOST_FILES:
                wrong = f"an agreement is put together from at most {MOST_FILES} files"
                self._report(named.at, path, wrong, "import fewer")
            else:
                self._read(named, path, way)

    def _read(self, named: Scalar, path: str, way: tuple[str, ...]) -> None:
        name, file = named.text, self.beside.file(named.text)
        try:
            text = self.beside.text(name)
        except RuleFileError as error:
            self.problems += error.problems
            return
        root, problems = _other(text, file)
        self.problems += problems
        if not isinstance(root, Fields):
            if not problems:
                self._report(named.at, path, f"{file} is no rule file", "import another")
            return
        self.found[name], self.texts[name] = root, text
        if (own := _text(root, "agreement")) != name:
            at = key_place(root, ("agreement",))
            wrong = f"the agreement is {quoted(own)}, and its file is named {quoted(name)}"
            self._report(at, "agreement", wrong, "give both the same name")
        self.follow(root, (*way, name))

    def terms(self, name: str) -> dict[str, Collection[str]]:
        """Return what is a term of an agreement, by section, wherever it is written."""
        reached: dict[str, Node] = {}
        ahead = [name]
        while ahead:
            if (one := ahead.pop()) in self.found and one not in reached:
                reached[one] = self.found[one]
                ahead += [named.text for named in _named(reached[one])]
        roots = reached.values()
        return {
            section: {id_ for root in roots for id_ in names_under(root, section)}
            for section in SHARED
        }

    def take_over(self, root: Fields, theirs: Node, section: str) -> tuple[Fields, Collection[str]]:
        """Return the tree with a section of another, and the ids that come from there."""
        ours, new = root.entries.get(section), child(theirs, section)
        if new is None or isinstance(new, Refused) or not isinstance(ours, Fields | None):
            return root, ()
        if not isinstance(new, Fields):
            wrong = f"{shape(plain(new))} stands where a mapping belongs"
            self._report(new.at, section, wrong, "write it as lines of 'id: …'")
            return root, ()
        ours = ours or Fields({}, {}, new.at)
        added = {name: node for name, node in new.entries.items() if name not in ours.entries}
        keys = {name: new.keys[name] for name in added}
        for name in names_under(theirs, section):
            if name not in added:
                self._compare(ours, new, section, name)
        both = Fields(ours.entries | added, ours.keys | keys, ours.at)
        sections = root.entries | {section: both}
        return Fields(sections, {section: new.at, **root.keys}, root.at), tuple(added)

    def _compare(self, ours: Fields, new: Fields, section: str, name: str) -> None:
        """Refuse an id that two files declare, unless they may and say the same."""
        same = plain(ours.entries[name]) == plain(new.entries[name])
        if same and section in MAY_AGREE:
            return
        own, other = ours.keys[name], new.keys[name]
        at, there = (other, own) if own.file else (own, other)
        where = f"{there.file}:{there.line}"
        if section in MAY_AGREE:
            wrong = f"{where} declares {quoted(name)} too, and says otherwise"
            hint = "make both say the same, or give one of them another id"
        else:
            wrong = f"{where} declares {quoted(name)} too, and it is imported"
            hint = "give this one another id, or leave it out"
        self._report(at, f"{section}.{name}", wrong, hint)

    def _report(self, at: Place, path: str, message: str, hint: str) -> None:
        file = at.file or self.file
        self.problems.append(Problem(file, at.line, at.column, path, message, hint))


def _named(root: Node) -> Iterator[Scalar]:
    """Yield the agreements that a file imports, as it names them."""
    node = child(root, "imports")
    for item in node.items if isinstance(node, Items) else [node]:
        if isinstance(item, Scalar):
            yield item


def _text(root: Node | None, key: str) -> str:
    node = child(root, key) if root is not None else None
    return node.text if isinstance(node, Scalar) else ""
