"""The reference time of a baseline in words: what was counted, and what that allows."""

from fractions import Fraction
from zoneinfo import ZoneInfo

from monitor.evaluation.explanation import Explanation
from monitor.evaluation.verdict import DayVerdict
from monitor.words import phrasing, references, times


def reference_told(explanation: Explanation, zone: ZoneInfo) -> str:
    """Write what a limit is measured against, and how much it allows on the day; empty for none."""
    reference, day = explanation.reference, explanation.day
    if reference is None or day is None:
        return ""
    span = times.window(*reference.window, zone)
    if not reference.known:
        return references.NONE.format(span=span)
    bounds = reference.bounds
    told = references.COUNTED.format(
        span=span,
        count=phrasing.figure(bounds.low, bounds.high),
        days=_number(reference.terms.days),
        share=reference.terms.of_baseline,
    )
    return f"{told} {_allowed(day)}"


def _allowed(day: DayVerdict) -> str:
    allowed = day.allowed
    if allowed is None:
        return references.NOT_OVER
    low = _number(allowed.low)
    if allowed.high is None:
        return references.ALLOWS.format(number=references.AT_LEAST.format(low=low))
    if allowed.low == allowed.high:
        return references.ALLOWS.format(number=low)
    high = _number(allowed.high)
    return references.ALLOWS.format(number=references.BETWEEN.format(low=low, high=high))


def _number(exact: Fraction) -> str:
    """Write an exact number: whole, or cut to two places and said to be so."""
    if exact.denominator == 1:
        return f"{int(exact):,}"
    cut = Fraction(int(exact * 100), 100)
    return f"{float(cut):,.2f}" if cut == exact else f"{float(cut):,.2f}…"
