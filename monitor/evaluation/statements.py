"""What a source's counts alone say of a window: the least and the most that they allow.

Each count is a statement "so many, in this time and area". The least is the largest sum over
statements that overlap neither in time nor in area; the most is the smallest sum over
statements that together cover the window and the scope. Both are exact.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count as ticket
from itertools import pairwise

from monitor.agreements.model import ActorTest
from monitor.evaluation.classify import Classifier
from monitor.evaluation.criteria import ClassTest, Criterion, FieldTest
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.tally import Question
from monitor.incidents.names import normal
from monitor.incidents.record import Count, Names, SourceProfile
from monitor.incidents.vocabulary import CIVILIANS, Bound, Measure

EVERYWHERE = ""
"""The p-code of a count about the whole country: every other code begins with it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """So many in [start, end) and in the area of a p-code; usable as a lower or an upper bound.

    `may` is whether it counts something that may be of the class asked about.
    """

    start: datetime
    end: datetime
    pcode: str
    value: int
    least: bool
    most: bool
    keys: tuple[str, ...]
    may: bool = False


_PEOPLE = {Measure.KILLED, Measure.INJURED}
"""What is counted is people then, whatever struck them."""


def statements(
    counts: Sequence[Count],
    question: Question,
    classifier: Classifier,
    profile: SourceProfile | None,
    party: str | None = None,
    *,
    vouched: bool = True,
) -> list[Stated]:
    """Return one source's counts that bear on a class, with their running totals' growth.

    With `party`, on what that party did: only a count that names it bounds from below. What a
    count leaves unstated is of the class where that is `vouched` for, and else unknown.
    """
    per = None if party is None else "party"
    test = classifier.class_test(question.incident_class, per=per, scope=party)
    relevant = [count for count in counts if count.measure is question.measure]
    return [
        Stated(
            count.window.start,
            count.window.end,
            count.pcodes[0] if count.pcodes else EVERYWHERE,
            count.value,
            least=count.bound is not Bound.AT_MOST
            and (party is None or bool(count.by))
            and _within(count, test, classifier)
            and (vouched or _spoken(count, test, classifier)),
            most=count.bound is not Bound.AT_LEAST
            and (vouched or bool(count.kinds) or count.measure in _PEOPLE)
            and _as_wide(count, question, classifier, profile, party),
            keys=keys,
            may=count.value > 0 and _may_be(count, test, classifier),
        )
        for count, keys in [*((c, (c.key,)) for c in relevant), *_differences(relevant)]
        if count.window.start < count.window.end
    ]


def _differences(counts: Sequence[Count]) -> Iterable[tuple[Count, tuple[str, ...]]]:
    """Yield what two exact running totals with one start and subject say of the rest."""
    series: dict[object, list[Count]] = {}
    for count in counts:
        if count.cumulative and count.bound is Bound.EXACT:
            subject = (count.window.start, count.kinds, count.by, count.against, count.pcodes)
            series.setdefault(subject, []).append(count)
    for totals in series.values():
        totals.sort(key=lambda c: c.window.end)
        for n, earlier in enumerate(totals):
            for later in totals[n + 1 :]:
                window = later.window.model_copy(update={"start": earlier.window.end})
                grown = later.value - earlier.value
                if grown >= 0 and window.start < window.end:
                    update = {"window": window, "value": grown, "cumulative": False}
                    yield later.model_copy(update=update), (earlier.key, later.key)


def _named(count: Count) -> dict[str, Names]:
    return {"kind": count.kinds, "perpetrator": count.by, "victim": count.against}


def _within(count: Count, test: ClassTest, classifier: Classifier) -> bool:
    """Whether all that is counted certainly belongs to the class; the unstated is vouched for."""
    named = _named(count)

    def holds(field: FieldTest, *, wanted: bool) -> bool:
        values = named.get(field.field, ())
        return bool(values) and classifier.passes(field, values, count.window) is wanted

    def told(tests: Iterable[Criterion]) -> list[FieldTest]:
        return [one for one in tests if isinstance(one, FieldTest) and named.get(one.field)]

    exceptions = [told(each) for each in test.exceptions if len(told(each)) == len(each)]
    return all(holds(field, wanted=True) for field in told(test.tests)) and all(
        any(holds(field, wanted=False) for field in exception) for exception in exceptions
    )


def _spoken(count: Count, test: ClassTest, classifier: Classifier) -> bool:
    """Whether a count itself states all that the class asks, but where: its area says that.

    Nobody claims anything for what is counted; another exception must be ruled out.
    """
    named = _named(count)

    def ruled_out(exception: Sequence[Criterion]) -> bool:
        told = (one for one in exception if isinstance(one, FieldTest) and named.get(one.field))
        claimed = any(one.field == "claim" for one in exception)
        return claimed or any(_says(count, one, classifier) is False for one in told)

    asked = (one.field for one in test.tests if one.field != "place")
    return all(named.get(field) for field in asked) and all(map(ruled_out, test.exceptions))


def _may_be(count: Count, test: ClassTest, classifier: Classifier) -> bool:
    """Whether something that is counted may be of the class, wherever it was."""
    named = _named(count)
    told = (one for one in test.tests if isinstance(one, FieldTest) and named.get(one.field))
    return all(_says(count, one, classifier) is not False for one in told)


