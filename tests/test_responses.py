"""Duties to answer, by the real engine: every day, every boundary, and what is said of them.

Made-up convoys; hours are counted from the start of day 0.
"""

from datetime import timedelta

import pytest

from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.levels import truth_at_end
from monitor.evaluation.owed import Owed
from monitor.evaluation.turning import next_deadline
from monitor.evaluation.verdict import Cause, Verdict
from monitor.evaluation.view import View
from tests.duty_samples import AID, ASKED, convoys, days, judged, seen, told
from tests.engine import TABLES
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    record,
    watch,
)

WATCHED = watch(START - 30 * DAY, START + 40 * DAY)
MOVES = convoys(aid=AID)
WORDS = convoys(
    theirs={"response": {**AID["response"], "with": {"attested": "came", "by": ["un"]}}},
    anybodys={"response": {**AID["response"], "with": {"attested": "came"}}},
)
GRANTS = convoys(replies=ASKED)


def left(hours: float, key: str = "a", length: float = 0) -> list[Fields]:
    """A convoy certainly left, so many hours after the start."""
    when = START + hours * HOUR
    return seen("left", key, when, when + length * HOUR)


def came(hours: float, key: str = "b", length: float = 0) -> list[Fields]:
    """A convoy certainly came."""
    when = START + hours * HOUR
    return seen("came", key, when, when + length * HOUR)


def asked(hours: float) -> Fields:
    """The opposition's word that it asked."""
    return attestation("opposition", "asked", START + hours * HOUR)


def granted(hours: float, by: str = "government") -> Fields:
    """A decision to grant."""
    return decision(by, "granted", START + hours * HOUR)


def four(name: str, rows: list[Fields], terms: object = MOVES) -> list[str]:
    """What the first four days read once they have ended."""
    assert terms in (MOVES, GRANTS)
    return days(judged(MOVES if terms is MOVES else GRANTS, rows, START + 4 * DAY), name)


SECOND = 1 / 3600
ANSWERED, OVERDUE, NOBODY = "kept", "breached", "nobody_asked"


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        pytest.param([], [NOBODY] * 4, id="nobody asked"),
        pytest.param(left(10), [ANSWERED, ANSWERED, OVERDUE, OVERDUE], id="never"),
        pytest.param([*left(10), *came(58)], [ANSWERED] * 4, id="exactly in time"),
        pytest.param(
            [*left(10), *came(58 + SECOND)], [ANSWERED, ANSWERED, OVERDUE, ANSWERED], id="late"
        ),
        pytest.param([*left(10), *came(10)], [ANSWERED] * 4, id="at the same instant"),
        pytest.param(
            [*left(10), *came(10 - SECOND)], [ANSWERED, ANSWERED, OVERDUE, OVERDUE], id="before"
        ),
        pytest.param(left(-SECOND), [NOBODY] * 4, id="asked before the start"),
        pytest.param(left(0), [ANSWERED, ANSWERED, OVERDUE, OVERDUE], id="at the start"),
        pytest.param(left(24), [NOBODY, ANSWERED, ANSWERED, OVERDUE], id="term ends with a day"),
        pytest.param(
            [*left(10), *came(80)], [ANSWERED, ANSWERED, OVERDUE, OVERDUE], id="late into a day"
        ),
        pytest.param(
            [*left(10), *came(72)], [ANSWERED, ANSWERED, OVERDUE, ANSWERED], id="as a day begins"
        ),
        pytest.param(
            left(23, length=2), ["open_answers", ANSWERED, "open_answers", OVERDUE], id="across"
        ),
    ],
)
def test_each_day_of_a_response(rows: list[Fields], reads: list[str]) -> None:
    """A day is a breach while an answer is overdue on it, and kept where one was asked for."""
    assert four("aid", [WATCHED, *rows]) == reads


def test_one_tick_after_the_term_it_is_overdue() -> None:
    """At its end it is in time; once the tick after it has gone by, the running day is a breach."""
    TABLES.load(record(WATCHED, *left(10)))

    def says(at: timedelta) -> str:
        return evaluate(MOVES, TABLES, START + at, LATER).of("aid").cause.value

    term = 58 * HOUR
    assert [says(term + n * TICK) for n in (-1, 0, 1, 2)] == ["running"] * 3 + ["overdue"]


