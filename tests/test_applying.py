"""When a condition applies: once another is kept, while its text is in force; and best efforts."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement
from monitor.errors import RuleFileError
from monitor.evaluation.explain import explain
from monitor.evaluation.levels import level_at_end
from monitor.evaluation.mark import Mark
from monitor.evaluation.turning import Turn, turning_points
from monitor.evaluation.view import View
from monitor.settings import PROJECT
from monitor.told.evidence import Seen, explanation
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from tests.attacks import WATCHED, attack, judged
from tests.engine import TABLES
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    report,
    terms,
)


def reads(rows: Sequence[Fields], agreement: Agreement, days: int, name: str = "calm") -> str:
    """Return k, b, u or - (not in force) for each of so many ended days."""
    found = judged(rows, agreement, START + days * DAY).of(name)
    letters = {"not_in_force": "-"}
    return "".join(letters.get(d.verdict.value, d.verdict.value[0]) for d in found.days)


def waiting(**trigger: object) -> Agreement:
    """Return terms with a limit that waits for another condition."""
    return terms(calm={**CALM, "once": "signal"}, signal=trigger)


DECIDED = {"decided": {"what": "go", "by": ["government"]}}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (START, "-kkk"),
        (START + DAY - TICK, "-kkk"),
        (START + DAY, "-kkk"),
        (START + DAY + TICK, "--kk"),
        (START + 2 * DAY, "--kk"),
        (START + 9 * DAY, "----"),
    ],
)
def test_it_applies_from_the_day_after_the_other_was_first_kept(
    when: datetime, expected: str
) -> None:
    """What is decided at the very end of a day has been decided at its end."""
    rows = [WATCHED, decision("government", "go", when)]

    assert reads(rows, waiting(**DECIDED), 4) == expected


def test_what_was_kept_once_stays_so() -> None:
    """The other may be taken back: the condition goes on applying."""
    rows = [
        WATCHED,
        decision("government", "go", START + HOUR),
        decision("government", "go_withdrawn", START + 2 * DAY),
    ]

    assert reads(rows, waiting(**DECIDED), 4) == "-kkk"


def test_an_attack_before_it_applies_is_no_breach_and_one_after_is() -> None:
    """Days before are not in force, however bad; their cause says what is waited for."""
    rows = [WATCHED, decision("government", "go", START + DAY)]
    rows += [*attack(START + HOUR), *attack(START + 2 * DAY)]
    days = judged(rows, waiting(**DECIDED), START + 3 * DAY).of("calm").days

    assert [(d.verdict.value, d.cause.value) for d in days] == [
        ("not_in_force", "not_triggered"),
        ("kept", "within"),
        ("breached", "exceeded"),
    ]


def test_a_trigger_that_may_have_come_leaves_open_what_is_not_kept_anyway() -> None:
    """Somewhere in two days: meanwhile a day that is kept is kept, and no other is told."""
    open_time = {**decision("government", "go", START + HOUR, START + 2 * DAY + HOUR)}
    rows = [WATCHED, open_time, *attack(START + 2 * DAY)]
    days = judged(rows, waiting(**DECIDED), START + 4 * DAY).of("calm").days

    assert [(d.verdict.value, d.cause.value) for d in days] == [
        ("not_in_force", "not_triggered"),
        ("kept", "within"),
        ("undetermined", "may_not_apply"),
        ("kept", "within"),
    ]


def test_a_limit_may_wait_for_a_count_of_days() -> None:
    """Two calm days of one kind, then the other applies: read off days, and at the end of each."""
    agreement = terms(
        calm=CALM,
        truce={"streak": {"of": "calm", "for": "2 days"}},
        flights={"limit": {"of": "attack", "at_most": "5"}, "once": "truce"},
    )
    rows = [WATCHED, *attack(START)]

    assert reads(rows, agreement, 5, "flights") == "---kk"
    view = View(agreement, TABLES, START + 5 * DAY, LATER, None)
    levels = [level_at_end(view, "flights", None, n).verdict.value for n in range(5)]
    assert levels == ["not_in_force"] * 3 + ["kept"] * 2


def test_acts_and_counts_wait_to_the_end_of_the_day() -> None:
    """A duty of acts applies at the instant of that end, a count of days likewise."""
    agreement = terms(
        signal=DECIDED,
        open={"attested": {"what": "open", "by": ["un"], "fresh_for": "9 days"}, "once": "signal"},
        calm=CALM,
        truce={"streak": {"of": "calm", "for": "1 day"}, "once": "signal"},
    )
    rows = [WATCHED, decision("government", "go", START + HOUR), attestation("un", "open", START)]
    for at, expected in (
        (START + DAY - TICK, ("not_in_force", "not_in_force")),
        (START + DAY, ("kept", "kept")),
    ):
        found = judged(rows, agreement, at)
        assert (found.of("open").verdict.value, found.of("truce").verdict.value) == expected


def test_a_gate_takes_what_does_not_apply_yet_as_unknown() -> None:
    """Not in force is neither true nor false."""
    agreement = terms(calm={**CALM, "once": "signal"}, signal=DECIDED, both={"all": ["calm"]})
    found = judged([WATCHED], agreement, START + DAY)

    assert found.of("calm").verdict.value == "not_in_force"
    assert found.of("both").verdict.value == "undetermined"


def test_an_account_changes_nothing_about_what_applies() -> None:
    """Whether the other was kept is read off the whole record."""
    rows = [WATCHED, decision("government", "go", START + HOUR), *attack(START + DAY + HOUR)]
    rows += [report(START + 3 * DAY, id="last")]
    other = terms(
        calm={**CALM, "once": "quiet"},
        quiet={"limit": {"of": "attack", "at_most": "0", "in": "south"}},
    )
    found = judged(rows, other, START + 3 * DAY, "un").of("calm")

    assert [day.verdict.value for day in found.days][:2] == ["not_in_force", "breached"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"from": "2016-09-13T19:00"}, "-kkk"),
        ({"from": "2016-09-13T19:01"}, "--kk"),
        ({"until": "2016-09-13T19:00"}, "k---"),
        ({"until": "2016-09-13T19:01"}, "kk--"),
        ({"from": "2016-09-13T19:00", "until": "2016-09-15"}, "-kk-"),
    ],
)
def test_a_day_belongs_to_the_text_on_which_it_begins(dates: Fields, expected: str) -> None:
    """From is included, until is not; a minute later makes another day."""
    assert reads([WATCHED], terms(calm={**CALM, **dates}), 4) == expected


def test_an_amendment_judges_each_day_by_its_own_text() -> None:
    """Two attacks: a breach under the old text, none under the new one, which allows five."""
    agreement = terms(
        old={**CALM, "until": "2016-09-14T19:00"},
        new={"limit": {"of": "attack", "at_most": "5"}, "from": "2016-09-14T19:00"},
    )
    rows = [WATCHED, *attack(START + HOUR), *attack(START + 2 * DAY)]

    assert reads(rows, agreement, 3, "old") == "bk-"
    assert reads(rows, agreement, 3, "new") == "--k"
    found = judged(rows, agreement, START + 3 * DAY)
    assert (found.of("old").verdict.value, found.of("old").cause.value) == (
        "not_in_force",
        "outside_its_time",
    )


def test_acts_are_judged_by_the_text_of_the_instant() -> None:
    """At its end it is in force no more."""
    agreement = terms(signal={**DECIDED, "until": "2016-09-13T19:00"})
    rows = [decision("government", "go", START + HOUR)]

    for at, expected in ((START + DAY - TICK, "kept"), (START + DAY, "not_in_force")):
        assert judged(rows, agreement, at).of("signal").verdict.value == expected


def test_days_outside_break_a_row_of_days() -> None:
    """A count begins anew with the text."""
    agreement = terms(
        calm={**CALM, "from": "2016-09-14T19:00"},
        truce={"streak": {"of": "calm", "for": "3 days"}},
    )
    found = judged([WATCHED], agreement, START + 4 * DAY).of("truce")

    assert found.progress is not None
    assert (found.progress.least, found.progress.most) == (2, 2)


def test_the_text_turns_at_its_times() -> None:
    """What is said can change when a text comes into force, and when it goes out."""
    agreement = terms(signal={**DECIDED, "from": "2016-09-13", "until": "2016-09-14T03:00"})
    TABLES.load([])
    found = turning_points(agreement, TABLES, LATER, START, START + 2 * DAY)

    assert (START + 5 * HOUR, (Turn.BEGINS,)) in [(t.at, t.what) for t in found]
    assert (START + 32 * HOUR, (Turn.ENDS,)) in [(t.at, t.what) for t in found]


def test_best_efforts_that_fall_short_put_a_question() -> None:
    """The verdict is the same; in words it is no breach by anybody, and is asked of those bound."""
    efforts = {"bound": ["government", "opposition"], "best_efforts": "true"}
    agreement = terms(calm={**CALM, **efforts}, plain=CALM)
    rows = [WATCHED, *attack(START)]
    found = judged(rows, agreement, START + DAY)
    drawn = strips(agreement, found, [])
    lines = Concluding(agreement, found, drawn, OnRecord(START), noted=False).all()
    by_name = {line.condition: line for line in lines}
    question = "a question to Government and Opposition, and no breach by them"

    assert found.of("calm").verdict.value == "breached"
    assert by_name["calm"].text == f"fallen short of on day 1; {question}"
    assert by_name["calm"].glyph == "–"
    assert by_name["plain"].text == "breach confirmed on day 1"
    assert drawn[0].says(Mark.CONFIRMED) == "fallen short of, confirmed"
    assert drawn[1].says(Mark.CONFIRMED) == "breach confirmed"
    view = View(agreement, TABLES, START + DAY, LATER, None)
    told = explain(view, "calm", None, None)
    assert told is not None
    page = list(explanation(agreement, told, Seen(START + DAY, LATER), OnRecord(START)))
    assert f"  {question}" in page
    assert not any("breach confirmed" in line for line in page)


GOOD = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")


def test_a_condition_cannot_wait_for_what_hangs_on_it() -> None:
    """Calm that waits for the days counted of it: both are told, each at its own key."""
    text = GOOD.replace("calm_day: {clause: N-1,", "calm_day: {clause: N-1, once: truce_holds,")

    with pytest.raises(RuleFileError) as raised:
        load_text(text, "northland.yaml")

    found = {problem.path: problem.message for problem in raised.value.problems}
    assert found == {
        "conditions.calm_day.once": (
            "this condition asks for itself: calm_day asks for truce_holds asks for calm_day"
        ),
        "conditions.truce_holds.streak": (
            "this condition asks for itself: truce_holds asks for calm_day asks for truce_holds"
        ),
    }


@pytest.mark.parametrize("key", ["once: calm_day", "from: 2020-02-01", "until: 2020-02-01"])
def test_a_gate_does_not_wait(key: str) -> None:
    """It goes by what it asks for."""
    text = GOOD.replace(
        "conditions:\n", f"conditions:\n  g: {{clause: N-1, all: [calm_day], {key}}}\n"
    )

    with pytest.raises(RuleFileError) as raised:
        load_text(text, "northland.yaml")

    (problem,) = raised.value.problems
    assert "a gate is of one moment" in problem.message
    assert problem.path == f"conditions.g.{key.partition(':')[0]}"
