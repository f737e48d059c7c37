"""What is allowed and probably not meant is told: where, what, and what to do; nothing else is."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_samples import Run

from monitor.agreements.cases import load_cases_text
from monitor.agreements.lint import lint, names_apart
from monitor.agreements.load import load_text
from monitor.agreements.never import never_kept
from monitor.errors import Problem
from monitor.evaluation.uncertified import never_certified
from monitor.incidents.record import SourceProfile
from monitor.incidents.vocabulary import Strength
from monitor.settings import PROJECT

pytest_plugins = ["cli_fixtures"]

CLEAN = """\
agreement: made-up
title: A made-up truce
status: agreed
calendar: {time_zone: Asia/Damascus, from: 2016-09-12, until: 2016-10-12}
parties:
  north: {name: North, role: party, clause: C-3}
  south: {name: South, role: party}
ends: {by: [north], clause: C-1}
areas:
  valley: {pcodes: [SY01]}
  hills: {unpublished: true}
clauses:
  C-1: {says: No attack., provenance: text}
  C-2: {says: Talks begin., provenance: secondary}
  C-3: {says: North is bound., provenance: recalled}
classes:
  attack: {any_kind: [shelling, air_strike], by: {role: party}}
conditions:
  calm: {clause: C-1, limit: {of: attack, at_most: 0, each: day}}
  week: {clause: C-2, streak: {of: calm, for: 7 days}}
  willing: {clause: C-2, decided: {what: willing, by: [north, south]}}
  due: {clause: C-2, all: [week, willing]}
phases:
  talks: {clause: C-2, opens: {when: due, by: [north]}, closes: {decided: withdrawn}}
"""
CASES = """\
rules: made-up
cases:
  - name: every condition is asked about
    strip: {class: attack, from: 2016-09-12, days: "."}
    expect:
      - {at: 2016-09-13T00:00, condition: calm, verdict: kept}
      - {at: 2016-09-13T00:00, condition: week, verdict: not_yet}
      - {at: 2016-09-13T00:00, condition: willing, verdict: not_yet}
      - {at: 2016-09-13T00:00, condition: due, verdict: not_yet}
"""


def told(text: str, cases: str | None = CASES) -> list[tuple[int, str, str]]:
    """Line, path and message of each warning."""
    instrument = load_text(text, "made-up.yaml")
    beside = load_cases_text(cases, "made-up.cases.yaml", instrument) if cases else None
    return short(lint(instrument, beside))


def short(found: Sequence[Problem]) -> list[tuple[int, str, str]]:
    """Line, path and message; each says what to do."""
    assert all(one.hint and one.file.endswith(".yaml") for one in found)
    return [(one.line, one.path, one.message) for one in found]


def test_a_clean_file_is_left_alone() -> None:
    """Nothing is made up: a party's clause may be recalled, and a gate may wait for days."""
    assert told(CLEAN) == []


