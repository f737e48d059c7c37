"""The smallest change that would turn a verdict, in words."""

import pytest

from monitor.evaluation.changes import Change, What
from monitor.evaluation.counterfactual import Counterfactual, Turn
from monitor.evaluation.verdict import Verdict
from monitor.incidents.merge import alone
from monitor.incidents.record import Attestation, Coverage, Decision, Report, Review
from monitor.incidents.span import Span
from monitor.incidents.vocabulary import Grade
from monitor.views.would_change import turned, would_turn
from monitor.words import would_change
from tests.naive.small import CALM, DAY, START, terms

AT = Span(start=START, end=START)
AGREEMENT = terms(calm=CALM)
TOLD = Report(id="R-17", source="un", happened=AT)
ALONE = alone(TOLD, Grade.REPORTED)
ACT = {"id": "d", "source": "un", "agreement": "small", "by": "government"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [Change(What.WITHOUT, TOLD, ALONE)],
            "kept without report un/R-17, which rests on one source",
        ),
        (
            [Change(What.REFUTE, Review(id="r", source="new", report="un/R-17"), ALONE)],
            "kept if a review found that un/R-17 did not occur",
        ),
        (
            [Change(What.CONFIRM, Review(id="r", source="new", report="un/R-17"), ALONE)],
            "kept if a review confirmed un/R-17",
        ),
        (
            [Change(What.ADD, TOLD), Change(What.ADD, TOLD)],
            "kept with 2 more incidents confirmed on 12 Sept 19:00",
        ),
        (
            [
                Change(
                    What.WATCH,
                    Coverage(id="w", source="new", watched=Span(start=START, end=START + DAY)),
                )
            ],
            "kept if a source that certifies quiet had watched 12 Sept 19:00 to 13 Sept 19:00",
        ),
        (
            [
                Change(What.ACT, Decision(**ACT, what="satisfied", effective=AT)),
                Change(What.UNDO, Attestation(**ACT, what="staffed", holds=True, during=AT)),
            ],
            (
                "kept with a decision “satisfied” of Government by 12 Sept 19:00; and "
                "without un/d, the word on “staffed” of Government"
            ),
        ),
    ],
)
def test_a_turn_says_what_the_verdict_would_be_and_why(changes: list[Change], said: str) -> None:
    """The verdict first, then every change, each with the record that it is about."""
    assert turned(AGREEMENT, "calm", Turn(tuple(changes), Verdict.KEPT)) == said


def test_what_is_not_shown_to_be_the_smallest_says_so() -> None:
    """The label goes before the changes, and nothing found is not nothing there is."""
    turn = Turn((Change(What.WITHOUT, TOLD, ALONE),), Verdict.KEPT)

    def head(*turns: Turn, exact: bool) -> str:
        return next(would_turn(AGREEMENT, "calm", Counterfactual(Verdict.BREACHED, turns, exact)))

    assert head(turn, exact=True) == would_change.HEAD[True]
    assert head(turn, turn, exact=True) == would_change.ONE_OF
    assert head(turn, exact=False) == would_change.HEAD[False]
    assert head(exact=True) == would_change.NOTHING[True]
    assert head(exact=False) == would_change.NOTHING[False]
    assert next(would_turn(AGREEMENT, "calm", None)) == would_change.CANNOT
