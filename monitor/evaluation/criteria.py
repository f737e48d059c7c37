"""Tests of one incident, as values: each true, false or unknown of what its reports state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.filters import Quantity
from monitor.evaluation.kleene import Kleene, agreed, all_of
from monitor.incidents.version import Figures, Incident, Stated

Decide = Callable[[str, datetime], Kleene]
"""Decides one stated value at a local wall-clock time."""


@dataclass(frozen=True)
class FieldTest:
    """One test of one coded field; `dated` when the answer may change from era to era."""

    field: str
    decide: Decide
    dated: bool = False

    def of_set(self, stated: Stated, local: datetime) -> Kleene:
        """True if true of all stated values, False if false of all, else None."""
        return agreed(None if v is None else self.decide(v, local) for v in stated)


@dataclass(frozen=True)
class QuantityTest:
    """Whether so many were seen, moved or reached; a figure nobody states is unknown."""

    bounds: Quantity
    field: str = "quantity"

    def of(self, stated: Figures) -> Kleene:
        """True where every number the figure allows lies within the bounds, False where none."""
        least, most = self.bounds.at_least, self.bounds.at_most
        enough = least is None or _at_least(stated, least)
        few_enough = True if most is None else _negated(_at_least(stated, most + 1))
        return all_of([enough, few_enough])


def _at_least(stated: Figures, number: int) -> Kleene:
    if stated.low >= number:
        return True
    return False if stated.high is not None and stated.high < number else None


def _negated(value: Kleene) -> Kleene:
    return None if value is None else not value


Criterion = FieldTest | QuantityTest
"""A test; `field` names what of the incident it looks at."""


@dataclass(frozen=True)
class ClassTest:
    """An incident belongs if it passes every test and, of each exception, fails at least one."""

    tests: tuple[Criterion, ...]
    exceptions: tuple[tuple[Criterion, ...], ...]


def stated(incident: Incident, field: str) -> Stated:
    """Return what an incident's reports state of a coded field."""
    values: dict[str, Stated] = {
        "kind": incident.kinds,
        "perpetrator": incident.by,
        "victim": incident.against,
        "place": incident.pcodes,
        "purpose": incident.purposes,
        "weapon": incident.weapons,
        "claim": incident.claims,
    }
    return values[field]
