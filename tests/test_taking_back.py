"""A decision that its own party takes back: found, told once in its thread, and put right."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from schedule_samples import BEGIN, HOUR, decision, record, rules
from telling_samples import Place, directory

from monitor.agreements.load import load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Does
from monitor.alerts.transition import Kind
from monitor.evaluation.noted import Note, noted
from monitor.evaluation.snapshot import Snapshot
from monitor.evaluation.spoken import Texts
from monitor.evaluation.view import View
from monitor.incidents.known import Known
from monitor.incidents.record import Decision
from monitor.incidents.span import TICK, Span
from monitor.messages.cutting import words
from monitor.service.retracing import retrace
from monitor.store.tables import Tables

TERMS = rules(stages=True).agreement
GIVEN, BACK = "satisfied", "satisfied_withdrawn"
ALERTS = """\
alerts:
  - {on: decisions, when: [taken, taken_back], to: [desk], interrupts: yes}
"""


def given(hour: float, **stated: object) -> Decision:
    """Party A is satisfied."""
    return decision(GIVEN, hour, **stated)


def back(hour: float, **stated: object) -> Decision:
    """Party A takes that back."""
    return decision(BACK, hour, **stated)


def found(*records: Decision) -> dict[str, str | None]:
    """What is told of decisions, by key: what takes each back."""
    tables = Tables.in_memory()
    known = [Known(one, (act, 1), BEGIN) for act, one in enumerate(records, 1)]
    tables.load(known)
    at = BEGIN + 60 * HOUR
    told = noted(View(TERMS, Snapshot(tables), at, at, None))
    return {
        one.key.removeprefix("desk/d"): one.back.key.removeprefix("desk/d") if one.back else None
        for one in told
        if one.what is Note.DECISION
    }


ENDS = BEGIN + 50 * HOUR
TABLE: dict[str, tuple[tuple[Decision, ...], dict[str, str | None]]] = {
    "a later one": ((given(40), back(50)), {"satisfied40": f"{BACK}50"}),
    "at the same instant": ((given(50), back(50)), {"satisfied50": f"{BACK}50"}),
    "one before it": ((given(50), back(49)), {"satisfied50": None, f"{BACK}49": None}),
    "an earlier one, taken again": (
        (given(40), back(45), given(50)),
        {"satisfied40": f"{BACK}45", "satisfied50": None},
    ),
    "the first that came": (
        (given(40), back(45), back(50)),
        {"satisfied40": f"{BACK}45", f"{BACK}50": None},
    ),
    "all that stood": (
        (given(40), given(41), back(50)),
        {"satisfied40": f"{BACK}50", "satisfied41": f"{BACK}50"},
    ),
    "another party's": (
        (given(40), back(50, by="B")),
        {"satisfied40": None, f"{BACK}50": None},
    ),
    "a stranger's of a stranger": (
        (given(40, by="C"), back(50, by="C")),
        {"satisfied40": None, f"{BACK}50": None},
    ),
    "no word of the rules": (
        (decision("agreed", 40), decision("agreed_withdrawn", 50)),
        {"agreed40": None, "agreed_withdrawn50": None},
    ),
    "what had run out": (
        (given(40, until=ENDS), back(50)),
        {"satisfied40": None, f"{BACK}50": None},
    ),
    "what ran for a tick more": (
        (given(40, until=ENDS + TICK), back(50)),
        {"satisfied40": f"{BACK}50"},
    ),
    "an hour not known, as far as it may": (
        (given(50), back(49, effective=Span(start=ENDS - HOUR, end=ENDS + TICK))),
        {"satisfied50": f"{BACK}49"},
    ),
    "an hour that ends before it": (
        (given(50), back(49, effective=Span(start=ENDS - HOUR, end=ENDS))),
        {"satisfied50": None, f"{BACK}49": None},
    ),
    "nothing on record": ((back(50),), {f"{BACK}50": None}),
    "under another agreement": (
        (given(40), back(50, agreement="york")),
        {"satisfied40": None},
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_a_decision_is_taken_back_by_its_own_party_while_it_stands(case: str) -> None:
    """By the words of the rules, at the same instant or later; what takes nothing back is taken."""
    records, expected = TABLE[case]
    assert found(*records) == expected


def told_by(folder: Path, alerts: str) -> Place:
    """A place where one desk is told as the rules say."""
    made = Place(folder / "store", directory())
    terms = load_text(rules(stages=True).text + alerts, "paris.yaml")
    made.service.rules.activate(terms, actor="tester", correction=True)
    made.keep_up()
    return made


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told at once of what is decided, and of what is taken back."""
    made = told_by(tmp_path, ALERTS)
    yield made
    made.service.close()


def decided(place: Place) -> list[Alert]:
    """What was told of decisions."""
    told = [one.alert for one in place.book.issued.values()]
    return [one for one in told if one.turned.subject.noted == Note.DECISION]


def take(place: Place, *records: Decision, later: timedelta = HOUR / 60) -> list[int]:
    """Have decisions on record, and keep up."""
    acts = record(place.service, *records)
    place.keep_up(later)
    return acts


