"""What the forms offer: the words and names that the active agreement asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.agreements.model import Agreement, Condition
from monitor.agreements.named import happenings, must_hold
from monitor.evaluation.attestation import ADHERENCE

_Acts = Iterator[tuple[str, tuple[str, ...]]]
"""Words of the rules, each with the ids of those whose act it is; none for anybody's."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What can be chosen in a form without looking it up; anything else may be written too.

    `decisions` and `duties` are words of the rules; `deciders` and `attesters` are names of
    parties, or ids of sources where the rules name those.
    """

    decisions: tuple[str, ...]
    deciders: tuple[str, ...]
    duties: tuple[str, ...]
    attesters: tuple[str, ...]


def suggested(agreement: Agreement) -> Suggested:
    """Return the words and names that the rules of an agreement look for, each once."""
    decided, attested = tuple(_decided(agreement)), tuple(_attested(agreement))
    return Suggested(
        _once(word for word, _ in decided),
        _once(_name(agreement, party) for _, parties in decided for party in parties),
        _once(word for word, _ in attested),
        _once(_name(agreement, party) for _, parties in attested for party in parties),
    )


def _decided(agreement: Agreement) -> _Acts:
    """Yield the decisions that open, renew and close phases, meet conditions, and end it all."""
    for name, phase in agreement.phases.items():
        opens = phase.opens
        words = opens.decided or ((name,) if opens.by else ())
        yield from ((word, opens.by) for word in words)
        for act in (*((phase.renews,) if phase.renews else ()), *phase.closes):
            yield from ((word, act.by) for word in act.decided)
    for condition in agreement.conditions.values():
        yield from _decided_by(condition)
    if agreement.ends:
        ends = agreement.ends
        yield from ((word, ends.by) for word in (*ends.decided, *ends.resumed))


def _decided_by(condition: Condition) -> _Acts:
    """Yield the decisions that a condition asks for, and what takes them back."""
    if condition.decided:
        words = (condition.decided.what, *condition.decided.withdrawals)
        yield from ((word, condition.decided.by) for word in words)
    if condition.streak and condition.streak.reset_by:
        reset = condition.streak.reset_by
        yield from ((word, reset.by) for word in reset.decided)
    for _, named in happenings(condition):
        if named.decided:
            yield named.decided, named.by
    for _, held in must_hold(condition):
        if held.decided:
            yield from ((word, held.by) for word in (held.decided, f"{held.decided}_withdrawn"))


def _attested(agreement: Agreement) -> _Acts:
    """Yield the duties that conditions ask somebody's word of."""
    for condition in agreement.conditions.values():
        if condition.attested:
            yield condition.attested.what, condition.attested.by
        for _, named in happenings(condition):
            if named.attested:
                yield named.attested, named.by
        for _, held in must_hold(condition):
            if held.attested:
                yield held.attested, held.by
        if condition.streak and condition.streak.certified_by:
            yield ADHERENCE, condition.streak.certified_by


def _name(agreement: Agreement, party: str) -> str:
    return agreement.parties[party].name if party in agreement.parties else party


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
