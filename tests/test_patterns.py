"""docs/patterns.md: every pattern has a rule that says it and cases that prove it, both ways."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest

from monitor.agreements.case_terms import Case
from monitor.agreements.cases import cases_beside, load_cases
from monitor.agreements.expected import Expectation
from monitor.agreements.load import Instrument, load_file
from monitor.agreements.model import Agreement
from monitor.agreements.never import never_kept
from monitor.casebook import Result, run_cases
from monitor.casebook.completeness import demanded
from monitor.settings import PROJECT

PAGE = PROJECT / "docs" / "patterns.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
PARTS = ("imports", "calendar", "evidence", "guarantors", "ends")
"""Parts of a rule file that have no id of their own."""
SHARED = ("parties", "areas", "clauses", "classes", "conditions")
"""What one file can take over from another."""
SECTIONS = (*SHARED, "phases", "readings")


@dataclass(frozen=True)
class Row:
    """A pattern: the clauses it comes from, its rules and its cases, each with its agreement."""

    number: int
    clauses: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]


def rows() -> list[Row]:
    """Read the table."""
    return [
        Row(
            int(number),
            tuple(clauses.split(", ")),
            tuple(re.findall(r"`([a-z0-9-]+)/([A-Za-z0-9._-]+)`", rules)),
            tuple(re.findall(r"`([a-z0-9-]+)`: (.+?)(?:<br>|$)", cases)),
        )
        for number, _, clauses, rules, cases in ROW.findall(PAGE.read_text(encoding="utf-8"))
    ]


@cache
def instrument(name: str) -> Instrument:
    """A shipped rule file."""
    return load_file(PROJECT / "rules" / f"{name}.yaml")


@cache
def ran(name: str) -> Mapping[str, tuple[Case, Result]]:
    """The cases of an agreement that the table names, each with what became of it."""
    rules = instrument(name)
    named = {case for row in rows() for agreement, case in row.cases if agreement == name}
    every = load_cases(cases_beside(PROJECT / "rules" / f"{name}.yaml"), rules)
    # Records are found by the place of their case in the file: the others stay, asking nothing.
    kept = tuple(case if case.name in named else _bare(case) for case in every.cases)
    told = run_cases(rules, replace(every, cases=kept))
    pairs = zip(kept, told, strict=True)
    return {case.name: (case, result) for case, result in pairs if case.name in named}


def _bare(case: Case) -> Case:
    """The same case without a record and without an expectation."""
    return case.model_copy(update={"expect": (), "records": (), "strip": ()})


def test_there_are_thirty_four_patterns_in_order() -> None:
    """One row each, numbered, and each with a clause, a rule and a case."""
    assert [row.number for row in rows()] == list(range(1, 35))
    assert all(row.clauses and row.rules and row.cases for row in rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_rules_are_in_the_files_that_it_names(row: Row) -> None:
    """An id of the agreement's own file, or a part of it that stands there."""
    for agreement, name in row.rules:
        rules = instrument(agreement)
        terms = rules.agreement
        own = [s for s in SECTIONS if name in getattr(terms, s)]
        imported = [s for s in own if s in SHARED and rules.origin(s, name)]
        assert (own and not imported) or (name in PARTS and getattr(terms, name)), (
            f"{agreement}/{name}"
        )


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_clauses_are_paraphrased_in_some_file(row: Row) -> None:
    """With how we came by the wording."""
    named = {agreement for other in rows() for agreement, _ in other.rules}
    known = {clause for name in named for clause in instrument(name).agreement.clauses}
    assert set(row.clauses) <= known


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_cases_are_there_and_pass(row: Row) -> None:
    """Each by its name, and with everything that it expects."""
    for agreement, case in row.cases:
        found = ran(agreement)
        assert case in found, f"no case of {agreement} is named: {case}"
        assert found[case][1].failures == (), f"{agreement}: {case}"


FAILED = {"breached", "not_yet", "not_met"}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_cases_show_each_of_its_conditions_both_ways(row: Row) -> None:
    """Met, and not met: as far as the rules let it come out so."""
    for agreement, name in row.rules:
        terms = instrument(agreement).agreement
        if name in terms.conditions:
            assert both_ways(row, terms, name), f"{agreement}/{name}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_cases_show_what_its_classes_count_and_what_they_do_not(row: Row) -> None:
    """By a condition that counts them, both ways; where it never decides, by what it rests on."""
    for agreement, name in row.rules:
        terms = instrument(agreement).agreement
        if name in terms.classes:
            counting = [one for one in terms.conditions if name in named_by(terms, one)]
            rests = {e.condition for case in asked(row) for e in case.expect if e.evidence}
            assert any(
                one in rests if never_kept(terms, one) else both_ways(row, terms, one)
                for one in counting
            ), f"{agreement}/{name}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_cases_show_each_of_its_phases_in_two_states(row: Row) -> None:
    """Of one holder, or of all."""
    for agreement, name in row.rules:
        if name in instrument(agreement).agreement.phases:
            states = {e.state for case in asked(row) for e in case.expect if e.phase == name}
            assert len(states) > 1, f"{agreement}/{name}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_its_cases_show_what_each_of_its_readings_changes(row: Row) -> None:
    """Beside the open reading, of the same moment of the same record, with another result."""
    for agreement, name in row.rules:
        if name in instrument(agreement).variants:
            assert any(changes(case, name) for case in asked(row)), f"{agreement}/{name}"


def asked(row: Row) -> list[Case]:
    """The cases of a row."""
    return [ran(agreement)[case][0] for agreement, case in row.cases]


def both_ways(row: Row, terms: Agreement, condition: str) -> bool:
    """Whether a row's cases show a condition met and not met, where it can be."""
    found = {
        mark
        for agreement, case in row.cases
        for about, mark in ran(agreement)[case][1].shown
        if about == condition
    }
    wanted = set(demanded(terms, condition))
    met = "kept" in found or "kept" not in wanted
    return bool(found) and met and bool(found & FAILED or not wanted & FAILED)


def named_by(terms: Agreement, condition: str) -> set[str]:
    """Every word that a condition is written with."""
    return set(_words(terms.conditions[condition].model_dump()))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (word for one in value.values() for word in _words(one))
    elif isinstance(value, list | tuple):
        yield from (word for one in value for word in _words(one))


def changes(case: Case, reading: str) -> bool:
    """Whether a case expects otherwise under a reading than under the open one."""
    plain = {_moment(e): (e.verdict, e.progress) for e in case.expect if e.reading is None}
    return any(
        plain.get(_moment(e), (e.verdict, e.progress)) != (e.verdict, e.progress)
        for e in case.expect
        if e.reading == reading
    )


def _moment(expected: Expectation) -> tuple[object, ...]:
    return (expected.at, expected.known, expected.condition, expected.scope, expected.account)
