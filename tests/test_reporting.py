"""A source that has fallen silent, and one that is heard again: told by what was known, when known.

All sources and records here are made up.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from schedule_samples import BEGIN, DAY, HOUR, attack, decision, entries, opened, rules
from store_samples import SetClock

from monitor.agreements.load import Instrument, load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.desk import Desk
from monitor.alerts.kinds import AlertKind as K
from monitor.alerts.reporting import turned_silent
from monitor.alerts.transition import Kind, Transition
from monitor.evaluation.noted import Note, Noted
from monitor.evaluation.reporting import beside, lengths
from monitor.evaluation.spoken import Texts
from monitor.evaluation.turning import Turn, turning_points
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Record, SourceProfile
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.vocabulary import Strength
from monitor.service import Service
from monitor.service.retracing import retrace
from monitor.store.tables import Tables

TABLES = Tables.in_memory()
MINUTE = timedelta(minutes=1)
ALERTS = """\
alerts:
  - {on: reporting, when: silent for 24 hours, to: [monitors]}
  - {on: reporting, when: silent for 3 days, to: [policy], interrupts: yes}
"""
PARIS = rules("paris", start="2026-03-02T00:00", more=ALERTS)
CALM_ALONE = load_text(PARIS.text[: PARIS.text.index("  week:")] + ALERTS, "paris.yaml")
"""The same with one condition, which turns at the end of each day."""
DESKS = {
    name: Desk.model_validate({"people": (name,), "time_zone": "UTC", "digest": {"daily": "07:00"}})
    for name in ("monitors", "policy")
}


def profile(source: str = "north", strength: Strength = Strength.CAN_REPORT) -> SourceProfile:
    """What a source is; its silence is worth something unless said otherwise."""
    return SourceProfile(id=source, source=source, name=f"{source} monitor", strength=strength)


def heard(
    hour: float, name: str = "", *, until: datetime = FOREVER, source: str = "north"
) -> Known[Record]:
    """A report that became known so many hours after BEGIN; `until` it was undone."""
    told = attack(hour - 1, name or f"r{hour}", source=source)
    return Known(told, (1, round(1000 * hour)), BEGIN + hour * HOUR, until)


def since(hour: float, record: Record) -> Known[Record]:
    """A record that became known so many hours after BEGIN."""
    return Known(record, (1, round(1000 * hour)), BEGIN + hour * HOUR)


def seen(
    at: datetime,
    *versions: Known[Record],
    terms: Instrument = PARIS,
    before: Sequence[Noted] | None = None,
) -> dict[str, Noted]:
    """How each source stands at an instant, as known then."""
    TABLES.load([since(0, profile()), *versions])
    found = beside(View(terms.agreement, TABLES, at, at, None), before)
    return {one.key: one for one in found if one.what is Note.SILENT}


def with_length(length: str, zone: str = "Europe/Paris") -> Instrument:
    """The agreement with one alert, on a silence of a length."""
    more = f"alerts:\n  - {{on: reporting, when: silent for {length}, to: [desk]}}\n"
    return rules("paris", start="2026-03-02T00:00", zone=zone, more=more)


LAST = BEGIN + 27 * DAY + 12 * HOUR
"""Noon, UTC, on 28 March 2026: clocks in Paris go forward that night."""


@pytest.mark.parametrize(
    ("length", "lasts"),
    [
        ("24 hours", 24 * HOUR),
        ("1 day", 23 * HOUR),
        ("2 days", 47 * HOUR),
        ("90 minutes", 90 * MINUTE),
    ],
)
def test_a_source_is_silent_from_exactly_so_long_after_it_was_heard(
    length: str, lasts: timedelta
) -> None:
    """One tick before it is not; hours elapse, and days lead to the same hour of the clock."""
    terms, told = with_length(length), heard((LAST - BEGIN) / HOUR)
    assert seen(LAST + lasts - TICK, told, terms=terms) == {}
    for instant in (LAST + lasts, LAST + lasts + TICK, LAST + 9 * DAY):
        (one,) = seen(instant, told, terms=terms).values()
        assert (one.word, one.happened, one.lengths) == ("silent", (LAST, LAST), (length,))
        assert one.by == ("north monitor",)


def points(known: datetime, *versions: Known[Record], terms: Instrument = PARIS) -> list[float]:
    """The turning points at which a source falls silent, in hours after BEGIN."""
    TABLES.load([since(0, profile()), *versions])
    found = turning_points(terms.agreement, TABLES, known, known, known + 40 * DAY)
    return [(one.at - BEGIN) / HOUR for one in found if Turn.SILENT in one.what]


def test_the_instant_at_which_it_falls_silent_is_a_turning_point() -> None:
    """For each length that is asked for, from when it was heard of last as known then."""
    told = heard(50), heard(60)
    assert points(BEGIN + 55 * HOUR, *told) == [74, 122]
    assert points(BEGIN + 60 * HOUR, *told) == [84, 132]
    assert points(BEGIN + 84 * HOUR, *told) == [132]


def test_whose_silence_is_worth_nothing_is_not_followed() -> None:
    """Nor who has no profile, nor who was never heard of."""
    worthless = since(0, profile("press", Strength.NONE))
    never = since(0, profile("south"))
    told = worthless, never, heard(30, source="press"), heard(30, source="passer_by")
    assert set(seen(BEGIN + 10 * DAY, *told)) == set()
    assert points(BEGIN + 40 * HOUR, *told) == []


def test_nobody_is_followed_where_no_alert_asks() -> None:
    """Nor while the agreement is not in force."""
    plain = rules("paris", start="2026-03-02T00:00")
    assert lengths(plain.agreement) == ()
    assert seen(BEGIN + 9 * DAY, heard(30), terms=plain) == {}
    ended = heard(30), since(40, decision("ended", 50))
    assert seen(BEGIN + 9 * DAY, *ended) == {}
    assert points(BEGIN + 45 * HOUR, *ended) == []
    assert seen(BEGIN + 2 * HOUR, heard(-90)) == {}


def test_a_report_that_comes_late_ends_the_silence_when_it_comes() -> None:
    """It tells of a time in between, and was public then; that was not known, and stays so."""
    late = since(90, attack(50, "late", published_at=BEGIN + 51 * HOUR))
    told = heard(40), late
    (then,) = seen(BEGIN + 70 * HOUR, *told).values()
    assert (then.word, then.happened[0]) == ("silent", BEGIN + 40 * HOUR)
    (now,) = seen(BEGIN + 90 * HOUR, *told, before=[then]).values()
    assert (now.word, now.happened) == ("heard", (BEGIN + 40 * HOUR, BEGIN + 90 * HOUR))


@pytest.fixture
def clock() -> SetClock:
    """A clock on the third day of the agreement."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service that has said what held after 60 hours, when the northern source was heard."""
    with opened(tmp_path / "store", clock) as service:
        clock.now = BEGIN + 30 * HOUR
        service.rules.activate(PARIS, actor="tester")
        take(service, profile())
        clock.now = BEGIN + 60 * HOUR
        take(service, attack(20, "first"))
        keep_up(service)
        yield service


