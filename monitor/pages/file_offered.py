"""The field of *Add* for a file, and what may be said of it beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from monitor.incidents.formats.load import formats
from monitor.incidents.formats.seen import TO_BE_SAID
from monitor.incidents.opened.declared import ENCODINGS, Declared
from monitor.incidents.templates import TEMPLATES
from monitor.pages.mapping import KIND_OF_FILE
from monitor.pages.standpoint import Standpoint
from monitor.service import Service, Stated
from monitor.words import add_page, mapping, names_of

LARGEST = 100
"""Megabytes of a file that the page takes; larger ones go through the command line."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it was given, and what was said of it beside it."""

    name: str
    data: bytes
    stated: Stated


def draw_offered(service: Service, seen: Standpoint) -> Offered | None:
    """Draw the field for a file and what may be said of it; None while there is no file."""
    st.markdown(f"**{add_page.A_FILE}**")
    kinds = {"": add_page.FROM_COLUMNS} | {kind: names_of.RECORDS[kind] for kind in TEMPLATES}
    kinds |= {name: one.title for name, one in formats().items()}
    kinds |= {name: one.declaration.title for name, one in service.mappings.standing().items()}
    kinds |= {TO_BE_SAID: mapping.SAY_COLUMNS}
    if st.session_state.get(KIND_OF_FILE, "") not in kinds:
        del st.session_state[KIND_OF_FILE]
    given = st.file_uploader(
        add_page.CHOOSE_FILE,
        type=["csv", "tsv", "txt", "xlsx", "ods"],
        max_upload_size=LARGEST,
        key=f"file-{st.session_state.get('files', 0)}",
    )
    with st.expander(add_page.IF_FILE_DOES_NOT_SAY):
        kind = _choice(add_page.ITS_KIND, kinds, key=KIND_OF_FILE)
        source = st.text_input(add_page.ITS_SOURCE) or None
        time_zone = st.text_input(add_page.ITS_ZONE, value=seen.zone.key) or None
        reading = _reading()
    if given is None:
        return None
    return Offered(given.name, given.getvalue(), Stated(kind, source, time_zone, reading))


def _reading() -> Declared:
    """Draw the fields for how the bytes of a file are to be read."""
    left, right = st.columns(2)
    told = {"": add_page.FROM_CONTENT}
    with left:
        encoding = _choice(add_page.ITS_ENCODING, told | ENCODINGS)
        decimal = _choice(add_page.ITS_DECIMAL, told | add_page.DECIMALS)
        sheet = st.text_input(add_page.ITS_SHEET) or None
    with right:
        delimiter = _choice(add_page.ITS_DELIMITER, told | add_page.DELIMITERS)
        dates = _choice(add_page.ITS_DATES, told | add_page.DATES)
        header = st.text_input(add_page.ITS_HEADER).strip() or None
    return Declared(encoding, delimiter, decimal, dates, sheet, header)


def _choice(label: str, choices: Mapping[str, str], key: str | None = None) -> str | None:
    return st.selectbox(label, list(choices), format_func=lambda one: choices[one], key=key) or None
