"""Duties of every day: an answer, a notice or a permission that one happening makes owed."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from monitor.agreements.dated import Duration
from monitor.agreements.happenings import Happening
from monitor.agreements.holding import Holding
from monitor.handwritten.terms import Id, Terms, Unfit


class Response(Terms):
    """Each `to` obliges a `with` within a time; exactly then is in time."""

    kind: ClassVar[str] = "response"

    to: Happening
    """What asks for an answer; what happened before the agreement began asks for none."""
    with_: Happening = Field(alias="with")
    """What answers it; at the same instant is an answer, before it is none."""
    within: Duration
    """The term: hours, or days to the same hour of the clock; exactly at its end is in time."""
    match: Id | None = None
    """The reference whose value both must share, as convoy; without it, any answer will do."""

    @property
    def asks(self) -> Happening:
        """What puts the duty to the test, and has the scopes of a condition."""
        return self.to

    @property
    def awaits(self) -> Happening:
        """What is waited for: that it did not happen decides."""
        return self.with_

    @model_validator(mode="after")
    def _two_things(self) -> Self:
        if self.to == self.with_:
            wrong = "what asks and what answers are the same, so that everything answers itself"
            raise Unfit(wrong, "name what answers", ("with",))
        return self


class Notice(Terms):
    """Each `before` was announced by an `of` so long before it; exactly then is in time."""

    kind: ClassVar[str] = "notice"

    of: Happening
    """The notice; one given before the agreement began counts."""
    before: Happening
    """What needs notice."""
    at_least: Duration
    """How long before: hours, or days back to the same hour of the clock; exactly is enough."""
    match: Id | None = None
    """The reference whose value both must share, as flight; without it, any notice will do."""

    @property
    def asks(self) -> Happening:
        """What puts the duty to the test, and has the scopes of a condition."""
        return self.before

    @property
    def awaits(self) -> Happening:
        """What is waited for: that it did not happen decides."""
        return self.of

    @model_validator(mode="after")
    def _two_things(self) -> Self:
        if self.of == self.before:
            wrong = "the notice and what needs it are the same"
            raise Unfit(wrong, "name what announces it", ("of",))
        return self


class OnlyIf(Terms):
    """Each `of` happened only while something held."""

    kind: ClassVar[str] = "only_if"

    of: Happening
    """What needs it."""
    holds: Holding
    """What must hold at the instant at which it happens."""
    match: Id | None = None
    """The reference whose value acts must share with it; without it, they hold for everything."""

    @property
    def asks(self) -> Happening:
        """What puts the duty to the test, and has the scopes of a condition."""
        return self.of

    @property
    def awaits(self) -> None:
        """Nothing that happens: it asks what held."""
        return


Duty = Response | Notice | OnlyIf
"""What one happening makes owed."""
