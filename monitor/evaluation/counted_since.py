"""The verdict on days kept since something happened, as of the end of a day."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Since, Unit
from monitor.evaluation.happened import items, unseen
from monitor.evaluation.items import Item
from monitor.evaluation.since import Counted, Placed, days_since
from monitor.evaluation.streaks import met_at, reached, run_of, surely_met
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Cause, Finding, Progress, Verdict
from monitor.evaluation.view import View
from monitor.incidents.span import BEGINNING, TICK


def judge_since(view: View, name: str, since: Since, scope: Scope) -> Finding | None:
    """Return the finding on days since something; None where an account cannot speak to it."""
    days = view.judged(since.of, scope)
    if days is None:
        return None
    ended = sum(day.finished for day in days) if view.last_ended else 0
    counted = since_at(view, since, scope, ended, view.horizon)
    if counted is None:
        return None
    needed, last = since.for_.count, view.last_ended
    word, cause = verdict_since(counted, needed)
    grows = word is Verdict.NOT_YET and counted.reaches is not None
    found = items(view, since.after, since=BEGINNING)
    return Finding(
        name,
        scope,
        word,
        cause,
        tuple(days),
        Progress(counted.least, counted.most, needed, Unit.DAYS.value),
        earliest=met_at(view, last, needed - (counted.reaches or 0)) if grows else None,
        surely=surely_met(view, last, counted.least, needed),
        provisional_until=view.unsettled(last.end) if last else None,
        rests_on=tuple(dict.fromkeys(item.key for item in found)),
    )


def verdict_since(counted: Counted, needed: int) -> tuple[Verdict, Cause]:
    """Return what a count comes to; where it runs from nothing, it says so."""
    if counted.reaches is None and counted.least == 0:
        return Verdict.NOT_YET, Cause.NO_ANCHOR
    return reached(counted.least, counted.most, needed)


def since_at(view: View, since: Since, scope: Scope, ended: int, at: datetime) -> Counted | None:
    """Return the days since as they stood at an instant by which so many days had ended.

    None where an account cannot speak to the condition that is counted.
    """
    run = run_of(view, since.of, scope, ended)
    if run is None:
        return None
    happened = [item for item in items(view, since.after, since=BEGINNING) if item.first < at]
    order = _Order.of(view, ended)
    placed = [*order.placed(happened), *_unseen(view, since, order, at)]
    return days_since(order.last, run.least, run.most, placed)


@dataclass(frozen=True)
class _Order:
    """The days, and the times out of force between them, numbered from the first on.

    A time out of force has a number of its own, so that no count of days in a row reaches beyond
    it; what happened within it comes before the first day after it. Hours in force that are no
    day belong to what they follow. `last` is the last day that has ended, or what comes before
    the running one; it is over at `over`, None where no day has ended.
    """

    turns: Sequence[datetime]
    last: int
    over: datetime | None

    @classmethod
    def of(cls, view: View, ended: int) -> "_Order":
        """Return the order up to the time by which so many days have ended."""
        if ended:
            day = view.days[ended - 1]
            return cls(view.turns, bisect_right(view.turns, day.start) - 1, day.end)
        running = view.days[-1] if view.days and view.days[-1].end > view.horizon else None
        upto = bisect_right(view.turns, running.start if running else view.horizon)
        return cls(view.turns, upto - (2 if running else 1), None)

    def position(self, instant: datetime) -> int:
        """Return what holds an instant: -1 is before the first day, after the last the next."""
        if self.over is not None and instant >= self.over:
            return self.last + 1
        return min(bisect_right(self.turns, instant) - 1, self.last + 1)

    def placed(self, happened: Iterable[Item]) -> Iterator[Placed]:
        """Yield where each item lies."""
        for item in happened:
            yield Placed(self.position(item.first), self.position(item.last), item.must)


def _unseen(view: View, since: Since, order: _Order, at: datetime) -> Iterator[Placed]:
    """Yield the times in which it could have happened unseen, also before the first day."""
    if since.after not in view.unseen:
        view.unseen[since.after] = unseen(view, since.after, BEGINNING, view.horizon)
    for start, until in view.unseen[since.after]:
        if start < at:
            last = order.position(min(until, at) - TICK)
            yield Placed(order.position(start), last, must=False)
