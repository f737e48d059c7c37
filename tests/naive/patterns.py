"""A repeated pattern: at least so many events in the days that end with the day judged."""

from monitor.agreements.model import Limit, Pattern
from tests.naive.days import Day
from tests.naive.gauge import Case, Gauge
from tests.naive.limits import days_up_to, joined


def read_pattern(case: Case, terms: Pattern, scope: str | None, day: Day) -> str:
    """Return what a pattern reads on a day: more time takes nothing away from one that is there."""
    limit = Limit.model_validate({"of": terms.of, "at_least": str(terms.at_least), "each": "day"})
    gauge = Gauge(case, limit, terms.per, scope)
    days = days_up_to(case, day, terms.in_.count)
    tally = gauge.tally(joined(days, case.at))
    if tally.high is not None and tally.low > tally.high:
        return "undetermined"
    if tally.low >= terms.at_least:
        return "kept"
    few = tally.high is not None and tally.high < terms.at_least
    return "not_yet" if few and day.end <= case.at else "undetermined"
