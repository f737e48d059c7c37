"""What one source's counts say of a stretch of time: at least so many, at most so many.

Every count is a sentence "so many, in this time and place". The least is the most that sentences
can say together without speaking of anything twice; the most is the least that sentences can say
which together speak of everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from monitor.agreements.model import ActorTest, Agreement, Filter, IncidentClass
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.names import Names, Truth, plain, same
from monitor.incidents.record import Count, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import CIVILIANS, Bound, Measure


@dataclass(frozen=True, slots=True)
class Sentence:
    """So many in [start, end) and in a unit ("" for everywhere): from below or from above.

    `open` is whether some of it may be sought.
    """

    start: datetime
    end: datetime
    unit: str
    value: int
    below: bool
    above: bool
    open: bool = False


@dataclass(frozen=True)
class Counted:
    """Reads a source's counts as sentences about what is sought."""

    terms: Agreement
    names: Names
    profile: SourceProfile | None

    def sentences(
        self, source: str, counts: Sequence[Count], sought: Sought, measure: Measure
    ) -> list[Sentence]:
        """What the counts say of what is sought, and what running totals say of the rest.

        What they leave unsaid is meant where a rule names the source for that, and else unknown.
        """
        vouched = any(
            limit is not None
            and (limit.from_counts, limit.of, limit.measure) == (source, sought.class_, measure)
            for limit in (condition.limit for condition in self.terms.conditions.values())
        )
        own = [count for count in counts if count.measure is measure]
        return [
            Sentence(
                count.window.start,
                count.window.end,
                "".join(count.pcodes[:1]),
                count.value,
                below=count.bound is not Bound.AT_MOST
                and self._all_sought(count, sought)
                and (vouched or self._says_all(count, sought)),
                above=count.bound is not Bound.AT_LEAST
                and self._all_counted(count, sought)
                and (vouched or bool(count.kinds) or measure in {Measure.KILLED, Measure.INJURED}),
                open=count.value > 0 and self._may_be_sought(count, sought),
            )
            for count in [*own, *self._grown(own)]
            if count.window.start < count.window.end
        ]

    def _grown(self, counts: Sequence[Count]) -> list[Count]:
        """By how much exact totals with one beginning and one subject have grown."""
        totals = [c for c in counts if c.cumulative and c.bound is Bound.EXACT]
        grown = []
        for pair in combinations(totals, 2):
            earlier, later = sorted(pair, key=lambda c: c.window.end)
            if _subject(earlier) != _subject(later) or earlier.value > later.value:
                continue
            if earlier.window.end < later.window.end:
                window = Span(start=earlier.window.end, end=later.window.end)
                more = {"window": window, "value": later.value - earlier.value}
                grown.append(later.model_copy(update=more))
        return grown

    def _all_sought(self, count: Count, sought: Sought) -> bool:
        """Whether all that is counted is sought; what the count leaves unsaid is vouched for."""
        class_ = self.terms.classes[sought.class_]
        if sought.per == "party" and sought.scope is not None:
            doer = ActorTest(parties=(sought.scope,))
            if not count.by or self._actors(count, count.by, doer) is not True:
                return False
        told = [answer for answer, said in self._answers(count, class_) if said]
        excepted = [self._answers(count, exception) for exception in class_.except_]
        spoken = [answers for answers in excepted if all(said for _, said in answers)]
        return all(answer is True for answer in told) and all(
            any(answer is False for answer, _ in answers) for answers in spoken
        )

    def _says_all(self, count: Count, sought: Sought) -> bool:
        """Whether it says all that is asked; whoever is counted claims nothing for himself."""
        class_ = self.terms.classes[sought.class_]
        deeper = (class_.purpose, class_.weapon, class_.claimed, class_.quantity)
        if any(deeper) or not all(said for _, said in self._answers(count, class_)):
            return False
        return all(
            terms.claimed
            or any(said and answer is False for answer, said in self._answers(count, terms))
            for terms in class_.except_
        )

    def _may_be_sought(self, count: Count, sought: Sought) -> bool:
        answers = self._answers(count, self.terms.classes[sought.class_])
        if sought.per == "party" and sought.scope is not None:
            doer = ActorTest(parties=(sought.scope,))
            answers.append((self._actors(count, count.by, doer), bool(count.by)))
        return not any(said and answer is False for answer, said in answers)

    def _answers(self, count: Count, terms: Filter | IncidentClass) -> list[tuple[Truth, bool]]:
        """What each test of a filter says of a count, and whether the count speaks to it."""
        answers: list[tuple[Truth, bool]] = []
        if terms.any_kind:
            kinds = [kind in terms.any_kind for kind in count.kinds]
            answers.append((same([*kinds]), bool(kinds)))
        for test, named in ((terms.by, count.by), (terms.against, count.against)):
            if test is not None:
                answers.append((self._actors(count, named, test), bool(named)))
        if isinstance(terms, IncidentClass):
            return answers
        unsaid = (terms.in_, terms.purpose, terms.weapon, terms.claimed, terms.quantity)
        return [*answers, *((None, False) for test in unsaid if test)]

    def _actors(self, count: Count, named: Sequence[str], test: ActorTest) -> Truth:
        return same(
            [
                self.names.passes(test, name, local)
                for local in self.names.moments(count.window)
                for name in named
            ]
        )

    def _all_counted(self, count: Count, sought: Sought) -> bool:
        """Whether the count leaves out nothing sought: no kind, nobody who acts, nobody struck."""
        class_ = self.terms.classes[sought.class_]
        if count.kinds and not class_.any_kind:
            return False
        if count.kinds and any(kind not in count.kinds for kind in class_.any_kind):
            return False
        sides = count.by or (self.profile.sides if self.profile else ())
        party = sought.scope if sought.per == "party" else None
        doers = ActorTest(parties=(party,)) if party else class_.by
        return all(
            self._names_all(named, test, local)
            for local in self.names.moments(count.window)
            for named, test in ((sides, doers), (count.against, class_.against))
        )

    def _names_all(self, named: Sequence[str], test: ActorTest | None, local: datetime) -> bool:
        """Whether a list of names leaves out nobody of whom a test speaks; no list names all."""
        if not named:
            return True
        if test is None:
            return False
        meant = {self.names.party(name, local) for name in named}
        civilians = any(plain(name) == CIVILIANS for name in named)
        return (civilians or not test.civilians) and meant.issuperset(
            self.names.admitted(test, local)
        )


