"""What the journal says was decided, and what a replay of the record says of it, side by side."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from monitor.alerts import kept
from monitor.alerts.alert import Way
from monitor.alerts.book import SAID
from monitor.alerts.transition import from_plain
from monitor.errands.desk import carry_out
from monitor.errands.request import Request
from monitor.service import Service


class Sent(NamedTuple):
    """A message: when, to whom, how, of which alerts, in which words, for people and programs."""

    at: datetime
    desk: str
    way: str
    alerts: frozenset[str]
    subject: str
    text: str
    payload: str


class Waits(NamedTuple):
    """Something that waits for a digest."""

    at: datetime
    alert: str
    kind: str


class Log(NamedTuple):
    """All that was told of an agreement, in order: messages, what waited, and the digests."""

    messages: list[Sent]
    waiting: list[Waits]
    digests: list[tuple[datetime, str]]


def logged(service: Service, agreement: str) -> Log:
    """What was decided, as the journal has it."""
    acts = [act for act in service.store.acts.of(SAID) if act.body["agreement"] == agreement]
    return Log(
        sorted(one for act in acts for one in _messages(act.recorded_at, act.body)),
        sorted(one for act in acts for one in _waiting(act.recorded_at, act.body)),
        sorted((act.recorded_at, act.body["desk"]) for act in service.store.acts.of("digest")),
    )


def _messages(at: datetime, body: Any) -> Iterator[Sent]:  # noqa: ANN401 - of an act
    desks = {one["id"]: one["desks"] for one in body.get("alerts", ())}
    found = {(one["desk"], one["alert"]): one for one in body.get("notices", ())}
    for (desk, lead), one in found.items():
        way = desks[lead][desk]
        alerts = frozenset(name for name, ways in desks.items() if ways.get(desk) == way)
        yield Sent(
            at, desk, way, alerts, one["subject"], one["text"], _without_time(one["payload"])
        )


def _waiting(at: datetime, body: Any) -> Iterator[Waits]:  # noqa: ANN401 - of an act
    alerts = kept.from_plain(body.get("alerts", ()), from_plain(body["transitions"]))
    for one in alerts:
        if Way.DIGEST in one.desks.values():
            yield Waits(at, one.id, one.kind.value)


def replayed(service: Service, agreement: str) -> Log:
    """What the command says that would have been told."""
    options = {"agreement": agreement, "alerts": True}
    reply = carry_out(Request("replay", "tester", ZoneInfo("UTC"), options), service)
    assert reply.code == 0
    found: dict[str, Any] = dict(reply.answer)
    return Log(
        sorted(
            Sent(
                _at(one),
                one["desk"],
                one["way"],
                frozenset(one["alerts"]),
                one["subject"],
                one["text"],
                _without_time(one["payload"]),
            )
            for one in found["messages"]
        ),
        sorted(Waits(_at(one), one["alert"], one["kind"]) for one in found["waiting"]),
        sorted((_at(one), one["desk"]) for one in found["digests"]),
    )


def _at(one: Any) -> datetime:  # noqa: ANN401 - of an answer
    return datetime.fromisoformat(one["at"])


def _without_time(payload: Any) -> str:  # noqa: ANN401 - of a message
    """Write a payload, but for the instant within a second at which it was written."""
    return json.dumps({**payload, "sent": ""}, sort_keys=True)
