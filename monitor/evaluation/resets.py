"""Counts that only a joint decision restarts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Deciding
from monitor.evaluation.acts import Act, folded


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who has decided since the last restart, and when that was; None before the first."""

    given: frozenset[str] = frozenset()
    restarted: datetime | None = None


def restarts(by: Deciding, acts: Sequence[Act], at: datetime) -> set[datetime | None]:
    """Return every instant at which the count may last have restarted by `at`; None for never.

    It restarts when the last of the parties named has decided since the restart before.

    Raises:
        TooManyWorldsError: Too many decisions whose order is open.
    """
    own = [act for act in acts if act.word in by.decided and act.by in by.by]

    def step(state: Agreed, instant: datetime, happened: Sequence[Act]) -> Agreed:
        given = state.given | {act.by for act in happened if act.by is not None}
        if given >= set(by.by):
            return Agreed(frozenset(), instant)
        return Agreed(given, state.restarted)

    found = folded(own, Agreed(), step, until=at, critical=_nothing_else)
    return {state.restarted for state in found}


def _nothing_else(_: Collection[Agreed]) -> tuple[datetime, ...]:
    return ()
