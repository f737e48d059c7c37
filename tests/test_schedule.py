"""The scheduler in real time: woken by acts and by the hour, started and stopped, never two."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from schedule_samples import RULES, attack, boundaries, entries, opened, record, rules
from store_samples import SetClock

from monitor.agreements.load import Instrument, load_text
from monitor.clock import system_clock
from monitor.evaluation.turning import Turn
from monitor.inbox.looking import Inbox
from monitor.incidents.record import Decision
from monitor.incidents.span import Span
from monitor.incidents.write import write_csv
from monitor.schedule import ACTOR, Scheduler
from monitor.service import Service
from monitor.service.keeping_up import ACT, FIRST
from monitor.settings import read_settings

LONGEST = 30
"""Seconds after which nothing is waited for any longer."""
HOUR = timedelta(hours=1)


def current(name: str = "now") -> Instrument:
    """An agreement that began two days ago."""
    start = (system_clock() - timedelta(days=2)).replace(tzinfo=None, microsecond=0, second=0)
    written = RULES.format(
        name=name, zone="UTC", start=f"{start:%Y-%m-%dT%H:%M}", day="00:00", standard="reported"
    )
    return load_text(written, f"{name}.yaml")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service by this machine's clock, with an agreement that is in force."""
    with opened(tmp_path / "store", system_clock) as service:
        service.rules.activate(current(), actor="tester")
        yield service


def eventually(holds: Callable[[], bool]) -> None:
    """Return as soon as it holds; fail when it does not come to."""
    until = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


def schedulers() -> list[threading.Thread]:
    """The threads of schedulers, ours and APScheduler's."""
    return [t for t in threading.enumerate() if t.name in {"scheduler", "APScheduler"}]


def test_it_wakes_at_acts_and_at_turning_points(service: Service) -> None:
    """Started, it catches up; an act is said soon; a decision takes effect at its very instant."""
    with Scheduler(service, HOUR) as schedule:
        eventually(lambda: schedule.health.ran_at is not None)
        assert [said.trigger for said in entries(service)] == [(FIRST,)]
        assert schedule.health.running

        at = system_clock() + timedelta(seconds=2)
        happens = Span(start=at, end=at)
        decided = Decision(
            id="d", source="desk", agreement="now", by="A", what="noted", effective=happens
        )
        acts = record(service, decided)
        eventually(lambda: any(ACT in said.trigger for said in entries(service)))
        eventually(lambda: schedule.health.next == at)
        eventually(lambda: any(Turn.DECISION in said.trigger for said in entries(service)))

    said = {said.trigger[0]: said for said in entries(service)}
    assert said[ACT].because == tuple(acts)
    assert said[ACT].known < at == said[Turn.DECISION].known
    assert schedulers() == []
    assert not schedule.health.running
    assert all(act.actor == ACTOR for act in service.store.acts.of("said"))


def test_it_looks_at_regular_times(service: Service) -> None:
    """It looks again and again, and journals nothing where nothing is new."""
    with Scheduler(service, timedelta(seconds=0.1)) as schedule:
        seen = set()
        eventually(lambda: (seen.add(schedule.health.ran_at), len(seen) > 4)[1])

    assert len(entries(service)) == 1


def test_it_looks_into_the_folder(service: Service, tmp_path: Path) -> None:
    """A file dropped there is on record soon, and the verdicts are said anew because of it."""
    told = {"MONITOR_STORE": str(tmp_path / "store"), "MONITOR_ACTOR": "tester"}
    inbox = Inbox(service, read_settings(told))
    with Scheduler(service, HOUR, inbox, looks=timedelta(seconds=0.1)) as schedule:
        eventually(lambda: inbox.looked.looked_at is not None)
        (tmp_path / "inbox" / "r.csv").write_bytes(write_csv("report", [attack(0)]))
        eventually(lambda: any(ACT in said.trigger for said in entries(service)))
        eventually(lambda: schedule.health.inbox is not None and bool(schedule.health.inbox.taken))

    (upload,) = service.store.acts.of("upload")
    assert next(said for said in entries(service) if ACT in said.trigger).because == (upload.seq,)
    assert schedule.health.as_plain()["inbox"] == inbox.looked.as_plain()


