"""A condition decided again, of whatever kind, as of the horizon of the matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.agreements.model import ONE_DAY, Condition, Gate, Since, Streak, Unit
from monitor.agreements.model import Member as Term
from monitor.evaluation.check.applies import bar, says
from monitor.evaluation.check.belonging import best, worst
from monitor.evaluation.check.daily import owing
from monitor.evaluation.check.days import days_of
from monitor.evaluation.check.duties import Duty, read_attested, read_decided
from monitor.evaluation.check.limits import DayReads
from monitor.evaluation.check.matter import Matter, OutOfReachError, UnknownTermsError
from monitor.evaluation.check.names import Truth
from monitor.evaluation.check.owed import Debt
from monitor.evaluation.check.rows import (
    Row,
    certified,
    in_a_row,
    quiet_for,
    since_restart,
    soonest,
)
from monitor.evaluation.check.sequence import days_since, read_order
from monitor.evaluation.check.terms import read_by
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.verdict import Cause, Member, Progress, Verdict

Scope = str | None

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a condition reads; `days` go as far back as the grounds do."""

    verdict: Verdict
    cause: Cause
    days: tuple[DayReads, ...] = ()
    progress: Progress | None = None
    parties: tuple[tuple[str, int], ...] = ()
    decided: tuple[tuple[str, Cause], ...] = ()
    members: tuple[Member, ...] = ()
    deadline: datetime | None = None
    earliest: datetime | None = None
    provisional_until: datetime | None = None
    rests_on: frozenset[str] | None = None
    debts: tuple[Debt, ...] = ()


Leaf = Callable[[str, Scope], Decision | None]
"""Says what a condition that is no gate reads; None where nothing is said of it."""


def decide(matter: Matter, name: str, scope: Scope) -> Decision | None:
    """Decide a condition in one of its scopes; None where an account cannot speak to it."""
    condition = matter.terms.conditions[name]
    matter.must_know(name)
    if not matter.speaks_to(condition):
        return None
    if condition.limit or condition.pattern:
        return _limit(matter, condition, scope)
    if condition.duty:
        return _owed(matter, condition, scope)
    if condition.counts is not None:
        found = _count(matter, condition, scope)
        last = matter.ended[-1].start if matter.ended else matter.horizon
        return _as_it_applies(matter, condition, found, last, matter.horizon)
    if condition.gate:
        return _Gates(matter).decide(name, scope)
    return _act_as_it_applies(matter, name, matter.horizon)


def decide_at(matter: Matter, name: str, scope: Scope, at: datetime) -> Decision | None:
    """Decide a condition that is no gate as of another instant; of a day all that is known of it.

    None where nothing is said of it.
    """
    condition = matter.terms.conditions[name]
    matter.must_know(name)
    if condition.daily:
        found = decide(matter, name, scope)
        there = found.days if found else ()
        day = next((one for one in there if one.day.start <= at < one.day.end), None)
        return Decision(day.verdict, day.cause) if day else None
    if condition.streak or condition.since or condition.pattern:
        return decide(matter.at(at), name, scope) if matter.stands(at) else None
    return _act_as_it_applies(matter, name, at)


def truth_of(matter: Matter, name: str, per: str | None, scope: Scope, leaf: Leaf) -> Truth:
    """Whether a condition holds, asked in one scope or for the whole, as its leaves read."""
    return _Gates(matter, leaf).truth(name, per, scope)


def _act_as_it_applies(matter: Matter, name: str, at: datetime) -> Decision:
    condition = matter.terms.conditions[name]
    return _as_it_applies(matter, condition, _act(matter, name, condition, at), at, at)


def _as_it_applies(
    matter: Matter, condition: Condition, found: Decision, text_of: datetime, by: datetime
) -> Decision:
    """Let a count or an act say nothing where the condition does not apply."""
    if not condition.at_times:
        return found
    plainly = found.verdict, found.cause
    verdict, cause = says(plainly, bar(matter, condition, text_of, by))
    if (verdict, cause) == plainly:
        return found
    bare = replace(found, progress=None, earliest=None, deadline=None, parties=())
    return replace(bare, verdict=verdict, cause=cause)


def _act(matter: Matter, name: str, condition: Condition, at: datetime) -> Decision:
    """Decide what acts alone show, by an instant."""
    if condition.attested:
        duty = read_attested(matter, condition.attested, at)
    elif condition.decided:
        duty = read_decided(matter, condition.decided, at)
    elif condition.by:
        duty = read_by(matter, condition.by, at)
    elif condition.order:
        duty = read_order(matter, condition.order, at)
    else:
        raise UnknownTermsError(name)
    return _of_duty(duty)


def _of_duty(duty: Duty) -> Decision:
    return Decision(
        duty.verdict,
        duty.cause,
        decided=duty.each,
        deadline=duty.deadline,
        rests_on=duty.rests_on,
    )


def _limit(matter: Matter, condition: Condition, scope: Scope) -> Decision:
    days, windows = days_of(matter, condition, scope)
    over = not matter.days or matter.days[-1].end < matter.horizon
    if over:
        return Decision(Verdict.NOT_YET, Cause.NO_DAY, tuple(days))
    last = matter.days[-1]
    if not days or days[-1].day != last:
        raise OutOfReachError(last.start)
    today = days[-1]
    cause = today.cause
    named = {windows.sought.within, matter.terms.classes[windows.sought.class_].in_} - {None}
    areas = [area for name, area in matter.terms.areas.items() if name in named]
    if cause is Cause.UNWATCHED and any(area.unpublished for area in areas):
        cause = Cause.UNPUBLISHED
    return Decision(today.verdict, cause, tuple(days), provisional_until=matter.unsettled(last.end))


