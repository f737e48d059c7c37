"""The second evaluator on windows of hours, single reports, baselines and conditional terms."""

from datetime import datetime

import pytest

from tests.attacks import attack
from tests.naive.gauge import Case
from tests.naive.naive import judge_of, verdicts
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    decision,
    record,
    watch,
    wider,
)

NOW = START + 5 * DAY
"""The end of day 4: when the examples are judged, unless they say otherwise."""
NOON = START + DAY + 17 * HOUR
"""Noon of day 1."""
SEEN = watch(START - 30 * DAY, START + 50 * DAY, id="w")


def days(condition: Fields, rows: list[Fields], at: datetime = NOW, **others: Fields) -> str:
    """Return the first letter of the verdict on each day: n where it is not in force."""
    agreement = wider({"convoy": {"any_kind": ["aid_arrived"]}}, asked=condition, **others)
    case = Case(agreement, record(*rows), at, LATER)
    judge = judge_of(case, agreement.conditions["asked"], None)
    assert judge is not None
    return "".join(judge.reads(day)[0] for run in case.days for day in run)


def killed(low: int, high: int | None) -> dict[str, object]:
    """Return the figure of those killed."""
    return {"killed": {"low": low, "high": high}}


HOURS: Fields = {"limit": {"of": "attack", "at_most": "1", "each": "24 hours"}}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN], "kkkkk"),
        ([SEEN, *attack(NOON)], "kkkkk"),
        ([SEEN, *attack(NOON), *attack(NOON + 23 * HOUR)], "kkbkk"),
        ([SEEN, *attack(NOON), *attack(NOON + DAY - TICK)], "kkbkk"),
        ([SEEN, *attack(NOON), *attack(NOON + DAY)], "kkkkk"),
        ([SEEN, *attack(NOON), *attack(NOON + HOUR)], "kbbkk"),
        ([SEEN, *attack(START + 5 * HOUR), *attack(START + 6 * HOUR)], "bbkkk"),
        ([SEEN, *attack(START), *attack(START + TICK)], "bkkkk"),
        ([SEEN, *attack(START + TICK), *attack(START + 2 * TICK)], "bbkkk"),
        ([SEEN, *attack(START - TICK), *attack(START)], "kkkkk"),
        ([SEEN, *attack(NOON), attack(NOON + HOUR)[0]], "kuukk"),
        ([SEEN, *attack(NOON), *attack(NOON + HOUR, NOON + 2 * HOUR)], "kbbkk"),
        ([SEEN, *attack(NOON), *attack(NOON + 23 * HOUR, NOON + DAY + TICK)], "kkukk"),
        ([SEEN, *attack(NOON), *attack(NOON + 23 * HOUR, NOON + DAY)], "kkbkk"),
        ([*attack(NOON), *attack(NOON + HOUR)], "ubbuu"),
        ([watch(START, NOON), watch(NOON + TICK, NOW)], "kuukk"),
        ([watch(START + TICK, NOW)], "ukkkk"),
        ([watch(START + 2 * TICK, NOW)], "uukkk"),
    ],
)
def test_a_window_of_hours_is_looked_at_from_every_instant(
    rows: list[Fields], expected: str
) -> None:
    """Two in less than a day's time break it; exactly a day apart they do not."""
    assert days(HOURS, rows) == expected


def test_a_running_day_of_hours() -> None:
    """It is broken at once, and never kept."""
    twice = [SEEN, *attack(NOON), *attack(NOON + HOUR)]

    assert days(HOURS, twice, NOON + HOUR) == "ku"
    assert days(HOURS, twice, NOON + HOUR + TICK) == "kb"


DEATHS: Fields = {
    "limit": {"of": "attack", "measure": "killed", "at_most": "4", "each": "48 hours"}
}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*attack(NOON, **killed(2, 2)), *attack(NOON + DAY, **killed(2, 2))], "kkkkk"),
        ([*attack(NOON, **killed(2, 2)), *attack(NOON + DAY, **killed(3, 3))], "kkbbk"),
        ([*attack(NOON, **killed(2, 2)), *attack(NOON + DAY, **killed(2, 3))], "kkuuk"),
        ([*attack(NOON, **killed(5, None))], "kbbbk"),
        ([*attack(NOON, **killed(1, None))], "kuuuk"),
        ([*attack(NOON)], "kuuuk"),
    ],
)
def test_deaths_in_hours_add_up(rows: list[Fields], expected: str) -> None:
    """At least, and at most, over the incidents of every window; an open figure stays open."""
    assert days(DEATHS, [SEEN, *rows]) == expected


