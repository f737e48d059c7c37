"""Incidents that an exception may take out if an attack came before: asked about one by one.

The statement of a tally leaves them aside; here they are read, paired and weighed. They are few
where few of those who did something say that it was self-defence.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.evaluation.classify import Classifier
from monitor.evaluation.criteria import ClassTest, Criterion, PairedTest
from monitor.evaluation.kleene import Kleene, all_of, any_of
from monitor.evaluation.pairs import Pairs, Rival, Shot, may_be_one_party
from monitor.evaluation.scan import Scan, instant, whole
from monitor.evaluation.sql import FALSE, TRUE, both, code_in, either, negated
from monitor.incidents.record import References
from monitor.incidents.version import Stated


@dataclass(frozen=True, slots=True)
class Answered:
    """An incident that may count, its exceptions weighed: certainly where `must`.

    `first` and `last` are its closed span; `low` and `high` what it adds to the measure, `high`
    -1 where that is open; `key` tells its scope.
    """

    incident: str
    first: datetime
    last: datetime
    must: bool
    low: int
    high: int
    references: References
    key: tuple[int, ...]


During = tuple[datetime, datetime | None]
"""From when on something may have happened, and by when it may have begun, included; None: ever."""


class Asked:
    """Asks about the incidents of one standpoint."""

    def __init__(self, scan: Scan, classifier: Classifier) -> None:
        self._scan = scan
        self._classifier = classifier
        self._answers: dict[tuple[str, tuple[PairedTest, ...]], list[Answered]] = {}
        self._read: dict[str, dict[int, Stated]] = {}

    def answered(
        self, test: ClassTest, during: During, figures: Sequence[str], keys: Sequence[str]
    ) -> list[Answered]:
        """Return those that may count up to the horizon; none where nothing is asked."""
        asking = [_asking(each) for each in test.exceptions]
        pairing = [one for one in asking if one is not None]
        if not pairing:
            return []
        statement = self._statement(test, pairing, during, figures, keys)
        key = statement, tuple(paired for paired, _ in pairing)
        if key not in self._answers:
            rows = [] if statement == "" else self._scan.run(statement)
            self._answers[key] = self._weighed(rows, pairing)
        return self._answers[key]

    def _stated(self, field: str, code: object) -> Stated:
        """Return what a code of a row stands for."""
        if field not in self._read:
            self._read[field] = dict(self._scan.codes[field])
        return self._read[field][whole(code)]

    def _statement(
        self,
        test: ClassTest,
        pairing: Sequence[tuple[PairedTest, tuple[Criterion, ...]]],
        during: During,
        figures: Sequence[str],
        keys: Sequence[str],
    ) -> str:
        """Write what reads them; empty where there can be none."""
        scan, certainly = self._scan, self._scan.compiler.certainly
        plain = tuple(each for each in test.exceptions if _asking(each) is None)
        must, may = scan.must_and_may(ClassTest(test.tests, plain))
        out = [either(certainly(t, wanted=False) for t in rest) for _, rest in pairing]
        asked = negated(both(out))
        if asked == FALSE:
            return ""
        claims = [
            f"CASE WHEN {both(certainly(t, wanted=True) for t in rest)} THEN 1 "
            f"WHEN {left_out} THEN -1 ELSE 0 END"
            for (_, rest), left_out in zip(pairing, out, strict=True)
        ]
        told = ["incident", "first_at", "last_at", f"CASE WHEN {must} THEN 1 ELSE 0 END", "refs"]
        selected = ", ".join([*told, "perpetrator", "place", *claims, *figures, *keys])
        where = both([scan.known(*during), may, asked])
        return f"SELECT {selected} FROM {scan.table} WHERE {where}"

    def _weighed(
        self,
        rows: Sequence[tuple[object, ...]],
        pairing: Sequence[tuple[PairedTest, tuple[Criterion, ...]]],
    ) -> list[Answered]:
        if not rows:
            return []
        shots = [self._shot(row) for row in rows]
        first, last = min(shot.first for shot in shots), max(shot.last for shot in shots)
        struck = self._struck_by({shot.by for shot in shots})
        pairs = [self._pairs(test, first, last, struck) for test, _ in pairing]
        found = []
        for shot, (_, _, _, must, refs, _, _, *rest) in zip(shots, rows, strict=True):
            excepted = any_of(
                [
                    _excepted(whole(claim), each, shot)
                    for claim, each in zip(rest, pairs, strict=False)
                ]
            )
            if excepted is True:
                continue
            low, high, *key = map(whole, rest[len(pairs) :])
            told = tuple(json.loads(str(refs))) if refs != "[]" else ()
            certain = bool(must) and excepted is False
            span = shot.first, shot.last
            found.append(Answered(shot.incident, *span, certain, low, high, told, tuple(key)))
        return found

    def _shot(self, row: tuple[object, ...]) -> Shot:
        name, begun, ended, _, _, by, place, *_ = row
        stated = self._stated("perpetrator", by), self._stated("place", place)
        return Shot(str(name), instant(begun), instant(ended), *stated)

    def _struck_by(self, doers: Collection[Stated]) -> list[int]:
        """Return the codes of those that, when they were struck, may have been one of the doers."""
        return [
            code
            for code, victims in self._scan.codes["victim"]
            if any(may_be_one_party(each, victims) for each in doers)
        ]

    def _pairs(
        self, test: PairedTest, first: datetime, last: datetime, struck: Collection[int]
    ) -> Pairs:
        rivals = self.rivals(test.incident_class, first - test.within, last, struck)
        return self._classifier.pairs(test, rivals)

    def rivals(
        self, name: str, since: datetime, until: datetime, struck: Collection[int] | None = None
    ) -> list[Rival]:
        """Return what may be of a class, its exceptions aside, between two instants.

        With `struck` only what struck those of these codes.
        """
        scan = self._scan
        must, may = scan.must_and_may(self._classifier.own_test(name))
        every = [code for code, _ in scan.codes["victim"]]
        theirs = TRUE if struck is None else code_in("victim", struck, every)
        rows = scan.run(
            f"SELECT incident, first_at, last_at, CASE WHEN {must} THEN 1 ELSE 0 END, "
            f"victim, place FROM {scan.table} WHERE {both([scan.known(since, until), may, theirs])}"
        )
        return [
            Rival(
                str(incident),
                instant(first),
                instant(last),
                bool(certain),
                self._stated("victim", against),
                self._stated("place", place),
            )
            for incident, first, last, certain, against, place in rows
        ]


def _asking(
    exception: Sequence[Criterion],
) -> tuple[PairedTest, tuple[Criterion, ...]] | None:
    """Return what an exception asks of a pair, and its other tests; None where it asks nothing."""
    asked = next((test for test in exception if isinstance(test, PairedTest)), None)
    if asked is None:
        return None
    return asked, tuple(test for test in exception if test is not asked)


def _excepted(claim: int, pairs: Pairs, shot: Shot) -> Kleene:
    """Whether an exception applies: its other tests hold (1), do not (-1) or are open (0)."""
    return False if claim < 0 else all_of([True if claim else None, pairs.before(shot)])