def test_an_answer_at_the_horizon_has_not_come() -> None:
    """What happens at the instant asked about is not yet judged."""
    TABLES.load(record(WATCHED, *left(10), *came(60)))
    states = [
        evaluate(MOVES, TABLES, START + 60 * HOUR + n * TICK, LATER).of("aid").obligations[0].state
        for n in (0, 1)
    ]

    assert states == [Owed.OVERDUE, Owed.LATE]


def test_absence_counts_only_where_it_was_watched() -> None:
    """From the first instant that nobody watched on it is open, not a breach."""
    until = watch(START, START + 70 * HOUR)

    assert four("aid", left(10)) == [ANSWERED, ANSWERED, "open_answers", "open_answers"]
    assert four("aid", [until, *left(10)]) == [ANSWERED, ANSWERED, OVERDUE, "open_answers"]
    assert four("aid", [*left(10), *came(60)])[3] == ANSWERED


def test_acts_are_seen_by_those_who_act() -> None:
    """A decision that nobody recorded was not taken; another's is no answer."""
    assert four("replies", [asked(10)], GRANTS) == [ANSWERED, ANSWERED, OVERDUE, OVERDUE]
    assert four("replies", [asked(10), granted(58)], GRANTS) == [ANSWERED] * 4
    other = [asked(10), granted(58, by="opposition")]
    assert four("replies", other, GRANTS) == [ANSWERED, ANSWERED, OVERDUE, OVERDUE]
    denied = {**asked(10), "holds": False}
    assert four("replies", [denied], GRANTS) == [NOBODY] * 4


def test_what_is_not_confirmed_may_ask_and_may_answer() -> None:
    """An unconfirmed request is open once it would be overdue; an unconfirmed answer as well."""
    request = told("left", "a", START + 10 * HOUR)
    answer = told("came", "b", START + 20 * HOUR)

    assert four("aid", [WATCHED, request]) == ["open_answers"] * 4
    assert four("aid", [WATCHED, *left(10), answer]) == [
        *[ANSWERED, ANSWERED],
        *["open_answers", "open_answers"],
    ]
    answered = judged(MOVES, [WATCHED, request, *came(20)], START + 4 * DAY).of("aid")
    assert answered.obligations[0].state is Owed.MET
    assert not answered.obligations[0].item.must


def test_days_of_the_term_lead_to_the_same_hour() -> None:
    """Two days across a change of clocks are not 48 hours: the hour of the clock counts."""
    terms = convoys(
        days={"response": {"to": "left", "with": "came", "within": "2 days"}},
        hours=AID,
    )
    odd = START + 44 * DAY
    rows = [watch(START, START + 60 * DAY), *seen("left", "a", odd)]

    found = judged(terms, rows, odd + DAY)

    assert found.of("days").obligations[0].deadline == odd + 49 * HOUR
    assert found.of("hours").obligations[0].deadline == odd + 48 * HOUR


def test_scopes_are_of_what_asks() -> None:
    """Per party only the one that asks owes anything to it; an unknown one may be either."""
    terms = convoys(aid={**AID, "per": "party"}, replies={**ASKED, "per": "party"})
    by_nobody = [{**left(10)[0], "by": ("gunmen",)}, left(10)[1]]

    found = judged(terms, [WATCHED, *left(10), asked(10)], START + 3 * DAY)
    unknown = judged(terms, [WATCHED, *by_nobody], START + 3 * DAY)

    assert days(found, "aid", "government") == [ANSWERED, ANSWERED, OVERDUE]
    assert days(found, "aid", "opposition") == [NOBODY] * 3
    assert days(found, "replies", "opposition") == [ANSWERED, ANSWERED, OVERDUE]
    assert {days(unknown, "aid", one)[2] for one in ("government", "opposition")} == {
        "open_answers"
    }
    with pytest.raises(KeyError):
        found.of("replies", "government")


def test_a_streak_counts_days_of_answers() -> None:
    """Days with nothing overdue are counted; a day on which nobody asked may be one, or not."""
    terms = convoys(aid=AID, run={"streak": {"of": "aid", "for": "3 days"}})
    rows = [WATCHED, *left(10), *came(58 + SECOND)]

    def progress(rows: list[Fields], day: int) -> tuple[str, int, int]:
        found = judged(terms, rows, START + day * DAY).of("run")
        assert found.progress is not None
        return found.verdict.value, found.progress.least, found.progress.most

    assert [progress(rows, day) for day in (2, 3, 6)] == [
        *[("not_yet", 2, 2), ("not_yet", 0, 0)],
        ("kept", 3, 3),
    ]
    assert progress([WATCHED], 3) == ("undetermined", 0, 3)
    running = judged(terms, rows, START + 2 * DAY + 11 * HOUR).of("run")
    assert running.progress is not None
    assert running.progress.most == 0


