"""What may be done only while something holds: each act is put to the state at its instant."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import TypeVar

from monitor.agreements.model import Attested, Condition, Decided, Holding, OnlyIf
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import FOREVER
from tests.naive.actors import Truth
from tests.naive.acts import after
from tests.naive.attestations import newest_says, words_of
from tests.naive.daily import Judge, of_day, so_far
from tests.naive.days import Day
from tests.naive.decided import acts_of, read_decided
from tests.naive.events import standing
from tests.naive.gates import TRUTHS, Gates, Scope
from tests.naive.gauge import Case
from tests.naive.happenings import Item, instants, items, same_values, values
from tests.naive.limits import all_days

T = TypeVar("T")


class Permits:
    """What is done only under leave, in one scope, judged day by day.

    Args:
        case: The record, and the instant judged.
        condition: What is done, and what must hold for it.
        scope: The area's or the party's id; None for the whole.
        reads: Reads a condition that is no gate at the instant of a case.
        judge: Returns who reads the days of a daily condition; None for a condition of no days.
        scopes: Returns the scopes of a condition.
    """

    def __init__(
        self,
        case: Case,
        condition: Condition,
        scope: Scope,
        reads: Callable[[Case, str, Scope], str | None],
        judge: Callable[[Case, str, Scope], Judge | None],
        scopes: Callable[[Case, Condition], list[Scope]],
    ) -> None:
        if condition.only_if is None:
            msg = "only what needs leave is put to it"
            raise TypeError(msg)
        self.case = case
        self.terms: OnlyIf = condition.only_if
        self.per, self.scope = condition.per, scope
        self.reads_at = reads
        self.judge = judge
        self.scopes = scopes
        self.acts = items(case, self.terms.of, self.per, scope)

    def reads(self, day: Day) -> str:
        """Return the verdict on a day."""
        end = so_far(self.case, day)
        touching = [each for each in self.acts if each.first < end and day.start <= each.last]
        inside = [
            each for each in touching if each.must and day.start <= each.first and each.last < end
        ]
        if any(self.permitted(each) is False for each in inside):
            return "breached"
        if not touching:
            return "nobody_asked"
        known = all(self.permitted(each) is True for each in touching)
        return of_day(self.case, day, "kept" if known and inside else "undetermined")

    def permitted(self, act: Item) -> Truth:
        """Whether what must hold held, whenever in its span the act was done."""
        moments = instants(act.first, act.last, {*self._turns(), self.case.at})
        found = {self._holds(act, moment) for moment in moments}
        return found.pop() if len(found) == 1 else None

    def _turns(self) -> set[datetime]:
        """Return the instants at which anything that may have to hold may turn."""
        case, zone = self.case, self.case.roster.zone
        turns = {end for day in all_days(case) for end in (day.start, day.end)}
        turns |= {end for piece in case.force for end in piece}
        for decision in standing(case.versions, Decision, case.known):
            span = decision.record.effective
            turns |= {span.start, span.last, decision.record.until or span.last}
        for attestation in standing(case.versions, Attestation, case.known):
            span = attestation.record.during
            turns |= {span.start, span.last, span.end}
        lengths = {
            length
            for condition in case.agreement.conditions.values()
            for length in (
                condition.attested and condition.attested.fresh_for,
                condition.by and condition.by.within,
            )
            if length
        }
        later = {after(turn, each, zone) for turn in turns if turn < FOREVER for each in lengths}
        return turns | later

    def _holds(self, act: Item, moment: datetime) -> Truth:
        """Whether what must hold held at an instant, for this act; not known of what is to come."""
        if moment >= self.case.at:
            return None
        there = replace(self.case, at=moment)

        def leaf(name: str, scope: Scope) -> str | None:
            judge = self.judge(self.case, name, scope)
            if judge is not None:
                day = next((d for d in all_days(self.case) if d.start <= moment < d.end), None)
                return "undetermined" if day is None else judge.reads(day)
            condition = self.case.agreement.conditions[name]
            if condition.decided is not None and self.terms.match is not None:
                return self._decided(there, act, condition.decided)
            if condition.attested is not None and self.terms.match is not None:
                return self._attested(there, act, condition.attested)
            return self.reads_at(there, name, scope)

        gates = Gates(
            self.case.agreement,
            leaf,
            lambda condition: self.scopes(there, condition),
            lambda member: self._inline(there, act, member),
        )
        return gates.truth(self.terms.holds, self.per, self.scope)

    def _inline(self, there: Case, act: Item, leaf: Holding) -> Truth:
        """Whether an act named in the condition itself stands at an instant.

        Whoever decides or attests covers their own acts: where there is none, it does not stand.
        """
        if leaf.decided is not None:
            named = Decided(what=leaf.decided, by=leaf.by).counting(leaf.also_under)
            return TRUTHS.get(self._decided(there, act, named))
        words = words_of(there, leaf.attested or "", leaf.by, leaf)
        found = {
            bool(some) and newest_says(there, some, None) == "kept"
            for some in self._known(words, act, lambda word: word.record.references)
        }
        return found.pop() if len(found) == 1 else None

    def _decided(self, there: Case, act: Item, terms: Decided) -> str:
        found = {
            read_decided(there, terms, some)
            for some in self._known(acts_of(there, terms), act, lambda each: each.refs)
        }
        return found.pop() if len(found) == 1 else "undetermined"

    def _attested(self, there: Case, act: Item, terms: Attested) -> str:
        words = words_of(there, terms.what, terms.by, terms)
        found = {
            newest_says(there, some, terms.fresh_for)
            for some in self._known(words, act, lambda word: word.record.references)
        }
        return found.pop() if len(found) == 1 else "undetermined"

    def _known(
        self, words: Sequence[T], act: Item, refs: Callable[[T], Collection[str]]
    ) -> Iterator[list[T]]:
        """Yield every choice of the words that are about the act; those that may be, both ways."""
        name = self.terms.match
        about = [
            True if name is None else same_values(values(name, refs(word)), values(name, act.refs))
            for word in words
        ]
        ways = [{True: [True], False: [False], None: [True, False]}[each] for each in about]
        for chosen in product(*ways):
            yield [word for word, taken in zip(words, chosen, strict=True) if taken]
