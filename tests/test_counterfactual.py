"""The smallest change that turns a verdict, by worked examples; all of them made up."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, counterfactual
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View
from monitor.incidents.record import RECORD, Attestation, Coverage, Decision, Report
from tests.engine import TABLES
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    Fields,
    decision,
    record,
    report,
    verified,
    watch,
    wider,
)

WATCHED = watch(START - DAY, START + 30 * DAY)


CLASSES: Fields = {
    "request": {"any_kind": ["access_requested"]},
    "grant": {"any_kind": ["access_granted"]},
    "at_the_road": {"any_kind": ["shelling"], "in": "road"},
}
AREAS: Fields = {
    "road": {
        "within": "2000 m",
        "of_line": [["36.2", "37.0"], ["36.2", "37.2"]],
        "lies_in": ["SY02"],
    },
}


def judged(
    rows: Sequence[Fields], condition: Fields, days: int = 1, account: str | None = None
) -> Counterfactual:
    """Ask of a small record what would turn a condition at the end of so many days."""
    TABLES.load(record(*rows))
    agreement = wider(CLASSES, AREAS, calm=CALM, asked=condition)
    view = View(agreement, TABLES, START + days * DAY, LATER, account)
    found = counterfactual(view, "asked", None)
    assert found is not None
    return found


def said(found: Counterfactual) -> list[tuple[list[str], str]]:
    """Return each turn as its changes in short, and what the verdict becomes."""
    return [
        ([f"{one.what.value} {_named(one)}" for one in turn.changes], turn.verdict.value)
        for turn in found.turns
    ]


def _named(change: Change) -> str:
    record_ = change.record
    if change.what in {What.WITHOUT, What.UNDO}:
        return record_.id
    match record_:
        case Report():
            return record_.kinds[0]
        case Coverage():
            return f"{_hour(record_.watched.start)} to {_hour(record_.watched.end)}"
        case Decision() | Attestation():
            return f"{record_.by} {record_.what}"
        case _:
            return record_.report if record_.record == "review" else record_.id


def _hour(instant: datetime) -> int:
    return (instant - START) // HOUR


SHELLED = report(START + HOUR)
ASKED = [
    {**report(START + HOUR, kinds=("access_requested",)), "id": "q"},
    verified("un/q"),
]
DISPUTED = [
    {**SHELLED, "id": "a"},
    {**report(START + HOUR, by=("front",)), "id": "b"},
    {"record": "link", "first": "un/a", "second": "un/b", "relation": "same"},
]
TWICE: Fields = {"limit": {"of": "attack", "at_most": "1"}}
THREE: Fields = {"streak": {"of": "calm", "for": "3 days"}}


@pytest.mark.parametrize(
    ("rows", "condition", "days", "verdict", "turns"),
    [
        pytest.param(
            [WATCHED, {**SHELLED, "id": "a"}, verified("un/a")],
            CALM,
            1,
            "breached",
            [(["without a"], "kept")],
            id="a breach that rests on one report",
        ),
        pytest.param([WATCHED], CALM, 1, "kept", [(["add shelling"], "breached")], id="kept"),
        pytest.param(
            [WATCHED],
            TWICE,
            1,
            "kept",
            [(["add shelling", "add shelling"], "breached")],
            id="kept with room for one more",
        ),
        pytest.param(
            [],
            CALM,
            1,
            "undetermined",
            [(["watch 0 to 24"], "kept"), (["add shelling"], "breached")],
            id="nobody watching",
        ),
        pytest.param(
            [WATCHED, {**SHELLED, "id": "a"}],
            CALM,
            1,
            "undetermined",
            [
                (["without a"], "kept"),
                (["confirm un/a"], "breached"),
                (["add shelling"], "breached"),
            ],
            id="one report that is not confirmed",
        ),
        pytest.param(
            [WATCHED, {**SHELLED, "id": "a"}, verified("un/a")],
            THREE,
            3,
            "not_yet",
            [(["without a"], "kept")],
            id="a count that was broken once",
        ),
        pytest.param(
            [],
            {"decided": {"what": "satisfied", "by": ["government", "opposition"]}},
            1,
            "not_yet",
            [(["act government satisfied", "act opposition satisfied"], "kept")],
            id="a decision that nobody has taken",
        ),
        pytest.param(
            [{**decision("government", "satisfied", START), "id": "d"}],
            {"decided": {"what": "satisfied", "by": ["government"]}},
            1,
            "kept",
            [
                (["act government satisfied_withdrawn"], "breached"),
                (["undo d"], "not_yet"),
            ],
            id="a decision that stands",
        ),
        pytest.param(
            [WATCHED, *ASKED],
            {"response": {"to": "request", "with": "grant", "within": "6 hours"}},
            1,
            "breached",
            [(["without q"], "undetermined"), (["add access_granted"], "kept")],
            id="a request that nobody answered",
        ),
        pytest.param(
            [WATCHED],
            {"order": {"of": "request", "no_earlier_than": "grant"}},
            1,
            "not_yet",
            [(["add access_requested"], "breached")],
            id="a thing that has not come",
        ),
        pytest.param(
            [WATCHED],
            {"pattern": {"of": "attack", "at_least": "2", "in": "3 days"}, "proposes": "talks"},
            1,
            "not_yet",
            [(["add shelling", "add shelling"], "kept")],
            id="a pattern that is not there",
        ),
        pytest.param(
            [],
            {"limit": {"of": "at_the_road", "at_most": "0"}},
            1,
            "undetermined",
            [(["watch 0 to 24"], "kept"), (["add shelling"], "breached")],
            id="an area drawn on the ground",
        ),
        pytest.param(
            [WATCHED, *DISPUTED],
            CALM,
            1,
            "undetermined",
            [
                (["without a"], "kept"),
                (["refute un/a"], "kept"),
                (["add shelling"], "breached"),
            ],
            id="two reports that name others",
        ),
    ],
)
def test_the_smallest_change_is_named(
    rows: Sequence[Fields], condition: Fields, days: int, verdict: str, turns: object
) -> None:
    """All that do it with as few changes, in a fixed order, and nothing that does with more."""
    found = judged(rows, condition, days)

    assert (found.verdict.value, said(found), found.exact) == (verdict, turns, True)


def many(number: int) -> list[Fields]:
    """Return a watched day with so many confirmed incidents."""
    rows = [WATCHED]
    for n in range(number):
        rows += [{**report(START + n * HOUR / 2), "id": f"a{n:02}"}, verified(f"un/a{n:02}")]
    return rows


def test_many_records_are_bounded_and_said_to_be() -> None:
    """Of 14 breaches each must go: found one after the other, not shown to be the smallest."""
    found = judged(many(14), CALM)

    (turn,) = found.turns
    assert (found.exact, len(turn.changes), turn.verdict) == (False, 14, Verdict.KEPT)


def test_what_is_idle_is_left_out_of_a_bound() -> None:
    """Of 40 breaches where 37 are allowed, three have to go, and no more are named."""
    found = judged(many(40), {"limit": {"of": "attack", "at_most": "37"}})

    (turn,) = found.turns
    assert (found.exact, found.tried, len(turn.changes)) == (False, 1, 3)


def test_a_bound_that_nothing_smaller_can_undercut_is_exact() -> None:
    """Where no single one of many does, two that do are as few as it takes."""
    found = judged(many(40), {"limit": {"of": "attack", "at_most": "38"}})

    (turn,) = found.turns
    assert (found.exact, found.tried, len(turn.changes)) == (True, 1, 2)


def test_one_change_among_many_records_is_the_smallest() -> None:
    """Where one change does it no combination has to be tried, however many there are."""
    found = judged(many(14), {"limit": {"of": "attack", "at_most": "13"}})

    assert found.exact
    assert {len(turn.changes) for turn in found.turns} == {1}


def test_an_account_is_asked_what_would_turn_it() -> None:
    """Its own reports bear on it, and one more that it told of; no review and no other's watch."""
    rows = [{**SHELLED, "id": "a", "published_at": START + 2 * DAY}]

    found = judged(rows, CALM, account="un")

    assert (found.verdict, found.exact) == (Verdict.BREACHED, True)
    assert said(found) == [(["without a"], "undetermined")]


