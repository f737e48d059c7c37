"""Limits on each incident by itself: nobody's figures are added, and each stands for itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Agreement
from monitor.evaluation.alone import Alone
from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.coverage import union
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.series import Bounds
from monitor.evaluation.tally import Instant
from monitor.evaluation.view import View
from tests import attacks
from tests.attacks import WATCHED, judged
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


def few(most: int, measure: str = "killed", **more: object) -> Agreement:
    """Return terms by which each attack alone has at most so many."""
    limit = {"of": "attack", "measure": measure, "at_most": str(most), "each": "report"}
    return terms(calm={"limit": limit, **more})


def attack(
    start: datetime, low: int | None, high: int | None = None, **fields: object
) -> list[Fields]:
    """Return a report of shelling with so many killed, and a review that verifies it."""
    killed = {} if low is None else {"killed": {"low": low, "high": high}}
    return attacks.attack(start, **killed, **fields)


def reads(rows: Sequence[Fields], agreement: Agreement, days: int = 1) -> str:
    """Return the first letter of the verdict on each of so many ended days."""
    found = judged(rows, agreement, START + days * DAY).of("calm")
    return "".join(day.verdict.value[0] for day in found.days)


@pytest.mark.parametrize(("most", "expected"), [(2, "b"), (3, "k"), (4, "k")])
def test_the_largest_decides_and_nothing_is_added(most: int, expected: str) -> None:
    """Three, three and two on one day are three."""
    rows = [
        WATCHED,
        *attack(START, 3, 3),
        *attack(START + HOUR, 3, 3),
        *attack(START + 2 * HOUR, 2, 2),
    ]

    assert reads(rows, few(most)) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (START - TICK, "kk"),
        (START, "bk"),
        (START + DAY - TICK, "bk"),
        (START + DAY, "kb"),
        (START + 2 * DAY, "kk"),
    ],
)
def test_each_day_has_its_own(when: datetime, expected: str) -> None:
    """Both ends of a day."""
    assert reads([WATCHED, *attack(when, 3, 3)], few(2), 2) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3, 5, "b"),
        (2, 3, "u"),
        (2, 2, "k"),
        (2, None, "u"),
        (3, None, "b"),
        (None, None, "u"),
    ],
)
def test_a_range_decides_at_its_ends(low: int | None, high: int | None, expected: str) -> None:
    """Above the limit at least, at most, or with no upper figure."""
    assert reads([WATCHED, *attack(START, low, high)], few(2)) == expected


def test_doubt_and_an_unwatched_instant_leave_it_open() -> None:
    """A report that nobody confirms may break it; a span across days is certain on neither."""
    doubtful = report(START, killed={"low": 9, "high": 9})
    assert reads([WATCHED, doubtful], few(2)) == "u"
    assert reads([watch(START, START + DAY - TICK)], few(2)) == "u"
    span = {"happened": {"start": START + DAY - HOUR, "end": START + DAY + HOUR}}
    assert reads([WATCHED, *attack(START, 9, 9, **span)], few(2), 3) == "uuk"


def test_what_was_counted_is_measured_too() -> None:
    """Twenty are at the post, or twenty-one."""
    for seen, expected in ((20, "k"), (21, "b")):
        rows = attack(START, None, quantity={"low": seen, "high": seen})
        assert reads([WATCHED, *rows], few(20, "count")) == expected


def test_an_area_and_an_account_have_their_own() -> None:
    """Each area looks at its own incidents; an account at its own reports and counts.

    Of nine dead that it counts in all, one incident may have had more than the three it tells of.
    """
    count = {"record": "count", "measure": "killed", "value": 9}
    window = {"window": {"start": START, "end": START + DAY}}
    first = attack(START, 3, 3, published_at=START)
    rows = [*first, {**count, **window}, report(START + 2 * DAY, id="last")]
    TABLES.load(record(WATCHED, *rows))
    found = evaluate(few(2, per="area"), TABLES, START + DAY, LATER)
    assert [found.of("calm", area).verdict.value for area in ("north", "south")] == [
        "breached",
        "kept",
    ]
    for most, expected in ((2, "breached"), (3, "undetermined"), (9, "kept")):
        TABLES.load(record(*rows))
        told = evaluate(few(most), TABLES, START + DAY, LATER, account="un").of("calm")
        assert told.verdict.value == expected


def test_one_incident_suffices_and_is_named() -> None:
    """The first that is over the limit, however many there are."""
    rows = [WATCHED, *attack(START, 1, 1)]
    rows += [*attack(START + HOUR, 5, 5), *attack(START + 2 * HOUR, 6, 6)]
    TABLES.load(record(*rows))
    told = explain(View(few(2), TABLES, START + DAY, LATER, None), "calm", None, None)

    assert told is not None
    assert [item.suffices for item in told.certain] == [False, True, False]


T0 = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Small:
    """A tiny record in ticks over three days of four ticks each, judged up to `until`."""

    incidents: tuple[Instant, ...]
    gaps: tuple[Interval, ...]
    until: datetime


def tick(number: int) -> datetime:
    """Return the instant so many ticks from T0."""
    return T0 + number * TICK


def _incident(first: int, length: int, must: bool, low: int, more: int | None) -> Instant:  # noqa: FBT001
    high = None if more is None else low + more
    return Instant("un/x", tick(first), tick(first + length), must, low, high)


INCIDENTS = st.lists(
    st.builds(
        lambda first, length, must, low, more: Instant(
            "un/x",
            tick(first),
            tick(first + length),
            must,
            low,
            None if more is None else low + more,
        ),
        st.integers(-3, 12),
        st.sampled_from([0, 0, 1, 5]),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from([0, 0, 2, None]),
    ),
    max_size=5,
)
SMALL = st.builds(
    lambda incidents, gaps, until: Small(
        tuple(incidents),
        tuple(union([(tick(a), tick(a + n)) for a, n in gaps])),
        tick(until),
    ),
    INCIDENTS,
    st.lists(st.tuples(st.integers(-3, 12), st.integers(1, 3)), max_size=2),
    st.integers(9, 12),
)


@given(case=SMALL)
def test_bounds_are_those_of_every_incident(case: Small) -> None:
    """Against looking at every tick of every span."""
    days = [MonitoringDay(n, T0.date(), tick(4 * n), tick(4 * n + 4)) for n in range(3)]
    ends = [min(day.end, case.until) for day in days]
    alone = Alone(days, ends, case.incidents, case.gaps)
    for position, day in enumerate(days):
        ticks = {day.start + n * TICK for n in range((ends[position] - day.start) // TICK)}
        low, highs = 0, [0]
        for one in case.incidents:
            length: timedelta = one.last - one.first
            span = {one.first + n * TICK for n in range(length // TICK + 1)}
            if one.must and span <= ticks:
                low = max(low, one.low)
            if span & ticks:
                highs.append(one.low + 1 if one.high is None else one.high)
        unbounded = any(
            one.high is None and one.first < ends[position] and one.last >= day.start
            for one in case.incidents
        )
        covered = not any(start <= t < end for start, end in case.gaps for t in ticks)
        high = max(highs) if covered and not unbounded else None
        assert alone.bounds(position, position) == Bounds(low, high, covered, max(highs))
