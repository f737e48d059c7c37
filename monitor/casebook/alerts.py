"""What is told in a minute, in the few words in which a case asks for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.agreements.alerting import APPROACHING, CORRECTED, NOT_MET, TAKEN_BACK
from monitor.alerts.compare import Standing
from monitor.alerts.telling import Course
from monitor.alerts.transition import IN_FORCE, Holds, Kind, Transition
from monitor.evaluation.evaluate import evaluated
from monitor.evaluation.near import with_near
from monitor.evaluation.noted import Note, noted
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.verdict import ALL_NAMED, Cause, PhaseState, Verdict
from monitor.evaluation.view import View

MINUTE = timedelta(minutes=1)
"""Rules and cases write minutes: what happens in one is told by its end."""

AGREEMENT = "agreement"
NOTED = {
    Note.SERIOUS: "serious_incidents",
    Note.STATEMENT: "statements",
    Note.DECISION: "decisions",
}
"""What a case calls what is told beside the verdicts."""

ALSO = {
    Verdict.KEPT.value: "met",
    PhaseState.OPEN.value: "opened",
    PhaseState.UNRENEWED.value: "unrenewed",
}
"""What alerts call what a verdict or a state is called otherwise."""


def told(view: View, *, known_now: bool, reading: str | None = None) -> tuple[str, ...]:
    """Return what is told in the minute up to the instant of a view: what turned in it.

    Args:
        view: The instant, and what is known.
        known_now: Whether what became known in the minute up to `view.known` is news, too.
        reading: The reading under which the terms of the view are.
    """
    before = view.at - MINUTE
    known = view.known - MINUTE if known_now else view.known

    def say(at: datetime, known: datetime, last: Saying | None = None) -> Saying:
        seen = View(view.agreement, view.facts, at, known, None)
        judged = evaluated(seen, reading)
        return with_near(saying(judged, noted(seen)), judged, view.agreement, last)

    said = say(before, known)
    again = say(before, view.known) if known_now else said
    now = say(view.at, view.known, said)
    course = Course(
        agreement=view.agreement.id,
        said=Standing(said, {}),
        by_rules=said,
        by_record=again,
        present=now,
        said_at=before,
        at=view.at,
        known=view.known,
        because=(),
    )
    texts = [text for one in course.transitions() for text in _texts(one)]
    return tuple(dict.fromkeys(texts))


def _texts(turned: Transition) -> list[str]:
    """Return the ways in which a case may ask for a transition."""
    about = turned.subject
    name, within = about.condition or about.phase, about.scope or about.holder
    if about.noted is not None:
        name = NOTED[Note(about.noted)]
    head = f"{name} {within}" if within not in {None, ALL_NAMED} else name or AGREEMENT
    if turned.kind is not Kind.CHANGE:
        return [f"{head} {CORRECTED}"]
    return [f"{head} {word}" for word in _words(turned)] if turned.after else []


def _words(turned: Transition) -> Iterator[str]:
    """Yield the words for how something turned: those of the alerts, and those of verdicts."""
    before, after, about = turned.before, turned.after, turned.subject
    if after is None:
        return
    if after.near is not None:
        yield APPROACHING
    elif after.run:
        yield NOT_MET
    elif about.noted == Note.SERIOUS:
        was = before is not None and before.harmed and not before.counted
        yield from ["told"] if after.harmed and not after.counted and not was else []
    elif about.noted is not None:
        yield from _of_record(about.noted, before, after)
    elif about.condition is None and about.phase is None:
        yield after.word if after.word == IN_FORCE else "out_of_force"
    else:
        yield from dict.fromkeys((ALSO.get(after.word, after.word), after.word))
        yield from _of_verdict(before, after)


def _of_record(noted: str, before: Holds | None, after: Holds) -> Iterator[str]:
    if noted != Note.DECISION:
        yield after.word
        return
    taken_back = after.back is not None and (before is None or before.back is None)
    if before is None or not taken_back:
        yield "taken"
    if taken_back:
        yield TAKEN_BACK


def _of_verdict(before: Holds | None, after: Holds) -> Iterator[str]:
    was, now = before.progress if before else None, after.progress
    if was and now and now.most < was.most:
        yield "count_restarts"
    if after.word == Verdict.BREACHED and after.cause in {Cause.OVERDUE, Cause.NONE_IN_TIME}:
        yield "overdue"
    if before and before.cause == Cause.NONE_IN_TIME and after.cause == Cause.TOO_LATE:
        yield "answered_late"
