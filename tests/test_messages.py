"""What a message of each kind says, in which words, in which order; the agreement is synthetic."""

from dataclasses import replace
from datetime import timedelta

import pytest
from message_samples import (
    HASH,
    NOON,
    REPORT,
    SAMPLES,
    TALKS,
    above_of,
    alert_of,
    around,
    known,
    sample,
    told,
    turned_as,
)
from schedule_samples import HOUR, attack, rules

from monitor.agreements.load import load_text
from monitor.alerts.alert import Way
from monitor.alerts.kinds import CORRECTS, AlertKind
from monitor.alerts.notice import Does, Status
from monitor.alerts.transition import Holds, Kind, Transition
from monitor.evaluation.explanation import Evidence, Reason
from monitor.evaluation.serious import Weighed
from monitor.incidents.known import Known
from monitor.incidents.vocabulary import Handling, Says
from monitor.messages.compose import compose
from monitor.store.tables import Tables
from monitor.views.turned import Behind

K = AlertKind
ENDING = load_text(
    rules(stages=True)
    .text.replace("by: [a, b]}\nclauses:", "by: [a, b], clause: C-9}\nclauses:")
    .replace(
        "  C-1: ",
        "  C-8: {says: They talk., provenance: text}\n"
        "  C-9: {says: Either may end it., provenance: text}\n  C-1: ",
    )
    .replace("  talks:\n", "  talks:\n    clause: C-8\n"),
    "paris.yaml",
).agreement
"""The synthetic agreement with clauses on its talks, and on how it ends."""
SAYS: dict[AlertKind, list[str]] = {
    K.APPROACHING: [
        "Approaching: week.",
        "Day 3 of 4; earliest opening 6 March 00:00; would be stopped by: a breach of “calm”.",
        "Now: not yet; day 3 of 4.",
        "Provisional.",
    ],
    K.MET: [
        "Met: week.",
        "Before → now: not yet; day 3 of 4 → met; 4 days in a row: complete.",
        "Provisional.",
    ],
    K.NOT_MET: [
        "gate: the days have run; not met.",
        "Now: not met (something that it asks for is not met).",
        "Provisional.",
    ],
    K.COUNT_RESTARTS: [
        "The count restarts: week.",
        "Before → now: not yet; day 3 of 4 → not yet; no day in a row so far, of 4.",
        "Settled (48 h).",
    ],
    K.BREACHED: [
        "calm: breach confirmed.",
        (
            "Before → now: kept (watched throughout, and within the limit) → breach confirmed "
            "(more than the limit is confirmed)."
        ),
        "Settled (48 h).",
    ],
    K.UNDETERMINED: [
        "Cannot be established: calm.",
        (
            "Before → now: kept (watched throughout, and within the limit) → cannot be established "
            "(nobody was watching everything that has to be watched)."
        ),
    ],
    K.OVERDUE: [
        "Overdue: report.",
        (
            "Before → now: not yet (not on record yet; there is still time) → not met (none on "
            "record in time)."
        ),
    ],
    K.ANSWERED_LATE: [
        "Answered late: report.",
        "Before → now: not met (none on record in time) → not met (on record, but too late).",
    ],
    K.STANDS: [
        "calm: not in force.",
        (
            "Before → now: kept (watched throughout, and within the limit) → not in force (the "
            "agreement is not in force)."
        ),
    ],
    K.DUE: [
        "talks: due: conditions met, awaiting a decision, since 5 March 11:00.",
        "Awaiting a decision by A and B.",
        "Before: not due.",
    ],
    K.OPENED: [
        "talks: open, since 5 March 11:00.",
        "Before: due: conditions met, awaiting a decision.",
    ],
    K.RENEWED: [
        "talks: renewed, since 5 March 11:00; runs out 6 March 18:00 unless renewed.",
    ],
    K.UNRENEWED: [
        "talks: continues without a recorded renewal, since 5 March 12:00.",
        "No renewal is on record; by the rules that does not end it.",
    ],
    K.LAPSED: ["pause: A: lapsed, since 5 March 11:00."],
    K.CLOSED: ["talks: closed, since 5 March 11:00."],
    K.WAITS: ["talks: not due."],
    K.IN_FORCE: ["The agreement is in force."],
    K.OUT_OF_FORCE: ["The agreement is out of force since 5 March 11:00."],
    K.SERIOUS: [
        (
            "Serious incident: Northtown, 5 March 11:00; air strike, by “unknown aircraft”, as "
            "reported."
        ),
        (
            "As it stands: 10 or more killed and touches aid; counted for certain by no condition; "
            "killed: 12."
        ),
    ],
    K.STATEMENT: [
        "Statement: “A” declares over: the truce, 5 March 11:00.",
        "The agreement can be ended only by a decision of A or B; a statement ends nothing.",
    ],
    K.DECISION: [
        "Decision: “C”, own freeze, 5 March 11:00.",
        "The agreement can be ended only by a decision of A or B.",
    ],
    K.TAKEN_BACK: [
        "Decision: “A”, satisfied, 5 March 11:00: taken back by “A”, 5 March 12:00.",
    ],
    K.SOURCE_SILENT: [
        "Silent: Northern Monitor: nothing for 24 hours, since 4 March 10:00.",
        (
            "The last that it told of happened 3 March 13:00–13:06; known 5 March 10:00. Not seen "
            "from it meanwhile: anything, by any side, anywhere. Its silence is not calm: what "
            "happened meanwhile may be missing. Ask it, and others who watch the same; record "
            "what they tell, however late. When it is heard again, you are told here."
        ),
    ],
    K.SOURCE_HEARD: [
        (
            "No longer silent: Northern Monitor: heard again 5 March 12:00, after nothing since 4 "
            "March 10:00."
        ),
        "What happened meanwhile may still be missing: until it is told, nobody saw it.",
    ],
    K.FEED_GAP: [
        (
            "Probable gap in what we receive: Northern Monitor: told of nothing in 3 areas at once "
            "(NL01, NL02 and NL03), 2 March 00:00 to 4 March 00:00; about 12 reports would be "
            "usual."
        ),
        (
            "Its silence is not calm: what happened meanwhile may be missing. Ask it, and others "
            "who watch the same; record what they tell, however late."
        ),
    ],
    K.GAP_OVER: [
        (
            "Gap over: Northern Monitor: 2 March 00:00 to 4 March 00:00 is no probable gap any "
            "more, by what is on record now."
        ),
    ],
    K.RESTATED: [
        "Correction: calm, day from 3 March 2026.",
        "On 4 March 16:00 we told you: “calm: kept”.",
        (
            "With north/r1 (known 5 March 10:00), it is: breach confirmed (more than the limit is "
            "confirmed)."
        ),
    ],
    K.AMENDED: [
        "Amendment: calm, day from 3 March 2026.",
        "On 4 March 16:00 we told you: “calm: kept”.",
        (
            "The parties changed the text; nobody erred. By the text now in force it is: kept "
            "(watched throughout, and within the limit)."
        ),
    ],
    K.OUR_ERROR: [
        "Our error: calm, day from 3 March 2026.",
        "On 4 March 16:00 we told you: “calm: kept”.",
        (
            "The record had not changed: our rules, or the program, were wrong. It is: breach "
            "confirmed (more than the limit is confirmed)."
        ),
    ],
}
"""Lines that stand above the table, each whole, written before the program said them."""


