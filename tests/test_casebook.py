"""Cases beside a rule file: what each drawn day stands for, and what a failing case says."""

from textwrap import dedent

import pytest

from monitor.agreements.cases import load_cases_text
from monitor.agreements.load import Instrument, load_text
from monitor.casebook import run_cases
from monitor.errors import RuleFileError

RULES = """
agreement: synthetic-truce
title: A made-up truce between Northland and Southland
status: agreed
calendar: {time_zone: Asia/Damascus, day_starts: "19:00", from: 2016-09-12T19:00}
parties:
  north: {name: Northland, role: party}
  south: {name: Southland, role: party}
areas:
  hills: {pcodes: [XX01]}
  coast: {pcodes: [XX02]}
  closed: {unpublished: true}
clauses:
  C-1: {says: No attack., provenance: text}
classes:
  attack:
    any_kind: [shelling, air_strike]
    by: {role: party}
    against: {role: party, or: civilians}
  flight: {any_kind: [military_flight], by: north}
  hidden: {any_kind: [military_flight], in: closed}
  armed:
    weapon: [tank, artillery]
    quantity: {at_least: 3}
    except: [{claimed: accident}]
  guards: {any_kind: forces_present, except: [{quantity: {at_most: 20}}, {weapon: small_arms}]}
conditions:
  calm_day: {clause: C-1, limit: {of: attack, at_most: 0, each: day}}
  no_flight: {clause: C-1, limit: {of: flight, at_most: 0, each: day}, per: area}
  no_arms: {clause: C-1, limit: {of: armed, at_most: 0, each: day}}
  armed_few: {clause: C-1, limit: {of: armed, measure: count, at_most: 2, each: day}}
  few_guards: {clause: C-1, limit: {of: guards, measure: count, at_most: 20, each: day}}
  never_seen: {clause: C-1, limit: {of: hidden, at_most: 0, each: day}}
  truce_holds: {clause: C-1, streak: {of: calm_day, for: 7 days, resets: on_breach}}
"""


@pytest.fixture(scope="module")
def rules() -> Instrument:
    """Return the made-up truce."""
    return load_text(dedent(RULES), "synthetic-truce.yaml")


def failures(rules: Instrument, cases: str) -> list[str]:
    """Run cases written without their frame; return every failure."""
    text = f"rules: synthetic-truce\ncases:\n{cases}"
    results = run_cases(rules, load_cases_text(text, "synthetic-truce.cases.yaml", rules))
    assert results

    return [str(failure) for result in results for failure in result.failures]


def case(strip: str, *expect: str, known: str = "2016-12-01") -> str:
    """Return one case about the strip."""
    lines = "\n".join(f"      - {{{line}}}" for line in expect)
    head = f"  - name: '{known} {strip}'\n    known: {known}\n    strip: {{{strip}}}\n"
    return f"{head}    expect:\n{lines}\n"


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (".", "kept"),
        ("!", "breached"),
        ("?", "undetermined"),
        ("~", "undetermined"),
        ("x", "undetermined"),
    ],
)
def test_what_each_mark_draws(rules: Instrument, days: str, verdict: str) -> None:
    """A watched day is kept, an incident breaches it, and every kind of doubt stays a doubt."""
    expected = f"at: 2016-09-13T19:00, condition: calm_day, verdict: {verdict}"

    assert failures(rules, case(f'class: attack, from: 2016-09-12, days: "{days}"', expected)) == []


def test_a_shelling_on_day_five_restarts_the_count(rules: Instrument) -> None:
    """Four quiet days count four; after a breach on the fifth seven more are needed."""
    cases = case(
        'class: attack, from: 2016-09-12, days: "....!.......", source: ohchr',
        "at: 2016-09-16T19:00, condition: truce_holds, verdict: not_yet, progress: [4, 4]",
        "at: 2016-09-23T19:00, condition: truce_holds, verdict: not_yet, progress: [6, 6]",
        "at: 2016-09-24T19:00, condition: truce_holds, verdict: kept",
    )

    assert failures(rules, cases) == []


def test_one_unwatched_day_leaves_it_open(rules: Instrument) -> None:
    """Six watched days around one that nobody watched: three for certain, perhaps seven."""
    cases = case(
        'class: attack, from: 2016-09-12, days: "...?..."',
        "at: 2016-09-19T19:00, condition: truce_holds, verdict: undetermined, progress: [3, 7]",
    )

    assert failures(rules, cases) == []


