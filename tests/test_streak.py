"""Limits and streaks on made-up bounds: every branch by table, every count by all its worlds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.agreements.model import Calendar, EvidencePolicy, Limit
from monitor.evaluation.calendar import MonitoringCalendar, MonitoringDay
from monitor.evaluation.limit import judge_days, limit_on, window_start
from monitor.evaluation.series import Bounds
from monitor.evaluation.streak import Run, days_in_a_row, hours_in_a_row
from monitor.evaluation.verdict import Cause, DayVerdict, Verdict
from monitor.incidents.span import FOREVER

START = datetime(2016, 9, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ALWAYS = ((datetime(1, 1, 1, tzinfo=UTC), FOREVER),)
KEPT, BREACHED, OPEN = Verdict.KEPT, Verdict.BREACHED, Verdict.UNDETERMINED
NOT_IN_FORCE = Verdict.NOT_IN_FORCE


def calendar(out: Sequence[int] = ()) -> MonitoringCalendar:
    """Return days from midnight UTC; on those whose numbers are `out` nothing is in force."""
    edges = [ALWAYS[0][0]]
    for number in out:
        edges += [START + number * DAY, START + (number + 1) * DAY]
    edges.append(FOREVER)
    force = tuple(zip(edges[::2], edges[1::2], strict=True))
    return MonitoringCalendar(
        Calendar.model_validate({"time_zone": "UTC", "from": "2016-09-12"}), force
    )


def policy(**stated: str) -> EvidencePolicy:
    """Return an evidence policy."""
    return EvidencePolicy.model_validate(stated)


@dataclass(frozen=True)
class Made:
    """Incidents as (first day, last day, at least so many, at most); days nobody watched."""

    incidents: Sequence[tuple[int, int, int, int]]
    unwatched: frozenset[int] = frozenset()

    def low(self, first: int, last: int) -> int:
        """What certainly lies within days first to last."""
        return sum(low for a, b, low, _ in self.incidents if first <= a and b <= last)

    def lows(self, first: int, last: int) -> Sequence[int]:
        """The same for the windows from `first` to each day up to `last`."""
        return [self.low(first, end) for end in range(first, last + 1)]

    def wide_from(self) -> set[int]:
        """The days on which an incident of several days begins."""
        return {a for a, b, low, _ in self.incidents if a < b and low}

    def bounds(self, first: int, last: int) -> Bounds:
        """What lies, and what may lie, within days first to last."""
        covered = not self.unwatched & set(range(first, last + 1))
        high = sum(high for a, b, _, high in self.incidents if a <= last and first <= b)
        return Bounds(self.low(first, last), high if covered else None, covered, high)


def count(
    days: int, most: int, made: Made, out: Sequence[int] = (), *, enough: int | None = None
) -> Run:
    """Count the days in a row of "at most so many each day" once all days have ended."""
    when = calendar(out)
    end = START + days * DAY
    numbered = when.days(end)
    limit = Limit.model_validate({"of": "attack", "at_most": str(most)})
    judged = judge_days(limit, numbered, made, policy=policy(), calendar=when, horizon=end)
    return days_in_a_row(judged, made, numbered[-1], enough=enough)


# ------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("out", "position", "length", "first"),
    [
        ((), 0, 1, 0),
        ((), 4, 1, 4),
        ((), 4, 2, 3),
        ((), 4, 5, 0),
        ((), 4, 6, 0),
        ((2,), 4, 3, 2),
        ((2,), 2, 3, 2),
        ((2,), 3, 2, 2),
        ((1, 3), 1, 7, 1),
    ],
)
def test_a_window_is_clipped_at_the_start_and_where_force_was_lost(
    out: tuple[int, ...], position: int, length: int, first: int
) -> None:
    """A window of n days ends with the day judged and holds no day beyond a gap."""
    days = calendar(out).days(START + 8 * DAY)

    assert window_start(days, position, length) == first


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("3", [3, 3, 3]),
        ([{"is": "3"}], [3, 3, 3]),
        ([{"is": "3", "from": "2016-09-13"}], [None, 3, 3]),
        ([{"is": "3", "until": "2016-09-14"}], [3, 3, None]),
        (
            [{"is": "9", "until": "2016-09-13T00:01"}, {"is": "2", "from": "2016-09-13T00:01"}],
            [9, 9, 2],
        ),
        (
            [{"is": "9", "until": "2016-09-13"}, {"is": "2", "from": "2016-09-14"}],
            [9, None, 2],
        ),
    ],
)
def test_a_day_is_judged_by_the_number_in_force_when_it_begins(
    numbers: object, expected: list[int | None]
) -> None:
    """`from` is included and `until` excluded; where no number is in force there is none."""
    when = calendar()
    days = when.days(START + 3 * DAY)

    for bound in ("at_most", "at_least"):
        limit = Limit.model_validate({"of": "attack", bound: numbers})
        assert [limit_on(limit, day, when) for day in days] == expected


def verdict_of(
    bound: str, k: int, bounds: Bounds, *, finished: bool = True, **stated: str
) -> DayVerdict:
    """Judge one day whose window has these bounds."""

    @dataclass(frozen=True)
    class Fixed:
        def low(self, _first: int, _last: int) -> int:
            return bounds.low

        def bounds(self, _first: int, _last: int) -> Bounds:
            return bounds

    when = calendar()
    horizon = START + (DAY if finished else HOUR)
    (judged,) = judge_days(
        Limit.model_validate({"of": "attack", bound: str(k)}),
        when.days(horizon),
        Fixed(),
        policy=policy(**stated),
        calendar=when,
        horizon=horizon,
    )
    assert judged.finished is finished
    assert judged.limit == k
    return judged


def seen(low: int, high: int | None) -> Bounds:
    """Return bounds of a window that was watched; no upper figure where `high` is None."""
    return Bounds(low, high, covered=True, possible=low + 1 if high is None else high)


def unseen(low: int, possible: int) -> Bounds:
    """Return bounds of a window that was not watched."""
    return Bounds(low, None, covered=False, possible=possible)


@pytest.mark.parametrize(
    ("bound", "k", "bounds", "verdict", "cause"),
    [
        ("at_most", 0, seen(0, 0), KEPT, Cause.WITHIN),
        ("at_most", 0, seen(0, 1), OPEN, Cause.UNCONFIRMED),
        ("at_most", 0, seen(1, 1), BREACHED, Cause.EXCEEDED),
        ("at_most", 2, seen(1, 2), KEPT, Cause.WITHIN),
        ("at_most", 2, seen(2, 2), KEPT, Cause.WITHIN),
        ("at_most", 2, seen(2, 3), OPEN, Cause.UNCONFIRMED),
        ("at_most", 2, seen(3, 3), BREACHED, Cause.EXCEEDED),
        ("at_most", 2, seen(3, 9), BREACHED, Cause.EXCEEDED),
        ("at_most", 2, seen(3, None), BREACHED, Cause.EXCEEDED),
        ("at_most", 2, seen(2, None), OPEN, Cause.UNCONFIRMED),
        ("at_most", 2, seen(0, None), OPEN, Cause.NO_FIGURE),
        ("at_most", 2, unseen(0, 0), OPEN, Cause.UNWATCHED),
        ("at_most", 2, unseen(2, 3), OPEN, Cause.UNCONFIRMED),
        ("at_most", 2, unseen(3, 3), BREACHED, Cause.EXCEEDED),
        ("at_most", 2, seen(5, 4), OPEN, Cause.CONTRADICTION),
        ("at_most", 9, seen(5, 4), OPEN, Cause.CONTRADICTION),
        ("at_least", 2, seen(2, 2), KEPT, Cause.WITHIN),
        ("at_least", 2, seen(2, None), KEPT, Cause.WITHIN),
        ("at_least", 2, unseen(2, 2), KEPT, Cause.WITHIN),
        ("at_least", 2, seen(1, 2), OPEN, Cause.UNCONFIRMED),
        ("at_least", 2, seen(1, 1), BREACHED, Cause.SHORT),
        ("at_least", 2, seen(0, 0), BREACHED, Cause.SHORT),
        ("at_least", 2, unseen(1, 1), OPEN, Cause.UNWATCHED),
        ("at_least", 2, seen(1, None), OPEN, Cause.NO_FIGURE),
        ("at_least", 0, seen(0, 0), KEPT, Cause.WITHIN),
        ("at_least", 2, seen(5, 4), OPEN, Cause.CONTRADICTION),
    ],
)
def test_a_finished_day(bound: str, k: int, bounds: Bounds, verdict: Verdict, cause: Cause) -> None:
    """At most k: kept if hi <= k, breached if lo > k, else undetermined; at least mirrors it."""
    judged = verdict_of(bound, k, bounds)

    assert (judged.verdict, judged.cause, judged.policy) == (verdict, cause, None)


@pytest.mark.parametrize(
    ("bound", "k", "bounds", "verdict", "cause"),
    [
        ("at_most", 0, seen(0, 0), OPEN, Cause.RUNNING),
        ("at_most", 0, unseen(0, 0), OPEN, Cause.UNWATCHED),
        ("at_most", 0, seen(0, 1), OPEN, Cause.UNCONFIRMED),
        ("at_most", 0, seen(1, 1), BREACHED, Cause.EXCEEDED),
        ("at_most", 1, seen(1, 1), OPEN, Cause.RUNNING),
        ("at_least", 1, seen(1, 1), OPEN, Cause.RUNNING),
        ("at_least", 1, seen(0, 0), OPEN, Cause.RUNNING),
        ("at_least", 1, unseen(0, 0), OPEN, Cause.RUNNING),
    ],
)
def test_a_running_day(bound: str, k: int, bounds: Bounds, verdict: Verdict, cause: Cause) -> None:
    """A running day is never kept; only `at_most` is breached on it, as soon as lo > k."""
    judged = verdict_of(bound, k, bounds, finished=False)

    assert (judged.verdict, judged.cause) == (verdict, cause)


@pytest.mark.parametrize(
    ("stated", "bounds", "finished", "verdict", "spoke"),
    [
        ({"doubt": "breaks"}, seen(0, 1), True, BREACHED, "doubt"),
        ({"doubt": "counts_as_quiet"}, seen(0, 1), True, KEPT, "doubt"),
        ({"doubt": "undetermined"}, seen(0, 1), True, OPEN, None),
        ({"doubt": "breaks"}, seen(0, 0), True, KEPT, None),
        ({"doubt": "counts_as_quiet"}, seen(1, 1), True, BREACHED, None),
        ({"doubt": "breaks"}, seen(0, None), True, OPEN, None),
        ({"doubt": "counts_as_quiet"}, seen(0, None), True, OPEN, None),
        ({"doubt": "breaks"}, unseen(0, 5), True, OPEN, None),
        ({"doubt": "counts_as_quiet"}, unseen(0, 0), True, OPEN, None),
        ({"doubt": "breaks"}, seen(4, 3), True, OPEN, None),
        ({"unobserved": "breaks"}, unseen(0, 0), True, BREACHED, "unobserved"),
        ({"unobserved": "breaks"}, unseen(0, 0), False, OPEN, None),
        ({"unobserved": "breaks"}, seen(0, 1), True, OPEN, None),
        ({"unobserved": "undetermined"}, unseen(0, 0), True, OPEN, None),
        ({"doubt": "counts_as_quiet", "unobserved": "breaks"}, unseen(0, 9), True, BREACHED,
         "unobserved"),
        ({"doubt": "breaks"}, seen(0, 1), False, BREACHED, "doubt"),
        ({"doubt": "counts_as_quiet"}, seen(0, 1), False, OPEN, "doubt"),
    ],
)  # fmt: skip
def test_policies_speak_once(
    stated: dict[str, str],
    bounds: Bounds,
    finished: bool,  # noqa: FBT001
    verdict: Verdict,
    spoke: str | None,
) -> None:
    """`doubt` needs a finite upper bound, `unobserved` a finished day; nothing else is touched."""
    judged = verdict_of("at_most", 0, bounds, finished=finished, **stated)

    assert (judged.verdict, judged.policy) == (verdict, spoke)


def test_doubt_is_about_incidents_not_about_counts() -> None:
    """A limit on one source's counts is left open however the policy on incidents reads."""
    when = calendar()
    limit = {"of": "attack", "at_most": "0", "from_counts": "desk"}
    (judged,) = judge_days(
        Limit.model_validate(limit),
        when.days(START + DAY),
        Made([(0, 0, 0, 1)]),
        policy=policy(doubt="breaks"),
        calendar=when,
        horizon=START + DAY,
    )

    assert (judged.verdict, judged.policy) == (OPEN, None)