def test_every_kind_is_tried() -> None:
    """A kind without its words here would be told in words that nobody has read."""
    assert set(SAYS) == set(SAMPLES) == set(AlertKind)


@pytest.mark.parametrize("kind", AlertKind)
def test_each_kind_says_what_it_must(kind: AlertKind) -> None:
    """What it is, before and now, what has to be known beside it, and the next dates."""
    references = ("feedfeedfeedfeed",) if kind in CORRECTS else ()
    given = around(told=told("feedfeedfeedfeed", "calm: kept"))
    lines = above_of(compose([sample(kind, references=references)], given).text)

    assert lines[0] == "INTERNAL · A truce · Thu 5 March 2026 12:00 Paris"
    assert [line for line in SAYS[kind] if line not in lines] == []
    assert "Next: 6 March 00:00 day 5 ends; 7 March 00:00 day 6 ends" in lines


@pytest.mark.parametrize("kind", AlertKind)
def test_below_stands_all_that_proves_it(kind: AlertKind) -> None:
    """The version of the rules, both times, the anchor, its id, whom it may reach, and a link."""
    alert = sample(kind)
    text = compose([alert], around()).text

    for line in (
        f"Rules: A truce (paris), version {HASH} of the text (SHA-256)",
        f"Journal: act 41, chain head {HASH}",
        f"Message: {alert.id}",
        "Handling: INTERNAL",
        "Leading record: north/r1: happened 3 March 13:00–13:06; known 5 March 10:00",
        (
            "What comes next: 6 March 00:00 day 5 ends; 7 March 00:00 day 6 ends; 8 March 00:00 "
            "day 7 ends"
        ),
    ):
        assert line in text.split("\n")
    assert "See why: https://monitor.example.org/" in text
    assert "agreement=paris" in text


