"""What comes after what: days kept since something, and the order of two things."""

from typing import Self

from pydantic import Field, model_validator

from monitor.agreements.dated import Duration, Unit
from monitor.agreements.happenings import Happening
from monitor.handwritten.terms import Id, Terms, Unfit


class Since(Terms):
    """A condition kept on every day after the one on which something happened, so many days."""

    of: Id
    """The condition that must be kept: one that is judged day by day."""
    after: Happening
    """What must have happened; the day on which it did does not count."""
    for_: Duration = Field(alias="for")
    """How many monitoring days after it, at least."""

    @model_validator(mode="after")
    def _days(self) -> Self:
        if self.for_.unit is Unit.HOURS:
            wrong = "days are counted since something, not hours"
            raise Unfit(wrong, "write 'for: 7 days'", ("for",))
        return self


class Order(Terms):
    """The first of one thing comes no earlier than the first of another, or together with it."""

    of: Happening
    """What comes."""
    no_earlier_than: Happening | None = None
    """What must have come by then; at the same instant is early enough."""
    together_with: Happening | None = None
    """What it comes together with, whichever is first."""
    within: Duration | None = None
    """With together_with: how far apart they may be; exactly so far is together."""

    @property
    def other(self) -> Happening:
        """The other of the two."""
        return self.no_earlier_than or self.together_with or self.of

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.no_earlier_than is None) == (self.together_with is None):
            wrong = "an order is of one kind"
            raise Unfit(wrong, "give either no_earlier_than, or together_with and within")
        if (self.together_with is None) != (self.within is None):
            wrong = "how far apart they may be belongs to together_with"
            raise Unfit(wrong, "give together_with and within, or neither")
        if self.of == self.other:
            key = "no_earlier_than" if self.no_earlier_than else "together_with"
            raise Unfit("both are the same", "name something else", (key,))
        return self
