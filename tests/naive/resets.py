"""Days counted since a decision that restarts the count, in every world the record allows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from monitor.agreements.model import Streak
from tests.naive.acts import Act, World, decisions, worlds
from tests.naive.gauge import Case
from tests.naive.limits import finished_days


def days_since_reset(case: Case, streak: Streak) -> tuple[int, int]:
    """Return the fewest and the most finished days, whatever they read, since the last restart."""
    terms = streak.reset_by
    if terms is None:
        msg = "nothing restarts this count"
        raise TypeError(msg)
    acts = [act for act in decisions(case, terms.decided, terms) if act.is_by(case, terms.by)]
    parties = {party: [act for act in acts if act.is_by(case, [party])] for party in terms.by}
    days = finished_days(case)
    counts = set()
    for world in worlds(acts, {case.at, *(day.start for day in days)}):
        reset = _last_reset(case, parties, world)
        counts.add(sum(reset is None or day.start >= reset for day in days))
    return min(counts), max(counts)


def _last_reset(case: Case, parties: Mapping[str, Sequence[Act]], world: World) -> datetime | None:
    """Walk the decisions in their order: when all parties have decided, the count restarts."""
    reset, waiting = None, set(parties)
    for moment in sorted({moment for moment in world.values() if moment <= case.at}):
        waiting -= {
            party
            for party, acts in parties.items()
            if any(world[act.key] == moment for act in acts)
        }
        if not waiting:
            reset, waiting = moment, set(parties)
    return reset
