"""Two sides, as known then and as known now: the switch on *Why*, and how differences look."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from monitor import words
from monitor.pages.comparing import compare
from monitor.pages.drawing import lines, row, table
from monitor.pages.standpoint import Standpoint, choose, then_of
from monitor.service import Service
from monitor.views.thennow import Difference, difference_of

HALVES = (2, 3)
"""Widths of the two sides; the later one holds the records of each difference."""

WIDTHS = {
    "source": 130,
    "what it says": 250,
    "when": 130,
    "published": 125,
    "became known": 125,
    "what became of it": 110,
    "record": 170,
}


def choose_side(seen: Standpoint) -> Standpoint:
    """Draw the switch, and return from where *Why* looks: on the left side, as known then.

    Nothing is drawn where the two moments of knowledge are one.
    """
    then = then_of(seen)
    if then == seen.known:
        return seen
    if choose(words.SIDE, "side", words.SIDES) == "now":
        return seen
    told = words.full_time(then, seen.zone)
    st.text(f"{words.AS_KNOWN_THEN}. {words.ON_THE_LEFT.format(time=told)}")
    return replace(seen, known=then, latest=False)


def draw_sides(
    service: Service, seen: Standpoint, condition: str, scope: str | None, day: date | None
) -> None:
    """Draw what a condition, on a day where one is chosen, reads otherwise now than then."""
    then = then_of(seen)
    if then == seen.known:
        return
    found = compare(service, seen, then)
    differing = difference_of(
        found.agreement,
        found.then,
        found.now,
        found.changes,
        found.explained,
        condition=condition,
        scope=scope,
        day=day,
    )
    if not differing:
        told = words.full_time(then, seen.zone)
        st.text(f"{words.NOTHING_CHANGED} ({words.ON_THE_LEFT.format(time=told)})")
        return
    draw_heads(
        words.ON_THE_LEFT.format(time=words.full_time(then, seen.zone)),
        words.ON_THE_LEFT.format(time=words.full_time(seen.known, seen.zone)),
    )
    for one in differing:
        draw_difference(one)


def draw_heads(then: str, now: str) -> None:
    """Draw what each side is called, and at which moment it was known."""
    left, right = st.columns(HALVES, gap="medium")
    for half, label, text in ((left, words.AS_KNOWN_THEN, then), (right, words.AS_KNOWN_NOW, now)):
        with half, st.container(gap=None):
            st.markdown(f"**{label}**")
            st.text(text)


def draw_difference(one: Difference, link: Callable[[], None] | None = None) -> None:
    """Draw one thing that reads otherwise, side by side, with its records on the later side."""
    with st.container(border=True, gap="xsmall"):
        with row():
            st.text(one.title, width="stretch")
            if link is not None:
                link()
        left, right = st.columns(HALVES, gap="medium")
        with left:
            lines(one.then)
        with right:
            lines(one.now)
            if one.told:
                st.text(words.MADE_BY)
                table(_rows(one), words.MADE_BY, widths=WIDTHS, most=4, wrapped=True)
            lines([one.note] if one.note else [])


def _rows(one: Difference) -> list[dict[str, str]]:
    return [
        dict(
            zip(
                WIDTHS,
                (t.source, t.says, t.when, t.published, t.known, t.became, t.record),
                strict=True,
            )
        )
        for t in one.told
    ]
