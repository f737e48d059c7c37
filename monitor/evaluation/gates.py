"""Gates: what conditions make together, in three-valued logic.

A gate that is false only because something has not come yet reads "not yet": it would not be
false if every "not yet" below it were unknown.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.agreements.model import Agreement, Condition, Gate
from monitor.agreements.model import Member as Term
from monitor.evaluation.kleene import Kleene, all_of, any_of, negate
from monitor.evaluation.verdict import Cause, Member, Verdict

Scope = str | None


@dataclass(frozen=True, slots=True)
class Level:
    """What a condition reads at an instant."""

    verdict: Verdict
    cause: Cause

    @property
    def truth(self) -> Kleene:
        """What it is to a gate; where no day is there to be judged nothing is known."""
        return None if self.cause is Cause.NO_DAY else _TRUTH.get(self.verdict)


Leaf = Callable[[str, Scope], Level | None]
"""Reads a condition that is no gate; None where an account cannot speak to it."""

Scopes = Callable[[Condition], Sequence[Scope]]
"""Gives what a condition is judged for: its areas or parties, or one None."""

_TRUTH: dict[Verdict, Kleene] = {
    Verdict.KEPT: True,
    Verdict.BREACHED: False,
    Verdict.NOT_YET: False,
}

_CAUSES = {
    Verdict.KEPT: Cause.ALL_TRUE,
    Verdict.BREACHED: Cause.FAILED,
    Verdict.NOT_YET: Cause.WAITING,
    Verdict.UNDETERMINED: Cause.OPEN_MEMBERS,
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part of a gate: its truth, and what it would be if all that has not come were unknown.

    `spoken` is False where nothing in it can be spoken to by the account looked through.
    """

    truth: Kleene
    eased: Kleene
    spoken: bool
    shown: Member

    @property
    def level(self) -> Level:
        """The verdict of a gate of this truth."""
        verdict = Verdict.UNDETERMINED
        if self.truth is not None:
            not_met = Verdict.BREACHED if self.eased is False else Verdict.NOT_YET
            verdict = Verdict.KEPT if self.truth else not_met
        return Level(verdict, _CAUSES[verdict])


@dataclass(frozen=True)
class Gates:
    """Weighs the gates of an agreement at one instant."""

    agreement: Agreement
    leaf: Leaf
    scopes: Scopes

    def weigh(self, name: str, scope: Scope) -> Weighed:
        """Return what a gate comes to, in one of its scopes or as a whole."""
        condition = self.agreement.conditions[name]
        return self._gate(condition, condition.per, scope, name)

    def truth(self, name: str, per: str | None, scope: Scope) -> Kleene:
        """Return whether a condition holds, asked in one scope or for the whole."""
        return self._truth(Term(condition=name), per, scope)

    def truth_in(self, name: str, scope: Scope) -> Kleene:
        """Return whether a condition holds in one of its scopes: the truth of `weigh`.

        No member is asked for after one that decides.
        """
        condition = self.agreement.conditions[name]
        if condition.gate:
            within = condition.per
            return _joined(condition, (self._truth(m, within, scope) for m in condition.members))
        level = self.leaf(name, scope)
        return level.truth if level else None

    def _truth(self, member: Term, per: str | None, scope: Scope) -> Kleene:
        if member.condition is None:
            return _joined(member, (self._truth(one, per, scope) for one in member.members))
        return all_of(
            self.truth_in(member.condition, one)
            for one in self._scopes_of(member.condition, per, scope)
        )

    def _scopes_of(self, name: str, per: str | None, scope: Scope) -> Sequence[Scope]:
        """Return in which of its scopes a member is asked for: in the same, or in all it has."""
        condition = self.agreement.conditions[name]
        there = self.scopes(condition)
        if scope is not None and list(there) != [None] and self._per(condition) == per:
            return [scope]
        return there

    def _gate(self, gate: Gate, per: str | None, scope: Scope, name: str | None) -> Weighed:
        parts = [self._member(member, per, scope) for member in gate.members]
        spoken = any(part.spoken for part in parts)
        shown = tuple(part.shown for part in parts)
        weighed = Weighed(
            _joined(gate, [part.truth for part in parts]),
            _joined(gate, [part.eased for part in parts]),
            spoken,
            Member(name, scope, None, Verdict.UNDETERMINED, Cause.OPEN_MEMBERS),
        )
        return _showing(weighed, name, scope, shown)

    def _member(self, member: Term, per: str | None, scope: Scope) -> Weighed:
        if member.condition is None:
            return self._gate(member, per, scope, None)
        there = self._scopes_of(member.condition, per, scope)
        if list(there) in ([None], [scope]):
            return self._named(member.condition, there[0])
        parts = [self._named(member.condition, one) for one in there]
        weighed = Weighed(
            all_of(part.truth for part in parts),
            all_of(part.eased for part in parts),
            any(part.spoken for part in parts) or not parts,
            Member(member.condition, None, None, Verdict.UNDETERMINED, Cause.OPEN_MEMBERS),
        )
        return _showing(weighed, member.condition, None, [part.shown for part in parts])

    def _named(self, name: str, scope: Scope) -> Weighed:
        if self.agreement.conditions[name].gate:
            return self.weigh(name, scope)
        level = self.leaf(name, scope)
        read = level or Level(Verdict.UNDETERMINED, Cause.SILENT)
        eased = None if read.verdict is Verdict.NOT_YET else read.truth
        shown = Member(name, scope, read.truth, read.verdict, read.cause)
        return Weighed(read.truth, eased, level is not None, shown)

    def _per(self, condition: Condition) -> str | None:
        base = condition.counts
        return (self.agreement.conditions[base] if base else condition).judged_per


def _showing(
    weighed: Weighed, name: str | None, scope: Scope, members: Sequence[Member]
) -> Weighed:
    level = weighed.level
    shown = Member(name, scope, weighed.truth, level.verdict, level.cause, tuple(members))
    return Weighed(weighed.truth, weighed.eased, weighed.spoken, shown)


def _joined(gate: Gate, truths: Iterable[Kleene]) -> Kleene:
    if gate.at_least is not None:
        return at_least(gate.at_least.count, truths)
    if gate.not_ is not None:
        return negate(all_of(truths))
    return all_of(truths) if gate.all_of is not None else any_of(truths)


def at_least(count: int, truths: Iterable[Kleene]) -> Kleene:
    """Return whether at least so many are true: unknown where the open ones decide."""
    found = list(truths)
    if sum(truth is True for truth in found) >= count:
        return True
    return False if sum(truth is not False for truth in found) < count else None
