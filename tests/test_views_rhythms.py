"""A source's silence and lateness in words: a warning with its reason, and no verdict."""

from datetime import date, timedelta

import pytest

from monitor.incidents.rhythm import Gap, Lag
from monitor.views.rhythms import gap_in_words, lag_in_words, rhythm_lines
from monitor.views.sources import Sources
from monitor.words import rhythms
from tests.screen_examples import AT, agreement
from tests.test_rhythm import ZONE, daily, told

FIRST, LAST = date(2016, 5, 24), date(2016, 5, 26)


@pytest.mark.parametrize(
    ("gap", "says"),
    [
        (
            Gap(FIRST, LAST, (), 35),
            (
                "Centre, 24 May to 26 May 2016: told of nothing anywhere; about 35 reports would "
                "be usual."
            ),
        ),
        (
            Gap(FIRST, FIRST, ("XX01", "XX02", "XX03"), 6),
            (
                "Centre, 24 May 2016: told of nothing in 3 areas at once: XX01, XX02 and XX03; "
                "about 6 reports would be usual."
            ),
        ),
    ],
)
def test_a_gap_says_whose_when_where_and_what_was_usual(gap: Gap, says: str) -> None:
    """Nothing of calm, and nothing of a breach."""
    assert gap_in_words(gap, "Centre") == says


def test_many_areas_are_not_all_named() -> None:
    """The first eight, and how many more."""
    areas = tuple(f"XX{n:02}" for n in range(11))

    assert "XX06, XX07 and 3 more; " in gap_in_words(Gap(FIRST, LAST, areas, 50), "Centre")


@pytest.mark.parametrize(
    ("median", "most", "says"),
    [
        (
            timedelta(minutes=61),
            timedelta(hours=47),
            "within 2 h of the event, nine in ten within 47 h",
        ),
        (
            timedelta(hours=48),
            timedelta(days=8, hours=1),
            "within 2 days of the event, nine in ten within 9 days",
        ),
    ],
)
def test_lateness_is_rounded_up(median: timedelta, most: timedelta, says: tuple[str, str]) -> None:
    """A settling period must not close before the source has spoken."""
    told_of = lag_in_words(Lag(20, median, most), "Centre")
    assert all(part in told_of for part in says)


def test_lines_name_each_source_by_its_own_rhythm() -> None:
    """Gaps first; a source that reports rarely has none, and none is late that says no time."""
    talkative = daily(range(30), 3) + daily(range(33, 40), 3)
    rare = [told(day, source="rare") for day in range(0, 40, 9)]
    lines = list(rhythm_lines([*talkative, *rare], Sources.at(agreement(), {}, AT), ZONE))

    assert len(lines) == 1
    assert lines[0].startswith("made up, ")
    assert rhythms.EVERYWHERE in lines[0]
