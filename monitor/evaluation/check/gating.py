"""Gates decided again, from what their members read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.agreements.model import Gate
from monitor.agreements.model import Member as Term
from monitor.evaluation.check.belonging import best, worst
from monitor.evaluation.check.decision import Decision, Leaf, Scope
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth
from monitor.evaluation.verdict import Cause, Member, Verdict

_TRUTHS = {Verdict.KEPT: True, Verdict.BREACHED: False, Verdict.NOT_YET: False}


def truth_of(matter: Matter, name: str, per: str | None, scope: Scope, leaf: Leaf) -> Truth:
    """Whether a condition holds, asked in one scope or for the whole, as its leaves read."""
    return Gates(matter, leaf).truth(name, per, scope)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a gate: its truth, what it were if all that has not come were unknown."""

    truth: Truth
    eased: Truth
    spoken: bool
    shown: Member


class Gates:
    """Decides gates, and remembers what its leaves read."""

    def __init__(self, matter: Matter, leaf: Leaf) -> None:
        self.matter = matter
        self.leaf = leaf
        self.asked: list[Decision] = []

    def decide(self, name: str, scope: Scope) -> Decision | None:
        """Decide a gate in one of its scopes; None where nothing of it is spoken to."""
        part = self._named(name, scope)
        if not part.spoken:
            return None
        until = [found.provisional_until for found in self.asked if found.provisional_until]
        return Decision(
            part.shown.verdict,
            part.shown.cause,
            members=part.shown.members,
            provisional_until=max(until, default=None),
        )

    def truth(self, name: str, per: str | None, scope: Scope) -> Truth:
        """Whether a condition holds, asked in one scope or for the whole."""
        return self._term(Term(condition=name), per, scope).truth

    def _named(self, name: str, scope: Scope) -> _Part:
        condition = self.matter.terms.conditions[name]
        if condition.gate:
            parts = [self._term(term, condition.per, scope) for term in condition.members]
            return _joined(condition, parts, name, scope)
        found = self.leaf(name, scope)
        if found is None:
            silent = Member(name, scope, None, Verdict.UNDETERMINED, Cause.SILENT)
            return _Part(None, None, spoken=False, shown=silent)
        self.asked.append(found)
        truth = None if found.cause is Cause.NO_DAY else _TRUTHS.get(found.verdict)
        eased = None if found.verdict is Verdict.NOT_YET else truth
        shown = Member(name, scope, truth, found.verdict, found.cause)
        return _Part(truth, eased, spoken=True, shown=shown)

    def _term(self, term: Term, per: str | None, scope: Scope) -> _Part:
        if term.condition is None:
            return _joined(term, [self._term(t, per, scope) for t in term.members], None, scope)
        condition = self.matter.terms.conditions[term.condition]
        scopes = self.matter.scopes(condition)
        own = self.matter.counted_by(condition).judged_per
        if list(scopes) == [None]:
            return self._named(term.condition, None)
        if scope is not None and own == per:
            return self._named(term.condition, scope)
        parts = [self._named(term.condition, one) for one in scopes]
        found = _all(parts, term.condition)
        return found if parts else replace(found, spoken=True)


def _all(parts: Sequence[_Part], name: str) -> _Part:
    truth, eased = worst([p.truth for p in parts]), worst([p.eased for p in parts])
    return _part(truth, eased, parts, name, None)


def _joined(gate: Gate, parts: Sequence[_Part], name: str | None, scope: Scope) -> _Part:
    truth, eased = (_join(gate, [getattr(p, of) for p in parts]) for of in ("truth", "eased"))
    return _part(truth, eased, parts, name, scope)


def _part(
    truth: Truth, eased: Truth, parts: Sequence[_Part], name: str | None, scope: Scope
) -> _Part:
    verdict, cause = Verdict.UNDETERMINED, Cause.OPEN_MEMBERS
    if truth is True:
        verdict, cause = Verdict.KEPT, Cause.ALL_TRUE
    elif truth is False and eased is False:
        verdict, cause = Verdict.BREACHED, Cause.FAILED
    elif truth is False:
        verdict, cause = Verdict.NOT_YET, Cause.WAITING
    shown = Member(name, scope, truth, verdict, cause, tuple(p.shown for p in parts))
    return _Part(truth, eased, any(p.spoken for p in parts), shown)


def _join(gate: Gate, truths: list[Truth]) -> Truth:
    if gate.at_least is not None:
        sure = len([truth for truth in truths if truth is True])
        possible = len([truth for truth in truths if truth is not False])
        if sure >= gate.at_least.count:
            return True
        return None if possible >= gate.at_least.count else False
    if gate.not_ is not None:
        return None if truths[0] is None else not truths[0]
    return worst(truths) if gate.all_of is not None else best(truths)
