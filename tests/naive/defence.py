"""Self-defence claimed: whether the one who shot had been attacked shortly before."""

from collections.abc import Sequence
from datetime import timedelta

from monitor.agreements.model import Excepted
from monitor.incidents.vocabulary import CIVILIANS
from tests.naive.actors import Truth, agreed, every, normal
from tests.naive.events import Event
from tests.naive.roster import Roster

Rival = tuple[Event, Truth, bool]
"""Another event, whether it is of the class its exceptions aside, and whether that is certain."""


def paired(roster: Roster, terms: Excepted, event: Event, rivals: Sequence[Rival]) -> Truth:
    """Whether another event struck who did this one, at most so long before it.

    True where one certainly did, at whatever instants of the spans the two took place; false
    where none can have; otherwise unknown.
    """
    if terms.paired_within is None:
        msg = "this exception asks for no pair"
        raise TypeError(msg)
    length = terms.paired_within.elapsed
    unclear = False
    for other, of_class, certain in rivals:
        struck = every(
            [
                of_class,
                _struck(roster, event, other),
                _shortly_before(event, other, length),
                _at_one_place(event, other) if terms.same_place else True,
            ]
        )
        if struck is True and certain:
            return True
        unclear = unclear or struck is not False
    return None if unclear else False


def _struck(roster: Roster, event: Event, other: Event) -> Truth:
    """Whether the victim of the other event is the party that did this one."""
    return agreed(
        _one_party(roster, doer, event, victim, other)
        for doer in event.by
        for victim in other.against
    )


def _one_party(
    roster: Roster, doer: str | None, event: Event, victim: str | None, other: Event
) -> Truth:
    """Whether two names mean one party, whenever in the spans of their events each was borne."""
    if doer is None or victim is None:
        return None
    if CIVILIANS in {normal(doer), normal(victim)}:
        return False
    return agreed(
        _same(roster.named(doer, now), roster.named(victim, then))
        for now in roster.moments(event.first, event.last)
        for then in roster.moments(other.first, other.last)
    )


def _same(ones: set[str], others: set[str]) -> Truth:
    """Whether the party is one and the same; unknown where a name is nobody's."""
    return agreed(one == other for one in ones for other in others)


def _shortly_before(event: Event, other: Event, length: timedelta) -> Truth:
    """Whether the other event came before this one, or with it, by at most this much."""
    least, most = event.first - other.last, event.last - other.first
    if least >= timedelta(0) and most <= length:
        return True
    return False if most < timedelta(0) or least > length else None


def _at_one_place(event: Event, other: Event) -> Truth:
    return agreed(_nested(one, two) for one in event.pcodes for two in other.pcodes)


def _nested(one: str | None, other: str | None) -> Truth:
    if one is None or other is None:
        return None
    return one.startswith(other) or other.startswith(one)
