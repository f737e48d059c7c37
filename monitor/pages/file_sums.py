"""Sums of a file that do not fit: whether its rows are taken as they stand, asked first."""

from hashlib import sha256

import streamlit as st

from monitor.incidents.bulletins.told import difference
from monitor.pages.drawing import lines
from monitor.pages.file_offered import Offered
from monitor.service import Preview
from monitor.words import bulletins

_SUMS = "accept-sums-{file}"
"""Where the session keeps whether rows are taken as they stand although sums do not fit."""

MOST_SUMS = 10
"""Sums that do not fit which are shown with the question; the others are told above."""


def sums_of(offered: Offered) -> str:
    """Return where the session keeps the answer for a file."""
    return _SUMS.format(file=sha256(offered.data).hexdigest()[:16])


def sums_asked(offered: Offered, preview: Preview) -> bool:
    """Ask about sums that do not fit; returns whether nothing may be stored before the answer."""
    if preview.intake is None or preview.already is not None or not preview.intake.differing:
        return False
    lines([bulletins.QUESTION, *map(difference, preview.intake.differing[:MOST_SUMS])])
    return not st.checkbox(bulletins.AS_IT_STANDS, key=sums_of(offered))
