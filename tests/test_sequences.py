"""Days since something, and the order of two things: exact bounds, and the real engine.

Instants of the small cases are ticks after an arbitrary start; made-up convoys elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.items import Item
from monitor.evaluation.levels import truth_at_end
from monitor.evaluation.ordering import Side, no_earlier, together
from monitor.evaluation.since import Placed, days_since
from monitor.evaluation.turning import next_deadline
from monitor.evaluation.verdict import Verdict
from monitor.evaluation.view import View
from monitor.views.conclusions import Concluding
from monitor.views.marks import strips
from monitor.views.onrecord import OnRecord
from tests.attacks import sure
from tests.duty_samples import convoys, judged, seen, told
from tests.engine import TABLES
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
    terms,
    watch,
)
from tests.test_answers import between, item, tick, ticks

NOW, LENGTH = 8, 2
NEVER = 99


@dataclass(frozen=True)
class Pair:
    """Two things that may have come, and the ticks at which the one or the other could unseen."""

    one: tuple[Item, ...]
    other: tuple[Item, ...]
    gaps: tuple[tuple[int, int], ...] = ()

    def worlds(self, *, unseen: str) -> Iterator[tuple[int, int]]:
        """Yield when the first of each came, in every world; NEVER where none did.

        `unseen` says of which one could have come unseen. Of what is not on record by then none
        has come, so that none has come before it either.
        """
        dark = [t for a, b in self.gaps for t in range(a, min(b, NOW))]
        for found in product(*map(_ticks, (*self.one, *self.other)), [NEVER, *dark]):
            *seen, hidden = found
            ones, others = seen[: len(self.one)], seen[len(self.one) :]
            if unseen == "other" or min([NEVER, *ones]) <= NOW:
                (ones if unseen == "one" else others).append(hidden)
            first, second = (min([NEVER, *(t for t in ts if t <= NOW)]) for ts in (ones, others))
            yield first, second


def _ticks(one: Item) -> list[int]:
    return [*ticks(one), *([] if one.must else [NEVER])]


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Draw two things with spans and doubts."""

    def drawn(key: str) -> Item:
        first = draw(st.integers(0, NOW))
        last = min(first + draw(st.sampled_from([0, 0, 1, 3])), NOW + 2)
        return item(key, first, last, must=draw(st.booleans()))

    start = draw(st.integers(0, NOW - 1))
    gaps = ((start, min(start + draw(st.integers(1, 2)), NOW)),) if draw(st.booleans()) else ()
    return Pair(
        tuple(drawn(f"a{n}") for n in range(draw(st.integers(0, 2)))),
        tuple(drawn(f"b{n}") for n in range(draw(st.integers(0, 2)))),
        gaps,
    )


def said(every: set[Verdict]) -> Verdict:
    """What holds in every world."""
    return next(iter(every)) if len(every) == 1 else Verdict.UNDETERMINED


@given(pairs(), st.sampled_from(["one", "other"]))
def test_no_earlier_is_exact(pair: Pair, unseen: str) -> None:
    """It reads what it reads in every world, whichever of the two could have come unseen."""
    every = set()
    for first, second in pair.worlds(unseen=unseen):
        kept = Verdict.KEPT if second <= first else Verdict.BREACHED
        every.add(Verdict.NOT_YET if first == NEVER else kept)

    gaps = between(pair.gaps)
    one, other = (gaps, ()) if unseen == "one" else ((), gaps)
    due = no_earlier(Side(pair.one, one), Side(pair.other, other), tick(NOW))

    assert due.verdict is said(every)


def _apart(first: int, second: int) -> Verdict:
    begun = min(first, second)
    if begun == NEVER:
        return Verdict.NOT_YET
    if max(first, second) <= begun + LENGTH:
        return Verdict.KEPT
    return Verdict.NOT_YET if begun + LENGTH >= NOW else Verdict.BREACHED


@given(pairs())
def test_together_is_exact(pair: Pair) -> None:
    """It reads what it reads in every world, whichever of the two comes first."""
    watched = Pair(pair.one, pair.other)
    every = {_apart(*world) for world in watched.worlds(unseen="other")}

    due = together(
        Side(pair.one),
        Side(pair.other),
        lambda t: t + LENGTH * TICK,
        lambda t: t - LENGTH * TICK,
        tick(NOW),
    )

    assert due.verdict is said(every)


