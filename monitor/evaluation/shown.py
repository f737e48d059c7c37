"""What a page shows of a finding or a phase, as a value: what reads alike has equal ones."""

from collections.abc import Iterable, Sequence

from monitor.agreements.model import Condition, Phase
from monitor.evaluation.mark import mark_of
from monitor.evaluation.verdict import DayVerdict, Finding, PhaseState, Standing

Shown = tuple[object, ...]
"""What is shown of a finding, a day or a phase; empty for a condition that is not judged."""

WAITING = {PhaseState.NOT_DUE, PhaseState.MAY_BE_DUE}
"""The states of which it is said how the condition stands that a phase waits for."""


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


def shown_phase(phase: Phase, standings: Sequence[Standing], findings: Iterable[Finding]) -> Shown:
    """Return where a phase stands for each holder; what it waits for, with how that stands.

    `standings` are its own; the finding on its condition is among `findings`, or is not judged.
    """
    each = [(one.holder, one.state, one.since, one.until, one.waiting_for) for one in standings]
    open_ = [(one.doubts, one.provisional_until) for one in standings]
    waits = any(one.state in WAITING for one in standings)
    condition = (one.stood.verdict for one in findings if one.condition == phase.opens.when)
    return (*each, *open_, next(condition, None) if waits else None)
