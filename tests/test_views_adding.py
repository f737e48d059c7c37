"""*Add*: what a file holds, what is wrong with it, and what it would change."""

from dataclasses import dataclass

from monitor.errors import IncidentFileError, Problem
from monitor.evaluation.verdict import Finding
from monitor.incidents.cause import Cause, Causes, How
from monitor.incidents.intake import CellProblem, Intake, Rejected
from monitor.incidents.record import Link
from monitor.incidents.vocabulary import Relation
from monitor.views.adding import (
    Effect,
    Fault,
    effects,
    faults,
    file_faults,
    rows_behind,
    summary,
    unchanged,
)
from monitor.views.causing import because
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
    causes: Causes | None = None


BAD = Rejected(
    3, ("x", "1,000"), (CellProblem(3, "value", 2, "1,000", "it is no number", "write 1000"),)
)


def test_a_file_is_one_sentence() -> None:
    """Rows, records, rejected, repeated and what would be new, in one line."""
    rows = ((2, count("a", 1, 0, 1)), (4, count("b", 2, 1, 2)))
    intake = Intake("count", ("id", "value"), rows, (BAD,), 1, 4)

    assert summary("b.csv", intake, stored=1, unchanged=1) == (
        "b.csv: 4 rows, 2 counts, 1 rejected, 1 row repeats another, 1 already on record. "
        "New among the good rows: 1."
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


def cause(line: int, number: int, how: How = How.NEW) -> Cause:
    """A synthetic count as a reason."""
    return Cause(line, count(f"c{number}", number, 0, 1), how)


def test_the_first_rows_behind_a_change_are_named_and_the_others_counted() -> None:
    """By the line of the file, with when and what; a form needs no name for itself."""
    causes = Causes(tuple(cause(n, n) for n in range(2, 7)))

    first, *_, last = because(causes, TERMS)

    assert first.startswith("line 2: ")
    assert (len(because(causes, TERMS)), last) == (4, "and 2 more")
    assert because(Causes((cause(0, 1),)), TERMS) == ()
    assert because(None, TERMS) == ()
    (left,) = because(Causes((cause(0, 1, How.LEFT_OUT),)), TERMS)
    assert left.startswith("left out: ")
    link = Link(id="l", source="x", first="a/1", second="b/2", relation=Relation.POSSIBLE)
    assert because(Causes((Cause(4, link, How.FOUND_TWICE),)), TERMS) == (
        "line 4: a/1 and b/2 may tell of one event",
    )
    assert because(Causes(causes.rows, narrowed=False), TERMS) == (
        "among all 5 rows and what comes with them; no fewer were found to make it",
    )


def test_every_row_stands_once_with_the_changes_that_it_is_behind() -> None:
    """In the order of the file, what no file has last."""
    one, other, left = cause(2, 1), cause(9, 2), cause(0, 3, How.LEFT_OUT)
    changes = [
        Change("calm", None, None, None, changed=True, causes=Causes((left, other))),
        Change("seven", None, None, None, changed=True, causes=Causes((one, other))),
    ]

    found = rows_behind(TERMS, changes)

    assert [(row.line, row.changes) for row in found] == [
        ("2", "Seven days"),
        ("9", "Calm; Seven days"),
        ("", "Calm"),
    ]


def test_a_verdict_that_stays_is_not_said_twice() -> None:
    """Of a count in a row only how far it has come is said, before and after."""
    assert Effect("Calm in a row", "not yet · day 5 of 7", "not yet · day 1 of 7").change == (
        "day 5 of 7 → day 1 of 7"
    )
    assert Effect("Calm", "kept", "breach confirmed").change == "kept → breach confirmed"