def test_nobody_asked_is_unknown_to_a_gate() -> None:
    """It neither meets what asks for it nor fails it."""
    terms = convoys(aid=AID, both={"all": ["aid"]}, either={"not": "aid"})
    found = judged(terms, [WATCHED], START + DAY)

    assert found.of("aid").cause is Cause.NOBODY_ASKED
    assert found.of("both").verdict is found.of("either").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("position", range(4))
def test_a_past_day_reads_as_it_did_at_its_end(position: int) -> None:
    """The past is read off one evaluation."""
    TABLES.load(record(WATCHED, *left(10), *came(58 + SECOND)))
    view = View(MOVES, TABLES, START + 4 * DAY, LATER, None)
    then = evaluate(MOVES, TABLES, view.days[position].end, LATER).of("aid")

    truth = {Verdict.KEPT: True, Verdict.BREACHED: False}[then.verdict]
    assert truth_at_end(view, "aid", position) is truth


def test_an_overdue_answer_shows_by_the_clock_alone() -> None:
    """The next deadline is the first instant at which the day reads a breach, and no sooner."""
    TABLES.load(record(WATCHED, *left(10)))
    at = START + 50 * HOUR
    found = evaluate(MOVES, TABLES, at, LATER)

    turning = next_deadline(found, MOVES, TABLES)

    assert turning is not None
    assert turning.at == START + 58 * HOUR + 2 * TICK
    after = [evaluate(MOVES, TABLES, turning.at + n * TICK, LATER).of("aid") for n in (-1, 0)]
    assert [one.verdict for one in after] == [Verdict.UNDETERMINED, Verdict.BREACHED]
    assert after[0].obligations[0].state is Owed.PENDING


def test_states_of_all_that_is_owed() -> None:
    """Each request with its state, its term, and the keys of what may be its answer."""
    rows = [WATCHED, asked(1), asked(2), asked(30), granted(49.5), asked(60)]

    found = judged(GRANTS, rows, START + 90 * HOUR).of("replies")

    assert [(one.item.key, one.state) for one in found.obligations] == [
        ("un/r01", Owed.LATE),
        ("un/r02", Owed.MET),
        ("un/r03", Owed.MET),
        ("un/r05", Owed.PENDING),
    ]
    assert [[b.key for b in one.answers] for one in found.obligations] == [
        *[["un/r04"]] * 3,
        [],
    ]
    assert found.obligations[3].deadline == START + 108 * HOUR
    assert found.rests_on == ("un/r05",)


def test_what_a_breach_rests_on() -> None:
    """The incident that asked, marked where its answer is overdue on the day, and no other."""
    TABLES.load(record(WATCHED, *left(10, "a"), *left(20, "c"), *came(66, "b")))
    view = View(MOVES, TABLES, START + 4 * DAY, LATER, None)

    told = explain(view, "aid", None, view.days[2])

    assert told is not None
    assert [(e.incident.id, e.counts, e.suffices) for e in told.evidence] == [
        *[("un/a", True, True), ("un/c", True, False)],
        ("un/b", True, False),
    ]
    assert [one.state for one in told.obligations] == [Owed.LATE, Owed.MET]
    assert told.gaps == ()
    last = explain(view, "aid", None, None)
    assert last is not None
    assert last.obligations == ()


def test_unwatched_time_is_named() -> None:
    """Where an answer could have come unseen, that time is told with what is open."""
    TABLES.load(record(watch(START, START + 70 * HOUR), *left(10)))
    view = View(MOVES, TABLES, START + 4 * DAY, LATER, None)

    told = explain(view, "aid", None, None)

    assert told is not None
    assert told.gaps == ((START + 70 * HOUR, START + 4 * DAY),)
    assert told.finding.obligations[0].overdue == (
        START + 58 * HOUR + TICK,
        START + 70 * HOUR,
    )


