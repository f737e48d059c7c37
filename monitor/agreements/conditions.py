"""What is counted and what is asked of it: classes of incidents, and clauses made testable."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from monitor.agreements.actors import ActorTest
from monitor.agreements.dated import Dated, Duration, Unit, in_order
from monitor.agreements.terms import (
    ClauseId,
    Id,
    Ids,
    Said,
    Terms,
    Unfit,
    Whole,
    one_of,
    one_or_many,
)
from monitor.incidents.vocabulary import KINDS, PURPOSES, Measure

Kind = Annotated[str, one_of(KINDS)]
Purpose = Annotated[str, one_of(PURPOSES)]


class Filter(Terms):
    """Tests that an incident passes when it passes every one that is given."""

    any_kind: Annotated[tuple[Kind, ...], BeforeValidator(one_or_many)] = ()
    """Its kind is one of these."""
    by: ActorTest | None = None
    """Who did it."""
    against: ActorTest | None = None
    """Whom it struck."""
    in_: Id | None = Field(default=None, alias="in")
    """The area it happened in."""
    purpose: Annotated[tuple[Purpose, ...], BeforeValidator(one_or_many)] = ()
    """Its stated purpose is one of these."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.any_kind or self.by or self.against or self.in_ or self.purpose):
            wrong = "this tests nothing, so that every incident would pass"
            raise Unfit(wrong, "give at least one of any_kind, by, against, in, purpose")
        return self


class IncidentClass(Filter):
    """A named set of incidents: those that pass the filter and none of the exceptions."""

    except_: tuple[Filter, ...] = Field(default=(), alias="except")
    """Incidents that pass one of these filters are left out."""


class DatedNumber(Dated):
    """A limit's number over a time."""

    is_: Annotated[Whole, Field(alias="is")]
    """The number."""


def _one_number(value: object) -> object:
    return ({"is": value},) if isinstance(value, str | int) else value


Numbers = Annotated[tuple[DatedNumber, ...], BeforeValidator(_one_number), AfterValidator(in_order)]


class Limit(Terms):
    """At most, or at least, so many in every window of `each`, ending with the day judged."""

    of: Id
    """The class that is counted."""
    at_most: Numbers | None = None
    """The largest number that keeps the limit; one number, or a list of dated ones."""
    at_least: Numbers | None = None
    """The smallest number that keeps it; one number, or a list of dated ones."""
    each: Duration = Duration(count=1, unit=Unit.DAYS)
    """The window: day, or so many days ending with the day that is judged."""
    measure: Measure = Measure.INCIDENTS
    """What is counted: the incidents, or the people killed or injured in them."""
    from_counts: Said | None = None
    """A source whose own counts alone are used, and no incidents."""
    in_: Id | None = Field(default=None, alias="in")
    """Only what happened in this area counts."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise Unfit("a limit has one bound", "give either at_most or at_least")
        if self.each.unit is Unit.HOURS:
            wrong = "a limit counts whole monitoring days"
            raise Unfit(wrong, "write 'each: day' or 'each: 3 days'", ("each",))
        return self


class Streak(Terms):
    """`for` so many consecutive days (or hours) of a daily limit, or of days that are certified."""

    of: Id
    """The condition that must be kept: a limit of each day."""
    for_: Duration = Field(alias="for")
    """How long: monitoring days, or elapsed hours."""
    resets: Literal["on_breach"] = "on_breach"
    """What makes the count restart."""
    certified_by: Ids = ()
    """Count the days that all these parties have attested as adherence instead."""

    @model_validator(mode="after")
    def _days_are_certified(self) -> Self:
        if self.certified_by and self.for_.unit is Unit.HOURS:
            raise Unfit("only days are certified", "write 'for: 7 days'", ("for",))
        return self


class Attested(Terms):
    """The newest attestation of `what` by an accepted source, no older than `fresh_for`."""

    what: Id
    """The duty, named as the attestations name it."""
    by: Ids
    """Whose attestation counts: parties or sources."""
    fresh_for: Duration
    """How old it may be."""

    @model_validator(mode="after")
    def _by_somebody(self) -> Self:
        if not self.by:
            raise Unfit("this names nobody", "name who attests", ("by",))
        return self


class Condition(Terms):
    """A clause made testable: exactly one of `limit`, `streak`, `attested`."""

    clause: ClauseId
    """The clause it tests."""
    title: str = ""
    """The name people read; without it, the id."""
    limit: Limit | None = None
    """Not more, or not fewer, than a number in every window."""
    streak: Streak | None = None
    """A limit kept on consecutive days."""
    attested: Attested | None = None
    """A duty that somebody attests."""
    per: Literal["area", "party"] | None = None
    """Judge it once for every area, or for every party; without it, once for the whole."""
    assumption: str = ""
    """What no text gives and we chose; shown wherever the condition is."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in (self.limit, self.streak, self.attested) if kind is not None]
        if len(given) != 1:
            wrong = "a condition is of no kind" if not given else "a condition is of one kind only"
            raise Unfit(wrong, "give exactly one of limit, streak, attested")
        return self
