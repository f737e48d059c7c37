"""Charts by their specification: marks told apart without colour, silence never drawn as zero."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor import charts
from monitor.evaluation.mark import Mark
from monitor.views.figures import series
from monitor.views.marks import Strip, strips
from monitor.views.sources import Sources
from monitor.words import verdicts
from tests.screen_examples import (
    AT,
    BREACH,
    QUIET,
    agreement,
    count,
    day,
    evaluation,
    judged,
    limit,
)

TERMS = agreement()
DAMASCUS = ZoneInfo("Asia/Damascus")


def drawn() -> tuple[Strip, ...]:
    """Return a strip with a confirmed, a watched and an unwatched day, the last one running."""
    days = [judged(4, **BREACH), judged(5, **QUIET), judged(6)]
    return strips(TERMS, evaluation(limit("calm", days)), [])


def rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the data of a chart."""
    [values] = spec["datasets"].values() if "datasets" in spec else [spec["data"]["values"]]
    return list(values)


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """Return the layers drawn with a mark."""
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def test_each_mark_has_its_own_glyph_or_pattern() -> None:
    """Without colour the five marks still differ: a glyph each, and hatching for unwatched days."""
    spec = charts.strip_chart(drawn(), DAMASCUS)
    [hatch] = layers(spec, "point")
    [glyphs] = layers(spec, "text")

    assert [row["glyph"] for row in rows(spec)] == ["×", "○", "▨"]
    assert hatch["transform"] == [{"filter": "datum.hatched"}]
    assert [row["hatched"] for row in rows(spec)] == [False, False, True]
    assert glyphs["encoding"]["text"]["field"] == "glyph"


def test_the_running_day_is_framed() -> None:
    """The running day is recognised by its dashed frame and its label."""
    spec = charts.strip_chart(drawn(), DAMASCUS)
    frames = [layer for layer in layers(spec, "rect") if "strokeDash" in layer["mark"]]

    assert [layer["transform"] for layer in frames] == [[{"filter": "datum.running"}]]
    assert [row["day"] for row in rows(spec)] == [
        "4|15 Sept",
        "5|16 Sept",
        "6 (running)|17 Sept",
    ]


@pytest.mark.parametrize("mark", list(Mark))
def test_no_colour_promises_calm(mark: Mark) -> None:
    """No mark is green, and an unwatched day has no colour at all."""
    colour = charts.COLOURS[mark].removeprefix("#")
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))

    assert green <= max(red, blue)
    assert mark is not Mark.UNWATCHED or (red, green, blue) == (255, 255, 255)


def test_the_marks_are_told_in_words() -> None:
    """The chart carries its key, its time zone, and a description for people who do not see it."""
    spec = charts.strip_chart(drawn(), DAMASCUS)

    assert all(label in spec["title"]["subtitle"] for label in verdicts.MARKS.values())
    assert spec["layer"][0]["encoding"]["x"]["title"].endswith("19:00 to 19:00 Damascus time")
    assert spec["description"] == (
        "Strip of days. Calm: breach confirmed on day 4, watched, none reported on day 5 and "
        "nobody watching on day 6. Day 6 is still running."
    )


def test_a_long_record_shows_its_last_days() -> None:
    """A strip stays readable: of a long record the newest days are drawn."""
    days = [judged(n, **QUIET) for n in range(1, 61)]
    found = strips(TERMS, evaluation(limit("calm", days)), [])

    assert [d.number for d in charts.shown(found)] == list(range(26, 61))


def counted() -> tuple[Any, ...]:
    """Return a series with a figure, a hole and a figure."""
    figures = [count("4", 23, 3, 4), count("6", 0, 5, 6)]
    sources = Sources(TERMS, {}, AT.replace(tzinfo=None))
    return series(TERMS, [day(4), day(5), day(6)], figures, sources)


def test_a_figure_not_stated_is_no_bar() -> None:
    """A hole is written "not stated"; a stated nought reads "none recorded"."""
    [found] = counted()
    spec = charts.counts_chart(found, drawn()[0].days, DAMASCUS)
    [bars] = layers(spec, "bar")

    assert [row["value"] for row in rows(spec)] == [23, None, 0]
    assert [row["text"] for row in rows(spec)] == ["23", "not stated", "none recorded"]
    assert bars["transform"] == [{"filter": "datum.stated"}]


@pytest.mark.parametrize(
    ("stated", "labelled"),
    [
        ("x.x", [(2, "along")]),
        ("x......", [(n, "along") for n in range(2, 8)]),
        ("xxxxx.xx.xx", [(6, "upright"), (9, "upright")]),
        ("xxx.....x..", [(6, "along"), (10, "upright"), (11, "upright")]),
        ("xxxxx" + "." * 16, [(13, "along")]),
    ],
)
def test_days_without_a_figure_are_labelled_where_there_is_room(
    stated: str, labelled: list[tuple[int, str]]
) -> None:
    """Few days say it each, a long run once, a short one upright: never one over another."""
    sources = Sources(TERMS, {}, AT.replace(tzinfo=None))
    figures = [count(str(n), 9, n - 1, n) for n, mark in enumerate(stated, 1) if mark == "x"]
    days = [judged(n, **QUIET) for n in range(1, len(stated) + 1)]
    [strip] = strips(TERMS, evaluation(limit("calm", days)), [])
    [found] = series(TERMS, [day(n) for n in range(1, len(stated) + 1)], figures, sources)
    spec = charts.counts_chart(found, strip.days, DAMASCUS)

    holes = [(number, row["hole"]) for number, row in enumerate(rows(spec), 1)]
    assert [(number, hole) for number, hole in holes if hole] == labelled


def test_the_day_before_is_marked() -> None:
    """Each bar carries a line for the same source's figure of the day before."""
    [found] = counted()
    spec = charts.counts_chart(found, drawn()[0].days, DAMASCUS)
    [ticks] = layers(spec, "tick")

    assert ticks["encoding"]["y"]["field"] == "previous"
    assert [row["previous"] for row in rows(spec)] == [None, 23, None]


def test_counts_say_source_unit_and_zone() -> None:
    """Title, unit, time zone and description name what is drawn."""
    [found] = counted()
    spec = charts.counts_chart(found, drawn()[0].days, DAMASCUS)

    assert spec["title"]["text"] == "centre: incidents"
    assert spec["layer"][0]["encoding"]["y"]["title"] == "incidents"
    assert "Damascus" in spec["layer"][0]["encoding"]["x"]["title"]
    assert spec["description"] == (
        "centre: incidents, as that source states them: "
        "day 4 23, day 5 not stated and day 6 none recorded."
    )


def test_a_chart_fetches_nothing() -> None:
    """Data stands in the chart itself; no address but the schema's name is in it."""
    [found] = counted()
    for spec in (
        charts.strip_chart(drawn(), DAMASCUS),
        charts.counts_chart(found, drawn()[0].days, DAMASCUS),
    ):
        assert "url" not in str({key: part for key, part in spec.items() if key != "$schema"})
