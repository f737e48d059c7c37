"""The second evaluator on places, weapons, claims and numbers: worked examples, judged by hand."""

import pytest

from tests.naive.gauge import Case
from tests.naive.membership import Membership
from tests.naive.naive import verdicts
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    record,
    report,
    verified,
    watch,
    wider,
)

NOW = START + 5 * DAY
NOON = START + DAY + 17 * HOUR
"""Noon of day 1."""
SEEN = watch(START, START + 50 * DAY, id="w")
LINE: Fields = {"of_line": [["36.200", "37.000"], ["36.200", "37.200"]], "within": "3500 m"}
CORNERS = [["36.10", "37.00"], ["36.10", "37.10"], ["36.18", "37.10"], ["36.18", "37.00"]]


def membership(cls: Fields, rows: list[Fields], areas: Fields | None = None) -> str:
    """Return whether the first event told of is of the class: yes, perhaps or no."""
    agreement = wider({"asked": cls}, areas, calm={"limit": {"of": "asked", "at_most": "0"}})
    case = Case(agreement, record(*rows), NOW, LATER)
    found = Membership(case, agreement.classes["asked"])
    return {True: "yes", None: "perhaps", False: "no"}[found.members[0][1]]


def at(latitude: float, longitude: float, precision: int | None = None) -> dict[str, object]:
    """Return the coordinates of a report."""
    place = {"latitude": latitude, "longitude": longitude}
    return {**place, "location_precision": precision}


@pytest.mark.parametrize(
    ("area", "place", "expected"),
    [
        (LINE, at(36.230, 37.1), "yes"),  # 3.3 km to the north of the line
        (LINE, at(36.233, 37.1), "no"),  # 3.7 km
        (LINE, at(36.170, 37.1), "yes"),
        (LINE, at(36.200, 37.235), "yes"),  # 3.1 km beyond its end
        (LINE, at(36.200, 37.245), "no"),  # 4 km
        (LINE, at(36.210, 37.1, 2000), "yes"),
        (LINE, at(36.210, 37.1, 3000), "perhaps"),
        (LINE, at(36.250, 37.1, 1500), "no"),
        (LINE, at(36.250, 37.1, 3000), "perhaps"),
        ({**LINE, "side": "north"}, at(36.210, 37.1), "yes"),
        ({**LINE, "side": "north"}, at(36.190, 37.1), "no"),
        ({**LINE, "side": "south"}, at(36.190, 37.1), "yes"),
        ({**LINE, "side": "north"}, at(36.210, 37.1, 2000), "perhaps"),
        ({**LINE, "from_distance": "1000 m"}, at(36.205, 37.1), "no"),
        ({**LINE, "from_distance": "1000 m"}, at(36.215, 37.1), "yes"),
        ({**LINE, "from_distance": "1000 m"}, at(36.215, 37.1, 800), "perhaps"),
        ({"polygon": CORNERS}, at(36.14, 37.05), "yes"),
        ({"polygon": CORNERS}, at(36.19, 37.05), "no"),
        ({"polygon": CORNERS}, at(36.14, 37.05, 4000), "yes"),
        ({"polygon": CORNERS}, at(36.14, 37.05, 5000), "perhaps"),
        ({"polygon": CORNERS}, at(36.14, 37.15, 4000), "no"),
        ({"polygon": CORNERS}, at(36.14, 37.15, 5000), "perhaps"),
        (LINE, {}, "perhaps"),
        ({**LINE, "lies_in": ["SY02"]}, {}, "perhaps"),
        ({**LINE, "lies_in": ["SY02"]}, {"pcodes": ("SY03",)}, "no"),
        ({**LINE, "lies_in": ["SY0201"]}, {"pcodes": ("SY02",)}, "perhaps"),
        ({**LINE, "lies_in": ["SY0202"]}, {"pcodes": ("SY0201",)}, "no"),
        ({**LINE, "lies_in": ["SY02"]}, {"pcodes": ()}, "perhaps"),
        ({**LINE, "lies_in": ["SY02"]}, {"pcodes": ("SY03",), **at(36.21, 37.1)}, "yes"),
    ],
)
def test_where_an_event_was(area: Fields, place: Fields, expected: str) -> None:
    """By its coordinates as exactly as they were stated; without any, by its unit."""
    assert membership({"in": "strip"}, [report(NOON, **place)], {"strip": area}) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (at(36.21, 37.1), at(36.19, 37.1), "yes"),
        (at(36.21, 37.1), at(36.25, 37.1), "perhaps"),
        (at(36.26, 37.1), at(36.25, 37.1), "no"),
        (at(36.21, 37.1), {}, "yes"),
    ],
)
def test_all_places_stated_count(one: Fields, other: Fields, expected: str) -> None:
    """Inside if all are, outside if none is."""
    link: Fields = {"record": "link", "first": "un/a", "second": "un/b", "relation": "same"}
    rows = [report(NOON, id="a", **one), report(NOON, id="b", **other), link]

    assert membership({"in": "strip"}, rows, {"strip": LINE}) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (NOON - TICK, None, "no"),
        (NOON, None, "yes"),
        (NOON + DAY - TICK, None, "yes"),
        (NOON + DAY, None, "no"),
        (NOON, NOON + DAY, "yes"),
        (NOON - TICK, NOON + HOUR, "perhaps"),
        (NOON + HOUR, NOON + DAY + TICK, "perhaps"),
    ],
)
def test_an_area_may_have_its_time(first: object, last: object, expected: str) -> None:
    """Outside it nothing is in the area; across its bounds nothing is known."""
    dated: Fields = {
        "pcodes": ["SY02"],
        "from": "2016-09-14T12:00",
        "until": "2016-09-15T12:00",
    }
    rows = [report(first, last)]  # type: ignore[arg-type]
    away = [report(first, last, pcodes=("SY03",))]  # type: ignore[arg-type]

    assert membership({"in": "strip"}, rows, {"strip": dated}) == expected
    assert membership({"in": "strip"}, away, {"strip": dated}) == "no"


