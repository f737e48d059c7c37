"""Coverage of *Record*: which source watched or published on which day."""

import streamlit as st

from monitor import recordcharts
from monitor.incidents.record import Coverage, Report
from monitor.pages.asking import ask
from monitor.pages.drawing import lines, table
from monitor.pages.record_incidents import sources_of
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.coming import days_of
from monitor.views.rhythms import rhythm_lines
from monitor.views.watching import watching
from monitor.words import rhythms, who_watched

WIDTHS = {"source": 220, "silence": 260, "counts": 200, "reporting day ends": 150, "limits": 520}


def draw_coverage(service: Service, seen: Standpoint) -> None:
    """Draw the grid, and what the silence of each source is worth."""
    asked = ask(service, seen)
    known = seen.known
    coverage = service.record.of(Coverage, known)
    publishing = set(service.record.publishing(known))
    shown = watching(
        days_of(asked.board.official),
        seen.at,
        coverage,
        asked.record.profiles,
        # Each of the others would be a look at the whole record, for nothing.
        lambda source: service.record.published(source, known) if source in publishing else (),
        sources=sources_of(service, seen),
        named={*publishing, *(p.id for p in asked.record.profiles)},
    )
    if not shown.watchers:
        st.text(who_watched.NO_SOURCES)
        return
    lines([shown.said])
    if shown.days:
        if any(watcher.heard for watcher in shown.watchers):
            st.vega_lite_chart(recordcharts.coverage_chart(shown, seen.zone))
        lines([who_watched.PUBLISHED_DAY, *shown.unheard])
    st.markdown(f"**{who_watched.SILENCE_WORTH}**")
    rows = [
        {
            "source": watcher.name,
            "silence": watcher.strength,
            "counts": watcher.counts,
            "reporting day ends": watcher.cut_off,
            "limits": watcher.limits,
        }
        for watcher in shown.watchers
    ]
    table(rows, who_watched.SILENCE_WORTH, most=12, widths=WIDTHS)
    _draw_rhythms(service, seen)


def _draw_rhythms(service: Service, seen: Standpoint) -> None:
    """Draw which silences are probably gaps, and how late each source is."""
    st.markdown(f"**{rhythms.TITLE}**")
    reports = [known.record for known in service.record.of(Report, seen.known)]
    begun = [report for report in reports if report.happened.start < seen.at]
    gaps = service.record.gaps(seen.known, seen.at, seen.zone)
    settles = service.rules.instrument(seen.agreement).agreement.evidence.settles_after
    told = rhythm_lines(gaps, begun, sources_of(service, seen), settles)
    lines([rhythms.SAYS, *(list(told) or [rhythms.NO_GAPS])])
