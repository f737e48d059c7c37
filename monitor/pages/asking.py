"""Asks the service for what a page shows, all from one standpoint."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st

from monitor.agreements.model import Agreement
from monitor.gathering import on_record
from monitor.pages.standpoint import Standpoint
from monitor.service import Board, Service
from monitor.views.onrecord import OnRecord
from monitor.words import pages


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

    What was worked out for a standpoint is kept until the next act that changes the record or the
    rules: evaluations are pure, so between two of them they cannot change.
    """
    return _ask(service, seen, service.store.version)


@st.cache_resource(max_entries=64, show_spinner=pages.JUDGING, hash_funcs={Standpoint: repr})
def _ask(_service: Service, seen: Standpoint, version: str) -> Asked:
    """Work it out once for each `version` of record and rules."""
    del version
    return work_out(_service, seen)


def work_out(service: Service, seen: Standpoint) -> Asked:
    """Return what `ask` does, worked out afresh, all from the record as it is now."""
    instrument = service.rules.instrument(seen.agreement)
    with service.record.looking():
        board = service.verdicts.board(seen.agreement, at=seen.at, known=seen.known)
        gaps = service.record.gaps(seen.known, seen.at, instrument.agreement.zone)
        return Asked(
            instrument.agreement,
            instrument.variants,
            board,
            replace(on_record(service, board.official), gaps=gaps),
            service.verdicts.ended(seen.agreement, seen.known, seen.at),
        )