def line_of(text: str, words: str) -> int:
    """On which line these words stand."""
    assert text.count(words) == 1
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "place", "path", "message"),
    [
        pytest.param(
            *("  willing:", "  calmer: {clause: C-1, limit: {of: attack, at_most: 1}}\n  willing:"),
            *("  calmer:", "conditions.calmer", "kept on every day on which calm is kept"),
            id="a wider limit",
        ),
        pytest.param(
            *("  willing:", "  same: {clause: C-1, limit: {of: attack, at_most: 0}}\n  willing:"),
            *("  same:", "conditions.same", "kept on every day on which calm is kept"),
            id="the same limit",
        ),
        pytest.param(
            "  willing:",
            "  few: {clause: C-1, limit: {of: attack, at_least: 2}}\n"
            "  many: {clause: C-1, limit: {of: attack, at_least: 3}}\n  willing:",
            *("  few:", "conditions.few", "kept on every day on which many is kept"),
            id="a wider limit of at least",
        ),
        pytest.param(
            *("  C-2: {says: Talks begin., provenance: secondary}",),
            *("  C-2: {says: Talks begin., provenance: recalled}",),
            *("  due:", "conditions.due", "this gate rests on the clause C-2, which is only rec"),
            id="a gate of memory",
        ),
        pytest.param(
            *("  C-2: {says: Talks begin., provenance: secondary}",),
            *("  C-2: {says: Talks begin., provenance: recalled}",),
            *("  talks:", "phases.talks", "this phase rests on the clause C-2, which is only re"),
            id="a phase of memory",
        ),
        pytest.param(
            *("clause: C-1, limit", "clause: C-3, limit"),
            *("  due:", "conditions.due", "which is only recalled (calm)"),
            id="a gate whose days rest on memory",
        ),
        pytest.param(
            *("clause: C-2, decided:", "clause: C-2, once: told, decided:"),
            *("  due:", "conditions.due", "which is only recalled (told)"),
            id="a gate that waits for what rests on memory",
        ),
        pytest.param(
            "  due:",
            "  told: {clause: C-2, by: {attested: told, no_later_than: 2016-10-01}}\n  due:",
            *("  told:", "conditions.told.by", "nobody is named who would attest told"),
            id="a word that is anybody's",
        ),
        pytest.param(
            "  due:",
            "  heard:\n    clause: C-2\n"
            "    response: {to: attack, with: {attested: heard}, within: 2 days}\n  due:",
            *("    response:", "conditions.heard.response.with", "nobody is named who would"),
            id="an answer that is anybody's word",
        ),
        pytest.param(
            *("by: [north], clause: C-1}", "by: [north], clause: C-3}"),
            *("ends:", "ends", "what ends the agreement rests on the clause C-3"),
            id="an end of memory",
        ),
        pytest.param(
            *("classes:\n", "  C-4: {says: Rest., provenance: text}\nclasses:\n"),
            *("  C-4:", "clauses.C-4", "nothing tests the clause C-4"),
            id="a clause that nothing tests",
        ),
        pytest.param(
            *("at_most: 0", "at_most: [{is: 0, until: 2016-09-12}, {is: 1, from: 2016-10-12}]"),
            *("at_most:", "conditions.calm.limit.at_most", "no number on any day"),
            id="a limit outside the calendar",
        ),
        pytest.param(
            *("  calm: {clause: C-1, limit", "  calm: {from: 2016-10-12, clause: C-1, limit"),
            *("  calm:", "conditions.calm", "this condition is never in force"),
            id="a condition outside the calendar",
        ),
        pytest.param(
            *("of: attack, at_most: 0", "of: attack, in: hills, at_most: 0"),
            *("  talks:", "phases.talks.opens.when", "can never open: calm asks about the area"),
            id="a phase behind an unpublished area",
        ),
        pytest.param(
            *("opens: {when: due, by: [north]}", "opens: {at: 2016-10-12, by: [north]}"),
            *("  talks:", "phases.talks.opens.at", "due when the agreement has ended"),
            id="a phase after the end",
        ),
    ],
)
def test_what_is_not_meant_is_told_where_it_stands(
    old: str, new: str, place: str, path: str, message: str
) -> None:
    """At its line, with what to do."""
    assert CLEAN.count(old) == 1
    text = CLEAN.replace(old, new)
    if "once: told" in text:
        told_of = "  told: {clause: C-3, decided: {what: told, by: [north]}}\n  due:"
        text = text.replace("  due:", told_of)
    found = told(text)

    assert (line_of(text, place), path) in [
        (line, where) for line, where, said in found if message in said
    ]


