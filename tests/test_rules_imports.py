"""A rule file takes over the terms of others: which, from where, and whose fault it is."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from store_samples import START, SetClock

from monitor.agreements.cases import load_cases_text
from monitor.agreements.english import explain_rules
from monitor.agreements.imports import MOST_FILES, SHARED
from monitor.agreements.load import Instrument, load_file, load_text
from monitor.casebook import run_cases
from monitor.errors import Problem, RuleFileError
from monitor.handwritten.source import read
from monitor.handwritten.terms import Terms
from monitor.handwritten.tree import plain
from monitor.service import Service
from monitor.settings import PROJECT, read_settings

BASE = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
LATER = """
agreement: later
title: The truce renewed
status: agreed
imports: [northland]
calendar: {time_zone: Europe/Kyiv, day_starts: "06:00", from: 2020-03-01T06:00}
evidence: {standard: reported}
parties:
  west: {name: Westland, role: party}
clauses:
  L-1: {says: No attack on Westland., provenance: text}
conditions:
  fewer: {clause: L-1, limit: {of: attack, at_most: 1, each: day}}
  both: {clause: N-2, all: [truce_holds, fewer]}
readings:
  longer: {title: Ten days, set: {truce_holds.for: 10 days, attack.any_kind: [shelling]}}
"""
SMALL = """
agreement: {id}
title: The file {id}
status: agreed
imports: [{imports}]
calendar: {{time_zone: Europe/Kyiv, from: 2020-01-01}}
parties: {{{id}: {{name: "{id}", role: party}}}}
clauses: {{}}
conditions: {{}}
"""


def small(id_: str, *imports: str) -> str:
    """A file with one party, named after itself."""
    return SMALL.format(id=id_, imports=", ".join(imports))


def problems(text: str, beside: Mapping[str, str]) -> list[Problem]:
    """What is wrong with a file among others."""
    with pytest.raises(RuleFileError) as caught:
        load_text(text, "later.yaml", beside)
    return list(caught.value.problems)


def _said(terms: Mapping[str, Terms]) -> dict[str, dict[str, Any]]:
    """What terms say; not under which agreements the acts stand that count for them."""
    return {name: each.model_dump() for name, each in terms.items()}


@pytest.fixture
def later() -> Instrument:
    """An agreement that builds on another."""
    return load_text(LATER, "later.yaml", {"northland": BASE})


def test_the_terms_of_the_other_file_are_this_ones_too(later: Instrument) -> None:
    """Parties, areas, clauses, classes and conditions come along; nothing else does."""
    base, terms = load_text(BASE, "northland.yaml").agreement, later.agreement

    for section in SHARED:
        theirs, ours = getattr(base, section), getattr(terms, section)
        taken = {name: ours[name] for name in theirs}
        assert _said(taken) == _said(theirs)
        own = {"parties": {"west"}, "clauses": {"L-1"}, "conditions": {"fewer", "both"}}
        assert set(ours) - set(theirs) == own.get(section, set())
    assert terms.imports == ("northland",)
    assert (terms.guarantors, terms.ends, terms.title) == ((), None, "The truce renewed")
    assert list(later.variants) == ["longer"]
    assert f"{terms.calendar.day_starts:%H:%M}" == "06:00"
    assert terms.evidence.standard == "reported"


TERMS = [
    (section, name)
    for section in SHARED
    for name in getattr(load_text(BASE, "northland.yaml").agreement, section)
]


@given(st.sets(st.sampled_from(TERMS)), st.sets(st.sampled_from(TERMS)))
def test_terms_mean_the_same_wherever_they_stand(
    moved: set[tuple[str, str]], chained: set[tuple[str, str]]
) -> None:
    """Written in the file, in one that it imports, or in one that this imports: one agreement."""
    root, _ = read(BASE, "northland.yaml")
    assert root is not None
    whole = plain(root)
    assert isinstance(whole, dict)
    files: dict[str, dict[str, Any]] = {
        "northland": {**whole, "imports": ["near"]},
        "near": {"agreement": "near", "imports": ["far"]},
        "far": {"agreement": "far"},
    }
    for section in SHARED:
        for terms in files.values():
            terms[section] = {}
        for name, entry in whole[section].items():
            where = "northland" if (section, name) not in moved else "near"
            where = "far" if where == "near" and (section, name) in chained else where
            files[where][section][name] = entry
    texts = {name: yaml.safe_dump(terms, sort_keys=False) for name, terms in files.items()}

    found = load_text(texts.pop("northland"), "northland.yaml", texts)

    alone = load_text(BASE, "northland.yaml")
    without = {"imports"}
    assert found.agreement.model_dump(exclude=without) == alone.agreement.model_dump(
        exclude=without
    )
    for reading in alone.variants:
        conditions = found.under(reading).conditions
        assert _said(conditions) == _said(alone.under(reading).conditions)
    there = {(s, n) for s, n in TERMS if found.origin(s, n)}
    assert there == moved


def test_each_term_knows_its_file(later: Instrument) -> None:
    """What is imported is told apart from what the file says itself."""
    assert later.origin("conditions", "calm_day") == "northland"
    assert later.origin("conditions", "fewer") is None
    assert later.origin("parties", "north") == "northland"
    assert later.imports == {"northland": BASE}


def test_a_reading_sets_values_of_what_is_imported(later: Instrument) -> None:
    """The rival readings of this agreement are about all of its terms."""
    longer = later.under("longer")
    streak = longer.conditions["truce_holds"].streak

    assert streak is not None
    assert str(streak.for_) == "10 days"
    assert longer.classes["attack"].any_kind == ("shelling",)


def test_the_digest_covers_every_text(later: Instrument) -> None:
    """Another text of an imported file is another rule; where nothing is imported, only its own."""
    other = load_text(LATER, "later.yaml", {"northland": BASE + "\n"})

    assert later.digest != other.digest
    assert later.digest != load_text(LATER + "\n", "later.yaml", {"northland": BASE}).digest
    assert later.digest == load_text(LATER, "x", {"northland": "\ufeff" + BASE}).digest
    assert later.agreement == other.agreement


def test_files_are_found_in_the_folder(tmp_path: Path, later: Instrument) -> None:
    """The file beside, in the same folder, named as the agreement."""
    (tmp_path / "northland.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "northland.cases.yaml").write_text("rules: northland", encoding="utf-8")
    (tmp_path / "later.yaml").write_text(LATER, encoding="utf-8")

    found = load_file(tmp_path / "later.yaml")

    assert (found.agreement, found.digest) == (later.agreement, later.digest)
    text = LATER.replace("[northland]", "nordland")
    (tmp_path / "later.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"no rule file 'nordland.yaml'.*\n.*'northland'"):
        load_file(tmp_path / "later.yaml")


@pytest.mark.parametrize("name", ["../northland", "northland.cases", "/etc/passwd", "x/y", "."])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    """An import is a name, never a path."""
    inside = tmp_path / "rules"
    inside.mkdir()
    for folder in (tmp_path, inside):
        (folder / "northland.yaml").write_text(BASE, encoding="utf-8")
    (inside / "northland.cases.yaml").write_text(BASE, encoding="utf-8")
    (inside / "later.yaml").write_text(LATER.replace("[northland]", f'["{name}"]'), "utf-8")

    with pytest.raises(RuleFileError, match="there is no rule file"):
        load_file(inside / "later.yaml")


def test_a_problem_of_an_imported_file_is_told_there() -> None:
    """With the name and the line of that file, whatever it is."""
    broken = BASE.replace("of: attack, at_most: 0", "of: atack, at_most: 0")
    line = broken[: broken.index("atack")].count("\n") + 1
    (found,) = problems(LATER, {"northland": broken})
    assert (found.file, found.line) == ("northland.yaml", line)
    assert found.path == "conditions.calm_day.limit.of"

    odd = BASE.replace("at_most: 3", "at_most: few")
    (found,) = problems(LATER, {"northland": odd})
    line = odd[: odd.index("at_most: few")].count("\n") + 1
    assert (found.file, found.line) == ("northland.yaml", line)

    twice = BASE.replace("parties:\n", "parties:\n  north: {name: X, role: party}\n")
    found = problems(LATER, {"northland": twice})[0]
    assert (found.file, "given twice" in found.message) == ("northland.yaml", True)


def test_a_problem_of_its_own_is_told_here() -> None:
    """Lines of the importing file stay its own, under its readings too."""
    (found,) = problems(LATER.replace("of: attack", "of: atack"), {"northland": BASE})
    assert (found.file, found.line) == ("later.yaml", 13)
    assert "did you mean 'attack'" in found.hint

    shorter = LATER.replace("truce_holds.for: 10 days", "truce_holds.of: posts")
    (found,) = problems(shorter, {"northland": BASE})
    assert (found.file, found.line, found.path) == ("later.yaml", 16, "readings.longer")


def test_a_file_that_cannot_be_read_hides_nothing_and_invents_nothing() -> None:
    """What would be missing only because of it is not reported as missing."""
    (found,) = problems(LATER, {"northland": BASE + "\n\tx: 1\n"})
    assert (found.file, "a tab" in found.message) == ("northland.yaml", True)

    (found,) = problems(LATER, {"northland": "- a list"})
    assert (found.file, found.line, found.path) == ("later.yaml", 5, "imports[1]")


def test_a_section_that_is_none_is_told() -> None:
    """A list where ids belong is not passed over."""
    at = BASE.index("areas:")
    text = BASE[:at] + "areas: [valley]\n" + BASE[BASE.index("clauses:") :]

    found = problems(LATER, {"northland": text})[0]

    assert (found.file, found.path) == ("northland.yaml", "areas")
    assert "a list stands where a mapping belongs" in found.message


@pytest.mark.parametrize(
    ("added", "line"),
    [
        ("parties:\n  north: {role: party, name: Northland, aliases: [Army]}\n", 9),
        ("clauses:\n  N-3: {says: Otherwise., provenance: recalled}\n", 11),
    ],
)
def test_an_id_that_says_two_things_is_refused(added: str, line: int) -> None:
    """Both files are named: the one at fault, and where the other says otherwise."""
    section = added.partition("\n")[0]
    text = LATER.replace(f"{section}\n", added)

    (found,) = problems(text, {"northland": BASE})

    assert (found.file, found.line) == ("later.yaml", line)
    assert "northland.yaml:" in found.message
    assert "says otherwise" in found.message


def test_an_id_that_says_the_same_in_both_is_one_term() -> None:
    """Whoever repeats a party or a clause word for word may; a condition may never be repeated."""
    same = "clauses:\n  N-3: {provenance: recalled, says: Riders stand outside the truce.}\n"
    assert load_text(LATER.replace("clauses:\n", same), "later.yaml", {"northland": BASE})

    again = "conditions:\n  no_flights: {clause: N-1, limit: {of: flight, at_most: 0}}\n"
    (found,) = problems(LATER.replace("conditions:\n", again), {"northland": BASE})
    assert (found.line, "too, and it is imported" in found.message) == (13, True)


def test_two_imported_files_that_differ_are_refused_by_name() -> None:
    """The place is in the later of the two, and the message names the earlier."""
    two = small("two").replace('two: {name: "two"', 'one: {name: "Two"')
    found = problems(small("later", "one", "two"), {"one": small("one"), "two": two})

    assert [(one.file, "one.yaml:7 declares 'one'" in one.message) for one in found] == [
        ("two.yaml", True)
    ]


def test_chains_are_followed_and_each_file_is_taken_once() -> None:
    """What an imported file imports comes along; on two ways it is still one file."""
    beside = {"a": small("a", "c"), "b": small("b", "c"), "c": small("c")}

    found = load_text(small("later", "a", "b", "a"), "later.yaml", beside)

    assert list(found.agreement.parties) == ["later", "a", "c", "b"]
    assert [one.agreement for one in found.imported] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("beside", "file", "circle"),
    [
        ({}, "later.yaml", "later imports later"),
        ({"later": small("later")}, "later.yaml", "later imports later"),
        ({"a": small("a", "later")}, "a.yaml", "later imports a imports later"),
        ({"a": small("a", "b"), "b": small("b", "a")}, "b.yaml", "a imports b imports a"),
    ],
)
def test_circles_are_refused(beside: dict[str, str], file: str, circle: str) -> None:
    """At the import that closes it, with the whole way."""
    text = small("later", *([name for name in beside if name != "later"][:1] or ["later"]))

    (found,) = problems(text, beside)

    assert (found.file, found.message) == (file, f"this imports itself: {circle}")


def test_at_most_eight_files_make_an_agreement() -> None:
    """Its own included: the ninth is refused, the eighth is not."""
    assert MOST_FILES == 8
    chain = {f"f{n}": small(f"f{n}", f"f{n + 1}") for n in range(1, 8)}
    eight = {**chain, "f7": small("f7")}

    assert len(load_text(small("f0", "f1"), "f0.yaml", eight).imported) == 7
    (found,) = problems(small("f0", "f1"), {**chain, "f8": small("f8")})
    assert (found.file, "at most 8 files" in found.message) == ("f7.yaml", True)


def test_a_file_under_another_name_is_refused() -> None:
    """The name by which it is imported is the agreement that it says it is."""
    found = problems(small("later", "a"), {"a": small("b")})[0]

    assert (found.file, found.line, found.path) == ("a.yaml", 2, "agreement")


def test_plain_english_marks_what_is_imported(later: Instrument) -> None:
    """A lawyer sees what stands in which text, and by whose calendar it is judged."""
    told = explain_rules(later)

    assert (
        "It takes over the parties, areas, clauses, classes and conditions of “Truce of Northland "
        "and Southland” (northland), marked here, and judges them by its own calendar and evidence."
    ) in told
    assert "- [northland] calm_day, clause N-1: On every monitoring day, from 06:00" in told
    assert "- fewer, clause L-1: " in told
    assert "- Westland (west): a party." in told
    assert "It takes over" not in explain_rules(load_text(BASE, "northland.yaml"))


def test_imported_conditions_have_cases_here() -> None:
    """They are judged by this agreement's days: 06:00 to 06:00."""
    later = load_text(LATER, "later.yaml", {"northland": BASE})
    text = """
rules: later
cases:
  - name: the day runs as this agreement has it
    strip: {class: attack, from: 2020-03-01, days: ".~"}
    expect:
      - {at: 2020-03-02T05:59, condition: calm_day, verdict: undetermined}
      - {at: 2020-03-02T06:00, condition: calm_day, verdict: kept}
      - {at: 2020-03-03T06:00, condition: calm_day, verdict: breached}
"""
    (result,) = run_cases(later, load_cases_text(text, "later.cases.yaml", later))

    assert result.failures == ()


