"""A table of which one row can be opened: by a press on it, or by its name below."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from monitor.pages.asked_for import choose_any, write
from monitor.pages.drawing import ROW_HEIGHT, TALL_ROW

HEAD = 38
"""Height of the head of a table and its frame, in pixels."""


def opening_table(
    name: str,
    titles: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    *,
    alt: str,
    widths: Mapping[str, int],
    most: int,
    wrapped: bool = False,
) -> None:
    """Draw rows; a press on one lets the address name it under `name`.

    `titles` are of the same things in the same order, by what the address calls each; `most`
    rows are seen before the table scrolls; `wrapped` cells go over several lines.
    """
    height = TALL_ROW if wrapped else ROW_HEIGHT
    named = list(titles)
    key = f"{name}-table-{hash(tuple(named))}"

    def opened() -> None:
        pressed = st.session_state[key].selection.rows
        write(name, named[pressed[0]] if pressed else "")

    st.dataframe(
        list(rows),
        hide_index=True,
        height=height * min(len(rows), most) + HEAD,
        row_height=height,
        alt=alt,
        column_config={label: st.column_config.Column(width=px) for label, px in widths.items()},
        key=key,
        on_select=opened,
        selection_mode="single-row",
    )


def choose_opened(
    label: str, name: str, titles: Mapping[str, str], none: str, forgets: str | None = None
) -> str:
    """Draw the choice below such a table; what the address names is among it, listed or not.

    A choice takes the parameter `forgets` out of the address: what was asked of the one before.
    """
    named = st.query_params.get(name, "")
    other = {named: named} if named and named not in titles else {}
    return choose_any(label, name, {**titles, **other}, any_=none, forgets=forgets)
