"""The reference time of a baseline: what was counted in it, and what that allows later."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from monitor.agreements.model import Baseline
from monitor.evaluation.calendar import Interval
from monitor.evaluation.series import Bounds


@dataclass(frozen=True, slots=True)
class Allowed:
    """The least and the most that a limit may be; `high` is None where that is open."""

    low: Fraction
    high: Fraction | None

    @property
    def surely(self) -> int:
        """The largest whole number that is certainly within the limit."""
        return int(self.low)

    @property
    def perhaps(self) -> int | None:
        """The largest whole number that may be within it; None where any may be."""
        return None if self.high is None else int(self.high)


@dataclass(frozen=True, slots=True)
class Reference:
    """What was counted in the reference time of a baseline, as known.

    `window` is half-open. `gaps` are the parts of it in which nobody watched all that had to be
    watched; none where a source's counts are used.
    """

    terms: Baseline
    window: Interval
    bounds: Bounds
    gaps: tuple[Interval, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a baseline on record: all was watched, without contradiction."""
        high = self.bounds.high
        return self.bounds.covered and (high is None or self.bounds.low <= high)

    def allows(self, days: int, by: datetime) -> Allowed | None:
        """Return what a window of so many days may hold.

        None without a baseline on record, or while the reference time is not over by an instant:
        what is said of a past day does not change because more time has gone by.
        """
        if not self.known or by < self.window[1]:
            return None
        rate = self.terms.share * days / self.terms.days
        high = self.bounds.high
        return Allowed(rate * self.bounds.low, None if high is None else rate * high)
