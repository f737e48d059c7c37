"""That a snooze is over, in one message: its time is up, and its matter still stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert
from monitor.alerts.desk import Desk
from monitor.alerts.notice import Does, Status
from monitor.alerts.snoozes import Snooze
from monitor.incidents.vocabulary import Handling
from monitor.messages.above import LONGEST_SUBJECT, short_title
from monitor.messages.around import Anchor
from monitor.messages.composed import Composed, Section
from monitor.messages.cutting import shortened
from monitor.messages.links import link_to_desk
from monitor.messages.page import sections_as_page
from monitor.messages.payload import STATUSES, VERSION, written
from monitor.messages.plain import sections_as_text
from monitor.messages.wording import Wording, wording
from monitor.views.turned_words import Writing
from monitor.words import names_of, times


@dataclass(frozen=True)
class Ended:
    """What the message is written from.

    Attributes:
        id: Its own.
        snooze: What is over.
        desk: Whose it was.
        terms: The agreement.
        last: What was told of the matter last.
        held: What waited for the digest because of it, oldest first.
        moment: When it is written, UTC.
        address: That of the pages.
        handling: Whom it may reach.
        head: The newest entry of the journal.
    """

    id: str
    snooze: Snooze
    desk: Desk
    terms: Agreement
    last: Alert
    held: Sequence[Alert]
    moment: datetime
    address: str
    handling: Handling
    head: Anchor | None


def snooze_ended(ended: Ended) -> Composed:
    """Return the message that a snooze is over."""
    alerts, zone = wording(ended.desk.language), ended.desk.zone
    what, says = _told(ended, ended.last)
    told = alerts.SNOOZE_SUBJECT.format(
        what=what, says=says, agreement=short_title(ended.terms.title)
    )
    line = shortened(told, LONGEST_SUBJECT, alerts.ELLIPSIS)
    heads = [
        alerts.SNOOZE_HEAD.format(
            handling=names_of.HANDLING[ended.handling],
            agreement=short_title(ended.terms.title),
            time=times.full(ended.moment, zone),
        ),
        alerts.SNOOZE_STANDS.format(what=what, says=says),
        alerts.SNOOZE_OVER.format(
            by=ended.snooze.by,
            since=times.short(ended.snooze.since, zone),
            until=times.short(ended.snooze.until, zone),
        ),
    ]
    held = [
        alerts.LABELLED.format(label=what, text=says)
        for what, says in (_told(ended, one) for one in ended.held)
    ]
    sections = (
        Section(alerts.SNOOZE_MEANWHILE, held or [alerts.SNOOZE_NOTHING]),
        Section(alerts.DETAILS, _details(ended, alerts)),
    )
    language = ended.desk.language.value
    return Composed(
        subject=line,
        text=sections_as_text(heads, sections),
        html=sections_as_page(line, heads, sections, language),
        payload=_payload(ended, line),
        handling=ended.handling,
    )


def _told(ended: Ended, alert: Alert) -> tuple[str, str]:
    """Return what an alert is about, and what holds, or held, by it."""
    turned = alert.turned
    about = replace(turned.subject, day=None, last_day=None)
    holds = turned.after or turned.before
    writing = Writing(ended.terms, about, holds, ended.desk.zone)
    return writing.what, writing.says(turned.after)


def _details(ended: Ended, alerts: Wording) -> Sequence[str]:
    head = ended.head
    chain = alerts.CHAIN_HEAD.format(act=head.act, hash=head.hash) if head else alerts.NO_CHAIN
    link = link_to_desk(ended.address, ended.terms.id)
    told = {
        alerts.CHAIN: chain,
        alerts.MESSAGE: ended.id,
        alerts.HANDLED: names_of.HANDLING[ended.handling],
        alerts.SEE: link,
    }
    return [alerts.LABELLED.format(label=label, text=text) for label, text in told.items()]


def _payload(ended: Ended, subject: str) -> dict[str, object]:
    head, snooze = ended.head, ended.snooze
    return {
        "version": VERSION,
        "identifier": ended.id,
        "type": Does.UPDATE.value,
        "references": [ended.last.id],
        "kind": "snooze_over",
        "sent": written(ended.moment),
        "status": STATUSES[Status.ACTUAL],
        "subject": subject,
        "handling": ended.handling.value,
        "chain": {"act": head.act, "hash": head.hash} if head else None,
        "desk": snooze.desk,
        "thread": snooze.thread,
        "since": written(snooze.since),
        "until": written(snooze.until),
        "by": snooze.by,
        "held": [one.id for one in ended.held],
        "link": link_to_desk(ended.address, ended.terms.id),
    }
