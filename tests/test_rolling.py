"""Limits in hours: the window (t - T, t] at every instant of a day, against trying them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.agreements.model import Agreement, Doubt
from monitor.evaluation.calendar import Interval, MonitoringDay
from monitor.evaluation.coverage import union
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.explain import Explanation, explain
from monitor.evaluation.rolling import (
    AccountWindow,
    CountWindow,
    IncidentWindow,
    Rolling,
    Window,
)
from monitor.evaluation.series import Bounds
from monitor.evaluation.statements import Stated, least, most
from monitor.evaluation.tally import Instant
from monitor.evaluation.verdict import Finding
from monitor.evaluation.view import View
from tests.attacks import WATCHED, attack
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


def three_days(number: int, **more: object) -> Fields:
    """Return a limit of so many attacks in any 72 hours."""
    return {"limit": {"of": "attack", "at_most": str(number), "each": "72 hours", **more}}


def found(
    rows: Sequence[Fields], at: datetime, limit: Fields | None = None, account: str | None = None
) -> Finding:
    """Judge a limit in hours on these rows."""
    TABLES.load(record(*rows))
    agreement = terms(calm=limit or three_days(0))
    return evaluate(agreement, TABLES, at, LATER, account=account).of("calm")


def words(rows: Sequence[Fields], days: int, limit: Fields | None = None) -> str:
    """Return the first letter of the verdict on each of so many ended days."""
    return "".join(day.verdict.value[0] for day in found(rows, START + days * DAY, limit).days)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (START - TICK, "kkkkkk"),
        (START, "bbbkkk"),
        (START + TICK, "bbbbkk"),
        (START + DAY - TICK, "bbbbkk"),
        (START + DAY, "kbbbkk"),
    ],
)
def test_an_attack_counts_for_just_under_its_hours(when: datetime, expected: str) -> None:
    """An attack at t is in the windows that end in [t, t + 72 hours): exactly 72 hours is out."""
    assert words([WATCHED, *attack(when)], 6) == expected


@pytest.mark.parametrize(
    ("apart", "most", "expected"),
    [
        (72 * HOUR - TICK, 1, "kkkb"),
        (72 * HOUR, 1, "kkkk"),
        (72 * HOUR - TICK, 2, "kkkk"),
        (72 * HOUR - TICK, 0, "bbbb"),
    ],
)
def test_two_attacks_share_a_window_if_less_than_its_hours_lie_between(
    apart: timedelta, most: int, expected: str
) -> None:
    """At 72 hours less a tick one window holds both; at 72 hours none; one more is allowed."""
    first = START + 2 * HOUR
    rows = [WATCHED, *attack(first), *attack(first + apart)]

    assert words(rows, 4, three_days(most)) == expected


@pytest.mark.parametrize(
    ("unwatched", "expected"),
    [
        (START - TICK, "kkkkkkk"),
        (START, "uuukkkk"),
        (START + TICK, "uuuukkk"),
        (START + DAY - TICK, "uuuukkk"),
        (START + DAY, "kuuukkk"),
        (START + DAY + TICK, "kuuuukk"),
    ],
)
def test_the_watch_must_reach_back_from_every_instant(unwatched: datetime, expected: str) -> None:
    """One tick that nobody watched leaves open every day on which a window with it ends."""
    rows = [watch(START - 30 * DAY, unwatched), watch(unwatched + TICK, START + 40 * DAY)]

    assert words(rows, 7) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (72 * HOUR, "kuuubuuuk"),
        (72 * HOUR + TICK, "kuuuuuuuk"),
        (96 * HOUR, "kuuuuuuuu"),
    ],
)
def test_a_span_is_certain_only_where_all_of_it_is_in_a_window(
    length: timedelta, expected: str
) -> None:
    """Some time in 72 hours lies in one window of 72 hours for certain; in a tick more, in none.

    It may be in every window that touches it.
    """
    start = START + DAY + HOUR

    assert words([WATCHED, *attack(start, start + length)], 9) == expected


def test_a_watch_that_ends_with_the_day_covers_all_of_it() -> None:
    """An attack at the last instant of the day, and nobody watching from the next one on."""
    rows = [watch(START - 9 * DAY, START + DAY), *attack(START + DAY - TICK)]

    assert words(rows, 1, three_days(1)) == "k"


def test_a_running_day_is_breached_at_once_and_never_kept() -> None:
    """Two hours into day three; an attack exactly at the moment asked has not happened yet."""
    now = START + 3 * DAY + 2 * HOUR
    calm, hit = found([WATCHED], now), found([WATCHED, *attack(now - TICK)], now)
    later = found([WATCHED, *attack(now)], now)

    assert (calm.verdict.value, calm.cause.value) == ("undetermined", "running")
    assert hit.verdict.value == "breached"
    assert (later.verdict.value, later.cause.value) == ("undetermined", "running")


def test_people_are_summed_over_the_window() -> None:
    """At most four killed in 72 hours: three and one are within, three and two are not."""
    limit = three_days(4, measure="killed")
    for last, expected in ((1, "kkkk"), (2, "kbbk")):
        rows = [
            WATCHED,
            *attack(START + HOUR, killed={"low": 3, "high": 3}),
            *attack(START + DAY + HOUR, killed={"low": last, "high": last}),
        ]
        assert words(rows, 4, limit)[:3] == expected[:3]
    open_figure = [WATCHED, *attack(START + HOUR, killed={"low": 1})]
    assert words(open_figure, 5, limit) == "uuuuk"


def test_each_area_has_windows_of_its_own() -> None:
    """An attack in the north is none in the south; one in an unknown place may be in either."""
    rows = [WATCHED, *attack(START + HOUR, pcodes=("SY0201",))]
    unknown = [WATCHED, *attack(START + HOUR, pcodes=())]
    agreement = terms(calm={**three_days(0), "per": "area"})
    for told, expected in ((rows, ("b", "k")), (unknown, ("u", "u"))):
        TABLES.load(record(*told))
        judged = evaluate(agreement, TABLES, START + DAY, LATER)
        assert tuple(judged.of("calm", a).verdict.value[0] for a in ("north", "south")) == expected


@pytest.mark.parametrize(("begins", "hours"), [("2016-03-20", 23), ("2016-10-20", 25)])
def test_hours_are_elapsed_on_days_on_which_clocks_change(begins: str, hours: int) -> None:
    """24 hours are 24 hours gone by, whether the day has 23 or 25."""
    base = terms(calm={"limit": {"of": "attack", "at_most": "0", "each": "24 hours"}})
    start = datetime.fromisoformat(f"{begins}T00:00")
    calendar = base.calendar.model_copy(update={"from_": start, "day_starts": time(0)})
    agreement = base.model_copy(update={"calendar": calendar})
    days = View(agreement, TABLES, LATER, LATER, None).calendar.days(LATER)
    position, changed = next((n, d) for n, d in enumerate(days) if d.end - d.start != DAY)
    assert changed.end - changed.start == hours * HOUR

    for when, expected in (
        (changed.start - DAY, "k"),
        (changed.start - DAY + TICK, "b"),
        (changed.end - DAY, "bk"),
        (changed.end - DAY + TICK, "bb"),
        (changed.end - TICK, "bbk"),
    ):
        TABLES.load(record(watch(START - 400 * DAY, LATER), *attack(when)))
        judged = View(agreement, TABLES, LATER, LATER, None).judged("calm", None) or []
        reads = [day.verdict.value[0] for day in judged[position : position + len(expected)]]
        assert "".join(reads) == expected


def test_a_window_does_not_reach_back_before_a_suspension() -> None:
    """After the terms are in force again, what happened before, or meanwhile, is not counted."""
    ended = {"record": "decision", "agreement": "small", "by": "government", "what": "suspended"}
    back = {**ended, "what": "resumed"}
    out, again = START + 2 * DAY, START + 3 * DAY
    rows = [
        WATCHED,
        *attack(out - HOUR),
        {**ended, "effective": {"start": out, "end": out}},
        *attack(out + HOUR),
        {**back, "effective": {"start": again, "end": again}},
    ]

    days = found(rows, START + 5 * DAY).days
    assert [(day.day.grid, day.verdict.value) for day in days] == [
        (0, "kept"),
        (1, "breached"),
        (3, "kept"),
        (4, "kept"),
    ]


@pytest.mark.parametrize(("doubt", "expected"), [("breaks", "b"), ("counts_as_quiet", "k")])
def test_doubt_speaks_where_every_window_is_bounded(doubt: str, expected: str) -> None:
    """The evidence policy is about incidents in doubt, and never about time nobody watched."""
    agreement = terms(calm=three_days(0))
    policy = agreement.evidence.model_copy(update={"doubt": Doubt(doubt)})
    agreement = agreement.model_copy(update={"evidence": policy})
    for rows, word in (
        ([WATCHED, report(START + HOUR)], expected),
        ([watch(START, START + DAY - TICK), report(START + HOUR)], "u"),
    ):
        TABLES.load(record(*rows))
        assert evaluate(agreement, TABLES, START + DAY, LATER).of("calm").verdict.value[0] == word


def explained(rows: Sequence[Fields], agreement: Agreement, days: int) -> Explanation:
    """Explain the last of so many days."""
    TABLES.load(record(*rows))
    view = View(agreement, TABLES, START + days * DAY, LATER, None)
    told = explain(view, "calm", None, None)
    assert told is not None
    return told


def test_the_explanation_names_the_first_window_that_breaks_it() -> None:
    """Which incidents, up to which instant: those that suffice and no other."""
    rows = [WATCHED]
    for hours in (0, 30, 60, 74, 75, 90):
        rows += attack(START + hours * HOUR)

    told = explained(rows, terms(calm=three_days(2)), 4)

    assert told.day is not None
    assert told.day.exceeded_at == START + 74 * HOUR
    assert told.window == (START + 2 * HOUR + TICK, START + 74 * HOUR + TICK)
    hits = [(item.incident.happened.start - START) // HOUR for item in told.certain]
    assert hits == [30, 60, 74]
    assert all(item.suffices for item in told.certain)
    assert told.before is not None
    assert told.after is not None


def test_a_kept_day_shows_all_that_its_windows_hold() -> None:
    """The window goes back 72 hours from the day's first instant, and to its end."""
    told = explained([WATCHED, *attack(START + HOUR)], terms(calm=three_days(2)), 5)

    assert told.window == (START + DAY + TICK, START + 5 * DAY)
    assert told.evidence == ()
    assert told.before is not None


