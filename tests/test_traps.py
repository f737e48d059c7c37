"""Traps in which monitors of such conditions are known to fall, one test each.

Small made-up agreements and records, judged by the real engine. Day 0 begins at 19:00 Damascus
time on 12 September 2016 unless a test says otherwise.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.agreements.model import Agreement
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.verdict import Evaluation, Finding
from monitor.incidents.known import Known
from monitor.incidents.record import RECORD, Record
from tests.attacks import WATCHED, attack
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

TRUCE: Fields = {"streak": {"of": "calm", "for": "7 days"}}
SEVEN = terms(calm=CALM, truce=TRUCE)
TWO = {"low": 2, "high": 2}


def at_most(number: int, **more: object) -> Fields:
    """Return a limit of so many attacks each day, or what else is given."""
    return {"limit": {"of": "attack", "at_most": str(number), **more}}


def judged(
    agreement: Agreement,
    rows: Sequence[Fields] | list[Known[Record]],
    at: datetime,
    known: datetime = LATER,
) -> Evaluation:
    """Judge rows known before anything is asked, or versions as they stand."""
    versions = [row for row in rows if isinstance(row, Known)]
    TABLES.load(versions or record(*(row for row in rows if not isinstance(row, Known))))
    return evaluate(agreement, TABLES, at, known)


def streak(found: Finding) -> tuple[str, int, int]:
    """Return a streak's verdict with the least and the most days."""
    assert found.progress is not None
    return found.verdict.value, found.progress.least, found.progress.most


def verdicts(agreement: Agreement, rows: Sequence[Fields], name: str = "calm") -> list[str]:
    """Return the verdict on each of the days that have ended by day 12."""
    found = judged(agreement, rows, START + 12 * DAY).of(name)
    return [day.verdict.value for day in found.days]


def test_1_silent_days_have_verdicts() -> None:
    """A day without any record has its verdict: the calendar drives, not the events."""
    rows = [WATCHED, *attack(START + 4 * DAY), *attack(START + 9 * DAY)]

    found = verdicts(SEVEN, rows)

    assert [n for n, verdict in enumerate(found) if verdict == "breached"] == [4, 9]
    assert found.count("kept") == 10
    assert verdicts(SEVEN, []) == ["undetermined"] * 12


def test_1_a_verdict_falls_back_without_an_event() -> None:
    """A breach of "at most one in three days" ends by itself, on a day on which nothing happens."""
    rows = [WATCHED, *attack(START + 4 * DAY), *attack(START + 5 * DAY)]
    found = verdicts(terms(calm=at_most(1, each="3 days")), rows)

    assert [n for n, verdict in enumerate(found) if verdict == "breached"] == [5, 6]


def test_2_before_the_start_no_day_counts() -> None:
    """Quiet before the calendar starts is not quiet of the truce, however well it was watched."""
    for days in range(8):
        found = judged(SEVEN, [WATCHED], START + days * DAY).of("truce")
        assert streak(found) == ("kept" if days == 7 else "not_yet", days, days)
    early = judged(SEVEN, [WATCHED], START - HOUR)
    assert early.of("truce").verdict.value == "not_in_force"
    assert early.of("calm").verdict.value == "not_in_force"


def test_2_an_attack_before_the_start_is_outside() -> None:
    """The last instant before the start does not count, the first of it does."""
    before, first = [WATCHED, *attack(START - TICK)], [WATCHED, *attack(START)]

    assert streak(judged(SEVEN, before, START + 7 * DAY).of("truce")) == ("kept", 7, 7)
    assert streak(judged(SEVEN, first, START + 7 * DAY).of("truce")) == ("not_yet", 6, 6)


def test_2_hours_before_the_start_do_not_count() -> None:
    """168 hours are met 168 hours after the start, though it was quiet and watched before it."""
    truce: Fields = {"streak": {"of": "calm", "for": "168 hours"}}
    agreement = terms(calm=CALM, truce=truce)

    for hours, verdict in ((1, "not_yet"), (167, "not_yet"), (168, "kept")):
        found = judged(agreement, [WATCHED], START + hours * HOUR).of("truce")
        assert streak(found) == (verdict, hours, hours)