def test_what_an_account_may_add_is_its_own() -> None:
    """One more report is of the source looked at; its first and last word bound the account."""
    early, late = START + 2 * HOUR, START + 2 * DAY
    rows = [
        {**SHELLED, "id": "a", "by": ("front",), "published_at": early},
        {**SHELLED, "id": "b", "by": ("front",), "published_at": late},
    ]

    found = judged(rows, CALM, account="un")

    assert found.verdict is Verdict.KEPT
    assert said(found) == [
        (["without a"], "undetermined"),
        (["without b"], "undetermined"),
        (["add shelling"], "breached"),
    ]
    assert found.turns[-1].changes[0].record.source == "un"


def test_a_change_is_a_record_that_can_be_stored() -> None:
    """What is only asked about has the form of a record: nothing else is ever proposed."""
    found = judged([], CALM)

    for turn in found.turns:
        for change in turn.changes:
            assert RECORD.validate_json(change.record.model_dump_json()) == change.record


def test_where_too_much_bears_on_a_verdict_nothing_is_worked_out() -> None:
    """Of 501 changes not even each by itself is tried; nothing is said, and said to be so."""
    rows = [report(START + n * HOUR / 30, id=f"a{n}") for n in range(501)]
    TABLES.load(record(WATCHED, *rows))
    view = View(wider(CLASSES, AREAS, asked=CALM), TABLES, START + DAY, LATER, None)

    assert counterfactual(view, "asked", None) is None
