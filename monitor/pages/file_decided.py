"""What is decided of a file: stored, its good rows stored, discarded, or said what it is."""

from dataclasses import replace

import streamlit as st

from monitor.incidents.formats.seen import UnknownLayoutError
from monitor.pages.bar import Bar
from monitor.pages.faulty import draw_faults
from monitor.pages.file_offered import Offered
from monitor.pages.file_preview import WITHDRAW, draw_preview
from monitor.pages.file_sums import sums_asked, sums_of
from monitor.pages.mapping import Unknown, draw_mapping
from monitor.pages.serving import actor
from monitor.pages.silences import draw_silences
from monitor.pages.standpoint import Standpoint
from monitor.service import Preview, Service
from monitor.views.adding import file_faults
from monitor.views.doubles import with_doubles
from monitor.words import add_page, arrivals, mapping, phrasing


def draw_file(service: Service, seen: Standpoint, offered: Offered) -> None:
    """Draw what is to be decided of a file, over the whole width: it is there to be read."""
    withdraw = bool(st.session_state.get(WITHDRAW))
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
    stated = offered.stated
    file = Unknown(offered.name, offered.data, stated, error.columns, error.line, choices)
    with said:
        draw_mapping(service, seen, file)
    choices.button(add_page.DISCARD, on_click=_done, args=(add_page.DISCARDED, None))


def _choices(service: Service, offered: Offered, preview: Preview) -> None:
    """Draw what can be done with a file; one that is stored already can only be put away."""
    if preview.already is not None:
        st.button(add_page.PUT_AWAY, on_click=_done, args=(add_page.AWAY, None))
        return
    asked = sums_asked(offered, preview)
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
        stated=replace(offered.stated, accept_sums=bool(st.session_state.get(sums_of(offered)))),
        accept_good_rows=good_rows,
        withdraw_missing=bool(st.session_state.get(WITHDRAW)),
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
    st.session_state[WITHDRAW] = False
    st.session_state["files"] = st.session_state.get("files", 0) + 1
