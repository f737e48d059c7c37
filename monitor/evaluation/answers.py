"""Answers that are owed: how each obligation stands, and when one is, or may be, overdue.

An obligation is overdue at t where t is after its deadline and before its first answer. What
is certain holds in every world that the record allows: each item anywhere in its span, each
uncertain one there or not, an answer at any instant that nobody watched.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item, Matching, surely
from monitor.evaluation.owed import Obligation, Owed
from monitor.evaluation.tested import DayPut, Days
from monitor.incidents.span import FOREVER, TICK

Move = Callable[[datetime], datetime]
"""Takes an instant to the one so much later, or earlier."""


MOST = 20
"""How many of those that may be its first answer are named beside an obligation: the earliest."""


@dataclass(frozen=True)
class Asking:
    """One item that asks, and what may answer it.

    `later` gives the end of a term that begins at an instant, `earlier` the beginning of one
    that ends at it. What happens at the horizon has not happened. `gaps` are the half-open
    intervals, in order, in which an answer could have come unseen. `backs` are the instants of
    the item's span just after which clocks go back, and by how much, where the term is in days:
    from just before such an instant a term ends later than from just after it.
    """

    item: Item
    answers: Matching
    gaps: Sequence[Interval]
    later: Move
    earlier: Move
    horizon: datetime
    backs: Sequence[tuple[datetime, timedelta]] = ()

    def earliest(self) -> datetime:
        """Return when its term ends at the earliest."""
        turned = (back + TICK for back, _ in self.backs)
        return min(self.later(asked) for asked in (self.item.first, *turned))

    def deadline(self) -> datetime:
        """Return when its term ends at the latest."""
        turning = (back for back, _ in self.backs)
        return max(self.later(asked) for asked in (self.item.last, *turning))

    def certainly_overdue(self, *, watched: bool = False) -> Interval | None:
        """Return the half-open time in which it is overdue in every world; None for none.

        With `watched`, as it would be had nobody been able to answer unseen.
        """
        asked, start = self.item.first, self.deadline() + TICK
        answer = next(self._possible(asked, self.horizon), None)
        unseen = next((gap for gap, until in self.gaps if until > asked and not watched), FOREVER)
        came = answer.first if answer else FOREVER
        end = min(self.horizon, max(came, asked), max(unseen, asked))
        return (start, end) if self.item.must and start < end else None

    def possibly_overdue(self) -> Iterator[Interval]:
        """Yield the half-open times in which it is overdue in some world; they may overlap."""
        for asked in self._tried():
            start, end = self.later(asked) + TICK, self._answered(asked)
            if start < end:
                yield start, end

    def obligation(self) -> Obligation:
        """Return how it stands at the horizon."""
        states = {state for asked in self._tried() for state in self._states(asked)}
        state = states.pop() if len(states) == 1 else Owed.UNDETERMINED
        asked, over = self.item.first, self._answered(self.item.last)
        answers = tuple(islice(self._possible(asked, over + TICK), MOST))
        unseen = tuple((start, end) for start, end in self.gaps if end > asked and start < over)
        last = over if state in {Owed.MET, Owed.LATE} else FOREVER
        return Obligation(
            self.item,
            state,
            self.earliest(),
            self.deadline(),
            max(last, self.item.last),
            self.certainly_overdue(),
            answers,
            unseen,
        )

    def _states(self, asked: datetime) -> Iterator[Owed]:
        """Yield every state that some world gives in which it asked at an instant."""
        if asked >= self.horizon:
            yield Owed.PENDING
            return
        deadline, answered = self.later(asked), self._answered(asked)
        if self._may_come(asked, min(deadline + TICK, self.horizon)):
            yield Owed.MET
        if answered > deadline and self._may_come(deadline + TICK, self.horizon):
            yield Owed.LATE
        if answered >= self.horizon:
            yield Owed.OVERDUE if deadline + TICK < self.horizon else Owed.PENDING

    def _possible(self, since: datetime, until: datetime) -> Iterator[Item]:
        """Yield the answers that may have come in the half-open time, the earliest first."""
        for answer in self.answers.possible(self.item, since):
            if answer.first >= until:
                return
            yield answer

    def _answered(self, asked: datetime) -> datetime:
        """Return when what was asked at an instant is answered at the latest; else the horizon."""
        latest = self.horizon
        for answer in self.answers.possible(self.item, asked):
            if answer.first >= latest:
                break
            if answer.first >= asked and surely(self.item, answer):
                latest = min(latest, answer.last)
        return latest

    def _may_come(self, start: datetime, end: datetime) -> bool:
        """Whether an answer may have come in the half-open time, seen or unseen."""
        if start >= end:
            return False
        on_record = next(self._possible(start, end), None) is not None
        return on_record or any(since < end and start < until for since, until in self.gaps)

    def _tried(self) -> Iterator[datetime]:
        """Yield the instants at which it may have asked that can make a difference."""
        first, last = self.item.first, self.item.last
        yield first
        if first == last:
            return
        yield last
        near = self._possible(first, self.deadline() + 2 * TICK)
        edges = {edge for answer in near for edge in (answer.first, answer.last)} | {self.horizon}
        begins = {self.earlier(edge) for edge in edges}
        again = {begin + shift for begin in begins for _, shift in self.backs}
        for edge in edges | begins | again | {back for back, _ in self.backs}:
            for step in range(-2, 3):
                if first < edge + step * TICK < last:
                    yield edge + step * TICK


def overdue_days(asked: Sequence[Asking], days: Sequence[Interval]) -> list[DayPut]:
    """Return what every day puts to the test: the obligations overdue on it, or maybe.

    Args:
        asked: The obligations.
        days: The days so far, half-open, in order; the running one ends at the horizon.
    """
    counted = Days(days)
    for one in asked:
        failed, watched = (
            counted.touched(*filter(None, [one.certainly_overdue(watched=watched)]))
            for watched in (False, True)
        )
        maybe = counted.touched(*one.possibly_overdue()) - failed
        counted.count(failed=failed, maybe=maybe, unseen=maybe & watched)
    for name, since in (
        ("asked", [one.item.first for one in asked]),
        ("certainly", [one.item.last for one in asked if one.item.must]),
    ):
        if since:
            counted.count(**{name: counted.touched((min(since), FOREVER))})
    return counted.tested()
