"""Counts, statements, decisions and attestations of *Record*, with their filters."""

from collections.abc import Iterable, Sequence

import streamlit as st

from monitor.incidents.record import Attestation, Count, Decision, Statement
from monitor.pages.asked_for import choose_any, choose_day, forget
from monitor.pages.drawing import lines, table
from monitor.pages.record_incidents import capped, sources_of
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.listing import Listing, Row
from monitor.views.record import MOST_LINES, Filters, narrowed, sources_in
from monitor.words import record_page

NAMES = ("from", "to", "source")
ROWS, FEW_ROWS = 16, 6
WIDTHS = {
    "when": 180,
    "figure": 130,
    "running": 90,
    "kind": 120,
    "by": 160,
    "against": 110,
    "place": 130,
    "stated by": 130,
    "who": 170,
    "what": 330,
    "it was so": 120,
    "until": 100,
    "agreement": 110,
    "source": 150,
    "published": 210,
    "known since": 210,
    "note": 300,
}


def draw_counts(service: Service, seen: Standpoint) -> None:
    """Draw what sources count, each figure as it is stated."""
    counts = service.record.of(Count, seen.known)
    listing = _listing(service, seen, (known.record.source for known in counts))
    lines([record_page.NEVER_ADDED])
    _draw(record_page.PARTS["counts"], listing.counts(counts), len(counts), "count", most=ROWS)


def draw_statements(service: Service, seen: Standpoint) -> None:
    """Draw what was said, decided and attested."""
    said, done = service.record.of(Statement, seen.known), service.record.of(Decision, seen.known)
    attested = service.record.of(Attestation, seen.known)
    named = (known.record.source for kind in (said, done, attested) for known in kind)
    listing = _listing(service, seen, named)
    for title, rows, total, one in (
        (record_page.STATEMENTS_TITLE, listing.statements(said), len(said), "statement"),
        (record_page.DECISIONS_TITLE, listing.decisions(done), len(done), "decision"),
        (
            record_page.ATTESTATIONS_TITLE,
            listing.attestations(attested),
            len(attested),
            "attestation",
        ),
    ):
        st.markdown(f"**{title}**")
        _draw(title, rows, total, one, most=FEW_ROWS)


def _listing(service: Service, seen: Standpoint, named: Iterable[str]) -> Listing:
    """Draw the filters; returns what writes the rows that they ask for."""
    sources = sources_of(service, seen)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        filters = Filters(
            choose_day(record_page.FILTER_FROM, "from"),
            choose_day(record_page.FILTER_TO, "to"),
            source=choose_any(record_page.FILTER_SOURCE, "source", sources_in(named, sources)),
        )
        st.button(record_page.CLEAR, on_click=forget(*NAMES))
    return Listing(sources, seen.zone, filters)


def _draw(alt: str, rows: Sequence[Row], total: int, one: str, *, most: int) -> None:
    if not total:
        st.text(record_page.NONE_FIT)
        return
    lines([narrowed(len(rows), total, one), *capped(len(rows))])
    told = {name for row in rows for name, cell in row.items() if cell}
    filled = [{n: c for n, c in row.items() if n in told} for row in rows[:MOST_LINES]]
    table(filled, alt, most=most, widths=WIDTHS)
    if not rows:
        st.text(record_page.NONE_FIT)
