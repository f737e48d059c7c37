"""What an interruption of the agreement does to what looks back: with its end all begins anew.

Both evaluators, and the second reading, of made-up records; day 0 begins at 19:00 in Damascus.
"""

from datetime import timedelta

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.check.check import check_finding
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.grounding import grounds
from monitor.evaluation.limit import window_start
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.view import View
from tests.engine import TABLES, engine_readings
from tests.naive.naive import readings
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    agreement,
    decision,
    record,
    report,
    verified,
    watch,
)

AT = START + 5 * DAY
"""The end of day 4: when the examples are judged."""
OUT = {
    "within a day": (START + DAY + 2 * HOUR, START + DAY + 4 * HOUR),
    "over the turn of days": (START + 2 * DAY - 2 * HOUR, START + 2 * DAY + 2 * HOUR),
    "a whole day": (START + DAY, START + 2 * DAY),
    "a day and parts": (START + DAY - 3 * HOUR, START + 2 * DAY + 3 * HOUR),
}
"""When the agreement is out of force."""


def terms(conditions: dict[str, Fields], partial_days: str) -> Agreement:
    """Return terms whose cut days count, or do not."""
    made = agreement(conditions, {}, {"convoy": {"any_kind": ["aid_arrived"]}})
    calendar = made.calendar.model_copy(update={"partial_days": partial_days})
    return made.model_copy(update={"calendar": calendar})


def happened(name: str, at: float, **fields: object) -> list[Fields]:
    """Return a verified report, so many days after the start."""
    told = report(START + at * DAY, id=name, **fields)
    return [told, {**verified(f"un/{name}"), "id": f"v-{name}"}]


def both(made: Agreement, out: str, *rows: Fields, throughout: bool = False) -> dict[str, object]:
    """Return what both evaluators read; what is watched is all but the interruption, or all."""
    since, back = OUT[out]
    acts = [decision("government", "suspended", since), decision("government", "resumed", back)]
    times = [(START - 2000 * DAY, since), (back, START + 9 * DAY)]
    times += [(since, back)] if throughout else []
    watched = [watch(start, end, id=f"w{n}") for n, (start, end) in enumerate(times)]
    versions = record(*watched, *acts, *rows)
    found = engine_readings(made, versions, AT, LATER)
    assert found == readings(made, versions, AT, LATER)
    view = View(made, Snapshot(TABLES), AT, LATER, None)
    given = grounds(view)
    for told in evaluate(made, TABLES, AT, LATER).findings:
        assert check_finding(told, given).accepted
    return {name: read for (name, _), read in found.items()}


def letters(days: object) -> str:
    """Return the first letter of the verdict on each day."""
    assert isinstance(days, list)
    return "".join(verdict[0] for _, verdict in days)


LOOKING_BACK: dict[str, Fields] = {
    "three_days": {"limit": {"of": "attack", "at_most": "0", "each": "3 days"}},
    "hours": {"limit": {"of": "attack", "at_most": "0", "each": "48 hours"}},
}


@pytest.mark.parametrize(
    ("partial_days", "out", "attack", "in_days", "in_hours"),
    [
        ("counted", "within a day", 1 / 24, "bbkkkk", "bbkkkk"),
        ("counted", "within a day", 25 / 24, "kbkkkk", "kbkkkk"),
        ("counted", "within a day", 27 / 24, "kkkkkk", "kkkkkk"),
        ("counted", "within a day", 29 / 24, "kkbbbk", "kkbbbk"),
        ("counted", "over the turn of days", 1.5, "kbkkk", "kbkkk"),
        ("counted", "over the turn of days", 2, "kkkkk", "kkkkk"),
        ("counted", "over the turn of days", 2.5, "kkbbb", "kkbbb"),
        ("counted", "a whole day", 0.5, "bkkk", "bkkk"),
        ("counted", "a whole day", 1.5, "kkkk", "kkkk"),
        ("counted", "a day and parts", 0.5, "bkkk", "bkkk"),
        ("not_counted", "within a day", 0.5, "bkkk", "bkkk"),
        ("not_counted", "within a day", 25 / 24, "kkkk", "kkkk"),
        ("not_counted", "within a day", 29 / 24, "kkkk", "kbbk"),
        ("not_counted", "over the turn of days", 0.5, "bkk", "bkk"),
        ("not_counted", "over the turn of days", 2, "kkk", "kkk"),
    ],
)
def test_no_window_reaches_back_over_an_interruption(
    partial_days: str, out: str, attack: float, in_days: str, in_hours: str
) -> None:
    """Of days as of hours: nothing from before it counts, and nothing while terms were out."""
    found = both(terms(LOOKING_BACK, partial_days), out, *happened("a", attack))

    assert letters(found["three_days: days"]) == in_days
    assert letters(found["hours: days"]) == in_hours


