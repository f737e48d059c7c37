"""What somebody owes, and how that stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item


class Owed(StrEnum):
    """How an obligation stands at an instant."""

    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    PENDING = "pending"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that asks for an answer, and how that stands.

    `earliest` and `deadline` are when its term ends, at the earliest and at the latest; exactly
    then is in time. `overdue` is the half-open time in which it is overdue for certain, up to the
    horizon at most; None where there is none. `until` is the last instant at which it puts a day
    to the test. `answers` are the
    items that are its first answer, or may be, in order of time. An `item` that is not certain
    may have asked for nothing: the state is what it is if it did. `unseen` are the intervals in
    which its first answer could have come unseen.
    """

    item: Item
    state: Owed
    earliest: datetime
    deadline: datetime
    until: datetime
    overdue: Interval | None = None
    answers: tuple[Item, ...] = ()
    unseen: tuple[Interval, ...] = ()

    def bears_on(self, start: datetime, end: datetime) -> bool:
        """Whether it puts the half-open [start, end) to the test."""
        return self.item.first < end and start <= self.until

    def fails_in(self, start: datetime, end: datetime) -> bool:
        """Whether it is overdue for certain at an instant of the half-open [start, end)."""
        return self.overdue is not None and self.overdue[0] < end and start < self.overdue[1]