EACH: Fields = {"limit": {"of": "attack", "measure": "killed", "at_most": "4", "each": "report"}}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN], "kkkkk"),
        ([SEEN, *attack(NOON, **killed(4, 4)), *attack(NOON + HOUR, **killed(4, 4))], "kkkkk"),
        ([SEEN, *attack(NOON, **killed(4, 4)), *attack(NOON + HOUR, **killed(5, 5))], "kbkkk"),
        ([SEEN, *attack(NOON, **killed(4, 5))], "kukkk"),
        ([SEEN, *attack(NOON, **killed(4, None))], "kukkk"),
        ([SEEN, attack(NOON, **killed(5, 5))[0]], "kukkk"),
        ([SEEN, *attack(NOON)], "kukkk"),
        ([SEEN, *attack(NOON, NOON + DAY, **killed(5, 5))], "kuukk"),
        ([*attack(NOON, **killed(5, 5))], "ubuuu"),
        ([*attack(NOON, **killed(4, 4))], "uuuuu"),
    ],
)
def test_each_report_is_looked_at_alone(rows: list[Fields], expected: str) -> None:
    """Two small ones never make a large one; a day that nobody watched may hide one."""
    assert days(EACH, rows) == expected


def counted(at: datetime, low: int, high: int | None) -> list[Fields]:
    """Return a verified report of aid that reached so many."""
    seen: Fields = {"kinds": ("aid_arrived",), "quantity": {"low": low, "high": high}}
    return attack(at, **seen)


@pytest.mark.parametrize(
    ("low", "high", "most", "least"),
    [(20, 20, "k", "k"), (21, 21, "b", "k"), (20, 21, "u", "k"), (19, 20, "k", "u"),
     (19, 19, "k", "b"), (25, None, "b", "k"), (5, None, "u", "u")],
)  # fmt: skip
def test_what_was_counted_is_a_measure(low: int, high: int | None, most: str, least: str) -> None:
    """At most, and at least, so many of what was seen or reached."""
    few: Fields = {"limit": {"of": "convoy", "measure": "count", "at_most": "20"}}
    many: Fields = {"limit": {"of": "convoy", "measure": "count", "at_least": "20"}}
    rows = [SEEN, *counted(NOON, low, high)]

    assert days(few, rows)[1] == most
    assert days(many, rows)[1] == least


def share(text: str, each: str = "day", **fields: str) -> Fields:
    """Return a limit of so large a share of the ten days before the agreement."""
    then = {"from": "2016-09-02T19:00", "until": "2016-09-12T19:00", **fields}
    return {"limit": {"of": "attack", "at_most": {"of_baseline": text, **then}, "each": each}}


def before(count: int, verified_: int | None = None) -> list[Fields]:
    """Return so many shellings in the ten days before, of which only so many are verified."""
    sure = count if verified_ is None else verified_
    rows: list[Fields] = []
    for n in range(count):
        pair = attack(START - 10 * DAY + n * HOUR, id=f"before-{n}")
        rows += pair if n < sure else pair[:1]
    return rows


def on_day(day: int, count: int) -> list[Fields]:
    """Return so many verified shellings on a day."""
    at = START + day * DAY + HOUR
    return [row for n in range(count) for row in attack(at + n * HOUR, id=f"on-{day}-{n}")]


@pytest.mark.parametrize(
    ("text", "each", "then", "now", "expected"),
    [
        ("100 %", "day", before(10), on_day(2, 1), "kkkkk"),
        ("100 %", "day", before(10), on_day(2, 2), "kkbkk"),
        ("100 %", "day", before(9), on_day(2, 1), "kkbkk"),
        ("100 %", "2 days", before(10), on_day(2, 2), "kkkkk"),
        ("100 %", "2 days", before(10), on_day(2, 3), "kkbbk"),
        ("100 %", "2 days", before(10), on_day(0, 2), "bkkkk"),
        ("50 %", "2 days", before(10), on_day(2, 1), "kkkkk"),
        ("12.5 %", "4 days", before(20), on_day(3, 1), "kkkkk"),
        ("12.5 %", "4 days", before(19), on_day(3, 1), "kkkbb"),
        ("100 %", "day", before(10, 9), on_day(2, 1), "kkukk"),
        ("100 %", "day", before(20, 9), on_day(2, 2), "kkukk"),
        ("100 %", "day", before(20, 9), on_day(2, 3), "kkbkk"),
        ("100 %", "day", [], on_day(2, 1), "kkbkk"),
    ],
)
def test_a_limit_is_measured_by_an_earlier_time(
    text: str, each: str, then: list[Fields], now: list[Fields], expected: str
) -> None:
    """So large a share of the mean of a day, for as many days; least and most, exactly."""
    assert days(share(text, each), [SEEN, *then, *now]) == expected


