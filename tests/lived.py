"""A service lived through on a simulated clock: what it says, tells, sends; nothing happened."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from schedule_samples import Step
from store_samples import SetClock

from monitor.alerts.book import Book
from monitor.alerts.directory import Directory
from monitor.alerts.notice import Notice
from monitor.delivery.channels import Channel, Email, Mailbox, Security, Smtp
from monitor.delivery.outcome import Outcome, Sent
from monitor.schedule import Scheduler
from monitor.sending import Sender
from monitor.service import Service
from monitor.settings import read_settings

SERVER = Smtp("localhost", 25, Security.NONE, Mailbox("", "monitor@example.org"))
"""Of channels through which nothing is sent in earnest."""


@dataclass(frozen=True)
class Arrived:
    """A notice that came to the other end, and what the clock showed then, UTC."""

    at: datetime
    notice: Notice


@dataclass(frozen=True)
class Stretch:
    """Time that the clock shows in one go, and what is done in it; the next one may begin earlier.

    Attributes:
        since: What the clock shows at its beginning, UTC.
        until: And at its end, UTC, exclusive.
        steps: What is done when.
        down: When the service is stopped, half-open; nothing is done then.
    """

    since: datetime
    until: datetime
    steps: Sequence[Step] = ()
    down: Sequence[tuple[datetime, datetime]] = ()


@dataclass
class Life:
    """A service that is woken as its scheduler and its sender plan it, and now and then besides.

    Attributes:
        folder: Of its store.
        desks: Who is told.
        every: How often it looks on its own.
        arrived: What came to the other end, in order.
        looked: How often it was woken.
    """

    folder: Path
    desks: Directory
    every: timedelta = timedelta(days=5)
    arrived: list[Arrived] = field(default_factory=list)
    looked: int = 0

    def live(self, *stretches: Stretch) -> Book:
        """Go through time, and return all that is known of alerts in the end."""
        self._clock = SetClock(stretches[0].since)
        self._open()
        for stretch in stretches:
            self._through(stretch)
        book = self._service.alerting.book
        self._service.close()
        return book

    def reopened(self) -> Service:
        """Open the store once more, after all of it."""
        told = {"MONITOR_STORE": str(self.folder), "MONITOR_ACTOR": "tester"}
        return Service.open(read_settings(told), self._clock, self.desks)

    def _open(self) -> None:
        self._service = self.reopened()
        self._scheduler = Scheduler(self._service, self.every)
        names = [name for person in self.desks.people.values() for name in person.channels]
        channels = {name: Email(name, f"{name}@example.org", SERVER) for name in names}
        self._sender = Sender(self._service, channels, self._deliver)

    def _deliver(self, notice: Notice, _: Channel) -> Outcome:
        self.arrived.append(Arrived(self._clock(), notice))
        return Sent(self._clock(), "taken")

    def _through(self, stretch: Stretch) -> None:
        """Wake it at what is to be done, at what it has planned, and regularly; not while down."""
        steps = sorted(stretch.steps, key=lambda step: step.at)
        count = (stretch.until - stretch.since) // self.every
        fixed = {stretch.since + n * self.every for n in range(count + 1)}
        fixed |= {step.at for step in steps} | {until for _, until in stretch.down}
        now, planned = stretch.since, stretch.since
        while now < stretch.until:
            self._clock.now = now
            ends = [until for since, until in stretch.down if since <= now < until]
            if ends:
                self._service.close()
                now = self._clock.now = ends[0]
                self._open()
            while steps and steps[0].at <= now:
                steps.pop(0).do(self._service)
            coming = self._wake(periodic=now in fixed)
            planned = min((at for at in coming if at > now), default=stretch.until)
            begins = [since for since, _ in stretch.down if since > now]
            later = [at for at in (*fixed, planned, *begins, stretch.until) if at > now]
            now = min(later)
        assert not steps

    def _wake(self, *, periodic: bool) -> list[datetime]:
        """Do what there is to do, and return when something is planned."""
        self.looked += 1
        done = self._scheduler.tick(periodic=periodic)
        assert done is not None
        assert self._scheduler.health.failed == {}
        following = self._sender.tick()
        return [at for at in (done.next, following) if at is not None]
