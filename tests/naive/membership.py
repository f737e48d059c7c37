"""Which events are of a class, in a scope: certainly, perhaps, or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.agreements.model import ActorTest, Area, Excepted, Filter, IncidentClass
from monitor.incidents.vocabulary import Grade
from tests.naive.actors import Truth, agreed, every, opposite
from tests.naive.defence import paired
from tests.naive.events import Event
from tests.naive.ground import stands_in
from tests.naive.watching import Need, gaps

if TYPE_CHECKING:
    from tests.naive.gauge import Case


class Membership:
    """A class of events in one case, perhaps only in some areas and by one party."""

    def __init__(
        self,
        case: "Case",
        cls: IncidentClass,
        areas: Sequence[Area] = (),
        party: str | None = None,
        standard: Grade | None = None,
    ) -> None:
        self.case = case
        self.cls = cls
        self.party = party
        own = [case.agreement.areas[cls.in_]] if cls.in_ is not None else []
        self.areas: tuple[Area, ...] = (*areas, *own)
        self.standard = standard or case.agreement.evidence.standard
        if case.account is not None:
            self.standard = Grade.REPORTED
        self.members = [(event, self._member(event)) for event in case.events]

    def musts(self) -> list[Event]:
        """Return the events that certainly belong, wherever in their span they were."""
        return [
            event
            for event, member in self.members
            if member is True and certain(event, self.standard)
        ]

    def mays(self) -> list[Event]:
        """Return the events that may belong."""
        return [event for event, member in self.members if member is not False]

    def unwatched(self, first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
        """Return the pieces of [first, last) in which such an event could have gone unseen."""
        need = Need(self.case.roster, self.cls, self.areas, self.party)
        return gaps(need, self.case.watching, first, max(first, last))

    def _member(self, event: Event) -> Truth:
        truths = [passes(self.case, self.cls, event)]
        truths += [opposite(self._excepted(terms, event)) for terms in self.cls.except_]
        truths += [stands_in(area, event, self.case.roster.zone) for area in self.areas]
        if self.party is not None:
            only = ActorTest(parties=(self.party,))
            truths.append(self.case.roster.are(only, event.by, event.first, event.last))
        return every(truths)

    def _excepted(self, terms: Excepted, event: Event) -> Truth:
        truths = [passes(self.case, terms, event)]
        if terms.paired_within is not None:
            rivals = [
                (other, passes(self.case, self.cls, other), certain(other, self.standard))
                for other in self.case.events
                if other is not event
            ]
            truths.append(paired(self.case.roster, terms, event, rivals))
        return every(truths)


def certain(event: Event, standard: Grade) -> bool:
    """Whether what is true of the event is certain: of the grade, not disputed, told once."""
    return event.grade.rank >= standard.rank and not event.disputed and not event.repeats


def passes(case: "Case", terms: Filter, event: Event) -> Truth:
    """Whether the event passes every test that the terms give, exceptions and pairs aside."""
    roster = case.roster
    truths = [
        roster.are(terms.by, event.by, event.first, event.last),
        roster.are(terms.against, event.against, event.first, event.last),
    ]
    for wanted, stated in (
        (terms.any_kind, event.kinds),
        (terms.purpose, event.purposes),
        (terms.weapon, event.weapons),
        (terms.claimed, event.claims),
    ):
        if wanted:
            truths.append(agreed(each in wanted for each in stated))
    if terms.quantity is not None:
        truths.append(_so_many(terms, event.quantity))
    if terms.in_ is not None:
        truths.append(stands_in(case.agreement.areas[terms.in_], event, roster.zone))
    return every(truths)


def _so_many(terms: Filter, stated: tuple[int, int | None]) -> Truth:
    """Whether the number seen is within the bounds: by its least and its most; nothing is both."""
    low, high = stated
    quantity = terms.quantity
    truths: list[Truth] = []
    if quantity.at_most is not None:
        inside = high is not None and high <= quantity.at_most
        truths.append(True if inside else False if low > quantity.at_most else None)
    if quantity.at_least is not None:
        below = high is not None and high < quantity.at_least
        truths.append(True if low >= quantity.at_least else False if below else None)
    return every(truths)