def test_what_fails_is_shown_and_the_schedule_goes_on(service: Service, tmp_path: Path) -> None:
    """A full or broken store is told by name; once it is mended all that was missed is said."""
    kept, aside = tmp_path / "store" / "kept", tmp_path / "aside"
    with Scheduler(service, timedelta(seconds=0.1)) as schedule:
        eventually(lambda: schedule.health.ran_at is not None)
        (act,) = record(service, attack(0))
        eventually(lambda: bool(service.record.said("now")) and ACT in entries(service)[-1].trigger)
        kept.rename(aside)
        eventually(lambda: bool(schedule.health.failed))
        assert "StoreDamagedError" in " ".join(schedule.health.failed.values())
        assert schedule.health.running
        aside.rename(kept)
        eventually(lambda: not schedule.health.failed)
        (act,) = record(service, attack(1))
        eventually(lambda: act in entries(service)[-1].because)


def test_a_tick_that_fails_is_not_swallowed(tmp_path: Path) -> None:
    """Without a store to read nothing is done, and health says why."""
    clock = SetClock(system_clock())
    service = opened(tmp_path / "store", clock)
    schedule = Scheduler(service, HOUR)
    assert schedule.tick()
    service.close()

    assert schedule.tick() is None
    named = ["running", "ran_at", "next", "failed", "inbox", "paused_until"]
    assert list(schedule.health.as_plain()) == named
    assert "Connection" in schedule.health.failed[""]


def test_stopping_waits_for_what_is_being_said_and_no_longer(tmp_path: Path) -> None:
    """Years are left to say: it stops within one of them, and goes on there after the start."""
    clock = SetClock(system_clock().astimezone(UTC))
    with opened(tmp_path / "store", clock) as service:
        service.rules.activate(rules(start="2020-01-01T00:00"), actor="tester")
        clock.pass_by(timedelta(days=3000))
        with Scheduler(service, HOUR):
            eventually(lambda: len(entries(service)) > 5)
            asked = time.monotonic()
        assert time.monotonic() - asked < 10
        known = [said.known for said in boundaries(entries(service))]
        assert known == sorted(set(known))
        assert len(known) < 3000


def starts_and_stops(folder: Path, cycles: int) -> tuple[int, int]:
    """Start and stop a service with its scheduler while two threads bring records.

    Returns:
        How many acts were accepted, and how often the scheduler said something.
    """
    accepted: list[int] = []
    most = 0
    for cycle in range(cycles):
        with opened(folder, system_clock) as service:
            if not cycle:
                service.rules.activate(current(), actor="tester")
                service.rules.activate(current("then"), actor="tester")
            stop = threading.Event()

            def bring(name: str, service: Service = service, stop: threading.Event = stop) -> None:
                number = 0
                while not stop.is_set():
                    accepted.extend(record(service, attack(1, f"{name}-{number}")))
                    number += 1

            with Scheduler(service, timedelta(seconds=0.05)) as schedule:
                writers = [threading.Thread(target=bring, args=(f"{cycle}-{n}",)) for n in range(2)]
                for writer in writers:
                    writer.start()
                eventually(lambda schedule=schedule: schedule.health.ran_at is not None)
                most = max(most, len([t for t in schedulers() if t.name == "scheduler"]))
                if cycle % 2:
                    stop.set()
            stop.set()
            for writer in writers:
                writer.join()
    assert most == 1, "one scheduler at a time"
    with opened(folder, system_clock) as service:
        assert not service.keep_up(actor=ACTOR).failed
        stored = {act.seq for act in service.store.acts.of("record")}
        said = entries(service)
    assert stored == set(accepted), "what was accepted is stored, and nothing else"
    for name in ("now", "then"):
        named = Counter(act for one in said if one.agreement == name for act in one.because)
        assert set(accepted) <= set(named), f"every act was looked at for {name}"
        assert set(named.values()) == {1}, f"no act was looked at twice for {name}"
    assert len({(one.agreement, one.known) for one in said}) == len(said)
    return len(accepted), len(said)


def test_starts_and_stops_under_load(tmp_path: Path) -> None:
    """20 starts and stops: one scheduler, no act lost, none looked at twice."""
    accepted, said = starts_and_stops(tmp_path / "store", 20)

    assert accepted >= 100
    assert said >= 40
    assert schedulers() == []


@pytest.mark.campaign
def test_a_hundred_starts_and_stops_under_load(tmp_path: Path) -> None:
    """100 starts and stops."""
    accepted, said = starts_and_stops(tmp_path / "store", 100)

    assert accepted >= 500
    assert said >= 200
