"""Every bad rule file is refused alike: at the command line, with its place, and at once.

What is wrong with each stands in `test_rules_bad.py`; here are the ways around those refusals too.
"""

import json
import re
from pathlib import Path

import pytest
from bad_files import LONGEST, problems_of, taken
from cli_samples import Run
from test_rules_bad import EDITS, GOOD, Edit, after, instead, marked
from test_rules_docs import models

from monitor.agreements.case_terms import FileTerms
from monitor.agreements.expected import Expectation
from monitor.agreements.model import Agreement
from monitor.handwritten.keys import keys

pytest_plugins = ["cli_fixtures"]

DISGUISED: dict[str, Edit] = {
    "key repeated in quotes": ("title: Truce", 'title: One\n§"title": Truce', ("'title'", "twice")),
    "key repeated by an escape": ("title: Truce", 'title: One\n§"t\\x69tle": Truce', ("twice",)),
    "key repeated as an explicit key": (
        "title: Truce of Northland and Southland",
        "title: One\n? §title\n: Truce",
        ("twice",),
    ),
    "key repeated three times": (
        "title: Truce",
        "title: One\ntitle: Two\n§title: Truce",
        ("'title'", "twice", "line 3"),
    ),
    "key repeated in a filter": ("by: north, in", "by: north, §by: south, in", ("'by'", "twice")),
    "condition repeated": (
        "  counted: {",
        "  §calm_day: {clause: N-1, limit: {of: attack, at_most: 1}}\n  counted: {",
        ("'calm_day'", "twice"),
    ),
    "party repeated": ("  riders:", "  §north: {name: N, role: party}\n  riders:", ("twice",)),
    "section repeated": (
        "classes:\n",
        "§areas: {woods: {unpublished: true}}\nclasses:\n",
        ("'areas'", "twice", "line 19"),
    ),
    "anchor on a list": ("role: outside", "role: §&r [outside]", ("anchor &r",)),
    "anchor on a mapping": ("flight: {any", "flight: §&f {any", ("anchor &f",)),
    "anchor on a block": ("  attack:\n", "  attack: §&a\n", ("anchor &a",)),
    "anchor on a key": ("  riders:", "  §&r riders:", ("anchor &r",)),
    "anchor on nothing": ("status: agreed", "status: §&x", ("anchor &x", "no value")),
    "anchor that nobody uses": ("title: Truce", "title: §&unused Truce", ("anchor &unused",)),
    "alias as a key": ("  riders:", "  §*r : {name: R, role: outside}\n  riders:", ("alias *r",)),
    "alias in a list": ("[shelling, air_strike]", "[shelling, §*k]", ("alias *k",)),
    "alias for a mapping": (
        "flight: {any_kind: military_flight, by: north, in: valley}",
        "flight: §*f",
        ("alias *f", "write the value out"),
    ),
    "alias of a part of itself": ("role: outside", "role: §&r [outside, *r]", ("&r", "*r")),
    "merge in quotes": ("  riders:", '  §"<<": {north: {name: N}}\n  riders:', ("merge key",)),
    "merge of a list": ("  riders:", "  §<<: [{a: b}, {c: d}]\n  riders:", ("merge key",)),
    "merge in braces": ("{of: flight, at", "{§<<: {each: day}, of: flight, at", ("merge key",)),
    "merge of an alias": ("{of: flight, at", "{§<<: *x, of: flight, at", ("merge key", "alias")),
    "tag of a number": ("at_most: 3", "at_most: §!!int 3", ("tag '!!int'",)),
    "tag of a list": ("role: outside", "role: §!!seq [outside]", ("tag '!!seq'",)),
    "tag of a mapping": ("flight: {any", "flight: §!!map {any", ("tag '!!map'",)),
    "tag of a key": ("  riders:", "  §!!str riders:", ("tag '!!str'",)),
    "tag in full": ("status: agreed", "status: §!<tag:yaml.org,2002:str> agreed", ("!!str",)),
    "tag that would run": (
        "status: agreed",
        "status: §!!python/object/apply:os.getcwd []",
        ("tag '!!python/object/apply:os.getcwd'",),
    ),
    "tag of bytes": ("name: Envoys", "name: §!!binary RW52b3lz", ("tag '!!binary'",)),
    "tag of nothing": ("status: agreed", "status: §!!null ''", ("tag '!!null'",)),
    "tag of our own": ("status: agreed", "status: §!include other.yaml", ("tag '!include'",)),
    "tag and anchor": ("status: agreed", "status: §!!str &s agreed", ("tag", "anchor")),
    "name for tags": ("# Made up", "§%TAG ! tag:example.org,2020:\n---\n# Made up", ("directive",)),
    "end of document and more": ("classes:\n", "...\n§classes:\n", ("goes on after its end",)),
    "key of a list": ("  riders:", "  ? §[a, b]\n  : {name: R}\n  riders:", ("not a list",)),
    "key of a mapping": ("  riders:", "  ? §{a: b}\n  : {name: R}\n  riders:", ("not a list or",)),
    "key of a block": (
        "  riders:",
        "  ? §|\n    two\n    lines\n  : {}\n  riders:",
        ("lower-case",),
    ),
    "null": ("status: agreed", "status: §~", ("'~'", "agreed")),
    "nothing in braces": ("{of: flight, at_most: 0}", "{of: flight, §at_most: }", ("no value",)),
    "nothing between commas": ("[shelling, air_strike]", "[shelling, §, air_strike]", ("missing",)),
    "number of another base": ("at_most: 3", "at_most: §0x3", ("whole number",)),
    "number with a sign": ("at_most: 3", "at_most: §+3", ("whole number",)),
    "number with an exponent": ("at_most: 3", "at_most: §3e0", ("whole number",)),
    "number with a separator": ("at_most: 3", "at_most: §3_0", ("whole number",)),
    "number without end": ("at_most: 3", "at_most: §.inf", ("whole number",)),
    "number of very many digits": ("at_most: 3", f"at_most: §{'9' * 5000}", ("whole number",)),
    "full-width digits": ("at_most: 3", "at_most: §\uff13", ("whole number",)),
    "truth in capitals": ("unpublished: true", "unpublished: §TRUE", ("neither true nor false",)),
    "date with a time zone": (
        "accepted: 2020-01-02",
        "accepted: §2020-01-02T00:00+02:00",
        ("zone",),
    ),
    "date that is a number": ("accepted: 2020-01-02", "accepted: §20200102", ("not a date",)),
    "hour that there is not": ("2020-01-01T19:00", "§2020-01-01T24:30", ("no '2020-01-01T24:30'",)),
    "letter that looks alike": ("status: agreed", "§st\u0430tus: agreed", ("unknown key",)),
    "id that looks alike": (
        "of: flight, at_most: 0}",
        "of: §fl\u0456ght, at_most: 0}",
        ("cannot stand here",),
    ),
}
"""Ways to say what no rule file may say so that a reader of YAML could let it pass."""

