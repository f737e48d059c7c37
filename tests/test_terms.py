"""Duties with a term on what is not certain: bounds, causes, and terms that end at a time.

Instants are ticks after an arbitrary start, so that a small case has few worlds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import explain
from monitor.evaluation.items import Item
from monitor.evaluation.term import BEGINNING, Term
from monitor.evaluation.turning import next_deadline, turning_points
from monitor.evaluation.verdict import Cause, Verdict
from monitor.evaluation.view import View
from monitor.told.evidence import Seen, explanation
from monitor.views.duties import Duties
from monitor.views.onrecord import OnRecord
from tests.duty_samples import convoys, judged, seen, told
from tests.engine import TABLES
from tests.naive.small import (
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    record,
    watch,
)
from tests.test_answers import between, item, tick, ticks

LENGTH, NOW = 3, 8


@dataclass(frozen=True)
class Small:
    """What a term runs from, what must be there, and the ticks that nobody watched."""

    anchors: tuple[Item, ...]
    events: tuple[Item, ...]
    gaps: tuple[tuple[int, int], ...]

    def worlds(self) -> Iterator[Verdict]:
        """Yield the verdict of every world."""
        since = min((one.first for one in self.anchors), default=tick(0))
        dark = [t for a, b in self.gaps for t in range(a, b) if tick(t) >= since]
        all_of = [*self.anchors, *self.events]
        places = [[*ticks(one), *([] if one.must else [None])] for one in all_of]
        for *world, unseen in product(*places, [None, *dark]):
            had = [t for t in world[: len(self.anchors)] if t is not None and t <= NOW]
            told = [t for t in world[len(self.anchors) :] if t is not None and t <= NOW]
            over = bool(had) and min(had) + LENGTH < NOW
            yield _reads(had, [*told, unseen] if over and unseen is not None else told)


def _reads(had: Sequence[int], came: Sequence[int]) -> Verdict:
    if not had:
        return Verdict.NOT_YET
    deadline = min(had) + LENGTH
    if came and min(came) <= deadline:
        return Verdict.KEPT
    return Verdict.NOT_YET if deadline >= NOW else Verdict.BREACHED


@st.composite
def small(draw: st.DrawFn) -> Small:
    """Draw what may and may not have happened around a term."""

    def drawn(key: str) -> Item:
        first = draw(st.integers(0, NOW))
        last = min(first + draw(st.sampled_from([0, 0, 1, 3])), NOW + 2)
        return item(key, first, last, must=draw(st.booleans()))

    starts = draw(st.lists(st.integers(0, NOW - 1), max_size=2, unique=True))
    return Small(
        tuple(drawn(f"a{n}") for n in range(draw(st.integers(0, 2)))),
        tuple(drawn(f"b{n}") for n in range(draw(st.integers(0, 2)))),
        tuple((a, min(a + draw(st.integers(1, 2)), NOW)) for a in sorted(starts)),
    )


def later(instant: datetime) -> datetime:
    """The end of a term that begins at an instant."""
    return instant + LENGTH * TICK


@given(case=small(), shared=st.booleans())
def test_what_is_not_certain_is_weighed_exactly(*, case: Small, shared: bool) -> None:
    """A term reads what it reads in every world, also where something is both ends of it."""
    if shared and case.anchors:
        once = Small(case.anchors, case.anchors[:1], ())
        found = Term(once.anchors, once.events, later, tick(NOW)).possible()
        apart = {
            _reads(
                [t for t in world if t is not None and t <= NOW],
                [t for t in world[:1] if t is not None and t <= NOW],
            )
            for world in product(
                *([*ticks(one), *([] if one.must else [None])] for one in once.anchors)
            )
        }
        assert found == apart
        return
    due = Term(case.anchors, case.events, later, tick(NOW), between(case.gaps)).judge()

    every = set(case.worlds())
    assert due.verdict is (every.pop() if len(every) == 1 else Verdict.UNDETERMINED)


def test_a_third_that_nobody_saw_may_have_come_in_time() -> None:
    """Where one incident is of both classes too: the gap decides, and only where it is in time."""
    one, both = item("a", 1), item("b", 9)

    def judged_with(gap: tuple[int, int]) -> tuple[Verdict, Cause]:
        due = Term([one, both], [both], later, tick(20), between([gap])).judge()
        return due.verdict, due.cause

    assert judged_with((1, 2)) == (Verdict.UNDETERMINED, Cause.UNWATCHED)
    assert judged_with((1 + LENGTH, 9)) == (Verdict.UNDETERMINED, Cause.UNWATCHED)
    assert judged_with((2 + LENGTH, 9)) == (Verdict.BREACHED, Cause.TOO_LATE)
    assert judged_with((0, 1)) == (Verdict.BREACHED, Cause.TOO_LATE)


ARRIVES: Fields = {"by": {"happened": "came", "within": "48 hours", "of": {"happened": "left"}}}
BY_DATE: Fields = {
    "by": {"attested": "ready", "said_by": ["un"], "no_later_than": "2016-09-14T19:00"}
}
ANYBODYS: Fields = {"by": {"attested": "ready", "no_later_than": "2016-09-14T19:00"}}
SEEN_BY: Fields = {"by": {"happened": "came", "no_later_than": "2016-09-14T19:00"}}
TERMS = convoys(arrives=ARRIVES, ready=BY_DATE, anybodys=ANYBODYS, comes=SEEN_BY)
WATCHED = watch(START - 30 * DAY, START + 40 * DAY)


def left(hours: float, key: str = "a") -> list[Fields]:
    """A convoy certainly left."""
    return seen("left", key, START + hours * HOUR)


def came(hours: float, key: str = "b") -> list[Fields]:
    """A convoy certainly came."""
    return seen("came", key, START + hours * HOUR)


@pytest.mark.parametrize(
    ("rows", "hours", "reads"),
    [
        pytest.param([], 90, ("not_yet", "no_anchor"), id="nothing left"),
        pytest.param(left(10), 58, ("not_yet", "pending"), id="at the end of the term"),
        pytest.param(left(10), 59, ("breached", "none_in_time"), id="after it"),
        pytest.param([*left(10), *came(58)], 59, ("kept", "in_time"), id="exactly in time"),
        pytest.param([*left(10), *came(59)], 60, ("breached", "too_late"), id="too late"),
        pytest.param([*left(10), *came(5)], 60, ("kept", "in_time"), id="before it ran"),
        pytest.param(
            [*left(10), *left(30, "c"), *came(70)], 80, ("breached", "too_late"), id="of the first"
        ),
        pytest.param(
            [told("left", "a", START)], 60, ("undetermined", "unconfirmed"), id="may have left"
        ),
        pytest.param(
            [*left(10), told("came", "b", START + 20 * HOUR)],
            60,
            ("undetermined", "unconfirmed"),
            id="may have come",
        ),
    ],
)
def test_a_term_between_incidents(rows: list[Fields], hours: int, reads: tuple[str, str]) -> None:
    """From the first of one class to the first of another; to the instant is in time."""
    found = judged(TERMS, [WATCHED, *rows], START + hours * HOUR).of("arrives")

    assert (found.verdict.value, found.cause.value) == reads


def test_none_in_time_takes_a_watch() -> None:
    """From what it runs from to the end of the term; a gap before or after does not matter."""

    def says(start: float, end: float) -> tuple[str, str]:
        rows = [watch(START + start * HOUR, START + end * HOUR), *left(10)]
        found = judged(TERMS, rows, START + 90 * HOUR).of("arrives")
        return found.verdict.value, found.cause.value

    assert says(10, 58.001) == ("breached", "none_in_time")
    assert says(10, 58) == ("undetermined", "unwatched"), "its last instant is in time"
    assert says(10.001, 60) == ("undetermined", "unwatched")


def test_a_term_can_end_at_a_time() -> None:
    """Closed at its end; what was there before the agreement counts; incidents take a watch."""

    def says(name: str, rows: list[Fields], at: datetime) -> str:
        return judged(TERMS, rows, at).of(name).cause.value

    end = START + 2 * DAY
    ready = attestation("un", "ready", end)
    assert says("ready", [], end) == "pending"
    assert says("ready", [], end + TICK) == "none_in_time"
    assert says("ready", [ready], end + TICK) == "in_time"
    assert says("ready", [attestation("un", "ready", end + TICK)], end + DAY) == "too_late"
    assert says("ready", [attestation("un", "ready", START - 9 * DAY)], START + HOUR) == "in_time"
    assert says("comes", [WATCHED], end + TICK) == "none_in_time"
    assert says("comes", [], end + TICK) == "unwatched"
    assert says("comes", [WATCHED, *came(48)], end + DAY) == "in_time"
    assert says("comes", [WATCHED, *came(48)], end) == "pending", "at its instant it has not yet"
    assert judged(TERMS, [], START + HOUR).of("ready").deadline == end


def test_nobodys_silence_is_no_absence() -> None:
    """Where nobody is named who would attest it, that nobody has says nothing once it is over."""

    def says(rows: list[Fields], at: datetime) -> tuple[str, str]:
        found = judged(TERMS, rows, at).of("anybodys")
        return found.verdict.value, found.cause.value

    end = START + 2 * DAY
    late = attestation("un", "ready", end + TICK)
    assert says([], end) == ("not_yet", "pending")
    assert says([], end + TICK) == ("undetermined", "unwatched")
    assert says([late], end + DAY) == ("undetermined", "unwatched"), "another may have come before"
    assert says([attestation("anybody", "ready", end)], end + TICK) == ("kept", "in_time")
    open_one = Duties(TERMS, end + DAY, OnRecord(LATER)).in_words
    assert open_one(judged(TERMS, [], end + DAY).of("anybodys")) == (
        "whether “ready” came in time: nobody is named who would attest it; a time that the text "
        "names"
    )


def test_it_turns_by_the_clock() -> None:
    """The tick after its end is the next deadline, from an incident as from an act."""
    TABLES.load(record(WATCHED, *left(10)))
    at = START + 20 * HOUR
    found = evaluate(TERMS, TABLES, at, LATER)
    due = START + 58 * HOUR + TICK

    turning = next_deadline(found, TERMS, TABLES)
    points = turning_points(TERMS, TABLES, LATER, at, START + 4 * DAY)

    assert turning is not None
    assert turning.at == START + 48 * HOUR + TICK
    assert due in {point.at for point in points if "deadline" in point.what}
    assert found.of("arrives").deadline == START + 58 * HOUR
    after = evaluate(TERMS, TABLES, due, LATER).of("arrives")
    assert after.verdict is Verdict.BREACHED


def test_what_it_rests_on_is_shown() -> None:
    """The incidents at both ends of the term, and what is not established in words."""
    TABLES.load(record(WATCHED, *left(10), *came(50)))
    at = START + 90 * HOUR
    view = View(TERMS, TABLES, at, LATER, None)

    shown = explain(view, "arrives", None, None)

    assert shown is not None
    assert [e.incident.id for e in shown.evidence] == ["un/a", "un/b"]
    lines = [*explanation(TERMS, shown, Seen(at, LATER), OnRecord(LATER))]
    assert any("[un/b]" in line for line in lines)
    says = Duties(TERMS, at, OnRecord(LATER)).in_words
    open_ones = judged(TERMS, left(10), at)
    assert says(open_ones.of("arrives")) == (
        "whether “came” came in time: not everything was watched; 48 hours from “left”"
    )
    assert says(open_ones.of("ready")) == (
        "“ready”: none recorded. It was due by 14 Sept 19:00, 42 h ago; a time that the text names"
    )


def test_a_term_from_a_decision_still_runs() -> None:
    """What a term of acts reads does not hang on classes."""
    terms: Agreement = convoys(
        sent={"by": {"decided": "sent", "said_by": ["government"], "within": "2 days",
                     "of": {"attested": "asked"}}}
    )  # fmt: skip
    rows = [attestation("un", "asked", START), decision("government", "sent", START + DAY)]

    found = judged(terms, rows, START + 3 * DAY).of("sent")

    assert (found.cause, found.rests_on) == (Cause.IN_TIME, ("un/r00", "un/r01"))
    assert BEGINNING not in found.rests_on
