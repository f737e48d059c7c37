"""Gates: what their members make together, each leaf read once more as unknown while it waits."""

from collections.abc import Callable, Iterable

from monitor.agreements.model import Agreement, AtLeast, Condition, Gate, Member
from tests.naive.actors import Truth, every, opposite, some

Scope = str | None
Leaf = Callable[[str, Scope], str | None]
"""The verdict of a condition that is no gate, in a scope; None where the account is silent."""

TRUTHS: dict[str | None, Truth] = {"kept": True, "breached": False, "not_yet": False}
"""What a verdict is to a gate; all others are unknown to it."""


class Gates:
    """The gates of one agreement, judged at one instant."""

    def __init__(
        self,
        agreement: Agreement,
        leaf: Leaf,
        scopes: Callable[[Condition], list[Scope]],
        act: Callable[[Member], Truth] | None = None,
    ) -> None:
        self.conditions = agreement.conditions
        self.leaf = leaf
        self.scopes = scopes
        self.act = act
        """Reads a member that is an act itself; None where no member can be."""

    def reads(self, gate: Gate, per: str | None, scope: Scope) -> str:
        """Return the verdict of a gate in a scope of its own."""
        return verdict(
            self._together(gate, per, scope, waits=False),
            self._together(gate, per, scope, waits=True),
        )

    def over_scopes(self, name: str) -> str:
        """Return the verdict of "all" over the scopes of a condition."""
        return verdict(
            self._named(name, None, None, waits=False), self._named(name, None, None, waits=True)
        )

    def truth(self, member: Member, per: str | None, scope: Scope) -> Truth:
        """Return whether one member holds, in a scope of the condition it stands in."""
        return self._member(member, per, scope, waits=False)

    def _together(self, gate: Gate, per: str | None, scope: Scope, *, waits: bool) -> Truth:
        def truths(members: Iterable[Member]) -> list[Truth]:
            return [self._member(each, per, scope, waits=waits) for each in members]

        if gate.all_of is not None:
            return every(truths(gate.all_of))
        if gate.any_of is not None:
            return some(truths(gate.any_of))
        if gate.not_ is not None:
            return opposite(self._member(gate.not_, per, scope, waits=waits))
        if gate.at_least is not None:
            return enough(gate.at_least, truths(gate.at_least.of))
        msg = "this is no gate"
        raise TypeError(msg)

    def _member(self, member: Member, per: str | None, scope: Scope, *, waits: bool) -> Truth:
        if member.condition is None and not member.members and self.act is not None:
            return self.act(member)
        if member.condition is None:
            return self._together(member, per, scope, waits=waits)
        return self._named(member.condition, per, scope, waits=waits)

    def _named(self, name: str, per: str | None, scope: Scope, *, waits: bool) -> Truth:
        """Take a condition in the scope of the gate, judged so or not, else in all its own.

        A scope it is not judged in by itself is no reason to take it as met.
        """
        condition = self.conditions[name]
        scopes = self.scopes(condition)
        if per is not None and scoped_by(condition, self.conditions) == per:
            scopes = [scope]
        if condition.gate is not None:
            return every(
                self._together(condition, condition.per, each, waits=waits) for each in scopes
            )
        read = [self.leaf(name, each) for each in scopes]
        return every(None if waits and each == "not_yet" else TRUTHS.get(each) for each in read)


def scoped_by(condition: Condition, conditions: dict[str, Condition]) -> str | None:
    """Return by what a condition is judged; a streak as the condition whose days it counts."""
    counted = condition.streak or condition.since
    if counted is not None:
        return scoped_by(conditions[counted.of], conditions)
    return condition.per if condition.pattern is None else condition.pattern.per


def leads_to(gate: Gate, conditions: dict[str, Condition]) -> list[str]:
    """Return the conditions, other than gates, that a gate stands on, through all others."""
    found: list[str] = []
    for member in gate.members:
        below = member if member.condition is None else conditions[member.condition]
        if member.condition is not None and below.gate is None:
            found.append(member.condition)
        else:
            found += leads_to(below, conditions)
    return found


def enough(terms: AtLeast, truths: list[Truth]) -> Truth:
    """Whether at least so many are true: known as soon as the unknown ones cannot change it."""
    if truths.count(True) >= terms.count:
        return True
    return None if truths.count(True) + truths.count(None) >= terms.count else False


def verdict(now: Truth, later: Truth) -> str:
    """Return a verdict from the truth now, and the truth were all that waits unknown."""
    if now is not False:
        return "kept" if now else "undetermined"
    return "breached" if later is False else "not_yet"
