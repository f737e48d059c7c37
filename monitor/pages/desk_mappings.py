"""Mappings of *Desk*: how files of unknown layouts are read, each version, and taking one back."""

import streamlit as st

from monitor.pages.drawing import lines, row
from monitor.pages.serving import actor
from monitor.service import SavedMapping, Service
from monitor.views.mapping import state_of
from monitor.words import mapping, times


def draw_mappings(service: Service) -> None:
    """Draw every version of every saved mapping, newest first."""
    note = st.session_state.pop("mapping-note", None)
    lines([mapping.DESK_HEAD, *([note] if note else [])])
    found = service.mappings.all()
    if not found:
        st.text(mapping.DESK_NONE)
    read = [upload.mapping for upload in service.record.uploads()]
    for one in reversed(found):
        _draw(service, one, read.count((one.name, one.saved.version)))


def _draw(service: Service, one: SavedMapping, read: int) -> None:
    with st.container(border=True):
        told = mapping.DESK_LINE.format(
            title=one.title,
            name=one.name,
            version=one.saved.version,
            state=state_of(one.taken_back, newest=one.newest, readable=one.saved.readable),
            when=times.full(one.recorded_at, service.zone),
            who=one.actor,
            act=one.act,
        )
        with row():
            st.text(told, width="stretch")
            if one.stands:
                key = f"take-back-{one.name}"
                st.button(mapping.TAKE_BACK, key=key, on_click=_take_back, args=(service, one.name))
        known = one.saved.declaration.known if one.saved.readable else None
        names = ", ".join((*known.columns, *known.tags)) if known else ""
        by = [mapping.DESK_KNOWN.format(names=names)] if names else []
        lines([*by, mapping.DESK_READ.format(count=read)])
        with st.expander(mapping.DESK_TEXT):
            st.code(one.saved.text, language="yaml", line_numbers=True)


def _take_back(service: Service, name: str) -> None:
    service.mappings.take_back(name, actor=actor())
    st.session_state["mapping-note"] = mapping.DESK_TOOK_BACK.format(name=name)
