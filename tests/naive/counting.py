"""What one source counts: the least and the most its own statements allow for a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations

from monitor.agreements.model import ActorTest, Area, Filter, IncidentClass, Limit
from monitor.incidents.known import Known
from monitor.incidents.record import Count, Record, SourceProfile
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import CIVILIANS, KINDS, Bound, Measure
from tests.naive.actors import Truth, agreed, every, normal
from tests.naive.events import standing
from tests.naive.roster import Roster

Pieces = Sequence[tuple[datetime, datetime]]
"""A window: half-open intervals in order, none touching the next."""


def statements(versions: Sequence[Known[Record]], known: datetime, source: str) -> list[Count]:
    """Return a source's counts, with what two running totals of one start say between them."""
    counts = [each.record for each in standing(versions, Count, known)]
    counts = [count for count in counts if count.source == source]
    between = []
    for one, other in permutations(counts, 2):
        totals = one.cumulative and other.cumulative and _alike(one, other)
        exact = one.bound is Bound.EXACT and other.bound is Bound.EXACT
        later = one.window.end < other.window.end and one.value <= other.value
        if totals and exact and later and one.window.start == other.window.start:
            window = Span(start=one.window.end, end=other.window.end)
            value = other.value - one.value
            between.append(other.model_copy(update={"window": window, "value": value}))
    return counts + between


def _alike(one: Count, other: Count) -> bool:
    return one.measure is other.measure and all(
        set(getattr(one, name)) == set(getattr(other, name))
        for name in ("kinds", "by", "against", "pcodes")
    )


@dataclass(frozen=True)
class Counting:
    """One source's statements, put to one limit and scope."""

    roster: Roster
    cls: IncidentClass
    limit: Limit
    areas: tuple[Area, ...]
    codes: Sequence[str] | None
    """The p-codes of the scope; None for everywhere."""
    party: str | None
    stated: Sequence[Count]
    profile: SourceProfile | None
    vouched: bool
    """Whether a rule names the source for this class: what its counts leave unsaid is meant."""

    def low(self, pieces: Pieces) -> int:
        """Largest sum over statements certainly inside the window, no two of them overlapping."""
        inside = [
            count
            for count in self.stated
            if count.bound in {Bound.EXACT, Bound.AT_LEAST}
            and self._surely_within(count)
            and (self.vouched or self._says_all(count))
            and any(count.window.inside(start, end) for start, end in pieces)
        ]
        return _largest(inside)

    def high(self, pieces: Pieces) -> int | None:
        """Smallest sum over statements that together cover window and scope; None if none do."""
        wide = [
            count
            for count in self.stated
            if count.bound in {Bound.EXACT, Bound.AT_MOST}
            and self._wide_enough(count)
            and (self.vouched or count.kinds or count.measure in {Measure.KILLED, Measure.INJURED})
        ]
        codes: Sequence[str | None] = [None] if self.codes is None else self.codes
        if not all(area.pcodes or area.lies_in for area in self.areas):
            return None
        return _smallest(wide, [(code, start, end) for code in codes for start, end in pieces])

    def hides(self, pieces: Pieces) -> bool:
        """Whether something counted in the window may be of the class and in the scope."""
        return any(
            count.value > 0
            and count.window.start < end
            and start <= count.window.last
            and self._may_belong(count)
            for count in self.stated
            for start, end in pieces
        )

    def _may_belong(self, count: Count) -> bool:
        cls, first, last = self.cls, count.window.start, count.window.last
        if count.measure is not self.limit.measure:
            return False
        if count.kinds and cls.any_kind and set(count.kinds).isdisjoint(cls.any_kind):
            return False
        doers = [cls.by, *([ActorTest(parties=(self.party,))] if self.party is not None else [])]
        if count.by and any(self.roster.are(one, count.by, first, last) is False for one in doers):
            return False
        if count.against and self.roster.are(cls.against, count.against, first, last) is False:
            return False
        return self.codes is None or any(
            not count.pcodes or any(_overlap_of(code, own) for own in count.pcodes)
            for code in self.codes
        )

    def _says_all(self, count: Count) -> bool:
        """Whether it leaves unsaid nothing that the class asks, and no exception may be meant."""
        cls = self.cls
        asked = (
            (cls.any_kind, count.kinds),
            (cls.by or self.party, count.by),
            (cls.against, count.against),
            (cls.purpose or cls.weapon or cls.claimed or cls.quantity, ()),
        )
        return all(said for test, said in asked if test) and all(
            terms.claimed or self._rules_out(terms, count) for terms in cls.except_
        )

    def _rules_out(self, terms: Filter, count: Count) -> bool:
        first, last = count.window.start, count.window.last
        other = count.kinds and terms.any_kind and set(count.kinds).isdisjoint(terms.any_kind)
        actors = ((terms.by, count.by), (terms.against, count.against))
        return bool(other) or any(
            test is not None and names and self.roster.are(test, names, first, last) is False
            for test, names in actors
        )

    def _surely_within(self, count: Count) -> bool:
        """Whether all that it counts is certainly of the class and in the scope."""
        cls, window = self.cls, count.window
        if count.measure is not self.limit.measure:
            return False
        if count.kinds and cls.any_kind and not set(count.kinds) <= set(cls.any_kind):
            return False
        for names, test in ((count.by, cls.by), (count.against, cls.against)):
            if names and self.roster.are(test, names, window.start, window.last) is not True:
                return False
        if any(self._may_be(terms, count) for terms in cls.except_):
            return False
        if self.party is not None:
            only = ActorTest(parties=(self.party,))
            if self.roster.are(only, count.by, window.start, window.last) is not True:
                return False
        return all(
            any(code.startswith(inner) for code in count.pcodes for inner in area.pcodes)
            for area in self.areas
        )

    def _may_be(self, terms: Filter, count: Count) -> bool:
        """Whether it states all that an exception asks about, and nothing that rules it out."""
        unsaid = (terms.purpose, terms.weapon, terms.claimed, terms.quantity, terms.in_)
        if any(unsaid):
            return False
        truths: list[Truth] = []
        for names, test in ((count.by, terms.by), (count.against, terms.against)):
            if test is not None and not names:
                return False
            truths.append(self.roster.are(test, names, count.window.start, count.window.last))
        if terms.any_kind:
            truths.append(agreed(kind in terms.any_kind for kind in count.kinds))
        return every(truths) is not False and bool(count.kinds or not terms.any_kind)

    def _wide_enough(self, count: Count) -> bool:
        """Whether it counts everything that can be of the class in its window and place."""
        if count.measure is not self.limit.measure:
            return False
        if count.kinds and not set(self.cls.any_kind or KINDS) <= set(count.kinds):
            return False
        sides = self.profile.sides if self.profile else ()
        for moment in self.roster.moments(count.window.start, count.window.last):
            could = self._parties(self.cls.by, moment)
            named = self._named(count.by, moment)
            if self.party is None:
                could |= self._civilians(self.cls.by)
            if count.by and not could <= named:
                return False
            if not count.by and sides and not could - {CIVILIANS} <= self._named(sides, moment):
                return False
            named = self._named(count.against, moment)
            victims = self.roster.passing(self.cls.against, moment)
            if count.against and not victims | self._civilians(self.cls.against) <= named:
                return False
        return True

    def _parties(self, test: ActorTest | None, moment: datetime) -> set[str]:
        passing = self.roster.passing(test, moment)
        return {side for side in passing if self.party in {None, side}}

    def _civilians(self, test: ActorTest | None) -> set[str]:
        return {CIVILIANS} if test is None or test.civilians else set()

    def _named(self, names: Sequence[str], moment: datetime) -> set[str]:
        found = {CIVILIANS for name in names if normal(name) == CIVILIANS}
        for name in names:
            found |= self.roster.named(name, moment)
        return found


