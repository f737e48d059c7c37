"""A condition decided again, of whatever kind, as of the horizon of the matter."""

from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Condition
from monitor.evaluation.check.applies import bar, says
from monitor.evaluation.check.daily import owing
from monitor.evaluation.check.days import days_of
from monitor.evaluation.check.decision import Decision, Scope
from monitor.evaluation.check.duties import Duty, read_attested, read_decided
from monitor.evaluation.check.gating import Gates
from monitor.evaluation.check.matter import Matter, OutOfReachError, UnknownTermsError
from monitor.evaluation.check.sequence import read_order
from monitor.evaluation.check.streaks import count
from monitor.evaluation.check.terms import read_by
from monitor.evaluation.verdict import Cause, Verdict


def decide(matter: Matter, name: str, scope: Scope) -> Decision | None:
    """Decide a condition in one of its scopes; None where an account cannot speak to it."""
    condition = matter.terms.conditions[name]
    matter.must_know(name)
    if not matter.speaks_to(condition):
        return None
    if condition.limit or condition.pattern:
        return _limit(matter, name, scope)
    if condition.duty:
        return _owed(matter, condition, scope)
    if condition.counts is not None:
        found = count(matter, condition, scope)
        last = matter.ended[-1].start if matter.ended else matter.horizon
        return _as_it_applies(matter, condition, found, last, matter.horizon)
    if condition.gate:
        return Gates(matter, lambda part, of: decide(matter, part, of)).decide(name, scope)
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


def _limit(matter: Matter, name: str, scope: Scope) -> Decision:
    days, windows = days_of(matter, name, scope)
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
