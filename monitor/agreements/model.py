"""The terms of an agreement as frozen values: what a rule file means once it is read.

Every field is typed from text (`load.py` hands over text only), so `NO`, `12:30` and `0123`
mean what they say. Dates and times are local to the calendar's zone until `Calendar` is asked.
"""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from monitor.incidents.vocabulary import KINDS, PURPOSES, Grade, Measure


class _Terms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _is_id(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", text):
        msg = "an id is lower-case letters, digits and _, and starts with a letter"
        raise ValueError(msg)
    return text


def _local(value: object) -> object:
    """Take a date or a local date and time; a bare date is 00:00; a zone is refused."""
    if isinstance(value, datetime) or not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?", value):
        msg = "write a date as 2016-09-12 or a local time as 2016-09-12T19:00, without a zone"
        raise ValueError(msg)
    return datetime.fromisoformat(value)


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str | dict) else value


Id = Annotated[str, AfterValidator(_is_id)]
Local = Annotated[datetime, BeforeValidator(_local)]
"""A local wall-clock time in the calendar's zone (naive on purpose)."""


class Unit(StrEnum):
    """What a duration counts."""

    DAYS = "days"
    HOURS = "hours"


class Duration(_Terms):
    """`7 days` (monitoring days) or `168 hours` (elapsed time); never converted into each other."""

    count: Annotated[int, Field(ge=1, le=100_000)]
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        match = re.fullmatch(r"(\d+) (day|hour)s?", value)
        if match is None and value in {"day", "hour"}:
            match = re.fullmatch(r"(\d+) (day|hour)", f"1 {value}")
        if match is None:
            msg = "write a duration as '7 days' or '168 hours'"
            raise ValueError(msg)
        return {"count": int(match[1]), "unit": f"{match[2]}s"}

    @property
    def elapsed(self) -> timedelta:
        """The duration as elapsed time; a day counts 24 hours here."""
        return timedelta(**{self.unit.value: self.count})

    def __str__(self) -> str:
        """Write it as a rule file does."""
        unit = self.unit.value if self.count != 1 else self.unit.value[:-1]
        return f"{self.count} {unit}"


class Calendar(_Terms):
    """Monitoring days: day d is [start_d, start_{d+1}) on local wall time, cut by `from` and `until`."""

    time_zone: str
    day_starts: time = time(0)
    from_: Local = Field(alias="from")
    until: Local | None = None
    partial_days: Literal["not_counted", "counted"] = "not_counted"


class Doubt(StrEnum):
    """What an undetermined limit becomes where only incidents are in doubt."""

    UNDETERMINED = "undetermined"
    BREAKS = "breaks"
    COUNTS_AS_QUIET = "counts_as_quiet"


class Unobserved(StrEnum):
    """What a limit becomes on a finished day that nobody watched; nothing makes it kept."""

    UNDETERMINED = "undetermined"
    BREAKS = "breaks"


class EvidencePolicy(_Terms):
    """What it takes for an incident to count as certain, and when a verdict settles."""

    standard: Grade = Grade.CORROBORATED
    doubt: Doubt = Doubt.UNDETERMINED
    unobserved: Unobserved = Unobserved.UNDETERMINED
    settles_after: Duration = Duration(count=48, unit=Unit.HOURS)


class Dated(_Terms):
    """A term that holds from `from` (included) until `until` (excluded); None is unbounded."""

    from_: Local | None = Field(default=None, alias="from")
    until: Local | None = None

    def holds(self, local: datetime) -> bool:
        """Whether it holds at this local wall-clock time."""
        after = self.from_ is None or self.from_ <= local
        return after and (self.until is None or local < self.until)


class Alias(Dated):
    """Another name of a party, for as long as it is one."""

    name: str

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Role(StrEnum):
    """Where an actor stands to the agreement."""

    PARTY = "party"
    SPONSOR = "sponsor"
    OUTSIDE = "outside"
    OTHER = "other"


class DatedRole(Dated):
    """The role of an actor over a time."""

    is_: Role = Field(alias="is")


class Party(_Terms):
    """An actor the agreement knows: a party, a sponsor, or a group outside the truce."""

    name: str
    role: tuple[DatedRole, ...]
    accepted: Local | None = None
    """A party from then on; before it, the role is `other`."""
    aliases: tuple[Alias, ...] = ()
    clause: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_role(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("role"), str):
            return {**value, "role": ({"is": value["role"], "from": value.get("accepted")},)}
        return value


class Guarantor(Dated):
    """Who answers for a party's conduct, and by whose word."""

    of: Id
    by: Id
    per: str


class Area(_Terms):
    """A part of the country: by p-codes, or known to exist but published by nobody."""

    pcodes: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9A-Z]*$")], ...] = ()
    unpublished: bool = False
    name: str = ""
    provenance: Literal["text", "secondary", "recalled"] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.pcodes) == self.unpublished:
            msg = "an area needs either pcodes or 'unpublished: true'"
            raise ValueError(msg)
        return self


class Clause(_Terms):
    """A paraphrase of a term, with how we came by its wording."""

    says: str
    provenance: Literal["text", "secondary", "recalled"]
    source: str = ""
    agreed_by: tuple[Id, ...] = ()


