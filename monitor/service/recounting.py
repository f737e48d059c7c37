"""The messages that would have gone out: what would have been told, in its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.load import Instrument
from monitor.alerts.alert import Alert, Way
from monitor.alerts.book import Issued
from monitor.alerts.desk import Desk
from monitor.alerts.directory import Directory
from monitor.messages.compose import compose
from monitor.messages.composed import Composed
from monitor.messages.leading import ordered
from monitor.service.around import Gathering
from monitor.service.lived import first_said, lived
from monitor.service.retracing import Moment, Told, retell, retrace
from monitor.service.saying import texts_of
from monitor.store.store import Store

EVERYBODY = "everybody"
"""The desk that stands for all where neither the rules nor the file of alerts name one."""


@dataclass(frozen=True)
class Message:
    """A message that would have gone out to a desk.

    Attributes:
        at: When, UTC.
        desk: To whom.
        way: Whether it interrupts.
        alerts: What it tells, the first one leading.
        composed: Its words.
    """

    at: datetime
    desk: str
    way: Way
    alerts: tuple[Alert, ...]
    composed: Composed


@dataclass(frozen=True)
class Recounted:
    """One instant: the messages, how many changes wait for digests, and the digests that go out."""

    at: datetime
    messages: tuple[Message, ...]
    waiting: tuple[Alert, ...]
    digests: tuple[str, ...]


def desks_of(instrument: Instrument, directory: Directory) -> Mapping[str, Desk]:
    """Return the desks that are told: those there are, else those that the rules name.

    A desk that nobody has described has one digest a day, at seven in the zone of the agreement.
    """
    terms = instrument.agreement
    named = {desk for entry in terms.alerts for desk in entry.to} or {EVERYBODY}
    there = {
        name: desk for name, desk in directory.desks.items() if name in named or not terms.alerts
    }
    assumed = Desk.model_validate(
        {
            "people": (EVERYBODY,),
            "time_zone": terms.zone.key,
            "digest": {"daily": "07:00"},
        }
    )
    return there or dict.fromkeys(sorted(named), assumed)


def recount(
    store: Store,
    instrument: Instrument,
    directory: Directory,
    since: datetime,
    until: datetime,
    told: Told,
) -> Iterator[Recounted]:
    """Yield what would have been told after `since` and up to `until`, in order of time.

    From the first thing said of the agreement on it is what was told, when it was: the times at
    which things were said are on record.
    """
    desks, texts = desks_of(instrument, directory), texts_of(instrument)
    name = instrument.agreement.id
    issued: dict[str, Issued] = {}
    first = first_said(store, name)
    with store.facts() as facts:
        if first is not None and since >= first:
            found = retell(texts, facts, lived(store, name), desks=desks, told=told)
        else:
            arrivals = facts.arrivals(since, until)
            found = retrace(texts, facts, since, until, arrivals=arrivals, desks=desks, told=told)
        for moment in found:
            messages = tuple(_messages(moment, instrument, directory, desks, issued))
            issued |= {one.id: Issued(one, moment.at, 0) for one in moment.alerts}
            waiting = tuple(one for one in moment.alerts if Way.DIGEST in one.desks.values())
            if since < moment.at <= until:
                yield Recounted(moment.at, messages, waiting, moment.digests)


def _messages(
    moment: Moment,
    instrument: Instrument,
    directory: Directory,
    desks: Mapping[str, Desk],
    issued: Mapping[str, Issued],
) -> Iterator[Message]:
    if moment.spoken is None:
        return
    gathering = Gathering(
        instrument,
        moment.spoken,
        issued,
        {name: len(desk.people) for name, desk in desks.items()},
        moment.said.acts if moment.said else {},
        moment.said.head if moment.said else None,
        directory.address,
        moment.at,
    )
    for name, desk in desks.items():
        for way in (Way.AT_ONCE, Way.IN_THREAD):
            group = [one for one in moment.alerts if one.desks.get(name) is way]
            if group:
                alerts = ordered(group, instrument.agreement, name)
                around = gathering.around(group, alerts[0], name, desk)
                yield Message(moment.at, name, way, alerts, compose(group, around))
