"""Turning points: between two of them nothing that is said can change on its own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from schedule_samples import BEGIN, DAY, HOUR, attack, attested, decision, hours, rules, watch

from monitor.agreements.load import load_text
from monitor.agreements.model import Agreement
from monitor.alerts.compare import Standing, changes
from monitor.alerts.nearing import come_near
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.near import with_near
from monitor.evaluation.said import saying
from monitor.evaluation.turning import Turn, next_deadline, turning_points
from monitor.incidents.known import Known
from monitor.incidents.record import Record
from monitor.incidents.span import FOREVER, TICK, Span
from monitor.store.tables import Tables

TABLES = Tables.in_memory()
ALERTS = """\
alerts:
  - {on: week, when: approaching 1 day, to: [desk]}
  - {on: quiet, when: approaching 5 hours, to: [desk]}
"""
STAGED_ALERTS = """\
  - {on: report, when: approaching 6 hours, to: [desk]}
  - {on: maps, when: approaching 1 day, to: [desk]}
  - {on: talks, when: approaching 7 hours, to: [desk]}
  - {on: pause, when: approaching 5 hours, to: [desk], scope: a}
"""
PLAIN = rules("paris").agreement
PARIS = load_text(rules("paris").text + ALERTS, "paris.yaml").agreement
STAGED = load_text(
    rules("paris", stages=True).text + ALERTS + STAGED_ALERTS, "paris.yaml"
).agreement
SOON = BEGIN + 9 * DAY
"""Until when is looked."""


def known(*records: Record) -> Tables:
    """These records, all known since the eighth day: a watch must be over by then."""
    TABLES.load([Known(record, (1, n), BEGIN + 8 * DAY) for n, record in enumerate(records)])
    return TABLES


def turns(
    *records: Record, after: datetime = BEGIN, until: datetime = SOON
) -> dict[str, list[str]]:
    """The turning points by what they are, in hours after BEGIN (a tick is left out)."""
    found: dict[str, list[str]] = {}
    for turning in turning_points(PARIS, known(*records), SOON, after, until):
        assert after < turning.at <= until
        for what in turning.what:
            late = "+" if turning.at.microsecond else ""
            found.setdefault(what, []).append(f"{(turning.at - BEGIN) / HOUR:g}{late}")
    return found


def test_days_end_and_settle_from_the_beginning_on() -> None:
    """It begins at midnight of 2 March in Paris; the first whole day begins that evening."""
    assert turns(until=BEGIN + 5 * DAY) == {
        Turn.BEGINS: ["23"],
        Turn.DAY_ENDS: ["66", "90", "114"],
        Turn.SETTLED: ["114"],
    }


def test_bounds_are_open_and_closed_as_stated() -> None:
    """Each instant falls to one of two stretches that meet in it."""
    assert turns(after=BEGIN + 65 * HOUR, until=BEGIN + 66 * HOUR) == {Turn.DAY_ENDS: ["66"]}
    assert turns(after=BEGIN + 66 * HOUR, until=BEGIN + 67 * HOUR) == {}


def test_decisions_and_attestations_turn_at_their_times() -> None:
    """A decision from when it may to when it must hold, and at its end; an attestation till old."""
    vague = decision("satisfied", 40, effective=hours(40, 2), until=BEGIN + 60 * HOUR)
    found = turns(vague, attested(50), decision("other", 41, "york"), until=BEGIN + 5 * DAY)

    assert found[Turn.DECISION] == ["40", "42+"], "the last instant of a span is a tick before"
    assert found[Turn.RUNS_OUT] == ["60"]
    assert found[Turn.ATTESTATION] == ["50", "51+"]
    assert found[Turn.STALE] == ["101+"]


def test_force_ends_and_begins_again() -> None:
    """Out of force from a tick after the end; days cut by a suspension are none."""
    away = decision("suspended", 70, until=BEGIN + 100 * HOUR)
    found = turns(away, until=BEGIN + 7 * DAY)

    assert found[Turn.ENDS] == ["70+"]
    assert found[Turn.BEGINS] == ["23", "100"]
    assert found[Turn.DAY_ENDS] == ["66", "138", "162"]


def test_an_attestation_for_good_is_never_too_old() -> None:
    """The end of time can be written down, and nothing comes after it."""
    forever = attested(50).model_copy(update={"during": Span(start=BEGIN, end=FOREVER)})

    assert Turn.STALE not in turns(forever)


@pytest.mark.parametrize(
    ("zone", "start", "ends"),
    [
        ("Europe/Paris", "2026-03-28T00:00", ["2026-03-28T23:00", "2026-03-29T22:00"]),
        ("America/New_York", "2026-03-07T00:00", ["2026-03-08T05:00", "2026-03-09T04:00"]),
        ("Asia/Kathmandu", "2026-03-07T00:00", ["2026-03-07T18:15", "2026-03-08T18:15"]),
    ],
)
def test_days_end_by_the_wall_clock(zone: str, start: str, ends: list[str]) -> None:
    """A day on which the clocks change is 23 hours long."""
    agreement = rules("kolkata", zone=zone, start=start).agreement
    begin = datetime.fromisoformat(ends[0]).replace(tzinfo=UTC) - DAY - HOUR
    found = turning_points(agreement, known(), begin, begin, begin + 2 * DAY + HOUR)

    days = [f"{turning.at:%Y-%m-%dT%H:%M}" for turning in found if Turn.DAY_ENDS in turning.what]
    assert days == ends


def test_a_count_of_hours_is_reached_at_its_instants() -> None:
    """30 hours after an attack of some minutes it may have been met, and then it has been."""
    tables = known(attack(40), watch(0, 200))
    at, found = BEGIN + 50 * HOUR, []
    while at < BEGIN + 80 * HOUR:
        before = evaluate(PLAIN, tables, at, SOON)
        coming = next_deadline(before, PLAIN, tables)
        at = coming.at if coming and coming.at < BEGIN + 80 * HOUR else BEGIN + 80 * HOUR
        earlier = evaluate(PLAIN, tables, at - TICK, SOON).of("quiet").verdict
        found.append((earlier.value, evaluate(PLAIN, tables, at, SOON).of("quiet").verdict.value))

    assert found[0] == ("not_yet", "undetermined")
    assert ("undetermined", "kept") in found


def test_a_term_from_the_beginning_is_over_a_tick_after_its_end() -> None:
    """20 hours from the first instant; a word exactly then is in time, and from then on it is late.

    No act that the term runs from is on record: only the verdict itself tells when it ends.
    """
    tables, over = known(), BEGIN + 43 * HOUR + TICK

    coming = next_deadline(evaluate(STAGED, tables, over - HOUR, SOON), STAGED, tables)
    verdicts = [
        evaluate(STAGED, tables, at, SOON).of("report").verdict.value for at in (over - TICK, over)
    ]

    assert (coming and coming.at, verdicts) == (over, ["not_yet", "breached"])


_hours = st.integers(0, 139)
_records = st.one_of(
    st.builds(lambda h, n: attack(h, f"a{n}"), _hours, st.integers(0, 9)),
    st.builds(lambda h, n: watch(h, n, f"w{n}{h}"), st.integers(0, 90), st.integers(20, 50)),
    st.builds(lambda h, holds: attested(h, holds=holds), _hours, st.booleans()),
    st.builds(lambda h: decision("suspended", h, until=BEGIN + (h + 30) * HOUR), _hours),
    st.builds(lambda h: decision("ended", h), st.integers(100, 200)),
)


_words = st.sampled_from(["satisfied", "satisfied_withdrawn", "talks", "pause", "extended"])
_decisions = st.builds(
    lambda what, h, wide, by, until: decision(
        what,
        h,
        by=by,
        effective=hours(h, wide),
        until=until and BEGIN + (h + wide + until) * HOUR,
    ),
    st.one_of(_words, st.just("withdrawn")),
    st.integers(80, 190),
    st.sampled_from([0, 0, 0, 7]),
    st.sampled_from("AB"),
    st.sampled_from([None, None, 20, 40]),
)
_reports = st.builds(
    lambda h, what: attested(h).model_copy(update={"what": what, "id": f"{what}{h}"}),
    st.integers(24, 139),
    st.sampled_from(["report", "maps"]),
)
_shares = st.lists(st.floats(0.001, 0.999), min_size=3, max_size=3)
_generate = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=20, phases=_generate)
@given(st.lists(_records, max_size=7), _shares)
def test_nothing_changes_between_two_turning_points(
    records: list[Record], shares: list[float]
) -> None:
    """What is said at any instant, and a tick before the next turning point, stands already."""
    assert turned(PARIS, records, shares) >= 1


@settings(max_examples=30, phases=_generate)
@given(st.lists(st.one_of(_decisions, _decisions, _reports, _records), max_size=8), _shares)
def test_nor_do_phases_gates_and_terms(records: list[Record], shares: list[float]) -> None:
    """The same of decisions, terms that run from them, and phases that run out, also uncertain."""
    assert turned(STAGED, records, shares) >= 1


@pytest.mark.parametrize("until", [None, BEGIN + 200 * HOUR])
@pytest.mark.parametrize("hour", [126, 153])
@pytest.mark.parametrize("what", ["pause", "talks"])
def test_nor_does_it_while_the_hour_of_a_decision_is_open(
    what: str, hour: int, until: datetime | None
) -> None:
    """While a decision may be still to come, and while what it opened may have run out or not."""
    satisfied = [decision("satisfied", 100, by=party) for party in "AB"]
    today = decision(what, hour, effective=hours(hour, 24), until=until)

    assert 1 <= turned(STAGED, [*satisfied, today], [0.1, 0.5, 0.9]) < 40


def turned(agreement: Agreement, records: list[Record], shares: list[float]) -> int:
    """Go from one turning point to the next, and look between; return how many there were."""
    since, count = BEGIN + 140 * HOUR, 0
    TABLES.load([Known(record, (1, n), since) for n, record in enumerate(records)])
    while since < SOON:
        at_once = evaluate(agreement, TABLES, since, since)
        points = turning_points(agreement, TABLES, since, since, SOON)
        deadline = next_deadline(at_once, agreement, TABLES)
        coming = [*(point.at for point in points[:1]), *([deadline.at] if deadline else []), SOON]
        following = min(coming)
        said = with_near(saying(at_once), at_once, agreement)
        stands = Standing(said, {})
        between = [since + share * (following - since) for share in shares]
        for instant in [*between, following - TICK]:
            if not since < instant < following:
                continue
            judged = evaluate(agreement, TABLES, instant, instant)
            later = with_near(saying(judged), judged, agreement, said)
            passed = timedelta(0) if later.ended else instant - since
            assert list(changes(stands, later, passed)) == [], (since, instant)
            assert list(come_near(said, later)) == [], (since, instant)
        since, count = following, count + 1
    return count
