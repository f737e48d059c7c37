"""The nine kinds of record, one frozen value each: what the kept rows hold.

Kept rows are read, never parsed again from the file that they came in.
Names of actors and places stay as written; codes are those of `vocabulary`. Empty tuples mean
"not stated" for `by`, `against`, `kinds` and `pcodes` of reports and counts, and "all of them"
for the scope of coverage and of source profiles.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from monitor.incidents.span import Instant, Span
from monitor.incidents.vocabulary import (
    Bound,
    Confidence,
    Dispute,
    Grade,
    Handling,
    Measure,
    Occurrence,
    Relation,
    Says,
    Strength,
)

Names = tuple[str, ...]
"""Alternatives in the source's own words: one of these, we do not know which."""


References = tuple[str, ...]
"""What ties records together, each `name=value`, as `convoy=UN-7`.

Several values of one name are alternatives.
"""


class Range(BaseModel):
    """A stated figure: `low` at least, `high` at most; None when only "at least" is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.high is not None and self.high < self.low:
            msg = "the high figure is below the low one"
            raise ValueError(msg)
        return self


def _unstated(value: object) -> bool:
    """Whether a field that came later says nothing: records without it are written as before."""
    return value is None or value == ()


class Entry(BaseModel):
    """What every record carries: who says it, since when it was public, how we came by it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """Unique within its source and kind; a later row with the same id is a new version."""
    source: str
    revision: int = 0
    """The source's own version number; the highest wins, then the last recorded."""
    withdrawn: bool = False
    """The source takes it back: the record is out from when this version is known."""
    published_at: Instant | None = None
    published_approximate: bool = False
    confidence: Confidence = Confidence.FOUND
    handling: Handling = Handling.INTERNAL
    citation: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """`source/id`: how links, reviews and pages name this record within its kind."""
        return f"{self.source}/{self.id}"


class Report(Entry):
    """One source's account of an event."""

    record: Literal["report"] = "report"
    happened: Span
    kinds: Names = ()
    by: Names = ()
    against: Names = ()
    place: str = ""
    pcodes: Names = ()
    latitude: float | None = None
    longitude: float | None = None
    location_precision: Annotated[int, Field(ge=0)] | None = Field(None, exclude_if=_unstated)
    """Metres by which the coordinates may be off; None is a point, as stated."""
    purposes: Names = ()
    weapons: Names = Field((), exclude_if=_unstated)
    claims: Names = Field((), exclude_if=_unstated)
    """What those who did it say for themselves, each one of CLAIMS."""
    killed: Range | None = None
    injured: Range | None = None
    quantity: Range | None = Field(None, exclude_if=_unstated)
    """How many people, vehicles or things were seen, moved or reached; never casualties."""
    references: References = Field((), exclude_if=_unstated)
    disputes: Dispute | None = None
    """Set when this account denies that part of the event it is linked to."""
    own_observation: bool = False


class Count(Entry):
    """An aggregate figure stated by a source for a window; never mixed with incidents."""

    record: Literal["count"] = "count"
    window: Span
    window_approximate: bool = False
    cumulative: bool = False
    """A running total since `window.start`."""
    measure: Measure
    value: Annotated[int, Field(ge=0)]
    bound: Bound = Bound.EXACT
    kinds: Names = ()
    by: Names = ()
    against: Names = ()
    place: str = ""
    pcodes: Names = ()
    """At most one; empty means the whole country."""
    stated_by: str = ""


class Statement(Entry):
    """Somebody accepts, offers, claims, denies, judges unmet or declares over; drives no gate."""

    record: Literal["statement"] = "statement"
    actor: str
    says: Says
    about: str = ""
    made: Span


class Decision(Entry):
    """An act of a party or body that changes a norm or a phase of one agreement."""

    record: Literal["decision"] = "decision"
    agreement: str
    by: str
    what: str
    effective: Span
    until: Instant | None = None
    """End of what was decided, exclusive; None when none was stated."""
    references: References = Field((), exclude_if=_unstated)


class Attestation(Entry):
    """A dated status of a duty: `by` says that `what` held, or did not, during the span."""

    record: Literal["attestation"] = "attestation"
    agreement: str
    by: str
    what: str
    holds: bool
    during: Span
    references: References = Field((), exclude_if=_unstated)


class Coverage(Entry):
    """A source was watching these sides, areas and kinds during the span."""

    record: Literal["coverage"] = "coverage"
    watched: Span
    sides: Names = ()
    areas: Names = ()
    kinds: Names = ()
    strength: Strength = Strength.CERTIFIES_QUIET


class Link(Entry):
    """Two reports tell of the same event, of different ones, or possibly of the same."""

    record: Literal["link"] = "link"
    first: str
    second: str
    relation: Relation


class Review(Entry):
    """Somebody weighed an incident, named by one of its reports."""

    record: Literal["review"] = "review"
    report: str
    grade: Grade | None = None
    occurrence: Occurrence | None = None


class SourceProfile(Entry):
    """What a source is: for whom it speaks, what it watches, what its silence is worth."""

    record: Literal["source_profile"] = "source_profile"
    name: str
    side: str = ""
    """The side the source belongs to; empty for none."""
    speaks_for: Names = ()
    """Actors whose denial this source's denial is."""
    relays: Names = ()
    """Sources whose reports it repeats."""
    sides: Names = ()
    areas: Names = ()
    kinds: Names = ()
    strength: Strength = Strength.CAN_REPORT
    time_zone: str = "UTC"
    cut_off: str = ""
    limits: str = ""


Record = Annotated[
    Report | Count | Statement | Decision | Attestation | Coverage | Link | Review | SourceProfile,
    Field(discriminator="record"),
]

RECORD: TypeAdapter[Record] = TypeAdapter(Record)
"""Reads a record from JSON: `RECORD.validate_json(text)`; `record.model_dump_json()` writes it."""
