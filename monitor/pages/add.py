"""*Add*: a file, or one of five short forms, with its effect before anything is stored."""

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.write import rejected_csv
from monitor.pages.drawing import draw_top, lines
from monitor.pages.effect import draw_effect
from monitor.pages.faulty import draw_faults
from monitor.pages.forms import draw_forms
from monitor.pages.places import Places
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint, carried
from monitor.service import Preview, Service
from monitor.views.adding import fault, faults, file_faults, summary
from monitor.words import add_page, names_of, pages, phrasing, undoing

LARGEST = 50
"""Megabytes of a file that the page takes; larger ones go through the command line."""


def draw(service: Service, places: Places) -> None:
    """Draw the page."""
    seen = draw_top(service, places, latest=True)
    if seen is None:
        return
    lines([f"{add_page.HEAD} {add_page.EFFECT_FROM}"])
    _note(service, places)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _file(service, seen)
    with right:
        draw_forms(service, seen)


def _note(service: Service, places: Places) -> None:
    """Draw what became of the last act of this session, and how to take it back."""
    note = st.session_state.get("note")
    if not note:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(note)
        st.page_link(places.front, label=pages.TODAY, query_params=carried())
        upload = st.session_state.get("last_upload")
        if upload:
            st.button(undoing.UNDO, on_click=_undo, args=(service, upload))


def _undo(service: Service, upload: int) -> None:
    service.undo(upload, actor=actor())
    st.session_state["note"] = undoing.UNDONE.format(upload=upload)
    st.session_state["last_upload"] = None


def _file(service: Service, seen: Standpoint) -> None:
    st.markdown(f"**{add_page.A_FILE}**")
    kinds = {"": add_page.FROM_COLUMNS} | {kind: names_of.RECORDS[kind] for kind in TEMPLATES}
    offered = st.file_uploader(
        add_page.CHOOSE_FILE,
        type=["csv", "tsv", "txt"],
        max_upload_size=LARGEST,
        key=f"file-{st.session_state.get('files', 0)}",
    )
    with st.expander(add_page.IF_FILE_DOES_NOT_SAY):
        kind = st.selectbox(add_page.ITS_KIND, list(kinds), format_func=lambda k: kinds[k]) or None
        source = st.text_input(add_page.ITS_SOURCE) or None
        time_zone = st.text_input(add_page.ITS_ZONE, value=seen.zone.key) or None
    if offered is None:
        return
    data = offered.getvalue()
    preview = service.preview(
        offered.name,
        data,
        agreement=seen.agreement,
        at=seen.at,
        kind=kind,
        source=source,
        time_zone=time_zone,
    )
    draw_preview(offered.name, preview, service.instrument(seen.agreement).agreement)
    _choices(service, offered.name, data, preview, (kind, source, time_zone))


def draw_preview(name: str, preview: Preview, agreement: Agreement) -> None:
    """Draw what a file or a form would do, or everything that is wrong with it."""
    if preview.error is not None:
        st.text(add_page.REFUSED_FILE)
        draw_faults(file_faults(preview.error), name)
        return
    if preview.intake is None:
        draw_faults(tuple(map(fault, preview.problems)), name)
        return
    intake = preview.intake
    st.text(summary(name, intake, stored=preview.stored, unchanged=preview.unchanged))
    if preview.already is not None:
        st.text(add_page.ALREADY.format(upload=preview.already))
    if intake.rejected:
        count = phrasing.number(len(intake.rejected), "row")
        st.text(add_page.REFUSED_ROWS.format(count=count))
        draw_faults(faults(intake.rejected), name)
        st.download_button(
            add_page.DOWNLOAD_REJECTED,
            rejected_csv(intake),
            file_name="rejected.csv",
            mime="text/csv",
            on_click="ignore",
        )
    draw_effect(preview.changes, agreement)


def _choices(
    service: Service,
    name: str,
    data: bytes,
    preview: Preview,
    declared: tuple[str | None, str | None, str | None],
) -> None:
    """Draw the three things that can be done with a file."""
    with st.container(horizontal=True):
        intake = preview.intake
        taking = (service, name, data, declared)
        if intake is not None and intake.records and not intake.rejected:
            st.button(add_page.STORE, type="primary", on_click=_store, args=taking)
        if intake is not None and intake.records and intake.rejected:
            count = len(intake.records)
            label = add_page.STORE_GOOD.format(count=phrasing.number(count, "good row"))
            st.button(label, on_click=_store, args=taking, kwargs={"good_rows": True})
        st.button(add_page.DISCARD, on_click=_discard)


def _store(
    service: Service,
    name: str,
    data: bytes,
    declared: tuple[str | None, str | None, str | None],
    *,
    good_rows: bool = False,
) -> None:
    kind, source, time_zone = declared
    taken = service.take(
        name,
        data,
        actor=actor(),
        kind=kind,
        source=source,
        time_zone=time_zone,
        accept_good_rows=good_rows,
    )
    note = add_page.STORED.format(
        stored=taken.stored, unchanged=taken.unchanged, rejected=taken.rejected
    )
    _done(f"{name}. {note}", taken.receipt.upload if taken.receipt else None)


def _discard() -> None:
    _done(add_page.DISCARDED, None)


def _done(note: str, upload: int | None) -> None:
    """Say what was done on the next run, and empty the field for the next file."""
    st.session_state["note"] = note
    st.session_state["last_upload"] = upload
    st.session_state["files"] = st.session_state.get("files", 0) + 1
