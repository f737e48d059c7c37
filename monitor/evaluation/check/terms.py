"""Duties with a term, decided again: something is there by its end, wherever all of it happened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from math import prod

from monitor.agreements.model import By
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.duties import Duty
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.things import Thing, Things, unseen
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import FOREVER, TICK

Move = Callable[[datetime], datetime]

TOO_MANY = 20_000
"""So many worlds are not tried; what they come to is then not decided again."""


def read_by(matter: Matter, duty: By, at: datetime) -> Duty:
    """Decide a duty with a term: the first of what is asked for against the end of the term."""
    anchors, events = _anchors(matter, duty, at), Things(matter).by_then(duty.what, at)
    if not anchors:
        return Duty(Verdict.NOT_YET, Cause.NO_ANCHOR)
    soonest, latest = _first_of(anchors)
    gaps = unseen(matter, duty.what, soonest, at)
    term = Term(anchors, events, *_moves(matter, duty), at)
    deadline = None
    if latest <= at:
        deadline = term.end(latest) + (TICK if soonest < latest else TICK - TICK)
    every = (*anchors, *events)
    keys = frozenset(one.key for one in every if one.key)
    verdicts = term.verdicts(gaps)
    if len(verdicts) > 1:
        cause = Cause.ORDER if all(one.certain for one in every) else Cause.UNCONFIRMED
        if len(term.verdicts([])) == 1:
            cause = Cause.UNWATCHED
        return Duty(Verdict.UNDETERMINED, cause, keys, deadline=deadline)
    verdict = verdicts.pop()
    cause = Cause.TOO_LATE if events else Cause.NONE_IN_TIME
    cause = {Verdict.KEPT: Cause.IN_TIME, Verdict.NOT_YET: Cause.PENDING}.get(verdict, cause)
    return Duty(verdict, cause, keys, deadline=deadline)


def _anchors(matter: Matter, duty: By, at: datetime) -> list[Thing]:
    """What the term runs from; the beginning, which stands in no record, where nothing else."""
    if duty.of is not None and duty.of.what is not None:
        return Things(matter).by_then(duty.of.what, at)
    start = matter.clock.start
    begun = start <= at or duty.no_later_than is not None
    return [Thing("", "", start, start)] if begun else []


def _moves(matter: Matter, duty: By) -> tuple[Move, Move]:
    """What leads from the beginning of a term to its end, and back."""
    length, latest = duty.within, duty.no_later_than
    if length is not None:
        return (
            lambda instant: matter.clock.later(instant, length),
            lambda instant: matter.clock.later(instant, length, -1),
        )
    end = matter.clock.instant(latest) if latest is not None else FOREVER
    return lambda _instant: end, lambda _instant: matter.clock.start


def _first_of(things: Sequence[Thing]) -> tuple[datetime, datetime]:
    """When the first of some things was at the earliest and the latest; FOREVER for never."""
    sure = [one.last for one in things if one.certain]
    return min((one.first for one in things), default=FOREVER), min(sure, default=FOREVER)


@dataclass(frozen=True, slots=True)
class Term:
    """What a term runs from, what must be there, when it ends, and the instant judged."""

    anchors: Sequence[Thing]
    events: Sequence[Thing]
    end: Move
    begin: Move
    at: datetime

    def verdicts(self, gaps: Sequence[Stretch]) -> set[Verdict]:
        """Every verdict that some world gives, in which an event may come unseen in the gaps.

        That counts once the term is over: until then, what is not on record has not come yet.
        """
        marks = {near for since, until in gaps for near in (since, until - TICK)}
        begins = {self.begin(mark) for mark in (self.at, *marks)}
        marks |= {near for begin in begins for near in (begin - TICK, begin)}
        return {
            verdict
            for anchor, event in self._firsts(marks)
            for verdict in self._in_world(anchor, event, gaps)
        }

    def _in_world(
        self, anchor: datetime, event: datetime, gaps: Sequence[Stretch]
    ) -> Iterator[Verdict]:
        """The verdicts if the first anchor, and the first event on record, were at these times."""
        if anchor > self.at:
            yield Verdict.NOT_YET
            return
        end = self.end(anchor)
        if event <= min(end, self.at):
            yield Verdict.KEPT
            return
        if self.at <= end:
            yield Verdict.NOT_YET
            return
        yield Verdict.BREACHED
        if any(since <= end and anchor < over for since, over in gaps):
            yield Verdict.KEPT

    def _firsts(self, marks: set[datetime]) -> Iterator[tuple[datetime, datetime]]:
        """Yield when the first of each may have been, FOREVER for never; one thing is set once."""
        if set(self.anchors) & set(self.events):
            yield from self._in_all_worlds(marks)
            return
        for anchor in _between(self.anchors, {self.at, *marks}):
            end = self.end(anchor) if anchor <= self.at else self.at
            for event in _between(self.events, {self.at, end}):
                yield anchor, event

    def _in_all_worlds(self, marks: set[datetime]) -> Iterator[tuple[datetime, datetime]]:
        every = list(dict.fromkeys((*self.anchors, *self.events)))
        edges = {self.at, *marks, *(t for one in every for t in (one.first, one.last))}
        ends = {self.end(edge) for edge in edges if edge < FOREVER}
        tried = sorted({near for t in edges | ends for near in (t - TICK, t, t + TICK)})
        places = [
            [t for t in tried if one.first <= t <= one.last] + ([] if one.certain else [FOREVER])
            for one in every
        ]
        if prod(map(len, places)) > TOO_MANY:
            raise TooOpenError
        for world in product(*places):
            when = dict(zip(every, world, strict=True))
            yield min(when[one] for one in self.anchors), min(when[one] for one in self.events)


def _between(things: Sequence[Thing], marks: set[datetime]) -> list[datetime]:
    """The ends of the time in which the first of some things lies, and the marks within it."""
    first, last = _first_of(things)
    tried = {first, last, *marks, *(mark + TICK for mark in marks if mark < FOREVER)}
    return sorted(t for t in tried if first <= t <= last)