def test_a_limit_without_a_number_is_not_in_force() -> None:
    """A day on which no number of the limit is in force is not judged by it."""
    when = calendar()
    limit = {"of": "attack", "at_most": [{"is": "0", "from": "2016-09-13"}]}
    days = judge_days(
        Limit.model_validate(limit),
        when.days(START + 2 * DAY),
        Made([(0, 0, 5, 5)]),
        policy=policy(),
        calendar=when,
        horizon=START + 2 * DAY,
    )

    assert [(day.verdict, day.limit) for day in days] == [(NOT_IN_FORCE, None), (KEPT, 0)]


# ------------------------------------------------------------------------------------ streaks


def marked(days: str) -> Made:
    """Return days as marked: . quiet, ! an incident, ~ an uncertain one, ? nobody watching."""
    incidents = [
        (number, number, int(mark == "!"), 1) for number, mark in enumerate(days) if mark in "!~"
    ]
    return Made(incidents, frozenset(n for n, mark in enumerate(days) if mark == "?"))


@pytest.mark.parametrize(
    ("days", "least", "most"),
    [
        (".", 1, 1),
        ("!", 0, 0),
        ("?", 0, 1),
        ("~", 0, 1),
        (".......", 7, 7),
        ("!......", 6, 6),
        (".....!.", 1, 1),
        ("......!", 0, 0),
        ("...?...", 3, 7),
        ("..~....", 4, 7),
        ("!..?..", 2, 5),
        ("?..!..", 2, 2),
        ("~~~", 0, 3),
        (".~!.~.", 1, 3),
    ],
)
def test_days_in_a_row(days: str, least: int, most: int) -> None:
    """Least: kept days up to the last; most: days up to the last of which none is breached."""
    run = count(len(days), 0, marked(days))

    assert (run.least, run.most) == (least, most)


