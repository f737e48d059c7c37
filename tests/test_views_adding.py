"""*Add*: what a file holds, what is wrong with it, and what it would change."""

from dataclasses import dataclass

from monitor.errors import IncidentFileError, Problem
from monitor.evaluation.verdict import Finding
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.views.adding import Effect, Fault, effects, faults, file_faults, summary, unchanged
from tests.screen_examples import BREACH, agreement, count, judged, limit, seven

TERMS = agreement()


@dataclass(frozen=True)
class Change:
    """A change as the service gives it."""

    condition: str
    scope: str | None
    before: Finding | None
    after: Finding | None
    changed: bool


BAD = Rejected(
    3, ("x", "1,000"), (CellProblem(3, "value", 2, "1,000", "it is no number", "write 1000"),)
)


def test_a_file_is_one_sentence() -> None:
    """Rows, records, rejected, repeated and what would be new, in one line."""
    rows = ((2, count("a", 1, 0, 1)), (4, count("b", 2, 1, 2)))
    intake = Intake("count", ("id", "value"), rows, (BAD,), 1, 4)

    assert summary("b.csv", intake, stored=1, unchanged=1) == (
        "b.csv: 4 rows, 2 counts, 1 rejected, 1 row repeats another, 1 already on record. "
        "Would store: 1."
    )


def test_each_fault_has_line_column_value_reason_and_hint() -> None:
    """A person can find and mend what is wrong without reading anything else."""
    assert faults([BAD]) == (Fault(3, "value", "1,000", "it is no number", "write 1000"),)


def test_a_file_that_cannot_be_read_says_why() -> None:
    """Nothing of it is taken, and its problems read like those of a row."""
    error = IncidentFileError([Problem("b.csv", 1, 1, "", "it is not text", "save it as CSV")])

    assert file_faults(error) == (Fault(1, "", "", "it is not text", "save it as CSV"),)


def test_the_effect_is_said_before_anything_is_stored() -> None:
    """Each condition that changes shows its verdict and days before and after."""
    before, after = limit("calm", [judged(1), judged(2)]), limit("calm", [judged(1, **BREACH)])
    changes = [
        Change("calm", None, before, after, changed=True),
        Change("seven", None, seven(0, 2), seven(0, 2), changed=False),
    ]

    assert effects(TERMS, changes) == (
        Effect("Calm", "cannot be established · ▨ ▨", "breach confirmed · ×"),
    )
    assert unchanged(TERMS, changes) == ("Seven days",)


def test_a_count_of_days_shows_how_far_it_comes() -> None:
    """A streak's effect is its progress; a condition not judged is said not to be."""
    changes = [Change("seven", None, None, seven(1, 3), changed=True)]

    assert effects(TERMS, changes) == (
        Effect("Seven days", "not judged", "not yet · day 1 to 3 of 7"),
    )
