"""Who speaks: the short name of a source, the side it counts, and the side it is silent on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import Self

from monitor.agreements.model import Agreement, Role
from monitor.agreements.names import Roster
from monitor.incidents.record import SourceProfile
from monitor.words import phrasing, rival_answers

SHORT = 38
"""Characters of a source's name that fit a line of a table."""


def short_name(name: str) -> str:
    """Return the beginning of a source's name, short enough for a line."""
    first = name.partition(":")[0].partition(",")[0]
    return shorten(first, SHORT, placeholder=" …")


@dataclass(frozen=True)
class Sources:
    """The sources known, by id, as an agreement's sides see them at a local time."""

    agreement: Agreement
    profiles: Mapping[str, SourceProfile]
    local: datetime

    @classmethod
    def at(cls, agreement: Agreement, profiles: Mapping[str, SourceProfile], at: datetime) -> Self:
        """Return them as the sides see them at an instant."""
        return cls(agreement, profiles, at.astimezone(agreement.zone).replace(tzinfo=None))

    def name(self, source: str) -> str:
        """Return a name short enough for a line; the id of a source without a profile."""
        profile = self.profiles.get(source)
        if profile is None:
            return source.replace("_", " ")
        return short_name(profile.name)

    def sides(self, source: str) -> tuple[str, ...]:
        """Return the names of the sides that a source counts; empty for all of them."""
        return tuple(self._party(side) for side in self._sides(source))

    def silent_on(self, source: str) -> tuple[str, ...]:
        """Return the names of the parties that a one-sided source says nothing about."""
        roster = Roster(self.agreement)
        counted = {roster.resolve(side, self.local) for side in self._sides(source)}
        if not counted:
            return ()
        return tuple(
            party.name
            for name, party in self.agreement.parties.items()
            if roster.role(name, self.local) is Role.PARTY and name not in counted
        )

    def silence(self, source: str) -> str:
        """Write on which side a source is silent; empty where it counts all."""
        silent = phrasing.listed(self.silent_on(source))
        return f"{rival_answers.ONE_SIDE} ({silent})" if silent else ""

    def _sides(self, source: str) -> tuple[str, ...]:
        profile = self.profiles.get(source)
        return profile.sides if profile else ()

    def _party(self, side: str) -> str:
        name = Roster(self.agreement).resolve(side, self.local)
        return self.agreement.parties[name].name if name else side
