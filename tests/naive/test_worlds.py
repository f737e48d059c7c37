"""What [least, most] promises, proved on small cases by trying every world the record allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.naive import verdicts
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    record,
    report,
    terms,
    verified,
    watch,
)


@dataclass(frozen=True)
class Told:
    """An event known to lie in the half-open slots [first, end); sure or in doubt for a reason."""

    first: int
    end: int
    doubt: str


@dataclass(frozen=True)
class Small:
    """A tiny record of half-days from the start, up to `at`; all of them were watched but some."""

    events: tuple[Told, ...]
    unwatched: frozenset[int]
    days: int
    most: int
    each: int


SLOT = 12 * HOUR
DOUBTS: dict[str, Fields] = {
    "sure": {},
    "unverified": {},
    "who": {"by": ("Army", "front")},
    "whom": {"by": ("Gunmen",)},
    "what": {"kinds": ("shelling", "arrest")},
}


def small(agreement_days: int) -> st.SearchStrategy[Small]:
    """Draw a tiny record of up to three events around so many days."""
    slots = st.integers(-1, agreement_days * 2)
    event = st.builds(
        lambda first, length, doubt: Told(first, first + length, doubt),
        slots,
        st.integers(1, 4),
        st.sampled_from(["sure", "sure", *DOUBTS]),
    )
    return st.builds(
        Small,
        st.lists(event, max_size=3).map(tuple),
        st.frozensets(st.integers(0, agreement_days * 2 - 1), max_size=2),
        st.just(agreement_days),
        st.integers(0, 1),
        st.just(1),
    )


def written(case: Small) -> list[Known[Record]]:
    """Put the tiny record in rows."""
    rows: list[Fields] = []
    for number, told in enumerate(case.events):
        start, end = START + told.first * SLOT, START + told.end * SLOT
        rows.append(report(start, end, id=f"e{number}", **DOUBTS[told.doubt]))
        if told.doubt != "unverified":
            rows.append(verified(f"un/e{number}"))
    seen = sorted(set(range(case.days * 2)) - case.unwatched)
    rows += [watch(START + slot * SLOT, START + (slot + 1) * SLOT) for slot in seen]
    return record(*rows)


def worlds(case: Small) -> Iterator[list[int]]:
    """Every world that the tiny record allows: how many events of the class each slot has.

    An event is in one slot of its span, or, in doubt, perhaps not of the class at all; in an
    unwatched slot nothing, or more than any limit here allows, may have happened unseen.
    """
    places: list[list[int | None]] = [
        [*range(told.first, told.end), *([] if told.doubt == "sure" else [None])]
        for told in case.events
    ]
    for chosen in product(*places):
        for unseen in product((0, 9), repeat=len(case.unwatched)):
            slots = [0] * (case.days * 2)
            for slot in chosen:
                if slot is not None and 0 <= slot < len(slots):
                    slots[slot] += 1
            for slot, number in zip(sorted(case.unwatched), unseen, strict=True):
                slots[slot] += number
            yield slots


def run(case: Small, slots: list[int]) -> int:
    """Return how many days up to the last had no more than the limit, in a world."""
    length = 0
    for day in reversed(range(case.days)):
        if sum(slots[2 * day : 2 * day + 2]) > case.most:
            break
        length += 1
    return length


@given(st.integers(1, 4).flatmap(small))
@settings(max_examples=300)
def test_the_count_of_days_is_exact(case: Small) -> None:
    """[a, b] is the least and the greatest count over all worlds, and the verdict follows."""
    limit: Fields = {"limit": {"of": "attack", "at_most": str(case.most)}}
    runs = {run(case, slots) for slots in worlds(case)}
    agreement = terms(
        calm=limit,
        **{f"for_{n}": {"streak": {"of": "calm", "for": f"{n} days"}} for n in (1, 2, 3)},
    )

    found = verdicts(agreement, written(case), START + case.days * DAY, LATER)

    for n in (1, 2, 3):
        verdict = "kept" if min(runs) >= n else "undetermined" if max(runs) >= n else "not_yet"
        assert found[f"for_{n}", None] == (verdict, (min(runs), max(runs)))


@given(st.integers(1, 4).flatmap(small), st.integers(1, 3), st.booleans())
@settings(max_examples=300)
def test_the_verdict_of_a_window_is_exact(case: Small, each: int, at_least: bool) -> None:  # noqa: FBT001
    """A limit is kept if all worlds keep it, breached if none does, and otherwise undetermined."""
    word = "at_least" if at_least else "at_most"
    limit: Fields = {"limit": {"of": "attack", word: str(case.most), "each": f"{each} days"}}
    sums = [sum(slots[-2 * each :]) for slots in worlds(case)]
    good = {total >= case.most if at_least else total <= case.most for total in sums}
    expected = "undetermined" if len(good) == 2 else "kept" if good == {True} else "breached"

    found = verdicts(terms(few=limit), written(case), START + case.days * DAY, LATER)

    assert found["few", None] == (expected, None)


def since_last(moments: list[datetime | None], at: datetime) -> timedelta:
    """Return the time since the last event before `at`, or since the start, in a world."""
    return at - max([START, *(moment for moment in moments if moment and moment < at)])


@given(st.integers(1, 3).flatmap(small), st.integers(1, 6))
@settings(max_examples=300)
def test_the_count_of_hours_is_exact(case: Small, slots: int) -> None:
    """The least and the greatest time since the last event, over all worlds, at any half-day.

    What happens in a slot happens latest at its ends: the first and the last of its instants.
    """
    at = START + min(slots, case.days * 2) * SLOT

    def ends(slot: int) -> list[datetime | None]:
        return [START + slot * SLOT, START + (slot + 1) * SLOT - TICK]

    places = [
        [moment for slot in range(told.first, told.end) for moment in ends(slot)]
        + ([] if told.doubt == "sure" else [None])
        for told in case.events
    ]
    places += [[*ends(slot), None] for slot in case.unwatched]
    counts = {since_last(list(chosen), at) for chosen in product(*places)}
    reached = "kept" if min(counts) >= DAY else "undetermined"
    truce: Fields = {"streak": {"of": "calm", "for": "24 hours"}}

    found = verdicts(terms(calm=CALM, truce=truce), written(case), at, LATER)

    assert found["truce", None] == (
        reached if max(counts) >= DAY else "not_yet",
        (min(counts) // HOUR, max(counts) // HOUR),
    )
