"""Charts as Vega-Lite specifications: the strip of days, and the daily figures of each source.

Marks differ by glyph and pattern, not by colour alone. A day that nobody watched is hatched, and
a figure that nobody stated is no bar: neither is drawn as zero.
"""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import altair as alt

from monitor.views.figures import Figure, Series
from monitor.views.marks import Mark, MarkedDay, Strip
from monitor.views.watching import SeenDay
from monitor.words import names_of, phrasing, silence, times, verdicts

Spec = dict[str, Any]

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

INK = "#1b242d"
HATCH = "#5c6670"
LABEL = "#5f6973"
"""Dark enough to read on white, light enough to read on the dark theme."""

BAR = "#5f86ad"
ROW = 24
"""Height of one row of the strip, in pixels."""

BARS = 84
"""Height of the bars of a source, in pixels."""

BARS_ROOM, TICKS_ROOM = 340, 440
"""Pixels that all bars, and all lines of the day before, may take of a chart's width together."""

ROOMY = 7
"""Up to so many days a label of a few words fits below each of them."""

LONG = 5
"""So many days side by side have room for such a label, however many the chart shows."""

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


def counts_chart(series: Series, days: Sequence[MarkedDay], zone: ZoneInfo) -> Spec:
    """Return one source's daily figures as bars, each with the figure of the day before it."""
    return drawn_again(_counts, series, tuple(days), zone)


