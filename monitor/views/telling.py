"""Records as text: what one says in a line, and what differs between two versions of it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Entry,
    Link,
    Range,
    Record,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.span import Span

_SAME_BY_NATURE = {"id", "source", "record"}


def told(record: Record, zone: ZoneInfo) -> str:
    """Write what a record says, in one line."""
    parts = tuple(part for part in _parts(record, zone) if part)
    return "; ".join(parts)


def _parts(record: Record, zone: ZoneInfo) -> Iterable[str]:
    match record:
        case Report():
            yield from (_span(record.happened, zone), words.kinds(record.kinds), record.place)
            yield f"{words.FIELDS['killed']}: {_value(record.killed, zone)}"
        case Count():
            yield from (_span(record.window, zone), figure(record), record.place)
            yield words.actors(record.by) if record.by else ""
        case Statement():
            yield f"{record.actor} {words.SAYS_NAMES[record.says]}"
            yield from (record.about, _span(record.made, zone))
        case Decision():
            yield from (record.by, named(record.what), _span(record.effective, zone))
        case Attestation():
            yield from (record.by, f"{named(record.what)}: {words.HOLDS[record.holds]}")
            yield _span(record.during, zone)
        case Coverage():
            yield from (_span(record.watched, zone), words.STRENGTHS[record.strength])
        case Link():
            yield words.RELATIONS[record.relation].format(first=record.first, second=record.second)
        case Review():
            yield from (record.report, weighed(record))
        case SourceProfile():
            yield from (record.name, words.STRENGTHS[record.strength])


def weighed(review: Review) -> str:
    """Write what a review finds."""
    found = [words.GRADE_NAMES[review.grade]] if review.grade else []
    found += [words.OCCURRENCES[review.occurrence]] if review.occurrence else []
    return "; ".join(found)


def figure(count: Count) -> str:
    """Write the figure of a count with its bound; nought is "none recorded"."""
    unit = words.COUNTED[count.measure]
    if not count.value:
        return f"{unit}: {words.NONE_RECORDED}"
    counted = words.number(count.value, words.COUNTED_ONE[count.measure], unit)
    return f"{words.BOUND_NAMES[count.bound]}{counted}"


def named(word: str) -> str:
    """Write a word of the rules as people read it."""
    return word.replace("_", " ")


def differences(before: Record, after: Record, zone: ZoneInfo) -> tuple[str, ...]:
    """Write each field that differs, as "killed: 12 → 20"; what it tells of first."""
    own = [name for name in type(after).model_fields if name not in Entry.model_fields]
    fields = (name for name in (*own, *Entry.model_fields) if name not in _SAME_BY_NATURE)
    return tuple(
        difference(words.FIELDS.get(name, named(name)), *pair)
        for name in fields
        if (pair := (_field(before, name, zone), _field(after, name, zone)))[0] != pair[1]
    )


def difference(field: str, before: str, after: str) -> str:
    """Write what a field said, and what it says."""
    return words.TURNED.format(field=field, before=before, after=after)


def _field(record: Record, name: str, zone: ZoneInfo) -> str:
    return _value(getattr(record, name, None), zone)


def _value(value: object, zone: ZoneInfo) -> str:
    if value is None or value in {"", ()}:
        return words.NOT_STATED
    match value:
        case bool():
            return words.YES if value else words.NO
        case Span() | datetime():
            return _time(value, zone)
        case Range():
            return words.figure(value.low, value.high)
        case tuple():
            return words.listed([words.KIND_NAMES.get(item, str(item)) for item in value], "or")
    return str(value)


def _time(value: Span | datetime, zone: ZoneInfo) -> str:
    return _span(value, zone) if isinstance(value, Span) else words.full_time(value, zone)


def _span(span: Span, zone: ZoneInfo) -> str:
    return words.span(span.start, span.end, zone)
