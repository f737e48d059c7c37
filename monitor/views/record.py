"""*Record*: the incidents as known, and which of them are asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.incidents.record import Report
from monitor.incidents.span import Span
from monitor.incidents.version import Incident
from monitor.views.exhibits import accounts_of
from monitor.views.placing import placed_in
from monitor.views.sources import Sources
from monitor.words import believing, names_of, phrasing, record_page, silence, times, verdicts

MOST_LINES = 500
"""How many rows a table of the page has; the rest is reached by narrower filters."""

UNSTATED = "-"
"""Stands in an address for "not stated"; no code of a kind begins with it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; empty text and None ask for everything.

    `first` and `last` are local dates, both included. `area` is a p-code of a map, or an
    `Unplaced`; `text` are words that must all stand in one account.
    """

    first: date | None = None
    last: date | None = None
    kind: str = ""
    area: str = ""
    source: str = ""
    grade: str = ""
    text: str = ""

    def within(self, span: Span, zone: ZoneInfo) -> bool:
        """Whether a time may lie in the dates asked for."""
        if self.first and span.last < _midnight(self.first, zone):
            return False
        return not self.last or span.start < _midnight(self.last + timedelta(days=1), zone)


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in the table."""

    incident: str
    when: str
    place: str
    kind: str
    by: str
    against: str
    killed: str
    established: str
    reports: int


def chosen(
    incidents: Iterable[Incident],
    reports: Mapping[str, Report],
    filters: Filters,
    zone: ZoneInfo,
    areas: Collection[str] = (),
) -> tuple[Incident, ...]:
    """Return the incidents asked for, newest first; `areas` are the p-codes of the map."""
    found = [i for i in incidents if _asked_for(i, reports, filters, zone, areas)]
    found.sort(key=lambda incident: (incident.happened.start, incident.id), reverse=True)
    return tuple(found)


def _asked_for(
    incident: Incident,
    reports: Mapping[str, Report],
    filters: Filters,
    zone: ZoneInfo,
    areas: Collection[str],
) -> bool:
    kinds = incident.kinds or (UNSTATED,)
    accounts = [reports[key] for key in accounts_of(incident) if key in reports]
    wanted = filters.text.casefold().split()
    return (
        filters.within(incident.happened, zone)
        and filters.kind in {"", *kinds}
        and filters.area in {"", placed_in(incident.pcodes, areas)}
        and filters.grade in {"", incident.grade}
        and filters.source in {"", *(report.source for report in accounts)}
        and (not wanted or any(_holds(report, wanted) for report in accounts))
    )


def _holds(report: Report, wanted: Sequence[str]) -> bool:
    kinds = [names_of.KINDS.get(kind, kind) for kind in report.kinds]
    told = (report.key, report.place, report.note, report.citation)
    text = " ".join((*told, *report.by, *report.against, *kinds)).casefold()
    return all(word in text for word in wanted)


def incident_lines(
    incidents: Iterable[Incident], reports: Mapping[str, Report], zone: ZoneInfo
) -> tuple[Line, ...]:
    """Return the rows of these incidents."""
    return tuple(
        Line(
            incident.id,
            times.span(incident.happened.start, incident.happened.end, zone),
            place_of(incident, reports),
            phrasing.kinds(incident.kinds),
            phrasing.actors(incident.by),
            phrasing.actors(incident.against),
            phrasing.figure(incident.killed.low, incident.killed.high),
            established(incident),
            len(incident.reports),
        )
        for incident in incidents
    )


def place_of(incident: Incident, reports: Mapping[str, Report]) -> str:
    """Write where it was: the first place that an account names, else its p-codes."""
    named = [reports[key].place for key in accounts_of(incident) if key in reports]
    codes = phrasing.listed([code for code in incident.pcodes if code], "or")
    return next((place for place in named if place), codes or silence.PLACE_NOT_STATED)


def established(incident: Incident) -> str:
    """Write how well it is established that it happened, and what is open about that."""
    doubts = [
        names_of.GRADES[incident.grade],
        verdicts.DOUBTS["disputed"] if incident.disputed else "",
        verdicts.DOUBTS["repeats"] if incident.repeats else "",
        believing.TIME_CONTESTED if incident.time_contested else "",
    ]
    return "; ".join(doubt for doubt in doubts if doubt)


def titles(found: Iterable[Line]) -> dict[str, str]:
    """Return each incident's line of the choice to open it, by id."""
    return {line.incident: f"{line.when} · {line.place} · {line.kind}" for line in found}


def kinds_in(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the kinds that occur, by code, in the order of their names."""
    found = {kind for incident in incidents for kind in incident.kinds or (UNSTATED,) if kind}
    told = {kind: names_of.KINDS.get(kind, silence.NOT_STATED) for kind in found}
    return dict(sorted(told.items(), key=lambda item: (item[0] == UNSTATED, item[1])))


def grades_in(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the grades that occur, weakest first."""
    found = {incident.grade for incident in incidents}
    return {grade: names_of.GRADES[grade] for grade in sorted(found, key=lambda g: g.rank)}


def sources_in(named: Iterable[str], sources: Sources) -> dict[str, str]:
    """Return the names of these sources, by id, in the order of the names."""
    told = {source: sources.name(source) for source in named}
    return dict(sorted(told.items(), key=lambda item: (item[1].casefold(), item[0])))


def narrowed(shown: int, total: int, one: str, many: str = "") -> str:
    """Write how many of all are listed, as "12 of 47 incidents"."""
    if shown == total:
        return phrasing.number(total, one, many)
    return record_page.OF_ALL.format(shown=shown, total=phrasing.number(total, one, many))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)
