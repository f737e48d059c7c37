"""Which of some rows may be behind a change in a verdict: the likeliest sets first.

What is tried lies in a small part of the record, so that its incidents can be set side by side
one by one: those that count otherwise on a day that reads otherwise come first.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.agreements.circles import asked_for_by
from monitor.agreements.model import Agreement, Condition
from monitor.evaluation.calendar import Interval
from monitor.evaluation.facts import Facts
from monitor.evaluation.shown import shown_day
from monitor.evaluation.tally import Instant, Question, Scope, Tally
from monitor.evaluation.verdict import DayVerdict, Finding, Standing
from monitor.evaluation.view import View
from monitor.incidents.cause import Cause, How
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Report,
    Review,
    SourceProfile,
)
from monitor.incidents.span import BEGINNING, FOREVER
from monitor.incidents.timing import time_of

Key = tuple[str, Scope]
"""A condition with its scope."""

Chosen = frozenset[int]
"""Some of the rows, by their places."""

Pair = tuple[Finding | None, Finding | None]
"""A finding before and after; None where the condition is not judged."""


PhasePair = tuple[Sequence[Standing], Sequence[Standing]]
"""Where a phase stands for each holder, before and after."""


@dataclass(frozen=True)
class Held:
    """What a small part of a record holds: the instants of each limit, the reports of incidents."""

    instants: Mapping[Key, frozenset[Instant]]
    reports: Mapping[str, Collection[str]]


def held(view: View, few: Facts, keys: Iterable[Key]) -> Held:
    """Look at the incidents of a small part, one by one, with the eyes of a whole view."""
    tally = Tally(few, view.classifier, view.standpoint)
    instants: dict[Key, frozenset[Instant]] = {}
    for name, scope in keys:
        base = view.counted_by(view.agreement.conditions[name])
        question = Question.of(base)
        if question is not None and not (base.limit and base.limit.from_counts):
            found = tally.instants(question, view.calendar.start, scope)
            instants[name, scope] = frozenset(found)
    versions = few.incidents(view.known, BEGINNING, FOREVER, view.account or "")
    reports = {one.incident.id: one.incident.reports for one in versions}
    return Held(instants, reports)


@dataclass(frozen=True, slots=True)
class Likely:
    """Rows that may be behind a change; `each_counts` where each of them counts there by itself."""

    rows: Collection[int]
    each_counts: bool = False


@dataclass(frozen=True)
class Suspects:
    """Finds the rows that may be behind a change.

    Attributes:
        terms: The agreement.
        causes: The rows.
        before: What the small part holds without any of them.
        after: What it holds with all of them.
    """

    terms: Agreement
    causes: Sequence[Cause]
    before: Held
    after: Held

    def of(self, key: Key, pair: Pair, found: Mapping[Key, Chosen]) -> Iterator[Likely]:
        """Yield sets of rows, the likeliest first; `found` are those behind other changes."""
        condition = self.terms.conditions[key[0]]
        base = self.terms.conditions[condition.counts or key[0]]
        windows = _windows(base, pair)
        acts = self._acts(pair)
        told = {*acts, *self._counted(base, windows)}
        yield Likely(told | self._reports(key, windows, certain=True), each_counts=True)
        for_days = told | self._reports(key, windows, certain=False)
        yield Likely(for_days, each_counts=True)
        linked = for_days | self._found_twice(for_days)
        yield Likely(linked)
        yield Likely(linked.union(self._touching(windows, Count, Coverage, SourceProfile)))
        members = {row for below in self._below(condition, found) for row in found[below]}
        yield Likely(members | acts)
        every = self._reports(key, [(BEGINNING, FOREVER)], certain=False)
        every |= members | {n for n, one in enumerate(self.causes) if not _about_reports(one)}
        yield Likely(linked | every | self._found_twice(every))

    def of_phase(self, name: str, pair: PhasePair, found: Mapping[Key, Chosen]) -> Iterator[Likely]:
        """Yield sets of rows that may be behind where a phase stands, the likeliest first."""
        keys = {key for side in pair for one in side for key in (*one.rests_on, *one.doubts)}
        acts = self._deciding(keys)
        yield Likely(acts)
        when = self.terms.phases[name].opens.when
        behind: set[int] = set()
        names = {when} if when else set[str]()
        seen: set[str] = set()
        while names:
            behind |= {row for key in found if key[0] in names for row in found[key]}
            yield Likely(behind)
            yield Likely(acts | behind)
            seen |= names
            below = {one for each in names for one in asked_for_by(self.terms.conditions[each])}
            names = below - seen
        yield Likely(behind | self._deciding(None))

    def _deciding(self, keys: Collection[str] | None) -> set[int]:
        """Return the rows that are decisions or attestations: those of these keys, or all."""
        return {
            n
            for n, cause in enumerate(self.causes)
            if isinstance(cause.record, Decision | Attestation)
            and (keys is None or cause.record.key in keys)
        }

    def _below(self, condition: Condition, found: Mapping[Key, Chosen]) -> list[Key]:
        """Return the other changes that this one may follow from."""
        names = {*asked_for_by(condition)}
        return [key for key in found if key[0] in names]

    def _reports(self, key: Key, windows: Sequence[Interval], *, certain: bool) -> set[int]:
        """Return the rows about incidents that count otherwise in one of these times.

        What adds a figure of none counts nowhere.
        """
        then, now = (side.instants.get(key, frozenset()) for side in (self.before, self.after))
        counting = (one for one in then ^ now if one.high != 0)
        wanted = [one for one in counting if one.must or not certain]
        alike: dict[_Counts, list[Instant]] = {}
        for one in wanted:
            if any(_touches(one, window) for window in windows):
                alike.setdefault(_counts(one, windows), []).append(one)
        # What another report tells now as much of counts as before.
        moved = [
            one
            for same in alike.values()
            if 2 * sum(one in then for one in same) != len(same)
            for one in same
        ]
        return self._about({one.incident for one in moved})

    def _about(self, incidents: Collection[str]) -> set[int]:
        """Return the rows that tell of these incidents, link them or weigh them."""
        sides = (self.before.reports, self.after.reports)
        keys = {key for side in sides for one in incidents for key in (one, *side.get(one, ()))}
        return {
            n
            for n, cause in enumerate(self.causes)
            if cause.how is not How.FOUND_TWICE and keys.intersection(_reports_of(cause))
        }

    def _found_twice(self, chosen: Collection[int]) -> set[int]:
        """Return the links that were found for these reports, and the reports at their ends."""
        keys = {key for n in chosen for key in _reports_of(self.causes[n])}
        links = [
            (n, one)
            for n, one in enumerate(self.causes)
            if one.how is How.FOUND_TWICE and keys.intersection(_reports_of(one))
        ]
        ends = {key for _, one in links for key in _reports_of(one)}
        there = {n for n, one in enumerate(self.causes) if isinstance(one.record, Report)}
        return {n for n, _ in links} | {n for n in there if self.causes[n].record.key in ends}

    def _acts(self, pair: Pair) -> set[int]:
        """Return the rows that one of the findings rests on: acts, and reports of incidents."""
        keys: set[str] = set()
        for one in pair:
            if one is not None:
                keys.update((*one.stood.rests_on, *one.stood.doubts))
        owed = [set(one.stood.obligations) if one else set() for one in pair]
        keys.update(item.key for each in owed[0] ^ owed[1] for item in (each.item, *each.answers))
        return self._deciding(keys) | self._about(keys)

    def _counted(self, base: Condition, windows: Sequence[Interval]) -> list[int]:
        """Return the figures of the source, and of the measure, that a limit is taken from."""
        limit = base.limit
        if limit is None or limit.from_counts is None:
            return []
        told = [(n, self.causes[n].record) for n in self._touching(windows, Count)]
        wanted = (limit.from_counts, limit.measure)
        return [
            n for n, one in told if isinstance(one, Count) and (one.source, one.measure) == wanted
        ]

    def _touching(self, windows: Sequence[Interval], *kinds: type) -> list[int]:
        """Return the rows of these kinds that tell of one of these times, or of none."""
        found = []
        for n, cause in enumerate(self.causes):
            record = cause.record
            span = time_of(record)
            timely = span is None or any(span.touches(*each) for each in windows)
            if isinstance(record, kinds) and timely:
                found.append(n)
        return found


def _windows(base: Condition, pair: Pair) -> list[Interval]:
    """Return the time that each day looks at which reads otherwise."""
    sides: list[dict[object, DayVerdict]] = [
        {day.day.date: day for day in one.stood.days} if one else {} for one in pair
    ]
    windows = []
    for date in {**sides[0], **sides[1]}:
        then, now = sides[0].get(date), sides[1].get(date)
        either = now or then
        same = then and now and shown_day(base, then) == shown_day(base, now)
        if either is not None and not same:
            windows.append((either.first.start, either.day.end))
    return windows


_Counts = tuple[object, ...]
"""What an incident adds, and to which windows."""


def _counts(one: Instant, windows: Sequence[Interval]) -> _Counts:
    where = tuple(
        (_touches(one, (start, end)), start <= one.first and one.last < end)
        for start, end in windows
    )
    return (one.must, one.low, one.high, one.references, where)


def _touches(one: Instant, window: Interval) -> bool:
    return one.first < window[1] and window[0] <= one.last


def _about_reports(cause: Cause) -> bool:
    return isinstance(cause.record, Report | Link | Review)


def _reports_of(cause: Cause) -> tuple[str, ...]:
    """Return the keys of the reports that a row is, links or weighs."""
    match cause.record:
        case Report() as record:
            return (record.key,)
        case Link() as record:
            return (record.first, record.second)
        case Review() as record:
            return (record.report,)
        case _:
            return ()