def hidden(
    sentences: Sequence[Sentence], start: datetime, end: datetime, ground: Sequence[str] | None
) -> bool:
    """Whether sentences about a part of [start, end) and the ground may speak of what is sought."""
    return any(
        s.open
        and s.start < end
        and start < s.end
        and any(_overlap(s.unit, u) for u in ground or ())
        for s in sentences
    )


def _subject(count: Count) -> tuple[object, ...]:
    return count.window.start, count.kinds, count.by, count.against, count.pcodes


def least(
    sentences: Sequence[Sentence], start: datetime, end: datetime, ground: Sequence[str]
) -> int:
    """The most that sentences about [start, end) and the ground can say without overlap.

    Taken in the order in which they begin; until when each unit has been spoken of is all that
    has to be remembered of those taken before.
    """
    told = sorted(
        (s for s in sentences if s.below and start <= s.start and s.end <= end),
        key=lambda s: (s.start, s.end, s.unit),
    )
    told = [s for s in told if any(s.unit.startswith(unit) for unit in ground)]

    together: dict[frozenset[tuple[str, datetime]], int] = {frozenset(): 0}
    for one in told:
        onward: dict[frozenset[tuple[str, datetime]], int] = {}
        for spoken, total in together.items():
            still = frozenset((unit, until) for unit, until in spoken if until > one.start)
            onward[still] = max(total, onward.get(still, 0))
            if not any(_overlap(one.unit, unit) for unit, _ in still):
                also = still | {(one.unit, one.end)}
                onward[also] = max(total + one.value, onward.get(also, 0))
        together = onward
    return max(together.values())


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def most(
    sentences: Sequence[Sentence], start: datetime, end: datetime, ground: Sequence[str] | None
) -> int | None:
    """The least that sentences can say which together speak of all of [start, end) and the ground.

    None where they do not, or the ground is published nowhere. What is spoken of is a set of
    squares, each a unit over a stretch in which no sentence begins or ends.
    """
    if not ground:
        return None
    told = [s for s in sentences if s.above and s.start < end and start < s.end]
    edges = sorted({start, end} | {t for s in told for t in (s.start, s.end) if start < t < end})
    squares = [(unit, first) for first in edges[:-1] for unit in ground]
    spoken = [
        sum(
            1 << number
            for number, (unit, first) in enumerate(squares)
            if unit.startswith(s.unit) and s.start <= first < s.end
        )
        for s in told
    ]
    cheapest: dict[int, int] = {0: 0}
    for number in range(len(squares)):
        # Every set of squares in which all those before this one are spoken of.
        square = 1 << number
        onward: dict[int, int] = {}
        for covered, cost in cheapest.items():
            options = (
                [(covered, cost)]
                if covered & square
                else [
                    (covered | also, cost + s.value)
                    for s, also in zip(told, spoken, strict=True)
                    if also & square
                ]
            )
            for reached, price in options:
                onward[reached] = min(price, onward.get(reached, price))
        cheapest = onward
    return min(cheapest.values(), default=None)