class ActorTest(_Terms):
    """Which actors qualify: any of the named parties, any actor in one of the roles, civilians if said."""

    parties: tuple[Id, ...] = ()
    roles: tuple[Role, ...] = ()
    civilians: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_spelling(cls, value: object) -> object:
        """Read `government`, `[a, b]`, `{role: party}` or `{role: party, or: civilians}`."""
        if isinstance(value, dict) and not {"role", "or"} & set(value):
            return value
        given = value if isinstance(value, list | tuple) else (value,)
        parties: list[object] = []
        roles: list[object] = []
        for item in given:
            if isinstance(item, dict):
                if unknown := sorted(set(item) - {"role", "or"}):
                    msg = f"unknown key {unknown[0]!r}; 'role' and 'or' are possible"
                    raise ValueError(msg)
                roles.extend(_as_list(item.get("role", [])))
                parties.extend(_as_list(item.get("or", [])))
            else:
                parties.append(item)
        civilians = "civilians" in parties
        named = tuple(name for name in parties if name != "civilians")
        return {"parties": named, "roles": tuple(roles), "civilians": civilians}


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _known_word(words: dict[str, str], what: str) -> AfterValidator:
    def check(text: str) -> str:
        if text not in words:
            msg = f"no such {what}: {text!r}; one of {', '.join(words)}"
            raise ValueError(msg)
        return text

    return AfterValidator(check)


Kind = Annotated[str, _known_word(KINDS, "kind of event")]
Purpose = Annotated[str, _known_word(PURPOSES, "purpose")]


class Filter(_Terms):
    """Tests that an incident passes when it passes every one that is given."""

    any_kind: Annotated[tuple[Kind, ...], BeforeValidator(_one_or_many)] = ()
    by: ActorTest | None = None
    against: ActorTest | None = None
    in_: Id | None = Field(default=None, alias="in")
    purpose: Annotated[tuple[Purpose, ...], BeforeValidator(_one_or_many)] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.any_kind or self.by or self.against or self.in_ or self.purpose):
            msg = "it names no test: give any_kind, by, against, in or purpose"
            raise ValueError(msg)
        return self


class IncidentClass(Filter):
    """A named set of incidents: those that pass the filter and none of the exceptions."""

    except_: tuple[Filter, ...] = Field(default=(), alias="except")


class DatedNumber(Dated):
    """A limit's number over a time."""

    is_: Annotated[int, Field(ge=0, alias="is")]


def _dated_numbers(value: object) -> object:
    return ({"is": value},) if isinstance(value, str | int) else value


Numbers = Annotated[tuple[DatedNumber, ...], BeforeValidator(_dated_numbers)]


class Limit(_Terms):
    """At most, or at least, so many in every window of `each`, ending with the day judged."""

    of: Id
    """A class."""
    at_most: Numbers | None = None
    at_least: Numbers | None = None
    each: Duration = Duration(count=1, unit=Unit.DAYS)
    measure: Measure = Measure.INCIDENTS
    from_counts: str | None = None
    """A source whose counts alone are used, no incidents."""
    in_: Id | None = Field(default=None, alias="in")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            msg = "give either at_most or at_least"
            raise ValueError(msg)
        if self.each.unit is Unit.HOURS:
            msg = "a limit counts days here; write 'each: day' or 'each: 3 days'"
            raise ValueError(msg)
        return self


class Streak(_Terms):
    """`for` so many consecutive days (or hours) of a daily limit, or of days certified by parties."""

    of: Id
    """A limit condition."""
    for_: Duration = Field(alias="for")
    resets: Literal["on_breach"] = "on_breach"
    certified_by: tuple[Id, ...] = ()


class Attested(_Terms):
    """The newest attestation of `what` by an accepted source, no older than `fresh_for`."""

    what: Id
    by: tuple[Id, ...]
    fresh_for: Duration


class Condition(_Terms):
    """A clause made testable: exactly one of `limit`, `streak`, `attested`."""

    clause: str
    title: str = ""
    limit: Limit | None = None
    streak: Streak | None = None
    attested: Attested | None = None
    per: Literal["area", "party"] | None = None
    assumption: str = ""
    """What no text gives and we chose; shown wherever the condition is."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in (self.limit, self.streak, self.attested) if kind is not None]
        if len(given) != 1:
            msg = "give exactly one of limit, streak, attested"
            raise ValueError(msg)
        return self


class Ending(_Terms):
    """Which decisions, by any one of whom, take the agreement out of force (and back in)."""

    decided: tuple[str, ...] = ("suspended", "ended", "withdrawn")
    resumed: tuple[str, ...] = ("resumed",)
    by: tuple[Id, ...]
    clause: str | None = None


class Reading(_Terms):
    """A rival reading of the text: the same rules with some values set otherwise."""

    title: str
    set: dict[str, object]


class Agreement(_Terms):
    """One instrument. `readings` hold the changes; `variants` the agreement under each reading."""

    agreement: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
    title: str
    status: Literal["proposed", "agreed"]
    calendar: Calendar
    evidence: EvidencePolicy = EvidencePolicy()
    parties: dict[Id, Party]
    guarantors: tuple[Guarantor, ...] = ()
    ends: Ending | None = None
    areas: dict[Id, Area] = {}
    clauses: dict[str, Clause]
    classes: dict[Id, IncidentClass] = {}
    conditions: dict[Id, Condition]
    readings: dict[Id, Reading] = {}
    handling: Literal["public", "internal", "restricted"] = "internal"

    @property
    def id(self) -> str:
        """The instrument's id, as in the file name."""
        return self.agreement


Day = date
"""A monitoring day is named by the local date on which it starts."""
