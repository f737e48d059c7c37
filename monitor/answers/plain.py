"""What every answer is made of: plain JSON values, and instants in UTC."""

from datetime import UTC, datetime

Json = dict[str, object]
"""An object as JSON has it."""


def instant(time: datetime | None) -> str | None:
    """Write an instant in UTC; None stays None."""
    return None if time is None else time.astimezone(UTC).isoformat()
