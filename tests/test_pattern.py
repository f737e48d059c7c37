"""Patterns: so many incidents within so many days, that only propose what people decide."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Agreement
from monitor.evaluation.explain import explain
from monitor.evaluation.levels import level_at_end
from monitor.evaluation.view import View
from monitor.told.evidence import Seen, explanation
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from tests.attacks import WATCHED, attack, judged
from tests.engine import TABLES
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    record,
    report,
    terms,
    watch,
)


def pattern(number: int, days: str = "3 days", **more: object) -> Agreement:
    """Return terms with a pattern of so many attacks within some days."""
    counted = {"of": "attack", "at_least": str(number), "in": days, **more}
    return terms(often={"pattern": counted, "proposes": "refer_to_ministers"})


def reads(rows: Sequence[Fields], agreement: Agreement, days: int) -> str:
    """Return k (a pattern), n (none) or u on each of so many ended days."""
    found = judged(rows, agreement, START + days * DAY).of("often")
    return "".join(day.verdict.value[0] for day in found.days)


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "kkkkkn"), (2, "nkkknn"), (3, "nnknnn"), (4, "nnnnnn")]
)
def test_enough_in_the_days_that_end_with_the_day(number: int, expected: str) -> None:
    """Attacks on the first three days, within three days: one more asked is one fewer day."""
    rows = [WATCHED, *attack(START), *attack(START + DAY), *attack(START + 3 * DAY - TICK)]

    assert reads(rows, pattern(number), 6) == expected


def test_an_attack_leaves_the_window_with_its_day() -> None:
    """At the last instant of day one it counts on day three, at the first of day two on four."""
    for when, expected in ((START + DAY - TICK, "kkknn"), (START + DAY, "nkkkn")):
        assert reads([WATCHED, *attack(when)], pattern(1), 5) == expected


def test_there_is_one_on_the_running_day_at_once_and_none_only_at_its_end() -> None:
    """More time takes nothing away from a pattern, and can still make one."""
    now = START + 2 * DAY + HOUR
    for rows, expected in (
        ([WATCHED, *attack(now - TICK)], ("kept", "repeated")),
        ([WATCHED, *attack(now)], ("undetermined", "running")),
        ([WATCHED], ("undetermined", "running")),
    ):
        found = judged(rows, pattern(1), now).of("often")
        assert (found.verdict.value, found.cause.value) == expected
    over = judged([WATCHED], pattern(1), START + 3 * DAY).of("often")
    assert (over.verdict.value, over.cause.value) == ("not_yet", "not_repeated")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([WATCHED, report(START + HOUR)], ("undetermined", "unconfirmed")),
        ([], ("undetermined", "unwatched")),
        ([report(START + HOUR)], ("undetermined", "unconfirmed")),
        ([watch(START, START + DAY - TICK)], ("undetermined", "unwatched")),
        (attack(START + HOUR), ("kept", "repeated")),
    ],
)
def test_doubt_makes_none_and_nobody_watching_rules_none_out(
    rows: list[Fields], expected: tuple[str, str]
) -> None:
    """A pattern needs what is certain; that there is none needs a watch."""
    found = judged(rows, pattern(1), START + DAY).of("often")

    assert (found.verdict.value, found.cause.value) == expected


def test_no_evidence_policy_speaks() -> None:
    """Neither makes doubt a pattern, nor time that nobody watched."""
    agreement = pattern(1)
    policy = agreement.evidence.model_validate({"doubt": "breaks", "unobserved": "breaks"})
    agreement = agreement.model_copy(update={"evidence": policy})

    assert reads([WATCHED, report(START + HOUR)], agreement, 1) == "u"
    assert reads([], agreement, 1) == "u"


def test_each_party_has_patterns_of_its_own() -> None:
    """Two by the army are a pattern of the government; by an unknown hand, maybe anybody's."""
    agreement = pattern(2, per="party")
    for by, expected in ((("Army",), "kn"), (("Gunmen",), "uu")):
        rows = [WATCHED, *attack(START, by=by), *attack(START + HOUR, by=by)]
        found = judged(rows, agreement, START + DAY)
        words = [
            found.of("often", party).verdict.value[0] for party in ("government", "opposition")
        ]
        assert "".join(words) == expected


