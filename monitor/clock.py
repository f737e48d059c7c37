"""The only place that reads the time of day; everything else is handed a `Clock`."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present instant as an aware UTC datetime; tests pass one that they set themselves."""


def system_clock() -> datetime:
    """The present instant by this machine, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)
