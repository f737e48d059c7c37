"""A record in one row: what became of it, who says it, what it says, since when it was known."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Record,
    Report,
    Review,
    Statement,
)
from monitor.incidents.span import Span
from monitor.views.changed import Change
from monitor.views.sources import Sources
from monitor.views.telling import weighed


@dataclass(frozen=True, slots=True)
class Told:
    """The row; `when` is empty for what has no time of its own, `published` where unstated."""

    became: str
    source: str
    says: str
    when: str
    published: str
    known: str
    record: str


@dataclass(frozen=True)
class Telling:
    """Writes records that changed, with the names of sources as known now."""

    sources: Sources
    zone: ZoneInfo

    def row(self, change: Change) -> Told:
        """Return the row of one record."""
        record = change.record
        span = when_of(record)
        return Told(
            words.BECAME[change.how],
            self.sources.name(record.source),
            says(record, self.zone),
            words.span(span.start, span.end, self.zone) if span else "",
            self._time(record.published_at),
            self._time(change.since),
            record.key,
        )

    def _time(self, instant: datetime | None) -> str:
        if instant is None:
            return ""
        local = instant.astimezone(self.zone)
        return f"{words.day(local.date(), year=True)} {local:%H:%M}"


_SPANS = {
    "report": "happened",
    "count": "window",
    "statement": "made",
    "decision": "effective",
    "attestation": "during",
    "coverage": "watched",
}


def when_of(record: Record) -> Span | None:
    """Return when that of which a record tells was; None for what has no time of its own."""
    name = _SPANS.get(record.record)
    span: Span | None = getattr(record, name) if name else None
    return span


def says(record: Record, zone: ZoneInfo) -> str:
    """Write what a record says."""
    match record:
        case Report():
            return _report(record)
        case Count():
            return _count(record)
        case Statement() | Decision() | Attestation():
            return _act(record, zone)
        case Link() | Review():
            return _on_reports(record)
        case Coverage():
            sides = words.listed(record.sides) or words.WATCHED_ALL
            return words.TOLD_COVERAGE.format(sides=sides)
    return words.TOLD_PROFILE


def _act(record: Statement | Decision | Attestation, zone: ZoneInfo) -> str:
    if isinstance(record, Statement):
        return f"{record.actor} {words.SAYS_NAMES[record.says]}: {record.about}"
    if isinstance(record, Attestation):
        phrase = words.ATTESTS if record.holds else words.ATTESTS_NOT
        return f"{record.by} {phrase.format(what=_plain(record.what))}"
    ending = words.UNTIL.format(time=words.short_time(record.until, zone)) if record.until else ""
    return f"{record.by} {words.DECIDES.format(what=_plain(record.what))}{ending}"


def _on_reports(record: Link | Review) -> str:
    if isinstance(record, Link):
        return words.RELATIONS[record.relation].format(first=record.first, second=record.second)
    return words.TOLD_REVIEW.format(report=record.report, says=weighed(record) or words.NOT_STATED)


def _report(record: Report) -> str:
    place = record.place or words.PLACE_NOT_STATED
    if record.disputes:
        what = words.DISPUTE_NAMES[record.disputes]
        return words.TOLD_REPLY.format(what=what, place=place)
    killed = record.killed
    return words.TOLD_REPORT.format(
        what=words.kinds(record.kinds),
        by=words.actors(record.by),
        against=words.actors(record.against),
        place=place,
        killed=words.figure(killed.low, killed.high) if killed else words.NOT_STATED,
    )


def _count(record: Count) -> str:
    some = f"{words.BOUND_NAMES[record.bound]}{record.value:,}"
    return words.TOLD_COUNT.format(
        figure=some if record.value else words.NONE_RECORDED,
        what=words.COUNTED[record.measure],
        by=words.actors(record.by),
    )


def _plain(word: str) -> str:
    return word.replace("_", " ")