SHELLING: Fields = {"any_kind": ["shelling"]}


@pytest.mark.parametrize(
    ("test", "stated", "expected"),
    [
        ({"weapon": ["tank", "mortar"]}, {"weapons": ("tank",)}, "yes"),
        ({"weapon": ["tank", "mortar"]}, {"weapons": ("tank", "mortar")}, "yes"),
        ({"weapon": "tank"}, {"weapons": ("tank", "mortar")}, "perhaps"),
        ({"weapon": "tank"}, {"weapons": ("mortar",)}, "no"),
        ({"weapon": "tank"}, {}, "perhaps"),
        ({"claimed": "accident"}, {"claims": ("accident",)}, "yes"),
        ({"claimed": "accident"}, {"claims": ("self_defence",)}, "no"),
        ({"quantity": {"at_most": "15"}}, {"quantity": {"low": 1, "high": 15}}, "yes"),
        ({"quantity": {"at_most": "15"}}, {"quantity": {"low": 15, "high": 16}}, "perhaps"),
        ({"quantity": {"at_most": "15"}}, {"quantity": {"low": 16, "high": 16}}, "no"),
        ({"quantity": {"at_most": "15"}}, {"quantity": {"low": 15, "high": None}}, "perhaps"),
        ({"quantity": {"at_most": "15"}}, {}, "perhaps"),
        ({"quantity": {"at_least": "3"}}, {"quantity": {"low": 3, "high": None}}, "yes"),
        ({"quantity": {"at_least": "3"}}, {"quantity": {"low": 2, "high": 3}}, "perhaps"),
        ({"quantity": {"at_least": "3"}}, {"quantity": {"low": 2, "high": 2}}, "no"),
        ({"quantity": {"at_least": "3"}}, {"quantity": {"low": 2, "high": None}}, "perhaps"),
    ],
)
def test_weapons_claims_and_numbers(test: Fields, stated: Fields, expected: str) -> None:
    """True of all that is stated, false of all, else unknown; a number by its least and most."""
    assert membership({**SHELLING, **test}, [report(NOON, **stated)]) == expected


def test_an_exception_turns_it_round() -> None:
    """What certainly passes is left out, what may pass may be left out."""
    few: Fields = {**SHELLING, "except": [{"quantity": {"at_most": "15"}}]}

    def of(low: int, high: int) -> str:
        return membership(few, [report(NOON, quantity={"low": low, "high": high})])

    assert [of(15, 15), of(15, 16), of(16, 16)] == ["no", "perhaps", "yes"]


