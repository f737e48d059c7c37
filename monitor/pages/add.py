"""*Add*: a file, or one of five short forms, with its effect before anything is stored."""

import streamlit as st

from monitor.pages.drawing import draw_top, lines
from monitor.pages.file_decided import draw_file
from monitor.pages.file_offered import draw_offered
from monitor.pages.forms import draw_forms
from monitor.pages.places import Places
from monitor.pages.serving import actor
from monitor.pages.standpoint import carried
from monitor.service import Service
from monitor.words import add_page, pages, undoing


def draw(service: Service, places: Places) -> None:
    """Draw the page: file and forms side by side, until a file is there to be decided on."""
    seen = draw_top(service, places, latest=True)
    if seen is None:
        return
    lines([f"{add_page.HEAD} {add_page.EFFECT_FROM}"])
    _note(service, places)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        offered = draw_offered(service, seen)
    if offered is not None:
        draw_file(service, seen, offered)
        right = st.container()
    with right:
        draw_forms(service, seen)


def _note(service: Service, places: Places) -> None:
    """Draw what became of the last act of this session, and how to take it back."""
    note = st.session_state.get("note")
    if not note:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(note)
        st.page_link(places.front, label=pages.TODAY, query_params=carried())
        upload = st.session_state.get("last_upload")
        if upload:
            st.button(undoing.UNDO, on_click=_undo, args=(service, upload))


def _undo(service: Service, upload: int) -> None:
    service.uploads.undo(upload, actor=actor())
    st.session_state["note"] = undoing.UNDONE.format(upload=upload)
    st.session_state["last_upload"] = None
