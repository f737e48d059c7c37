"""The smallest change that turns a verdict is the smallest that the evaluation itself knows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import (
    MOST_EXACT,
    Counterfactual,
    Turning,
    counterfactual,
)
from monitor.evaluation.finding import finding
from monitor.evaluation.grounding import grounds, told_of
from monitor.evaluation.possible import possible_changes
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD, Record, Review
from monitor.incidents.span import FOREVER
from tests.engine import TABLES
from tests.naive.generate import pair
from tests.naive.generate_gates import gated_pair
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
    terms,
    verified,
    watch,
)

WATCHED = watch(START - DAY, START + 30 * DAY)


def judged(rows: Sequence[Fields], condition: Fields, days: int = 1) -> Counterfactual:
    """Ask of a small record what would turn a condition at the end of so many days."""
    TABLES.load(record(*rows))
    agreement = terms(calm=CALM, asked=condition)
    found = counterfactual(View(agreement, TABLES, START + days * DAY, LATER, None), "asked", None)
    assert found is not None
    return found


def said(found: Counterfactual) -> list[tuple[list[tuple[str, str]], str]]:
    """Return each turn as what is changed, of which record, and what the verdict becomes."""
    return [
        ([(one.what.value, one.record.id) for one in turn.changes], turn.verdict.value)
        for turn in found.turns
    ]


SHELLED = report(START + HOUR)
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
            [([("without", "a")], "kept"), ([("refute", "refuted-un/a")], "kept")],
            id="a breach that rests on one report",
        ),
        pytest.param([WATCHED], CALM, 1, "kept", [([("add", "added-00")], "breached")], id="kept"),
        pytest.param(
            [WATCHED],
            TWICE,
            1,
            "kept",
            [([("add", "added-00"), ("add", "added-01")], "breached")],
            id="kept with room for one more",
        ),
        pytest.param(
            [],
            CALM,
            1,
            "undetermined",
            [([("add", "added-00")], "breached"), ([("watch", "w000")], "kept")],
            id="nobody watching",
        ),
        pytest.param(
            [WATCHED, {**SHELLED, "id": "a"}],
            CALM,
            1,
            "undetermined",
            [
                ([("without", "a")], "kept"),
                ([("refute", "refuted-un/a")], "kept"),
                ([("confirm", "verified-un/a")], "breached"),
                ([("add", "added-00")], "breached"),
            ],
            id="one report that is not confirmed",
        ),
        pytest.param(
            [WATCHED, {**SHELLED, "id": "a"}, verified("un/a")],
            THREE,
            3,
            "not_yet",
            [([("without", "a")], "kept"), ([("refute", "refuted-un/a")], "kept")],
            id="a count that was broken once",
        ),
        pytest.param(
            [],
            {"decided": {"what": "satisfied", "by": ["government", "opposition"]}},
            1,
            "not_yet",
            [
                ([("act", "government-satisfied_withdrawn-20160913T1600")], "breached"),
                ([("act", "opposition-satisfied_withdrawn-20160913T1600")], "breached"),
            ],
            id="a decision that nobody has taken",
        ),
        pytest.param(
            [{**decision("government", "satisfied", START), "id": "d"}],
            {"decided": {"what": "satisfied", "by": ["government"]}},
            1,
            "kept",
            [
                ([("act", "government-satisfied_withdrawn-20160913T1600")], "breached"),
                ([("undo", "d")], "not_yet"),
            ],
            id="a decision that stands",
        ),
    ],
)
def test_the_smallest_change_is_named(
    rows: Sequence[Fields], condition: Fields, days: int, verdict: str, turns: object
) -> None:
    """All that do it by themselves, in a fixed order; else the first of as many as it takes."""
    found = judged(rows, condition, days)

    assert (found.verdict.value, said(found), found.exact) == (verdict, turns, True)


def many(number: int) -> list[Fields]:
    """Return a watched day with so many confirmed incidents."""
    rows = [WATCHED]
    for n in range(number):
        rows += [{**report(START + n * HOUR), "id": f"a{n:02}"}, verified(f"un/a{n:02}")]
    return rows


def test_many_records_are_bounded_and_said_to_be() -> None:
    """Of 14 breaches each must go: found one after the other, not shown to be the smallest."""
    found = judged(many(14), CALM)

    (turn,) = found.turns
    assert (found.exact, len(turn.changes), turn.verdict) == (False, 14, Verdict.KEPT)


def test_what_is_idle_is_left_out_of_a_bound() -> None:
    """Of 14 breaches where 12 are allowed, two have to go, and no more are named."""
    found = judged(many(14), {"limit": {"of": "attack", "at_most": "12"}})

    (turn,) = found.turns
    assert (found.exact, len(turn.changes)) == (False, 2)


def test_one_change_among_many_records_is_the_smallest() -> None:
    """Where one change does it no combination has to be tried, however many there are."""
    found = judged(many(14), {"limit": {"of": "attack", "at_most": "13"}})

    assert found.exact
    assert {len(turn.changes) for turn in found.turns} == {1}


def evaluated(
    agreement: Agreement,
    versions: Sequence[Known[Record]],
    view: View,
    asked: tuple[str, str | None],
) -> Verdict | None:
    """Return what the evaluation says of a condition on these records."""
    TABLES.load(versions)
    again = View(agreement, TABLES, view.at, view.known, None)
    name, scope = asked
    condition = agreement.conditions[name]
    if scope not in again.scopes(condition):
        return None
    found = finding(again, name, condition, scope)
    return found.verdict if found else None


def recorded(versions: Sequence[Known[Record]], changes: Sequence[Change]) -> list[Known[Record]]:
    """Return the record with changes made to it, as records that were put there last."""
    gone = {
        (type(one.record), one.record.key)
        for one in changes
        if one.what in {What.WITHOUT, What.UNDO}
    }
    added = [one.record for one in changes if one.what not in {What.WITHOUT, What.UNDO}]
    added += [
        Review(id=f"of-{one.id}", source="new", report=one.key, grade="verified")  # type: ignore[arg-type]
        for one in added
        if one.record == "report"
    ]
    kept = [v for v in versions if (type(v.record), v.record.key) not in gone]
    learnt = max(v.known_from for v in versions)
    return [*kept, *(Known(r, (1 << 40, n), learnt) for n, r in enumerate(added))]


Asked = tuple[Agreement, Sequence[Known[Record]], View, str, str | None]


def asked_of(seed: int) -> Iterator[Asked]:
    """Yield the conditions of a random pair, asked officially with everything known."""
    drawn = (pair if seed % 2 else gated_pair)(seed)
    ask = replace(drawn.asks[0], account=None)
    for name, condition in drawn.agreement.conditions.items():
        TABLES.load(drawn.versions)
        scopes = View(drawn.agreement, TABLES, ask.at, FOREVER - HOUR, None).scopes(condition)
        for scope in scopes:
            TABLES.load(drawn.versions)
            view = View(drawn.agreement, TABLES, ask.at, FOREVER - HOUR, None)
            yield drawn.agreement, drawn.versions, view, name, scope


@pytest.mark.parametrize("first", [0, 1])
def test_it_equals_brute_force_on_small_records(first: int) -> None:
    """Changes, put on record and evaluated, turn a verdict just where they are said to.

    Every single change, and some of every two: then the smallest that turns it is the same.
    """
    compared = 0
    for seed in range(first, first + 40, 2):
        for agreement, versions, view, name, scope in asked_of(seed):
            possible, turning = tried(view, name, scope)
            pairs = list(combinations(possible, 2))
            chosen = [(), *((one,) for one in possible), *pairs[:: 1 + len(pairs) // 4]]
            for changes in chosen if len(possible) <= MOST_EXACT else ():
                ours = turning.verdict(changes)
                if ours is not None:
                    there = recorded(versions, changes)
                    theirs = evaluated(agreement, there, view, (name, scope))
                    assert ours == theirs, (seed, name, scope, changes)
                    compared += 1
            if compared > 120:
                return
    pytest.fail("there was too little to compare")


def tried(view: View, name: str, scope: str | None) -> tuple[list[Change], Turning]:
    """Return the changes that may turn a verdict, and what tries them; none where none is."""
    given = grounds(view)
    told = told_of(view, given.incidents)
    turning = Turning(given, told, name, scope)
    judged = view.days and view.calendar.holds(view.at) and turning.verdict() is not None
    return (possible_changes(given, told, name, scope) if judged else []), turning


def test_a_change_is_a_record_that_can_be_stored() -> None:
    """What is only asked about has the form of a record: nothing else is ever proposed."""
    found = judged([], CALM)

    for turn in found.turns:
        for change in turn.changes:
            assert RECORD.validate_json(change.record.model_dump_json()) == change.record
