"""*Why*: evidence row by row, what was said, what would settle it, what others would say."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.agreements.model import Limit
from monitor.evaluation.explanation import Evidence, Explanation, Reason
from monitor.evaluation.serious import Touches, Uncounted
from monitor.evaluation.verdict import Cause, Evaluation, Finding, Verdict
from monitor.incidents.version import Figures
from monitor.told.evidence import Seen, explanation
from monitor.views.onrecord import OnRecord
from monitor.views.serious import serious
from monitor.views.why import Why, why
from tests.screen_examples import (
    AT,
    BREACH,
    DAY,
    START,
    agreement,
    count,
    evaluation,
    incident,
    judged,
    limit,
    profile,
    report,
    seven,
)

TERMS = agreement()
SEEN = judged(1, Verdict.UNDETERMINED, Cause.UNCONFIRMED, possible=1)


def explained(found: Finding, *evidence: Evidence, gaps: Sequence[object] = ()) -> Explanation:
    """Return an explanation of the first day."""
    window = (START, START + DAY)
    return Explanation(found, found.days[0], window, evidence, gaps=((window,) if gaps else ()))


def shown(explanation: Explanation, record: OnRecord | None = None, **accounts: Evaluation) -> Why:
    """Return the page of an explanation."""
    official = evaluation(explanation.finding)
    return why(
        TERMS,
        explanation,
        official,
        record or OnRecord(AT),
        official=official,
        variants={},
        by_reading={},
        by_account=accounts,
    )


def test_the_head_says_condition_day_verdict_and_clause() -> None:
    """Everything that a reader must know first: which day, what is said, on what term."""
    page = shown(explained(limit("calm", [SEEN])))

    assert page.title == "Calm"
    assert page.day == "day 1, 12 Sept 19:00 to 13 Sept 19:00 Damascus"
    assert page.verdict == "Cannot be established: breaches reported, not confirmed."
    assert (page.clause, page.says) == ("C-1", "Nobody attacks anybody.")
    assert page.provenance == "from press accounts of the text; agreed by Power"
    assert page.assumption == "None at all is our reading."


def test_a_limit_in_hours_says_up_to_when_it_was_exceeded() -> None:
    """The instant of the day whose window breaks it stands with the day, on page and terminal."""
    hit = judged(1, Verdict.BREACHED, Cause.EXCEEDED, low=1, possible=1)
    hit = replace(hit, exceeded_at=START + DAY / 2)
    told = explained(limit("calm", [hit]))
    in_hours = TERMS.conditions["calm"].model_copy(
        update={"limit": Limit.model_validate({"of": "attack", "at_most": "0", "each": "72 hours"})}
    )
    terms = TERMS.model_copy(update={"conditions": {**TERMS.conditions, "calm": in_hours}})
    official = evaluation(told.finding)
    page = why(
        terms,
        told,
        official,
        OnRecord(AT),
        official=official,
        variants={},
        by_reading={},
        by_account={},
    )
    said = "more than the limit in the 72 hours up to 13 Sept 07:00"

    assert page.day.endswith(f"Damascus; {said}")
    lines = list(explanation(terms, told, Seen(AT, AT), OnRecord(AT)))
    assert any(said in line for line in lines)


def test_evidence_stands_by_how_it_counts() -> None:
    """First what counts, then what may, then figures beside, then what does not, with reasons."""
    evidence = [
        Evidence(incident("a/no", 0.1, 0.1), counts=False, reasons=(Reason.PERPETRATOR,)),
        Evidence(incident("a/may", 0.2, 1.2), counts=None, reasons=(Reason.TIME,)),
        Evidence(incident("a/yes", 0.3, 0.3), counts=True, suffices=True),
    ]
    keys = ("a/no", "a/may", "a/yes")
    record = OnRecord(
        AT, counts=(count("c", 23, 0, 1),), reports={key: report(key) for key in keys}
    )

    rows = shown(explained(limit("calm", [SEEN]), *evidence), record).exhibits

    assert [(row.record, row.stands, row.why) for row in rows] == [
        ("a/yes", "counts, and suffices", ""),
        ("a/may", "may count", "may have happened on another day: listed under each"),
        ("centre/c", "beside: a count", ""),
        ("a/no", "does not count", "not done by anybody whom the clause binds"),
    ]


def test_a_reply_is_shown_as_a_reply() -> None:
    """A blamed side's denial stands among the evidence with what it denies, and counts nothing."""
    item = Evidence(incident("b/yes", 0.3, 0.3, id="a/reply"), counts=True)
    reports = {"b/yes": report("b/yes"), "a/reply": report("a/reply", disputes="intent")}

    rows = shown(explained(limit("calm", [SEEN]), item), OnRecord(AT, reports=reports)).exhibits

    assert [(row.record, row.stands, row.why) for row in rows] == [
        ("b/yes", "counts", ""),
        ("a/reply", "a reply", "denies that it was meant"),
    ]


