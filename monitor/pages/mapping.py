"""*Add*, for a table that nobody knows: what each of its columns is, said once and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitor.errors import IncidentFileError
from monitor.incidents.formats.drafted import name_for
from monitor.incidents.formats.drawn_up import Said, drawn_up
from monitor.incidents.formats.guess import kind_meant
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.seen import SeenColumn
from monitor.incidents.formats.written import LONGEST_TITLE, written
from monitor.incidents.vocabulary import KINDS
from monitor.pages.drawing import lines
from monitor.pages.faulty import draw_faults
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Service, Stated
from monitor.views.adding import faults, file_faults
from monitor.views.mapping import (
    MOST_VALUES,
    first_records,
    first_values,
    guess_of,
    lacking,
    more_values,
    read_told,
)
from monitor.words import mapping, names_of

WIDTHS = (4, 6, 3, 4)
VALUE_WIDTHS = (5, 1, 3, 4)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file of an unknown layout, what was stated of it, and what stands in its columns.

    `choices` is the place for the button that saves what is said of them.
    """

    name: str
    data: bytes
    stated: Stated
    columns: tuple[SeenColumn, ...]
    choices: DeltaGenerator


def draw_mapping(service: Service, seen: Standpoint, file: Unknown) -> None:
    """Draw the columns with what each may be, and what the file would be by that."""
    lines([mapping.HEAD])
    meanings = _columns(file)
    by_name = {c.name: m for c, m in zip(file.columns, meanings, strict=True) if c.name}
    kinds = _values(file, meanings, Meaning.KIND, mapping.VALUES_OF_KIND, _kind_names())
    exact = _values(
        file,
        meanings,
        Meaning.PRECISION,
        mapping.VALUES_OF_PRECISION,
        mapping.PRECISIONS_OF_A_VALUE,
    )
    said = _for_all_rows(seen, file, by_name, kinds, exact)
    missing = [*lacking(by_name)]
    if missing:
        lines(missing)
        return
    _draw_draft(service, seen, file, said)


def _key(columns: Sequence[SeenColumn], what: str, at: int = 0) -> str:
    """Return the key of a field; other columns have other fields, filled anew."""
    names = "\x1f".join(column.name for column in columns)
    return f"mapping-{sha256(names.encode()).hexdigest()[:16]}-{what}-{at}"


def _columns(file: Unknown) -> list[Meaning]:
    """Draw a line for each column; returns what each is said to be."""
    st.button(mapping.TAKE_GUESSES, on_click=_take_guesses, args=(file.columns,))
    with st.container(gap=None):
        heads = (mapping.COLUMN, mapping.VALUES, mapping.GUESS, mapping.IS)
        for part, head in zip(st.columns(WIDTHS), heads, strict=True):
            part.markdown(f"**{head}**")
        return [_column(file.columns, at) for at in range(len(file.columns))]


def _column(columns: Sequence[SeenColumn], at: int) -> Meaning:
    column = columns[at]
    name, values, guess, choice = st.columns(WIDTHS, vertical_alignment="center")
    name.text(column.name or mapping.UNNAMED)
    values.text(first_values(column))
    guess.text(guess_of(column))
    with choice:
        chosen = st.selectbox(
            mapping.IT_IS.format(number=at + 1),
            [meaning.value for meaning in Meaning],
            format_func=lambda meaning: mapping.MEANINGS[meaning],
            key=_key(columns, "column", at),
            label_visibility="collapsed",
        )
    return Meaning(chosen)


def _take_guesses(columns: Sequence[SeenColumn]) -> None:
    for at, column in enumerate(columns):
        st.session_state[_key(columns, "column", at)] = column.guess.value
        if column.guess is Meaning.KIND:
            for number, (value, _) in enumerate(column.often[:MOST_VALUES]):
                key = _key(columns, f"{Meaning.KIND}-{at}", number)
                st.session_state[key] = kind_meant(value)


def _kind_names() -> Mapping[str, str]:
    return {"": mapping.UNKNOWN} | {kind: names_of.KINDS[kind] for kind in KINDS}


