"""What all charts have in common: axes of days, grids of cells, ink, and the frame."""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import altair as alt

from monitor.views.marks import MarkedDay
from monitor.views.watching import SeenDay
from monitor.words import times

Spec = dict[str, Any]
INK = "#1b242d"
HATCH = "#5c6670"
LABEL = "#5f6973"
"""Dark enough to read on white, light enough to read on the dark theme."""
ROW = 24
"""Height of one row of the strip, in pixels."""


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
