"""Phases: what opens them, what renews them, what closes them."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from monitor.agreements.acts import FROM, Deciding
from monitor.agreements.dated import Duration
from monitor.handwritten.terms import (
    ClauseId,
    Id,
    Ids,
    Local,
    Said,
    Terms,
    Truth,
    Unfit,
    one_or_many,
)


class Opening(Terms):
    """What makes a phase due, and whose decision opens it."""

    start: Truth = False
    """At the beginning of the agreement; written as `at: calendar.from`."""
    at: Local | None = None
    """At this time; or calendar.from."""
    when: Id | None = None
    """At the end of the first day on which this condition is kept."""
    by: Ids = ()
    """The parties whose decision opens it, every one; without it, the time or condition does."""
    decided: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = ()
    """The decision that opens it, as decisions name it; without it, the phase's own id."""

    @model_validator(mode="before")
    @classmethod
    def _from_spelling(cls, value: object) -> object:
        if isinstance(value, dict) and value.get("at") == FROM:
            return {key: given for key, given in value.items() if key != "at"} | {"start": True}
        return value

    @model_validator(mode="after")
    def _one_trigger(self) -> Self:
        if self.start + (self.at is not None) + (self.when is not None) != 1:
            wrong = "a phase has exactly one thing that makes it due"
            raise Unfit(wrong, f"give 'at: {FROM}', 'at: 2016-09-12T19:00' or 'when: …'")
        if self.decided and not self.by:
            wrong = "it does not say whose decision opens the phase"
            raise Unfit(wrong, "name them: 'by: […]'", ("decided",))
        return self


def _any_of(value: object) -> object:
    """Read `{any: [{decided: …}, …]}`, one mapping, or a list of them."""
    if isinstance(value, dict) and set(value) == {"any"}:
        return value["any"]
    return (value,) if isinstance(value, dict) else value


class Phase(Terms):
    """A stage of the agreement, opened and closed by time, conditions and decisions."""

    title: str = ""
    """The name people read; without it, the id."""
    clause: ClauseId | None = None
    """The clause that provides for it."""
    opens: Opening
    """What makes it due, and what opens it."""
    renews: Deciding | None = None
    """The decision that renews it; each carries its own start and end."""
    unrenewed_after: Duration | None = None
    """How long an opening holds that states no end of its own; without it, for good."""
    then: Literal["continues_unrenewed", "lapses"] = "continues_unrenewed"
    """What becomes of it at its end without a renewal; it lapses only where the text says so."""
    closes: Annotated[tuple[Deciding, ...], BeforeValidator(_any_of)] = ()
    """The decisions that close it, any one of them."""
    assumption: str = ""
    """What no text gives and we chose; shown wherever the phase is."""
