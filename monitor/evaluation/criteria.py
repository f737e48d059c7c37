"""Tests of one incident, as values: each true, false or unknown of what its reports state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.agreements.areas import Area
from monitor.agreements.filters import Quantity
from monitor.evaluation.geometry import Ground, ground_of
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
        return agreed([None if v is None else self.decide(v, local) for v in stated])


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


@dataclass(frozen=True)
class AreaTest:
    """Whether it happened in an area that lies on the ground, or in one that has its time.

    `since` (included) and `until` (excluded) are its time; None where it has no such end.
    """

    area: Area
    since: datetime | None
    until: datetime | None
    field: str = "place"

    @property
    def ground(self) -> Ground | None:
        """Where it lies, if it is given by points on the ground."""
        return ground_of(self.area) if self.area.on_the_ground else None

    def by_code(self, pcodes: Stated) -> Kleene:
        """Decide by p-codes alone: an area on the ground may be anywhere in what holds it."""
        if not self.area.units:
            return None
        decide = place_test(self.area.units)
        found = agreed(None if code is None else decide(code, _ANY_TIME) for code in pcodes)
        return None if found and self.area.on_the_ground else found

    def of(self, incident: Incident) -> Kleene:
        """Decide an incident: False outside its time, unknown across an end of it."""
        span = incident.happened
        if self.since is not None and span.last < self.since:
            return False
        if self.until is not None and span.start >= self.until:
            return False
        there = self._there(incident)
        begun = self.since is None or span.start >= self.since
        goes_on = self.until is None or span.last < self.until
        return there if there is False or (begun and goes_on) else None

    def _there(self, incident: Incident) -> Kleene:
        if self.ground is not None and incident.locations:
            return self.ground.holds(incident.locations)
        return self.by_code(incident.pcodes)


@dataclass(frozen=True)
class PairedTest:
    """Whether an attack of a class, its exceptions aside, struck whoever did it shortly before."""

    incident_class: str
    within: timedelta
    same_place: bool
    field: str = "paired"


def place_test(codes: Sequence[str]) -> Decide:
    """Return the test of one stated p-code: inside, outside, or wider than the area."""

    def decide(value: str, _local: datetime) -> Kleene:
        if value.startswith(tuple(codes)):
            return True
        return None if any(code.startswith(value) for code in codes) else False

    return decide


_ANY_TIME = datetime.min  # noqa: DTZ901 - where codes lie is asked of no time
Criterion = FieldTest | QuantityTest | AreaTest | PairedTest
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
