"""The plain English of the shipped rules is kept beside them, is fresh, and leaves nothing out."""

from pathlib import Path

import pytest
from cli_samples import Run
from rule_mutants import drawn, mutants

from monitor.agreements.describe import key_tables
from monitor.agreements.english import explain_rules
from monitor.agreements.kept_text import stale, text_beside
from monitor.agreements.load import load_file, load_text
from monitor.errors import RuleFileError
from monitor.settings import PROJECT

pytest_plugins = ["cli_fixtures"]

SHIPPED = sorted(f for f in (PROJECT / "rules").glob("*.yaml") if ".cases." not in f.name)
NORTHLAND = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
STAGE = "phases:\n  talks: {opens: {at: 2020-01-03, by: [north]}, unrenewed_after: 2 days}\n"
ALERT = "alerts:\n  - {on: calm_day, when: breached, to: [desk]}\n"
BASE = NORTHLAND.replace("readings:\n", f"{STAGE}{ALERT}readings:\n").replace(
    "{standard: corroborated, settles_after: 48 hours}", "{standard: corroborated}"
)
BASE = BASE.replace(
    "[{purpose: [medical, rescue]}]",
    "[{purpose: [medical, rescue]}, {claimed: self_defence, paired_within: 1 hour}]",
)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_what_is_kept_is_what_the_rules_say(file: Path) -> None:
    """Run `python -m monitor explain-rules ID --write`: the diff shows what a change means."""
    kept = text_beside(file)

    assert kept.read_text(encoding="utf-8") == explain_rules(load_file(file)), (
        f"run: python -m monitor explain-rules {file.stem} --write"
    )


def test_no_text_is_kept_of_rules_that_are_not_there() -> None:
    """A renamed rule file leaves nothing behind."""
    assert {file.stem for file in (PROJECT / "rules").glob("*.txt")} == {f.stem for f in SHIPPED}


NO_CHANGE = {
    "phases.joint_implementation.opens.decided: joint_implementation -> (left out)": (
        "where no word opens a phase, its id does"
    )
}
"""Changes of what is written that change nothing of what is meant, each with the reason."""


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
@pytest.mark.parametrize("one_of", [6, pytest.param(1, marks=pytest.mark.campaign)])
def test_every_change_of_a_value_changes_the_text(file: Path, one_of: int) -> None:
    """Whatever number, time, word or name of the rules is another, a reader sees it."""
    shipped = load_file(file)
    told = explain_rules(shipped)
    silent, seen = [], 0
    for mutant in drawn(list(mutants(shipped)), one_of):
        try:
            other = load_text(mutant.text, file.name, shipped.imports)
        except RuleFileError:
            continue
        seen += 1
        same = other.agreement == shipped.agreement or str(mutant).endswith(tuple(NO_CHANGE))
        if not same and explain_rules(other) == told:
            silent.append(str(mutant))

    assert silent == []
    assert seen > 25


