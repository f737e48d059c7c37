"""Serious incidents that no condition counts for certain, and why: nothing hides behind a rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.agreements.model import Agreement, Role
from monitor.agreements.names import Roster
from monitor.evaluation.calendar import MonitoringDay
from monitor.evaluation.explanation import Evidence
from monitor.evaluation.tally import Scope
from monitor.evaluation.view import View
from monitor.evaluation.weighing import Weighing
from monitor.incidents.version import Incident, Stated
from monitor.incidents.vocabulary import Grade

MANY_KILLED = 10
"""From how many killed an incident is serious whatever else it is."""

MOST = 200
"""How many serious incidents are looked at; of more, the latest."""

AID, MEDICAL, HUMANITARIAN = "attack_on_aid", "attack_on_medical", "humanitarian"


Wanted = Callable[[Stated], bool]


class Touches(StrEnum):
    """Why an incident is serious."""

    KILLED = "killed"
    SPONSOR = "sponsor"
    AID = "aid"
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A serious incident that no condition counts for certain.

    `evidence` holds it against the condition that comes nearest to counting it, on `day` and in
    `scope`; all None where no condition judges the time at which it happened.
    """

    incident: Incident
    touches: tuple[Touches, ...]
    condition: str | None = None
    scope: Scope = None
    day: MonitoringDay | None = None
    evidence: Evidence | None = None


def uncounted(view: View) -> tuple[Uncounted, ...]:
    """Return the serious incidents since the beginning that nothing counts for certain.

    Newest first; incidents alone are weighed, counts of a source count no incident.
    """
    tested = set(_put_to_the_test(view))
    grave_ones = [incident for incident in grave(view) if incident.id not in tested]
    found = [one for incident in grave_ones if (one := _weighed(view, incident)) is not None]
    found.sort(key=lambda one: (one.incident.happened.start, one.incident.id), reverse=True)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The condition that counts a serious incident, or comes nearest to it.

    `counts` is None where it may count it, not for certain, and False where none counts it;
    `condition` is None where none judges the time at which it happened. `evidence` says why; None
    of a duty that it puts to the test.
    """

    condition: str | None
    scope: Scope
    counts: bool | None
    evidence: Evidence | None = None


def weighed(view: View, key: str) -> Weighed | None:
    """Return how a serious incident is weighed; None where no such incident is known."""
    incident = next((one for one in grave(view) if one.id == key), None)
    if incident is None:
        return None
    for name, scope, tested in _tests(view):
        if tested == key:
            return Weighed(name, scope, counts=True)
    held = list(_held(view, incident))
    certain = [one for one in held if one.evidence and one.evidence.counts]
    found = certain[0] if certain else _weighed(view, incident)
    if found is None or found.evidence is None:
        return Weighed(None, None, counts=False)
    return Weighed(found.condition, found.scope, found.evidence.counts, found.evidence)


def grave(view: View) -> list[Incident]:
    """Return the serious incidents from the beginning to the horizon, as known."""
    if view.horizon <= view.calendar.start:
        return []
    actors = {
        field: _codes(view, field, lambda names: _names_a_sponsor(view, names))
        for field in ("perpetrator", "victim")
    }
    codes = actors | {
        "kind": _codes(view, "kind", lambda kinds: bool({AID, MEDICAL} & set(kinds))),
        "purpose": _codes(view, "purpose", lambda purposes: HUMANITARIAN in purposes),
    }
    versions = view.facts.grave(
        view.known, view.calendar.start, view.horizon, killed=MANY_KILLED, codes=codes, most=MOST
    )
    incidents = [version.incident for version in versions]
    return [incident for incident in incidents if touches(view.agreement, incident, view)]


def _codes(view: View, field: str, wanted: Wanted) -> list[int]:
    return [code for code, stated in view.facts.codes(field) if wanted(stated)]


def _names_a_sponsor(view: View, names: Stated) -> bool:
    """Whether a name is a sponsor's in any era: when it happened decides later."""
    roster = view.classifier.roster
    named = {
        (roster.resolve(name, era), era) for name in names if name for era in view.classifier.eras
    }
    return any(party and roster.role(party, era) is Role.SPONSOR for party, era in named)


def touches(agreement: Agreement, incident: Incident, view: View) -> tuple[Touches, ...]:
    """Return why an incident is serious; empty where it is not."""
    return seriousness(agreement, incident, view.calendar.local(incident.happened.start))


def seriousness(agreement: Agreement, incident: Incident, local: datetime) -> tuple[Touches, ...]:
    """Return why an incident is serious, by the roster at a local time; empty where it is not."""
    if incident.grade is Grade.REFUTED:
        return ()
    roster = Roster(agreement)
    named = [roster.resolve(name, local) for name in (*incident.by, *incident.against) if name]
    by_sponsor = any(party and roster.role(party, local) is Role.SPONSOR for party in named)
    found = {
        Touches.KILLED: max(incident.killed.low, incident.killed.high or 0) >= MANY_KILLED,
        Touches.SPONSOR: by_sponsor,
        Touches.AID: AID in incident.kinds or HUMANITARIAN in incident.purposes,
        Touches.MEDICAL: MEDICAL in incident.kinds,
    }
    return tuple(reason for reason, applies in found.items() if applies)


def _put_to_the_test(view: View) -> Iterator[str]:
    """Yield the incidents that put a duty to the test for certain: these it counts."""
    yield from (tested for _, _, tested in _tests(view))


def _tests(view: View) -> Iterator[tuple[str, Scope, str]]:
    """Yield each duty, in each scope, with every incident that puts it to the test for certain."""
    for name, condition in view.agreement.conditions.items():
        for scope in view.scopes(condition) if condition.duty else ():
            duty = view.owing(name, scope)
            for one in duty.obligations if duty else ():
                if one.item.must:
                    yield name, scope, one.item.key


def _weighed(view: View, incident: Incident) -> Uncounted | None:
    """Hold an incident against every limit on every day it touches; None where one counts it."""
    held = list(_held(view, incident))
    if any(one.evidence and one.evidence.counts for one in held):
        return None
    open_ones = [one for one in held if one.evidence and one.evidence.counts is None]
    return min(open_ones or held, key=_reasons, default=_nowhere(view, incident))


def _nowhere(view: View, incident: Incident) -> Uncounted:
    return Uncounted(incident, touches(view.agreement, incident, view))


def _reasons(one: Uncounted) -> int:
    return len(one.evidence.reasons) if one.evidence else 0


def _held(view: View, incident: Incident) -> Iterator[Uncounted]:
    found = touches(view.agreement, incident, view)
    for name, condition in view.agreement.conditions.items():
        limit = condition.limit
        if limit is None or limit.from_counts:
            continue
        for scope in view.scopes(condition):
            test = view.classifier.class_test(
                limit.of, within=limit.in_, per=condition.per, scope=scope
            )
            weighing = Weighing(view, test)
            for verdict in view.judged(name, scope) or ():
                window = view.window(name, scope, verdict)
                if incident.happened.touches(*window):
                    evidence = weighing.weigh(incident, window)
                    yield Uncounted(incident, found, name, scope, verdict.day, evidence)
