"""The pages of a session, wired to the open service; run once for every rerun."""

from collections.abc import Callable

import streamlit as st

from monitor.errors import MonitorError
from monitor.pages import add, desk, record, then_now, today, why
from monitor.pages.places import Places
from monitor.pages.serving import current
from monitor.service import Service
from monitor.words import pages

Draw = Callable[[Service, Places], None]


def run(first: str = "today") -> None:
    """Draw the page that the address names; `first` is the one without a name of its own."""
    st.set_page_config(page_title=pages.PRODUCT, layout="wide")

    def page(draw: Draw, title: str, path: str) -> st.Page:
        return st.Page(
            lambda: _draw(draw, places), title=title, url_path=path, default=path == first
        )

    places = Places(
        page(today.draw, pages.TODAY, "today"),
        page(why.draw, pages.WHY, "why"),
        page(record.draw, pages.RECORD, "record"),
        page(then_now.draw, pages.THEN_AND_NOW, "then-now"),
        page(desk.draw, pages.DESK, "desk"),
        page(add.draw, pages.ADD, "add"),
    )
    five = [places.front, places.why, places.record, places.then_now, places.desk]
    st.navigation([*five, places.add], position="top").run()


def _draw(draw: Draw, places: Places) -> None:
    try:
        draw(current(), places)
    except MonitorError as error:
        st.text(str(error))
        st.text(pages.FAILED_DO)
