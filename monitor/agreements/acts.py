"""Terms about acts: what is attested, what is decided, and what is due by a certain time."""

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, model_validator

from monitor.agreements.dated import Duration
from monitor.agreements.terms import Id, Ids, Said, Terms, Truth, Unfit, one_or_many, written_as
from monitor.agreements.wording import quoted


class Deciding(Terms):
    """A decision that does something: which one, and whose."""

    decided: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)]
    """The decision, as decisions name it; one word, or a list of words that mean the same."""
    by: Ids = ()
    """The parties that take it; without it, those of whom the term itself speaks."""

    @model_validator(mode="after")
    def _some_decision(self) -> Self:
        if not self.decided:
            raise Unfit("this names no decision", "name one, as 'decided: extended'", ("decided",))
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


class Decided(Terms):
    """A recorded decision of each party named is in force."""

    what: Id
    """The decision, as decisions name it."""
    by: Ids
    """The parties whose decision it takes, every one of them."""
    withdrawn: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = ()
    """The decisions that take it back; without it, the same word followed by _withdrawn."""

    @property
    def withdrawals(self) -> tuple[str, ...]:
        """The words of the decisions that take it back."""
        return self.withdrawn or (f"{self.what}_withdrawn",)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.by:
            raise Unfit("this names nobody", "name who decides", ("by",))
        if self.what in self.withdrawals:
            wrong = f"{self.what} would take itself back"
            raise Unfit(wrong, "name another decision", ("withdrawn",))
        return self


FROM = "calendar.from"
"""How a term says that it counts from the beginning of the agreement."""


class Anchor(Terms):
    """From when a term runs: the beginning of the agreement, or an act."""

    start: Truth = False
    """From the beginning of the agreement; written as calendar.from."""
    decided: Said | None = None
    """From the first decision of this name."""
    attested: Said | None = None
    """From the first attestation of this name that it is so."""
    by: Ids = ()
    """Whose act it is; without it, anybody's."""

    model_config = ConfigDict(json_schema_extra=written_as(re.escape(FROM)))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value != FROM:
            wrong = f"{quoted(value)} is nothing to count from"
            raise Unfit(wrong, f"write {FROM}, {{decided: …}} or {{attested: …}}")
        return {"start": True}

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.start + (self.decided is not None) + (self.attested is not None) != 1:
            wrong = "a term runs from exactly one thing"
            raise Unfit(wrong, f"write {FROM}, {{decided: …}} or {{attested: …}}")
        return self


class By(Terms):
    """An attestation, or a decision, is on record no later than its term."""

    attested: Said | None = None
    """What must be attested, as attestations name it."""
    decided: Said | None = None
    """What must be decided, as decisions name it."""
    said_by: Ids = ()
    """Whose word it takes: parties or sources; without it, anybody's."""
    within: Duration
    """The term: hours, or days to the same hour of the clock; exactly at its end is in time."""
    of: Anchor
    """From when it runs."""

    @model_validator(mode="after")
    def _one_act(self) -> Self:
        if (self.attested is None) == (self.decided is None):
            raise Unfit("a duty with a term asks for one act", "give either attested or decided")
        return self
