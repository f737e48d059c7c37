"""Buttons that act: what came of a press, or why it could not be done, is said above them."""

from collections.abc import Callable

import streamlit as st

from monitor.errors import MonitorError

_NOTE = "pressed-note"
"""Where the session keeps what came of a press, until it is said."""


def act_button(label: str, key: str, act: Callable[[], str]) -> None:
    """Draw a button; `act` returns what came of it."""

    def pressed() -> None:
        try:
            st.session_state[_NOTE] = act()
        except MonitorError as error:
            st.session_state[_NOTE] = str(error)

    st.button(label, key=key, on_click=pressed)


def what_came() -> list[str]:
    """Return what came of the last press, once; nothing where nothing was pressed."""
    note = st.session_state.pop(_NOTE, None)
    return [note] if note else []
