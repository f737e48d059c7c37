"""Monitoring days begin on local wall time, across every kind of clock change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Calendar, Duration, Unit
from monitor.evaluation.calendar import Interval, MonitoringCalendar, Pieces
from monitor.incidents.span import FOREVER

ALWAYS = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
ZONES = ["Asia/Damascus", "Europe/Kyiv", "America/Sao_Paulo", "Asia/Kathmandu", "UTC"]


def utc(text: str) -> datetime:
    """Read a UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def calendar(
    zone: str, start: str, force: tuple[Interval, ...] = ALWAYS, **terms: str
) -> MonitoringCalendar:
    """Return a calendar whose days begin at the time of day of its start unless told."""
    spelled = {"time_zone": zone, "from": start, "day_starts": start[11:], **terms}
    return MonitoringCalendar(Calendar.model_validate(spelled), force)


@pytest.mark.parametrize(
    ("zone", "start", "hours"),
    [
        pytest.param("Asia/Damascus", "2016-09-12T19:00", [24, 24, 24], id="no change of clock"),
        pytest.param("Asia/Damascus", "2016-03-24T00:00", [24, 23, 24], id="midnight skipped"),
        pytest.param("Asia/Damascus", "2016-10-27T00:00", [25, 24, 24], id="an hour repeated"),
        pytest.param("Asia/Damascus", "2016-10-26T23:30", [24, 25, 24], id="start occurs twice"),
        pytest.param("Asia/Damascus", "2016-03-24T00:30", [23.5, 23.5, 24], id="start skipped"),
        pytest.param("America/Sao_Paulo", "2016-10-15T00:00", [24, 23, 24], id="gap at midnight"),
        pytest.param("Europe/Kyiv", "2016-03-26T19:00", [23, 24, 24], id="gap in the night"),
    ],
)
def test_days_follow_the_wall_clock(zone: str, start: str, hours: list[float]) -> None:
    """A day runs from one local start to the next, whatever the clock does in between."""
    days = calendar(zone, start)
    found = [
        (day.end - day.start) / timedelta(hours=1)
        for day in days.days(days.start + timedelta(days=3))[:3]
    ]

    assert found == hours


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 1),
    st.integers(0, 365 * 4),
    st.integers(1, 9),
)
def test_days_leave_no_gap(zone: str, hour: int, half: int, offset: int, length: int) -> None:
    """Each day ends where the next begins, and every instant lies in the day named for it."""
    date = (datetime(2014, 1, 1) + timedelta(days=offset)).date()  # noqa: DTZ001 - local
    days = calendar(zone, f"{date}T{hour:02}:{half * 30:02}")
    found = days.days(days.start + timedelta(days=length))

    assert found[0].start == days.start
    assert all(a.end == b.start and a.grid + 1 == b.grid for a, b in pairwise(found))
    assert all(days.wall_day(day.start) == day.date for day in found)
    assert all(days.wall_day(day.end - timedelta(seconds=1)) == day.date for day in found)


def test_a_cut_day_counts_only_where_cut_days_count() -> None:
    """A day cut by `from` or `until` is a day only with partial_days: counted."""
    terms = {"day_starts": "00:00", "until": "2016-09-18T23:59"}
    start = "2016-09-12T19:00"
    counted = calendar("Asia/Damascus", start, **terms, partial_days="counted")
    whole = calendar("Asia/Damascus", start, **terms)
    horizon = utc("2016-09-30T00:00")

    assert [day.cut for day in counted.days(horizon)] == [True, *[False] * 5, True]
    assert counted.days(horizon)[-1].end == utc("2016-09-18T20:59")
    assert len(whole.days(horizon)) == 5


def test_a_suspension_takes_its_days_out() -> None:
    """While the agreement is not in force there are no days, and those around do not adjoin."""
    force = (
        (ALWAYS[0][0], utc("2016-09-14T20:00")),
        (utc("2016-09-16T10:00"), FOREVER),
    )
    found = calendar("Asia/Damascus", "2016-09-12T19:00", force).days(utc("2016-09-18T16:00"))

    assert [day.grid for day in found] == [0, 1, 4, 5]


def test_an_interruption_of_hours_leaves_two_parts_of_a_day() -> None:
    """Where cut days count, what comes after it on the same day is judged too, and adjoins not."""
    out, back = utc("2016-09-14T20:00"), utc("2016-09-15T02:00")
    force = ((ALWAYS[0][0], out), (back, FOREVER))
    horizon = utc("2016-09-16T16:00")
    counted = calendar("Asia/Damascus", "2016-09-12T19:00", force, partial_days="counted")
    whole = calendar("Asia/Damascus", "2016-09-12T19:00", force)

    first, second = (day for day in counted.days(horizon) if day.grid == 2)
    assert (first.end, second.start) == (out, back)
    assert first.cut
    assert second.cut
    assert not second.follows(first)
    assert [day.grid for day in counted.days(horizon)] == [0, 1, 2, 2, 3]
    assert [day.grid for day in whole.days(horizon)] == [0, 1, 3]
    ending = counted.days_ending(utc("2016-09-12T16:00"), horizon)
    assert [day.end for day in ending] == [day.end for day in counted.days(horizon)]
    assert [day.grid for day in counted.days(out + timedelta(hours=1))] == [0, 1, 2]
    assert [day.end for day in counted.days_ending(out, second.end)] == [second.end]
    assert [day.end for day in counted.days_ending(first.start, out)] == [out]


