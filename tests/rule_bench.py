"""The cases beside a rule file, run on rules that differ from the shipped ones in one value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import ClassVar, cast

from rule_basis import Alike, Reach

from monitor.agreements.cases import CaseFile
from monitor.agreements.expected import Expectation
from monitor.agreements.load import Instrument
from monitor.casebook import case_records
from monitor.casebook.judging import Asked
from monitor.errors import RuleFileError
from monitor.evaluation.facts import Facts
from monitor.evaluation.snapshot import Snapshot
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.store.tables import Tables


@dataclass
class Bench:
    """The cases, with what each was under the rules as shipped; runs those that may differ."""

    shipped: Instrument
    cases: CaseFile
    tables: Tables
    drawn: dict[int, list[Known[Record]]] = field(default_factory=dict)
    facts: dict[int, Snapshot] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    alike: Alike | None = None

    def __post_init__(self) -> None:
        """Keep what rests on what under the rules as shipped."""
        self.reach = Reach(self.shipped)

    def caught(self, mutant: Instrument) -> bool:
        """Whether some case fails under other rules; those that caught the last go first.

        What is told in a minute asks for all that the rules say, and is put off to the end.
        """
        for told in (False, True):
            for number in [*self.order]:
                if self.fails(number, mutant, told=told):
                    self.order.remove(number)
                    self.order.insert(0, number)
                    return True
        return False

    def fails(self, number: int, rules: Instrument, *, told: bool | None = None) -> bool:
        """Run one case, leaving out what rests on nothing that these rules say otherwise.

        With `told` only what is told is asked, or only what is not.
        """
        case, alike = self.cases.cases[number], self.compared(rules)
        asked = [one for one in case.expect if told in {None, one.alert is not None}]
        if not asked:
            return False
        versions = self.drawn.get(number)
        if versions is None or not alike.draws(case):
            try:
                again = list(case_records(rules, self.cases, number))
            except RuleFileError:
                return True
            versions = self.drawn.setdefault(number, again)
            versions = again if again != versions else versions
        same = versions is self.drawn[number]
        return any(
            self.differs(number, expected, rules, versions)
            for expected in asked
            if rules is self.shipped or not same or not alike.judges(expected)
        )

    def compared(self, rules: Instrument) -> Alike:
        """Return what these rules share with the shipped ones, found out once for each rules."""
        if self.alike is None or self.alike.other is not rules:
            self.alike = Alike(self.reach, rules)
        return self.alike

    def differs(
        self,
        number: int,
        expected: Expectation,
        rules: Instrument,
        versions: list[Known[Record]],
    ) -> bool:
        """Whether one expectation is not met."""
        facts, known = self.holding(number, versions), self.cases.cases[number].known
        return any(True for _ in Asked.of(expected, rules, facts, known).differences())

    def holding(self, number: int, versions: list[Known[Record]]) -> Snapshot:
        """Return the record of a case; what was asked of it before is remembered."""
        fresh = Snapshot(cast("Facts", Laid(self.tables, versions)))
        same = versions is self.drawn[number]
        return self.facts.setdefault(number, fresh) if same else fresh


class Laid:
    """Tables that hold these records once something is asked that was not asked before."""

    holds: ClassVar[list[Known[Record]] | None] = None

    def __init__(self, tables: Tables, versions: list[Known[Record]]) -> None:
        self._tables = tables
        self._versions = versions

    def __getattr__(self, name: str) -> Callable[..., object]:
        asking = getattr(self._tables, name)

        @wraps(asking)
        def ask(*about: object, **more: object) -> object:
            if Laid.holds is not self._versions:
                self._tables.load(self._versions)
                Laid.holds = self._versions
            return asking(*about, **more)

        return ask
