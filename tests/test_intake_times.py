"""A written date or time stands for every instant that it may mean, and for no other."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.incidents import times
from monitor.incidents.cell_error import CellError
from monitor.incidents.moment import Moment, read_moment, read_zone
from monitor.incidents.span import TICK
from monitor.incidents.vocabulary import Precision

DAMASCUS, NEW_YORK, APIA = "Asia/Damascus", "America/New_York", "Pacific/Apia"
ST_JOHNS = "America/St_Johns"
ZONES = [DAMASCUS, NEW_YORK, "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kathmandu", "UTC"]


def utc(text: str) -> datetime:
    """An instant written without its Z."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "precision", "zone", "start", "end"),
    [
        # A point is a time known exactly; Damascus was at +03:00 in September 2016.
        ("2016-09-17T15:55", None, DAMASCUS, "2016-09-17T12:55", "2016-09-17T12:55"),
        ("2016-09-17 15:55", "exact", DAMASCUS, "2016-09-17T12:55", "2016-09-17T12:55"),
        ("2016-09-17T15:55Z", None, DAMASCUS, "2016-09-17T15:55", "2016-09-17T15:55"),
        ("2016-09-17T15:55:00-0400", None, None, "2016-09-17T19:55", "2016-09-17T19:55"),
        ("2016-09-17", None, DAMASCUS, "2016-09-16T21:00", "2016-09-17T21:00"),
        ("2016-09-17T15:55", "hour", DAMASCUS, "2016-09-17T12:00", "2016-09-17T13:00"),
        ("2016-09-17T15:55", "hour", "Asia/Kathmandu", "2016-09-17T09:15", "2016-09-17T10:15"),
        ("2016-09-17T15:55", "day", DAMASCUS, "2016-09-16T21:00", "2016-09-17T21:00"),
        ("2016-09-17T23:30Z", "day", DAMASCUS, "2016-09-17T21:00", "2016-09-18T21:00"),
        ("2016-09-17T23:30+05:00", "day", None, "2016-09-16T19:00", "2016-09-17T19:00"),
        ("2016-09-17", "week", DAMASCUS, "2016-09-16T21:00", "2016-09-23T21:00"),
        ("2016-09-17", "month", DAMASCUS, "2016-08-31T21:00", "2016-09-30T21:00"),
        ("2016-02-29T10:00", "month", "UTC", "2016-02-01T00:00", "2016-03-01T00:00"),
        # Clocks in Damascus went from 00:00 to 01:00 on 25 March 2016, and back on 28 October.
        ("2016-03-25", None, DAMASCUS, "2016-03-24T22:00", "2016-03-25T21:00"),
        ("2016-10-27", None, DAMASCUS, "2016-10-26T21:00", "2016-10-27T22:00"),
        # In New York 02:00-03:00 was skipped on 13 March; 01:00-02:00 came twice on 6 November.
        ("2016-03-13T02:30", None, NEW_YORK, "2016-03-13T07:00", "2016-03-13T07:00"),
        ("2016-03-13T02:17:43", None, NEW_YORK, "2016-03-13T07:00", "2016-03-13T07:00"),
        ("2016-03-13T02:30", "hour", NEW_YORK, "2016-03-13T07:00", "2016-03-13T08:00"),
        ("2016-11-06T01:30", None, NEW_YORK, "2016-11-06T05:30", "2016-11-06T06:30:00.000001"),
        ("2016-11-06T01:30", "hour", NEW_YORK, "2016-11-06T05:00", "2016-11-06T07:00"),
        ("2016-11-06T01:30-05:00", None, NEW_YORK, "2016-11-06T06:30", "2016-11-06T06:30"),
        # In St John's clocks went back from 00:01 to 23:01: the old day returned after the new.
        (
            "2000-10-28T23:30-0330",
            "day",
            ST_JOHNS,
            "2000-10-28T02:30",
            "2000-10-29T03:00:00.000001",
        ),
        ("1900-01-01T00:00Z", None, None, "1900-01-01T00:00", "1900-01-01T00:00"),
        ("2200-12-31T00:00Z", None, None, "2200-12-31T00:00", "2200-12-31T00:00"),
        ("2016-11-06", None, NEW_YORK, "2016-11-06T04:00", "2016-11-07T05:00"),
    ],
)
def test_what_a_moment_may_mean(
    text: str, precision: str | None, zone: str | None, start: str, end: str
) -> None:
    """Zones, offsets, precision and the days on which clocks change."""
    span = times.extent(
        read_moment(text),
        Precision(precision) if precision else None,
        ZoneInfo(zone) if zone else None,
    )

    assert (span.start, span.end) == (utc(start), utc(end))


@pytest.mark.parametrize(
    ("text", "precision", "end"),
    [
        ("2016-09-18", None, "2016-09-18T21:00"),
        ("2016-09-18", "day", "2016-09-18T21:00"),
        ("2016-09-18T23:59", None, "2016-09-18T20:59"),
        ("2016-09-18T23:59", "hour", "2016-09-18T21:00"),
        ("2016-09-18T23:00", "hour", "2016-09-18T20:00"),
        ("2016-09-18T00:00", "day", "2016-09-17T21:00"),
        ("2016-10-27T23:30", None, "2016-10-27T21:30"),  # came twice: the later one surely ends it
    ],
)
def test_where_a_span_ends(text: str, precision: str | None, end: str) -> None:
    """A bare date is included, a time is not; precision rounds the last instant inside up."""
    stated = Precision(precision) if precision else None

    assert times.end(read_moment(text), stated, ZoneInfo(DAMASCUS)) == utc(end)


