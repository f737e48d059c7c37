"""The one portable SQL text: integers, UTC timestamps and dates, nothing to quote, no NULL.

A small ANSI subset (scan, filter, CASE, GROUP BY) that runs unmodified on DuckDB and on other
engines. Every value in it is written here from an int or a datetime; no text of a user or of
a rule can reach it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from monitor.agreements.filters import Quantity
from monitor.evaluation.calendar import Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.criteria import (
    AreaTest,
    ClassTest,
    Criterion,
    FieldTest,
    PairedTest,
    QuantityTest,
)
from monitor.evaluation.geometry import Ground, Locations
from monitor.evaluation.kleene import Kleene
from monitor.incidents.box import Box
from monitor.incidents.version import Stated

Codes = Mapping[str, Sequence[tuple[int, Stated]]]
"""The dictionary of each coded field: (code, the set of stated values it stands for)."""

Located = Sequence[tuple[int, Locations]]
"""The sets of locations that reach into a box, by code."""

UNSTATED = 0
"""The code of no location."""

TRUE, FALSE = "1 = 1", "1 = 0"
BASE = date(1970, 1, 1)
"""Piece n of time is written as this date plus n days."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def timestamp(instant: datetime) -> str:
    """Write a UTC instant as a timestamp without zone."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return f"TIMESTAMP '{text}'"


def both(parts: Iterable[str]) -> str:
    """Join conditions with AND."""
    kept = [part for part in parts if part != TRUE]
    if FALSE in kept:
        return FALSE
    return " AND ".join(kept) if kept else TRUE


def either(parts: Iterable[str]) -> str:
    """Join conditions with OR, in parentheses."""
    kept = [part for part in parts if part != FALSE]
    if TRUE in kept:
        return TRUE
    if not kept:
        return FALSE
    return kept[0] if len(kept) == 1 else f"({' OR '.join(f'({part})' for part in kept)})"


def negated(condition: str) -> str:
    """Negate a condition."""
    return {TRUE: FALSE, FALSE: TRUE}.get(condition, f"NOT ({condition})")


def code_in(field: str, codes: Collection[int], every: Collection[int]) -> str:
    """Write "the field has one of these codes", by the shorter list."""
    if not codes:
        return FALSE
    left = sorted(set(every) - set(codes))
    if not left:
        return TRUE
    listed, word = (left, "NOT IN") if len(left) < len(codes) else (sorted(codes), "IN")
    return f"{field} {word} ({', '.join(str(int(code)) for code in listed)})"


@dataclass(frozen=True)
class Conditions:
    """A class as two SQL conditions: certainly a member, possibly a member."""

    must: str
    may: str


class Compiler:
    """Writes the tests of a classifier for one dictionary of codes."""

    def __init__(
        self, classifier: Classifier, codes: Codes, locations: Callable[[Box], Located]
    ) -> None:
        self._classifier = classifier
        self._codes = codes
        self._locations = locations
        self._sorted: dict[Ground, dict[int, Kleene]] = {}
        self._decided: dict[FieldTest, list[tuple[int, tuple[Kleene, ...]]]] = {}
        self._written: dict[tuple[FieldTest, bool], str] = {}
        self._lying: dict[tuple[AreaTest, bool], str] = {}

    def conditions(self, test: ClassTest) -> Conditions:
        """Return the two conditions of a class.

        Incidents of which an exception asks whether an attack came before meet neither.
        """
        true = [self.certainly(t, wanted=True) for t in test.tests]
        possible = [negated(self.certainly(t, wanted=False)) for t in test.tests]
        for exception in test.exceptions:
            others = [t for t in exception if not isinstance(t, PairedTest)]
            if len(others) < len(exception):  # the pair is asked of each incident, one by one
                left_aside = either(self.certainly(t, wanted=False) for t in others)
                true.append(left_aside)
                possible.append(left_aside)
                continue
            true.append(either(self.certainly(t, wanted=False) for t in exception))
            possible.append(either(negated(self.certainly(t, wanted=True)) for t in exception))
        return Conditions(both(true), both(possible))

    def certainly(self, test: Criterion, *, wanted: bool) -> str:
        """Write "the test certainly gives `wanted`" (True or False) over the whole span."""
        match test:
            case QuantityTest():
                return _so_many(test.bounds, wanted=wanted)
            case AreaTest():
                return self._in_area(test, wanted=wanted)
            case PairedTest():
                msg = "whether an attack came before is asked of each incident, not of its codes"
                raise TypeError(msg)
            case FieldTest():
                return self._in_codes(test, wanted=wanted)

    def _in_codes(self, test: FieldTest, *, wanted: bool) -> str:
        if (test, wanted) not in self._written:
            self._written[test, wanted] = self._new_in_codes(test, wanted=wanted)
        return self._written[test, wanted]

    def _new_in_codes(self, test: FieldTest, *, wanted: bool) -> str:
        every = [code for code, _ in self._codes[test.field]]
        by_pattern: dict[tuple[bool, ...], list[int]] = defaultdict(list)
        for code, decided in self._in_eras(test):
            by_pattern[tuple([found is wanted for found in decided])].append(code)
        always = [code for pattern, codes in by_pattern.items() if all(pattern) for code in codes]
        parts = [code_in(test.field, always, every)]
        for pattern, codes in sorted(by_pattern.items()):
            if any(pattern) and not all(pattern):
                during = either(self._within(first, last) for first, last in _stretches(pattern))
                parts.append(both([code_in(test.field, codes, every), during]))
        return either(parts)

    def _in_eras(self, test: FieldTest) -> list[tuple[int, tuple[Kleene, ...]]]:
        """Return what a test gives of each code, in each era that it may differ in."""
        if test not in self._decided:
            eras = self._classifier.eras if test.dated else self._classifier.eras[:1]
            self._decided[test] = [
                (code, tuple([test.of_set(stated, era) for era in eras]))
                for code, stated in self._codes[test.field]
            ]
        return self._decided[test]

    def _in_area(self, test: AreaTest, *, wanted: bool) -> str:
        """Write that it certainly lies in an area in its time, or certainly not."""
        if wanted:
            begun = [] if test.since is None else [f"first_at >= {timestamp(test.since)}"]
            goes_on = [] if test.until is None else [f"last_at < {timestamp(test.until)}"]
            return both([*begun, *goes_on, self._lies_in(test, wanted=True)])
        before = [] if test.since is None else [f"last_at < {timestamp(test.since)}"]
        after = [] if test.until is None else [f"first_at >= {timestamp(test.until)}"]
        return either([*before, *after, self._lies_in(test, wanted=False)])

    def _lies_in(self, test: AreaTest, *, wanted: bool) -> str:
        if (test, wanted) not in self._lying:
            self._lying[test, wanted] = self._new_lies_in(test, wanted=wanted)
        return self._lying[test, wanted]

    def _new_lies_in(self, test: AreaTest, *, wanted: bool) -> str:
        """Write where it lies: by its coordinates, without any by its p-codes."""
        decided = [(code, test.by_code(stated)) for code, stated in self._codes["place"]]
        chosen = [code for code, there in decided if there is wanted]
        by_code = code_in("place", chosen, [code for code, _ in decided])
        if test.ground is None:
            return by_code
        placed = self._placed(test.ground)
        if wanted:
            by_place = _listed(code for code, there in placed.items() if there)
        else:
            maybe = [code for code, there in placed.items() if there is not False]
            by_place = negated(_listed([UNSTATED, *maybe]))
        return either([by_place, both([f"location = {UNSTATED}", by_code])])

    def _placed(self, ground: Ground) -> dict[int, Kleene]:
        """Return where the locations near an area lie; every other one lies outside."""
        if ground not in self._sorted:
            self._sorted[ground] = ground.sort(self._locations(ground.box))
        return self._sorted[ground]

    def _within(self, first: int, last: int) -> str:
        """Write "the span lies within the eras first to last"."""
        starts = self._classifier.era_starts
        parts = []
        if first > 0:
            parts.append(f"first_at >= {timestamp(starts[first - 1])}")
        if last < len(starts):
            parts.append(f"last_at < {timestamp(starts[last])}")
        return both(parts)


def _listed(locations: Iterable[int]) -> str:
    listed = sorted(locations)
    return f"location IN ({', '.join(str(int(code)) for code in listed)})" if listed else FALSE


def _so_many(bounds: Quantity, *, wanted: bool) -> str:
    """Write that the quantity certainly lies within the bounds, or certainly outside them."""
    least, most = bounds.at_least, bounds.at_most
    if wanted:
        inside = [] if least is None else [f"quantity_low >= {int(least)}"]
        inside += [] if most is None else [f"quantity_high BETWEEN 0 AND {int(most)}"]
        return both(inside)
    outside = [] if least is None else [f"quantity_high BETWEEN 0 AND {int(least) - 1}"]
    outside += [] if most is None else [f"quantity_low > {int(most)}"]
    return either(outside)


def _stretches(pattern: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the (first, last) positions of each unbroken stretch of True."""
    stretches: list[tuple[int, int]] = []
    for position, holds in enumerate(pattern):
        if not holds:
            continue
        if stretches and stretches[-1][1] == position - 1:
            stretches[-1] = (stretches[-1][0], position)
        else:
            stretches.append((position, position))
    return stretches


