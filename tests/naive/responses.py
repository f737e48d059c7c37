"""Requests and their answers: each obliges an answer in time; each day asks whether one is owed.

A request obliges wherever in its span it was made; its answer is the first that matches and does
not come before it. A request was overdue at the instants after its deadline and before its
answer. What could have gone unseen may have happened at any instant at which nobody watched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.agreements.model import Response
from monitor.incidents.span import TICK
from tests.naive.actors import Truth
from tests.naive.acts import after, turning
from tests.naive.daily import of_day, so_far
from tests.naive.days import Day
from tests.naive.gauge import Case
from tests.naive.happenings import Item, instants, items, matches, unseen


@dataclass(frozen=True)
class Answer:
    """What may answer one request: surely, if it happened as a whole and is about the same."""

    item: Item
    sure: bool


class Responses:
    """A duty to answer in one scope, judged day by day."""

    def __init__(self, case: Case, terms: Response, per: str | None, scope: str | None) -> None:
        self.case = case
        self.terms = terms
        self.zone = case.roster.zone
        asked = items(case, terms.to, per, scope)
        self.requests = [item for item in asked if item.first >= case.start]
        self.found = items(case, terms.with_)
        self.unseen = unseen(case, terms.with_)

    def reads(self, day: Day) -> str:
        """Return the verdict on a day."""
        end = so_far(self.case, day)
        overdue = [self.overdue(request, day.start, end) for request in self.requests]
        if True in overdue:
            return "breached"
        if not any(request.first < end for request in self.requests):
            return "nobody_asked"
        tested = any(request.must and request.last < end for request in self.requests)
        found = "kept" if tested and None not in overdue else "undetermined"
        return of_day(self.case, day, found)

    def answers(self, request: Item) -> list[Answer]:
        """Return what may answer a request."""
        truths = [(item, matches(self.terms.match, request, item)) for item in self.found]
        return [
            Answer(item, item.must and truth is True)
            for item, truth in truths
            if truth is not False
        ]

    def overdue(self, request: Item, first: datetime, end: datetime) -> Truth:
        """Whether the answer was owed at an instant of [first, end), too late already.

        True if it was wherever in its span the request was made and whatever the record leaves
        open; false if it was not; else None.
        """
        found = {
            self._overdue_if(request, moment, first, end)
            for moment in self.moments(request, first, end)
        }
        return found.pop() if len(found) == 1 else None

    def moments(self, request: Item, *marks: datetime) -> list[datetime]:
        """Return the instants of a request's span at which anything about it may turn."""
        turns = {*marks, *(end for gap in self.unseen for end in gap)}
        turns |= {end for item in self.found for end in (item.first, item.last)}
        return instants(
            request.first, request.last, turns | turning(turns, self.terms.within, self.zone)
        )

    def deadline(self, moment: datetime) -> datetime:
        """Return until when a request made then must be answered, included."""
        return after(moment, self.terms.within, self.zone)

    def _overdue_if(self, request: Item, made: datetime, first: datetime, end: datetime) -> Truth:
        """Whether it was overdue in [first, end), had it been made just then."""
        earliest = max(first, self.deadline(made) + TICK)
        if earliest >= end:
            return False
        answers = self.answers(request)
        if any(each.sure and between(each.item, made, earliest) for each in answers):
            return False
        if not request.must or self.open_between(answers, made, earliest):
            return None
        return True

    def open_between(self, answers: Sequence[Answer], first: datetime, last: datetime) -> bool:
        """Whether an answer may have come in the closed [first, last], seen or unseen."""
        seen = any(each.item.first <= last and first <= each.item.last for each in answers)
        return seen or any(start <= last and first < end for start, end in self.unseen)


def between(item: Item, first: datetime, last: datetime) -> bool:
    """Whether an item certainly was in the closed [first, last]."""
    return first <= item.first and item.last <= last


class Obligations(Responses):
    """The same duty, request by request: where each stands just before the instant judged."""

    def states(self) -> list[tuple[datetime, datetime, str]]:
        """Return when each request was made, and where it stands: undetermined where that is open.

        A request that is not certain may have asked for nothing: this is how it stands if it did.
        """
        found = []
        for request in self.requests:
            if request.first >= self.case.at:
                continue
            words: set[str] = set()
            for made in self.moments(request, self.case.at):
                words |= self._states_if(request, made)
            state = words.pop() if len(words) == 1 else "undetermined"
            found.append((request.first, request.last, state))
        return found

    def _states_if(self, request: Item, made: datetime) -> set[str]:
        """Return every state that it may be in, had it been made just then."""
        due, at = self.deadline(made), self.case.at
        answers = self.answers(request)
        sure = [each.item for each in answers if each.sure and each.item.first >= made]
        latest = min((item.last for item in sure if item.last < at), default=None)
        words = set()
        if latest is None:
            words.add("overdue" if due + TICK < at else "pending")
        for first in self._first_answers(answers, made):
            if latest is None or first <= latest:
                words.add("met" if first <= due else "late")
        return words

    def _first_answers(self, answers: Sequence[Answer], made: datetime) -> list[datetime]:
        """Return instants that stand for all at which the first answer may have come."""
        due, at = self.deadline(made), self.case.at
        places = []
        for each in answers:
            item = each.item
            marks = (made, due, at)
            near = instants(item.first, item.last, marks)
            places += [moment for moment in near if made <= moment < at]
        for start, end in self.unseen:
            near = instants(start, end - TICK, (made, due, at))
            places += [moment for moment in near if made <= moment < at]
        return places
