"""What people do about alerts: acknowledge, snooze, approve, withhold, pause; each an act."""

from datetime import datetime, timedelta

from monitor.alerts import pausing
from monitor.alerts.book import ACKNOWLEDGED, SNOOZED, WOKEN
from monitor.alerts.outbox import APPROVED, WITHHELD, Parcel, State
from monitor.alerts.snoozes import LONGEST
from monitor.errors import MonitorError
from monitor.handwritten.wording import choose, quoted
from monitor.service.alerting import Alerting
from monitor.service.authorize import authorize
from monitor.store.act import Act
from monitor.store.store import Store


class NoSuchAlertError(MonitorError):
    """What is asked about is not there, or cannot be done with it; the text says what can."""


class Replies:
    """What people do about alerts, of one open store; its methods may be called from any thread."""

    def __init__(self, store: Store, alerting: Alerting) -> None:
        self._store = store
        self._alerting = alerting

    def acknowledge(self, alert: str, *, actor: str) -> Act:
        """Record that somebody has an alert: nobody else is called about its message.

        Of one that a later alert of its thread has overtaken it records that it was seen.

        Raises:
            NoSuchAlertError: There is none of that id.
            NotAllowedError: Nobody is named as the actor.
        """
        authorize(actor, "acknowledge", alert)
        book = self._alerting.book
        issued = book.issued.get(alert)
        if issued is None:
            raise NoSuchAlertError(f"there is no alert {quoted(alert)}; `alerts` lists them")
        newest = book.newest_of(issued.alert.thread)
        body = {"alert": alert, **({"superseded": newest} if newest != alert else {})}
        return self._store.accept.note(ACKNOWLEDGED, body, actor=actor)

    def snooze(self, desk: str, thread: str, until: datetime, *, actor: str) -> Act:
        """Interrupt a desk no more with a matter, until a time or until it gets worse.

        Raises:
            NoSuchAlertError: There is no such desk, nothing was told of the matter, or the time
                is past or more than 30 days away.
            NotAllowedError: Nobody is named as the actor.
        """
        authorize(actor, "snooze", thread)
        self._check_desk(desk)
        now = self._store.present()
        if self._alerting.book.newest_of(thread) is None:
            raise NoSuchAlertError(f"nothing was told of {quoted(thread)}; `alerts` lists threads")
        if not timedelta(0) < until - now <= LONGEST:
            wrong = "the end of a snooze is within 30 days from now"
            raise NoSuchAlertError(f"{wrong}; say again then if you still want none")
        body = {"desk": desk, "thread": thread, "until": until.isoformat()}
        return self._store.accept.note(SNOOZED, body, actor=actor)

    def wake(self, desk: str, thread: str, *, actor: str) -> Act:
        """End a snooze.

        Raises:
            NoSuchAlertError: None stands.
            NotAllowedError: Nobody is named as the actor.
        """
        authorize(actor, "snooze", thread)
        if (desk, thread) not in self._alerting.book.snoozes:
            raise NoSuchAlertError(f"no snooze of {quoted(thread)} stands at {quoted(desk)}")
        body = {"desk": desk, "thread": thread, "why": "woken"}
        return self._store.accept.note(WOKEN, body, actor=actor)

    def pause(self, until: datetime, why: str, *, actor: str) -> Act:
        """Say nothing new, call nobody and send nothing until a time; it goes on by itself then.

        Raises:
            NoSuchAlertError: No reason is given, or the time is past or more than a day away.
            NotAllowedError: Nobody is named as the actor.
        """
        authorize(actor, "pause", "the service")
        if not why.strip():
            raise NoSuchAlertError("say why it is to pause: everybody reads the reason")
        if not timedelta(0) < until - self._store.present() <= pausing.LONGEST:
            wrong = "the end of a pause is within 24 hours from now"
            raise NoSuchAlertError(f"{wrong}; say again then if it must go on")
        body = {"until": until.isoformat(), "why": why}
        return self._store.accept.note(pausing.PAUSED, body, actor=actor)

    def go_on(self, *, actor: str) -> Act:
        """End a pause before its time.

        Raises:
            NoSuchAlertError: None stands.
            NotAllowedError: Nobody is named as the actor.
        """
        authorize(actor, "pause", "the service")
        if self._alerting.book.paused(self._store.present()) is None:
            raise NoSuchAlertError("the service does not pause")
        return self._store.accept.note(pausing.CONTINUED, {}, actor=actor)

    def approve(self, notice: str, *, actor: str) -> Act:
        """Approve a notice that is held for a review; it goes out when two people have.

        Raises:
            NoSuchAlertError: No notice of that id is held, or this person has approved it.
            NotAllowedError: Nobody is named as the actor.
        """
        held = self._check_held(notice, actor)
        if actor in held.by:
            wrong = f"{actor} has approved {quoted(notice)} already"
            raise NoSuchAlertError(f"{wrong}; another person has to, nobody sends one alone")
        return self._store.accept.note(APPROVED, {"notice": notice}, actor=actor)

    def withhold(self, notice: str, why: str, *, actor: str) -> Act:
        """Keep a notice that was held for a review from going out; it stays on record.

        Raises:
            NoSuchAlertError: No notice of that id is held, or no reason is given.
            NotAllowedError: Nobody is named as the actor.
        """
        self._check_held(notice, actor)
        if not why.strip():
            raise NoSuchAlertError("say why it is withheld: the reason stays on record")
        return self._store.accept.note(WITHHELD, {"notice": notice, "why": why}, actor=actor)

    def _check_desk(self, desk: str) -> None:
        desks = self._alerting.directory.desks
        if desk not in desks:
            raise NoSuchAlertError(
                f"there is no desk {quoted(desk)}; {choose(desk, desks, 'desks')}"
            )

    def _check_held(self, notice: str, actor: str) -> Parcel:
        authorize(actor, "review", notice)
        held = {one.notice.id: one for one in self._alerting.book.outbox if one.state is State.HELD}
        if notice not in held:
            raise NoSuchAlertError(
                f"no notice {quoted(notice)} waits for a review; `outbox` lists those that do"
            )
        return held[notice]
