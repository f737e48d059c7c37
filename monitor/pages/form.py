"""The form for a single report: its template's columns, with their explanations beside them."""

from collections.abc import Callable, Mapping

import streamlit as st

from monitor import words
from monitor.agreements.model import Agreement
from monitor.incidents.columns import Column
from monitor.incidents.templates import TEMPLATES
from monitor.pages.drawing import table
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Preview, Service
from monitor.views.adding import fault

FIRST = (
    *("source", "happened_from", "happened_to", "precision", "kind", "by", "against"),
    *("place", "pcode", "killed_low", "killed_high", "citation"),
)
"""What the form asks first; the rest of the template is folded away."""

LEFT_OUT = ("id", "time_zone")
"""What the form knows by itself."""

LIST = ";"


def draw_form(
    service: Service, seen: Standpoint, draw_effect: Callable[[Preview, Agreement], None]
) -> None:
    """Draw the form; a first press shows what is wrong or what would change, a second stores."""
    st.markdown(f"**{words.A_REPORT}**")
    columns = {column.name: column for column in TEMPLATES["report"].columns}
    number = st.session_state.get("forms", 0)
    with st.form(f"report-{number}"):
        cells = _fields([columns[name] for name in FIRST])
        rest = [c for name, c in columns.items() if name not in (*FIRST, *LEFT_OUT)]
        with st.expander(words.MORE_FIELDS):
            cells |= _fields(rest)
        pressed = st.form_submit_button(words.SHOW_EFFECT)
    if pressed:
        given = {name: text for name, text in cells.items() if text}
        name = f"form-{service.moment():%Y%m%dT%H%M%S%f}"
        st.session_state["offered"] = {"id": name, **given}
    offered: dict[str, str] | None = st.session_state.get("offered")
    if offered is None:
        return
    preview = service.preview_record(
        "report", offered, agreement=seen.agreement, at=seen.at, time_zone=seen.zone.key
    )
    if preview.problems:
        _problems(preview)
        return
    draw_effect(preview, service.instrument(seen.agreement).agreement)
    with st.container(horizontal=True):
        st.button(words.STORE, type="primary", on_click=_store, args=(service, seen, offered))
        st.button(words.DISCARD, key="discard-form", on_click=_done, args=(words.DISCARDED,))


def _fields(columns: list[Column]) -> dict[str, str]:
    """Draw fields two to a row; returns the text of each."""
    cells = {}
    for start in range(0, len(columns), 2):
        pair = columns[start : start + 2]
        for half, column in zip(st.columns(2), pair, strict=False):
            with half:
                cells[column.name] = _field(column)
    return cells


def _field(column: Column) -> str:
    label = words.FIELD_NAMES.get(column.name, column.name.replace("_", " "))
    help_text = f"{column.says} ({column.type.says})"
    choices = column.type.words
    if not choices:
        return st.text_input(label, placeholder=column.example, help=help_text).strip()
    if column.name == "kind":
        names = st.multiselect(
            label, list(choices), format_func=lambda c: words.KIND_NAMES.get(c, c), help=help_text
        )
        return LIST.join(names)
    return st.selectbox(label, ["", *choices], help=help_text)


def _problems(preview: Preview) -> None:
    st.text(words.FORM_REFUSED)
    rows = [
        {"field": f.column, "value": f.value, "what is wrong": f.reason, "what to do": f.hint}
        for f in map(fault, preview.problems)
    ]
    table(rows, words.FORM_REFUSED)


def _store(service: Service, seen: Standpoint, cells: Mapping[str, str]) -> None:
    service.add("report", cells, actor=actor(), time_zone=seen.zone.key)
    _done(words.STORED_ONE)


def _done(note: str) -> None:
    """Say what was done on the next run, and empty the form."""
    st.session_state["note"] = note
    st.session_state["last_upload"] = None
    st.session_state["offered"] = None
    st.session_state["forms"] = st.session_state.get("forms", 0) + 1