def _says(count: Count, field: FieldTest, classifier: Classifier) -> Kleene:
    return classifier.passes(field, _named(count)[field.field], count.window)


def hides(stated: Sequence[Stated], start: datetime, end: datetime, area: Sequence[str]) -> bool:
    """Whether something counted in [start, end) may be of the class, and in the area."""
    return any(
        s.may
        and s.start < end
        and start < s.end
        and any(place.startswith(s.pcode) or s.pcode.startswith(place) for place in area)
        for s in stated
    )


def hiding(stated: Sequence[Stated], area: Sequence[str]) -> list[tuple[datetime, datetime]]:
    """Return the windows of what is counted that may be of the class, and in the area."""
    return [(s.start, s.end) for s in stated if hides([s], s.start, s.end, area)]


def broken_by(stated: Sequence[Stated], area: Sequence[str]) -> list[Stated]:
    """Return the statements that certainly count one, or more, within the area."""
    return [s for s in stated if s.least and s.value > 0 and s.pcode.startswith(tuple(area))]


def times_without(stated: Sequence[Stated], area: Sequence[str]) -> list[tuple[datetime, datetime]]:
    """Return when none at all are counted on the whole area, in order and apart.

    Nothing where the area is published nowhere.
    """
    nothing = [s for s in stated if s.most and s.value == 0]
    edges = sorted({edge for s in nothing for edge in (s.start, s.end)})
    found: list[tuple[datetime, datetime]] = []
    for start, end in pairwise(edges if area else ()):
        there = [s.pcode for s in nothing if s.start <= start < s.end]
        if not all(place.startswith(tuple(there)) for place in area):
            continue
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _as_wide(
    count: Count,
    question: Question,
    classifier: Classifier,
    profile: SourceProfile | None,
    party: str | None,
) -> bool:
    """Whether the count leaves out nothing of the class: no kind, no perpetrator, no victim."""
    terms = classifier.agreement.classes[question.incident_class]
    eras = [classifier.eras[era] for era in classifier.eras_of(count.window)]
    sides = count.by or (profile.sides if profile else ())
    if count.kinds and not (terms.any_kind and set(terms.any_kind) <= set(count.kinds)):
        return False
    actors = [*classifier.agreement.parties, CIVILIANS]
    for local in eras:
        doers = {party} if party else _accepted(terms.by, actors, classifier, local)
        victims = _accepted(terms.against, actors, classifier, local)
        for names, needed in ((sides, doers), (count.against, victims)):
            meant = {classifier.roster.resolve(name, local) or normal(name) for name in names}
            if names and (needed is None or needed - meant):
                return False
    return True


def _accepted(
    test: ActorTest | None, actors: Sequence[str], classifier: Classifier, local: datetime
) -> set[str] | None:
    """Return the actors that a test accepts at a local time; None where it accepts anybody."""
    if test is None:
        return None
    decide = classifier.actor(test)
    return {actor for actor in actors if decide(actor, local)}


def least(stated: Sequence[Stated], start: datetime, end: datetime, area: Sequence[str]) -> int:
    """Return the largest sum over statements inside [start, end) and the area that do not overlap.

    `area` holds p-codes; EVERYWHERE alone is the whole country.
    """
    inside = [
        s
        for s in stated
        if s.least and start <= s.start and s.end <= end and s.pcode.startswith(tuple(area))
    ]
    codes = sorted({s.pcode for s in inside})
    times = sorted({t for s in inside for t in (s.start, s.end)})
    below = {code: _children(code, codes) for code in [*codes, None]}

    @cache
    def best(code: str | None, first: int, last: int) -> int:
        """The best sum within one area between two times, wider statements set against narrower."""
        total = sum(best(child, first, last) for child in below[code])
        for s in inside:
            a, b = times.index(s.start), times.index(s.end)
            if s.pcode == code and first <= a and b <= last:
                total = max(total, best(code, first, a) + s.value + best(code, b, last))
        return total

    return best(None, 0, len(times) - 1) if inside else 0


def _children(code: str | None, codes: Sequence[str]) -> list[str]:
    """Return the widest of the codes that lie strictly within one (None: within all)."""
    within = [c for c in codes if c != code and (code is None or c.startswith(code))]
    return [c for c in within if not any(c != w and c.startswith(w) for w in within)]


def most(
    stated: Sequence[Stated], start: datetime, end: datetime, area: Sequence[str]
) -> int | None:
    """Return the smallest sum over statements that together cover [start, end) and the area.

    None if none do, or if the area is published nowhere. Always the least covered place is
    covered next, so no statement is ever paid for twice.
    """
    if not area:
        return None
    usable = [s for s in stated if s.most and s.start < end and start < s.end]
    order = ticket()
    queue: list[tuple[int, int, tuple[datetime, ...]]] = [(0, next(order), (start,) * len(area))]
    settled: set[tuple[datetime, ...]] = set()
    while queue:
        cost, _, reached = heapq.heappop(queue)
        if reached in settled:
            continue
        settled.add(reached)
        earliest = min(reached)
        if earliest >= end:
            return cost
        place = area[reached.index(earliest)]
        for s in usable:
            if place.startswith(s.pcode) and s.start <= earliest < s.end:
                onward = tuple(
                    max(r, min(s.end, end)) if a.startswith(s.pcode) else r
                    for a, r in zip(area, reached, strict=True)
                )
                heapq.heappush(queue, (cost + s.value, next(order), onward))
    return None
