"""Whether every party named has decided, in every world that the record allows."""

from collections.abc import Sequence

from monitor.agreements.model import Decided
from tests.naive.acts import Act, World, decisions, worlds
from tests.naive.gauge import Case


def acts_of(case: Case, terms: Decided) -> list[Act]:
    """Return the decisions that bear on a condition on decisions."""
    words = {terms.what, *terms.withdrawals}
    return [act for act in decisions(case, words, terms) if act.is_by(case, terms.by)]


def read_decided(case: Case, terms: Decided, acts: Sequence[Act] | None = None) -> str:
    """Return what a condition on decisions reads; of all that bear on it, or of these alone."""
    acts = acts_of(case, terms) if acts is None else acts
    found = {_in_world(case, terms, acts, world) for world in worlds(acts, [case.at])}
    return found.pop() if len(found) == 1 else "undetermined"


def _in_world(case: Case, terms: Decided, acts: Sequence[Act], world: World) -> str:
    stands = []
    for party in terms.by:
        own = [act for act in acts if act.is_by(case, [party]) and world[act.key] <= case.at]
        stands.append(_stands(case, terms, own, world))
    if all(each == "in force" for each in stands):
        return "kept"
    return "breached" if "withdrawn" in stands else "not_yet"


def _stands(case: Case, terms: Decided, own: Sequence[Act], world: World) -> str:
    """Say how the decision of one party stands; of these acts all have taken place."""
    back = [world[act.key] for act in own if act.what in terms.withdrawals]
    given = [act for act in own if act.what == terms.what]
    later = [act for act in given if not back or world[act.key] > max(back)]
    if any(case.at < act.until for act in later):
        return "in force"
    return "withdrawn" if back and not later else "neither"
