"""How sending fares: the sender, what became of messages, digests by the clock, and drills."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from monitor.errors import one_line
from monitor.views.alerted import Parcel
from monitor.words import desk_alerts, times

MOST_GIVEN_UP = 5
"""How many of the messages that were given up are named, the newest of them."""


class Sending(Protocol):
    """How the sender fares, as it tells it."""

    @property
    def running(self) -> bool:
        """Whether it is started and not stopped."""
        ...

    @property
    def idle_at(self) -> datetime | None:
        """When it last had nothing left to do, UTC; None before."""
        ...

    @property
    def failed(self) -> str:
        """What went wrong in it the last time; empty for nothing."""
        ...


class Sender(Protocol):
    """What sends messages, as the pages find it."""

    @property
    def health(self) -> Sending:
        """How it fares."""
        ...

    @property
    def channels(self) -> Collection[str]:
        """The channels that it knows, by id."""
        ...

    def drill(self, channel: str, *, actor: str) -> object:
        """Send a drill to one of them, and record what came of it."""
        ...


class Drilled(Protocol):
    """An act that holds a drill and what came of it."""

    @property
    def seq(self) -> int:
        """Its number."""
        ...

    @property
    def actor(self) -> str:
        """Who started it."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """When, UTC."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """The channel, and what came of it."""
        ...


def sender_lines(
    fares: Sending | None, parcels: Sequence[Parcel], people: Mapping[str, str], zone: ZoneInfo
) -> Iterator[str]:
    """Yield how the sender fares and what became of messages; None is that there is none."""
    if fares is None:
        yield desk_alerts.SENDER_NONE
    else:
        if fares.failed:
            yield desk_alerts.SENDER_FAILED.format(error=one_line(fares.failed))
        yield desk_alerts.SENDER_RUNS if fares.running else desk_alerts.SENDER_STOPPED
        idle = fares.idle_at
        yield (
            desk_alerts.SENDER_IDLE.format(time=times.full(idle, zone))
            if idle
            else desk_alerts.SENDER_NOT_YET
        )
    found = Counter(one.state for one in parcels)
    yield desk_alerts.COUNTS.format(
        sent=found["sent"],
        coming=found["waiting"] + found["claimed"],
        held=found["held"],
        given_up=found["given_up"],
        withheld=found["withheld"],
    )
    if twice := sum(one.unsure > 0 for one in parcels):
        yield desk_alerts.TWICE.format(count=twice)
    yield from _failing(parcels, people)
    yield from _given_up(parcels, people, zone)


def _failing(parcels: Sequence[Parcel], people: Mapping[str, str]) -> Iterator[str]:
    """Yield how many messages were tried in vain and are tried again, and why the last was."""
    found = [one for one in parcels if one.state == "waiting" and one.why]
    if found:
        last = found[-1].notice
        yield desk_alerts.FAILING.format(
            count=len(found),
            desk=last.desk,
            person=people.get(last.person, last.person),
            channel=last.channel,
            why=one_line(found[-1].why),
        )


def _given_up(
    parcels: Sequence[Parcel], people: Mapping[str, str], zone: ZoneInfo
) -> Iterator[str]:
    found = [(one.settled, one) for one in parcels if one.state == "given_up" and one.settled]
    for when, one in sorted(found, key=lambda pair: pair[0], reverse=True)[:MOST_GIVEN_UP]:
        yield desk_alerts.GAVE_UP.format(
            time=times.full(when, zone),
            desk=one.notice.desk,
            person=people.get(one.notice.person, one.notice.person),
            channel=one.notice.channel,
            why=one_line(one.why),
        )


def digest_line(
    desk: str, coming: datetime | None, last: datetime | None, now: datetime, zone: ZoneInfo
) -> str:
    """Write when the next digest of a desk is due, and when the last was told; None for neither."""
    if coming is None:
        line = desk_alerts.DIGEST_NEVER.format(desk=desk)
    else:
        text = desk_alerts.DIGEST_LATE if coming <= now else desk_alerts.DIGEST_NEXT
        line = text.format(desk=desk, time=times.full(coming, zone))
    if last is not None:
        return desk_alerts.DIGEST_LAST.format(line=line, time=times.full(last, zone))
    return desk_alerts.DIGEST_NONE_YET.format(line=line) if coming is not None else line


def drill_line(channel: str, act: Drilled | None, zone: ZoneInfo) -> str:
    """Write what came of the last drill of a channel; None is that there was none."""
    if act is None:
        return desk_alerts.NO_DRILL.format(channel=channel)
    outcome = act.body["outcome"]
    sent = outcome.get("outcome") == "sent"
    return (desk_alerts.DRILL_SENT if sent else desk_alerts.DRILL_NOT_SENT).format(
        channel=channel,
        time=times.full(act.recorded_at, zone),
        who=act.actor,
        answer=one_line(str(outcome.get("answer", ""))),
        why=one_line(str(outcome.get("why", ""))),
        act=act.seq,
    )