def test_3_no_report_is_not_no_violation() -> None:
    """Without a watch nothing is kept; a watch over part of a day is no watch over the day."""
    assert streak(judged(SEVEN, [], START + 7 * DAY).of("truce")) == ("undetermined", 0, 7)
    for gap in (TICK, HOUR, DAY):
        rows = [watch(START, START + 3 * DAY), watch(START + 3 * DAY + gap, START + 9 * DAY)]
        found = judged(SEVEN, rows, START + 7 * DAY)
        assert streak(found.of("truce")) == ("undetermined", 3, 7)


def test_3_who_can_report_does_not_certify_quiet() -> None:
    """A source that can report but whose silence says nothing makes no day watched."""
    rows = [watch(START, START + 9 * DAY, strength="can_report")]

    assert streak(judged(SEVEN, rows, START + 7 * DAY).of("truce")) == ("undetermined", 0, 7)


def test_3_a_record_of_events_alone_keeps_nothing() -> None:
    """Reports of other days are no watch over this one, however many there are."""
    rows = [row for day in range(0, 10, 2) for row in attack(START + day * DAY)]

    assert set(verdicts(SEVEN, rows)) == {"breached", "undetermined"}


def test_3_hours_ask_for_a_watch_from_before_the_day() -> None:
    """A window in hours reaches back: a tick unwatched within it leaves the day open."""
    agreement = terms(calm=at_most(0, each="24 hours"))
    for unwatched, expected in ((START + DAY, "kukkk"), (START + DAY + TICK, "kuukk")):
        rows = [watch(START, unwatched), watch(unwatched + TICK, START + 20 * DAY)]
        assert "".join(verdict[0] for verdict in verdicts(agreement, rows)[:5]) == expected


def test_3_a_time_that_nobody_watched_is_no_baseline() -> None:
    """Nothing on record of it is not a mean of none."""
    baseline = {"of_baseline": "100 %", "from": "2016-09-02T19:00", "until": "2016-09-06T19:00"}
    agreement = terms(calm={"limit": {"of": "attack", "at_most": baseline}})

    assert verdicts(agreement, [watch(START, START + 20 * DAY)])[0] == "undetermined"
    assert verdicts(agreement, [WATCHED])[0] == "kept"
    assert verdicts(agreement, [WATCHED, *attack(START)])[0] == "breached"


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (START + DAY - TICK, 0),
        (START + DAY, 1),
        (START + 2 * DAY - TICK, 1),
        (START + 2 * DAY, 2),
    ],
)
def test_4_both_ends_of_a_day(when: datetime, day: int) -> None:
    """A day includes its first instant and not that of the next."""
    found = verdicts(SEVEN, [WATCHED, *attack(when)])

    assert [n for n, verdict in enumerate(found) if verdict == "breached"] == [day]


def test_4_both_ends_of_a_window_of_days() -> None:
    """Seven days ending with day d hold d-6 to d: not the instant before, not the one after."""
    agreement = terms(calm=at_most(0, each="7 days"))

    for when, days in (
        (START + 2 * DAY, range(2, 9)),
        (START + 3 * DAY - TICK, range(2, 9)),
        (START + 3 * DAY, range(3, 10)),
    ):
        found = verdicts(agreement, [WATCHED, *attack(when)])
        assert [n for n, verdict in enumerate(found) if verdict == "breached"] == [*days]


def test_4_met_on_the_seventh_day_not_the_sixth_or_eighth() -> None:
    """After an attack on day 4 the seventh quiet day is day 11: met at its end, not before."""
    rows = [WATCHED, *attack(START + 4 * DAY + 5 * HOUR)]
    end = START + 12 * DAY

    assert streak(judged(SEVEN, rows, end - TICK).of("truce")) == ("not_yet", 6, 6)
    assert streak(judged(SEVEN, rows, end).of("truce")) == ("kept", 7, 7)


def test_4_spans_at_both_ends() -> None:
    """A span that ends where a day ends lies inside it; one tick more and it may be the next."""
    day = START + 2 * DAY
    inside = verdicts(SEVEN, [WATCHED, *attack(day, day + DAY)])
    beyond = verdicts(SEVEN, [WATCHED, *attack(day, day + DAY + TICK)])

    assert inside[1:4] == ["kept", "breached", "kept"]
    assert beyond[1:4] == ["kept", "undetermined", "undetermined"]


