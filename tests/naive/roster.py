"""Who is who, instant by instant: names, aliases, roles, and tests of actors."""

from collections.abc import Collection
from datetime import datetime

from monitor.agreements.model import ActorTest, Agreement, Role
from monitor.incidents.vocabulary import CIVILIANS
from tests.naive.actors import Truth, agreed, normal
from tests.naive.days import bounds, holds, instant


class Roster:
    """The parties of one agreement, with everything dated about them."""

    def __init__(self, agreement: Agreement) -> None:
        self.parties = agreement.parties
        self.zone = agreement.calendar.time_zone
        marks: set[datetime] = set()
        for party in agreement.parties.values():
            for dated in (*party.aliases, *party.role):
                marks.update(bounds(dated, self.zone))
            if party.accepted is not None:
                marks.add(instant(party.accepted, self.zone))
        self.changes = sorted(marks)
        """The instants at which a name or a role may change."""

    def moments(self, first: datetime, last: datetime) -> list[datetime]:
        """Return instants that stand for every state of the roster in the closed [first, last]."""
        return [first, *(change for change in self.changes if first < change <= last)]

    def named(self, name: str, moment: datetime) -> set[str]:
        """Return the ids of the parties that the name means at that instant."""
        wanted = normal(name)
        found = set()
        for id_, party in self.parties.items():
            names = [id_, party.name]
            names += [alias.name for alias in party.aliases if holds(alias, moment, self.zone)]
            if wanted in [normal(each) for each in names]:
                found.add(id_)
        return found

    def role(self, party: str, moment: datetime) -> Role:
        """Return where a party stands at that instant: `other` before it accepted."""
        terms = self.parties[party]
        if terms.accepted is not None and moment < instant(terms.accepted, self.zone):
            return Role.OTHER
        for dated in terms.role:
            if holds(dated, moment, self.zone):
                return dated.is_
        return Role.OTHER

    def passing(self, test: ActorTest | None, moment: datetime) -> set[str]:
        """Return the declared parties that pass the test at that instant; no test passes all."""
        if test is None:
            return set(self.parties)
        return {
            id_
            for id_ in self.parties
            if id_ in test.parties or self.role(id_, moment) in test.roles
        }

    def is_one(self, test: ActorTest, name: str | None, moment: datetime) -> Truth:
        """Whether the named actor passes; None for "somebody else" and for a name nobody bears."""
        if name is None:
            return None
        if normal(name) == CIVILIANS:
            return test.civilians
        passing = self.passing(test, moment)
        return agreed(party in passing for party in self.named(name, moment))

    def are(
        self, test: ActorTest | None, names: Collection[str | None], first: datetime, last: datetime
    ) -> Truth:
        """Whether the actor, one of these, passes whenever in the closed [first, last] it was."""
        if test is None:
            return True
        moments = self.moments(first, last)
        return agreed(self.is_one(test, name, moment) for name in names for moment in moments)
