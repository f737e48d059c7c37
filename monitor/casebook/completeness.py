"""What cases show of each condition: every way it can come out, and the edges of its numbers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations

from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement, Condition
from monitor.agreements.named import awaited
from monitor.agreements.never import never_failed, never_kept
from monitor.casebook.alerts import MINUTE
from monitor.casebook.judging import Asked
from monitor.evaluation.verdict import Finding, Progress
from monitor.evaluation.view import View
from monitor.incidents.record import Record, Report

Shown = tuple[str, str]
"""A condition, and what was shown of it: a key of `words.cases.MARKS`."""

OUTCOMES = {
    "limit": ("kept", "breached", "undetermined"),
    "response": ("kept", "breached", "undetermined"),
    "notice": ("kept", "breached", "undetermined"),
    "only_if": ("kept", "breached", "undetermined"),
    "attested": ("kept", "breached", "undetermined"),
    "pattern": ("kept", "not_yet", "undetermined"),
    "streak": ("kept", "not_yet", "undetermined"),
    "since": ("kept", "not_yet", "undetermined"),
    "decided": ("kept", "breached", "not_yet"),
    "by": ("kept", "breached", "not_yet"),
    "order": ("kept", "breached", "not_yet"),
    "gate": ("kept", "not_met", "undetermined"),
}
"""The ways in which a condition of each kind can come out while the agreement is in force."""

EDGES = {
    "limit": ("exact", "one_beyond", "first_instant", "last_instant", "late_report"),
    "pattern": ("exact", "one_beyond", "late_report"),
    "streak": ("exact", "one_beyond", "late_report"),
    "since": ("exact", "one_beyond", "late_report"),
    "response": ("at_end", "after_end", "late_report"),
    "by": ("at_end", "after_end"),
    "attested": ("at_end", "after_end"),
}
"""The edges of those that have a number."""


_OPEN = {"breached": "undetermined"}
"""What comes instead where a word is waited for that nobody is named to give."""


def demanded(terms: Agreement, name: str) -> tuple[str, ...]:
    """Return what cases should show of a condition, by its kind and by what it can never be."""
    condition = terms.conditions[name]
    kind = _kind(condition)
    wanted: Iterable[str] = (*OUTCOMES.get(kind, ()), *EDGES.get(kind, ()))
    if any(waits.anybodys_word for _, waits in awaited(condition)):
        wanted = dict.fromkeys(_OPEN.get(mark, mark) for mark in wanted)
    left_out: set[str] = set()
    streak, limit = condition.streak, condition.limit
    if never_kept(terms, name) is not None:
        left_out |= {"kept", "exact", "first_instant", "last_instant", "late_report"}
        left_out |= {"one_beyond"} if limit is not None else set()
    if never_failed(terms, name):
        left_out |= {"breached", "not_met"}
    if streak is not None and (streak.certified_by or streak.reset_by):
        left_out |= {"undetermined", "late_report"}
    if limit is not None and limit.from_counts is not None:
        left_out |= {"first_instant", "last_instant", "late_report"}
    return tuple(mark for mark in wanted if mark not in left_out)


def missing(instrument: Instrument, shown: Iterable[Shown]) -> dict[str, tuple[str, ...]]:
    """Return what no case shows of the file's own conditions; those that are shown are left out."""
    there = set(shown)
    found = {
        name: tuple(
            mark for mark in demanded(instrument.agreement, name) if (name, mark) not in there
        )
        for name in instrument.agreement.conditions
        if instrument.origin("conditions", name) is None
    }
    return {name: marks for name, marks in found.items() if marks}


def shown_by(asked: Sequence[Asked], records: Iterable[Record]) -> Iterator[Shown]:
    """Yield what a case shows of each condition that it asks about as the file has it."""
    starts = sorted(record.happened.start for record in records if isinstance(record, Report))
    plain = [
        (one, one.finding)
        for one in asked
        if one.finding and _as_written(one) and not one.expected.account
    ]
    for one, finding in plain:
        condition = one.view.agreement.conditions[finding.condition]
        marks = {finding.verdict.value, *_edges(one.view, condition, finding)}
        if condition.gate and marks & {"breached", "not_yet"}:
            marks.add("not_met")
        if condition.limit is not None:
            marks |= set(_edges_of_days(finding, starts))
        if one.expected.restated is not None:
            marks.add("late_report")
        yield from ((finding.condition, mark) for mark in marks)
    for (one, first), (other, second) in combinations(plain, 2):
        same = (first.condition, first.scope, one.view.at)
        if same != (second.condition, second.scope, other.view.at):
            continue
        if first.verdict != second.verdict and one.view.known != other.view.known:
            yield first.condition, "late_report"


def _as_written(one: Asked) -> bool:
    """Whether the terms are those of the file: a reading may change what counts as certain."""
    reading = one.expected.reading
    changed = one.view.agreement.readings[reading].set if reading else {}
    return all(path.startswith("evidence.") for path in changed)


def _kind(condition: Condition) -> str:
    if condition.gate:
        return "gate"
    given = (kind for kind in OUTCOMES if getattr(condition, kind, None) is not None)
    return next(given, "")


def _edges(view: View, condition: Condition, finding: Finding) -> Iterator[str]:
    """Yield which edges of its numbers a finding touches."""
    if finding.progress is not None:
        yield from _edges_of_count(finding.progress)
    elif finding.days and (condition.limit or condition.pattern):
        day = finding.days[-1]
        low, high, number = day.bounds.low, day.bounds.high, day.limit
        if number is not None:
            upward = condition.limit is None or condition.limit.at_most is None
            if low == high == number:
                yield "exact"
            if (high == number - 1) if upward else (low == number + 1):
                yield "one_beyond"
    for end in _ends(view, condition, finding):
        if view.at == end:
            yield "at_end"
        if end < view.at <= end + MINUTE:
            yield "after_end"


def _edges_of_count(progress: Progress) -> Iterator[str]:
    if progress.least == progress.needed:
        yield "exact"
    if progress.most == progress.needed - 1:
        yield "one_beyond"


def _ends(view: View, condition: Condition, finding: Finding) -> Iterator[datetime]:
    """Yield when the terms end that a condition gives."""
    if finding.deadline is not None:
        yield finding.deadline
    yield from (one.deadline for one in finding.obligations)
    attested = condition.attested
    if attested is not None:
        for given in view.acts_for(attested).attestations:
            if given.what == attested.what:
                yield given.during.end + attested.fresh_for.elapsed


def _edges_of_days(finding: Finding, starts: Sequence[datetime]) -> Iterator[str]:
    """Yield at which edges of a day an incident lies, where something of that day may count."""
    for judged in finding.days:
        day = judged.day
        if not judged.bounds.possible:
            continue
        if day.start in starts:
            yield "first_instant"
        if any(day.end - MINUTE <= start < day.end for start in starts):
            yield "last_instant"
