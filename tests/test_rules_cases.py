"""The cases beside a rule file: read as they are drawn, or refused at their line and column."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.case_terms import OF_CASES, RECORD_KINDS, STRIP_MARKS
from monitor.agreements.cases import cases_beside, load_cases, load_cases_text
from monitor.agreements.load import Instrument, load_file
from monitor.errors import RuleFileError
from monitor.handwritten.source import MOST_BYTES
from monitor.handwritten.tree import Place
from monitor.settings import PROJECT

RULES = PROJECT / "tests" / "rules" / "northland.yaml"
MARK = "§"
GOOD = """\
rules: northland
cases:
  - name: a shelling on day five restarts the count
    known: 2020-01-30T00:00
    strip: {class: attack, from: 2020-01-01, days: "....!.......", source: observers}
    expect:
      - {at: 2020-01-05T19:00, condition: truce_holds, verdict: not_yet, progress: [4, 4]}
      - {at: 2020-01-13T19:00, condition: truce_holds, verdict: kept, reading: elapsed}
  - name: one scope, two strips and a record
    strip:
      - {class: attack, from: 2020-01-01, days: ".~?x!", scope: valley}
      - {class: flight, from: 2020-01-01, days: "."}
    records:
      - {record: report, id: a, source: one, kind: shelling, killed_low: 010}
    expect: {at: 2020-01-02T19:00, condition: few_killed, scope: valley, evidence: [one/a]}
