"""Each source's own rhythm in words: its probable gaps, and its lateness."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.agreements.dated import Duration, Unit
from monitor.evaluation.calendar import MonitoringDay
from monitor.incidents.record import Report
from monitor.incidents.rhythm import Gap, Lag, lag_of
from monitor.views.sources import Sources
from monitor.words import phrasing, rhythms, times

MOST_AREAS = 8
"""Areas of a gap that are named."""

MOST_SOURCES = 3
"""Sources whose gaps *Today* tells one by one."""

MOST_GAPS = 3
"""Gaps of one source that *Today* tells of, the last ones."""

DAY = timedelta(days=1)
TWO_DAYS = 2 * DAY


def rhythm_lines(
    gaps: Mapping[str, Sequence[Gap]],
    reports: Iterable[Report],
    sources: Sources,
    settles: Duration,
    area_name: Callable[[str], str] = str,
) -> Iterator[str]:
    """Yield a line for each probable gap of each source, then one for the lateness of each.

    The last line says whether the rules wait for them, and what to write so that they do.

    Args:
        gaps: The probable gaps of each source.
        reports: Everything reported, as known.
        sources: What the sources are called.
        settles: How long the rules hold a day provisional.
        area_name: Gives what a p-code is called.
    """
    by_source: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_source[report.source].append(report)
    for source in _ordered(gaps, sources):
        for gap in gaps[source]:
            yield gap_in_words(gap, sources.name(source), area_name)
    lags = {one: lag for one in by_source if (lag := lag_of(by_source[one])) is not None}
    for source in _ordered(lags, sources):
        yield lag_in_words(lags[source], sources.name(source))
    if lags:
        yield settling_in_words(lags, sources, settles)


def settling_in_words(lags: Mapping[str, Lag], sources: Sources, settles: Duration) -> str:
    """Say whether the rules wait for nine in ten reports of each source; where not, what would."""
    told = times.length(settles.count, settles.unit)
    late = [one for one in _ordered(lags, sources) if lags[one].most > settles.elapsed]
    if not late:
        return rhythms.SETTLES_LATE.format(settles=told)
    names = phrasing.listed([sources.name(one) for one in late])
    proposed = proposal(max(lags[one].most for one in late))
    return rhythms.SETTLES_EARLY.format(settles=told, sources=names, proposed=proposed)


def proposal(most: timedelta) -> Duration:
    """Return the settling period that has nine in ten reports: whole hours, or days from two on."""
    unit, one = (Unit.DAYS, DAY) if most >= TWO_DAYS else (Unit.HOURS, timedelta(hours=1))
    return Duration(count=max(1, -(-most // one)), unit=unit)


def gap_in_words(gap: Gap, source: str, area_name: Callable[[str], str] = str) -> str:
    """Write one probable gap: whose, when, where, and how much would have been usual."""
    what = rhythms.EVERYWHERE
    if gap.areas:
        what = rhythms.AT_ONCE.format(count=len(gap.areas), areas=_areas(gap.areas, area_name))
    usual = rhythms.USUAL.format(count=f"{gap.usual:,}")
    return rhythms.LINE.format(source=source, days=_dates(gap), what=what, usual=usual)


def gaps_seen(
    days: Sequence[MonitoringDay],
    gaps: Mapping[str, Sequence[Gap]],
    sources: Sources,
    zone: ZoneInfo,
) -> Iterator[str]:
    """Yield a line for each source with a probable gap on one of these days.

    Args:
        days: The days looked at, oldest first.
        gaps: The probable gaps of each source.
        sources: What the sources are called.
        zone: Whose days the gaps are.
    """
    touching = {
        source: [gap for gap in gaps[source] if _touches(gap, days, zone)] for source in gaps
    }
    told = _ordered([source for source in gaps if touching[source]], sources)
    first = told if len(told) <= MOST_SOURCES else told[:MOST_SOURCES]
    for source in first:
        short = [_in_short(gap) for gap in touching[source][-MOST_GAPS:]]
        if len(touching[source]) > MOST_GAPS:
            short.append(rhythms.MORE.format(count=len(touching[source]) - MOST_GAPS))
        yield rhythms.SEEN_FROM_TODAY.format(
            source=sources.name(source), gaps=phrasing.listed(short)
        )
    rest = [sources.name(source) for source in told[len(first) :]]
    if rest:
        yield rhythms.OTHERS.format(count=len(rest), sources=phrasing.listed(rest))


def lag_in_words(lag: Lag, source: str) -> str:
    """Write how late a source is, and what that means for the settling period."""
    return rhythms.LAG.format(
        source=source, median=_length(lag.median), most=_length(lag.most), count=f"{lag.of:,}"
    )


def _ordered(named: Iterable[str], sources: Sources) -> list[str]:
    return sorted(named, key=lambda source: sources.name(source).casefold())


def _touches(gap: Gap, days: Sequence[MonitoringDay], zone: ZoneInfo) -> bool:
    start, end = _midnight(gap.first, zone), _midnight(gap.last + timedelta(days=1), zone)
    return any(day.start < end and start < day.end for day in days)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # Two times of one zone are compared by their wall clocks, which may show an hour twice.
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def _in_short(gap: Gap) -> str:
    if gap.areas:
        return rhythms.SHORT_AT_ONCE.format(days=_dates(gap), count=len(gap.areas))
    return rhythms.SHORT.format(days=_dates(gap))


def _dates(gap: Gap) -> str:
    if gap.last == gap.first:
        return rhythms.ONE_DAY.format(day=times.day(gap.first, year=True))
    return rhythms.DAYS.format(first=times.day(gap.first), last=times.day(gap.last, year=True))


def _areas(areas: Sequence[str], area_name: Callable[[str], str]) -> str:
    named = [area_name(area) for area in areas[:MOST_AREAS]]
    if len(areas) > MOST_AREAS:
        named.append(rhythms.MORE.format(count=len(areas) - MOST_AREAS))
    return phrasing.listed(named)


def _length(length: timedelta) -> str:
    """Write a time to the next whole hour, from two days on to the next whole day."""
    if length >= TWO_DAYS:
        return phrasing.number(-(-length // timedelta(days=1)), "day")
    return rhythms.HOURS.format(count=-(-length // timedelta(hours=1)))
