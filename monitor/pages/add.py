"""*Add*: a file, or one of five short forms, with its effect before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.agreements.strangers import strangers
from monitor.incidents.arriving import Arriving
from monitor.incidents.bulletins.told import difference
from monitor.incidents.formats.load import formats
from monitor.incidents.formats.seen import TO_BE_SAID, UnknownLayoutError
from monitor.incidents.opened.declared import ENCODINGS, Declared
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.write import rejected_csv
from monitor.pages.bar import Bar
from monitor.pages.drawing import draw_top, lines
from monitor.pages.effect import draw_doubles, draw_effect
from monitor.pages.faulty import draw_faults
from monitor.pages.forms import draw_forms
from monitor.pages.mapping import KIND_OF_FILE, Unknown, draw_mapping
from monitor.pages.places import Places
from monitor.pages.serving import actor
from monitor.pages.silences import draw_silences
from monitor.pages.standpoint import Standpoint, carried
from monitor.service import Preview, Service, Stated
from monitor.views.adding import fault, faults, file_faults, summary
from monitor.views.arrivals import arriving_told
from monitor.views.doubles import with_doubles
from monitor.views.strangers import strangers_told
from monitor.words import add_page, arrivals, bulletins, mapping, names_of, pages, phrasing, undoing

LARGEST = 100
"""Megabytes of a file that the page takes; larger ones go through the command line."""


_WITHDRAW = "withdraw-missing"
"""Where the session keeps whether what a file leaves out is to be taken back."""


_SUMS = "accept-sums-{file}"
"""Where it keeps, of each file, whether rows are taken as they stand although sums do not fit."""

MOST_SUMS = 10
"""Sums that do not fit which are shown with the question; the others are told above."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it was given, and what was said of it beside it."""

    name: str
    data: bytes
    stated: Stated


def draw(service: Service, places: Places) -> None:
    """Draw the page: file and forms side by side, until a file is there to be decided on."""
    seen = draw_top(service, places, latest=True)
    if seen is None:
        return
    lines([f"{add_page.HEAD} {add_page.EFFECT_FROM}"])
    _note(service, places)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        offered = _offered(service, seen)
    if offered is not None:
        _file(service, seen, offered)
        right = st.container()
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
    service.uploads.undo(upload, actor=actor())
    st.session_state["note"] = undoing.UNDONE.format(upload=upload)
    st.session_state["last_upload"] = None


def _offered(service: Service, seen: Standpoint) -> Offered | None:
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
    return Declared(encoding, delimiter, decimal, dates, sheet)


def _choice(label: str, choices: Mapping[str, str], key: str | None = None) -> str | None:
    return st.selectbox(label, list(choices), format_func=lambda one: choices[one], key=key) or None


def _file(service: Service, seen: Standpoint, offered: Offered) -> None:
    """Draw what is to be decided of a file, over the whole width: it is there to be read."""
    withdraw = bool(st.session_state.get(_WITHDRAW))
    bar = Bar(add_page.READING)
    preview = service.uploads.preview(
        offered.name,
        offered.data,
        agreement=seen.agreement,
        at=seen.at,
        stated=offered.stated,
        withdraw_missing=withdraw,
        told=bar.told,
    )
    bar.away()
    error = preview.error
    if isinstance(error, UnknownLayoutError) and error.columns:
        _unknown(service, seen, offered, error)
        return
    draw_preview(offered.name, preview, service.rules.instrument(seen.agreement).agreement)
    if preview.intake is not None and preview.already is None:
        draw_silences(service, seen, preview.intake)
    _choices(service, offered, preview)


def _unknown(
    service: Service, seen: Standpoint, offered: Offered, error: UnknownLayoutError
) -> None:
    """Draw a table that nobody knows, to be said what it is; or what to mend, to follow a template.

    Nothing of it is evaluated, and nothing stored but what is said of its columns.
    """
    with st.expander(mapping.INSTEAD):
        draw_faults(file_faults(error), offered.name)
    said, choices = st.container(), st.container(horizontal=True)
    file = Unknown(offered.name, offered.data, offered.stated, error.columns, choices)
    with said:
        draw_mapping(service, seen, file)
    choices.button(add_page.DISCARD, on_click=_done, args=(add_page.DISCARDED, None))


