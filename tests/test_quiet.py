"""How long it had been quiet at an instant of the past, from incidents one by one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.evaluation.calendar import Interval
from monitor.evaluation.quiet import Quiet
from monitor.evaluation.tally import Instant
from monitor.incidents.span import FOREVER

START = datetime(2016, 9, 12, tzinfo=UTC)
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
ALWAYS = ((START, FOREVER),)


def when(hour: int) -> datetime:
    """Return an hour after the start."""
    return START + hour * HOUR


def incident(first: int, last: int, *, must: bool = True) -> Instant:
    """Return an incident in the closed span between two hours."""
    return Instant("x", when(first), when(last), must, 1, 1)


def hours(
    incidents: Sequence[Instant],
    at: datetime,
    gaps: Sequence[Interval] = (),
    force: Sequence[Interval] = ALWAYS,
) -> tuple[timedelta, timedelta]:
    """Return how long it was quiet at an instant: at least, at most."""
    return Quiet(incidents, gaps, force).at(at)


@pytest.mark.parametrize(
    ("incidents", "least", "most"),
    [
        pytest.param([], 10 * HOUR, 10 * HOUR, id="nothing"),
        pytest.param([incident(4, 4)], 6 * HOUR, 6 * HOUR, id="at a point"),
        pytest.param([incident(4, 4, must=False)], 6 * HOUR, 10 * HOUR, id="perhaps"),
        pytest.param([incident(2, 4)], 6 * HOUR - TICK, 8 * HOUR, id="somewhere in a span"),
        pytest.param([incident(2, 4), incident(3, 3)], 6 * HOUR - TICK, 7 * HOUR, id="two"),
        pytest.param([incident(10, 10)], 10 * HOUR, 10 * HOUR, id="at the instant asked"),
        pytest.param([incident(11, 12)], 10 * HOUR, 10 * HOUR, id="after it"),
        pytest.param([incident(8, 10)], timedelta(0), 10 * HOUR, id="perhaps only at it"),
        pytest.param([incident(8, 20)], timedelta(0), 10 * HOUR, id="perhaps after it"),
        pytest.param([incident(0, 9)], HOUR - TICK, 10 * HOUR, id="a span from the start"),
    ],
)
def test_the_last_incident_decides(
    incidents: list[Instant], least: timedelta, most: timedelta
) -> None:
    """At least since the last possible end, at most since the latest that must have been."""
    assert hours(incidents, when(10)) == (least, most)


@pytest.mark.parametrize(
    ("gap", "least"),
    [((2, 4), 6), ((9, 10), 0), ((9, 30), 0), ((10, 12), 10), ((0, 1), 9)],
)
def test_so_does_the_last_time_that_nobody_watched(gap: tuple[int, int], least: int) -> None:
    """What nobody saw takes from the least alone; what is unseen from then on takes nothing."""
    found = hours([], when(10), [(when(gap[0]), when(gap[1]))])

    assert found == (least * HOUR, 10 * HOUR)


@pytest.mark.parametrize(("hour", "expected"), [(3, 3), (4, 4), (6, 0), (7, 1), (9, 3)], ids=str)
def test_the_clock_begins_anew_with_force(hour: int, expected: int) -> None:
    """Out of force between hours 4 and 6: what was before is no quiet of the second time."""
    force = ((START, when(4)), (when(6), FOREVER))

    assert hours([incident(1, 1, must=False)], when(hour), force=force)[1] == expected * HOUR


spans = st.tuples(st.integers(0, 30), st.sampled_from([0, 0, 1, 5, 20]), st.booleans())


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=2), st.integers(0, 40))
def test_an_instant_of_the_past_knows_nothing_of_what_came_after(
    told: list[tuple[int, int, bool]], unseen: list[tuple[int, int, bool]], hour: int
) -> None:
    """It reads as from the incidents and gaps that had begun by then, cut at it."""
    incidents = [incident(a, a + wide, must=must) for a, wide, must in told]
    edges = sorted({(when(a), when(a + wide + 1)) for a, wide, _ in unseen})
    gaps = edges[:1]
    at = when(hour)

    begun = [one for one in incidents if one.first < at]
    possible = [min(one.last + (TICK if one.last > one.first else 0 * TICK), at) for one in begun]
    certain = [one.first for one in begun if one.must and one.last < at]
    not_seen = [min(until, at) for since, until in gaps if since < at]

    least, most = hours(incidents, at, gaps)
    assert least == at - max([START, *possible, *not_seen])
    assert most == at - max([START, *certain])
