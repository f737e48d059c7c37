"""Notice that is owed: announced in time for certain, or maybe, against trying every world.

Instants are ticks after an arbitrary start, so that a small case has few worlds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.evaluation.items import Item, Matching, matches
from monitor.evaluation.kleene import Kleene
from monitor.evaluation.notices import Announced
from monitor.evaluation.owed import Owed
from monitor.evaluation.tested import DayPut, Put, put_on_days
from monitor.incidents.span import TICK
from tests.test_answers import DAYS, between, item, tick, ticks

LEAST = -4
"""Notices may come before the first tick."""


@dataclass(frozen=True)
class Small:
    """One thing that needs notice, what may be its notice, and the ticks that nobody watched."""

    happens: Item
    notices: tuple[Item, ...]
    gaps: tuple[tuple[int, int], ...]
    before: int

    def announced(self) -> Announced:
        """The same for the code under test."""
        return Announced(
            self.happens,
            Matching(self.notices),
            between(self.gaps),
            lambda instant: instant - self.before * TICK,
        )

    def worlds(self) -> Iterator[bool]:
        """Yield whether it was announced in time, in every world in which it happened."""
        dark = [t for start, end in self.gaps for t in range(start, end)]
        told = [[*ticks(a), *self._absent(a)] for a in self.notices]
        for happened in ticks(self.happens):
            for chosen in product(*told, [None, *dark]):
                came = [t for t in chosen if t is not None]
                yield min(came, default=happened) <= happened - self.before

    def _absent(self, notice: Item) -> list[None]:
        sure = notice.must and matches(self.happens, notice) is True
        return [] if sure else [None]


@st.composite
def small(draw: st.DrawFn) -> Small:
    """Draw a case in which spans, uncertain notices, keys and gaps meet."""

    def drawn(key: str, least: int) -> Item:
        first = draw(st.integers(least, 11))
        last = first + draw(st.sampled_from([0, 0, 1, 3]))
        values = draw(st.sampled_from([None, (), ("u",), ("v",), ("u", "v")]))
        return item(key, first, last, must=draw(st.booleans()), values=values)

    happens = drawn("b", 0)
    notices = [drawn(f"a{n}", LEAST) for n in range(draw(st.integers(0, 3)))]
    notices = [a for a in notices if matches(happens, a) is not False]
    starts = draw(st.lists(st.integers(0, 11), max_size=2, unique=True))
    gaps = tuple((start, start + draw(st.integers(1, 3))) for start in sorted(starts))
    return Small(happens, tuple(notices), gaps, draw(st.integers(1, 4)))


@given(small())
def test_it_was_announced_in_every_world_or_in_none(case: Small) -> None:
    """Certainly noticed, certainly not, or open: no more and no less than all worlds say."""
    every = set(case.worlds())
    expected: Kleene = every.pop() if len(every) == 1 else None

    assert case.announced().noticed() is expected


def days_of(happens: Item, passed: Kleene, *, unseen: bool = False) -> list[str]:
    """What each day reads of one thing put to a test."""

    def read(day: DayPut) -> str:
        if day.failed:
            return "failed"
        if day.maybe:
            return "unseen" if day.unseen else "maybe"
        return ("passed" if day.certainly else "touched") if day.asked else ""

    return [read(day) for day in put_on_days([Put(happens, passed, unseen)], between(DAYS))]


@pytest.mark.parametrize(
    ("happens", "passed", "unseen", "reads"),
    [
        pytest.param(item("b", 4), False, False, ["", "failed", ""], id="first tick of a day"),
        pytest.param(item("b", 7), False, False, ["", "failed", ""], id="last tick of a day"),
        pytest.param(item("b", 4), True, False, ["", "passed", ""], id="passed"),
        pytest.param(item("b", 4), None, False, ["", "maybe", ""], id="open"),
        pytest.param(item("b", 4), None, True, ["", "unseen", ""], id="open, unseen"),
        pytest.param(item("b", 3, 4), False, False, ["maybe", "maybe", ""], id="across"),
        pytest.param(item("b", 3, 4), True, False, ["touched", "touched", ""], id="passed across"),
        pytest.param(
            item("b", 4, must=False), False, False, ["", "maybe", ""], id="may have happened"
        ),
        pytest.param(
            item("b", 4, must=False), True, False, ["", "touched", ""], id="passed if it happened"
        ),
    ],
)
def test_what_a_day_is_put_to(
    happens: Item,
    passed: Kleene,
    unseen: bool,  # noqa: FBT001
    reads: list[str],
) -> None:
    """Only what certainly happened inside a day breaks it, or keeps it."""
    assert days_of(happens, passed, unseen=unseen) == reads


@pytest.mark.parametrize(
    ("notices", "gaps", "state"),
    [
        pytest.param([], (), Owed.OVERDUE, id="not announced"),
        pytest.param([item("a", 4)], (), Owed.MET, id="exactly so long before"),
        pytest.param([item("a", 5)], (), Owed.LATE, id="a tick too late"),
        pytest.param([item("a", -3)], (), Owed.MET, id="before the beginning"),
        pytest.param([item("a", 9)], (), Owed.OVERDUE, id="afterwards"),
        pytest.param([item("a", 3, 5)], (), Owed.UNDETERMINED, id="a span across"),
        pytest.param([item("a", 3, must=False)], (), Owed.UNDETERMINED, id="not confirmed"),
        pytest.param([], ((4, 5),), Owed.UNDETERMINED, id="nobody watched the last tick"),
        pytest.param([], ((5, 8),), Owed.OVERDUE, id="nobody watched afterwards"),
        pytest.param([item("a", 4)], ((0, 9),), Owed.MET, id="announced, watched or not"),
    ],
)
def test_how_a_notice_stands(
    notices: Sequence[Item], gaps: tuple[tuple[int, int], ...], state: Owed
) -> None:
    """It happened at tick 8 and needed notice of four: by tick 4."""
    one = Small(item("b", 8), tuple(notices), gaps, 4).announced().obligation()

    assert (one.state, one.deadline) == (state, tick(4))
    assert (one.overdue is not None) == (state in {Owed.OVERDUE, Owed.LATE})
    assert bool(one.unseen) == (state is Owed.UNDETERMINED and bool(gaps))