def test_4_hours_are_elapsed_time() -> None:
    """168 hours run from the attack itself, to the tick; an attack at the start resets nothing."""
    agreement = terms(calm=CALM, truce={"streak": {"of": "calm", "for": "168 hours"}})
    when = START + 30 * HOUR

    rows = [WATCHED, *attack(when)]
    assert judged(agreement, rows, when + 168 * HOUR - TICK).of("truce").verdict.value == "not_yet"
    assert judged(agreement, rows, when + 168 * HOUR).of("truce").verdict.value == "kept"
    first = [WATCHED, *attack(START)]
    assert judged(agreement, first, START + 168 * HOUR).of("truce").verdict.value == "kept"


def test_4_a_window_in_hours_holds_its_end_and_not_its_beginning() -> None:
    """Exactly the hours before is out, a tick less is in; the instant itself is in."""
    agreement = terms(calm=at_most(1, each="72 hours"))
    for apart, expected in ((72 * HOUR, "kkkkk"), (72 * HOUR - TICK, "kkkbk")):
        rows = [WATCHED, *attack(START + HOUR), *attack(START + HOUR + apart)]
        assert "".join(verdict[0] for verdict in verdicts(agreement, rows)[:5]) == expected


def test_5_what_happens_at_one_instant_has_no_order() -> None:
    """Two attacks at one instant are two; order in a file says nothing."""
    agreement = terms(calm=at_most(1))
    when = START + 2 * DAY + HOUR
    one, two = attack(when, id="x"), attack(when, id="y")

    for rows in ([*one, *two], [*two, *one], [*reversed([*one, *two])]):
        assert verdicts(agreement, [WATCHED, *rows])[2] == "breached"


def test_5_yesterday_is_the_day_before_not_the_record_before() -> None:
    """Other events in between change no row of days."""
    noise = [
        row
        for n in range(9)
        for row in attack(START + n * DAY + HOUR, by=("The Front",), id=f"n{n}")
    ]
    rows = [WATCHED, *attack(START + DAY), *noise]

    assert streak(judged(SEVEN, rows, START + 9 * DAY).of("truce")) == ("kept", 7, 7)


def test_5_what_happens_at_the_instant_asked_is_not_yet_judged() -> None:
    """At t what began before t counts: an attack at t belongs to the day that begins."""
    rows = [WATCHED, *attack(START + 7 * DAY)]

    assert streak(judged(SEVEN, rows, START + 7 * DAY).of("truce")) == ("kept", 7, 7)
    after = judged(SEVEN, rows, START + 7 * DAY + TICK)
    assert streak(after.of("truce")) == ("not_yet", 0, 0)


def test_7_the_end_of_the_record_is_not_the_end_of_time() -> None:
    """A running day is open, neither kept nor broken, however far the record goes."""
    rows = [watch(START, START + 3 * DAY + HOUR)]
    found = judged(SEVEN, rows, START + 3 * DAY + HOUR)

    assert found.of("calm").verdict.value == "undetermined"
    assert found.of("calm").cause.value == "running"
    assert streak(found.of("truce")) == ("not_yet", 3, 3)
    assert found.of("truce").earliest == START + 7 * DAY


def test_7_too_few_so_far_is_no_breach() -> None:
    """`at_least` is not broken on a running day: there is still time."""
    agreement = terms(visits={"limit": {"of": "attack", "at_least": "1"}})

    running = judged(agreement, [WATCHED], START + 3 * DAY + HOUR).of("visits")
    over = judged(agreement, [WATCHED], START + 4 * DAY).of("visits")
    assert (running.verdict.value, over.verdict.value) == ("undetermined", "breached")


def late(*rows: tuple[Fields, timedelta]) -> list[Known[Record]]:
    """Return rows, each known so long after the start."""
    return [
        Known(
            RECORD.validate_python({"source": "un", "id": f"r{n}", **fields}), (n, 1), START + after
        )
        for n, (fields, after) in enumerate(rows, 1)
    ]


def test_8_and_10_a_late_report_restates() -> None:
    """A report that comes late changes the past from when it is known, and not before."""
    report_, review = attack(START + 2 * DAY, id="x")
    rows = late((WATCHED, 40 * DAY), (report_, 50 * DAY), (review, 60 * DAY))
    at = START + 7 * DAY

    def said(after: timedelta) -> tuple[str, int, int]:
        return streak(judged(SEVEN, rows, at, START + after).of("truce"))

    assert said(40 * DAY - TICK) == ("undetermined", 0, 7)
    assert said(40 * DAY) == said(50 * DAY - TICK) == ("kept", 7, 7)
    assert said(50 * DAY) == said(60 * DAY - TICK) == ("undetermined", 4, 7)
    assert said(60 * DAY) == said(90 * DAY) == ("not_yet", 4, 4)


