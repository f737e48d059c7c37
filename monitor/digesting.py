"""Digests: gathered, written and kept at the hours of each desk, also where nothing happened."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
from monitor.alerts.alert import Alert, Way
from monitor.alerts.book import DIGEST, Book
from monitor.alerts.desk import Desk
from monitor.alerts.digests import Period as Kind
from monitor.alerts.digests import due_digests, next_digest
from monitor.alerts.lateness import LATE, LateLook, lately
from monitor.alerts.notice import Notice, as_plain
from monitor.alerts.quiet import not_before
from monitor.alerts.reporting import holds_of
from monitor.alerts.transition import Subject
from monitor.evaluation.noted import Note
from monitor.evaluation.reporting import IS_SILENT
from monitor.gathering import on_record
from monitor.messages.around import Anchor
from monitor.messages.digest import digest
from monitor.messages.period import Held, Part, Period, Resting, Why
from monitor.service import Service
from monitor.service.alerting import notice_id
from monitor.service.said import Said
from monitor.store.act import Act
from monitor.views.today import today
from monitor.views.turned_words import Writing

DAY = timedelta(days=1)
"""How far the first digest of a desk looks back."""


def tell_digests(service: Service, now: datetime, *, actor: str) -> list[Act]:
    """Tell each desk what is due by now, one digest at most, and return the acts.

    Of several that were missed one is told, over all the time since the last. What is told after
    its time does not wait for the next hour, but for the end of quiet hours.

    Raises:
        StoreError: It could not be recorded; it is told the next time.
    """
    book = service.alerting.book
    made: list[Act] = []
    for name, desk in service.alerting.directory.desks.items():
        since = book.digested.get(name, now - DAY)
        due = due_digests(desk, since, now)
        told_late = any(one.late for one in book.waiting.get(name, ()))
        kind = _kind(due, late=told_late or any(_late(service, name, since, book)))
        if kind is not None:
            period = _period(service, name, desk, since, now, book)
            if period is not None:
                told_before = name in book.digested
                missed = tuple(at for at, _ in due if told_before and now - at > LATE)
                made.append(_tell(service, replace(period, missed=missed), kind, desk, actor))
    return made


def next_told(service: Service, now: datetime) -> datetime | None:
    """Return when the next digest of any desk is due, UTC; None where there is none."""
    found = [next_digest(desk, now) for desk in service.alerting.directory.desks.values()]
    return min((at for at in found if at is not None), default=None)


def _kind(due: list[tuple[datetime, Kind]], *, late: bool) -> Kind | None:
    kinds = {kind for _, kind in due}
    if not kinds:
        return Kind.CATCH_UP if late else None
    return Kind.WEEKLY if Kind.WEEKLY in kinds else Kind.DAILY


def _tell(service: Service, period: Period, kind: Kind, desk: Desk, actor: str) -> Act:
    composed = digest(period)
    directory = service.alerting.directory
    own_hour = kind is not Kind.CATCH_UP and not period.missed
    start = period.moment if own_hour else not_before(desk, period.moment)
    notices = [
        Notice(
            notice_id(period.id, period.desk, person, channel),
            period.id,
            period.desk,
            person,
            channel,
            composed.subject,
            composed.text,
            composed.html,
            composed.payload,
            start,
            f"digest/{period.desk}",
            handling=composed.handling,
        )
        for person in desk.people
        for channel in directory.people[person].channels
    ]
    body = {
        "desk": period.desk,
        "kind": kind.value,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "notices": [as_plain(one) for one in notices],
        "held": [one.id for one in notices] if desk.review else [],
    }
    return service.alerting.tell(DIGEST, body, actor=actor)


def _period(
    service: Service, name: str, desk: Desk, since: datetime, now: datetime, book: Book
) -> Period | None:
    """Return what a digest is written from; None where there is no agreement to tell of."""
    parts = tuple(_parts(service, name, desk, now, since, book))
    if not parts:
        return None
    head = service.store.head
    return Period(
        id=f"digest-{name}-{now:%Y%m%dT%H%M%S}",
        desk=name,
        zone=desk.zone,
        language=desk.language,
        since=since,
        until=now,
        moment=now,
        address=service.alerting.directory.address,
        parts=parts,
        head=Anchor(head.seq, head.hash) if head else None,
    )


def _parts(
    service: Service, name: str, desk: Desk, now: datetime, since: datetime, book: Book
) -> Iterator[Part]:
    for agreement, instrument in _concerning(service, name):
        terms = instrument.agreement
        said = service.record.said(agreement)
        if said is None:
            continue
        with service.record.looking():
            official = service.verdicts.evaluate(agreement, at=said.at, known=said.known)
            gaps = service.record.gaps(said.known, said.at, terms.zone)
            shown = today(
                terms,
                official,
                replace(on_record(service, official), gaps=gaps),
                variants={},
                by_reading={},
                by_account={},
                reconstructed=service.record.reconstructed,
            )
        told = [
            one.alert
            for one in book.issued.values()
            if one.alert.turned.agreement == agreement
            and name in one.alert.desks
            and (one.at > since or one.alert in book.waiting.get(name, ()))
        ]
        yield Part(
            terms=terms,
            digest=instrument.digest,
            alerts=told,
            stays=(*shown.certain, *shown.unclear),
            unseen=(*_silent(service, said, desk, terms), *shown.unseen),
            coming=shown.coming,
            held=list(_held(told, name, book)),
            resting=list(_resting(agreement, name, now, book)),
            evaluated=said.known,
            late=lately(book.late, [agreement], since),
            heard=_heard(service, now),
        )


def _concerning(service: Service, name: str) -> Iterator[tuple[str, Instrument]]:
    """Yield the agreements of which a desk is told, and their rules."""
    for agreement, instrument in service.rules.instruments.items():
        terms = instrument.agreement
        named = {desk for entry in terms.alerts for desk in entry.to}
        if not terms.proposed and (not named or name in named):
            yield agreement, instrument


def _late(service: Service, name: str, since: datetime, book: Book) -> Sequence[LateLook]:
    """Return what was looked at late since the last digest of a desk."""
    return lately(book.late, [agreement for agreement, _ in _concerning(service, name)], since)


def _silent(service: Service, said: Said, desk: Desk, terms: Agreement) -> Iterator[str]:
    """Yield a line for each source that is silent, by what was said last."""
    for one in service.record.content(said).noted or ():
        if one.what is Note.SILENT and one.word == IS_SILENT:
            holds = holds_of(one)
            about = Subject(noted=one.what.value, key=one.key)
            writing = Writing(terms, about, holds, desk.zone)
            yield f"{writing.what}: {writing.says(holds)}"


def _held(told: list[Alert], name: str, book: Book) -> Iterator[Held]:
    """Yield what would have interrupted the desk, and did not."""
    snoozed = {thread for desk, thread in book.snoozes if desk == name}
    for alert in told:
        if alert.desks[name] is Way.IN_THREAD:
            yield Held(alert, Why.IN_THREAD)
        elif alert.thread in snoozed:
            yield Held(alert, Why.SNOOZED)


def _resting(agreement: str, name: str, now: datetime, book: Book) -> Iterator[Resting]:
    """Yield the snoozes of the desk that stand."""
    last = {one.alert.thread: one.alert for one in book.issued.values()}
    for snooze in book.snoozes.values():
        alert = last.get(snooze.thread)
        stands = snooze.desk == name and now < snooze.until
        if stands and alert is not None and alert.turned.agreement == agreement:
            yield Resting(alert, snooze.by, snooze.until)


def _heard(service: Service, now: datetime) -> dict[str, datetime | None]:
    """Return when each source was last heard of, by its name."""
    profiles = service.record.profiles(now)
    heard = service.record.heard(now)
    return {profile.name: heard.get(profile.id) for profile in profiles}
