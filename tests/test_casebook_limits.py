"""Drawn days speak to every kind of limit: in hours, measured before, waiting, alone, a pattern."""

import jsonschema
import pytest
from test_casebook import RULES, case, failures
from test_rules_docs import for_an_editor

from monitor.agreements.describe import json_schema
from monitor.agreements.load import Instrument, load_text

MORE = """
  calm_30h: {clause: C-1, limit: {of: attack, at_most: 0, each: 30 hours}}
  often: {clause: C-1, pattern: {of: attack, at_least: 2, in: 3 days}, proposes: call_a_meeting}
  fewer:
    clause: C-1
    limit:
      of: attack
      each: 4 days
      at_most: {of_baseline: 100 %, from: 2016-09-02T19:00, until: 2016-09-12T19:00}
  then_more: {clause: C-1, limit: {of: attack, at_most: 9}, once: two_days}
  two_days: {clause: C-1, streak: {of: calm_day, for: 2 days}}
  amended:
    clause: C-1
    limit: {of: attack, at_most: 0}
    from: 2016-09-14T19:00
    until: 2016-09-15T19:00
  each_post: {clause: C-1, limit: {of: guards, measure: count, at_most: 20, each: report}}
"""


@pytest.fixture(scope="module")
def rules() -> Instrument:
    """Return the made-up truce with every kind of limit."""
    return load_text(RULES + MORE, "synthetic-truce.yaml")


def expect(name: str, reads: str) -> list[str]:
    """Return what is expected of a condition on each day from the first on."""
    words = {"k": "kept", "b": "breached", "u": "undetermined", "n": "not_yet", "-": "not_in_force"}
    return [
        f"at: 2016-09-{13 + day}T19:00, condition: {name}, verdict: {words[letter]}"
        for day, letter in enumerate(reads)
    ]


@pytest.mark.parametrize(
    ("name", "days", "reads"),
    [
        ("calm_30h", "..!..", "kkbbk"),
        ("calm_30h", "..~..", "kkuuk"),
        ("calm_30h", "?....", "uuukk"),
        ("often", "!.!..", "nnknn"),
        ("often", "!..!.", "nnnnn"),
        ("often", "!.~..", "nnunn"),
        ("often", "?...", "uuun"),
        ("then_more", "!..!.", "---kk"),
        ("then_more", "..?..", "--ukk"),
        ("amended", "!!!!!", "--b--"),
    ],
)
def test_a_strip_speaks_to_it(rules: Instrument, name: str, days: str, reads: str) -> None:
    """The incident of a drawn day lies in its middle."""
    strip = f'class: attack, from: 2016-09-12, days: "{days}"'

    assert failures(rules, case(strip, *expect(name, reads))) == []


@pytest.mark.parametrize(
    ("before", "after", "reads"),
    [
        ("!.!.!.!.!.", ".!.!!...", "kkkkbkkk"),
        ("!.!.!.!.!.", "!.......", "bkkkkkkk"),
        ("!.!.?.!.!.", "!.......", "uuuuuuuu"),
        ("..........", "........", "kkkkkkkk"),
    ],
)
def test_days_before_are_a_baseline(rules: Instrument, before: str, after: str, reads: str) -> None:
    """Five in ten days are two in four; an unwatched day among them leaves no baseline."""
    strip = f'class: attack, from: 2016-09-02, days: "{before}{after}"'

    assert failures(rules, case(strip, *expect("fewer", reads))) == []


def test_a_strip_draws_what_each_post_may_have(rules: Instrument) -> None:
    """More than twenty at one post."""
    strip = 'class: guards, from: 2016-09-12, days: ".!."'

    assert failures(rules, case(strip, *expect("each_post", "kbk"))) == []


def test_an_editor_marks_none_of_it_and_marks_what_is_no_window() -> None:
    """The schema knows every way in which a limit can be written."""
    schema = jsonschema.Draft202012Validator(json_schema())

    schema.validate(for_an_editor(RULES + MORE))
    for good, bad in (("each: report", "each: reports"), ("100 %", "100"), ("in: 3 days", "in: 3")):
        assert MORE.count(good) == 1
        assert not schema.is_valid(for_an_editor(RULES + MORE.replace(good, bad)))
