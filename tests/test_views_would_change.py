"""The smallest change that would turn a verdict, in words."""

from dataclasses import replace

import pytest

from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, Turn
from monitor.evaluation.verdict import Verdict
from monitor.incidents.merge import alone
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Range,
    Report,
    Review,
)
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Grade, Measure
from monitor.views.would_change import turned, would_turn
from monitor.words import would_change
from tests.naive.small import CALM, DAY, START, terms

AT = Span(start=START, end=START)
DAYS = Span(start=START, end=START + DAY)
AGREEMENT = terms(calm=CALM)
TOLD = Report(id="R-17", source="un", happened=AT)
ALONE = alone(TOLD, Grade.REPORTED)
TWICE = replace(ALONE, reports=("un/R-17", "press/9"))
MADE = Report(
    id="added-attack-00",
    source="new",
    happened=AT,
    kinds=("shelling",),
    by=("government",),
    killed=Range(low=1, high=1),
)
AGAIN = MADE.model_copy(update={"id": "added-attack-01"})
MANY = MADE.model_copy(update={"killed": Range(low=21, high=21)})
ANSWER = MADE.model_copy(update={"references": ("convoy=UN-7",)})
REVIEW = Review(id="r", source="new", report="un/R-17")
ACT = {"id": "d", "source": "un", "agreement": "small", "by": "government"}
COUNT = Count(id="c", source="un", window=DAYS, measure=Measure.KILLED, value=1200)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [Change(What.WITHOUT, TOLD, ALONE)],
            "if report un/R-17, the only one of it, fell away or was found not to have occurred",
        ),
        ([Change(What.WITHOUT, TOLD, TWICE)], "if report un/R-17 fell away"),
        ([Change(What.REFUTE, REVIEW, TWICE)], "if a review found that un/R-17 did not occur"),
        ([Change(What.CONFIRM, REVIEW, ALONE)], "if a review confirmed un/R-17"),
        (
            [Change(What.ADD, MADE)],
            "if one more incident were confirmed: shelling by Government, 12 Sept 19:00",
        ),
        (
            [Change(What.ADD, MADE), Change(What.ADD, AGAIN)],
            "if 2 more incidents were confirmed: shelling by Government, 12 Sept 19:00",
        ),
        (
            [Change(What.ADD, MANY)],
            (
                "if one more incident with 21 people or things in it were confirmed: "
                "shelling by Government, 12 Sept 19:00"
            ),
        ),
        (
            [Change(What.ADD, ANSWER)],
            (
                "if one more incident were confirmed: shelling by Government, "
                "12 Sept 19:00, about convoy=UN-7"
            ),
        ),
        (
            [Change(What.WATCH, Coverage(id="w", source="new", watched=DAYS))],
            "if a source that certifies quiet had watched 12 Sept 19:00 to 13 Sept 19:00",
        ),
        ([Change(What.UNDO, COUNT)], "if un/c, a count of 1,200, fell away"),
        (
            [
                Change(What.ACT, Decision(**ACT, what="satisfied", effective=AT)),
                Change(What.UNDO, Attestation(**ACT, what="staffed", holds=True, during=AT)),
            ],
            (
                "if Government had decided “satisfied” by 12 Sept 19:00; and "
                "if un/d, the word on “staffed” of Government, fell away"
            ),
        ),
        (
            [Change(What.ACT, Attestation(**ACT, what="staffed", holds=False, during=AT))],
            "if Government had said by 12 Sept 19:00 that “staffed” did not hold",
        ),
        (
            [Change(What.ACT, Attestation(**ACT, what="adherence", holds=True, during=DAYS))],
            "if Government had said of 12 Sept 19:00 to 13 Sept 19:00 that “adherence” held",
        ),
    ],
)
def test_a_turn_says_what_the_verdict_would_be_and_why(changes: list[Change], said: str) -> None:
    """The verdict first, then every change, each with the record that it is about."""
    assert turned(AGREEMENT, "calm", Turn(tuple(changes), Verdict.KEPT)) == f"kept: {said}"


def test_a_turn_of_an_account_is_what_its_source_would_have_told() -> None:
    """No review bears on an account: a report falls away, or one more is told of."""
    turn = Turn((Change(What.WITHOUT, TOLD, ALONE), Change(What.ADD, MADE)), Verdict.KEPT)

    assert turned(AGREEMENT, "calm", turn, account=True) == (
        "kept: if report un/R-17 fell away; and "
        "if it had told of one more incident: shelling by Government, 12 Sept 19:00"
    )


ONE = Turn((Change(What.WITHOUT, TOLD, ALONE),), Verdict.KEPT)
TWO = Turn((*ONE.changes, Change(What.ADD, MADE)), Verdict.KEPT)
FOUND = Counterfactual(Verdict.BREACHED, (), exact=True, tried=1)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            replace(FOUND, turns=(ONE,)),
            "The smallest change of the record that would turn it from “breach confirmed”:",
        ),
        (
            replace(FOUND, turns=(ONE, ONE)),
            "Each of these changes by itself would turn it from “breach confirmed”:",
        ),
        (
            replace(FOUND, turns=(TWO,)),
            "It takes 2 changes to turn it from “breach confirmed”:",
        ),
        (
            replace(FOUND, turns=(TWO, TWO)),
            "It takes 2 changes to turn it from “breach confirmed”; each of these lines does:",
        ),
        (
            replace(FOUND, turns=(TWO,), exact=False),
            (
                "These 2 changes together would turn it from “breach confirmed”. "
                "It may take fewer: no single one does, not all larger sets were tried."
            ),
        ),
        (
            FOUND,
            (
                "None of the changes tried would turn it from “breach confirmed”, "
                "nor several of them together."
            ),
        ),
        (
            replace(FOUND, exact=False),
            (
                "No change was found that would turn it from “breach confirmed”: "
                "no single one does, not all larger sets were tried."
            ),
        ),
        (
            replace(FOUND, exact=False, tried=3),
            (
                "No change was found that would turn it from “breach confirmed”: "
                "no 3 do, not all larger sets were tried."
            ),
        ),
    ],
)
def test_what_is_not_shown_to_be_the_smallest_says_so(found: Counterfactual, said: str) -> None:
    """The label goes before the changes, and nothing found is not nothing there is."""
    assert next(would_turn(AGREEMENT, "calm", found)) == said


def test_what_was_tried_is_said_and_what_was_not() -> None:
    """Last, whatever was found: figures, times and places are not changed."""
    officially = list(would_turn(AGREEMENT, "calm", FOUND))
    of_one = list(would_turn(AGREEMENT, "calm", FOUND, "UN in Syria"))

    assert officially[-1] == would_change.TRIED
    assert of_one[0] == "In the account of UN in Syria:"
    assert of_one[-1] == would_change.TRIED_IN_ACCOUNT
    assert all("Figures, times and places are not changed." in x[-1] for x in (officially, of_one))
    assert list(would_turn(AGREEMENT, "calm", None)) == [would_change.CANNOT]


def test_of_many_ways_the_first_are_shown_and_the_others_counted() -> None:
    """Five lines, and how many more there are."""
    shown = list(would_turn(AGREEMENT, "calm", replace(FOUND, turns=(ONE,) * 9)))

    assert shown[1:-2] == [turned(AGREEMENT, "calm", ONE)] * 5
    assert shown[-2] == "and 4 more ways with as few changes"