PAIRED = "{claimed: self_defence, paired_within: 1 hour"
STREAK = "streak: {of: calm_day, for: 7 days"
BY_DECISION = f"{STREAK}, resets: by_decision, reset_by: {{decided: restart, by: [north]}}"
STANDARD, FLIGHT = "{standard: corroborated", "{of: flight, at_most: 0"
DAY = '  day_starts: "19:00"\n'
DEFAULTS = {
    "handling: internal": ("status: agreed\n", "handling: internal", "handling: public"),
    "calendar.day_starts: 00:00": (DAY, '  day_starts: "00:00"', '  day_starts: "06:00"'),
    "calendar.partial_days: not_counted": (
        *(DAY, "  partial_days: not_counted"),
        "  partial_days: counted",
    ),
    "evidence.standard: corroborated": (
        *("{standard: corroborated}", "{standard: corroborated}"),
        "{standard: verified}",
    ),
    "evidence.doubt: undetermined": (STANDARD, "doubt: undetermined", "doubt: breaks"),
    "evidence.unobserved: undetermined": (
        *(STANDARD, "unobserved: undetermined"),
        "unobserved: breaks",
    ),
    "evidence.settles_after: 48 hours": (
        *(STANDARD, "settles_after: 48 hours"),
        "settles_after: 49 hours",
    ),
    "ends.decided: [suspended, ended, withdrawn]": (
        *("ends: {by: [envoys]", "decided: [suspended, ended, withdrawn]"),
        "decided: [ended]",
    ),
    "ends.resumed: [resumed]": ("ends: {by: [envoys]", "resumed: resumed", "resumed: [again]"),
    "areas.….unpublished: false": ("", "", ""),
    "classes.….except[…].same_place: false": (PAIRED, "same_place: false", "same_place: true"),
    "conditions.….limit.each: 1 day": (FLIGHT, "each: day", "each: 2 days"),
    "conditions.….limit.measure: incidents": (FLIGHT, "measure: incidents", "measure: killed"),
    "conditions.….streak.resets: on_breach": (STREAK, "resets: on_breach", BY_DECISION),
    "conditions.….best_efforts: false": (
        *("no_flights: {clause: N-1", "best_efforts: false"),
        "best_efforts: true, bound: [north]",
    ),
    "conditions.….by.of.start: false": ("", "", ""),
    "phases.….then: continues_unrenewed": (
        *("unrenewed_after: 2 days", "then: continues_unrenewed"),
        "then: lapses",
    ),
    "phases.….opens.start: false": ("", "", ""),
    "alerts[…].interrupts: no": ("to: [desk]", "interrupts: no", "interrupts: yes"),
}
"""Every value that holds where a file is silent: where it would stand, the value, and another.

Without a place are those of which another value is another term: they have tests of their own.
"""
ALONE = "readings:\n"
"""Where the readings begin: they say of other values what the defaults are tested for."""


def test_every_default_is_known_here() -> None:
    """A new key with a value of its own gets a line above, or this fails."""
    table, known = "", set[str]()
    for line in key_tables().partition("## Every key of a file of cases")[0].splitlines():
        if line.startswith("### "):
            table = line.removeprefix("### ").strip("`").replace("At the top", "")
        elif line.startswith("| `") and (cells := line.split(" | "))[1].startswith("`"):
            key = cells[0].removeprefix("| ").strip("`")
            known.add(f"{table}.{key}: {cells[1].strip('`')}".lstrip("."))

    assert known == set(DEFAULTS)


@pytest.mark.parametrize("default", [name for name, (place, *_) in DEFAULTS.items() if place])
def test_every_default_is_printed(default: str) -> None:
    """Where the file is silent the text says what holds: written out, the file reads the same."""
    place, written, other = DEFAULTS[default]
    rules = BASE[: BASE.index(ALONE)]
    assert rules.count(place) == 1

    def told(entry: str) -> str:
        whole = (DAY, "{standard: corroborated}")
        there = "" if place in whole else place
        joint = "" if place.endswith("\n") or not there or not entry else ", "
        end = "\n" if place.endswith("\n") and entry else ""
        stands = entry if entry.startswith(STREAK) else f"{there}{joint}{entry}{end}"
        stands = stands or ("{doubt: undetermined}" if place == whole[1] else "")
        return explain_rules(load_text(rules.replace(place, stands), "northland.yaml"))

    assert told(written) == told("")
    assert told(other) != told("")


def test_check_says_when_the_text_is_stale(run: Run, tmp_path: Path) -> None:
    """With the line that differs and what mends it; of what is not kept it says nothing."""
    rules, text = tmp_path / "northland.yaml", tmp_path / "northland.txt"
    rules.write_text(NORTHLAND, encoding="utf-8")
    assert run("check", rules).code == 0
    assert run("explain-rules", rules, "--write").code == 0
    assert text.read_text(encoding="utf-8") == explain_rules(load_file(rules))
    assert run("check", rules).code == 0

    rules.write_text(NORTHLAND.replace("at_most: 3", "at_most: 4"), encoding="utf-8")
    ran = run("check", "--json", rules)
    (problem,) = ran.json["problems"]
    told = text.read_text(encoding="utf-8").splitlines()
    assert (ran.code, problem["file"]) == (2, str(text))
    assert "at most 3 incidents" in told[problem["line"] - 1]
    assert "explain-rules northland --write" in problem["hint"]

    text.write_bytes(b"\xff")
    assert stale(load_file(rules)) is not None
    done = run("explain-rules", rules, "--write", "--json")
    assert done.json["text"] == text.read_text(encoding="utf-8")
    assert stale(load_file(rules)) is None
