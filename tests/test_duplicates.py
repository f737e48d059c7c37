"""One event told by several sources: asked about with a reason, and never merged."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from monitor.incidents.duplicates import matches
from monitor.incidents.nearness import Nearness, compared, distance
from monitor.incidents.record import Range, Report
from monitor.incidents.span import Span

NOON = datetime(2016, 9, 17, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def told(source: str, id_: str = "1", **changed: object) -> Report:
    """Return a made-up report of a shelling at a place, on one day."""
    given = {
        "happened": Span(start=NOON, end=NOON + HOUR),
        "kinds": ("shelling",),
        "by": ("North",),
        "place": "Exampleville",
        "latitude": 1.0,
        "longitude": 2.0,
    }
    return Report.model_validate({"id": id_, "source": source, **given, **changed})


def from_noon(start: float, end: float) -> Span:
    """Return a span in hours from noon."""
    return Span(start=NOON + start * HOUR, end=NOON + end * HOUR)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, True),
        ({"source": "one"}, False),
        ({"happened": from_noon(25, 26)}, True),
        ({"happened": from_noon(25.1, 26)}, False),
        ({"happened": from_noon(-25, -24)}, True),
        ({"happened": from_noon(0, 72)}, True),
        ({"happened": from_noon(0, 72.1)}, False),
        ({"longitude": 2.0899}, True),
        ({"longitude": 2.0901}, False),
        ({"longitude": 2.17, "location_precision": 10_000}, True),
        ({"kinds": ("air_strike",)}, True),
        ({"kinds": ("protest",)}, False),
        ({"kinds": ()}, True),
        ({"by": ("South",)}, True),
        ({"latitude": None, "longitude": None}, True),
        ({"latitude": None, "longitude": None, "place": "Otherton"}, False),
        ({"latitude": None, "longitude": None, "place": "the city of Exampleville"}, True),
        ({"latitude": None, "longitude": None, "place": "another city"}, False),
    ],
)
def test_what_is_asked_about(changed: dict[str, object], *, asked: bool) -> None:
    """Another source, near in time and place, and not of another kind altogether."""
    other = told(**{"source": "two", **changed})  # type: ignore[arg-type] # by the table

    assert (compared(told("one"), other) is not None) is asked


def test_a_match_says_why() -> None:
    """The weightiest reason first; a figure that both state counts, zero does not."""
    figures = Range(low=3, high=4)
    match = compared(told("one", killed=figures), told("two", killed=Range(low=4)))

    assert match is not None
    assert (match.first, match.second) == ("one/1", "two/1")
    assert set(match.because) == {
        *("at the same time", "0.0 km apart", "of the same kind"),
        *("the same actor is named", "their figures agree"),
    }
    nothing = Range(low=0, high=0)
    without = compared(told("one", killed=nothing), told("two", killed=nothing))
    assert without is not None
    assert "their figures agree" not in without.because


def test_four_accounts_of_one_event_are_all_asked_about() -> None:
    """Six pairs, each with its likelihood, whichever came first."""
    four = [told(source) for source in ("one", "two", "three", "four")]
    pairs = {(match.first, match.second) for match in matches(four, ())}

    assert len(pairs) == 6
    late = {(match.first, match.second) for match in matches(four[3:], four[:3])}
    assert late == {pair for pair in pairs if "four/1" in pair}


def test_only_the_likeliest_of_a_crowd_are_asked_about() -> None:
    """A day of shelling in one town is no reason to ask about every pair."""
    crowd = [told("two", str(number), longitude=2 + number / 100) for number in range(9)]
    found = matches([told("one")], crowd, Nearness(most=3))

    assert [match.second for match in found] == ["two/0", "two/1", "two/2"]


def test_order_of_arrival_does_not_matter() -> None:
    """The pairs asked about are the same in whatever order the reports stand."""
    drawn = random.Random(7)  # noqa: S311 - made-up reports
    reports = [
        told(
            drawn.choice(("one", "two", "three")),
            str(number),
            happened=from_noon(start := drawn.uniform(0, 90), start + drawn.uniform(0, 40)),
            longitude=2 + drawn.uniform(0, 0.3),
            kinds=drawn.choice((("shelling",), ("air_strike",), ("protest",), ())),
        )
        for number in range(60)
    ]
    found = matches(reports, ())
    assert len(found) > 20
    for _ in range(5):
        drawn.shuffle(reports)
        assert matches(reports, ()) == found


def test_a_report_is_not_compared_with_its_own_earlier_version() -> None:
    """A new version takes the place of the one that was there."""
    assert matches([told("one", longitude=2.01)], [told("one")]) == ()


def test_distance_is_along_the_ground() -> None:
    """A degree of latitude is about 111 km, of longitude less away from the equator."""
    here = told("one", latitude=0.0, longitude=0.0)

    assert distance(here, told("two", latitude=1.0, longitude=0.0)) == pytest.approx(
        111_195, rel=1e-3
    )
    assert distance(here, told("two", latitude=None, longitude=None)) is None
    north = told("one", latitude=60.0, longitude=0.0)
    assert distance(north, told("two", latitude=60.0, longitude=1.0)) == pytest.approx(
        55_597, rel=1e-3
    )
