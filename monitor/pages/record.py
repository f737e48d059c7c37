"""*Record*: all that is on record, in five parts, each with its filters in the address."""

from collections.abc import Callable

import streamlit as st

from monitor.pages.asked_for import choose_one
from monitor.pages.drawing import draw_top, lines
from monitor.pages.places import Places
from monitor.pages.record_coverage import draw_coverage
from monitor.pages.record_incidents import draw_incidents
from monitor.pages.record_lists import draw_counts, draw_statements
from monitor.pages.record_uploads import draw_uploads
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.words import record_page

_PARTS: dict[str, Callable[[Service, Standpoint], None]] = {
    "incidents": draw_incidents,
    "counts": draw_counts,
    "statements": draw_statements,
    "coverage": draw_coverage,
    "uploads": draw_uploads,
}


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        seen = draw_top(service, places)
        if seen is None:
            return
        part = choose_one(record_page.CHOOSE_PART, "part", record_page.PARTS)
        lines([record_page.UPLOADS_HEAD if part == "uploads" else record_page.HEAD])
        _PARTS[part](service, seen)