def test_acts_count_for_what_is_taken_over_from_where_they_are_recorded() -> None:
    """What was decided under the earlier agreement counts for its terms in the later one too.

    That it must be recorded again, as was held before, left the later one blind to what had been
    decided under the terms that it recommits to.
    """
    word = "  agreed_on: {clause: N-2, decided: {what: agreed, by: [north]}}\n"
    base = BASE.replace("conditions:\n", f"conditions:\n{word}", 1)
    here = load_text(LATER, "later.yaml", {"northland": base})
    text = """
rules: later
cases:
  - name: recorded there
    records: [{record: decision, id: a, source: n, agreement: northland, by: north,
               what: agreed, effective_from: 2020-03-01T12:00}]
    expect: [{at: 2020-03-02T06:00, condition: agreed_on, verdict: kept}]
  - name: recorded here
    records: [{record: decision, id: a, source: n, agreement: later, by: north,
               what: agreed, effective_from: 2020-03-01T12:00}]
    expect: [{at: 2020-03-02T06:00, condition: agreed_on, verdict: kept}]
  - name: recorded under another
    records: [{record: decision, id: a, source: n, agreement: southland, by: north,
               what: agreed, effective_from: 2020-03-01T12:00}]
    expect: [{at: 2020-03-02T06:00, condition: agreed_on, verdict: not_yet}]
"""

    results = run_cases(here, load_cases_text(text, "later.cases.yaml", here))

    assert [one.failures for one in results] == [(), (), ()]


