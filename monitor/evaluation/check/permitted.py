"""Permission that is needed, decided again: what had to hold is asked for at every instant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress, product
from typing import TypeVar

from monitor.agreements.model import Condition, Decided, Holding, OnlyIf, Unit
from monitor.evaluation.check.belonging import best, worst
from monitor.evaluation.check.decision import Decision as Read
from monitor.evaluation.check.deeds import TooOpenError
from monitor.evaluation.check.duties import read_attested, read_decided
from monitor.evaluation.check.gating import truth_of
from monitor.evaluation.check.known import bearing, conditions_of
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import Truth, same
from monitor.evaluation.check.owed import Debt, Owing, Tested, on_days, on_touched
from monitor.evaluation.check.things import Thing, Things, alike
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.record import Attestation, Decision
from monitor.incidents.span import FOREVER, TICK

TOO_MANY = 8
"""Of so many acts it may be open whether they bear on a thing; with more it is not decided."""

R = TypeVar("R", Decision, Attestation)

_TRUTHS = {Verdict.KEPT: True, Verdict.BREACHED: False, Verdict.NOT_YET: False}


def read_only_if(
    matter: Matter, duty: OnlyIf, asking: Sequence[Thing], per: str | None, scope: str | None
) -> Owing:
    """Decide on every day whether what happened on it happened only while something held."""
    holding = Held(matter, duty, per, scope)
    tested = [Tested(thing, holding.throughout(thing)) for thing in asking]
    states = {True: "met", False: "overdue", None: "undetermined"}
    debts = [
        Debt(t.record, t.key, t.certain, states[one.passed], t.first, t.last)
        for one in tested
        for t in (one.thing,)
    ]
    days = on_days(matter, on_touched(tested), Cause.PERMITTED, Cause.UNPERMITTED)
    return Owing(days, tuple(debts))


def _joined(gate: Holding, truths: list[Truth]) -> Truth:
    """What a gate comes to."""
    if gate.at_least is not None:
        enough = gate.at_least.count
        possible = len(truths) - truths.count(False)
        return True if truths.count(True) >= enough else None if possible >= enough else False
    if gate.not_ is not None:
        return None if truths[0] is None else not truths[0]
    return worst(truths) if gate.all_of is not None else best(truths)


def _one_of(verdicts: Iterable[Verdict]) -> Verdict:
    """What all say; undetermined where they differ."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else Verdict.UNDETERMINED