def draw_arriving(found: Arriving) -> None:
    """Draw what the rows are to the record, and ask whether what is left out is taken back."""
    lines(arriving_told(found, withdrawn=bool(st.session_state.get(_WITHDRAW))))
    if found.missing:
        st.checkbox(arrivals.ASK.format(count=len(found.missing)), key=_WITHDRAW)


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
    if intake.how is not None:
        st.text(intake.how.told())
        with st.expander(add_page.WHY_SO):
            st.text("\n".join(intake.how.why))
    counts = {"stored": preview.stored, "unchanged": preview.unchanged}
    st.text(summary(name, intake, **counts, records=preview.records))
    if preview.already is not None:
        st.text(add_page.ALREADY.format(upload=preview.already))
        return
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
    draw_arriving(preview.arriving)
    lines(strangers_told(strangers([agreement], (record for _, record in intake.records))))
    draw_effect(preview.changes, agreement)
    draw_doubles(preview.possible)


def _sums_of(offered: Offered) -> str:
    return _SUMS.format(file=sha256(offered.data).hexdigest()[:16])


def _sums_asked(offered: Offered, preview: Preview) -> bool:
    """Ask about sums that do not fit; returns whether nothing may be stored before the answer."""
    if preview.intake is None or preview.already is not None or not preview.intake.differing:
        return False
    lines([bulletins.QUESTION, *map(difference, preview.intake.differing[:MOST_SUMS])])
    return not st.checkbox(bulletins.AS_IT_STANDS, key=_sums_of(offered))


def _choices(service: Service, offered: Offered, preview: Preview) -> None:
    """Draw what can be done with a file; one that is stored already can only be put away."""
    if preview.already is not None:
        st.button(add_page.PUT_AWAY, on_click=_done, args=(add_page.AWAY, None))
        return
    asked = _sums_asked(offered, preview)
    with st.container(horizontal=True):
        intake = preview.intake
        taking = (service, offered)
        if intake is not None and intake.records and not asked:
            if intake.rejected:
                good = phrasing.number(intake.good, "good row")
                label = add_page.STORE_GOOD.format(count=good)
                st.button(label, on_click=_store, args=taking, kwargs={"good_rows": True})
            else:
                st.button(add_page.STORE, type="primary", on_click=_store, args=taking)
        st.button(add_page.DISCARD, on_click=_done, args=(add_page.DISCARDED, None))


def _store(service: Service, offered: Offered, *, good_rows: bool = False) -> None:
    bar = Bar(add_page.STORING)
    taken = service.uploads.take(
        offered.name,
        offered.data,
        actor=actor(),
        stated=replace(offered.stated, accept_sums=bool(st.session_state.get(_sums_of(offered)))),
        accept_good_rows=good_rows,
        withdraw_missing=bool(st.session_state.get(_WITHDRAW)),
        told=bar.told,
    )
    bar.away()
    note = (add_page.STORED if taken.records == taken.stored else add_page.STORED_AS).format(
        stored=taken.stored,
        records=taken.records,
        unchanged=taken.unchanged,
        rejected=taken.rejected,
    )
    note = f"{with_doubles(note.removesuffix('.'), len(taken.possible))}."
    if taken.withdrawn:
        note = f"{note} {arrivals.WITHDREW.format(count=taken.withdrawn)}"
    _done(f"{offered.name}. {note}", taken.receipt.upload if taken.receipt else None)


def _done(note: str, upload: int | None) -> None:
    """Say what was done on the next run, and empty the field for the next file."""
    st.session_state["note"] = note
    st.session_state["last_upload"] = upload
    st.session_state[_WITHDRAW] = False
    st.session_state["files"] = st.session_state.get("files", 0) + 1