DEFENCE: Fields = {
    "any_kind": ["shelling", "armed_clash"],
    "by": {"role": "party"},
    "except": [{"claimed": "self_defence", "paired_within": "1 hour"}],
}
NEAR: Fields = {
    **DEFENCE,
    "except": [{"claimed": "self_defence", "paired_within": "1 hour", "same_place": "true"}],
}
CLAIMED: Fields = {"claims": ("self_defence",), "by": ("Army",), "against": ("opposition",)}
STRUCK: Fields = {"by": ("opposition",), "against": ("army",)}


def shot(**fields: object) -> Fields:
    """Return the shooting that is said to be self-defence."""
    return report(NOON, id="shot", **{**CLAIMED, **fields})


def attacked(minutes: int, sure: bool = True, **fields: object) -> list[Fields]:  # noqa: FBT001, FBT002
    """Return an attack on the shooter so long before."""
    when = NOON - minutes * HOUR / 60
    rows = [report(when, id="rival", **{**STRUCK, **fields})]
    return rows + ([verified("un/rival")] if sure else [])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([shot()], "yes"),
        ([shot(), *attacked(30)], "no"),
        ([shot(), *attacked(60)], "no"),
        ([shot(), *attacked(61)], "yes"),
        ([shot(), *attacked(0)], "no"),
        ([shot(), *attacked(-1)], "yes"),
        ([shot(), *attacked(30, sure=False)], "perhaps"),
        ([shot(), *attacked(30, against=("civilians",))], "yes"),
        ([shot(), *attacked(30, against=("front",))], "yes"),
        ([shot(), *attacked(30, against=("army", "front"))], "perhaps"),
        ([shot(), *attacked(30, against=())], "perhaps"),
        ([shot(), *attacked(30, against=("gunmen",))], "perhaps"),
        ([shot(), *attacked(30, kinds=("arrest",))], "yes"),
        ([shot(), *attacked(30, kinds=("arrest", "shelling"))], "perhaps"),
        ([shot(), *attacked(30, by=("front",))], "yes"),
        ([shot(claims=()), *attacked(30)], "perhaps"),
        ([shot(claims=()), *attacked(90)], "yes"),
        ([shot(claims=("accident",)), *attacked(30)], "yes"),
        ([shot(claims=("accident", "self_defence")), *attacked(30)], "perhaps"),
        ([shot(), *attacked(30, claims=("self_defence",))], "no"),
        ([shot(), *attacked(30), {"record": "review", "report": "un/rival",
                                  "occurrence": "disputed"}], "perhaps"),
    ],
)  # fmt: skip
def test_self_defence_needs_an_attack_on_the_shooter(rows: list[Fields], expected: str) -> None:
    """Within the hour before, certainly: an exception; perhaps: open; none on record: none."""
    assert membership(DEFENCE, rows) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(60, 59, "no"), (61, 59, "perhaps"), (1, 0, "no"), (1, -1, "perhaps"), (90, 61, "yes")],
)
def test_the_attack_came_before_wherever_in_its_span(first: int, last: int, expected: str) -> None:
    """For every instant of both spans, for some, or for none."""
    minute = HOUR / 60
    rival = report(NOON - first * minute, NOON - last * minute + TICK, id="rival", **STRUCK)

    assert membership(DEFENCE, [shot(), rival, verified("un/rival")]) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [(("SY0201",), "no"), (("SY02",), "no"), (("SY020101",), "no"), (("SY0202",), "yes"),
     (("SY0201", "SY0202"), "perhaps"), ((), "perhaps")],
)  # fmt: skip
def test_the_attack_was_at_the_same_place(place: tuple[str, ...], expected: str) -> None:
    """One unit lies in the other."""
    assert membership(NEAR, [shot(), *attacked(30, pcodes=place)]) == expected
    assert membership(DEFENCE, [shot(), *attacked(30, pcodes=place)]) == "no"


def test_only_one_of_two_is_self_defence() -> None:
    """The attack itself still counts, and so the day is broken once."""
    answered = {"limit": {"of": "answered", "at_most": "1"}}
    agreement = wider({"answered": DEFENCE}, few=answered)
    pair = [shot(), verified("un/shot"), *attacked(30)]

    paired = verdicts(agreement, record(SEEN, *pair), START + 2 * DAY, LATER)
    twice = verdicts(
        agreement,
        record(SEEN, *pair[:2], *attacked(90)),
        START + 2 * DAY,
        LATER,
    )

    assert paired["few", None] == ("kept", None)
    assert twice["few", None] == ("breached", None)
