"""How a source reports: how late, how often, and where its silence looks like a gap in the feed.

A probable gap is a warning and nothing more: it makes no day watched and no day unwatched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from itertools import accumulate
from math import ceil

from monitor.incidents.record import Report

DAY = timedelta(days=1)

VAGUE = 3 * DAY
"""How long a time may be stated: a vaguer one says nothing of a day."""

LOOK_BACK = 28
"""Days before a silence from which it is known how much is usual."""

A_WEEK = 7
"""Days of which a source must be known before anything is usual."""

MISSING = 6
"""So many reports must be missing: by chance alone that is less than one time in 400."""

QUIET_FOR = 4
"""Days that an area has to be silent before it counts among those silent at once."""

LEAST_AREAS = 3
"""Areas that have to be silent at once, beside being half of those usually told of."""

USUALLY = 1 / 4
"""Reports a day from which on an area is one that the source usually tells of."""

FEWEST = 20
"""Reports from which on the lateness of a source is stated."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How long after an event a source publishes: `of` reports, half and nine in ten by then."""

    of: int
    median: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a source told of nothing although it usually does.

    Attributes:
        first: The first silent day.
        last: The last one; both are local dates.
        areas: The areas silent at once; empty where the source told of nothing anywhere.
        usual: How many reports these days would usually have brought.
    """

    first: date
    last: date
    areas: tuple[str, ...]
    usual: int

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def lag_of(reports: Iterable[Report]) -> Lag | None:
    """Return how late a source publishes; None where too few reports say when they were public."""
    late = sorted(
        max(report.published_at - report.happened.end, timedelta(0))
        for report in reports
        if report.published_at is not None and not report.published_approximate
    )
    if len(late) < FEWEST:
        return None
    return Lag(len(late), late[(len(late) - 1) // 2], late[ceil(0.9 * len(late)) - 1])


@dataclass(frozen=True, slots=True)
class Begun:
    """How many events that a source tells of began on a local day, in one area.

    `area` is empty where the source states none, or several.
    """

    day: date
    area: str
    events: int = 1


def gaps_of(reports: Iterable[Report], zone: tzinfo) -> tuple[Gap, ...]:
    """Return the probable gaps of one source, the oldest first.

    Args:
        reports: Its reports; those whose time is vaguer than three days say nothing of a day.
        zone: Whose days are meant.
    """
    return gaps_in(
        Begun(
            report.happened.start.astimezone(zone).date(),
            report.pcodes[0] if len(report.pcodes) == 1 else "",
        )
        for report in reports
        if report.happened.end - report.happened.start <= VAGUE
    )


def gaps_in(told: Iterable[Begun]) -> tuple[Gap, ...]:
    """Return the probable gaps of one source, the oldest first, from what began on each day."""
    begun: Counter[date] = Counter()
    by_area: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for one in told:
        begun[one.day] += one.events
        if one.area:
            by_area[one.area][one.day] += one.events
    if not begun:
        return ()
    days = _days(min(begun), max(begun))
    pace = _Pace.of(begun, days)
    everywhere = [
        Gap(days[first], days[last], (), round(usual))
        for first, last, usual in pace.silences()
        if usual >= MISSING and pace.longest_yet(first, last)
    ]
    silent = {day for gap in everywhere for day in _days(gap.first, gap.last)}
    at_once = [
        gap
        for gap in _at_once({area: _Pace.of(by_area[area], days) for area in by_area}, days)
        if not set(_days(gap.first, gap.last)) <= silent
    ]
    return tuple(sorted((*everywhere, *at_once), key=lambda gap: (gap.first, gap.last, gap.areas)))


def _days(first: date, last: date) -> Sequence[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class _Pace:
    """How many events began on each day, by its number, and how many before it."""

    told: Sequence[int]
    before: Sequence[int]

    @classmethod
    def of(cls, begun: Mapping[date, int], days: Sequence[date]) -> "_Pace":
        told = [begun.get(day, 0) for day in days]
        return cls(told, [0, *accumulate(told)])

    def usual(self, at: int) -> float:
        """Return the events a day in the four weeks before; 0 where less than a week is known."""
        since = max(0, at - LOOK_BACK)
        known = at - since
        return (self.before[at] - self.before[since]) / known if known >= A_WEEK else 0.0

    def silences(self) -> Iterator[tuple[int, int, float]]:
        """Yield each stretch without an event: first day, last day, what it would usually bring."""
        start: int | None = None
        for at, told in enumerate([*self.told, 1]):
            if told and start is not None:
                yield start, at - 1, (at - start) * self.usual(start)
            if told:
                start = None
            elif start is None:
                start = at

    def longest_yet(self, first: int, last: int) -> bool:
        """Whether there was no silence as long in the four weeks before."""
        run = longest = 0
        for told in self.told[max(0, first - LOOK_BACK) : first]:
            run = 0 if told else run + 1
            longest = max(longest, run)
        return last - first + 1 > longest


def _at_once(by_area: Mapping[str, _Pace], days: Sequence[date]) -> Iterator[Gap]:
    """Yield the stretches in which half of the areas usually told of, or more, are silent."""
    quiet: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for area, pace in by_area.items():
        for first, last, usual in pace.silences():
            length = last - first + 1
            if length >= QUIET_FOR and usual >= USUALLY * length:
                for at in range(first, last + 1):
                    quiet[at][area] = usual / length
    stretch: list[int] = []
    for at in range(len(days) + 1):
        areas = len(quiet.get(at, ()))
        if areas >= LEAST_AREAS and 2 * areas >= _usually(by_area, at):
            stretch.append(at)
            continue
        if stretch:
            yield from _gap(stretch, quiet, days)
        stretch = []


def _usually(by_area: Mapping[str, _Pace], at: int) -> int:
    """Return how many areas are usually told of."""
    return sum(pace.usual(at) >= USUALLY for pace in by_area.values())


def _gap(
    stretch: Sequence[int], quiet: Mapping[int, Mapping[str, float]], days: Sequence[date]
) -> Iterator[Gap]:
    usual = sum(sum(quiet[at].values()) for at in stretch)
    areas = sorted({area for at in stretch for area in quiet[at]})
    if usual >= MISSING:
        yield Gap(days[stretch[0]], days[stretch[-1]], tuple(areas), round(usual))
