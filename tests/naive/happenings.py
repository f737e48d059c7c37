"""What terms wait for or count from: events of a class, attestations and decisions, as items."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from monitor.agreements.model import Happening
from monitor.incidents.span import TICK
from tests.naive.actors import Truth, normal
from tests.naive.acts import Act, attested, decisions
from tests.naive.gauge import Case
from tests.naive.membership import Membership

Gaps = Sequence[tuple[datetime, datetime]]
World = Mapping[str, datetime | None]
"""The instant at which each item happened, by its key; None where it did not happen."""


@dataclass(frozen=True)
class Item:
    """Something that may have happened, at one instant of the closed [first, last].

    Attributes:
        must: It certainly happened.
        act: A decision or an attestation, which counts at the very instant judged; what happened
            as an incident counts only before it.
        refs: What it calls by name, each as `name=value`.
    """

    key: str
    first: datetime
    last: datetime
    must: bool
    act: bool
    refs: frozenset[str] = frozenset()

    def by_then(self, moment: datetime | None, at: datetime) -> bool:
        """Whether, having happened at `moment`, it has happened for who judges at `at`."""
        if moment is None:
            return False
        return moment <= at if self.act else moment < at


def items(
    case: Case, terms: Happening, per: str | None = None, scope: str | None = None
) -> list[Item]:
    """Return what may have happened of this, in a scope: an event of unknown scope may be in it."""
    if terms.happened is None:
        return [_of_act(act) for act in _acts(case, terms)]
    members = members_of(case, terms.happened, per, scope)
    sure = {event.id for event in members.musts()}
    return [
        Item(
            key=f"incident {event.id}",
            first=event.first,
            last=event.last,
            must=event.id in sure,
            act=False,
            refs=frozenset(event.references),
        )
        for event in members.mays()
    ]


def members_of(
    case: Case, cls: str, per: str | None = None, scope: str | None = None
) -> Membership:
    """Return the events of a class, in a scope where one is given."""
    areas = [case.agreement.areas[scope]] if per == "area" and scope is not None else []
    party = scope if per == "party" else None
    return Membership(case, case.agreement.classes[cls], areas, party)


def _acts(case: Case, terms: Happening) -> list[Act]:
    found = decisions(case, [terms.decided], terms) if terms.decided is not None else []
    if terms.attested is not None:
        found = attested(case, terms.attested, terms)
    return [act for act in found if act.is_by(case, terms.by)]


def _of_act(act: Act) -> Item:
    return Item(act.key, act.first, act.last, must=True, act=True, refs=act.refs)


def long_before(case: Case) -> datetime:
    """Return an instant before everything that any record here tells of."""
    return case.start - timedelta(days=1000)


def unseen(case: Case, terms: Happening, since: datetime | None = None) -> Gaps:
    """Return where this could have happened unseen, since the start where no other time is given.

    Decisions are seen, and so are attestations by those named; where anybody may attest, that
    nobody has leaves it open.
    """
    begin = since or case.start
    if terms.attested is not None and not terms.by:
        return [(begin, case.at)] if begin < case.at else []
    if terms.happened is None:
        return []
    return members_of(case, terms.happened).unwatched(since or case.start, case.at)


def matches(name: str | None, one: Item, other: Item) -> Truth:
    """Whether two items are about the same: what both call by this name, if one is asked for."""
    return True if name is None else same_values(values(name, one.refs), values(name, other.refs))


def values(name: str, refs: Iterable[str]) -> set[str]:
    """Return the values that something states for a name, as they are compared."""
    pairs = (each.partition("=") for each in refs)
    return {normal(value) for key, _, value in pairs if key == name}


def same_values(ones: set[str], others: set[str]) -> Truth:
    """Whether two sets of alternatives mean one value; unknown where either states nothing."""
    if len(ones) == len(others) == 1:
        return ones == others
    return None if ones & others or not ones or not others else False


def worlds(found: Sequence[Item], marks: Iterable[datetime]) -> Iterator[World]:
    """Yield the worlds that matter: every item at each instant at which an order may turn.

    Args:
        found: What may have happened; what is not certain is also left out.
        marks: Instants other than the ends of the items' own spans at which something changes.

    Yields:
        For each item None, where it may not have happened, or an instant: the ends of its span,
        and every mark and every end of another span in it, with the instants just beside.
    """
    single = {item.key: item for item in found}
    turns = {*marks, *(end for item in found for end in (item.first, item.last))}
    places = [
        [*instants(item.first, item.last, turns), *([] if item.must else [None])]
        for item in single.values()
    ]
    for chosen in product(*places):
        yield dict(zip(single, chosen, strict=True))


def instants(first: datetime, last: datetime, turns: Iterable[datetime]) -> list[datetime]:
    """Return the instants of the closed [first, last] at which something may turn."""
    found = {first, last}
    for turn in turns:
        if first - TICK <= turn <= last + TICK:
            near = (turn - TICK, turn, turn + TICK)
            found.update(place for place in near if first <= place <= last)
    return sorted(found)
