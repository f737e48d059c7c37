"""Calling the next person: what nobody has acknowledged goes on to whoever is next at the desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alerts.book import CALLED, Book
from monitor.alerts.calls import Call
from monitor.alerts.notice import Notice, as_plain
from monitor.alerts.outbox import Parcel, State
from monitor.service.alerting import Alerting, notice_id
from monitor.service.authorize import authorize
from monitor.store.act import Act
from monitor.store.store import Store
from monitor.words import sending, times


class Calling:
    """Calls people of one open store; its methods may be called from any thread."""

    def __init__(self, store: Store, alerting: Alerting) -> None:
        self._store = store
        self._alerting = alerting

    def due(self, now: datetime, *, actor: str) -> list[Act]:
        """Call whoever is to be called by now, and return the acts.

        Raises:
            StoreError: It could not be recorded; nobody was called.
        """
        return [self._call(who, call, now, actor) for at, who, call in self.coming() if at <= now]

    def next(self) -> datetime | None:
        """Return when somebody is called next, UTC, unless somebody acknowledges; None: nobody."""
        return min((at for at, _, _ in self.coming()), default=None)

    def coming(self) -> list[tuple[datetime, str, Call]]:
        """Return who is called next about what, and when.

        While a message waits for a review nobody is called about it, nor where it is withheld or
        all that it tells has been corrected; the term of whoever is called next begins when it
        went out.
        """
        book, found = self._alerting.book, []
        coming = book.calls.next(self._alerting.directory.desks)
        wrong = book.corrected() if coming else frozenset()
        for when, person, call in coming:
            if wrong.issuperset(call.alerts):
                continue
            first = [one for one in book.outbox if _tells(one, call)]
            if any(one.state in {State.HELD, State.WITHHELD} for one in first):
                continue
            sent = [one.settled for one in first if one.settled is not None]
            late = max(sent, default=call.at) - call.at if len(call.called) == 1 else timedelta(0)
            found.append((when + late, person, call))
        return found

    def _call(self, person: str, call: Call, now: datetime, actor: str) -> Act:
        authorize(actor, "tell", call.desk)
        notices = list(self._notices(person, call, now, self._alerting.book))
        body = {
            "desk": call.desk,
            "person": person,
            "call": {f"{call.desk}/{call.alerts[0]}": list(call.alerts)},
            "notices": [as_plain(one) for one in notices],
        }
        return self._store.accept.note(CALLED, body, actor=actor)

    def _notices(self, person: str, call: Call, now: datetime, book: Book) -> Iterator[Notice]:
        """Yield the message for another person: the same words, and who has been told."""
        first = next(one.notice for one in book.outbox if _tells(one, call))
        desk = self._alerting.directory.desks[call.desk]
        names = [self._alerting.directory.people[one].name for one in call.called]
        told = sending.NOBODY_ANSWERED.format(
            names=", ".join(names), time=times.full(call.at, desk.zone)
        )
        for channel in self._alerting.directory.people[person].channels:
            yield replace(
                first,
                id=notice_id(first.alert, call.desk, person, channel),
                person=person,
                channel=channel,
                subject=sending.CALLED_SUBJECT.format(subject=first.subject),
                text=f"{told}\n\n{first.text}",
                html="",
                not_before=now,
                references=tuple(book.sent_before.get((channel, first.thread), ())),
            )


def _tells(parcel: Parcel, call: Call) -> bool:
    return (parcel.notice.desk, parcel.notice.alert) == (call.desk, call.alerts[0])
