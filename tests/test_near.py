"""What comes near: told once, in time, by what is certain, and never beyond what it is near to."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schedule_samples import (
    BEGIN,
    HOUR,
    attack,
    attested,
    decision,
    entries,
    hours,
    opened,
    record,
    rules,
    watch,
)
from store_samples import SetClock

from monitor.agreements.load import Instrument, load_text
from monitor.agreements.model import Agreement
from monitor.alerts.nearing import come_near
from monitor.evaluation.evaluate import evaluate
from monitor.evaluation.near import with_near
from monitor.evaluation.said import Saying, saying
from monitor.evaluation.turning import Turn, next_deadline
from monitor.evaluation.verdict import Evaluation, Verdict
from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision, Record
from monitor.incidents.span import TICK
from monitor.store.tables import Tables
from monitor.views.transitions import change_line

TABLES = Tables.in_memory()
LATER = BEGIN + 400 * HOUR
"""When what is on record in most of these tests became known: all that it tells of is over."""
MORE = """\
  sworn: {clause: C-1, streak: {of: calm, for: 4 days, certified_by: [a, b]}}
  after: {clause: C-1, since: {of: calm, after: {decided: satisfied}, for: 3 days}}
  each: {clause: C-1, limit: {of: attack, at_most: 0, each: day}, per: party}
  in_a_row: {clause: C-1, streak: {of: each, for: 4 days}}
  convoys:
    clause: C-1
    response:
      {to: {attested: left}, with: {attested: came, by: [a]}, within: 48 hours, match: convoy}
  together:
    clause: C-1
    order: {of: {decided: one}, together_with: {decided: other}, within: 10 hours}
