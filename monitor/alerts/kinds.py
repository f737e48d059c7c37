"""What sort of thing is told: a change in what is said, by the word for it that people know."""

from datetime import timedelta
from enum import StrEnum

from monitor.agreements.model import Agreement, Condition
from monitor.alerts.reporting import is_over
from monitor.alerts.transition import IN_FORCE, Holds, Kind, Transition
from monitor.evaluation.noted import REPORTING, Note
from monitor.evaluation.verdict import Cause, PhaseState, Verdict


class AlertKind(StrEnum):
    """What is told; each has its sentence in `words/alerts.py`."""

    APPROACHING = "approaching"
    MET = "met"
    COUNT_RESTARTS = "count_restarts"
    NOT_MET = "not_met"
    """A gate whose days have run."""
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    OVERDUE = "overdue"
    ANSWERED_LATE = "answered_late"
    STANDS = "stands"
    """A verdict that is none of the others: not met yet, not in force, or further on."""
    DUE = "due"
    OPENED = "opened"
    RENEWED = "renewed"
    UNRENEWED = "unrenewed"
    LAPSED = "lapsed"
    CLOSED = "closed"
    WAITS = "waits"
    """A phase that is not due, or may be."""
    IN_FORCE = "in_force"
    OUT_OF_FORCE = "out_of_force"
    SERIOUS = "serious"
    STATEMENT = "statement"
    DECISION = "decision"
    TAKEN_BACK = "taken_back"
    """A decision, by its own party."""
    SOURCE_SILENT = "source_silent"
    SOURCE_HEARD = "source_heard"
    FEED_GAP = "feed_gap"
    GAP_OVER = "gap_over"
    RESTATED = "restated"
    AMENDED = "amended"
    OUR_ERROR = "our_error"


CORRECTS = {AlertKind.RESTATED, AlertKind.AMENDED, AlertKind.OUR_ERROR}
"""What says otherwise what people were told before."""

ENDS = {AlertKind.SOURCE_HEARD, AlertKind.GAP_OVER}
"""What is told to those alone who were told what is over by it."""

UNANSWERED = {Cause.OVERDUE.value, Cause.NONE_IN_TIME.value}
"""Why a duty is breached whose answer has not come."""

LATE_ANSWERS = {
    *(Cause.TOO_LATE.value, Cause.ANSWERED.value, Cause.NOBODY_ASKED.value),
    *(Cause.IN_TIME.value, Cause.PENDING.value, Cause.OPEN_ANSWERS.value),
}
"""How it stands once an answer has come after its term."""

NEWS = timedelta(hours=48)
"""How long after it happened an incident, a statement or a decision is news.

Whatever is known otherwise of it later corrects what was told.
"""

_STATES = {
    PhaseState.DUE: AlertKind.DUE,
    PhaseState.OPEN: AlertKind.OPENED,
    PhaseState.RENEWED: AlertKind.RENEWED,
    PhaseState.UNRENEWED: AlertKind.UNRENEWED,
    PhaseState.LAPSED: AlertKind.LAPSED,
    PhaseState.CLOSED: AlertKind.CLOSED,
}
_NOTES = {
    Note.SERIOUS: AlertKind.SERIOUS,
    Note.STATEMENT: AlertKind.STATEMENT,
    Note.DECISION: AlertKind.DECISION,
}
_REPORTING = {
    Note.SILENT: {False: AlertKind.SOURCE_SILENT, True: AlertKind.SOURCE_HEARD},
    Note.GAP: {False: AlertKind.FEED_GAP, True: AlertKind.GAP_OVER},
}
"""What is told of how a source reports, and of its end."""


def kind_of(turned: Transition, agreement: Agreement) -> AlertKind:
    """Return what sort of thing a transition is, by the terms that it is of."""
    about = turned.subject
    if turned.kind is not Kind.CHANGE:
        return _correcting(turned)
    if about.noted is not None:
        return _of_note(Note(about.noted), turned)
    if about.phase is not None:
        return _of_phase(turned.after)
    if about.condition is None:
        in_force = turned.after is not None and turned.after.word == IN_FORCE
        return AlertKind.IN_FORCE if in_force else AlertKind.OUT_OF_FORCE
    return _of_verdict(agreement.conditions.get(about.condition), turned.before, turned.after)


def _of_note(noted: Note, turned: Transition) -> AlertKind:
    if noted in REPORTING and turned.after is not None:
        return _REPORTING[noted][is_over(turned.before, turned.after)]
    if _is_taken_back(turned):
        return AlertKind.TAKEN_BACK
    revised = turned.before is not None and not is_recent(turned)
    return AlertKind.RESTATED if revised else _NOTES[noted]


def _is_taken_back(turned: Transition) -> bool:
    """Whether it tells of a decision that is taken back, of which that had not been told."""
    before, after = turned.before, turned.after
    back = after.back if after is not None else None
    return back is not None and (before is None or before.back is None)


def is_recent(turned: Transition) -> bool:
    """Whether it tells of what has just happened: of a record for a while, of the rest always.

    Of a decision that is taken back it is that which has happened.
    """
    holds, noted = turned.after, turned.subject.noted
    if noted is None or noted in REPORTING or holds is None or holds.since is None:
        return True
    happened = holds.back.happened if holds.back is not None else holds.since
    return turned.known - happened[1] <= NEWS


def _correcting(turned: Transition) -> AlertKind:
    if turned.ours:
        return AlertKind.OUR_ERROR
    return AlertKind.AMENDED if turned.kind is Kind.AMENDMENT else AlertKind.RESTATED


def _of_phase(after: Holds | None) -> AlertKind:
    if after is not None and after.near is not None:
        return AlertKind.APPROACHING
    return _STATES.get(PhaseState(after.word), AlertKind.WAITS) if after else AlertKind.WAITS


def _of_verdict(terms: Condition | None, before: Holds | None, after: Holds | None) -> AlertKind:
    if after is None:
        return AlertKind.STANDS
    word, was = Verdict(after.word), before.word if before else None
    waited = before is not None and before.cause in UNANSWERED
    counts = terms is not None and terms.streak is not None
    near = after.near is not None and (before is None or before.near is None)
    tests = (
        (waited and after.cause in LATE_ANSWERS, AlertKind.ANSWERED_LATE),
        (counts and _lost(before, after), AlertKind.COUNT_RESTARTS),
        (near, AlertKind.APPROACHING),
        (bool(after.run), AlertKind.NOT_MET),
        (word is Verdict.BREACHED and after.cause in UNANSWERED, AlertKind.OVERDUE),
        (word is Verdict.BREACHED and word != was, AlertKind.BREACHED),
        (word is Verdict.KEPT and word != was, AlertKind.MET),
        (word is Verdict.UNDETERMINED and word != was, AlertKind.UNDETERMINED),
    )
    return next((kind for applies, kind in tests if applies), AlertKind.STANDS)


def _lost(before: Holds | None, after: Holds) -> bool:
    """Whether a count has fewer days, or hours, than were told: it has begun anew."""
    was, now = before.progress if before else None, after.progress
    return was is not None and now is not None and now.most < was.most