def test_before_the_beginning_nothing_counts() -> None:
    """A window is cut at the start."""
    assert reads([WATCHED, *attack(START - TICK), *attack(START)], pattern(2), 2) == "nn"


def test_a_gate_may_ask_for_it_and_a_phase_reads_it_at_the_end_of_a_day() -> None:
    """A pattern is true, none is not yet: a gate of it waits."""
    agreement = terms(
        often={"pattern": {"of": "attack", "at_least": "1", "in": "2 days"}},
        refer={"any": ["often"]},
    )
    for rows, expected in (([WATCHED], "not_yet"), ([WATCHED, *attack(START)], "kept")):
        found = judged(rows, agreement, START + DAY)
        assert found.of("refer").verdict.value == expected
        view = View(agreement, TABLES, START + 4 * DAY, LATER, None)
        assert level_at_end(view, "refer", None, 0).verdict.value == expected


def test_the_explanation_marks_those_that_make_it() -> None:
    """The first so many that are certain, and no more."""
    rows = [WATCHED, *(row for n in range(4) for row in attack(START + n * HOUR))]
    agreement = pattern(2)
    TABLES.load(record(*rows, report(START, id="open")))
    view = View(agreement, TABLES, START + DAY, LATER, None)

    told = explain(view, "often", None, None)

    assert told is not None
    assert [item.suffices for item in told.certain] == [True, True, False, False]
    assert [item.suffices for item in told.possible] == [False]
    assert told.window == (START, START + DAY)


def test_it_is_never_said_or_drawn_as_kept() -> None:
    """It reads repeated pattern with what it proposes, has no strip, and never the mark of calm."""
    agreement = pattern(1)
    for rows, expected in (
        (
            [WATCHED, *attack(START)],
            (
                "repeated pattern: 1 confirmed within 3 days; "
                "proposes: refer to ministers (people decide)"
            ),
        ),
        ([WATCHED], "no repeated pattern: none recorded within 3 days"),
        ([], "cannot be established: nobody was watching everything that has to be watched; "),
    ):
        found = judged(rows, agreement, START + DAY)
        drawn = strips(agreement, found, [])
        (line,) = Concluding(agreement, found, drawn, OnRecord(START), noted=False).all()
        assert drawn == ()
        assert line.text.startswith(expected)
        assert line.glyph in {"–", "?"}
        view = View(agreement, TABLES, START + DAY, LATER, None)
        told = explain(view, "often", None, None)
        assert told is not None
        page = "\n".join(explanation(agreement, told, Seen(START + DAY, LATER), OnRecord(START)))
        assert expected in page
        assert "kept" not in page.split("As a rule")[0]


SLOTS = st.lists(st.integers(0, 11), max_size=6)


@given(
    slots=SLOTS, number=st.integers(1, 4), days=st.integers(1, 4), gaps=st.sets(st.integers(0, 5))
)
def test_as_counted_by_hand(slots: list[int], number: int, days: int, gaps: set[int]) -> None:
    """Over half-days, with whole days that nobody watched."""
    rows: list[Fields] = []
    for n, slot in enumerate(slots):
        rows += attack(START + slot * DAY / 2, id=f"s{n}")
    rows += [watch(START + d * DAY, START + (d + 1) * DAY) for d in range(6) if d not in gaps]
    expected = ""
    for day in range(6):
        window = range(max(0, day - days + 1), day + 1)
        count = sum(slot // 2 in window for slot in slots)
        expected += "k" if count >= number else "u" if gaps & set(window) else "n"

    assert reads(rows, pattern(number, f"{days} days"), 6) == expected
