"""What would become of the verdicts, before anything is done."""

from collections.abc import Sequence

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.incidents.possible import Possible
from monitor.pages.drawing import lines, table
from monitor.service import MOST_ROWS, Change, PhaseChange
from monitor.views.adding import Effect, effects, phase_effects, rows_behind, unchanged
from monitor.views.doubles import doubles_told
from monitor.words import add_page, causing, doubles, phases, phrasing, verdicts

WIDTHS = {"condition": 180, "phase": 180, "before": 205, "after": 205}
"""In pixels: together as wide as the forms on a desk."""
WIDE = {"condition": 230, "phase": 230, "before": 240, "after": 240, causing.BECAUSE: 560}
"""Where rows are named beside each change: as wide as the page."""
ROW_WIDTHS = {
    "line": 60,
    "record": 200,
    "when": 170,
    "what it says": 420,
    "what becomes of it": 150,
    "changes": 260,
}


def draw_effect(
    changes: Sequence[Change], moved: Sequence[PhaseChange], agreement: Agreement
) -> None:
    """Draw what storing would do to the verdicts and the phases."""
    st.markdown(f"**{add_page.BEFORE_STORING}**")
    draw_changes(changes, moved, agreement)


def draw_doubles(found: Sequence[Possible]) -> None:
    """Draw the pairs of reports that may tell of one event; nothing where there are none."""
    if found:
        st.markdown(f"**{doubles.FOUND}**")
        count = phrasing.number(len(found), doubles.ONE, doubles.MANY)
        lines([doubles.FOUND_HOW.format(count=count), *doubles_told(found)])


def draw_changes(
    changes: Sequence[Change], moved: Sequence[PhaseChange], agreement: Agreement
) -> None:
    """Draw each condition that would read otherwise, and each phase that would stand elsewhere.

    With the rows that make it; the other conditions are named.
    """
    found, elsewhere = effects(agreement, changes), phase_effects(agreement, moved)
    named = any(e.because for e in (*found, *elsewhere))
    _draw_effects("condition", found, add_page.BEFORE_STORING, named=named)
    if not found:
        st.text(verdicts.NOTHING_CHANGES)
    if elsewhere:
        st.markdown(f"**{phases.TITLE}**")
        _draw_effects("phase", elsewhere, phases.TITLE, named=named)
    if not found and not elsewhere:
        return
    if named:
        _draw_rows(changes, moved, agreement)
    elif not any([one.causes for one in changes] + [one.causes for one in moved]):
        st.text(causing.NOT_TRIED.format(most=MOST_ROWS))
    same = unchanged(agreement, changes)
    if same:
        with st.expander(add_page.STAY.format(count=phrasing.number(len(same), "condition"))):
            lines(same)


def _draw_effects(what: str, found: Sequence[Effect], alt: str, *, named: bool) -> None:
    """Draw what becomes of conditions, or of phases; and because of which rows, if any is named."""
    rows = [
        {what: e.condition, "before": e.before, "after": e.after}
        | ({causing.BECAUSE: "; ".join(e.because)} if named else {})
        for e in found
    ]
    table(rows, alt, widths=WIDE if named else WIDTHS, wrapped=True)


def _draw_rows(
    changes: Sequence[Change], moved: Sequence[PhaseChange], agreement: Agreement
) -> None:
    """Draw all rows that make a change, to be opened."""
    rows = [
        {
            "line": one.line,
            "record": one.record,
            "when": one.when,
            "what it says": one.says,
            "what becomes of it": one.becomes,
            "changes": one.changes,
        }
        for one in rows_behind(agreement, changes, moved)
    ]
    with st.expander(f"{causing.ALL_ROWS} ({len(rows):,})"):
        st.text(causing.HOW_CHOSEN)
        table(rows, causing.ALL_ROWS, widths=ROW_WIDTHS, wrapped=True, most=6)
