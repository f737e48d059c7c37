"""Texts of other people, written to break readers of YAML and of text, do not break rule files.

The texts are those of two collections kept in `tests/fuel`; its README says where they are from.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_files import LONGEST, problems_of, taken
from cli_samples import Run

from monitor.agreements.english import explain_rules
from monitor.agreements.load import load_text
from monitor.errors import RuleFileError, one_line
from monitor.handwritten.builder import INVISIBLE
from monitor.handwritten.source import read
from monitor.handwritten.tree import plain
from monitor.settings import PROJECT

pytest_plugins = ["cli_fixtures"]

FUEL = PROJECT / "tests" / "fuel"
SUITE: dict[str, dict[str, str]] = {
    case["id"]: case for case in json.loads((FUEL / "yaml-test-suite.json").read_text("utf-8"))
}
EVENT = re.compile(
    r"\s*(?P<does>[+=-][A-Z]{3})(?: (?:---|\.\.\.|\{\}|\[\]))?"
    r"(?P<adorned>(?: [&<*]\S+)*)(?: (?P<sign>[:'\"|>])(?P<text>.*))?"
)
"""An event of the suite: what it does, anchors, tags or an alias, and the text of a value."""

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}

LENIENT = {
    "9C9N": "a list in brackets may go on at the margin",
    "QB6E": "and so may a text in quotes",
    "DK95-2": "a tab may indent the second line of a text in quotes",
    "9JBA": "# begins a remark right after a closing bracket",
    "CVW2": "or after a comma",
    "SU5Z": "or after a closing quote",
    "X4QW": "or after the sign of a block",
    "G5U8": "a lone - in brackets is the text -",
    "YJV2": "likewise",
    "S98Z": "blank lines before a block may be longer than its indent",
    "Y79Y-4": "a tab may begin a line within brackets",
}
"""What the YAML library lets pass though the suite does not: none of it reads as something else."""

READ_OTHERWISE: dict[str, object] = {
    "652Z": {"foo": "bar", "bar": "42"},  # in brackets, ? marks a key without a blank after it
    "L24T-2": {"foo": "x\n "},  # a file whose last line is blank and never ended
}
"""What the library, of an older YAML than the suite's, reads otherwise."""


def test_the_fuel_is_there() -> None:
    """Both collections are whole, so that the promises below are about all of them."""
    assert len(SUITE) == 402
    assert sum("fail" in case for case in SUITE.values()) == 94
    assert set(LENIENT) <= {name for name, case in SUITE.items() if "fail" in case}


@pytest.mark.parametrize("name", SUITE)
def test_no_text_of_the_suite_is_a_rule_file(name: str) -> None:
    """Each is refused in our own words, with a place in the file."""
    text = SUITE[name]["yaml"]
    lines = re.split(r"\r\n|\r|\n", text)

    for problem in problems_of(text):
        assert str(problem).startswith(f"f.yaml:{problem.line}:{problem.column}: ")
        assert problem.hint
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_the_suite_takes_no_time() -> None:
    """Each text is refused within 100 ms of the processor; `-s` prints the slowest."""
    spent = {name: taken(case["yaml"]) for name, case in SUITE.items()}
    slowest = max(spent, key=spent.__getitem__)

    print(f"{len(spent)} texts; slowest: {slowest}, {1000 * spent[slowest]:.1f} ms")  # noqa: T201
    assert spent[slowest] < LONGEST


class Refusable(Exception):  # noqa: N818 - what is refused is the file
    """The text holds something that no rule file may hold."""


def events(name: str) -> Iterator[re.Match[str]]:
    """Yield what the suite says that a text consists of."""
    for line in SUITE[name]["tree"].rstrip("\n").split("\n"):
        found = EVENT.fullmatch(line)
        assert found, line
        yield found


def value(said: Iterator[re.Match[str]], event: re.Match[str]) -> object:
    """Return the value that begins with an event, as text in lists and mappings.

    Raises:
        Refusable: It holds an anchor, an alias, a tag, a key that is no text or stands twice, or
            nothing where a value belongs.
    """
    if event["adorned"] or event["does"] == "=ALI":
        raise Refusable
    if event["does"] == "=VAL":
        if event["sign"] == ":" and not event["text"]:
            raise Refusable
        return re.sub(r"\\(.)", lambda found: ESCAPES[found[1]], event["text"])
    inside: list[object] = []
    while (below := next(said))["does"][0] != "-":
        inside.append(value(said, below))
    if event["does"] == "+SEQ":
        return inside
    keys = inside[::2]
    if not all(isinstance(key, str) and key not in {"", "<<"} for key in keys):
        raise Refusable
    if max(Counter(map(str, keys)).values(), default=0) > 1:
        raise Refusable
    return dict(zip(map(str, keys), inside[1::2], strict=True))


def told(name: str) -> object:
    """Return what the suite says that a text holds.

    Raises:
        Refusable: It holds what no rule file may hold, or is not one document.
    """
    said = events(name)
    documents = [value(said, next(said)) for event in said if event["does"] == "+DOC"]
    if len(documents) != 1:
        raise Refusable
    return documents[0]


def passes(name: str) -> object:
    """Return what we read of a text before any term is typed, or None where it is refused."""
    root, problems = read(SUITE[name]["yaml"], "f.yaml")
    return None if problems or root is None else plain(root)