def take(service: Service, record: Record) -> int:
    """Take in a record; the number of its act."""
    return service.store.accept.record(record, actor="tester").upload


def keep_up(service: Service) -> None:
    """Say all that there is to say by now."""
    assert not service.keep_up(actor="scheduler").failed


def told(service: Service, clock: SetClock, after: timedelta) -> list[Transition]:
    """What is told of the sources once so much time has gone by."""
    before = len(entries(service))
    clock.pass_by(after)
    keep_up(service)
    new = [turned for said in entries(service)[before:] for turned in said.transitions]
    return [turned for turned in new if turned.subject.noted == Note.SILENT]


def words(turned: Sequence[Transition]) -> list[tuple[Kind, str, tuple[str, ...]]]:
    """What sort of difference each is, what holds, and the lengths that a silence has reached."""
    return [(one.kind, one.after.word, one.after.lengths) for one in turned if one.after]


def since_of(one: Transition) -> tuple[float, float]:
    """The two times of what holds, in hours after BEGIN."""
    assert one.after is not None
    assert one.after.since is not None
    first, last = ((instant - BEGIN) / HOUR for instant in one.after.since)
    return round(first, 3), round(last, 3)


def test_each_length_is_told_once_at_its_instant(service: Service, clock: SetClock) -> None:
    """At the turning point itself, though the service looks only later; and never again."""
    (first,) = told(service, clock, 30 * HOUR)
    assert (first.at - BEGIN) / HOUR == pytest.approx(84, abs=1e-3)
    assert words([first]) == [(Kind.CHANGE, "silent", ("24 hours",))]
    assert told(service, clock, 10 * HOUR) == []
    (later,) = told(service, clock, 5 * DAY)
    assert words([later]) == [(Kind.CHANGE, "silent", ("24 hours", "3 days"))]
    assert (later.at - BEGIN) / HOUR == pytest.approx(132, abs=1e-3)
    assert later.before == first.after
    assert told(service, clock, 5 * DAY) == []


