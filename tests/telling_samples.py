"""A synthetic agreement that tells a desk, and a service on a simulated clock that runs by it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from schedule_samples import BEGIN, HOUR, attack, record, rules
from store_samples import SetClock

from monitor.agreements.load import load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.book import Book
from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.alerts.kinds import AlertKind
from monitor.service import Service
from monitor.service.replies import Replies
from monitor.settings import read_settings

ALERTS = """\
alerts:
  - {on: calm, when: [breached, corrected], to: [desk, unknown], interrupts: yes}
  - {on: statements, when: declares_over, to: [desk], interrupts: yes}
"""
MINUTE = timedelta(minutes=1)


def directory(**stated: Any) -> Directory:  # noqa: ANN401
    """One desk of two people with two channels."""
    given = {"people": ("officer", "head"), "time_zone": "UTC"}
    desk = Desk.model_validate(given | stated)
    people = {
        "officer": Person(name="A. Officer", channels=("mail", "hook")),
        "head": Person(name="B. Head", channels=("head_mail",)),
    }
    return Directory({"desk": desk}, people, "https://monitor.example.org/")


class Place:
    """A service on a simulated clock; the agreement runs for sixty hours."""

    def __init__(self, folder: Path, desks: Directory) -> None:
        self.folder, self.desks = folder, desks
        self.clock = SetClock(BEGIN)
        self.service = self.open()
        terms = load_text(rules().text + ALERTS, "paris.yaml")
        self.service.rules.activate(terms, actor="tester")
        self.clock.now = BEGIN + 60 * HOUR
        self.keep_up()

    def open(self) -> Service:
        """Open the store."""
        told = {"MONITOR_STORE": str(self.folder), "MONITOR_ACTOR": "tester"}
        return Service.open(read_settings(told), self.clock, self.desks)

    def again(self) -> None:
        """Close the store, and open it again."""
        self.service.close()
        self.service = self.open()

    def keep_up(self, later: timedelta = MINUTE) -> None:
        """Keep up a little later."""
        self.clock.pass_by(later)
        done = self.service.keep_up(actor="scheduler")
        assert not done.failed, done.failed

    def breach(self, hour: float, later: timedelta = MINUTE) -> list[int]:
        """Have an attack by a party on record, and keep up."""
        found = record(self.service, attack(hour))
        self.keep_up(later)
        return found

    @property
    def book(self) -> Book:
        """All that is known of alerts."""
        return self.service.alerting.book

    @property
    def replies(self) -> Replies:
        """What people can do."""
        return self.service.replies

    def last(self, kind: AlertKind) -> Alert:
        """The last alert of a kind."""
        return [one.alert for one in self.book.issued.values() if one.alert.kind is kind][-1]

    def kinds(self) -> list[AlertKind]:
        """What people were told at once or in the thread, oldest first."""
        return [
            one.alert.kind
            for one in self.book.issued.values()
            if set(one.alert.desks.values()) & {Way.AT_ONCE, Way.IN_THREAD}
        ]
