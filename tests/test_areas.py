"""Conditions on areas on the ground, judged by the engine: places, scopes, watches and counts.

A made-up strip of 3,500 m along a road, in the unit SY02; day 0 begins at 19:00 Damascus time.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.view import View
from tests.engine import TABLES
from tests.naive.small import DAY, HOUR, LATER, START, Fields, record, terms, watch
from tests.test_traps import attack

STRIP: Fields = {
    "within": "3500 m",
    "of_line": [["36.20", "37.00"], ["36.20", "37.20"]],
    "lies_in": ["SY02"],
}
IN_STRIP: Fields = {"latitude": 36.21, "longitude": 37.1}
FAR: Fields = {"latitude": 36.30, "longitude": 37.1}
ROUGHLY: Fields = {**IN_STRIP, "location_precision": 5000}
WATCHED = watch(START - 30 * DAY, START + 40 * DAY)
WATCHED_UNIT = watch(START - 30 * DAY, START + 40 * DAY, areas=("SY02",))
WATCHED_TOWN = watch(START - 30 * DAY, START + 40 * DAY, areas=("SY0203",))


def agreement(area: Fields, **conditions: Fields) -> Agreement:
    """Small terms with one more area, `strip`."""
    found = terms(**conditions).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return Agreement.model_validate({**found, "areas": {**found["areas"], "strip": area}})


def calm(**more: object) -> Fields:
    """No attack in the strip on any day."""
    return {"limit": {"of": "attack", "at_most": "0", "in": "strip", **more}}


def first_day(
    terms: Agreement, rows: Sequence[Fields], name: str = "calm", scope: str | None = None
) -> str:
    """The verdict on the first day."""
    TABLES.load(record(*rows))
    found = evaluate(terms, TABLES, START + DAY, LATER).findings
    return next(f for f in found if (f.condition, f.scope) == (name, scope)).days[0].verdict.value


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        (IN_STRIP, "breached"),
        (FAR, "kept"),
        (ROUGHLY, "undetermined"),
        ({"pcodes": ("SY0203",)}, "undetermined"),
        ({"pcodes": ("SY03",)}, "kept"),
        ({"pcodes": ()}, "undetermined"),
        ({**FAR, "pcodes": ("SY0203",)}, "kept"),
    ],
)
def test_where_an_attack_was_decides(stated: Fields, verdict: str) -> None:
    """In the strip it is a breach, elsewhere nothing, and open where that is not known."""
    rows = [WATCHED, *attack(START + HOUR, **stated)]
    hours: Fields = {"streak": {"of": "calm", "for": "20 hours"}}
    rolling = calm(each="20 hours")
    found = agreement(STRIP, calm=calm(), hours=hours, rolling=rolling)

    assert first_day(found, rows) == verdict
    assert first_day(found, rows, "rolling") == verdict
    at = START + 20 * HOUR
    still = {"breached": "not_yet", "kept": "kept", "undetermined": "undetermined"}[verdict]
    assert evaluate(found, TABLES, at, LATER).of("hours").verdict.value == still


@pytest.mark.parametrize(
    ("stated", "verdicts"),
    [
        (IN_STRIP, ("breached", "undetermined")),
        ({**IN_STRIP, "pcodes": ("SY0203",)}, ("breached", "breached")),
        ({**FAR, "pcodes": ("SY0203",)}, ("kept", "breached")),
        ({"pcodes": ("SY0203",)}, ("undetermined", "breached")),
        ({"pcodes": ("SY1203",)}, ("kept", "kept")),
    ],
)
def test_each_area_is_judged_by_itself(stated: Fields, verdicts: tuple[str, str]) -> None:
    """A strip is a scope beside the units, by its own ground."""
    rows = [WATCHED, *attack(START + HOUR, **{"pcodes": (), **stated})]
    condition: Fields = {"limit": {"of": "attack", "at_most": "0"}, "per": "area"}
    found = agreement(STRIP, calm=condition)

    assert tuple(first_day(found, rows, scope=area) for area in ("strip", "north")) == verdicts


def test_an_area_has_its_time() -> None:
    """What happened in it before it began is no breach; from its first instant on it is."""
    begins = (START + 5 * HOUR + timedelta(hours=3)).replace(tzinfo=None).isoformat()
    for area in ({**STRIP, "from": begins}, {"pcodes": ["SY02"], "from": begins}):
        for hour, verdict in ((4, "kept"), (5, "breached")):
            rows = [WATCHED, *attack(START + hour * HOUR, **IN_STRIP)]
            assert first_day(agreement(area, calm=calm()), rows) == verdict


@pytest.mark.parametrize(
    ("area", "seen", "verdict"),
    [
        (STRIP, WATCHED, "kept"),
        (STRIP, WATCHED_UNIT, "kept"),
        (STRIP, WATCHED_TOWN, "undetermined"),
        ({**STRIP, "lies_in": ["SY0203"]}, WATCHED_TOWN, "kept"),
        ({**STRIP, "lies_in": ["SY0203", "SY0204"]}, WATCHED_TOWN, "undetermined"),
        ({**STRIP, "lies_in": []}, WATCHED, "undetermined"),
    ],
)
def test_whoever_watches_the_units_watches_the_strip(
    area: Fields, seen: Fields, verdict: str
) -> None:
    """All units that hold it must be watched; where nobody says which do, nobody watches it."""
    assert first_day(agreement(area, calm=calm()), [seen]) == verdict


@pytest.mark.parametrize(
    ("value", "verdict"), [(0, "kept"), (5, "undetermined"), (None, "undetermined")]
)
def test_counts_of_a_unit_bound_what_is_in_it_from_above(value: int | None, verdict: str) -> None:
    """Five in the governorate may all have been outside the strip; none there was none in it."""
    window = {"start": START, "end": START + DAY}
    told: Fields = {"record": "count", "source": "centre", "window": window, "value": value}
    rows = [] if value is None else [{**told, "measure": "incidents", "pcodes": ("SY02",)}]
    whole = agreement({"pcodes": ["SY02"]}, calm=calm(from_counts="centre"))
    part = agreement(STRIP, calm=calm(from_counts="centre"))

    assert first_day(part, rows) == verdict
    assert first_day(whole, rows) == ("breached" if value else verdict)


def test_an_explanation_names_the_place_as_the_doubt() -> None:
    """What may lie in the strip is listed as that; what lies outside is left out, and why."""
    rows = [
        WATCHED,
        *attack(START + HOUR, **IN_STRIP),
        *attack(START + 2 * HOUR, **ROUGHLY),
        *attack(START + 3 * HOUR, **FAR),
    ]
    TABLES.load(record(*rows))
    view = View(agreement(STRIP, calm=calm()), TABLES, START + DAY, LATER, None)
    told = explain(view, "calm", None, None)

    assert told is not None
    found = [(item.counts, tuple(map(str, item.reasons))) for item in told.evidence]
    assert found == [(True, ()), (None, ("place",)), (False, ("place",))]
