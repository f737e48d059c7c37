"""A condition from every standpoint: what it depends on, and what it does not."""

from collections.abc import Sequence

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.standpoints import DOUBTS, STANDARDS, Row, standpoints
from monitor.incidents.vocabulary import Grade
from monitor.views.sources import Sources
from monitor.views.standpoints import table
from monitor.words import by_standpoint
from tests.engine import TABLES
from tests.naive.generate import pair
from tests.naive.small import CALM, DAY, HOUR, LATER, START, Fields, record, report, terms, watch

WATCHED = watch(START - DAY, START + 30 * DAY)
TOLD = {**report(START + HOUR), "id": "a"}
AGREEMENT = terms(calm=CALM)


def rows(told: Sequence[Fields], accounts: Sequence[str] = ()) -> list[Row]:
    """Return the small truce of one day from every standpoint."""
    TABLES.load(record(*told))
    at = START + DAY
    return list(
        standpoints(
            {None: AGREEMENT}, accounts, TABLES, at=at, known=LATER, name="calm", scope=None
        )
    )


def letters(row: Row, *, undisputed: bool = False) -> str:
    """Return the first letters of the verdicts of a row."""
    cells = row.undisputed if undisputed else row.by_doubt
    return "".join(seen.verdict.value[0] if seen else "-" for seen in cells or ())


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        ("reported", ["bbb", "kub", "kub"]),
        ("corroborated", ["bbb", "bbb", "kub"]),
        ("verified", ["bbb", "bbb", "bbb"]),
        ("refuted", ["kkk", "kkk", "kkk"]),
    ],
)
def test_a_report_breaks_a_day_by_what_it_takes_and_what_doubt_does(
    grade: str, expected: list[str]
) -> None:
    """Below the standard it is in doubt: quiet, open or a breach; at it there is no doubt."""
    review = {"record": "review", "report": "un/a", "grade": grade}
    found = rows([WATCHED, TOLD, review])

    assert [row.standard for row in found] == list(STANDARDS)
    assert [letters(row) for row in found] == expected


def test_disputed_reports_are_left_out_beside() -> None:
    """With it the day may be broken, without it nothing is left that could break it."""
    review = {"record": "review", "report": "un/a", "grade": "verified", "occurrence": "disputed"}
    found = rows([WATCHED, TOLD, review])

    assert {letters(row) for row in found} == {"kub"}
    assert {letters(row, undisputed=True) for row in found} == {"kkk"}


def test_an_account_has_one_row() -> None:
    """It needs no confirmation, so that no standard is asked for."""
    *_, account = rows([WATCHED, TOLD], ["un"])

    assert (account.account, account.standard, account.undisputed) == ("un", None, None)


def test_readings_of_evidence_alone_are_not_repeated() -> None:
    """The rows go through standards anyway; a reading that changes a limit has its own."""
    strict = AGREEMENT.model_copy(
        update={"evidence": AGREEMENT.evidence.model_copy(update={"standard": Grade.VERIFIED})}
    )
    other = terms(calm={"limit": {"of": "attack", "at_most": "1"}})
    TABLES.load(record(WATCHED))
    variants = {None: AGREEMENT, "strict": strict, "other": other}
    found = standpoints(variants, (), TABLES, at=START + DAY, known=LATER, name="calm", scope=None)

    assert {row.reading for row in found} == {None, "other"}


@pytest.mark.parametrize("seed", range(6))
def test_the_agreements_own_standpoint_is_what_is_said(seed: int) -> None:
    """The cell of the file's own standard and doubt is the verdict of the evaluation."""
    drawn = pair(seed)
    ask = drawn.asks[0]
    TABLES.load(drawn.versions)
    policy = drawn.agreement.evidence
    place = DOUBTS.index(policy.doubt)
    terms_: dict[str | None, Agreement] = {None: drawn.agreement}
    for found in evaluate(drawn.agreement, TABLES, ask.at, ask.known).findings:
        asked = {"at": ask.at, "known": ask.known, "name": found.condition, "scope": found.scope}
        own = [
            row.by_doubt[place]
            for row in standpoints(terms_, (), TABLES, **asked)  # type: ignore[arg-type]
            if row.standard is policy.standard
        ]
        told = found.stood
        assert [(seen.verdict, seen.progress) for seen in own if seen] == [
            (told.verdict, told.progress)
        ]


def test_what_reads_alike_shares_a_row_and_the_summary_counts() -> None:
    """Two standards that say the same stand together; the sentence counts every cell."""
    sources = Sources(AGREEMENT, {}, START.replace(tzinfo=None))
    shown = table(AGREEMENT, "calm", rows([WATCHED, TOLD]), sources)

    assert [row[by_standpoint.TAKES] for row in shown.rows] == [
        by_standpoint.STANDARDS["reported"],
        f"{by_standpoint.STANDARDS['corroborated']} or {by_standpoint.STANDARDS['verified']}",
    ]
    assert "5 of 9" in shown.summary
    assert all(row[by_standpoint.UNDISPUTED] == by_standpoint.SAME for row in shown.rows)

    quiet = table(AGREEMENT, "calm", rows([WATCHED]), sources)
    assert (len(quiet.rows), quiet.summary) == (1, by_standpoint.ALL_SAME.format(verdict="kept"))
