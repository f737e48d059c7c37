"""Duties of every day, in a view: what one happening made another one owe, and how that stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.agreements.model import Condition, Duration, Response
from monitor.evaluation.answers import Asking, overdue_days
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.happened import items, unseen
from monitor.evaluation.items import Matching, in_order
from monitor.evaluation.owed import Obligation
from monitor.evaluation.tally import Scope
from monitor.evaluation.tested import Tested
from monitor.evaluation.verdict import Cause, DayVerdict

if TYPE_CHECKING:  # the view is handed in: it asks for days of duties itself
    from monitor.evaluation.view import View


@dataclass(frozen=True, slots=True)
class Owing:
    """A duty as it stands: its verdict on every day so far, and everything that put it to the test.

    `obligations` are in order of time.
    """

    days: tuple[DayVerdict, ...]
    obligations: tuple[Obligation, ...]


def owing(view: "View", condition: Condition, scope: Scope) -> Owing | None:
    """Return how a duty stands in one scope; None for a condition of another kind."""
    if condition.response is not None:
        return _response(view, condition.response, condition.per, scope)
    return None


def _response(view: "View", response: Response, per: str | None, scope: Scope) -> Owing:
    start, horizon = view.calendar.start, view.horizon
    later, earlier = _moves(view, response.within)
    asking = items(view, response.to, since=start, per=per, scope=scope)
    answers = Matching(items(view, response.with_, since=start))
    gaps = unseen(view, response.with_, start, horizon)
    asked = [
        Asking(item, answers, gaps, later, earlier, horizon)
        for item in in_order(asking)
        if item.first >= start
    ]
    spans = [(day.start, min(day.end, horizon)) for day in view.days]
    days = _verdicts(view.days, overdue_days(asked, spans), horizon, Cause.ANSWERED, Cause.OVERDUE)
    return Owing(days, tuple(one.obligation() for one in asked))


def _moves(
    view: "View", length: Duration
) -> tuple[Callable[[datetime], datetime], Callable[[datetime], datetime]]:
    """Return what leads to the end of a term that begins at an instant, and back."""
    after = view.calendar.after
    return (
        lambda instant: after(instant, length),
        lambda instant: after(instant, length, times=-1),
    )


def _verdicts(
    days: Sequence[MonitoringDay],
    tested: Sequence[Tested],
    horizon: datetime,
    kept: Cause,
    failed: Cause,
) -> tuple[DayVerdict, ...]:
    """Return the verdict of every day on what it put to the test."""
    found = []
    for day, one in zip(days, tested, strict=True):
        finished = day.end <= horizon
        word, cause = one.verdict(kept, failed, finished=finished)
        found.append(DayVerdict(day, day, word, cause, one.bounds, None, finished))
    return tuple(found)
