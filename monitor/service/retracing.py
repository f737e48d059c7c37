"""What people would have been told: the record looked at again in the order in which it arrived."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert
from monitor.alerts.compare import Standing
from monitor.alerts.deciding import Deciding
from monitor.alerts.telling import Course
from monitor.alerts.told import ToldDesks
from monitor.evaluation.evaluate import evaluate, evaluated
from monitor.evaluation.facts import Facts
from monitor.evaluation.near import with_near
from monitor.evaluation.noted import noted
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.turning import next_deadline, turning_points
from monitor.evaluation.view import View

Told = Callable[[datetime], None]
"""Is told up to when it has been looked again."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant at which something was to be said, and what people would have been told."""

    at: datetime
    alerts: tuple[Alert, ...]


def retrace(
    terms: Agreement,
    facts: Facts,
    since: datetime,
    until: datetime,
    *,
    arrivals: Collection[datetime],
    everyone: Sequence[str],
    told: Told = lambda _: None,
) -> Iterator[Moment]:
    """Yield each instant in (since, until] at which people would have been told something.

    At every instant at which more became known or something turned on its own, by what was known
    then, as a service would have said it that had run all the time. Nobody had been told of
    anything at `since`. Interruptions are not limited here: that goes by each desk's day.

    Args:
        terms: The terms of the agreement, for all of it.
        facts: The record.
        since: The instant of which it begins; what held then is no news.
        until: The last one.
        arrivals: When more became known in (since, until].
        everyone: The desks there are.
        told: Is told how far it has come.
    """
    last = _look(terms, facts, since)
    standing, desks = Standing(last.content, {}), ToldDesks()
    queue = sorted(set(arrivals))
    while True:
        following = queue[0] if queue else until
        at = _next(terms, facts, last, following)
        if at is None and not queue:
            return
        at = at if at is not None else queue[0]
        if queue and at >= queue[0]:
            queue.pop(0)
        now = _look(terms, facts, at, last.content)
        again = _again(terms, facts, last, at) if at in arrivals else last.content
        course = Course(
            terms.id,
            standing,
            last.content,
            again,
            now.content,
            min(last.at, now.content.ended or last.at),
            min(at, now.content.ended or at),
            at,
            (),
        )
        alerts = tuple(_deciding(terms, desks, everyone, now).alerts(course.transitions()))
        desks = desks.after(alerts).after(alerts, digest=True)
        standing, last = course.stands, now
        told(at)
        if alerts:
            yield Moment(at, alerts)


def _deciding(
    terms: Agreement, desks: ToldDesks, everyone: Sequence[str], now: "_Looked"
) -> Deciding:
    return Deciding(terms, desks, everyone=tuple(everyone), in_force=now.content.in_force)


@dataclass(frozen=True, slots=True)
class _Looked:
    at: datetime
    content: Saying
    deadline: datetime | None


def _look(terms: Agreement, facts: Facts, at: datetime, before: Saying | None = None) -> _Looked:
    view = View(terms, Snapshot(facts), at, at, None)
    judged = evaluated(view)
    deadline = next_deadline(judged, terms, view.facts)
    now = with_near(saying(judged, noted(view)), judged, terms, before)
    return _Looked(at, now, deadline.at if deadline else None)


def _again(terms: Agreement, facts: Facts, last: _Looked, known: datetime) -> Saying:
    return saying(evaluate(terms, facts, last.at, known))


def _next(terms: Agreement, facts: Facts, last: _Looked, until: datetime) -> datetime | None:
    """Return the first instant after the last at which something turns, `until` at the latest."""
    points = turning_points(terms, facts, last.at, last.at, until)
    coming = [point.at for point in points[:1]]
    coming += [last.deadline] if last.deadline and last.at < last.deadline <= until else []
    return min(coming, default=None)
