"""The second evaluator on deadlines, days since, order and patterns: judged by hand."""

from datetime import datetime

import pytest

from tests.attacks import sure
from tests.naive.naive import verdicts
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
    record,
    report,
    watch,
    wider,
)
from tests.naive.streaks import Reads

NOW = START + 5 * DAY
"""The end of day 4: when the examples are judged, unless they say otherwise."""
THEN = START + DAY + 3 * HOUR
"""Some time on day 1."""
CLASSES: Fields = {
    "pullback": {"any_kind": ["forces_withdrawn"]},
    "arrival": {"any_kind": ["aid_arrived"]},
}
SEEN = watch(START, START + 50 * DAY, id="w")


def told(kind: str, at: datetime, end: datetime | None = None) -> list[Fields]:
    """Return a verified report of an event of this kind, named after the kind and its time."""
    return sure(report(at, end, id=f"{kind}-{at:%d%H%M%S%f}", kinds=(kind,)))


def pulled(at: datetime, end: datetime | None = None) -> list[Fields]:
    """Return a withdrawal of forces."""
    return told("forces_withdrawn", at, end)


def arrived(at: datetime, end: datetime | None = None) -> list[Fields]:
    """Return an arrival of aid."""
    return told("aid_arrived", at, end)


def read(condition: Fields, rows: list[Fields], at: datetime) -> Reads:
    """Return what a condition reads beside the limit `calm`."""
    agreement = wider(CLASSES, calm=CALM, asked=condition)
    return verdicts(agreement, record(*rows), at, LATER)["asked", None]


SOON: Fields = {"by": {"happened": "arrival", "within": "2 days", "of": {"happened": "pullback"}}}
DUE = THEN + 2 * DAY


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        ([SEEN], NOW, "not_yet"),
        ([SEEN, *arrived(THEN)], NOW, "not_yet"),
        ([SEEN, *pulled(THEN)], DUE, "not_yet"),
        ([SEEN, *pulled(THEN)], DUE + TICK, "breached"),
        ([SEEN, *pulled(THEN), *arrived(DUE)], DUE, "not_yet"),
        ([SEEN, *pulled(THEN), *arrived(DUE)], DUE + TICK, "kept"),
        ([SEEN, *pulled(THEN), *arrived(DUE + TICK)], NOW, "breached"),
        ([SEEN, *pulled(THEN), *arrived(THEN - DAY)], NOW, "kept"),
        ([SEEN, *pulled(THEN), *pulled(THEN + DAY), *arrived(DUE + TICK)], NOW, "breached"),
        ([SEEN, pulled(THEN)[0]], NOW, "undetermined"),
        ([SEEN, *pulled(THEN), arrived(DUE)[0]], NOW, "undetermined"),
        ([SEEN, *pulled(THEN), *arrived(DUE - HOUR, DUE + TICK)], NOW, "kept"),
        ([SEEN, *pulled(THEN), *arrived(DUE - HOUR, DUE + 2 * TICK)], NOW, "undetermined"),
        ([*pulled(THEN)], DUE, "not_yet"),
        ([watch(THEN, DUE), *pulled(THEN)], DUE, "not_yet"),
        ([*pulled(THEN)], NOW, "undetermined"),
        ([watch(THEN, DUE + TICK), *pulled(THEN)], NOW, "breached"),
        ([watch(THEN + TICK, NOW), *pulled(THEN)], NOW, "undetermined"),
        ([watch(THEN, DUE), *pulled(THEN)], NOW, "undetermined"),
        ([SEEN, *pulled(START - 3 * DAY)], NOW, "undetermined"),
        ([SEEN, watch(START - 3 * DAY, START), *pulled(START - 3 * DAY)], NOW, "breached"),
    ],
)
def test_an_event_is_due_within_a_time_of_another(
    rows: list[Fields], at: datetime, verdict: str
) -> None:
    """Late, or not there yet, only where it was watched for; exactly at the deadline is in time."""
    assert read(SOON, rows, at) == (verdict, None)


NOON: Fields = {"by": {"happened": "pullback", "no_later_than": "2016-09-14T12:00"}}
LAST = datetime.fromisoformat("2016-09-14T12:00+03:00")


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        ([SEEN], LAST, "not_yet"),
        ([SEEN], LAST + TICK, "breached"),
        ([SEEN, *pulled(LAST)], LAST + TICK, "kept"),
        ([SEEN, *pulled(LAST + TICK)], NOW, "breached"),
        ([SEEN, *pulled(START - DAY)], NOW, "kept"),
        ([watch(START, LAST + TICK)], NOW, "breached"),
        ([watch(START, LAST)], NOW, "undetermined"),
        ([watch(START + TICK, NOW)], NOW, "undetermined"),
        ([], LAST, "not_yet"),
    ],
)
def test_an_event_is_due_by_a_date(rows: list[Fields], at: datetime, verdict: str) -> None:
    """The moment itself is in time; nothing seen by then is late where it was watched for."""
    assert read(NOON, rows, at) == (verdict, None)


