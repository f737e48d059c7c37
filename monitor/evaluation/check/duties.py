"""Duties that acts show, decided again: attested, and decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from monitor.agreements.model import Attested, Decided
from monitor.evaluation.check.acts import decisions
from monitor.evaluation.check.deeds import can_be
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.verdict import Cause, Verdict


@dataclass(frozen=True, slots=True)
class Duty:
    """What a duty reads: the verdict, why, and what goes with it."""

    verdict: Verdict
    cause: Cause
    rests_on: frozenset[str] = frozenset()
    each: tuple[tuple[str, Cause], ...] = ()
    deadline: datetime | None = None


def read_attested(matter: Matter, duty: Attested, at: datetime) -> Duty:
    """Decide by the newest attestation that had begun; of two of one time, by the later known."""
    newest = None
    for record in matter.words(duty):
        begun = record.during.start
        if record.what != duty.what or begun > at:
            continue
        if not matter.names.speaks(record.by, matter.clock.local(begun), duty.by):
            continue
        if newest is None or newest.during.start <= begun:
            newest = record
    if newest is None:
        return Duty(Verdict.UNDETERMINED, Cause.NONE_ON_RECORD)
    rests_on = frozenset({newest.key})
    if newest.during.end + duty.fresh_for.elapsed < at:
        return Duty(Verdict.UNDETERMINED, Cause.STALE, rests_on)
    if newest.holds:
        return Duty(Verdict.KEPT, Cause.ATTESTED, rests_on)
    return Duty(Verdict.BREACHED, Cause.DENIED, rests_on)


_HELD = {
    (True, False, False): Cause.DECIDED,
    (False, True, False): Cause.TAKEN_BACK,
    (False, False, True): Cause.NOT_DECIDED,
}


def read_decided(matter: Matter, duty: Decided, at: datetime) -> Duty:
    """Decide by what each party's decisions can come to; parties decide apart from each other."""
    stands: list[set[str]] = []
    each: list[tuple[str, Cause]] = []
    keys: set[str] = set()
    for party in duty.by:
        given = [d for d in decisions(matter, duty, (duty.what,), (party,)) if d.first <= at]
        back = [d for d in decisions(matter, duty, duty.withdrawals, (party,)) if d.first <= at]
        keys |= {one.key for one in (*given, *back)}
        possible = can_be(given, back, at)
        stands.append(possible)
        told = ("in_force" in possible, "taken_back" in possible, "neither" in possible)
        each.append((party, _HELD.get(told, Cause.ORDER)))
    verdicts = {_together(world) for world in product(*stands)}
    rests_on = frozenset(keys)
    if len(verdicts) > 1:
        return Duty(Verdict.UNDETERMINED, Cause.ORDER, rests_on, tuple(each))
    verdict = verdicts.pop()
    cause = {
        Verdict.KEPT: Cause.DECIDED,
        Verdict.BREACHED: Cause.TAKEN_BACK,
        Verdict.NOT_YET: Cause.NOT_DECIDED,
    }[verdict]
    return Duty(verdict, cause, rests_on, tuple(each))


def _together(world: Sequence[str]) -> Verdict:
    if "taken_back" in world:
        return Verdict.BREACHED
    return Verdict.NOT_YET if "neither" in world else Verdict.KEPT
