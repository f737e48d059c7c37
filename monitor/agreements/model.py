"""The terms of an agreement as frozen values: what a rule file means once it is read.

Every field is typed from text (`load.py` hands over text only), so `NO`, `12:30` and `0123`
mean what they say. Dates and times are local to the calendar's zone until `Calendar` is asked.
What a single term must satisfy by itself is checked here; what it refers to, in `references.py`.
The text under each field is its description in docs/rules.md, in the schema and in messages.
"""

from datetime import date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.actors import (
    ActorTest,
    Alias,
    DatedRole,
    Guarantor,
    Party,
    Role,
)
from monitor.agreements.acts import Anchor, Attested, By, Decided, Deciding
from monitor.agreements.alerting import Alerting
from monitor.agreements.answering import Duty, Notice, OnlyIf, Response
from monitor.agreements.areas import Area, Provenance
from monitor.agreements.baseline import Baseline
from monitor.agreements.conditions import Condition
from monitor.agreements.counting import DatedNumber, Limit, Numbers, Streak
from monitor.agreements.dated import ONE_DAY, Dated, Duration, Unit
from monitor.agreements.filters import (
    Claim,
    Excepted,
    Filter,
    IncidentClass,
    Kind,
    Purpose,
    Quantity,
    Weapon,
)
from monitor.agreements.gates import AtLeast, Gate, Member
from monitor.agreements.happenings import Happening
from monitor.agreements.holding import Holding
from monitor.agreements.judging import Calendar, Doubt, EvidencePolicy, Unobserved
from monitor.agreements.naming_acts import NamingActs
from monitor.agreements.patterns import Pattern
from monitor.agreements.phases import Opening, Phase
from monitor.agreements.sequence import Order, Since
from monitor.handwritten.terms import (
    ClauseId,
    Id,
    Ids,
    Local,
    Said,
    Terms,
    Unfit,
    matching,
    one_or_many,
)
from monitor.incidents.vocabulary import Handling

__all__ = [
    "ONE_DAY",
    "ActorTest",
    "Agreement",
    "Alerting",
    "Alias",
    "Anchor",
    "Area",
    "AtLeast",
    "Attested",
    "Baseline",
    "By",
    "Calendar",
    "Claim",
    "Clause",
    "Condition",
    "Dated",
    "DatedNumber",
    "DatedRole",
    "Day",
    "Decided",
    "Deciding",
    "Doubt",
    "Duration",
    "Duty",
    "Ending",
    "EvidencePolicy",
    "Excepted",
    "Filter",
    "Gate",
    "Guarantor",
    "Happening",
    "Holding",
    "Id",
    "IncidentClass",
    "Kind",
    "Limit",
    "Local",
    "Member",
    "Notice",
    "Numbers",
    "OnlyIf",
    "Opening",
    "Order",
    "Party",
    "Pattern",
    "Phase",
    "Purpose",
    "Quantity",
    "Reading",
    "Response",
    "Role",
    "Since",
    "Streak",
    "Unit",
    "Unobserved",
    "Weapon",
]
MOST_READINGS = 12


class Clause(Terms):
    """A paraphrase of a term, with how we came by its wording."""

    says: Said
    """What the clause says, in our words."""
    provenance: Provenance
    """Whether we have the text, a secondary source, or only the recollection of it."""
    source: str = ""
    """Where it stands, or who reported it."""
    agreed_by: Ids = ()
    """The parties that agreed to it; empty where it is not known."""
    requires: Literal["nothing"] | None = None
    """`nothing` of a clause that says what the text leaves free: no condition can test it."""


class Ending(Terms):
    """Which decisions, by any one of whom, take the agreement out of force (and back in)."""

    decided: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = (
        "suspended",
        "ended",
        "withdrawn",
    )
    """The decisions that take it out of force."""
    resumed: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = ("resumed",)
    """The decisions that put it back in force."""
    by: Ids
    """Any one of these parties may take them."""
    clause: ClauseId | None = None
    """The clause that says so."""

    @model_validator(mode="after")
    def _by_somebody(self) -> Self:
        if not self.by:
            raise Unfit("this names nobody", "name who may decide", ("by",))
        return self


class Reading(Terms):
    """A rival reading of the text: the same rules with some values set otherwise."""

    title: Said
    """What the reading says, in a few words."""
    set: dict[str, object]
    """The values that differ: a dotted path to each, as `truce_holds.for`, and the value."""

    @model_validator(mode="after")
    def _differs(self) -> Self:
        if not self.set:
            raise Unfit("this reading changes nothing", "set at least one value", ("set",))
        return self


def _few(readings: dict[Id, Reading]) -> dict[Id, Reading]:
    if len(readings) > MOST_READINGS:
        wrong = f"{len(readings)} readings of one text"
        raise Unfit(wrong, f"give at most {MOST_READINGS}; nobody can weigh more side by side")
    return readings


class Agreement(NamingActs):
    """One instrument under its open reading; `readings` hold what its rival readings change."""

    agreement: Annotated[
        str,
        AfterValidator(
            matching(
                "[a-z][a-z0-9-]{0,62}",
                "an agreement's id is lower-case letters, digits and -, as syria-2016-09",
            )
        ),
    ]
    """The instrument's id, which is also the name of its file."""
    title: Said
    """What people call the instrument."""
    status: Literal["proposed", "agreed"]
    """Whether it was agreed: a proposal is compared with the record, and nobody is told of it."""
    imports: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = ()
    """The agreements beside it that it takes over: parties, areas, clauses, classes, conditions."""
    calendar: Calendar
    """The zone, the monitoring day, the beginning and the end."""
    evidence: EvidencePolicy = EvidencePolicy()
    """What makes an incident certain."""
    parties: dict[Id, Party]
    """Everybody the agreement knows, by id."""
    guarantors: tuple[Guarantor, ...] = ()
    """Who answers for whom."""
    ends: Ending | None = None
    """Which decisions end it."""
    areas: dict[Id, Area] = Field(default={})
    """The areas that terms refer to, by id."""
    clauses: dict[ClauseId, Clause]
    """The clauses that conditions test, by their number."""
    classes: dict[Id, IncidentClass] = Field(default={})
    """Named sets of incidents, by id."""
    conditions: dict[Id, Condition]
    """The clauses made testable, by id."""
    phases: dict[Id, Phase] = Field(default={})
    """The stages of the agreement, by id."""
    readings: Annotated[dict[Id, Reading], AfterValidator(_few)] = Field(default={})
    """Rival readings of the text, by id."""
    alerts: tuple[Alerting, ...] = ()
    """Who is told of what; without it, everybody of everything."""
    handling: Literal["public", "internal", "restricted"] = Handling.INTERNAL.value
    """Who may see the file and what is derived from it."""

    @property
    def id(self) -> str:
        """The instrument's id, as in the file name."""
        return self.agreement

    @property
    def proposed(self) -> bool:
        """Whether nobody has agreed to it: the record is compared with it, and nobody told."""
        return self.status == "proposed"

    @property
    def zone(self) -> ZoneInfo:
        """The zone on whose wall clock people read."""
        return ZoneInfo(self.calendar.time_zone)


Day = date
"""A monitoring day is named by the local date on which it starts."""