def test_the_table_says_who_what_and_both_times() -> None:
    """Each record has its source, what it says with names quoted, when, and since when known."""
    text = compose([sample(K.BREACHED)], around()).text

    assert (
        "- Northern Monitor: shelling, by “A” against not stated; Northtown; killed: not stated\n"
        "  happened 3 March 13:00–13:06; known 5 March 10:00 [north/r1]\n"
    ) in text


def test_the_subject_is_the_agreement_what_and_when() -> None:
    """One line that can be read in a list of mails."""
    assert (
        compose([sample(K.COUNT_RESTARTS)], around()).subject
        == "A truce · The count restarts: week · 5 March 12:00"
    )


def test_a_drill_says_so_first_and_everywhere() -> None:
    """Nobody takes an exercise for what happened: subject, text and payload say it first."""
    drill = compose([sample(K.BREACHED)], around(status=Status.DRILL))

    assert drill.subject.startswith("DRILL: A truce · ")
    assert drill.text.startswith("DRILL. This is an exercise: nothing in it has happened.\n")
    assert drill.payload["status"] == "Exercise"


def test_what_is_told_late_says_so_first() -> None:
    """After a time without the service what turned meanwhile is told as late, with its instant."""
    late = compose([sample(K.BREACHED, late=True)], around(moment=NOON + 9 * HOUR))

    assert late.subject.startswith("LATE: A truce · ")
    assert late.text.split("\n")[0] == (
        "LATE. Told late: the service was not running, or paused. "
        "It is of Thu 5 March 2026 12:00 Paris."
    )
    assert late.payload["late"] is True


def test_a_correction_names_who_was_told_and_what_it_corrects() -> None:
    """When, how many, in which words; its references are those of the messages that it corrects."""
    alert = sample(K.RESTATED, references=("feedfeedfeedfeed",), does=Does.UPDATE)
    found = compose([alert], around(told=told("feedfeedfeedfeed", "calm: kept")))

    assert "Told before: Wed 4 March 2026 16:00 Paris, to 3 people: “calm: kept”" in found.text
    assert "Follows or corrects: feedfeedfeedfeed" in found.text
    assert found.payload["type"] == "update"
    assert found.payload["references"] == ["feedfeedfeedfeed"]


def test_only_records_known_since_it_was_told_made_the_difference() -> None:
    """What had been known when people were told cannot be why it reads otherwise now."""
    old = known(attack(61, "old"), NOON - 40 * HOUR)
    new = known(attack(62, "new"), NOON - HOUR)
    given = around(told=told("a", "kept"), records=(old, new))
    text = compose([sample(K.RESTATED, references=("a",))], given).text

    assert "With north/new (known 5 March 11:00), it is: breach confirmed" in text
    assert "With north/old" not in text
    assert "Leading record: north/new: " in text


