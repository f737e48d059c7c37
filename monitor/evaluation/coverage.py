"""Who was watching when: an incident that nobody could have seen is not an incident that was not.

A window is covered when at every instant, for every kind of the class, every area of the scope
and every side that could be the perpetrator, some source was watching that certifies quiet.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise, product
from typing import TypeVar
from zoneinfo import ZoneInfo

from monitor.agreements.model import Agreement, Area
from monitor.evaluation.calendar import Interval
from monitor.evaluation.classify import Classifier
from monitor.evaluation.tally import Question, Scope
from monitor.evaluation.watch import Watch
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, SourceProfile
from monitor.incidents.span import TICK
from monitor.incidents.vocabulary import KINDS, Strength

ANYWHERE = ""
"""The area of a condition that names none: only a watch on everywhere covers it."""
ANYONE = None
"""The side of a class that names no perpetrator: only a watch on all sides covers it."""


_T = TypeVar("_T")

Published = tuple[datetime | None, datetime]
"""(published at, known from) of a report, count or statement; None where it is not stated."""


def watches(
    coverage: Iterable[Known[Coverage]],
    profiles: Iterable[SourceProfile],
    published: Callable[[str], Iterable[Published]],
) -> list[Watch]:
    """Return who certifies quiet, and when; nothing reaches past when it became known.

    A source profile counts for each local day by whose end the source published something: a
    publication dated to the day is recorded as of the midnight that ends it.
    """
    found = [
        Watch(
            known.record.source,
            known.record.watched.start,
            min(known.record.watched.end, known.known_from),
            known.record.sides,
            known.record.areas,
            known.record.kinds,
        )
        for known in coverage
        if known.record.strength is Strength.CERTIFIES_QUIET
    ]
    for profile in profiles:
        if profile.strength is not Strength.CERTIFIES_QUIET:
            continue
        for published_at, known_from in published(profile.id):
            if published_at is None:
                continue
            start, end = _local_day(published_at - TICK, profile.time_zone)
            end = min(end, known_from)
            found.append(Watch(profile.id, start, end, profile.sides, profile.areas, profile.kinds))
    return [watch for watch in found if watch.start < watch.end]


def account_watch(
    source: str, profile: SourceProfile | None, published: Iterable[Published], start: datetime
) -> list[Watch]:
    """Return the watch that taking a source's account as complete assumes.

    From the day of its first publication, not before `start`, to its last, over the sides, areas
    and kinds of its profile: of earlier days it has said nothing. Its days are those of its own
    zone, without a profile of UTC. A source whose profile says that its silence is worth nothing
    watches nothing.
    """
    spoke = [at or known_from for at, known_from in published]
    if not spoke or (profile and profile.strength is Strength.NONE):
        return []
    first, _ = _local_day(min(spoke) - TICK, profile.time_zone if profile else "UTC")
    begins, last = max(start, first), max(spoke)
    if last <= begins:
        return []
    sides, areas, kinds = (profile.sides, profile.areas, profile.kinds) if profile else ((), (), ())
    return [Watch(source, begins, last, sides, areas, kinds)]


def _local_day(instant: datetime, zone: str) -> Interval:
    day = instant.astimezone(ZoneInfo(zone)).date()
    midnights = [
        datetime.combine(day + timedelta(days=n), time(0), ZoneInfo(zone)).astimezone(UTC)
        for n in (0, 1)
    ]
    return midnights[0], midnights[1]


@dataclass(frozen=True)
class Lookout:
    """Answers where a class and scope went unwatched."""

    agreement: Agreement
    classifier: Classifier
    watches: Sequence[Watch]

    def ground(self, question: Question, scope: Scope) -> tuple[str, ...]:
        """Return the p-codes of the ground a question is about.

        ANYWHERE alone where no area limits it; empty where the area is published nowhere.
        """
        return _common([area.units for area in self._areas(question, scope)])

    def heart(self, question: Question, scope: Scope) -> tuple[str, ...]:
        """Return the p-codes of the ground in which everything belongs to it, at any time.

        None of an area on the ground, nor of one that has its time.
        """
        areas = self._areas(question, scope)
        return _common([area.pcodes if area.always else () for area in areas])

    def _areas(self, question: Question, scope: Scope) -> list[Area]:
        named = [question.within, self.agreement.classes[question.incident_class].in_]
        if question.per == "area":
            named.append(scope)
        return [self.agreement.areas[area] for area in named if area is not None]

    def gaps(
        self, question: Question, scope: Scope, start: datetime, end: datetime
    ) -> list[Interval]:
        """Return the intervals of [start, end) in which somebody could have acted unseen."""
        areas = self.ground(question, scope)
        if not areas:
            return [(start, end)] if start < end else []
        gaps = [
            gap
            for first, last, local in self._eras(start, end)
            for seen in self._seen(question, areas, self._sides(question, scope, local), local)
            for gap in complement(seen, first, last)
        ]
        return union(gaps)

    def sources(self, start: datetime, end: datetime) -> list[str]:
        """Return the sources that watched some part of [start, end)."""
        return sorted({w.source for w in self.watches if w.start < end and start < w.end})

    def _seen(
        self,
        question: Question,
        areas: Sequence[str],
        sides: Sequence[str | None],
        local: datetime,
    ) -> list[list[Interval]]:
        """Return the intervals of each distinct set of watches that a kind, area and side has."""
        kinds = self.agreement.classes[question.incident_class].any_kind or tuple(KINDS)
        by_kind = {self._watching(_watches_kind, kind) for kind in kinds}
        by_area = {self._watching(_watches_area, area) for area in areas}
        by_side = {self._watching(self._watches_side(local), side) for side in sides}
        sets = {a & b & c for a, b, c in product(by_kind, by_area, by_side)}
        return [
            union([(self.watches[n].start, self.watches[n].end) for n in watching])
            for watching in sets
        ]

    def _watching(self, matches: Callable[[Watch, _T], bool], wanted: _T) -> frozenset[int]:
        return frozenset(n for n, watch in enumerate(self.watches) if matches(watch, wanted))

    def _watches_side(self, local: datetime) -> Callable[[Watch, str | None], bool]:
        def matches(watch: Watch, side: str | None) -> bool:
            if not watch.sides:
                return True
            named = {self.classifier.roster.resolve(name, local) for name in watch.sides}
            return side is not ANYONE and side in named

        return matches

    def _sides(self, question: Question, scope: Scope, local: datetime) -> tuple[str | None, ...]:
        """Return the sides that could be the perpetrator at a local time."""
        if question.per == "party":
            return (scope,)
        if self.agreement.classes[question.incident_class].by is None:
            return (ANYONE,)
        return self.classifier.perpetrators(question.incident_class, local)

    def _eras(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime, datetime]]:
        """Split [start, end) where the roster changes, each with a local time within it."""
        starts = self.classifier.era_starts
        edges = [start, *(t for t in starts if start < t < end), end]
        eras = self.classifier.eras
        return [
            (first, last, eras[bisect_right(starts, first)])
            for first, last in pairwise(edges)
            if first < last
        ]


def _watches_kind(watch: Watch, kind: str) -> bool:
    return not watch.kinds or kind in watch.kinds


def _watches_area(watch: Watch, area: str) -> bool:
    return not watch.areas or (area != ANYWHERE and area.startswith(watch.areas))


def _common(areas: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ground that all areas have in common; empty where one has no p-codes."""
    if not areas:
        return (ANYWHERE,)
    return min(areas, key=len) if () in areas else _narrowest(areas)


def _narrowest(areas: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the p-codes that lie in every one of the areas."""
    codes = {code for area in areas for code in area}
    return tuple(sorted(c for c in codes if all(c.startswith(area) for area in areas)))


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Join half-open intervals that touch or overlap; in order."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def complement(intervals: Sequence[Interval], start: datetime, end: datetime) -> list[Interval]:
    """Return what of [start, end) lies in none of the joined, ordered intervals."""
    gaps: list[Interval] = []
    reached = start
    for first, last in intervals:
        if first >= end:
            break
        if reached < first:
            gaps.append((reached, first))
        reached = max(reached, last)
    if reached < end:
        gaps.append((reached, end))
    return gaps
