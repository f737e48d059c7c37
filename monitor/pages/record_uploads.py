"""Uploads of *Record*: what each brought, and undoing it in two steps."""

from dataclasses import asdict

import streamlit as st

from monitor.pages.asked_for import forget, write
from monitor.pages.drawing import lines, table
from monitor.pages.effect import draw_changes
from monitor.pages.opening import choose_opened, opening_table
from monitor.pages.record_incidents import capped
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.record import MOST_LINES
from monitor.views.uploads import turn_lines, undo_lines, upload_lines, upload_titles
from monitor.words import record_page, silence, undoing

COLUMNS = {
    "number": "number",
    "when": "taken in",
    "who": "by",
    "what": "what",
    "stored": "stored",
    "unchanged": "unchanged",
    "rejected": "rejected",
    "known": "known since",
    "stands": "stands",
}
WIDTHS = {
    "number": 70,
    "taken in": 230,
    "by": 110,
    "what": 230,
    "stored": 70,
    "unchanged": 90,
    "rejected": 80,
    "known since": 290,
    "stands": 150,
}
TURN_WIDTHS = {"record": 290, "kind": 110, "what": 200, "details": 780}


def draw_uploads(service: Service, seen: Standpoint) -> None:
    """Draw everything taken in, newest first, and the one opened."""
    note = st.session_state.pop("undone", None)
    lines([note] if note else [])
    taken = service.record.uploads()
    if not taken:
        st.text(silence.EMPTY_RECORD)
        return
    _open_what_is_to_be_undone()
    shown = upload_lines(taken, seen.zone)
    rows = [{label: getattr(one, name) for name, label in COLUMNS.items()} for one in shown]
    lines(capped(len(rows)))
    titles = upload_titles(shown[:MOST_LINES])
    alt = record_page.PARTS["uploads"]
    opening_table("upload", titles, rows[:MOST_LINES], alt=alt, widths=WIDTHS, most=6)
    opened = choose_opened(
        record_page.OPEN_UPLOAD, "upload", titles, record_page.NOT_OPENED, forgets="undo"
    )
    if opened:
        number = int(opened) if opened.isdecimal() else 0
        _draw_upload(service, seen, number)


def _open_what_is_to_be_undone() -> None:
    """Open the upload that the address wants undone, also where a table has let go of its row."""
    undone = st.query_params.get("undo")
    if undone and not st.query_params.get("upload"):
        write("upload", undone)


def _draw_upload(service: Service, seen: Standpoint, number: int) -> None:
    found = service.record.brought(number, most=MOST_LINES)
    st.markdown(f"**{undoing.MADE}**")
    turns = [asdict(line) for line in turn_lines(found.turns, seen.zone)]
    lines(capped(found.total))
    table(turns, undoing.MADE, widths=TURN_WIDTHS)
    if not turns:
        st.text(undoing.NOTHING_MADE)
    if found.upload.undone is not None:
        st.text(undoing.IS_UNDONE.format(act=found.upload.undone))
    elif st.query_params.get("undo") == str(number):
        _draw_undo(service, seen, number)
    else:
        st.button(undoing.PREVIEW, on_click=write, args=("undo", str(number)))


def _draw_undo(service: Service, seen: Standpoint, number: int) -> None:
    """Draw what undoing would do, and only below it the button that does it."""
    preview = service.uploads.preview_undo(
        number, agreement=seen.agreement, at=seen.at, most=MOST_LINES
    )
    with st.container(border=True):
        means = undoing.VANISHES if preview.vanish else undoing.FROM_NOW
        st.text(f"{undoing.HEAD.format(upload=number)} {means}")
        rows = [asdict(line) for line in undo_lines(preview.turns, seen.zone)]
        table(rows, undoing.RECORDS, most=5, widths=TURN_WIDTHS)
        if not rows:
            st.text(undoing.NOTHING)
        st.markdown(f"**{undoing.EFFECT}**")
        terms = service.rules.instrument(seen.agreement).agreement
        draw_changes(preview.changes, preview.phases, terms)
        with st.container(horizontal=True):
            label = undoing.UNDO_NOW.format(upload=number)
            st.button(label, type="primary", on_click=_undo, args=(service, number))
            st.button(undoing.KEEP_IT, on_click=forget("undo"))


def _undo(service: Service, number: int) -> None:
    service.uploads.undo(number, actor=actor())
    st.session_state["undone"] = undoing.UNDONE.format(upload=number)
    st.query_params.pop("undo", None)