"""


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    """The made-up agreement."""
    return load_file(RULES)


def test_cases_are_read_as_drawn(instrument: Instrument) -> None:
    """Strips, records and expectations are typed; cells of records stay text."""
    first, second = load_cases_text(GOOD, "c.yaml", instrument).cases

    assert first.known == datetime(2020, 1, 30)  # noqa: DTZ001 - local
    assert (first.strip[0].from_, first.strip[0].days) == (date(2020, 1, 1), "....!.......")
    assert (first.expect[0].verdict, first.expect[0].progress) == ("not_yet", (4, 4))
    assert first.expect[1].reading == "elapsed"
    assert [strip.scope for strip in second.strip] == ["valley", None]
    assert second.records[0]["killed_low"] == "010"
    assert second.expect[0].evidence == ("one/a",)
    assert second.known is None


def test_a_record_has_its_place(instrument: Instrument) -> None:
    """What is found wrong with a record later can still be told with its line."""
    cases = load_cases_text(GOOD, "c.yaml", instrument)

    assert cases.place("cases", 1, "records", 0) == Place(14, 9)
    assert cases.place("cases", 0, "expect", 1, "verdict") == Place(8, 65)


def test_cases_lie_beside_their_rules(tmp_path: Path, instrument: Instrument) -> None:
    """The file of cases is named after the rules."""
    path = cases_beside(tmp_path / "northland.yaml")
    path.write_text(GOOD, encoding="utf-8")

    assert path.name == "northland.cases.yaml"
    assert len(load_cases(path, instrument).cases) == 2


BAD = {
    "other rules": ("rules: northland", "rules: §southland", ("'southland'", "northland")),
    "no rules": ("rules: northland\n", "", ("'rules' is missing",)),
    "no name": (
        "- name: one scope, two strips and a record\n    strip:",
        "- §strip:",
        ("'name' is missing",),
    ),
    "no expectation": (
        (
            "    expect: {at: 2020-01-02T19:00, condition: few_killed, scope: valley, "
            "evidence: [one/a]}\n"
        ),
        "",
        ("'expect' is missing",),
    ),
    "empty expectation": (
        "expect: {at: 2020-01-02T19:00, condition: few_killed, scope: valley, evidence: [one/a]}",
        "expect: §[]",
        ("expects nothing",),
    ),
    "expectation of nothing": (
        "{at: 2020-01-02T19:00, condition: few_killed, scope: valley, evidence: [one/a]}",
        "§{at: 2020-01-02T19:00, condition: few_killed}",
        ("expects nothing", "verdict, progress, evidence or state"),
    ),
    "mark": ('"....!......."', '§"...o!......."', ("'o'", "day 4", "! (watched, an incident)")),
    "no days": ('"....!......."', "§''", ("no day",)),
    "hour of a strip": (
        'from: 2020-01-01, days: "....',
        'from: §2020-01-01T19:00, days: "....',
        ("is not a day",),
    ),
    "class of a strip": (
        "{class: flight, from",
        "{class: §flights, from",
        ("no class 'flights'", "did you mean 'flight'"),
    ),
    "scope of a strip": (
        "scope: valley}\n      - {class",
        "scope: §vale}\n      - {class",
        ("vale",),
    ),
    "verdict": ("verdict: kept", "verdict: §keept", ("did you mean 'kept'", "not_in_force")),
    "condition": ("condition: few_killed", "condition: §few_kiled", ("few_killed",)),
    "reading": ("reading: elapsed", "reading: §elapse", ("did you mean 'elapsed'",)),
    "scope": ("scope: valley, evidence", "scope: §vally, evidence", ("did you mean 'valley'",)),
    "progress backwards": ("progress: [4, 4]", "progress: §[4, 3]", ("at least, at most",)),
    "progress of one": ("progress: [4, 4]", "progress: §[4]", ("two numbers",)),
    "progress of a limit": (
        "evidence: [one/a]",
        "progress: §[1, 1]",
        ("few_killed counts no days",),
    ),
    "time": ("at: 2020-01-02T19:00", "at: §tomorrow", ("'tomorrow'", "local time")),
    "unknown key": ("known: 2020-01-30T00:00", "§knwon: 2020-01-30", ("did you mean 'known'",)),
    "kind of record": ("record: report", "record: §reprot", ("did you mean 'report'",)),
    "record of no kind": ("{record: report, id", "§{id", ("what it is", "record: …")),
    "cell of a record": ("killed_low: 010", "killed_low: §[10]", ("a list", "one text")),
    "same name": (
        "name: one scope, two strips and a record",
        "name: §a shelling on day five restarts the count",
        ("case 1 has the same name",),
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), BAD.values(), ids=BAD)
def test_a_mistake_in_a_case_is_told_at_its_place(
    instrument: Instrument, old: str, new: str, words: tuple[str, ...]
) -> None:
    """The mark § stands right before what is at fault."""
    assert GOOD.count(old) == 1
    before, mark, after = GOOD.replace(old, new).partition(MARK)
    with pytest.raises(RuleFileError) as error:
        load_cases_text(before + after, "c.yaml", instrument)
    (problem,) = error.value.problems
    lines = before.split("\n")

    assert not mark or (problem.line, problem.column) == (len(lines), len(lines[-1]) + 1), problem
    assert all(word in f"{problem.message}\n{problem.hint}" for word in words), problem
    assert problem.hint


def test_every_mark_of_a_strip_is_explained() -> None:
    """The five marks of the language are drawn and have their meaning."""
    assert "".join(STRIP_MARKS) == ".!?~x"


def test_every_kind_of_record_can_stand_in_a_case(instrument: Instrument) -> None:
    """A case can hold whatever a record can."""
    assert len(RECORD_KINDS) == 9
    for kind in RECORD_KINDS:
        text = GOOD.replace("record: report", f"record: {kind}")

        assert load_cases_text(text, "c", instrument).cases[1].records[0]["record"] == kind


@given(st.text())
def test_any_text_is_cases_or_told_problems(text: str) -> None:
    """Nothing but a RuleFileError ever comes out."""
    with pytest.raises(RuleFileError):
        load_cases_text(text, "c", load_file(RULES))


def test_a_file_of_cases_may_be_longer_than_its_rules(instrument: Instrument) -> None:
    """What would be too much for rules is read of cases; what no person wrote is refused."""
    long = GOOD + "#" * MOST_BYTES
    assert len(load_cases_text(long, "c", instrument).cases) == 2

    with pytest.raises(RuleFileError, match="larger than 1,024 KB"):
        load_cases_text(GOOD + "#" * OF_CASES.most_bytes, "c", instrument)