@pytest.mark.parametrize(
    ("incidents", "each", "expected"),
    [
        pytest.param([(0, 1, 1, 1)], 0, (2, 3), id="somewhere on the first two of four days"),
        pytest.param([(2, 3, 1, 1)], 0, (0, 1), id="somewhere on the last two"),
        pytest.param([(0, 3, 1, 1)], 0, (0, 3), id="somewhere on any"),
        pytest.param([(0, 3, 0, 1)], 0, (0, 4), id="perhaps, on any"),
        pytest.param([(1, 2, 1, 1)] * 2, 1, (1, 4), id="two on two days, one a day allowed"),
        pytest.param([(1, 2, 1, 1)] * 3, 1, (1, 2), id="three on two days, one a day allowed"),
        pytest.param([(1, 2, 1, 1)] * 5, 2, (1, 2), id="five on two days, two a day allowed"),
        pytest.param([(0, 1, 1, 1), (2, 3, 1, 1)], 0, (0, 1), id="the later of two decides"),
        pytest.param([(0, 3, 1, 1), (2, 2, 1, 1)], 0, (0, 1), id="a certain day within a span"),
    ],
)
def test_an_incident_somewhere_in_several_days_still_breaks_the_count(
    incidents: list[tuple[int, int, int, int]], each: int, expected: tuple[int, int]
) -> None:
    """Every window inside the longest run has room for what certainly lies within it."""
    run = count(4, each, Made(incidents))

    assert (run.least, run.most) == expected


