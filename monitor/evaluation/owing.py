"""Duties of every day, in a view: what was owed, how that stands, and the verdict of each day."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from monitor.agreements.model import Condition, Duration, Duty, Notice, OnlyIf, Response, Unit
from monitor.evaluation.answers import Asking, overdue_days
from monitor.evaluation.calendar import Interval
from monitor.evaluation.happened import items, unseen
from monitor.evaluation.holding import Held, counts_hours
from monitor.evaluation.items import Item, Matching, in_order
from monitor.evaluation.notices import Announced
from monitor.evaluation.permits import Needing
from monitor.evaluation.tally import Scope
from monitor.evaluation.tested import DayPut, Put, put_on_days
from monitor.evaluation.verdict import Cause, DayVerdict, Owing
from monitor.evaluation.view import View
from monitor.incidents.span import BEGINNING


def owing(view: View, condition: Condition, scope: Scope) -> Owing | None:
    """Return how a duty stands in one scope; None for a condition of another kind."""
    asking = _Asking(view, condition.per, scope)
    if condition.response is not None:
        return _response(view, condition.response, asking)
    if condition.notice is not None:
        return _notice(view, condition.notice, asking)
    if condition.only_if is not None:
        return _only_if(view, condition.only_if, asking)
    return None


class _Asking:
    """Gives what puts a duty to the test, in the scope in which it is judged."""

    def __init__(self, view: View, per: str | None, scope: Scope) -> None:
        self.view, self.per, self.scope = view, per, scope

    def __call__(self, duty: Duty) -> list[Item]:
        """Return the items in order of time, from the beginning of the agreement on."""
        since, match = self.view.calendar.start, duty.match
        return in_order(
            items(self.view, duty.asks, since=since, match=match, per=self.per, scope=self.scope)
        )


def _response(view: View, response: Response, asking: _Asking) -> Owing:
    start, horizon = view.calendar.start, view.horizon
    later, earlier = _moves(view, response.within)
    answers = Matching(items(view, response.with_, since=start, match=response.match))
    gaps = unseen(view, response.with_, start, horizon)
    asked = [
        Asking(item, answers, gaps, later, earlier, horizon, _backs(view, response.within, item))
        for item in asking(response)
        if item.first >= start
    ]
    tested = overdue_days(asked, _spans(view))
    return _owing(view, tested, asked, Cause.ANSWERED, Cause.OVERDUE)


def _notice(view: View, notice: Notice, asking: _Asking) -> Owing:
    _, due = _moves(view, notice.at_least)
    notices = Matching(items(view, notice.of, since=BEGINNING, match=notice.match))
    gaps = unseen(view, notice.of, view.calendar.start, view.horizon)
    announced = [
        Announced(
            item, notices, gaps, due, [back for back, _ in _backs(view, notice.at_least, item)]
        )
        for item in asking(notice)
    ]
    tests = [
        Put(one.item, one.noticed(), unseen=one.noticed(watched=True) is False) for one in announced
    ]
    tested = put_on_days(tests, _spans(view))
    return _owing(view, tested, announced, Cause.NOTICED, Cause.UNNOTICED)


def _only_if(view: View, only_if: OnlyIf, asking: _Asking) -> Owing:
    held = Held(view, only_if.holds, asking.per, asking.scope, only_if.match)
    in_doubt = counts_hours(view, only_if.holds)
    needing = [Needing(item, held.at, held.turns, steady=not in_doubt) for item in asking(only_if)]
    tests = [Put(one.item, one.permitted) for one in needing]
    tested = put_on_days(tests, _spans(view))
    return _owing(view, tested, needing, Cause.PERMITTED, Cause.UNPERMITTED)


def _spans(view: View) -> list[Interval]:
    """Return the days so far, the running one up to the horizon."""
    return [(day.start, min(day.end, view.horizon)) for day in view.days]


def _backs(view: View, length: Duration, item: Item) -> Sequence[tuple[datetime, timedelta]]:
    """Return where clocks go back within the span of an item, which only days take notice of."""
    return view.calendar.goes_back(item.first, item.last) if length.unit is Unit.DAYS else ()


def _moves(
    view: View, length: Duration
) -> tuple[Callable[[datetime], datetime], Callable[[datetime], datetime]]:
    """Return what leads to the end of a term that begins at an instant, and back."""
    after = view.calendar.after
    return (
        lambda instant: after(instant, length),
        lambda instant: after(instant, length, times=-1),
    )


def _owing(
    view: View,
    tested: Sequence[DayPut],
    asked: Iterable[Asking | Announced | Needing],
    kept: Cause,
    failed: Cause,
) -> Owing:
    """Return the verdict of every day on what it put to the test, and how each of that stands."""
    found = []
    for day, one in zip(view.days, tested, strict=True):
        finished = day.end <= view.horizon
        word, cause = one.verdict(kept, failed, finished=finished)
        found.append(DayVerdict(day, day, word, cause, one.bounds, None, finished))
    return Owing(tuple(found), tuple(one.obligation() for one in asked))
