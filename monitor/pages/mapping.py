"""*Add*, for a table that nobody knows: what each of its columns is, said once and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitor.errors import IncidentFileError
from monitor.incidents.formats.drafted import name_for
from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.seen import SeenColumn
from monitor.incidents.formats.usable import LONGEST_TITLE
from monitor.incidents.formats.written import written
from monitor.pages.drawing import lines
from monitor.pages.faulty import draw_faults
from monitor.pages.mapping_columns import (
    draw_columns,
    draw_record,
    draw_values,
    key_of,
    kind_names,
)
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Service, Stated
from monitor.views.adding import faults, file_faults, more_faults
from monitor.views.mapping import (
    asked_of,
    first_records,
    lacking,
    probably_counts,
    read_told,
)
from monitor.words import mapping, names_of

KIND_OF_FILE = "kind-of-file"
"""Where the session keeps what a person states that the file is."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file of an unknown layout, what was stated of it, and what stands in its columns.

    `line` is that of its header; `choices` is the place for the button that saves what is said of
    them.
    """

    name: str
    data: bytes
    stated: Stated
    columns: tuple[SeenColumn, ...]
    line: int
    choices: DeltaGenerator


def draw_mapping(service: Service, seen: Standpoint, file: Unknown) -> None:
    """Draw the columns with what each may be, and what the file would be by that."""
    lines([mapping.HEAD, mapping.NAMES_FROM.format(line=file.line)])
    record = draw_record(file.columns)
    if record == "report":
        lines([*probably_counts(file.columns)])
    meanings = draw_columns(file.columns, record)
    by_name = {c.name: m for c, m in zip(file.columns, meanings, strict=True) if c.name}
    said = _for_all_rows(seen, file, _values(file, meanings, Said("", "", by_name, record=record)))
    missing = [*lacking(by_name, record)]
    if missing:
        lines(missing)
        return
    _draw_draft(service, seen, file, said)


def _values(file: Unknown, meanings: Sequence[Meaning], said: Said) -> Said:
    """Draw what the values of some columns mean; returns what is said so far with it."""

    def draw(wanted: Meaning, head: str, options: Mapping[str, str]) -> dict[str, str]:
        return draw_values(file.columns, meanings, wanted, head, options)

    measures = {"": mapping.REFUSED_VALUE} | names_of.MEASURES
    return replace(
        said,
        kinds=draw(Meaning.KIND, mapping.VALUES_OF_KIND, kind_names()),
        precisions=draw(
            Meaning.PRECISION, mapping.VALUES_OF_PRECISION, mapping.PRECISIONS_OF_A_VALUE
        ),
        measures=draw(Meaning.MEASURE, mapping.VALUES_OF_MEASURE, measures),
    )


def _for_all_rows(seen: Standpoint, file: Unknown, said: Said) -> Said:
    """Draw what holds for every row; returns all that is said."""
    st.markdown(f"**{mapping.FOR_ALL_ROWS}**")
    there = set(said.columns.values())
    left, middle, right = st.columns(3)
    with left:
        stem = file.name.rpartition(".")[0] or file.name
        title = _text(file, mapping.TITLE, "title", stem[:LONGEST_TITLE])
        source = "" if Meaning.SOURCE in there else _text(file, mapping.SOURCE, "source")
    with middle:
        zone = _text(file, mapping.ZONE, "zone", seen.zone.key)
        dates = _choice(file, mapping.DATES, mapping.ORDERS, "dates")
    with right:
        unknown = _text(file, mapping.NOT_KNOWN, "unknown")
        kind = "" if Meaning.KIND in there else _choice(file, mapping.KIND, kind_names(), "kind")
        precision, measure = said.precision, said.measure
        if said.record == "report" and Meaning.PRECISION not in there:
            precision = _choice(file, mapping.PRECISION, mapping.PRECISIONS, "precision")
        if Meaning.VALUE in there and Meaning.MEASURE not in there:
            measure = _choice(file, mapping.MEASURE, names_of.MEASURES, "measure")
    return replace(
        said,
        name=name_for(title),
        title=title,
        source=source,
        time_zone=zone,
        dates=dates,
        unknown=[word.strip() for word in unknown.split(";") if word.strip()],
        kind=kind,
        precision=precision,
        measure=measure,
    )


def _text(file: Unknown, label: str, what: str, value: str = "") -> str:
    key = key_of(file.columns, what)
    return st.text_input(label, value=value, max_chars=LONGEST_TITLE, key=key).strip()


def _choice(file: Unknown, label: str, options: Mapping[str, str], what: str) -> str:
    key = key_of(file.columns, what)
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
    lines([read_told(intake), *notes, *asked_of(said)])
    st.text(mapping.FIRST_BECOME)
    lines(first_records(intake, seen.zone))
    draw_faults(faults(intake.rejected), file.name)
    lines(more_faults(intake.rejected))
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
    if st.session_state.get(KIND_OF_FILE):
        # Else the file would still be one whose columns are to be said.
        st.session_state[KIND_OF_FILE] = name
