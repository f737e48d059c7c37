"""So many in a window of days: a repeated pattern on a day, or none, or not to be told."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Pattern
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.limit import window_start
from monitor.evaluation.series import Bounded, Bounds
from monitor.evaluation.verdict import Cause, DayVerdict, Verdict


def pattern_days(
    pattern: Pattern, days: Sequence[MonitoringDay], series: Bounded, horizon: datetime
) -> list[DayVerdict]:
    """Return on each day whether there is a pattern in the days that end with it.

    There is one as soon as enough is certain, also on the running day: more time takes nothing
    away. That there is none can be said of a finished day alone. No evidence policy speaks: what
    is in doubt makes no pattern, and what nobody watched rules none out.
    """
    judged = []
    for position, day in enumerate(days):
        first = window_start(days, position, pattern.in_.count)
        bounds, finished = series.bounds(first, position), day.end <= horizon
        verdict, cause = _judge(pattern.at_least, bounds, finished=finished)
        of_day = (verdict, cause, bounds, pattern.at_least, finished)
        judged.append(DayVerdict(day, days[first], *of_day))
    return judged


def _judge(enough: int, bounds: Bounds, *, finished: bool) -> tuple[Verdict, Cause]:
    high = bounds.high
    if high is not None and bounds.low > high:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION
    if bounds.low >= enough:
        return Verdict.KEPT, Cause.REPEATED
    if high is not None and high < enough:
        return (
            (Verdict.NOT_YET, Cause.NOT_REPEATED)
            if finished
            else (Verdict.UNDETERMINED, Cause.RUNNING)
        )
    told = high is not None or bounds.possible >= enough
    return Verdict.UNDETERMINED, Cause.UNCONFIRMED if told else Cause.UNWATCHED