def test_the_end_of_a_silence_is_a_change_and_the_next_one_another(
    service: Service, clock: SetClock
) -> None:
    """Heard again it is told once; what comes after that is no news, until it is silent again."""
    told(service, clock, 30 * HOUR)
    take(service, attack(80, "second"))
    (end,) = told(service, clock, MINUTE)
    assert words([end]) == [(Kind.CHANGE, "heard", ())]
    assert since_of(end) == (60.0, 90.0)
    assert end.because
    clock.pass_by(HOUR)
    take(service, attack(81, "third"))
    assert told(service, clock, MINUTE) == []
    (again,) = told(service, clock, 30 * HOUR)
    assert words([again]) == [(Kind.CHANGE, "silent", ("24 hours",))]
    assert since_of(again)[0] == pytest.approx(91, abs=0.1)


def test_a_silence_that_only_an_undone_record_ended_is_corrected(
    service: Service, clock: SetClock
) -> None:
    """That it was heard again is taken back: it has been silent all the time."""
    told(service, clock, 30 * HOUR)
    act = take(service, attack(80, "second"))
    told(service, clock, MINUTE)
    service.uploads.undo(act, actor="tester")
    (back,) = told(service, clock, MINUTE)
    assert words([back]) == [(Kind.CORRECTION, "silent", ("24 hours",))]
    assert since_of(back) == (60.0, 60.0)


def test_what_is_undone_before_anybody_was_told_makes_news(
    service: Service, clock: SetClock
) -> None:
    """Nobody was told that it is heard, so nobody is corrected: all are told that it is silent."""
    clock.pass_by(20 * HOUR)
    act = take(service, attack(70, "second"))
    assert told(service, clock, 10 * HOUR) == []
    service.uploads.undo(act, actor="tester")
    (new,) = told(service, clock, MINUTE)
    assert words([new]) == [(Kind.CHANGE, "silent", ("24 hours",))]
    assert since_of(new) == (60.0, 60.0)


def test_records_by_hand_move_the_instant_for_one_who_looks_late(
    service: Service, clock: SetClock
) -> None:
    """Heard at 70 hours while nobody looked: silent from 94 hours, and that is the time told."""
    clock.pass_by(10 * HOUR)
    take(service, attack(60, "second"))
    (one,) = told(service, clock, 60 * HOUR)
    assert (one.at - BEGIN) / HOUR == pytest.approx(94, abs=1e-3)


def test_reports_and_counts_are_not_the_only_word_of_a_source(
    service: Service, clock: SetClock
) -> None:
    """A correction of its own report is a word of it, too."""
    clock.pass_by(20 * HOUR)
    take(service, attack(20, "first", revision=1))
    assert told(service, clock, 10 * HOUR) == []


# Who is told.


