"""What differs between two sayings: by hand-made sayings, one difference at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.alerts.compare import Standing, changes, corrections
from monitor.alerts.telling import Course
from monitor.alerts.transition import Holds, Kind, Subject, Transition, as_plain, from_plain
from monitor.evaluation.said import Days, Saying, Stood, Told, saying
from monitor.evaluation.verdict import (
    ALL_NAMED,
    Cause,
    Evaluation,
    Finding,
    Member,
    PhaseState,
    Progress,
    Verdict,
)
from monitor.evaluation.verdict import (
    Standing as PhaseStanding,
)

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FIRST = date(2026, 3, 1)
HOUR = timedelta(hours=1)
KEPT = (Verdict.KEPT, Cause.WITHIN)
BREACHED = (Verdict.BREACHED, Cause.EXCEEDED)
UNSEEN = (Verdict.UNDETERMINED, Cause.UNWATCHED)
RUNNING = (Verdict.UNDETERMINED, Cause.RUNNING)
UNCONFIRMED = (Verdict.UNDETERMINED, Cause.UNCONFIRMED)
LETTERS = {"k": KEPT, "b": BREACHED, "u": UNSEEN}


def runs(days: str) -> tuple[Days, ...]:
    """Finished days from FIRST on, a letter each."""
    found: list[Days] = []
    for number, letter in enumerate(days):
        day, judged = FIRST + timedelta(days=number), LETTERS[letter]
        if found and (found[-1].verdict, found[-1].cause) == judged:
            found[-1] = replace(found[-1], last=day)
        else:
            found.append(Days(day, day, *judged))
    return tuple(found)


def limit(days: str, today: tuple[Verdict, Cause] | None = None) -> Told:
    """A limit after these days; `today` is the running day, None at the end of the last one."""
    judged = today or LETTERS[days[-1]]
    early = today is not None and today[1] in {Cause.RUNNING, Cause.UNWATCHED}
    return Told("calm", None, *judged, days=runs(days), early=early)


def streak(least: int, most: int, unit: str = "days") -> Told:
    """A streak that is not met yet."""
    progress = Progress(least, most, 7, unit)
    return Told("week", None, Verdict.NOT_YET, Cause.COUNTING, progress)


def gate(judged: tuple[Verdict, Cause], *, early: bool = False) -> Told:
    """A gate."""
    return Told("both", None, *judged, early=early)


def asked(first: str) -> Told:
    """Decisions asked of two parties, of which the second has not decided."""
    parties = (("a", Cause(first)), ("b", Cause.NOT_DECIDED))
    return Told("pledge", None, Verdict.NOT_YET, Cause.NOT_DECIDED, decided=parties)


def stage(state: PhaseState, since: datetime | None = None, until: datetime | None = None) -> Stood:
    """A phase for all parties named."""
    return Stood("talks", ALL_NAMED, state, since and (since, since), until)


def of(*told: Told | Stood, ended: datetime | None = None) -> Saying:
    """A saying of an agreement in force, or ended."""
    conditions = tuple(one for one in told if isinstance(one, Told))
    phases = tuple(one for one in told if isinstance(one, Stood))
    return Saying(ended is None, ended, conditions, phases)


def course(
    said: Saying,
    by_rules: Saying | None = None,
    by_record: Saying | None = None,
    present: Saying | None = None,
    passed: timedelta = HOUR,
) -> Course:
    """From what was said to what holds; each step as the one before where it is not given."""
    by_rules = by_rules or said
    by_record = by_record or by_rules
    return Course(
        "test",
        Standing(said, {}),
        by_rules,
        by_record,
        present or by_record,
        NOON,
        NOON + passed,
        NOON + passed,
        (7,),
    )


def short(found: Transition) -> tuple[str, str, str | None, str | None]:
    """A transition by its kind, its subject, and the words before and after."""
    named = found.subject
    what = named.condition or named.phase or "agreement"
    if named.day:
        what += f" {named.day.day}-{(named.last_day or named.day).day}"
    kind = "ours" if found.ours else found.kind.value
    return kind, what, found.before and found.before.word, found.after and found.after.word


def stage_between(state: PhaseState, first: datetime, last: datetime) -> Stood:
    """A phase for all parties named that has begun at some instant of these."""
    return Stood("talks", ALL_NAMED, state, (first, last))


OPEN, LAPSED, NOT_DUE = PhaseState.OPEN, PhaseState.LAPSED, PhaseState.NOT_DUE
UNDETERMINED = PhaseState.UNDETERMINED
CASES = {
    "nothing": (course(of(limit("kk"), streak(2, 2))), []),
    "kept to breached": (
        course(of(limit("kk")), present=of(limit("kk", BREACHED))),
        [("change", "calm", "kept", "breached")],
    ),
    "a day begins": (course(of(limit("kk")), present=of(limit("kk", RUNNING))), []),
    "a day goes by unseen so far": (course(of(limit("kk")), present=of(limit("kk", UNSEEN))), []),
    "something told of today": (
        course(of(limit("kk", RUNNING)), present=of(limit("kk", UNCONFIRMED))),
        [("change", "calm", "kept", "undetermined")],
    ),
    "the breach of the day before stands while today runs": (
        course(of(limit("kb")), present=of(limit("kb", RUNNING))),
        [],
    ),
    "a calm day after a breach": (
        course(of(limit("kb", RUNNING)), present=of(limit("kbk"))),
        [("change", "calm", "breached", "kept")],
    ),
    "a late report of day 3, told at its end": (
        course(of(limit("kkk"), streak(3, 3)), by_record=of(limit("kkb"), streak(0, 0))),
        [
            ("correction", "calm 3-3", "kept", "breached"),
            ("correction", "week", "not_yet", "not_yet"),
        ],
    ),
    "a late report of day 2": (
        course(of(limit("kkk", RUNNING)), by_record=of(limit("kbk", RUNNING))),
        [("correction", "calm 2-2", "kept", "breached")],
    ),
    "a late report of the last day while today runs": (
        course(
            of(limit("kk", RUNNING)),
            by_record=of(limit("kb", RUNNING)),
            present=of(limit("kb", RUNNING)),
        ),
        [("correction", "calm 2-2", "kept", "breached")],
    ),
    "a withdrawn report": (
        course(of(limit("bb")), by_record=of(limit("kk"))),
        [("correction", "calm 1-2", "breached", "kept")],
    ),
    "an undone upload of a watch, days apart": (
        course(of(limit("kbk")), by_record=of(limit("ubu"))),
        [
            ("correction", "calm 1-1", "kept", "undetermined"),
            ("correction", "calm 3-3", "kept", "undetermined"),
        ],
    ),
    "an attack of this morning reported now": (
        course(
            of(limit("kk", RUNNING)),
            by_record=of(limit("kk", BREACHED)),
            present=of(limit("kk", BREACHED)),
        ),
        [("change", "calm", "kept", "breached")],
    ),
    "a breach of today withdrawn": (
        course(of(limit("kk", BREACHED)), by_record=of(limit("kk", RUNNING))),
        [("correction", "calm", "breached", "undetermined")],
    ),
    "another text of the rules": (
        course(of(limit("kk")), by_rules=of(limit("bb"))),
        [("ours", "calm 1-2", "kept", "breached")],
    ),
    "our error and a late report": (
        course(of(limit("kk")), by_rules=of(limit("uk")), by_record=of(limit("ub"))),
        [
            ("ours", "calm 1-1", "kept", "undetermined"),
            ("correction", "calm 2-2", "kept", "breached"),
        ],
    ),
    "a condition that the text has only now": (
        course(of(limit("kk")), by_rules=of(limit("kk"), streak(2, 2))),
        [("ours", "week", None, "not_yet")],
    ),
    "a condition that the text has only now, of which it is too early to say anything": (
        course(of(limit("kk")), by_rules=of(limit("kk"), gate(RUNNING, early=True))),
        [],
    ),
    "one that goes before anything was said of it": (
        course(of(limit("kk"), gate(RUNNING, early=True)), present=of(limit("kk"))),
        [],
    ),
    "a condition that the text has no more": (
        course(of(limit("kk"), streak(2, 2)), by_rules=of(limit("kk"))),
        [("ours", "week", "not_yet", None)],
    ),
    "a scope that comes and one that goes": (
        course(of(streak(1, 1)), present=of(replace(streak(1, 1), scope="a"))),
        [("change", "week", None, "not_yet"), ("change", "week", "not_yet", None)],
    ),
    "another day of a streak": (
        course(of(streak(2, 2)), present=of(streak(3, 3))),
        [("change", "week", "not_yet", "not_yet")],
    ),
    "hours that went by": (
        course(of(streak(20, 40, "hours")), present=of(streak(30, 50, "hours")), passed=10 * HOUR),
        [],
    ),
    "hours in which nobody watched": (
        course(of(streak(0, 40, "hours")), present=of(streak(0, 50, "hours")), passed=10 * HOUR),
        [],
    ),
    "hours that start anew": (
        course(of(streak(0, 2, "hours")), present=of(streak(0, 3, "hours")), passed=10 * HOUR),
        [("change", "week", "not_yet", "not_yet")],
    ),
    "hours that start anew before there were many": (
        course(of(streak(0, 1, "hours")), present=of(streak(0, 2, "hours")), passed=2.9 * HOUR),
        [("change", "week", "not_yet", "not_yet")],
    ),
    "a few of many hours that went by": (
        course(of(streak(0, 40, "hours")), present=of(streak(0, 46, "hours")), passed=10 * HOUR),
        [("change", "week", "not_yet", "not_yet")],
    ),
    "certainty of hours lost": (
        course(of(streak(20, 40, "hours")), present=of(streak(0, 50, "hours")), passed=10 * HOUR),
        [("change", "week", "not_yet", "not_yet")],
    ),
    "one of two parties decides": (
        course(of(asked("not_decided")), present=of(asked("decided"))),
        [("change", "pledge", "not_yet", "not_yet")],
    ),
    "a gate that waits for the running day": (
        course(of(gate(KEPT)), present=of(gate(RUNNING, early=True))),
        [],
    ),
    "a phase opens": (
        course(of(stage(NOT_DUE)), present=of(stage(OPEN, NOON))),
        [("change", "talks", "not_due", "open")],
    ),
    "a phase is renewed to a later end": (
        course(of(stage(OPEN, NOON, NOON + HOUR)), present=of(stage(OPEN, NOON, NOON + 2 * HOUR))),
        [("change", "talks", "open", "open")],
    ),
    "a decision of an open hour may have opened a phase, and still may": (
        course(
            of(stage_between(UNDETERMINED, NOON - HOUR, NOON)),
            present=of(stage_between(UNDETERMINED, NOON - HOUR, NOON + HOUR)),
        ),
        [],
    ),
    "what it opened may have run out, and still may": (
        course(
            of(stage_between(UNDETERMINED, NOON - 3 * HOUR, NOON)),
            present=of(stage_between(UNDETERMINED, NOON - 2 * HOUR, NOON + HOUR)),
        ),
        [],
    ),
    "it may have begun earlier than was said": (
        course(
            of(stage_between(UNDETERMINED, NOON, NOON)),
            present=of(stage_between(UNDETERMINED, NOON - HOUR, NOON + HOUR)),
        ),
        [("change", "talks", "undetermined", "undetermined")],
    ),
    "a phase that began anew": (
        course(of(stage(OPEN, NOON)), present=of(stage(OPEN, NOON + HOUR))),
        [("change", "talks", "open", "open")],
    ),
    "a phase that was open was never opened": (
        course(of(stage(OPEN, NOON)), by_record=of(stage(NOT_DUE))),
        [("correction", "talks", "open", "not_due")],
    ),
    "a phase had lapsed when it was said to be open, and is open again": (
        course(of(stage(OPEN, NOON)), by_record=of(stage(LAPSED, NOON)), present=of(stage(OPEN))),
        [("correction", "talks", "open", "lapsed"), ("change", "talks", "lapsed", "open")],
    ),
    "the agreement ends": (
        course(of(limit("kk")), present=of(limit("kk"), ended=NOON)),
        [("change", "agreement", "in_force", "not_in_force")],
    ),
    "it had ended before what was said": (
        course(of(limit("kkk")), by_record=of(limit("kk"), ended=NOON - HOUR)),
        [
            ("correction", "agreement", "in_force", "not_in_force"),
            ("correction", "calm 3-3", "kept", None),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_told(name: str) -> None:
    """Our errors first, then what records corrected, then what changed; nothing twice."""
    found, wanted = CASES[name]

    assert [short(told) for told in found.transitions()] == wanted


@pytest.mark.parametrize("name", CASES)
def test_what_was_told_is_not_told_again(name: str) -> None:
    """From what holds to what holds there is nothing; a transition can be written and read back."""
    found, _ = CASES[name]
    later = replace(
        found,
        said=found.stands,
        by_rules=found.present,
        by_record=found.present,
        said_at=found.at,
        at=found.at,
    )

    assert list(later.transitions()) == []
    told = tuple(found.transitions())
    assert from_plain(as_plain(told)) == told


def test_a_gate_says_again_what_it_said_before_the_day_ran() -> None:
    """A gate on a limit is open while a day runs, whoever asks; that is news to nobody."""
    running = of(gate(RUNNING, early=True))
    for acts in range(3):
        stands = Standing(of(gate(KEPT)), {})
        for _ in range(acts):
            stands = stands.again(stands.last).then(running)
        stands = stands.again(stands.last)
        assert list(changes(stands, of(gate(KEPT)), HOUR)) == []
        found = list(changes(stands, of(gate(BREACHED)), HOUR))
        assert [(was and was.word, now and now.word) for _, was, now in found] == [
            ("kept", "breached")
        ]


def test_a_transition_names_what_it_rests_on() -> None:
    """A correction is told of the instant that had been said, a change of the present."""
    correction, change = course(
        of(limit("kk")), by_record=of(limit("kb")), present=of(limit("kb", UNCONFIRMED))
    ).transitions()

    assert (correction.kind, correction.at, correction.known) == (
        Kind.CORRECTION,
        NOON,
        NOON + HOUR,
    )
    assert correction.subject == Subject("calm", None, FIRST + timedelta(1), FIRST + timedelta(1))
    assert correction.after == Holds("breached", "exceeded")
    assert (change.kind, change.at, change.because) == (Kind.CHANGE, NOON + HOUR, (7,))


def test_what_cannot_be_wrong_is_no_correction() -> None:
    """Of one instant and one saying nothing differs; what it was too early for was not said."""
    for said in (of(limit("kk")), of(limit("kk", RUNNING)), of(stage(OPEN, NOON))):
        assert list(corrections(said, said)) == []
    assert list(corrections(of(limit("k", RUNNING)), of(limit("k", BREACHED)))) == []


def test_a_saying_is_read_back_as_it_was_written() -> None:
    """Everything that an evaluation can say, gates and phases with it, survives the journal."""
    inner = Member("calm", "a", None, Verdict.UNDETERMINED, Cause.RUNNING)
    nested = Member(None, None, None, Verdict.UNDETERMINED, Cause.OPEN_MEMBERS, (inner,))
    found = saying(
        Evaluation(
            "test",
            NOON,
            NOON,
            None,
            None,
            in_force=True,
            ended=None,
            findings=(
                Finding(
                    "both",
                    None,
                    Verdict.UNDETERMINED,
                    Cause.OPEN_MEMBERS,
                    members=(nested,),
                    decided=(("a", Cause.DECIDED),),
                    provisional_until=NOON,
                ),
                Finding(
                    "week", "é", Verdict.NOT_YET, Cause.COUNTING, progress=Progress(0, 1, 7, "days")
                ),
            ),
            phases=(PhaseStanding("talks", "a", OPEN, (NOON, NOON + HOUR), NOON + 2 * HOUR),),
        )
    )
    said = replace(found, conditions=(*found.conditions, limit("kkbu", RUNNING)))

    assert Saying.load(said.dump()) == said
    assert Saying.load(said.dump()).dump() == said.dump()
    assert not said.conditions[0].settled


def test_a_late_report_of_the_first_day_is_told_though_that_day_was_looked_at_before() -> None:
    """On a day without one before it, too early is not known: what is reported then is news."""
    early = of(limit("", UNSEEN))
    reported = of(limit("", BREACHED))
    stands = Standing(early, {}).again(reported)
    ((about, was, now),) = changes(stands, reported, HOUR)
    assert (about, was, now and now.word) == (Subject("calm"), None, "breached")
    assert list(corrections(early, reported)) == []
    assert list(changes(Standing(reported, {}), reported, HOUR)) == []
