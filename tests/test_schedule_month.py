"""A month of saying: no boundary is missed and none is said twice, whatever the clock does."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schedule_samples import (
    BEGIN,
    DAY,
    HOUR,
    STARTS,
    ZONES,
    Month,
    Step,
    activating,
    attack,
    attested,
    boundaries,
    decision,
    hours,
    rules,
    taking,
    watch,
)

from monitor.evaluation.turning import Turn
from monitor.service.said import Said

STEPS = (
    activating(3, *(rules(name) for name in ZONES)),
    taking(60, watch(24, 36), attested(59, "paris")),
    taking(100, attack(80), watch(60, 39)),
    taking(250, attack(90), attack(91, by="B"), attested(200, "york", holds=False)),  # late
    taking(290, attack(80, withdrawn=True, revision=1), watch(99, 200)),
    taking(400, decision("suspended", 430, "york", until=BEGIN + 500 * HOUR)),
    taking(401, attack(400)),
    activating(520, rules("kolkata", standard="corroborated")),
    taking(640, watch(299, 340), attested(640, "paris")),
)
DOWN = (BEGIN + 12 * DAY + 7 * HOUR, BEGIN + 15 * DAY + 7 * HOUR)
BACK = ((BEGIN + 20 * DAY, 26 * HOUR), (BEGIN + 28 * DAY + 10 * HOUR, HOUR))


def day_ends(name: str, first: datetime, last: datetime) -> list[datetime]:
    """The ends of the days of an agreement in (first, last], by its wall clock alone."""
    zone, starts = ZoneInfo(ZONES[name]), time.fromisoformat(STARTS[name])
    begun = datetime(2026, 3, 2)  # noqa: DTZ001 - by the wall clock
    walls = [datetime.combine(date(2026, 3, 1 + n), starts) for n in range(31)]
    walls += [datetime.combine(date(2026, 4, 1 + n), starts) for n in range(9)]
    halves = [BEGIN - DAY + n * HOUR / 2 for n in range(48 * 45)]
    shown = [(at, at.astimezone(zone).replace(tzinfo=None)) for at in halves]
    ends = [
        next(at for at, wall_clock in shown if wall_clock >= wall)
        for wall in walls
        if wall - DAY >= begun
    ]
    return [at for at in ends if first < at <= last]


def told(said: Sequence[Said]) -> list[tuple[object, ...]]:
    """What was said at the boundaries, as far as it does not depend on when it was done."""
    return [
        (one.agreement, one.at, one.known, one.trigger, one.content, one.transitions)
        for one in boundaries(said)
    ]


def test_a_month_with_downtime_and_the_clock_set_back(tmp_path: Path) -> None:
    """Three days of downtime and two set-backs: every boundary once, as without them.

    Three agreements in three zones, two of which change their clocks, with late, withdrawn and
    suspending records and a changed rule between.
    """
    end = BEGIN + 32 * DAY
    plain = Month(tmp_path / "plain", STEPS, end, tick=DAY).run()
    disturbed = Month(tmp_path / "disturbed", STEPS, end, down=[DOWN], back=BACK).run()

    assert told(disturbed) == told(plain)
    for name in ZONES:
        ends = [
            one.known for one in disturbed if one.agreement == name and Turn.DAY_ENDS in one.trigger
        ]
        wanted = day_ends(name, BEGIN + 3 * HOUR, end)
        if name == "york":  # suspended for 70 hours: days cut by that are none
            wanted = [at for at in wanted if not 430 < (at - BEGIN) / HOUR < 524]
        assert ends == wanted, name
    missed = [one for one in disturbed if DOWN[0] < one.known <= DOWN[1]]
    assert len(missed) >= 9, "the downtime is chosen to hold boundaries of all three"
    assert len(boundaries(disturbed)) >= 100
    order = [one.known for one in disturbed]
    assert order == sorted(order)
    assert len({(one.agreement, one.known) for one in disturbed}) == len(disturbed)


hour_of_week = st.integers(4, 160)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            hour_of_week, st.sampled_from(["attack", "watch", "attest", "decide", "end", "late"])
        ),
        max_size=6,
    ),
    down=st.tuples(hour_of_week, st.integers(1, 72)),
    back=st.tuples(hour_of_week, st.integers(1, 40)),
    tick=st.sampled_from([HOUR, 5 * HOUR, 13 * HOUR]),
)
def test_however_it_is_disturbed_the_boundaries_are_the_same(
    acts: list[tuple[int, str]], down: tuple[int, int], back: tuple[int, int], tick: timedelta
) -> None:
    """Any downtime, any set-back, any looking between: the same boundaries say the same."""
    since, until = BEGIN + down[0] * HOUR, BEGIN + sum(down) * HOUR
    steps = [activating(3, rules("paris", stages=True))]
    steps += [
        _step(hour, what, number)
        for number, (hour, what) in enumerate(acts)
        if not since <= BEGIN + hour * HOUR < until
    ]
    end = BEGIN + 240 * HOUR
    set_back = BEGIN + back[0] * HOUR
    if since <= set_back < until:
        set_back = until
    with TemporaryDirectory() as folder:
        plain = Month(Path(folder, "plain"), steps, end, tick=DAY).run()
        disturbed = Month(
            Path(folder, "disturbed"),
            steps,
            end,
            tick=tick,
            down=[(since, until)],
            back=[(set_back, back[1] * HOUR)],
        ).run()

    assert told(disturbed) == told(plain)
    assert len(boundaries(plain)) >= 9


def _step(hour: int, what: str, number: int) -> Step:
    records = {
        "attack": attack(hour - 2, f"a{number}"),
        "watch": watch(hour - 30, 29, f"w{number}"),
        "attest": attested(hour - 1),
        "decide": decision(
            "satisfied", hour - 3, effective=hours(hour - 3, 2), by="AB"[number % 2]
        ),
        "end": decision("ended", hour + 5, until=BEGIN + (hour + 40) * HOUR),
        "late": attack(hour / 2, f"l{number}"),
    }
    return taking(hour, records[what])
