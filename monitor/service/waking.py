"""Waking: a snooze whose time is up is ended by an act, and its desk is told that it is."""

from collections.abc import Iterator
from datetime import datetime

from monitor.alerts.alert import Alert, Way
from monitor.alerts.book import WOKEN, Book
from monitor.alerts.desk import Desk
from monitor.alerts.notice import Notice, as_plain
from monitor.alerts.quiet import not_before
from monitor.alerts.snoozes import Ending, Snooze
from monitor.incidents.vocabulary import Handling
from monitor.messages.around import Anchor
from monitor.messages.composed import Composed
from monitor.messages.snoozed import Ended, snooze_ended
from monitor.service.alerting import Alerting, notice_id
from monitor.service.authorize import authorize
from monitor.service.rules import Rules
from monitor.store.act import Act
from monitor.store.store import Store

_STRICTNESS = tuple(Handling)


class Waking:
    """Ends the snoozes of one open store; its methods may be called from any thread."""

    def __init__(self, store: Store, rules: Rules, alerting: Alerting) -> None:
        self._store = store
        self._rules = rules
        self._alerting = alerting

    def due(self, now: datetime, *, actor: str) -> list[Act]:
        """End the snoozes whose time is up, tell each desk, and return the acts.

        Raises:
            StoreError: It could not be recorded; nobody was told.
        """
        book = self._alerting.book
        over = [one for one in book.snoozes.values() if one.until <= now]
        return [self._wake(one, book, now, actor) for one in over]

    def next(self) -> datetime | None:
        """Return when the next snooze is over, UTC; None where none stands."""
        return min((one.until for one in self._alerting.book.snoozes.values()), default=None)

    def _wake(self, snooze: Snooze, book: Book, now: datetime, actor: str) -> Act:
        authorize(actor, "tell", snooze.thread)
        desk = self._alerting.directory.desks.get(snooze.desk)
        notices = list(self._notices(snooze, desk, book, now)) if desk else []
        body = {
            "desk": snooze.desk,
            "thread": snooze.thread,
            "why": Ending.TIME.value,
            "notices": [as_plain(one) for one in notices],
            "held": [one.id for one in notices] if desk and desk.review else [],
        }
        return self._store.accept.note(WOKEN, body, actor=actor)

    def _notices(self, snooze: Snooze, desk: Desk, book: Book, now: datetime) -> Iterator[Notice]:
        """Yield the message for each channel of the desk; it interrupts nobody."""
        name = f"snooze-{snooze.act}"
        composed = self._composed(name, snooze, desk, book, now)
        if composed is None:
            return
        for person in desk.people:
            for channel in self._alerting.directory.people[person].channels:
                yield Notice(
                    notice_id(name, snooze.desk, person, channel),
                    name,
                    snooze.desk,
                    person,
                    channel,
                    composed.subject,
                    composed.text,
                    composed.html,
                    composed.payload,
                    not_before(desk, now),
                    snooze.thread,
                    tuple(book.sent_before.get((channel, snooze.thread), ())),
                    handling=composed.handling,
                )

    def _composed(
        self, name: str, snooze: Snooze, desk: Desk, book: Book, now: datetime
    ) -> Composed | None:
        """Return the message; None where the rules of the agreement count no more."""
        told = [one for one in book.issued.values() if one.alert.thread == snooze.thread]
        last = told[-1].alert
        instrument = self._rules.instruments.get(last.turned.agreement)
        if instrument is None:
            return None
        sent = [one.notice for one in book.outbox if one.notice.thread == snooze.thread]
        named = [Handling(instrument.agreement.handling), *(one.handling for one in sent)]
        held: list[Alert] = [
            one.alert
            for one in told
            if one.at > snooze.since and one.alert.desks.get(snooze.desk) is Way.DIGEST
        ]
        head = self._store.head
        return snooze_ended(
            Ended(
                name,
                snooze,
                desk,
                instrument.agreement,
                last,
                held,
                now,
                self._alerting.directory.address,
                max(named, key=_STRICTNESS.index),
                Anchor(head.seq, head.hash) if head else None,
            )
        )
