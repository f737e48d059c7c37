"""Alerts, their messages and what people do about them, as lines of text."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from monitor.alerts.alert import Way
from monitor.alerts.book import Seen
from monitor.alerts.listing import Listed
from monitor.alerts.outbox import REVIEWERS, Parcel, State, counted
from monitor.words import alerts_listed, desk_alerts, message_states, phrasing, times


def alert(found: Listed, says: str, zone: ZoneInfo) -> Iterator[str]:
    """Tell of an alert and what became of it; `says` is what it tells, times are of `zone`."""
    issued, one = found.issued, found.issued.alert
    kind = desk_alerts.KINDS[one.kind]
    yield alerts_listed.HEAD.format(
        alert=one.id,
        when=times.full(issued.at, zone),
        kind=alerts_listed.LATE.format(kind=kind) if one.late else kind,
    )
    for line in (says, *_reached(found), *_after(found, zone), *_messages(found.parcels)):
        yield f"  {line}"
    yield f"  {alerts_listed.THREAD.format(thread=one.thread)}"


def _reached(found: Listed) -> Iterator[str]:
    alert, nobody = found.issued.alert, found.issued.nobody
    ways = [
        (alerts_listed.WAITS if desk in found.waits else alerts_listed.WAYS[way]).format(desk=desk)
        for desk, way in alert.desks.items()
    ]
    yield alerts_listed.GOES_TO.format(desks="; ".join(ways)) if ways else alerts_listed.FOR_NOBODY
    if found.digests:
        yield alerts_listed.TOLD_BY.format(digests=", ".join(found.digests))
    if nobody:
        yield alerts_listed.NOBODY.format(desks=", ".join(nobody))


def _after(found: Listed, zone: ZoneInfo) -> Iterator[str]:
    for seen in found.issued.seen:
        yield _seen(seen, zone)
    if set(found.issued.alert.desks.values()) - {Way.DIGEST} and not found.issued.seen:
        yield alerts_listed.UNSEEN
    if found.corrected_by:
        yield alerts_listed.CORRECTED.format(alerts=", ".join(found.corrected_by))
    if found.overtaken_by is not None and found.overtaken_by not in found.corrected_by:
        yield alerts_listed.OVERTAKEN.format(alert=found.overtaken_by)
    for snooze in found.snoozes if found.overtaken_by is None else ():
        until = times.full(snooze.until, zone)
        yield alerts_listed.SNOOZED.format(by=snooze.by, desk=snooze.desk, when=until)


def _seen(seen: Seen, zone: ZoneInfo) -> str:
    text = alerts_listed.SEEN_LATE if seen.superseded else alerts_listed.SEEN
    return text.format(by=seen.by, when=times.full(seen.at, zone))


def _messages(parcels: Sequence[Parcel]) -> Iterator[str]:
    if parcels:
        yield alerts_listed.MESSAGES.format(counts=_counts(parcels))
    for one in parcels:
        told = {"channel": one.notice.channel, "notice": one.notice.id, "why": one.why}
        if one.state is State.GIVEN_UP:
            yield alerts_listed.GAVE_UP.format(**told)
        elif one.state is State.WITHHELD:
            yield alerts_listed.WITHHELD_ONE.format(**told)


def _counts(parcels: Sequence[Parcel]) -> str:
    found = counted(parcels)
    return ", ".join(
        alerts_listed.STATE_COUNT.format(count=found[state], state=message_states.STATES[state])
        for state in State
        if state in found
    )


def outbox(shown: Sequence[Parcel], parcels: Sequence[Parcel], zone: ZoneInfo) -> Iterator[str]:
    """Tell of the notices shown, and how many there are of all, by where they are."""
    for one in shown:
        yield from _notice(one, zone)
    if not shown:
        yield alerts_listed.EMPTY
    yield (
        alerts_listed.COUNTS.format(counts=_counts(parcels)) if parcels else alerts_listed.NO_NOTICE
    )


def _notice(found: Parcel, zone: ZoneInfo) -> Iterator[str]:
    sent = found.notice
    yield alerts_listed.PARCEL.format(
        notice=sent.id,
        state=message_states.STATES[found.state],
        desk=sent.desk or alerts_listed.DRILL,
        person=sent.person,
        channel=sent.channel,
    )
    yield f"  {alerts_listed.SUBJECT.format(subject=sent.subject)}"
    steps = [alerts_listed.DECIDED.format(when=times.full(found.decided, zone))]
    if found.state is not State.GIVEN_UP:
        steps.append(alerts_listed.DUE.format(when=times.full(found.due, zone)))
    if found.attempts:
        steps.append(alerts_listed.TRIED.format(times=phrasing.number(found.attempts, "time")))
    if found.unsure:
        steps.append(alerts_listed.UNSURE.format(times=phrasing.number(found.unsure, "time")))
    yield f"  {'; '.join(steps)}"
    if found.why:
        yield f"  {alerts_listed.WRONG.format(why=found.why)}"
    if found.by:
        names = phrasing.listed(found.by)
        yield f"  {alerts_listed.APPROVED_BY.format(names=names, count=REVIEWERS)}"


def approved(found: Parcel, act: int) -> str:
    """Tell that a notice was approved, and whether it goes out by that."""
    left = REVIEWERS - len(found.by)
    text = alerts_listed.APPROVED_ONE if left > 0 else alerts_listed.APPROVED
    people = phrasing.number(left, "person has", "people have")
    return text.format(
        notice=found.notice.id, names=phrasing.listed(found.by), act=act, count=people
    )
