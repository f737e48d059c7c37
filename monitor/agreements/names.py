"""Who is meant by a written name, and where that actor stands, at a local wall-clock time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from monitor.agreements.model import Agreement, Alias, Role
from monitor.incidents.names import normal

Outside = Sequence[tuple[datetime, bool | None]]
"""From each local time on, in order, whether an actor is excluded; None where that is open."""


@dataclass(frozen=True)
class Roster:
    """The actors an agreement knows: their names, dated aliases and dated roles.

    Times are local to the calendar's zone, as in the rule file. `excluded` says of the actors
    that decisions put outside from when on; nobody else is excluded.
    """

    agreement: Agreement
    excluded: Mapping[str, Outside] = field(default_factory=dict)

    @cached_property
    def _names(self) -> dict[str, list[tuple[Alias, str]]]:
        names: dict[str, list[tuple[Alias, str]]] = defaultdict(list)
        for party, terms in self.agreement.parties.items():
            for alias in (Alias(name=party), Alias(name=terms.name), *terms.aliases):
                names[normal(alias.name)].append((alias, party))
        return names

    def resolve(self, name: str, local: datetime) -> str | None:
        """Return the id of the party a name stands for at a time; None where nobody is known."""
        held = self._names.get(normal(name), ())
        return next((party for alias, party in held if alias.holds(local)), None)

    def role(self, party: str, local: datetime) -> Role | None:
        """Return where a party stands at a time: `other` where the file gives no role.

        None where it hangs on the open time of a decision.
        """
        excluded = self._excluded(party, local)
        if excluded is not False:
            return Role.OUTSIDE if excluded else None
        roles = self.agreement.parties[party].role
        return next((role.is_ for role in roles if role.holds(local)), Role.OTHER)

    def _excluded(self, party: str, local: datetime) -> bool | None:
        steps = self.excluded.get(party, ())
        begun = bisect_right(steps, local, key=lambda step: step[0])
        return steps[begun - 1][1] if begun else False

    def change_points(self) -> tuple[datetime, ...]:
        """Return the local times at which any alias or role begins or ends, in order."""
        dated = [
            item
            for terms in self.agreement.parties.values()
            for item in (*terms.aliases, *terms.role)
        ]
        edges = {edge for item in dated for edge in (item.from_, item.until)}
        edges |= {edge for steps in self.excluded.values() for edge, _ in steps}
        return tuple(sorted(edge for edge in edges if edge is not None))
