"""The strip of days: how each condition stands on each day."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import altair as alt

from monitor.charts.drawing import (
    INK,
    ROW,
    Spec,
    cells,
    day_label,
    days_axis,
    drawn_again,
    framed,
    rows_axis,
)
from monitor.evaluation.mark import Mark
from monitor.views.marks import MarkedDay, Strip
from monitor.words import phrasing, times, verdicts

COLOURS = {
    Mark.CONFIRMED: "#b3421e",
    Mark.REPORTED: "#f2b96b",
    Mark.QUIET: "#bcd4ea",
    Mark.DONE: "#d9d5ea",
    Mark.UNWATCHED: "#ffffff",
    Mark.NOBODY_ASKED: "#f3efe6",
    Mark.NOT_IN_FORCE: "#e3e6ea",
}
"""Told apart by people of every colour vision, and in print; no green anywhere."""
MOST_DAYS = 35
"""How many days a strip shows; of a longer record the last ones."""


def shown(strips: Sequence[Strip]) -> tuple[MarkedDay, ...]:
    """Return the days that the charts show, oldest first; the last ones of a long record."""
    longest = max((strip.days for strip in strips), key=len, default=())
    return longest[-MOST_DAYS:]


def strip_chart(strips: Sequence[Strip], zone: ZoneInfo) -> Spec:
    """Return the strip of days: one row for each condition, one cell for each day."""
    return drawn_again(_strip, tuple(strips), zone)


def _strip(strips: tuple[Strip, ...], zone: ZoneInfo) -> Spec:
    days = shown(strips)
    numbers = {day.number for day in days}
    rows = [
        {
            "condition": strip.title,
            "day": day_label(day),
            "mark": verdicts.MARKS[day.mark],
            "says": strip.says(day.mark),
            "glyph": verdicts.GLYPHS[day.mark],
            "hatched": day.mark is Mark.UNWATCHED,
            "running": not day.finished,
            "span": times.span(day.start, day.end, zone),
        }
        for strip in strips
        for day in strip.days
        if day.number in numbers
    ]
    base = alt.Chart(alt.InlineData(rows)).encode(
        x=days_axis(days, zone),
        y=rows_axis("condition:N", [strip.title for strip in strips], 330, padding=8),
        tooltip=[
            alt.Tooltip("condition:N", title="Condition"),
            alt.Tooltip("span:N", title="Day"),
            alt.Tooltip("says:N", title="Stands"),
        ],
    )
    fills = {verdicts.MARKS[mark]: COLOURS[mark] for mark in Mark}
    running = base.transform_filter("datum.running").mark_rect(
        fill=None, stroke=INK, strokeWidth=2, strokeDash=[5, 3]
    )
    layers = [*cells(base, "mark:N", fills, len(days), thickness=1, opacity=1), running]
    key = " | ".join(f"{verdicts.GLYPHS[mark]} {verdicts.MARKS[mark]}" for mark in Mark)
    title = alt.TitleParams(
        "Each day of each condition", subtitle=f"{key} | dashed frame: the running day"
    )
    chart = alt.layer(*layers).properties(
        width="container",
        height=alt.Step(ROW),
        title=title,
        description=strip_in_words(strips),
    )
    return framed(chart)


def strip_in_words(strips: Sequence[Strip]) -> str:
    """Say what the strip shows, for people who do not see it."""
    told = []
    for strip in strips:
        by_mark = {mark: [d.number for d in strip.days if d.mark is mark] for mark in Mark}
        marks = [
            f"{strip.says(mark)} on {phrasing.days_named(numbers, len(strip.days))}"
            for mark, numbers in by_mark.items()
            if numbers
        ]
        told.append(f"{strip.title}: {phrasing.listed(marks)}.")
    running = next((d.number for s in strips for d in s.days if not d.finished), None)
    last = f" Day {running} is still running." if running else ""
    return f"Strip of days. {' '.join(told)}{last}"
