"""What each desk was told last of what: whom a correction has to reach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.alerts.alert import Alert, Way, threads_of
from monitor.alerts.transition import Holds, Subject, Transition

Matter = tuple[str, date | None]
"""A thread, and the day that a verdict is about; None for a verdict of no one day."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a desk was told of a matter: by which alert, and what held."""

    alert: str
    holds: Holds | None


@dataclass(frozen=True)
class ToldDesks:
    """What each desk was told last; grows with every alert that reaches it."""

    words: Mapping[str, Mapping[Matter, Word]] = field(default_factory=dict)
    newest: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By desk and thread, the last alert."""

    def after(self, alerts: Iterable[Alert], *, digest: bool = False) -> "ToldDesks":
        """Return it with alerts told: those at once, or with `digest` those that waited for it."""
        words = {desk: dict(told) for desk, told in self.words.items()}
        newest = {desk: dict(told) for desk, told in self.newest.items()}
        for alert in alerts:
            for desk, way in alert.desks.items():
                if (way is Way.DIGEST) is not digest:
                    continue
                word = Word(alert.id, alert.turned.after)
                told = words.setdefault(desk, {})
                told.update((matter, word) for matter in matters(alert.turned))
                threads = threads_of(alert.turned)
                newest.setdefault(desk, {}).update(dict.fromkeys(threads, alert.id))
        return ToldDesks(words, newest)

    def otherwise(self, turned: Transition) -> dict[str, tuple[str, ...]]:
        """Return which desks were told otherwise than what holds now, and by which alerts.

        The same verdict for another cause is not otherwise.
        """
        found: dict[str, tuple[str, ...]] = {}
        for desk, told in self.words.items():
            words = [told[matter] for matter in matters(turned) if matter in told]
            wrong = dict.fromkeys(
                word.alert for word in words if not _alike(word.holds, turned.after)
            )
            if wrong:
                found[desk] = tuple(wrong)
        return found

    def knowing(self, turned: Transition) -> frozenset[str]:
        """Return the desks that were told something of every day that it is about."""
        about = tuple(matters(turned))
        return frozenset(desk for desk, told in self.words.items() if all(m in told for m in about))

    def overtaken(self, alerts: Iterable[Alert]) -> "ToldDesks":
        """Return it without what each desk is told at once: that does not wait any more."""
        words = {desk: dict(told) for desk, told in self.words.items()}
        for alert in alerts:
            for desk, way in alert.desks.items():
                if way is not Way.DIGEST and desk in words:
                    for matter in matters(alert.turned):
                        words[desk].pop(matter, None)
        return ToldDesks(words, self.newest)

    def with_digest(self, desk: str, waiting: "ToldDesks") -> "ToldDesks":
        """Return it with what waited for the digest of a desk told to it."""
        words, newest = dict(self.words), dict(self.newest)
        if desk in waiting.words:
            words[desk] = {**self.words.get(desk, {}), **waiting.words[desk]}
            newest[desk] = {**self.newest.get(desk, {}), **waiting.newest.get(desk, {})}
        return ToldDesks(words, newest)

    def without(self, desk: str) -> "ToldDesks":
        """Return it with nothing told to a desk."""
        words = {name: told for name, told in self.words.items() if name != desk}
        newest = {name: told for name, told in self.newest.items() if name != desk}
        return ToldDesks(words, newest)

    def last_of(self, threads: Iterable[str]) -> tuple[str, ...]:
        """Return the last alert of some threads that each desk was told, each once."""
        names = tuple(threads)
        told = (by_thread.get(name) for by_thread in self.newest.values() for name in names)
        return tuple(dict.fromkeys(alert for alert in told if alert is not None))


def _alike(told: Holds | None, holds: Holds | None) -> bool:
    """Whether what was told still holds: the verdict and how far it has come, not its cause."""
    return told.says_as(holds) if told is not None and holds is not None else told is holds


def matters(turned: Transition) -> Iterator[Matter]:
    """Yield the matters that a transition is about, one for each day and each name of it."""
    for thread in threads_of(turned):
        yield from ((thread, day) for day in _days(turned))


def _days(turned: Transition) -> Iterator[date | None]:
    subject: Subject = turned.subject
    if subject.day is not None:
        last = subject.last_day or subject.day
        for number in range((last - subject.day).days + 1):
            yield subject.day + timedelta(days=number)
        return
    sides = (turned.after, turned.before)
    yield next((side.day for side in sides if side is not None and side.day), None)
