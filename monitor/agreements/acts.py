"""Terms about acts: what is attested, what is decided, and what is due by a certain time."""

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, model_validator

from monitor.agreements.dated import Duration
from monitor.agreements.happenings import Happening
from monitor.agreements.naming_acts import NamingActs
from monitor.handwritten.terms import (
    ID,
    Id,
    Ids,
    Local,
    Said,
    Truth,
    Unfit,
    one_or_many,
    written_as,
)
from monitor.handwritten.wording import quoted


class Deciding(NamingActs):
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


class Attested(NamingActs):
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


class Decided(NamingActs):
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


_FROM_WHAT = f"write {FROM}, {{attested: …}}, {{decided: …}} or {{happened: …}}"


class Anchor(NamingActs):
    """From when a term runs: the beginning of the agreement, or the first of something."""

    start: Truth = False
    """From the beginning of the agreement; written as calendar.from."""
    decided: Said | None = None
    """From the first decision of this name."""
    attested: Said | None = None
    """From the first attestation of this name that it is so."""
    happened: Id | None = None
    """From the first incident of this class; written as the id of the class alone."""
    by: Ids = ()
    """Whose act it is; without it, anybody's."""

    model_config = ConfigDict(json_schema_extra=written_as(f"({re.escape(FROM)}|{ID})"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value == FROM:
            return {"start": True}
        if "." in value:
            raise Unfit(f"{quoted(value)} is nothing to count from", _FROM_WHAT)
        return {"happened": value}

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        named = (self.decided, self.attested, self.happened)
        if self.start + sum(one is not None for one in named) != 1:
            raise Unfit("a term runs from exactly one thing", _FROM_WHAT)
        if self.happened is not None and self.by:
            raise Unfit("a class says itself whose act it is", "remove by", ("by",), on_key=True)
        return self

    @property
    def what(self) -> Happening | None:
        """What it is the first of; None for the beginning of the agreement."""
        if self.start:
            return None
        first = Happening(
            happened=self.happened, attested=self.attested, decided=self.decided, by=self.by
        )
        return first.counting(self.also_under)


class By(NamingActs):
    """Something is on record no later than its term, or than a time."""

    attested: Said | None = None
    """What must be attested, as attestations name it."""
    decided: Said | None = None
    """What must be decided, as decisions name it."""
    happened: Id | None = None
    """The class of which an incident must happen."""
    said_by: Ids = ()
    """Whose word it takes: parties or sources; without it, anybody's, and that nobody has attested
    it is then no sign that it is not so."""
    within: Duration | None = None
    """The term: hours, or days to the same hour of the clock; exactly at its end is in time."""
    of: Anchor | None = None
    """From when it runs."""
    no_later_than: Local | None = None
    """Instead of within and of: the time by which it must be; exactly then is in time."""

    @model_validator(mode="after")
    def _one_event(self) -> Self:
        ways = (self.attested, self.decided, self.happened)
        if sum(way is not None for way in ways) != 1:
            wrong = "a duty with a term asks for one thing"
            raise Unfit(wrong, "give one of attested, decided, happened")
        if self.happened is not None and self.said_by:
            wrong = "an incident happens, and nobody says it"
            raise Unfit(wrong, "remove said_by", ("said_by",), on_key=True)
        term = (self.within, self.of)
        if self.no_later_than is not None and term != (None, None):
            raise Unfit("a duty has one term", "give within and of, or no_later_than")
        if self.no_later_than is None and None in term:
            missing = "within" if self.within is None else "of"
            raise Unfit(f"{quoted(missing)} is missing", "give within and of, or no_later_than")
        return self

    @property
    def what(self) -> Happening:
        """What must be on record."""
        asked = Happening(
            happened=self.happened, attested=self.attested, decided=self.decided, by=self.said_by
        )
        return asked.counting(self.also_under)