def piece_of(column: str, pieces: Pieces) -> str:
    """Write the piece of time that holds a timestamp, as a date after BASE."""
    runs = pieces.runs()
    ends = [run.start for run in runs[1:]] + [pieces.edges[-1]]
    branches = [f"WHEN {column} < {timestamp(pieces.edges[0])} THEN {date_of(0)}"]
    for run, end in zip(runs, ends, strict=True):
        piece = date_of(run.number)
        if run.anchor is not None:
            shift = int((run.anchor - _EPOCH).total_seconds())
            piece = f"CAST({column} - INTERVAL '{shift}' SECOND AS DATE)"
        branches.append(f"WHEN {column} < {timestamp(end)} THEN {piece}")
    return f"CASE {' '.join(branches)} ELSE {date_of(len(pieces.edges))} END"


def era_of(column: str, starts: Sequence[datetime]) -> str:
    """Write the number of the era that holds a timestamp; there is at least one change."""
    branches = [f"WHEN {column} < {timestamp(t)} THEN {n}" for n, t in enumerate(starts)]
    return f"CASE {' '.join(branches)} ELSE {len(starts)} END"


def date_of(number: int) -> str:
    """Write a piece of time as a date after BASE."""
    return f"DATE '{(BASE + timedelta(days=number)).isoformat()}'"
