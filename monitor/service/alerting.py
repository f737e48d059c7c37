"""What people are told: decided with what is said, in the same act, and followed act by act."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import RLock
from typing import Any

from monitor.alerts import kept
from monitor.alerts.alert import Alert, Way
from monitor.alerts.book import WORDS, Book
from monitor.alerts.calls import first_called
from monitor.alerts.deciding import Deciding
from monitor.alerts.desk import Desk
from monitor.alerts.digests import next_digest
from monitor.alerts.directory import Directory
from monitor.alerts.limiting import limited
from monitor.alerts.notice import Notice
from monitor.alerts.notice import as_plain as notice_as_plain
from monitor.alerts.outbox import ATTEMPT
from monitor.alerts.quiet import local_day, not_before
from monitor.alerts.snoozes import Ending, silenced
from monitor.alerts.transition import Transition
from monitor.messages.compose import compose
from monitor.messages.leading import leading
from monitor.service.around import Gathering
from monitor.service.authorize import authorize
from monitor.store.act import Act, Body
from monitor.store.store import Store


@dataclass(frozen=True, slots=True)
class Decision:
    """What is told of one saying.

    Attributes:
        turned: The transitions of the saying.
        alerts: What there is to tell, and which desk is told how.
        nobody: By alert, the desks that the rules name and nobody sits at.
        notices: The messages, frozen.
        held: The ids of those that a person has to approve.
        groups: By desk and leading alert, as `desk/alert`, the alerts of each message that
            interrupts.
        woken: The snoozes that end by it, as desk, thread and why.
    """

    turned: Sequence[Transition] = ()
    alerts: Sequence[Alert] = ()
    nobody: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notices: Sequence[Notice] = ()
    held: Sequence[str] = ()
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    woken: Sequence[tuple[str, str, Ending]] = ()

    @property
    def body(self) -> Body:
        """It as JSON, for the act of the saying; nothing where there is nothing to tell."""
        if not self.alerts:
            return {}
        plain = kept.as_plain(self.alerts, self.turned)
        named = [
            {**one, "nobody": list(self.nobody[one["id"]])} if self.nobody.get(one["id"]) else one
            for one in plain
        ]
        body: dict[str, Any] = {"alerts": named}
        if self.notices:
            body["notices"] = [notice_as_plain(one) for one in self.notices]
        if self.held:
            body["held"] = list(self.held)
        if self.groups:
            body["groups"] = {name: list(group) for name, group in self.groups.items()}
        if self.woken:
            body["woken"] = [
                {"desk": desk, "thread": thread, "why": why.value}
                for desk, thread, why in self.woken
            ]
        return body


class Alerting:
    """What people are told of all agreements; its methods may be called from any thread."""

    def __init__(self, store: Store, directory: Directory) -> None:
        self._store = store
        self.directory = directory
        self._lock = RLock()
        self._book = Book()
        self._read = 0

    @property
    def book(self) -> Book:
        """All that the journal says of alerts by now; read it under no other lock."""
        with self._lock:
            for act in self._store.acts.among(WORDS, after=self._read):
                self._book.take(act.act, act.body, at=act.recorded_at, act=act.seq, by=act.actor)
                self._read = act.seq
            return self._book

    def next_digest(self, desk: str, now: datetime) -> datetime | None:
        """Return when the digest of a desk is due that follows its last, UTC; None for none.

        It is past where one that was due has not been told yet.
        """
        since = self.book.digested.get(desk, now)
        return next_digest(self.directory.desks[desk], since)

    def tell(self, word: str, body: Body, *, actor: str) -> Act:
        """Record an act that brings notices beside what is said: a digest, a drill.

        Raises:
            StoreError: It could not be recorded; nobody is told.
        """
        authorize(actor, "tell", word)
        return self._store.accept.note(word, body, actor=actor)

    def claim(self, notice: str, *, actor: str) -> Act:
        """Record that a notice is about to be sent.

        Raises:
            StoreError: It could not be recorded: it must not be sent.
        """
        authorize(actor, "tell", notice)
        return self._store.accept.note(ATTEMPT, {"notice": notice}, actor=actor)

    def mark(self, notice: str, told: tuple[str, Body], *, actor: str) -> Act:
        """Record what came of an attempt: the word of the act, and what it says.

        Raises:
            StoreError: It could not be recorded: the notice is sent again.
        """
        authorize(actor, "tell", notice)
        word, body = told
        return self._store.accept.note(word, {"notice": notice, **body}, actor=actor)

    def decide(
        self, turned: Sequence[Transition], around: Gathering, *, in_force: bool, late: bool
    ) -> Decision:
        """Return what is told of the transitions of a saying.

        Args:
            turned: What there is to tell.
            around: What messages about it are written from.
            in_force: Whether the agreement is.
            late: Whether it is told after its time.
        """
        book, terms = self.book, around.instrument.agreement
        desks = self.directory.desks
        deciding = Deciding(
            terms, book.told, book.expected, tuple(desks), in_force=in_force, late=late
        )
        found = [one for one in deciding.alerts(turned) if one.id not in book.issued]
        nobody = {one.id: sorted(set(one.desks) - set(desks)) for one in found}
        known = [
            replace(one, desks={d: way for d, way in one.desks.items() if d in desks})
            for one in found
        ]
        told, woken = [], []
        for alert, ways, ended in silenced(known, book.snoozes.values(), around.moment):
            told.append(replace(alert, desks=ways))
            by_act = {one.act: one for one in book.snoozes.values()}
            woken += [(by_act[act].desk, by_act[act].thread, why) for act, why in ended.items()]
        had = {name: self._interrupted(book, name, around.moment) for name in desks}
        alerts = tuple(limited(told, had))
        sent = [self._to(name, desk, alerts, around) for name, desk in desks.items()]
        return Decision(
            turned,
            alerts,
            nobody,
            tuple(notice for notices, _ in sent for notice in notices),
            tuple(n.id for notices, _ in sent for n in notices if desks[n.desk].review),
            {name: group for _, groups in sent for name, group in groups.items()},
            tuple(woken),
        )

    def _interrupted(self, book: Book, name: str, now: datetime) -> int:
        """Return how many messages interrupted a desk on its present day."""
        first, last = local_day(self.directory.desks[name], now)
        return sum(first <= at < last for at in book.interrupted.get(name, ()))

    def _to(
        self, name: str, desk: Desk, alerts: Sequence[Alert], around: Gathering
    ) -> tuple[list[Notice], dict[str, list[str]]]:
        """Return the messages to a desk, and which alerts those tell that interrupt it."""
        notices: list[Notice] = []
        groups: dict[str, list[str]] = {}
        for way in (Way.AT_ONCE, Way.IN_THREAD):
            group = [one for one in alerts if one.desks.get(name) is way]
            if not group:
                continue
            first = leading(group, around.instrument.agreement, name)
            people = first_called(desk) if way is Way.AT_ONCE else desk.people
            notices += self._notices(name, desk, group, first, people, around)
            if way is Way.AT_ONCE:
                rest = [one.id for one in group if one.id != first.id]
                groups[f"{name}/{first.id}"] = [first.id, *rest]
        return notices, groups

    def _notices(
        self,
        name: str,
        desk: Desk,
        group: Sequence[Alert],
        first: Alert,
        people: Sequence[str],
        around: Gathering,
    ) -> Iterator[Notice]:
        """Yield the message about a group of alerts for each channel of some people."""
        composed = compose(group, around.around(group, first, name, desk))
        quiet = first.desks[name] is not Way.AT_ONCE
        start = not_before(desk, around.moment) if quiet else around.moment
        for person in people:
            for channel in self.directory.people[person].channels:
                before = self._book.sent_before.get((channel, first.thread), ())
                yield Notice(
                    notice_id(first.id, name, person, channel),
                    first.id,
                    name,
                    person,
                    channel,
                    composed.subject,
                    composed.text,
                    composed.html,
                    composed.payload,
                    start,
                    first.thread,
                    tuple(before),
                    handling=composed.handling,
                )


def notice_id(alert: str, desk: str, person: str, channel: str) -> str:
    """Return the id of the notice of an alert by one channel: the same whenever it is decided."""
    text = f"{alert}\n{desk}\n{person}\n{channel}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]
