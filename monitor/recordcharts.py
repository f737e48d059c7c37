"""Charts of the record: who watched on which day, and the incidents by area.

As in the other charts, nothing rests on colour alone and nothing unknown is drawn as calm: what
nobody knows of is hatched.
"""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import altair as alt

from monitor.charts.counts import BAR
from monitor.charts.drawing import (
    HATCH,
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
from monitor.charts.strip import COLOURS, MOST_DAYS
from monitor.evaluation.mark import Mark
from monitor.views.hatching import hatched, height_of, middle
from monitor.views.placing import Map, Shape
from monitor.views.watching import Seen, Watcher, Watching
from monitor.words import phrasing, record_page, silence, times, who_watched

FILLS = {
    Seen.QUIET: COLOURS[Mark.QUIET],
    Seen.PARTLY: "#e1ebf5",
    Seen.WATCHED: "#eef0f3",
    Seen.PUBLISHED: "#eef0f3",
    Seen.NOTHING: COLOURS[Mark.UNWATCHED],
}
"""Only a watch whose silence counts is blue, as in the strip of days."""

MAP_HEIGHT = 300
HATCHES = 38
"""How many slanted lines go into the height of a map."""

LIGHT, FULL = "#dbe6f1", BAR


def coverage_chart(watching: Watching, zone: ZoneInfo) -> Spec:
    """Return the grid: one row for each source, one cell for each day, the last ones of many."""
    return drawn_again(_coverage, watching, zone)


def _coverage(watching: Watching, zone: ZoneInfo) -> Spec:
    heard = [watcher for watcher in watching.watchers if watcher.heard]
    days = heard[0].days[-MOST_DAYS:]
    rows = [
        {
            "source": watcher.name,
            "day": day_label(day),
            "seen": who_watched.SEEN[day.seen],
            "glyph": who_watched.GLYPHS[day.seen],
            "hatched": day.seen is Seen.NOTHING,
            "span": times.span(day.start, day.end, zone),
        }
        for watcher in heard
        for day in watcher.days[-MOST_DAYS:]
    ]
    base = alt.Chart(alt.InlineData(rows)).encode(
        x=days_axis(days, zone),
        y=rows_axis("source:N", [watcher.name for watcher in heard], 260),
        tooltip=[
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("span:N", title="Day"),
            alt.Tooltip("seen:N", title="Known of it"),
        ],
    )
    fills = {who_watched.SEEN[seen]: FILLS[seen] for seen in Seen}
    layers = cells(base, "seen:N", fills, len(days), thickness=0.6, opacity=0.5)
    key = [f"{who_watched.GLYPHS[seen]} {who_watched.SEEN[seen]}" for seen in Seen]
    chart = alt.layer(*layers).properties(
        width="container",
        height=alt.Step(ROW),
        title=alt.TitleParams(
            who_watched.TITLE, subtitle=[" | ".join(key[:3]), " | ".join(key[3:])]
        ),
        description=coverage_in_words(watching),
    )
    return framed(chart)


def coverage_in_words(watching: Watching) -> str:
    """Say what the grid shows, for people who do not see it."""
    return who_watched.TOLD.format(sources=" ".join(map(_told, watching.watchers)))


def _told(watcher: Watcher) -> str:
    by_seen = {seen: [day.number for day in watcher.days if day.seen is seen] for seen in Seen}
    told = [
        f"{who_watched.SEEN[seen]}: {phrasing.days_named(numbers, 0)}"
        for seen, numbers in by_seen.items()
        if numbers and seen is not Seen.NOTHING
    ]
    return f"{watcher.name}: {'; '.join(told) or who_watched.SEEN[Seen.NOTHING]}."


def map_chart(shown: Map, shapes: Mapping[str, Shape]) -> Spec:
    """Return the map of the areas, each with how many of the incidents listed lie in it."""
    most = max((area.count for area in shown.areas), default=0)
    every = height_of([shapes[area.code] for area in shown.areas]) / HATCHES
    outlines, hatches, labels = [], [], []
    for area in shown.areas:
        shape = shapes[area.code]
        told = area.count or silence.NONE_RECORDED
        stated = {"name": area.name, "count": area.count, "told": str(told)}
        outlines.append({"type": "Feature", "properties": stated, "geometry": shape})
        if area.count:
            longitude, latitude = middle(shape)
            labels.append({**stated, "longitude": longitude, "latitude": latitude})
        else:
            hatches.append({"type": "Feature", "properties": {}, "geometry": hatched(shape, every)})
    layers = [_areas(outlines, most)]
    if hatches:
        lines = alt.Chart(alt.InlineData(hatches))
        layers.append(lines.mark_geoshape(filled=False, stroke=HATCH, strokeWidth=0.6, opacity=0.6))
    if labels:
        layers.append(_numbers(labels))
    chart = alt.layer(*layers).properties(
        width="container",
        height=MAP_HEIGHT,
        title=alt.TitleParams(record_page.MAP_TITLE, subtitle=record_page.MAP_SUBTITLE),
        description=shown.in_words,
    )
    return framed(chart.project(type="mercator"))


def _areas(features: Sequence[Spec], most: int) -> alt.Chart:
    shade = alt.condition(
        "datum.properties.count > 0",
        alt.Color(
            "properties.count:Q",
            scale=alt.Scale(domain=[1, max(most, 2)], range=[LIGHT, FULL]),
            legend=None,
        ),
        alt.value(COLOURS[Mark.UNWATCHED]),
    )
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(list(features)))
        .mark_geoshape(stroke=HATCH, strokeWidth=0.7)
        .encode(
            color=shade,
            tooltip=[
                alt.Tooltip("properties.name:N", title="Area"),
                alt.Tooltip("properties.told:N", title="Incidents listed"),
            ],
        )
    )
    return chart


def _numbers(labels: Sequence[Spec]) -> alt.Chart:
    """The number of each area that has any."""
    place = alt.Chart(alt.InlineData(list(labels))).encode(
        longitude="longitude:Q", latitude="latitude:Q", text="told:N"
    )
    numbers: alt.Chart = place.mark_text(fontSize=12, fontWeight="bold", color=INK)
    return numbers
