"""Decisions and attestations as acts in time, and the worlds that their stated times allow.

An act whose time is not exact happened at one instant of its span; which, is not known. What
holds whichever it was is certain, and nothing else is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, product
from math import prod
from typing import TypeVar

from monitor.agreements.names import Roster
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.incidents.names import normal
from monitor.incidents.record import Attestation, Decision, References
from monitor.incidents.span import TICK

MOST_WORLDS = 20_000
"""Above so many, what acts whose times overlap make together is not worked out any more."""


class TooManyWorldsError(Exception):
    """So many acts may have happened in any order that nothing is said of what they make."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act: `word` says which, `by` whose (a party's id; None where the name is nobody's).

    `references` are what ties it to other records, as `name=value`; `agreement` is the id of the
    one under which it was recorded.

    `record` is the kind of record it stands in, within which its key is unique. It happened at
    one instant of [first, last], both included. `until` is when what was decided
    ends, excluded; None where no end was stated. `named` is the name as it was written.
    """

    record: str
    key: str
    word: str
    by: str | None
    named: str
    first: datetime
    last: datetime
    until: datetime | None = None
    references: References = ()
    agreement: str = ""

    @property
    def exact(self) -> bool:
        """Whether it is known when it happened."""
        return self.first == self.last

    def of(self, names: Collection[str]) -> bool:
        """Whether it is one of these parties' or sources' own; anybody's where none is named."""
        written = {normal(name) for name in names}
        return not names or self.by in names or normal(self.named) in written


def act_of(record: Decision | Attestation, roster: Roster, calendar: MonitoringCalendar) -> Act:
    """Return a decision, or an attestation, as an act; names mean what they meant when it began."""
    span = record.effective if isinstance(record, Decision) else record.during
    return Act(
        record.record,
        record.key,
        record.what,
        roster.resolve(record.by, calendar.local(span.start)),
        record.by,
        span.start,
        span.last,
        record.until if isinstance(record, Decision) else None,
        record.references,
        record.agreement,
    )


World = Sequence[tuple[datetime, Act]]
"""One instant for each act, in the order of the acts."""


def worlds(acts: Sequence[Act], critical: Iterable[datetime]) -> Iterator[World]:
    """Yield worlds in which everything that can come out, does.

    Each act is tried at its ends, and just before, at and just after every other instant that
    matters and lies in its span.

    Args:
        acts: The acts.
        critical: Further instants that matter, as the one judged.

    Raises:
        TooManyWorldsError: There are more than MOST_WORLDS.
    """
    edges = {edge for act in acts for edge in (act.first, act.last)} | set(critical)
    around = {near for edge in edges for near in (edge - TICK, edge, edge + TICK)}
    tried = [
        [act.first] if act.exact else sorted({t for t in around if act.first <= t <= act.last})
        for act in acts
    ]
    if prod(map(len, tried)) > MOST_WORLDS:
        raise TooManyWorldsError
    for instants in product(*tried):
        yield tuple(zip(instants, acts, strict=True))


S = TypeVar("S")

Step = Callable[[S, datetime, Sequence[Act]], S]
"""Takes a state to the next one: what happened at one instant, all at once."""


def folded(
    acts: Iterable[Act],
    start: S,
    step: Step[S],
    *,
    until: datetime,
    critical: Callable[[Collection[S]], Iterable[datetime]],
) -> set[S]:
    """Return every state that the acts can have led to by `until` (included), in all worlds.

    Acts whose spans do not meet are taken one after the other, so that only those whose order
    is open are tried in every order.

    Args:
        acts: The acts, in any order.
        start: The state before all of them; states are hashable.
        step: What happens at one instant.
        until: The instant judged: what happens later has not happened.
        critical: The instants that matter beside those of the acts, given the states so far.

    Raises:
        TooManyWorldsError: There are more than MOST_WORLDS.
    """
    states = {start}
    begun = [act for act in acts if act.first <= until]
    for group in together(begun):
        reached: set[S] = set()
        for world in worlds(group, {until, *critical(states)}):
            happened = sorted((pair for pair in world if pair[0] <= until), key=_instant)
            for state in states:
                reached.add(_along(state, happened, step))
            if len(reached) > MOST_WORLDS:
                raise TooManyWorldsError
        states = reached
    return states


def _along(state: S, happened: World, step: Step[S]) -> S:
    for instant, pairs in groupby(happened, key=_instant):
        state = step(state, instant, [act for _, act in pairs])
    return state


def _instant(pair: tuple[datetime, Act]) -> datetime:
    return pair[0]


def together(acts: Iterable[Act]) -> Iterator[list[Act]]:
    """Yield groups of acts, in order of time, such that spans of different groups do not meet."""
    group: list[Act] = []
    reach: datetime | None = None
    for act in sorted(acts, key=lambda a: (a.first, a.last, a.key)):
        if reach is not None and act.first > reach:
            yield group
            group = []
            reach = None
        group.append(act)
        reach = act.last if reach is None else max(reach, act.last)
    if group:
        yield group


def pinned(acts: Sequence[Act], one: Act, instant: datetime) -> list[Act]:
    """Return the acts with one of them known to have happened at an instant."""
    return [replace(act, first=instant, last=instant) if act == one else act for act in acts]
