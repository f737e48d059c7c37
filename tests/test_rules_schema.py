"""What an editor is told by the schema and what the program says are one thing."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from bad_files import problems_of
from test_rules_docs import RULES, for_an_editor
from test_rules_refused import ALL, bad

from monitor.agreements.describe import json_schema
from monitor.agreements.load import load_text
from monitor.errors import RuleFileError
from monitor.settings import PROJECT

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
TESTS = PROJECT / "tests"


def is_good(text: str) -> bool:
    """Whether the program takes a text by itself."""
    try:
        load_text(text, "f.yaml")
    except RuleFileError:
        return False
    return True


def written_in(file: Path) -> Iterator[str]:
    """Yield the rule files that stand as texts in a file of tests."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = dedent(node.value).lstrip("\n")
            if text.startswith("agreement: ") and is_good(text):
                yield text


GOOD_TEXTS = {
    "docs/rules.md": RULES[0],
    **{
        str(file.relative_to(PROJECT)): file.read_text(encoding="utf-8")
        for folder in (PROJECT / "rules", TESTS / "rules")
        for file in sorted(folder.glob("*.yaml"))
        if ".cases." not in file.name
    },
    **{
        f"{file.name} {number}": text
        for file in sorted(TESTS.glob("*.py"))
        for number, text in enumerate(written_in(file), 1)
    },
}


def test_there_are_good_texts_of_several_hands() -> None:
    """The schema is tried on more than one way of writing rules."""
    assert len(GOOD_TEXTS) >= 8


@pytest.mark.parametrize("name", GOOD_TEXTS)
def test_the_schema_takes_what_the_program_takes(name: str) -> None:
    """No editor marks a rule file that is good."""
    VALIDATOR.validate(for_an_editor(GOOD_TEXTS[name]))


UNKNOWN_KEYS = [
    name
    for name in ALL
    if any(one.message.startswith("unknown key") for one in problems_of(bad(name)[0]))
]


def test_there_are_many_unknown_keys() -> None:
    """Misspelt, of a later time, or looking like one that is known."""
    assert len(UNKNOWN_KEYS) >= 6


@pytest.mark.parametrize("name", UNKNOWN_KEYS)
def test_the_schema_marks_every_key_that_is_unknown(name: str) -> None:
    """What the program refuses for its key an editor marks while it is typed."""
    assert not VALIDATOR.is_valid(for_an_editor(bad(name)[0]))


def keys_of(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every mapping in a file but those whose keys are names."""
    if isinstance(value, dict):
        yield path
        for key, inner in value.items():
            yield from keys_of(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from keys_of(inner, (*path, number))


@pytest.mark.parametrize("name", [name for name in GOOD_TEXTS if name.startswith("tests/rules")])
def test_the_schema_marks_a_key_too_many_wherever_it_stands(name: str) -> None:
    """In every mapping of a good file: where names are free, `No Such` is no name either."""
    good = for_an_editor(GOOD_TEXTS[name])
    for path in keys_of(good):
        bad_one = deepcopy(good)
        inside: Any = bad_one
        for step in path:
            inside = inside[step]
        if path[-1:] != ("set",):
            inside["No Such"] = "x"
            assert not VALIDATOR.is_valid(bad_one), path
