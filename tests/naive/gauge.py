"""How many: the least and the most that the record allows for a limit, scope and window."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.agreements.model import Agreement, Area, IncidentClass, Limit
from monitor.incidents.known import Known
from monitor.incidents.record import Decision, Record, SourceProfile
from monitor.incidents.vocabulary import Grade, Measure
from tests.naive.counting import Counting, Pieces, statements
from tests.naive.days import Day, counted_days, holds, in_force, instant
from tests.naive.events import Event, events, standing
from tests.naive.membership import Membership
from tests.naive.roster import Roster
from tests.naive.watching import Watch, own_watch, region, watches


@dataclass(frozen=True)
class Case:
    """One question: an agreement and a record, judged at `at` with what was known at `known`."""

    agreement: Agreement
    versions: Sequence[Known[Record]]
    at: datetime
    known: datetime
    account: str | None = None

    @cached_property
    def roster(self) -> Roster:
        """Who is who."""
        known = standing(self.versions, Decision, self.known)
        return Roster(self.agreement, [each.record for each in known])

    @cached_property
    def events(self) -> list[Event]:
        """The events that may have begun before `at`."""
        told = events(self.versions, self.known, self.account)
        return [event for event in told if event.first < self.at]

    @cached_property
    def watching(self) -> list[Watch]:
        """Who was watching what."""
        if self.account is None:
            return watches(self.versions, self.known)
        return own_watch(self.agreement, self.versions, self.known, self.account)

    @cached_property
    def force(self) -> list[tuple[datetime, datetime]]:
        """The intervals in which the agreement is in force."""
        return in_force(self.agreement, standing(self.versions, Decision, self.known))

    @property
    def current(self) -> tuple[datetime, datetime] | None:
        """The interval in force just before `at`, or from `at` on; None where there is neither."""
        before = [each for each in self.force if each[0] < self.at <= each[1]]
        after = [each for each in self.force if each[0] == self.at]
        return next(iter([*before, *after]), None)

    @cached_property
    def days(self) -> list[list[Day]]:
        """The counted days, a list for each interval in force."""
        return counted_days(self.agreement, self.force, self.at)

    @property
    def start(self) -> datetime:
        """Where the calendar starts."""
        return instant(self.agreement.calendar.from_, self.agreement.calendar.time_zone)

    def counting(self, gauge: "Gauge", source: str) -> Counting:
        """Return a source's own counts, put to a limit."""
        profiles = standing(self.versions, SourceProfile, self.known)
        own = [each.record for each in profiles if each.record.id == source]
        return Counting(
            roster=self.roster,
            cls=gauge.cls,
            limit=gauge.limit,
            areas=gauge.areas,
            codes=region(gauge.areas),
            party=gauge.party,
            stated=statements(self.versions, self.known, source),
            profile=own[0] if own else None,
            vouched=any(
                limit is not None
                and limit.from_counts == source
                and (limit.of, limit.measure) == (gauge.limit.of, gauge.limit.measure)
                for limit in (each.limit for each in self.agreement.conditions.values())
            ),
        )


@dataclass(frozen=True)
class Tally:
    """At least `low`, at most `high` (None is unbounded); `covered` if the window was watched."""

    low: int
    high: int | None
    covered: bool


