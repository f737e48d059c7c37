"""Whom the rules have told of something, and how: at once, or with the digest."""

from collections.abc import Collection, Iterable, Iterator

from monitor.agreements.alerting import (
    AGREEMENT,
    CORRECTED,
    GAP,
    REPORTING,
    SILENT,
    TAKEN_BACK,
    Alerting,
)
from monitor.agreements.model import Agreement
from monitor.alerts.alert import Way
from monitor.alerts.kinds import CORRECTS, AlertKind, is_recent
from monitor.alerts.reporting import reached
from monitor.alerts.transition import Subject, Transition
from monitor.evaluation.noted import Note
from monitor.evaluation.verdict import ALL_NAMED

INTERRUPTING = {
    *(AlertKind.BREACHED, AlertKind.COUNT_RESTARTS, AlertKind.SERIOUS, AlertKind.OVERDUE),
    *(AlertKind.UNRENEWED, AlertKind.STATEMENT, AlertKind.DECISION, AlertKind.TAKEN_BACK),
    *(AlertKind.IN_FORCE, AlertKind.OUT_OF_FORCE),
    *CORRECTS,
}
"""What interrupts where the rules do not say who is told of what."""

_ON = {
    Note.SERIOUS: "serious_incidents",
    Note.STATEMENT: "statements",
    Note.DECISION: "decisions",
    Note.SILENT: REPORTING,
    Note.GAP: REPORTING,
}


def audience(
    turned: Transition, kind: AlertKind, terms: Agreement, everyone: Collection[str]
) -> dict[str, Way]:
    """Return which desks are told of a change, and how.

    Every desk that the rules name is told of everything, with its digest at the latest; under a
    rival reading those that they name for it there. Without any named `everyone` is, and at once
    of what interrupts.
    """
    recent = is_recent(turned)
    if not terms.alerts:
        at_once = recent and kind in INTERRUPTING and _is_news(turned) and _is_of_all(turned)
        return dict.fromkeys(everyone, _way(at_once=at_once))
    asked = {
        desk
        for entry in terms.alerts
        if entry.at_once and recent and _asks(entry, turned, kind)
        for desk in entry.to
    }
    named = dict.fromkeys(
        desk for entry in terms.alerts if _hears(entry, turned) for desk in entry.to
    )
    return {desk: _way(at_once=desk in asked) for desk in named}


def asked_at_once(desk: str, turned: Transition, kind: AlertKind, terms: Agreement) -> bool:
    """Whether the rules have a desk told at once of such a change."""
    return any(
        entry.at_once and desk in entry.to and _asks(entry, turned, kind) for entry in terms.alerts
    )


def _hears(entry: Alerting, turned: Transition) -> bool:
    """Whether the desks of an entry read of it: what is told under a reading only who named it."""
    reading = turned.subject.reading
    return reading is None or (entry.reading == reading and entry.on == _on(turned.subject))


def corrected(turned: Transition, told: Iterable[str], terms: Agreement) -> dict[str, Way]:
    """Return how each desk that was told otherwise is told of a correction.

    That a decision has left the record is told at once to whom the rules have told that one is
    taken back, too.
    """
    gone = turned.after is None and turned.subject.noted == Note.DECISION
    words = {CORRECTED, TAKEN_BACK} if gone else {CORRECTED}
    asked = {
        desk
        for entry in terms.alerts
        if _is_on(entry, turned) and any(word in words for word, _ in entry.events)
        for desk in entry.to
    }
    return {desk: _way(at_once=not terms.alerts or desk in asked) for desk in told}


def ended(turned: Transition, told: Iterable[str], terms: Agreement) -> dict[str, Way]:
    """Return how each desk that was told of a silence, or a gap, is told that it is over.

    Who was told at once reads it at once, and is not interrupted by it.
    """
    lengths = turned.before.lengths if turned.before else ()
    asked = {
        desk
        for entry in terms.alerts
        if entry.at_once and _is_on(entry, turned) and _was_for(entry, turned.subject, lengths)
        for desk in entry.to
    }
    return {desk: Way.IN_THREAD if desk in asked else Way.DIGEST for desk in told}


def _was_for(entry: Alerting, about: Subject, lengths: Collection[str]) -> bool:
    """Whether an entry asked for a gap, or for a silence that reached these lengths."""
    if about.noted == Note.GAP:
        return any(word == GAP for word, _ in entry.events)
    return any(word == SILENT and str(length) in lengths for word, length in entry.events)


def _way(*, at_once: bool) -> Way:
    return Way.AT_ONCE if at_once else Way.DIGEST


def _is_news(turned: Transition) -> bool:
    """Whether a serious incident did harm, and nothing counts it: else its breach is told.

    One that goes on as it was told, but for its figures, is no news.
    """
    before, after = turned.before, turned.after
    if turned.subject.noted != Note.SERIOUS or after is None:
        return True
    told = before is not None and before.harmed and not before.counted
    return after.harmed and not after.counted and not told


def _is_of_all(turned: Transition) -> bool:
    """Whether a phase stands so for all who are named: it is not told once for each of them."""
    return turned.subject.phase is None or turned.subject.holder == ALL_NAMED


def _asks(entry: Alerting, turned: Transition, kind: AlertKind) -> bool:
    if not _is_on(entry, turned):
        return False
    if kind is AlertKind.SOURCE_SILENT:
        new = reached(turned.before, turned.after)
        return any(word == SILENT and str(length) in new for word, length in entry.events)
    words = {word for word, _ in entry.events}
    return bool(words & set(_words(turned, kind)))


def _is_on(entry: Alerting, turned: Transition) -> bool:
    about = turned.subject
    if (entry.on, entry.reading) != (_on(about), about.reading):
        return False
    within = about.scope if about.condition else about.holder
    if about.phase is not None:
        return within == (entry.scope or ALL_NAMED)
    return entry.scope is None or entry.scope == within


def _on(about: Subject) -> str:
    """Return what the rules call a subject."""
    if about.noted is not None:
        return _ON[Note(about.noted)]
    return about.condition or about.phase or AGREEMENT


def _words(turned: Transition, kind: AlertKind) -> Iterator[str]:
    """Yield the words by which the rules may ask for a change."""
    match kind:
        case AlertKind.SERIOUS:
            if _is_news(turned):
                yield "told"
        case AlertKind.STATEMENT:
            yield turned.after.word if turned.after else ""
        case AlertKind.DECISION:
            yield "taken"
        case AlertKind.FEED_GAP:
            yield GAP
        case AlertKind.TAKEN_BACK:
            yield TAKEN_BACK
            if turned.before is None:
                yield "taken"
        case AlertKind.COUNT_RESTARTS | AlertKind.APPROACHING | AlertKind.NOT_MET:
            yield kind.value
            if turned.after is not None and turned.after.word != _word_before(turned):
                yield turned.after.word
        case _:
            yield kind.value


def _word_before(turned: Transition) -> str | None:
    return turned.before.word if turned.before else None
