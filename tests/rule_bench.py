"""The cases beside a rule file, run on rules that differ from the shipped ones in one value."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import ClassVar, cast

from pydantic import BaseModel

from monitor.agreements.cases import CaseFile
from monitor.agreements.expected import Expectation
from monitor.agreements.load import Instrument
from monitor.agreements.model import Agreement
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
    rests: dict[tuple[object, ...], object] = field(default_factory=dict)

    def caught(self, mutant: Instrument) -> bool:
        """Whether some case fails under other rules; those that caught the last go first."""
        for number in [*self.order]:
            if self.fails(number, mutant):
                self.order.remove(number)
                self.order.insert(0, number)
                return True
        return False

    def fails(self, number: int, rules: Instrument) -> bool:
        """Run one case, leaving out what rests on nothing that these rules say otherwise."""
        if rules is self.shipped or drawn_from(rules) != drawn_from(self.shipped):
            try:
                versions = list(case_records(rules, self.cases, number))
            except RuleFileError:
                return True
            same = self.drawn.setdefault(number, versions) == versions
            versions = self.drawn[number] if same else versions
        else:
            versions, same = self.drawn[number], True
        case = self.cases.cases[number]
        return any(
            self.differs(number, expected, rules, versions)
            for expected in case.expect
            if rules is self.shipped
            or not same
            or self.rests_on(rules, expected) != self.rests_on(self.shipped, expected)
        )

    def rests_on(self, rules: Instrument, expected: Expectation) -> object:
        """Return what `rests_on` returns, worked out once for each thing asked of the rules."""
        about = (rules.digest, expected.reading, expected.condition, expected.phase)
        if about not in self.rests:
            kept = {
                key: found for key, found in self.rests.items() if key[0] == self.shipped.digest
            }
            if rules is not self.shipped and any(key[0] == rules.digest for key in self.rests):
                kept = self.rests
            self.rests = kept
            self.rests[about] = rests_on(rules, expected)
        return self.rests[about]

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
        return self.facts.setdefault(number, fresh) if versions == self.drawn[number] else fresh


class Laid:
    """Tables that hold these records once something is asked that was not asked before."""

    holds: ClassVar[list[Known[Record]] | None] = None

    def __init__(self, tables: Tables, versions: list[Known[Record]]) -> None:
        self._tables = tables
        self._versions = versions

    def __getattr__(self, name: str) -> Callable[..., object]:
        asking = getattr(self._tables, name)

        @wraps(asking)
        def ask(*about: object) -> object:
            if Laid.holds is not self._versions:
                self._tables.load(self._versions)
                Laid.holds = self._versions
            return asking(*about)

        return ask


def drawn_from(rules: Instrument) -> object:
    """Return all the terms that the records of a case can be drawn from."""
    terms = rules.agreement
    return terms.calendar, terms.parties, terms.areas, terms.classes, terms.conditions


def rests_on(rules: Instrument, expected: Expectation) -> object:
    """Return all the terms that an expectation can rest on: what it is about names, and so on."""
    terms = rules.under(expected.reading)
    if expected.alert is not None:
        return terms
    base = (terms.calendar, rules.agreement.calendar, terms.evidence, terms.parties, terms.ends)
    asked = terms.phases[expected.phase] if expected.phase else None
    about = asked or terms.conditions[expected.condition or ""]
    return (*base, about, reached(terms, about))


def reached(terms: Agreement, about: BaseModel) -> dict[str, BaseModel]:
    """Return the conditions, classes and areas that a term names, and those that these name."""
    found: dict[str, BaseModel] = {}
    asked = [about]
    while asked:
        one = asked.pop()
        names = words_in(one.model_dump(mode="json"))
        names |= set(terms.areas) if getattr(one, "per", None) == "area" else set()
        for section in (terms.conditions, terms.classes, terms.areas):
            new = {name: section[name] for name in names & set(section) if name not in found}
            found |= new
            asked += new.values()
    return found


def words_in(value: object) -> set[str]:
    """Return every text in a value as it stands in JSON."""
    match value:
        case str():
            return {value}
        case dict():
            return words_in([*value.values()])
        case list():
            return {word for item in value for word in words_in(item)}
    return set()
