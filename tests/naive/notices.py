"""Notice given beforehand: each event needs one, at least so long before it."""

from datetime import datetime

from monitor.agreements.model import Notice
from tests.naive.actors import Truth
from tests.naive.acts import before, turning_back
from tests.naive.daily import of_day, so_far
from tests.naive.days import Day
from tests.naive.gauge import Case
from tests.naive.happenings import Item, instants, items, matches, unseen


class Notices:
    """A duty to give notice in one scope, judged day by day."""

    def __init__(self, case: Case, terms: Notice, per: str | None, scope: str | None) -> None:
        self.case = case
        self.terms = terms
        self.zone = case.roster.zone
        self.events = items(case, terms.before, per, scope)
        self.found = items(case, terms.of)
        self.unseen = unseen(case, terms.of)

    def reads(self, day: Day) -> str:
        """Return the verdict on a day."""
        end = so_far(self.case, day)
        touching = [each for each in self.events if each.first < end and day.start <= each.last]
        inside = [
            each for each in touching if each.must and day.start <= each.first and each.last < end
        ]
        if any(self.noticed(each) is False for each in inside):
            return "breached"
        if not touching:
            return "nobody_asked"
        known = all(self.noticed(each) is True for each in touching)
        return of_day(self.case, day, "kept" if known and inside else "undetermined")

    def noticed(self, event: Item) -> Truth:
        """Whether notice was given in time, whenever in its span the event was."""
        turns = {end for item in self.found for end in (item.first, item.last)}
        turns |= {end for gap in self.unseen for end in gap}
        turns = turning_back(turns, self.terms.at_least, self.zone)
        moments = instants(event.first, event.last, turns)
        found = {self._noticed_if(event, moment) for moment in moments}
        return found.pop() if len(found) == 1 else None

    def _noticed_if(self, event: Item, moment: datetime) -> Truth:
        """Whether notice was given in time, had the event been just then."""
        latest = before(moment, self.terms.at_least, self.zone)
        truths = [(item, matches(self.terms.match, item, event)) for item in self.found]
        if any(item.must and same is True and item.last <= latest for item, same in truths):
            return True
        seen = any(same is not False and item.first <= latest for item, same in truths)
        return None if seen or any(start <= latest for start, _ in self.unseen) else False
