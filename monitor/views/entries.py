"""What was said and decided, as it stands on record; none of it decides a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement
from monitor.incidents.record import Decision, Statement
from monitor.views.onrecord import OnRecord
from monitor.views.telling import act_told, claimed
from monitor.words import duties, times


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
        (said.made.start, said.key, _stated(said, zone))
        for said in record.statements
        if said.made.start < at
    ]
    dated += [
        (done.effective.start, done.key, _decided(agreement, done, zone))
        for done in record.decisions
        if done.effective.start < at
    ]
    dated.sort(key=lambda item: item[:2], reverse=True)
    return (entry for _, _, entry in dated)


def _stated(said: Statement, zone: ZoneInfo) -> Entry:
    what = claimed(said)
    return Entry(times.span(said.made.start, said.made.end, zone), said.actor, what, decision=False)


def _decided(agreement: Agreement, done: Decision, zone: ZoneInfo) -> Entry:
    what = act_told(done, zone)
    if done.agreement != agreement.id:
        what += duties.ABOUT_OTHER.format(agreement=done.agreement)
    when = times.span(done.effective.start, done.effective.end, zone)
    return Entry(when, done.by, what, decision=True)
