"""Wall-clock times of a zone as instants, where clocks go forward or back, too."""

from datetime import UTC, datetime, timedelta, tzinfo

_DAY = timedelta(days=1)


def first_instant(local: datetime, zone: tzinfo) -> datetime:
    """Return the first instant, UTC, at which the wall clock shows `local`, or has passed it."""
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    low, high = instant - _DAY, instant
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        passed = middle.astimezone(zone).replace(tzinfo=None) >= local
        low, high = (low, middle) if passed else (middle, high)
    return high.replace(microsecond=0)
