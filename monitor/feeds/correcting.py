"""Which of the things told a correction corrects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.agreements.model import Agreement
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.views.turned import About, Turned


@dataclass(frozen=True)
class Correcting:
    """Finds, among the transitions of an agreement, newest first, what one of them corrects."""

    agreement: Agreement
    told: Sequence[Turned]

    def corrected(self, place: int) -> int | None:
        """Return the place of what the transition at a place corrects; None where it is not there.

        That is the newest earlier one that said of the same what is now said to be wrong: of the
        same finished days, or of the day at whose end, or in whose course, it was said.
        """
        one = self.told[place]
        if one.kind == "change" or one.before is None:
            return None
        for earlier in range(place + 1, len(self.told)):
            other = self.told[earlier]
            said = other.after
            if said is None or other.known >= one.known or not self._same(one, other):
                continue
            alike = (said.word, said.cause) == (one.before.word, one.before.cause)
            return earlier if alike else None
        return None

    def _same(self, one: Turned, other: Turned) -> bool:
        """Whether something earlier was said of what this one is about."""
        if _of(one.subject) != _of(other.subject):
            return False
        mine, its = ((about.day, about.last_day) for about in (one.subject, other.subject))
        if mine == its:
            return True
        if one.subject.day is None or one.subject.last_day is None or other.subject.day is not None:
            return False
        calendar = MonitoringCalendar(self.agreement.calendar, ())
        # What is said at the end of a day is said of the day that ends.
        day = calendar.wall_day(other.at - timedelta(microseconds=1))
        return one.subject.day <= day <= one.subject.last_day


def _of(about: About) -> tuple[str | None, ...]:
    named = (about.condition, about.scope, about.phase, about.holder, about.noted, about.key)
    return (*named, about.reading)
