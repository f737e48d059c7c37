"""A limit measured by an earlier time: so large a share of what there was a day, then."""

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from monitor.agreements.model import Baseline
from tests.naive.days import instant

if TYPE_CHECKING:
    from tests.naive.gauge import Gauge

Bounds = tuple[Fraction, Fraction | None]
"""The least and the most that a limit's number may be; None is unbounded."""

DAY = 24 * 3600 * 1_000_000
"""The microseconds of a day on the wall clock."""


class NoBaselineError(Exception):
    """Nobody watched all of the time that a limit is measured by."""


def baseline(gauge: "Gauge", terms: Baseline, days: int) -> Bounds:
    """Return what the share of the mean comes to for so many days, at least and at most.

    Raises:
        NoBaselineError: The time was not watched from end to end, or is not over.
    """
    zone = gauge.case.roster.zone
    first, end = instant(terms.from_, zone), instant(terms.until, zone)
    then = gauge.over(first, end, terms.standard).tally([(first, end)])
    if not then.covered or end > gauge.case.at:
        raise NoBaselineError
    share = terms.share * days / length(terms.from_, terms.until)
    return share * then.low, None if then.high is None else share * then.high


def length(first: datetime, end: datetime) -> Fraction:
    """Return how many days there are between two local times, as the wall clock has it."""
    return Fraction((end - first) // (end - first).resolution, DAY)
