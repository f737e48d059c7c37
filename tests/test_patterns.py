"""docs/patterns.md: every pattern has a rule that says it and a case that proves it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest

from monitor.agreements.cases import Case, cases_beside, load_cases
from monitor.agreements.load import Instrument, load_file
from monitor.casebook import run_cases
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
def failures(name: str) -> Mapping[str, tuple[str, ...]]:
    """What did not come out, by case of an agreement; only the cases that the table names."""
    rules = instrument(name)
    named = {case for row in rows() for agreement, case in row.cases if agreement == name}
    every = load_cases(cases_beside(PROJECT / "rules" / f"{name}.yaml"), rules)
    # Records are found by the place of their case in the file: the others stay, asking nothing.
    kept = tuple(case if case.name in named else _bare(case) for case in every.cases)
    told = run_cases(rules, replace(every, cases=kept))
    return {result.name: result.failures for result in told if result.name in named}


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
        found = failures(agreement)
        assert case in found, f"no case of {agreement} is named: {case}"
        assert found[case] == (), f"{agreement}: {case}"
