"""Acts whose times may be open, and everything that they can come to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import TypeVar

from monitor.incidents.span import TICK

TOO_MANY = 200_000
"""So many states are not followed up; what they come to is then not decided again."""


class TooOpenError(Exception):
    """So much is open in the order of acts that it is not worked out."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act at one instant of [first, last]; `until` is when what was decided ends, excluded.

    `record` is the kind of record it stands in, within which its key is unique.
    """

    record: str
    key: str
    word: str
    party: str | None
    first: datetime
    last: datetime
    until: datetime | None = None


S = TypeVar("S")

Step = Callable[[S, datetime, Sequence[Deed]], S]
"""Takes a state on: what happened at one instant, all of it."""


def all_states(
    deeds: Sequence[Deed], start: S, step: Step[S], at: datetime, further: Iterable[datetime] = ()
) -> set[S]:
    """Every state that acts can have led to by an instant, whenever each took place.

    Time is walked once; at every instant that matters each act that may take place does or waits.

    Args:
        deeds: The acts.
        start: The state before all of them; states are hashable.
        step: What happens at one instant.
        at: The instant judged, included.
        further: Other instants that matter.

    Raises:
        TooOpenError: There are too many.
    """
    edges = {at, *further, *(t for one in deeds for t in (one.first, one.last))}
    instants = sorted({near for t in edges for near in (t - TICK, t, t + TICK)})
    states: set[tuple[S, frozenset[Deed]]] = {(start, frozenset(deeds))}
    for now in instants:
        if now > at:
            break
        if not any(one.first <= now <= one.last for one in deeds):
            continue
        onward: set[tuple[S, frozenset[Deed]]] = set()
        for state, waiting in states:
            onward.update(_onward(state, waiting, now, step))
        if len(onward) > TOO_MANY:
            raise TooOpenError
        states = onward
    return {state for state, _ in states}


def _onward(
    state: S, waiting: frozenset[Deed], now: datetime, step: Step[S]
) -> Iterable[tuple[S, frozenset[Deed]]]:
    """Let each act that may take place now do so, or not; one that cannot wait does."""
    ready = sorted(
        (one for one in waiting if one.first <= now <= one.last), key=lambda one: one.key
    )
    choices = [(True,) if one.last == now else (True, False) for one in ready]
    for taken in product(*choices):
        happened = [one for one, takes_place in zip(ready, taken, strict=True) if takes_place]
        after = step(state, now, happened) if happened else state
        yield after, waiting.difference(happened)


def can_be(given: Sequence[Deed], back: Sequence[Deed], at: datetime) -> set[str]:
    """Everything that a party's decisions can amount to.

    All that matters is when the last lasting one was given, the last that has run out, and the
    last that took one back. They are apart from each other, and each is tried wherever it can lie.
    """
    lasting = [one for one in given if one.until is None or one.until > at]
    spent = [one for one in given if one not in lasting]
    edges = {edge for one in (*given, *back) for edge in (one.first, one.last)} | {at}
    last_ones = [_last_can_be(deeds, edges, at) for deeds in (lasting, spent, back)]
    return {_amounts_to(*world) for world in product(*last_ones)}


def _last_can_be(
    deeds: Sequence[Deed], edges: Iterable[datetime], at: datetime
) -> list[datetime | None]:
    """When the last of some acts can have been, by an instant; None for none."""
    certain = [one.first for one in deeds if one.last <= at]
    tried = {near for edge in edges for near in (edge - TICK, edge, edge + TICK)}
    found: list[datetime | None] = [
        t
        for t in sorted(tried)
        if t <= at
        and all(t >= first for first in certain)
        and any(one.first <= t <= one.last for one in deeds)
    ]
    return found if certain else [None, *found]


def _amounts_to(lasting: datetime | None, spent: datetime | None, back: datetime | None) -> str:
    if lasting is not None and (back is None or lasting > back):
        return "in_force"
    if back is not None and (spent is None or spent <= back):
        return "taken_back"
    return "neither"
