"""Who is meant by a name, and in which role, at a time."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from monitor.agreements.model import ActorTest, Agreement, Alias, Dated, Role
from monitor.evaluation.check.clock import Clock
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import CIVILIANS

Truth = bool | None
"""True, False, or None where it cannot be said."""

LONG_AGO = datetime.min  # noqa: DTZ901 - local on purpose


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Write a name so that spellings which mean the same are the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def same(answers: list[Truth]) -> Truth:
    """What all say; None where they differ, or nobody says anything."""
    return answers[0] if answers and all(one is answers[0] for one in answers) else None


def holds(term: Dated, local: datetime) -> bool:
    """Whether a dated term holds at a local time."""
    begun = term.from_ is None or term.from_ <= local
    return begun and not (term.until is not None and term.until <= local)


@dataclass(frozen=True)
class Names:
    """The parties of an agreement by all their names."""

    terms: Agreement
    clock: Clock
    outside: Mapping[str, Sequence[tuple[datetime, Truth]]] = field(default_factory=dict)
    """From each instant on, whether decisions have put a party outside; None where that is open."""

    @cached_property
    def _turns(self) -> list[tuple[datetime, datetime]]:
        """The instants at which a name or a role begins or ends, each with its local time."""
        dated: list[Dated] = [
            term for party in self.terms.parties.values() for term in (*party.aliases, *party.role)
        ]
        local = {edge for term in dated for edge in (term.from_, term.until) if edge is not None}
        turns = {(self.clock.instant(edge), edge) for edge in local}
        put = {turn for steps in self.outside.values() for turn, _ in steps}
        return sorted(turns | {(turn, self.clock.local(turn)) for turn in put})

    @property
    def turns(self) -> list[datetime]:
        """The instants at which a name or a role begins or ends."""
        return [instant for instant, _ in self._turns]

    def moment(self, instant: datetime) -> datetime:
        """A local time at which every name means what it means at an instant."""
        past = [local for turn, local in self._turns if turn <= instant]
        return past[-1] if past else LONG_AGO

    def moments(self, span: Span) -> list[datetime]:
        """Local times for every meaning that names have within a span."""
        turned = [local for turn, local in self._turns if span.start < turn <= span.last]
        return [self.moment(span.start), *turned]

    def party(self, name: str, local: datetime) -> str | None:
        """The party that a name stands for; None where it is nobody's."""
        for party, alias in self._called.get(plain(name), ()):
            if alias is None or holds(alias, local):
                return party
        return None

    @cached_property
    def _called(self) -> dict[str, list[tuple[str, Alias | None]]]:
        """Whom a name may stand for, in the order of the terms; None for a name at all times."""
        called: dict[str, list[tuple[str, Alias | None]]] = {}
        for party, terms in self.terms.parties.items():
            names = [(party, None), (terms.name, None), *((one.name, one) for one in terms.aliases)]
            for name, alias in names:
                called.setdefault(plain(name), []).append((party, alias))
        return called

    def role(self, party: str, local: datetime) -> Role | None:
        """The role of a party; `other` where none is stated, None where it is open."""
        put = [out for t, out in self.outside.get(party, ()) if self.clock.local(t) <= local]
        if put and put[-1] is not False:
            return Role.OUTSIDE if put[-1] else None
        held = [role.is_ for role in self.terms.parties[party].role if holds(role, local)]
        return held[0] if held else Role.OTHER

    def passes(self, test: ActorTest, name: str, local: datetime) -> Truth:
        """Whether a named actor is one of those that a test speaks of."""
        if plain(name) == CIVILIANS:
            return test.civilians
        party = self.party(name, local)
        return None if party is None else self.admits(test, party, local)

    def admits(self, test: ActorTest, party: str, local: datetime) -> Truth:
        """Whether a party is one of those that a test speaks of."""
        if party in test.parties or not test.roles:
            return party in test.parties
        role = self.role(party, local)
        return None if role is None else role in test.roles

    def admitted(self, test: ActorTest | None, local: datetime) -> list[str]:
        """The parties that a test speaks of, or may; all where there is none."""
        parties = self.terms.parties
        return [p for p in parties if test is None or self.admits(test, p, local) is not False]

    def speaks(self, written: str, local: datetime, named: tuple[str, ...]) -> bool:
        """Whether somebody is one of the parties or sources named."""
        return plain(written) in {plain(n) for n in named} or self.party(written, local) in named
