"""The fields of a form: a template's columns, with their explanations beside them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from monitor.incidents.cells import YES_NO, YES_OR_NO
from monitor.incidents.columns import Column
from monitor.words import forms, silence

LIST = ";"
SEVERAL = "words"
"""The type of a column in which several words of a closed list may stand."""
CHOSEN = {"measure"}
"""Required choices of which the first is what nearly everybody means."""

Offered = Mapping[str, Mapping[str, str]]
"""What can be chosen in a column without looking it up, and how each reads; by column."""


def draw_fields(
    columns: Sequence[Column],
    offered: Offered,
    labels: Mapping[str, str] | None = None,
    width: int = 2,
    given: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Draw fields, so many to a row; returns the text of each.

    `labels` are of columns that are not called as on other forms; `given` is what they hold at
    first, by column.
    """
    cells = {}
    for start in range(0, len(columns), width):
        row = columns[start : start + width]
        for part, column in zip(st.columns(width), row, strict=False):
            with part:
                label = (labels or {}).get(column.name) or label_of(column.name)
                cells[column.name] = _field(
                    column, label, offered.get(column.name, {}), (given or {}).get(column.name, "")
                )
    return cells


def _field(column: Column, label: str, offered: Mapping[str, str], given: str) -> str:
    help_text = f"{column.says} ({column.type.says})"
    if offered:
        return _suggested(label, offered, help_text)
    choices = YES_NO if column.type is YES_OR_NO else column.type.words
    if not choices:
        return st.text_input(label, value=given, placeholder=column.example, help=help_text).strip()
    names = forms.CHOICES.get(column.name, {})
    if column.type.name == SEVERAL:
        several = st.multiselect(
            label,
            list(choices),
            default=[word for word in given.split(LIST) if word],
            format_func=lambda c: names.get(c, c),
            help=help_text,
        )
        return LIST.join(several)
    # Nothing is chosen for a person where a wrong choice would say something.
    chosen_for = column.name in CHOSEN or not column.required
    options = list(choices) if column.required else ["", *choices]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(given) if given else 0 if chosen_for else None,
        format_func=lambda c: names.get(c, c or silence.NOT_STATED),
        placeholder=forms.CHOOSE_HERE,
        help=help_text,
    )
    return chosen or ""


def _suggested(label: str, offered: Mapping[str, str], help_text: str) -> str:
    """Draw a choice in which anything else may be written too."""
    written = st.selectbox(
        label,
        list(offered),
        index=None,
        format_func=lambda option: offered.get(option, option),
        placeholder=forms.CHOOSE_OR_WRITE,
        accept_new_options=True,
        help=help_text,
    )
    return (written or "").strip()


def label_of(name: str) -> str:
    """Return how a column is called on a form."""
    plain = name.replace("_", " ")
    return forms.FIELDS.get(name) or plain.capitalize()
