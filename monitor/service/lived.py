"""A history as it was lived: when things were said, told, snoozed, as the journal has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.alerts.book import DIGEST, SNOOZED, WOKEN
from monitor.alerts.lateness import LATE
from monitor.service.said import SAID
from monitor.store.act import Act
from monitor.store.store import Store

WORDS = (SAID, DIGEST, SNOOZED, WOKEN)


@dataclass(frozen=True, slots=True)
class Saying:
    """Something was said of the agreement.

    Attributes:
        known: By what was known when, UTC.
        at: When it was said, UTC.
        because: The acts recorded since what was said before, by number.
        acts: The same, as they are.
        head: The newest act before it; None where it is the first.
    """

    known: datetime
    at: datetime
    because: tuple[int, ...] = ()
    acts: Mapping[int, Act] = field(default_factory=dict)
    head: Act | None = None

    @property
    def late(self) -> bool:
        """Whether it was said after its time."""
        return self.at - self.known > LATE


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Desks were interrupted with something of another agreement."""

    at: datetime
    desks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Digested:
    """A desk had its digest."""

    at: datetime
    desk: str


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A desk wanted to hear no more of a matter, until then; None: it woke it."""

    at: datetime
    desk: str
    thread: str
    until: datetime | None
    by: str
    act: int


Lived = Saying | Interrupted | Digested | Snoozed


def first_said(store: Store, agreement: str) -> datetime | None:
    """Return of which instant something was said of an agreement first, UTC; None for never."""
    found = (one.known for one in lived(store, agreement) if isinstance(one, Saying))
    return next(found, None)


def lived(store: Store, agreement: str) -> Iterator[Lived]:
    """Yield what happened to the people who are told of an agreement, in order."""
    for act in store.acts.among(WORDS):
        body = act.body
        match act.act:
            case "said" if body["agreement"] == agreement:
                yield _said(store, act)
            case "said":
                told = [one["desks"] for one in body.get("alerts", ())]
                desks = {d for by_desk in told for d, way in by_desk.items() if way == "at_once"}
                yield Interrupted(act.recorded_at, frozenset(desks))
            case "digest":
                yield Digested(act.recorded_at, body["desk"])
            case word:
                until = datetime.fromisoformat(body["until"]) if word == SNOOZED else None
                desk, thread = body["desk"], body["thread"]
                yield Snoozed(act.recorded_at, desk, thread, until, act.actor, act.seq)


def _said(store: Store, act: Act) -> Saying:
    because = tuple(act.body["because"])
    found = {one.seq: one for one in store.acts.named([*because, act.seq - 1])}
    return Saying(
        datetime.fromisoformat(act.body["known"]),
        act.recorded_at,
        because,
        {seq: found[seq] for seq in because},
        found.get(act.seq - 1),
    )
