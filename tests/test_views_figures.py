"""What sources count: by day, by source, with what does not fit beside it; never added across."""

from collections.abc import Sequence

import pytest

from monitor.incidents.record import Count
from monitor.views.figures import Series, series
from monitor.views.sources import Sources
from tests.screen_examples import AT, agreement, count, day, profile

TERMS = agreement()
DAYS = [day(n) for n in range(1, 4)]


def shown(*counts: Count) -> Sequence[Series]:
    """Return the series of these counts over three days."""
    profiles = {"centre": profile("centre", "The Centre", "South")}
    sources = Sources(TERMS, profiles, AT.replace(tzinfo=None))
    return series(TERMS, DAYS, counts, sources)


def test_each_day_stands_beside_the_day_before() -> None:
    """A daily series has its figures, the previous period of each, and its sum."""
    [found] = shown(count("1", 23, 0, 1), count("2", 37, 1, 2), count("3", 45, 2, 3))

    assert [figure.value for figure in found.figures] == [23, 37, 45]
    assert [figure.previous for figure in found.figures] == [None, 23, 37]
    assert found.sum == "Days 1–3 together, as this source counts: 105"
    assert found.apart == ()


def test_a_day_without_a_figure_is_not_zero() -> None:
    """What a source did not state is None, and no sum is made over the hole."""
    [found] = shown(count("1", 23, 0, 1), count("3", 45, 2, 3))

    assert [figure.value for figure in found.figures] == [23, None, 45]
    assert found.sum == ""


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            [
                count("all", 23, 0, 1, by=("South",)),
                count("band", 21, 0, 1, by=("The Band",)),
                count("rest", 2, 0, 1, by=("factions",), pcodes=("SY06",)),
            ],
            "Day 1: 23 is 2 by “factions” and 21 by “The Band” (groups outside the truce)",
        ),
        (
            [
                count("all", 23, 0, 1, by=("South",)),
                count("band", 20, 0, 1, by=("The Band",)),
            ],
            "Day 1: 23 is stated beside 20 by “The Band” (groups outside the truce)",
        ),
        (
            [count("1", 37, 0, 1), count("2", 45, 1, 2), count("odd", 42, 5 / 24, 29 / 24)],
            "42 for 13 Sept does not fit 37 of day 1 and 45 of day 2",
        ),
        (
            [count("odd", 42, 5 / 24, 29 / 24)],
            "42 for 13 Sept: not a day of this calendar",
        ),
        (
            [
                count("1", 23, 0, 1),
                count("2", 37, 1, 2),
                count("so far", 60, 0, 2, cumulative=True),
            ],
            "12 Sept 19:00 to 14 Sept 19:00, in all: 60 = 23 + 37",
        ),
        (
            [
                count("1", 23, 0, 1),
                count("2", 37, 1, 2),
                count("so far", 70, 0, 2, cumulative=True),
            ],
            "12 Sept 19:00 to 14 Sept 19:00, in all: 70; the days add up to 60",
        ),
        (
            [
                count("1", 23, 0, 1),
                count("2", 37, 1, 2),
                count("part", 10, 0, 2, cumulative=True).model_copy(
                    update={"place": "Testville", "pcodes": ("XX01",)}
                ),
            ],
            "Testville, 12 Sept 19:00 to 14 Sept 19:00, in all: 10",
        ),
        (
            [count("so far", 0, 0, 1, cumulative=True)],
            "12 Sept 19:00 to 13 Sept 19:00, in all: none recorded",
        ),
    ],
    ids=["made of", "beside", "misfit", "alone", "adds up", "does not add up", "a part", "none"],
)
def test_what_does_not_fit_is_said_beside(counts: list[Count], said: str) -> None:
    """Parts outside the truce, other windows and running totals stand apart, in words."""
    [found] = shown(*counts)

    assert found.apart == (said,)


def test_sources_stand_apart() -> None:
    """Two sources are two series, and no figure of one is in the other."""
    found = shown(count("1", 23, 0, 1), count("1", 7, 0, 1, source="other"))

    assert {s.source: [f.value for f in s.figures] for s in found} == {
        "centre": [23, None, None],
        "other": [7, None, None],
    }


def test_a_one_sided_series_says_so() -> None:
    """A source that counts one side names the party it is silent on."""
    [found] = shown(count("1", 23, 0, 1))

    assert (found.one_sided, found.silent_on) == (("South",), ("North",))
