"""Names that would mean two parties at one time, or civilians."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from monitor.agreements.actors import Alias
from monitor.agreements.dated import Dated
from monitor.agreements.model import Agreement
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import quoted
from monitor.incidents.names import normal
from monitor.incidents.vocabulary import CIVILIANS


class _Name(NamedTuple):
    """A name of a party over a time, and where it is written."""

    party: str
    held: Dated
    path: Path
    on_key: bool = False


def shared_names(terms: Agreement) -> Iterator[Flaw]:
    """Yield the names that would mean two parties at one time, or civilians."""
    held: dict[str, list[_Name]] = defaultdict(list)
    for party, actor in terms.parties.items():
        top: Path = ("parties", party)
        always = Alias(name=actor.name)
        held[normal(party)].append(_Name(party, always, top, on_key=True))
        held[normal(actor.name)].append(_Name(party, always, (*top, "name")))
        for position, alias in enumerate(actor.aliases):
            held[normal(alias.name)].append(_Name(party, alias, (*top, "aliases", position)))
    for shown, names in held.items():
        if shown == CIVILIANS:
            for name in names:
                wrong = f"{CIVILIANS} are never a party"
                yield Flaw(name.path, wrong, "give another name", on_key=name.on_key)
        else:
            yield from _met(shown, names)


def _met(shown: str, names: list[_Name]) -> Iterator[Flaw]:
    """Compare each name only with the two that reach furthest: one of them is another party's."""
    furthest: list[_Name] = []
    for name in sorted(names, key=_start):
        other = next((one for one in furthest if one.party != name.party), None)
        if other is not None and other.held.meets(name.held):
            wrong = f"{quoted(shown)} would name both {other.party} and {name.party} at one time"
            hint = "give dates that do not overlap, or leave one of them out"
            yield Flaw(name.path, wrong, hint, on_key=name.on_key)
        by_reach = sorted([*furthest, name], key=_end, reverse=True)
        rivals = [one for one in by_reach if one.party != by_reach[0].party]
        furthest = [by_reach[0], *rivals[:1]]


def _start(name: _Name) -> tuple[datetime, bool]:
    """Ids before names of the same time: of the two, the name is the one to change."""
    return name.held.from_ or datetime.min, not name.on_key  # noqa: DTZ901 - local on purpose


def _end(name: _Name) -> datetime:
    return name.held.until or datetime.max  # noqa: DTZ901 - local on purpose
