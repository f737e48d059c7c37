"""A limit on one day: the days there are, the window that ends with each, and what it reads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.agreements.model import Condition, Doubt, Unobserved
from tests.naive.days import Day
from tests.naive.gauge import Case, Gauge, Tally


def judged_day(case: Case) -> Day | None:
    """Return the day that holds the instant just before `at`."""
    for day in all_days(case):
        if day.start < case.at <= day.end:
            return day
    return None


def all_days(case: Case) -> list[Day]:
    """Return the counted days of all intervals in force, in order."""
    return [day for run in case.days for day in run]


def finished_days(case: Case) -> list[Day]:
    """Return the finished days of the interval in force at `at`, in order."""
    for interval, run in zip(case.force, case.days, strict=True):
        if interval == case.current:
            return [day for day in run if day.end <= case.at]
    return []


def last_finished(case: Case) -> Day | None:
    """Return the last finished day of the interval in force at `at`."""
    days = finished_days(case)
    return days[-1] if days else None


class DayJudge:
    """A limit in one scope, judged day by day."""

    def __init__(self, case: Case, condition: Condition, scope: str | None) -> None:
        self.case = case
        self.gauge = Gauge(case, condition, scope)
        self.limit = self.gauge.limit

    def window(self, day: Day) -> list[tuple[datetime, datetime]]:
        """Return the counted days that end with this one, as many as the limit says, up to `at`."""
        first = day.date - timedelta(days=self.limit.each.count - 1)
        taken = [
            each
            for each in all_days(self.case)
            if first <= each.date <= day.date and each.start <= day.start
        ]
        return joined(taken, self.case.at)

    def reads(self, day: Day) -> str:
        """Return the verdict on a day, finished or running."""
        number = self.gauge.number(day.start)
        if number is None:
            return "not_in_force"
        finished = day.end <= self.case.at
        if self.limit.at_least and not finished:
            return "undetermined"
        tally = self.gauge.tally(self.window(day))
        verdict = self._plain(tally, number)
        if verdict == "undetermined":
            verdict = self._policy(tally, finished=finished)
        return "undetermined" if verdict == "kept" and not finished else verdict

    def _plain(self, tally: Tally, number: int) -> str:
        low, high = tally.low, tally.high
        if high is not None and low > high:
            return "undetermined"
        if self.limit.at_most:
            if low > number:
                return "breached"
            return "kept" if high is not None and high <= number else "undetermined"
        if high is not None and high < number:
            return "breached"
        return "kept" if low >= number else "undetermined"

    def _policy(self, tally: Tally, *, finished: bool) -> str:
        """What the agreement makes of an undetermined day."""
        policy = self.case.agreement.evidence
        if not tally.covered:
            broken = finished and policy.unobserved is Unobserved.BREAKS
            return "breached" if broken else "undetermined"
        if self.limit.from_counts is not None or tally.high is None or tally.low > tally.high:
            return "undetermined"
        return {
            Doubt.UNDETERMINED: "undetermined",
            Doubt.BREAKS: "breached",
            Doubt.COUNTS_AS_QUIET: "kept",
        }[policy.doubt]


def joined(days: Sequence[Day], at: datetime) -> list[tuple[datetime, datetime]]:
    """Return the time of these days, up to `at`, as intervals none of which touches the next."""
    pieces: list[tuple[datetime, datetime]] = []
    for day in days:
        end = min(day.end, at)
        if pieces and pieces[-1][1] == day.start:
            pieces[-1] = pieces[-1][0], end
        else:
            pieces.append((day.start, end))
    return pieces
