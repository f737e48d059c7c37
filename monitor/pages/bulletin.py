"""The form for a bulletin of counts: stored as one file, so that it is undone as one."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from monitor.incidents.templates import TEMPLATES
from monitor.incidents.vocabulary import KINDS
from monitor.pages.drawing import table
from monitor.pages.effect import draw_effect
from monitor.pages.fields import draw_fields
from monitor.pages.form import done, offered
from monitor.pages.form_names import name_of_form
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Preview, Service, Stated
from monitor.views.adding import faults, summary
from monitor.views.bulletin import Bulletin, BulletinLine, as_csv, line_named, sum_said
from monitor.words import add_page, forms, names_of

SHARED = (
    *("source", "window_from", "window_to", "measure", "by", "published_at"),
    *("window_approximate", "stated_by", "citation"),
)
"""What all lines have in common."""

FEW, MANY = 7, 60
"""How many lines the form has at first, and at most: a longer list comes as a file."""

WIDTHS = (2, 5, 2, 4, 5)
KIND = "count"


def draw_bulletin(service: Service, seen: Standpoint) -> None:
    """Draw the form; a first press checks the sum and shows the effect, a second stores."""
    columns = {column.name: column for column in TEMPLATES[KIND].columns}
    count = st.number_input(
        forms.BULLETIN_COUNT, min_value=1, max_value=MANY, value=FEW, step=1, width=160
    )
    with st.form(f"bulletin-{st.session_state.get('forms', 0)}"):
        offers = offered(service, seen, KIND)
        shared = draw_fields([columns[name] for name in SHARED], offers, width=3)
        st.markdown(f"**{forms.BULLETIN_LINES}**")
        filled = _lines(count)
        total = st.text_input(forms.BULLETIN_STATED, placeholder="55", width=260).strip()
        pressed = st.form_submit_button(forms.SHOW_EFFECT)
    if pressed:
        by = shared.pop("by")
        given = {name: text for name, text in shared.items() if text}
        bulletin = Bulletin(filled, total, by, given)
        st.session_state["offered"] = ("bulletin", name_of_form(service), bulletin)
    form, name, offer = st.session_state.get("offered") or ("", "", None)
    if form == "bulletin" and offer:
        _draw_preview(service, seen, name, offer)


def _lines(count: int) -> tuple[BulletinLine, ...]:
    """Draw the lines, one below the other; returns what stands in each."""
    with st.container(gap=None):
        for part, label in zip(st.columns(WIDTHS), forms.BULLETIN_COLUMNS.values(), strict=True):
            part.text(label)
        return tuple(_line(number) for number in range(1, count + 1))


def _line(number: int) -> BulletinLine:
    figure, place, pcode, kind, by = st.columns(WIDTHS)
    labels = {
        name: forms.BULLETIN_CELL.format(column=label, number=number)
        for name, label in forms.BULLETIN_COLUMNS.items()
    }

    def text(part: DeltaGenerator, name: str) -> str:
        return part.text_input(labels[name], label_visibility="collapsed").strip()

    chosen = kind.selectbox(
        labels["kind"],
        ["", *KINDS],
        format_func=lambda code: names_of.KINDS.get(code, ""),
        placeholder="",
        label_visibility="collapsed",
    )
    return BulletinLine(
        text(figure, "value"), text(place, "place"), text(pcode, "pcode"), chosen, text(by, "by")
    )


def _draw_preview(service: Service, seen: Standpoint, name: str, bulletin: Bulletin) -> None:
    if not (bulletin.filled or bulletin.total):
        st.text(forms.BULLETIN_EMPTY)
        return
    data = as_csv(bulletin, name)
    file = f"{forms.BULLETIN_FILE}-{name}.csv"
    stated = Stated(KIND, time_zone=seen.zone.key)
    preview = service.uploads.preview(
        file, data, agreement=seen.agreement, at=seen.at, stated=stated
    )
    st.text(sum_said(bulletin))
    if preview.intake is None or preview.intake.rejected:
        _problems(preview, bulletin)
        return
    told = summary(
        forms.FORMS["bulletin"],
        preview.intake,
        stored=preview.stored,
        unchanged=preview.unchanged,
    )
    st.text(told)
    terms = service.rules.instrument(seen.agreement).agreement
    draw_effect(preview.changes, preview.phases, terms)
    with st.container(horizontal=True):
        taking = (service, seen, file, data)
        st.button(add_page.STORE, type="primary", on_click=_store, args=taking)
        st.button(
            add_page.DISCARD, key="discard-form", on_click=done, args=(add_page.DISCARDED, None)
        )


def _problems(preview: Preview, bulletin: Bulletin) -> None:
    """Draw what is wrong, each problem once: what the lines share is wrong in all of them."""
    st.text(forms.REFUSED)
    found = faults(preview.intake.rejected) if preview.intake else ()
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for fault in found:
        told = (fault.column, fault.value, fault.reason, fault.hint)
        of_all = fault.column in SHARED and fault.column != "by"
        row = rows.setdefault(
            told,
            {
                "line": "" if of_all else line_named(fault.line, bulletin),
                "field": fault.column,
                "value": fault.value,
                "what is wrong": fault.reason,
                "what to do": fault.hint,
            },
        )
        if not of_all and row["line"] != (line := line_named(fault.line, bulletin)):
            row["line"] += f", {line}"
    table(list(rows.values()), forms.REFUSED, wrapped=True)


def _store(service: Service, seen: Standpoint, file: str, data: bytes) -> None:
    stated = Stated(KIND, time_zone=seen.zone.key)
    taken = service.uploads.take(file, data, actor=actor(), stated=stated)
    note = add_page.STORED.format(
        stored=taken.stored, unchanged=taken.unchanged, rejected=taken.rejected
    )
    done(f"{forms.FORMS['bulletin']}. {note}", taken.receipt.upload if taken.receipt else None)
