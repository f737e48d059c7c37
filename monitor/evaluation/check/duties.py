"""Duties that acts show, decided again: attested, decided, and due by the end of a term."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from math import prod

from monitor.agreements.model import Anchor, Attested, By, Decided
from monitor.evaluation.check.acts import decisions, words_given
from monitor.evaluation.check.deeds import TOO_MANY, Deed, TooOpenError, can_be
from monitor.evaluation.check.matter import Matter, UnknownTermsError
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import FOREVER, TICK


@dataclass(frozen=True, slots=True)
class Duty:
    """What a duty reads: the verdict, why, and what goes with it."""

    verdict: Verdict
    cause: Cause
    rests_on: frozenset[str] = frozenset()
    each: tuple[tuple[str, Cause], ...] = ()
    deadline: datetime | None = None


def read_attested(matter: Matter, duty: Attested, at: datetime) -> Duty:
    """Decide by the newest attestation that had begun; of two of one time, by the later known."""
    newest = None
    for record in matter.grounds.attestations:
        begun = record.during.start
        if record.what != duty.what or begun > at:
            continue
        if not matter.names.speaks(record.by, matter.clock.local(begun), duty.by):
            continue
        if newest is None or newest.during.start <= begun:
            newest = record
    if newest is None:
        return Duty(Verdict.UNDETERMINED, Cause.NONE_ON_RECORD)
    rests_on = frozenset({newest.key})
    if newest.during.end + duty.fresh_for.elapsed < at:
        return Duty(Verdict.UNDETERMINED, Cause.STALE, rests_on)
    if newest.holds:
        return Duty(Verdict.KEPT, Cause.ATTESTED, rests_on)
    return Duty(Verdict.BREACHED, Cause.DENIED, rests_on)


_HELD = {
    (True, False, False): Cause.DECIDED,
    (False, True, False): Cause.TAKEN_BACK,
    (False, False, True): Cause.NOT_DECIDED,
}


def read_decided(matter: Matter, duty: Decided, at: datetime) -> Duty:
    """Decide by what each party's decisions can come to; parties decide apart from each other."""
    stands: list[set[str]] = []
    each: list[tuple[str, Cause]] = []
    keys: set[str] = set()
    for party in duty.by:
        given = [d for d in decisions(matter, (duty.what,), (party,)) if d.first <= at]
        back = [d for d in decisions(matter, duty.withdrawals, (party,)) if d.first <= at]
        keys |= {one.key for one in (*given, *back)}
        possible = can_be(given, back, at)
        stands.append(possible)
        told = ("in_force" in possible, "taken_back" in possible, "neither" in possible)
        each.append((party, _HELD.get(told, Cause.ORDER)))
    verdicts = {_together(world) for world in product(*stands)}
    rests_on = frozenset(keys)
    if len(verdicts) > 1:
        return Duty(Verdict.UNDETERMINED, Cause.ORDER, rests_on, tuple(each))
    verdict = verdicts.pop()
    cause = {
        Verdict.KEPT: Cause.DECIDED,
        Verdict.BREACHED: Cause.TAKEN_BACK,
        Verdict.NOT_YET: Cause.NOT_DECIDED,
    }[verdict]
    return Duty(verdict, cause, rests_on, tuple(each))


def _together(world: Sequence[str]) -> Verdict:
    if "taken_back" in world:
        return Verdict.BREACHED
    return Verdict.NOT_YET if "neither" in world else Verdict.KEPT


def read_by(matter: Matter, duty: By, at: datetime) -> Duty:
    """Decide a duty with a term: the first of the acts asked for against the end of the term."""
    length, of = duty.within, duty.of
    if length is None or of is None:
        raise UnknownTermsError("no_later_than")
    anchors = _anchors(matter, of)
    if duty.attested is not None:
        events = words_given(matter, duty.attested, duty.said_by)
    else:
        events = decisions(matter, (duty.decided or "",), duty.said_by, written=True)
    anchors = [one for one in anchors if one.first <= at]
    events = [one for one in events if one.first <= at]
    if not anchors:
        return Duty(Verdict.NOT_YET, Cause.NO_ANCHOR)

    def term(instant: datetime) -> datetime:
        return matter.clock.later(instant, length)

    keys = frozenset(one.key for one in (*anchors, *events) if one.key)
    soonest, latest = min(one.first for one in anchors), min(one.last for one in anchors)
    deadline = None
    if latest <= at:
        deadline = term(latest) + (TICK if soonest < latest else TICK - TICK)
    verdicts = {
        _in_world(anchor, event, term, at) for anchor, event in _firsts(anchors, events, term, at)
    }
    if len(verdicts) > 1:
        return Duty(Verdict.UNDETERMINED, Cause.ORDER, keys, deadline=deadline)
    verdict = verdicts.pop()
    cause = Cause.TOO_LATE if events else Cause.NONE_IN_TIME
    cause = {Verdict.KEPT: Cause.IN_TIME, Verdict.NOT_YET: Cause.PENDING}.get(verdict, cause)
    return Duty(verdict, cause, keys, deadline=deadline)


def _anchors(matter: Matter, of: Anchor) -> list[Deed]:
    if of.start:
        start = matter.clock.start
        return [Deed("", "", "", None, start, start)]
    if of.attested is not None:
        return words_given(matter, of.attested, of.by)
    return decisions(matter, (of.decided or "",), of.by, written=True)


def _in_world(
    anchor: datetime, event: datetime, term: Callable[[datetime], datetime], at: datetime
) -> Verdict:
    """The verdict if the term began, and what must be there came, at these instants."""
    if anchor > at:
        return Verdict.NOT_YET
    if event <= at and event <= term(anchor):
        return Verdict.KEPT
    return Verdict.NOT_YET if at <= term(anchor) else Verdict.BREACHED


def _firsts(
    anchors: Sequence[Deed],
    events: Sequence[Deed],
    term: Callable[[datetime], datetime],
    at: datetime,
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when the first anchor and the first event can have been, where it makes a difference.

    FOREVER stands for an event that is not on record. An act that is both is set once.
    """
    if set(anchors) & set(events):
        yield from _in_all_worlds(anchors, events, term, at)
        return
    begun = _between(anchors, [at])
    for anchor in begun:
        for event in _between(events, [at, term(anchor)]) or [FOREVER]:
            yield anchor, event


def _between(deeds: Sequence[Deed], marks: Sequence[datetime]) -> list[datetime]:
    """The ends of the time in which the first of some acts lies, and the marks within it."""
    if not deeds:
        return []
    first, last = min(one.first for one in deeds), min(one.last for one in deeds)
    tried = {first, last, *marks, *(mark + TICK for mark in marks)}
    return sorted(t for t in tried if first <= t <= last)


def _in_all_worlds(
    anchors: Sequence[Deed],
    events: Sequence[Deed],
    term: Callable[[datetime], datetime],
    at: datetime,
) -> Iterator[tuple[datetime, datetime]]:
    deeds = list(dict.fromkeys((*anchors, *events)))
    edges = {at, *(edge for one in deeds for edge in (one.first, one.last))}
    marks = {near for t in {*edges, *map(term, edges)} for near in (t - TICK, t, t + TICK)}
    places = [[t for t in sorted(marks) if one.first <= t <= one.last] for one in deeds]
    if prod(map(len, places)) > TOO_MANY:
        raise TooOpenError
    for world in product(*places):
        when = dict(zip(deeds, world, strict=True))
        yield min(when[one] for one in anchors), min(when[one] for one in events)
