"""Permission that is needed: whatever happens, happened only while something held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.evaluation.items import Item
from monitor.evaluation.kleene import Kleene, agreed
from monitor.evaluation.owed import Obligation, Owed
from monitor.incidents.span import TICK

Holds = Callable[[Item, datetime], Kleene]
"""Whether what an item needs held at an instant."""

Turns = Callable[[datetime, datetime], Sequence[datetime]]
"""Gives the instants strictly between two at which what is needed may begin, or cease, to hold."""


@dataclass(frozen=True)
class Needing:
    """One item that needs permission.

    `steady` is False where what it needs may cease to hold at instants that nobody can name.
    """

    item: Item
    holds: Holds
    turns: Turns
    steady: bool = True

    @cached_property
    def permitted(self) -> Kleene:
        """Whether it was permitted at every instant of its span, or at none; else None."""
        first, last = self.item.first, self.item.last
        tried = {first, last}
        if first < last and not self.steady:
            return None
        if first < last:
            near = (turn + step * TICK for turn in self.turns(first, last) for step in (-1, 0, 1))
            tried |= {instant for instant in near if first < instant < last}
        return agreed(self.holds(self.item, instant) for instant in sorted(tried))

    def obligation(self) -> Obligation:
        """Return how it stands."""
        state = {True: Owed.MET, False: Owed.OVERDUE, None: Owed.UNDETERMINED}[self.permitted]
        missed = self.permitted is False and self.item.must
        span = self.item.first, self.item.last + TICK
        ends = self.item.first, self.item.last
        return Obligation(self.item, state, *ends, self.item.last, span if missed else None)
