"""Two sides, as known then and as known now: the switch on *Why*, and how differences look."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import streamlit as st

from monitor.pages.asked_for import choose_one
from monitor.pages.comparing import compare
from monitor.pages.drawing import lines, row, table
from monitor.pages.standpoint import Standpoint, then_of
from monitor.service import Service
from monitor.views.becoming import Told
from monitor.views.thennow import Difference, difference_of
from monitor.words import then_now_page, times

HALVES = (1, 2)
"""Widths of the two sides; the later one holds the records of each difference."""

ONE_LINE, SHORT = 60, 20
"""Characters of what a record says, and of its source's name, that fit one line of the table."""

WIDTHS = {
    "source": 135,
    "what it says": 330,
    "when": 130,
    "published": 125,
    "known since": 125,
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
    if choose_one(then_now_page.SIDE, "side", then_now_page.SIDES, otherwise="now") == "now":
        return seen
    told = times.full(then, seen.zone)
    st.text(f"{then_now_page.AS_KNOWN_THEN}. {then_now_page.ON_THE_LEFT.format(time=told)}")
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
        found.later,
        found.changes,
        found.explained,
        condition=condition,
        scope=scope,
        day=day,
    )
    if not differing:
        told = times.full(then, seen.zone)
        st.text(f"{then_now_page.SAID_THE_SAME} ({then_now_page.ON_THE_LEFT.format(time=told)})")
        return
    draw_heads(
        then_now_page.ON_THE_LEFT.format(time=times.full(then, seen.zone)),
        then_now_page.ON_THE_LEFT.format(time=times.full(seen.known, seen.zone)),
    )
    for one in differing:
        draw_difference(one)


def draw_heads(then: str, now: str) -> None:
    """Draw what each side is called, and at which moment it was known."""
    left, right = st.columns(HALVES, gap="medium")
    for half, label, text in (
        (left, then_now_page.AS_KNOWN_THEN, then),
        (right, then_now_page.AS_KNOWN_NOW, now),
    ):
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
        with right, st.container(gap="xsmall"):
            lines(one.later)
            if one.told:
                st.text(then_now_page.MADE_BY)
                long = any(len(t.says) > ONE_LINE or len(t.source) > SHORT for t in one.told)
                table(rows_of(one.told), then_now_page.MADE_BY, widths=WIDTHS, most=4, wrapped=long)
            lines([one.note] if one.note else [])


def rows_of(told: Iterable[Told]) -> list[dict[str, str]]:
    """Return a row for each record that changed, by column."""
    return [
        {
            "source": one.source,
            "what it says": one.says,
            "when": one.when,
            "published": one.published,
            "known since": one.known,
            "what became of it": one.became,
            "record": one.record,
        }
        for one in told
    ]
