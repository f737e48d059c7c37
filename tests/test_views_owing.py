"""What people see of duties to answer: the line of *Today*, the rows of *Why*, what would settle.

Made-up convoys, judged by the real engine.
"""

from datetime import datetime

import pytest

from monitor import answers
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.mark import Mark
from monitor.evaluation.view import View
from monitor.told.evidence import Seen, explanation
from monitor.views.coming import coming
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from monitor.views.settling import settling
from monitor.views.shifts import Side, shifts
from monitor.views.today import Today, today
from monitor.views.why import Why, why
from monitor.words import owing
from tests.duty_samples import AID, ASKED, convoys, seen, told
from tests.engine import TABLES
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    Fields,
    attestation,
    decision,
    record,
    watch,
)

MOVES = convoys(aid=AID)
GRANTS = convoys(replies=ASKED)
WATCHED = watch(START - 30 * DAY, START + 40 * DAY)


def asked(hours: float) -> Fields:
    """The opposition's word that it asked."""
    return attestation("opposition", "asked", START + hours * HOUR)


def granted(hours: float) -> Fields:
    """A decision of the government to grant."""
    return decision("government", "granted", START + hours * HOUR)


def line(rows: list[Fields], hours: float) -> str:
    """What *Today* says of the replies so many hours after the start."""
    TABLES.load(record(*rows))
    official = evaluate(GRANTS, TABLES, START + hours * HOUR, LATER)
    (found,) = Concluding(GRANTS, official, strips(GRANTS, official, ()), OnRecord(LATER)).all()
    return found.line


@pytest.mark.parametrize(
    ("rows", "hours", "text"),
    [
        pytest.param([], 30, "□ replies: nobody asked", id="nobody asked"),
        pytest.param(
            [asked(10)],
            30,
            "? replies: the day is still running; 1 asked: 1 waiting "
            "(un/r00, waiting until 15 Sept 05:00)",
            id="waiting",
        ),
        pytest.param(
            [asked(10), granted(20)],
            48,
            "✓ replies: kept; 1 asked: 1 answered in time",
            id="answered",
        ),
        pytest.param(
            [asked(10), asked(11), granted(58.5), asked(59), asked(1)],
            60,
            "× replies: breach confirmed; 4 asked: 1 waiting (un/r03, waiting until 17 Sept "
            "06:00), 2 answered late and 1 answered in time",
            id="late",
        ),
        pytest.param(
            [asked(n) for n in range(5)],
            72,
            "× replies: breach confirmed; 5 asked: 5 overdue (un/r02, overdue since 14 Sept 21:00; "
            "un/r03, overdue since 14 Sept 22:00; un/r04, overdue since 14 Sept 23:00; "
            "and 2 more)",
            id="overdue",
        ),
    ],
)  # fmt: skip
def test_a_duty_is_one_line(rows: list[Fields], hours: float, text: str) -> None:
    """How many asked, and what became of each: what presses most comes first."""
    assert line(rows, hours) == text


def test_days_are_drawn_by_what_was_owed() -> None:
    """Nobody asked is drawn apart from what cannot be established, and from a day that is kept."""
    rows = [watch(START, START + 3 * DAY), *seen("left", "a", START + 30 * HOUR)]
    TABLES.load(record(*rows))
    official = evaluate(MOVES, TABLES, START + 5 * DAY, LATER)

    (strip,) = strips(MOVES, official, ())

    assert [day.mark for day in strip.days] == [
        *[Mark.NOBODY_ASKED, Mark.DONE, Mark.DONE],
        *[Mark.UNWATCHED, Mark.UNWATCHED],
    ]
    assert [strip.says(day.mark) for day in strip.days][:2] == ["nobody asked", "no answer overdue"]


