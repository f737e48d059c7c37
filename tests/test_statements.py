"""A source's counts bound a window exactly: compared with every selection of statements."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.evaluation.statements import Stated, least, most

START = datetime(2020, 1, 1, tzinfo=UTC)
CODES = ["", "AA", "AA01", "AA02", "BB"]
PLACES = ["AA01", "AA02", "BB"]


def at(hour: int) -> datetime:
    """Return an hour of the made-up period."""
    return START + timedelta(hours=hour)


statement = st.builds(
    lambda a, length, code, value, low, high: Stated(
        at(a), at(a + length), code, value, low, high, ()
    ),
    st.integers(0, 6),
    st.integers(1, 5),
    st.sampled_from(CODES),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
)


def overlap(a: Stated, b: Stated) -> bool:
    """Whether two statements speak of a common time and place."""
    nested = a.pcode.startswith(b.pcode) or b.pcode.startswith(a.pcode)
    return nested and a.start < b.end and b.start < a.end


areas = st.sampled_from([[""], PLACES])


def every_choice(stated: list[Stated]) -> Iterator[tuple[Stated, ...]]:
    """Yield every selection of statements."""
    for size in range(len(stated) + 1):
        yield from combinations(stated, size)


@settings(max_examples=300)
@given(st.lists(statement, max_size=7), st.integers(0, 5), st.integers(1, 6), areas)
def test_least_is_the_best_selection_without_overlap(
    stated: list[Stated], first: int, length: int, area: list[str]
) -> None:
    """The lower bound is the largest sum over statements inside the window that do not overlap."""
    start, end = at(first), at(first + length)
    inside = [
        s
        for s in stated
        if s.least and start <= s.start and s.end <= end and s.pcode.startswith(tuple(area))
    ]
    expected = max(
        sum(s.value for s in chosen)
        for chosen in every_choice(inside)
        if not any(overlap(a, b) for a, b in combinations(chosen, 2))
    )

    assert least(stated, start, end, area) == expected


@settings(max_examples=300)
@given(st.lists(statement, max_size=7), st.integers(0, 5), st.integers(1, 6), areas)
def test_most_is_the_cheapest_cover(
    stated: list[Stated], first: int, length: int, area: list[str]
) -> None:
    """The upper bound is the smallest sum over statements that cover the window and the area."""
    start, end = at(first), at(first + length)
    spots = [(hour, code) for hour in range(first, first + length) for code in area]

    def covers(chosen: tuple[Stated, ...]) -> bool:
        return all(
            any(s.start <= at(h) < s.end and code.startswith(s.pcode) for s in chosen)
            for h, code in spots
        )

    usable = [s for s in stated if s.most]
    sums = [sum(s.value for s in chosen) for chosen in every_choice(usable) if covers(chosen)]

    assert most(stated, start, end, area) == min(sums, default=None)
