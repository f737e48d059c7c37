"""*Then & now*: one moment, as it was known at two others; steps through the days."""

from functools import partial

import streamlit as st

from monitor.pages.comparing import compare
from monitor.pages.drawing import draw_top, lines, table
from monitor.pages.places import Places
from monitor.pages.sides import draw_difference, draw_heads, rows_of
from monitor.pages.standpoint import Standpoint, carried, choose_then
from monitor.service import Service
from monitor.views.thennow import Difference, step, then_now
from monitor.words import pages, then_now_page

WIDTHS = {
    "source": 190,
    "what it says": 480,
    "when": 150,
    "published": 130,
    "known since": 130,
    "what became of it": 120,
    "record": 170,
}
MOST = 6
"""Rows of what also became known that are shown before the table scrolls."""


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    with st.container(gap="xsmall"):
        seen = draw_top(service, places)
        if seen is not None:
            _draw(service, seen, places)


def _draw(service: Service, seen: Standpoint, places: Places) -> None:
    agreement = service.rules.instrument(seen.agreement).agreement
    then = choose_then(seen, step(agreement, seen.at, -1), step(agreement, seen.at, 1))
    found = compare(service, seen, then)
    shown = then_now(found.agreement, found.then, found.later, found.changes, found.explained)
    lines([shown.summary, *([] if found.whole else [then_now_page.NOT_ALL_COMPARED])])
    draw_heads(shown.then, shown.later)
    for one in shown.differences:
        draw_difference(one, partial(_to_why, places, one))
    lines(shown.folds)
    if shown.also:
        st.markdown(f"**{then_now_page.ALSO_BECAME_KNOWN}**")
        st.text(then_now_page.ALSO_EXPLAINED)
        table(
            rows_of(shown.also),
            then_now_page.ALSO_BECAME_KNOWN,
            widths=WIDTHS,
            most=MOST,
            wrapped=True,
        )


def _to_why(places: Places, one: Difference) -> None:
    """Draw the link to *Why* for a difference, which shows both sides there too."""
    if one.condition is None:
        return
    asked = {
        "condition": one.condition,
        "scope": one.scope or "",
        "day": one.day.isoformat() if one.day else "",
        "then": st.query_params.get("then", ""),
        "side": "now",
    }
    given = {name: value for name, value in asked.items() if value}
    st.page_link(places.why, label=pages.WHY, query_params=carried() | given)
