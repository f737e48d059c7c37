"""What the second reading learned of the newer terms: decided again, and told apart from others."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.agreements.areas import SIDES, Area
from monitor.agreements.model import Condition
from monitor.evaluation.check.check import check, check_finding
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


@pytest.mark.parametrize("offset", [400, 1000, 1000.1])
def test_a_place_at_a_border_is_not_decided_again(offset: float) -> None:
    """Within a hand of where the strip begins or ends, and says so instead of guessing."""
    with pytest.raises(TooNearError):
        Drawn(Area.model_validate(STRIP)).holds(Location(36.2 + offset * METRE, 37.05, 0))

    told = ruled(datetime(2016, 9, 12, tzinfo=UTC), _too_near)
    assert not told.decided
    assert told.reasons == (checking.TOO_NEAR,)


def _too_near() -> list[str]:
    raise TooNearError


@settings(max_examples=300)
@given(
    side=st.sampled_from([None, *SIDES]),
    lat=st.floats(-1, 1),
    lon=st.floats(-1, 1),
    off=st.sampled_from([0, 0, 500, 20_000]),
    north=st.sampled_from([0.0, 36.0, -50.0, 62.0]),
    bent=st.floats(-0.2, 0.2),
)
def test_it_never_places_otherwise_than_the_projection(
    side: str | None, lat: float, lon: float, off: int, north: float, bent: float
) -> None:
    """Of strips some 40 km long anywhere on earth: where it decides, it decides the same."""
    line = [[north - 0.1, 37.0], [north + bent / 4, 37.2], [north + 0.1, 37.4]]
    terms: dict[str, object] = {"within": "9000 m", "of_line": line, "side": side}
    try:
        area = Area.model_validate(terms)
    except ValidationError:
        assume(False)  # noqa: FBT003 - Hypothesis has it so
    place = Location(north + lat / 4, 37.2 + lon / 2, off)
    try:
        inside = Drawn(area).holds(place)
    except TooNearError:
        assume(False)  # noqa: FBT003 - Hypothesis has it so

    assert inside is ground_of(area).holds((place,))
