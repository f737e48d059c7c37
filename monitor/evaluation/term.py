"""Duties with a term: an act is on record no later than so long after something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.evaluation.acts import Act, TooManyWorldsError, worlds
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK

Later = Callable[[datetime], datetime]
"""Takes an instant to the one at which its term ends."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty with a term as it stands: the verdict, and when its term is over at the latest.

    `deadline` is None where what it is counted from is not on record for certain.
    `rests_on` are the keys of the acts that decide, `doubts` of those whose time it hangs on.
    """

    verdict: Verdict
    cause: Cause
    deadline: datetime | None = None
    rests_on: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def judge_term(anchors: Sequence[Act], events: Sequence[Act], later: Later, at: datetime) -> Due:
    """Judge a duty at `at`.

    Args:
        anchors: The acts from the first of which the term runs.
        events: The acts of which one must be there in time.
        later: Gives the end of the term that begins at an instant; to the instant is in time.
        at: The instant judged; what happens at it has happened.
    """
    anchors = [act for act in anchors if act.first <= at]
    events = [act for act in events if act.first <= at]
    if not anchors:
        return Due(Verdict.NOT_YET, Cause.NO_ANCHOR)
    first = _earliest(anchors)
    deadline = None
    if first[1] <= at:
        # Of a time told to the hour, the term is over when the last of its instants is.
        deadline = later(first[1]) + (TICK if first[0] < first[1] else timedelta(0))
    both = [*anchors, *(act for act in events if act not in anchors)]
    possible = _possible(anchors, events, later, at)
    ordered = sorted(both, key=lambda act: (act.first, act.key))
    keys = tuple(act.key for act in ordered if act.key)
    if len(possible) != 1:
        doubts = tuple(act.key for act in both if not act.exact)
        return Due(Verdict.UNDETERMINED, Cause.ORDER, deadline, keys, doubts)
    verdict = possible.pop()
    cause = {Verdict.KEPT: Cause.IN_TIME, Verdict.NOT_YET: Cause.PENDING}.get(verdict)
    if cause is None:
        cause = Cause.TOO_LATE if events else Cause.NONE_IN_TIME
    return Due(verdict, cause, deadline, keys)


def _earliest(acts: Sequence[Act]) -> tuple[datetime, datetime]:
    """Return the earliest and the latest instant at which the first of the acts can lie."""
    return min(act.first for act in acts), min(act.last for act in acts)


def _possible(
    anchors: Sequence[Act], events: Sequence[Act], later: Later, at: datetime
) -> set[Verdict]:
    """Return every verdict that some world gives."""
    if set(anchors) & set(events):
        return _in_worlds(anchors, events, later, at)
    since, till = _earliest(anchors)
    came = _earliest(events) if events else None
    latest = later(min(till, at))
    found = set()
    if till > at or (at <= latest and (came is None or came[1] > at)):
        found.add(Verdict.NOT_YET)
    if came is not None and came[0] <= min(latest, at):
        found.add(Verdict.KEPT)
    if later(since) < at and (came is None or came[1] > later(since)):
        found.add(Verdict.BREACHED)
    return found


def _in_worlds(
    anchors: Sequence[Act], events: Sequence[Act], later: Later, at: datetime
) -> set[Verdict]:
    """The same where an act is both what the term runs from and what must be there."""
    acts = [*anchors, *(act for act in events if act not in anchors)]
    ends = [later(edge) for act in anchors for edge in (act.first, act.last)]
    try:
        return {
            _verdict(
                [t for t, act in world if act in anchors],
                [t for t, act in world if act in events],
                later,
                at,
            )
            for world in worlds(acts, [at, *ends])
        }
    except TooManyWorldsError:
        return {Verdict.KEPT, Verdict.NOT_YET, Verdict.BREACHED}


def _verdict(
    anchors: Sequence[datetime], events: Sequence[datetime], later: Later, at: datetime
) -> Verdict:
    """Return the verdict of one world."""
    anchor, event = min(anchors), min(events)
    if anchor > at:
        return Verdict.NOT_YET
    deadline = later(anchor)
    if event <= min(deadline, at):
        return Verdict.KEPT
    return Verdict.NOT_YET if at <= deadline else Verdict.BREACHED
