"""A source's silence and lateness in words: a warning with its reason, and no verdict."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from page_samples import opened
from page_samples import told as told_on

from monitor.agreements.dated import Duration, Unit
from monitor.agreements.judging import EvidencePolicy
from monitor.incidents.rhythm import Gap, Lag, gaps_of
from monitor.service import Service
from monitor.views.rhythms import (
    MOST_GAPS,
    gap_in_words,
    gaps_seen,
    lag_in_words,
    proposal,
    rhythm_lines,
    settling_in_words,
)
from monitor.views.sources import Sources
from monitor.words import rhythms
from tests.screen_examples import AT, agreement, day
from tests.test_rhythm import ZONE, daily, told

pytest_plugins = ["page_fixtures"]

DAY, TWO_DAYS = timedelta(days=1), Duration(count=48, unit=Unit.HOURS)
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
    gaps = {"rare": gaps_of(rare, ZONE), "made_up": gaps_of(talkative, ZONE)}
    sources = Sources.at(agreement(), {}, AT)
    lines = list(rhythm_lines(gaps, [*talkative, *rare], sources, TWO_DAYS))

    assert len(lines) == 1
    assert lines[0].startswith("made up, ")
    assert rhythms.EVERYWHERE in lines[0]


@pytest.mark.parametrize(
    ("most", "proposed"),
    [
        (timedelta(hours=47), None),
        (timedelta(hours=48), None),
        (timedelta(hours=48, seconds=1), "3 days"),
        (timedelta(days=20), "20 days"),
        (timedelta(days=20, minutes=1), "21 days"),
    ],
)
def test_lateness_proposes_the_settling_period(most: timedelta, proposed: str | None) -> None:
    """As the line of the rule file that waits for nine in ten; none where the rules wait anyway."""
    quick, late = Lag(20, DAY, timedelta(hours=3)), Lag(20, DAY, most)
    told_of = settling_in_words(
        {"quick": quick, "centre": late}, Sources.at(agreement(), {}, AT), TWO_DAYS
    )

    assert "settle a day after 48 h" in told_of
    if proposed is None:
        assert "nine in ten reports of each" in told_of
        return
    assert "before nine in ten reports of centre are public" in told_of
    assert told_of.endswith(f"settles_after: {proposed}")
    line = EvidencePolicy.model_validate({"settles_after": proposed})
    assert line.settles_after.elapsed >= most


@pytest.mark.parametrize("most", [timedelta(0), timedelta(minutes=5), timedelta(hours=2)])
def test_a_proposal_is_never_of_no_length(most: timedelta) -> None:
    """A rule file holds whole hours, and at least one."""
    assert proposal(most).elapsed >= max(most, timedelta(hours=1))


def test_late_reports_propose_what_the_rules_should_wait(sample_service: Service) -> None:
    """On Record, under the lateness of each source, for the agreement that is looked at."""
    rows = "".join(
        f"r{n},slow,2016-09-{13 + n % 3}T10:00,shelling,Asia/Damascus,2016-09-{16 + n % 3}T12:00\n"
        for n in range(24)
    )
    data = f"id,source,happened_from,kind,time_zone,published_at\n{rows}".encode()
    sample_service.uploads.take("slow.csv", data, actor="tester")

    page = told_on(opened("record", part="coverage", at="2016-09-19T22:00"))

    assert "slow: half of its reports were public within 4 days of the event" in page
    assert "before nine in ten reports of slow are public" in page
    assert "settles_after: 4 days" in page


def seen(**gaps: tuple[Gap, ...]) -> list[str]:
    """Return what *Today* says of gaps beside the first five days, 12 to 17 September, 19:00."""
    days = [day(number) for number in range(1, 6)]
    sources = Sources.at(agreement(), {}, AT)
    return list(gaps_seen(days, gaps, sources, ZoneInfo("Asia/Damascus")))


def september(first: int, last: int, *areas: str) -> Gap:
    """Return a gap in September 2016."""
    return Gap(date(2016, 9, first), date(2016, 9, last), areas, 9)


def test_a_gap_is_told_beside_the_days_that_it_touches() -> None:
    """Not one that ended before them or begins after; one hour in common is enough."""
    assert seen(centre=(september(1, 11),)) == []
    assert seen(centre=(september(18, 20),)) == []
    assert seen(centre=(september(1, 11), september(12, 13))) == [
        (
            "Probable gap of centre: 12 Sept to 13 Sept 2016 (nothing anywhere). "
            "Its silence there is not calm."
        )
    ]
    [line] = seen(centre=(september(17, 17, "XX01", "XX02", "XX03"),))
    assert "17 Sept 2016 (nothing in 3 areas at once)" in line


def test_more_than_three_sources_with_gaps_are_folded() -> None:
    """Three have a line each, the others one together, in the order of their names."""
    gap = (september(13, 14),)
    assert len(seen(a=gap, b=gap, c=gap)) == 3
    lines = seen(d=gap, b=gap, a=gap, c=gap, e=gap)

    assert len(lines) == 4
    assert [line.split(":")[0][-1] for line in lines[:3]] == ["a", "b", "c"]
    assert lines[3] == "Probable gaps of 2 more, told on Record under Who watched: d and e."


def test_of_many_gaps_of_one_source_the_last_are_told() -> None:
    """And how many more there are."""
    [line] = seen(centre=tuple(september(at, at) for at in range(12, 18)))

    assert "14 Sept" not in line
    assert "15 Sept" in line
    assert f"{6 - MOST_GAPS} more" in line
