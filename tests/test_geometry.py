"""Areas on the ground: a metre decides, and what is known less exactly is unknown.

Distances are checked against geodesics, which the program does not use.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from monitor.agreements.areas import Area
from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.classify import Classifier
from monitor.evaluation.geometry import Ground, ground_of
from monitor.evaluation.kleene import Kleene
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.incidents.version import Figures, Incident, Location
from monitor.incidents.vocabulary import Grade

EARTH = Geod(ellps="WGS84")
ROAD = [["36.245", "37.060"], ["36.252", "37.135"]]
SQUARE = [["36.10", "37.00"], ["36.10", "37.10"], ["36.18", "37.10"], ["36.18", "37.00"]]
WEST, EAST = (36.245, 37.060), (36.252, 37.135)
AROUND = 83.404792
"""The bearing at which the road leaves its western end."""


def strip(**terms: Any) -> Ground:  # noqa: ANN401
    """The ground within 3,500 m of the road, or as told."""
    return ground_of(Area.model_validate({"of_line": ROAD, "within": "3500 m", **terms}))


def off(place: tuple[float, float], bearing: float, metres: float) -> tuple[float, float]:
    """The place so many metres from another, along the geodesic that leaves it so."""
    lon, lat, _ = EARTH.fwd(place[1], place[0], bearing, metres)
    return lat, lon


def half_way() -> tuple[tuple[float, float], float]:
    """The middle of the road, and the bearing of the road there."""
    bearing, _, length = EARTH.inv(WEST[1], WEST[0], EAST[1], EAST[0])
    middle = off(WEST, bearing, length / 2)
    return middle, EARTH.inv(middle[1], middle[0], EAST[1], EAST[0])[0]


def held(ground: Ground, place: tuple[float, float], precision: int = 0) -> Kleene:
    """Whether a place, known so exactly, lies inside."""
    return ground.holds((Location(*place, precision),))


MIDDLE, BEARING = half_way()


@pytest.mark.parametrize("turn", [90, -90], ids=["south", "north"])
@pytest.mark.parametrize(
    ("terms", "metres", "inside"),
    [
        ({}, 3499, True),
        ({}, 3501, False),
        ({}, 0, True),
        ({"from_distance": "1000 m"}, 999, False),
        ({"from_distance": "1000 m"}, 1001, True),
        ({"from_distance": "1000 m"}, 3499, True),
        ({"from_distance": "1000 m"}, 3501, False),
        ({"from_distance": "3499 m"}, 3499.5, True),
        ({"within": "1 m"}, 2, False),
        ({"within": "1 m"}, 0.5, True),
        ({"within": "50000 m"}, 49_999, True),
        ({"within": "50000 m"}, 50_001, False),
    ],
)
def test_a_metre_either_side_of_a_band(
    terms: dict[str, str], metres: float, turn: int, *, inside: bool
) -> None:
    """Straight across from the middle of the road, and beyond either end of it."""
    ground = strip(**terms)

    assert held(ground, off(MIDDLE, BEARING + turn, metres)) is inside
    assert held(ground, off(WEST, AROUND + 180, metres)) is inside
    assert held(ground, off(WEST, AROUND + 180 - turn / 2, metres)) is inside


@pytest.mark.parametrize(
    ("side", "bearing", "inside"),
    [
        ("north", BEARING - 90, True),
        ("north", BEARING + 90, False),
        ("south", BEARING - 90, False),
        ("south", BEARING + 90, True),
        ("north_west", BEARING - 90, True),
        ("south_east", BEARING + 90, True),
        ("south_east", BEARING - 90, False),
    ],
)
def test_the_side_of_a_line(side: str, bearing: float, *, inside: bool) -> None:
    """A metre from the line decides, and so do three thousand."""
    ground = strip(side=side)

    for metres in (1, 3000):
        assert held(ground, off(MIDDLE, bearing, metres)) is inside
    assert held(ground, off(MIDDLE, bearing, 3501)) is False


def test_a_side_goes_on_beyond_the_ends_of_the_line() -> None:
    """Beyond an end the side is told by the direction alone: due west is the border of north."""
    ground = strip(side="north")

    for place, away in ((WEST, 270), (EAST, 90)):
        beyond = off(place, away, 2000)
        assert held(ground, off(beyond, 0, 5)) is True
        assert held(ground, off(beyond, 180, 5)) is False


@pytest.mark.parametrize(
    ("metres", "precision", "inside"),
    [
        (3000, 0, True),
        (3000, 499, True),
        (3000, 501, None),
        (4000, 501, None),
        (4000, 499, False),
        (0, 3499, True),
        (0, 3501, None),
        (2000, 50_000, None),
    ],
)
def test_what_is_known_less_exactly(metres: float, precision: int, inside: Kleene) -> None:
    """Inside if the whole disc is, outside if none of it is, else unknown."""
    assert held(strip(), off(MIDDLE, BEARING + 90, metres), precision) is inside


@pytest.mark.parametrize(
    ("metres", "precision", "inside"),
    [(0, 999, False), (0, 1001, None), (500, 499, False), (500, 501, None), (2250, 1249, True)],
)
def test_a_disc_in_the_gap_of_a_band(metres: float, precision: int, inside: Kleene) -> None:
    """What lies wholly nearer than the band begins is outside."""
    ground = strip(from_distance="1000 m")

    assert held(ground, off(MIDDLE, BEARING + 90, metres), precision) is inside


@pytest.mark.parametrize(
    ("edge", "inwards"),
    [((36.14, 37.00), 90), ((36.14, 37.10), 270), ((36.18, 37.05), 180), ((36.10, 37.05), 0)],
)
def test_a_metre_either_side_of_a_border(edge: tuple[float, float], inwards: float) -> None:
    """A border runs straight between its corners; along a parallel that is a little north of it."""
    ground = ground_of(Area.model_validate({"polygon": SQUARE}))
    bulge = 6 if inwards in {0, 180} else 0

    edge = off(edge, 0, bulge / 3)
    assert held(ground, off(edge, inwards, 1 + bulge)) is True
    assert held(ground, off(edge, inwards + 180, 1 + bulge)) is False
    assert held(ground, off(edge, inwards, 1000), 1010) is None


@pytest.mark.parametrize(
    ("places", "inside"),
    [
        ((MIDDLE, WEST), True),
        ((MIDDLE, off(MIDDLE, 0, 9000)), None),
        ((off(MIDDLE, 180, 9000), off(MIDDLE, 0, 9000)), False),
        ((off(MIDDLE, 180, 9000), (-36.0, -142.9)), False),
    ],
)
def test_several_places(places: tuple[tuple[float, float], ...], inside: Kleene) -> None:
    """True if true of all stated places, false if of none, also at the other end of the world."""
    ground = strip()
    stated = tuple(Location(*place, 0) for place in places)

    assert ground.holds(stated) is inside
    assert ground.sort([(7, stated), (9, (Location(*MIDDLE, 0),))]) == {7: inside, 9: True}


@given(
    bearing=st.floats(0, 360),
    metres=st.floats(0, 9000),
    precision=st.sampled_from([0, 0, 100, 2000]),
    least=st.sampled_from([None, 500, 2000]),
)
def test_bands_are_those_of_geodesics(
    bearing: float, metres: float, precision: int, least: int | None
) -> None:
    """Wherever a place is, its least geodesic distance from the road decides, to a metre or so."""
    place = off(MIDDLE, bearing, metres)
    _, _, length = EARTH.inv(WEST[1], WEST[0], EAST[1], EAST[0])
    points = [off(WEST, AROUND, length * part / 400) for part in range(401)]
    away = min(EARTH.inv(place[1], place[0], lon, lat)[2] for lat, lon in points)
    inward = min(3500 - away, away - least) if least else 3500 - away
    found = held(strip(**({"from_distance": f"{least} m"} if least else {})), place, precision)

    slack = 2 + length**2 / 400**2 / 8 / max(away, 1)
    if inward > precision + slack:
        assert found is True
    elif inward < -precision - slack:
        assert found is False
    elif abs(inward) < precision - slack:
        assert found is None


@given(
    latitude=st.floats(-80, 80),
    longitude=st.floats(-179, 179),
    bearing=st.floats(0, 360),
    metres=st.integers(10, 20_000),
)
def test_anywhere_on_earth(latitude: float, longitude: float, bearing: float, metres: int) -> None:
    """A short line has its band whatever the latitude; a box holds it."""
    start = (latitude, longitude)
    line = [[f"{degrees:.9f}" for degrees in point] for point in (start, off(start, 0, 500))]
    ground = ground_of(Area.model_validate({"of_line": line, "within": f"{metres} m"}))
    outwards = 180 + max(-80, min(80, (bearing % 180) - 90))

    assert held(ground, off(start, outwards, metres - 1)) is True
    assert held(ground, off(start, outwards, metres + 1)) is False
    assert held(ground, ground.inner_point) is True


# ------------------------------------------------------------------ as an incident's place

START = datetime(2016, 9, 12, tzinfo=UTC)
AGREEMENT = Agreement.model_validate(
    {
        "agreement": "synthetic",
        "title": "A made-up truce",
        "status": "agreed",
        "calendar": {"time_zone": "Asia/Damascus", "from": "2016-09-12"},
        "parties": {"a": {"name": "A", "role": "party"}},
        "areas": {
            "strip": {"within": "3500 m", "of_line": ROAD, "lies_in": ["SY02", "SY0301"]},
            "nowhere": {"within": "3500 m", "of_line": ROAD},
            "later": {"within": "3500 m", "of_line": ROAD, "from": "2016-09-13T03:00"},
            "early": {"pcodes": ["SY02"], "until": "2016-09-13T03:00"},
            "hidden": {"unpublished": "true", "until": "2016-09-13T03:00"},
        },
        "clauses": {"C": {"says": "No fire.", "provenance": "text"}},
        "classes": {
            name: {"in": name} for name in ("strip", "nowhere", "later", "early", "hidden")
        },
        "conditions": {"calm": {"clause": "C", "limit": {"of": "strip", "at_most": "0"}}},
    }
)
CHANGE = START + timedelta(days=1)
"""When the areas begin and end: 3 in the morning there."""


def incident(span: Span, pcodes: tuple[str, ...], places: tuple[Location, ...] = ()) -> Incident:
    """An incident of which only time and place are stated."""
    none = Figures()
    empty: dict[str, Any] = dict.fromkeys(("kinds", "by", "against", "purposes"), ())
    return Incident(
        "a/1",
        (),
        span,
        **empty,
        pcodes=pcodes,
        killed=none,
        injured=none,
        grade=Grade.VERIFIED,
        locations=places,
    )


def member(name: str, one: Incident) -> Kleene:
    """Whether an incident belongs to the class of an area."""
    always = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
    classifier = Classifier(AGREEMENT, MonitoringCalendar(AGREEMENT.calendar, always))
    return classifier.member(classifier.class_test(name), one)


NOON = Span(start=START + timedelta(hours=12), end=START + timedelta(hours=12))
INSIDE, OUTSIDE = Location(*MIDDLE, 0), Location(*off(MIDDLE, 0, 9000), 0)


@pytest.mark.parametrize(
    ("name", "pcodes", "places", "inside"),
    [
        ("strip", ("SY0203",), (INSIDE,), True),
        ("strip", ("SY09",), (INSIDE,), True),
        ("strip", ("SY0203",), (OUTSIDE,), False),
        ("strip", ("SY02",), (), None),
        ("strip", ("SY0203",), (), None),
        ("strip", ("SY",), (), None),
        ("strip", ("SY03",), (), None),
        ("strip", ("SY0302",), (), False),
        ("strip", ("SY09", "SY0302"), (), False),
        ("strip", ("SY09", "SY02"), (), None),
        ("strip", (), (), None),
        ("nowhere", ("SY09",), (), None),
        ("nowhere", ("SY09",), (OUTSIDE,), False),
    ],
)
def test_coordinates_come_before_codes(
    name: str, pcodes: tuple[str, ...], places: tuple[Location, ...], inside: Kleene
) -> None:
    """A report known to the governorate may be in the strip; codes alone never put it there."""
    assert member(name, incident(NOON, pcodes, places)) is inside


@pytest.mark.parametrize(
    ("name", "first", "last", "inside"),
    [
        ("later", CHANGE - TICK, CHANGE - TICK, False),
        ("later", CHANGE, CHANGE, True),
        ("later", CHANGE - TICK, CHANGE, None),
        ("early", CHANGE - TICK, CHANGE - TICK, True),
        ("early", CHANGE, CHANGE, False),
        ("early", CHANGE - TICK, CHANGE, None),
        ("hidden", CHANGE - TICK, CHANGE - TICK, None),
        ("hidden", CHANGE, CHANGE, False),
    ],
)
def test_outside_its_time_nothing_is_in_an_area(
    name: str, first: datetime, last: datetime, inside: Kleene
) -> None:
    """The first instant is included, the last excluded; a span across an end is unknown."""
    span = Span.between(first, last)

    assert member(name, incident(span, ("SY0203",), (INSIDE,))) is inside
    if inside is not False:
        return
    assert member(name, incident(span, (), ())) is False


def test_what_lies_elsewhere_is_outside_at_any_time() -> None:
    """A span across the beginning of an area is no doubt about what is not there."""
    assert member("later", incident(Span.between(START, CHANGE), (), (OUTSIDE,))) is False