def test_doubt_on_record_is_drawn_as_such() -> None:
    """An answer that nobody confirmed may be none; a request that nobody did may have been none."""
    unsure = [WATCHED, *seen("left", "a", START), told("came", "b", START + 5 * HOUR)]
    asked_maybe = [WATCHED, told("left", "a", START), *seen("came", "b", START + HOUR)]

    def marks(rows: list[Fields]) -> list[Mark]:
        TABLES.load(record(*rows))
        (strip,) = strips(MOVES, evaluate(MOVES, TABLES, START + 4 * DAY, LATER), ())
        return [day.mark for day in strip.days]

    assert marks(unsure) == [Mark.DONE, Mark.DONE, Mark.REPORTED, Mark.REPORTED]
    assert marks(asked_maybe) == [Mark.NOBODY_ASKED] * 4


def test_a_day_on_which_it_may_not_apply_is_not_drawn_as_kept() -> None:
    """Where what it waits for may have come, and nobody asked, nobody asked."""
    terms = convoys(aid={**AID, "once": "calm"}, calm={"limit": {"of": "came", "at_most": "0"}})
    TABLES.load(record(watch(START, START + DAY, kinds=("shelling",))))
    official = evaluate(terms, TABLES, START + 3 * DAY, LATER)

    strip = next(one for one in strips(terms, official, ()) if one.condition == "aid")

    assert official.of("aid").cause.value == "may_not_apply"
    assert strip.days[-1].mark is Mark.NOBODY_ASKED


def page(rows: list[Fields], at: datetime) -> tuple[Why, list[str]]:
    """*Why* on the last day of the convoys, and the same on the command line."""
    TABLES.load(record(*rows))
    official = evaluate(MOVES, TABLES, at, LATER)
    found = explain(View(MOVES, TABLES, at, LATER, None), "aid", None, None)
    assert found is not None
    shown = why(
        MOVES,
        found,
        official,
        OnRecord(LATER),
        official=official,
        variants={},
        by_reading={},
        by_account={},
    )
    return shown, list(explanation(MOVES, found, Seen(at, LATER), OnRecord(LATER)))


def test_why_lists_what_is_owed() -> None:
    """Each request with its state, when it is due, its answer, and what would change it."""
    rows = [
        WATCHED,
        *seen("left", "a", START),
        *seen("left", "c", START + 60 * HOUR),
        *seen("left", "d", START + 65 * HOUR),
        *seen("came", "b", START + 64 * HOUR),
    ]
    shown, lines = page(rows, START + 66 * HOUR)

    assert shown.owed is not None
    assert [(one.asked, one.state, one.due, one.answer) for one in shown.owed] == [
        ("un/d", "waiting until 17 Sept 12:00", "17 Sept 12:00", ""),
        ("un/c", "answered in time", "17 Sept 07:00", "15 Sept 11:00"),
        ("un/a", "answered late", "14 Sept 19:00", "15 Sept 11:00"),
    ]
    assert shown.verdict.startswith("Breach confirmed; 3 asked: 1 waiting")
    assert shown.settles == ("An answer by 17 Sept 12:00 is in time.",)
    assert shown.acts is None
    assert (
        "  un/a: answered late (12 Sept 19:00, due by 14 Sept 19:00, "
        "answered 15 Sept 11:00) [un/a; un/b]"
    ) in lines


def test_why_says_what_would_settle_a_duty() -> None:
    """An overdue answer, an answer that nobody confirmed, and time that nobody watched."""
    overdue, _ = page([WATCHED, *seen("left", "a", START)], START + 3 * DAY)
    doubtful, _ = page(
        [WATCHED, *seen("left", "a", START), told("came", "b", START + HOUR)], START + 3 * DAY
    )
    unseen, lines = page(seen("left", "a", START), START + 3 * DAY)

    assert overdue.settles == (
        "An answer ends the breach; one that came by 14 Sept 19:00, recorded late, would undo it.",
    )
    assert doubtful.settles == (
        "Confirmation of un/b would settle how it stands.",
    )  # fmt: skip
    assert unseen.settles == (owing.WATCHING["response"],)
    assert unseen.owed is not None
    assert unseen.owed[0].state == (
        "cannot be established; an answer could have come unseen: 12 Sept 19:00 to 15 Sept 19:00"
    )
    assert any("Nobody watched everything that has to be watched" in line for line in lines)


