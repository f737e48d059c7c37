"""The verdict on what only acts can show: duties attested, decisions taken, terms met."""

from collections.abc import Sequence
from datetime import datetime

from monitor.agreements.model import Anchor, Attested, By, Condition, Decided
from monitor.evaluation.acts import Act
from monitor.evaluation.applying import at_instant
from monitor.evaluation.attestation import judge_attested
from monitor.evaluation.decided import judge_decided
from monitor.evaluation.term import judge_term
from monitor.evaluation.verdict import Finding, Verdict
from monitor.evaluation.view import View


def judge_duty(view: View, name: str, condition: Condition, at: datetime) -> Finding | None:
    """Return the finding on a duty at `at`; None for a condition of another kind."""
    found = _judged(view, name, condition, at)
    return found and at_instant(view, condition, found, at)


def _judged(view: View, name: str, condition: Condition, at: datetime) -> Finding | None:
    if condition.attested:
        return _attested(view, name, condition.attested, at)
    if condition.decided:
        return _decided(view, name, condition.decided, at)
    if condition.by:
        return _by(view, name, condition.by, at)
    return None


def _attested(view: View, name: str, attested: Attested, at: datetime) -> Finding:
    word, cause, record = judge_attested(attested, view.spoken(attested), at)
    return Finding(name, None, word, cause, rests_on=(record.key,) if record else ())


def _decided(view: View, name: str, decided: Decided, at: datetime) -> Finding:
    verdict, cause, each = judge_decided(decided, view.decisions, at)
    words = {decided.what, *decided.withdrawals}
    own = [a for a in view.decisions if a.word in words and a.by in decided.by and a.first <= at]
    open_ones = [act.key for act in own if not act.exact and verdict is Verdict.UNDETERMINED]
    return Finding(
        name,
        None,
        verdict,
        cause,
        decided=each,
        rests_on=tuple(act.key for act in own),
        doubts=tuple(open_ones),
    )


def _by(view: View, name: str, by: By, at: datetime) -> Finding:
    due = judge_term(
        _anchors(view, by.of),
        _acts(view, by.attested, by.decided, by.said_by),
        lambda instant: view.calendar.after(instant, by.within),
        at,
    )
    return Finding(
        name,
        None,
        due.verdict,
        due.cause,
        deadline=due.deadline,
        rests_on=due.rests_on,
        doubts=due.doubts,
    )


def _anchors(view: View, of: Anchor) -> Sequence[Act]:
    """Return the acts from the first of which a term runs; the beginning counts as one."""
    if of.start:
        start = view.calendar.start
        return [Act(_BEGINNING, "", "", None, "", start, start)]
    return _acts(view, of.attested, of.decided, of.by)


_BEGINNING = "beginning"
"""The kind of record that stands for the beginning of the agreement: it is none."""


def _acts(
    view: View, attested: str | None, decided: str | None, names: Sequence[str]
) -> Sequence[Act]:
    given = view.words_given if attested is not None else view.decisions
    return [act for act in given if act.word == (attested or decided) and act.of(names)]
