"""Asks the service for two moments of knowledge of one standpoint, and what lies between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.explanation import Explanation
from monitor.incidents.known import Known
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Record,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.version import IncidentVersion
from monitor.pages.asking import Asked, ask
from monitor.pages.standpoint import Standpoint
from monitor.service import Recorded, Service
from monitor.views.causes import Explained
from monitor.views.changed import Change, Knowledge, changes
from monitor.views.exhibits import accounts_of
from monitor.views.shifts import Question, Side
from monitor.views.thennow import to_ask
from monitor.words import pages

MOST = 2_000
"""How many incidents are compared: with more, the newest, and a difference may stay unexplained."""

Records = list[Known[Record]]


@dataclass(frozen=True)
class Compared:
    """What is said on both sides, and which records changed in between.

    `whole` is False where more incidents moved than are compared.
    """

    agreement: Agreement
    then: Side
    later: Side
    changes: Sequence[Change]
    explained: Explained
    whole: bool = True


def compare(service: Service, seen: Standpoint, then: datetime) -> Compared:
    """Return both sides of a standpoint: as known at `then`, and as it is known there.

    Kept until the next act, as what each side says by itself is.
    """
    head = service.store.head
    return _compare(service, seen, then, head.hash if head else "")


@st.cache_resource(max_entries=32, show_spinner=pages.JUDGING, hash_funcs={Standpoint: repr})
def _compare(_service: Service, seen: Standpoint, then: datetime, head: str) -> Compared:
    """Work it out once for each `head`, the act up to which the record has come."""
    del head
    earlier = replace(seen, known=then, latest=False)
    return between(_service, seen, then, ask(_service, earlier), ask(_service, seen))


def between(
    service: Service, seen: Standpoint, then: datetime, before: Asked, after: Asked
) -> Compared:
    """Return both sides of a standpoint, of what was asked of each.

    Args:
        service: Gives the records, and explains the days that differ.
        seen: The standpoint of the later side.
        then: What was known at the earlier one.
        before: What is said on the earlier side.
        after: What is said on the later one.
    """
    agreement, earlier = after.agreement, replace(seen, known=then, latest=False)
    sides = (_side(before), _side(after))
    with service.record.looking():
        moved = _moved(service, agreement, earlier, seen)
        keys = frozenset(key for version in moved for key in accounts_of(version.incident))
        was, now = (
            Knowledge.of(one.known, _records(service.record, one.known, keys))
            for one in (earlier, seen)
        )
        gone = {name: one.record for name, one in was.records.items() if name not in now.records}
        versions = {name: service.record.versions(record) for name, record in gone.items()}
        explained = {
            question: (
                _explain(service, earlier, sides[0], question),
                _explain(service, seen, sides[1], question),
            )
            for question in to_ask(agreement, *sides)
        }
    return Compared(agreement, *sides, changes(was, now, versions), explained, len(moved) < MOST)


def _side(asked: Asked) -> Side:
    return Side(asked.board.official, asked.record, asked.board.accounts, asked.ended)


def _moved(
    service: Service, agreement: Agreement, then: Standpoint, now: Standpoint
) -> Sequence[IncidentVersion]:
    """Return the incidents believed otherwise on one side than on the other."""
    first = MonitoringCalendar(agreement.calendar, ()).start
    return service.record.moved(then.known, now.known, min(first, now.at), now.at, MOST)


def _records(record: Recorded, known: datetime, named: frozenset[str]) -> Records:
    """Return the records known that may bear on it: of reports those named, and their replies."""
    links = [one for one in record.of(Link, known) if {one.record.first, one.record.second} & named]
    keys = named | {key for one in links for key in (one.record.first, one.record.second)}
    found = (
        *record.reports(known, sorted(keys)),
        *links,
        *(one for one in record.of(Review, known) if one.record.report in keys),
        *record.of(Count, known),
        *record.of(Statement, known),
        *record.of(Decision, known),
        *record.of(Attestation, known),
        *record.of(Coverage, known),
        *record.of(SourceProfile, known),
    )
    return [cast("Known[Record]", one) for one in found]


def _explain(
    service: Service, seen: Standpoint, side: Side, question: Question
) -> Explanation | None:
    """Explain a day on one side; None where that side has no such day or account."""
    finding = side.finding(question.condition, question.scope)
    days = {verdict.day.date for verdict in finding.days} if finding else set()
    silent = question.account is not None and question.account not in side.accounts
    if question.day not in days or silent:
        return None
    return service.verdicts.explain(
        seen.agreement,
        question.condition,
        at=seen.at,
        known=seen.known,
        scope=question.scope,
        day=question.day,
        account=question.account,
    )
