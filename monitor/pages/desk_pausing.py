"""Pausing on *Desk · Health*: the pause that stands, or the way to have one."""

from datetime import timedelta
from functools import partial

import streamlit as st

from monitor.pages.drawing import lines, row
from monitor.pages.pressing import act_button, what_came
from monitor.pages.serving import actor
from monitor.service import Service
from monitor.views.health import pause_line
from monitor.words import desk_page

WHY = "pause-why"


def draw_pausing(service: Service) -> None:
    """Draw the pause that stands with the way to end it; else the way to have one."""
    lines(what_came())
    pause = service.alerting.book.paused(service.store.present())
    if pause is not None:
        with row():
            st.text(pause_line(pause, service.zone), width="stretch")
            act_button(desk_page.GO_ON, "pause-end", partial(_go_on, service))
        return
    with st.popover(desk_page.PAUSE):
        st.text(desk_page.PAUSE_MEANING)
        st.text_input(desk_page.PAUSE_WHY, key=WHY, max_chars=500)
        for hours, label in desk_page.PAUSE_FOR.items():
            act_button(label, f"pause-{hours}", partial(_pause, service, hours))


def _pause(service: Service, hours: int) -> str:
    until = service.store.present() + timedelta(hours=hours)
    act = service.replies.pause(until, st.session_state[WHY], actor=actor())
    return desk_page.PAUSED_NOW.format(act=act.seq)


def _go_on(service: Service) -> str:
    return desk_page.GOES_ON.format(act=service.replies.go_on(actor=actor()).seq)
