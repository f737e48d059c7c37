"""Who an agreement knows: parties with their dated names and roles, and tests on actors."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from monitor.agreements.dated import Dated, in_order
from monitor.agreements.naming_acts import NamingActs
from monitor.handwritten.terms import (
    ClauseId,
    Id,
    Ids,
    Local,
    Said,
    Terms,
    Truth,
    Unfit,
    local_time,
    one_or_many,
    written_as,
)
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import choose, quoted
from monitor.incidents.vocabulary import CIVILIANS


class Alias(Dated):
    """Another name of a party, for as long as it is one."""

    model_config = ConfigDict(json_schema_extra=written_as(".+"))

    name: Said
    """The name as sources write it."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Role(StrEnum):
    """Where an actor stands to the agreement."""

    PARTY = "party"
    SPONSOR = "sponsor"
    OUTSIDE = "outside"
    OTHER = "other"


class DatedRole(Dated):
    """The role of an actor over a time."""

    is_: Role = Field(alias="is")
    """The role."""


class Exclusion(NamingActs):
    """Which decisions, by any one of whom, put an actor outside the agreement (and back in)."""

    decided: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)]
    """The decisions that put it outside, until their own end or until it is taken back."""
    back: Annotated[tuple[Said, ...], BeforeValidator(one_or_many)] = ()
    """The decisions that take it back in."""
    by: Ids
    """Any one of these parties may take them."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.decided:
            raise Unfit("this names no decision", "name one, as 'decided: excluded'", ("decided",))
        if not self.by:
            raise Unfit("this names nobody", "name who may decide", ("by",))
        if both := set(self.decided) & set(self.back):
            wrong = f"{min(both)} would put it outside and take it back in"
            raise Unfit(wrong, "name another decision", ("back",))
        return self


class Party(Terms):
    """An actor the agreement knows: a party, a sponsor, or a group outside the truce."""

    name: Said
    """The name people read."""
    role: Annotated[tuple[DatedRole, ...], AfterValidator(in_order)]
    """Its role: one word, or a list of dated ones; `other` at a time that none of them names."""
    accepted: Local | None = None
    """When it accepted; before that its role is `other`."""
    aliases: tuple[Alias, ...] = ()
    """Other names that sources use; each a text, or dated."""
    excluded: Exclusion | None = None
    """What puts it outside: known from recorded decisions, never from a date in the file."""
    clause: ClauseId | None = None
    """The clause that gives it its role."""

    @model_validator(mode="before")
    @classmethod
    def _one_role(cls, value: object) -> object:
        """Let one word stand for the role, held from when the party accepted."""
        if isinstance(value, dict) and isinstance(value.get("role"), str):
            return {**value, "role": ({"is": value["role"], "from": _if_local(value)},)}
        return value

    @model_validator(mode="after")
    def _accepted_once(self) -> Self:
        if self.accepted is not None and self.role[0].from_ != self.accepted:
            wrong = "the time of acceptance is given beside dated roles"
            raise Unfit(wrong, "give it as the 'from' of the first role", ("accepted",))
        return self


def _if_local(party: dict[str, object]) -> object:
    """The time of acceptance, or None where it is wrong: that is reported at its own place."""
    try:
        return local_time(party.get("accepted"))
    except Unfit:
        return None


class Guarantor(Dated):
    """Who answers for a party's conduct, and by whose word."""

    of: Id
    """The party whose conduct it is."""
    by: Id
    """The party that answers for it."""
    per: Said
    """Who says so, and when."""
    said: Local | None = None
    """When they said it: as known before, it is not told; without it, it always was known."""


_SPELLED = ("role", "or")
_LONG = ("parties", "roles", "civilians")


class ActorTest(Terms):
    """Which actors qualify: any of the named parties, any actor in one of the roles, civilians."""

    parties: tuple[Id, ...] = ()
    """Parties, by id."""
    roles: tuple[Role, ...] = ()
    """Every actor that has one of these roles at the time."""
    civilians: Truth = False
    """Whether civilians qualify."""

    @model_validator(mode="before")
    @classmethod
    def _from_spelling(cls, value: object) -> object:
        """Read `government`, `[a, b]`, `{role: party}` or `{role: party, or: civilians}`."""
        if isinstance(value, dict) and value and set(value) <= set(_LONG):
            return value
        parties: list[object] = []
        roles: list[object] = []
        for position, item in enumerate(_as_list(value)):
            if isinstance(item, dict):
                _only_spelled(item, () if item is value else (position,))
                roles.extend(_as_list(item.get("role", [])))
                parties.extend(_as_list(item.get("or", [])))
            else:
                parties.append(item)
        named = tuple(name for name in parties if name != CIVILIANS)
        return {"parties": named, "roles": tuple(roles), "civilians": CIVILIANS in parties}

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if not (self.parties or self.roles or self.civilians):
            raise Unfit("this names nobody", "name a party, {role: …} or civilians")
        return self


def _only_spelled(item: dict[str, object], where: Path) -> None:
    for key in item:
        if key not in _SPELLED:
            wrong = f"unknown key {quoted(key)}"
            raise Unfit(wrong, choose(key, _SPELLED), (*where, key), on_key=True)


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]
