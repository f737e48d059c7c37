"""A form for one record: the columns of its template that matter first, the rest folded away."""

from collections.abc import Iterable, Mapping

import streamlit as st

from monitor.incidents.record import Attestation, Decision
from monitor.incidents.templates import TEMPLATES
from monitor.pages.drawing import table
from monitor.pages.effect import draw_doubles, draw_effect
from monitor.pages.fields import Offered, draw_fields
from monitor.pages.form_names import name_of_form
from monitor.pages.record_incidents import sources_of
from monitor.pages.serving import actor
from monitor.pages.standpoint import Standpoint
from monitor.service import Preview, Service
from monitor.views.adding import fault
from monitor.views.doubles import with_doubles
from monitor.views.record import sources_in
from monitor.views.suggesting import suggested
from monitor.views.telling import named
from monitor.words import add_page, forms, names_of

FIRST = {
    "report": (
        *("source", "happened_from", "happened_to", "precision", "kind", "by", "against"),
        *("place", "pcode", "killed_low", "killed_high", "citation"),
    ),
    "statement": ("source", "actor", "says", "about", "made_at", "precision", "citation"),
    "decision": ("source", "by", "what", "effective_from", "precision", "until", "citation"),
    "attestation": (
        *("source", "by", "what", "holds", "during_from", "during_to", "precision", "citation"),
    ),
}
"""What the form of each kind asks first."""

KNOWN = ("id", "time_zone", "agreement")
"""What a form knows by itself."""


def draw_form(service: Service, seen: Standpoint, kind: str) -> None:
    """Draw the form; a first press shows what is wrong or what would change, a second stores."""
    columns = {column.name: column for column in TEMPLATES[kind].columns}
    offers = offered(service, seen, kind)
    labels = forms.FIELDS_OF_FORM.get(kind, {})
    with st.form(f"{kind}-{st.session_state.get('forms', 0)}"):
        cells = draw_fields([columns[name] for name in FIRST[kind]], offers, labels)
        rest = [c for name, c in columns.items() if name not in (*FIRST[kind], *KNOWN)]
        with st.expander(forms.MORE_FIELDS):
            cells |= draw_fields(rest, offers)
        pressed = st.form_submit_button(forms.SHOW_EFFECT)
    if pressed:
        given = {name: text for name, text in cells.items() if text}
        own = {"agreement": seen.agreement} if "agreement" in columns else {}
        name = name_of_form(service)
        st.session_state["offered"] = (kind, name, {"id": name, **own, **given})
    form, _, offer = st.session_state.get("offered") or ("", "", {})
    if form == kind:
        draw_offer(service, seen, kind, offer)


def offered(service: Service, seen: Standpoint, kind: str) -> Offered:
    """Return what the fields of a form offer: sources on record, and what the rules look for."""
    agreement = service.rules.instrument(seen.agreement).agreement
    sources = sources_of(service, seen)
    known = sources_in(sources.profiles, sources)
    offers: dict[str, Mapping[str, str]] = {
        "source": {source: f"{name} ({source})" for source, name in known.items()}
    }
    rules = suggested(agreement)
    if kind == "decision":
        done = [k.record for k in service.record.of(Decision, seen.known)]
        mine = [record for record in done if record.agreement == agreement.id]
        offers["by"] = _plain([*rules.deciders, *(record.by for record in mine)])
        offers["what"] = _named([*rules.decisions, *(record.what for record in mine)])
    if kind == "attestation":
        attested = [k.record for k in service.record.of(Attestation, seen.known)]
        own = [record for record in attested if record.agreement == agreement.id]
        offers["by"] = _plain([*rules.attesters, *(record.by for record in own)])
        offers["what"] = _named([*rules.duties, *(record.what for record in own)])
    return offers


def _plain(options: Iterable[str]) -> dict[str, str]:
    return {option: option for option in options}


def _named(options: Iterable[str]) -> dict[str, str]:
    return {option: named(option) for option in options}


def draw_offer(service: Service, seen: Standpoint, kind: str, cells: Mapping[str, str]) -> None:
    """Draw what a filled form would change, or what is wrong with it, and the choice to store."""
    preview = service.uploads.preview_record(
        kind, cells, agreement=seen.agreement, at=seen.at, time_zone=seen.zone.key
    )
    if preview.problems:
        _problems(preview)
        return
    terms = service.rules.instrument(seen.agreement).agreement
    draw_effect(preview.changes, preview.phases, terms)
    draw_doubles(preview.possible)
    with st.container(horizontal=True):
        st.button(
            add_page.STORE, type="primary", on_click=_store, args=(service, seen, kind, cells)
        )
        st.button(
            add_page.DISCARD, key="discard-form", on_click=done, args=(add_page.DISCARDED, None)
        )


def _problems(preview: Preview) -> None:
    st.text(forms.REFUSED)
    rows = [
        {"field": f.column, "value": f.value, "what is wrong": f.reason, "what to do": f.hint}
        for f in map(fault, preview.problems)
    ]
    table(rows, forms.REFUSED)


def _store(service: Service, seen: Standpoint, kind: str, cells: Mapping[str, str]) -> None:
    stored = service.uploads.add(kind, cells, actor=actor(), time_zone=seen.zone.key)
    if not isinstance(stored, tuple):
        note = add_page.STORED_KIND.format(kind=names_of.ONE_RECORD[kind]).removesuffix(".")
        done(f"{with_doubles(note, stored.possible)}.", stored.upload)


def done(note: str, upload: int | None) -> None:
    """Say what was done on the next run, with the act that can be undone, and empty the form."""
    st.session_state["note"] = note
    st.session_state["last_upload"] = upload
    st.session_state["offered"] = None
    st.session_state["profile_of"] = None
    st.session_state["forms"] = st.session_state.get("forms", 0) + 1