@dataclass(frozen=True)
class Contradicted(Made):
    """A source that states more on one day's parts than on the day."""

    day: int = 0
    least: int = 5

    def low(self, first: int, last: int) -> int:
        """So many at least on that day."""
        return self.least if first <= self.day <= last else 0

    def bounds(self, first: int, last: int) -> Bounds:
        """One fewer at most on it."""
        low = self.low(first, last)
        return Bounds(low, max(low - 1, 0), covered=True, possible=low)


@pytest.mark.parametrize("least", [1, 5])
@pytest.mark.parametrize(("day", "expected"), [(0, 3), (1, 2), (2, 1), (3, 0)])
def test_a_contradicted_day_is_open_yet_in_no_row(day: int, expected: int, least: int) -> None:
    """Where a source contradicts itself the day is undetermined; what it certainly had counts."""
    run = count(4, 0, Contradicted([], day=day, least=least))

    assert (run.least, run.most) == (expected, expected)


@pytest.mark.parametrize(
    ("out", "least", "most"),
    [((), 6, 6), ((2,), 3, 3), ((4,), 1, 1), ((0,), 5, 5), ((1, 3), 2, 2)],
)
def test_days_out_of_force_part_the_days_around_them(
    out: tuple[int, ...], least: int, most: int
) -> None:
    """A day on which the agreement is not in force stops a streak."""
    run = count(6, 0, Made([]), out)

    assert (run.least, run.most) == (least, most)