def _values(
    file: Unknown,
    meanings: Sequence[Meaning],
    wanted: Meaning,
    head: str,
    options: Mapping[str, str],
) -> dict[str, str]:
    """Draw the values of the column of a meaning; returns what each is said to mean."""
    at = next((at for at, meaning in enumerate(meanings) if meaning is wanted), None)
    if at is None:
        return {}
    column = file.columns[at]
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
                    key=_key(file.columns, f"{wanted}-{at}", number),
                    label_visibility="collapsed",
                )
    if more_values(column):
        st.text(mapping.MORE_VALUES)
    return found


def _for_all_rows(
    seen: Standpoint,
    file: Unknown,
    columns: Mapping[str, Meaning],
    kinds: Mapping[str, str],
    exact: Mapping[str, str],
) -> Said:
    """Draw what holds for every row; returns all that is said."""
    st.markdown(f"**{mapping.FOR_ALL_ROWS}**")
    said = set(columns.values())
    left, middle, right = st.columns(3)
    with left:
        stem = file.name.rpartition(".")[0] or file.name
        title = _text(file, mapping.TITLE, "title", stem[:LONGEST_TITLE])
        source = "" if Meaning.SOURCE in said else _text(file, mapping.SOURCE, "source")
    with middle:
        zone = _text(file, mapping.ZONE, "zone", seen.zone.key)
        dates = _choice(file, mapping.DATES, mapping.ORDERS, "dates")
    with right:
        unknown = _text(file, mapping.NOT_KNOWN, "unknown")
        kind = "" if Meaning.KIND in said else _choice(file, mapping.KIND, _kind_names(), "kind")
        precision = ""
        if Meaning.PRECISION not in said:
            precision = _choice(file, mapping.PRECISION, mapping.PRECISIONS, "precision")
    words = [word.strip() for word in unknown.split(";") if word.strip()]
    return Said(
        name_for(title),
        title,
        columns,
        kinds,
        kind,
        source,
        zone,
        precision,
        exact,
        dates,
        words,
    )


def _text(file: Unknown, label: str, what: str, value: str = "") -> str:
    key = _key(file.columns, what)
    return st.text_input(label, value=value, max_chars=LONGEST_TITLE, key=key).strip()


def _choice(file: Unknown, label: str, options: Mapping[str, str], what: str) -> str:
    key = _key(file.columns, what)
    return st.selectbox(label, list(options), format_func=lambda one: options[one], key=key)


def _draw_draft(service: Service, seen: Standpoint, file: Unknown, said: Said) -> None:
    """Draw what the file would be by what was said, and the button that saves it."""
    st.markdown(f"**{mapping.WOULD_READ}**")
    text = drawn_up(said)
    try:
        written(text, said.name)
        earlier = [one for one in service.mappings.all() if one.name == said.name]
        draft = Saved(text, len(earlier) + 1)
        intake = service.uploads.read_by(draft, file.name, file.data, file.stated)
    except IncidentFileError as error:
        draw_faults(file_faults(error), file.name)
        return
    notes = list(intake.how.notes[1:]) if intake.how else []
    if Meaning.ID not in said.columns.values():
        notes.append(mapping.NO_ID)
    lines([read_told(intake), *notes])
    st.text(mapping.FIRST_BECOME)
    lines(first_records(intake, seen.zone))
    draw_faults(faults(intake.rejected), file.name)
    named = [mapping.AS_TYPED.format(name=said.name)]
    if earlier:
        named.append(mapping.NEXT_VERSION.format(version=draft.version))
    lines(named)
    file.choices.button(
        mapping.SAVE, type="primary", on_click=_save, args=(service, text, said.name)
    )


def _save(service: Service, text: str, name: str) -> None:
    saved = service.mappings.save(text, name, actor=actor())
    st.session_state["note"] = mapping.SAVED_NOTE.format(name=name, version=saved.saved.version)
    st.session_state["last_upload"] = None
