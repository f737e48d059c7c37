"""What must hold where something happens: conditions, acts, and gates of these."""

from typing import Annotated, Self, Union

from pydantic import ConfigDict, Field, model_validator

from monitor.agreements.gates import GATES
from monitor.agreements.naming_acts import NamingActs
from monitor.handwritten.terms import ID, Id, Ids, Said, Terms, Unfit, Whole, written_as

_WAYS = f"write a condition's id, attested, decided, or one of {', '.join(GATES)}"


class Holding(NamingActs):
    """Something that holds or not: a condition by its id, somebody's word or decision, a gate."""

    model_config = ConfigDict(json_schema_extra=written_as(ID))

    condition: Id | None = None
    """The condition; written as its id alone."""
    attested: Said | None = None
    """The newest attestation of this name says that it is so."""
    decided: Said | None = None
    """A decision of this name of each of those named is in force."""
    by: Ids = ()
    """Whose word, or whose decisions, it takes."""
    all_of: tuple["Holding", ...] | None = Field(default=None, alias="all")
    """Every one of these holds."""
    any_of: tuple["Holding", ...] | None = Field(default=None, alias="any")
    """At least one of these holds."""
    not_: Union["Holding", None] = Field(default=None, alias="not")
    """This one does not hold."""
    at_least: Union["AtLeastHolding", None] = None
    """So many of these hold."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"condition": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        gates = (self.all_of, self.any_of, self.not_, self.at_least)
        given = (self.condition, self.attested, self.decided, *gates)
        if sum(one is not None for one in given) != 1:
            raise Unfit("what must hold is one thing", _WAYS)
        of_acts = self.attested is not None or self.decided is not None
        if of_acts and not self.by:
            raise Unfit("this names nobody", "say whose word or decision it takes: 'by: […]'")
        if self.by and not of_acts:
            raise Unfit("only acts are somebody's", "remove by", ("by",), on_key=True)
        if () in (self.all_of, self.any_of):
            wrong, key = "this gate has no member", "all" if self.all_of == () else "any"
            raise Unfit(wrong, "name at least one thing that must hold", (key,))
        return self

    @property
    def members(self) -> tuple["Holding", ...]:
        """The members of a gate, in the order of the file; none where it is no gate."""
        of = self.at_least.of if self.at_least else ()
        return self.all_of or self.any_of or ((self.not_,) if self.not_ else of)


class AtLeastHolding(Terms):
    """At least so many of the members hold."""

    count: Annotated[Whole, Field(ge=1)]
    """How many of them."""
    of: tuple[Holding, ...]
    """The members."""

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if self.count > len(self.of):
            wrong = f"{self.count} of {len(self.of)} can never hold"
            raise Unfit(wrong, "name more members, or ask for fewer", ("count",))
        return self


# Gates hold members and members are gates: only now is everything there that they name.
for _kind in (AtLeastHolding, Holding):
    _kind.model_rebuild()
