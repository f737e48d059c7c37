"""A pattern: so many incidents within so many days. It proposes; a person decides."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from monitor.agreements.dated import Length, Unit
from monitor.handwritten.terms import Id, Terms, Unfit, Whole


class Pattern(Terms):
    """At least so many incidents of a class within so many days, ending with the day judged."""

    of: Id
    """The class that is counted."""
    at_least: Annotated[Whole, Field(ge=1)]
    """How many of them make a pattern."""
    in_: Length = Field(alias="in")
    """Within how many monitoring days."""
    per: Literal["area", "party"] | None = None
    """Count those of every area, or of every party, by themselves; without it, all together."""

    @model_validator(mode="after")
    def _of_days(self) -> Self:
        if self.in_.unit is Unit.HOURS:
            wrong = "a pattern is looked for in whole monitoring days"
            raise Unfit(wrong, "write 'in: 7 days'", ("in",))
        return self