def test_a_streak_counts_the_days_of_a_limit_in_hours() -> None:
    """Three days in a row on which every window was within the limit."""
    agreement = terms(calm=three_days(0), truce={"streak": {"of": "calm", "for": "3 days"}})
    TABLES.load(record(WATCHED, *attack(START + HOUR)))
    reads = [
        evaluate(agreement, TABLES, START + days * DAY, LATER).of("truce") for days in range(4, 8)
    ]

    assert [one.progress and one.progress.least for one in reads] == [0, 1, 2, 3]
    assert [one.verdict.value for one in reads] == ["not_yet", "not_yet", "not_yet", "kept"]


def test_an_account_has_its_own_windows() -> None:
    """Its reports and its counts together: the larger lower end, the counts where they reach."""
    count = {
        "record": "count",
        "window": {"start": START, "end": START + DAY},
        "measure": "incidents",
        "value": 3,
        "kinds": ("shelling",),
        "by": ("Army", "Opposition"),
    }
    later = {"record": "report", "happened": {"start": START + 3 * DAY, "end": START + 3 * DAY}}
    rows = [count, {**later, "kinds": ("arrest",)}]
    for number, expected in ((2, "breached"), (3, "kept")):
        assert found(rows, START + DAY, three_days(number), "un").verdict.value == expected


