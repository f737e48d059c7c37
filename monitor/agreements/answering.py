"""Duties that one happening makes another one owe, judged day by day."""

from typing import Self

from pydantic import Field, model_validator

from monitor.agreements.dated import Duration
from monitor.agreements.happenings import Happening
from monitor.agreements.terms import Terms, Unfit


class Response(Terms):
    """Each `to` obliges a `with` within a time; exactly then is in time."""

    to: Happening
    """What asks for an answer; what happened before the agreement began asks for none."""
    with_: Happening = Field(alias="with")
    """What answers it; at the same instant is an answer, before it is none."""
    within: Duration
    """The term: hours, or days to the same hour of the clock; exactly at its end is in time."""

    @property
    def asks(self) -> Happening:
        """What puts the duty to the test, and has the scopes of a condition."""
        return self.to

    @model_validator(mode="after")
    def _two_things(self) -> Self:
        if self.to == self.with_:
            wrong = "what asks and what answers are the same, so that everything answers itself"
            raise Unfit(wrong, "name what answers", ("with",))
        return self
