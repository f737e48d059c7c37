"""The verdict on one condition: of what is judged by the day here, of any other elsewhere."""

from monitor.agreements.model import Condition
from monitor.evaluation.applying import at_instant
from monitor.evaluation.counted_since import judge_since
from monitor.evaluation.duties import judge_duty
from monitor.evaluation.gates import Gates, Level
from monitor.evaluation.streaks import judge_streak
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.verdict import Cause, Finding, Verdict
from monitor.evaluation.view import View


def finding(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    """Return the finding on one condition; None where an account cannot speak to it."""
    if not view.speaks_to(condition):
        return None
    if not view.calendar.holds(view.at):
        cause = Cause.NOT_BEGUN if view.at < view.calendar.start else Cause.NOT_IN_FORCE
        stood = _judge(view, name, condition, scope) if view.days else None
        return Finding(name, scope, Verdict.NOT_IN_FORCE, cause, at_end=stood)
    return _judge(view, name, condition, scope)


def _judge(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    """Judge up to the horizon; gates ask for the same again, and are answered from memory."""
    if (name, scope) not in view.found:
        view.found[name, scope] = _judged(view, name, condition, scope)
    return view.found[name, scope]


def _judged(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    if condition.by_day:
        return _by_day(view, name, condition, scope)
    if condition.counts:
        found = _count(view, name, condition, scope)
        day = view.last_ended
        begins = day.start if day else None
        return found and at_instant(view, condition, found, view.horizon, begins)
    if condition.gate:
        return _gate(view, name, scope)
    return judge_duty(view, name, condition, view.horizon)


def _count(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    if condition.since:
        return judge_since(view, name, condition.since, scope)
    return judge_streak(view, name, condition.streak, scope) if condition.streak else None


def _by_day(view: View, name: str, condition: Condition, scope: Scope) -> Finding | None:
    """Return what is said of the day that is running, or of the last one."""
    days = view.judged(name, scope)
    if days is None:
        return None
    duty = view.owing(name, scope)
    obligations = duty.obligations if duty else ()
    if not days or (days[-1].finished and days[-1].day.end < view.horizon):
        return Finding(
            name, scope, Verdict.NOT_YET, Cause.NO_DAY, tuple(days), obligations=obligations
        )
    today = days[-1]
    now = today.day.start, min(today.day.end, view.horizon)
    shown = [item for one in obligations if one.bears_on(*now) for item in (one.item, *one.answers)]
    cause = today.cause
    if cause is Cause.UNWATCHED and _unpublished(view, condition):
        cause = Cause.UNPUBLISHED
    return Finding(
        name,
        scope,
        today.verdict,
        cause,
        tuple(days),
        obligations=obligations,
        provisional_until=view.unsettled(today.day.end),
        rests_on=tuple(dict.fromkeys(item.key for item in shown if item.record != "incident")),
    )


def _unpublished(view: View, condition: Condition) -> bool:
    question = Question.of(condition)
    if question is None:
        return False
    named = (question.within, view.agreement.classes[question.incident_class].in_)
    return any(view.agreement.areas[area].unpublished for area in named if area)


def _gate(view: View, name: str, scope: Scope) -> Finding | None:
    """Return what a gate comes to, of the same moment as all that it asks for."""
    asked: list[Finding] = []

    def leaf(member: str, within: Scope) -> Level | None:
        found = _judge(view, member, view.agreement.conditions[member], within)
        if found is None:
            return None
        asked.append(found)
        return Level(found.verdict, found.cause)

    weighed = Gates(view.agreement, leaf, view.scopes).weigh(name, scope)
    if not weighed.spoken:
        return None
    provisional = [found.provisional_until for found in asked if found.provisional_until]
    return Finding(
        name,
        scope,
        weighed.level.verdict,
        weighed.level.cause,
        members=weighed.shown.members,
        provisional_until=max(provisional, default=None),
        rests_on=tuple(dict.fromkeys(key for found in asked for key in found.rests_on)),
        doubts=tuple(dict.fromkeys(key for found in asked for key in found.doubts)),
    )