@pytest.mark.parametrize(
    ("one", "other", "gaps", "verdict"),
    [
        pytest.param([], [], [], "not_yet", id="neither"),
        pytest.param([item("a", 6)], [], [], "not_yet", id="there is time to the end of it"),
        pytest.param([item("a", 6)], [], [(6, 8)], "not_yet", id="unseen, and there is time yet"),
        pytest.param([item("a", 5)], [], [(7, 8)], "undetermined", id="unseen, and time is over"),
        pytest.param([item("a", 5)], [], [], "breached", id="a tick longer ago"),
        pytest.param([item("a", 5)], [item("b", 7)], [], "kept", id="exactly so far apart"),
        pytest.param([item("a", 4)], [item("b", 7)], [], "breached", id="a tick further"),
        pytest.param([item("a", 7)], [item("b", 5)], [], "kept", id="the other way round"),
        pytest.param([item("a", 1)], [], [(3, 4)], "undetermined", id="it could have come unseen"),
        pytest.param([item("a", 1)], [], [(4, 8)], "breached", id="unseen, but too late"),
        pytest.param(
            [item("a", 1)], [item("b", 7)], [(2, 3)], "undetermined", id="an earlier one unseen"
        ),
        pytest.param(
            [item("a", 7)], [item("b", 6)], [(4, 5)], "undetermined", id="its first unseen"
        ),
        pytest.param(
            [item("a", 7)], [item("b", 6)], [(5, 6)], "kept", id="its first unseen, and close"
        ),
    ],
)
def test_how_far_apart(
    one: list[Item], other: list[Item], gaps: list[tuple[int, int]], verdict: str
) -> None:
    """At tick 8, within two of each other; of the other some may have come unseen."""
    due = together(
        Side(one),
        Side(other, between(gaps)),
        lambda t: t + LENGTH * TICK,
        lambda t: t - LENGTH * TICK,
        tick(NOW),
    )

    assert due.verdict.value == verdict
    pending = verdict == "not_yet" and bool(one)
    assert due.deadline == (tick(8) if pending else None)


@pytest.mark.parametrize(
    ("placed", "kept", "unbroken", "counted"),
    [
        pytest.param([], 5, 5, (0, 0, None), id="nothing happened"),
        pytest.param([Placed(4, 4, must=True)], 9, 9, (5, 5, 5), id="five days since"),
        pytest.param([Placed(4, 4, must=True)], 5, 9, (5, 5, 5), id="kept just since"),
        pytest.param([Placed(4, 4, must=True)], 4, 9, (0, 5, 5), id="one of them not certain"),
        pytest.param([Placed(4, 4, must=True)], 4, 4, (0, 0, None), id="one of them broken"),
        pytest.param([Placed(4, 4, must=False)], 9, 9, (0, 5, 5), id="may have happened"),
        pytest.param([Placed(3, 5, must=True)], 9, 9, (4, 6, 6), id="on one of three days"),
        pytest.param([Placed(3, 5, must=True)], 5, 5, (0, 5, 5), id="broken on the first of them"),
        pytest.param([Placed(-1, -1, must=True)], 10, 10, (10, 10, 10), id="before all days"),
        pytest.param([Placed(-1, -1, must=True)], 9, 9, (0, 0, None), id="not kept on the first"),
        pytest.param([Placed(9, 9, must=True)], 0, 0, (0, 0, 0), id="on the last day"),
        pytest.param([Placed(10, 10, must=True)], 9, 9, (0, 0, -1), id="on the running day"),
        pytest.param(
            [Placed(2, 2, must=True), Placed(6, 6, must=True)], 5, 5, (3, 3, 3), id="of two"
        ),
    ],
)
def test_days_since(
    placed: list[Placed], kept: int, unbroken: int, counted: tuple[int, int, int | None]
) -> None:
    """At the end of day 9: of several that happened, the one that gives most."""
    found = days_since(9, kept, unbroken, placed)

    assert (found.least, found.most, found.reaches) == counted


@given(
    broken=st.lists(st.sampled_from(["kept", "maybe", "broken"]), max_size=6),
    placed=st.lists(
        st.tuples(st.integers(-1, 6), st.integers(0, 2), st.booleans()).map(
            lambda t: Placed(t[0], min(t[0] + t[1], 6), must=t[2])
        ),
        max_size=3,
    ),
)
def test_the_bounds_since_are_those_of_all_worlds(broken: list[str], placed: list[Placed]) -> None:
    """The most is the most of some world; the least is what the text makes certain."""
    last = len(broken) - 1
    kept = _run(broken, {"kept"})
    unbroken = _run(broken, {"kept", "maybe"})
    found = days_since(last, kept, unbroken, placed)

    most, least = 0, 0
    for one in placed:
        for position in range(one.first, one.last + 1):
            after = broken[position + 1 :]
            if position <= last and "broken" not in after:
                most = max(most, last - position)
        if one.must and all(
            set(broken[p + 1 :]) <= {"kept"} for p in range(one.first, one.last + 1)
        ):
            least = max(least, last - one.last)
    assert (found.least, found.most) == (least, most)