def told_at(until: float, *versions: Known[Record]) -> list[tuple[datetime, Alert]]:
    """What would have been told of the sources, and when."""
    every = [since(0, profile()), *versions]
    TABLES.load(every)
    start, end = BEGIN + 30 * HOUR, BEGIN + until * HOUR
    turns = {one.known_from for one in every} | {one.known_to for one in every}
    arrivals = {at for at in turns if start < at <= end}
    texts = Texts.of(CALM_ALONE.agreement, {})
    moments = retrace(texts, TABLES, start, end, arrivals=arrivals, desks=DESKS)
    return [
        (moment.at, alert)
        for moment in moments
        for alert in moment.alerts
        if alert.turned.subject.noted == Note.SILENT
    ]


def retraced(until: float, *versions: Known[Record]) -> list[tuple[float, Alert]]:
    """The same, by hours after BEGIN."""
    return [((at - BEGIN) / HOUR, alert) for at, alert in told_at(until, *versions)]


def test_each_desk_is_told_of_the_length_that_it_asked_for() -> None:
    """At once only who asked for that; the end without interrupting, and to all who were told."""
    found = [(at, one.kind, dict(one.desks)) for at, one in retraced(200, heard(40), heard(150))]
    assert found == [
        (64, K.SOURCE_SILENT, {"monitors": Way.DIGEST, "policy": Way.DIGEST}),
        (112, K.SOURCE_SILENT, {"monitors": Way.DIGEST, "policy": Way.AT_ONCE}),
        (150, K.SOURCE_HEARD, {"monitors": Way.DIGEST, "policy": Way.IN_THREAD}),
        (174, K.SOURCE_SILENT, {"monitors": Way.DIGEST, "policy": Way.DIGEST}),
    ]


def test_who_was_never_interrupted_reads_of_the_end_in_the_digest() -> None:
    """The silence was shorter than what interrupts: so is its end."""
    *_, (at, end) = retraced(100, heard(40), heard(90))
    assert (at, end.kind) == (90, K.SOURCE_HEARD)
    assert dict(end.desks) == {"monitors": Way.DIGEST, "policy": Way.DIGEST}


def test_the_end_follows_what_was_told_in_one_thread() -> None:
    """An update that names the alert that it follows."""
    first, *_, last = [alert for _, alert in retraced(160, heard(40), heard(150))]
    assert last.thread == first.thread == "paris/silent/north"
    assert last.references
    assert last.does.value == "update"


def test_of_a_silence_that_nobody_was_told_of_nobody_hears_the_end() -> None:
    """A source that was silent when it all began is told of to nobody, nor that it is heard."""
    assert retraced(60, heard(2), heard(50)) == []


# Gaps.

GAPS = rules(
    "utc",
    zone="UTC",
    start="2026-03-01T00:00",
    more="alerts:\n  - {on: reporting, when: gap, to: [desk]}\n",
)


def daily(*days: int, area: str = "", arrive: int = 0) -> list[Known[Record]]:
    """Three reports on each of some days after BEGIN, known that evening, or `arrive` days in."""
    found = []
    for day in days:
        for number in range(3):
            told = attack(24 * day + 6 + number, f"{area}d{day}n{number}", pcodes=(area or "NL01",))
            found.append(since(max(24 * day + 20, 24 * arrive), told))
    return found


def gap(day: int, *versions: Known[Record], before: Sequence[Noted] | None = None) -> Noted | None:
    """How it stands with gaps in what the north tells, at the end of a day after BEGIN."""
    TABLES.load([since(0, profile()), *versions])
    at = BEGIN + (day + 1) * DAY
    found = beside(View(GAPS.agreement, TABLES, at, at, None), before)
    return next((one for one in found if one.what is Note.GAP), None)


def test_a_gap_is_told_once_it_shows_and_is_none_once_it_is_filled() -> None:
    """Told of again after three days of nothing where nine reports were usual, and then filled."""
    told = daily(*range(10), 13, 14)
    assert gap(12, *told) is None
    one = gap(13, *told)
    assert one is not None
    assert (one.word, one.areas, one.usual) == ("past", (), 9)
    assert one.happened == (BEGIN + 10 * DAY, BEGIN + 13 * DAY)
    assert news(None, one) == [Kind.CHANGE]
    assert news(one, gap(14, *told, before=[one])) == []
    filled = gap(15, *told, *daily(10, 11, 12, arrive=15), before=[one])
    assert filled is not None
    assert filled.word == "gone"
    assert news(one, filled) == [Kind.CHANGE]
    assert news(filled, gap(16, *told, *daily(10, 11, 12, arrive=15), before=[filled])) == []


