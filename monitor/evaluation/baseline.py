"""A limit taken from the record: counts the reference time, over its own rosters and watch."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.agreements.model import Baseline, Condition
from monitor.evaluation.calendar import Interval
from monitor.evaluation.counting import ground_of, stated_by
from monitor.evaluation.reference import Reference
from monitor.evaluation.scene import Scene
from monitor.evaluation.series import Bounds, merged
from monitor.evaluation.statements import hides, least, most
from monitor.evaluation.tally import Instant, Question, Scope, Tally
from monitor.incidents.span import TICK


def reference(scene: Scene, condition: Condition, scope: Scope) -> Reference | None:
    """Return the reference of a limit taken from a baseline; None for any other condition."""
    limit, question = condition.limit, Question.of(condition)
    terms = limit.baseline if limit else None
    if limit is None or terms is None or question is None:
        return None
    window = scene.calendar.utc(terms.from_), scene.calendar.utc(terms.until)
    if limit.from_counts:
        bounds = _counted(scene, limit.from_counts, question, scope, window)
        return Reference(terms, window, bounds)
    gaps = scene.lookout.gaps(question, scope, *window)
    happened = _tally(scene, terms).instants(question, window[0], scope, window[1] - TICK)
    told = _told(happened, window, gaps)
    if scene.account is not None:
        stated = stated_by(scene, scene.account, question, scope)
        hidden = hides(stated, *window, ground_of(scene, question, scope)[0])
        told = merged(told, _counted(scene, scene.account, question, scope, window), hidden)
    return Reference(terms, window, told, tuple(gaps))


def _tally(scene: Scene, terms: Baseline) -> Tally:
    """Return the counting of the reference time, by its own standard where it has one.

    An account needs no confirmation for that time either.
    """
    if terms.standard is None or scene.account is not None:
        return scene.tally
    standpoint = replace(scene.standpoint, standard=terms.standard)
    return Tally(scene.facts, scene.classifier, standpoint)


def _told(incidents: Iterable[Instant], window: Interval, gaps: Sequence[Interval]) -> Bounds:
    start, end = window
    may = [one for one in incidents if one.first < end and one.last >= start]
    low = sum(one.low for one in may if one.must and start <= one.first and one.last < end)
    highs = [one.high for one in may if one.high is not None]
    high, unbounded = sum(highs), len(may) - len(highs)
    bounded = not gaps and not unbounded
    return Bounds(low, high if bounded else None, not gaps, high + unbounded)


def _counted(
    scene: Scene, source: str, question: Question, scope: Scope, window: Interval
) -> Bounds:
    stated, (ground, heart) = (
        stated_by(scene, source, question, scope),
        ground_of(scene, question, scope),
    )
    low, high = least(stated, *window, heart), most(stated, *window, ground)
    return Bounds(low, high, high is not None, low)