phases:
"""


def asking(*alerts: str, until: str = "") -> Instrument:
    """The staged agreement, with more conditions and these alerts."""
    text = rules(stages=True).text.replace("phases:\n", MORE)
    if until:
        text = text.replace("calendar: {", f"calendar: {{until: {until}, ")
    entries = "".join(f"  - {{{alert}, to: [desk]}}\n" for alert in alerts)
    return load_text(f"{text}alerts:\n{entries}", "paris.yaml")


def on(name: str, length: str, more: str = "") -> str:
    """An alert that asks when something is near."""
    return f"on: {name}, when: approaching {length}{more}"


def at(
    terms: Agreement, hour: float, before: Saying | None = None, *, then: bool = False
) -> tuple[Evaluation, Saying]:
    """What holds, and is said, so many hours after BEGIN; by what is known later, or `then`."""
    instant = BEGIN + hour * HOUR
    judged = evaluate(terms, TABLES, instant, instant if then else LATER)
    return judged, with_near(saying(judged), judged, terms, before)


def near(said: Saying, name: str, within: str | None = None) -> list[float]:
    """What is near of a condition or phase, in hours after BEGIN."""
    found = [*said.conditions, *said.phases]
    one = next(one for one in found if one.key == (name, within))
    return [(instant - BEGIN) / HOUR for instant in one.near]


def known(*records: Record, since: datetime = LATER) -> None:
    """Lay these records out."""
    TABLES.load([Known(one, (1, number), since) for number, one in enumerate(records, 1)])


def word(what: str, hour: float, wide: float = 0, **stated: object) -> Attestation:
    """Somebody attests something, for an instant or some hours."""
    given = {"what": what, "id": f"{what}{hour}{stated.get('by', '')}", "during": hours(hour, wide)}
    return attested(hour).model_copy(update={**given, **stated})


def satisfied(hour: float) -> list[Decision]:
    """Both parties are satisfied."""
    return [decision("satisfied", hour, by=party) for party in "AB"]


WATCHED = watch(-100, 500)
CERTIFIED = [word("adherence", 42, 96, by=party) for party in "AB"]
# name, length, scope, records, near from so many hours after BEGIN, what is near
NEAR = {
    "days in a row, by days": ("week", "2 days", None, [WATCHED], 90, 138),
    "days in a row, by one day": ("week", "1 day", None, [WATCHED], 114, 138),
    "days in a row, by hours": ("week", "30 hours", None, [WATCHED], 108, 138),
    "days in a row of a party": ("in_a_row", "1 day", "b", [WATCHED], 114, 138),
    "hours in a row": ("quiet", "5 hours", None, [WATCHED], 48, 53),
    "hours in a row, by a day": ("quiet", "1 day", None, [WATCHED], 29, 53),
    "hours since an attack": ("quiet", "90 minutes", None, [WATCHED, attack(40)], 68.6, 70.1),
    "days since a decision": ("after", "1 day", None, [WATCHED, *satisfied(50)], 114, 138),
    "days that all certify": ("sworn", "1 day", None, CERTIFIED, 114, 138),
    "a term from the beginning": ("report", "6 hours", None, [], 37, 43),
    "a term in days": ("maps", "1 day", None, satisfied(50), 74, 98),
    "an answer": ("convoys", "6 hours", None, [word("left", 50)], 92, 98),
    "one of two together": ("together", "3 hours", None, [decision("one", 50)], 57, 60),
    "a phase of all named": ("pause", "6 hours", "all", [decision("pause", 85)], 103, 109),
}


@pytest.mark.parametrize("name", NEAR)
def test_it_is_near_from_so_long_before(name: str) -> None:
    """Not a tick before; then until it comes. The scheduler looks at the very instant."""
    condition, length, within, records, since, until = NEAR[name]
    scope = f", scope: {within}" if within not in {None, "all"} else ""
    terms = asking(on(condition, length, scope)).agreement
    known(*records)
    tick = TICK / HOUR

    before, _ = at(terms, since - 1)
    turning = next_deadline(before, terms, TABLES)
    ends_a_day = since in {66, 90, 114, 138}

    assert near(at(terms, since - tick)[1], condition, within) == []
    assert near(at(terms, since)[1], condition, within) == [until]
    assert near(at(terms, until - tick)[1], condition, within) == [until]
    assert near(at(terms, until + 3 * tick)[1], condition, within) == []
    assert ends_a_day or (turning and turning.at == BEGIN + since * HOUR), turning
    assert ends_a_day or (turning and Turn.NEAR in turning.what)


def test_nothing_is_near_that_no_alert_asks_for() -> None:
    """Of another condition, scope, holder or reading; and without alerts of anything."""
    known(WATCHED)
    terms = asking(on("in_a_row", "1 day", ", scope: a"), "on: week, when: met").agreement
    _, said = at(terms, 120)

    assert near(said, "in_a_row", "a") == [138]
    assert near(said, "in_a_row", "b") == near(said, "week") == []
    assert Saying.load(said.dump()) == said
    known(decision("pause", 85))
    _, said = at(asking(on("pause", "6 hours")).agreement, 105)
    assert (near(said, "pause", "all"), near(said, "pause", "a")) == ([109], [])
    _, said = at(asking(on("pause", "6 hours", ", scope: a")).agreement, 105)
    assert (near(said, "pause", "all"), near(said, "pause", "a")) == ([], [109])


def test_what_was_kept_before_there_were_alerts_is_read() -> None:
    """An older saying has nothing near, and what has nothing near is written as it was."""
    known(WATCHED)
    judged, plain = at(asking("on: week, when: met").agreement, 120)

    assert b"near" not in plain.dump()
    assert plain == saying(judged)
    assert all(not one.near for one in Saying.load(plain.dump()).conditions)


def test_what_cannot_come_is_not_near() -> None:
    """The agreement ends before; or nothing is certain of the count."""
    known(WATCHED)
    ends = asking(on("week", "1 day"), on("quiet", "5 hours"), until="2026-03-06T12:00").agreement
    _, said = at(ends, 119.9)
    assert near(said, "week") == []

    known()
    wide = asking(on("week", "4 days"), on("quiet", "30 hours")).agreement
    _, said = at(wide, 120)
    assert near(said, "week") == near(said, "quiet") == []


def test_a_term_of_an_open_hour_is_near_before_it_may_be_over() -> None:
    """It left within a day that began at 50: the earliest end counts, and is told in time."""
    known(word("left", 50, 24))
    terms = asking(on("convoys", "6 hours"), on("maps", "6 hours")).agreement

    assert near(at(terms, 92)[1], "convoys") == [98]
    assert near(at(terms, 91.9)[1], "convoys") == []

    known(*(decision("satisfied", 50, by=party, effective=hours(50, 24)) for party in "AB"))
    assert near(at(terms, 92)[1], "maps") == [98]


def told(terms: Agreement, steps: range, *, then: bool = False) -> list[tuple[int, float]]:
    """When something was told to have come near, and what, in hours after BEGIN."""
    found = []
    _, last = at(terms, steps[0], then=then)
    for hour in steps[1:]:
        _, now = at(terms, hour, last, then=then)
        for _, was, holds in come_near(last, now):
            assert was
            assert holds
            assert (was.near, holds.word) == (None, was.word)
            assert holds.near
            found.append((hour, (holds.near - BEGIN) / HOUR))
        last = now
    return found


STEPS = range(24, 200, 3)
"""Hours at which is looked, among them those at which days end."""


def test_days_that_are_watched_but_published_late_are_told_once() -> None:
    """At the end of each day nobody is known to have watched it; three hours later somebody had."""
    pieces = [watch(18, 24, "first"), *(watch(42 + 24 * n, 24, f"w{n}") for n in range(5))]
    TABLES.load(
        [
            Known(one, (1, number), one.watched.end + 3 * HOUR)
            for number, one in enumerate(pieces, 1)
        ]
    )
    terms = asking(on("week", "2 days")).agreement

    assert told(terms, STEPS, then=True) == [(93.0, 138.0)]


def test_a_count_that_restarts_comes_near_again() -> None:
    """A confirmed attack on the fourth day: the count is lost, and comes near once more."""
    known(WATCHED, attack(120))
    terms = asking(on("week", "2 days")).agreement

    assert told(terms, range(24, 240, 3)) == [(90.0, 138.0), (186.0, 234.0)]


def test_an_attack_that_nobody_confirms_takes_nothing_back() -> None:
    """The least count falls, the most does not: it may still be met, and is not told twice."""
    terms = load_text(
        asking(on("week", "2 days")).text.replace("standard: reported", "standard: corroborated"),
        "paris.yaml",
    ).agreement
    known(WATCHED, attack(120))

    assert told(terms, range(24, 300, 3)) == [(90.0, 138.0)]


def test_each_answer_that_is_owed_comes_near_once() -> None:
    """Two convoys, half a day apart; the one that is answered is near no more."""
    first, second = (
        word("left", 50, references=("convoy=1",)),
        word("left", 62, references=("convoy=2",)),
    )
    terms = asking(on("convoys", "24 hours")).agreement

    known(first, second)
    assert told(terms, range(60, 116, 2)) == [(74.0, 98.0), (86.0, 110.0)]
    known(first, second, word("came", 80, references=("convoy=1",)))
    assert told(terms, range(60, 116, 2)) == [(74.0, 98.0), (86.0, 110.0)]
    assert near(at(terms, 90)[1], "convoys") == [110]


def test_a_phase_that_is_renewed_comes_near_again() -> None:
    """Its new end is another one."""
    starts = decision("pause", 85)
    longer = decision("pause", 104, until=BEGIN + 150 * HOUR, id="again")
    terms = asking(on("pause", "6 hours")).agreement

    known(starts)
    assert told(terms, range(85, 151, 3)) == [(103.0, 109.0)]
    known(starts, longer)
    assert (103.0, 109.0) in told(terms, range(85, 151, 3))


def test_a_late_report_that_makes_it_near_is_told() -> None:
    """What is known now of an hour ago was not said then: it is news, and told once."""
    known(watch(-100, 220), since=BEGIN + 120 * HOUR)
    terms = asking(on("week", "2 days")).agreement

    assert told(terms, STEPS, then=True) == [(120.0, 138.0)]


_attacks = st.lists(st.integers(24, 190), max_size=4, unique=True)
_pieces = st.lists(st.tuples(st.integers(0, 190), st.integers(5, 60)), max_size=4)


@settings(max_examples=12)
@given(_attacks, _pieces, st.sampled_from(["1 day", "2 days", "30 hours", "50 hours"]))
def test_near_grows_within_a_count_and_ends_with_it(
    attacks: list[int], pieces: list[tuple[int, int]], length: str
) -> None:
    """Once near it stays so until it is met, or days are lost; it is never near beyond the term."""
    watching = [watch(hour, long, f"w{n}") for n, (hour, long) in enumerate(pieces)]
    known(*(attack(hour) for hour in attacks), *watching, *([] if pieces else [WATCHED]))
    terms = asking(on("week", length), on("quiet", "5 hours")).agreement
    before: dict[str, tuple[bool, int]] = {}
    for hour in range(24, 192, 6):
        judged, said = at(terms, hour)
        for name in ("week", "quiet"):
            found, instants = judged.of(name), near(said, name)
            least = found.progress.least if found.progress else 0
            assert all(instant >= hour for instant in instants)
            assert not instants or (least > 0 and found.verdict is not Verdict.KEPT)
            was, counted = before.get(name, (False, 0))
            met = found.verdict is Verdict.KEPT
            assert not was or instants or met or least < counted, (name, hour)
            before[name] = bool(instants), least


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.integers(24, 120), st.integers(1, 30)), max_size=4, unique=True),
    st.integers(1, 47),
)
def test_every_answer_is_near_for_so_long_and_no_longer(
    given_: list[tuple[int, int]], length: int
) -> None:
    """By the definition: asked, not answered, and between so long before the end and the end."""
    records: list[Record] = []
    for number, (hour, wait) in enumerate(given_):
        convoy = {"references": (f"convoy={number}",), "id": f"left{number}"}
        records.append(word("left", hour, **convoy))
        records.append(word("came", hour + wait, **{**convoy, "id": f"came{number}"}))
    known(*records)
    terms = asking(on("convoys", f"{length} hours")).agreement
    for hour in range(25, 180, 9):
        now = hour + 0.5
        expected = sorted(
            {
                float(left + 48)
                for left, wait in given_
                if left + 48 - length <= now <= left + 48 and now < left + wait
            }
        )
        assert near(at(terms, now)[1], "convoys") == expected


def test_it_is_said_in_time_and_caught_up(tmp_path: Path) -> None:
    """The service says it at the instant at which it comes near, also where it was stopped then."""
    clock = SetClock(BEGIN)
    with opened(tmp_path / "store", clock) as service:
        instrument = asking(on("report", "6 hours"), on("pause", "6 hours"))
        service.rules.activate(instrument, actor="tester")
        service.keep_up(actor="scheduler")
        clock.now = BEGIN + 60 * HOUR
        service.keep_up(actor="scheduler")
        record(service, decision("pause", 85))
        clock.now = BEGIN + 130 * HOUR
        service.keep_up(actor="scheduler")
        told = [
            (said.known - BEGIN, turned.subject.condition or turned.subject.phase)
            for said in entries(service)
            for turned in said.transitions
            if turned.after and turned.after.near
        ]
        triggers = [said.trigger for said in entries(service) if Turn.NEAR in said.trigger]
        lines = [
            change_line(instrument.agreement, turned).says
            for said in entries(service)
            for turned in said.transitions
            if turned.after and turned.after.near
        ]

    assert told == [(37 * HOUR, "report"), (timedelta(hours=103), "pause")]
    assert len(triggers) == 2
    assert lines == [
        "report: not yet; near: a term ends 2 March 20:00",
        (
            "pause: all named together: open, since 4 March 14:00; runs out 5 March 14:00 unless "
            "renewed; that is near"
        ),
    ]
