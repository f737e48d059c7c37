"""Notice that is owed: whatever happens was announced so long before.

What is certain holds in every world that the record allows: each item anywhere in its span, each
uncertain one there or not, a notice at any instant that nobody watched.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item, Matching, surely
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.owed import Obligation, Owed
from monitor.incidents.span import TICK

MOST = 5
"""How many notices are named beside what they may have announced: the last ones before it."""


@dataclass(frozen=True)
class Announced:
    """One item that needs notice, and what may have been its notice.

    `due` takes an instant to the one by which what happens at it is announced; exactly then is in
    time. `gaps` are the half-open intervals, in order, in which a notice could have gone unseen.
    `backs` are the instants of the item's span just after which clocks go back, where notice is
    due days before.
    """

    item: Item
    notices: Matching
    gaps: Sequence[Interval]
    due: Callable[[datetime], datetime]
    backs: Sequence[datetime] = ()

    def due_first(self) -> datetime:
        """Return by when it had to be announced at the earliest."""
        return min(self.due(at) for at in (self.item.first, *(b + TICK for b in self.backs)))

    def due_last(self) -> datetime:
        """Return by when it had to be announced at the latest."""
        return max(self.due(at) for at in (self.item.last, *self.backs))

    def noticed(self, *, watched: bool = False) -> Kleene:
        """Whether it was announced in time; None where that is not certain.

        With `watched`, as it would be had no notice been able to go unseen.
        """
        first, last = self.due_first(), self.due_last()
        possible = False
        for notice in self.notices.possible(self.item):
            if notice.first > last:
                break
            possible = True
            if notice.last <= first and surely(self.item, notice):
                return True
        unseen = not watched and any(start <= last for start, _ in self.gaps)
        return None if possible or unseen else False

    def obligation(self) -> Obligation:
        """Return how it stands; announced too late is told apart from not announced."""
        noticed, last = self.noticed(), self.due_last()
        answers = self.notices.latest(self.item, self.item.last, MOST)
        state = Owed.UNDETERMINED
        if noticed is not None:
            came = any(surely(self.item, notice) for notice in answers)
            state = Owed.MET if noticed else (Owed.LATE if came else Owed.OVERDUE)
        missed = noticed is False and self.item.must
        return Obligation(
            self.item,
            state,
            self.due_first(),
            last,
            self.item.last,
            (self.item.first, self.item.last + TICK) if missed else None,
            tuple(answers),
            () if noticed is not None else tuple(gap for gap in self.gaps if gap[0] <= last),
        )
