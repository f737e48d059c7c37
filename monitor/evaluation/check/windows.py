"""What windows of time hold, at least and at most: of incidents, of counts, of one incident."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from monitor.agreements.model import Baseline, Condition, DatedNumber, Limit
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.counted import Sentence, hidden, least, most
from monitor.evaluation.check.dayreads import Allowed, Range
from monitor.evaluation.check.matter import Matter, UnknownTermsError
from monitor.incidents.span import TICK
from monitor.incidents.version import Figures, Incident
from monitor.incidents.vocabulary import Measure

DAY_EXACT = timedelta(days=1)


def counted_as(condition: Condition) -> Limit:
    """The limit of a condition, or what a pattern counts, put as one.

    Raises:
        UnknownTermsError: It counts nothing.
    """
    if condition.limit is not None:
        return condition.limit
    pattern = condition.pattern
    if pattern is None:
        raise UnknownTermsError("limit")
    number = DatedNumber.model_construct(from_=None, until=None, is_=pattern.at_least)
    return Limit.model_construct(of=pattern.of, at_least=(number,), each=pattern.in_)


class Windows:
    """Counts in windows of time, for one limit in one scope."""

    def __init__(self, matter: Matter, condition: Condition, scope: str | None) -> None:
        self.matter = matter
        self.limit = counted_as(condition)
        self.pattern = condition.pattern is not None
        self.sought = Sought(self.limit.of, self.limit.in_, condition.judged_per, scope)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """What the counts used say, those of one source alone."""
        source = self.limit.from_counts or self.matter.grounds.account
        return self.matter.sentences(source, self.sought, self.limit.measure) if source else []

    @cached_property
    def _ground(self) -> list[str] | None:
        return self.matter.watched.ground(self.sought)

    @cached_property
    def _heart(self) -> list[str]:
        return self.matter.watched.heart(self.sought) or []

    def low(self, start: datetime, end: datetime) -> int:
        """At least so many in [start, end)."""
        return self.lows(start, [end])[0]

    def lows(self, start: datetime, ends: Sequence[datetime]) -> list[int]:
        """At least so many from `start` to each of the ends, which come in order."""
        counted = [0] * len(ends)
        if self.sentences:
            counted = [least(self.sentences, start, end, self._heart) for end in ends]
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
        if self.limit.alone:
            return self._largest(start, end)
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
        told = max(possible, least(self.sentences, start, end, self._heart))
        if counted is not None:
            return Range(low, counted, seen=True, told=told)
        seen = self._seen(start, end) and not hidden(self.sentences, start, end, self._ground)
        return Range(low, possible if seen and None not in highs else None, seen, told)

    def _largest(self, start: datetime, end: datetime) -> Range:
        """The largest figure that one incident of [start, end) has, at least and at most."""
        touching = [
            (incident, sure)
            for incident, sure in self.matter.incidents(self.sought, start)
            if incident.happened.start < end
        ]
        lows = [
            self.weight(incident).low
            for incident, sure in touching
            if sure and start <= incident.happened.start and incident.happened.last < end
        ]
        figures = [self.weight(incident) for incident, _ in touching]
        known = max((figure.high for figure in figures if figure.high is not None), default=0)
        open_ones = [figure.low + 1 for figure in figures if figure.high is None]
        told = max([known, *open_ones])
        together = most(self.sentences, start, end, self._ground) if self.sentences else None
        if together is not None:
            return Range(max(lows, default=0), together, seen=True, told=told)
        seen = self._seen(start, end) and not hidden(self.sentences, start, end, self._ground)
        high = known if seen and not open_ones else None
        return Range(max(lows, default=0), high, seen, told)

    @cached_property
    def reference(self) -> Range | None:
        """What was counted in the reference time of a baseline; None without one."""
        terms = self.limit.baseline
        if terms is None:
            return None
        start, end = self.reference_time(terms)
        sentences = self.sentences
        low = least(sentences, start, end, self._heart) if sentences else 0
        counted = most(sentences, start, end, self._ground) if sentences else None
        if self.limit.from_counts:
            return Range(low, counted, counted is not None, low)
        touching = [
            (incident, sure)
            for incident, sure in self.matter.incidents(self.sought, start, terms.standard)
            if incident.happened.start < end
        ]
        inside = [
            self.weight(incident).low
            for incident, sure in touching
            if sure and start <= incident.happened.start and incident.happened.last < end
        ]
        highs = [self.weight(incident).high for incident, _ in touching]
        told = sum(1 if high is None else high for high in highs)
        low = max(low, sum(inside))
        if counted is not None:
            return Range(low, counted, seen=True, told=told)
        seen = not self.open_times(start, end) and not hidden(sentences, start, end, self._ground)
        return Range(low, told if seen and None not in highs else None, seen, told)

    def reference_time(self, terms: Baseline) -> Stretch:
        """The reference time of a baseline."""
        return self.matter.clock.instant(terms.from_), self.matter.clock.instant(terms.until)

    def allowed(self, days: int, by: datetime) -> Allowed | None:
        """What a baseline allows in so many days; None where there is none on record by then."""
        terms, found = self.limit.baseline, self.reference
        if terms is None or found is None or not found.seen:
            return None
        if by < self.reference_time(terms)[1]:
            return None
        if found.high is not None and found.high < found.low:
            return None
        share = Fraction(terms.of_baseline.replace("%", "").strip()) / 100
        length = terms.until - terms.from_
        rate = share * days / Fraction(length // TICK, DAY_EXACT // TICK)
        return rate * found.low, None if found.high is None else rate * found.high

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

    @cached_property
    def _none_at_all(self) -> list[Stretch]:
        """Where the counts of an account say together that there was none anywhere, in order."""
        none = [s for s in self.sentences if s.value == 0]
        turns = sorted({turn for s in none for turn in (s.start, s.end)})
        return [one for one in pairwise(turns) if most(none, *one, self._ground) == 0]

    def last_without_a_word(self, start: datetime, end: datetime) -> datetime | None:
        """The end of what of [start, end) no count calls empty; None where all of it is."""
        for first, last in reversed(self._none_at_all):
            if first < end <= last:
                end = first
        return end if end > start else None

    def hidden_times(self, upto: datetime) -> list[Stretch]:
        """The times before `upto` in which a count may hold what is sought."""
        told = [s for s in self.sentences if hidden([s], s.start, s.end, self._ground)]
        return [(s.start, s.end) for s in told if s.start < upto]

    def counted_from(self, upto: datetime) -> list[datetime]:
        """Where each count begins that was over by `upto` and certainly holds what is sought."""
        over = [s for s in self.sentences if s.end <= upto]
        return [s.start for s in over if least([s], s.start, s.end, self._heart)]

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
