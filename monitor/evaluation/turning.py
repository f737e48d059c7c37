"""When what is said of an agreement can change on its own, with nothing more recorded."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.agreements.model import Agreement, Happening
from monitor.evaluation.acts import Act
from monitor.evaluation.facts import Facts
from monitor.evaluation.happened import items
from monitor.evaluation.hours import hours_reached
from monitor.evaluation.near import nearing
from monitor.evaluation.owed import Owed
from monitor.evaluation.reporting import falling_silent
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.evaluation.view import View
from monitor.incidents.span import BEGINNING, FOREVER, TICK


class Turn(StrEnum):
    """What happens at a turning point."""

    BEGINS = "begins"
    ENDS = "ends"
    DAY_ENDS = "day_ends"
    SETTLED = "settled"
    DECISION = "decision"
    RUNS_OUT = "runs_out"
    ATTESTATION = "attestation"
    STALE = "stale"
    DUE = "due"
    DEADLINE = "deadline"
    NEAR = "near"
    OVER = "over"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, order=True)
class Turning:
    """An instant at which what is said can change on its own, and everything that is so then."""

    at: datetime
    what: tuple[str, ...]


def turning_points(
    agreement: Agreement, facts: Facts, known: datetime, after: datetime, until: datetime
) -> tuple[Turning, ...]:
    """Return the turning points in (after, until], soonest first, each instant once.

    As far as they can be told from the terms and from what is known; those that hang on verdicts
    are `deadlines`.

    Args:
        agreement: the terms.
        facts: the record.
        known: what had been recorded by this instant counts.
        after: not included.
        until: included.
    """
    view = View(agreement, facts, after, known, None)
    found: dict[datetime, set[Turn]] = {}
    for instant, turn in turns(view, after, until):
        if after < instant <= until:
            found.setdefault(instant, set()).add(turn)
    return tuple(Turning(instant, tuple(sorted(found[instant]))) for instant in sorted(found))


def joined(points: Iterable[Turning]) -> tuple[Turning, ...]:
    """Return turning points in order of time, those of one instant as one."""
    found: dict[datetime, set[str]] = {}
    for point in points:
        found.setdefault(point.at, set()).update(point.what)
    return tuple(Turning(at, tuple(sorted(found[at]))) for at in sorted(found))


def deadlines(
    evaluation: Evaluation, agreement: Agreement, facts: Facts
) -> Iterator[tuple[datetime, Turn]]:
    """Yield when verdicts and phases of an evaluation can change on their own, in no order.

    A duty done exactly at its deadline is in time, so it can be breached from one tick later on.
    """
    for finding in evaluation.findings:
        for instant in _of_finding(finding):
            yield instant, Turn.DEADLINE
    view = View(agreement, facts, evaluation.at, evaluation.known, None)
    for standing in evaluation.phases:
        if standing.until is not None:
            yield standing.until, Turn.RUNS_OUT
        length = agreement.phases[standing.phase].unrenewed_after
        for edge in standing.since or ():
            if length is not None:
                end = view.calendar.after(edge, length)
                # What ran out just now may have begun a tick later, too: that moves on with time.
                if end > evaluation.at + TICK or not _is_open(edge, view.decisions):
                    yield end, Turn.RUNS_OUT
    for instant in hours_reached(view):
        yield instant, Turn.DEADLINE
    for instant in nearing(evaluation, agreement):
        yield instant, Turn.NEAR


def _of_finding(finding: Finding) -> Iterator[datetime]:
    """Yield when a verdict can change because a count is complete, or a term over."""
    if finding.earliest is not None:
        yield finding.earliest
    if finding.deadline is not None:
        yield finding.deadline + TICK
    for owed in finding.obligations:
        if owed.state in {Owed.PENDING, Owed.UNDETERMINED}:
            # Overdue from one tick after its term on: that shows when the tick has gone by.
            yield owed.earliest + 2 * TICK
            yield owed.deadline + 2 * TICK


def _is_open(edge: datetime, acts: Iterable[Act]) -> bool:
    """Whether an instant is one of many at which an act may have happened."""
    return any(act.first < edge < act.last for act in acts)


def next_deadline(evaluation: Evaluation, agreement: Agreement, facts: Facts) -> Turning | None:
    """Return the soonest of the deadlines after the instant of an evaluation; None without any."""
    coming = [
        (instant, turn)
        for instant, turn in deadlines(evaluation, agreement, facts)
        if instant > evaluation.at
    ]
    if not coming:
        return None
    soonest = min(instant for instant, _ in coming)
    return Turning(soonest, tuple(sorted({turn for instant, turn in coming if instant == soonest})))


def turns(view: View, after: datetime, until: datetime) -> Iterator[tuple[datetime, Turn]]:
    """Yield when something begins or ends, around (after, until] at least, in no order."""
    yield from _of_force(view)
    yield from _of_days(view, after, until)
    yield from _of_decisions(view)
    yield from _of_attestations(view)
    yield from _of_terms(view)
    yield from _of_incidents(view, after)
    for instant in falling_silent(view):
        yield instant, Turn.SILENT
    for condition in view.agreement.conditions.values():
        if condition.from_ is not None:
            yield view.calendar.utc(condition.from_), Turn.BEGINS
        if condition.until is not None:
            yield view.calendar.utc(condition.until), Turn.ENDS
    for phase in view.agreement.phases.values():
        if phase.opens.at is not None:
            yield view.calendar.utc(phase.opens.at), Turn.DUE


def _of_force(view: View) -> Iterator[tuple[datetime, Turn]]:
    """Yield when the agreement comes into force, and the first instants at which it is out."""
    for since, end in view.calendar.in_force:
        if since > BEGINNING:
            yield since, Turn.BEGINS
        if end < FOREVER:
            yield end + TICK, Turn.ENDS


def _of_days(view: View, after: datetime, until: datetime) -> Iterator[tuple[datetime, Turn]]:
    settles = view.agreement.evidence.settles_after.elapsed
    for day in view.calendar.days_ending(after, until):
        yield day.end, Turn.DAY_ENDS
    for day in view.calendar.days_ending(after - settles, until - settles):
        yield day.end + settles, Turn.SETTLED


def _of_decisions(view: View) -> Iterator[tuple[datetime, Turn]]:
    """Yield the times of the decisions about the agreement: from when they may, and must, hold."""
    for decision in view.acts_for(view.agreement).decisions:
        yield decision.first, Turn.DECISION
        yield decision.last, Turn.DECISION
        if decision.until is not None:
            yield decision.until, Turn.RUNS_OUT


def _of_incidents(view: View, after: datetime) -> Iterator[tuple[datetime, Turn]]:
    """Yield when incidents that may still happen are over: then they have for certain.

    One at an instant has when the next tick begins.
    """
    for version in view.facts.incidents(view.known, after, FOREVER):
        happened = version.incident.happened
        yield max(happened.end, happened.last + TICK), Turn.OVER


def _of_attestations(view: View) -> Iterator[tuple[datetime, Turn]]:
    """Yield when attestations begin to speak, and the first instants at which they are too old."""
    asked = [c.attested for c in view.agreement.conditions.values() if c.attested is not None]
    for record in view.acts_for(view.agreement).attestations:
        yield record.during.start, Turn.ATTESTATION
        yield record.during.last, Turn.ATTESTATION
        for attested in asked:
            if attested.what == record.what:
                yield _later(record.during.end, attested.fresh_for.elapsed), Turn.STALE


def _of_terms(view: View) -> Iterator[tuple[datetime, Turn]]:
    """Yield when terms that run from acts end, from the first and the last instant of each."""
    after = view.calendar.after
    for condition in view.agreement.conditions.values():
        if condition.by and condition.by.within and condition.by.of and condition.by.of.what:
            for edge in _edges_of(view, condition.by.of.what):
                yield after(edge, condition.by.within) + TICK, Turn.DEADLINE
    for name, phase in view.agreement.phases.items():
        if phase.unrenewed_after is not None:
            for edge in _edges(view.decisions, {*(phase.opens.decided or (name,))}):
                yield after(edge, phase.unrenewed_after), Turn.RUNS_OUT


def _edges_of(view: View, named: Happening) -> Iterator[datetime]:
    """Yield the first and the last instant of everything of a name, whoever's act it is."""
    if named.happened is not None:
        for item in items(view, named, since=BEGINNING):
            yield from (item.first, item.last)
        return
    given = view.acts_for(named)
    acts = given.words_given if named.attested is not None else given.decisions
    yield from _edges(acts, {named.word})


def _edges(acts: Iterable[Act], words: Container[str | None]) -> Iterator[datetime]:
    """Yield the first and the last instant of the acts of these words."""
    for act in acts:
        if act.word in words:
            yield from (act.first, act.last)


def _later(instant: datetime, length: timedelta) -> datetime:
    """Return the first instant more than `length` after another; FOREVER where there is none."""
    return instant + length + TICK if instant < FOREVER - length - TICK else FOREVER
