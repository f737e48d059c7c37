"""What is disputed between readings is announced once, and not again as each comes round to it."""

from collections.abc import Sequence
from dataclasses import replace

from monitor.agreements.model import Agreement
from monitor.alerts.audience import asked_at_once
from monitor.alerts.kinds import CORRECTS, AlertKind
from monitor.alerts.told import ToldDesks, matters
from monitor.alerts.transition import Transition

_OF_ITS_OWN = {
    *(AlertKind.APPROACHING, AlertKind.COUNT_RESTARTS, AlertKind.NOT_MET, AlertKind.ANSWERED_LATE),
    *CORRECTS,
}
"""What each reading has at times of its own, and says in its own figures."""


def announced(
    turned: Transition, kind: AlertKind, terms: Agreement, told: Sequence[ToldDesks]
) -> set[str]:
    """Return the desks that were told at once of the same under another reading, where it stands.

    They have read how all readings stand; that one more has come to say so goes with the digest.
    What the open reading says is never held back, nor what other readings say first.

    Args:
        turned: What is told.
        kind: What sort of thing it is.
        terms: The terms, which say who is told of what under which reading.
        told: What each desk was told, the newest first.
    """
    about, after = turned.subject, turned.after
    if about.reading is None or after is None or kind in _OF_ITS_OWN:
        return set()
    found: set[str] = set()
    for reading in {None, *(entry.reading for entry in terms.alerts)} - {about.reading}:
        same = replace(turned, subject=replace(about, reading=reading))
        found |= {
            desk
            for desk in _told_so(same, after.word, told)
            if asked_at_once(desk, same, kind, terms)
        }
    return found


def _told_so(turned: Transition, word: str, told: Sequence[ToldDesks]) -> set[str]:
    """Return the desks whose newest word of a matter is this one."""
    found: set[str] = set()
    for desk in {desk for one in told for desk in one.words}:
        words = [
            one.words[desk][matter]
            for matter in matters(turned)
            for one in told
            if matter in one.words.get(desk, {})
        ]
        holds = words[0].holds if words else None
        if holds is not None and holds.word == word:
            found.add(desk)
    return found
