"""Serious incidents that no condition counts for certain, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.evaluation.serious import Uncounted
from monitor.incidents.record import Report
from monitor.incidents.version import Incident
from monitor.views.counting import reasons_of
from monitor.views.marks import title_in
from monitor.words import phrasing, silence, times, today_page


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

    @property
    def line(self) -> str:
        """The incident, why it is serious, and why it does not count for certain."""
        return f"{self.what} ({self.touches}): {self.because}"


def serious(
    agreement: Agreement, found: Iterable[Uncounted], reports: Mapping[str, Report]
) -> tuple[Serious, ...]:
    """Write the serious incidents that no condition counts for certain, in their order."""
    zone = agreement.zone
    return tuple(
        Serious(
            one.incident.id,
            described(one.incident, reports, zone),
            phrasing.listed([today_page.SERIOUS[reason] for reason in one.touches]),
            _because(agreement, one),
            one.condition,
            one.scope,
            one.day.date if one.day else None,
        )
        for one in found
    )


def placed(incident: Incident, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    """Write where and when an incident was."""
    places = [reports[key].place for key in incident.reports if key in reports]
    where = next((place for place in places if place), silence.PLACE_NOT_STATED)
    return f"{where}, {times.span(incident.happened.start, incident.happened.end, zone)}"


def described(incident: Incident, reports: Mapping[str, Report], zone: ZoneInfo) -> str:
    """Write what an incident was: place, time, kind, who did it, how many were killed."""
    parts = [placed(incident, reports, zone)]
    parts.append(f"{phrasing.kinds(incident.kinds)}, by {phrasing.actors(incident.by)}")
    if incident.killed.high is not None or incident.killed.low:
        parts.append(f"killed: {phrasing.figure(incident.killed.low, incident.killed.high)}")
    return "; ".join(parts)


def _because(agreement: Agreement, one: Uncounted) -> str:
    if one.condition is None or one.evidence is None:
        return today_page.NO_CONDITION_JUDGES
    reasons = phrasing.listed(reasons_of(one.evidence))
    title = title_in(agreement, one.condition, one.scope)
    said = today_page.MAY_COUNT if one.evidence.counts is None else today_page.COUNTS_NOWHERE
    return said.format(title=title, reasons=reasons)
