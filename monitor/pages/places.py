"""Where the screens are, and how one leads to another with its question in the address."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from monitor.pages.standpoint import carried


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of this session."""

    front: st.Page
    why: st.Page
    record: st.Page
    then_now: st.Page
    add: st.Page


def to_why(
    places: Places,
    label: str,
    condition: str,
    *,
    scope: str | None = None,
    day: date | None = None,
    reading: str | None = None,
    account: str | None = None,
) -> None:
    """Draw a link to *Why* for a condition and day, from the moment now looked at."""
    asked = {
        "condition": condition,
        "scope": scope or "",
        "day": day.isoformat() if day else "",
        "reading": reading or "",
        "account": account or "",
    }
    given = {name: value for name, value in asked.items() if value}
    st.page_link(places.why, label=label, query_params=carried() | given)
