"""What people would have been told, as lines of text and as a document."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.service.recounting import Message, Recounted
from monitor.views.naming import agreement_title
from monitor.views.turned_words import Writing
from monitor.words import moments, retold_alerts, times

MOST_TITLES = 3
"""How many of the changes that wait for a digest are named at one instant."""


def lines(
    agreement: Agreement, found: Iterable[Recounted], *, reconstructed: bool
) -> Iterator[str]:
    """Tell what would have gone out, a line for each message and each instant."""
    yield f"{agreement_title(agreement)} [{agreement.id}]"
    yield retold_alerts.HEAD
    if reconstructed:
        yield moments.RECONSTRUCTED
    yield ""
    told = False
    for one in found:
        told = True
        for message in one.messages:
            yield _line(agreement, message)
        for desk in one.digests:
            yield retold_alerts.DIGEST.format(time=times.full(one.at, agreement.zone), desk=desk)
        if one.waiting:
            titles = _titles(agreement, one)
            yield retold_alerts.WAITING.format(count=len(one.waiting), titles=titles)
    if not told:
        yield retold_alerts.NONE


def _line(agreement: Agreement, message: Message) -> str:
    return retold_alerts.MESSAGE.format(
        time=times.full(message.at, agreement.zone),
        desk=message.desk,
        way=retold_alerts.WAYS[message.way],
        subject=message.composed.subject,
    )


def _titles(agreement: Agreement, one: Recounted) -> str:
    named = [
        Writing(agreement, alert.turned.subject, alert.turned.after or alert.turned.before).what
        for alert in one.waiting
    ]
    shown = list(dict.fromkeys(named))
    more = ["…"] if len(shown) > MOST_TITLES else []
    return "; ".join([*shown[:MOST_TITLES], *more])


@dataclass(frozen=True)
class Retold:
    """A document of what would have gone out, as Markdown; texts of messages are code blocks."""

    agreement: Agreement
    found: Sequence[Recounted]
    since: datetime
    until: datetime
    command: str
    reconstructed: bool

    def document(self) -> Iterator[str]:
        """Yield its lines."""
        zone = self.agreement.zone
        yield retold_alerts.DOCUMENT_TITLE.format(
            title=agreement_title(self.agreement),
            since=times.day(self.since.astimezone(zone).date(), year=True),
            until=times.day(self.until.astimezone(zone).date(), year=True),
        )
        yield ""
        yield retold_alerts.DOCUMENT_HEAD.format(command=self.command)
        if self.reconstructed:
            yield moments.RECONSTRUCTED
        for one in self.found:
            yield from self._moment(one)

    def _moment(self, one: Recounted) -> Iterator[str]:
        time = times.full(one.at, self.agreement.zone)
        for message in one.messages:
            yield ""
            yield retold_alerts.DOCUMENT_MESSAGE.format(
                time=time, desk=message.desk, way=retold_alerts.WAYS[message.way]
            )
            yield ""
            yield "```text"
            yield message.composed.subject
            yield ""
            yield from message.composed.text.rstrip("\n").split("\n")
            yield "```"
        if one.waiting:
            titles, count = _titles(self.agreement, one), len(one.waiting)
            yield ""
            yield retold_alerts.DOCUMENT_WAITING.format(time=time, count=count, titles=titles)