@pytest.mark.parametrize(("attack", "reads"), [(1.9, "not_yet"), (2, "not_yet"), (2.1, "kept")])
def test_no_pattern_reaches_back_over_an_interruption(attack: float, reads: str) -> None:
    """An attack of the night on which terms were out, or before, makes none afterwards."""
    often: Fields = {"pattern": {"of": "attack", "at_least": "1", "in": "5 days"}, "proposes": "x"}

    found = both(
        terms({"often": often}, "counted"), "over the turn of days", *happened("a", attack)
    )

    assert found["often"] == (reads, None)


@pytest.mark.parametrize(
    ("partial_days", "out", "convoy", "attack", "days"),
    [
        ("counted", "within a day", -3, None, 0),
        ("counted", "within a day", 0.5, None, 0),
        ("counted", "within a day", 25 / 24, None, 0),
        ("counted", "within a day", 26 / 24, None, 4),
        ("counted", "within a day", 27 / 24, None, 4),
        ("counted", "within a day", 28 / 24, None, 3),
        ("counted", "within a day", 27 / 24, 29 / 24, 0),
        ("counted", "a whole day", 0.5, None, 0),
        ("counted", "a whole day", 1, None, 3),
        ("counted", "a whole day", 1.5, None, 3),
        ("counted", "a whole day", 1.5, 0.5, 3),
        ("counted", "a whole day", 2, None, 2),
        ("not_counted", "within a day", 25 / 24, None, 0),
        ("not_counted", "within a day", 27 / 24, None, 3),
        ("not_counted", "within a day", 1.5, None, 3),
        ("not_counted", "within a day", 2.5, None, 2),
        ("not_counted", "a day and parts", 2.5, None, 2),
        ("not_counted", "a day and parts", 1.5, None, 2),
        ("not_counted", "a day and parts", 21 / 24, None, 2),
        ("not_counted", "a day and parts", 20.5 / 24, None, 0),
    ],
)
def test_an_interruption_ends_the_days_since(
    partial_days: str, out: str, convoy: float, attack: float | None, days: int
) -> None:
    """What happened before it is counted from no more; what happened in it, from its end."""
    since: Fields = {"of": "calm", "after": {"happened": "convoy"}, "for": "3 days"}
    rows = happened("c", convoy, kinds=("aid_arrived",))
    rows += [] if attack is None else happened("a", attack)

    made = terms({"calm": CALM, "held": {"since": since}}, partial_days)
    found = both(made, out, *rows, throughout=True)

    assert found["held"] == ("kept" if days >= 3 else "not_yet", (days, days))


@pytest.mark.parametrize(
    ("length", "first"),
    [(1, [0, 1, 2, 3, 4]), (2, [0, 0, 2, 2, 3]), (4, [0, 0, 2, 2, 2])],
)
def test_parts_of_one_day_are_no_window_together(length: int, first: list[int]) -> None:
    """Each part is a day of its own, and the later one begins a window."""
    since, back = OUT["within a day"]
    rows = [decision("government", "suspended", since), decision("government", "resumed", back)]
    TABLES.load(record(*rows))
    days = View(terms({"calm": CALM}, "counted"), Snapshot(TABLES), AT, LATER, None).days[:5]

    assert [window_start(days, position, length) for position in range(5)] == first
    assert [day.end - day.start for day in days[1:3]] == [2 * HOUR, timedelta(hours=20)]
    assert days[1].end + 2 * HOUR == days[2].start
    assert days[2].end - TICK < days[3].start
