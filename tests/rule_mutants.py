"""Every way of changing one value of a rule file: what the cases beside it must notice.

Every number, duration, distance, share, date, time, place, role, grade, kind, party and policy is
moved one up and one down, or to another word of its list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement, Doubt, Role, Unobserved
from monitor.agreements.source import read
from monitor.agreements.tree import Fields, Items, Node, Place, Scalar
from monitor.incidents.vocabulary import KINDS, Grade, Measure

PROSE = (
    *("agreement", "title", "status", "handling", "*.name", "*.title", "*.says", "*.source"),
    *("*.provenance", "*.assumption", "*.per", "*.clause", "*.agreed_by.*", "*.aliases.*"),
    *("parties.*.clause", "areas.*.unpublished"),
)
"""What is read by people and decides nothing; names that sources use are tested in the roster."""


@dataclass(frozen=True)
class Mutant:
    """One value of the rules of a file, and what it becomes."""

    file: str
    path: str
    at: Place
    was: str
    becomes: str

    def text(self, rules: str) -> str:
        """Return the rules with this one value changed."""
        lines = rules.split("\n")
        line, start = lines[self.at.line - 1], self.at.column - 1
        start += line[start] == '"'
        assert line[start:].startswith(self.was), self
        lines[self.at.line - 1] = line[:start] + self.becomes + line[start + len(self.was) :]
        return "\n".join(lines)

    def is_like(self, pattern: str) -> bool:
        """Whether a pattern of its path, or of its path and change, is about it."""
        change = f"{self.path}: {self.was} -> {self.becomes}"
        return any(fnmatchcase(said, pattern) for said in (self.path, change))

    def __str__(self) -> str:
        return f"{self.file}:{self.at.line}: {self.path}: {self.was} -> {self.becomes}"


def scalars(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Scalar, Sequence[str]]]:
    """Yield every text with its dotted path and, in a list, the texts beside it."""
    match node:
        case Scalar():
            yield ".".join(path), node, ()
        case Fields():
            for key, value in node.entries.items():
                yield from scalars(value, (*path, *key.split(".")))
        case Items():
            beside = [item.text for item in node.items if isinstance(item, Scalar)]
            for number, item in enumerate(node.items):
                for where, scalar, _ in scalars(item, (*path, str(number))):
                    yield where, scalar, beside if isinstance(item, Scalar) else ()


def number(text: str) -> Iterator[str]:
    """One more, and one less."""
    if text.isdecimal():
        yield from (str(int(text) + 1), str(int(text) - 1))


def duration(text: str) -> Iterator[str]:
    """One more day, hour or minute, and one less."""
    if match := re.fullmatch("(?:([0-9]+) )?(day|hour|minute)s?", text):
        count = int(match[1] or 1)
        yield from (f"{count + 1} {match[2]}s", f"{count - 1} {match[2]}s")


def instant(text: str) -> Iterator[str]:
    """A minute later and earlier; of a bare date, a day."""
    for shape, step in (
        ("%Y-%m-%dT%H:%M", timedelta(minutes=1)),
        ("%Y-%m-%d", timedelta(days=1)),
        ("%H:%M", timedelta(minutes=1)),
    ):
        try:
            when = datetime.strptime(text, shape)  # noqa: DTZ007 - local, as in the rules
        except ValueError:
            continue
        yield from ((when + step).strftime(shape), (when - step).strftime(shape))
        return


def pcode(text: str) -> Iterator[str]:
    """The province after it, and a part of it."""
    if match := re.fullmatch("([A-Z]{2})([0-9]{2})", text):
        yield from (f"{match[1]}{int(match[2]) + 1:02}", f"{text}01")


def zone(text: str) -> Iterator[str]:
    """A zone in which it is another time."""
    yield from {"UTC", "Asia/Tehran"} - {text}


def words(terms: Agreement) -> list[tuple[str, tuple[str, ...]]]:
    """Return the lists whose other words a value may become, by the path of the value."""
    return [
        ("parties.*.role", tuple(Role)),
        ("classes.*.role*", tuple(Role)),
        ("*standard", tuple(Grade)),
        ("*doubt", tuple(Doubt)),
        ("*unobserved", tuple(Unobserved)),
        ("*partial_days", ("counted", "not_counted")),
        ("*.measure", tuple(Measure)),
        ("*.limit.of", tuple(terms.classes)),
        ("*.streak.of", tuple(name for name, it in terms.conditions.items() if it.limit)),
        ("*truce_holds.of", tuple(name for name, it in terms.conditions.items() if it.limit)),
        ("*.limit.in", tuple(terms.areas)[:1]),
        ("*.from_counts", ("somebody_else",)),
        ("*.what", ("something_else",)),
        ("ends.resumed*", ("renewed",)),
        ("classes.*.any_kind", tuple(KINDS)),
        ("classes.*.by", (*terms.parties, "civilians")),
        ("classes.*.against*", (*terms.parties, "civilians")),
        ("conditions.*.attested.by.*", tuple(terms.parties)),
        ("conditions.*.by.attested", ("something_else",)),
        ("conditions.*.by.of.attested", ("something_else", "convoy_arrived")),
        ("conditions.*.decided.by.*", tuple(terms.parties)),
        ("conditions.*.all.*", tuple(terms.conditions)),
        ("phases.*.opens.at", ("2016-09-12T19:01",)),
        ("phases.*.opens.when", tuple(terms.conditions)),
        ("phases.*.opens.by.*", tuple(terms.parties)),
        ("phases.*.decided", ("something_else",)),
        ("phases.*.closes.any.*.decided", ("something_else",)),
        ("phases.*.then", ("lapses", "continues_unrenewed")),
    ]


LISTS = (
    *("classes.*.any_kind.*", "classes.*.purpose.*", "classes.*.role.*", "ends.decided.*"),
    *("ends.by.*", "*certified_by.*", "conditions.*.all.*", "conditions.*.decided.by.*"),
    *("phases.*.opens.by.*",),
)
"""Lists of which each entry is left out in turn, by saying its neighbour twice."""


def mutants(instrument: Instrument) -> Iterator[Mutant]:
    """Yield every mutant of the rules, in the order of the file."""
    root, _ = read(instrument.text, instrument.file)
    assert root is not None
    lists = words(instrument.agreement)
    for path, scalar, beside in scalars(root):
        if any(fnmatchcase(path, prose) for prose in PROSE) and not path.endswith(".until"):
            continue
        becomes = [*number(scalar.text), *duration(scalar.text), *instant(scalar.text)]
        becomes += pcode(scalar.text)
        becomes += zone(scalar.text) if path.endswith("time_zone") else []
        named = next((found for shape, found in lists if fnmatchcase(path, shape)), ())
        near = list(named)
        if scalar.text in near and len(near) > len(Role):
            place = near.index(scalar.text)
            near = [near[place - 1], near[(place + 1) % len(near)]]
        becomes += [word for word in near if word != scalar.text]
        if any(fnmatchcase(path, shape) for shape in LISTS) and len(beside) > 1:
            becomes.append(beside[beside.index(scalar.text) - 1])
        for word in dict.fromkeys(becomes):
            yield Mutant(Path(instrument.file).name, path, scalar.at, scalar.text, word)
