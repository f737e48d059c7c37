"""What is told in a minute, in the few words in which a case asks for it."""

from datetime import datetime, timedelta

from monitor.alerts.compare import Standing
from monitor.alerts.telling import Course
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.verdict import ALL_NAMED, Verdict
from monitor.evaluation.view import View

MINUTE = timedelta(minutes=1)
"""Rules and cases write minutes: what happens in one is told by its end."""


def told(view: View, *, known_now: bool) -> tuple[str, ...]:
    """Return what is told in the minute up to the instant of a view: what turned in it.

    Args:
        view: The instant, and what is known.
        known_now: Whether what became known in the minute up to `view.known` is news, too.
    """
    before = view.at - MINUTE
    known = view.known - MINUTE if known_now else view.known
    said, again = _saying(view, before, known), _saying(view, before, view.known)
    now = _saying(view, view.at, view.known)
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


def _saying(view: View, at: datetime, known: datetime) -> Saying:
    return saying(evaluate(view.agreement, view.facts, at, known))


def _texts(turned: Transition) -> list[str]:
    """Return the ways in which a case may ask for a transition."""
    about = turned.subject
    name, within = about.condition or about.phase, about.scope or about.holder
    if name is None:
        return []
    head = f"{name} {within}" if within not in {None, ALL_NAMED} else name
    if turned.kind is not Kind.CHANGE:
        return [f"{head} corrected"]
    if turned.after is None:
        return []
    words = [turned.after.word]
    if turned.after.word == Verdict.KEPT:
        words.insert(0, "met")
    before, after = (side.progress if side else None for side in (turned.before, turned.after))
    if before and after and after.most < before.most:
        words.append("count_restarts")
    return [f"{head} {word}" for word in words]