def test_10_what_comes_late_is_neither_dropped_nor_known_before() -> None:
    """Attacks that become known last one first: each counts from its hour, the past stays said."""
    pairs = [attack(START + day * DAY, id=f"x{day}") for day in (5, 3, 1)]
    after = [40 * DAY, 50 * DAY, 60 * DAY]
    rows = late(
        (WATCHED, 30 * DAY),
        *((row, when) for pair, when in zip(pairs, after, strict=True) for row in pair),
    )
    broken: list[list[int]] = []
    for known in (30 * DAY, *after):
        for moment in (known, known + 10 * DAY - TICK):
            days = judged(SEVEN, rows, START + 7 * DAY, START + moment).of("calm").days
            broken.append([n for n, day in enumerate(days) if day.verdict.value == "breached"])

    assert broken[::2] == broken[1::2] == [[], [5], [3, 5], [1, 3, 5]]


def test_8_and_10_the_order_of_arrival_does_not_matter() -> None:
    """What came out of order counts as what came in order, once all of it is known."""
    pairs = [attack(START + n * DAY + HOUR) for n in (5, 1, 3)]
    rows = [WATCHED, *(row for pair in pairs for row in pair)]
    orders = [rows, [*reversed(rows)], sorted(rows, key=str)]

    found = {tuple(verdicts(SEVEN, order)) for order in orders}
    assert len(found) == 1
    assert [n for n, v in enumerate(found.pop()) if v == "breached"] == [1, 3, 5]


def test_9_identical_incidents_count_twice() -> None:
    """Two reports alike in everything but their id are two incidents until somebody links them."""
    agreement = terms(calm=at_most(1))
    when = START + 2 * DAY
    same = {"record": "link", "id": "l", "first": "un/x", "second": "un/y", "relation": "same"}
    rows = [WATCHED, *attack(when, id="x"), *attack(when, id="y")]

    assert verdicts(agreement, rows)[2] == "breached"
    assert verdicts(agreement, [*rows, same])[2] == "kept"


def test_9_a_report_told_again_counts_once() -> None:
    """A new version of a report replaces the old: it neither adds one nor leaves one behind."""
    agreement = terms(calm=at_most(0))
    first = attack(START + 2 * DAY, id="x")
    moved = [{**report(START + 5 * DAY, id="x"), "revision": 1}]

    found = verdicts(agreement, [WATCHED, *first, *moved])

    assert [n for n, verdict in enumerate(found) if verdict == "breached"] == [5]


@pytest.mark.parametrize(
    ("measure", "figure"), [("killed", "killed"), ("injured", "injured"), ("count", "quantity")]
)
def test_9_sums_of_equal_figures_do_not_collapse(measure: str, figure: str) -> None:
    """Two killed, two killed and one killed are five, on one day and over several."""
    dead = [{figure: {"low": number, "high": number}} for number in (2, 2, 1)]
    apart = [row for n, told in enumerate(dead) for row in attack(START + n * DAY, **told)]
    at_once = [row for n, told in enumerate(dead) for row in attack(START, id=f"k{n}", **told)]

    for rows, each, day in ((apart, "3 days", 2), (at_once, "day", 0)):
        for number, verdict in ((5, "kept"), (4, "breached")):
            agreement = terms(calm=at_most(number, measure=measure, each=each))
            assert verdicts(agreement, [WATCHED, *rows])[day] == verdict


def test_9_what_happens_at_one_instant_is_counted_one_by_one_in_hours_too() -> None:
    """Two incidents alike at one instant are two, and equal figures are added."""
    twice = [row for name in ("x", "y") for row in attack(START + HOUR, id=name, killed=TWO)]
    for measure, number in (("incidents", 1), ("killed", 3)):
        for allowed, expected in ((number, "breached"), (number + 1, "kept")):
            agreement = terms(calm=at_most(allowed, measure=measure, each="72 hours"))
            assert verdicts(agreement, [WATCHED, *twice])[0] == expected


