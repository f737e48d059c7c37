"""Alerts in words: what each tells, whom and how, who acknowledged it, and what waits of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.views.alerted import Call, Issued, Parcel, Snooze
from monitor.views.messages import MessageLine, messages
from monitor.views.naming import agreement_title
from monitor.views.transitions import ChangeLine, change_line
from monitor.views.turned import Turned
from monitor.views.turned_words import Writing
from monitor.words import desk_alerts, phrasing, times

MOST_ALERTS = 30
"""How many alerts the page lists; older ones are reached by narrower filters."""
LATELY = timedelta(days=7)
"""How far *Today* looks back for alerts that nobody has acknowledged."""
AT_ONCE, IN_THREAD, DIGEST = "at_once", "in_thread", "digest"


@dataclass(frozen=True)
class Shelf:
    """All that is known of alerts at one moment.

    Attributes:
        moment: When that was, UTC.
        issued: The alerts, oldest first.
        calls: The messages that interrupted, and who acknowledged each.
        parcels: The messages, and how far each has come.
        waiting: By desk, the ids of the alerts that its next digest tells.
        snoozes: Those that stand or stood last, by desk and matter.
        following: By the id of the leading alert and desk, who is called next, and when, UTC.
        people: The names of people, by id.
    """

    moment: datetime
    issued: Sequence[Issued] = ()
    calls: Sequence[Call] = ()
    parcels: Sequence[Parcel] = ()
    waiting: Mapping[str, frozenset[str]] = field(default_factory=dict)
    snoozes: Sequence[Snooze] = ()
    following: Mapping[tuple[str, str], tuple[datetime, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def calls_of(self, alert: str) -> Sequence[Call]:
        """Return the messages that interrupted with an alert, one of each desk."""
        return self._calls.get(alert, ())

    def open_(self, issued: Issued) -> bool:
        """Whether it interrupted a desk, and nobody acknowledged it or its message."""
        if AT_ONCE not in issued.alert.desks.values() or issued.seen:
            return False
        calls = self.calls_of(issued.alert.id)
        return not calls or any(call.seen is None for call in calls)

    def parcels_of(self, issued: Issued) -> list[Parcel]:
        """Return the messages that tell of an alert: of its act, to its desks, in its way."""
        ways = {desk: way for desk, way in issued.alert.desks.items() if way != DIGEST}
        return [
            one
            for one in self._parcels.get(issued.act, ())
            if one.notice.desk in ways
            and self.by_id[one.notice.alert].alert.desks.get(one.notice.desk)
            == ways[one.notice.desk]
        ]

    @cached_property
    def by_id(self) -> dict[str, Issued]:
        """The alerts by id."""
        return {one.alert.id: one for one in self.issued}

    @cached_property
    def reached(self) -> dict[tuple[str, str], str]:
        """The last alert of a matter that reached a desk beside its digest, by id."""
        return {
            (desk, one.alert.thread): one.alert.id
            for one in self.issued
            for desk, way in one.alert.desks.items()
            if way != DIGEST
        }

    @cached_property
    def corrections(self) -> dict[str, list[Issued]]:
        """What corrected an alert, by its id, oldest first."""
        found: dict[str, list[Issued]] = {}
        for one in self.issued:
            if one.alert.kind in desk_alerts.CORRECTING:
                for name in one.alert.references:
                    found.setdefault(name, []).append(one)
        return found

    @cached_property
    def _calls(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = {}
        for call in self.calls:
            for name in call.alerts:
                found.setdefault(name, []).append(call)
        return found

    @cached_property
    def _parcels(self) -> dict[int, list[Parcel]]:
        """The messages of alerts, by the act that decided what they tell of."""
        found: dict[int, list[Parcel]] = {}
        for one in self.parcels:
            lead = self.by_id.get(one.notice.alert)
            if lead is not None:
                found.setdefault(lead.act, []).append(one)
        return found

    def standing(self) -> list[Snooze]:
        """Return the snoozes that have not run out, the first to run out first."""
        found = [one for one in self.snoozes if one.until > self.moment]
        return sorted(found, key=lambda one: (one.until, one.desk, one.thread))


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert as it reads.

    Attributes:
        id: Its name.
        thread: The matter to which it belongs.
        change: The change that it tells of, for a link to *Why*.
        head: When, of which agreement, of what kind.
        says: What it says.
        told: Which desk was told how, a line each.
        answered: Who acknowledged it, who is called next; a line each.
        others: What it corrects or follows, and what corrected it; a line each.
        messages: Each text sent, to whom, and what became of it.
        acknowledges: Whether somebody may acknowledge it: it reached a desk, and nobody has.
        snoozes: The desks that may snooze its matter.
    """

    id: str
    thread: str
    change: ChangeLine
    head: str
    says: str
    told: tuple[str, ...]
    answered: tuple[str, ...]
    others: tuple[str, ...]
    messages: tuple[MessageLine, ...]
    acknowledges: bool
    snoozes: tuple[str, ...]


