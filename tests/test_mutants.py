"""The shipped rules, changed in one thing at a time: the cases beside them must notice.

A mutant is caught where a case fails, where the loader refuses it, or where it settles at another
time. Those that survive must be among the few that nothing could tell apart, each with its reason
(`rule_equivalents`). Every run tries a sample, and one mutant of each of the reasons; all of them
are tried, and counted, by `python3 run.py test -m campaign tests/test_mutants.py -s`.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from rule_bench import Bench, Laid
from rule_equivalents import EQUIVALENT
from rule_mutants import Mutant, drawn, mutants

from monitor.agreements.cases import cases_beside, load_cases
from monitor.agreements.load import Instrument, load_file, load_text
from monitor.casebook import run_cases
from monitor.errors import RuleFileError
from monitor.evaluation.calendar import MonitoringCalendar
from monitor.evaluation.facts import Facts
from monitor.evaluation.finding import finding
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.view import View
from monitor.settings import PROJECT
from monitor.store.tables import Tables

RULES = PROJECT / "rules" / "syria-2016-09.yaml"
SHIPPED = [
    path
    for path in sorted((PROJECT / "rules").glob("*.yaml"))
    if not path.name.endswith(".cases.yaml")
]
SAMPLE = 24
"""In every run of the tests one of so many mutants is tried, drawn by a seed."""


@dataclass
class Score:
    """What became of the mutants of one rule file.

    `refused` were refused by the loader, `caught` noticed by a case or by when they settle; `left`
    was noticed by nothing. What says the same as the rules, in other words, is no mutant.
    """

    came: Counter[str] = field(default_factory=Counter)
    left: list[Mutant] = field(default_factory=list)

    def __str__(self) -> str:
        refused, caught, left = self.came["refused"], self.came["caught"], len(self.left)
        made = refused + caught + left
        return f"{made} mutants, {refused} refused, {caught} caught, {left} left"


@dataclass
class Trial:
    """The cases beside a rule file, put to what it could say instead."""

    shipped: Instrument
    tables: Tables

    def __post_init__(self) -> None:
        """Lay the cases out; they pass under the rules as shipped."""
        cases = load_cases(cases_beside(Path(self.shipped.file)), self.shipped)
        order = list(range(len(cases.cases)))
        self.bench = Bench(self.shipped, cases, self.tables, order=order)
        assert not self.bench.caught(self.shipped), "the shipped rules pass their own cases"

    def score(self, tried: Iterable[Mutant]) -> Score:
        """Try mutants, and say what became of them."""
        score = Score()
        for mutant in tried:
            came = self.came_of(mutant)
            score.came[came] += 1
            score.left += [mutant] if came == "left" else []
        return score

    def came_of(self, mutant: Mutant) -> str:
        """Return whether a mutant is refused, the same, caught, or left."""
        shipped = self.shipped
        try:
            other = load_text(mutant.text, shipped.file, shipped.imports)
        except RuleFileError:
            return "refused"
        if (other.agreement, other.variants) == (shipped.agreement, shipped.variants):
            return "same"
        caught = self.bench.caught(other) or settles_otherwise(other, shipped, self.tables)
        return "caught" if caught else "left"


def settles_otherwise(mutant: Instrument, shipped: Instrument, tables: Tables) -> bool:
    """Whether some verdict stays provisional for another time."""
    if mutant.agreement.evidence == shipped.agreement.evidence:
        return False
    facts = Snapshot(cast("Facts", Laid(tables, [])))
    calendar = shipped.agreement.calendar
    at = MonitoringCalendar(calendar, ()).utc(calendar.from_ + timedelta(days=8))

    def until(rules: Instrument, name: str) -> datetime | None:
        view = View(rules.agreement, facts, at, at, None)
        condition = rules.agreement.conditions[name]
        found = finding(view, name, condition, view.scopes(condition)[0])
        return found.provisional_until if found else None

    return any(until(mutant, name) != until(shipped, name) for name in shipped.agreement.conditions)


def unexplained(score: Score, shipped: Instrument) -> list[str]:
    """Return the mutants that nothing notices and no reason explains."""
    reasons = EQUIVALENT[shipped.agreement.id]
    return [str(left) for left in score.left if not any(map(left.is_like, reasons))]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_sample_of_mutants_is_caught(path: Path) -> None:
    """The cases notice what is changed, but for what nothing could tell apart."""
    shipped = load_file(path)
    every = list(mutants(shipped))
    reasons = EQUIVALENT[shipped.agreement.id]
    excused = [mutant for mutant in every if any(map(mutant.is_like, reasons))]
    sample = drawn(every, SAMPLE)

    with closing(Tables.in_memory()) as tables:
        trial = Trial(shipped, tables)
        score = trial.score(sample)
        stands = {
            reason: any(
                trial.came_of(mutant) == "left" for mutant in excused if mutant.is_like(reason)
            )
            for reason in reasons
        }

    assert unexplained(score, shipped) == []
    assert [reason for reason, left in stands.items() if not left] == [], "noticed after all"


@pytest.mark.campaign
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_mutant_of_the_shipped_rules_is_caught(path: Path) -> None:
    """The cases notice any one thing that is changed, but for those that are explained."""
    shipped = load_file(path)
    with closing(Tables.in_memory()) as tables:
        score = Trial(shipped, tables).score(mutants(shipped))

    print(f"{path.name}: {score}")  # noqa: T201
    assert unexplained(score, shipped) == []


def test_a_case_fails_here_as_it_does_for_people() -> None:
    """The quick way of running a case here comes to what `run_cases` comes to."""
    shipped = load_file(RULES)
    text = shipped.text.replace('day_starts: "19:00"', 'day_starts: "18:00"', 1)
    changed = load_text(text, "x", shipped.imports)
    every = load_cases(cases_beside(RULES), shipped)
    cases = replace(every, cases=every.cases[::6])
    with closing(Tables.in_memory()) as tables:
        bench = Bench(shipped, cases, tables)
        quick = {
            rules.digest: [bench.fails(number, rules) for number in range(len(cases.cases))]
            for rules in (shipped, changed)
        }

    assert not any(quick[shipped.digest])
    assert quick[changed.digest] == [bool(told.failures) for told in run_cases(changed, cases)]
