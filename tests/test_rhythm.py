"""A source's own rhythm: how late it is, and where its silence is more likely a gap than calm."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.incidents.record import Report
from monitor.incidents.rhythm import Gap, gaps_of, lag_of
from monitor.incidents.span import Span

START = datetime(2030, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ZONE = ZoneInfo("UTC")


def told(day: int, number: int = 0, area: str = "XX01", **changed: object) -> Report:
    """Return a made-up report of an event on a day, counted from 0."""
    moment = START + day * DAY
    given: dict[str, object] = {
        "id": f"{day}-{number}-{area}",
        "source": "made_up",
        "happened": Span(start=moment, end=moment),
        "kinds": ("shelling",),
        "pcodes": (area,),
    }
    return Report.model_validate(given | changed)


def daily(days: range, each: int = 1, areas: tuple[str, ...] = ("XX01",)) -> list[Report]:
    """Return so many reports of each area on each day."""
    return [told(day, n, area) for day in days for n in range(each) for area in areas]


def on(day: int) -> date:
    """Return the date of a day, counted from 0."""
    return (START + day * DAY).date()


def test_days_without_a_word_of_a_talkative_source_are_flagged() -> None:
    """Three a day, then two days of nothing, then three a day again."""
    reports = daily(range(30), 3) + daily(range(32, 40), 3)

    assert gaps_of(reports, ZONE) == (Gap(on(30), on(31), (), 6),)


@pytest.mark.parametrize(
    ("each", "silent", "flagged"),
    [(3, 1, False), (3, 2, True), (2, 2, False), (2, 3, True), (1, 5, False), (1, 6, True)],
)
def test_six_reports_must_be_missing(each: int, silent: int, *, flagged: bool) -> None:
    """The fewer a source usually brings, the longer it may be silent."""
    reports = daily(range(30), each) + daily(range(30 + silent, 40), each)

    assert bool(gaps_of(reports, ZONE)) is flagged


def test_a_silence_that_is_usual_is_none() -> None:
    """A source that brings twenty at once every fifth day is silent for four by habit."""
    weekly = [told(day, n) for day in range(0, 60, 5) for n in range(20)]
    assert gaps_of(weekly, ZONE) == ()

    skipped = [report for report in weekly if not report.id.startswith("45-")]
    assert gaps_of(skipped, ZONE) == (Gap(on(41), on(49), (), 39),)


def test_what_a_source_began_with_tells_nothing_of_it() -> None:
    """Before a week is known, nothing is usual."""
    assert gaps_of(daily(range(6), 9) + daily(range(9, 20), 9), ZONE) == ()
    assert gaps_of(daily(range(7), 9) + daily(range(10, 20), 9), ZONE) != ()
    assert gaps_of([], ZONE) == ()


AREAS = ("XX01", "XX02", "XX03", "XX04", "XX05", "XX06")


@pytest.mark.parametrize(
    ("quiet", "days", "flagged"), [(3, 4, True), (2, 9, False), (3, 3, False), (6, 4, True)]
)
def test_silence_in_many_areas_at_once_is_flagged(quiet: int, days: int, *, flagged: bool) -> None:
    """Half of the areas, three at least, each silent for four days: calm does not come so."""
    reports = [
        told(day, 0, area)
        for day in range(50)
        for area in AREAS
        if not (area in AREAS[:quiet] and 30 <= day < 30 + days)
    ]
    found = [gap for gap in gaps_of(reports, ZONE) if gap.areas]
    if quiet == len(AREAS):
        found = list(gaps_of(reports, ZONE))

    assert bool(found) is flagged
    if flagged and quiet < len(AREAS):
        assert found == [Gap(on(30), on(29 + days), AREAS[:quiet], quiet * days)]
    if quiet == len(AREAS):
        assert [gap.areas for gap in found] == [()]


def test_vague_reports_fill_no_gap() -> None:
    """An event of some day in the month does not show that the source reported on each."""
    month = told(15, area="XX09", happened=Span(start=START, end=START + 31 * DAY))
    reports = daily(range(30), 3) + daily(range(32, 40), 3)

    assert gaps_of([*reports, month], ZONE) == gaps_of(reports, ZONE)


def test_days_are_those_of_the_place() -> None:
    """Half past eleven at night UTC is the next day further east."""
    late = [
        told(day, n, happened=Span(start=moment, end=moment))
        for day in (*range(30), *range(32, 40))
        for n in range(3)
        for moment in [START.replace(hour=23, minute=30) + day * DAY]
    ]
    (gap,) = gaps_of(late, ZoneInfo("Asia/Damascus"))

    assert (gap.first, gap.last) == (on(31), on(32))


def test_lateness_is_that_of_its_reports() -> None:
    """Half within a day, nine in ten within nine; a publication before the end is no lateness."""
    reports = [
        told(day, published_at=START + day * DAY + late * DAY)
        for day, late in enumerate([1] * 10 + [5] * 7 + [9] + [30] * 2)
    ]
    lag = lag_of(reports)

    assert lag is not None
    assert (lag.of, lag.median, lag.most) == (20, DAY, 9 * DAY)
    assert lag_of(reports[1:]) is None
    early = [told(day, published_at=START + (day - 1) * DAY) for day in range(20)]
    none = lag_of(early)
    assert none is not None
    assert none.most == timedelta(0)
