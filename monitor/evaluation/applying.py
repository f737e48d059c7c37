"""Whether a condition applies: its text is in force, and what it waits for has come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.agreements.model import Condition
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.verdict import Cause, DayVerdict, Finding, Verdict

if TYPE_CHECKING:  # the view is handed in: it asks for the days of conditions itself
    from monitor.evaluation.view import View


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a condition that others wait for was first kept, at the end of a day.

    `possible` is the first day at whose end it may have been, `certain` the first at which it
    was; None where there is none. Once it has come it stays so, whatever follows.
    """

    possible: datetime | None
    certain: datetime | None

    def come(self, by: datetime) -> Kleene:
        """Whether it had come by an instant."""
        if self.certain is not None and self.certain <= by:
            return True
        return None if self.possible is not None and self.possible <= by else False


def trigger(view: "View", name: str) -> Trigger:
    """Return when a condition was first kept, on the whole record: an account changes no text."""
    from monitor.evaluation.levels import truth_at_end  # noqa: PLC0415 - it judges conditions itself

    if name in view.triggers:
        return view.triggers[name]
    official = view
    if view.account is not None:
        official = type(view)(view.agreement, view.facts, view.at, view.known, None)
    possible, certain = None, None
    for position, day in enumerate(official.days):
        if day.end > official.horizon or certain is not None:
            break
        kept = truth_at_end(official, name, position)
        if kept is not False and possible is None:
            possible = day.end
        certain = day.end if kept else None
    view.triggers[name] = Trigger(possible, certain)
    return view.triggers[name]


def bars(view: "View", condition: Condition, begins: datetime, by: datetime) -> Cause | None:
    """Return why a condition does not apply, or may not; None where it does.

    Args:
        view: From where it is looked at.
        condition: The condition.
        begins: The instant whose text counts: where a day begins, or the instant judged.
        by: By when what it waits for must have come.
    """
    if not condition.term.holds(view.calendar.local(begins)):
        return Cause.OUTSIDE_ITS_TIME
    if condition.once is None:
        return None
    come = trigger(view, condition.once).come(by)
    return {True: None, None: Cause.MAY_NOT_APPLY, False: Cause.NOT_TRIGGERED}[come]


def on_days(view: "View", condition: Condition, judged: Sequence[DayVerdict]) -> list[DayVerdict]:
    """Return the verdicts of days, each as far as the condition applies on it."""
    if not condition.at_times:
        return list(judged)
    return [_on_day(day, bars(view, condition, day.day.start, day.day.start)) for day in judged]


def _on_day(day: DayVerdict, bar: Cause | None) -> DayVerdict:
    verdict, cause = barred((day.verdict, day.cause), bar)
    if (verdict, cause) == (day.verdict, day.cause):
        return day
    return replace(day, verdict=verdict, cause=cause, policy=None, exceeded_at=None)


def barred(says: tuple[Verdict, Cause], bar: Cause | None) -> tuple[Verdict, Cause]:
    """Return what is said where a condition does not apply, or may not.

    What may not apply is kept where it is kept anyway, and else cannot be said.
    """
    if bar is None or (bar is Cause.MAY_NOT_APPLY and says[0] is Verdict.KEPT):
        return says
    verdict = Verdict.UNDETERMINED if bar is Cause.MAY_NOT_APPLY else Verdict.NOT_IN_FORCE
    return verdict, bar


def at_instant(
    view: "View", condition: Condition, found: Finding, at: datetime, begins: datetime | None = None
) -> Finding:
    """Return a finding as far as the condition applies at an instant.

    `begins` is where the day begins that it is about; None where it is about the instant.
    """
    if not condition.at_times:
        return found
    bar = bars(view, condition, begins or at, at)
    verdict, cause = barred((found.verdict, found.cause), bar)
    if (verdict, cause) == (found.verdict, found.cause):
        return found
    return replace(
        found,
        verdict=verdict,
        cause=cause,
        progress=None,
        earliest=None,
        surely=None,
        deadline=None,
        soonest=None,
        parties=(),
    )
