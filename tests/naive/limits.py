"""A limit on one day: the days there are, the window that ends with each, and what it reads."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from monitor.agreements.model import Condition, Doubt, Unit, Unobserved
from monitor.incidents.span import FOREVER, TICK
from tests.naive.baseline import Bounds, NoBaselineError, baseline
from tests.naive.days import Day
from tests.naive.gauge import Case, Gauge, Tally
from tests.naive.happenings import instants


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
        if condition.limit is None:
            msg = "only a limit can be measured"
            raise TypeError(msg)
        self.case = case
        self.limit = condition.limit
        self.gauge = Gauge(case, condition.limit, condition.per, scope)

    def taken(self, day: Day) -> list[Day]:
        """Return the counted days that end with this one, as many as the limit says."""
        return days_up_to(self.case, day, 1 if self.limit.alone else self.limit.each.count)

    def bounds(self, days: Sequence[Day]) -> Bounds | None:
        """Return between what the limit's number lies for these days; None where it has none.

        Raises:
            NoBaselineError: The time it is measured by was not watched.
        """
        if self.limit.baseline is not None:
            return baseline(self.gauge, self.limit.baseline, len(days))
        number = self.gauge.number(days[-1].start)
        return None if number is None else (Fraction(number), Fraction(number))

    def reads(self, day: Day) -> str:
        """Return the verdict on a day, finished or running."""
        finished = day.end <= self.case.at
        if self.limit.at_least and not finished and self.gauge.number(day.start) is not None:
            return "undetermined"
        try:
            bounds = self.bounds(self.taken(day))
        except NoBaselineError:
            return "undetermined"
        if bounds is None:
            return "not_in_force"
        tallies = self._tallies(day)
        verdict = self._plain(_most(tallies), bounds)
        if verdict == "undetermined":
            verdict = self._policy(tallies, finished=finished)
        return "undetermined" if verdict == "kept" and not finished else verdict

    def _tallies(self, day: Day) -> list[Tally]:
        """Return how many there were: in the window of days, or in each window of hours."""
        if self.limit.alone:
            return [self.gauge.largest(day.start, min(day.end, self.case.at))]
        if self.limit.each.unit is Unit.DAYS:
            return [self.gauge.tally(joined(self.taken(day), self.case.at))]
        length = self.limit.each.count * timedelta(hours=1)
        turns = self.gauge.turns()
        turns |= {turn + length for turn in turns if turn < FOREVER - length}
        last = min(day.end, self.case.at) - TICK
        begun = next(first for first, end in self.case.force if first <= day.start < end)
        return [
            self.gauge.tally([(max(begun, moment - length + TICK), moment + TICK)])
            for moment in instants(day.start, last, turns)
        ]

    def _plain(self, tally: Tally, bounds: Bounds) -> str:
        low, high = tally.low, tally.high
        least, most = bounds
        if high is not None and low > high:
            return "undetermined"
        if not self.limit.at_least:
            if most is not None and low > most:
                return "breached"
            return "kept" if high is not None and high <= least else "undetermined"
        if high is not None and high < least:
            return "breached"
        return "kept" if low >= least else "undetermined"

    def _policy(self, tallies: Sequence[Tally], *, finished: bool) -> str:
        """What the agreement makes of an undetermined day."""
        policy = self.case.agreement.evidence
        if not all(tally.covered for tally in tallies):
            broken = finished and policy.unobserved is Unobserved.BREAKS
            return "breached" if broken else "undetermined"
        most = _most(tallies)
        open_ = most.high is None or most.low > most.high
        if self.limit.from_counts is not None or open_:
            return "undetermined"
        return {
            Doubt.UNDETERMINED: "undetermined",
            Doubt.BREAKS: "breached",
            Doubt.COUNTS_AS_QUIET: "kept",
        }[policy.doubt]


def _most(tallies: Sequence[Tally]) -> Tally:
    """Return the most of several windows: above a limit if one is, within it if all are."""
    highs = [tally.high for tally in tallies if tally.high is not None]
    return Tally(
        max(tally.low for tally in tallies),
        max(highs) if len(highs) == len(tallies) else None,
        covered=all(tally.covered for tally in tallies),
    )


def days_up_to(case: Case, day: Day, count: int) -> list[Day]:
    """Return the counted days among the `count` that end with this one.

    None of them lies before an interruption: with its end the terms begin anew.
    """
    first = day.date - timedelta(days=count - 1)
    run = next(run for run in case.days if day in run)
    return [each for each in run if first <= each.date <= day.date]


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