def test_9_a_scope_without_rows_has_its_verdict() -> None:
    """Each area and each party is judged, also those of which nothing is recorded."""
    agreement = terms(area={**CALM, "per": "area"}, party={**CALM, "per": "party"})
    rows = [WATCHED, *attack(START)]

    found = judged(agreement, rows, START + DAY)

    assert {(f.condition, f.scope): f.verdict.value for f in found.findings} == {
        ("area", "north"): "breached",
        ("area", "south"): "kept",
        ("party", "government"): "breached",
        ("party", "opposition"): "kept",
    }
    nobody = judged(agreement, [], START + DAY)
    assert {f.verdict.value for f in nobody.findings} == {"undetermined"}
    assert len(nobody.findings) == 4


def test_9_an_unknown_scope_counts_everywhere_and_certainly_nowhere() -> None:
    """An attack that nobody places or attributes leaves every area and party open."""
    agreement = terms(area={**CALM, "per": "area"}, party={**CALM, "per": "party"})
    rows = [WATCHED, *attack(START, pcodes=(), by=("gunmen",))]

    found = judged(agreement, rows, START + DAY)

    assert {f.verdict.value for f in found.findings} == {"undetermined"}


def test_9_at_least_none_is_kept_by_nothing() -> None:
    """A count of nothing is none, not missing."""
    agreement = terms(visits={"limit": {"of": "attack", "at_least": "0"}})

    assert judged(agreement, [], START + DAY).of("visits").verdict.value == "kept"


def test_9_a_pattern_of_nobody_has_its_verdict() -> None:
    """A party of which nothing is recorded has none: counted by groups it would have no row."""
    counted = {"of": "attack", "at_least": "1", "in": "3 days", "per": "party"}
    found = judged(terms(often={"pattern": counted}), [WATCHED, *attack(START)], START + DAY)

    reads = [found.of("often", party).verdict.value for party in ("government", "opposition")]
    assert reads == ["kept", "not_yet"]


def test_13_the_calendar_has_no_gap() -> None:
    """Days follow each other without a gap whatever is recorded, and are judged each by itself."""
    rows = [WATCHED, *attack(START + DAY), *attack(START + 9 * DAY), *attack(START + 30 * DAY)]
    found = judged(SEVEN, rows, START + 35 * DAY).of("calm")

    assert [day.day.grid for day in found.days] == list(range(35))
    assert all(b.day.start == a.day.end for a, b in zip(found.days, found.days[1:], strict=False))
    assert [d.day.grid for d in found.days if d.verdict.value == "breached"] == [1, 9, 30]


def test_13_a_window_is_cut_at_the_start_not_made_true() -> None:
    """The first days have shorter windows: what is in them counts, and what is not watched."""
    agreement = terms(calm=at_most(0, each="7 days"))

    assert verdicts(agreement, [WATCHED, *attack(START)])[:8] == [*["breached"] * 7, "kept"]
    assert verdicts(agreement, [watch(START + DAY, START + 20 * DAY)])[:8] == [
        *["undetermined"] * 7,
        "kept",
    ]


def test_13_hours_are_cut_at_the_start_not_made_true() -> None:
    """A window that would reach before the start asks nothing of that time, and is no excuse."""
    agreement = terms(calm=at_most(0, each="72 hours"))
    seen = [watch(START, START + 9 * DAY)]

    assert verdicts(agreement, [*seen, *attack(START - TICK)])[:3] == ["kept"] * 3
    assert verdicts(agreement, [*seen, *attack(START)])[:4] == ["breached"] * 3 + ["kept"]
    assert verdicts(agreement, [watch(START + TICK, START + 9 * DAY)])[0] == "undetermined"


def test_14_seven_days_are_not_eight_samples() -> None:
    """Seven days in a row are met at the end of the seventh, and hold seven days, not eight."""
    met = [
        days
        for days in range(12)
        if judged(SEVEN, [WATCHED], START + days * DAY).of("truce").verdict.value == "kept"
    ]
    one_a_day = [row for n in range(8) for row in attack(START + n * DAY + 5 * HOUR)]
    exactly = terms(calm=at_most(7, each="7 days"))

    assert met[0] == 7
    assert verdicts(exactly, [WATCHED, *one_a_day])[7] == "kept"


def dst(zone: str, start: str, **conditions: Fields) -> Agreement:
    """Return an agreement whose days begin at the time of day of its start, in a zone."""
    raw = terms(**conditions).model_dump(by_alias=True, mode="json", exclude_none=True)
    raw["calendar"] = {"time_zone": zone, "day_starts": start[11:], "from": start}
    return Agreement.model_validate(raw)