def test_what_is_taken_back_says_so() -> None:
    """A record that is gone is told as taken back, and cancels what was told."""
    turned = turned_as(K.STATEMENT)
    gone = alert_of(
        type(turned)(
            "paris", turned.subject, NOON, NOON, turned_as(K.RESTATED).kind, turned.after, None
        ),
        K.RESTATED,
        does=Does.CANCEL,
        references=("a",),
    )
    found = compose([gone], around(told=told("a", "“A” declares over: the truce")))

    assert "It is taken back: not on record." in above_of(found.text)
    assert found.payload["type"] == "cancel"


def test_the_gravest_leads_and_the_others_follow_in_a_line_each() -> None:
    """What a desk is told by one act is one message: lines above, all of it below."""
    group = [sample(K.UNDETERMINED), sample(K.DUE), sample(K.OUT_OF_FORCE), sample(K.OVERDUE)]
    found = compose(group, around())
    lines = above_of(found.text)

    assert lines[1] == "The agreement is out of force since 5 March 11:00."
    assert "Also: Overdue: report." in lines
    assert "Also: 2 more, listed below." in lines
    assert found.text.count("Also told: ") == 3
    assert [one["kind"] for one in found.payload["also"]] == ["overdue", "due", "undetermined"]


def test_what_interrupts_leads_what_does_not() -> None:
    """However grave its kind is: people were woken by the other."""
    quiet = sample(K.OUT_OF_FORCE, desks={"policy_desk": Way.DIGEST})

    assert above_of(compose([quiet, sample(K.DUE)], around()).text)[1].startswith("talks: due")


def test_a_phase_that_all_have_alike_is_told_once() -> None:
    """Not once for each party as well."""
    for_all = sample(K.CLOSED)
    turned = for_all.turned
    each = alert_of(
        type(turned)(
            "paris",
            type(turned.subject)(phase="talks", holder="a"),
            turned.at,
            turned.known,
            turned.kind,
            turned.before,
            turned.after,
        ),
        K.CLOSED,
    )

    assert "Also" not in compose([each, for_all], around()).text


def test_nothing_known_only_later_is_in_it() -> None:
    """A record of after the alert is left out of table and payload, though it were handed over."""
    later = known(attack(62, "later"), NOON + HOUR)
    found = compose([sample(K.BREACHED)], around(records=(later,)))

    assert "north/later" not in found.text + found.html + str(found.payload)
    assert "No record is named" in found.text


def test_a_message_may_reach_whom_its_strictest_record_may() -> None:
    """A restricted report makes the message restricted, and it says so at its head."""
    secret = attack(60, "r1", handling=Handling.RESTRICTED)
    found = compose([sample(K.BREACHED)], around(records=(known(secret, NOON),)))

    assert found.handling is Handling.RESTRICTED
    assert found.text.startswith("RESTRICTED · ")


