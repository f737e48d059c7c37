"""What happens, as a term names it: an incident of a class, an attestation, or a decision."""

from typing import Self

from pydantic import ConfigDict, model_validator

from monitor.agreements.naming_acts import NamingActs
from monitor.handwritten.terms import ID, Id, Ids, Said, Unfit, written_as

_WAYS = "write the id of a class, or give one of happened, attested, decided"


class Happening(NamingActs):
    """Something that happens: an incident of a class, an attestation, or a decision."""

    model_config = ConfigDict(json_schema_extra=written_as(ID))

    happened: Id | None = None
    """An incident of this class; written as the id of the class alone."""
    attested: Said | None = None
    """An attestation of this name that it is so."""
    decided: Said | None = None
    """A decision of this name."""
    by: Ids = ()
    """Whose act it is: parties or sources; without it, anybody's, and that nobody has attested it
    is then no sign that it is not so."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"happened": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.happened, self.attested, self.decided)
        if sum(way is not None for way in ways) != 1:
            raise Unfit("what happens is one thing", _WAYS)
        if self.happened is not None and self.by:
            raise Unfit("a class says itself whose act it is", "remove by", ("by",), on_key=True)
        return self

    @property
    def word(self) -> str:
        """What it is called: the class, or the word of the act."""
        return self.happened or self.attested or self.decided or ""

    @property
    def anybodys_word(self) -> bool:
        """Whether it is attested, and nobody is named who would attest it."""
        return self.attested is not None and not self.by

    def may_be_of(self, party: str) -> bool:
        """Whether an act of this kind may be a party's own."""
        return not self.by or party in self.by
