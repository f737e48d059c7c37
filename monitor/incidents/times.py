"""The instants in UTC that a written date or time stands for.

A local time that clocks show twice may be either instant; one that they skip is the first
instant after. Days, weeks and months are local: they begin at the first instant of their date.
"""

import calendar
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from monitor.incidents.cell_error import CellError
from monitor.incidents.moment import Moment
from monitor.incidents.span import TICK, Span
from monitor.incidents.vocabulary import Precision

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@lru_cache(maxsize=16_384)
def instants(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the first and last instant (UTC) at which clocks in `zone` show `wall`.

    They are equal but where clocks are set back; where `wall` is skipped, both are the first
    instant after it.
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    last = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if last < first:
        first = last = _jump(last, first, zone)
    return first, last


def _jump(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """Return the instant, on a whole second in (before, after], at which the offset changes."""
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    old = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


@lru_cache(maxsize=16_384)
def extent(moment: Moment, precision: Precision | None, zone: tzinfo | None) -> Span:
    """Return every instant that the moment may mean; a point where it is known exactly.

    Args:
        moment: What was written.
        precision: How exactly it was stated; None is `exact` for a time, `day` for a bare date.
        zone: Where it was written; a stated offset comes before it. Days, weeks and months are
            those of `zone`, or of the offset where there is none.

    Raises:
        CellError: No zone is known, the day was skipped there, or a bare date is said to be
            exact or exact to the hour.
    """
    here = _known(moment.offset or zone)
    local = zone or here
    first, last = instants(moment.wall, here)
    if moment.is_day and precision in {Precision.EXACT, Precision.HOUR}:
        hint = "write the time of day, or leave precision blank"
        raise CellError(f"a date alone is not precise to {_to(precision)}", hint)
    if moment.is_day:
        return _days(moment.wall.date(), precision or Precision.DAY, local)
    return _widened(first, last, precision or Precision.EXACT, local)


def end(moment: Moment, precision: Precision | None, zone: tzinfo | None) -> datetime:
    """Return the exclusive end that the moment states: after the day of a bare date.

    The arguments and errors are those of `extent`; a week or a month has no end of its own.
    """
    if precision in {Precision.WEEK, Precision.MONTH}:
        reason = f"precision {precision} needs no end"
        raise CellError(reason, "leave the end or the precision blank")
    if moment.is_day:
        return extent(moment, precision, zone).end
    here = _known(moment.offset or zone)
    last = instants(moment.wall, here)[1]
    if precision in {None, Precision.EXACT}:
        return last
    return _widened(last - TICK, last - TICK, precision or Precision.EXACT, zone or here).end


def surely_public(moment: Moment, zone: tzinfo | None) -> datetime:
    """Return the instant by which it was public: the end of the day of a bare date."""
    known = extent(moment, None, zone)
    return known.end if moment.is_day else known.last


def ends(moment: Moment, zone: tzinfo | None) -> datetime:
    """Return the instant at which something ceases; a bare date does not say on which side.

    Raises:
        CellError: It is a bare date, or no zone is known.
    """
    if moment.is_day:
        day = moment.wall.date()
        raise CellError(
            "a date alone does not say whether that day is included",
            f"write {day}T00:00 if it ends before that day, {day + DAY}T00:00 if it includes it",
        )
    return extent(moment, None, zone).start


def _known(zone: tzinfo | None) -> tzinfo:
    if zone is None:
        raise CellError(
            "it has no time zone",
            "add the offset, as 2016-09-17T15:55+03:00, fill in time_zone where there is such a "
            "column, or state the zone of the whole file",
        )
    return zone


def _to(precision: Precision | None) -> str:
    return "the hour" if precision is Precision.HOUR else "the minute"


def _widened(first: datetime, last: datetime, precision: Precision, zone: tzinfo) -> Span:
    """Return the span of that precision around two instants that one wall time may mean."""
    if precision is Precision.EXACT:
        return Span.between(first, last)
    if precision is Precision.HOUR:
        return Span(start=_hour(first, zone), end=_hour(last, zone) + HOUR)
    days = _days(first.astimezone(zone).date(), precision, zone)
    # Clocks set back across midnight show the old date again after the new day has begun.
    return Span(start=days.start, end=max(days.end, last + TICK))


def _hour(instant: datetime, zone: tzinfo) -> datetime:
    """Return the start of the hour that clocks in `zone` show; never after `instant`."""
    wall = instant.astimezone(zone)
    return instant - (wall - wall.replace(minute=0, second=0, microsecond=0))


def _days(day: date, precision: Precision, zone: tzinfo) -> Span:
    first, after = day, day + DAY
    if precision is Precision.WEEK:
        after = day + 7 * DAY
    elif precision is Precision.MONTH:
        first = day.replace(day=1)
        after = first + DAY * calendar.monthrange(day.year, day.month)[1]
    start, stop = (
        instants(datetime.combine(d, datetime.min.time()), zone)[0] for d in (first, after)
    )
    if start == stop:
        raise CellError(f"clocks in {zone} skipped {day}", "write the day before or after")
    return Span(start=start, end=stop)
