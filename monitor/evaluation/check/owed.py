"""What duties of every day have in common: what a day is put to, and what comes of that."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Duration
from monitor.evaluation.check.clock import Day
from monitor.evaluation.check.dayreads import DayReads, Range
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth
from monitor.evaluation.check.things import EVER, Thing
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import FOREVER, TICK


@dataclass(frozen=True, slots=True)
class Put:
    """What one thing puts a day to; `passed` is None where that is open.

    `tests` is whether it certainly puts the day to the test; `unseen` whether it would certainly
    fail, had everything been watched.
    """

    passed: Truth
    tests: bool
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Debt:
    """How what one thing makes owed stands, and when its term ends, at the earliest and latest."""

    record: str
    key: str
    certain: bool
    state: str
    earliest: datetime
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Owing:
    """What a duty reads on every day, and how all that is owed stands, in order of time."""

    days: tuple[DayReads, ...]
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Tested:
    """A thing that puts the days on which it happened to a test of its own."""

    thing: Thing
    passed: Truth
    unseen: bool = False

    def put(self, day: Day, end: datetime) -> Put | None:
        """What it puts a day to, up to an end; None where it cannot have happened on it."""
        thing = self.thing
        if thing.first >= end or thing.last < day.start:
            return None
        inside = thing.certain and day.start <= thing.first and thing.last < end
        failed = self.passed is False and inside
        passed = True if self.passed else False if failed else None
        return Put(passed, inside, self.unseen and inside)


Putting = Callable[[Day, datetime], Iterable[Put]]
"""Gives all that a day is put to, up to the end given."""


def on_days(matter: Matter, put: Putting, kept: Cause, failed: Cause) -> tuple[DayReads, ...]:
    """Read every day that has begun from what it is put to."""
    return tuple(
        _read(matter, day, list(put(day, min(day.end, matter.horizon))), kept, failed)
        for day in matter.days
    )


def on_touched(tested: Sequence[Tested]) -> Putting:
    """Put every day to what may have happened on it."""

    def put(day: Day, end: datetime) -> Iterable[Put]:
        found = (one.put(day, end) for one in tested)
        return [one for one in found if one is not None]

    return put


def _read(matter: Matter, day: Day, found: Sequence[Put], kept: Cause, failed: Cause) -> DayReads:
    failing = len([one for one in found if one.passed is False])
    open_ones = [one for one in found if one.passed is None]
    hidden = len([one for one in open_ones if one.unseen])
    told, finished = failing + len(open_ones), day.end <= matter.horizon
    held = Range(failing, None if hidden else told, not hidden, told - hidden)
    verdict, cause = Verdict.UNDETERMINED, Cause.OPEN_ANSWERS
    if failing:
        verdict, cause = Verdict.BREACHED, failed
    elif not found:
        cause = Cause.NOBODY_ASKED
    elif not open_ones and not finished:
        cause = Cause.RUNNING
    elif not open_ones and any(one.tests for one in found):
        verdict, cause = Verdict.KEPT, kept
    return DayReads(day, day, verdict, cause, held, None, finished)


def critical(
    matter: Matter, thing: Thing, marks: Iterable[datetime], length: Duration, times: int
) -> list[datetime]:
    """The instants of a thing's span at which anything may turn.

    Args:
        matter: What is decided again.
        thing: The thing.
        marks: The instants that matter, of themselves and as the end of a term.
        length: The term; it ends `times` of it after what it runs from.
        times: 1, or -1 for a term that ends before.
    """
    if thing.first == thing.last:
        return [thing.first]
    clock = matter.clock
    ends = [clock.later(edge, length, times) for edge in (thing.first, thing.last)]
    turned = clock.turns(min(thing.first, *ends), max(thing.last, *ends))
    edges = {edge for edge in marks if EVER < edge < FOREVER}
    edges |= {near for turn, by in turned for near in (turn, turn - by, turn + by)}
    begins = {clock.later(edge, length, -times) for edge in edges}
    begins |= {t + way for t in begins for _, by in turned for way in (by, -by)}
    near = {t + step * TICK for t in edges | begins for step in range(-2, 3)}
    return sorted({thing.first, thing.last, *(t for t in near if thing.first <= t <= thing.last)})