def _counts(series: Series, days: tuple[MarkedDay, ...], zone: ZoneInfo) -> Spec:
    by_number = {figure.number: figure for figure in series.figures}
    holes = _holes([_stated(by_number.get(day.number)) for day in days])
    bar, tick = min(34, BARS_ROOM // len(days)), min(46, TICKS_ROOM // len(days))
    rows = [
        {
            "day": day_label(day),
            "value": figure.value if figure else None,
            "previous": figure.previous if figure else None,
            "top": max(figure.value or 0, figure.previous or 0) if figure else None,
            "text": figure.text if figure and figure.value is not None else silence.NOT_STATED,
            "stated": _stated(figure),
            "hole": hole,
        }
        for day, hole in zip(days, holes, strict=True)
        for figure in [by_number.get(day.number)]
    ]
    unit = names_of.MEASURES[series.measure]
    base = alt.Chart(alt.InlineData(rows)).encode(
        x=days_axis(days, zone),
        tooltip=[
            alt.Tooltip("day:N", title="Day"),
            alt.Tooltip("text:N", title=unit),
            alt.Tooltip("previous:Q", title="the day before"),
        ],
    )
    height = alt.Y(
        "value:Q",
        title=unit,
        axis=alt.Axis(tickCount=3, grid=False, labelColor=LABEL, titleColor=LABEL),
    )
    bars = base.transform_filter("datum.stated").mark_bar(color=BAR, size=bar).encode(y=height)
    before = (
        base.transform_filter("datum.stated && isValid(datum.previous)")
        .mark_tick(color=INK, thickness=2, size=tick)
        .encode(y=alt.Y("previous:Q", title=unit))
    )
    told = base.transform_filter("datum.stated").mark_text(
        dy=-8, fontSize=13, fontWeight="bold", color=INK
    )
    missing = base.transform_filter("datum.hole == 'along'").mark_text(
        fontSize=11, color=HATCH, baseline="bottom", dy=-2
    )
    upright = base.transform_filter("datum.hole == 'upright'").mark_text(
        fontSize=11, color=HATCH, baseline="middle", align="left", angle=270, dx=2
    )
    layers = [
        bars,
        before,
        told.encode(y=alt.Y("top:Q", title=unit), text="text:N"),
        missing.encode(y=alt.value("height"), text="text:N"),
        upright.encode(y=alt.value("height"), text="text:N"),
    ]
    chart = alt.layer(*layers).properties(
        width="container",
        height=BARS,
        title=alt.TitleParams(series.title, subtitle="line: the day before, same source"),
        description=counts_in_words(series),
    )
    return framed(chart)


def _stated(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _holes(stated: Sequence[bool]) -> list[str]:
    """Return how each day without a figure is labelled: along, upright, or not at all.

    Where days stand wide apart each says it for itself, else a run of them in its middle; a run
    too short for the words has them upright.
    """
    each = len(stated) <= ROOMY
    holes = []
    for is_stated, run in groupby(stated):
        length = len(list(run))
        how = "along" if each or length >= LONG else "upright"
        labelled = range(length) if each or length < LONG else [(length - 1) // 2]
        holes += [how if not is_stated and n in labelled else "" for n in range(length)]
    return holes


def counts_in_words(series: Series) -> str:
    """Say what the bars show."""
    told = [
        f"day {f.number} {f.text}" if f.value is not None else f"day {f.number} not stated"
        for f in series.figures
    ]
    return f"{series.title}, as that source states them: {phrasing.listed(told)}."


def days_axis(days: Sequence[MarkedDay | SeenDay], zone: ZoneInfo) -> alt.X:
    """Return the axis of days: number and date, with the zone and the hour at which they begin."""
    labels = [day_label(day) for day in days]
    return alt.X(
        "day:O",
        sort=labels,
        scale=alt.Scale(domain=labels, paddingInner=0.06),
        title=_axis_title(days, zone),
        axis=alt.Axis(
            labelAngle=0,
            labelExpr="split(datum.label, '|')",
            labelFontSize=12,
            labelColor=LABEL,
            titleColor=LABEL,
            domain=False,
            ticks=False,
        ),
    )


def rows_axis(field: str, titles: Sequence[str], widest: int, padding: int = 2) -> alt.Y:
    """Return the axis of the rows of a grid, in their order.

    A title has at most `widest` pixels, and keeps `padding` away from the cells.
    """
    return alt.Y(
        field,
        sort=list(titles),
        title=None,
        axis=alt.Axis(
            labelLimit=widest,
            labelFontSize=12,
            labelColor=LABEL,
            ticks=False,
            domain=False,
            labelPadding=padding,
        ),
    )


def cells(
    base: alt.Chart,
    field: str,
    fills: Mapping[str, str],
    days: int,
    *,
    thickness: float,
    opacity: float,
) -> list[alt.Chart]:
    """Return the layers of a grid of days: every cell filled, and hatched or with its glyph.

    `fills` are the colours by what stands in `field`; `thickness` and `opacity` are those of
    the slanted lines.
    """
    filled = base.mark_rect(stroke=HATCH, strokeWidth=0.5).encode(
        fill=alt.Fill(
            field,
            scale=alt.Scale(domain=list(fills), range=list(fills.values())),
            legend=None,
        )
    )
    hatch = base.transform_filter("datum.hatched").mark_point(
        shape=hatching(days), size=400, stroke=HATCH, strokeWidth=thickness, opacity=opacity
    )
    glyphs = base.transform_filter("!datum.hatched").mark_text(
        fontSize=15, fontWeight="bold", color=INK
    )
    return [filled, hatch, glyphs.encode(text="glyph:N")]


def _axis_title(days: Sequence[MarkedDay | SeenDay], zone: ZoneInfo) -> str:
    whole = next((day for day in days if day.end - day.start == timedelta(days=1)), None)
    if whole is None:
        return f"day ({times.place(zone)} time)"
    start = whole.start.astimezone(zone)
    return f"day, each from {start:%H:%M} to {start:%H:%M} {times.place(zone)} time"


def day_label(day: MarkedDay | SeenDay) -> str:
    """Return what stands below a day; `|` breaks the line."""
    return f"{day.number}{'' if day.finished else ' (running)'}|{times.day(day.date)}"


def hatching(days: int) -> str:
    """Return slanted lines that fill a cell, as a path whose unit is 10 pixels."""
    half = min(7.5, 37 / max(days, 1))
    steps = int(half * 2)
    starts = [round(-half + 0.5 * n * 2 * half / max(steps, 1), 2) for n in range(2 * steps + 1)]
    return "".join(f"M{x - 0.5:.2f},0.9L{x + 0.5:.2f},-0.9" for x in starts)


def drawn_again(draw: Callable[..., Spec], *shown: Hashable) -> Spec:
    """Return the chart of what is shown, a copy of its own; the same is worked out once."""
    spec: Spec = json.loads(_text(draw, *shown))
    return spec


@lru_cache(maxsize=256)
def _text(draw: Callable[..., Spec], *shown: Hashable) -> str:
    return json.dumps(draw(*shown))


def framed(chart: alt.LayerChart | alt.FacetChart) -> Spec:
    """Return a chart as a specification, in the frame that all of them have."""
    # Only the width follows the page: rows and bars keep their height.
    chart.autosize = alt.AutoSizeParams(type="fit-x", contains="padding")
    shown_in = chart.configure_view(stroke=None).configure_title(anchor="start", fontSize=13)
    spec: Spec = shown_in.to_dict()
    return spec
