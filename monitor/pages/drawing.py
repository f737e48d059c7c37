"""Small pieces that several pages draw. Other people's text goes through `st.text` or a table."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitor.pages.places import Places
from monitor.pages.standpoint import Standpoint, carried, choose_standpoint
from monitor.service import Service
from monitor.views.today import header
from monitor.words import pages

ROW_HEIGHT, TALL_ROW = 35, 62
"""Heights of a row in pixels; in a tall one the cells wrap."""
MOST_ROWS = 8
"""Rows that a table shows before it scrolls."""

LABELS = (1, 10)
"""Widths of the label of a band and of what stands beside it."""


def draw_top(service: Service, places: Places, *, latest: bool = False) -> Standpoint | None:
    """Draw what every page says first: handling, which agreement, at, known, reconstructed.

    Returns where the page stands; None, with what to do, where no agreement is active.
    `latest` is for a page that always works on everything recorded.
    """
    left, right = st.columns(2, vertical_alignment="center", gap="small")
    with right:
        seen = choose_standpoint(service)
    if seen is None:
        _first_run(places)
        return None
    told = header(
        service.rules.instrument(seen.agreement).agreement,
        seen.at,
        seen.known,
        reconstructed=service.record.reconstructed,
        latest=latest or seen.latest,
    )
    first, second = f"{told.handling} · {told.title}", told.moments
    left.text("\n".join(line for line in (first, second, told.reconstructed) if line))
    return seen


def band(label: str) -> DeltaGenerator:
    """Draw a label of ours, and return the place beside it for its lines."""
    name, rest = st.columns(LABELS, gap="small")
    name.markdown(f"**{label}**")
    return rest.container(gap=None)


def row() -> DeltaGenerator:
    """Return a line that holds a text and, at its end, a link."""
    return st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small")


def table(
    rows: Sequence[Mapping[str, Any]],
    alt: str,
    *,
    most: int = MOST_ROWS,
    widths: Mapping[str, int] | None = None,
    wrapped: bool = False,
) -> None:
    """Draw rows as a plain table: cells are text, never markup. Nothing is drawn for none.

    `widths` are those of columns, in pixels; `wrapped` cells go over several lines.
    """
    if rows:
        row = TALL_ROW if wrapped else ROW_HEIGHT
        height = row * min(len(rows), most) + ROW_HEIGHT + 3
        columns = {name: st.column_config.Column(width=px) for name, px in (widths or {}).items()}
        st.dataframe(
            list(rows),
            hide_index=True,
            height=height,
            row_height=row,
            alt=alt,
            column_config=columns,
        )


def lines(texts: Sequence[str]) -> None:
    """Draw lines of plain text."""
    if texts:
        st.text("\n".join(texts))


def _first_run(places: Places) -> None:
    """Say what to do where no agreement is active."""
    st.text(pages.FIRST_RUN)
    st.text(pages.FIRST_RUN_DO)
    st.page_link(places.add, label=pages.ADD, query_params=carried())