# Every instant, on a clock of a few ticks.

T0 = datetime(2020, 1, 1, tzinfo=UTC)
DAY_TICKS = 6


@dataclass(frozen=True)
class Small:
    """A tiny record in ticks from T0: incidents, gaps, counts, when in force."""

    incidents: tuple[Instant, ...]
    gaps: tuple[Interval, ...]
    counts: tuple[Stated, ...]
    force: tuple[Interval, ...]
    length: timedelta
    days: tuple[MonitoringDay, ...]


def tick(number: int) -> datetime:
    """Return the instant so many ticks from T0."""
    return T0 + number * TICK


def _incident(first: int, length: int, must: bool, low: int, more: int | None) -> Instant:  # noqa: FBT001
    high = None if more is None else low + more
    return Instant("un/x", tick(first), tick(first + length), must, low, high)


def _day(number: int) -> MonitoringDay:
    start, end = tick(number * DAY_TICKS), tick((number + 1) * DAY_TICKS)
    return MonitoringDay(number, T0.date(), start, end)


TICKS = st.integers(-4, 3 * DAY_TICKS)
INCIDENTS = st.lists(
    st.builds(
        _incident,
        TICKS,
        st.sampled_from([0, 0, 0, 1, 2, 5, 9]),
        st.booleans(),
        st.integers(0, 2),
        st.sampled_from([0, 0, 0, 1, None]),
    ),
    max_size=5,
)
GAPS = st.lists(st.tuples(TICKS, st.integers(1, 3)), max_size=2)
COUNTS = st.lists(
    st.builds(
        lambda start, length, value: Stated(
            tick(start), tick(start + length), "", value, least=True, most=True, keys=()
        ),
        TICKS,
        st.integers(1, 8),
        st.integers(0, 3),
    ),
    max_size=4,
)


