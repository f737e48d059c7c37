"""The daily figures of each source, as bars."""

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

import altair as alt

from monitor.charts.drawing import (
    HATCH,
    INK,
    LABEL,
    Spec,
    day_label,
    days_axis,
    drawn_again,
    framed,
)
from monitor.views.figures import Figure, Series
from monitor.views.marks import MarkedDay
from monitor.words import names_of, phrasing, silence

BAR = "#5f86ad"
BARS = 84
"""Height of the bars of a source, in pixels."""
BARS_ROOM, TICKS_ROOM = 340, 440
"""Pixels that all bars, and all lines of the day before, may take of a chart's width together."""
ROOMY = 7
"""Up to so many days a label of a few words fits below each of them."""
LONG = 5
"""So many days side by side have room for such a label, however many the chart shows."""


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
