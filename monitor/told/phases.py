"""Where a phase stands for one holder, in words that are the same the day after."""

from datetime import datetime

from monitor.agreements.model import Agreement
from monitor.evaluation.verdict import Standing
from monitor.views.standings import (
    RUNNING,
    holder_name,
    open_points,
    state_name,
    title_of_phase,
)
from monitor.words import duties, phases, times


def phase_name(agreement: Agreement, one: Standing) -> str:
    """Return the title of a phase with its holder."""
    return f"{title_of_phase(agreement, one.phase)}, {holder_name(agreement, one.holder)}"


def state(agreement: Agreement, one: Standing, at: datetime) -> str:
    """Write a state as at a moment: since when, and until when or on whose decision it waits.

    A year is said where it is not that of `at`.
    """
    text = state_name(agreement, one)
    if one.since is not None:
        span = times.span(*one.since, agreement.zone)
        since = times.of_year(span, one.since[0], at, agreement.zone)
        text += phases.SINCE.format(time=since)
    if one.until is not None and one.state in RUNNING:
        text += duties.UNTIL.format(time=times.short(one.until, agreement.zone))
    return text + open_points(agreement, one)