@st.composite
def small(draw: st.DrawFn) -> Small:
    """Draw a tiny record over three days, perhaps with the middle one out of force."""
    gaps = [(tick(start), tick(start + length)) for start, length in draw(GAPS)]
    broken = draw(st.booleans())
    whole = ((tick(-2), tick(40)),)
    parts = ((tick(-2), tick(DAY_TICKS)), (tick(2 * DAY_TICKS - 1), tick(40)))
    days = (_day(0), _day(2)) if broken else (_day(0), _day(1), _day(2))
    return Small(
        tuple(draw(INCIDENTS)),
        tuple(union(gaps)),
        tuple(draw(COUNTS)),
        parts if broken else whole,
        draw(st.integers(1, 14)) * TICK,
        days,
    )


def by_every_instant(case: Small, day: MonitoringDay, bounds: str) -> Bounds:
    """Return the bounds of a day by looking at each instant of it and each tick of its window."""
    since = max(start for start, _ in case.force if start <= day.start)
    lows, highs, covers, possibles = [], [], [], []
    for n in range((day.end - day.start) // TICK):
        now = day.start + n * TICK
        window = {
            now - back * TICK for back in range(case.length // TICK) if now - back * TICK >= since
        }
        low, high, covered, possible = _incidents_in(case, window)
        if bounds != "incidents":
            start, end = min(window), max(window) + TICK
            counted = least(case.counts, start, end, ("",)), most(case.counts, start, end, ("",))
            if bounds == "counts":
                low, high, covered, possible = *counted, counted[1] is not None, counted[0]
            else:
                low, possible = max(low, counted[0]), max(possible, counted[0])
                if counted[1] is not None:
                    high, covered = counted[1], True
        lows.append(low)
        highs.append(high)
        covers.append(covered)
        possibles.append(possible)
    known = [high for high in highs if high is not None]
    high = max(known) if len(known) == len(highs) else None
    return Bounds(max(lows), high, all(covers), max(possibles))


def _incidents_in(case: Small, window: set[datetime]) -> tuple[int, int | None, bool, int]:
    low = high = possible = 0
    unbounded = 0
    for one in case.incidents:
        span = {one.first + n * TICK for n in range((one.last - one.first) // TICK + 1)}
        if one.must and span <= window:
            low += one.low
        if span & window:
            high += one.high or 0
            unbounded += one.high is None
    covered = not any(start <= t < end for start, end in case.gaps for t in window)
    possible = high + unbounded
    return low, high if covered and not unbounded else None, covered, possible


@pytest.mark.parametrize("bounds", ["incidents", "counts", "both"])
@given(case=small())
def test_bounds_are_those_of_every_instant(bounds: str, case: Small) -> None:
    """The turning points of the record are enough: no instant of a day has more."""
    told = IncidentWindow(case.length, case.incidents, case.gaps)
    counted = CountWindow(case.length, case.counts, ("",), ("",))
    windows: dict[str, Window] = {
        "incidents": told,
        "counts": counted,
        "both": AccountWindow(told, counted),
    }
    ends = [day.end for day in case.days]
    rolling = Rolling(case.days, ends, case.force, case.length, windows[bounds])

    for position, day in enumerate(case.days):
        assert rolling.bounds(position, position) == by_every_instant(case, day, bounds)


@given(case=small(), number=st.integers(0, 4))
def test_the_first_instant_that_breaks_it_is_named(case: Small, number: int) -> None:
    """No instant of the day before it has a window that certainly holds more."""
    window = IncidentWindow(case.length, case.incidents, case.gaps)
    rolling = Rolling(case.days, [d.end for d in case.days], case.force, case.length, window)
    for position, day in enumerate(case.days):
        since = rolling.since(position)
        over = [
            now
            for n in range((day.end - day.start) // TICK)
            if window.at(now := day.start + n * TICK, since).low > number
        ]
        assert rolling.exceeded(position, number) == min(over, default=None)