OTHERS: dict[str, Edit] = {
    "doubt": ("standard: corroborated", "doubt: §quiet", ("'quiet'", "counts_as_quiet")),
    "unobserved": ("standard: corroborated", "unobserved: §kept", ("'kept'", "breaks")),
    "cut days": (
        '  day_starts: "19:00"',
        '  day_starts: "19:00"\n  partial_days: §count',
        ("did you mean 'counted'",),
    ),
    "handling": ("status: agreed", "status: agreed\nhandling: §secret", ("public, internal",)),
    "title": ("title: Truce of Northland and Southland", "title: §{a: b}", ("one text",)),
    "nothing said": ("says: Both sides stop every attack.", "says: §''", ("empty", "write it")),
    "sources": ("source: made up", "source: §[a, b]", ("a list", "one text")),
    "assumptions": (
        "assumption: none at all is our reading",
        "assumption: §[none at all]",
        ("a list", "one text"),
    ),
    "measure": ("measure: killed", "measure: §wounded", ("'wounded'", "injured")),
    "counts of a list": ("from_counts: north_office", "from_counts: §[a]", ("a list", "one text")),
    "words for what": ("what: posts_staffed", "what: §[posts_staffed]", ("a list", "one text")),
    "no time to be fresh": ("fresh_for: 3 days", "fresh_for: §none", ("'none'", "duration")),
    "what resumes": (
        "ends: {by: [envoys]",
        "ends: {resumed: [§''], by: [envoys]",
        ("empty", "write it"),
    ),
    "what excludes": (
        "name: Riders, role: outside",
        "name: Riders, excluded: §out, role: outside",
        ("'out'", "mapping"),
    ),
    "what lets back in": (
        "name: Southland, role: party, accepted: 2020-01-02",
        "name: Southland, role: party, excluded: {decided: out, back: §{}, by: [envoys]}",
        ("a mapping", "belongs"),
    ),
    "who excludes": (
        "name: Southland, role: party, accepted: 2020-01-02",
        "name: Southland, role: party, excluded: {decided: out, by: [§envoy]}",
        ("did you mean 'envoys'",),
    ),
    "imports of a path": (
        "status: agreed",
        "status: agreed\nimports: [§../other]",
        ("'../other.yaml'", "beside this one"),
    ),
    "key that ties": (
        *instead(
            "flown: {clause: N-2, notice: "
            "{of: attack, before: flight, at_least: 24 hours, match: §Flight No}}"
        ),
        ("'Flight No'", "id"),
    ),
    "notice of less than nothing": (
        *instead("flown: {clause: N-2, notice: {of: attack, before: flight, at_least: §-1 hours}}"),
        ("'-1 hours'", "duration"),
    ),
    "what is announced": (
        *instead("flown: {clause: N-2, notice: {of: attack, before: §flights, at_least: 1 hours}}"),
        ("did you mean 'flight'",),
    ),
    "what happens first": (
        *instead(
            "sent: {clause: N-2, by: {attested: sent, within: 2 days, of: {happened: §raid}}}"
        ),
        ("'raid'", "attack, flight"),
    ),
    "several that happen first": (
        *instead(
            "sent: {clause: N-2, by: "
            "{attested: sent, within: 2 days, of: {happened: §[attack, flight]}}}"
        ),
        ("a list", "one text"),
    ),
    "a time past": (
        *instead("sent: {clause: N-2, by: {attested: sent, no_later_than: §noon}}"),
        ("'noon'", "2016-09-12T19:00"),
    ),
    "renewed by nothing": (
        *after("phases:", "  talks: {opens: {when: truce_holds}, renews: {decided: §[]}}"),
        ("no decision",),
    ),
    "bare for hours": (
        *after("phases:", "  talks: {opens: {when: truce_holds}, unrenewed_after: §soon}"),
        ("'soon'", "duration"),
    ),
    "opened at no time": (
        *after("phases:", "  talks: {opens: {at: §dawn}}"),
        ("'dawn'", "2016-09-12T19:00"),
    ),
}
"""What the other table leaves out: with both, every key of the language is wrong once."""

