"""What the forms offer: the words and names that the active agreement asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.agreements.model import Agreement
from monitor.evaluation.attestation import ADHERENCE


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
    """Return the words and names that the rules of an agreement look for."""
    ends = agreement.ends
    attested = [c.attested for c in agreement.conditions.values() if c.attested]
    certified = [c.streak.certified_by for c in agreement.conditions.values() if c.streak]
    return Suggested(
        _once([*ends.decided, *ends.resumed] if ends else ()),
        _once(_name(agreement, party) for party in (ends.by if ends else ())),
        _once([*(a.what for a in attested), *((ADHERENCE,) if any(certified) else ())]),
        _once(
            _name(agreement, party)
            for named in (*(a.by for a in attested), *certified)
            for party in named
        ),
    )


def _name(agreement: Agreement, party: str) -> str:
    return agreement.parties[party].name if party in agreement.parties else party


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
