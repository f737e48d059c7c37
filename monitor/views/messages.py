"""The messages of an alert or digest: each text once, to whom it goes, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from monitor.errors import one_line
from monitor.views.alerted import Parcel
from monitor.words import desk_alerts, message_states, times

HELD, WAITING = "held", "waiting"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One text, and the people who get it.

    Attributes:
        desk: For which desk.
        to: Each person with the channel and what became of it, a line each.
        subject: The one line above it.
        text: The text as it is sent.
        notices: The ids of what is sent, in that order.
    """

    desk: str
    to: tuple[str, ...]
    subject: str
    text: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A message that people have to approve.

    Attributes:
        head: Its subject, to whom it goes, and when it was decided.
        text: The text as it would be sent.
        approved: Who has approved it.
        by: The same, by id: none of them can do so again.
        notices: The ids of what is sent.
    """

    head: str
    text: str
    approved: str
    by: frozenset[str]
    notices: tuple[str, ...]


def messages(
    parcels: Iterable[Parcel], people: Mapping[str, str], zone: ZoneInfo
) -> tuple[MessageLine, ...]:
    """Return each text with what became of it; `people` are names by id."""
    return tuple(
        MessageLine(
            these[0].notice.desk,
            tuple(_to(one, people, zone) for one in these),
            one_line(these[0].notice.subject),
            these[0].notice.text,
            tuple(one.notice.id for one in these),
        )
        for these in _alike(parcels)
    )


def reviews(
    parcels: Iterable[Parcel], people: Mapping[str, str], zones: Mapping[str, ZoneInfo]
) -> Iterator[ReviewLine]:
    """Yield the messages that wait for a review, oldest first; `zones` are those of the desks."""
    for these in _alike(one for one in parcels if one.state == HELD):
        notice = these[0].notice
        zone = zones.get(notice.desk, ZoneInfo("UTC"))
        by = dict.fromkeys(who for one in these for who in one.by)
        approved = desk_alerts.APPROVED_BY.format(who=", ".join(by))
        named = dict.fromkeys(people.get(p.notice.person, p.notice.person) for p in these)
        yield ReviewLine(
            desk_alerts.REVIEWED.format(
                subject=one_line(notice.subject),
                desk=notice.desk,
                people=", ".join(named),
                time=times.full(these[0].decided, zone),
            ),
            notice.text,
            approved if by else desk_alerts.APPROVED_BY_NOBODY,
            frozenset.intersection(*(frozenset(one.by) for one in these)),
            tuple(one.notice.id for one in these),
        )


def _alike(parcels: Iterable[Parcel]) -> Iterator[list[Parcel]]:
    """Yield the messages of one text together, in the order in which they were decided."""
    found: dict[tuple[str, str, str], list[Parcel]] = {}
    for one in parcels:
        notice = one.notice
        found.setdefault((notice.desk, notice.alert, notice.text), []).append(one)
    yield from found.values()


def _to(parcel: Parcel, people: Mapping[str, str], zone: ZoneInfo) -> str:
    notice = parcel.notice
    return desk_alerts.TO_BY.format(
        person=people.get(notice.person, notice.person),
        channel=notice.channel,
        state=state_of(parcel, zone),
    )


def state_of(parcel: Parcel, zone: ZoneInfo) -> str:
    """Write what became of a message."""
    who = parcel.by[-1] if parcel.by else ""
    time = times.full(parcel.settled, zone) if parcel.settled else ""
    state = message_states.STATES[parcel.state]
    told = desk_alerts.SETTLED.get(parcel.state, "{state}")
    text = told.format(state=state, who=who, time=time, why=one_line(parcel.why))
    if parcel.state == WAITING:
        text = desk_alerts.WAITS_UNTIL.format(time=times.full(parcel.due, zone))
        if parcel.why:
            text = desk_alerts.TRIED_BEFORE.format(state=text, why=one_line(parcel.why))
    return desk_alerts.PERHAPS_TWICE.format(state=text) if parcel.unsure else text
