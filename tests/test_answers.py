"""Answers owed: when one is overdue for certain, or maybe, against trying every world.

Instants are ticks after an arbitrary start, so that a small case has few worlds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.evaluation.answers import Asking, overdue_days
from monitor.evaluation.calendar import Interval
from monitor.evaluation.items import Item, Matching, matches
from monitor.evaluation.owed import Owed
from monitor.incidents.span import TICK
from tests.naive.small import START

HORIZON = 12
DAYS = [(0, 4), (4, 8), (8, HORIZON)]


def tick(number: int) -> datetime:
    """The instant so many ticks after the start."""
    return START + number * TICK


def item(
    key: str,
    first: int,
    last: int | None = None,
    *,
    must: bool = True,
    values: Sequence[str] | None = None,
) -> Item:
    """Something that happened at one of the ticks first to last."""
    ends = tick(first), tick(first if last is None else last)
    return Item("incident", key, *ends, must, None if values is None else frozenset(values))


def between(pairs: Sequence[tuple[int, int]]) -> list[Interval]:
    """Half-open intervals of ticks."""
    return [(tick(start), tick(end)) for start, end in pairs]


@dataclass(frozen=True)
class Small:
    """One thing that asks, what may answer it, and the ticks that nobody watched."""

    asks: Item
    answers: tuple[Item, ...]
    gaps: tuple[tuple[int, int], ...]
    term: int

    def asking(self) -> Asking:
        """The same for the code under test."""
        length = self.term * TICK
        return Asking(
            self.asks,
            Matching(self.answers),
            between(self.gaps),
            lambda instant: instant + length,
            lambda instant: instant - length,
            tick(HORIZON),
        )

    def worlds(self) -> Iterator[tuple[int, int]]:
        """Yield (when it asked, when it was first answered, or the horizon) of every world."""
        dark = [t for start, end in self.gaps for t in range(start, min(end, HORIZON))]
        told = [[*ticks(b), *self._absent(b)] for b in self.answers]
        for asked in ticks(self.asks):
            for chosen in product(*told, [None, *dark]):
                came = [t for t in chosen if t is not None and asked <= t < HORIZON]
                yield asked, min(came, default=HORIZON)

    def _absent(self, answer: Item) -> list[None]:
        sure = answer.must and matches(self.asks, answer) is True
        return [] if sure else [None]

    def overdue(self, day: tuple[int, int]) -> set[bool]:
        """Whether it is overdue at some tick of a day: in each world in which it asked."""
        return {
            any(asked + self.term < t < answered for t in range(*day))
            for asked, answered in self.worlds()
        }

    def states(self) -> set[Owed]:
        """How it stands at the horizon, in each world in which it asked."""
        return {self._state(asked, answered) for asked, answered in self.worlds()}

    def _state(self, asked: int, answered: int) -> Owed:
        if asked < HORIZON and answered < HORIZON:
            return Owed.MET if answered <= asked + self.term else Owed.LATE
        return Owed.OVERDUE if asked + self.term + 1 < HORIZON else Owed.PENDING


def ticks(one: Item) -> range:
    """The ticks at which it may have happened."""
    return range((one.first - START) // TICK, (one.last - START) // TICK + 1)


@st.composite
def small(draw: st.DrawFn) -> Small:
    """Draw a case in which spans, uncertain answers, keys and gaps meet."""

    def drawn(key: str) -> Item:
        first = draw(st.integers(0, HORIZON - 1))
        last = first + draw(st.sampled_from([0, 0, 1, 3]))
        values = draw(st.sampled_from([None, (), ("u",), ("v",), ("u", "v")]))
        return item(key, first, last, must=draw(st.booleans()), values=values)

    answers = [drawn(f"b{n}") for n in range(draw(st.integers(0, 3)))]
    asks = drawn("a")
    answers = [b for b in answers if matches(asks, b) is not False]
    starts = draw(st.lists(st.integers(0, HORIZON), max_size=2, unique=True))
    gaps = [(start, start + draw(st.integers(1, 3))) for start in sorted(starts)]
    return Small(asks, tuple(answers), tuple(gaps), draw(st.integers(1, 4)))


@given(small())
@example(Small(item("a", 0, 3), (item("b", 1, 1),), (), 1))
@example(Small(item("a", 0, 3), (item("b", 2, 2), item("c", 5, 6)), ((4, 5),), 2))
def test_bounds_are_exact(case: Small) -> None:
    """Certain is what holds in every world, maybe what holds in one: no more and no less."""
    asking = case.asking()

    found = overdue_days([asking], between(DAYS))

    for day, tested in zip(DAYS, found, strict=True):
        every = case.overdue(day)
        certain = case.asks.must and every == {True}
        assert (tested.failed == 1) == certain
        assert (tested.failed + tested.maybe == 1) == (True in every)
    states = case.states()
    state = asking.obligation().state
    assert state is (states.pop() if len(states) == 1 else Owed.UNDETERMINED)


def days_of(
    asks: Item,
    *answers: Item,
    gaps: Sequence[tuple[int, int]] = (),
    term: int = 2,
) -> list[str]:
    """What each day reads of one obligation: overdue, maybe, unseen, or nothing."""
    found = overdue_days([Small(asks, answers, tuple(gaps), term).asking()], between(DAYS))
    return [
        "overdue" if day.failed else "unseen" if day.unseen else "maybe" if day.maybe else ""
        for day in found
    ]


@pytest.mark.parametrize(
    ("answers", "reads"),
    [
        pytest.param([], ["", "overdue", "overdue"], id="none comes"),
        pytest.param([item("b", 4)], ["", "", ""], id="exactly at the end of the term"),
        pytest.param([item("b", 5)], ["", "", ""], id="the tick after: at no tick overdue"),
        pytest.param([item("b", 6)], ["", "overdue", ""], id="late, overdue for one tick"),
        pytest.param([item("b", 2)], ["", "", ""], id="at the same instant"),
        pytest.param([item("b", 1)], ["", "overdue", "overdue"], id="before it was asked"),
        pytest.param([item("b", 8)], ["", "overdue", ""], id="as the third day begins"),
        pytest.param([item("b", 9)], ["", "overdue", "overdue"], id="late into the third day"),
        pytest.param([item("b", 3, must=False)], ["", "maybe", "maybe"], id="not confirmed"),
        pytest.param([item("b", 1, 4)], ["", "maybe", "maybe"], id="a span that begins before"),
        pytest.param([item("b", 3, 5)], ["", "", ""], id="a span across the end, answered by then"),
        pytest.param([item("b", 3, 6)], ["", "maybe", ""], id="a span that ends late"),
    ],
)
def test_when_an_answer_is_overdue(answers: list[Item], reads: list[str]) -> None:
    """Asked at tick 2 with a term of two: to tick 4 is in time."""
    assert days_of(item("a", 2), *answers) == reads


def test_an_answer_could_have_come_unseen() -> None:
    """Absence counts only while somebody watches: from the first gap on it is open."""
    assert days_of(item("a", 2), gaps=[(9, 10)]) == ["", "overdue", "overdue"]
    assert days_of(item("a", 2), gaps=[(8, 9)]) == ["", "overdue", "unseen"]
    assert days_of(item("a", 2), gaps=[(3, 4)]) == ["", "unseen", "unseen"]
    assert days_of(item("a", 2), gaps=[(1, 2)]) == ["", "overdue", "overdue"]
    assert days_of(item("a", 2, must=False)) == ["", "maybe", "maybe"]


def test_keys_are_compared() -> None:
    """Another value answers nothing, the same answers; unstated or two, it may."""
    asks = item("a", 2, values=["u"])

    assert days_of(asks, item("b", 3, values=["v"])) == ["", "overdue", "overdue"]
    assert days_of(asks, item("b", 3, values=["u"])) == ["", "", ""]
    assert days_of(asks, item("b", 3, values=[])) == ["", "maybe", "maybe"]
    assert days_of(asks, item("b", 3, values=["u", "v"])) == ["", "maybe", "maybe"]
    assert days_of(item("a", 2, values=[]), item("b", 3, values=["v"])) == ["", "maybe", "maybe"]


def test_a_used_key_hides_nothing() -> None:
    """Each request is an obligation of its own: the answer to the second is too late for the first.

    One answer may answer both.
    """
    length = timedelta(microseconds=3)
    answers = Matching([item("b", 8, values=["q"])])
    first, second = (
        Asking(
            item(key, at, values=["q"]),
            answers,
            (),
            lambda instant: instant + length,
            lambda instant: instant - length,
            tick(HORIZON),
        )
        for key, at in (("one", 1), ("two", 6))
    )

    assert first.obligation().state is Owed.LATE
    assert second.obligation().state is Owed.MET
    assert first.obligation().answers == second.obligation().answers
    days = overdue_days([first, second], between(DAYS))
    assert [day.failed for day in days] == [0, 1, 0]


def test_what_the_days_are_put_to() -> None:
    """A day is asked something once a request may have come, for certain once one has."""
    asks = Small(item("a", 3, 5), (item("b", 6),), (), 2).asking()
    days = overdue_days([asks], between(DAYS))

    assert [(day.asked, day.certainly) for day in days] == [(1, 0), (1, 1), (1, 1)]
    assert overdue_days([], between(DAYS))[0].asked == 0
