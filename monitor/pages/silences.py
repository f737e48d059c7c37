"""What the silence of each source in a file is worth, and the short form that changes it."""

from collections.abc import Sequence

import streamlit as st

from monitor.incidents.intake import Intake
from monitor.incidents.silence import Silence
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.write import cells_of
from monitor.pages.drawing import lines, row
from monitor.pages.fields import draw_fields
from monitor.pages.form import draw_offer
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.views.silences import silence_line, source_name
from monitor.words import forms, silence_worth

KIND = "source_profile"
FIRST = ("name", "side", "sides", "areas", "kinds", "strength", "relays", "limits")
"""What the form asks; everything else that a profile says stays, folded away."""

NOT_TAKEN_OVER = ("published_at", "published_approximate", "withdrawn")
"""What is true of the version on record only: the new one is ours."""

MOST = 3
"""Sources whose line is not folded away."""


def draw_silences(service: Service, seen: Standpoint, intake: Intake) -> None:
    """Draw a line for each source in a file, with a way to change what is assumed of it."""
    found = service.record.silences(intake)
    _draw_lines(found[:MOST])
    if len(found) > MOST:
        with st.expander(silence_worth.MORE.format(count=len(found) - MOST)):
            _draw_lines(found[MOST:])
    for one in found:
        if one.source == st.session_state.get("profile_of"):
            _draw_form(service, seen, one)


def _draw_lines(found: Sequence[Silence]) -> None:
    for one in found:
        with row():
            st.text(silence_line(one), width="stretch")
            key = f"change-{one.source}"
            st.button(silence_worth.CHANGE, key=key, on_click=_choose, args=(one.source,))


def _choose(source: str) -> None:
    st.session_state["profile_of"] = source


def _draw_form(service: Service, seen: Standpoint, about: Silence) -> None:
    """Draw the form, filled from the profile on record; it is stored as forms are."""
    columns = {column.name: column for column in TEMPLATES[KIND].columns}
    new = {"name": about.source, "time_zone": seen.zone.key}
    given = cells_of(about.profile) if about.profile else new
    kept = {name: text for name, text in given.items() if name not in NOT_TAKEN_OVER}
    st.markdown(f"**{silence_worth.FORM_TITLE}**")
    lines([silence_worth.FORM.format(source=source_name(about)), silence_worth.FORM_HOW])
    with st.form(f"{KIND}-{about.source}-{st.session_state.get('forms', 0)}"):
        asked = [columns[name] for name in FIRST]
        cells = draw_fields(asked, {}, forms.FIELDS_OF_FORM[KIND], given=kept)
        rest = [column for name, column in columns.items() if name not in (*FIRST, "id")]
        with st.expander(forms.MORE_FIELDS):
            cells |= draw_fields(rest, {}, given=kept)
        pressed = st.form_submit_button(forms.SHOW_EFFECT)
    if pressed:
        filled = {name: text for name, text in cells.items() if text}
        offer = {"id": about.source, **filled}
        st.session_state["offered"] = (KIND, about.source, offer)
    kind, source, offer = st.session_state.get("offered") or ("", "", {})
    if (kind, source) == (KIND, about.source):
        draw_offer(service, seen, KIND, offer)
