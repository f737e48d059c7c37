"""What a file would do, or everything that is wrong with it."""

from functools import partial

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.agreements.strangers import strangers
from monitor.incidents.arriving import Arriving
from monitor.incidents.write import rejected_csv
from monitor.pages.drawing import lines
from monitor.pages.effect import draw_doubles, draw_effect
from monitor.pages.faulty import draw_faults
from monitor.service import Preview
from monitor.views.adding import fault, faults, file_faults, more_faults, summary
from monitor.views.arrivals import arriving_told
from monitor.views.strangers import strangers_told
from monitor.words import add_page, arrivals, phrasing

WITHDRAW = "withdraw-missing"
"""Where the session keeps whether what a file leaves out is to be taken back."""


def draw_arriving(found: Arriving) -> None:
    """Draw what the rows are to the record, and ask whether what is left out is taken back."""
    lines(arriving_told(found, withdrawn=bool(st.session_state.get(WITHDRAW))))
    if found.missing:
        st.checkbox(arrivals.ASK.format(count=len(found.missing)), key=WITHDRAW)


def draw_preview(name: str, preview: Preview, agreement: Agreement) -> None:
    """Draw what a file or a form would do, or everything that is wrong with it."""
    if preview.error is not None:
        st.text(add_page.REFUSED_FILE)
        draw_faults(file_faults(preview.error), name)
        return
    if preview.intake is None:
        draw_faults(tuple(map(fault, preview.problems)), name)
        return
    intake = preview.intake
    if intake.how is not None:
        st.text(intake.how.told())
        with st.expander(add_page.WHY_SO):
            st.text("\n".join(intake.how.why))
    counts = {"stored": preview.stored, "unchanged": preview.unchanged}
    st.text(summary(name, intake, **counts, records=preview.records))
    if preview.already is not None:
        st.text(add_page.ALREADY.format(upload=preview.already))
        return
    if intake.rejected:
        count = phrasing.number(len(intake.rejected), "row")
        st.text(add_page.REFUSED_ROWS.format(count=count))
        draw_faults(faults(intake.rejected), name)
        lines(more_faults(intake.rejected))
        st.download_button(
            add_page.DOWNLOAD_REJECTED,
            # Only made when it is asked for: of a large file it is as large.
            partial(rejected_csv, intake),
            file_name="rejected.csv",
            mime="text/csv",
            on_click="ignore",
        )
    draw_arriving(preview.arriving)
    lines(strangers_told(strangers([agreement], (record for _, record in intake.records))))
    draw_effect(preview.changes, preview.phases, agreement)
    draw_doubles(preview.possible)