def test_publication_and_ends() -> None:
    """A bare date of publication is the end of its day; an end needs its time of day."""
    zone = ZoneInfo(DAMASCUS)

    assert times.surely_public(read_moment("2016-09-17"), zone) == utc("2016-09-17T21:00")
    assert times.surely_public(read_moment("2016-09-17T08:00"), zone) == utc("2016-09-17T05:00")
    assert times.ends(read_moment("2016-09-18T23:59"), zone) == utc("2016-09-18T20:59")
    with pytest.raises(CellError, match="whether that day is included") as refused:
        times.ends(read_moment("2016-09-18"), zone)
    assert "2016-09-18T00:00" in refused.value.hint
    assert "2016-09-19T00:00" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("2016-02-30", "there is no 30 February 2016", "February 2016 has 29 days"),
        ("2015-02-29", "there is no 29 February 2015", "February 2015 has 28 days"),
        ("2016-13-01", "there is no month 13", "2016-09-17"),
        ("2016-00-01", "there is no month 0", "2016-09-17"),
        ("2016-01-00", "there is no 0 January 2016", "31 days"),
        ("1899-12-31", "the year 1899", "2016-09-17"),
        ("2201-01-01", "the year 2201", "2016-09-17"),
        ("2016-09-17T24:00", "no such time of day: 24:00", "00:00 of the next day"),
        ("2016-09-17T12:60", "no such time of day", "00 to 23"),
        ("2016-09-17T12:00:60", "no such time of day", "00 to 23"),
        ("2016-09-17T12:00+15:00", "no place is +15:00 from UTC", "+03:00"),
        ("2016-09-17T12:00+03:60", "no place is +03:60 from UTC", "+03:00"),
        ("03/04/2026", "order of day and month", "write 2026-04-03 or 2026-03-04"),
        ("3.4.26", "order of day and month", "write 2026-04-03 or 2026-03-04"),
        ("31/10/2017 12:00", "order of day and month", "write 2017-10-31"),
        ("30/02/2017", "order of day and month", "write 2016-09-17"),
        ("17 September 2016", "form used here", "2016-09-17"),
        ("2016-9-17", "form used here", "2016-09-17"),
        ("2016-09", "a month, not a day", "the first day of it"),
        ("20160917", "form used here", "2016-09-17"),
        ("٢٠١٦-٠٩-١٧", "form used here", "2016-09-17"),  # noqa: RUF001 - digits of another script
        ("2016-09-17T15", "form used here", "2016-09-17"),
        ("1474113300", "since 1970", "that it means"),
        ("20160917155500", "from year to second", "that they mean"),
        ("42630", "as a spreadsheet counts them", "save it again"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(text: str, reason: str, hint: str) -> None:
    """No date is guessed; where day and month could be swapped both readings are offered."""
    with pytest.raises(CellError) as refused:
        read_moment(text)

    assert reason in refused.value.reason
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("text", "precision", "zone", "reason"),
    [
        ("2016-09-17T15:55", None, None, "it has no time zone"),
        ("2016-09-17", None, None, "it has no time zone"),
        ("2016-09-17", "exact", DAMASCUS, "not precise to the minute"),
        ("2016-09-17", "hour", DAMASCUS, "not precise to the hour"),
        ("2011-12-30", None, APIA, "skipped 2011-12-30"),
    ],
)
def test_a_moment_that_means_nothing_is_refused(
    text: str, precision: str | None, zone: str | None, reason: str
) -> None:
    """No zone is assumed, no hour is invented, and a day that never was is no day."""
    with pytest.raises(CellError, match=reason):
        times.extent(
            read_moment(text),
            Precision(precision) if precision else None,
            ZoneInfo(zone) if zone else None,
        )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Asia/Damascsu", "did you mean Asia/Damascus?"),
        ("asia/damascus", "did you mean Asia/Damascus?"),
        ("+03:00", "write an IANA name"),
        ("localtime", "write an IANA name"),
        ("../../etc/passwd", "write an IANA name"),
    ],
)
def test_a_zone_is_a_place(text: str, hint: str) -> None:
    """An unknown zone is refused with the one that was probably meant; no file is looked up."""
    with pytest.raises(CellError, match="no time zone of this name") as refused:
        read_zone(text)

    assert hint in refused.value.hint


WALLS = st.datetimes(datetime(1970, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001 - wall time
ZONE = st.sampled_from(ZONES).map(ZoneInfo)


@given(WALLS, ZONE, st.sampled_from(Precision))
def test_a_widened_time_holds_the_time(wall: datetime, zone: ZoneInfo, wide: Precision) -> None:
    """Whatever the precision, the span holds both instants at which clocks showed the time."""
    first, last = times.instants(wall, zone)

    span = times.extent(Moment(wall, is_day=False), wide, zone)

    assert span.start <= first <= last <= span.last


@given(WALLS, ZONE)
def test_clocks_show_the_time_at_its_instants(wall: datetime, zone: ZoneInfo) -> None:
    """Read back, the instants show the time, or the first one after those that were skipped."""
    first, last = times.instants(wall, zone)

    shown = {at.astimezone(zone).replace(tzinfo=None) for at in (first, last)}

    if shown != {wall}:
        assert first == last
        assert (first - TICK).astimezone(zone).replace(tzinfo=None) < wall < min(shown)


@given(WALLS, ZONE)
def test_local_days_follow_each_other_without_a_gap(wall: datetime, zone: ZoneInfo) -> None:
    """One day's span ends at the instant at which the next one's starts."""
    day = wall.replace(hour=0, minute=0, second=0, microsecond=0)

    one, two = (
        times.extent(Moment(at, is_day=True), None, zone) for at in (day, day + timedelta(days=1))
    )

    assert one.end == two.start
