"""What the second reading learned of the newer terms: decided again, and told apart from others."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from math import cos, hypot, radians, sin

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pyproj import Geod

from monitor.agreements.areas import SIDES, Area
from monitor.agreements.model import Condition
from monitor.evaluation.check.check import check, check_finding
from monitor.evaluation.check.geodesic import laid_flat
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth
from monitor.evaluation.check.places import Drawn, TooNearError
from monitor.evaluation.check.ruling import ruled
from monitor.evaluation.explain import explain
from monitor.evaluation.finding import finding
from monitor.evaluation.geometry import ground_of
from monitor.evaluation.grounding import grounds
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.verdict import Finding, Progress, Verdict
from monitor.evaluation.view import View
from monitor.incidents.record import Attestation, Coverage, Decision, Report
from monitor.incidents.version import Location
from monitor.words import checking
from tests.engine import TABLES
from tests.naive.census import sort_of
from tests.naive.generate import Ask, Pair
from tests.naive.generate_kinds import pair_of_kinds

SEED = int(os.environ.get("DIFFERENTIAL_SEED", "0"))
KNOWN = ("at times", "places", "pairs", "since", "order")
"""The sorts of condition of the random pairs that it learned, by the names of their floors."""
PAIRS = 25
"""How many pairs there are of each sort."""
DIFFERENT = 25
"""How often, at least, one record less makes another finding of some condition of a sort."""


def pairs_of(sort: str) -> Iterator[tuple[Pair, list[str]]]:
    """Yield pairs that have a condition of a sort, or a count of its days, and which these are."""
    for seed in count(SEED):
        drawn = pair_of_kinds(seed)
        terms = drawn.agreement

        def about(condition: Condition, drawn: Pair = drawn) -> bool:
            counted = condition.counts
            ahead = drawn.agreement.conditions[counted] if counted else condition
            return sort in {sort_of(drawn.agreement, one) for one in (condition, ahead)}

        names = [name for name, condition in terms.conditions.items() if about(condition)]
        if names:
            yield drawn, names


def seen(drawn: Pair, ask: Ask) -> View:
    """Look at a pair as asked."""
    TABLES.load(drawn.versions)
    return View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)


def found(view: View, names: list[str]) -> Iterator[Finding]:
    """Yield what is found of some conditions."""
    for name in names:
        condition = view.agreement.conditions[name]
        for scope in view.scopes(condition):
            told = finding(view, name, condition, scope)
            if told is not None:
                yield told


@pytest.mark.parametrize("sort", KNOWN)
def test_each_sort_is_decided_again(sort: str) -> None:
    """Findings, and what explains them, of pairs of each sort: every one is accepted."""
    refused, accepted = [], Counter[str]()
    for drawn, names in islice(pairs_of(sort), PAIRS):
        for ask in drawn.asks:
            view = seen(drawn, ask)
            given_by = Matter(grounds(view))
            for told in found(view, names):
                explained = explain(view, told.condition, told.scope, None)
                assert explained is not None
                for ruling in (check_finding(told, given_by), check(explained)):
                    accepted[told.stood.verdict] += ruling.accepted
                    if not ruling.accepted:
                        refused.append((drawn.seed, told.condition, told.scope, ruling.reasons))

    assert refused == []
    assert len(accepted) >= 3
    assert accepted.total() >= 2 * PAIRS


def corrupted(told: Finding) -> Iterator[Finding]:
    """Yield the finding with one claim in it changed."""
    stood = told.stood
    others = [verdict for verdict in Verdict if verdict is not stood.verdict]
    yield from (_saying(told, replace(stood, verdict=other)) for other in others)
    counted = stood.progress or Progress(0, 0, 1, "days")
    yield _saying(told, replace(stood, progress=replace(counted, most=counted.most + 1)))
    if stood.days:
        day = stood.days[-1]
        other = Verdict.KEPT if day.verdict is not Verdict.KEPT else Verdict.BREACHED
        yield _saying(told, replace(stood, days=(*stood.days[:-1], replace(day, verdict=other))))


def _saying(told: Finding, stood: Finding) -> Finding:
    return replace(told, at_end=stood) if told.at_end else stood


@pytest.mark.parametrize("sort", KNOWN)
def test_a_claim_that_was_changed_is_refused(sort: str) -> None:
    """Another verdict, one day more, another reading of the last day: none of them is accepted."""
    tried = 0
    for drawn, names in islice(pairs_of(sort), PAIRS):
        view = seen(drawn, drawn.asks[0])
        given_by = Matter(grounds(view))
        for told in found(view, names):
            for other in corrupted(told):
                tried += 1
                assert not check_finding(other, given_by).accepted, (drawn.seed, other)

    assert tried >= 5 * PAIRS


@pytest.mark.parametrize("sort", KNOWN)
def test_a_finding_does_not_follow_from_a_record_that_says_otherwise(sort: str) -> None:
    """With one record less, what was found before is refused wherever the finding is another."""
    different = 0
    for drawn, names in islice(pairs_of(sort), PAIRS):
        ask = drawn.asks[0]
        before = [*found(seen(drawn, ask), names)]
        for gone in drawn.versions:
            if not isinstance(gone.record, Report | Decision | Attestation | Coverage):
                continue
            TABLES.load([version for version in drawn.versions if version is not gone])
            poorer = View(drawn.agreement, Snapshot(TABLES), ask.at, ask.known, ask.account)
            after = {(told.condition, told.scope): told for told in found(poorer, names)}
            given_by = Matter(grounds(poorer))
            for told in before:
                now = after.get((told.condition, told.scope))
                if now is not None and _said(now) != _said(told):
                    different += 1
                    assert not check_finding(told, given_by).accepted, (drawn.seed, told)

    assert different >= DIFFERENT


def _said(told: Finding) -> object:
    stood = told.stood
    days = [(day.verdict, day.cause, day.bounds) for day in stood.days]
    return told.verdict, stood.verdict, stood.cause, stood.progress, stood.deadline, days


STRIP = {
    "within": "1000 m",
    "of_line": [["36.200", "37.040"], ["36.200", "37.060"]],
    "from_distance": "400 m",
    "side": "north",
}
SQUARE = {"polygon": [["36.1", "37.0"], ["36.1", "37.1"], ["36.2", "37.1"], ["36.2", "37.0"]]}
METRE = 1 / 110_963
"""In degrees to the north, there."""
PLACES = [
    pytest.param(STRIP, 36.2 + 700 * METRE, 0, True, id="in the middle of the strip"),
    pytest.param(STRIP, 36.2 + 405 * METRE, 0, True, id="just beyond where it begins"),
    pytest.param(STRIP, 36.2 + 395 * METRE, 0, False, id="just before that"),
    pytest.param(STRIP, 36.2 + 995 * METRE, 0, True, id="just before where it ends"),
    pytest.param(STRIP, 36.2 + 1005 * METRE, 0, False, id="just beyond that"),
    pytest.param(STRIP, 36.2 - 700 * METRE, 0, False, id="on the other side of the line"),
    pytest.param(STRIP, 36.2 + 700 * METRE, 290, True, id="a disc wholly inside"),
    pytest.param(STRIP, 36.2 + 700 * METRE, 330, None, id="a disc across both ends"),
    pytest.param(STRIP, 36.2 + 1500 * METRE, 490, False, id="a disc wholly outside"),
    pytest.param(STRIP, 36.2 + 1500 * METRE, 540, None, id="a disc that reaches in"),
    pytest.param(SQUARE, 36.15, 4400, True, id="the middle of a square"),
    pytest.param(SQUARE, 36.15, 4600, None, id="a disc across its sides"),
    pytest.param(SQUARE, 36.0, 10_000, False, id="a disc south of it"),
    pytest.param(SQUARE, 36.0, 12_500, None, id="a disc that reaches into it"),
    pytest.param(SQUARE, -36.15, 0, False, id="on the other half of the earth"),
]


@pytest.mark.parametrize(("terms", "latitude", "off", "inside"), PLACES)
def test_a_place_is_put_inside_or_outside_to_some_metres(
    terms: dict[str, object], latitude: float, off: int, inside: Truth
) -> None:
    """With a geometry of its own, where no border is nearer than its tolerance."""
    area = Area.model_validate(terms)
    place = Location(latitude, 37.05, off)

    assert Drawn(area).holds(place) is inside
    assert ground_of(area).holds((place,)) is inside


EARTH = Geod(ellps="WGS84")
NEAREST = 0.003
"""Metres: beyond that a border decides, in both readings."""


def north_of_the_line(metres: float) -> Location:
    """The place so many metres from the line of the strip, north of its middle, to a micrometre."""
    bearing, _, length = EARTH.inv(37.05, 36.2, 37.06, 36.2)
    up = length * cos(radians(bearing))
    lon, lat, _ = EARTH.fwd(37.05, 36.2, 0 if up + metres > 0 else 180, abs(up + metres))
    return Location(lat, lon, 0)


@pytest.mark.parametrize("inwards", [0.002, 0.01, 0.3])
@pytest.mark.parametrize(("border", "way"), [(400, 1), (1000, -1)])
def test_two_millimetres_decide(border: float, way: int, inwards: float) -> None:
    """On either side of where the strip begins, and of where it ends."""
    area = Area.model_validate(STRIP)
    for off, inside in ((inwards, True), (-inwards, False)):
        place = north_of_the_line(border + way * off)
        assert Drawn(area).holds(place) is inside
        assert ground_of(area).holds((place,)) is inside


@pytest.mark.parametrize("border", [400, 1000])
@pytest.mark.parametrize("off", [-0.0009, 0, 0.0009])
def test_a_place_within_a_millimetre_of_a_border_is_not_decided_again(
    border: float, off: float
) -> None:
    """It says so instead of guessing."""
    with pytest.raises(TooNearError):
        Drawn(Area.model_validate(STRIP)).holds(north_of_the_line(border + off))

    told = ruled(datetime(2016, 9, 12, tzinfo=UTC), _too_near)
    assert not told.decided
    assert told.reasons == (checking.TOO_NEAR,)


def _too_near() -> list[str]:
    raise TooNearError


def decided_as(area: Area, place: Location) -> None:
    """Assert that both readings place it alike, unless a border runs within three millimetres.

    The engine itself then answers otherwise of a disc that much wider, or narrower.
    """
    ground = ground_of(area)
    try:
        inside = Drawn(area).holds(place)
    except TooNearError:
        radii = max(0, place.precision - NEAREST), place.precision + NEAREST
        narrow, wide = (ground.holds((place._replace(precision=r),)) for r in radii)
        assert narrow is not wide, place
    else:
        assert inside is ground.holds((place,)), place


strips = st.builds(
    lambda north, bent, ends, **terms: {
        "of_line": [[north - 0.1, 37.0], [north + bent / 4, 37.2 + ends], [north + 0.1, 37.4]],
        "within": "9000 m",
        **terms,
    },
    north=st.sampled_from([0.0, 36.0, -50.0, 62.0]),
    bent=st.floats(-0.2, 0.2),
    ends=st.floats(-0.1, 0.1),
    side=st.sampled_from([None, *SIDES]),
    from_distance=st.sampled_from([None, None, "1 m", "4000 m", "8990 m"]),
)


def drawn(terms: dict[str, object]) -> Area:
    """An area as it is told, if it is one."""
    try:
        return Area.model_validate(terms)
    except ValidationError:
        reject()


@settings(max_examples=300)
@given(
    terms=strips,
    lat=st.floats(-1, 1),
    lon=st.floats(-1, 1),
    off=st.sampled_from([0, 0, 1, 500, 5_000, 20_000]),
)
def test_it_places_as_the_projection_does(
    terms: dict[str, object], lat: float, lon: float, off: int
) -> None:
    """Of strips some 40 km long anywhere on earth, of places near them and discs of any size."""
    area = drawn(terms)
    first = area.of_line[0]

    decided_as(area, Location(first[0] + 0.1 + lat / 4, 37.2 + lon / 2, off))


@settings(max_examples=150)
@given(
    terms=strips,
    turn=st.floats(0, 360),
    of=st.integers(0, 2),
    off=st.sampled_from([0, 0, 1, 500, 20_000]),
    beside=st.sampled_from([-0.3, -0.01, -0.003, 0.003, 0.01, 0.3]),
)
def test_it_places_as_the_projection_does_along_a_border(
    terms: dict[str, object], turn: float, of: int, off: int, beside: float
) -> None:
    """From some millimetres to a foot on either side of where an answer becomes another."""
    area = drawn(terms)
    ground, (lat, lon) = ground_of(area), area.of_line[of]

    def at(metres: float) -> Location:
        east, north, _ = EARTH.fwd(lon, lat, turn, metres)
        return Location(north, east, off)

    near, far = 5.0, 70_000.0
    first = ground.holds((at(near),))
    while far - near > 0.0001:
        half = (near + far) / 2
        near, far = (half, far) if ground.holds((at(half),)) is first else (near, half)

    decided_as(area, at(near + beside))


def test_a_disc_within_a_loop_of_a_strip_is_inside() -> None:
    """Where all around is nearer to the line than the middle, the middle is not the deepest."""
    around = [[36.2 + y, 37.0 + x] for y, x in ((0, 0), (0, 0.04), (0.03, 0.04), (0.03, 0.001))]
    area = Area.model_validate({"within": "2000 m", "of_line": around})

    for precision in (400, 1000, 1600, 3000):
        decided_as(area, Location(36.215, 37.02, precision))
    assert Drawn(area).holds(Location(36.215, 37.02, 1000)) is True


hundredths = st.integers(-100, 100)


@given(points=st.lists(st.tuples(hundredths, hundredths), min_size=3, max_size=6))
def test_a_corner_is_on_the_border_and_the_border_is_inside(points: list[tuple[int, int]]) -> None:
    """A place stated in the very figures of a corner, or of a point of the line it lies beside."""
    stated = [[36 + y / 100, 37 + x / 100] for y, x in points]
    for terms in ({"polygon": stated}, {"of_line": stated, "within": "500 m", "side": "north"}):
        try:
            area = Area.model_validate(terms)
        except ValidationError:
            continue
        for lat, lon in stated:
            assert Drawn(area).holds(Location(lat, lon, 0)) is True
            assert ground_of(area).holds((Location(lat, lon, 0),)) is True


@given(
    lat=st.floats(-89, 89),
    lon=st.floats(-180, 180),
    bearing=st.floats(0, 360),
    metres=st.floats(0, 1_000_000),
)
def test_its_geodesics_are_right(lat: float, lon: float, bearing: float, metres: float) -> None:
    """To a hundredth of a millimetre up to 1,000 km, against a solution of another kind."""
    there_lon, there_lat, _ = EARTH.fwd(lon, lat, bearing, metres)
    east, north = laid_flat((lat, lon), (there_lat, there_lon))
    turn = radians(bearing)

    assert hypot(east - metres * sin(turn), north - metres * cos(turn)) < 0.00002
