"""A limit decided again: at least and at most so many in the window of each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from monitor.agreements.model import Doubt, Limit, Unit, Unobserved
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.clock import Day, Stretch
from monitor.evaluation.check.counted import Sentence, least, most
from monitor.evaluation.check.matter import Matter
from monitor.evaluation.check.names import holds
from monitor.evaluation.verdict import Cause, Verdict
from monitor.incidents.span import TICK
from monitor.incidents.version import Figures, Incident
from monitor.incidents.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class Range:
    """At least `low`, at most `high` (None: no saying); `told` is what is on record of it."""

    low: int
    high: int | None
    seen: bool
    told: int


@dataclass(frozen=True, slots=True)
class DayReads:
    """What a limit reads on a day, over the window of days from `first` to it.

    `exceeded` is the first instant at which a window in hours holds too many.
    """

    day: Day
    first: Day
    verdict: Verdict
    cause: Cause
    range: Range
    number: int | None
    finished: bool
    policy: str | None = None
    exceeded: datetime | None = None


class Windows:
    """Counts in windows of time, for one limit in one scope."""

    def __init__(self, matter: Matter, limit: Limit, per: str | None, scope: str | None) -> None:
        self.matter = matter
        self.limit = limit
        self.sought = Sought(limit.of, limit.in_, per, scope)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """What the counts used say, those of one source alone."""
        source = self.limit.from_counts or self.matter.grounds.account
        return self.matter.sentences(source, self.sought, self.limit.measure) if source else []

    @cached_property
    def _ground(self) -> list[str] | None:
        return self.matter.watched.ground(self.sought)

    def low(self, start: datetime, end: datetime) -> int:
        """At least so many in [start, end)."""
        return self.lows(start, [end])[0]

    def lows(self, start: datetime, ends: Sequence[datetime]) -> list[int]:
        """At least so many from `start` to each of the ends, which come in order."""
        counted = [0] * len(ends)
        if self.sentences:
            counted = [least(self.sentences, start, end, self._ground or []) for end in ends]
        if self.limit.from_counts:
            return counted
        certain = sorted(
            (incident.happened.last, self.weight(incident).low)
            for incident, sure in self.matter.incidents(self.sought, start)
            if sure and incident.happened.start >= start
        )
        lows, total, taken = [], 0, 0
        for end, low in zip(ends, counted, strict=True):
            while taken < len(certain) and certain[taken][0] < end:
                total += certain[taken][1]
                taken += 1
            lows.append(max(low, total))
        return lows

    def range(self, start: datetime, end: datetime) -> Range:
        """What [start, end) may hold, at least and at most."""
        low = self.low(start, end)
        counted = most(self.sentences, start, end, self._ground) if self.sentences else None
        if self.limit.from_counts:
            return Range(low, counted, counted is not None, low)
        highs = [
            self.weight(incident).high
            for incident, _ in self.matter.incidents(self.sought, start)
            if incident.happened.start < end
        ]
        possible = sum(1 if high is None else high for high in highs)
        told = max(possible, least(self.sentences, start, end, self._ground or []))
        if counted is not None:
            return Range(low, counted, seen=True, told=told)
        seen = self._seen(start, end)
        return Range(low, possible if seen and None not in highs else None, seen, told)

    @cached_property
    def _gaps(self) -> list[Stretch]:
        since = max(self.matter.grounds.since, self.matter.clock.start)
        return self.open_times(since, self.matter.horizon)

    def _seen(self, start: datetime, end: datetime) -> bool:
        return not any(first < end and start < last for first, last in self._gaps)

    def edges(self) -> set[datetime]:
        """The instants at which what a window holds may change."""
        edges = {edge for gap in self._gaps for edge in gap}
        for one in self.sentences:
            edges |= {one.start, one.end}
        reach = max(self.matter.grounds.since, self.matter.clock.start)
        for incident, _ in self.matter.incidents(self.sought, reach):
            edges |= {incident.happened.start, incident.happened.last}
        return edges

    def open_times(self, start: datetime, end: datetime) -> list[Stretch]:
        """Where in [start, end) something could have gone unseen."""
        return self.matter.open_times(self.sought, start, end)

    def weight(self, incident: Incident) -> Figures:
        """What an incident counts, at least and at most."""
        figures = {
            Measure.INCIDENTS: Figures(1, 1),
            Measure.KILLED: incident.killed,
            Measure.INJURED: incident.injured,
            Measure.COUNT: incident.quantity,
        }
        return figures[self.limit.measure]


def read_day(matter: Matter, windows: Windows, days: Sequence[Day], position: int) -> DayReads:
    """Decide a limit on one of the days."""
    limit = windows.limit
    day = days[position]
    hours = limit.each.unit is Unit.HOURS
    first = position if hours else window_start(days, position, limit.each.count)
    finished = day.end <= matter.horizon
    number = number_on(limit, matter.clock.local(day.start))
    exceeded = None
    if hours:
        found, exceeded = _rolling(matter, windows, day, number)
    else:
        found = windows.range(days[first].start, min(day.end, matter.horizon))
    verdict, cause, policy = Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE, None
    if number is not None:
        verdict, cause = _plainly(limit, number, found)
        verdict, policy = _by_policy(matter, limit, found, (verdict, cause), finished=finished)
        if not finished and (verdict is Verdict.KEPT or limit.at_most is None):
            policy = policy if verdict is Verdict.KEPT else None
            verdict, cause = Verdict.UNDETERMINED, Cause.RUNNING
    return DayReads(day, days[first], verdict, cause, found, number, finished, policy, exceeded)


def hours_before(matter: Matter, limit: Limit, instant: datetime) -> datetime:
    """Where the window in hours that ends with an instant begins: never before the agreement."""
    begun = max(since for since, _ in matter.in_force if since <= instant)
    return max(begun, instant - limit.each.elapsed + TICK)


def _rolling(
    matter: Matter, windows: Windows, day: Day, number: int | None
) -> tuple[Range, datetime | None]:
    """What windows in hours hold at the instants of a day; and the first that holds too many."""
    limit = windows.limit
    begun = max(since for since, _ in matter.in_force if since <= day.start)
    shifted = {edge + by for edge in windows.edges() for by in (TICK - TICK, limit.each.elapsed)}
    tried = {edge + by for edge in shifted for by in (-TICK, TICK - TICK, TICK)} | {day.start}
    end = min(day.end, matter.horizon)
    found = {
        t: windows.range(max(begun, t - limit.each.elapsed + TICK), t + TICK)
        for t in sorted(tried)
        if day.start <= t < end
    }
    highs = [range_.high for range_ in found.values()]
    bounded = [high for high in highs if high is not None]
    together = Range(
        max(range_.low for range_ in found.values()),
        max(bounded) if len(bounded) == len(highs) else None,
        all(range_.seen for range_ in found.values()),
        max(range_.told for range_ in found.values()),
    )
    over = [t for t, range_ in found.items() if number is not None and range_.low > number]
    return together, min(over, default=None)


def window_start(days: Sequence[Day], position: int, length: int) -> int:
    """Where the window of so many days that ends with a day begins: cut where one is missing."""
    first = position
    while first > max(0, position - length + 1) and days[first].grid - days[first - 1].grid == 1:
        first -= 1
    return first


def number_on(limit: Limit, local: datetime) -> int | None:
    """The number in force at a local time."""
    held = [number.is_ for number in limit.numbers if holds(number, local)]
    return held[0] if held else None


def _plainly(limit: Limit, number: int, found: Range) -> tuple[Verdict, Cause]:
    """What the record alone decides."""
    low, high = found.low, found.high
    if high is not None and high < low:
        return Verdict.UNDETERMINED, Cause.CONTRADICTION
    at_most = limit.at_most is not None
    enough, short = low >= number, high is not None and high < number
    over, within = low > number, high is not None and high <= number
    if (at_most and over) or (not at_most and short):
        return Verdict.BREACHED, Cause.EXCEEDED if at_most else Cause.SHORT
    if (at_most and within) or (not at_most and enough):
        return Verdict.KEPT, Cause.WITHIN
    told = found.told > number if at_most else high is not None
    if told:
        return Verdict.UNDETERMINED, Cause.UNCONFIRMED
    if found.seen:
        return Verdict.UNDETERMINED, Cause.NO_FIGURE
    return Verdict.UNDETERMINED, Cause.SILENT if limit.from_counts else Cause.UNWATCHED


def _by_policy(
    matter: Matter, limit: Limit, found: Range, plainly: tuple[Verdict, Cause], *, finished: bool
) -> tuple[Verdict, str | None]:
    """Let the agreement's policy speak where the record does not decide; it keeps no unseen day."""
    verdict, cause = plainly
    policy = matter.terms.evidence
    if verdict is not Verdict.UNDETERMINED or cause is Cause.CONTRADICTION:
        return verdict, None
    if not found.seen:
        breaks = finished and policy.unobserved is Unobserved.BREAKS
        return (Verdict.BREACHED, "unobserved") if breaks else (verdict, None)
    if found.high is None or limit.from_counts is not None:
        return verdict, None
    if policy.doubt is Doubt.BREAKS:
        return Verdict.BREACHED, "doubt"
    return (Verdict.KEPT, "doubt") if policy.doubt is Doubt.COUNTS_AS_QUIET else (verdict, None)
