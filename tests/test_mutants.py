"""The shipped rules, changed one value at a time: the cases beside them must notice.

A mutant is caught where a case fails, where the loader refuses it, or where it settles at another
time. Those that survive are listed with their line, and must be among the few that nothing could
tell apart, each with its reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from rule_bench import Bench, Laid
from rule_mutants import Mutant, mutants

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

PHASES = "the same decisions end the agreement, whose end closes every phase"
WHOLE = "it begins as a day does, and has no end of its own: no day is cut short"
UNASKED = "no class asks for those outside, nor for others"
UNPUBLISHED = "while nobody publishes the area nothing is decided"
NO_MAP = "while there is no agreed map no attack is certain under it"

EQUIVALENT = {
    "syria-2015-10": {
        "calendar.partial_days*": WHOLE,
        "parties.government.role*": "no class asks for anybody but the parties",
        "phases.*.closes*": PHASES,
    },
    "syria-2016-02": {
        "calendar.partial_days*": WHOLE,
        "parties.*.accepted": "accepted before the truce began: nothing earlier is judged",
        "readings.outside_by_area.*": NO_MAP,
        "parties.*.role: outside -> other": UNASKED,
        "parties.*.role: other -> outside": UNASKED,
        "areas.*.pcodes*": "no condition is judged per area, and the one area asked for has no map",
        "phases.*.closes*": PHASES,
    },
    "syria-2016-07": {
        "calendar.partial_days*": WHOLE,
        "parties.jordan.role*": UNASKED,
        "conditions.air_halt.limit.*": UNPUBLISHED,
        "classes.combat_flight.*": "counted by the air halt alone: " + UNPUBLISHED,
        "phases.*.closes*": PHASES,
    },
    "syria-2016-09": {
        "conditions.air_halt.limit.*": UNPUBLISHED,
        "classes.air_activity.*": "counted by the air halt alone: " + UNPUBLISHED,
        "conditions.only_sponsors_strike.limit.*": UNPUBLISHED,
        "classes.strike_by_others.*": "counted by that condition alone: " + UNPUBLISHED,
        "phases.*.closes*": PHASES,
        "parties.red_crescent.role: other -> outside": UNASKED,
        "readings.outside_by_area.*": NO_MAP,
    },
}
"""By agreement the mutants that no record can tell from its rules, with the reason.

`*` stands for anything. What a file imports is changed in the file that it comes from.
"""


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


def survivors(instrument: Instrument, caught: Callable[[Instrument], bool]) -> Iterator[Mutant]:
    """Yield the mutants that neither the loader refuses nor anything notices."""
    for mutant in mutants(instrument):
        try:
            other = load_text(mutant.text(instrument.text), instrument.file, instrument.imports)
        except RuleFileError:
            continue
        if not caught(other):
            yield mutant


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_mutant_of_the_shipped_rules_is_caught(path: Path) -> None:
    """The cases notice any one value that is moved, but for those that nothing could tell apart."""
    shipped = load_file(path)
    cases = load_cases(cases_beside(path), shipped)
    tables = Tables.in_memory()
    bench = Bench(shipped, cases, tables, order=list(range(len(cases.cases))))
    assert not bench.caught(shipped), "the shipped rules pass their own cases"

    left = list(
        survivors(
            shipped,
            lambda other: bench.caught(other) or settles_otherwise(other, shipped, tables),
        )
    )
    tables.close()

    reasons = EQUIVALENT.get(shipped.agreement.id, {})
    excused = {m: [p for p in reasons if m.is_like(p)] for m in left}
    unexplained = [str(mutant) for mutant, patterns in excused.items() if not patterns]
    total = sum(1 for _ in mutants(shipped))
    told = f"{total} mutants, {total - len(left)} caught, {len(left)} equivalent or missed"
    print(f"{path.name}: {told}")  # noqa: T201
    assert not unexplained, "\n".join(["not noticed by any case:", *unexplained])
    unused = set(reasons) - {pattern for patterns in excused.values() for pattern in patterns}
    assert not unused, "these are noticed after all, or are not in the rules"


def test_a_case_fails_here_as_it_does_for_people() -> None:
    """The quick way of running a case here comes to what `run_cases` comes to."""
    shipped = load_file(RULES)
    text = shipped.text.replace('day_starts: "19:00"', 'day_starts: "18:00"', 1)
    changed = load_text(text, "x", shipped.imports)
    every = load_cases(cases_beside(RULES), shipped)
    cases = replace(every, cases=every.cases[::3])
    tables = Tables.in_memory()
    bench = Bench(shipped, cases, tables)

    quick = {
        rules.digest: [bench.fails(number, rules) for number in range(len(cases.cases))]
        for rules in (shipped, changed)
    }
    tables.close()

    assert not any(quick[shipped.digest])
    assert quick[changed.digest] == [bool(told.failures) for told in run_cases(changed, cases)]