def test_an_act_is_due_by_a_date() -> None:
    """Nobody need watch for an act of those named; at its instant it counts."""
    term: Fields = {"attested": "mapped", "no_later_than": "2016-09-14T12:00"}
    duty: Fields = {"by": {**term, "said_by": ["un"]}}

    assert read(duty, [attestation("un", "mapped", LAST)], LAST) == ("kept", None)
    assert read(duty, [attestation("un", "mapped", LAST + TICK)], NOW) == ("breached", None)
    assert read(duty, [], LAST + TICK) == ("breached", None)
    assert read({"by": term}, [], LAST) == ("not_yet", None)
    assert read({"by": term}, [], LAST + TICK) == ("undetermined", None), "nobody is named"
    assert read({"by": term}, [attestation("un", "mapped", LAST)], NOW) == ("kept", None)


THREE: Fields = {"since": {"of": "calm", "after": {"decided": "begun"}, "for": "3 days"}}


def begun(at: datetime, end: datetime | None = None) -> Fields:
    """Return the decision that a count starts from."""
    return decision("government", "begun", at, end)


def shelled(day: int) -> list[Fields]:
    """Return a shelling on a day."""
    return told("shelling", START + day * DAY + HOUR)


@pytest.mark.parametrize(
    ("rows", "at", "verdict", "progress"),
    [
        ([SEEN], NOW, "not_yet", (0, 0)),
        ([SEEN, begun(THEN)], NOW, "kept", (3, 3)),
        ([SEEN, begun(THEN)], NOW - TICK, "not_yet", (2, 2)),
        ([SEEN, begun(START + 2 * DAY - TICK)], NOW, "kept", (3, 3)),
        ([SEEN, begun(START + 2 * DAY)], NOW, "not_yet", (2, 2)),
        ([SEEN, begun(START - DAY)], NOW, "kept", (5, 5)),
        ([SEEN, begun(THEN), *shelled(1)], NOW, "kept", (3, 3)),
        ([SEEN, begun(THEN), *shelled(2)], NOW, "not_yet", (0, 0)),
        ([SEEN, begun(THEN), begun(START + 3 * DAY), *shelled(2)], NOW, "not_yet", (1, 1)),
        ([SEEN, begun(THEN), shelled(2)[0]], NOW, "undetermined", (0, 3)),
        ([begun(THEN)], NOW, "undetermined", (0, 3)),
        ([SEEN, begun(THEN, START + 2 * DAY)], NOW, "kept", (3, 3)),
        ([SEEN, begun(THEN, START + 2 * DAY + TICK)], NOW, "undetermined", (2, 3)),
        ([SEEN, begun(START - HOUR, START + HOUR)], START + 3 * DAY, "undetermined", (2, 3)),
        ([SEEN, begun(START + 9 * DAY)], NOW, "not_yet", (0, 0)),
        ([SEEN, begun(START + 4 * DAY + HOUR)], NOW, "not_yet", (0, 0)),
        ([SEEN, begun(THEN)], START, "not_yet", (0, 0)),
    ],
)
def test_days_kept_since_something_happened(
    rows: list[Fields], at: datetime, verdict: str, progress: tuple[int, int]
) -> None:
    """Every day after its day, and at least three of them, wherever in its span it happened."""
    assert read(THREE, rows, at) == (verdict, progress)


@pytest.mark.parametrize(
    ("rows", "verdict", "progress"),
    [
        ([SEEN, *pulled(THEN)], "kept", (3, 5)),
        ([SEEN, pulled(THEN)[0]], "undetermined", (0, 5)),
        ([SEEN], "undetermined", (0, 5)),
        ([SEEN, *shelled(0)], "not_yet", (0, 0)),
        ([SEEN, *shelled(1)], "not_yet", (0, 0)),
        ([SEEN, *shelled(1), *pulled(THEN)], "kept", (3, 3)),
        ([*shelled(1), watch(START, THEN), watch(THEN + HOUR, NOW)], "undetermined", (0, 3)),
        ([*shelled(2), watch(START, NOW - 2 * HOUR)], "not_yet", (0, 0)),
        (
            [*shelled(1), watch(START, START + 2 * DAY), watch(START + 2 * DAY + HOUR, NOW)],
            "not_yet",
            (0, 2),
        ),
    ],
)
def test_days_kept_since_an_event(
    rows: list[Fields], verdict: str, progress: tuple[int, int]
) -> None:
    """It may have happened unseen wherever nobody watched, as before the beginning."""
    since: Fields = {"since": {"of": "calm", "after": "pullback", "for": "3 days"}}
    assert read(since, rows, NOW) == (verdict, progress)


