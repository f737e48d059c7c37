"""Bounds of any window of days, against counting the made-up incidents one by one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Calendar
from monitor.evaluation.calendar import MonitoringCalendar, Pieces
from monitor.evaluation.series import AccountSeries, Bounds, CountSeries, IncidentSeries
from monitor.evaluation.statements import Stated
from monitor.evaluation.tally import Cell
from monitor.incidents.span import FOREVER

START = datetime(2016, 9, 12, tzinfo=UTC)
DAY, HOUR, TICK = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
LAST = 5
"""The days run from 0 to this one."""


@dataclass(frozen=True)
class Told:
    """An incident in the hours [first, last]; how many at least, and at most if stated."""

    first: int
    last: int
    low: int
    high: int | None


incidents = st.lists(
    st.builds(
        lambda first, lasting, low, high: Told(
            first, first + lasting, low, None if high is None else low + high
        ),
        st.integers(-30, 24 * (LAST + 2)),
        st.sampled_from([0, 0, 0, 1, 24, 40]),
        st.integers(0, 2),
        st.none() | st.integers(0, 2),
    ),
    max_size=8,
)


def when(hour: int) -> datetime:
    """Return an hour after the start."""
    return START + hour * HOUR


def days_in_force(out: int | None, horizon: datetime) -> IncidentSeries:
    """Return an empty series over the days up to a horizon; day `out` is not in force."""
    ends = (START + (out or 0) * DAY, START + ((out or 0) + 1) * DAY)
    whole = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
    force = whole if out is None else ((whole[0][0], ends[0]), (ends[1], FOREVER))
    terms = Calendar.model_validate({"time_zone": "UTC", "from": "2016-09-12"})
    days = MonitoringCalendar(terms, force).days(horizon)
    up_to = tuple(min(day.end, horizon) for day in days)
    return IncidentSeries(days, up_to, Pieces.of(days, horizon), [], [])


@given(
    incidents,
    st.lists(st.tuples(st.integers(-5, 24 * LAST + 5), st.integers(1, 30)), max_size=2),
    st.none() | st.integers(1, LAST - 1),
    st.integers(1, 24),
)
def test_bounds_are_those_of_counting_one_by_one(
    told: list[Told], unseen: list[tuple[int, int]], out: int | None, running: int
) -> None:
    """Low: what lies inside; high: what touches, if watched and every figure has an upper end."""
    horizon = START + LAST * DAY + running * HOUR
    empty = days_in_force(out, horizon)
    begun = [each for each in told if when(each.first) < horizon]
    cells = [
        Cell(
            empty.pieces.number(when(each.first)),
            empty.pieces.number(when(each.last)),
            each.low,
            each.high or 0,
            int(each.high is None),
        )
        for each in begun
    ]
    gaps = [(when(first), when(first + length)) for first, length in unseen]
    series = IncidentSeries(empty.days, empty.ends, empty.pieces, cells, gaps)

    for first in range(len(series.days)):
        for last in range(first, len(series.days)):
            if series.days[last].grid - series.days[first].grid != last - first:
                continue  # no window reaches over days out of force
            start, end = series.days[first].start, series.ends[last]
            inside = [i for i in begun if start <= when(i.first) and when(i.last) < end]
            touching = [i for i in begun if when(i.first) < end and start <= when(i.last)]
            covered = not any(a < end and start < b for a, b in gaps)
            highs = [each.high for each in touching]
            known = [high for high in highs if high is not None]
            expected = Bounds(
                low=sum(each.low for each in inside),
                high=sum(known) if covered and len(known) == len(highs) else None,
                covered=covered,
                possible=sum(known) + len(highs) - len(known),
            )
            assert series.bounds(first, last) == expected
            assert series.low(first, last) == expected.low
            assert series.lows(first, last)[-1] == expected.low


@given(incidents)
def test_days_on_which_something_long_begins(told: list[Told]) -> None:
    """Where something begins that certainly counts and may last into another day."""
    empty = days_in_force(None, START + LAST * DAY)
    number = empty.pieces.number
    cells = [Cell(number(when(i.first)), number(when(i.last)), i.low, 9) for i in told]
    series = IncidentSeries(empty.days, empty.ends, empty.pieces, cells, [])

    assert series.wide_from() == {
        i.first // 24
        for i in told
        if i.low and 0 <= i.first < LAST * 24 and i.first // 24 != min(i.last // 24, LAST)
    }


@pytest.mark.parametrize(
    ("gap", "covered"),
    [
        ((START - HOUR, START), True),
        ((START - HOUR, START + TICK), False),
        ((START + DAY - TICK, START + DAY), False),
        ((START + DAY, START + DAY + HOUR), True),
    ],
)
def test_a_gap_that_only_meets_a_window_does_not_open_it(
    gap: tuple[datetime, datetime],
    covered: bool,  # noqa: FBT001
) -> None:
    """Windows and gaps are half-open: neighbours share no instant."""
    empty = days_in_force(None, START + 2 * DAY)
    series = IncidentSeries(empty.days, empty.ends, empty.pieces, [], [gap])

    assert series.bounds(0, 0).covered is covered


@dataclass(frozen=True)
class Fixed:
    """The same bounds for every window."""

    all: Bounds
    hidden: bool = False

    def hides(self, _first: int, _last: int) -> bool:
        """Whether something is counted that may belong."""
        return self.hidden

    def bounds(self, _first: int, _last: int) -> Bounds:
        """Return them."""
        return self.all

    def low(self, _first: int, _last: int) -> int:
        """Return the lower one."""
        return self.all.low


stated = st.lists(
    st.builds(
        lambda first, lasting, value, least: Stated(
            when(first), when(first + lasting), "", value, least=least, most=True, keys=()
        ),
        st.sampled_from([-12, 0, 12, 23, 24, 36, 48, 71, 72, 96]),
        st.sampled_from([1, 12, 24, 25, 48]),
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=4,
)


@given(stated, incidents)
def test_windows_from_one_day_rise_as_each_of_them_does(
    counts: list[Stated], told: list[Told]
) -> None:
    """The lower bounds from a day on are those of each window; nothing rises unbegun."""
    empty = days_in_force(None, START + LAST * DAY)
    counted = CountSeries(empty.days, empty.ends, counts, ("",), ("",))
    number = empty.pieces.number
    cells = [Cell(number(when(i.first)), number(when(i.last)), i.low, 9) for i in told]
    reports = IncidentSeries(empty.days, empty.ends, empty.pieces, cells, [])

    for series in (counted, reports, AccountSeries(reports, counted)):
        for first in range(LAST):
            single = [series.low(first, last) for last in range(first, LAST)]
            assert series.lows(first, LAST - 1) == single
    begin = {(c.start - START) // DAY for c in counts if c.least}
    assert counted.wide_from() == {day for day in begin if 0 <= day < LAST}
    account = AccountSeries(reports, counted)
    assert account.wide_from() == counted.wide_from() | reports.wide_from()


def seen(low: int, high: int, possible: int) -> Bounds:
    """Return bounds of a window that is covered."""
    return Bounds(low, high, covered=True, possible=possible)


def unseen(low: int, possible: int) -> Bounds:
    """Return bounds of a window that is not."""
    return Bounds(low, None, covered=False, possible=possible)


@pytest.mark.parametrize(
    ("told", "counted", "expected"),
    [
        pytest.param(seen(2, 3, 3), seen(1, 5, 1), seen(2, 5, 3), id="both"),
        pytest.param(seen(1, 3, 3), unseen(4, 4), seen(4, 3, 4), id="no counts for all of it"),
        pytest.param(unseen(0, 2), seen(0, 0, 0), seen(0, 0, 2), id="counts alone"),
        pytest.param(unseen(0, 2), unseen(0, 0), unseen(0, 2), id="neither"),
    ],
)
def test_an_account_takes_its_counts_where_they_reach(
    told: Bounds, counted: Bounds, expected: Bounds
) -> None:
    """The larger lower bound; the upper bound of the counts, and of the reports without one."""
    account = AccountSeries(Fixed(told), Fixed(counted))

    assert account.bounds(0, 0) == expected
    assert account.low(0, 0) == expected.low


def test_an_account_is_not_quiet_where_its_counts_may_tell_of_more() -> None:
    """Its reports bound nothing from above then, unless its counts do."""
    told, may = Bounds(2, 3, covered=True, possible=3), Bounds(0, None, covered=False, possible=0)
    whole = Bounds(0, 5, covered=True, possible=0)

    open_one = AccountSeries(Fixed(told), Fixed(may, hidden=True))
    bounded = AccountSeries(Fixed(told), Fixed(whole, hidden=True))

    assert open_one.bounds(0, 0) == Bounds(2, None, covered=False, possible=3)
    assert bounded.bounds(0, 0) == Bounds(2, 5, covered=True, possible=3)
