"""The rows that make a change, as a person knows them again: line, time, place, what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.agreements.model import Agreement
from monitor.incidents.cause import Cause, Causes, How
from monitor.incidents.record import Link, Report
from monitor.incidents.timing import time_of
from monitor.views.becoming import says
from monitor.words import causing, phrasing, times

NAMED = 3
"""How many rows are named in words; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row in full, with the changes that it is behind; `line` is empty where it has none."""

    line: str
    record: str
    when: str
    says: str
    becomes: str
    changes: str


def because(causes: Causes | None, agreement: Agreement) -> tuple[str, ...]:
    """Return the first rows that make a change, each in words, and how many more there are.

    None where nobody needs to be told: it is the one record of a form.
    """
    if causes is None or _plain(causes):
        return ()
    if not causes.narrowed:
        return (causing.AMONG.format(count=len(causes.rows)),)
    named = [cause_told(cause, agreement) for cause in causes.rows[:NAMED]]
    more = len(causes.rows) - NAMED
    return (*named, causing.AND_MORE.format(count=more)) if more > 0 else tuple(named)


def _plain(causes: Causes) -> bool:
    return all(one.line == 0 and one.how is How.NEW for one in causes.rows)


def cause_told(cause: Cause, agreement: Agreement) -> str:
    """Write one row: where it stands, when and where it was, and of which kind it is."""
    record = cause.record
    if cause.how is How.FOUND_TWICE and isinstance(record, Link):
        told = causing.TWICE if cause.line else causing.TWICE_OF_FORM
        return told.format(line=cause.line, first=record.first, second=record.second)
    what = _what(cause, agreement)
    if cause.how is How.LEFT_OUT:
        return causing.LEFT_OUT.format(what=causing.KEY.format(key=record.key, what=what))
    if cause.how is How.CHANGED:
        what = causing.NEW_VERSION.format(what=what)
    if cause.line:
        return causing.LINE.format(line=cause.line, what=what)
    return causing.KEY.format(key=record.key, what=what)


def _what(cause: Cause, agreement: Agreement) -> str:
    record = cause.record
    span = time_of(record)
    when = times.span(span.start, span.end, agreement.zone) if span else ""
    if isinstance(record, Report) and record.disputes is None:
        place = record.place or phrasing.listed(record.pcodes, "or")
        parts = [when, place, phrasing.kinds(record.kinds)]
    else:
        parts = [when, says(record, agreement)]
    return ", ".join(part for part in parts if part)


def cause_rows(titles: Mapping[Cause, Sequence[str]], agreement: Agreement) -> tuple[Row, ...]:
    """Return rows in full with the changes that each is behind, in the order of their file."""
    ordered = sorted(titles, key=lambda one: (one.line == 0, one.line))
    return tuple(_row(one, titles[one], agreement) for one in ordered)


def _row(cause: Cause, titles: Sequence[str], agreement: Agreement) -> Row:
    span = time_of(cause.record)
    return Row(
        str(cause.line or ""),
        cause.record.key,
        times.span(span.start, span.end, agreement.zone) if span else "",
        says(cause.record, agreement),
        causing.HOW[cause.how],
        "; ".join(titles),
    )
