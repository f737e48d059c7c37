"""An incident as it was believed over an interval of knowledge: what the tally scans."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from monitor.incidents.record import References
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Grade, Measure

Stated = tuple[str | None, ...]
"""The set of stated values, sorted; None stands for somebody or something else. Empty: unstated."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure over all reports: `low` is 0 where none is stated, `high` None where it is open."""

    low: int = 0
    high: int | None = None


class Location(NamedTuple):
    """Where an account puts an event: within so many metres of a point."""

    latitude: float
    longitude: float
    precision: int
    """Metres by which the point may be off; 0 for the point as stated."""


@dataclass(frozen=True, slots=True)
class Incident:
    """The event as its linked reports tell it, at one state of knowledge.

    `id` is the smallest report key; `reports` are the keys of the accounts that assert it.
    `disputed` is set while its occurrence is validly disputed. `repeats` is set when it may be
    the same event as an incident with a smaller id, so that it can never certainly count.
    `quantity` is how many people, vehicles or things were seen, moved or reached; `references`
    are the stated `name=value`, `locations` the stated coordinates, both sorted, each once.
    """

    id: str
    reports: tuple[str, ...]
    happened: Span
    kinds: Stated
    by: Stated
    against: Stated
    pcodes: Stated
    purposes: Stated
    killed: Figures
    injured: Figures
    grade: Grade
    disputed: bool = False
    repeats: bool = False
    time_contested: bool = False
    weapons: Stated = ()
    claims: Stated = ()
    quantity: Figures = Figures()
    references: References = ()
    locations: tuple[Location, ...] = ()

    def figures(self, measure: Measure) -> Figures:
        """Return the figure that a measure adds up: an incident itself is one."""
        one = Figures(1, 1)
        return {
            Measure.INCIDENTS: one,
            Measure.KILLED: self.killed,
            Measure.INJURED: self.injured,
            Measure.COUNT: self.quantity,
        }[measure]


@dataclass(frozen=True, slots=True)
class IncidentVersion:
    """One incident as believed over [known_from, known_to).

    `account` is empty for the official picture, else the one source whose own reports it holds.
    Versions of one incident and account never overlap in knowledge time.
    """

    incident: Incident
    known_from: datetime
    known_to: datetime
    account: str = ""