def judged(words: Sequence[Verdict], *, running: Verdict | None = None) -> list[DayVerdict]:
    """Return days judged so, and perhaps a running one."""
    days: Sequence[MonitoringDay] = calendar().days(START + (len(words) + 1) * DAY)
    bounds = Bounds(0, 0, covered=True, possible=0)
    made = [
        DayVerdict(day, day, word, Cause.WITHIN, bounds, 0, finished=True)
        for day, word in zip(days, words, strict=False)
    ]
    if running is not None:
        day = days[len(words)]
        made.append(DayVerdict(day, day, running, Cause.RUNNING, bounds, 0, finished=False))
    return made


def test_the_running_day_ends_a_run_only_by_a_breach() -> None:
    """A breach on the running day ends the run at once; otherwise that day is not looked at."""
    days = judged([KEPT, KEPT], running=BREACHED)
    assert days_in_a_row(days, None, days[1].day) == Run(0, 0, days[2].day)

    for word in (OPEN, NOT_IN_FORCE):
        days = judged([KEPT, KEPT], running=word)
        assert days_in_a_row(days, None, days[1].day) == Run(2, 2, days[1].day)


def test_before_the_first_day_has_ended_nothing_is_counted() -> None:
    """No day, or only a running one, or force lost since the last: none in a row."""
    assert days_in_a_row([], None, None) == Run(0, 0, None)
    assert days_in_a_row(judged([], running=OPEN), None, None) == Run(0, 0, None)
    assert days_in_a_row(judged([KEPT, KEPT]), None, None) == Run(0, 0, None)


def test_a_day_without_a_number_ends_a_run() -> None:
    """A day on which the limit has no number is no day of a row, for certain."""
    days = judged([KEPT, NOT_IN_FORCE, KEPT])

    assert days_in_a_row(days, None, days[-1].day) == Run(1, 1, days[-1].day)


_incidents = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 1), st.integers(0, 2)),
    max_size=5,
)


@given(_incidents, st.frozensets(st.integers(0, 7)), st.integers(0, 1), st.integers(1, 9))
def test_a_count_cut_short_is_the_same_as_far_as_it_goes(
    incidents: list[tuple[int, int, int, int]], unwatched: frozenset[int], each: int, enough: int
) -> None:
    """Where so many days are enough, no more are looked at, and fewer are counted alike."""
    placed = [(a, min(a + wide, 7), low, low + more) for a, wide, low, more in incidents]
    made = Made(placed, unwatched)

    whole, cut = count(8, each, made), count(8, each, made, enough=enough)

    assert (cut.least, cut.most) == (min(whole.least, enough), min(whole.most, enough))


def worlds(days: int, made: Made, each: int) -> Iterator[int]:
    """Yield the count of every world that the record allows; incidents are whole, as counted."""
    places = [[*range(a, b + 1), *([None] if low == 0 else [])] for a, b, low, _ in made.incidents]
    unknown = sorted(made.unwatched)
    for chosen in product(*places):
        held = [0] * days
        for day, (_, _, _, weight) in zip(chosen, made.incidents, strict=True):
            if day is not None:
                held[day] += weight
        for broken in product([False, True], repeat=len(unknown)):
            over = {day for day, is_over in zip(unknown, broken, strict=True) if is_over}
            run = 0
            while run < days and held[-1 - run] <= each and days - 1 - run not in over:
                run += 1
            yield run


