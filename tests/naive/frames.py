"""When a condition applies at all: its own time in the text, and what it waits for once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Condition
from tests.naive.daily import Judge
from tests.naive.days import Day, instant
from tests.naive.gauge import Case

Begun = Collection[datetime | None]
"""Every instant from which it may apply; None where it may not apply at all."""


def in_text(case: Case, condition: Condition, moment: datetime) -> bool:
    """Whether the text that holds the condition is in force at an instant."""
    zone = case.roster.zone
    if condition.from_ is not None and moment < instant(condition.from_, zone):
        return False
    return condition.until is None or moment < instant(condition.until, zone)


def applying(begun: Begun, moment: datetime, found: str) -> str:
    """Return what is read at an instant of what applies only once something else was kept."""
    applies = {each is not None and each <= moment for each in begun}
    if applies == {True} or (applies == {True, False} and found == "kept"):
        return found
    return "not_in_force" if applies == {False} else "undetermined"


@dataclass(frozen=True)
class Framed:
    """A condition of days, read only on the days on which it applies."""

    case: Case
    condition: Condition
    judge: Judge
    begun: Begun | None
    """None where it waits for nothing."""

    def reads(self, day: Day) -> str:
        """Return the verdict on a day; a day belongs to the text in force when it begins."""
        if not in_text(self.case, self.condition, day.start):
            return "not_in_force"
        found = self.judge.reads(day)
        return found if self.begun is None else applying(self.begun, day.start, found)
