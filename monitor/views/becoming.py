"""A record in one row: what became of it, who says it, what it says, since when it was known."""

from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Agreement
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
from monitor.views.telling import act_told, amount, claimed, stated, weighed
from monitor.words import names_of, phrasing, silence, then_now_page, times


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
    agreement: Agreement

    def row(self, change: Change) -> Told:
        """Return the row of one record."""
        record = change.record
        span = when_of(record)
        return Told(
            then_now_page.BECAME[change.how],
            self.sources.name(record.source),
            says(record, self.agreement),
            times.span(span.start, span.end, self.agreement.zone) if span else "",
            self._time(record.published_at),
            self._time(change.since),
            record.key,
        )

    def _time(self, instant: datetime | None) -> str:
        if instant is None:
            return ""
        local = instant.astimezone(self.agreement.zone)
        return f"{times.day(local.date(), year=True)} {local:%H:%M}"


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


def says(record: Record, agreement: Agreement) -> str:
    """Write what a record says."""
    match record:
        case Report():
            return _report(record)
        case Count():
            return _count(record)
        case Statement() | Decision() | Attestation():
            return _act(record, agreement)
        case Link() | Review():
            return _on_reports(record)
        case Coverage():
            sides = phrasing.listed(record.sides) or then_now_page.WATCHED_ALL
            return then_now_page.TOLD_COVERAGE.format(sides=sides)
    return then_now_page.TOLD_PROFILE


def _act(record: Statement | Decision | Attestation, agreement: Agreement) -> str:
    if isinstance(record, Statement):
        return f"{record.actor} {claimed(record)}"
    return f"{record.by} {act_told(record, agreement)}"


def _on_reports(record: Link | Review) -> str:
    if isinstance(record, Link):
        return names_of.RELATIONS[record.relation].format(first=record.first, second=record.second)
    return then_now_page.TOLD_REVIEW.format(
        report=record.report, says=weighed(record) or silence.NOT_STATED
    )


def _report(record: Report) -> str:
    place = record.place or silence.PLACE_NOT_STATED
    if record.disputes:
        what = names_of.DISPUTES[record.disputes]
        return then_now_page.TOLD_REPLY.format(what=what, place=place)
    return then_now_page.TOLD_REPORT.format(
        what=phrasing.kinds(record.kinds),
        by=phrasing.actors(record.by),
        against=phrasing.actors(record.against),
        place=place,
        killed=stated(record.killed),
    )


def _count(record: Count) -> str:
    return then_now_page.TOLD_COUNT.format(
        figure=amount(record),
        what=names_of.MEASURES[record.measure],
        by=phrasing.actors(record.by),
    )
