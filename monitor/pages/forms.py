"""The five short forms of *Add*: which one, chosen in the address."""

import streamlit as st

from monitor.pages.asked_for import choose_one
from monitor.pages.bulletin import draw_bulletin
from monitor.pages.drawing import lines
from monitor.pages.form import draw_form
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.words import forms


def draw_forms(service: Service, seen: Standpoint) -> None:
    """Draw the choice and the form that it says."""
    st.markdown(f"**{forms.CHOOSE}**")
    form = choose_one(forms.CHOOSE, "form", forms.FORMS)
    lines([forms.EXPLAINED[form], forms.TIMES_HOW])
    if form == "bulletin":
        draw_bulletin(service, seen)
    else:
        draw_form(service, seen, form)
