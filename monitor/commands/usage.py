"""What the words of a command line mean: folders, times and dates, and what is wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.agreements.model import Calendar
from monitor.errors import MonitorError
from monitor.evaluation.calendar import MonitoringCalendar

YEARS = range(1900, 2201)
"""Those of which records can tell."""


class UsageError(MonitorError):
    """The command cannot be carried out as it is written."""


def existing_store(folder: Path) -> None:
    """See that there is a store to ask: a mistyped folder is not made into an empty one.

    Raises:
        UsageError: There is none.
    """
    with told(folder):
        there = (folder / "journal.jsonl").exists()
    if not there:
        raise UsageError(
            f"{folder}: there is no store here; name another (--store DIR), or start one with "
            "`python -m monitor first-run` (the sample) or `python -m monitor activate`"
        )


def new_store(folder: Path) -> None:
    """See that a store may be started or used in a folder: not among other people's files.

    Raises:
        UsageError: The folder holds something else, or is no folder.
    """
    with told(folder):
        if not folder.exists():
            return
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        if names and "journal.jsonl" not in names:
            raise UsageError(
                f"{folder}: this folder holds other files ({min(names)}) and no store; "
                "name a new or empty one (--store DIR)"
            )


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


def time_of(text: str | None, calendar: Calendar, option: str, now: datetime) -> datetime | None:
    """Read a time; without a zone it is local to the agreement, a bare date is its 00:00.

    Raises:
        UsageError: It is no time, or is still to come: nothing is known of it.
    """
    if text is None:
        return None
    example = "write it as 2016-09-19T19:00, or with a zone as 2016-09-19T16:00Z"
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is no time; {example}") from error
    if time.year not in YEARS:
        raise UsageError(f"{option} {text!r}: the year is not from 1900 to 2200; {example}")
    wall_clock = MonitoringCalendar(calendar, ())
    instant = time.astimezone(UTC) if time.tzinfo else wall_clock.utc(time)
    if instant > now:
        raise UsageError(
            f"{option} {text!r} is still to come, and nothing is known of it; leave it out for now"
        )
    return instant


def date_of(text: str | None) -> date | None:
    """Read the date by which a monitoring day is named.

    Raises:
        UsageError: It is no date.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"--day {text!r} is no date; write it as 2016-09-16") from error
