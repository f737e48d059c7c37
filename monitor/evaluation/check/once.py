"""Which acts of the grounds a term may rest on, and one act that several agreements have."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from monitor.evaluation.check.names import plain
from monitor.incidents.record import Attestation, Decision

R = TypeVar("R", Decision, Attestation)

Party = Callable[[Decision | Attestation], str | None]
"""Says whose act a record is."""


def heard(records: Sequence[R], own: str, others: frozenset[str]) -> Sequence[R]:
    """The records under the agreement, and under those that a term was taken from."""
    return [one for one in records if one.agreement == own or one.agreement in others]


def once(records: Sequence[R], own: str, party: Party) -> Sequence[R]:
    """Leave out what another agreement has of an act too: the one that has it most often keeps it.

    Of two that have it as often it is the agreement's own; else the last by name.
    """
    told = {one.key: _told(one, party(one)) for one in records}
    times = Counter((told[one.key], one.agreement) for one in records)
    keeps: dict[object, tuple[int, bool, str]] = {}
    for (act, agreement), number in times.items():
        rank = number, agreement == own, agreement
        keeps[act] = max(rank, keeps.get(act, rank))
    return [one for one in records if keeps[told[one.key]][2] == one.agreement]


def _told(record: Decision | Attestation, party: str | None) -> object:
    """What is compared of an act: all but who told of it, and where it was recorded."""
    decided = isinstance(record, Decision)
    span = record.effective if isinstance(record, Decision) else record.during
    until = record.until if isinstance(record, Decision) else None
    about = frozenset(plain(reference) for reference in record.references)
    who = plain(record.by) if party is None else party
    return decided, record.what, who, span.start, span.last, until, about
