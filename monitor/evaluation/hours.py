"""A count of hours as it stands: how long it has been quiet, and when that will be enough."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.agreements.model import Unit
from monitor.evaluation.streak import hours_in_a_row
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.view import View


def hours_so_far(view: View, name: str, scope: Scope) -> tuple[timedelta, timedelta] | None:
    """Return the least and the greatest time without an incident of a limit, up to the horizon.

    None where the condition is no limit. On an account what its source counts is looked at too.
    """
    base = view.agreement.conditions[name]
    limit, question = base.limit, Question.of(base)
    if limit is None or question is None:
        return None
    if view.account is not None:
        quiet = view.quiet(name, scope)
        return quiet.at(view.horizon) if quiet else None
    start = max(since for since, _ in view.calendar.in_force if since <= view.horizon)
    test = view.classifier.class_test(limit.of, within=limit.in_, per=base.per, scope=scope)
    possible, certain = view.tally.quiet_since(test, start)
    gaps = view.lookout.gaps(question, scope, start, view.horizon)
    unseen = gaps[-1][1] if gaps else None
    return hours_in_a_row(start, view.horizon, possible, certain, unseen)


def hours_reached(view: View) -> Iterator[datetime]:
    """Yield when counts of hours come to what they need, if nothing more happens.

    Both the greatest count, from when on it may be met, and the least, from when on it is. A
    count that stands at nothing has none: it does not grow while nobody is watching.
    """
    conditions = view.agreement.conditions
    if not view.calendar.holds(view.at):
        return
    for condition in conditions.values():
        streak = condition.streak
        if streak is None or streak.certified_by or streak.for_.unit is not Unit.HOURS:
            continue
        for scope in view.scopes(condition):
            for so_far in hours_so_far(view, streak.of, scope) or ():
                if so_far:
                    yield view.horizon + streak.for_.elapsed - so_far