@st.composite
def made_up(draw: st.DrawFn, days: int, weight: st.SearchStrategy[int]) -> Made:
    """Draw a few incidents over a few days, certain or not, and days nobody watched."""
    incidents = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(0, days - 1))
        last = draw(st.integers(first, min(first + 2, days - 1)))
        many = draw(weight)
        incidents.append((first, last, draw(st.sampled_from([0, many, many])), many))
    unwatched = draw(st.frozensets(st.integers(0, days - 1), max_size=1))
    return Made(incidents, unwatched)


@settings(max_examples=400)
@given(made_up(5, st.just(1)), st.integers(0, 2))
def test_a_count_of_incidents_is_the_least_and_greatest_of_all_worlds(
    made: Made, each: int
) -> None:
    """Exact: each incident anywhere in its span, each uncertain one there or not."""
    run = count(5, each, made)
    every = list(worlds(5, made, each))

    assert (run.least, run.most) == (min(every), max(every))


@settings(max_examples=200)
@given(made_up(4, st.integers(1, 3)), st.integers(0, 4))
def test_a_count_over_sums_is_never_too_sure(made: Made, each: int) -> None:
    """Over killed or injured the least is exact and the greatest never too small."""
    run = count(4, each, made)
    every = list(worlds(4, made, each))

    assert run.least == min(every)
    assert run.most >= max(every)


def test_the_upper_end_over_sums_is_safe_not_sharp() -> None:
    """Decision 0007: three killed at once somewhere in two days fit no day of two, yet count."""
    made = Made([(0, 1, 3, 3)])

    run = count(2, 2, made)

    assert (run.least, run.most) == (0, 2)
    assert max(worlds(2, made, 2)) == 1


@pytest.mark.parametrize(
    ("possible", "certain", "unseen_until", "expected"),
    [
        pytest.param(None, None, None, (10, 10), id="nothing at all"),
        pytest.param(4, 4, None, (6, 6), id="since the last one"),
        pytest.param(4, None, None, (6, 10), id="since one that may have been"),
        pytest.param(4, 2, None, (6, 8), id="since its end, or its beginning"),
        pytest.param(None, None, 7, (3, 10), id="since somebody watched"),
        pytest.param(4, 4, 7, (3, 6), id="since somebody watched, after one"),
        pytest.param(8, 8, 7, (2, 2), id="since one, watched before"),
        pytest.param(10, 10, None, (0, 0), id="at this instant"),
        pytest.param(12, 9, None, (0, 1), id="one that may still go on"),
        pytest.param(-5, -5, None, (10, 10), id="before the clock begins"),
        pytest.param(None, None, 10, (0, 10), id="nobody ever watched"),
    ],
)
def test_hours_in_a_row(
    possible: int | None, certain: int | None, unseen_until: int | None, expected: tuple[int, int]
) -> None:
    """Least: since the latest of start, possible end, unwatched; most: since the latest certain."""
    times = [None if hour is None else START + hour * HOUR for hour in (possible, certain)]
    unseen_at = None if unseen_until is None else START + unseen_until * HOUR

    found = hours_in_a_row(START, START + 10 * HOUR, times[0], times[1], unseen_at)

    assert found == (expected[0] * HOUR, expected[1] * HOUR)


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
        max_size=8,
    ),
    st.integers(0, 2),
)
def test_the_short_way_finds_the_run_that_every_window_allows(
    drawn: list[tuple[int, int, int, int]], most: int
) -> None:
    """Looking only where something long begins is looking at every window of days."""
    incidents = [(a, min(a + n, 7), low, low + more) for a, n, low, more in drawn]
    made = Made(incidents)
    run = count(8, most, made)
    fits = [
        first
        for first in range(9)
        if all(made.low(a, b) <= most * (b - a + 1) for a in range(first, 8) for b in range(a, 8))
    ]

    assert run.most == 8 - min(fits)
