"""One gate before every act: nobody acts without a name, and nothing happens when they try."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli_samples import GOOD, journal, rows

from monitor.agreements.load import load_file
from monitor.clock import system_clock
from monitor.service import Service, stopped
from monitor.service.authorize import ACTIONS, NotAllowedError, authorize
from monitor.settings import PROJECT, read_settings
from tests.notices import NOTICE

pytest_plugins = ["cli_fixtures"]

Act = Callable[[Service, str, Path], object]
RULES = PROJECT / "rules" / "syria-2016-09.yaml"
CELLS = {"id": "1", "source": "desk", "happened_from": "2016-09-14", "note": "x"}
THEN = datetime(2016, 9, 19, tzinfo=UTC)

ACTS: dict[str, Act] = {
    "activate": lambda service, actor, _: service.rules.activate(load_file(RULES), actor=actor),
    "first run": lambda service, actor, _: [*service.first_run(actor=actor)],
    "upload": lambda service, actor, _: service.uploads.take(
        "a.csv", rows(GOOD).encode(), actor=actor
    ),
    "trial": lambda service, actor, _: service.uploads.take(
        "a.csv", rows(GOOD).encode(), actor=actor, dry_run=True
    ),
    "record": lambda service, actor, _: service.uploads.add(
        "report", CELLS, actor=actor, time_zone="UTC"
    ),
    "drill": lambda service, actor, _: service.drill(NOTICE, lambda _: {}, actor=actor),
    "undo": lambda service, actor, _: service.uploads.undo(5, actor=actor),
    "backup": lambda service, actor, folder: service.backup(folder / "new", actor=actor),
    "export": lambda service, actor, _: service.export("report", THEN, actor=actor),
}


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_without_a_name(sample: Path, tmp_path: Path, name: str) -> None:
    """Called directly, without any page or command: refused, and the journal's head as it was."""
    before = journal(sample)
    with Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock) as service:
        head = service.store.head
        with pytest.raises(NotAllowedError, match="say who acts"):
            ACTS[name](service, "", tmp_path)

        assert service.store.head == head
    assert journal(sample) == before
    assert not (tmp_path / "new").exists()


def test_nobody_speaks_to_people_without_a_name(sample: Path) -> None:
    """A drill is refused before anything is sent."""
    sent: list[str] = []
    with (
        Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock) as service,
        pytest.raises(NotAllowedError, match="say who acts"),
    ):
        service.drill(NOTICE, lambda one: {"nothing": sent.append(one.id)}, actor="")

    assert sent == []


@pytest.mark.parametrize("name", ["rebuild", "restore"])
def test_nor_on_a_store_that_nobody_has_open(sample: Path, tmp_path: Path, name: str) -> None:
    """What needs the store alone passes the same gate."""
    config = replace(read_settings({"MONITOR_STORE": str(sample)}), actor="")
    tables, before = (sample / "tables.duckdb").stat().st_mtime_ns, journal(sample)

    elsewhere = replace(config, store=tmp_path / "new")
    acts = {
        "rebuild": lambda: stopped.rebuild(config, system_clock),
        "restore": lambda: stopped.restore(sample, elsewhere),
    }
    with pytest.raises(NotAllowedError, match=f"may not {name}"):
        acts[name]()

    assert ((sample / "tables.duckdb").stat().st_mtime_ns, journal(sample)) == (tables, before)
    assert not (tmp_path / "new").exists()


def test_whoever_is_named_may(sample: Path, tmp_path: Path) -> None:
    """Each of the same acts, done by somebody, is done."""
    with Service.open(read_settings({"MONITOR_STORE": str(sample)}), system_clock) as service:
        for act in ACTS.values():
            act(service, "tester", tmp_path)

    assert (tmp_path / "new" / "journal.jsonl").exists()


def test_every_action_is_asked_for_somewhere_and_no_other() -> None:
    """What the service asks leave for is the list of what there is to ask leave for."""
    sources = (PROJECT / "monitor").rglob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in sources)
    asked = {part.partition('"')[0] for part in text.split('authorize(actor, "')[1:]}
    asked |= {part.partition('"')[0] for part in text.split('authorize(settings.actor, "')[1:]}

    assert asked == ACTIONS
    with pytest.raises(NotAllowedError):
        authorize("tester", "target", "anything")