@pytest.mark.parametrize("name", [name for name, case in SUITE.items() if "tree" in case])
def test_what_is_read_is_what_the_suite_says(name: str) -> None:
    """No alias, anchor, tag, merge or repeated key passes; what passes means what it says."""
    try:
        expected = told(name)
    except Refusable:
        assert passes(name) is None
    else:
        assert passes(name) in (None, READ_OTHERWISE.get(name, expected))


def test_most_of_what_may_be_read_is_read() -> None:
    """The promise above is not kept by refusing everything."""
    ours = [name for name, case in SUITE.items() if "tree" in case and passes(name) is not None]

    assert len(ours) > 100


def test_faults_of_yaml_are_refused() -> None:
    """What the suite calls a fault is one, but for what can be read in one way only."""
    passing = {name for name, case in SUITE.items() if "fail" in case and passes(name) is not None}

    assert passing == set(LENIENT)


NAUGHTY: list[str] = json.loads((FUEL / "blns.json").read_text("utf-8"))
GOOD = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
PLACES = (
    "title: Truce of Northland and Southland",
    "name: Northland",
    "[Army of the North, ",
    'per: "Envoys, 1 January 2020"',
    "ends: {by: [envoys]",
    "name: the Valley",
    "says: Both sides stop every attack.",
    "source: made up",
    "assumption: none at all is our reading",
    "title: Seven quiet days",
    "title: 168 hours from the start",
)
"""Where a rule file has text of its author's own; of a list, its first entry."""


def in_quotes(text: str) -> str:
    """Write a text as YAML in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def holding(text: str) -> str:
    """Return the made-up agreement with a text in all of these places."""
    rules = GOOD
    for place in PLACES:
        assert rules.count(place) == 1
        before, sign, _ = re.split(r"(\[|: )", place, maxsplit=1)
        new = f"{before}{sign}{in_quotes(text)}"
        if place.startswith("ends"):
            new = f"{place}, decided: {in_quotes(text)}"
        elif sign == "[":
            new += place[place.index(",") :]
        rules = rules.replace(place, new)
    return rules


def fit(text: str) -> bool:
    """Whether a rule file may hold a text: people can see it, and it is more than blanks."""
    return bool(text.strip()) and not INVISIBLE.search(text)


FIT = [text for text in NAUGHTY if fit(text)]


def test_most_texts_are_fit() -> None:
    """Only blanks and characters that nobody sees are refused; every place counts."""
    assert [len(NAUGHTY), len(FIT)] == [485, 471]
    assert holding("x").count('"x"') == len(PLACES)


def test_a_text_stands_as_written_wherever_it_stands() -> None:
    """Terms hold it unchanged, and the English says it unchanged, in every place."""
    for text in FIT:
        instrument = load_text(holding(text), "northland.yaml")
        agreement = instrument.agreement

        assert agreement.title == agreement.parties["north"].name == text
        assert agreement.parties["north"].aliases[0].name == agreement.guarantors[0].per == text
        assert agreement.clauses["N-1"].says == agreement.clauses["N-1"].source == text
        assert explain_rules(instrument).count(text) >= len(PLACES)


def test_a_terminal_obeys_no_text(run: Run, tmp_path: Path) -> None:
    """What would move the cursor or reorder the line is written so that it can be seen."""
    path = tmp_path / "northland.yaml"
    for text in [text for n, text in enumerate(FIT) if n % 10 == 0 or not text.isprintable()]:
        path.write_bytes(holding(text).encode())
        told = run("explain-rules", path)

        assert (told.code, told.err) == (0, "")
        assert told.out.count(one_line(text)) >= len(PLACES)
        assert told.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", [text for text in NAUGHTY if not fit(text)], ids=ascii)
def test_a_text_that_is_not_fit_is_refused(text: str, run: Run, tmp_path: Path) -> None:
    """What nobody could read is told with its place, and the message shows none of it."""
    path = tmp_path / "northland.yaml"
    path.write_bytes(holding(text).encode())
    told = run("check", path)

    assert told.code == 2
    assert re.match(rf"{re.escape(str(path))}:3:([89]|\d\d): ", told.err)
    assert told.err.replace("\n", "").isprintable()


CLOSED = {
    "status: agreed": "\n",
    "of: flight": ", ",
    "role: outside": ", ",
    "per: area": "\n    ",
    "each: 3 days": ", ",
}
"""Where only certain words may stand, and what comes before the next key there."""


def mistaken(text: str) -> tuple[str, str]:
    """Return the made-up agreement with a text for each of these words, and beside them as key."""
    words = keys = GOOD
    for place, sign in CLOSED.items():
        words = words.replace(place, f"{place.split(':')[0]}: {in_quotes(text)}", 1)
        keys = keys.replace(place, f"{place}{sign}{in_quotes(text)}: x", 1)
    return words, keys


def test_a_text_in_a_message_starts_no_line_of_its_own() -> None:
    """A wrong word is quoted on the line of its problem; as a key it is told as plainly."""
    for text in NAUGHTY:
        for rules in mistaken(text):
            with pytest.raises(RuleFileError) as error:
                load_text(rules, "northland.yaml")
            unseen = text and INVISIBLE.search(text)
            assert unseen or len(error.value.problems) >= len(CLOSED)
            for problem in error.value.problems:
                first, hint = str(problem).split("\n")
                assert first.startswith(f"northland.yaml:{problem.line}:{problem.column}: ")
                assert hint.startswith("  hint: ")
                assert (first + hint).isprintable()
