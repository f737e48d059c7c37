"""Controls whose choice lives in the address, so that a page can be sent as it is."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

import streamlit as st

from monitor.words import record_page

EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - the wall clock shown


def choose(label: str, name: str, options: Mapping[str, str]) -> str:
    """Draw a list of which one is chosen; returns what the address names, or the first.

    Args:
        label: What is chosen.
        name: The parameter of the address.
        options: What can be chosen, and how each reads.
    """
    keys = list(options)
    current = _named(name, options) or keys[0]
    key = f"{name}={current}"
    st.selectbox(
        label,
        keys,
        index=keys.index(current),
        format_func=lambda option: options[option],
        key=key,
        on_change=lambda: write(name, st.session_state[key]),
    )
    return current


def choose_one(label: str, name: str, options: Mapping[str, str], *, otherwise: str = "") -> str:
    """Draw a row of buttons of which one is chosen; returns what the address names.

    Args:
        label: What is chosen; read out, not shown.
        name: The parameter of the address.
        options: What can be chosen, and how each reads.
        otherwise: What is chosen where the address names none of them; empty for the first.
    """
    current = _named(name, options) or otherwise or next(iter(options))
    key = f"{name}={current}"
    st.segmented_control(
        label,
        list(options),
        default=current,
        required=True,
        format_func=lambda option: options[option],
        key=key,
        on_change=lambda: write(name, st.session_state[key]),
        label_visibility="collapsed",
    )
    return current


def choose_any(
    label: str,
    name: str,
    options: Mapping[str, str],
    any_: str = record_page.ANY,
    forgets: str | None = None,
) -> str:
    """Draw a choice that may be left open; empty where it is, or the address names none of them.

    A choice takes the parameter `forgets` out of the address.
    """
    current = _named(name, options)
    key = f"{name}={current}"

    def chosen() -> None:
        write(name, st.session_state[key])
        if forgets:
            write(forgets, None)

    st.selectbox(
        label,
        ["", *options],
        index=["", *options].index(current),
        format_func=lambda option: options.get(option, any_),
        key=key,
        on_change=chosen,
    )
    return current


def choose_day(label: str, name: str) -> date | None:
    """Draw a date that may be left open."""
    current = _date(st.query_params.get(name, ""))
    key = f"{name}={current or ''}"
    st.date_input(
        label,
        value=current,
        min_value=EARLIEST.date(),
        max_value=LATEST.date(),
        key=key,
        format="YYYY-MM-DD",
        on_change=lambda: write(name, _written(st.session_state[key])),
    )
    return current


def choose_words(label: str, name: str) -> str:
    """Draw words to look for."""
    current = st.query_params.get(name, "")
    key = f"{name}={current}"
    st.text_input(
        label,
        value=current,
        key=key,
        max_chars=200,
        on_change=lambda: write(name, st.session_state[key].strip()),
    )
    return current


def write(name: str, value: str | None) -> None:
    """Let the address say a value; an empty one is left out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def forget(*names: str) -> Callable[[], None]:
    """Return what takes these parameters out of the address."""

    def act() -> None:
        for name in names:
            st.query_params.pop(name, None)

    return act


def _named(name: str, options: Mapping[str, str]) -> str:
    """Return which of the options the address names; empty where it names none of them."""
    given = st.query_params.get(name, "")
    return given if given in options else ""


def _date(text: str) -> date | None:
    """Read a date as an address has it; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST.date() <= found <= LATEST.date() else None


def _written(value: date | None) -> str:
    return value.isoformat() if value else ""
