"""Asks the service for what a page shows, all from one standpoint."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from monitor import words
from monitor.agreements.model import Agreement
from monitor.evaluation.explain import Explanation
from monitor.evaluation.verdict import Evaluation
from monitor.incidents.record import Report
from monitor.incidents.version import Incident
from monitor.pages.standpoint import Standpoint
from monitor.service import Board, Service
from monitor.views.exhibits import accounts_of
from monitor.views.marks import last_confirmed
from monitor.views.onrecord import OnRecord


@dataclass(frozen=True, slots=True)
class Asked:
    """The evaluations side by side, and what was on record; `ended` is None while in force."""

    agreement: Agreement
    variants: Mapping[str, Agreement]
    board: Board
    record: OnRecord
    ended: datetime | None


def ask(service: Service, seen: Standpoint) -> Asked:
    """Return everything that *Today* shows from a standpoint.

    What was worked out for a standpoint is kept until the next act: evaluations are pure, so
    between two acts they cannot change.
    """
    head = service.store.head
    return _ask(service, seen, head.hash if head else "")


@st.cache_resource(max_entries=64, show_spinner=words.JUDGING, hash_funcs={Standpoint: repr})
def _ask(_service: Service, seen: Standpoint, head: str) -> Asked:
    """Work it out once for each `head`, the act up to which the record has come."""
    del head
    return work_out(_service, seen)


def work_out(service: Service, seen: Standpoint) -> Asked:
    """Return what `ask` does, worked out afresh, all from the record as it is now."""
    instrument = service.instrument(seen.agreement)
    with service.looking():
        board = service.board(seen.agreement, at=seen.at, known=seen.known)
        return Asked(
            instrument.agreement,
            instrument.variants,
            board,
            _record(service, seen, board.official),
            service.ended(seen.agreement, seen.known, seen.at),
        )


def _record(service: Service, seen: Standpoint, official: Evaluation) -> OnRecord:
    """Return what was on record, with what is serious and what is confirmed."""
    known = seen.known
    uncounted = service.uncounted(seen.agreement, at=seen.at, known=known)
    confirmed = [
        service.explain(
            seen.agreement, finding.condition, at=seen.at, known=known, scope=finding.scope, day=day
        )
        for finding in official.findings
        if (day := last_confirmed(finding)) is not None
    ]
    told = tuple(explanation for explanation in confirmed if explanation is not None)
    named = [one.incident for one in uncounted]
    named += [item.incident for explanation in told for item in explanation.certain]
    return OnRecord(
        known=known,
        counts=tuple(k.record for k in service.counts(known)),
        statements=tuple(k.record for k in service.statements(known)),
        decisions=tuple(k.record for k in service.decisions(known)),
        attestations=tuple(k.record for k in service.attestations(known)),
        profiles=tuple(k.record for k in service.profiles(known)),
        uncounted=uncounted,
        confirmed=told,
        reports=_reports(service, known, named),
        newest=service.newest(known),
    )


def with_evidence(service: Service, record: OnRecord, explanation: Explanation) -> OnRecord:
    """Return the record with the reports of every incident that an explanation names."""
    named = [item.incident for item in explanation.evidence]
    named += [i for i in (explanation.before, explanation.after) if i is not None]
    return replace(record, reports=_reports(service, record.known, named))


def _reports(service: Service, known: datetime, incidents: Iterable[Incident]) -> dict[str, Report]:
    keys = sorted({key for incident in incidents for key in accounts_of(incident)})
    return {k.record.key: k.record for k in service.reports(known, keys)}
