"""What the windows of a limit hold, counted from the record as one standpoint sees it."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Agreement, Condition, Unit
from monitor.evaluation.alone import AccountAlone, Alone
from monitor.evaluation.quiet import Counted, Quiet
from monitor.evaluation.rolling import AccountWindow, CountWindow, IncidentWindow, Rolling, Window
from monitor.evaluation.scene import Scene
from monitor.evaluation.series import AccountSeries, CountSeries, IncidentSeries, Series
from monitor.evaluation.statements import Stated, statements
from monitor.evaluation.tally import Question, Scope
from monitor.incidents.record import Count


def series_of(scene: Scene, condition: Condition, scope: Scope) -> Series | None:
    """Return the bounds of a limit's windows; None where an account cannot give them."""
    limit, question = condition.limit, Question.of(condition)
    if question is None or not scene.speaks_to(condition):
        return None
    ends = tuple(min(day.end, scene.horizon) for day in scene.days)
    if limit is not None and limit.from_counts:
        return _counts(scene, limit.from_counts, question, scope, ends)
    incidents = IncidentSeries(
        scene.days,
        ends,
        scene.pieces,
        scene.tally.cells(question, scene.pieces, scope) if scene.days else [],
        scene.lookout.gaps(question, scope, scene.calendar.start, scene.horizon),
    )
    if scene.account is None:
        return incidents
    return AccountSeries(incidents, _counts(scene, scene.account, question, scope, ends))


def _counts(
    scene: Scene, source: str, question: Question, scope: Scope, ends: Sequence[datetime]
) -> CountSeries:
    stated = stated_by(scene, source, question, scope)
    ground, heart = ground_of(scene, question, scope)
    return CountSeries(scene.days, ends, stated, ground, heart)


def ground_of(
    scene: Scene, question: Question, scope: Scope
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the p-codes that hold all that a question is about, and those all about it."""
    return scene.lookout.ground(question, scope), scene.lookout.heart(question, scope)


def stated_by(scene: Scene, source: str, question: Question, scope: Scope) -> list[Stated]:
    """Return one source's counts that bear on a question, in one scope."""
    known = scene.facts.records(Count, scene.known)
    own = [fact.record for fact in known if fact.record.source == source]
    party, profile = scope if question.per == "party" else None, scene.profiles.get(source)
    vouched = _vouched(scene.agreement, source, question)
    return statements(own, question, scene.classifier, profile, party, vouched=vouched)


def _vouched(agreement: Agreement, source: str, question: Question) -> bool:
    """Whether a rule takes what this source counts for what is asked about."""
    limits = (condition.limit for condition in agreement.conditions.values())
    named = (one for one in limits if one is not None and one.from_counts == source)
    return any((o.of, o.measure) == (question.incident_class, question.measure) for o in named)


def rolling_of(scene: Scene, condition: Condition, scope: Scope) -> Rolling | None:
    """Return what the windows of a limit in hours hold; None for any other condition."""
    limit, question = condition.limit, Question.of(condition)
    if limit is None or question is None or not scene.speaks_to(condition):
        return None
    if limit.each.unit is not Unit.HOURS:
        return None
    start, length = scene.calendar.start, limit.each.elapsed
    window: Window = IncidentWindow(
        length,
        scene.tally.instants(question, start, scope) if scene.days else [],
        scene.lookout.gaps(question, scope, start, scene.horizon),
    )
    if scene.account is not None:
        stated = stated_by(scene, scene.account, question, scope)
        counted = CountWindow(length, stated, *ground_of(scene, question, scope))
        window = AccountWindow(window, counted)
    ends = [min(day.end, scene.horizon) for day in scene.days]
    return Rolling(scene.days, ends, scene.calendar.in_force, length, window)


def quiet_of(scene: Scene, question: Question, scope: Scope) -> Quiet:
    """Return how long what a question is about had been quiet at any instant."""
    start = scene.calendar.start
    incidents = scene.tally.instants(question, start, scope)
    gaps = scene.lookout.gaps(question, scope, start, scene.horizon)
    counts = None
    if scene.account is not None:
        stated = stated_by(scene, scene.account, question, scope)
        counts = Counted.of(stated, *ground_of(scene, question, scope))
    return Quiet(incidents, gaps, scene.calendar.in_force, counts)


def alone_of(scene: Scene, condition: Condition, scope: Scope) -> Alone | AccountAlone | None:
    """Return what single incidents of each day have, for a limit on each by itself."""
    limit, question = condition.limit, Question.of(condition)
    if limit is None or question is None or not limit.alone:
        return None
    start = scene.calendar.start
    incidents = scene.tally.instants(question, start, scope) if scene.days else []
    gaps = scene.lookout.gaps(question, scope, start, scene.horizon)
    ends = [min(day.end, scene.horizon) for day in scene.days]
    reports = Alone(scene.days, ends, incidents, gaps)
    if scene.account is None:
        return reports
    return AccountAlone(reports, _counts(scene, scene.account, question, scope, ends))
