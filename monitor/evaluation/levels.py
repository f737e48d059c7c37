"""What a condition read at the end of each day: a phase opens on the first day on which it is kept.

A day that has ended is the same from any later moment, as known then, so the past is read off one
evaluation and not worked out again for each day.
"""

from monitor.agreements.model import Condition, Streak, Unit
from monitor.evaluation.applying import barred, bars
from monitor.evaluation.counted_since import since_at, verdict_since
from monitor.evaluation.duties import judge_duty
from monitor.evaluation.gates import Gates, Level
from monitor.evaluation.kleene import Kleene, all_of
from monitor.evaluation.streaks import certified_run, reached, restarted_run, run_to
from monitor.evaluation.tally import Scope
from monitor.evaluation.verdict import Cause, Verdict
from monitor.evaluation.view import View


def truth_at_end(view: View, name: str, position: int) -> Kleene:
    """Return whether a condition was kept at the end of a day, in all its scopes.

    Args:
        view: From where it is looked at, officially.
        name: The condition.
        position: The day, by its place among `view.days`; it has ended.
    """
    condition = view.agreement.conditions[name]
    scopes = view.scopes(condition, view.days[position])
    if condition.gate:
        gates = _gates(view, position)
        return all_of(gates.truth_in(name, scope) for scope in scopes)
    read = (level_at_end(view, name, scope, position).verdict for scope in scopes)
    return all_of(_TRUTH.get(verdict, False) for verdict in read)


_TRUTH: dict[Verdict, Kleene] = {Verdict.KEPT: True, Verdict.UNDETERMINED: None}
"""Whether a condition opens a phase: out of force it does not."""


def level_at_end(view: View, name: str, scope: Scope, position: int) -> Level:
    """Return what a condition read at the end of a day."""
    condition = view.agreement.conditions[name]
    if condition.gate:
        return _gates(view, position).weigh(name, scope).level
    if condition.by_day:
        days = view.judged(name, scope)
        if days is None:
            return Level(Verdict.UNDETERMINED, Cause.SILENT)
        return Level(days[position].verdict, days[position].cause)
    if condition.counts:
        level, day = _count(view, condition, scope, position), view.days[position]
        bar = bars(view, condition, day.start, day.end) if condition.at_times else None
        return Level(*barred((level.verdict, level.cause), bar))
    duty = judge_duty(view, name, condition, view.days[position].end)
    return Level(duty.verdict, duty.cause) if duty else _UNKNOWN


def _gates(view: View, position: int) -> Gates:
    def leaf(member: str, within: Scope) -> Level:
        return level_at_end(view, member, within, position)

    def scopes(condition: Condition) -> list[Scope]:
        return view.scopes(condition, view.days[position])

    return Gates(view.agreement, leaf, scopes)


_UNKNOWN = Level(Verdict.UNDETERMINED, Cause.NONE_ON_RECORD)


def _count(view: View, condition: Condition, scope: Scope, position: int) -> Level:
    if condition.streak:
        return _streak(view, condition.streak, scope, position)
    if condition.since is None:
        return _UNKNOWN
    day = view.days[position]
    counted = since_at(view, condition.since, scope, position + 1, day.end)
    if counted is None:
        return _UNKNOWN
    return Level(*verdict_since(counted, condition.since.for_.count))


def _streak(view: View, streak: Streak, scope: Scope, position: int) -> Level:
    day = view.days[position]
    if streak.for_.unit is Unit.HOURS:
        quiet = view.quiet(streak.of, scope)
        return Level(*reached(*quiet.at(day.end), streak.for_.elapsed)) if quiet else _UNKNOWN
    ended = view.days[: position + 1]
    if streak.certified_by:
        run = certified_run(view, streak, ended)[0]
    elif streak.reset_by is not None:
        run = restarted_run(view, streak, ended, day.end)
    else:
        found_run = run_to(view, streak, scope, position + 1)
        if found_run is None:
            return _UNKNOWN
        run = found_run
    return Level(*reached(run.least, run.most, streak.for_.count))