@pytest.mark.parametrize("ticks", [1, 2, 3])
def test_a_day_has_begun_from_its_first_instant(ticks: int) -> None:
    """At its very beginning a day has not begun; a microsecond later it has."""
    days = calendar("Asia/Damascus", "2016-09-12T19:00")
    second = days.start + timedelta(days=1)

    assert len(days.days(second)) == 1
    assert len(days.days(second + ticks * timedelta(microseconds=1))) == 2


def test_force_holds_from_its_start_to_its_end() -> None:
    """Both ends belong to it: the end itself is still judged. An empty one holds nothing."""
    start, end = utc("2016-09-12T16:00"), utc("2016-09-14T20:00")
    tick = timedelta(microseconds=1)
    days = calendar("Asia/Damascus", "2016-09-12T19:00", ((ALWAYS[0][0], end),))
    never = calendar("Asia/Damascus", "2016-09-12T19:00", ((ALWAYS[0][0], start), (start, start)))

    asked = [start - tick, start, end, end + tick]
    assert [days.holds(instant) for instant in asked] == [False, True, True, False]
    assert never.in_force == ()
    assert not never.holds(start)


@pytest.mark.parametrize(
    ("local", "first"),
    [
        ("2016-03-25T00:00", "2016-03-24T22:00"),
        ("2016-03-25T00:17:31", "2016-03-24T22:00"),
        ("2016-03-25T00:59:59", "2016-03-24T22:00"),
        ("1962-04-29T02:59:01", "1962-04-29T00:00"),
        ("2016-03-25T01:00:01", "2016-03-24T22:00:01"),
    ],
)
def test_a_time_that_is_skipped_is_the_first_instant_after_it(local: str, first: str) -> None:
    """To the second, wherever in the gap of the clock it lies."""
    days = calendar("Asia/Damascus", "2016-03-20T00:00")

    assert days.utc(datetime.fromisoformat(local)) == utc(first)


@pytest.mark.parametrize(
    ("length", "times", "end"),
    [
        ("24 hours", None, "2016-03-25T11:00"),
        ("1 day", None, "2016-03-25T10:00"),
        ("2 days", 1, "2016-03-26T10:00"),
        ("1 day", -1, "2016-03-23T11:00"),
        ("1 day", 2, "2016-03-26T10:00"),
        ("24 hours", -1, "2016-03-23T11:00"),
    ],
)
def test_a_term_of_days_leads_to_the_same_hour(length: str, times: int | None, end: str) -> None:
    """Hours are elapsed time; days keep the hour of the clock, here over its change in March."""
    days = calendar("Asia/Damascus", "2016-03-20T00:00")
    count, unit = length.split()
    term = Duration(count=int(count), unit=Unit.DAYS if unit.startswith("day") else Unit.HOURS)
    begun = utc("2016-03-24T11:00")

    found = days.after(begun, term) if times is None else days.after(begun, term, times=times)

    assert found == utc(end)


@pytest.mark.parametrize("zone", ["Asia/Damascus", "America/Sao_Paulo"])
def test_pieces_agree_with_days(zone: str) -> None:
    """The piece of an instant is that of its day, at the first and the last microsecond."""
    days = calendar(zone, "2016-03-20T00:00")
    found = days.days(days.start + timedelta(days=260))
    pieces = Pieces.of(found, found[-1].end)
    tick = timedelta(microseconds=1)

    assert [pieces.number(day.start) for day in found] == list(range(1, len(found) + 1))
    assert [pieces.number(day.end - tick) for day in found] == list(range(1, len(found) + 1))


@settings(max_examples=1000)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(-5, 500))
@example([25, 49], 24)
@example([24, 25, 23, 24], 80)
@example([24, 25, 23, 24, 24], 100)
def test_runs_are_the_pieces_by_arithmetic(hours: list[int], offset: int) -> None:
    """The stretches that the SQL text uses give every instant the number of its piece."""
    start = utc("2016-03-20T00:00")
    edges = [start]
    for length in hours:
        edges.append(edges[-1] + timedelta(hours=length))
    pieces = Pieces(tuple(edges))
    instant = start + timedelta(hours=offset)
    run = next((run for run in reversed(pieces.runs()) if run.start <= instant), None)
    if run is None or instant >= edges[-1]:
        assert pieces.number(instant) in {0, len(edges)}
    elif run.anchor is None:
        assert pieces.number(instant) == run.number
    else:
        assert pieces.number(instant) == (instant - run.anchor) // timedelta(days=1)
