"""*Today*: what is certain leads, what cannot be said has one cause, silence claims nothing."""

from datetime import date, timedelta

import pytest

from monitor.evaluation.explanation import Evidence, Explanation
from monitor.evaluation.mark import Mark, mark_of
from monitor.evaluation.verdict import Cause, DayVerdict, Evaluation, Finding, Verdict
from monitor.incidents.record import Attestation, Decision, Statement
from monitor.incidents.rhythm import Gap
from monitor.incidents.span import Span
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from monitor.views.today import Today, header, today
from monitor.words import silence
from tests.screen_examples import (
    AT,
    BREACH,
    DAY,
    QUIET,
    START,
    agreement,
    evaluation,
    incident,
    judged,
    limit,
    profile,
    report,
    seven,
)

TERMS = agreement()


def shown(official: Evaluation, record: OnRecord | None = None, **accounts: Evaluation) -> Today:
    """Return the page of an evaluation."""
    return today(
        TERMS,
        official,
        record or OnRecord(AT),
        variants={},
        by_reading={},
        by_account=accounts,
        reconstructed=True,
    )


@pytest.mark.parametrize(
    ("verdict", "told", "mark"),
    [
        (judged(1, **BREACH), False, Mark.CONFIRMED),
        (judged(1, Verdict.UNDETERMINED, Cause.UNCONFIRMED, possible=1), False, Mark.REPORTED),
        (judged(1), True, Mark.REPORTED),
        (judged(1, **QUIET), False, Mark.QUIET),
        (judged(6, Verdict.UNDETERMINED, Cause.RUNNING, covered=True), False, Mark.QUIET),
        (judged(1), False, Mark.UNWATCHED),
        (judged(1, Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE), True, Mark.NOT_IN_FORCE),
        (judged(1, Verdict.BREACHED, Cause.UNWATCHED, policy="unobserved"), False, Mark.UNWATCHED),
        (
            judged(1, Verdict.KEPT, Cause.UNCONFIRMED, possible=1, covered=True, policy="doubt"),
            False,
            Mark.REPORTED,
        ),
    ],
    ids=[
        *("confirmed", "possible", "an account says so", "watched", "running and watched"),
        *("nobody watched", "not in force", "policy on unwatched days", "policy on doubt"),
    ],
)
def test_a_day_has_the_mark_it_earns(verdict: DayVerdict, mark: Mark, *, told: bool) -> None:
    """No policy and no silence turns a day quiet that nobody watched, or hides a report."""
    assert mark_of(verdict, TERMS.conditions["calm"].limit, told=told) is mark


def test_one_sources_count_never_confirms() -> None:
    """A limit on one source's counts, breached, is reported: nobody else says so."""
    counted = TERMS.conditions["counted"].limit

    assert mark_of(judged(1, **BREACH), counted, told=False) is Mark.REPORTED


def test_an_account_marks_the_day_it_says_is_breached() -> None:
    """What a source states, taken as complete, is a report of a breach on that day alone."""
    official = evaluation(limit("calm", [judged(1), judged(2)]))
    account = evaluation(limit("calm", [judged(1), judged(2, **BREACH)]), account="centre")

    [strip] = strips(TERMS, official, [account])

    assert [marked.mark for marked in strip.days] == [Mark.UNWATCHED, Mark.REPORTED]


REPORTED = {"verdict": Verdict.UNDETERMINED, "cause": Cause.UNCONFIRMED, "possible": 1}


@pytest.mark.parametrize(
    ("days", "certain", "text"),
    [
        ([{}] * 5, False, "nobody was watching everything that has to be watched"),
        ([REPORTED] * 5, False, "breaches reported on all 5 ended days, none confirmed"),
        ([{}, REPORTED, REPORTED], False, "breaches reported on days 2–3, none confirmed"),
        (
            [{}, BREACH, REPORTED],
            True,
            "breach confirmed on day 2, reported on 1 more; settled (48 h)",
        ),
        ([QUIET] * 3, True, "watched and within the limit on all 3 ended days; settled (48 h)"),
        (
            [QUIET, {}],
            False,
            "watched and within the limit on day 1, not watched on the rest",
        ),
    ],
)
def test_a_limit_is_one_line(days: list[dict[str, object]], text: str, *, certain: bool) -> None:
    """A confirmed breach or whole watched calm is certain; anything else has one cause."""
    verdicts = [judged(n, **said) for n, said in enumerate(days, 1)]  # type: ignore[arg-type]
    official = evaluation(limit("calm", verdicts))
    drawn = strips(TERMS, official, [])

    [line] = Concluding(TERMS, official, drawn, OnRecord(AT)).all()

    assert (line.certain, line.text) == (certain, text)


