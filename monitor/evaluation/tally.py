"""The heavy step: from incident versions to cells, one query for each class and scope asked about.

A cell counts the incidents of a class whose span begins in one piece of time and ends in
another. Cells are few however many incidents there are; everything after is plain Python. Only
what hangs on the hour of each incident asks for them one by one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.agreements.model import Condition
from monitor.evaluation.asked import Answered, Asked
from monitor.evaluation.calendar import Pieces
from monitor.evaluation.classify import Classifier
from monitor.evaluation.criteria import AreaTest, ClassTest, FieldTest
from monitor.evaluation.facts import Facts
from monitor.evaluation.kleene import Kleene, agreed
from monitor.evaluation.pairs import Rival
from monitor.evaluation.scan import Scan, Standpoint, figures_of, instant, whole
from monitor.evaluation.sql import BASE, both, date_of, era_of, piece_of, timestamp
from monitor.incidents.record import References
from monitor.incidents.span import TICK
from monitor.incidents.version import Stated
from monitor.incidents.vocabulary import Measure

Scope = str | None
"""An area or party of a `per` condition; None for a condition without scopes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents that begin in piece `first` and end in piece `last`.

    `low` counts (or sums the low figures of) those that certainly belong, `high` those that
    may, and `open` how many of these have no upper figure.
    """

    first: int
    last: int
    low: int
    high: int
    open: int = 0


@dataclass(frozen=True, slots=True)
class Instant:
    """One incident that may belong: in the closed span [first, last], certainly where `must`.

    `low` and `high` are 1 where incidents are counted, else its figure; `high` is None where that
    is open. `references` are the stated `name=value`.
    """

    incident: str
    first: datetime
    last: datetime
    must: bool
    low: int
    high: int | None
    references: References = ()


@dataclass(frozen=True)
class Question:
    """What one tally is about: a class, where, what is measured, and split by what."""

    incident_class: str
    within: str | None = None
    measure: Measure = Measure.INCIDENTS
    per: str | None = None

    @classmethod
    def of(cls, condition: Condition) -> "Question | None":
        """Return what a limit or a pattern counts; None for any other condition."""
        limit, pattern = condition.limit, condition.pattern
        if limit is not None:
            return cls(limit.of, limit.in_, limit.measure, condition.per)
        return cls(pattern.of, per=pattern.per) if pattern is not None else None


class Tally:
    """Asks the record for cells; keeps the answers of one evaluation."""

    def __init__(self, facts: Facts, classifier: Classifier, standpoint: Standpoint) -> None:
        self._classifier = classifier
        self._scan = Scan(facts, classifier, standpoint)
        self._asked = Asked(self._scan, classifier)
        self._kept: dict[tuple[Question, Pieces, Scope], list[tuple[Cell, tuple[int, ...]]]] = {}
        self._told: dict[str, list[Answered]] = {}

    def cells(self, question: Question, pieces: Pieces, scope: Scope) -> list[Cell]:
        """Return the cells of one scope; those of unknown scope count in its `high` only."""
        alone = self._alone(question, scope)
        rows = self._rows(question, pieces, alone)
        if question.per is None or alone is not None:
            return [cell for cell, _ in rows]
        belongs = self._scope_test(question.per, scope)
        known = {key: belongs(key) for key in {key for _, key in rows}}
        cells = []
        for cell, key in rows:
            inside = known[key]
            if inside is not False:
                low = cell.low if inside else 0
                cells.append(Cell(cell.first, cell.last, low, cell.high, cell.open))
        return cells

    def instants(
        self, question: Question, start: datetime, scope: Scope, until: datetime | None = None
    ) -> list[Instant]:
        """Return the incidents that may belong from `start` to the horizon, in no order.

        With `until` (included) those that may have begun by then. Of unknown scope they are
        certain nowhere.
        """
        alone = self._alone(question, scope)
        statement = self.instants_sql(question, start, alone, until)
        # Classes of which nothing is on record have one statement: what is asked one by one is not
        # kept with it.
        if statement not in self._told:
            self._told[statement] = [*map(_told, self._scan.run(statement))]
        by_key = question.per is not None and alone is None
        belongs = self._scope_test(str(question.per), scope) if by_key else None
        found = []
        for one in (*self._told[statement], *self._answered(question, start, alone, until)):
            inside = belongs(one.key) if belongs else True
            if inside is not False:
                most = None if one.high < 0 else one.high
                certain = bool(inside and one.must)
                span = one.first, one.last
                found.append(Instant(one.incident, *span, certain, one.low, most, one.references))
        return found

    def instants_sql(
        self,
        question: Question,
        start: datetime,
        alone: Scope = None,
        until: datetime | None = None,
    ) -> str:
        """Return the one statement that gives the incidents one by one; `alone` as in `sql`."""
        must, may = self._scan.must_and_may(self._test(question, alone))
        certain = f"CASE WHEN {must} THEN 1 ELSE 0 END"
        told = ["incident", "first_at", "last_at", certain, "refs"]
        selected = [*told, *figures_of(question.measure), *self._scope_keys(question, alone)]
        where = both([self._scan.known(start, until), may])
        return f"SELECT {', '.join(selected)} FROM {self._scan.table} WHERE {where}"

    def quiet_since(
        self, test: ClassTest, start: datetime
    ) -> tuple[datetime | None, datetime | None]:
        """Return the latest possible end of what may belong, the latest start of what must.

        Only what may have happened from `start` to the horizon is looked at; None where there
        is none. For streaks in hours.
        """
        must, may = self._scan.must_and_may(test)
        horizon = timestamp(self._scan.standpoint.horizon)
        where = both([self._scan.known(start), may])
        certain = both([must, f"last_at < {horizon}"])
        found = self._scan.run(  # every value is written by timestamp() or from an int
            "SELECT MAX(CASE WHEN first_at = last_at THEN last_at END), "
            "MAX(CASE WHEN first_at < last_at THEN last_at END), "
            f"MAX(CASE WHEN {certain} THEN first_at END) FROM {self._scan.table} WHERE {where}"
        )
        point, spread, earliest = map(_latest, zip(*found, strict=True))  # a row of each part
        ends = [end for end in (point, spread and spread + TICK) if end is not None]
        begun = [] if earliest is None else [earliest]
        for one in self._asked.answered(test, (start, None), figures_of(Measure.INCIDENTS), ()):
            ends.append(one.last if one.first == one.last else one.last + TICK)
            if one.must and one.last < self._scan.standpoint.horizon:
                begun.append(one.first)
        latest = min(max(ends), self._scan.standpoint.horizon) if ends else None
        return latest, max(begun, default=None)

    def sql(self, question: Question, pieces: Pieces, alone: Scope = None) -> str:
        """Return the one statement that answers a question, for every scope or one `alone`.

        An area on the ground, or one that has its time, is asked about alone: by the stated
        location of each incident there would be as many cells as places.
        """
        must, may = self._scan.must_and_may(self._test(question, alone))
        first, last = piece_of("first_at", pieces), piece_of("last_at", pieces)
        # Most incidents are points: the second CASE is worked out for the others alone. Nothing
        # counted ends in piece 0, so that it can stand for "where it begins".
        last = f"CASE WHEN last_at = first_at THEN {date_of(0)} ELSE {last} END"
        keys = [first, last, *self._scope_keys(question, alone)]
        sums = [f"SUM(CASE WHEN {must} THEN 1 ELSE 0 END)", "COUNT(*)", "0"]
        if question.measure is not Measure.INCIDENTS:
            low, high = figures_of(question.measure)
            sums = [
                f"SUM(CASE WHEN {must} THEN {low} ELSE 0 END)",
                f"SUM(CASE WHEN {high} >= 0 THEN {high} ELSE 0 END)",
                f"SUM(CASE WHEN {high} < 0 THEN 1 ELSE 0 END)",
            ]
        selected = ", ".join([*keys, *(f"CAST({total} AS BIGINT)" for total in sums)])
        where = both([self._scan.known(pieces.edges[0]), may])
        return f"SELECT {selected} FROM {self._scan.table} WHERE {where} GROUP BY {', '.join(keys)}"

    def attacks(self, name: str, since: datetime, until: datetime) -> list[Rival]:
        """Return what may be of a class, its exceptions aside, between two instants, both in it."""
        return self._asked.rivals(name, since, until)

    def _answered(
        self, question: Question, start: datetime, alone: Scope, until: datetime | None = None
    ) -> list[Answered]:
        """Return the incidents that the statement leaves aside, weighed one by one."""
        keys = self._scope_keys(question, alone)
        figures = figures_of(question.measure)
        return self._asked.answered(self._test(question, alone), (start, until), figures, keys)

    def _alone(self, question: Question, scope: Scope) -> Scope:
        """Return the scope where it is asked about alone; None where codes tell scopes apart."""
        if question.per is None or scope is None:
            return None
        test = self._classifier.scope_test(question.per, scope)
        return scope if isinstance(test, AreaTest) else None

    def _test(self, question: Question, alone: Scope) -> ClassTest:
        per = question.per if alone is not None else None
        return self._classifier.class_test(
            question.incident_class, within=question.within, per=per, scope=alone
        )

    def _rows(
        self, question: Question, pieces: Pieces, alone: Scope
    ) -> list[tuple[Cell, tuple[int, ...]]]:
        """Return the cells as counted, each with the codes of its scope."""
        if (question, pieces, alone) not in self._kept:
            self._kept[question, pieces, alone] = [
                (
                    Cell(_piece(row[0]), _piece(row[1]) or _piece(row[0]), *map(whole, row[-3:])),
                    tuple(map(whole, row[2:-3])),
                )
                for row in self._scan.run(self.sql(question, pieces, alone))
            ]
            self._kept[question, pieces, alone] += [
                (_cell(one, pieces), one.key)
                for one in self._answered(question, pieces.edges[0], alone)
            ]
        return self._kept[question, pieces, alone]

    def _scope_keys(self, question: Question, alone: Scope) -> list[str]:
        if alone is not None:
            return []
        if question.per == "area":
            return ["place"]
        if question.per == "party":
            eras = self._classifier.era_starts
            ends = [era_of("first_at", eras), era_of("last_at", eras)] if eras else []
            return ["perpetrator", *ends]
        return []

    def _scope_test(self, per: str, scope: Scope) -> "_ScopeTest":
        if scope is None:
            msg = f"a condition per {per} is asked about one {per} at a time"
            raise ValueError(msg)
        test = self._classifier.scope_test(per, scope)
        if isinstance(test, AreaTest):
            msg = f"the area {scope} is asked about alone"
            raise TypeError(msg)
        stated = dict(self._scan.codes[test.field])
        return _ScopeTest(test, stated, self._classifier.eras)


@dataclass(frozen=True)
class _ScopeTest:
    """Whether the codes of a cell's scope are those of one area or party."""

    test: FieldTest
    stated: Mapping[int, Stated]
    eras: Sequence[datetime]

    def __call__(self, key: tuple[int, ...]) -> Kleene:
        code, *ends = key
        first, last = ends or (0, 0)
        eras = self.eras[first : last + 1]
        return agreed(self.test.of_set(self.stated[code], era) for era in eras)


def _latest(told: Sequence[object]) -> datetime | None:
    """Return the latest of what several parts of a record say; None where all say nothing."""
    return max((instant(one) for one in told if one is not None), default=None)


def _piece(value: object) -> int:
    if not isinstance(value, date):
        msg = f"the tally gave {value!r} where a date belongs"
        raise TypeError(msg)
    return (value - BASE).days


def _told(row: tuple[object, ...]) -> Answered:
    name, first, last, must, refs, low, high, *key = row
    told = tuple(json.loads(str(refs))) if refs != "[]" else ()
    numbers = whole(low), whole(high)
    span = instant(first), instant(last)
    return Answered(str(name), *span, bool(must), *numbers, told, tuple(map(whole, key)))


def _cell(one: Answered, pieces: Pieces) -> Cell:
    """Return the cell of one incident."""
    first, last = pieces.number(one.first), pieces.number(one.last)
    low = one.low if one.must else 0
    return Cell(first, last, low, max(one.high, 0), int(one.high < 0))
