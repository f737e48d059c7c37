"""Which incidents are meant: tests of what the record states of them, and classes made of tests."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from monitor.agreements.actors import ActorTest
from monitor.agreements.dated import Length, Unit
from monitor.handwritten.terms import Id, Terms, Truth, Unfit, Whole, one_of, one_or_many
from monitor.incidents.vocabulary import CLAIMS, KINDS, PURPOSES, WEAPONS

Kind = Annotated[str, one_of(KINDS)]
Purpose = Annotated[str, one_of(PURPOSES)]
Weapon = Annotated[str, one_of(WEAPONS)]
Claim = Annotated[str, one_of(CLAIMS)]


class Quantity(Terms):
    """How many people, vehicles or things were seen, moved or reached."""

    at_least: Annotated[Whole, Field(ge=1)] | None = None
    """No fewer than these."""
    at_most: Whole | None = None
    """No more than these."""

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise Unfit("this bounds nothing", "give at_least, at_most or both")
        if self.at_least is not None and self.at_most is not None and self.at_most < self.at_least:
            wrong = f"nothing is at least {self.at_least:,} and at most {self.at_most:,}"
            raise Unfit(wrong, "let at_most be no smaller than at_least", ("at_most",))
        return self


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
    weapon: Annotated[tuple[Weapon, ...], BeforeValidator(one_or_many)] = ()
    """The weapon used, seen or moved is one of these."""
    claimed: Annotated[tuple[Claim, ...], BeforeValidator(one_or_many)] = ()
    """What those who did it say for themselves is one of these."""
    quantity: Quantity | None = None
    """How many people, vehicles or things were seen, moved or reached."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(getattr(self, test) for test in _TESTS.values()):
            wrong = "this tests nothing, so that every incident would pass"
            raise Unfit(wrong, f"give at least one of {', '.join(_TESTS)}")
        return self


_TESTS = {
    Filter.model_fields[name].alias or name: name
    for name in ("any_kind", "by", "against", "in_", "purpose", "weapon", "claimed", "quantity")
}
"""The tests, as they are spelled."""


class Excepted(Filter):
    """What is left out of a class: incidents that pass every test, perhaps only after an attack."""

    paired_within: Length | None = None
    """Only if another incident of the class struck whoever did it, so long before at most."""
    same_place: Truth = False
    """With paired_within: only if one of the two p-codes lies within the other."""

    @model_validator(mode="after")
    def _of_a_claim(self) -> Self:
        if self.paired_within is not None and not self.claimed:
            wrong = "paired_within stands without a claim"
            raise Unfit(wrong, "add 'claimed: self_defence'", ("paired_within",))
        if self.paired_within is not None and self.paired_within.unit is Unit.DAYS:
            wrong = "what came shortly before is told in hours"
            raise Unfit(wrong, "write it as '1 hour'", ("paired_within",))
        if self.same_place and self.paired_within is None:
            wrong = "same_place stands without paired_within"
            raise Unfit(wrong, "add 'paired_within: 1 hour', or remove it", ("same_place",))
        return self


class IncidentClass(Filter):
    """A named set of incidents: those that pass the filter and none of the exceptions."""

    except_: tuple[Excepted, ...] = Field(default=(), alias="except")
    """Incidents that pass one of these filters are left out."""
