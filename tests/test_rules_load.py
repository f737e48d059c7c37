"""From a rule file to an instrument: what comes out, and that nothing else ever does."""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.load import NoSuchReadingError, load_file, load_text
from monitor.agreements.model import Agreement, Unit
from monitor.errors import Problem, RuleFileError
from monitor.handwritten.source import MOST_BYTES, MOST_VALUES
from monitor.settings import PROJECT
from tests.bad_files import LONGEST, taken

FILE = PROJECT / "tests" / "rules" / "northland.yaml"
GOOD = FILE.read_text(encoding="utf-8")
LIBRARY_WORDS = (
    "Input should",
    "Value error",
    "Field required",
    "Extra inputs",
    "pydantic",
    "http",
)


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text; nothing where it is good."""
    try:
        load_text(text, "f.yaml")
    except RuleFileError as error:
        return error.problems
    return ()


def test_a_file_becomes_an_instrument() -> None:
    """The terms are typed, and the file is kept with its digest and its name."""
    instrument = load_file(FILE)

    assert instrument.agreement.calendar.from_ == datetime(2020, 1, 1, 19)  # noqa: DTZ001 - local
    assert instrument.text == GOOD
    assert instrument.file == str(FILE)
    assert instrument.digest == load_text(GOOD, "elsewhere").digest
    assert instrument.digest != load_text(GOOD + "\n", "elsewhere").digest


def test_readings_change_what_they_set_and_nothing_else() -> None:
    """A variant is the agreement with the values of its reading."""
    instrument = load_file(FILE)
    opened, elapsed = instrument.under(None), instrument.under("elapsed")
    streak = elapsed.conditions["truce_holds"].streak

    assert streak is not None
    assert (streak.for_.count, streak.for_.unit) == (168, Unit.HOURS)
    assert opened.model_dump(exclude={"conditions"}) == elapsed.model_dump(exclude={"conditions"})
    days = instrument.under("calendar_days").calendar
    assert (f"{days.day_starts:%H:%M}", days.partial_days) == ("00:00", "counted")
    sponsors = instrument.under("sponsors").conditions["truce_holds"].streak
    assert sponsors is not None
    assert sponsors.certified_by == ("envoys",)


def test_a_variant_is_what_the_edited_file_would_be() -> None:
    """Setting a value in a reading means the same as writing it in the file."""
    written = 'day_starts: "00:00"\n  partial_days: counted'
    edited = load_text(GOOD.replace('day_starts: "19:00"', written), "f").agreement

    assert load_file(FILE).under("calendar_days") == edited


def test_an_unknown_reading_is_named_with_those_there_are() -> None:
    """Nobody has to look the readings up."""
    with pytest.raises(NoSuchReadingError, match=r"did you mean 'elapsed'.*calendar_days"):
        load_file(FILE).under("elapse")


def test_scalars_mean_what_they_say() -> None:
    """Nothing is turned into a truth value, a number or a time on the way."""
    text = GOOD.replace("name: Northland", "name: NO").replace("source: made up", "source: 1.10")
    text = text.replace("name: Southland", "name: 0123").replace("Envoys\n", "12:30\n")
    agreement = load_text(text, "f").agreement
    names = [agreement.parties[party].name for party in ("north", "south", "envoys")]

    assert names == ["NO", "0123", "12:30"]
    assert agreement.clauses["N-1"].source == "1.10"


def test_a_byte_order_mark_and_other_line_ends_change_nothing(tmp_path: Path) -> None:
    """Files of other editors are read alike."""
    path = tmp_path / "northland.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert load_file(path).agreement == load_file(FILE).agreement


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """Problems of spelling, of values and of references stand in one list."""
    text = GOOD.replace("status: agreed", "status: agred\nstatus: agreed")
    text = text.replace("settles_after: 48 hours", "settles_after: long")
    text = text.replace("limit: {of: flight, at_most: 0}", "limit: {of: flights, at_most: none}")
    text = text.replace("truce_holds.for: 168", "truce_hold.for: 168")
    problems = problems_of(text)

    assert [problem.path for problem in problems] == [
        "status",
        "",
        "evidence.settles_after",
        "conditions.no_flights.limit.at_most",
        "readings.elapsed.set.truce_hold.for",
    ]
    assert list(problems) == sorted(problems)


def test_references_are_checked_in_what_is_left_of_a_broken_file() -> None:
    """A mistake in one term hides no reference in another, and causes no false one."""
    text = GOOD.replace("title: Truce of Northland and Southland\n", "")
    text = text.replace("name: Southland", "nam: Southland")
    text = text.replace("{of: flight, at_most: 0}", "{of: flights, at_most: 0}")

    assert [problem.path for problem in problems_of(text)] == [
        "",
        "parties.south.nam",
        "conditions.no_flights.limit.of",
    ]


def test_a_misspelt_key_is_one_problem() -> None:
    """The key that its misspelling leaves missing is not told as well."""
    (problem,) = problems_of(GOOD.replace("title: Truce", "titel: Truce"))

    assert "did you mean 'title'" in problem.hint


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"\xff\xfea\x00g\x00", (1, 1), ("0xff", "UTF-8")),
        (GOOD.encode().replace(b"Riders, role", b"R\xefders, role"), (16, 19), ("0xef",)),
        (b"#" * (MOST_BYTES + 1), (1, 1), ("larger than 256 KB",)),
        (
            GOOD.replace("agreement: northland", "agreement: southland").encode(),
            (2, 12),
            ("named",),
        ),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, content: bytes, place: tuple[int, int], words: tuple[str, ...]
) -> None:
    """What is wrong with the file itself is told like everything else."""
    path = tmp_path / "northland.yaml"
    path.write_bytes(content)
    with pytest.raises(RuleFileError) as error:
        load_file(path)
    (problem,) = error.value.problems

    assert (problem.line, problem.column) == place
    assert all(word in problem.message + problem.hint for word in words)
    assert str(error.value).startswith(f"{path}:{place[0]}:{place[1]}: ")


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    """A missing file, or a folder, is a problem and no traceback."""
    with pytest.raises(RuleFileError, match="cannot be read"):
        load_file(tmp_path / name)


def test_a_problem_is_always_one_line_and_a_hint() -> None:
    """No text of the file can begin a line of its own in a message."""
    key = '"a\\nb: c\\tfake.yaml:1:1: all is well"'
    text = GOOD.replace("handling", "handling") + f"{key}: x\n"
    with pytest.raises(RuleFileError) as error:
        load_text(text, "bad\nname.yaml")

    assert [line[:5] for line in str(error.value).splitlines()] == ["bad\\n", "  hin"]


def test_very_many_problems_are_cut_short() -> None:
    """A hundred are shown, and that there are more."""
    problems = problems_of(GOOD + "".join(f"key{n}: x\n" for n in range(500)))

    assert len(problems) == 101
    assert "more problems" in problems[-1].message


def _many(line: str, count: int, head: str = "") -> str:
    return GOOD + head + "".join(line.replace("#", str(n)) for n in range(count))


def _terms(line: str, count: int) -> str:
    more = "".join(line.replace("#", str(n)) for n in range(count))
    return GOOD.replace("conditions:\n", f"conditions:\n{more}")


CONDITION = "  c#: {clause: N-1, limit: {of: attack, at_most: 1}}\n"
BOMBS = {
    "open lists": "[" * MOST_BYTES,
    "open mappings": "{a: " * (MOST_BYTES // 4),
    "lists in lists": "- " * (MOST_BYTES // 2),
    "keys in keys": "? " * (MOST_BYTES // 2),
    "half-closed lists": "[[]," * (MOST_BYTES // 4),
    "aliases": "a: &a [x,x]\n" + "".join(f"b{n}: [*a,*a]\n" for n in range(10_000)),
    "documents": "---\n" * (MOST_BYTES // 4),
    "backslashes": '"' + "\\" * (MOST_BYTES - 1),
    "one long text": "a" * MOST_BYTES,
    "blanks": " " * MOST_BYTES,
    "new lines": "\n" * MOST_BYTES,
    "unknown keys": _many("key_number_#_of_very_many: x\n", 3_800),
    "one key": _many("key: x\n", 3_800),
    "bad numbers": _terms(CONDITION.replace("1}}", "x}}"), 620),
    "unknown classes": _terms(CONDITION.replace("attack", "attacks"), 620),
    "unknown inner keys": _terms("  c#: {clauze: N-1, limmit: 1}\n", 1_090),
    "bad readings": _terms(CONDITION, 580).replace(
        "set: {truce_holds.for: 168", "set: {c1.at_most: 9"
    ),
    "bad kinds": GOOD.replace("[shelling, air_strike]", "[" + "shel, " * 7_600 + "]"),
    "unknown parties": GOOD.replace("by: north,", "by: [" + "nort, " * 7_600 + "],"),
    "one name": GOOD.replace("[Army of the North, ", "[" + "Southland, " * 7_600),
    "long key": "k" * (MOST_BYTES - 10) + ": x",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bad_file_is_refused_quickly(text: str) -> None:
    """Less than 100 ms of computing for the worst a file of the largest size can hold."""
    assert len(text.encode()) <= MOST_BYTES + 1
    assert taken(text[:MOST_BYTES]) < LONGEST


def test_a_large_agreement_is_a_good_one() -> None:
    """Hundreds of conditions are no problem; the bound on keys and values is far above."""
    head, _, rest = GOOD.partition("conditions:\n")
    more = "".join(
        f"  c{n}: {{clause: N-1, limit: {{of: attack, at_most: {n}}}}}\n" for n in range(550)
    )
    text = f"{head}conditions:\n{more}{rest}"

    few = load_text(GOOD, "f").agreement.conditions
    assert len(load_text(text, "f").agreement.conditions) == 550 + len(few)
    assert 5 * len(GOOD.split()) < MOST_VALUES


@given(st.text())
def test_any_text_is_an_instrument_or_told_problems(text: str) -> None:
    """Nothing but a RuleFileError ever comes out of a text that is no rule file."""
    assert problems_of(text)


@given(st.binary())
def test_any_bytes_are_an_instrument_or_told_problems(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """The same of a file of any bytes."""
    path = tmp_path_factory.mktemp("rules") / "x.yaml"
    path.write_bytes(data)
    with pytest.raises(RuleFileError):
        load_file(path)


PIECES = [
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "\n  ",
    '"',
    "'",
    "&a ",
    "*a",
    "!t ",
    "<<",
    "|",
    "x",
    "2020-01-01",
    "7 days",
    "#",
    "\t",
    "north",
    "attack",
    "%",
    "? ",
    "role: party",
    ",",
]


@given(st.integers(min_value=0), st.lists(st.sampled_from(PIECES), min_size=1, max_size=4))
def test_a_damaged_file_is_an_instrument_or_told_problems(seed: int, pieces: list[str]) -> None:
    """Random damage to a good file gives located problems in our own words, or another file."""
    rng = Random(seed)  # noqa: S311 - damage, not secrets
    text = GOOD
    for piece in pieces:
        start = rng.randrange(len(text))
        text = text[:start] + piece + text[start + rng.randrange(12) :]
    lines = text.splitlines()

    for problem in problems_of(text):
        assert 1 <= problem.line <= len(lines) + 1
        assert 1 <= problem.column <= max(len(line) for line in lines) + 1
        assert problem.hint
        assert not any(word in str(problem) for word in LIBRARY_WORDS)


VALUES = st.recursive(
    st.sampled_from(
        ["", "x", "7 days", "north", "2020-01-01", "true", "attack", "0", "party", "N-1"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "or", "is", "from", "of", "by", "name", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(inner) for inner in value) + "]"
    return f"'{value}'"


SPOTS = [
    "status: agreed",
    "time_zone: Europe/Kyiv",
    'day_starts: "19:00"',
    "  from: 2020-01-01T19:00",
    "standard: corroborated",
    "settles_after: 48 hours",
    "accepted: 2020-01-02",
    "role: outside",
    "aliases: [{name: Old Guard, from: 2020-01-05}]",
    "pcodes: [NL01]",
    "unpublished: true",
    "source: made up",
    "agreed_by: [north, south]",
    "any_kind: [shelling, air_strike]",
    "against: {role: party, or: civilians}",
    "purpose: [medical, rescue]",
    "at_most: 3",
    "at_most: [{is: 5, until: 2020-01-10}, {is: 2, from: 2020-01-10}]",
    "each: 3 days",
    "per: area",
    "from_counts: north_office",
    "title: Seven quiet days",
    "what: posts_staffed",
    "by: [un_team, envoys]",
    "truce_holds.for: 168 hours",
    "truce_holds.certified_by: [envoys]",
]


@given(st.sampled_from(SPOTS), VALUES)
def test_any_value_anywhere_is_told_in_our_own_words(spot: str, value: object) -> None:
    """A list, mapping or text where it does not belong never speaks the libraries' language."""
    assert GOOD.count(spot) == 1
    key = spot.partition(": ")[0]

    for problem in problems_of(GOOD.replace(spot, f"{key}: {_written(value)}")):
        assert not any(word in str(problem) for word in LIBRARY_WORDS)
        assert "something else" not in problem.message


def test_terms_written_out_and_read_again_are_the_same() -> None:
    """Dumping and loading is stable, as Python values and as JSON, for every reading."""
    instrument = load_file(FILE)
    for reading in (None, *instrument.variants):
        terms = instrument.under(reading)

        assert Agreement.model_validate(terms.model_dump(by_alias=True)) == terms
        assert Agreement.model_validate_json(terms.model_dump_json(by_alias=True)) == terms


def test_a_class_alone_is_the_first_incident_of_it() -> None:
    """A term that runs from a class is written in one word, or in full: both mean the same."""
    duty = "  sent: {{clause: N-2, by: {{attested: sent, within: 2 days, of: {of}}}}}\n"
    short, full = (
        load_text(GOOD.replace("conditions:\n", "conditions:\n" + duty.format(of=of)), "x")
        for of in ("attack", "{happened: attack}")
    )

    assert short.agreement.conditions["sent"] == full.agreement.conditions["sent"]
    by = short.agreement.conditions["sent"].by
    assert by is not None
    assert (by.of.happened if by.of else None) == "attack"
