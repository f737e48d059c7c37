"""Whether two reports tell of one event or of two: asked on the incident, and taken back."""

from collections.abc import Iterable, Sequence

import streamlit as st

from monitor.incidents.possible import unanswered
from monitor.incidents.record import Link
from monitor.pages.form_names import name_of_form
from monitor.pages.serving import actor
from monitor.service import Service
from monitor.words import doubles

_SAID = "told-apart"
"""Where the session keeps what was recorded last: a sentence, and the act to be taken back."""


def draw_unanswered(service: Service, links: Iterable[Link], keys: Sequence[str]) -> None:
    """Draw each pair that may be one event, with the two answers beside it."""
    _draw_said(service)
    asked = unanswered(links, keys)
    if asked:
        st.markdown(f"**{doubles.UNANSWERED}**")
    for link in asked:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(
                doubles.CANDIDATE.format(first=link.first, second=link.second, note=link.note)
                .strip()
                .rstrip(";")
            )
            for relation, label in (("same", doubles.SAME), ("different", doubles.DIFFERENT)):
                key = f"{relation}-{link.key}"
                st.button(label, key=key, on_click=_say, args=(service, link, relation))


def _say(service: Service, link: Link, relation: str) -> None:
    """Record what a person holds of the two, as a link of its own."""
    cells = {
        "id": name_of_form(service),
        "source": doubles.DESK,
        "first": link.first,
        "second": link.second,
        "relation": relation,
        "note": doubles.BY_HAND,
    }
    stored = service.uploads.add("link", cells, actor=actor(), time_zone=None)
    if not isinstance(stored, tuple):
        said = doubles.SAID[relation].format(first=link.first, second=link.second)
        st.session_state[_SAID] = (said, stored.upload)


def _draw_said(service: Service) -> None:
    said, upload = st.session_state.get(_SAID) or ("", None)
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(said)
        if upload:
            st.button(doubles.TAKE_BACK, on_click=_take_back, args=(service, upload))


def _take_back(service: Service, upload: int) -> None:
    service.uploads.undo(upload, actor=actor())
    st.session_state[_SAID] = (doubles.TAKEN_BACK, None)
