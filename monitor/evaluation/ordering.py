"""The order of two things: which came first, and how far apart, in every world.

Of each the first counts, and one that nobody saw may have been the first where it could have gone
unseen; yet of what is not on record at all, none has come. What happened at `at` has happened.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item
from monitor.evaluation.term import Due, first_of
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK

Move = Callable[[datetime], datetime]
"""Takes an instant to the one so much later, or earlier."""


@dataclass(frozen=True)
class Side:
    """One of two things: what may be it, and the half-open times in which it could go unseen."""

    items: Sequence[Item]
    gaps: Sequence[Interval] = ()
    earliest: datetime = field(init=False)
    latest: datetime = field(init=False)

    def __post_init__(self) -> None:
        earliest, latest = first_of(self.items)
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    def first_in(self, start: datetime, end: datetime) -> bool:
        """Whether its first, as far as it is on record, may lie in the closed [start, end]."""
        end = min(end, self.latest)
        return any(max(i.first, start) <= min(i.last, end) for i in self.items)

    def unseen_in(self, start: datetime, end: datetime) -> bool:
        """Whether its first may lie in the closed [start, end] without being on record."""
        end = min(end, self.latest)
        return any(max(gap, start) <= end and start < until for gap, until in self.gaps)

    def firsts(self, at: datetime) -> list[Interval]:
        """Return the closed times, up to `at`, in which its first may lie."""
        end = min(self.latest, at)
        return [(item.first, min(item.last, end)) for item in self.items if item.first <= end]

    @property
    def watched(self) -> "Side":
        """The same, had nothing been able to go unseen."""
        return replace(self, gaps=())


def no_earlier(one: Side, other: Side, at: datetime) -> Due:
    """Judge that the first of one came no earlier than the first of the other."""
    possible = _order(one, other, at)
    causes = {
        Verdict.KEPT: Cause.IN_ORDER,
        Verdict.BREACHED: Cause.TOO_EARLY,
        Verdict.NOT_YET: Cause.WAITING_FOR_IT,
    }
    watched = len(_order(one.watched, other.watched, at)) == 1
    return _due(possible, causes, (one, other), unwatched=watched)


def _order(one: Side, other: Side, at: datetime) -> set[Verdict]:
    """Return every verdict that some world gives."""
    found = set()
    if one.latest > at:
        found.add(Verdict.NOT_YET)
    firsts = one.firsts(at)
    if firsts:
        last = max(end for _, end in firsts)
        if other.earliest <= last or any(gap <= last for gap, _ in other.gaps):
            found.add(Verdict.KEPT)
        if other.latest > one.earliest or any(gap < other.latest for gap, _ in one.gaps):
            found.add(Verdict.BREACHED)
    return found


def together(one: Side, other: Side, later: Move, earlier: Move, at: datetime) -> Due:
    """Judge that the first of one and the first of the other came within a time of each other."""
    possible = _apart(one, other, later, earlier, at)
    begun = min(one.latest, other.latest)
    causes = {
        Verdict.KEPT: Cause.TOGETHER,
        Verdict.BREACHED: Cause.APART,
        Verdict.NOT_YET: Cause.PENDING if begun <= at else Cause.WAITING_FOR_IT,
    }
    watched = len(_apart(one.watched, other.watched, later, earlier, at)) == 1
    due = _due(possible, causes, (one, other), unwatched=watched)
    open_yet = due.verdict is Verdict.NOT_YET and begun <= at
    soonest = later(min(one.earliest, other.earliest)) if open_yet else None
    return replace(due, deadline=later(begun), soonest=soonest) if open_yet else due


def _apart(one: Side, other: Side, later: Move, earlier: Move, at: datetime) -> set[Verdict]:
    """Return every verdict that some world gives."""
    found = set()
    if one.latest > at and other.latest > at:
        found.add(Verdict.NOT_YET)
    for this, that in ((one, other), (other, one)):
        for first, last in this.firsts(at):
            if that.latest > at and at <= later(last):
                found.add(Verdict.NOT_YET)
            if that.first_in(earlier(first), min(later(last), at)):
                found.add(Verdict.KEPT)
            if later(first) >= at:
                continue
            # What nobody saw counts once the time is over: until then it has not come yet.
            if that.unseen_in(earlier(first), later(min(last, earlier(at) - TICK))):
                found.add(Verdict.KEPT)
            if that.latest > later(first):
                found.add(Verdict.BREACHED)
        # The first of one may have come unseen, and too long before all that came of the other.
        met = max((end for _, end in that.firsts(at)), default=None)
        if met is not None and this.firsts(at) and any(later(gap) < met for gap, _ in this.gaps):
            found.add(Verdict.BREACHED)
    return found


def _due(
    possible: set[Verdict],
    causes: dict[Verdict, Cause],
    sides: Sequence[Side],
    *,
    unwatched: bool,
) -> Due:
    items = {item.key: item for side in sides for item in side.items}
    keys = tuple(items)
    if len(possible) == 1:
        verdict = possible.pop()
        return Due(verdict, causes[verdict], None, keys)
    doubts = [key for key, item in items.items() if item.first < item.last or not item.must]
    certain = all(item.must for item in items.values())
    cause = Cause.ORDER if certain else Cause.UNCONFIRMED
    cause = Cause.UNWATCHED if unwatched else cause
    return Due(Verdict.UNDETERMINED, cause, None, keys, tuple(doubts))
