"""What a window of time holds, and what a limit or a pattern reads on a day, as values."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from monitor.evaluation.check.clock import Day
from monitor.evaluation.verdict import Cause, Verdict

Allowed = tuple[Fraction, Fraction | None]
"""The least and the most that a limit may be, taken from a baseline; None where that is open."""


@dataclass(frozen=True, slots=True)
class Range:
    """At least `low`, at most `high` (None: no saying); `told` is what is on record of it."""

    low: int
    high: int | None
    seen: bool
    told: int


@dataclass(frozen=True, slots=True)
class DayReads:
    """What a limit reads on a day, over the window of days from `first` to it.

    `exceeded` is the first instant at which a window in hours holds too many.
    """

    day: Day
    first: Day
    verdict: Verdict
    cause: Cause
    range: Range
    number: int | None
    finished: bool
    policy: str | None = None
    exceeded: datetime | None = None
    allowed: Allowed | None = None
