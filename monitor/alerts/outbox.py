"""The notices on their way: what the acts of the journal say of each, from decided to delivered.

A notice is claimed by an act before it is sent, and marked by another after. Who is killed in
between does not know whether it arrived: it is sent again, with the same id and bytes, and
counted as one that may have arrived twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.alerts.notice import Notice, from_plain
from monitor.alerts.retrying import next_try

ATTEMPT, SENT, FAILED = "attempt", "sent", "failed"
APPROVED, WITHHELD = "approved", "withheld"
"""The words of the acts about notices.

Those that decide notices bring them under "notices", and under "held" the ids of those that a
person has to approve.
"""

WORDS = (ATTEMPT, SENT, FAILED, APPROVED, WITHHELD)


REVIEWERS = 2
"""So many people have to approve a notice that is held: nobody sends one alone."""


class State(StrEnum):
    """Where a notice is."""

    HELD = "held"
    """It waits for people to approve it."""
    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    GIVEN_UP = "given_up"
    WITHHELD = "withheld"


ON_ITS_WAY = {State.WAITING, State.CLAIMED}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A notice and how far it has come.

    Attributes:
        notice: What is sent.
        decided: When it was decided, UTC, and by which act.
        act: The number of that act.
        state: Where it is.
        attempts: How often it was claimed.
        due: Not sent before this, UTC; it means nothing once it is sent or given up.
        unsure: How many of its attempts have no known outcome: so often it may have arrived twice.
        why: What went wrong the last time, or why it is withheld; empty for nothing.
        by: Who has approved it, or withheld it last.
        settled: When it was sent, given up or withheld, UTC; None before.
    """

    notice: Notice
    decided: datetime
    act: int
    state: State
    due: datetime
    attempts: int = 0
    unsure: int = 0
    why: str = ""
    by: tuple[str, ...] = ()
    settled: datetime | None = None


class Outbox:
    """All notices by id, in the order in which they were decided; grows act by act."""

    def __init__(self) -> None:
        self._parcels: dict[str, Parcel] = {}
        self._gone: set[str] = set()

    def take(self, word: str, body: Mapping[str, Any], *, at: datetime, act: int, by: str) -> None:
        """Take in an act; one that says nothing of notices changes nothing.

        Args:
            word: What was done.
            body: What it says of itself.
            at: When it was recorded, UTC.
            act: Its number.
            by: Who acted.
        """
        held = set(body.get("held", ()))
        for values in body.get("notices", ()) if word not in WORDS else ():
            notice = from_plain(values)
            self._decided(notice, at, act, held=notice.id in held)
        if word == "drill" and body.get("outcome", {}).get("outcome") == "sent":
            self._gone.discard(str(body.get("channel")))
        if word not in WORDS or (parcel := self._parcels.get(str(body["notice"]))) is None:
            return
        match word:
            case "attempt":
                parcel = self._claimed(parcel)
            case "sent":
                parcel = replace(parcel, state=State.SENT, settled=at, why="")
            case "failed":
                parcel = self._failed(parcel, body, at)
            case "approved":
                parcel = self._approved(parcel, by)
            case "withheld":
                why = str(body.get("why", ""))
                parcel = replace(
                    parcel, state=State.WITHHELD, by=(*parcel.by, by), why=why, settled=at
                )
        self._parcels[parcel.notice.id] = parcel

    def __iter__(self) -> Iterator[Parcel]:
        return iter(tuple(self._parcels.values()))

    def __len__(self) -> int:
        return len(self._parcels)

    def of(self, notice: str) -> Parcel:
        """Return one by the id of its notice.

        Raises:
            KeyError: There is none.
        """
        return self._parcels[notice]

    def due(self, now: datetime) -> list[Parcel]:
        """Return what is to be sent now, the longest due first.

        What was claimed and has no outcome is due, too: whoever asks is the only sender, and has
        ended all of its attempts. What waits for the end of quiet hours goes before a later
        message of its thread: else the last word would be the one that was overtaken.
        """
        found = [one for one in self._parcels.values() if one.state in ON_ITS_WAY]
        due: list[tuple[datetime, Parcel]] = []
        calls: dict[tuple[str, str], datetime] = {}
        for one in reversed(found):
            way = one.notice.channel, one.notice.thread
            called = calls.get(way, one.due) if one.attempts == 0 else one.due
            if min(one.due, called) <= now:
                calls[way] = min(one.due, called)
                due.append((calls[way], one))
        due.reverse()
        return [one for _, one in sorted(due, key=lambda pair: pair[0])]

    def next_due(self) -> datetime | None:
        """Return when the next notice is due, UTC; None where none is on its way."""
        return min((p.due for p in self._parcels.values() if p.state in ON_ITS_WAY), default=None)

    @property
    def gone(self) -> frozenset[str]:
        """The channels that said they are closed for good, and where no drill has arrived since."""
        return frozenset(self._gone)

    def _decided(self, notice: Notice, at: datetime, act: int, *, held: bool) -> None:
        state = State.HELD if held else State.WAITING
        known = self._parcels.get(notice.id)
        if known is None:
            self._parcels[notice.id] = Parcel(notice, at, act, state, notice.not_before)

    @staticmethod
    def _approved(parcel: Parcel, by: str) -> Parcel:
        approved = parcel.by if by in parcel.by else (*parcel.by, by)
        enough = len(approved) >= REVIEWERS
        return replace(parcel, state=State.WAITING if enough else State.HELD, by=approved)

    @staticmethod
    def _claimed(parcel: Parcel) -> Parcel:
        again = parcel.state is State.CLAIMED
        return replace(
            parcel,
            state=State.CLAIMED,
            attempts=parcel.attempts + 1,
            unsure=parcel.unsure + again,
        )

    def _failed(self, parcel: Parcel, body: Mapping[str, Any], at: datetime) -> Parcel:
        asked = body.get("not_before")
        following = (
            next_try(
                parcel.notice.id,
                parcel.attempts,
                at,
                datetime.fromisoformat(asked) if asked else None,
            )
            if body["again"]
            else None
        )
        if body.get("gone"):
            self._gone.add(parcel.notice.channel)
        if following is None:
            return replace(parcel, state=State.GIVEN_UP, why=str(body["why"]), settled=at)
        return replace(parcel, state=State.WAITING, why=str(body["why"]), due=following)


def counted(parcels: Iterable[Parcel]) -> dict[State, int]:
    """Return how many are where, those of no notice left out."""
    found: dict[State, int] = {}
    for one in parcels:
        found[one.state] = found.get(one.state, 0) + 1
    return found
