"""Hours of a desk: when digests are due, what quiet hours hold back, on days when clocks change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.desk import Desk
from monitor.alerts.digests import Period, due_digests, next_digest
from monitor.alerts.quiet import local_day, not_before

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ("Asia/Damascus", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "UTC")


def desk(zone: str = "Europe/Paris", **stated: Any) -> Desk:  # noqa: ANN401
    """A desk of one person."""
    return Desk.model_validate({"people": ("a",), "time_zone": zone, **stated})


def at(*numbers: int) -> datetime:
    """An instant, UTC."""
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type]


DUE = [
    ("each morning", {"daily": "07:00"}, at(2026, 3, 2), 3, ["02 06:00", "03 06:00", "04 06:00"]),
    ("the day clocks go forward", {"daily": "07:00"}, at(2026, 3, 28), 2, ["28 06:00", "29 05:00"]),
    ("an hour that is left out", {"daily": "02:30"}, at(2026, 3, 29), 1, ["29 01:00"]),
    ("an hour that comes twice", {"daily": "02:30"}, at(2026, 10, 25), 1, ["25 00:30"]),
    ("once a week", {"weekly": "monday 07:00"}, at(2026, 3, 2), 8, ["02 06:00", "09 06:00"]),
    (
        "the weekly one stands for the daily one",
        {"daily": "07:00", "weekly": "tuesday 12:00"},
        at(2026, 3, 2),
        3,
        ["02 06:00", "03 11:00", "04 06:00"],
    ),
]


@pytest.mark.parametrize(("why", "digest", "first", "days", "due"), DUE, ids=[d[0] for d in DUE])
def test_digests_are_due_by_the_clock_of_the_desk(
    why: str, digest: dict[str, str], first: datetime, days: int, due: list[str]
) -> None:
    """A desk reads at its own hour, whatever its clocks do."""
    found = due_digests(desk(digest=digest), first, first + days * DAY)
    assert [f"{instant:%d %H:%M}" for instant, _ in found] == due, why


def test_a_desk_without_a_digest_has_none() -> None:
    """Nothing is due that nobody asked for."""
    assert due_digests(desk(), at(2026, 1, 1), at(2026, 2, 1)) == []
    assert next_digest(desk(), at(2026, 1, 1)) is None


@given(
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 330 * 24 * 60),
    steps=st.lists(st.integers(1, 60 * 30), min_size=1, max_size=20),
    digest=st.sampled_from(
        [
            {"daily": "02:30"},
            {"weekly": "sunday 02:00"},
            {"daily": "07:00", "weekly": "monday 07:00"},
        ]
    ),
)
def test_no_digest_is_missed_and_none_comes_twice(
    zone: str, start: int, steps: list[int], digest: dict[str, str]
) -> None:
    """However often it is looked, each digest is found once: as one long look finds them."""
    one, first = desk(zone, digest=digest), at(2026, 1, 1) + timedelta(minutes=start)
    edges = [first]
    for minutes in steps:
        edges.append(edges[-1] + timedelta(minutes=minutes))
    pieces = [due for since, until in pairwise(edges) for due in due_digests(one, since, until)]
    whole = due_digests(one, first, edges[-1])
    assert pieces == whole
    days = [instant.astimezone(one.zone).date() for instant, _ in whole]
    assert len(days) == len(set(days))
    if "daily" in digest:
        assert len(whole) >= (edges[-1] - first) // DAY - 1
    following = next_digest(one, edges[-1])
    assert following is not None
    assert edges[-1] < following <= edges[-1] + 8 * DAY
    assert {period for _, period in whole} <= {Period.DAILY, Period.WEEKLY}


QUIET = [
    ("in the evening", "22:00", "06:00", at(2026, 3, 2, 21, 30), at(2026, 3, 3, 5)),
    ("after midnight", "22:00", "06:00", at(2026, 3, 3, 2), at(2026, 3, 3, 5)),
    ("as they begin", "22:00", "06:00", at(2026, 3, 2, 21), at(2026, 3, 3, 5)),
    ("as they end", "22:00", "06:00", at(2026, 3, 3, 5), at(2026, 3, 3, 5)),
    ("by day", "22:00", "06:00", at(2026, 3, 3, 12), at(2026, 3, 3, 12)),
    ("at noon", "12:00", "14:00", at(2026, 3, 3, 11, 30), at(2026, 3, 3, 13)),
    ("the night clocks go forward", "22:00", "06:00", at(2026, 3, 28, 23), at(2026, 3, 29, 4)),
]


@pytest.mark.parametrize(
    ("why", "since", "until", "now", "then"), QUIET, ids=[one[0] for one in QUIET]
)
def test_quiet_hours_hold_back_what_does_not_interrupt(
    why: str, since: str, until: str, now: datetime, then: datetime
) -> None:
    """From their beginning on and up to, without, their end."""
    assert not_before(desk(quiet_hours={"from": since, "until": until}), now) == then, why


def test_without_quiet_hours_nothing_waits() -> None:
    """A desk that has none is told at any hour."""
    assert not_before(desk(), at(2026, 3, 2, 3)) == at(2026, 3, 2, 3)


@given(zone=st.sampled_from(ZONES), minute=st.integers(0, 364 * 24 * 60))
def test_each_instant_lies_in_one_local_day(zone: str, minute: int) -> None:
    """Interruptions are counted by the local day, of 23 to 25 hours."""
    instant = at(2026, 1, 1) + timedelta(minutes=minute)
    first, last = local_day(desk(zone), instant)
    assert first <= instant < last
    assert 23 * HOUR <= last - first <= 25 * HOUR
    assert local_day(desk(zone), last)[0] == last
