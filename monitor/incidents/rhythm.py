"""How a source reports: how late, how often, and where its silence looks like a gap in the feed.

A probable gap is a warning and nothing more: it makes no day watched and no day unwatched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from math import ceil

from monitor.incidents.record import Report

DAY = timedelta(days=1)

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


def gaps_of(reports: Iterable[Report], zone: tzinfo) -> tuple[Gap, ...]:
    """Return the probable gaps of one source, the oldest first.

    Args:
        reports: Its reports; those whose time is vaguer than three days say nothing of a day.
        zone: Whose days are meant.
    """
    begun: Counter[date] = Counter()
    by_area: defaultdict[str, Counter[date]] = defaultdict(Counter)
    for report in reports:
        if report.happened.end - report.happened.start > 3 * DAY:
            continue
        day = report.happened.start.astimezone(zone).date()
        begun[day] += 1
        if len(report.pcodes) == 1:
            by_area[report.pcodes[0]][day] += 1
    if not begun:
        return ()
    days = _days(min(begun), max(begun))
    everywhere = [
        Gap(first, last, (), round(usual))
        for first, last, usual in _silences(begun, days)
        if usual >= MISSING and _longest_yet(begun, days, first, last)
    ]
    silent = {day for gap in everywhere for day in _days(gap.first, gap.last)}
    at_once = [
        gap for gap in _at_once(by_area, days) if not set(_days(gap.first, gap.last)) <= silent
    ]
    return tuple(sorted((*everywhere, *at_once), key=lambda gap: (gap.first, gap.last, gap.areas)))


def _days(first: date, last: date) -> Sequence[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def _silences(told: Mapping[date, int], days: Sequence[date]) -> Iterable[tuple[date, date, float]]:
    """Yield each stretch without a report after a first one, with what it would usually bring."""
    start: int | None = None
    for at, day in enumerate(days):
        if told.get(day):
            if start is not None:
                yield days[start], days[at - 1], (at - start) * _usual(told, days, start)
            start = None
        elif start is None:
            start = at
    if start is not None:
        yield days[start], days[-1], (len(days) - start) * _usual(told, days, start)


def _usual(told: Mapping[date, int], days: Sequence[date], at: int) -> float:
    """Return the reports a day in the four weeks before; 0 where less than a week is known."""
    before = days[max(0, at - LOOK_BACK) : at]
    return sum(told.get(day, 0) for day in before) / len(before) if len(before) >= A_WEEK else 0.0


def _longest_yet(told: Mapping[date, int], days: Sequence[date], first: date, last: date) -> bool:
    """Whether the source was never silent for as long in the four weeks before."""
    before = [day for day in days if first - LOOK_BACK * DAY <= day < first]
    run = longest = 0
    for day in before:
        run = 0 if told.get(day) else run + 1
        longest = max(longest, run)
    return (last - first).days + 1 > longest


def _at_once(by_area: Mapping[str, Mapping[date, int]], days: Sequence[date]) -> Iterable[Gap]:
    """Yield the stretches in which half of the areas usually told of, or more, are silent."""
    quiet: defaultdict[date, dict[str, float]] = defaultdict(dict)
    for area, told in by_area.items():
        for first, last, usual in _silences(told, days):
            run = _days(first, last)
            if len(run) >= QUIET_FOR and usual >= USUALLY * len(run):
                for day in run:
                    quiet[day][area] = usual / len(run)
    usually = {day: _usually(by_area, days, at) for at, day in enumerate(days)}
    stretch: list[date] = []
    for day in [*days, days[-1] + DAY]:
        areas = quiet.get(day, {})
        if len(areas) >= LEAST_AREAS and 2 * len(areas) >= len(usually.get(day, ())):
            stretch.append(day)
            continue
        if stretch:
            yield from _gap(stretch, quiet)
        stretch = []


def _usually(
    by_area: Mapping[str, Mapping[date, int]], days: Sequence[date], at: int
) -> frozenset[str]:
    return frozenset(area for area, told in by_area.items() if _usual(told, days, at) >= USUALLY)


def _gap(stretch: Sequence[date], quiet: Mapping[date, Mapping[str, float]]) -> Iterable[Gap]:
    usual = sum(sum(quiet[day].values()) for day in stretch)
    areas = sorted({area for day in stretch for area in quiet[day]})
    if usual >= MISSING:
        yield Gap(stretch[0], stretch[-1], tuple(areas), round(usual))
