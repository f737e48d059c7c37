"""Duties with a term: something is on record no later than so long after something."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item, in_order
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import FOREVER, TICK

Later = Callable[[datetime], datetime]
"""Takes an instant to the one at which its term ends."""

BEGINNING = "beginning"
"""The kind of record that stands for the beginning of the agreement: it is none."""

MOST_WORLDS = 20_000
"""Above so many, everything is taken as possible of what is both counted from and asked for."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty with a term as it stands: the verdict, and when its term is over at the latest.

    `deadline` is None where what it is counted from is not on record for certain; `soonest` is
    when the term is over at the earliest, None where `deadline` is.
    `rests_on` are the keys of what decides, `doubts` of what the verdict hangs on: its time is
    not exact, or it may not have happened.
    """

    verdict: Verdict
    cause: Cause
    deadline: datetime | None = None
    rests_on: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    soonest: datetime | None = None


@dataclass(frozen=True)
class Term:
    """A term that runs from the first of the anchors, and of which one of the events must be.

    `later` gives the end of the term that begins at an instant; to the instant is in time. `at`
    is the instant judged: an act at it has happened, an incident has not. In the half-open
    `gaps` an event could have come unseen, which counts once the term is over: until then what is
    not on record has not come yet.
    """

    anchors: Sequence[Item]
    events: Sequence[Item]
    later: Later
    at: datetime
    gaps: Sequence[Interval] = ()

    def judge(self) -> Due:
        """Return how the duty stands."""
        if not self.anchors:
            return Due(Verdict.NOT_YET, Cause.NO_ANCHOR)
        since, till = first_of(self.anchors)
        deadline = soonest = None
        if till <= self.at:
            # Of a time told to the hour, the term is over when the last of its instants is.
            deadline = self.later(till) + (TICK if since < till else timedelta(0))
            soonest = self.later(since)
        both = in_order({*self.anchors, *self.events})
        keys = tuple(dict.fromkeys(item.key for item in both if item.record != BEGINNING))
        possible = self.possible()
        if len(possible) != 1:
            doubts = [item.key for item in both if item.first < item.last or not item.must]
            cause = self._open(both)
            return Due(Verdict.UNDETERMINED, cause, deadline, keys, tuple(doubts), soonest)
        verdict = possible.pop()
        causes = {Verdict.KEPT: Cause.IN_TIME, Verdict.NOT_YET: Cause.PENDING}
        late = Cause.TOO_LATE if self.events else Cause.NONE_IN_TIME
        return Due(verdict, causes.get(verdict, late), deadline, keys, soonest=soonest)

    def _open(self, both: Sequence[Item]) -> Cause:
        """Return why it is open: what could have come unseen, what is in doubt, or the order."""
        if self.gaps and len(replace(self, gaps=()).possible()) == 1:
            return Cause.UNWATCHED
        certain = all(item.must for item in both)
        return Cause.ORDER if certain else Cause.UNCONFIRMED

    def possible(self) -> set[Verdict]:
        """Return every verdict that some world gives."""
        if set(self.anchors) & set(self.events):
            return self._in_worlds()
        since, till = first_of(self.anchors)
        came, surely = first_of(self.events)
        latest = self.later(min(till, self.at))
        found = set()
        if till > self.at or (self.at <= latest and surely > self.at):
            found.add(Verdict.NOT_YET)
        over = self.later(since) < self.at
        if came <= min(latest, self.at):
            found.add(Verdict.KEPT)
        if over and self._unseen(since) <= min(latest, self.at - TICK):
            found.add(Verdict.KEPT)
        if over and surely > self.later(since):
            found.add(Verdict.BREACHED)
        return found

    def _unseen(self, since: datetime) -> datetime:
        """Return the first instant from `since` on at which an event could have come unseen."""
        return min((max(gap, since) for gap, until in self.gaps if until > since), default=FOREVER)

    def _in_worlds(self) -> set[Verdict]:
        """The same where something is both what the term runs from and what must be there."""
        items = in_order({*self.anchors, *self.events})
        ends = [self.later(edge) for item in self.anchors for edge in (item.first, item.last)]
        edges = [self.at, *ends, *_edges(items), *(edge for gap in self.gaps for edge in gap)]
        tried = [[*_instants(item, edges)] for item in items]
        found = set()
        for count, world in enumerate(product(*tried)):
            if count >= MOST_WORLDS:
                return {Verdict.KEPT, Verdict.NOT_YET, Verdict.BREACHED}
            happened = dict(zip(items, world, strict=True))
            anchor = min(happened[item] for item in self.anchors)
            event = min(happened[item] for item in self.events)
            found.add(self._verdict(anchor, event))
            if anchor <= self.at and self._unseen(anchor) <= self.later(anchor) < self.at:
                found.add(Verdict.KEPT)
        return found

    def _verdict(self, anchor: datetime, event: datetime) -> Verdict:
        """Return the verdict of one world."""
        if anchor > self.at:
            return Verdict.NOT_YET
        deadline = self.later(anchor)
        if event <= min(deadline, self.at):
            return Verdict.KEPT
        return Verdict.NOT_YET if self.at <= deadline else Verdict.BREACHED


def first_of(items: Sequence[Item]) -> tuple[datetime, datetime]:
    """Return the earliest and the latest instant at which the first can lie; FOREVER for never."""
    return (
        min((item.first for item in items), default=FOREVER),
        min((item.last for item in items if item.must), default=FOREVER),
    )


def _edges(items: Sequence[Item]) -> Iterator[datetime]:
    for item in items:
        yield from (item.first, item.last)


def _instants(item: Item, critical: Sequence[datetime]) -> Iterator[datetime]:
    """Yield the instants to try of an item; FOREVER where it may not have happened."""
    yield item.first
    if item.first < item.last:
        near = {edge + step * TICK for edge in critical for step in (-1, 0, 1) if edge < FOREVER}
        yield from sorted({t for t in near if item.first < t < item.last} | {item.last})
    if not item.must:
        yield FOREVER
