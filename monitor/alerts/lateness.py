"""What the evaluator looked at late: a time at which something could turn, and when it was seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.evaluation.turning import Turn

LATE = timedelta(minutes=15)
"""How long after its instant something is said that is said after its time."""

_TURNS = {turn.value for turn in Turn}


@dataclass(frozen=True, slots=True)
class LateLook:
    """A turning point of an agreement that was looked at after its time.

    Attributes:
        agreement: Of which.
        at: The instant that was to be looked at, UTC.
        looked: When it was, UTC.
        what: What could turn at it, by the words of `Turn`.
    """

    agreement: str
    at: datetime
    looked: datetime
    what: tuple[str, ...]


def late_look(said: Mapping[str, Any], looked: datetime) -> LateLook | None:
    """Return what the act of a saying, recorded at `looked`, says of being late; None in time.

    Of a turning point only: what is said for the first time, after an act or from time to time is
    said of the moment at which it is.
    """
    at = datetime.fromisoformat(said["known"])
    what = tuple(word for word in said["trigger"] if word in _TURNS)
    if not what or looked - at <= LATE:
        return None
    return LateLook(said["agreement"], at, looked, what)


def lately(
    late: Iterable[LateLook], agreements: Iterable[str], since: datetime
) -> Sequence[LateLook]:
    """Return what was looked at late after an instant, of some agreements, in order of time."""
    wanted = set(agreements)
    found = [one for one in late if one.looked > since and one.agreement in wanted]
    return sorted(found, key=lambda one: (one.at, one.agreement))


def stretches(late: Iterable[LateLook]) -> Sequence[Sequence[LateLook]]:
    """Return what was looked at late in stretches, in order of time.

    One ends where what had been missed was caught up with before the next came.
    """
    found: list[list[LateLook]] = []
    until: datetime | None = None
    for look in sorted(late, key=lambda one: (one.at, one.agreement)):
        if until is None or look.at > until:
            found.append([])
        found[-1].append(look)
        until = max(one.looked for one in found[-1])
    return found
