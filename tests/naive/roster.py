"""Who is who, instant by instant: names, aliases, roles, and tests of actors."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import product

from monitor.agreements.model import ActorTest, Agreement, Party, Role
from monitor.incidents.record import Decision
from monitor.incidents.span import TICK
from monitor.incidents.vocabulary import CIVILIANS
from tests.naive.actors import Truth, agreed, normal
from tests.naive.days import bounds, holds, instant


class Roster:
    """The parties of one agreement, with everything dated about them."""

    def __init__(self, agreement: Agreement, decisions: Sequence[Decision] = ()) -> None:
        self.parties = agreement.parties
        names = {agreement.id, *agreement.also_under}
        self.own = agreement.id
        self.taken = [each for each in decisions if each.agreement in names]
        self.zone = agreement.calendar.time_zone
        marks: set[datetime] = set()
        for party in agreement.parties.values():
            for dated in (*party.aliases, *party.role):
                marks.update(bounds(dated, self.zone))
            if party.accepted is not None:
                marks.add(instant(party.accepted, self.zone))
        for taken in self.taken:
            marks.update({taken.effective.start, taken.effective.last})
            marks.update({taken.until} - {None})
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

    def role(self, party: str, moment: datetime) -> Role | None:
        """Return where a party stands at that instant: `other` before it accepted.

        None where that hangs on when a decision was taken that excludes it.
        """
        terms = self.parties[party]
        excluded = self._excluded(terms, moment)
        if excluded != {False}:
            return Role.OUTSIDE if excluded == {True} else None
        if terms.accepted is not None and moment < instant(terms.accepted, self.zone):
            return Role.OTHER
        for dated in terms.role:
            if holds(dated, moment, self.zone):
                return dated.is_
        return Role.OTHER

    def _excluded(self, party: Party, moment: datetime) -> set[bool]:
        """Return what may be so at that instant, trying each decision at every hour that matters.

        The decision that came last speaks; of two at one instant the one that takes back in.
        """
        terms = party.excluded
        if terms is None:
            return {False}
        words = {*terms.decided, *terms.back}
        acts = [
            each
            for each in self.taken
            if each.agreement == self.own or each.agreement in terms.also_under
            if each.what in words and self.named(each.by, each.effective.start) & {*terms.by}
        ]
        edges = {moment} | {e for a in acts for e in (a.effective.start, a.effective.last)}
        near = {edge + step for edge in edges for step in (-TICK, TICK - TICK, TICK)}
        places = [
            sorted(t for t in near if each.effective.start <= t <= each.effective.last)
            for each in acts
        ]
        found = set()
        for times in product(*places):
            done = [
                (at, each.what in terms.back, each.until)
                for at, each in zip(times, acts, strict=True)
                if at <= moment
            ]
            back = [at for at, takes_back, _ in done if takes_back]
            standing = [
                at
                for at, takes_back, until in done
                if not takes_back and (until is None or until > moment)
            ]
            found.add(any(at > max(back, default=at - TICK) for at in standing))
        return found

    def passing(self, test: ActorTest | None, moment: datetime) -> set[str]:
        """Return the declared parties that may pass the test; no test passes all."""
        if test is None:
            return set(self.parties)
        return {
            id_
            for id_ in self.parties
            if id_ in test.parties or self.role(id_, moment) in {*test.roles, *_open(test)}
        }

    def is_one(self, test: ActorTest, name: str | None, moment: datetime) -> Truth:
        """Whether the named actor passes; None for "somebody else" and for a name nobody bears."""
        if name is None:
            return None
        if normal(name) == CIVILIANS:
            return test.civilians
        passing = self.passing(test, moment)
        return agreed(
            None
            if test.roles and party not in test.parties and self.role(party, moment) is None
            else party in passing
            for party in self.named(name, moment)
        )

    def are(
        self, test: ActorTest | None, names: Collection[str | None], first: datetime, last: datetime
    ) -> Truth:
        """Whether the actor, one of these, passes whenever in the closed [first, last] it was."""
        if test is None:
            return True
        moments = self.moments(first, last)
        return agreed(self.is_one(test, name, moment) for name in names for moment in moments)


def _open(test: ActorTest) -> tuple[None, ...]:
    """A role that is open may be one of those asked for."""
    return (None,) if test.roles else ()
