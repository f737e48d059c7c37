"""The table of evidence: who says what, when it happened, and since when it was known."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from monitor.alerts.alert import Alert
from monitor.alerts.kinds import CORRECTS
from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.noted import REPORTING, Note
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision, Record, Report, Statement
from monitor.messages.composed import Row
from monitor.messages.correcting import made_by
from monitor.messages.speaking import Speaking
from monitor.views.becoming import says, when_of
from monitor.views.counting import reasons_of, stands_as
from monitor.views.exhibits import accounts_of
from monitor.words import phrasing, times, why_page

MOST_ROWS = 12
"""Rows of a table; the rest is counted, and shown under *Why*."""

Needed = Mapping[str, frozenset[str]]
"""The keys of records by their kind."""


def needed(group: Sequence[Alert], explanation: Explanation | None) -> Needed:
    """Return the records that a message on alerts names: whoever sends it looks them up.

    Of a serious incident that is the one report by which it is known; its others belong beside it.
    """
    found: dict[str, set[str]] = {}
    if explanation is not None:
        told = explanation.evidence
        accounts = {key for one in told for key in accounts_of(one.incident)}
        stood = explanation.finding.stood
        found["report"] = accounts
        found["count"] = {count.key for count in explanation.counts}
        for kind in ("decision", "attestation"):
            found[kind] = {*stood.rests_on, *stood.doubts}
        for owed in explanation.obligations:
            for item in (owed.item, *owed.answers):
                found.setdefault(item.record, set()).add(item.key)
    for alert in group:
        sides = (alert.turned.before, alert.turned.after)
        back = {side.back.key for side in sides if side is not None and side.back is not None}
        found.setdefault("decision", set()).update(back)
    for about in (alert.turned.subject for alert in group):
        if about.noted is not None and about.noted not in REPORTING and about.key is not None:
            kind = "report" if about.noted == Note.SERIOUS else about.noted
            found.setdefault(kind, set()).add(about.key)
    return {kind: frozenset(keys) for kind, keys in found.items() if keys}


def rows(speaking: Speaking) -> tuple[Sequence[Row], int]:
    """Return the rows of the table, and how many more there are; what counts comes first."""
    found = ranked(speaking)
    return [_row(speaking, one) for one in found[:MOST_ROWS]], max(len(found) - MOST_ROWS, 0)


def ranked(speaking: Speaking) -> Sequence[Known[Record]]:
    """Return the records known then: those that suffice, then what counts, may, does not count.

    Of a correction first those that made it; the leading one is the first of all. Acts and
    statements go as what counts.
    """
    items, known = _items(speaking), speaking.alert.turned.known
    made = made_by(speaking) if speaking.alert.kind in CORRECTS else ()
    there = [one for one in speaking.around.records if one.known_from <= known]

    def place(one: Known[Record]) -> tuple[bool, int, datetime]:
        return one not in made, _place(one.record, items), one.known_from

    return sorted((one for one in there if _belongs(speaking, one.record, items)), key=place)


def row_of(speaking: Speaking, one: Known[Record]) -> Row:
    """Return the row of a record."""
    return _row(speaking, one)


def _items(speaking: Speaking) -> Mapping[str, Evidence]:
    told = speaking.around.explanation
    evidence = told.evidence if told else ()
    return {key: item for item in reversed(evidence) for key in accounts_of(item.incident)}


def _belongs(speaking: Speaking, record: Record, items: Mapping[str, Evidence]) -> bool:
    """Whether a record is of what is told: of an incident no report of another one is."""
    about = speaking.alert.turned.subject
    item = items.get(record.key) if isinstance(record, Report) else None
    return about.noted != Note.SERIOUS or item is None or item.incident.id == about.key


def _place(record: Record, items: Mapping[str, Evidence]) -> int:
    """Return where a record stands in the table; a reply goes after what it replies to."""
    if not isinstance(record, Report):
        return 2 if isinstance(record, (Attestation, Decision, Statement)) else 5
    item = items.get(record.key)
    if record.disputes is not None:
        return 4
    if item is None:
        return 5
    return 1 if item.suffices else {True: 2, None: 3, False: 6}[item.counts]


def _row(speaking: Speaking, one: Known[Record]) -> Row:
    record, zone = one.record, speaking.around.zone
    span = when_of(record)
    return Row(
        who=speaking.sources.name(record.source),
        what=_what(speaking, record),
        happened=times.span(span.start, span.end, zone) if span else "",
        known=_known(speaking, one.known_from),
        record=record.key,
    )


def _what(speaking: Speaking, record: Record) -> str:
    told = says(record, speaking.around.terms)
    item = _items(speaking).get(record.key) if isinstance(record, Report) else None
    if item is None:
        return told
    counts = "; ".join([_stands(record, item), *filter(None, [phrasing.listed(reasons_of(item))])])
    return speaking.words.COUNTS.format(what=told, counts=counts)


def _stands(record: Record, item: Evidence) -> str:
    reply = isinstance(record, Report) and record.disputes is not None
    return why_page.A_REPLY if reply else stands_as(item)


def _known(speaking: Speaking, instant: datetime) -> str:
    zone = speaking.around.zone
    return times.of_year(times.short(instant, zone), instant, speaking.around.moment, zone)