def test_14_three_days_of_hours_are_not_four_samples() -> None:
    """An attack at the same hour of every day is three in any 72 hours, never four."""
    rows = [WATCHED, *(row for n in range(9) for row in attack(START + n * DAY + HOUR))]

    for number, word in ((3, "kept"), (2, "breached")):
        found = verdicts(terms(calm=at_most(number, each="72 hours")), rows)
        assert set(found[2:9]) == {word}


def test_14_a_pattern_of_three_days_holds_three_not_four() -> None:
    """An attack on every day: three within three days, whichever day it is."""
    rows = [WATCHED, *(row for n in range(9) for row in attack(START + n * DAY))]

    for number, word in ((3, "kept"), (4, "not_yet")):
        counted = {"of": "attack", "at_least": str(number), "in": "3 days"}
        found = verdicts(terms(often={"pattern": counted}), rows, "often")
        assert set(found[2:9]) == {word}


@pytest.mark.parametrize(
    ("zone", "start", "first", "hours"),
    [
        ("Asia/Damascus", "2016-10-25T19:00", "2016-10-25T16:00", 7 * 24 + 1),
        ("Asia/Damascus", "2016-10-28T00:00", "2016-10-27T22:00", 7 * 24),
        ("Asia/Damascus", "2016-03-22T19:00", "2016-03-22T17:00", 7 * 24 - 1),
        ("Europe/Kyiv", "2016-03-24T00:00", "2016-03-23T22:00", 7 * 24 - 1),
        ("America/Sao_Paulo", "2016-10-12T00:00", "2016-10-12T03:00", 7 * 24 - 1),
        ("America/Sao_Paulo", "2016-02-17T00:00", "2016-02-17T02:00", 7 * 24 + 1),
    ],
)
def test_seven_days_across_a_change_of_clocks(
    zone: str, start: str, first: str, hours: int
) -> None:
    """Seven local days may have an hour more or less; 168 hours never have."""
    began = datetime.fromisoformat(first).replace(tzinfo=UTC)
    agreement = dst(
        zone,
        start,
        calm=CALM,
        days={"streak": {"of": "calm", "for": "7 days"}},
        hours={"streak": {"of": "calm", "for": "168 hours"}},
    )
    TABLES.load(
        [
            Known(
                RECORD.validate_python(
                    {"source": "un", "id": "w", **watch(began - DAY, began + 20 * DAY)}
                ),
                (1, 1),
                began + 20 * DAY,
            )
        ]
    )

    def said(name: str, at: datetime) -> str:
        return evaluate(agreement, TABLES, at, began + 30 * DAY).of(name).verdict.value

    assert said("days", began + hours * HOUR - TICK) == "not_yet"
    assert said("days", began + hours * HOUR) == "kept"
    assert said("hours", began + 168 * HOUR - TICK) == "not_yet"
    assert said("hours", began + 168 * HOUR) == "kept"


@pytest.mark.parametrize(
    ("start", "odd", "length"),
    [
        pytest.param("2016-10-25T00:00", 2, 25, id="an hour repeated"),
        pytest.param("2016-03-23T00:00", 2, 23, id="the midnight skipped"),
    ],
)
def test_an_odd_day_is_one_day(start: str, odd: int, length: int) -> None:
    """An attack in the first or the last tick of a day of 23 or 25 hours breaks that day alone."""
    agreement = dst("Asia/Damascus", start, calm=CALM)
    days = judged(agreement, [], datetime(2016, 12, 1, tzinfo=UTC)).of("calm").days
    day = days[odd].day
    assert day.end - day.start == length * HOUR

    for when in (day.start, day.start + 23 * HOUR - TICK, day.end - TICK):
        rows = record(watch(day.start - 9 * DAY, day.end + 9 * DAY), *attack(when))
        found = judged(agreement, rows, day.end + 3 * DAY).of("calm")
        broken = [d.day.grid for d in found.days if d.verdict.value == "breached"]
        assert broken == [odd]


