"""Under which agreements acts count for a term, and acts of which two agreements tell alike."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from monitor.agreements.naming_acts import NamingActs
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision
from tests.naive.actors import normal
from tests.naive.events import standing
from tests.naive.gauge import Case

T = TypeVar("T", Decision, Attestation)


def recorded(case: Case, kind: type[T], terms: NamingActs | None) -> list[Known[T]]:
    """Return the records of a kind that count for terms: the agreement's own, where none are."""
    names = {case.agreement.id} if terms is None else {case.agreement.id, *terms.also_under}
    every = standing(case.versions, kind, case.known)
    return [each for each in every if each.record.agreement in names]


def single(case: Case, found: Sequence[Known[T]]) -> list[Known[T]]:
    """Leave out an act that a second agreement tells of just so, and no more often."""
    left = []
    for each in found:
        tells = [other for other in found if _alike(case, each.record, other.record)]
        ranked = {_rank(case, other.record.agreement, tells) for other in tells}
        if _rank(case, each.record.agreement, tells) == max(ranked):
            left.append(each)
    return left


def _rank(case: Case, name: str, tells: Collection[Known[T]]) -> tuple[int, bool, str]:
    """How much an agreement's word on an act weighs: how often it has it, and whether it asks."""
    often = sum(other.record.agreement == name for other in tells)
    return often, name == case.agreement.id, name


def _alike(case: Case, one: Decision | Attestation, other: Decision | Attestation) -> bool:
    ways = [_when(each) for each in (one, other)]
    refs = [{normal(each) for each in record.references} for record in (one, other)]
    if ways[0] != ways[1] or refs[0] != refs[1] or one.what != other.what:
        return False
    moment = ways[0][0]
    who = [case.roster.named(record.by, moment) for record in (one, other)]
    return who[0] == who[1] if any(who) else normal(one.by) == normal(other.by)


def _when(record: Decision | Attestation) -> tuple[object, ...]:
    if isinstance(record, Decision):
        return record.effective.start, record.effective.last, record.until
    return record.during.start, record.during.last, record.holds
