"""A bar that shows how far something has come, while it goes on."""

import streamlit as st


class Bar:
    """It is drawn once something is told, so that what is quick is done without it."""

    def __init__(self, what: str) -> None:
        """Keep a place for it where it is to be drawn; `what` stands above it."""
        self._what = what
        self._place = st.empty()

    def told(self, done: int, whole: int) -> None:
        """Draw how much is done, of how much."""
        self._place.progress(done / whole, text=self._what)

    def away(self) -> None:
        """Take it away."""
        self._place.empty()
