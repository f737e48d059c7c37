"""Where the screens are, and how one leads to another with its question in the address."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from monitor.pages.standpoint import carried
from monitor.views.transitions import ChangeLine
from monitor.words import pages


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of this session."""

    front: st.Page
    why: st.Page
    record: st.Page
    then_now: st.Page
    desk: st.Page
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


def to_incident(places: Places, label: str, incident: str) -> None:
    """Draw a link to an incident on *Record*, from the moment now looked at."""
    st.page_link(places.record, label=label, query_params=carried() | {"incident": incident})


def to_why_of(places: Places, line: ChangeLine) -> None:
    """Draw a link to *Why* for what changed, as known when it was told; none where none shows it.

    Of a correction *Why* then has the other side too: as known at the moment that it corrects.
    """
    if line.condition is None:
        return
    asked = {
        "agreement": line.agreement,
        "at": line.at,
        "known": line.known,
        "condition": line.condition,
        "scope": line.scope or "",
        "day": line.day.isoformat() if line.day else "",
    }
    given = {name: value for name, value in asked.items() if value}
    st.page_link(places.why, label=pages.WHY, query_params=given)
