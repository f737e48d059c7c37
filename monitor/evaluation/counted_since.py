"""The verdict on days kept since something happened, as of the end of a day."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.agreements.model import Since, Unit
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.happened import items, unseen
from monitor.evaluation.items import Item
from monitor.evaluation.since import Counted, Placed, days_since
from monitor.evaluation.streaks import met_at, reached, run_of
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
    days = view.days[:ended]
    happened = [item for item in items(view, since.after, since=BEGINNING) if item.first < at]
    placed = [*_placed(view, days, happened), *_unseen(view, since, days, at)]
    return days_since(len(days) - 1, run.least, run.most, placed)


def _placed(
    view: View, days: Sequence[MonitoringDay], happened: Sequence[Item]
) -> Iterator[Placed]:
    for item in happened:
        first, last = (_position(view, days, edge) for edge in (item.first, item.last))
        yield Placed(first, last, item.must)


def _unseen(
    view: View, since: Since, days: Sequence[MonitoringDay], at: datetime
) -> Iterator[Placed]:
    """Yield the times in which it could have happened unseen, also before the first day."""
    if since.after not in view.unseen:
        view.unseen[since.after] = unseen(view, since.after, BEGINNING, view.horizon)
    for start, until in view.unseen[since.after]:
        if start < at:
            first, last = (_position(view, days, edge) for edge in (start, min(until, at) - TICK))
            yield Placed(first, last, must=False)


def _position(view: View, days: Sequence[MonitoringDay], instant: datetime) -> int:
    """Return the day that holds an instant, or the last one before it.

    -1 before the first day; past the last one that has ended, the running day that follows it.
    """
    if not days:
        return -1 if instant < view.calendar.start else 0
    position = bisect_right(days, instant, key=lambda day: day.start) - 1
    return position + 1 if instant >= days[-1].end else position
