"""Which reports of other sources fall near a report, by the days that their spans touch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from monitor.incidents.nearness import Nearness, vague
from monitor.incidents.record import Report

ByDay = Mapping[int, Mapping[str, Sequence[Report]]]
"""Reports by day since the year 1, UTC, and by source."""


def by_day(reports: Iterable[Report], near: Nearness) -> ByDay:
    """Return reports by the days since the year 1, UTC, that their spans touch, and by source."""
    days: defaultdict[int, dict[str, list[Report]]] = defaultdict(dict)
    for report in reports:
        if not vague(report, near):
            for day in _days(report, timedelta(0)):
                days[day].setdefault(report.source, []).append(report)
    return days


def _days(report: Report, margin: timedelta) -> range:
    first = (report.happened.start - margin).toordinal()
    return range(first, (report.happened.end + margin).toordinal() + 1)


def candidates(report: Report, around: ByDay, near: Nearness) -> Iterator[Report]:
    """Yield the reports of other sources on the days of a report, each once."""
    seen: set[str] = set()
    for day in _days(report, near.apart):
        for source, told in around.get(day, {}).items():
            for other in told if source != report.source else ():
                if other.key not in seen:
                    seen.add(other.key)
                    yield other