def test_a_source_of_one_side_says_so_in_its_row() -> None:
    """The side a source counts stands beside what it says."""
    record = OnRecord(
        AT, counts=(count("c", 23, 0, 1),), profiles=(profile("centre", "The Centre", "South"),)
    )

    [row] = shown(explained(limit("calm", [SEEN])), record).exhibits

    assert (row.source, row.side, row.what) == (
        "The Centre",
        "counts South only",
        "23 incidents",
    )


@pytest.mark.parametrize(
    ("explanation", "text"),
    [
        (
            explained(
                limit("calm", [SEEN]),
                Evidence(incident("a/1", 0.1, 0.1), None, (Reason.NOT_CONFIRMED,)),
            ),
            (
                "An independent second source, or a review, for 1 of the 1 listed as not confirmed "
                "makes this a confirmed breach; the count restarts."
            ),
        ),
        (
            explained(
                limit("calm", [SEEN]),
                Evidence(incident("a/1", 0.1, 0.1), None, (Reason.PERPETRATOR, Reason.TIME)),
            ),
            (
                "Whether the others listed as “may count” do, depends on who did it and when it "
                "happened."
            ),
        ),
        (
            explained(limit("calm", [judged(1)]), gaps=[1]),
            (
                "Nothing can make this kept but a source that certifies quiet for the unwatched "
                "time; a report that comes late can still make it a breach."
            ),
        ),
        (
            explained(limit("no_flights", [judged(1)])),
            (
                "Publishing the map or list of the hidden areas would let incidents be "
                "placed inside or outside it."
            ),
        ),
        (
            explained(
                limit("calm", [judged(1, **BREACH)]),
                Evidence(incident("a/1", 0.1, 0.1), counts=True, suffices=True),
            ),
            (
                "Without what happened at place not stated, 12 Sept 21:24, "
                "the breach would not be confirmed."
            ),
        ),
        (
            Explanation(Finding("access", None, Verdict.UNDETERMINED, Cause.STALE), None, None),
            "A newer word of Power on “access open” would settle it.",
        ),
    ],
    ids=["second source", "open points", "unwatched", "unpublished", "breached", "attested"],
)
def test_what_would_settle_it(explanation: Explanation, text: str) -> None:
    """Each cause of doubt names the change in the record that would end it."""
    assert text in shown(explanation).settles


def test_an_account_answers_beside_the_verdict() -> None:
    """What a source's account says of the day is labelled as its account, with its silence."""
    told = evaluation(limit("calm", [judged(1, **BREACH)]), account="centre")
    record = OnRecord(AT, profiles=(profile("centre", "The Centre", "South"),))

    answers = shown(explained(limit("calm", [judged(1)])), record, centre=told).answers

    assert [(a.under, a.says, a.account) for a in answers[1:]] == [
        (
            "If the account of The Centre is taken as complete",
            "breach confirmed, more than the limit is confirmed; silent on the other side (North)",
            "centre",
        )
    ]


def test_a_streak_is_explained_by_the_limit_it_counts() -> None:
    """The day shown under a count of days is the day of its limit, and says so."""
    found = Finding("seven", None, Verdict.NOT_YET, Cause.COUNTING, (SEEN,), seven(0, 5).progress)
    page = shown(explained(found))

    assert page.day.endswith("Damascus of “Calm”")
    assert page.verdict == "Not yet; at most 5 of 7 days in a row; not one is certain."


def test_a_serious_incident_that_no_condition_counts_is_told_with_the_reason() -> None:
    """Left out by its perpetrator, in doubt, or at a time that nothing judges: each in words."""
    grave = {"killed": Figures(31, 31)}
    out, open_, early = (incident(f"a/{n}", 0.5, 0.5, **grave) for n in ("out", "open", "early"))
    day = judged(1).day
    reasons = (Reason.PERPETRATOR,)
    killed = (Touches.KILLED,)
    found = [
        Uncounted(out, killed, "calm", None, day, Evidence(out, counts=False, reasons=reasons)),
        Uncounted(open_, killed, "calm", None, day, Evidence(open_, counts=None, reasons=reasons)),
        Uncounted(early, killed),
    ]

    listed = serious(TERMS, found, {key: report(key) for key in ("a/out", "a/open", "a/early")})

    assert [(s.incident, s.because) for s in listed] == [
        (
            "a/out",
            "counted by no condition; nearest is “Calm”: not done by anybody whom the clause binds",
        ),
        ("a/open", "may count under “Calm”, not for certain: who did it is not established"),
        ("a/early", "no condition judges the day on which it happened"),
    ]
    assert listed[0].touches == "10 or more killed"


@pytest.mark.parametrize(
    ("value", "says"),
    [(0, "incidents: none recorded"), (1, "1 incident"), (1200, "1,200 incidents")],
)
def test_a_count_reads_the_same_on_the_page_and_on_the_command_line(value: int, says: str) -> None:
    """Never a bare nought, and one is one."""
    found = replace(explained(limit("calm", [SEEN])), counts=(count("c", value, 0, 1),))
    told = [*explanation(TERMS, found, Seen(AT, AT), OnRecord(AT))]

    assert [row.what for row in shown(found).exhibits] == [says]
    assert any(f": {says}, 12 Sept" in line for line in told)
