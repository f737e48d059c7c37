"""When what a record tells of was: each kind that has a time says it in a field of its own."""

from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Entry,
    Record,
    Report,
    Statement,
)
from monitor.incidents.span import Span

_FIELDS: dict[type[Entry], str] = {
    Report: "happened",
    Count: "window",
    Statement: "made",
    Decision: "effective",
    Attestation: "during",
    Coverage: "watched",
}


def time_of(record: Record) -> Span | None:
    """Return the time of what a record tells of; None for a kind that has none."""
    field = _FIELDS.get(type(record))
    return getattr(record, field) if field else None