def test_nobody_watched_the_time_it_is_measured_by() -> None:
    """Then there is nothing to compare with, whatever happened since."""
    late = watch(START - 10 * DAY + TICK, START + 50 * DAY)
    full = watch(START - 10 * DAY, START + 50 * DAY)

    assert days(share("100 %"), [late, *before(10), *on_day(2, 3)]) == "uuuuu"
    assert days(share("100 %"), [full, *before(10), *on_day(2, 3)]) == "kkbkk"


def test_the_time_it_is_measured_by_may_have_its_own_standard() -> None:
    """There, reports that nobody verified may be enough."""
    rows = [SEEN, *before(10, 0), *on_day(2, 1)]

    assert days(share("100 %"), rows) == "kkukk"
    assert days(share("100 %", standard="reported"), rows) == "kkkkk"


def test_the_days_of_the_time_it_is_measured_by_are_those_of_the_wall_clock() -> None:
    """Half a day more: fewer a day."""
    rows = [SEEN, *before(10), *on_day(2, 1)]
    longer = share("100 %", **{"from": "2016-09-02T07:00"})

    assert days(share("100 %"), rows) == "kkkkk"
    assert days(longer, rows) == "kkbkk"


@pytest.mark.parametrize(
    ("rows", "streak"),
    [
        (on_day(2, 1), ("kept", (5, 5))),
        ([*attack(START + 2 * DAY, START + 4 * DAY, id="long")], ("kept", (5, 5))),
        ([*attack(START + 2 * DAY, START + 4 * DAY, id="long"), *on_day(2, 1)],
         ("undetermined", (2, 5))),
        ([row for n in range(3) for row in attack(START + 2 * DAY, START + 4 * DAY, id=f"l{n}")],
         ("not_yet", (1, 2))),
    ],
)  # fmt: skip
def test_days_in_a_row_of_a_baseline(
    rows: list[Fields], streak: tuple[str, tuple[int, int]]
) -> None:
    """What is known only to within two days still breaks the count where it is too much."""
    agreement = wider({}, few=share("100 %"), long={"streak": {"of": "few", "for": "3 days"}})
    found = verdicts(agreement, record(SEEN, *before(10), *rows), NOW, LATER)

    assert found["long", None] == streak


def test_a_term_of_an_amendment_has_its_days() -> None:
    """A day belongs to the text in force when it begins."""
    dated: Fields = {**CALM, "from": "2016-09-13T19:00", "until": "2016-09-15T19:00"}
    later: Fields = {**CALM, "from": "2016-09-13T19:01"}

    assert days(dated, [SEEN, *on_day(2, 1)]) == "nkbnn"
    assert days(later, [SEEN]) == "nnkkk"


ONCE: Fields = {**CALM, "once": "begun"}
BEGUN: Fields = {"decided": {"what": "begun", "by": ["government"]}}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN], "nnnnn"),
        ([SEEN, decision("government", "begun", NOON)], "nnkkk"),
        ([SEEN, decision("government", "begun", NOON), *on_day(2, 1)], "nnbkk"),
        ([SEEN, decision("government", "begun", START + 2 * DAY)], "nnkkk"),
        ([SEEN, decision("government", "begun", START + 2 * DAY + TICK)], "nnnkk"),
        ([SEEN, decision("government", "begun", START)], "nkkkk"),
        ([SEEN, decision("government", "begun", NOON, NOON + DAY)], "nnkkk"),
        ([SEEN, decision("government", "begun", NOON, NOON + DAY), *on_day(2, 1)], "nnukk"),
        ([decision("government", "begun", NOON, NOON + DAY)], "nnuuu"),
        ([SEEN, decision("government", "begun", NOON),
          decision("government", "begun_withdrawn", NOON + DAY)], "nnkkk"),
    ],
)  # fmt: skip
def test_a_term_that_waits_for_another(rows: list[Fields], expected: str) -> None:
    """It applies from the day after the one at whose end the other was first kept, for good."""
    assert days(ONCE, rows, begun=BEGUN) == expected
