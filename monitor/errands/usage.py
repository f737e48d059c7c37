"""What the words of a request mean: times, dates and paths, and what is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.agreements.model import Calendar
from monitor.errors import MonitorError
from monitor.evaluation.calendar import MonitoringCalendar

YEARS = range(1900, 2201)
"""Those of which records can tell."""

WITH_ZONE = "2016-09-19T16:00Z"


class UsageError(MonitorError):
    """The command cannot be carried out as it is written."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell of a folder or file that the system does not let us use.

    Raises:
        UsageError: With the system's reason.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path}: cannot be used: {reason}; check its name and place") from error


def time_of(
    text: str | None, calendar: Calendar | None, option: str, now: datetime
) -> datetime | None:
    """Read a time; without a zone it is local to the agreement, a bare date is its 00:00.

    Raises:
        UsageError: It is no time, or is still to come: nothing is known of it; or it is without
            a zone where no agreement is meant.
    """
    if text is None:
        return None
    instant = instant_of(text, calendar, option)
    if instant > now:
        raise UsageError(
            f"{option} {text!r} is still to come, and nothing is known of it; leave it out for now"
        )
    return instant


def instant_of(text: str, calendar: Calendar | None, option: str) -> datetime:
    """Read a time that may be still to come, UTC; without a zone it is local to the agreement.

    Raises:
        UsageError: It is no time; or it is without a zone where no agreement is meant.
    """
    example = f"write it as 2016-09-19T19:00, or with a zone as {WITH_ZONE}"
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no time; {example}") from error
    if time.year not in YEARS:
        raise UsageError(f"{option} {text!r}: the year is not from 1900 to 2200; {example}")
    if time.tzinfo:
        return time.astimezone(UTC)
    if calendar:
        return MonitoringCalendar(calendar, ()).utc(time)
    raise UsageError(f"{option} {text!r} does not say by which clock; write it as {WITH_ZONE}")


def date_of(text: str | None) -> date | None:
    """Read the date by which a monitoring day is named.

    Raises:
        UsageError: It is no date.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--day {text!r} is no date; write it as 2016-09-16") from error
