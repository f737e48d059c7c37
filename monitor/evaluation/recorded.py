"""The acts that count for a term: recorded under the agreement, and under where it comes from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.evaluation.acts import Act
from monitor.incidents.names import normal
from monitor.incidents.record import Attestation, Decision

Read = Callable[[Decision | Attestation], Act]
"""Reads a record as an act."""


@dataclass(frozen=True)
class Recorded:
    """The acts under an agreement and some others, oldest knowledge first.

    Attributes:
        own: The id of the agreement that is judged.
        others: The ids of the others.
        every_decision: What was decided, under whichever agreement.
        every_word: What was attested, under whichever agreement.
        read: Reads one of them as an act.
    """

    own: str
    others: frozenset[str]
    every_decision: Sequence[Decision]
    every_word: Sequence[Attestation]
    read: Read

    @cached_property
    def decisions(self) -> Sequence[Act]:
        """The decisions, each once."""
        return self._once(one for one in self.every_decision if self._counts(one))

    @cached_property
    def attestations(self) -> Sequence[Attestation]:
        """The attestations as records, also those that repeat one another: the newest speaks."""
        return [one for one in self.every_word if self._counts(one)]

    @cached_property
    def words_given(self) -> Sequence[Act]:
        """The attestations that something is so, as acts, each once."""
        return self._once(one for one in self.attestations if one.holds)

    def _counts(self, record: Decision | Attestation) -> bool:
        return record.agreement == self.own or record.agreement in self.others

    def _once(self, records: Iterable[Decision | Attestation]) -> Sequence[Act]:
        """Read as acts; what several agreements have is as many acts as one of them has of it."""
        acts = [*map(self.read, records)]
        if not self.others:
            return acts
        alike: dict[tuple[object, ...], dict[str, list[str]]] = {}
        for act in acts:
            alike.setdefault(_told(act), {}).setdefault(act.agreement, []).append(act.key)
        kept = {key for under in alike.values() for key in self._fullest(under)}
        return [act for act in acts if act.key in kept]

    def _fullest(self, under: dict[str, list[str]]) -> list[str]:
        """Return the longest of some lists by agreement; of equals the agreement's own."""
        return under[max(under, key=lambda one: (len(under[one]), one == self.own, one))]


def _told(act: Act) -> tuple[object, ...]:
    """Return all that is told of an act, in the form in which it is compared."""
    who = act.by or normal(act.named)
    references = frozenset(map(normal, act.references))
    return act.word, who, act.first, act.last, act.until, references
