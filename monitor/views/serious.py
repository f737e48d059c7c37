"""Serious incidents that no condition counts for certain: nothing decisive hides behind a rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement, Role
from monitor.agreements.names import Roster
from monitor.evaluation.explain import Evidence, Explanation
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.record import Report
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade
from monitor.views.marks import titled

MANY_KILLED = 10
"""From how many killed an incident is serious whatever else it is."""


@dataclass(frozen=True, slots=True)
class Serious:
    """One such incident: what it was, why it is serious, and why it does not count for certain.

    `condition` and `day` are where *Why* shows it; None where no condition judges its day.
    """

    incident: str
    what: str
    touches: str
    because: str
    condition: str | None
    scope: str | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition on a day, to be explained."""

    condition: str
    scope: str | None
    day: date


def to_explain(
    agreement: Agreement, official: Evaluation, incidents: Iterable[Incident]
) -> tuple[Asked, ...]:
    """Return what has to be explained to tell which serious incidents count."""
    grave = [incident for incident in incidents if seriousness(agreement, incident)]
    asked = {
        Asked(finding.condition, finding.scope, verdict.day.date): None
        for finding in official.findings
        if (limit := agreement.conditions[finding.condition].limit) and not limit.from_counts
        for verdict in (finding.at_end or finding).days
        if any(i.happened.touches(verdict.day.start, verdict.day.end) for i in grave)
    }
    return tuple(asked)


def uncounted(
    agreement: Agreement,
    incidents: Iterable[Incident],
    explanations: Sequence[Explanation],
    reports: Mapping[str, Report],
) -> tuple[Serious, ...]:
    """Return the serious incidents that no condition counts for certain, newest first."""
    found = []
    for incident in incidents:
        touches = seriousness(agreement, incident)
        weighed = [
            (explanation, item)
            for explanation in explanations
            for item in explanation.evidence
            if item.incident.id == incident.id
        ]
        if touches and not any(item.counts for _, item in weighed):
            found.append((incident, _told(agreement, incident, touches, weighed, reports)))
    found.sort(key=lambda pair: (pair[0].happened.start, pair[0].id), reverse=True)
    return tuple(told for _, told in found)


def seriousness(agreement: Agreement, incident: Incident) -> tuple[str, ...]:
    """Return why an incident is serious; empty where it is not."""
    if incident.grade is Grade.REFUTED:
        return ()
    killed = max(incident.killed.low, incident.killed.high or 0)
    reasons = [words.SERIOUS["killed"]] if killed >= MANY_KILLED else []
    local = _local(agreement, incident.happened.start)
    roster = Roster(agreement)
    named = [roster.resolve(name, local) for name in (*incident.by, *incident.against) if name]
    if any(party and roster.role(party, local) is Role.SPONSOR for party in named):
        reasons.append(words.SERIOUS["sponsor"])
    if "attack_on_aid" in incident.kinds or "humanitarian" in incident.purposes:
        reasons.append(words.SERIOUS["aid"])
    if "attack_on_medical" in incident.kinds:
        reasons.append(words.SERIOUS["medical"])
    return tuple(reasons)


def placed(incident: Incident, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    """Write where and when an incident was."""
    places = [reports[key].place for key in incident.reports if key in reports]
    where = next((place for place in places if place), words.PLACE_NOT_STATED)
    return f"{where}, {words.span(incident.happened.start, incident.happened.end, zone)}"


def described(incident: Incident, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    """Write what an incident was: place, time, kind, who did it, how many were killed."""
    parts = [placed(incident, reports, zone)]
    parts.append(f"{words.kinds(incident.kinds)}, by {words.actors(incident.by)}")
    if incident.killed.high is not None or incident.killed.low:
        parts.append(f"killed: {words.figure(incident.killed.low, incident.killed.high)}")
    return "; ".join(parts)


def _told(
    agreement: Agreement,
    incident: Incident,
    touches: Sequence[str],
    weighed: Sequence[tuple[Explanation, Evidence]],
    reports: Mapping[str, Report],
) -> Serious:
    zone = ZoneInfo(agreement.calendar.time_zone)
    open_ones = [pair for pair in weighed if pair[1].counts is None]
    nearest = min(open_ones or weighed, key=lambda pair: len(pair[1].reasons), default=None)
    return Serious(
        incident.id,
        described(incident, reports, zone),
        words.listed(list(touches)),
        _because(agreement, open_ones, nearest),
        nearest[0].finding.condition if nearest else None,
        nearest[0].finding.scope if nearest else None,
        nearest[0].day.day.date if nearest and nearest[0].day else None,
    )


def _because(
    agreement: Agreement,
    open_ones: Sequence[tuple[Explanation, Evidence]],
    nearest: tuple[Explanation, Evidence] | None,
) -> str:
    if nearest is None:
        return words.NO_CONDITION_JUDGES
    explanation, item = nearest
    phrases = words.DOUBTS if open_ones else words.GROUNDS
    reasons = words.listed([phrases[reason] for reason in item.reasons])
    title = titled(agreement, explanation.finding)
    said = words.MAY_COUNT if open_ones else words.COUNTS_NOWHERE
    return said.format(title=title, reasons=reasons)


def _local(agreement: Agreement, instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(agreement.calendar.time_zone)).replace(tzinfo=None)
