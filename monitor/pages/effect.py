"""What would become of the verdicts, before anything is done."""

from collections.abc import Sequence

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.incidents.possible import Possible
from monitor.pages.drawing import lines, table
from monitor.service import Change
from monitor.views.adding import effects, unchanged
from monitor.views.doubles import doubles_told
from monitor.words import add_page, doubles, phrasing, verdicts

WIDTHS = {"condition": 180, "before": 205, "after": 205}
"""In pixels: together as wide as the forms on a desk."""


def draw_effect(changes: Sequence[Change], agreement: Agreement) -> None:
    """Draw what storing would do to the verdicts."""
    st.markdown(f"**{add_page.BEFORE_STORING}**")
    draw_changes(changes, agreement)


def draw_doubles(found: Sequence[Possible]) -> None:
    """Draw the pairs of reports that may tell of one event; nothing where there are none."""
    if found:
        st.markdown(f"**{doubles.FOUND}**")
        count = phrasing.number(len(found), doubles.ONE, doubles.MANY)
        lines([doubles.FOUND_HOW.format(count=count), *doubles_told(found)])


def draw_changes(changes: Sequence[Change], agreement: Agreement) -> None:
    """Draw each condition that would read otherwise, and name those that stay."""
    rows = [
        {"condition": e.condition, "before": e.before, "after": e.after}
        for e in effects(agreement, changes)
    ]
    table(rows, add_page.BEFORE_STORING, widths=WIDTHS, wrapped=True)
    if not rows:
        st.text(verdicts.NOTHING_CHANGES)
        return
    same = unchanged(agreement, changes)
    lines([add_page.STAY.format(titles=phrasing.listed(same))] if same else [])
