"""Who is meant by a written name, and where that actor stands, at a local wall-clock time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.agreements.model import Agreement, Alias, Role
from monitor.incidents.names import normal


@dataclass(frozen=True)
class Roster:
    """The actors an agreement knows: their names, dated aliases and dated roles.

    Times are local to the calendar's zone, as in the rule file.
    """

    agreement: Agreement

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

    def role(self, party: str, local: datetime) -> Role:
        """Return where a party stands at a time: `other` where the file gives no role."""
        roles = self.agreement.parties[party].role
        return next((role.is_ for role in roles if role.holds(local)), Role.OTHER)

    def change_points(self) -> tuple[datetime, ...]:
        """Return the local times at which any alias or role begins or ends, in order."""
        dated = [
            item
            for terms in self.agreement.parties.values()
            for item in (*terms.aliases, *terms.role)
        ]
        edges = {edge for item in dated for edge in (item.from_, item.until)}
        return tuple(sorted(edge for edge in edges if edge is not None))