def attested(day: float, *, holds: bool = True, **fields: object) -> Fields:
    """Return the UN's word, given at some day, on whether checkpoints are staffed."""
    when = START + day * DAY
    told = {"agreement": "small", "by": "un", "what": "staffed", "holds": holds}
    return {"record": "attestation", "during": {"start": when, "end": when}, **told, **fields}


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        pytest.param([], 1.0, "undetermined", id="nobody said anything"),
        pytest.param([attested(1)], 1.5, "kept", id="said"),
        pytest.param([attested(1)], 1.0, "kept", id="said at the instant asked"),
        pytest.param([attested(1)], 0.5, "undetermined", id="said later"),
        pytest.param([attested(1)], 4.0, "kept", id="exactly as old as may be"),
        pytest.param([attested(1)], 4.00001, "undetermined", id="older than it may be"),
        pytest.param([attested(1, holds=False)], 2.0, "breached", id="denied"),
        pytest.param([attested(1, holds=False)], 4.5, "undetermined", id="denied long ago"),
        pytest.param([attested(1), attested(2, holds=False)], 3.0, "breached", id="the newer word"),
        pytest.param([attested(2, holds=False), attested(1)], 3.0, "breached", id="not the last"),
        pytest.param([attested(1, by="Army")], 2.0, "undetermined", id="another's word"),
        pytest.param([attested(1, what="other")], 2.0, "undetermined", id="another duty"),
        pytest.param([attested(1, agreement="x")], 2.0, "undetermined", id="another agreement"),
    ],
)  # fmt: skip
def test_a_duty_is_what_was_last_attested_and_fresh(
    rows: list[Fields], at: float, verdict: str
) -> None:
    """The newest word of an accepted source counts until it is stale; silence says nothing."""
    agreement = terms(duty={"attested": {"what": "staffed", "by": ["un"], "fresh_for": "3 days"}})

    assert judged(agreement, rows, START + at * DAY).of("duty").verdict.value == verdict


def request(when: datetime, **fields: object) -> Fields:
    """Return the opposition's word that it asked for something."""
    return attestation("opposition", "asked", when) | fields


def grant(when: datetime, **fields: object) -> Fields:
    """Return the government's decision to grant it."""
    return decision("government", "granted", when) | fields


REPLIES = terms(
    replies={
        "response": {
            "to": {"attested": "asked"},
            "with": {"decided": "granted"},
            "within": "48 hours",
        }
    }
)


def owed(rows: Sequence[Fields], at: datetime) -> tuple[str, list[str]]:
    """Return the verdict on the replies at an instant, and how each stands."""
    found = judged(REPLIES, rows, at).of("replies")
    return found.verdict.value, [one.state.value for one in found.obligations]


def test_5_an_answer_at_the_instant_of_the_request_answers_it() -> None:
    """Whichever stands first in the file: at one instant nothing comes before anything else."""
    when = START + 30 * HOUR
    for rows in ([request(when), grant(when)], [grant(when), request(when)]):
        assert owed(rows, START + 5 * DAY) == ("kept", ["met"])


def test_6_a_request_granted_at_once_is_not_overdue_for_ever() -> None:
    """The anchor itself counts as an answer, and what was before it does not."""
    when = START + 30 * HOUR

    assert owed([request(when), grant(when)], when + 90 * HOUR) == ("kept", ["met"])
    before = [request(when), grant(when - TICK)]
    assert owed(before, when + 90 * HOUR) == ("breached", ["overdue"])


def test_7_pending_at_the_end_of_the_record_is_no_breach() -> None:
    """What is asked and not due yet is pending at the horizon: no breach, and not left out."""
    rows = [request(START + 30 * HOUR)]

    assert owed(rows, START + 78 * HOUR) == ("undetermined", ["pending"])
    assert owed(rows, START + 78 * HOUR + 2 * TICK) == ("breached", ["overdue"])


def test_8_a_verdict_waits_for_the_clock_and_for_no_other_event() -> None:
    """An overdue answer shows without any later record; a late one from its own instant on."""
    asked = START + 6 * HOUR
    due = asked + 48 * HOUR
    late_grant = due + 10 * TICK
    rows = [request(asked), grant(late_grant)]

    assert owed(rows, due + TICK) == ("undetermined", ["pending"])
    assert owed(rows, due + 2 * TICK) == ("breached", ["overdue"])
    assert owed(rows, late_grant + TICK) == ("breached", ["late"])
    found = judged(REPLIES, rows, START + 3 * DAY).of("replies").obligations[0]
    assert (found.item.first, found.deadline) == (asked, due)
    assert found.overdue == (due + TICK, late_grant)


