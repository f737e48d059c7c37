"""Dates that are said: what comes, and what becomes of it when it moves, is done, or passes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedule_samples import (
    BEGIN,
    DAY,
    HOUR,
    attack,
    decision,
    entries,
    hours,
    opened,
    record,
    rules,
    watch,
)
from store_samples import SetClock

from monitor.evaluation.dates import KEPT_FOR, Dated, Dating, Due, carried, dump, load
from monitor.incidents.record import Attestation
from monitor.service import Service


@pytest.fixture
def clock() -> SetClock:
    """A clock at the beginning."""
    return SetClock(BEGIN)


@pytest.fixture
def service(tmp_path: Path, clock: SetClock) -> Iterator[Service]:
    """A service over a new store, with an agreement of terms and phases that somebody watches."""
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(rules(stages=True), actor="tester")
        record(service, watch(0, 24 * 30))
        yield service


def said(service: Service) -> dict[tuple[str, str], Dated]:
    """What is said of dates now, by what comes of what."""
    assert not service.keep_up(actor="scheduler").failed
    last = entries(service)[-1]
    return {(one.due.what.value, one.due.name): one for one in service.record.dates(last)}


def reported(hour: float) -> Attestation:
    """Party A says that it has reported."""
    return Attestation(
        id="done",
        source="desk",
        agreement="paris",
        by="A",
        what="report",
        holds=True,
        during=hours(hour, 0),
    )


def test_what_comes_is_said_with_its_time(service: Service, clock: SetClock) -> None:
    """A term from the beginning, a count that can be complete, a phase due by its date."""
    clock.now = BEGIN + 30 * HOUR
    found = said(service)

    start = datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert found["term", "report"].due.at == start + 20 * HOUR
    assert found["opens", "pause"].due.at == datetime(2026, 3, 4, 9, tzinfo=UTC)
    assert found["met", "quiet"].due.at == start + 30 * HOUR
    assert {one.sequence for one in found.values()} == {0}


def test_a_count_that_restarts_moves_its_date(service: Service, clock: SetClock) -> None:
    """The same date, later, with a number that has risen by one."""
    clock.now = BEGIN + 30 * HOUR
    before = said(service)["met", "quiet"]
    clock.pass_by(HOUR)
    record(service, attack(30))
    after = said(service)["met", "quiet"]

    assert after.due.at > before.due.at
    assert (after.due.key, after.sequence, after.off) == (
        before.due.key,
        before.sequence + 1,
        False,
    )
    assert after.changed > before.changed
    assert after.said == before.said


def test_what_is_done_before_its_time_falls_away(service: Service, clock: SetClock) -> None:
    """And is told so; what is said of the others stays."""
    clock.now = BEGIN + 30 * HOUR
    before = said(service)
    clock.pass_by(HOUR)
    record(service, reported(30))
    after = said(service)

    assert (after["term", "report"].off, after["term", "report"].sequence) == (True, 1)
    assert after["term", "report"].due.at == before["term", "report"].due.at
    assert after["opens", "pause"] == before["opens", "pause"]


def test_what_passes_stays_as_it_was(service: Service, clock: SetClock) -> None:
    """A term that ran out was no false date: it is not taken back."""
    clock.now = BEGIN + 30 * HOUR
    before = said(service)
    clock.now = BEGIN + 60 * HOUR
    after = said(service)

    assert after["term", "report"] == before["term", "report"]
    assert not after["term", "report"].off


def test_an_agreement_out_of_force_has_no_date_ahead(service: Service, clock: SetClock) -> None:
    """Everything ahead falls away with it."""
    clock.now = BEGIN + 30 * HOUR
    said(service)
    clock.pass_by(HOUR)
    record(service, decision("ended", 30.5))
    after = said(service)

    ahead = [one for one in after.values() if one.due.at > clock.now]
    assert ahead
    assert all(one.off for one in ahead)


def test_a_store_without_dates_begins_with_none(service: Service) -> None:
    """What was said before dates were kept has none."""
    service.keep_up(actor="scheduler")
    (first,) = entries(service)[:1]
    assert service.record.dates(replace(first, dates="")) == ()


KEYS = st.sampled_from(["a", "b", "c"])
DUES = st.dictionaries(KEYS, st.integers(1, 200), max_size=3)


@given(st.lists(DUES, min_size=1, max_size=12))
def test_however_dates_come_and_go_their_numbers_only_rise(states: list[dict[str, int]]) -> None:
    """Each that comes is there at its time; what moved or fell away has a higher number."""
    known, before = BEGIN, tuple[Dated, ...]()
    for state in states:
        known += 10 * DAY
        now = [Due(Dating.TERM, name, known + n * HOUR) for name, n in sorted(state.items())]
        after = carried(before, now, known)
        by_key = {one.due.key: one for one in after}
        assert len(by_key) == len(after)
        for one in now:
            assert by_key[one.key].due == one
            assert not by_key[one.key].off
        for old in before:
            new = by_key.get(old.due.key)
            if new is None:
                last = old.changed if old.off else max(old.changed, old.due.at)
                assert known - last > KEPT_FOR
                continue
            assert new.said == old.said
            assert (new.sequence > old.sequence) == (new != old)
            assert new.changed == (known if new != old else old.changed)
        assert load(dump(after)) == after
        before = after
