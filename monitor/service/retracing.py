"""What people would have been told: the record looked at again in the order in which it arrived."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from monitor.alerts.snoozes import Snooze, silenced
from monitor.alerts.telling import Course
from monitor.alerts.told import ToldDesks
from monitor.alerts.transition import Holds, Transition
from monitor.evaluation.facts import Facts
from monitor.evaluation.said import Saying
from monitor.evaluation.spoken import Spoken, Texts, speak, spoken
from monitor.incidents.span import TICK
from monitor.service import lived as history
from monitor.service.lived import Lived

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
        said: How it was said in earnest; None where it was not.
    """

    at: datetime
    alerts: tuple[Alert, ...] = ()
    spoken: Spoken | None = field(default=None, compare=False, repr=False)
    digests: tuple[str, ...] = ()
    said: history.Saying | None = field(default=None, compare=False, repr=False)


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
    people = _People(desks)
    course = _Telling(texts, facts, people, _look(texts, facts, since))
    queue, new = sorted(set(arrivals)), set(arrivals)
    while True:
        last = course.last
        at = _next(texts, facts, last, queue[0] if queue else until)
        if at is None and not queue:
            yield from people.digests(last.at, until)
            return
        at = at if at is not None else queue[0]
        if queue and at >= queue[0]:
            queue.pop(0)
        yield from people.digests(last.at, at - TICK)
        moment = course.go_on(at, new=at in new)
        told(at)
        if moment.alerts:
            yield moment
        yield from people.digests(at - TICK, at)


def retell(
    texts: Texts,
    facts: Facts,
    lived: Iterable[Lived],
    *,
    desks: Mapping[str, Desk],
    told: Told = lambda _: None,
) -> Iterator[Moment]:
    """Yield what people were told, worked out again from the record and when things were said.

    Nothing that was decided is read: only when it was, and when desks had digests and snoozes.

    Args:
        texts: The terms of the agreement, for all of it.
        facts: The record.
        lived: What happened, in order.
        desks: The desks there are.
        told: Is told how far it has come.
    """
    people = _People(desks)
    course: _Telling | None = None
    for one in lived:
        match one:
            case history.Saying():
                if course is None:
                    course = _Telling(texts, facts, people, _look(texts, facts, one.known))
                    continue
                moment = course.go_on(one.known, new=bool(one.because), said=one)
                told(one.at)
                if moment.alerts:
                    yield moment
            case history.Digested() if one.desk in desks:
                people.digest(one.desk)
                yield Moment(one.at, digests=(one.desk,))
            case history.Interrupted():
                people.interrupted(one.desks, one.at)
            case history.Snoozed():
                people.snoozed(one)


class _Telling:
    """Goes on from what was said last to what is said next, and tells people of it."""

    def __init__(self, texts: Texts, facts: Facts, people: "_People", last: "_Looked") -> None:
        self._texts, self._facts, self._people = texts, facts, people
        self._standing, self.last = Standing(last.content, {}), last

    def go_on(self, at: datetime, *, new: bool, said: history.Saying | None = None) -> Moment:
        """Say what holds at an instant, and tell it; `new`: more was recorded since.

        Without `said` it is told there and then.
        """
        texts, facts, last = self._texts, self._facts, self.last
        now = _look(texts, facts, at, last.content)
        again = spoken(texts, facts, last.at, at) if new else last.content
        course = Course(
            texts.terms.id,
            self._standing,
            last.content,
            again,
            now.content,
            min(last.at, now.content.ended or last.at),
            min(at, now.content.ended or at),
            at,
            said.because if said else (),
            since=last.at,
            named=texts.named,
        )
        alerts = self._people.tell(
            texts.terms,
            tuple(course.transitions()),
            said.at if said else at,
            in_force=now.content.in_force,
            late=said is not None and said.late,
        )
        self._standing, self.last = course.stands, now
        return Moment(said.at if said else at, alerts, now.spoken, said=said)


class _People:
    """What the people at some desks have been told so far."""

    def __init__(self, desks: Mapping[str, Desk]) -> None:
        self._desks = desks
        self._told, self._waiting = ToldDesks(), ToldDesks()
        self._interrupted: dict[str, list[datetime]] = {name: [] for name in desks}
        self._snoozes: dict[tuple[str, str], Snooze] = {}
        self._holds: dict[str, Holds | None] = {}
        self._issued: set[str] = set()

    def tell(
        self,
        terms: Agreement,
        turned: Sequence[Transition],
        at: datetime,
        *,
        in_force: bool,
        late: bool = False,
    ) -> tuple[Alert, ...]:
        """Tell of what turned at an instant, and return how each desk is told of it."""
        deciding = Deciding(
            terms, self._told, self._waiting, tuple(self._desks), in_force=in_force, late=late
        )
        known = [
            replace(one, desks={d: way for d, way in one.desks.items() if d in self._desks})
            for one in deciding.alerts(turned)
            if one.id not in self._issued
        ]
        had = {name: self._had(name, desk, at) for name, desk in self._desks.items()}
        alerts = tuple(limited(self._awake(known, at), had))
        self._issued |= {one.id for one in alerts}
        self._holds |= {one.thread: one.turned.after for one in alerts}
        self._told = self._told.after(alerts)
        self._waiting = self._waiting.overtaken(alerts).after(alerts, digest=True)
        ways = [one.desks for one in alerts]
        self.interrupted({d for by in ways for d, way in by.items() if way is Way.AT_ONCE}, at)
        return alerts

    def interrupted(self, desks: Iterable[str], at: datetime) -> None:
        """Take in that desks were interrupted at an instant."""
        for name in self._desks.keys() & set(desks):
            self._interrupted[name].append(at)

    def snoozed(self, one: history.Snoozed) -> None:
        """Take in that a desk snoozed a matter, or woke it."""
        key = one.desk, one.thread
        if one.until is None:
            self._snoozes.pop(key, None)
        else:
            held = self._holds.get(one.thread)
            self._snoozes[key] = Snooze(*key, one.at, one.until, one.by, held, one.act)

    def _awake(self, alerts: Sequence[Alert], at: datetime) -> Iterator[Alert]:
        """Yield alerts as desks are told of them that have snoozed some; end what they end."""
        for alert, ways, ended in silenced(alerts, tuple(self._snoozes.values()), at):
            kept = {key: one for key, one in self._snoozes.items() if one.act not in ended}
            self._snoozes = kept
            yield replace(alert, desks=ways)

    def digest(self, name: str) -> None:
        """Tell a desk what waits for its digest."""
        self._told = self._told.with_digest(name, self._waiting)
        self._waiting = self._waiting.without(name)

    def digests(self, after: datetime, until: datetime) -> Iterator[Moment]:
        """Tell the digests due in (after, until], and yield when."""
        due: dict[datetime, list[str]] = {}
        for name, desk in self._desks.items():
            for at, _ in due_digests(desk, after, until):
                due.setdefault(at, []).append(name)
                self.digest(name)
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