def test_a_file_cannot_say_itself_whose_acts_count() -> None:
    """That follows from what is imported, and is no key of the language."""
    word = "{what: agreed, by: [north], also_under: [northland]}"
    text = BASE.replace("conditions:\n", f"conditions:\n  said: {{clause: N-2, decided: {word}}}\n")

    (found,) = problems(text, {})

    assert "unknown key 'also_under'" in found.message


def test_what_counts_needs_no_rule_folder(tmp_path: Path, later: Instrument) -> None:
    """The imported texts are kept: reopened, rebuilt or restored, the rules are the same."""
    settings = replace(read_settings({}), store=tmp_path / "store", rules=tmp_path / "none")
    with Service.open(settings, SetClock(START)) as service:
        assert service.rules.activate(later, actor="tester")
        assert not service.rules.activate(later, actor="tester")
        service.store.backup(tmp_path / "copy", rules=tmp_path / "none")
    for store in (settings.store, tmp_path / "copy"):
        (store / "tables.duckdb").unlink(missing_ok=True)
        with Service.open(replace(settings, store=store), SetClock(START)) as service:
            found = service.rules.instrument("later")
            assert (found.agreement, found.digest) == (later.agreement, later.digest)
            assert found.imported == later.imported


def test_another_text_of_an_imported_file_is_another_activation(
    tmp_path: Path, later: Instrument
) -> None:
    """Though the importing file is as it was."""
    other = load_text(LATER, "later.yaml", {"northland": BASE.replace("at_most: 3", "at_most: 4")})
    settings = replace(read_settings({}), store=tmp_path / "store")
    clock = SetClock(START)
    with Service.open(settings, clock) as service:
        assert service.rules.activate(later, actor="tester")
        clock.pass_by()
        assert service.rules.activate(other, actor="tester", correction=True)
        assert service.rules.instrument("later").digest == other.digest
        assert [act.body["file"] for act in service.store.acts.of("activate")] == ["later.yaml"] * 2