def _run(days: list[str], allowed: set[str]) -> int:
    length = 0
    while length < len(days) and days[-1 - length] in allowed:
        length += 1
    return length


SINCE: Fields = {
    "since": {"of": "calm", "after": {"decided": "signed", "by": ["government"]}, "for": "3 days"}
}
QUIET = terms(calm=CALM, open=SINCE)
WATCHED = watch(START - 30 * DAY, START + 40 * DAY)


def signed(hours: float) -> Fields:
    """The government signed."""
    return decision("government", "signed", START + hours * HOUR)


def attack(hours: float) -> list[Fields]:
    """A confirmed attack."""
    return sure(report(START + hours * HOUR, id=f"x{int(hours)}"))


def stands(rows: list[Fields], day: float) -> tuple[str, int, int]:
    """The verdict on the days since, with the least and the most."""
    found = judged(QUIET, rows, START + day * DAY).of("open")
    assert found.progress is not None
    return found.verdict.value, found.progress.least, found.progress.most


def test_since_a_decision() -> None:
    """The day of the decision does not count, the days after it do; an attack ends the count."""
    rows = [WATCHED, signed(30)]

    assert [stands(rows, day) for day in (1, 2, 3, 4, 5)] == [
        *[("not_yet", 0, 0), ("not_yet", 0, 0), ("not_yet", 1, 1), ("not_yet", 2, 2)],
        ("kept", 3, 3),
    ]
    assert stands([*rows, *attack(30)], 5) == ("kept", 3, 3), "on the day itself it is free"
    assert stands([*rows, *attack(50)], 6) == ("not_yet", 0, 0)
    assert stands([*rows, *attack(50), signed(60)], 6) == ("kept", 3, 3)
    assert stands([WATCHED], 6) == ("not_yet", 0, 0)
    assert stands([signed(30)], 6) == ("undetermined", 0, 4), "nobody watched the days"
    assert stands([WATCHED, signed(-5)], 3) == ("kept", 3, 3), "before the agreement began"


def test_since_says_when_it_can_be_met() -> None:
    """So many days after what happened; not where it has been broken since."""
    found = judged(QUIET, [WATCHED, signed(30)], START + 2 * DAY).of("open")
    running = judged(QUIET, [WATCHED, signed(30)], START + 31 * HOUR).of("open")
    broken = judged(QUIET, [WATCHED, signed(30), *attack(50)], START + 4 * DAY).of("open")
    never = judged(QUIET, [WATCHED], START + 4 * DAY).of("open")

    assert found.earliest == running.earliest == START + 5 * DAY
    assert (broken.earliest, broken.cause.value) == (None, "no_anchor")
    assert (never.earliest, never.cause.value) == (None, "no_anchor")
    assert found.rests_on == ("un/r01",)


def test_since_is_read_off_for_past_days() -> None:
    """What it read at the end of each day is what it would have read then."""
    TABLES.load(record(WATCHED, signed(30), *attack(120), signed(130)))
    view = View(QUIET, TABLES, START + 9 * DAY, LATER, None)

    read = [truth_at_end(view, "open", day) for day in range(9)]

    assert read == [False] * 4 + [True] + [False] * 3 + [True]
    for position in range(9):
        then = evaluate(QUIET, TABLES, view.days[position].end, LATER).of("open")
        assert (then.verdict is Verdict.KEPT) is read[position]


def test_since_an_incident_takes_a_watch_for_it() -> None:
    """An incident may have come unseen: then the days since it may be enough."""
    agreement = convoys(
        replies={
            "response": {
                "to": {"attested": "asked"},
                "with": {"decided": "granted"},
                "within": "9 hours",
            }
        },
        open={"since": {"of": "replies", "after": "left", "for": "2 days"}},
    )
    asks = [attestation("un", "asked", START + HOUR), decision("un", "granted", START + 2 * HOUR)]

    def progress(*rows: Fields) -> tuple[int, int]:
        found = judged(agreement, [*asks, *rows], START + 4 * DAY).of("open").progress
        assert found is not None
        return found.least, found.most

    ever = watch(datetime(1, 1, 1, tzinfo=START.tzinfo), START + 40 * DAY)
    assert progress(ever) == (0, 0)
    assert progress(ever, *seen("left", "a", START + DAY)) == (2, 2)
    assert progress(ever, told("left", "a", START + DAY)) == (0, 2)
    assert progress(watch(START, START + 40 * DAY)) == (0, 4), "it may have come before"


