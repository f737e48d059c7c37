"""What came of one attempt to deliver a notice."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side has taken it.

    Attributes:
        at: When, UTC.
        answer: What it answered, in a few words; never a page.
    """

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Failed:
    """It has not been taken, or nobody knows.

    Attributes:
        at: When that was clear, UTC.
        why: A sentence; it holds no secret.
        again: Whether it makes sense to send it again: then it may arrive twice.
        not_before: The earliest instant that the other side asked for, UTC; None without one.
        gone: The channel is closed for good: nothing more should be sent to it.
    """

    at: datetime
    why: str
    again: bool
    not_before: datetime | None = None
    gone: bool = False


Outcome = Sent | Failed


def as_plain(outcome: Outcome) -> dict[str, object]:
    """Write an outcome as plain JSON values, as an act of the journal holds it."""
    match outcome:
        case Sent(at, answer):
            return {"outcome": "sent", "at": _instant(at), "answer": answer}
        case Failed(at, why, again, not_before, gone):
            told = {"outcome": "failed", "at": _instant(at), "why": why, "again": again}
            told |= {"not_before": _instant(not_before)} if not_before else {}
            return told | ({"gone": True} if gone else {})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
