"""The sender: takes notices from the outbox, sends each, and marks what came of it.

There is one at a time, as there is one service on a store. A notice is claimed by an act before it
is sent and marked by another after: whoever is killed in between sends it again.
"""

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from monitor.alerts.notice import Notice
from monitor.alerts.outbox import Parcel
from monitor.delivery.channels import Channel
from monitor.delivery.drill import drill
from monitor.delivery.outcome import Failed, Outcome, Sent, as_plain
from monitor.service import Service
from monitor.words import sending

AT_ONCE = 4
"""Channels that are used at the same time: one that hangs does not hold up the others."""

LATER = timedelta(minutes=1)
"""How long it waits after a fault of its own."""

SENDER = "sender"
"""Who claims and marks notices."""

Deliver = Callable[[Notice, Channel], Outcome]
"""Sends a notice once; never raises for what a network does."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sending:
    """How the sender fares: when it last had nothing left to do, and what failed in it."""

    running: bool
    idle_at: datetime | None
    failed: str


class Sender:
    """Sends what is due, from start to stop; `tick` may be called without either."""

    def __init__(self, service: Service, channels: Mapping[str, Channel], deliver: Deliver) -> None:
        """Begin with nothing sent.

        Args:
            service: Whose notices they are.
            channels: By id.
            deliver: Sends one.
        """
        self._service = service
        self._channels = channels
        self._deliver = deliver
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._one = threading.Lock()
        self._idle_at: datetime | None = None
        self._failed = ""
        self._thread = threading.Thread(target=self._work, name="sender", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._wake.set()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    @property
    def health(self) -> Sending:
        """How it fares."""
        running = self._thread.is_alive() and not self._stopping.is_set()
        return Sending(running, self._idle_at, self._failed)

    @property
    def channels(self) -> Collection[str]:
        """The channels that it knows, by id."""
        return tuple(self._channels)

    def drill(self, channel: str, *, actor: str) -> int:
        """Send a drill to a channel now, and return the act that says what came of it.

        Raises:
            NotAllowedError: Nobody says who starts it.
            StoreError: It was sent, and could not be recorded.
        """
        notice = drill(channel, actor, self._service.moment(), self._service.zone)
        act = self._service.drill(notice, lambda one: as_plain(self._outcome(one)), actor=actor)
        return act.seq

    def wake(self) -> None:
        """Look for something to send; returns at once."""
        self._wake.set()

    def tick(self) -> datetime | None:
        """Send all that is due, and return when something is due next; None where nothing is.

        What was decided is due though the clock was set back since, see `Store.present`.
        """
        with self._one:
            outbox, store = self._service.alerting.book.outbox, self._service.store
            while not self._halted() and (due := outbox.due(store.present())):
                self._send(due)
                outbox = self._service.alerting.book.outbox
            if pause := self._service.alerting.book.paused(store.present()):
                return pause.until
            self._idle_at = self._service.moment()
            return outbox.next_due()

    def _halted(self) -> bool:
        """Whether nothing more is sent for now: it stops, or somebody has it pause."""
        pause = self._service.alerting.book.paused(self._service.store.present())
        return self._stopping.is_set() or pause is not None

    def _send(self, due: list[Parcel]) -> None:
        """Send notices, those of one channel one after the other."""
        by_channel: dict[str, list[Parcel]] = {}
        for parcel in due:
            by_channel.setdefault(parcel.notice.channel, []).append(parcel)
        with ThreadPoolExecutor(AT_ONCE, "sending") as pool:
            for done in [pool.submit(self._all_of, these) for these in by_channel.values()]:
                done.result()

    def _all_of(self, parcels: list[Parcel]) -> None:
        for parcel in parcels:
            if self._halted():
                return
            self._service.alerting.claim(parcel.notice.id, actor=SENDER)
            closed = parcel.notice.channel in self._service.alerting.book.outbox.gone
            outcome = self._closed(parcel.notice) if closed else self._outcome(parcel.notice)
            self._service.alerting.mark(parcel.notice.id, outcome_body(outcome), actor=SENDER)

    def _closed(self, notice: Notice) -> Outcome:
        """Return what comes of a notice by a channel that said it is closed for good."""
        why = sending.CLOSED_CHANNEL.format(channel=notice.channel)
        return Failed(self._service.moment(), why, again=False)

    def _outcome(self, notice: Notice) -> Outcome:
        channel = self._channels.get(notice.channel)
        if channel is None:
            why = sending.NO_CHANNEL.format(channel=notice.channel)
            return Failed(self._service.moment(), why, again=False)
        return self._deliver(notice, channel)

    def _work(self) -> None:
        following: datetime | None = None
        while not self._stopping.is_set():
            now = self._service.moment()
            wait = max(0.0, (following - now).total_seconds()) if following else None
            self._wake.wait(wait)
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                following = self.tick()
                self._failed = ""
            except Exception as error:  # noqa: BLE001 - whatever it is, it is shown, and sending goes on
                _log.exception("The sender could not do its work.")
                self._failed = f"{type(error).__name__}: {error}"
                following = self._service.moment() + LATER


def outcome_body(outcome: Outcome) -> tuple[str, dict[str, object]]:
    """Return the word of the act that marks an outcome, and what it says."""
    if isinstance(outcome, Sent):
        return "sent", {"answer": outcome.answer}
    told: dict[str, object] = {"why": outcome.why, "again": outcome.again}
    if outcome.not_before is not None:
        told["not_before"] = outcome.not_before.isoformat()
    if outcome.gone:
        told["gone"] = True
    return "failed", told