def test_why_says_that_nobody_is_named() -> None:
    """Of an answer that is anybody's word no watch would settle it: somebody has to say so."""
    terms: Fields = {"response": {**AID["response"], "with": {"attested": "came"}}}

    _, shown, _ = said(terms, seen("left", "a", START))

    assert shown.settles == (owing.UNNAMED,)


@pytest.mark.parametrize(
    ("awaited", "text"),
    [
        pytest.param(
            {"attested": {"what": "ready", "by": ["un", "government"], "fresh_for": "3 days"}},
            "It waits for “first”; whether that has been met on an earlier day is not established: "
            "a word of un or Government that “ready” is so, for the time it is about, would settle "
            "that.",
            id="a word",
        ),
        pytest.param(
            {"decided": {"what": "begun", "by": ["government", "opposition"]}},
            "It applies from the day after “first” is first met: a recorded decision “begun” of "
            "Government and Opposition would settle that.",
            id="a decision",
        ),
        pytest.param(
            {"by": {"happened": "came", "no_later_than": "2016-09-12T20:00"}},
            "It waits for “first”; whether that has been met on an earlier day is not established: "
            "a record of “came” in time would settle that.",
            id="a term",
        ),
        pytest.param(
            {"limit": {"of": "came", "at_most": "0"}},
            "It waits for “first”; whether that has been met on an earlier day is not established: "
            "what would settle that condition settles this one too.",
            id="any other condition",
        ),
    ],
)
def test_why_names_what_a_condition_waits_for(awaited: Fields, text: str) -> None:
    """Where it may not apply, nothing else would settle it; a day and a finding say the same."""
    terms = convoys(
        first=awaited,
        days={"limit": {"of": "left", "at_most": "0"}, "once": "first"},
        word={"decided": {"what": "done", "by": ["government"]}, "once": "first"},
    )
    TABLES.load(record())
    view = View(terms, TABLES, START + 3 * DAY, LATER, None)
    for name in ("days", "word"):
        found = explain(view, name, None, None)
        assert found is not None
        assert list(settling(terms, found)) == [text]


def said(condition: Fields, rows: list[Fields]) -> tuple[str, Why, list[str]]:
    """The line of *Today* at the end of the first day, *Why*, and the command line."""
    terms = convoys(duty=condition)
    TABLES.load(record(*rows))
    at = START + DAY
    official = evaluate(terms, TABLES, at, LATER)
    (line,) = Concluding(terms, official, strips(terms, official, ()), OnRecord(LATER)).all()
    found = explain(View(terms, TABLES, at, LATER, None), "duty", None, None)
    assert found is not None
    page = why(
        terms,
        found,
        official,
        OnRecord(LATER),
        official=official,
        variants={},
        by_reading={},
        by_account={},
    )
    told = explanation(terms, found, Seen(at, LATER), OnRecord(LATER))
    return line.line, page, list(told)


NOTICE: Fields = {"notice": {"of": "came", "before": "left", "at_least": "24 hours"}}
PERMIT: Fields = {"only_if": {"of": "left", "holds": {"decided": "permit", "by": ["government"]}}}


def test_a_notice_in_words() -> None:
    """Too late is told apart from not at all, each with when it happened and was due."""
    rows = [
        WATCHED,
        *seen("came", "n", START - 10 * HOUR),
        *seen("left", "a", START + 2 * HOUR),
        *seen("left", "b", START + 20 * HOUR),
        told("left", "c", START - 5 * HOUR),
    ]
    line, page, lines = said(NOTICE, rows)

    assert line == (
        "× duty: breach confirmed; 2 needed notice: 1 announced too late (un/a, 12 Sept 21:00) "
        "and 1 announced in time"
    )
    assert page.duty == "notice"
    assert page.settles == (
        "A notice given by 11 Sept 21:00, recorded late, would undo the breach.",
    )
    assert (
        "  un/a: announced too late (12 Sept 21:00, due by 11 Sept 21:00, "
        "announced 12 Sept 09:00) [un/a; un/n]"
    ) in lines
    assert "What needed notice" in lines
    nothing, empty, _ = said(NOTICE, [WATCHED])
    assert nothing == "□ duty: nothing needed notice"
    assert empty.owed == ()


