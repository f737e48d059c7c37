"""Which of a source's counts say something of a class, and what running totals add. Synthetic."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.classify import Classifier
from monitor.evaluation.statements import EVERYWHERE, Stated, least, most, statements
from monitor.evaluation.tally import Question
from monitor.incidents.record import Count, SourceProfile
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.vocabulary import Measure

START = datetime(2016, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AGREEMENT = Agreement.model_validate(
    {
        "agreement": "synthetic",
        "title": "A made-up truce",
        "status": "agreed",
        "calendar": {"time_zone": "UTC", "from": "2016-09-12"},
        "parties": {
            "a": {"name": "A", "role": "party"},
            "b": {"name": "B", "role": "party"},
            "o": {"name": "O", "role": "outside"},
        },
        "clauses": {"C": {"says": "No fire.", "provenance": "text"}},
        "classes": {
            "fire": {"any_kind": ["shelling", "air_strike"], "by": {"role": "party"}},
            "anything": {"any_kind": ["shelling"]},
        },
        "conditions": {"calm": {"clause": "C", "limit": {"of": "fire", "at_most": "0"}}},
    }
)
ALWAYS = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
CLASSIFIER = Classifier(AGREEMENT, MonitoringCalendar(AGREEMENT.calendar, ALWAYS))


def count(id_: str, first: float, last: float, value: int, **stated: object) -> Count:
    """Return a count of incidents over days first to last."""
    fields = {"id": id_, "source": "s", "measure": "incidents", "value": value, **stated}
    window = Span(start=START + first * DAY, end=START + last * DAY)
    return Count.model_validate({"window": window, **fields})


def said(
    *counts: Count, profile: SourceProfile | None = None, of: str = "fire", party: str | None = None
) -> list[tuple[float, float, int, bool, bool]]:
    """Return (first day, last day, value, bounds from below, from above) of each statement."""
    found = statements(counts, Question(of), CLASSIFIER, profile, party)
    return [
        ((s.start - START) / DAY, (s.end - START) / DAY, s.value, s.least, s.most) for s in found
    ]


@pytest.mark.parametrize(
    ("stated", "below", "above"),
    [
        pytest.param({}, True, True, id="nothing stated: vouched for, and all of it"),
        pytest.param({"bound": "at_least"}, True, False, id="at least"),
        pytest.param({"bound": "at_most"}, False, True, id="at most"),
        pytest.param({"kinds": ("shelling",)}, True, False, id="one kind of two"),
        pytest.param({"kinds": ("shelling", "air_strike")}, True, True, id="just the kinds"),
        pytest.param(
            {"kinds": ("shelling", "air_strike", "arrest")}, False, True, id="more than the kinds"
        ),
        pytest.param({"by": ("A",)}, True, False, id="one party of two"),
        pytest.param({"by": ("A", "B")}, True, True, id="both parties"),
        pytest.param({"by": ("A", "B", "O")}, False, True, id="one outside as well"),
        pytest.param({"by": ("O",)}, False, False, id="one outside alone"),
        pytest.param({"by": ("gunmen",)}, False, False, id="a name nobody knows"),
        pytest.param({"against": ("civilians",)}, True, False, id="only some victims"),
    ],
)
def test_what_a_count_bounds(stated: dict[str, object], below: bool, above: bool) -> None:  # noqa: FBT001
    """From below where all it states lies in the class; from above where it leaves nothing out."""
    assert said(count("1", 0, 1, 5, **stated)) == [(0, 1, 5, below, above)]


def test_sides_of_the_source_stand_in_for_a_perpetrator() -> None:
    """A source that covers one side bounds the class from below only, unless that is all asked."""
    one_side = SourceProfile(id="s", source="s", name="S", sides=("A",))

    assert said(count("1", 0, 1, 5), profile=one_side) == [(0, 1, 5, True, False)]
    assert said(count("1", 0, 1, 5), profile=one_side, party="a") == [(0, 1, 5, False, True)]
    assert said(count("1", 0, 1, 5, by=("A",)), profile=one_side, party="a") == [
        (0, 1, 5, True, True)
    ]


def test_a_class_that_anybody_can_be_in_is_never_covered_by_names() -> None:
    """Where the class names no perpetrator, a count of named ones leaves somebody out."""
    assert said(count("1", 0, 1, 5, by=("A", "B", "O")), of="anything") == [(0, 1, 5, True, False)]
    assert said(count("1", 0, 1, 5), of="anything") == [(0, 1, 5, True, True)]


def test_other_measures_and_empty_windows_say_nothing() -> None:
    """Deaths are no incidents, and a count over no time is a count of nothing."""
    assert said(count("1", 0, 1, 5, measure="killed")) == []
    assert said(count("1", 1, 1, 5)) == []
    killed = statements(
        [count("1", 0, 1, 5, measure="killed")],
        Question("fire", measure=Measure.KILLED),
        CLASSIFIER,
        None,
    )
    assert [each.value for each in killed] == [5]


@pytest.mark.parametrize(
    ("counts", "between"),
    [
        pytest.param([(0, 1, 3), (0, 2, 7)], [(1, 2, 4)], id="two totals tell of the day between"),
        pytest.param(
            [(0, 1, 3), (0, 2, 7), (0, 4, 8)],
            [(1, 2, 4), (1, 4, 5), (2, 4, 1)],
            id="each two of three",
        ),
        pytest.param([(0, 2, 7), (0, 1, 3)], [(1, 2, 4)], id="in any order"),
        pytest.param([(0, 1, 3), (0, 2, 3)], [(1, 2, 0)], id="none in between"),
        pytest.param([(0, 1, 3), (0, 2, 2)], [], id="one that falls is a correction"),
        pytest.param([(0, 1, 3), (0, 1, 9)], [], id="two totals of one window"),
        pytest.param([(0, 1, 3), (1, 2, 7)], [], id="two starts"),
    ],
)
def test_running_totals_tell_of_the_time_between(
    counts: list[tuple[int, int, int]], between: list[tuple[int, int, int]]
) -> None:
    """Two totals with one start and subject say how many there were between; both are named."""
    given = [count(str(n), *told, cumulative=True) for n, told in enumerate(counts)]

    found = said(*given)

    assert found[: len(given)] == [(*told, True, True) for told in counts]
    assert sorted(found[len(given) :]) == [(*told, True, True) for told in between]
    rest = statements(given, Question("fire"), CLASSIFIER, None)[len(given) :]
    assert all(len(set(each.keys)) == 2 for each in rest)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"by": ("A",)}),
        ({}, {"pcodes": ("XX01",)}),
        ({}, {"kinds": ("shelling",)}),
        ({}, {"bound": "at_least"}),
        ({}, {"cumulative": False}),
    ],
)
def test_totals_of_different_subjects_have_nothing_between(
    first: dict[str, object], second: dict[str, object]
) -> None:
    """Only exact running totals of the same subject are told apart."""
    one = count("1", 0, 1, 3, **{"cumulative": True, **first})
    two = count("2", 0, 2, 7, **{"cumulative": True, **second})

    assert len(said(one, two)) == 2


def test_a_count_is_about_its_area_or_everywhere() -> None:
    """The p-code of a count is where it holds; a count without one holds everywhere."""
    found = statements(
        [count("1", 0, 1, 5, pcodes=("XX01",)), count("2", 0, 1, 6)],
        Question("fire"),
        CLASSIFIER,
        None,
    )

    assert [each.pcode for each in found] == ["XX01", EVERYWHERE]


def stated(first: float, last: float, value: int, pcode: str = "") -> Stated:
    """Return a statement that bounds both ways."""
    return Stated(
        START + first * DAY, START + last * DAY, pcode, value, least=True, most=True, keys=()
    )


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        pytest.param([], 0, None, id="nothing stated"),
        pytest.param([stated(0, 2, 5)], 5, 5, id="just the window"),
        pytest.param([stated(0, 1, 5)], 5, None, id="part of it"),
        pytest.param([stated(0, 1, 5), stated(1, 2, 3)], 8, 8, id="two that meet"),
        pytest.param([stated(0, 1.5, 5), stated(1, 2, 3)], 5, 8, id="two that overlap"),
        pytest.param([stated(-1, 1, 5), stated(1, 2, 3)], 3, 8, id="one that begins before"),
        pytest.param([stated(0, 1, 5), stated(1, 3, 3)], 5, 8, id="one that ends after"),
        pytest.param([stated(0, 1, 5), stated(1.01, 2, 3)], 8, None, id="a gap between"),
        pytest.param([stated(0, 2, 9), stated(0, 1, 2), stated(1, 2, 2)], 9, 4, id="contradiction"),
        pytest.param([stated(0, 2, 4, "XX01"), stated(0, 2, 3, "XX02")], 7, None, id="two areas"),
        pytest.param([stated(0, 2, 4, "XX"), stated(0, 2, 9, "XX01")], 9, None, id="one in one"),
    ],
)  # fmt: skip
def test_bounds_of_a_window(given: list[Stated], low: int, high: int | None) -> None:
    """Least: the largest sum inside without overlap; most: the smallest that covers it."""
    window = (START, START + 2 * DAY)

    assert least(given, *window, [EVERYWHERE]) == low
    assert most(given, *window, [EVERYWHERE]) == high


def test_an_area_that_nobody_published_has_no_upper_bound() -> None:
    """Where the ground is not known, nothing covers it."""
    assert most([stated(0, 2, 0)], START, START + 2 * DAY, []) is None
