"""Records as text: what one says in a line, and what differs between two versions of it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
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
from monitor.words import believing, duties, names_of, phrasing, silence, times

_WORDS = {**names_of.KINDS, **names_of.WEAPONS, **names_of.CLAIMS}
"""What the coded lists of a record read as."""

_SAME_BY_NATURE = {"id", "source", "record"}


def told(record: Record, zone: ZoneInfo) -> str:
    """Write what a record says, in one line."""
    parts = tuple(part for part in _parts(record, zone) if part)
    return "; ".join(parts)


def _parts(record: Record, zone: ZoneInfo) -> Iterable[str]:
    match record:
        case Report():
            yield from (_span(record.happened, zone), phrasing.kinds(record.kinds), record.place)
            yield f"{believing.FIELDS['killed']}: {_value(record.killed, zone)}"
        case Count():
            yield from (_span(record.window, zone), figure(record), record.place)
            yield phrasing.actors(record.by) if record.by else ""
        case Statement():
            yield f"{record.actor} {names_of.SAYS[record.says]}"
            yield from (record.about, _span(record.made, zone))
        case Decision():
            yield from (record.by, named(record.what), _span(record.effective, zone))
        case Attestation():
            yield from (record.by, f"{named(record.what)}: {names_of.HOLDS[record.holds]}")
            yield _span(record.during, zone)
        case Coverage():
            yield from (_span(record.watched, zone), names_of.STRENGTHS[record.strength])
        case Link():
            yield names_of.RELATIONS[record.relation].format(
                first=record.first, second=record.second
            )
        case Review():
            yield from (record.report, weighed(record))
        case SourceProfile():
            yield from (record.name, names_of.STRENGTHS[record.strength])


def claimed(said: Statement) -> str:
    """Write what a statement says, and about what where it states that."""
    says = names_of.SAYS[said.says]
    return f"{says}: {said.about}" if said.about else says


def act_told(act: Decision | Attestation, agreement: Agreement) -> str:
    """Write what is decided and until when, or what is attested; and under which agreement."""
    what, where = named(act.what), under(act, agreement)
    if isinstance(act, Attestation):
        return (duties.ATTESTS if act.holds else duties.ATTESTS_NOT).format(what=what) + where
    time = times.short(act.until, agreement.zone) if act.until else ""
    ending = duties.UNTIL.format(time=time) if time else ""
    return duties.DECIDES.format(what=what) + ending + where


def under(act: Decision | Attestation, agreement: Agreement) -> str:
    """Name the agreement under which an act is recorded; nothing where it is the one looked at."""
    own = act.agreement == agreement.id
    return "" if own else duties.ABOUT_OTHER.format(agreement=act.agreement)


def weighed(review: Review) -> str:
    """Write what a review finds."""
    found = [names_of.GRADES[review.grade]] if review.grade else []
    found += [names_of.OCCURRENCES[review.occurrence]] if review.occurrence else []
    return "; ".join(found)


def figure(count: Count) -> str:
    """Write the figure of a count with its bound and what is counted."""
    unit = names_of.MEASURES[count.measure]
    if not count.value:
        return f"{unit}: {silence.NONE_RECORDED}"
    counted = phrasing.number(count.value, names_of.ONE_MEASURED[count.measure], unit)
    return f"{names_of.BOUNDS[count.bound]}{counted}"


def stated(number: Range | None) -> str:
    """Write a number as a report states it."""
    return phrasing.figure(number.low, number.high) if number else silence.NOT_STATED


def amount(count: Count) -> str:
    """Write a figure with its bound; nought is "none recorded"."""
    return (
        f"{names_of.BOUNDS[count.bound]}{count.value:,}" if count.value else silence.NONE_RECORDED
    )


def named(word: str) -> str:
    """Write a word of the rules as people read it."""
    return word.replace("_", " ")


def differences(before: Record, after: Record, zone: ZoneInfo) -> tuple[str, ...]:
    """Write each field that differs, as "killed: 12 → 20"; what it tells of first."""
    own = [name for name in type(after).model_fields if name not in Entry.model_fields]
    fields = (name for name in (*own, *Entry.model_fields) if name not in _SAME_BY_NATURE)
    return tuple(
        difference(believing.FIELDS.get(name, named(name)), *pair)
        for name in fields
        if (pair := (_field(before, name, zone), _field(after, name, zone)))[0] != pair[1]
    )


def difference(field: str, before: str, after: str) -> str:
    """Write what a field said, and what it says."""
    return believing.TURNED.format(field=field, before=before, after=after)


def _field(record: Record, name: str, zone: ZoneInfo) -> str:
    return _value(getattr(record, name, None), zone)


def _value(value: object, zone: ZoneInfo) -> str:
    if value is None or value in {"", ()}:
        return silence.NOT_STATED
    match value:
        case bool():
            return believing.YES if value else believing.NO
        case Span() | datetime():
            return _time(value, zone)
        case Range():
            return stated(value)
        case tuple():
            return phrasing.listed([_WORDS.get(item, str(item)) for item in value], "or")
    return str(value)


def _time(value: Span | datetime, zone: ZoneInfo) -> str:
    return _span(value, zone) if isinstance(value, Span) else times.full(value, zone)


def _span(span: Span, zone: ZoneInfo) -> str:
    return times.span(span.start, span.end, zone)