ALL = {**EDITS, **DISGUISED, **OTHERS}

WITHIN = {"count", "unit", "days", "start", "roles", "parties", "civilians", "condition", "said_by"}
"""Names within the program: in a rule file these parts have a spelling of their own."""


def bad(name: str) -> tuple[str, tuple[int, int] | None, tuple[str, ...]]:
    """Return a bad file, the place of what is wrong, and words of what is said."""
    old, new, words = ALL[name]
    assert GOOD.count(old) == 1
    return (*marked(GOOD.replace(old, new)), words)


def test_there_are_many() -> None:
    """More than sixty, and none hides another of the same name."""
    assert len(ALL) == len(EDITS) + len(DISGUISED) + len(OTHERS) >= 300


def test_every_key_is_wrong_once() -> None:
    """No key of the language is taken whatever stands there."""
    language = {
        key
        for model in (Agreement, *models())
        if model.__module__ not in {FileTerms.__module__, Expectation.__module__}
        for key in keys(model)
    }
    wrong = {
        word
        for name in ALL
        for problem in problems_of(bad(name)[0])
        for word in re.findall(r"[a-z_]+", f"{problem.path} {problem.message}")
    }

    assert language - wrong - WITHIN == set()


@pytest.mark.parametrize("name", [*DISGUISED, *OTHERS])
def test_no_disguise_helps(name: str) -> None:
    """Neither quotes nor escapes nor the other spellings of YAML let it pass."""
    text, place, words = bad(name)
    problems = problems_of(text)
    told = "\n".join(map(str, problems))

    assert place in {(problem.line, problem.column) for problem in problems}, told
    assert all(word in told for word in words), told
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("name", ALL)
def test_the_command_line_names_the_place_and_what_to_do(
    name: str, run: Run, tmp_path: Path
) -> None:
    """`check` ends with 2; it says file, line, column, what is wrong and a hint, and no more."""
    text, place, words = bad(name)
    path = tmp_path / "northland.yaml"
    path.write_bytes(text.encode())

    told = run("check", path)
    first, hint, *_ = told.err.split("\n")

    assert (told.code, told.out) == (2, "")
    assert re.match(rf"{re.escape(str(path))}:\d+:\d+: .", first)
    assert hint.startswith("  hint: ")
    assert place is None or f"{path}:{place[0]}:{place[1]}: " in told.err
    assert all(word in told.err for word in words)


def test_a_program_is_told_the_same(run: Run, tmp_path: Path) -> None:
    """`check --json` gives file, line, column, path, message and hint of every problem."""
    text, place, _ = bad("number of another base")
    path = tmp_path / "northland.yaml"
    path.write_bytes(text.encode())

    told = run("check", "--json", path)
    [problem] = json.loads(told.out)["problems"]

    assert told.code == 2
    assert (problem["line"], problem["column"]) == place
    assert told.err == (
        f"{path}:{problem['line']}:{problem['column']}: {problem['path']}: "
        f"{problem['message']}\n  hint: {problem['hint']}\n"
    )


def test_a_bad_file_takes_no_time() -> None:
    """Less than 100 ms of the processor, whatever is wrong; `-s` prints the slowest."""
    spent = {name: taken(bad(name)[0]) for name in ALL}
    slowest = max(spent, key=spent.__getitem__)

    print(f"{len(spent)} bad rule files; slowest: {slowest}, {1000 * spent[slowest]:.1f} ms")  # noqa: T201
    assert spent[slowest] < LONGEST