def _owed(matter: Matter, condition: Condition, scope: Scope) -> Decision:
    found = owing(matter, condition, scope)
    if not matter.days or matter.days[-1].end < matter.horizon:
        return Decision(Verdict.NOT_YET, Cause.NO_DAY, found.days, debts=found.debts)
    today = found.days[-1]
    until = matter.unsettled(today.day.end)
    return Decision(
        today.verdict, today.cause, found.days, debts=found.debts, provisional_until=until
    )


def _count(matter: Matter, condition: Condition, scope: Scope) -> Decision:
    if condition.since is not None:
        return _since(matter, condition.since, scope)
    if condition.streak is None:
        raise UnknownTermsError("count")
    return _streak(matter, condition.streak, scope)


def _since(matter: Matter, since: Since, scope: Scope) -> Decision:
    base = matter.terms.conditions[since.of]
    days, windows = _days(matter, base, scope)
    ended = [read for read in days if read.finished]
    row = in_a_row(matter, ended, windows if _each_day(base, days) else None)
    found = days_since(matter, since, row.least, row.most)
    needed = since.for_.count
    verdict, cause = _reached(found.least >= needed, found.most >= needed)
    if found.reaches is None and found.least == 0:
        verdict, cause = Verdict.NOT_YET, Cause.NO_ANCHOR
    last = matter.ended[-1] if matter.ended else None
    grows = verdict is Verdict.NOT_YET and found.reaches is not None
    return Decision(
        verdict,
        cause,
        tuple(days),
        Progress(found.least, found.most, needed, Unit.DAYS.value),
        earliest=soonest(matter, last, needed - (found.reaches or 0)) if grows else None,
        provisional_until=matter.unsettled(last.end) if last else None,
        rests_on=found.rests_on,
    )


def _streak(matter: Matter, streak: Streak, scope: Scope) -> Decision:
    base = matter.terms.conditions[streak.of]
    if streak.certified_by:
        row, parties = certified(matter, streak, matter.ended)
        found = _counted(matter, streak, row)
        cause = Cause.MET if found.verdict is Verdict.KEPT else Cause.NOT_CERTIFIED
        return replace(found, parties=parties, cause=cause)
    days, windows = _days(matter, base, scope)
    if streak.reset_by is not None:
        row = since_restart(matter, streak, matter.ended, matter.horizon)
    elif streak.for_.unit is Unit.HOURS:
        return replace(_hours(matter, streak, base, scope), days=tuple(days))
    else:
        row = in_a_row(matter, days, windows if _each_day(base, days) else None)
    return replace(_counted(matter, streak, row), days=tuple(days))


def _days(matter: Matter, base: Condition, scope: Scope) -> tuple[list[DayReads], Windows | None]:
    """Read the days of what is counted, and what its windows hold, where it is a limit."""
    if base.duty:
        return list(owing(matter, base, scope).days), None
    return days_of(matter, base, scope)


def _each_day(base: Condition, days: Sequence[DayReads]) -> bool:
    """Whether it is an `at_most` limit of each single day."""
    limit = base.limit
    if limit is None or limit.at_most is None or limit.each != ONE_DAY:
        return False
    return limit.baseline is None or all(read.number is not None for read in days)


def _counted(matter: Matter, streak: Streak, row: Row) -> Decision:
    needed = streak.for_.count
    verdict, cause = _reached(row.least >= needed, row.most >= needed)
    return Decision(
        verdict,
        cause,
        progress=Progress(row.least, row.most, needed, Unit.DAYS.value),
        earliest=(
            soonest(matter, row.last, needed - row.most) if verdict is Verdict.NOT_YET else None
        ),
        provisional_until=matter.unsettled(row.last.end) if row.last else None,
    )


def _hours(matter: Matter, streak: Streak, base: Condition, scope: Scope) -> Decision:
    least, most = quiet_for(matter, base, scope)
    needed = streak.for_.count * HOUR
    verdict, cause = _reached(least >= needed, most >= needed)
    progress = Progress(least // HOUR, most // HOUR, streak.for_.count, Unit.HOURS.value)
    soonest_ = matter.horizon + needed - most
    return Decision(
        verdict,
        cause,
        progress=progress,
        earliest=soonest_ if verdict is Verdict.NOT_YET else None,
        provisional_until=matter.unsettled(matter.horizon),
    )


def _reached(certainly: bool, possibly: bool) -> tuple[Verdict, Cause]:  # noqa: FBT001
    if certainly:
        return Verdict.KEPT, Cause.MET
    if possibly:
        return Verdict.UNDETERMINED, Cause.UNCONFIRMED
    return Verdict.NOT_YET, Cause.COUNTING


_TRUTHS = {Verdict.KEPT: True, Verdict.BREACHED: False, Verdict.NOT_YET: False}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a gate: its truth, what it were if all that has not come were unknown."""

    truth: Truth
    eased: Truth
    spoken: bool
    shown: Member


class _Gates:
    """Decides gates, and remembers what its leaves read."""

    def __init__(self, matter: Matter, leaf: Leaf | None = None) -> None:
        self.matter = matter
        self.leaf = leaf or (lambda name, scope: decide(matter, name, scope))
        self.asked: list[Decision] = []

    def decide(self, name: str, scope: Scope) -> Decision | None:
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
        truth = _TRUTHS.get(found.verdict)
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