def test_a_confirmed_breach_says_what_it_was() -> None:
    """The incident that suffices is named with its place and time."""
    found = limit("calm", [judged(1, **BREACH)])
    evidence = Evidence(incident("un/1", 0.5, 0.5), counts=True, suffices=True)
    explained = Explanation(found, found.days[0], (START, START + DAY), (evidence,))
    record = OnRecord(AT, reports={"un/1": report("un/1")}, confirmed=(explained,))

    [line] = shown(evaluation(found), record).certain

    assert line.text == "breach confirmed on day 1 (Hilltop, 13 Sept 07:00); settled (48 h)"


def test_what_is_certain_leads() -> None:
    """Certain and uncertain conditions stand apart, each in the order of the rule file."""
    official = evaluation(
        limit("calm", [judged(1)]),
        limit("no_flights", [judged(1, **BREACH)]),
        seven(0, 5),
        Finding("access", None, Verdict.UNDETERMINED, Cause.NONE_ON_RECORD),
    )

    page = shown(official)

    assert [line.condition for line in page.certain] == ["no_flights", "seven"]
    assert [line.condition for line in page.unclear] == ["calm", "access"]


def test_a_count_that_may_be_nothing_is_a_sentence() -> None:
    """No dial for nought to five: the sentence says that not one day is certain."""
    [line] = shown(evaluation(seven(0, 5))).certain

    assert line.text == (
        "not yet; at most 5 of 7 days in a row; not one is certain; not before 19 Sept 19:00"
    )


def test_the_sentence_of_the_seven_days() -> None:
    """Ended, confirmed, reported, watched and clean, and the hours gone by."""
    days = [judged(1, **BREACH), judged(2, **REPORTED), judged(3, **QUIET), judged(4), judged(5)]
    official = evaluation(limit("calm", [*days, judged(6)]), seven(0, 0))

    [clock] = shown(official).clocks

    assert clock.sentence == (
        "5 ended · confirmed breach 1 · reported 1 · watched and clean 1 · 123 of 168 h gone by"
    )


def test_an_attested_duty_names_who_said_it_and_of_when() -> None:
    """A duty rests on one attestation: its author and day are said."""
    given = Attestation(
        id="a",
        source="power",
        agreement="made-up",
        by="Power",
        what="access_open",
        holds=False,
        during=Span(start=START + timedelta(hours=5), end=START + timedelta(hours=29)),
    )
    found = Finding("access", None, Verdict.BREACHED, Cause.DENIED, rests_on=(given.key,))

    [line] = shown(evaluation(found), OnRecord(AT, attestations=(given,))).certain

    assert line.text == "an accepted source says that it is not so (Power, 13 Sept)"


def test_what_was_said_after_the_moment_is_not_shown() -> None:
    """Statements and decisions stand newest first, and only those made before `at`."""
    said = [
        Statement(
            id=str(hours),
            source="s",
            actor="North",
            says="claims",
            about=f"hour {hours}",
            made=Span(start=START + timedelta(hours=hours), end=START + timedelta(hours=hours)),
        )
        for hours in (1, 200, 2)
    ]

    entries = shown(evaluation(seven(0, 5)), OnRecord(AT, statements=tuple(said))).entries

    assert [entry.what for entry in entries] == ["says: hour 2", "says: hour 1"]


def test_what_comes_next_is_dated_once() -> None:
    """The end of the running day, the first moment a count can be met, and what runs out."""
    runs_out = Decision(
        id="d",
        source="s",
        agreement="made-up",
        by="North",
        what="own_freeze",
        effective=Span(start=START, end=START),
        until=START + 6 * DAY,
    )
    official = evaluation(limit("calm", [judged(6)]), seven(0, 5))

    coming = shown(official, OnRecord(AT, decisions=(runs_out,))).coming

    assert [(c.when, c.what) for c in coming] == [
        ("18 Sept 19:00", "day 6 ends; runs out: North, own freeze"),
        ("19 Sept 19:00", "can first be met: Seven days"),
    ]


