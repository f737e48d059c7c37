"""Each source's own rhythm in words: its probable gaps, and its lateness."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from monitor.incidents.record import Report
from monitor.incidents.rhythm import Gap, Lag, gaps_of, lag_of
from monitor.views.sources import Sources
from monitor.words import phrasing, rhythms, times

MOST_AREAS = 8
"""Areas of a gap that are named."""

TWO_DAYS = timedelta(days=2)


def rhythm_lines(
    reports: Iterable[Report],
    sources: Sources,
    zone: ZoneInfo,
    area_name: Callable[[str], str] = str,
) -> Iterator[str]:
    """Yield a line for each probable gap of each source, then one for the lateness of each.

    Args:
        reports: Everything reported, as known.
        sources: What the sources are called.
        zone: Whose days are meant.
        area_name: Gives what a p-code is called.
    """
    by_source: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_source[report.source].append(report)
    ordered = sorted(by_source, key=lambda source: sources.name(source).casefold())
    for source in ordered:
        for gap in gaps_of(by_source[source], zone):
            yield gap_in_words(gap, sources.name(source), area_name)
    for source in ordered:
        lag = lag_of(by_source[source])
        if lag is not None:
            yield lag_in_words(lag, sources.name(source))


def gap_in_words(gap: Gap, source: str, area_name: Callable[[str], str] = str) -> str:
    """Write one probable gap: whose, when, where, and how much would have been usual."""
    first = times.day(gap.first, year=True)
    days = rhythms.ONE_DAY.format(day=first)
    if gap.last != gap.first:
        days = rhythms.DAYS.format(first=times.day(gap.first), last=times.day(gap.last, year=True))
    what = rhythms.EVERYWHERE
    if gap.areas:
        what = rhythms.AT_ONCE.format(count=len(gap.areas), areas=_areas(gap.areas, area_name))
    usual = rhythms.USUAL.format(count=f"{gap.usual:,}")
    return rhythms.LINE.format(source=source, days=days, what=what, usual=usual)


def lag_in_words(lag: Lag, source: str) -> str:
    """Write how late a source is, and what that means for the settling period."""
    return rhythms.LAG.format(
        source=source, median=_length(lag.median), most=_length(lag.most), count=f"{lag.of:,}"
    )


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
