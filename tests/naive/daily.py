"""Conditions that have a verdict of every day: each is asked for the verdict of one day."""

from datetime import datetime
from typing import Protocol

from monitor.agreements.model import Condition
from tests.naive.days import Day
from tests.naive.gauge import Case


class Judge(Protocol):
    """Reads any day of one condition in one scope."""

    def reads(self, day: Day) -> str:
        """Return the verdict on a day, finished or running; "nobody_asked" where nobody did."""
        ...


def so_far(case: Case, day: Day) -> datetime:
    """Return the end of a day, or of as much of it as is over at the instant judged."""
    return min(day.end, case.at)


def of_day(case: Case, day: Day, found: str) -> str:
    """Return what a day reads: never kept while it runs."""
    return "undetermined" if found == "kept" and day.end > case.at else found


def daily(condition: Condition) -> bool:
    """Whether a condition has a verdict of every day."""
    return any((condition.limit, condition.response, condition.notice, condition.only_if))