def test_times_are_those_of_the_desk() -> None:
    """A desk elsewhere reads its own clock, named at the head; the link is as the pages have it."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - one test alone speaks of another zone

    text = compose([sample(K.OPENED)], around(zone=ZoneInfo("America/New_York"))).text

    assert text.startswith("INTERNAL · A truce · Thu 5 March 2026 06:00 New York\n")
    assert "talks: open, since 5 March 05:00." in text
    assert "at=2026-03-05T12%3A00" in text


def test_the_acts_behind_it_are_named() -> None:
    """Who recorded what since, as the pages say it."""

    class Act:
        seq, actor, act, body = 7, "officer", "upload", {"file": "north.csv"}

    turned = turned_as(K.BREACHED)
    alert = alert_of(
        type(turned)(
            turned.agreement,
            turned.subject,
            turned.at,
            turned.known,
            turned.kind,
            turned.before,
            turned.after,
            because=(7,),
        ),
        K.BREACHED,
    )
    act: Behind = Act()
    text = compose([alert], around(acts={7: act})).text

    assert "Acts: Recorded since what was said before: act 7 (north.csv, by officer)." in text


def test_the_same_is_written_the_same() -> None:
    """Pure: whoever composes again gets the same bytes."""
    first = compose([sample(K.MET)], around())

    assert compose([sample(K.MET)], around()) == first
    assert compose([sample(K.MET)], around(moment=NOON + timedelta(minutes=1))) != first


def test_a_term_and_a_phase_come_near_in_their_own_words() -> None:
    """What ends is said to end, and what runs out to run out; nothing is said to be met."""
    near = NOON + 6 * HOUR
    talks = Transition(
        "paris",
        TALKS,
        NOON,
        NOON,
        Kind.CHANGE,
        Holds("open", since=(NOON, NOON), until=near),
        Holds("open", since=(NOON, NOON), until=near, near=near),
    )
    pending = Holds("not_yet", "pending")
    report = Transition(
        "paris", REPORT, NOON, NOON, Kind.CHANGE, pending, replace(pending, near=near)
    )

    phase, term = (
        above_of(compose([alert_of(one, K.APPROACHING)], around()).text) for one in (talks, report)
    )
    assert phase[1:3] == ["Running out: talks.", "It runs out 5 March 18:00 unless renewed."]
    assert term[1:3] == ["The term is ending: report.", "Its term ends 5 March 18:00."]


def test_the_link_of_a_correction_shows_the_past_as_it_is_known_now() -> None:
    """At the instant that had been said wrongly, with the knowledge that corrects it."""
    link = str(compose([sample(K.RESTATED)], around()).payload["link"])

    assert "at=2026-03-04T12%3A00&known=2026-03-05T12%3A00&condition=calm&day=2026-03-03" in link


@pytest.mark.parametrize("says", Says)
def test_a_statement_names_the_clause_on_how_it_ends_where_it_bears_on_that(says: Says) -> None:
    """That it is over, or unmet; what somebody offers or denies ends nothing, and names nothing."""
    subject, _, after = SAMPLES[K.STATEMENT]
    assert after is not None
    turned = replace(turned_as(K.STATEMENT), after=replace(after, word=says.value))
    terms = ENDING
    text = compose([alert_of(turned, K.STATEMENT)], around(terms=terms)).text

    bears = says in {Says.DECLARES_OVER, Says.JUDGES_UNMET}
    assert ("Clause C-9: Either may end it." in above_of(text)) == bears
    assert ("Clause: C-9" in text) == bears
    assert subject.noted == "statement"


@pytest.mark.parametrize(
    ("word", "clause"),
    [
        ("satisfied", "C-1"),
        ("satisfied_withdrawn", "C-1"),
        ("talks", "C-8"),
        ("extended", "C-8"),
        ("ended", "C-9"),
        ("own_freeze", "C-9"),
    ],
)
def test_a_decision_names_the_clause_of_what_it_moves(word: str, clause: str) -> None:
    """The condition that asks for it, the phase that it opens or renews; else that on its end."""
    _, _, after = SAMPLES[K.DECISION]
    assert after is not None
    turned = replace(turned_as(K.DECISION), after=replace(after, word=word))
    text = compose([alert_of(turned, K.DECISION)], around(terms=ENDING)).text
    assert f"Clause: {clause}: " in text


def test_a_serious_incident_says_which_condition_counts_it_or_that_none_does() -> None:
    """Counted, perhaps counted, nearest to none, judged by none; a clause only where one counts."""
    tables = Tables.in_memory()
    tables.load([Known(attack(60, "r1"), (1, 1), NOON)])
    (version,) = tables.incidents(NOON, NOON - 60 * HOUR, NOON)
    doubted = Evidence(version.incident, None, (Reason.NOT_CONFIRMED,))
    outside = Evidence(version.incident, counts=False, reasons=(Reason.PERPETRATOR,))
    for found, says, clause in (
        (Weighed("calm", None, counts=True), "It counts under “calm”.", True),
        (
            Weighed("calm", None, None, doubted),
            "It may count under “calm”, not for certain: ",
            True,
        ),
        (
            Weighed("calm", None, counts=False, evidence=outside),
            "It is counted by no condition; nearest is “calm”: ",
            False,
        ),
        (
            Weighed(None, None, counts=False),
            "It is counted by no condition: none judges the time at which it happened.",
            False,
        ),
    ):
        text = compose([sample(K.SERIOUS)], around(weighed=found)).text
        assert any(line.startswith(says) for line in above_of(text)), above_of(text)
        assert ("Clause: C-1" in text) == clause
