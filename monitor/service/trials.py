"""What would be said with some of the rows that are tried: a small part is changed, and no more."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.facts import Facts
from monitor.evaluation.finding import finding
from monitor.evaluation.parts import Parts
from monitor.evaluation.shown import Shown, shown, shown_phase
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.standing import standings_of
from monitor.evaluation.suspects import Chosen, Key
from monitor.evaluation.verdict import Finding
from monitor.evaluation.view import View
from monitor.incidents.cause import Cause
from monitor.service.checking import ALWAYS

Trying = Callable[[Collection[Cause]], AbstractContextManager[Facts]]
"""Gives the small part of the record as it would be with some of the rows."""


@dataclass(frozen=True)
class Trials:
    """Judges an agreement at an instant, with any of the rows; each set of rows once.

    Attributes:
        terms: The agreement.
        at: The instant.
        rest: The part of the record that none of the rows bears on, answered from memory.
        causes: The rows, in the order of their file.
        trying: Gives the other part, with some of them.
    """

    terms: Agreement
    at: datetime
    rest: Snapshot
    causes: Sequence[Cause]
    trying: Trying
    _shown: dict[tuple[Chosen, Key | str], Shown] = field(default_factory=dict, repr=False)

    @property
    def all(self) -> Chosen:
        """All of the rows."""
        return frozenset(range(len(self.causes)))

    def shown(self, chosen: Chosen, key: Key) -> Shown:
        """Return what is shown of a condition with these rows."""
        if (chosen, key) not in self._shown:
            with self._seen(chosen) as view:
                self.keep(chosen, key, _finding(view, key))
        return self._shown[chosen, key]

    def shown_phase(self, chosen: Chosen, name: str) -> Shown:
        """Return what is shown of a phase with these rows."""
        if (chosen, name) not in self._shown:
            phase = self.terms.phases[name]
            with self._seen(chosen) as view:
                findings = _findings(view, phase.opens.when) if phase.opens.when else ()
                standings = [*standings_of(view, name)]
                self.keep_phase(chosen, name, shown_phase(phase, standings, findings))
        return self._shown[chosen, name]

    @contextmanager
    def _seen(self, chosen: Chosen) -> Iterator[View]:
        with self.trying([self.causes[n] for n in sorted(chosen)]) as few:
            yield View(self.terms, Snapshot(Parts(self.rest, few)), self.at, ALWAYS, None)

    def keep_phase(self, chosen: Chosen, name: str, told: Shown) -> None:
        """Keep what is shown of a phase with these rows."""
        self._shown[chosen, name] = told

    def keep(self, chosen: Chosen, key: Key, found: Finding | None) -> None:
        """Keep what was found of a condition with these rows."""
        self._shown[chosen, key] = shown(self.terms.conditions[key[0]], found)


def _findings(view: View, name: str) -> Iterator[Finding]:
    """Yield the findings on a condition, in the order of its scopes."""
    for scope in view.scopes(view.agreement.conditions[name]):
        found = _finding(view, (name, scope))
        if found is not None:
            yield found


def _finding(view: View, key: Key) -> Finding | None:
    name, scope = key
    condition = view.agreement.conditions[name]
    return finding(view, name, condition, scope) if scope in view.scopes(condition) else None