def tied(**fields: object) -> dict[str, object]:
    """Return what a record refers to."""
    return {"references": tuple(f"{name}={value}" for name, value in fields.items())}


@pytest.mark.parametrize(
    ("asks", "answers", "reads"),
    [
        pytest.param(tied(convoy="UN-7"), tied(convoy="un-7 "), ANSWERED, id="the same value"),
        pytest.param(tied(convoy="UN-7"), tied(convoy="UN-8"), OVERDUE, id="another value"),
        pytest.param(tied(convoy="UN-7"), tied(truck="UN-7"), "open_answers", id="another name"),
        pytest.param(tied(convoy="UN-7"), {}, "open_answers", id="not stated"),
        pytest.param({}, tied(convoy="UN-7"), "open_answers", id="asked without"),
        pytest.param(
            {"references": ("convoy=A", "convoy=B")}, tied(convoy="A"), "open_answers", id="of two"
        ),
    ],
)
def test_answers_match_by_a_reference(
    asks: dict[str, object], answers: dict[str, object], reads: str
) -> None:
    """A convoy is answered by its own arrival; where one side does not say, it may be."""
    terms = convoys(aid={"response": {**AID["response"], "match": "convoy"}})
    rows = [
        *seen("left", "a", START, **asks),
        *seen("came", "b", START + HOUR, **answers),
    ]

    assert days(judged(terms, [WATCHED, *rows], START + 3 * DAY), "aid")[2] == reads


def test_acts_match_by_a_reference() -> None:
    """A grant answers the request of its number; another number answers nothing."""
    terms = convoys(replies={"response": {**ASKED["response"], "match": "request"}})
    rows = [
        *[asked(1) | tied(request="1"), asked(2) | tied(request="2")],
        granted(3) | tied(request="2"),
    ]

    found = judged(terms, rows, START + 3 * DAY).of("replies")

    assert [one.state for one in found.obligations] == [Owed.OVERDUE, Owed.MET]
    assert [one.item.told for one in found.obligations] == [("1",), ("2",)]


def test_an_account_is_judged_on_its_own_reports() -> None:
    """One report is enough for it, and its watch reaches to its last publication."""
    rows = [
        {**left(10)[0], "published_at": START + 11 * HOUR},
        {**came(80)[0], "published_at": START + 4 * DAY},
    ]
    TABLES.load(record(*rows))
    found = evaluate(MOVES, TABLES, START + 4 * DAY, LATER, account="un")
    official = evaluate(MOVES, TABLES, START + 4 * DAY, LATER)

    assert days(found, "aid") == [ANSWERED, ANSWERED, OVERDUE, OVERDUE]
    assert days(official, "aid") == ["open_answers"] * 4


def test_areas_are_of_what_asks() -> None:
    """A convoy that left in the north asks nothing of the south; of no place, it may of both."""
    terms = convoys(aid={**AID, "per": "area"})
    nowhere = [{**left(10)[0], "pcodes": ()}, left(10)[1]]

    placed = judged(terms, [WATCHED, *left(10)], START + 3 * DAY)
    unplaced = judged(terms, [WATCHED, *nowhere], START + 3 * DAY)

    assert days(placed, "aid", "north") == [ANSWERED, ANSWERED, OVERDUE]
    assert days(placed, "aid", "south") == [NOBODY] * 3
    assert days(unplaced, "aid", "north") == days(unplaced, "aid", "south") == ["open_answers"] * 3


@pytest.mark.parametrize(
    ("rows", "theirs", "anybodys"),
    [
        pytest.param([], [OVERDUE, OVERDUE], ["open_answers"] * 2, id="silence"),
        pytest.param([58.0], [ANSWERED] * 2, [ANSWERED] * 2, id="exactly in time"),
        pytest.param([74.0], [OVERDUE] * 2, ["open_answers"] * 2, id="late"),
    ],
)
def test_silence_is_absence_only_of_those_named(
    rows: list[float], theirs: list[str], anybodys: list[str]
) -> None:
    """An answer that anybody may attest can be missing from the record for nobody's fault."""
    words = [attestation("un", "came", START + hours * HOUR) for hours in rows]
    found = judged(WORDS, [*left(10), *words], START + 4 * DAY)

    assert days(found, "theirs")[2:] == theirs
    assert days(found, "anybodys")[2:] == anybodys
    assert days(found, "anybodys")[:2] == [ANSWERED] * 2
