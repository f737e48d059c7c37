"""Streaks, and days since an act, decided again from the days that they count."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.agreements.model import ONE_DAY, Condition, Since, Streak, Unit
from monitor.evaluation.check.daily import owing
from monitor.evaluation.check.dayreads import DayReads
from monitor.evaluation.check.days import days_of
from monitor.evaluation.check.decision import Decision, Scope
from monitor.evaluation.check.matter import Matter, UnknownTermsError
from monitor.evaluation.check.rows import (
    Row,
    certified,
    in_a_row,
    quiet_for,
    since_restart,
    soonest,
)
from monitor.evaluation.check.sequence import days_since
from monitor.evaluation.check.windows import Windows
from monitor.evaluation.verdict import Cause, Progress, Verdict

HOUR = timedelta(hours=1)


def count(matter: Matter, condition: Condition, scope: Scope) -> Decision:
    """Decide a streak, or days since an act."""
    if condition.since is not None:
        return _since(matter, condition.since, scope)
    if condition.streak is None:
        raise UnknownTermsError("count")
    return _streak(matter, condition.streak, scope)


def _since(matter: Matter, since: Since, scope: Scope) -> Decision:
    base = matter.terms.conditions[since.of]
    days, windows = _days(matter, since.of, scope)
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
    days, windows = _days(matter, streak.of, scope)
    if streak.reset_by is not None:
        row = since_restart(matter, streak, matter.ended, matter.horizon)
    elif streak.for_.unit is Unit.HOURS:
        return replace(_hours(matter, streak, base, scope), days=tuple(days))
    else:
        row = in_a_row(matter, days, windows if _each_day(base, days) else None)
    return replace(_counted(matter, streak, row), days=tuple(days))


def _days(matter: Matter, name: str, scope: Scope) -> tuple[list[DayReads], Windows | None]:
    """Read the days of what is counted, and what its windows hold, where it is a limit."""
    base = matter.terms.conditions[name]
    if base.duty:
        return list(owing(matter, base, scope).days), None
    return days_of(matter, name, scope)


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
