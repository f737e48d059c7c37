"""What was said and decided, as it stands on record; none of it decides a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor import words
from monitor.agreements.model import Agreement
from monitor.incidents.record import Decision, Statement
from monitor.views.onrecord import OnRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement or decision on record: when, by whom, what; `decision` tells them apart."""

    when: str
    who: str
    what: str
    decision: bool


def entries(agreement: Agreement, record: OnRecord, at: datetime) -> Iterable[Entry]:
    """Return the statements and decisions made before `at`, newest first."""
    zone = ZoneInfo(agreement.calendar.time_zone)
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
    what = f"{words.SAYS_NAMES[said.says]}: {said.about}" if said.about else said.says
    return Entry(words.span(said.made.start, said.made.end, zone), said.actor, what, decision=False)


def _decided(agreement: Agreement, done: Decision, zone: ZoneInfo) -> Entry:
    what = words.DECIDES.format(what=done.what.replace("_", " "))
    if done.until:
        what += words.UNTIL.format(time=words.short_time(done.until, zone))
    if done.agreement != agreement.id:
        what += words.ABOUT_OTHER.format(agreement=done.agreement)
    when = words.span(done.effective.start, done.effective.end, zone)
    return Entry(when, done.by, what, decision=True)