class Gauge:
    """A class as a limit counts it, in one scope (an area's or a party's id), in one record."""

    def __init__(self, case: Case, limit: Limit, per: str | None, scope: str | None) -> None:
        self.case = case
        self.limit = limit
        self.cls: IncidentClass = case.agreement.classes[limit.of]
        self.party = scope if per == "party" else None
        places = [limit.in_, scope if per == "area" else None]
        self.places = [case.agreement.areas[place] for place in places if place is not None]
        self.members = Membership(case, self.cls, self.places, self.party)
        self.areas: tuple[Area, ...] = self.members.areas
        self.unwatched = self.members.unwatched(case.start, case.at)

    def over(self, first: datetime, end: datetime, standard: Grade | None) -> "Gauge":
        """Return the same gauge for another time, perhaps by another standard of evidence."""
        other = copy(self)
        other.members = Membership(self.case, self.cls, self.places, self.party, standard)
        other.unwatched = other.members.unwatched(first, end)
        return other

    def largest(self, first: datetime, end: datetime) -> Tally:
        """Return the most that any one event adds to the measure in [first, end)."""
        told = self._told([(first, end)])
        lows = [self.figure(event)[0] for event in self.musts() if within(event, first, end)]
        highs = [self.figure(event)[1] for event in self.mays() if touches(event, first, end)]
        known = [high for high in highs if high is not None]
        high = max(known, default=0) if told.covered and known == highs else None
        low = max(lows, default=0)
        if self.case.account is not None:
            counting = self.case.counting(self, self.case.account)
            together = counting.high([(first, end)])
            if together is not None:
                return Tally(low, together, covered=True)
            if counting.hides([(first, end)]):
                return Tally(low, None, covered=False)
        return Tally(low, high, told.covered)

    def turns(self) -> set[datetime]:
        """Return the instants at which a window of hours may gain or lose something."""
        found = {end for event in self.mays() for end in (event.first, event.last)}
        found |= {end for gap in self.unwatched for end in gap}
        if self.case.account is not None:
            own = statements(self.case.versions, self.case.known, self.case.account)
            found |= {end for count in own for end in (count.window.start, count.window.end)}
        return found

    def tally(self, pieces: Pieces) -> Tally:
        """Return how many there were at least and at most in a window."""
        if self.limit.from_counts is not None:
            return self._counted(self.limit.from_counts, pieces)
        told = self._told(pieces)
        if self.case.account is None:
            return told
        counted = self._counted(self.case.account, pieces)
        if not counted.covered and self.case.counting(self, self.case.account).hides(pieces):
            return Tally(max(told.low, counted.low), None, covered=False)
        return Tally(
            max(told.low, counted.low),
            counted.high if counted.covered else told.high,
            covered=told.covered or counted.covered,
        )

    def musts(self) -> list[Event]:
        """Return the events that certainly count, wherever in their span they were."""
        return self.members.musts()

    def mays(self) -> list[Event]:
        """Return the events that may count."""
        return self.members.mays()

    def figure(self, event: Event) -> tuple[int, int | None]:
        """Return what one event adds to the measure, at least and at most."""
        return {
            Measure.INCIDENTS: (1, 1),
            Measure.KILLED: event.killed,
            Measure.INJURED: event.injured,
            Measure.COUNT: event.quantity,
        }[self.limit.measure]

    def number(self, moment: datetime) -> int | None:
        """Return the limit's number at an instant; None where it has none."""
        for dated in self.limit.at_most or self.limit.at_least or ():
            if holds(dated, moment, self.case.roster.zone):
                return dated.is_
        return None

    def _counted(self, source: str, pieces: Pieces) -> Tally:
        counting = self.case.counting(self, source)
        high = counting.high(pieces)
        return Tally(counting.low(pieces), high, covered=high is not None)

    def _told(self, pieces: Pieces) -> Tally:
        low = 0
        for event in self.musts():
            if any(within(event, start, end) for start, end in pieces):
                low += self.figure(event)[0]
        highs = [
            self.figure(event)[1]
            for event in self.mays()
            if any(touches(event, start, end) for start, end in pieces)
        ]
        covered = not any(
            max(gap[0], piece[0]) < min(gap[1], piece[1])
            for gap in self.unwatched
            for piece in pieces
        )
        known = [high for high in highs if high is not None]
        return Tally(low, sum(known) if covered and known == highs else None, covered)


def within(event: Event, first: datetime, end: datetime) -> bool:
    """Whether the event certainly was in [first, end)."""
    return first <= event.first and event.last < end


def touches(event: Event, first: datetime, end: datetime) -> bool:
    """Whether the event may have been in [first, end)."""
    return event.first < end and first <= event.last
