"""The controls that every page has: which agreement, at which moment, known when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from monitor import words
from monitor.service import Service

EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - the wall clock shown


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where the record is looked at; times are aware and in UTC.

    `latest` is True where nobody chose a time of knowledge: then `known` is this moment.
    """

    agreement: str
    at: datetime
    known: datetime
    latest: bool
    zone: ZoneInfo


def choose_standpoint(service: Service) -> Standpoint | None:
    """Draw the controls and return what they say; None where no agreement is active.

    An address that names an agreement nobody activated falls back to the first, and says so.
    """
    active = service.instruments
    if not active:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        agreement = next(iter(active))
        if len(active) > 1 or st.query_params.get("agreement"):
            titles = {name: found.agreement.title for name, found in active.items()}
            agreement = choose(words.CHOOSE_AGREEMENT, "agreement", titles)
        zone = ZoneInfo(active[agreement].agreement.calendar.time_zone)
        at = _time(words.CHOOSE_AT.format(place=words.place(zone)), "at", words.HELP_AT)
        known = _time(words.CHOOSE_KNOWN.format(place=words.place(zone)), "known", words.HELP_KNOWN)
        st.button(words.SAME_TIME, help=words.HELP_SAME_TIME, on_click=_know_the_same)
        st.button(words.LATEST, help=words.HELP_LATEST, on_click=_forget)
    present = _next_minute(service.moment())
    known_at = min(_utc(known, zone), present) if known else present
    shown = _utc(at, zone) if at else service.default_at(agreement, known_at)
    return Standpoint(agreement, _minute(shown), known_at, known is None, zone)


def choose(label: str, name: str, options: Mapping[str, str]) -> str:
    """Draw a choice that the address carries; returns the option that it names, else the first.

    Args:
        label: What is chosen.
        name: The parameter of the address.
        options: What can be chosen, and how each reads.
    """
    keys = list(options)
    given = st.query_params.get(name, "")
    current = given if given in options else keys[0]
    key = f"{name}={current}"

    def changed() -> None:
        st.query_params[name] = st.session_state[key]

    st.selectbox(
        label,
        keys,
        index=keys.index(current),
        format_func=lambda option: options[option],
        key=key,
        on_change=changed,
    )
    return current


def _time(label: str, name: str, explained: str) -> datetime | None:
    return st.datetime_input(
        label,
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        key=name,
        format="YYYY-MM-DD",
        help=explained,
        bind="query-params",
        width=210,
    )


def _utc(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _next_minute(instant: datetime) -> datetime:
    """Return the end of the running minute: whatever is recorded in it is known by then.

    Within one minute a page is drawn from what was already worked out for it.
    """
    return _minute(instant) + timedelta(minutes=1)


def _know_the_same() -> None:
    st.session_state["known"] = st.session_state["at"]


def _forget() -> None:
    st.session_state["at"] = st.session_state["known"] = None
