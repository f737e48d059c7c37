"""A party that a decision puts outside: from when, as known when, and what counts no longer."""

from datetime import datetime, timedelta

import pytest
from engine import TABLES, engine_verdicts
from naive.naive import verdicts
from naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    Fields,
    agreement,
    decision,
    record,
    report,
    verified,
    watch,
)

from monitor.agreements.english import explain_rules
from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement, Role
from monitor.errors import RuleFileError
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.incidents.span import TICK
from monitor.settings import PROJECT

EXCLUDED: Fields = {
    "excluded": {"decided": "army_excluded", "back": "army_readmitted", "by": ["opposition"]}
}


def terms() -> Agreement:
    """Return small terms on shelling, under which the opposition may exclude the government."""
    plain = agreement({"calm": CALM}, {}).model_dump(by_alias=True, exclude_defaults=True)
    plain["parties"]["government"] |= EXCLUDED
    return Agreement.model_validate(plain, by_alias=True, by_name=True)


def role(rows: list[Known[Record]], at: datetime, known: datetime = LATER) -> Role | None:
    """Return where the government stands at an instant, as known."""
    TABLES.load(rows)
    view = View(terms(), TABLES, LATER, known, None)
    return view.classifier.roster.role("government", view.calendar.local(at))


OUT, BACK = "army_excluded", "army_readmitted"
AT = START + 30 * HOUR


@pytest.mark.parametrize(
    ("rows", "at", "expected"),
    [
        ([], AT, Role.PARTY),
        ([decision("Opposition", OUT, AT)], AT - TICK, Role.PARTY),
        ([decision("Opposition", OUT, AT)], AT, Role.OUTSIDE),
        ([decision("Government", OUT, AT)], AT + DAY, Role.PARTY),
        ([decision("The Front", OUT, AT)], AT + DAY, Role.PARTY),
        ([decision("Opposition", "another", AT)], AT + DAY, Role.PARTY),
        ([decision("Opposition", OUT, AT, AT + HOUR)], AT - TICK, Role.PARTY),
        ([decision("Opposition", OUT, AT, AT + HOUR)], AT, None),
        ([decision("Opposition", OUT, AT, AT + HOUR)], AT + HOUR - 2 * TICK, None),
        ([decision("Opposition", OUT, AT, AT + HOUR)], AT + HOUR - TICK, Role.OUTSIDE),
        ([{**decision("Opposition", OUT, AT), "until": AT + DAY}], AT + DAY - TICK, Role.OUTSIDE),
        ([{**decision("Opposition", OUT, AT), "until": AT + DAY}], AT + DAY, Role.PARTY),
        (
            [decision("Opposition", OUT, AT), decision("Opposition", BACK, AT + DAY)],
            AT + DAY - TICK,
            Role.OUTSIDE,
        ),
        (
            [decision("Opposition", OUT, AT), decision("Opposition", BACK, AT + DAY)],
            AT + DAY,
            Role.PARTY,
        ),
        (
            [decision("Opposition", OUT, AT), decision("Opposition", BACK, AT)],
            AT + DAY,
            Role.PARTY,
        ),
        (
            [decision("Opposition", BACK, AT - TICK), decision("Opposition", OUT, AT)],
            AT + DAY,
            Role.OUTSIDE,
        ),
    ],
)
def test_a_decision_puts_a_party_outside(
    rows: list[Fields], at: datetime, expected: Role | None
) -> None:
    """From its instant (included) to its end (excluded); while its hour is open, so is the role."""
    assert role(record(*rows), at) is expected


def test_a_decision_not_known_yet_excludes_nobody() -> None:
    """What became known later does not show in what was known before."""
    rows = record(decision("Opposition", OUT, AT))

    assert role(rows, AT, known=rows[0].known_from) is Role.OUTSIDE
    assert role(rows, AT, known=rows[0].known_from - TICK) is Role.PARTY


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (START + 29 * HOUR, "breached"),
        (AT - TICK, "breached"),
        (AT, "kept"),
        (AT + HOUR, "kept"),
    ],
)
def test_what_an_excluded_party_does_counts_no_more(told: datetime, expected: str) -> None:
    """Shelling by the army breaches the limit until its exclusion, and not from that instant on."""
    rows = record(
        report(told),
        verified("un/r00"),
        watch(START - DAY, START + 5 * DAY),
        decision("Opposition", OUT, AT),
    )
    asked = START + 2 * DAY

    found = engine_verdicts(terms(), rows, asked, LATER)

    assert found == {("calm", None): (expected, None)}
    assert verdicts(terms(), rows, asked, LATER) == found


def test_an_incident_across_an_exclusion_is_open() -> None:
    """Shelling of an open hour around the decision may count, and does not for certain."""
    rows = record(
        report(AT - HOUR, AT + HOUR),
        verified("un/r00"),
        watch(START - DAY, START + 5 * DAY),
        decision("Opposition", OUT, AT),
    )
    asked = START + 2 * DAY

    assert engine_verdicts(terms(), rows, asked, LATER) == {("calm", None): ("undetermined", None)}
    assert verdicts(terms(), rows, asked, LATER) == {("calm", None): ("undetermined", None)}


def test_a_party_that_may_be_excluded_is_still_watched_for() -> None:
    """While the decision's hour is open, a day on which nobody watched that party is not kept."""
    rows = record(
        watch(START - DAY, START + 5 * DAY, sides=["Opposition"]),
        decision("Opposition", OUT, START - 2 * HOUR, START + 3 * DAY),
    )
    certain = record(
        watch(START - DAY, START + 5 * DAY, sides=["Opposition"]),
        decision("Opposition", OUT, START - 2 * HOUR),
    )
    asked = START + timedelta(days=2)

    assert engine_verdicts(terms(), rows, asked, LATER) == {("calm", None): ("undetermined", None)}
    assert verdicts(terms(), rows, asked, LATER) == {("calm", None): ("undetermined", None)}
    assert engine_verdicts(terms(), certain, asked, LATER) == {("calm", None): ("kept", None)}


NORTHLAND = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
SOUTH = "  south: {name: Southland, role: party, "


def test_the_plain_english_names_the_decision() -> None:
    """A lawyer reads which decision excludes whom, by whose word, and what takes it back."""
    extra = "excluded: {decided: [south_out], back: south_in, by: [envoys]}, "
    instrument = load_text(NORTHLAND.replace(SOUTH, SOUTH + extra), "northland.yaml")

    assert SOUTH in NORTHLAND
    told = "A recorded decision of Envoys, “south out”, puts it outside the truce"
    assert f"{told}; “south in” takes it back in." in explain_rules(instrument)


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("excluded: {decided: out, by: [envoy]}, ", ("'envoy'", "did you mean 'envoys'")),
        ("excluded: {decided: out, by: []}, ", ("names nobody", "who may decide")),
        ("excluded: {decided: [], by: [envoys]}, ", ("no decision", "'decided: excluded'")),
        ("excluded: {decided: out, back: out, by: [envoys]}, ", ("out would put it outside",)),
        ("excluded: out, ", ("'out' stands where a mapping belongs",)),
    ],
)
def test_a_wrong_exclusion_is_refused(extra: str, words: tuple[str, ...]) -> None:
    """With its line, what is wrong and what to write."""
    with pytest.raises(RuleFileError) as refused:
        load_text(NORTHLAND.replace(SOUTH, SOUTH + extra), "northland.yaml")

    (problem,) = refused.value.problems
    assert all(word in f"{problem.message} {problem.hint}" for word in words), problem
    assert "Southland" in NORTHLAND.splitlines()[problem.line - 1]
