"""The columns of a table that nobody knows, and the values of some: what each is said to be."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import streamlit as st

from monitor.incidents.formats.guess import kind_meant
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Row
from monitor.incidents.formats.seen import SeenColumn
from monitor.incidents.vocabulary import KINDS
from monitor.views.mapping import (
    MOST_VALUES,
    first_values,
    guess_of,
    guessed_for,
    meanings_of,
    more_values,
)
from monitor.words import mapping, names_of

WIDTHS = (4, 6, 3, 4)
VALUE_WIDTHS = (5, 1, 3, 4)


def key_of(columns: Sequence[SeenColumn], what: str, at: int = 0) -> str:
    """Return the key of a field; other columns have other fields, filled anew."""
    names = "\x1f".join(column.name for column in columns)
    return f"mapping-{sha256(names.encode()).hexdigest()[:16]}-{what}-{at}"


def draw_record(columns: Sequence[SeenColumn]) -> Row:
    """Draw what a row is; returns it."""
    chosen = st.radio(
        mapping.ONE_ROW_IS,
        list(mapping.ROWS_ARE),
        format_func=lambda record: mapping.ROWS_ARE[record],
        key=key_of(columns, "record"),
        captions=mapping.ROWS_SAY,
        horizontal=True,
    )
    return "count" if chosen == "count" else "report"


def draw_columns(columns: Sequence[SeenColumn], record: Row) -> list[Meaning]:
    """Draw a line for each column; returns what each is said to be."""
    st.button(mapping.TAKE_GUESSES, on_click=_take_guesses, args=(columns, record))
    with st.container(gap=None):
        heads = (mapping.COLUMN, mapping.VALUES, mapping.GUESS, mapping.IS)
        for part, head in zip(st.columns(WIDTHS), heads, strict=True):
            part.markdown(f"**{head}**")
        return [_column(columns, at, record) for at in range(len(columns))]


def _column(columns: Sequence[SeenColumn], at: int, record: Row) -> Meaning:
    column = columns[at]
    name, values, guess, choice = st.columns(WIDTHS, vertical_alignment="center")
    name.text(column.name or mapping.UNNAMED)
    values.text(first_values(column))
    guess.text(guess_of(column, record))
    named = meanings_of(record)
    with choice:
        chosen = st.selectbox(
            mapping.IT_IS.format(number=at + 1),
            list(named),
            format_func=lambda meaning: named[meaning],
            key=key_of(columns, f"column-{record}", at),
            label_visibility="collapsed",
        )
    return Meaning(chosen)


def _take_guesses(columns: Sequence[SeenColumn], record: Row) -> None:
    for at, column in enumerate(columns):
        guess = guessed_for(column, record)
        st.session_state[key_of(columns, f"column-{record}", at)] = guess.value
        if column.guess is Meaning.KIND:
            for number, (value, _) in enumerate(column.often[:MOST_VALUES]):
                key = key_of(columns, f"{Meaning.KIND}-{at}", number)
                st.session_state[key] = kind_meant(value)


def kind_names() -> Mapping[str, str]:
    """Return what a value may mean as a kind of event, and how each reads."""
    return {"": mapping.UNKNOWN} | {kind: names_of.KINDS[kind] for kind in KINDS}


def draw_values(
    columns: Sequence[SeenColumn],
    meanings: Sequence[Meaning],
    wanted: Meaning,
    head: str,
    options: Mapping[str, str],
) -> dict[str, str]:
    """Draw the values of the column of a meaning; returns what each is said to mean."""
    at = next((at for at, meaning in enumerate(meanings) if meaning is wanted), None)
    if at is None:
        return {}
    column = columns[at]
    st.markdown(f"**{head}**")
    found: dict[str, str] = {}
    with st.container(gap=None):
        heads = (mapping.VALUE, mapping.TIMES, mapping.GUESS, mapping.IS)
        for part, title in zip(st.columns(VALUE_WIDTHS), heads, strict=True):
            part.text(title)
        for number, (value, count) in enumerate(column.often[:MOST_VALUES]):
            shown, often, guess, choice = st.columns(VALUE_WIDTHS, vertical_alignment="center")
            shown.text(value)
            often.text(f"{count:,}")
            probably = kind_meant(value) if wanted is Meaning.KIND else ""
            guess.text(options[probably] if probably else "")
            with choice:
                found[value] = st.selectbox(
                    mapping.VALUE_IS.format(number=number + 1),
                    list(options),
                    format_func=lambda option: options[option],
                    key=key_of(columns, f"{wanted}-{at}", number),
                    label_visibility="collapsed",
                )
    if more_values(column):
        refused = wanted is Meaning.MEASURE
        st.text(mapping.MORE_REFUSED if refused else mapping.MORE_VALUES)
    return found
