"""The pages of a session, wired to the open service; run once for every rerun."""

from collections.abc import Callable

import streamlit as st

from monitor import words
from monitor.errors import MonitorError
from monitor.pages import add, desk, record, then_now, today, why
from monitor.pages.places import Places
from monitor.pages.serving import current
from monitor.service import Service

Draw = Callable[[Service, Places], None]


def run(first: str = "today") -> None:
    """Draw the page that the address names; `first` is the one without a name of its own."""
    st.set_page_config(page_title=words.PRODUCT, layout="wide")

    def page(draw: Draw, title: str, path: str) -> st.Page:
        return st.Page(
            lambda: _draw(draw, places), title=title, url_path=path, default=path == first
        )

    places = Places(
        page(today.draw, words.TODAY, "today"),
        page(why.draw, words.WHY, "why"),
        page(record.draw, words.RECORD, "record"),
        page(then_now.draw, words.THEN_AND_NOW, "then-now"),
        page(desk.draw, words.DESK, "desk"),
        page(add.draw, words.ADD, "add"),
    )
    five = [places.front, places.why, places.record, places.then_now, places.desk]
    st.navigation([*five, places.add], position="top").run()


def _draw(draw: Draw, places: Places) -> None:
    try:
        draw(current(), places)
    except MonitorError as error:
        st.text(str(error))
        st.text(words.FAILED_DO)
