"""What people would have been told: the record looked at again in the order in which it arrived."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, Way
from monitor.alerts.compare import Standing
from monitor.alerts.deciding import Deciding
from monitor.alerts.desk import Desk
from monitor.alerts.digests import due_digests
from monitor.alerts.limiting import limited
from monitor.alerts.quiet import local_day
from monitor.alerts.telling import Course
from monitor.alerts.told import ToldDesks
from monitor.alerts.transition import Transition
from monitor.evaluation.facts import Facts
from monitor.evaluation.said import Saying
from monitor.evaluation.spoken import Spoken, Texts, speak, spoken
from monitor.incidents.span import TICK

Told = Callable[[datetime], None]
"""Is told up to when it has been looked again."""


@dataclass(frozen=True)
class Moment:
    """One instant at which people would have been told something.

    Attributes:
        at: The instant, UTC.
        alerts: What would have been told, as each desk would have been told of it.
        spoken: What was said then; None of a digest by itself.
        digests: The desks whose digest went out then.
    """

    at: datetime
    alerts: tuple[Alert, ...] = ()
    spoken: Spoken | None = field(default=None, compare=False, repr=False)
    digests: tuple[str, ...] = ()


def retrace(
    texts: Texts,
    facts: Facts,
    since: datetime,
    until: datetime,
    *,
    arrivals: Collection[datetime],
    desks: Mapping[str, Desk],
    told: Told = lambda _: None,
) -> Iterator[Moment]:
    """Yield each instant in (since, until] at which people would have been told something.

    At every instant at which more became known or something turned on its own, by what was known
    then, as a service would have said it that had run all the time; and when digests went out.
    Nobody had been told of anything at `since`.

    Args:
        texts: The terms of the agreement, for all of it.
        facts: The record.
        since: The instant of which it begins; what held then is no news.
        until: The last one.
        arrivals: When more became known in (since, until].
        desks: The desks there are.
        told: Is told how far it has come.
    """
    last, people = _look(texts, facts, since), _People(desks)
    standing, queue, new = Standing(last.content, {}), sorted(set(arrivals)), set(arrivals)
    terms = texts.terms
    while True:
        at = _next(texts, facts, last, queue[0] if queue else until)
        if at is None and not queue:
            yield from people.digests(last.at, until)
            return
        at = at if at is not None else queue[0]
        if queue and at >= queue[0]:
            queue.pop(0)
        yield from people.digests(last.at, at - TICK)
        now = _look(texts, facts, at, last.content)
        again = spoken(texts, facts, last.at, at) if at in new else last.content
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
            since=last.at,
            named=texts.named,
        )
        alerts = people.tell(terms, tuple(course.transitions()), at, in_force=now.content.in_force)
        standing, last = course.stands, now
        told(at)
        if alerts:
            yield Moment(at, alerts, now.spoken)
        yield from people.digests(at - TICK, at)


class _People:
    """What the people at some desks have been told so far."""

    def __init__(self, desks: Mapping[str, Desk]) -> None:
        self._desks = desks
        self._told, self._waiting = ToldDesks(), ToldDesks()
        self._interrupted: dict[str, list[datetime]] = {name: [] for name in desks}

    def tell(
        self, terms: Agreement, turned: Sequence[Transition], at: datetime, *, in_force: bool
    ) -> tuple[Alert, ...]:
        """Tell of what turned at an instant, and return how each desk is told of it."""
        deciding = Deciding(terms, self._told, self._waiting, tuple(self._desks), in_force=in_force)
        known = [
            replace(one, desks={d: way for d, way in one.desks.items() if d in self._desks})
            for one in deciding.alerts(turned)
        ]
        had = {name: self._had(name, desk, at) for name, desk in self._desks.items()}
        alerts = tuple(limited(known, had))
        self._told = self._told.after(alerts)
        self._waiting = self._waiting.overtaken(alerts).after(alerts, digest=True)
        for name in self._desks:
            if any(one.desks.get(name) is Way.AT_ONCE for one in alerts):
                self._interrupted[name].append(at)
        return alerts

    def digests(self, after: datetime, until: datetime) -> Iterator[Moment]:
        """Tell the digests due in (after, until], and yield when."""
        due: dict[datetime, list[str]] = {}
        for name, desk in self._desks.items():
            for at, _ in due_digests(desk, after, until):
                due.setdefault(at, []).append(name)
                self._told = self._told.with_digest(name, self._waiting)
                self._waiting = self._waiting.without(name)
        yield from (Moment(at, digests=tuple(due[at])) for at in sorted(due))

    def _had(self, name: str, desk: Desk, at: datetime) -> int:
        first, last = local_day(desk, at)
        return sum(first <= one < last for one in self._interrupted[name])


@dataclass(frozen=True, slots=True)
class _Looked:
    at: datetime
    spoken: Spoken
    deadline: datetime | None

    @property
    def content(self) -> Saying:
        return self.spoken.saying


def _look(texts: Texts, facts: Facts, at: datetime, before: Saying | None = None) -> _Looked:
    found = speak(texts, facts, at, at, before)
    deadline = found.deadline()
    return _Looked(at, found, deadline.at if deadline else None)


def _next(texts: Texts, facts: Facts, last: _Looked, until: datetime) -> datetime | None:
    """Return the first instant after the last at which something turns, `until` at the latest."""
    points = texts.turning_points(facts, last.at, last.at, until)
    coming = [point.at for point in points[:1]]
    coming += [last.deadline] if last.deadline and last.at < last.deadline <= until else []
    return min(coming, default=None)