@dataclass(frozen=True)
class Held:
    """Asks whether what a duty needs held, in a scope or for the whole."""

    matter: Matter
    duty: OnlyIf
    per: str | None
    scope: str | None
    read: dict[tuple[str, str | None, datetime], Read | None] = field(default_factory=dict)
    """What conditions read at an instant, whatever the thing."""

    def throughout(self, thing: Thing) -> Truth:
        """Whether it held whenever the thing happened, or at no such time; else None."""
        if thing.first < thing.last and self._counts_hours():
            return None
        return same([self._at(self.duty.holds, thing, t) for t in self._instants(thing)])

    def _counts_hours(self) -> bool:
        """Whether it hangs on a count of hours, which may be complete at any instant."""
        return any(
            isinstance(one, Condition) and one.streak and one.streak.for_.unit is Unit.HOURS
            for name in conditions_of(self.duty.holds)
            for one in bearing(self.matter.terms, name, set())
        )

    def _instants(self, thing: Thing) -> list[datetime]:
        """The instants of a thing's span at which it may begin, or cease, to hold."""
        if thing.first == thing.last:
            return [thing.first]
        edges = self._edges() | {self.matter.horizon}
        near = {t + step * TICK for t in edges if t < FOREVER for step in (-1, 0, 1)}
        return sorted({thing.first, thing.last, *(t for t in near if thing.first < t < thing.last)})

    def _edges(self) -> set[datetime]:
        """When anything that may have to hold may turn."""
        matter, grounds = self.matter, self.matter.grounds
        edges = {edge for day in matter.days for edge in (day.start, day.end)}
        edges |= {edge for stretch in matter.in_force for edge in stretch}
        edges |= {edge for one in grounds.watches for edge in (one.start, one.end)}
        spans = [one.effective for one in grounds.decisions]
        spans += [one.during for one in grounds.attestations]
        spans += [one.happened for one in grounds.incidents]
        edges |= {edge for span in spans for edge in (span.start, span.last, span.end)}
        edges |= {one.until for one in grounds.decisions if one.until is not None}
        later: set[datetime] = set()
        for condition in matter.terms.conditions.values():
            by, attested = condition.by, condition.attested
            local = (condition.from_, condition.until, by.no_later_than if by else None)
            later |= {matter.clock.instant(time) for time in local if time is not None}
            length = attested.fresh_for if attested else by.within if by else None
            if length is not None:
                later |= {matter.clock.later(edge, length) for edge in edges if edge < FOREVER}
        return edges | later

    def _at(self, holding: Holding, thing: Thing, instant: datetime) -> Truth:
        """Whether it held at an instant; nothing is known of what has not come."""
        if instant >= self.matter.horizon:
            return None
        if holding.condition is not None:
            return self._condition(holding.condition, thing, instant)
        if holding.attested is not None:
            return self._word(holding, thing, instant)
        if holding.decided is not None:
            terms = Decided(what=holding.decided, by=holding.by).counting(holding.also_under)
            return _TRUTHS.get(self._decision(terms, thing, instant))
        return _joined(holding, [self._at(one, thing, instant) for one in holding.members])

    def _word(self, holding: Holding, thing: Thing, instant: datetime) -> Truth:
        """Whether the newest word on it was that it is so; without any it did not hold."""
        names, clock = self.matter.names, self.matter.clock
        begun = [
            one
            for one in self.matter.words(holding)
            if one.what == holding.attested
            and one.during.start <= instant
            and names.speaks(one.by, clock.local(one.during.start), holding.by)
        ]
        told: set[bool] = {False}
        for one in sorted(begun, key=lambda one: one.during.start):
            bears = self._bears(one, thing)
            told = {one.holds} if bears else told | ({one.holds} if bears is None else set())
        return told.pop() if len(told) == 1 else None

    def _bears(self, record: Decision | Attestation, thing: Thing) -> Truth:
        said = Things(self.matter, self.duty.match).said(record.references)
        return alike(thing, Thing("", "", thing.first, thing.last, said=said))

    def _chosen(
        self, records: Sequence[R], words: Sequence[str], thing: Thing
    ) -> Iterator[list[R]]:
        """Yield the records of these words that bear on a thing, with and without any that may."""
        own = [one for one in records if one.what in words]
        bears = [self._bears(one, thing) for one in own]
        if bears.count(None) > TOO_MANY:
            raise TooOpenError
        ways = [(True, False) if one is None else (one,) for one in bears]
        yield from (list(compress(own, taken)) for taken in product(*ways))

    def _decision(self, terms: Decided, thing: Thing, instant: datetime) -> Verdict:
        """What decisions that bear on a thing come to, whichever of those do that may."""
        grounds, words = self.matter.grounds, (terms.what, *terms.withdrawals)
        return _one_of(
            read_decided(
                replace(self.matter, grounds=replace(grounds, decisions=tuple(some))),
                terms,
                instant,
            ).verdict
            for some in self._chosen(self.matter.decisions(terms), words, thing)
        )

    def _of_acts(self, condition: Condition, thing: Thing, instant: datetime) -> Verdict:
        terms, decided = condition.attested, condition.decided
        if decided is not None:
            return self._decision(decided, thing, instant)
        if terms is None:
            return Verdict.UNDETERMINED
        grounds = self.matter.grounds
        return _one_of(
            read_attested(
                replace(self.matter, grounds=replace(grounds, attestations=tuple(some))),
                terms,
                instant,
            ).verdict
            for some in self._chosen(self.matter.words(terms), (terms.what,), thing)
        )

    def _condition(self, name: str, thing: Thing, instant: datetime) -> Truth:
        """Whether a condition held, of acts counting only those that bear on the thing."""
        from monitor.evaluation.check.decide import (  # noqa: PLC0415 - it asks what is permitted
            decide_at,
        )

        def leaf(one: str, scope: str | None) -> Read | None:
            condition = self.matter.terms.conditions[one]
            if self.duty.match is not None and (condition.decided or condition.attested):
                held = self._of_acts(condition, thing, instant)
                return Read(held, Cause.ORDER)
            if (one, scope, instant) not in self.read:
                self.read[one, scope, instant] = decide_at(self.matter, one, scope, instant)
            return self.read[one, scope, instant]

        return truth_of(self.matter, name, self.per, self.scope, leaf)
