"""The incidents of *Record*: filters, table and map."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from operator import attrgetter

import streamlit as st

from monitor import recordcharts
from monitor.charts import Spec
from monitor.gathering import reports_of
from monitor.incidents.record import Report, SourceProfile
from monitor.incidents.version import Incident
from monitor.pages.asked_for import choose_any, choose_day, choose_words, forget
from monitor.pages.drawing import lines
from monitor.pages.opening import choose_opened, opening_table
from monitor.pages.record_incident import draw_incident
from monitor.pages.standpoint import Standpoint
from monitor.service import Outlines, Service
from monitor.views.placing import Map, fits, mapped
from monitor.views.record import (
    MOST_LINES,
    Filters,
    Line,
    chosen,
    grades_in,
    incident_lines,
    kinds_in,
    narrowed,
    sources_in,
    titles,
)
from monitor.views.sources import Sources
from monitor.words import record_page, silence

NAMES = ("from", "to", "kind", "area", "source", "grade", "text")
MOST_READ = 20_000
"""Incidents that are looked through for one page; of more, a shorter time is asked for."""
EVER = (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))
COLUMNS = {
    "when": "when",
    "place": "place",
    "kind": "kind",
    "by": "by, in the source's words",
    "against": "against",
    "killed": "killed",
    "established": "established",
    "reports": "accounts",
}
WIDTHS = {
    "when": 100,
    "place": 120,
    "kind": 110,
    "by, in the source's words": 125,
    "against": 80,
    "killed": 60,
    "established": 115,
    "accounts": 70,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """The incidents of a time, with their accounts by key."""

    incidents: Sequence[Incident]
    reports: Mapping[str, Report]


def draw_incidents(service: Service, seen: Standpoint) -> None:
    """Draw the incidents as known."""
    sources = sources_of(service, seen)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        first = choose_day(record_page.FILTER_FROM, "from")
        last = choose_day(record_page.FILTER_TO, "to")
        filters = Filters(first, last)
        start, end = _bounds(filters, seen)
        count = service.record.how_many(seen.known, start, end)
        found = _found(service, seen, start, end) if count <= MOST_READ else None
        outlines = _outlines(service, found.incidents) if found else None
        areas = outlines.names if outlines else {}
        if found is not None:
            filters = _choose(filters, found, sources, areas)
        st.button(record_page.CLEAR, on_click=forget(*NAMES))
    if found is None:
        st.text(record_page.TOO_MANY.format(count=count))
        return
    if not found.incidents and not any(filters_of(filters)):
        st.text(silence.EMPTY_RECORD)
        return
    asked = chosen(found.incidents, found.reports, filters, seen.zone, areas)
    shown = incident_lines(asked[:MOST_LINES], found.reports, seen.zone)
    lines([narrowed(len(asked), len(found.incidents), "incident"), *capped(len(asked))])
    left, right = st.columns([29, 11], gap="small")
    with left:
        opened = _table(shown)
    with right:
        _map(asked, outlines)
    if opened:
        draw_incident(service, seen, opened, sources)


def sources_of(service: Service, seen: Standpoint) -> Sources:
    """Return the sources known, as the agreement's sides see them."""
    agreement = service.rules.instrument(seen.agreement).agreement
    profiles = {
        known.record.id: known.record for known in service.record.of(SourceProfile, seen.known)
    }
    return Sources.at(agreement, profiles, seen.at)


def capped(total: int) -> list[str]:
    """Return what to say where a table does not hold all of its rows."""
    return (
        [record_page.FIRST_ROWS.format(most=MOST_LINES, total=total)] if total > MOST_LINES else []
    )


def filters_of(filters: Filters) -> list[object]:
    """Return the values asked for."""
    return list(asdict(filters).values())


def _bounds(filters: Filters, seen: Standpoint) -> tuple[datetime, datetime]:
    """Return the instants between which incidents are read."""
    start, end = EVER
    if filters.first:
        start = datetime.combine(filters.first, time(0), seen.zone).astimezone(UTC)
    if filters.last:
        day = filters.last + timedelta(days=1)
        end = datetime.combine(day, time(0), seen.zone).astimezone(UTC)
    return start, end


def _found(service: Service, seen: Standpoint, start: datetime, end: datetime) -> _Found:
    return _read(service, seen.known, start, end, service.store.version)


@st.cache_resource(max_entries=16, show_spinner=False)
def _read(
    _service: Service, known: datetime, start: datetime, end: datetime, version: str
) -> _Found:
    """Read the incidents once for each `version` of the record."""
    del version
    incidents = [version.incident for version in _service.record.incidents(known, start, end)]
    return _Found(incidents, reports_of(_service, known, incidents))


def _outlines(service: Service, incidents: Sequence[Incident]) -> Outlines | None:
    """Return the outlines of the country that the incidents lie in."""
    return next((o for o in service.outlines() if fits(o.names, incidents)), None)


def _choose(filters: Filters, found: _Found, sources: Sources, areas: Mapping[str, str]) -> Filters:
    named = {report.source for report in found.reports.values()}
    named_areas = sorted(areas.items(), key=lambda item: item[1])
    offered = {**dict(named_areas), **record_page.UNPLACED_CHOICE}
    return Filters(
        filters.first,
        filters.last,
        choose_any(record_page.FILTER_KIND, "kind", kinds_in(found.incidents)),
        choose_any(record_page.FILTER_AREA, "area", offered) if areas else "",
        choose_any(record_page.FILTER_SOURCE, "source", sources_in(named, sources)),
        choose_any(record_page.FILTER_GRADE, "grade", grades_in(found.incidents)),
        choose_words(record_page.FILTER_TEXT, "text"),
    )


def _table(shown: Sequence[Line]) -> str:
    """Draw the incidents; returns the one opened, or nothing."""
    named = titles(shown)
    rows = [{label: getattr(line, name) for name, label in COLUMNS.items()} for line in shown]
    if rows:
        alt = record_page.PARTS["incidents"]
        opening_table("incident", named, rows, alt=alt, widths=WIDTHS, most=5, wrapped=True)
    else:
        st.text(record_page.NONE_FIT)
    return choose_opened(record_page.OPEN_INCIDENT, "incident", named, record_page.NOT_OPENED)


def _map(asked: Sequence[Incident], outlines: Outlines | None) -> None:
    if outlines is None:
        st.text(record_page.MAP_NONE)
        return
    shown = mapped(asked, outlines.names)
    st.vega_lite_chart(chart_of(shown, outlines))
    lines(shown.beside)


@st.cache_data(
    max_entries=64,
    show_spinner=False,
    hash_funcs={Map: repr, Outlines: attrgetter("file", "changed")},
)
def chart_of(shown: Map, outlines: Outlines) -> Spec:
    """Work the map out once for the same counts and outlines; each caller gets a copy."""
    return recordcharts.map_chart(shown, outlines.shapes)
