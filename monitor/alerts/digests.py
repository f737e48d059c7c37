"""When the digests of a desk are due: by its own clock, each once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from monitor.alerts.desk import Desk
from monitor.evaluation.wall import first_instant

_DAY = timedelta(days=1)


class Period(StrEnum):
    """What a digest looks back on."""

    DAILY = "daily"
    WEEKLY = "weekly"
    CATCH_UP = "catch_up"
    """The time in which the service did not run."""


def due_digests(desk: Desk, after: datetime, until: datetime) -> list[tuple[datetime, Period]]:
    """Return the digests of a desk due in (after, until], UTC, the soonest first.

    A day of the week on which both are due has the weekly one alone.
    """
    if desk.digest is None or until <= after:
        return []
    first = after.astimezone(desk.zone).date() - _DAY
    last = until.astimezone(desk.zone).date() + _DAY
    found = {
        instant: period
        for number in range((last - first).days + 1)
        for instant, period in _of_day(desk, first + number * _DAY)
        if after < instant <= until
    }
    return sorted(found.items())


def next_digest(desk: Desk, after: datetime) -> datetime | None:
    """Return when the next digest of a desk is due, UTC; None where it has none."""
    coming = due_digests(desk, after, after + 8 * _DAY)
    return coming[0][0] if coming else None


def _of_day(desk: Desk, day: date) -> Iterator[tuple[datetime, Period]]:
    """Yield the digests of a local day, the weekly one last, so that it replaces the daily one."""
    digest, zone = desk.digest, desk.zone
    if digest is None:
        return
    weekly = digest.weekly if digest.weekly and digest.weekly.weekday == day.weekday() else None
    if digest.daily is not None and weekly is None:
        yield first_instant(datetime.combine(day, digest.daily), zone), Period.DAILY
    if weekly is not None:
        yield first_instant(datetime.combine(day, weekly.at), zone), Period.WEEKLY