def alert_lines(
    shelf: Shelf, agreements: Mapping[str, Agreement], agreement: str = "", *, unseen: bool = False
) -> Iterator[AlertLine]:
    """Yield the alerts, newest first: of one agreement, or with `unseen` what waits for somebody.

    Those of an agreement that is not among them are left out.
    """
    for issued in reversed(shelf.issued):
        of = issued.alert.turned.agreement
        if of not in agreements or (agreement and of != agreement):
            continue
        if not unseen or shelf.open_(issued):
            yield _line(shelf, issued, agreements[of])


def waiting_line(shelf: Shelf) -> str:
    """Write how many alerts interrupted a desk lately and nobody acknowledged; empty for none."""
    recent = shelf.moment - LATELY
    count = sum(one.at > recent and shelf.open_(one) for one in shelf.issued)
    alerts = phrasing.number(count, "alert")
    return desk_alerts.FOR_YOU_COUNT.format(alerts=alerts) if count else ""


def snooze_line(snooze: Snooze, turned: Turned, terms: Agreement, zone: ZoneInfo) -> str:
    """Write a snooze that stands; `turned` is a change of its matter, `zone` that of the desk."""
    subject = Writing(terms, turned.subject, turned.after or turned.before).matter
    what = f"{agreement_title(terms)}, {subject}"
    return desk_alerts.SNOOZED.format(
        desk=snooze.desk,
        what=what,
        time=times.full(snooze.until, zone),
        who=snooze.by,
        act=snooze.act,
    )


def nobody_sits(
    agreements: Iterable[Agreement], desks: Mapping[str, object], file: object
) -> Iterator[str]:
    """Yield for each agreement the desks that its rules name and nobody sits at."""
    for terms in agreements:
        named = {desk for entry in terms.alerts for desk in entry.to} if not terms.proposed else ()
        missing = sorted(set(named) - set(desks))
        if missing:
            yield desk_alerts.NOBODY_SITS.format(
                agreement=agreement_title(terms), desks=", ".join(missing), file=file
            )


def _line(shelf: Shelf, issued: Issued, terms: Agreement) -> AlertLine:
    alert, zone = issued.alert, terms.zone
    change = change_line(terms, alert.turned)
    reached = tuple(desk for desk, way in alert.desks.items() if way != DIGEST)
    snoozed = {(one.desk, one.thread) for one in shelf.standing()}
    head = desk_alerts.HEAD.format(
        when=change.when, agreement=change.title, kind=desk_alerts.KINDS[alert.kind]
    )
    says = f"{change.of}: {change.says}" if change.of else change.says
    return AlertLine(
        id=alert.id,
        thread=alert.thread,
        change=change,
        head=f"{head} · {desk_alerts.LATE}" if alert.late else head,
        says=says,
        told=tuple(_told(shelf, issued)),
        answered=tuple(_answered(shelf, issued, zone)),
        others=tuple(_others(shelf, issued, zone)),
        messages=messages(shelf.parcels_of(issued), shelf.people, zone),
        acknowledges=bool(reached) and not issued.seen,
        snoozes=tuple(
            desk
            for desk in reached
            if shelf.reached[desk, alert.thread] == alert.id and (desk, alert.thread) not in snoozed
        ),
    )


def _told(shelf: Shelf, issued: Issued) -> Iterator[str]:
    alert = issued.alert
    for desk, way in alert.desks.items():
        waits = alert.id in shelf.waiting.get(desk, ())
        text = desk_alerts.WAITS_FOR_DIGEST if waits else desk_alerts.WAYS[way]
        yield text.format(desk=desk)
    for desk in issued.nobody:
        yield desk_alerts.AT_NO_DESK.format(desk=desk)
    if not alert.desks and not issued.nobody:
        yield desk_alerts.NO_DESK


def _answered(shelf: Shelf, issued: Issued, zone: ZoneInfo) -> Iterator[str]:
    for seen in issued.seen:
        text = desk_alerts.ACKNOWLEDGED_OLD if seen.superseded else desk_alerts.ACKNOWLEDGED
        yield text.format(who=seen.by, time=times.full(seen.at, zone))
    if issued.seen:
        return
    calls = shelf.calls_of(issued.alert.id)
    with_others = dict.fromkeys(call.seen for call in calls if call.seen is not None)
    for who, when in with_others:
        yield desk_alerts.ACKNOWLEDGED_WITH.format(who=who, time=times.full(when, zone))
    if shelf.open_(issued):
        yield desk_alerts.NOT_ACKNOWLEDGED
    for call in calls:
        following = shelf.following.get((call.alerts[0], call.desk))
        if following is not None:
            when, person = following
            yield desk_alerts.CALLED_NEXT.format(
                who=shelf.people.get(person, person), time=times.full(when, zone)
            )


def _others(shelf: Shelf, issued: Issued, zone: ZoneInfo) -> Iterator[str]:
    """Yield what an alert corrects or follows, and what corrected it since."""
    corrects = issued.alert.kind in desk_alerts.CORRECTING
    before = [shelf.by_id[name] for name in issued.alert.references if name in shelf.by_id]
    after = shelf.corrections.get(issued.alert.id, [])
    named = desk_alerts.CORRECTS if corrects else desk_alerts.FOLLOWS
    for text, others in ((named, before), (desk_alerts.CORRECTED_BY, after)):
        for other in others:
            yield text.format(
                time=times.full(other.alert.turned.known, zone),
                kind=desk_alerts.KINDS[other.alert.kind],
            )
