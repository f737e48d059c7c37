"""Which of two things came first, or whether they came together, in every world of the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.agreements.model import Duration, Happening, Order
from monitor.incidents.span import TICK
from tests.naive.acts import after, turning
from tests.naive.gauge import Case
from tests.naive.happenings import Item, World, items, unseen, worlds


def read_order(case: Case, terms: Order) -> str:
    """Return what an order reads, at the instant judged."""
    return Orders(case, terms).reads()


class Orders:
    """The first of one thing put beside the first of another."""

    def __init__(self, case: Case, terms: Order) -> None:
        other: Happening | None = terms.no_earlier_than or terms.together_with
        if other is None:
            msg = "an order is of two things"
            raise TypeError(msg)
        self.case = case
        self.terms = terms
        self.zone = case.roster.zone
        self.ones = [replace(item, key=f"one {item.key}") for item in items(case, terms.of)]
        self.others = [replace(item, key=f"other {item.key}") for item in items(case, other)]
        self.unseen = unseen(case, terms.of), unseen(case, other)

    def reads(self) -> str:
        """Return the one verdict that all worlds come to, or undetermined."""
        found = set()
        for world in worlds([*self.ones, *self.others], self._marks()):
            one, other = self._first(self.ones, world), self._first(self.others, world)
            if self.terms.within is None:
                found.add(self._after(one, other))
            else:
                found.add(self._together(one, other, self.terms.within))
        return found.pop() if len(found) == 1 else "undetermined"

    def _marks(self) -> set[datetime]:
        ends = {end for item in (*self.ones, *self.others) for end in (item.first, item.last)}
        ends |= {self.case.at, *(end for gaps in self.unseen for gap in gaps for end in gap)}
        if self.terms.within is None:
            return ends
        later = {after(end, self.terms.within, self.zone) for end in ends}
        return ends | later | turning(ends, self.terms.within, self.zone)

    def _first(self, found: Sequence[Item], world: World) -> datetime | None:
        """Return when the first of these happened by the instant judged, in a world."""
        moments = [(item, world[item.key]) for item in found]
        return min(
            (moment for item, moment in moments if moment and item.by_then(moment, self.case.at)),
            default=None,
        )

    def _after(self, one: datetime | None, other: datetime | None) -> str:
        """One thing comes no earlier than the other, which could have happened unseen."""
        if one is None:
            return "not_yet"
        if other is not None and other <= one:
            earlier = any(start < other for start, _ in self.unseen[0])
            return "undetermined" if earlier else "kept"
        return "undetermined" if any(start <= one for start, _ in self.unseen[1]) else "breached"

    def _together(self, one: datetime | None, other: datetime | None, length: Duration) -> str:
        """Both come within a time of each other; either could have happened unseen."""
        firsts = [one, other]
        there = [moment for moment in firsts if moment is not None]
        if not there:
            return "not_yet"
        first = min(there)
        end = after(first, length, self.zone)
        if len(there) == 2 and max(there) <= end:
            early = any(
                after(start, length, self.zone) < other
                for other, gaps in zip(reversed(there), self.unseen, strict=True)
                for start, _ in gaps
            )
            return "undetermined" if early else "kept"
        if len(there) == 1 and self.case.at <= end:
            return "not_yet"
        late = 1 if one == first else 0
        near = any(
            start <= end and first <= after(stop - TICK, length, self.zone)
            for start, stop in self.unseen[late]
        )
        return "undetermined" if near else "breached"