def test_areas_that_fall_silent_at_once_are_told_as_they_do() -> None:
    """While others are told of the gap goes on, and that it grows is no news; its end is."""
    areas = [f"NL0{number}" for number in range(1, 6)]
    told = [one for area in areas[:1] for one in daily(*range(25), area=area)]
    told += [one for area in areas[1:] for one in daily(*range(10), *range(20, 25), area=area)]
    first = next(found for day in range(10, 20) if (found := gap(day, *told)) is not None)
    assert (first.word, first.areas) == ("goes_on", tuple(areas[1:]))
    grown = gap(19, *told, before=[first])
    assert grown is not None
    assert (grown.word, grown.happened[0]) == ("goes_on", first.happened[0])
    assert news(first, grown) == []
    over = gap(22, *told, before=[grown])
    assert over is not None
    assert (over.word, over.happened[1]) == ("past", BEGIN + 20 * DAY)
    assert news(grown, over) == [Kind.CHANGE]


def test_another_gap_is_news_and_one_from_before_the_agreement_is_none() -> None:
    """Each is told by itself; the time before the agreement is not looked at."""
    told = daily(*range(10), *range(13, 23), *range(27, 29))
    one = gap(14, *told)
    other = gap(28, *told, before=[one] if one else None)
    assert one is not None
    assert other is not None
    assert other.happened[0] == BEGIN + 23 * DAY
    assert news(one, other) == [Kind.CHANGE]
    assert gap(3, *daily(*range(-20, -6), *range(-3, 3))) is None


def news(was: Noted | None, now: Noted | None) -> list[Kind]:
    """What is told of two looks, one after the other."""
    before, after = ([one] if one else [] for one in (was, now))
    return [kind for kind, _ in turned_silent(before, after)]


# Any order of things.


def story(seed: int) -> list[Known[Record]]:
    """A source heard of at any times of a week; some of it is undone later."""
    dice = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    found: list[Known[Record]] = []
    for number in range(dice.randint(1, 8)):
        hour = dice.uniform(30, 170)
        gone = BEGIN + (hour + dice.uniform(0.1, 80)) * HOUR if dice.random() < 0.3 else FOREVER
        found.append(heard(hour, f"n{number}", until=gone))
    return [heard(31, "base"), *found]


@pytest.mark.parametrize("seed", range(10))
def test_whoever_reads_everything_knows_who_is_silent(seed: int) -> None:
    """After every telling, and before the next, what was told is what the record says then."""
    versions = story(seed)
    found = told_at(200, *versions)
    for position, (at, _) in enumerate(found):
        later = found[position + 1][0] if position + 1 < len(found) else BEGIN + 200 * HOUR
        for desk in DESKS:
            last = [one for _, one in found[: position + 1] if desk in one.desks][-1]
            for instant in (at, at + (later - at) / 2, later - TICK):
                assert said(last) == so(versions, instant), (seed, at, instant)
    first = found[0][0] if found else BEGIN + 200 * HOUR
    assert so(versions, first - TICK) == ()


def said(alert: Alert) -> tuple[str, ...]:
    """The lengths that the source is told to have been silent for; none where it is heard."""
    return alert.turned.after.lengths if alert.turned.after else ()


def so(versions: Sequence[Known[Record]], at: datetime) -> tuple[str, ...]:
    """The same, worked out from the story by itself; a day here has 24 hours."""
    last = max(one.known_from for one in versions if one.known_from <= at < one.known_to)
    asked = {"24 hours": 24 * HOUR, "3 days": 72 * HOUR}
    return tuple(name for name, length in asked.items() if last + length <= at)
