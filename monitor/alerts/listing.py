"""What became of each alert: who has seen it, what overtook it, how far its messages have come."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.alerts.alert import Way
from monitor.alerts.book import Book, Issued
from monitor.alerts.kinds import CORRECTS
from monitor.alerts.outbox import Parcel
from monitor.alerts.snoozes import Snooze


@dataclass(frozen=True, slots=True)
class Listed:
    """An alert, and what became of it.

    Attributes:
        issued: The alert as it was decided, and who has acknowledged it.
        corrected_by: The alerts that say otherwise what it told, by id, oldest first.
        overtaken_by: The newest alert of its thread, by id; None where it is the newest.
        waits: The desks whose next digest tells of it.
        digests: The digests that told of it, by id, oldest first.
        snoozes: Those of its thread that stand.
        parcels: The messages that tell of it, those of digests left out.
    """

    issued: Issued
    corrected_by: tuple[str, ...]
    overtaken_by: str | None
    waits: tuple[str, ...]
    digests: tuple[str, ...]
    snoozes: tuple[Snooze, ...]
    parcels: tuple[Parcel, ...]


class Listing:
    """All alerts of a book as they stand at an instant, UTC."""

    def __init__(self, book: Book, now: datetime) -> None:
        self._all = {one.alert.id: one for one in tuple(book.issued.values())}
        self._newest = {one.alert.thread: name for name, one in self._all.items()}
        self._snoozes = [one for one in tuple(book.snoozes.values()) if now < one.until]
        self._waiting = {
            (desk, alert.id) for desk, alerts in tuple(book.waiting.items()) for alert in alerts
        }
        self._digests: dict[str, list[str]] = defaultdict(list)
        for digest, told in book.told_by.items():
            for alert_id in told:
                self._digests[alert_id].append(digest)
        self._corrections: dict[str, list[str]] = defaultdict(list)
        for name, one in self._all.items():
            for wrong in one.alert.references if one.alert.kind in CORRECTS else ():
                self._corrections[wrong].append(name)
        self._decided: dict[tuple[int, str], list[Parcel]] = defaultdict(list)
        self._led: dict[tuple[str, str], list[Parcel]] = defaultdict(list)
        for parcel in book.outbox:
            self._decided[parcel.act, parcel.notice.desk].append(parcel)
            self._led[parcel.notice.alert, parcel.notice.desk].append(parcel)

    def chosen(self, agreement: str | None, thread: str | None) -> list[Issued]:
        """Return the alerts of an agreement and a thread, newest first; None is all."""
        return [
            one
            for one in reversed(self._all.values())
            if agreement in {None, one.alert.turned.agreement}
            and thread in {None, one.alert.thread}
        ]

    def of(self, issued: Issued) -> Listed:
        """Return what became of one of them."""
        alert = issued.alert
        newest = self._newest[alert.thread]
        return Listed(
            issued,
            tuple(self._corrections.get(alert.id, ())),
            None if newest == alert.id else newest,
            tuple(desk for desk in alert.desks if (desk, alert.id) in self._waiting),
            tuple(self._digests.get(alert.id, ())),
            tuple(one for one in self._snoozes if one.thread == alert.thread),
            tuple(self._parcels(issued)),
        )

    def _parcels(self, issued: Issued) -> Iterator[Parcel]:
        """Yield the messages that tell of an alert: those of the one that leads its group.

        All that an act tells a desk in one way goes in one message; who is called later gets it,
        too.
        """
        for desk, way in issued.alert.desks.items():
            if way is Way.DIGEST:
                continue
            led = (parcel.notice.alert for parcel in self._decided.get((issued.act, desk), ()))
            for lead in dict.fromkeys(led):
                first = self._all.get(lead)
                if first is not None and first.alert.desks.get(desk) is way:
                    yield from self._led[lead, desk]