def test_a_strip_watches_its_own_class_only(rules: Instrument) -> None:
    """Who watched for attacks did not, by that, watch for flights."""
    cases = case(
        'class: attack, from: 2016-09-12, days: "."',
        "at: 2016-09-13T19:00, condition: calm_day, verdict: kept",
        "at: 2016-09-13T19:00, condition: no_flight, scope: hills, verdict: undetermined",
    )

    assert failures(rules, cases) == []


def test_a_strip_draws_in_every_scope_unless_one_is_named(rules: Instrument) -> None:
    """Without a scope every area has its incident; with one the others were not watched."""
    everywhere = case(
        'class: flight, from: 2016-09-12, days: "!"',
        "at: 2016-09-13T19:00, condition: no_flight, scope: hills, verdict: breached",
        "at: 2016-09-13T19:00, condition: no_flight, scope: coast, verdict: breached",
    )
    hills = case(
        'class: flight, from: 2016-09-12, days: "!", scope: hills',
        "at: 2016-09-13T19:00, condition: no_flight, scope: hills, verdict: breached",
        "at: 2016-09-13T19:00, condition: no_flight, scope: coast, verdict: undetermined",
    )

    assert failures(rules, everywhere + hills) == []


def test_a_strip_states_what_the_tests_of_its_class_ask(rules: Instrument) -> None:
    """Weapon, number and claim are such that no exception can apply."""
    armed = case(
        'class: armed, from: 2016-09-12, days: "!"',
        "at: 2016-09-13T19:00, condition: no_arms, verdict: breached",
        "at: 2016-09-13T19:00, condition: armed_few, verdict: breached",
    )
    guards = case(
        'class: guards, from: 2016-09-12, days: "!"',
        "at: 2016-09-13T19:00, condition: few_guards, verdict: breached",
    )

    assert failures(rules, armed + guards) == []


def test_a_day_is_known_when_it_is_over(rules: Instrument) -> None:
    """A watch reaches no further than what was known, and an incident is known when it happens."""
    strip = 'class: attack, from: 2016-09-12, days: ".!"'
    early = case(
        strip,
        "at: 2016-09-13T19:00, condition: calm_day, verdict: undetermined",
        known="2016-09-13T18:59",
    )
    later = case(
        strip,
        "at: 2016-09-14T08:00, condition: calm_day, verdict: breached",
        known="2016-09-14T07:30",
    )

    assert failures(rules, early + later) == []


def test_a_failure_says_what_was_expected_and_what_came(rules: Instrument) -> None:
    """A failing case names condition, time, and both verdicts with their progress."""
    cases = case(
        'class: attack, from: 2016-09-12, days: "!"',
        "at: 2016-09-13T19:00, condition: truce_holds, verdict: kept, progress: [7, 7]",
    )

    assert failures(rules, cases) == [
        "truce_holds at 2016-09-13T19:00: expected kept [7, 7], got not_yet [0, 0] (counting)"
    ]


def test_a_class_that_nothing_certainly_belongs_to_cannot_be_drawn(rules: Instrument) -> None:
    """A strip of an unpublished area would show nothing: an error at its line."""
    cases = case(
        'class: hidden, from: 2016-09-12, days: "!"',
        "at: 2016-09-13T19:00, condition: never_seen, verdict: breached",
    )
    with pytest.raises(RuleFileError, match=r"cases.yaml:5:\d+: .*no incident of class hidden"):
        failures(rules, cases)


def test_a_wrong_record_is_named_at_its_line(rules: Instrument) -> None:
    """A record that the intake would refuse is refused in a case too, with all its reasons."""
    cases = (
        "  - name: wrong\n"
        "    records:\n"
        "      - {record: report, id: a, source: one, happened_from: 12/09/2016, kind: shellng}\n"
        "    expect:\n"
        "      - {at: 2016-09-13T19:00, condition: calm_day, verdict: kept}\n"
    )
    with pytest.raises(RuleFileError) as caught:
        failures(rules, cases)
    assert [problem.line for problem in caught.value.problems] == [5, 5]
    assert "shelling" in str(caught.value)
