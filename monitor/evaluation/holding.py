"""Whether something held at an instant: a condition, somebody's word or decision, or a gate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import compress, product
from typing import TypeVar

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Decided, Holding, Unit
from monitor.agreements.named import holdings
from monitor.evaluation.acts import Act
from monitor.evaluation.attestation import judge_attested, speaks
from monitor.evaluation.decided import judge_decided
from monitor.evaluation.duties import judge_duty
from monitor.evaluation.finding import finding
from monitor.evaluation.gates import Gates, Leaf, Level, Scope, at_least
from monitor.evaluation.happened import item_of
from monitor.evaluation.items import Item, matches
from monitor.evaluation.kleene import Kleene, agreed, all_of, any_of, negate
from monitor.evaluation.turning import turns
from monitor.evaluation.verdict import Cause, Verdict
from monitor.evaluation.view import View
from monitor.incidents.record import Attestation

MOST_OPEN = 8
"""Of more acts of which it is open whether they bear on an item, nothing is said."""

A = TypeVar("A", Act, Attestation)

_OPEN = Level(Verdict.UNDETERMINED, Cause.ORDER)
_NO_DAY = Level(Verdict.UNDETERMINED, Cause.NO_DAY)
_HELD: dict[Verdict, Kleene] = {
    Verdict.KEPT: True,
    Verdict.BREACHED: False,
    Verdict.NOT_YET: False,
}


@dataclass(frozen=True)
class Held:
    """Tells in a view whether `holding` held, asked in a scope or for the whole.

    `match` is the reference that acts must share with the item, None where they need not.
    """

    view: View
    holding: Holding
    per: str | None = None
    scope: Scope = None
    match: str | None = None
    _levels: dict[tuple[str, Scope, datetime], Level | None] = field(default_factory=dict)

    def at(self, item: Item, instant: datetime) -> Kleene:
        """Whether it held for an item at an instant; what has not happened yet is unknown."""
        if instant >= self.view.horizon:
            return None
        return self._holds(self.holding, item, instant)

    def turns(self, after: datetime, until: datetime) -> list[datetime]:
        """Return the instants strictly between two at which it may begin, or cease, to hold."""
        calendar = self.view.calendar
        terms = [c.by for c in self.view.agreement.conditions.values() if c.by]
        ends = [
            calendar.after(calendar.start, by.within)
            for by in terms
            if by.within and by.of and by.of.start
        ]
        ends += [calendar.utc(by.no_later_than) for by in terms if by.no_later_than]
        found = [*ends, *(instant for instant, _ in turns(self.view, after, until))]
        return [instant for instant in found if after < instant < until]

    def _holds(self, holding: Holding, item: Item, instant: datetime) -> Kleene:
        if holding.condition is not None:
            gates = Gates(self.view.agreement, self._leaf(item, instant), self.view.scopes)
            return gates.truth(holding.condition, self.per, self.scope)
        if holding.attested is not None:
            return self._attested(holding, item, instant)
        if holding.decided is not None:
            return self._decided(holding, item, instant)
        members = [self._holds(member, item, instant) for member in holding.members]
        if holding.at_least is not None:
            return at_least(holding.at_least.count, members)
        if holding.not_ is not None:
            return negate(members[0])
        return all_of(members) if holding.all_of is not None else any_of(members)

    def _leaf(self, item: Item, instant: datetime) -> Leaf:
        def level(name: str, scope: Scope) -> Level | None:
            if self.match is not None and (own := self._of_item(name, item, instant)):
                return own
            key = (name, scope, instant)
            if key not in self._levels:
                self._levels[key] = self._level(name, scope, instant)
            return self._levels[key]

        return level

    def _level(self, name: str, scope: Scope, instant: datetime) -> Level | None:
        """Return what a condition that is no gate read: of a day what is known of all of it."""
        condition = self.view.agreement.conditions[name]
        if condition.daily:
            days = self.view.judged(name, scope)
            if days is None:
                return None
            there = (day for day in days if day.day.start <= instant < day.day.end)
            day = next(there, None)
            return Level(day.verdict, day.cause) if day else _NO_DAY
        duty = judge_duty(self.view, name, condition, instant)
        found = duty or finding(self.view.moved(instant), name, condition, scope)
        return Level(found.verdict, found.cause) if found else None

    def _of_item(self, name: str, item: Item, instant: datetime) -> Level | None:
        """Return what a condition on acts read of those that bear on an item; None of any other.

        Where several bear on it perhaps, what it reads whichever of them do.
        """
        condition = self.view.agreement.conditions[name]
        decided, attested = condition.decided, condition.attested
        if decided is not None:
            words = {decided.what, *decided.withdrawals}
            every = self.view.acts_for(decided).decisions
            acts = [act for act in every if act.word in words]
            return self._level_of(
                judge_decided(decided, some, instant)[:2] for some in self._bearing(acts, item)
            )
        if attested is not None:
            given = self.view.spoken(attested)
            begun = [record for record in given if record.during.start <= instant]
            return self._level_of(
                judge_attested(attested, some, instant)[:2] for some in self._bearing(begun, item)
            )
        return None

    @staticmethod
    def _level_of(found: Iterable[tuple[Verdict, Cause]]) -> Level:
        read = dict(found)
        verdict, cause = next(iter(read.items()), (Verdict.UNDETERMINED, Cause.ORDER))
        return Level(verdict, cause) if len(read) == 1 else _OPEN

    def _bearing(self, acts: Sequence[A], item: Item) -> Iterator[list[A]]:
        """Yield those that bear on an item with every choice of those that perhaps do, in order.

        Nothing is yielded where too many perhaps do.
        """
        bears = [matches(item, item_of(act, self.match)) for act in acts]
        if bears.count(None) <= MOST_OPEN:
            ways = [(each,) if each is not None else (True, False) for each in bears]
            for taken in product(*ways):
                yield list(compress(acts, taken))

    def _attested(self, holding: Holding, item: Item, instant: datetime) -> Kleene:
        """Whether the newest word on it says that it is so; without any it is not."""
        given = [
            (record.during.start, position, record)
            for position, record in enumerate(self.view.acts_for(holding).attestations)
            if record.what == holding.attested
            and record.during.start <= instant
            and speaks(record, holding.by, self.view.classifier)
        ]
        found: set[Kleene] = set()
        for _, _, record in sorted(given, key=lambda one: one[:2], reverse=True):
            bears = matches(item, item_of(record, self.match))
            if bears is not False:
                found.add(record.holds)
            if bears:
                return agreed(found)
        return agreed({*found, False})

    def _decided(self, holding: Holding, item: Item, instant: datetime) -> Kleene:
        """Whether a decision of each of those named was in force, whatever bears on the item."""
        what = Decided(what=holding.decided or "", by=holding.by)
        words = {what.what, *what.withdrawals}
        every = self.view.acts_for(holding).decisions
        acts = [act for act in every if act.word in words]
        return agreed(
            _HELD.get(judge_decided(what, some, instant)[0]) for some in self._bearing(acts, item)
        )


def counts_hours(view: View, holding: Holding) -> bool:
    """Whether it hangs on a count of hours, which can be complete at any instant."""
    conditions = view.agreement.conditions
    ahead = [one.condition for _, one in holdings(holding) if one.condition is not None]
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            streak = conditions[name].streak
            if streak is not None and streak.for_.unit is Unit.HOURS:
                return True
            ahead += asked_for_by(conditions[name])
    return False