MORE = "  more: {clause: C-1, %s\n  willing:"
"""One more condition."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "  willing:",
            "  fl: {clause: C-1, limit: {of: attack, at_most: 1, each: 2 days}}\n  willing:",
        ),
        (
            "  willing:",
            "  k: {clause: C-1, limit: {of: attack, measure: killed, at_most: 1}}\n  willing:",
        ),
        (
            "  willing:",
            "  k: {clause: C-1, limit: {of: attack, at_most: 1}, per: area}\n  willing:",
        ),
        (
            "  willing:",
            "  k: {clause: C-1, limit: {of: attack, in: valley, at_most: 1}}\n  willing:",
        ),
        ("  willing:", MORE % "limit: {of: attack, at_least: 1}}"),
        ("at_most: 0", "at_most: [{is: 0, until: 2016-09-12T00:01}]"),
        ("calm: {clause: C-1, limit", "calm: {from: 2016-10-11T23:59, clause: C-1, limit"),
        ("calm: {clause: C-1, limit", "calm: {until: 2016-09-12T00:01, clause: C-1, limit"),
        ("at_most: 0", "at_most: [{is: 1, from: 2016-10-11T23:59}]"),
        ("opens: {when: due, by: [north]}", "opens: {at: 2016-10-11T23:59, by: [north]}"),
        ("all: [week, willing]", "any: [week, willing]"),
        ("classes:\n", "  C-4: {says: No duty., provenance: text, requires: nothing}\nclasses:\n"),
        ("all: [week, willing]", "at_least: {count: 1, of: [week, willing]}"),
    ],
)
def test_what_differs_by_one_is_not_told(old: str, new: str) -> None:
    """Another window, measure, scope, place or bound, and the last minute of the calendar."""
    assert CLEAN.count(old) == 1
    found = [said for _, _, said in told(CLEAN.replace(old, new)) if "no case expects" not in said]

    assert found == []


@pytest.mark.parametrize(
    ("gate", "never"),
    [
        ("all: [calm, lost]", True),
        ("any: [calm, lost]", False),
        ("any: [lost, lost_week]", True),
        ("not: lost", False),
        ("at_least: {count: 2, of: [calm, lost, willing]}", False),
        ("at_least: {count: 2, of: [calm, lost, lost_week]}", True),
        ("all: [calm, {any: [lost, willing]}]", False),
        ("all: [calm, {all: [lost, willing]}]", True),
        ("all: [counted, calm]", False),
        ("all: [after, calm]", True),
        ("all: [after_calm, calm]", False),
        ("all: [ever_since, calm]", True),
    ],
)
def test_a_gate_is_lost_only_with_the_members_it_needs(gate: str, *, never: bool) -> None:
    """One lost member decides `all`, every one `any`, and `not` is never lost by it."""
    lost = "{of: attack, in: hills, at_most: 0}"
    text = CLEAN.replace(
        "  due: {clause: C-2, all: [week, willing]}\n",
        f"  lost: {{clause: C-1, limit: {lost}}}\n"
        "  lost_week: {clause: C-1, streak: {of: lost, for: 7 days}}\n"
        f"  counted: {{clause: C-1, limit: {lost[:-1]}, from_counts: somebody}}}}\n"
        "  after: {clause: C-1, once: lost_week, decided: {what: x, by: [north]}}\n"
        "  ever_since: {clause: C-1, since: {of: lost, after: attack, for: 2 days}}\n"
        "  after_calm: {clause: C-1, once: week, decided: {what: x, by: [north]}}\n"
        f"  due: {{clause: C-2, {gate}}}\n",
    )
    why = never_kept(load_text(text, "made-up.yaml").agreement, "due")

    assert (why is not None) == never
    assert why is None or "lost asks about the area 'hills'" in why


def test_a_phase_that_nothing_closes_is_told() -> None:
    """Where it neither closes nor runs out, and the agreement has no end of either kind."""
    open_ended = CLEAN.replace(", until: 2016-10-12", "").replace(
        "ends: {by: [north], clause: C-1}\n", ""
    )
    ever = open_ended.replace(", closes: {decided: withdrawn}", "")
    (found,) = told(ever)
    assert found[1:] == (
        "phases.talks",
        "this phase can never close: nothing closes it, and the agreement has no end",
    )
    lapses = ever.replace("by: [north]}}", "by: [north]}, unrenewed_after: 1 day, then: lapses}")
    assert (told(open_ended), told(lapses)) == ([], [])


def test_conditions_without_a_case_are_told() -> None:
    """Each by its line; of a file without cases, that it has none."""
    fewer = CASES.replace("      - {at: 2016-09-13T00:00, condition: week, verdict: not_yet}\n", "")

    assert told(CLEAN, fewer) == [
        (line_of(CLEAN, "  week:"), "conditions.week", "no case expects anything of week")
    ]
    assert told(CLEAN, None) == [(1, "agreement", "no case tests these rules")]


def profile(**stated: object) -> SourceProfile:
    """A source that certifies quiet, of everything unless it is stated otherwise."""
    given = {"id": "un", "source": "un", "name": "UN", "strength": Strength.CERTIFIES_QUIET}
    return SourceProfile.model_validate({**given, **stated})


@pytest.mark.parametrize(
    ("profiles", "told"),
    [
        ([profile()], False),
        ([profile(kinds=("shelling", "air_strike"))], False),
        ([profile(kinds=("shelling",))], True),
        ([profile(kinds=("shelling",)), profile(id="b", source="b", kinds=("air_strike",))], False),
        ([profile(sides=("North", "South"))], False),
        ([profile(sides=("North",))], True),
        ([profile(areas=("SY01",))], True),
        ([profile(strength=Strength.CAN_REPORT)], True),
    ],
)
def test_a_limit_that_nobody_can_certify_is_told(
    profiles: list[SourceProfile], *, told: bool
) -> None:
    """Every kind, side and area needs somebody whose silence is worth something."""
    found = never_certified(load_text(CLEAN, "made-up.yaml"), profiles)

    assert bool(found) == told
    for one in found:
        assert (one.path, one.line) == ("conditions.calm", line_of(CLEAN, "  calm:"))
        assert "no day of this is ever kept: no source certifies quiet" in one.message
        assert "name a certifier" in one.hint


def test_scopes_are_certified_each_by_itself() -> None:
    """Of areas and parties the ones are named that nobody certifies; counts are left out."""
    text = CLEAN.replace("each: day}}", "each: day}, per: party}")
    (found,) = never_certified(load_text(text, "made-up.yaml"), [profile(sides=("North",))])
    assert "is ever kept for south: " in found.message
    hidden = CLEAN.replace("of: attack, at_most: 0", "of: attack, in: hills, at_most: 0")
    (found,) = never_certified(load_text(hidden, "made-up.yaml"), [profile()])
    assert "nobody has published the area" in found.message
    counted = CLEAN.replace("each: day}", "each: day, from_counts: x}")
    assert never_certified(load_text(counted, "made-up.yaml"), []) == ()


def test_a_name_of_two_parties_in_two_files_is_told() -> None:
    """In the second file, with the first by name; the same party under one id is no news."""
    first = load_text(CLEAN, "made-up.yaml")
    text = CLEAN.replace("agreement: made-up", "agreement: other")
    text = text.replace("south: {name: South", "west: {name: West, aliases: [W, SOUTH]")
    second = load_text(text.replace("[north, south]", "[north, west]"), "other.yaml")

    (found,) = names_apart([first, second])

    assert found.message == "'SOUTH' is west here, and south in made-up.yaml"
    assert (found.file, found.path) == ("other.yaml", "parties.west.aliases[2]")
    assert names_apart([first, first]) == ()


LATER = CLEAN.replace("agreement: made-up", "agreement: later\nimports: base").replace(
    "Asia/Damascus", "Europe/Paris"
)
BASE = """\
agreement: base
title: Base
status: agreed
calendar: {time_zone: Asia/Damascus, from: 2016-01-01}
parties: {}
clauses: {B-1: {says: Rest., provenance: recalled}}
classes: {}
conditions: {}
"""


def test_what_is_imported_is_told_with_its_own_file() -> None:
    """Here only that its times were written by another clock."""
    instrument = load_text(LATER, "later.yaml", {"base": BASE})
    cases = load_cases_text(CASES.replace("made-up", "later"), "c.yaml", instrument)

    assert short(lint(instrument, cases)) == [
        (2, "imports", "the times of base are local to Asia/Damascus, and are read here")
    ]
    same = load_text(LATER.replace("Europe/Paris", "Asia/Damascus"), "later.yaml", {"base": BASE})
    assert lint(same, cases) == ()


def test_check_lists_warnings_and_still_succeeds(run: Run, tmp_path: Path) -> None:
    """They are marked in the text, apart in JSON, and change no exit code; errors do."""
    rules, profiles = tmp_path / "made-up.yaml", tmp_path / "profiles.csv"
    rules.write_text(CLEAN, encoding="utf-8")
    (tmp_path / "made-up.cases.yaml").write_text(CASES, encoding="utf-8")
    profiles.write_text("id,name,strength\nun,UN,can_report\n", encoding="utf-8")

    clean = run("check", rules)
    assert (clean.code, clean.out, clean.err) == (0, "1 rule file: no problem found\n", "")
    ran = run("check", rules, "--profiles", profiles)
    assert (ran.code, ran.out) == (0, "1 rule file: no problem found, 1 warning\n")
    line = line_of(CLEAN, "  calm:")
    assert f"{rules}:{line}:3: conditions.calm: warning: with these source profiles" in ran.err
    asked = run("check", rules, "--profiles", profiles, "--json")
    assert (asked.code, asked.json["problems"]) == (0, [])
    (warning,) = asked.json["warnings"]
    assert (warning["line"], warning["path"]) == (line, "conditions.calm")
    assert warning["message"].startswith("with these")

    for wrong in ("id,name,strength\nun,UN,strong\n", "x"):
        profiles.write_text(wrong, encoding="utf-8")
        assert run("check", rules, "--profiles", profiles).code == 2
    assert run("check", rules, "--profiles", tmp_path / "none.csv").code == 2


def test_the_shipped_rules_are_checked_against_the_profiles_of_the_record(run: Run) -> None:
    """The public record of 2016 certifies almost nothing, and `check` says so."""
    ran = run("check", "--json")

    assert ran.code == 0
    told = {one["path"]: one["message"] for one in ran.json["warnings"]}
    assert "no source certifies quiet" in told["conditions.calm_day"]
    assert "conditions.calm_counted" not in told
    assert {Path(one["file"]).parent for one in ran.json["warnings"]} == {PROJECT / "rules"}
