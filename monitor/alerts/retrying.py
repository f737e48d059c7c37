"""When a notice that did not arrive is sent again: over almost three days, ever more slowly."""

from datetime import datetime, timedelta
from hashlib import sha256

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)
"""The shortest wait after each attempt that failed; after the tenth it is given up."""

JITTER = 0.2
"""The longest addition to a wait, as a part of it: notices that failed together come back apart."""


def next_try(
    notice: str, attempt: int, failed_at: datetime, not_before: datetime | None = None
) -> datetime | None:
    """Return when a notice is tried again, or None: it is given up.

    Args:
        notice: Its id: of the same notice and attempt the answer is always the same.
        attempt: Which attempt failed, from 1.
        failed_at: When, UTC.
        not_before: The earliest instant that the other side asked for, UTC; None without one.
    """
    if not 1 <= attempt <= len(WAITS):
        return None
    wait = WAITS[attempt - 1]
    at = failed_at + wait + wait * JITTER * _spread(notice, attempt)
    return at if not_before is None else max(at, not_before)


def _spread(notice: str, attempt: int) -> float:
    """Return a number from 0 to 1 that only these two decide, evenly over many notices."""
    drawn = sha256(f"{notice}.{attempt}".encode()).digest()[:8]
    return int.from_bytes(drawn) / 2**64
