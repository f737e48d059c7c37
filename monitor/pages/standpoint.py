"""The controls that every page has: which agreement, at which moment, known when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from monitor.agreements.load import Instrument
from monitor.pages.asked_for import EARLIEST, LATEST, choose, write
from monitor.service import Service
from monitor.views.naming import agreement_title
from monitor.words import moments, times

CARRIED = ("agreement", "at", "known")
"""The parameters that every address carries on: which agreement, and from which moment."""

MOMENT = 170
"""Width of the field for a moment in pixels: with the buttons, half of a narrow desk's page."""


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

    An address that names an agreement nobody activated falls back to the first.
    """
    active = service.rules.instruments
    if not active:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        agreement = _which(active)
        zone = active[agreement].agreement.zone
        at = _time(moments.CHOOSE_AT, "at", moments.HELP_AT, zone)
        known = _time(moments.CHOOSE_KNOWN, "known", moments.HELP_KNOWN, zone)
        same = (("known", _written(at)),)
        st.button(moments.SAME_TIME, help=moments.HELP_SAME_TIME, on_click=_choose, args=same)
        latest = (("at", ""), ("known", ""))
        st.button(moments.LATEST, help=moments.HELP_LATEST, on_click=_choose, args=latest)
    present = _next_minute(service.moment())
    known_at = min(_utc(known, zone), present) if known else present
    shown = _utc(at, zone) if at else service.verdicts.default_at(agreement, known_at)
    return Standpoint(agreement, _minute(shown), known_at, known is None, zone)


def choose_then(seen: Standpoint, earlier: datetime, later: datetime) -> datetime:
    """Draw the earlier moment of knowledge, and the steps by a day; returns what they say.

    Args:
        seen: The standpoint of the page; what is known at it is the later side.
        earlier: The moment looked at, a day before.
        later: The same a day after.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _time(moments.CHOOSE_THEN, "then", moments.HELP_THEN, seen.zone)
        for label, moment in ((moments.DAY_BEFORE, earlier), (moments.DAY_AFTER, later)):
            to = (("at", _written(moment.astimezone(seen.zone).replace(tzinfo=None))),)
            help_ = moments.HELP_STEP
            ahead = moment > seen.at and moment > seen.known
            st.button(label, help=help_, on_click=_choose, args=to, disabled=ahead)
        follow = (("then", ""),)
        help_ = moments.HELP_THEN_FOLLOWS
        st.button(moments.THEN_FOLLOWS, help=help_, on_click=_choose, args=follow)
    return then_of(seen)


def then_of(seen: Standpoint) -> datetime:
    """Return the earlier moment of knowledge that the address says, UTC; never after the later.

    Without a word of it, the moment looked at; at the present one there is nothing between.
    """
    given = _read(st.query_params.get("then", ""), seen.zone)
    if given is None and seen.latest and seen.known <= _next_minute(seen.at):
        return seen.known
    return min(_utc(given, seen.zone) if given else seen.at, seen.known)


def carried() -> dict[str, str]:
    """Return the agreement and the moments of this address, for the next one to keep."""
    here = {name: _remembered(name) for name in CARRIED}
    return {name: value for name, value in here.items() if value}


def _remembered(name: str) -> str:
    """Return what the address says; without a word what this session last said, written back.

    The menu leads to a page without parameters; what was chosen before still holds there.
    """
    last: str = st.session_state.get(f"last {name}", "")
    given = st.query_params.get(name, last)
    if given and name not in st.query_params:
        st.query_params[name] = given
    st.session_state[f"last {name}"] = given
    return given


def _choose(*pairs: tuple[str, str]) -> None:
    """Let the address say these values; an empty one is left out."""
    for name, value in pairs:
        st.session_state[f"last {name}"] = value
        write(name, value)


def _which(active: Mapping[str, Instrument]) -> str:
    named = _remembered("agreement")
    if len(active) == 1 and not named:
        return next(iter(active))
    titles = {name: agreement_title(found.agreement) for name, found in active.items()}
    return choose(moments.CHOOSE_AGREEMENT, "agreement", titles)


def _time(label: str, name: str, explained: str, zone: ZoneInfo) -> datetime | None:
    """Draw a moment that the address carries, local to the zone; None where it says none."""
    current = _read(_remembered(name), zone)
    key = f"{name}={_written(current)}"
    st.datetime_input(
        label.format(place=times.place(zone)),
        value=current,
        min_value=EARLIEST,
        max_value=LATEST,
        key=key,
        format="YYYY-MM-DD",
        help=explained,
        on_change=lambda: _choose((name, _written(st.session_state[key]))),
        width=MOMENT,
    )
    return current


def _read(text: str, zone: ZoneInfo) -> datetime | None:
    """Read a moment as an address has it, with an offset or local; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
        local = found.astimezone(zone).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None
    return local.replace(second=0, microsecond=0) if EARLIEST <= local <= LATEST else None


def _written(local: datetime | None) -> str:
    return local.isoformat(timespec="minutes") if local else ""


def _utc(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _next_minute(instant: datetime) -> datetime:
    """Return the end of the running minute: whatever is recorded in it is known by then.

    Within one minute a page is drawn from what was already worked out for it.
    """
    return _minute(instant) + timedelta(minutes=1)
