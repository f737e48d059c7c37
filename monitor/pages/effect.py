"""What would become of the verdicts, before anything is done."""

from collections.abc import Sequence

import streamlit as st

from monitor import words
from monitor.agreements.model import Agreement
from monitor.pages.drawing import lines, table
from monitor.service import Change
from monitor.views.adding import effects, unchanged

WIDTHS = {"condition": 180, "before": 205, "after": 205}
"""In pixels: together as wide as the forms on a desk."""


def draw_effect(changes: Sequence[Change], agreement: Agreement) -> None:
    """Draw what storing would do to the verdicts."""
    st.markdown(f"**{words.BEFORE_STORING}**")
    draw_changes(changes, agreement)


def draw_changes(changes: Sequence[Change], agreement: Agreement) -> None:
    """Draw each condition that would read otherwise, and name those that stay."""
    rows = [
        {"condition": e.condition, "before": e.before, "after": e.after}
        for e in effects(agreement, changes)
    ]
    table(rows, words.BEFORE_STORING, widths=WIDTHS, wrapped=True)
    if not rows:
        st.text(words.NOTHING_CHANGES)
        return
    same = unchanged(agreement, changes)
    lines([words.STAY.format(titles=words.listed(same))] if same else [])