def test_it_is_told_at_once_in_the_thread_of_the_decision(place: Place) -> None:
    """Who took back what, when, and what was told of it; with a reference, and once."""
    take(place, given(59))
    (taken,) = decided(place)
    place.keep_up(24 * HOUR)
    take(place, back(84))
    taken, again = decided(place)
    assert (again.kind, again.does) == (AlertKind.TAKEN_BACK, Does.UPDATE)
    assert (again.references, again.thread) == ((taken.id,), taken.thread)
    assert again.desks == {"desk": Way.AT_ONCE}
    text = next(one for one in place.book.outbox if one.notice.alert == again.id).notice.text
    above = text.partition("\n\nEvidence\n")[0]
    assert "Decision: “A”, satisfied, 3 March 11:00: taken back by “A”, 4 March 12:00." in above
    assert "we told you: “Decision: “A”, satisfied, 3 March 11:00: on record”." in above
    assert "Under “satisfied” it is now: not met." in above
    assert "Clause C-1" in above
    assert "desk/dsatisfied59" in text
    assert "desk/dsatisfied_withdrawn84" in text
    assert words(above) <= 120
    place.keep_up()
    assert len(decided(place)) == 2


def test_both_at_once_are_one_alert(place: Place) -> None:
    """A decision that is known together with what takes it back is told as taken back."""
    take(place, given(58), back(59))
    (one,) = decided(place)
    assert (one.kind, one.does, one.references) == (AlertKind.TAKEN_BACK, Does.NEW, ())


def test_what_took_it_back_is_undone(place: Place) -> None:
    """Who was told that it was taken back is told that it stands: a correction, and no news."""
    take(place, given(58))
    (act,) = take(place, back(59))
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    *_, told, again = decided(place)
    assert (again.kind, again.turned.kind) == (AlertKind.RESTATED, Kind.CORRECTION)
    assert told.id in again.references
    assert again.turned.after is not None
    assert again.turned.after.back is None


def test_a_decision_that_was_not_on_record_is_no_second_alert(place: Place) -> None:
    """What takes back something unknown is told as decided, and later as what it was."""
    take(place, back(59))
    (alone,) = decided(place)
    assert alone.kind is AlertKind.DECISION
    (act,) = take(place, given(58))
    alone, again = decided(place)
    assert (again.kind, again.references) == (AlertKind.TAKEN_BACK, (alone.id,))
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    assert [one.kind for one in decided(place)[2:]] == [AlertKind.RESTATED]


@pytest.mark.parametrize(
    ("words", "way"), [("[taken, taken_back]", Way.AT_ONCE), ("taken", Way.DIGEST)]
)
def test_a_record_that_is_gone_is_told_at_once_where_taken_back_is_asked_for(
    tmp_path: Path, words: str, way: Way
) -> None:
    """Its source withdraws it: it was never taken; who was told so hears of it, as of one back."""
    place = told_by(tmp_path, ALERTS.replace("[taken, taken_back]", words))
    try:
        take(place, given(59))
        take(place, given(59, revision=1, withdrawn=True))
        (taken, gone) = decided(place)
        assert (gone.kind, gone.does, gone.references) == (
            *(AlertKind.RESTATED, Does.CANCEL),
            (taken.id,),
        )
        assert gone.desks == {"desk": way}
    finally:
        place.service.close()


@pytest.mark.parametrize(("late", "way"), [(48, Way.AT_ONCE), (49, Way.DIGEST)])
def test_it_is_news_for_two_days_from_when_it_was_taken_back(
    place: Place, late: float, way: Way
) -> None:
    """However old the decision is; known later it is told with the digest, and is no error."""
    take(place, given(1))
    now = (place.clock.now - BEGIN) / HOUR + 1 / 60
    take(place, back(now - late))
    one = decided(place)[-1]
    assert (one.kind, one.desks) == (AlertKind.TAKEN_BACK, {"desk": way})


def test_a_snooze_of_the_decision_ends(place: Place) -> None:
    """The matter has come to its end: whoever slept over it is told."""
    take(place, given(59))
    (taken,) = decided(place)
    until = place.clock.now + 24 * HOUR
    place.replies.snooze("desk", taken.thread, until, actor="officer")
    take(place, back(59.5))
    assert place.book.snoozes == {}
    assert decided(place)[-1].desks == {"desk": Way.AT_ONCE}


def test_replay_tells_the_same(place: Place) -> None:
    """The same alerts under the same ids, for the same desks, as the service decided them."""
    since = place.clock.now
    take(place, given(59))
    place.keep_up(HOUR)
    take(place, back(60))
    place.keep_up(HOUR)
    live = [(one.id, one.desks) for one in decided(place)]
    terms = place.service.rules.instruments["paris"].agreement
    with place.service.record.looking() as facts:
        again = retrace(
            Texts.of(terms, {}),
            facts,
            since,
            place.clock.now,
            arrivals=[one.known_from for one in facts.records(Decision, place.clock.now)],
            desks=place.desks.desks,
        )
        found = [
            (one.id, one.desks)
            for moment in again
            for one in moment.alerts
            if one.turned.subject.noted == Note.DECISION
        ]
    assert [kind for _, kind in live] == [kind for _, kind in found]
    assert len(live) == 2