def test_11_every_request_is_an_obligation_of_its_own() -> None:
    """Two alike requests and one grant: too late for the first, in time for the second."""
    rows = [
        request(START, id="q"),
        request(START + 40 * HOUR, id="q2"),
        grant(START + 50 * HOUR),
    ]

    assert owed(rows, START + 60 * HOUR) == ("breached", ["late", "met"])
    assert owed(rows, START + 96 * HOUR) == ("kept", ["late", "met"])


def test_12_what_nobody_can_bound_has_a_verdict_all_the_same() -> None:
    """The record may be empty, the condition negated, a scope without rows: each is answered."""
    response = REPLIES.conditions["replies"].model_dump(
        include={"response"}, by_alias=True, mode="json", exclude_none=True
    )
    agreement = terms(
        calm=CALM,
        replies={**response, "per": "party"},
        loud={"not": "calm"},
        unanswered={"not": "replies"},
    )
    found = judged(agreement, [], START + 2 * DAY)

    assert {(f.condition, f.scope): f.cause.value for f in found.findings} == {
        ("calm", None): "unwatched",
        ("replies", "government"): "nobody_asked",
        ("replies", "opposition"): "nobody_asked",
        ("replies", "front"): "nobody_asked",
        ("loud", None): "open_members",
        ("unanswered", None): "open_members",
    }


def test_5_a_permit_and_its_end_at_one_instant_are_no_permit() -> None:
    """Whichever stands first in the file: what is taken back at the instant is not in force."""
    agreement = terms(
        goes={
            "only_if": {"of": "attack", "holds": {"decided": "permit", "by": ["government"]}},
        }
    )
    when = START + 30 * HOUR
    given = decision("government", "permit", when)
    ended = decision("government", "permit_withdrawn", when)

    def says(*rows: Fields) -> str:
        return judged(agreement, [*attack(when), *rows], START + 2 * DAY).of("goes").verdict.value

    assert says(given, ended) == says(ended, given) == "breached"
    assert says(given) == "kept"
    assert says(given, decision("government", "permit_withdrawn", when + TICK)) == "kept"


def test_6_a_permit_does_not_outlive_its_end() -> None:
    """“Permitted once” is not permitted now: taken back, or run out, it is none."""
    agreement = terms(
        goes={
            "only_if": {"of": "attack", "holds": {"decided": "permit", "by": ["government"]}},
        }
    )
    flown = attack(START + 30 * HOUR)

    def says(*rows: Fields) -> str:
        return judged(agreement, [*flown, *rows], START + 2 * DAY).of("goes").verdict.value

    permit = decision("government", "permit", START)
    assert says(permit) == "kept"
    assert says(permit, decision("government", "permit_withdrawn", START + HOUR)) == "breached"
    assert says({**permit, "until": START + 30 * HOUR}) == "breached"
    assert says({**permit, "until": START + 30 * HOUR + TICK}) == "kept"


def test_6_the_day_of_the_anchor_does_not_count() -> None:
    """An attack on the day of the signature does not break the days since it; one after it does."""
    agreement = terms(
        calm=CALM, open={"since": {"of": "calm", "after": {"decided": "signed"}, "for": "2 days"}}
    )
    signed = decision("government", "signed", START + 30 * HOUR)

    def says(*attacks: datetime) -> str:
        rows = [WATCHED, signed, *(row for when in attacks for row in attack(when))]
        return judged(agreement, rows, START + 4 * DAY).of("open").verdict.value

    assert says() == says(START + 24 * HOUR) == says(START + 48 * HOUR - TICK) == "kept"
    assert says(START + 48 * HOUR) == "not_yet"


def test_5_what_comes_at_one_instant_comes_in_order_and_together() -> None:
    """Neither is before the other, whichever stands first in the file."""
    signed = {by: {"decided": "signed", "by": [by]} for by in ("government", "opposition")}
    agreement = terms(
        order={"order": {"of": signed["government"], "no_earlier_than": signed["opposition"]}},
    )
    rows = [decision(by, "signed", START) for by in ("government", "opposition")]

    for both in (rows, rows[::-1]):
        assert judged(agreement, both, START + HOUR).of("order").verdict.value == "kept"


def test_every_trap_has_its_test() -> None:
    """Fourteen traps are known; the name of a test says which of them it is about."""
    names = " ".join(name for name in globals() if name.startswith("test_"))

    assert {int(number) for number in re.findall(r"(?<=[a-z]_)\d+(?=_)", names)} == {*range(1, 15)}