def _overlap_of(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _largest(counts: Sequence[Count]) -> int:
    if not counts:
        return 0
    first, rest = counts[0], counts[1:]
    apart = [count for count in rest if not _overlap(first, count)]
    return max(_largest(rest), first.value + _largest(apart))


def _overlap(one: Count, other: Count) -> bool:
    together = one.window.start <= other.window.last and other.window.start <= one.window.last
    places = [(a, b) for a in one.pcodes or ("",) for b in other.pcodes or ("",)]
    return together and any(a.startswith(b) or b.startswith(a) for a, b in places)


def _smallest(
    counts: Sequence[Count], left: Sequence[tuple[str | None, datetime, datetime]]
) -> int | None:
    """Smallest sum of values that covers all that is left of the window, place by place."""
    if not left:
        return 0
    code, start, _ = left[0]
    best = None
    for count in counts:
        if not (_covers(count, code) and count.window.start <= start < count.window.end):
            continue
        others = [each for each in counts if each is not count]
        rest = _smallest(others, [gap for each in left for gap in _without(count, each)])
        if rest is not None and (best is None or count.value + rest < best):
            best = count.value + rest
    return best


def _covers(count: Count, code: str | None) -> bool:
    return not count.pcodes or (code is not None and code.startswith(tuple(count.pcodes)))


def _without(
    count: Count, gap: tuple[str | None, datetime, datetime]
) -> list[tuple[str | None, datetime, datetime]]:
    """What the count leaves of one gap."""
    code, start, end = gap
    if not _covers(count, code):
        return [gap]
    before = (code, start, min(end, count.window.start))
    after = (code, max(start, count.window.end), end)
    return [each for each in (before, after) if each[1] < each[2]]