def test_limits_of_knowledge_are_said_once() -> None:
    """Unwatched days and areas nobody published stand in one place, not in every line."""
    days = [judged(n) for n in range(1, 4)]
    page = shown(evaluation(limit("calm", days), limit("no_flights", days)))

    assert page.unseen == (
        silence.NOTHING_SEEN,
        "Published by nobody: the hidden areas.",
    )


def test_a_one_sided_account_says_what_it_is_silent_on() -> None:
    """An account of one side stands with its silence on the other."""
    days = limit("calm", [judged(1, **BREACH)])
    told = evaluation(days, seven(0, 0), account="centre")
    record = OnRecord(AT, profiles=(profile("centre", "The Centre: press office", "South"),))

    [line] = shown(
        evaluation(limit("calm", [judged(1)]), seven(0, 1)), record, centre=told
    ).accounts

    assert line.title == "The Centre"
    assert line.text == "a breach on day 1; no day in a row so far, of 7"
    assert line.silent == "silent on the other side (North)"


def test_an_account_that_decides_nothing_is_only_named() -> None:
    """A source whose words decide no day takes no line."""
    told = evaluation(limit("calm", [judged(1)]), seven(0, 1), account="centre")
    page = shown(evaluation(limit("calm", [judged(1)]), seven(0, 1)), centre=told)

    assert (page.accounts, page.mute) == ((), ("centre",))


def test_the_head_says_from_where_one_looks() -> None:
    """Handling, at, known, zone, and that the record was reconstructed."""
    same = header(TERMS, AT, AT, reconstructed=True)
    later = header(TERMS, AT, AT + DAY, reconstructed=False)
    latest = header(TERMS, AT, AT + DAY, reconstructed=False, latest=True)

    assert (same.handling, same.at) == ("INTERNAL", "At Sat 17 Sept 2016 22:00 Damascus")
    assert same.known == "Known: at the same time"
    assert same.reconstructed == "Reconstructed from publication dates"
    assert later.known == "Known: at Sun 18 Sept 2016 22:00 Damascus"
    assert (latest.known, latest.reconstructed) == ("Known: everything recorded so far", "")


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (23, ()),
        (
            30,
            (silence.STALE.format(ago="30 hours", time="Fri 16 Sept 2016 16:00 Damascus"),),
        ),
    ],
)
def test_an_old_record_is_said_to_be_old(hours: int, state: tuple[str, ...]) -> None:
    """After a day without anything new the page says so, above all verdicts."""
    record = OnRecord(AT, newest=AT - timedelta(hours=hours))

    assert shown(evaluation(limit("calm", [judged(1)])), record).state == state


def test_an_agreement_that_ended_shows_how_it_stood() -> None:
    """Out of force, the lines tell how each condition stood at the end, and the head says so."""
    stood = limit("calm", [judged(1, **BREACH)])
    found = Finding("calm", None, Verdict.NOT_IN_FORCE, Cause.NOT_IN_FORCE, at_end=stood)
    ended = Evaluation(
        "made-up", AT, AT, None, None, in_force=False, ended=START + DAY, findings=(found,)
    )

    page = shown(ended)

    assert page.state[0].startswith("Out of force since Tue 13 Sept 2016 19:00 Damascus")
    assert [line.text for line in page.certain] == ["breach confirmed on day 1; settled (48 h)"]


def test_a_probable_gap_is_told_where_the_verdict_is_read() -> None:
    """Among what we cannot see, with the days; none where nothing is missing."""
    official = evaluation(limit("calm", [judged(1), judged(2)]))
    gap = Gap(date(2016, 9, 13), date(2016, 9, 14), (), 9)
    record = OnRecord(AT, gaps={"centre": (gap,)})

    assert any("13 Sept to 14 Sept" in line for line in shown(official, record).unseen)
    assert not any("Probable gap" in line for line in shown(official).unseen)
