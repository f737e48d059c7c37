"""A limit taken from the record: counts the reference time, over its own rosters and watch."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.agreements.model import Baseline, Condition
from monitor.evaluation.calendar import Interval
from monitor.evaluation.reference import Reference
from monitor.evaluation.series import Bounds, merged
from monitor.evaluation.statements import least, most
from monitor.evaluation.tally import Instant, Question, Scope, Tally

if TYPE_CHECKING:  # the view is handed in: it asks for the days of limits itself
    from monitor.evaluation.view import View


def reference(view: "View", condition: Condition, scope: Scope) -> Reference | None:
    """Return the reference of a limit taken from a baseline; None for any other condition."""
    limit, question = condition.limit, Question.of(condition)
    terms = limit.baseline if limit else None
    if limit is None or terms is None or question is None:
        return None
    window = view.calendar.utc(terms.from_), view.calendar.utc(terms.until)
    if limit.from_counts:
        bounds = _counted(view, limit.from_counts, question, scope, window)
        return Reference(terms, window, bounds)
    gaps = view.lookout.gaps(question, scope, *window)
    told = _told(_tally(view, terms).instants(question, window[0], scope), window, gaps)
    if view.account is not None:
        told = merged(told, _counted(view, view.account, question, scope, window))
    return Reference(terms, window, told, tuple(gaps))


def _tally(view: "View", terms: Baseline) -> Tally:
    """Return the counting of the reference time, by its own standard where it has one.

    An account needs no confirmation for that time either.
    """
    if terms.standard is None or view.account is not None:
        return view.tally
    standpoint = replace(view.standpoint, standard=terms.standard)
    return Tally(view.facts, view.classifier, standpoint)


def _told(incidents: Iterable[Instant], window: Interval, gaps: Sequence[Interval]) -> Bounds:
    start, end = window
    may = [one for one in incidents if one.first < end and one.last >= start]
    low = sum(one.low for one in may if one.must and start <= one.first and one.last < end)
    highs = [one.high for one in may if one.high is not None]
    high, unbounded = sum(highs), len(may) - len(highs)
    bounded = not gaps and not unbounded
    return Bounds(low, high if bounded else None, not gaps, high + unbounded)


def _counted(
    view: "View", source: str, question: Question, scope: Scope, window: Interval
) -> Bounds:
    stated, (ground, heart) = view.stated(source, question, scope), view.ground(question, scope)
    low, high = least(stated, *window, heart), most(stated, *window, ground)
    return Bounds(low, high, high is not None, low)
