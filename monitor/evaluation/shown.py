"""What a page shows of a finding, as a value: two findings that read alike have equal ones."""

from monitor.agreements.model import Condition
from monitor.evaluation.mark import mark_of
from monitor.evaluation.verdict import DayVerdict, Finding

Shown = tuple[object, ...]
"""What is shown of a finding, or of a day; empty for a condition that is not judged."""


def shown(condition: Condition, finding: Finding | None) -> Shown:
    """Return the verdict with how far a count has come, or its cause; and the marks of its days."""
    if finding is None:
        return ()
    stood = finding.stood
    daily = condition.daily and bool(stood.days)
    cause = None if daily or stood.progress else finding.cause
    days = tuple(shown_day(condition, day) for day in stood.days) if daily else ()
    return (finding.verdict, stood.progress, cause, days)


def shown_day(condition: Condition, day: DayVerdict) -> Shown:
    """Return the mark of a day, without any source's account."""
    return (day.day.date, mark_of(day, condition.limit, told=False))