FIRST: Fields = {"order": {"of": "arrival", "no_earlier_than": "pullback"}}


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([SEEN], "not_yet"),
        ([SEEN, *pulled(THEN)], "not_yet"),
        ([SEEN, *arrived(THEN)], "breached"),
        ([SEEN, *arrived(THEN), *pulled(THEN)], "kept"),
        ([SEEN, *arrived(THEN), *pulled(THEN - TICK)], "kept"),
        ([SEEN, *arrived(THEN), *pulled(THEN + TICK)], "breached"),
        ([SEEN, *arrived(THEN), *arrived(THEN - DAY), *pulled(THEN - HOUR)], "breached"),
        ([SEEN, *arrived(THEN), *pulled(THEN - HOUR), *pulled(THEN + DAY)], "kept"),
        ([SEEN, *arrived(THEN), pulled(THEN - HOUR)[0]], "undetermined"),
        ([SEEN, *arrived(THEN), *pulled(THEN - HOUR, THEN + TICK)], "kept"),
        ([SEEN, *arrived(THEN), *pulled(THEN - HOUR, THEN + 2 * TICK)], "undetermined"),
        ([SEEN, arrived(THEN)[0]], "undetermined"),
        ([*arrived(THEN)], "undetermined"),
        ([*arrived(THEN), *pulled(THEN - HOUR)], "undetermined"),
        ([watch(START, THEN - HOUR), *arrived(THEN), *pulled(THEN - HOUR)], "kept"),
        ([watch(START, THEN - HOUR - TICK), *arrived(THEN), *pulled(THEN - HOUR)], "undetermined"),
        ([watch(START, THEN + TICK), *arrived(THEN)], "breached"),
        ([watch(START, THEN), *arrived(THEN)], "undetermined"),
    ],
)
def test_one_thing_comes_no_earlier_than_another(rows: list[Fields], verdict: str) -> None:
    """The first of each; at the same instant is no earlier."""
    assert read(FIRST, rows, NOW) == (verdict, None)


SIDE: Fields = {"order": {"of": "arrival", "together_with": "pullback", "within": "24 hours"}}
OVER = THEN + DAY


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        ([SEEN], NOW, "not_yet"),
        ([SEEN, *arrived(THEN)], OVER, "not_yet"),
        ([*arrived(THEN)], OVER, "not_yet"),
        ([], OVER, "not_yet"),
        ([SEEN, *arrived(THEN)], OVER + TICK, "breached"),
        ([SEEN, *pulled(THEN)], OVER, "not_yet"),
        ([SEEN, *pulled(THEN)], OVER + TICK, "breached"),
        ([SEEN, *pulled(THEN), *arrived(OVER)], NOW, "kept"),
        ([SEEN, *pulled(THEN), *arrived(OVER + TICK)], NOW, "breached"),
        ([SEEN, *arrived(THEN), *pulled(OVER)], NOW, "kept"),
        ([SEEN, *arrived(THEN), *pulled(OVER + TICK)], NOW, "breached"),
        ([SEEN, *arrived(THEN), *pulled(OVER, OVER + 2 * TICK)], NOW, "undetermined"),
        ([SEEN, *arrived(THEN), pulled(OVER)[0]], NOW, "undetermined"),
        ([*arrived(THEN)], NOW, "undetermined"),
        ([*arrived(THEN), *pulled(OVER)], NOW, "undetermined"),
        ([watch(START, THEN), *arrived(THEN), *pulled(OVER)], NOW, "kept"),
        ([watch(START, THEN - TICK), *arrived(THEN), *pulled(OVER)], NOW, "undetermined"),
        ([watch(THEN - DAY, OVER + TICK), *arrived(THEN)], NOW, "breached"),
        ([watch(START + 4 * HOUR, OVER + TICK), *arrived(THEN)], NOW, "undetermined"),
        ([watch(THEN - DAY, OVER), *arrived(THEN)], NOW, "undetermined"),
    ],
)
def test_two_things_come_together(rows: list[Fields], at: datetime, verdict: str) -> None:
    """Exactly a day apart is together; one alone is late only when a day has passed since."""
    assert read(SIDE, rows, at) == (verdict, None)


OFTEN: Fields = {"pattern": {"of": "attack", "at_least": "2", "in": "3 days"}, "proposes": "talks"}


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        ([SEEN], NOW, "not_yet"),
        ([SEEN, *shelled(4)], NOW, "not_yet"),
        ([SEEN, *shelled(4), *shelled(2)], NOW, "kept"),
        ([SEEN, *shelled(4), *shelled(1)], NOW, "not_yet"),
        ([SEEN, *shelled(4), shelled(3)[0]], NOW, "undetermined"),
        ([*shelled(4), *shelled(3)], NOW, "kept"),
        ([*shelled(4)], NOW, "undetermined"),
        ([watch(START + 2 * DAY, NOW), *shelled(4)], NOW, "not_yet"),
        ([SEEN], NOW - HOUR, "undetermined"),
        ([SEEN, *shelled(4), *shelled(3)], NOW - HOUR, "kept"),
        ([SEEN, *shelled(4), *shelled(3)], START + 4 * DAY + HOUR, "undetermined"),
    ],
)
def test_a_pattern_is_at_least_so_many_in_so_many_days(
    rows: list[Fields], at: datetime, verdict: str
) -> None:
    """It stands as soon as there are enough; that there is none takes a day that is over."""
    assert read(OFTEN, rows, at) == (verdict, None)