FIRST: Fields = {"order": {"of": "came", "no_earlier_than": "left"}}
BOTH: Fields = {
    "order": {
        "of": {"decided": "signed", "by": ["government"]},
        "together_with": {"decided": "signed", "by": ["opposition"]},
        "within": "6 hours",
    }
}
ORDERS = convoys(first=FIRST, both=BOTH)


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        pytest.param([], ("not_yet", "waiting_for_it"), id="neither"),
        pytest.param(seen("left", "a", START), ("not_yet", "waiting_for_it"), id="only the other"),
        pytest.param(
            [*seen("left", "a", START), *seen("came", "b", START)],
            ("kept", "in_order"),
            id="at once",
        ),
        pytest.param(
            [*seen("left", "a", START + TICK), *seen("came", "b", START)],
            ("breached", "too_early"),
            id="a tick too early",
        ),
        pytest.param(seen("came", "b", START + HOUR), ("breached", "too_early"), id="without it"),
        pytest.param(
            [*seen("left", "a", START, START + 9 * HOUR), *seen("came", "b", START + 2 * HOUR)],
            ("undetermined", "order"),
            id="in an order that is open",
        ),
        pytest.param(
            [told("left", "a", START), *seen("came", "b", START + 2 * HOUR)],
            ("undetermined", "unconfirmed"),
            id="in doubt",
        ),
    ],
)
def test_one_comes_no_earlier_than_the_other(rows: list[Fields], reads: tuple[str, str]) -> None:
    """The first of each counts; at the same instant is early enough."""
    found = judged(ORDERS, [WATCHED, *rows], START + DAY).of("first")

    assert (found.verdict.value, found.cause.value) == reads


def test_that_none_came_before_takes_a_watch() -> None:
    """An unwatched instant before, from the beginning on, leaves the order open."""

    def says(start: float, end: float) -> str:
        rows = [watch(START + start * HOUR, START + end * HOUR), *seen("came", "b", START + HOUR)]
        return judged(ORDERS, rows, START + DAY).of("first").cause.value

    assert says(0, 1.001) == "too_early"
    assert says(0.001, 2) == "unwatched"
    assert says(0, 1) == "unwatched"


def test_that_it_was_the_first_takes_a_watch() -> None:
    """One that nobody saw may have come before the other, unless somebody watched until then."""

    def says(start: float, end: float) -> tuple[str, str]:
        rows = [*seen("left", "a", START + HOUR), *seen("came", "b", START + 2 * HOUR)]
        watched = watch(START + start * HOUR, START + end * HOUR)
        found = judged(ORDERS, [watched, *rows], START + DAY).of("first")
        return found.verdict.value, found.cause.value

    assert says(0, 1) == ("kept", "in_order")
    assert says(0, 0.999) == ("undetermined", "unwatched")
    assert says(0.001, 24) == ("undetermined", "unwatched")


def test_both_come_together() -> None:
    """While there is time it is pending, with its deadline; after it, broken by the clock."""
    one = decision("government", "signed", START)
    TABLES.load(record(one))
    at = START + 2 * HOUR
    found = evaluate(ORDERS, TABLES, at, LATER)

    turning = next_deadline(found, ORDERS, TABLES)

    assert (found.of("both").cause.value, found.of("both").deadline) == (
        "pending",
        START + 6 * HOUR,
    )
    assert turning is not None
    assert turning.at == START + 6 * HOUR + TICK
    after = evaluate(ORDERS, TABLES, turning.at, LATER).of("both")
    assert (after.verdict.value, after.cause.value) == ("breached", "apart")
    other = decision("opposition", "signed", START + 6 * HOUR)
    assert judged(ORDERS, [one, other], START + DAY).of("both").cause.value == "together"


def test_what_people_read_of_them() -> None:
    """One line each: what is certain and why, and when it is due."""
    terms_ = convoys(first=FIRST, both=BOTH, calm=CALM, open=SINCE)
    raw = terms_.model_dump(by_alias=True, mode="json", exclude_none=True)
    raw["classes"]["attack"] = {"any_kind": ["shelling"]}
    agreement = type(terms_).model_validate(raw)
    TABLES.load(record(WATCHED, signed(1), *seen("came", "b", START + 2 * HOUR)))
    at = START + 5 * HOUR
    official = evaluate(agreement, TABLES, at, LATER)

    told_ = Concluding(agreement, official, strips(agreement, official, ()), OnRecord(LATER)).all()
    lines = {one.condition: one.text for one in told_}
    shown = explain(View(agreement, TABLES, at, LATER, None), "first", None, None)

    assert lines["first"] == "not met; it came before what it has to wait for"
    assert lines["both"] == "not yet; not on record yet; there is still time; due by 13 Sept 02:00"
    assert lines["open"].startswith("not yet; ")
    assert shown is not None
    assert [e.incident.id for e in shown.evidence] == ["un/b"]
