"""The reference of the rule language says what the program does, and is as new as it is."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from monitor.agreements.case_terms import STRIP_MARKS, FileTerms
from monitor.agreements.cases import load_cases_text
from monitor.agreements.describe import json_schema, key_tables
from monitor.agreements.english_conditions import sentence
from monitor.agreements.load import load_text
from monitor.agreements.model import MOST_READINGS, Agreement
from monitor.handwritten.keys import keys
from monitor.handwritten.terms import Terms
from monitor.settings import PROJECT

PAGE = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
RULES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
CASES = re.findall(r"```yaml cases\n(.*?)```", PAGE, re.DOTALL)
MADE_UP = PROJECT / "tests" / "rules" / "northland.yaml"
SHIPPED = sorted(f for f in (PROJECT / "rules").glob("*.yaml") if ".cases." not in f.name)


def models(of: type[Terms] = Terms) -> Iterator[type[Terms]]:
    """Every mapping of the language; other files that people write by hand have pages of theirs."""
    for model in of.__subclasses__():
        if model.__module__.startswith("monitor.agreements."):
            yield model
        yield from models(model)


class _Today(yaml.SafeLoader):
    """YAML as editors read it by default, 1.2: `on`, `yes` and `no` are words."""


_Today.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Today.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def for_an_editor(text: str) -> object:
    """The text as an editor's own YAML reads it: dates stay text."""
    read = yaml.load(text, _Today)  # noqa: S506 - it makes nothing but plain values
    return json.loads(json.dumps(read, default=_date))


def _date(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat().replace("+00:00", "")


def test_the_example_is_a_good_agreement() -> None:
    """A reader may start from it; what the page quotes of it is what the program says."""
    (text,) = RULES
    instrument = load_text(text, "docs")

    assert f"> {sentence(instrument.agreement, 'calm_day')}\n" in PAGE
    assert list(instrument.variants) == ["elapsed"]


def test_the_cases_of_the_page_are_good_cases() -> None:
    """They are cases of the page's own example."""
    (text,) = CASES

    assert len(load_cases_text(text, "docs", load_text(RULES[0], "docs")).cases) == 2


def test_the_chapter_of_keys_is_fresh() -> None:
    """`python -m monitor.agreements.describe keys` prints it."""
    assert PAGE.endswith(key_tables())


def test_every_key_is_on_the_page() -> None:
    """Also those of the long spellings, which have no table."""
    known = {key for model in models() for key in keys(model)}
    known |= {"role", "or", *keys(Agreement), *keys(FileTerms)}
    told = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]*`", PAGE))))

    assert known - told == set()


def test_every_mark_of_a_strip_and_every_bound_is_on_the_page() -> None:
    """What a strip can draw is explained where cases are."""
    for mark, meaning in STRIP_MARKS.items():
        assert f"| `{mark}` | {meaning} |" in PAGE
    assert MOST_READINGS == 12
    assert "at most twelve readings" in PAGE


def test_the_schema_is_fresh() -> None:
    """`python -m monitor.agreements.describe schema > docs/rules.schema.json` makes it."""
    kept = (PROJECT / "docs" / "rules.schema.json").read_text(encoding="utf-8")

    assert json.loads(kept) == json_schema()


def test_the_schema_is_a_schema() -> None:
    """An editor can use it."""
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", [MADE_UP, *SHIPPED], ids=lambda file: file.name)
def test_the_schema_accepts_good_files(file: Path) -> None:
    """No editor marks a file that the program takes."""
    text = file.read_text(encoding="utf-8")

    jsonschema.Draft202012Validator(json_schema()).validate(for_an_editor(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Truce", "titel: Truce"),
        ("status: agreed", "status: agred"),
        ("for: 7 days", "for: 7"),
        ("role: outside", "role: outsider"),
        ("[shelling, air_strike]", "[shelling, airstrike]"),
        ("at_most: 3", "at_most: few"),
        ("at_most: 3", "at_most: -1"),
        ("  riders:", "  Riders:"),
        ("by: {role: party}", "by: {roles_of: party}"),
        ("from: 2020-01-01T19:00", "from: 1 January"),
        ("per: area", "per: day"),
        ("unpublished: true", "unpublished: perhaps"),
    ],
)
def test_the_schema_marks_mistakes(old: str, new: str) -> None:
    """What the schema can see while somebody types, it marks."""
    text = MADE_UP.read_text(encoding="utf-8")
    assert text.count(old) == 1
    validator = jsonschema.Draft202012Validator(json_schema())

    assert not validator.is_valid(for_an_editor(text.replace(old, new)))
