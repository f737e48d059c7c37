"""What a condition is judged for: each area, each party, or the agreement as a whole."""

from datetime import datetime

from monitor.agreements.circles import named_in
from monitor.agreements.model import Condition
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.scene import Scene
from monitor.evaluation.tally import Question, Scope


def scopes(scene: Scene, condition: Condition, on: MonitoringDay | None = None) -> list[Scope]:
    """Return the areas or parties a condition is judged for, or one None.

    A streak has the scopes of the limit that it counts; parties are those that could be
    the perpetrator on the day judged: a day that has ended, or the present one (None);
    of a streak before its first day has ended, the day that is running.
    """
    base = scene.counted_by(condition)
    if base.gate and base.per == "party":
        return _parties_within(scene, base, on)
    if base.judged_per == "area":
        return [name for name, area in scene.agreement.areas.items() if not area.unpublished]
    if base.judged_per == "party" and base.by_day:
        begun = scene.days[-1] if scene.days else None
        day = on or (scene.last_ended or begun if condition.counts else begun)
        moment = day.start if day else scene.at
        return _parties_of(scene, base, scene.calendar.local(moment))
    return [None]


def _parties_of(scene: Scene, condition: Condition, local: datetime) -> list[Scope]:
    """Return the parties that could do, at a local time, what a condition is about."""
    question = Question.of(condition)
    if question is not None:
        return list(scene.classifier.perpetrators(question.incident_class, local))
    asked = condition.duty.asks if condition.duty else None
    if asked is not None and asked.happened is not None:
        return list(scene.classifier.perpetrators(asked.happened, local))
    parties = scene.agreement.parties
    return [party for party in parties if asked is None or asked.may_be_of(party)]


def _parties_within(scene: Scene, gate: Condition, on: MonitoringDay | None) -> list[Scope]:
    """Return the parties that anything which a gate asks for is judged for."""
    found = {
        scope
        for name in named_in(gate)
        for scope in scopes(scene, scene.agreement.conditions[name], on)
        if scope in scene.agreement.parties
    }
    return [party for party in scene.agreement.parties if party in found]
