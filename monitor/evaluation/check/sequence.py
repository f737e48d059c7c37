"""What comes after what, decided again: the order of two things, and days since something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from monitor.agreements.model import Order, Since
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.duties import Duty
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.things import EVER, Thing, Things, unseen
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK

Pair = tuple[datetime | None, datetime | None]


class _Order:
    """The first of one thing beside the first of another, wherever both can lie."""

    def __init__(self, matter: Matter, terms: Order, at: datetime) -> None:
        self.matter, self.terms, self.at = matter, terms, at
        named = terms.of, terms.other
        self.sides = [Things(matter).by_then(one, self.at) for one in named]
        self.gaps = [
            unseen(matter, one, matter.clock.start, min(at, matter.horizon)) for one in named
        ]

    def later(self, instant: datetime, times: int = 1) -> datetime:
        """The end of the time that begins, or the beginning of that which ends, at an instant."""
        length = self.terms.within
        return instant if length is None else self.matter.clock.later(instant, length, times)

    def possible(self, gaps: Sequence[Sequence[Stretch]]) -> set[Verdict]:
        """Every verdict of some world, if what is unseen could have come in these gaps."""
        edges = {edge for side in self.sides for one in side for edge in (one.first, one.last)}
        edges |= {self.at, *(edge for side in gaps for gap in side for edge in gap)}
        marks = edges | {self.later(edge, times) for edge in edges for times in (1, -1)}
        worlds = product(*(_firsts(side, self.at, marks) for side in self.sides))
        weigh = self._no_earlier if self.terms.within is None else self._together
        return {verdict for one, other in worlds for verdict in weigh((one, other), gaps)}

    def _no_earlier(self, pair: Pair, gaps: Sequence[Sequence[Stretch]]) -> Iterator[Verdict]:
        one, other = pair
        if one is None:
            yield Verdict.NOT_YET
        elif other is not None and other <= one:
            yield Verdict.KEPT
            if any(start < other for start, _ in gaps[0]):
                yield Verdict.BREACHED
        else:
            yield Verdict.BREACHED
            if any(start <= one for start, _ in gaps[1]):
                yield Verdict.KEPT

    def _together(self, pair: Pair, gaps: Sequence[Sequence[Stretch]]) -> Iterator[Verdict]:
        there = [moment for moment in pair if moment is not None]
        if not there:
            yield Verdict.NOT_YET
            return
        end = self.later(min(there))
        if len(there) == len(pair) and max(there) <= end:
            yield Verdict.KEPT
            for unseen_ones, met in zip(gaps, reversed(there), strict=True):
                if any(self.later(start) < met for start, _ in unseen_ones):
                    yield Verdict.BREACHED
            return
        if self.at <= end:
            yield Verdict.NOT_YET
            return
        # What nobody saw counts once the time is over: until then it has not come yet.
        yield Verdict.BREACHED
        behind = gaps[1] if pair[0] == min(there) else gaps[0]
        if any(start <= end and min(there) <= self.later(last - TICK) for start, last in behind):
            yield Verdict.KEPT

    def read(self) -> Duty:
        """What all worlds come to."""
        every = [one for side in self.sides for one in side]
        keys = frozenset(one.key for one in every)
        found = self.possible(self.gaps)
        if len(found) > 1:
            watched = len(self.possible([[], []])) == 1
            certain = all(one.certain for one in every)
            cause = Cause.ORDER if certain else Cause.UNCONFIRMED
            told = Cause.UNWATCHED if watched else cause
            return Duty(Verdict.UNDETERMINED, told, keys)
        verdict = found.pop()
        surely = [one.last for one in every if one.certain and one.last <= self.at]
        together = self.terms.within is not None
        waits = together and verdict is Verdict.NOT_YET and bool(surely)
        causes = {
            Verdict.KEPT: Cause.TOGETHER if together else Cause.IN_ORDER,
            Verdict.BREACHED: Cause.APART if together else Cause.TOO_EARLY,
            Verdict.NOT_YET: Cause.PENDING if waits else Cause.WAITING_FOR_IT,
        }
        deadline = self.later(min(surely)) if waits else None
        return Duty(verdict, causes[verdict], keys, deadline=deadline)


def _firsts(side: Sequence[Thing], at: datetime, marks: set[datetime]) -> list[datetime | None]:
    """When the first of some things can have been by an instant, at the marks and beside them.

    None where none of them may have come by then.
    """
    sure = [one.last for one in side if one.certain and one.last <= at]
    edges = {edge for one in side for edge in (one.first, one.last)}
    tried = {near for edge in edges | marks for near in (edge - TICK, edge, edge + TICK)}
    there: list[datetime | None] = [
        t
        for t in sorted(tried)
        if t <= min([at, *sure]) and any(one.first <= t <= one.last for one in side)
    ]
    return there if sure else [*there, None]


def read_order(matter: Matter, terms: Order, at: datetime) -> Duty:
    """Decide the order of two things at an instant."""
    return _Order(matter, terms, at).read()


@dataclass(frozen=True, slots=True)
class DaysSince:
    """At least and at most so many days since something; `reaches` is the most that can grow.

    None where there is nothing that it could grow from.
    """

    least: int
    most: int
    reaches: int | None
    rests_on: frozenset[str]


def days_since(matter: Matter, terms: Since, kept: int, unbroken: int) -> DaysSince:
    """Count the days since something.

    Args:
        matter: What is decided again.
        terms: What is counted, and since what.
        kept: How many days in a row up to the last that has ended were kept for certain.
        unbroken: How many may have been.
    """
    found = Things(matter).of(terms.after, EVER)
    place = _Places(matter)
    least = [
        place.last - place.of(one.last)
        for one in found
        if one.certain and place.last - place.of(one.first) <= kept
    ]
    positions = {position for one in found for position in place.all_of(one)}
    for start, end in unseen(matter, terms.after, EVER, matter.horizon):
        positions.update(place.all_of(Thing("", "", start, end - TICK)))
    reaches = [place.last - position for position in positions if place.last - position <= unbroken]
    return DaysSince(
        max([0, *least]),
        max([0, *reaches]),
        max(reaches, default=None),
        frozenset(one.key for one in found),
    )


class _Places:
    """Where in the order of days, and of interruptions, something lies; -1 is before them all."""

    def __init__(self, matter: Matter) -> None:
        stops = [end for _, end in matter.in_force if end < matter.horizon]
        self._begun = [*(day.start for day in matter.days), *stops]
        self._over = matter.ended[-1].end if matter.ended else None
        running = [day for day in matter.days if day.end > matter.horizon]
        self.last = self._by(running[0].start) - 1 if running else self._by(matter.horizon)
        if matter.ended:
            self.last = self._by(matter.ended[-1].start)

    def _by(self, instant: datetime) -> int:
        return sum(begun <= instant for begun in self._begun) - 1

    def of(self, instant: datetime) -> int:
        """The place of an instant; whatever comes after the last that counts is the next one."""
        after = self._over is not None and instant >= self._over
        return self.last + 1 if after else min(self._by(instant), self.last + 1)

    def all_of(self, one: Thing) -> range:
        """Every place in which something may lie."""
        return range(self.of(one.first), self.of(one.last) + 1)
