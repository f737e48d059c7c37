"""Whether the decisions asked for are in force: each party's own, exactly, in every world.

Closed formulas and no worlds: an agreement may see hundreds of decisions. Acts are independent
of each other, so each is set where it serves, or harms, most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Decided
from monitor.evaluation.acts import Act
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK


@dataclass(frozen=True, slots=True)
class Held:
    """What one party's decisions can amount to at an instant; at least one is possible."""

    in_force: bool
    taken_back: bool
    neither: bool

    @property
    def cause(self) -> Cause:
        """What is certain, in one word; ORDER where more than one thing is possible."""
        if self.in_force + self.taken_back + self.neither > 1:
            return Cause.ORDER
        if self.in_force:
            return Cause.DECIDED
        return Cause.TAKEN_BACK if self.taken_back else Cause.NOT_DECIDED


def held(grants: Sequence[Act], withdrawals: Sequence[Act], at: datetime) -> Held:
    """Return what a party's decisions can amount to at `at`.

    A decision is in force from its instant (included) to its `until` (excluded), unless one
    that takes it back came later or at the same instant.
    """
    grants = [act for act in grants if act.first <= at]
    withdrawals = [act for act in withdrawals if act.first <= at]
    lasting = [act for act in grants if act.until is None or act.until > at]
    return Held(
        in_force=any(_can_follow_all(act, withdrawals, at) for act in lasting),
        taken_back=any(_can_end_all(act, grants, at) for act in withdrawals),
        neither=_can_be_neither(grants, withdrawals, lasting, at),
    )


def _can_follow_all(act: Act, withdrawals: Sequence[Act], at: datetime) -> bool:
    """Whether it may have come after every withdrawal that had certainly happened."""
    latest = min(act.last, at)
    return all(other.first < latest for other in withdrawals if other.last <= at)


def _can_end_all(act: Act, grants: Sequence[Act], at: datetime) -> bool:
    """Whether it may have come after, or with, every grant that had certainly happened."""
    latest = min(act.last, at)
    return all(grant.first <= latest for grant in grants if grant.last <= at)


def _can_be_neither(
    grants: Sequence[Act], withdrawals: Sequence[Act], lasting: Sequence[Act], at: datetime
) -> bool:
    """Whether nothing may be in force, and nothing taken back.

    Either nothing has happened yet, or the last thing that did is a decision that has run out.
    """
    if all(act.last > at for act in (*grants, *withdrawals)):
        return True
    return any(_outlasts(act, withdrawals, lasting, at) for act in grants if act not in lasting)


def _outlasts(spent: Act, withdrawals: Sequence[Act], lasting: Sequence[Act], at: datetime) -> bool:
    """Whether a decision that has run out may be the last, with all lasting ones taken back."""
    latest = min(spent.last, at)
    if not all(other.first < latest for other in withdrawals if other.last <= at):
        return False
    back = max((min(w.last, latest - TICK) for w in withdrawals if w.first < latest), default=None)
    return all(back is not None and grant.first <= back for grant in lasting if grant.last <= at)


def judge_decided(
    decided: Decided, acts: Sequence[Act], at: datetime
) -> tuple[Verdict, Cause, tuple[tuple[str, Cause], ...]]:
    """Return the verdict at `at`, its cause, and how each party's decision stands.

    Args:
        decided: Which decision, by whom, and what takes it back.
        acts: The decisions of the agreement.
        at: The instant judged; what happens at it has happened.
    """
    of_party = {}
    for party in decided.by:
        own = [act for act in acts if act.by == party]
        grants = [act for act in own if act.word == decided.what]
        back = [act for act in own if act.word in decided.withdrawals]
        of_party[party] = held(grants, back, at)
    each = tuple((party, found.cause) for party, found in of_party.items())
    possible = _possible(list(of_party.values()))
    if len(possible) > 1:
        return Verdict.UNDETERMINED, Cause.ORDER, each
    verdict = possible.pop()
    return verdict, _CAUSES[verdict], each


_CAUSES = {
    Verdict.KEPT: Cause.DECIDED,
    Verdict.BREACHED: Cause.TAKEN_BACK,
    Verdict.NOT_YET: Cause.NOT_DECIDED,
}


def _possible(parties: Sequence[Held]) -> set[Verdict]:
    """Return every verdict that some world gives: the parties' acts are independent."""
    found = set()
    if all(party.in_force for party in parties):
        found.add(Verdict.KEPT)
    if any(party.taken_back for party in parties):
        found.add(Verdict.BREACHED)
    open_ones = [party.in_force or party.neither for party in parties]
    if all(open_ones) and any(party.neither for party in parties):
        found.add(Verdict.NOT_YET)
    return found