def test_a_permission_in_words() -> None:
    """What happened without it, when; and that nothing needed it."""
    line, page, lines = said(PERMIT, [WATCHED, *seen("left", "a", START + 2 * HOUR)])

    assert line == (
        "× duty: breach confirmed; 1 needed permission: 1 not permitted (un/a, 12 Sept 21:00)"
    )
    assert page.owed is not None
    assert [(one.state, one.due) for one in page.owed] == [("not permitted", "")]
    assert "  un/a: not permitted (12 Sept 21:00) [un/a]" in lines
    assert said(PERMIT, [])[0] == "□ duty: nothing needed permission"
    unsure = said(
        PERMIT,
        [
            *seen("left", "a", START + 2 * HOUR),
            decision("government", "permit", START + HOUR, START + 3 * HOUR),
        ],
    )
    assert unsure[1].settles == (owing.WATCHING["only_if"],)


def test_today_shows_a_duty_without_a_limit() -> None:
    """A page of duties alone stands: its strip, its line, and no word of limits."""
    TABLES.load(record(asked(10)))
    official = evaluate(GRANTS, TABLES, START + 3 * DAY, LATER)
    shown: Today = today(
        GRANTS,
        official,
        OnRecord(LATER),
        variants={},
        by_reading={},
        by_account={},
        reconstructed=False,
    )

    assert [strip.title for strip in shown.strips] == ["replies"]
    assert shown.unseen == ()
    assert [one.glyph for one in shown.certain] == ["×"]


def test_a_day_that_reads_otherwise_says_it_in_the_words_of_the_duty() -> None:
    """A grant that became known later: the day of the breach is one of nothing overdue."""

    def side(*rows: Fields) -> Side:
        TABLES.load(record(*rows))
        return Side(evaluate(GRANTS, TABLES, START + 4 * DAY, LATER), OnRecord(LATER))

    found = shifts(GRANTS, "replies", None, side(asked(10)), side(asked(10), granted(58)))

    assert [
        (one.number, one.then and one.then.says, one.later and one.later.says) for one in found
    ] == [
        (3, "an answer overdue", "no answer overdue"),
        (4, "an answer overdue", "no answer overdue"),
    ]


def test_what_is_due_comes_next() -> None:
    """Every term that still runs, with when it ends; what is answered comes no more."""
    TABLES.load(record(asked(1), asked(30), asked(40), granted(30)))
    official = evaluate(GRANTS, TABLES, START + 60 * HOUR, LATER)

    found = [*coming(GRANTS, official, (), {}, {})]

    assert [(one.instant - START) / HOUR for one in found] == [72, 88]
    assert "replies" in found[1].what


def test_what_is_owed_is_named_by_its_reference() -> None:
    """People know the convoy, not the record: its value as it was written."""
    terms = convoys(replies={"response": {**ASKED["response"], "match": "request"}})
    row = {**asked(10), "references": ("request=No. 12", "convoy=UN-7")}
    TABLES.load(record(row))
    official = evaluate(terms, TABLES, START + 3 * DAY, LATER)

    (found,) = Concluding(terms, official, (), OnRecord(LATER)).all()

    assert "(request No. 12, overdue since 15 Sept 05:00)" in found.line


def test_what_is_owed_is_answered_in_json() -> None:
    """The state, the term and the answers of each, in UTC."""
    TABLES.load(record(asked(10), granted(58.5)))
    (owed,) = answers.evaluation(evaluate(GRANTS, TABLES, START + 60 * HOUR, LATER))["findings"][0][  # type: ignore[index]
        "obligations"
    ]

    assert owed["state"] == "late"
    assert owed["item"]["key"] == "un/r00"
    assert owed["deadline"] == "2016-09-15T02:00:00+00:00"
    assert owed["overdue"] == ["2016-09-15T02:00:00.000001+00:00", "2016-09-15T02:30:00+00:00"]
    assert [one["key"] for one in owed["answers"]] == ["un/r01"]
