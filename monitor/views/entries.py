"""What was said and decided, as it stands on record; none of it decides a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.incidents.record import Decision, Statement
from monitor.incidents.span import Span
from monitor.views.onrecord import OnRecord
from monitor.views.telling import act_told, claimed
from monitor.words import times


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement or decision on record: when, by whom, what; `decision` tells them apart."""

    when: str
    who: str
    what: str
    decision: bool


def entries(agreement: Agreement, record: OnRecord, at: datetime) -> Iterable[Entry]:
    """Return the statements and decisions made before `at`, newest first."""
    zone = agreement.zone
    dated: list[tuple[datetime, str, Entry]] = [
        (said.made.start, said.key, _stated(said, at, zone))
        for said in record.statements
        if said.made.start < at
    ]
    dated += [
        (done.effective.start, done.key, _decided(agreement, done, at))
        for done in record.decisions
        if done.effective.start < at
    ]
    dated.sort(key=lambda item: item[:2], reverse=True)
    return (entry for _, _, entry in dated)


def _stated(said: Statement, at: datetime, zone: ZoneInfo) -> Entry:
    return Entry(_when(said.made, at, zone), said.actor, claimed(said), decision=False)


def _decided(agreement: Agreement, done: Decision, at: datetime) -> Entry:
    what = act_told(done, agreement)
    return Entry(_when(done.effective, at, agreement.zone), done.by, what, decision=True)


def _when(span: Span, at: datetime, zone: ZoneInfo) -> str:
    return times.of_year(times.span(span.start, span.end, zone), span.start, at, zone)
