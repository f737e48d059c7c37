"""Whether something happened, was said or decided in time, in every world the record allows."""

from collections.abc import Iterable
from datetime import datetime

from monitor.agreements.model import By, Happening
from tests.naive.acts import after, turning
from tests.naive.days import instant
from tests.naive.gauge import Case
from tests.naive.happenings import Item, World, items, long_before, unseen, worlds


def read_by(case: Case, terms: By) -> str:
    """Return what a duty with a term reads."""
    return Term(case, terms).reads()


class Term:
    """A duty to be done by a deadline, which itself may hang on when something happened."""

    def __init__(self, case: Case, terms: By) -> None:
        self.case = case
        self.terms = terms
        self.zone = case.roster.zone
        wanted = _happening(terms.happened, terms.attested, terms.decided, terms.said_by)
        wanted = wanted.counting(terms.also_under)
        self.found = items(case, wanted)
        self.unseen = unseen(case, wanted, since=long_before(case))
        self.anchors: list[Item] = []
        of = terms.of
        if of is not None and not of.start:
            anchor = _happening(of.happened, of.attested, of.decided, of.by)
            self.anchors = items(case, anchor.counting(of.also_under))

    def reads(self) -> str:
        """Return the one verdict that all worlds come to, or undetermined."""
        every = [*self.found, *self.anchors]
        found = {self._in_world(world) for world in worlds(every, self._marks())}
        return found.pop() if len(found) == 1 else "undetermined"

    def _marks(self) -> set[datetime]:
        marks = {self.case.at, *(end for gap in self.unseen for end in gap)}
        if self.terms.within is None:
            return marks | {self._end(self.case.start)}
        begins = [end for item in self.anchors for end in (item.first, item.last)]
        ends = [end for item in self.found for end in (item.first, item.last)]
        marks |= {self._end(begin) for begin in (*begins, self.case.start)}
        if begins:
            marks |= turning([*ends, *marks], self.terms.within, self.zone)
        return marks

    def _begin(self, world: World) -> datetime | None:
        """Return from when the term runs; None where what it runs from has not happened."""
        if self.terms.of is None or self.terms.of.start:
            return self.case.start
        moments = [(item, world[item.key]) for item in self.anchors]
        return min(
            (moment for item, moment in moments if moment and item.by_then(moment, self.case.at)),
            default=None,
        )

    def _end(self, begin: datetime) -> datetime:
        """Return the last instant that is in time."""
        if self.terms.no_later_than is not None:
            return instant(self.terms.no_later_than, self.zone)
        if self.terms.within is None:
            msg = "a duty without a deadline"
            raise TypeError(msg)
        return after(begin, self.terms.within, self.zone)

    def _in_world(self, world: World) -> str:
        begin = self._begin(world)
        if begin is None or begin > self.case.at:
            return "not_yet"
        end = self._end(begin)
        for item in self.found:
            moment = world[item.key]
            if moment is not None and moment <= end and item.by_then(moment, self.case.at):
                return "kept"
        if self.case.at <= end:
            return "not_yet"
        unseen = any(start <= end and begin < stop for start, stop in self.unseen)
        return "undetermined" if unseen else "breached"


def _happening(
    happened: str | None, attested: str | None, decided: str | None, by: Iterable[str]
) -> Happening:
    return Happening(happened=happened, attested=attested, decided=decided, by=tuple(by))
