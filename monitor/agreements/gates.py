"""Gates: what several conditions make together."""

from typing import Annotated, Self, Union

from pydantic import ConfigDict, Field, model_validator

from monitor.handwritten.terms import ID, Id, Terms, Unfit, Whole, written_as

GATES = ("all", "any", "not", "at_least")
"""The keys of a gate, of which one is given."""


class Gate(Terms):
    """What its members make together, in the three-valued sense; unknown stays unknown."""

    all_of: tuple["Member", ...] | None = Field(default=None, alias="all")
    """Every one of these is met."""
    any_of: tuple["Member", ...] | None = Field(default=None, alias="any")
    """At least one of these is met."""
    not_: Union["Member", None] = Field(default=None, alias="not")
    """This one is not met."""
    at_least: Union["AtLeast", None] = None
    """So many of these are met."""

    @property
    def gate(self) -> str | None:
        """Which kind of gate it is; None where it is none."""
        # Asked of every condition for every day that has ended.
        if self.all_of is not None:
            return "all"
        if self.any_of is not None:
            return "any"
        if self.not_ is not None:
            return "not"
        return "at_least" if self.at_least is not None else None

    @property
    def members(self) -> tuple["Member", ...]:
        """The members, in the order of the file; none where it is no gate."""
        of = self.at_least.of if self.at_least else ()
        return self.all_of or self.any_of or ((self.not_,) if self.not_ else of)

    @model_validator(mode="after")
    def _has_members(self) -> Self:
        if self.gate is not None and not self.members:
            raise Unfit("this gate has no member", "name at least one condition", (self.gate,))
        return self


class Member(Gate):
    """A member of a gate: a condition by its id, or a gate within."""

    model_config = ConfigDict(json_schema_extra=written_as(ID))

    condition: Id | None = None
    """The condition; written as its id alone."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"condition": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        kinds = (self.condition, self.all_of, self.any_of, self.not_, self.at_least)
        if sum(kind is not None for kind in kinds) != 1:
            wrong = "a member is one condition or one gate"
            raise Unfit(wrong, "write the condition's id, or one of all, any, not, at_least")
        return self


class AtLeast(Terms):
    """At least so many of the members."""

    count: Annotated[Whole, Field(ge=1)]
    """How many of them."""
    of: tuple[Member, ...]
    """The members."""

    @model_validator(mode="after")
    def _can_be(self) -> Self:
        if self.of and self.count > len(self.of):
            wrong = f"{self.count} of {len(self.of)} members can never be met"
            raise Unfit(wrong, "name more members, or ask for fewer", ("count",))
        return self


# Gates hold members and members are gates: only now is everything there that they name.
for _kind in (AtLeast, Member, Gate):
    _kind.model_rebuild()
