"""How many days, or hours, in a row: the least and the most that the record allows.

The bounds are exact for counts of incidents: the least and the greatest count over all
worlds that the record allows (each incident anywhere in its span, each uncertain one there or
not, anything on days that nobody watched).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.series import Series
from monitor.evaluation.verdict import DayVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Run:
    """A streak of days as it stands: between `least` and `most` days, ending with `last`.

    `last` is None before the first day has ended.
    """

    least: int
    most: int
    last: MonitoringDay | None


def days_in_a_row(
    judged: Sequence[DayVerdict],
    series: Series | None,
    last: MonitoringDay | None,
    *,
    enough: int | None = None,
) -> Run:
    """Return the run that ends with the last day that has ended.

    A running day that is already breached ends the run at once.

    Args:
        judged: The limit's verdict on every day so far.
        series: Gives the lower bounds of windows for an `at_most each day` limit, so that an
            attack known only to lie somewhere in several days still breaks the count; None for
            any other limit.
        last: The last day that has ended; None where there is none, or the agreement was out
            of force since.
        enough: How many days tell all that is asked; longer runs are cut to so many. None
            counts them all.
    """
    if judged and not judged[-1].finished and judged[-1].verdict is Verdict.BREACHED:
        return Run(0, 0, judged[-1].day)
    ended = judged if not judged or judged[-1].finished else judged[:-1]
    if last is None:
        return Run(0, 0, None)
    end = len(ended) - 1
    kept = end - _run_start(ended, {Verdict.KEPT}, enough) + 1
    start = _run_start(ended, {Verdict.KEPT, Verdict.UNDETERMINED}, enough)
    if series is not None:
        start = _fits(ended, series, start)
    # Where doubtful incidents count as quiet, days may be kept that cannot all have been.
    most = end - start + 1
    return Run(min(kept, most), most, last)


def _run_start(ended: Sequence[DayVerdict], allowed: set[Verdict], enough: int | None) -> int:
    """Return where the unbroken run of allowed days that ends with the last one begins."""
    start = len(ended)
    first = max(0, start - enough) if enough is not None else 0
    while start > first and ended[start - 1].verdict in allowed:
        if start < len(ended) and not ended[start].day.follows(ended[start - 1].day):
            break
        start -= 1
    return start


def _fits(ended: Sequence[DayVerdict], series: Series, start: int) -> int:
    """Return the earliest start from which every window within the run can still be kept.

    Where every single day can be kept, the shortest window that cannot begins on a day on
    which something longer than a day begins: without such a day it would be shorter still.
    """
    last = len(ended) - 1
    for day in range(last, start - 1, -1):
        if series.low(day, day) > (ended[day].limit or 0):
            start = day + 1
            break
    wide = series.wide_from()
    for first in range(last, start - 1, -1):
        if first in wide:
            allowed = accumulate(day.limit or 0 for day in ended[first:])
            if any(low > most for low, most in zip(series.lows(first, last), allowed, strict=True)):
                return first + 1
    return start


def hours_in_a_row(
    start: datetime,
    at: datetime,
    latest_possible: datetime | None,
    latest_certain: datetime | None,
    last_unseen: datetime | None,
) -> tuple[timedelta, timedelta]:
    """Return the least and the greatest time without an incident, up to `at`.

    Args:
        start: when the clock may begin at the earliest.
        at: the instant judged.
        latest_possible: the latest possible end of any incident that may belong.
        latest_certain: the latest among the earliest possible times of those that must.
        last_unseen: the end of the last interval in which nobody watched.
    """
    quiet_from = max(t for t in (start, latest_possible, last_unseen) if t is not None)
    broken_at = max(t for t in (start, latest_certain) if t is not None)
    return max(at - quiet_from, timedelta(0)), max(at - broken_at, timedelta(0))
