"""What the program is told from outside."""

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import system_clock
from monitor.errors import MonitorError
from monitor.settings import NAMES, PROJECT, Secret, Settings, read_settings, secret


def test_defaults_lie_in_the_project_wherever_it_is_started_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start from another folder opens the same store, not a new empty one."""
    monkeypatch.chdir(tmp_path)

    read = read_settings({"MONITOR_ACTOR": "desk"})

    assert (read.store, read.rules, read.data) == (
        PROJECT / "data" / "store",
        PROJECT / "rules",
        PROJECT / "data",
    )
    assert (read.time_zone.key, read.actor) == ("UTC", "desk")
    assert read.every == timedelta(minutes=15)


def test_every_setting_is_taken_from_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative folders are taken from the current folder, and stay put when it changes."""
    monkeypatch.chdir(tmp_path)
    environ = {
        "MONITOR_STORE": "here",
        "MONITOR_RULES": str(tmp_path / "terms"),
        "MONITOR_DATA": "sample",
        "MONITOR_TIME_ZONE": "Asia/Damascus",
        "MONITOR_ACTOR": "A. Officer",
        "MONITOR_EVERY_MINUTES": "5",
        "PATH": "/bin",
    }

    read = read_settings(environ)

    assert (read.store, read.rules, read.data) == (
        tmp_path / "here",
        tmp_path / "terms",
        tmp_path / "sample",
    )
    assert (read.time_zone.key, read.actor) == ("Asia/Damascus", "A. Officer")
    assert read.every == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("told", "folder"),
    [
        ({"MONITOR_STORE": "data/store"}, "data/inbox"),
        ({"MONITOR_STORE": "data/restored"}, "data/restored-inbox"),
        ({"MONITOR_STORE": "data/store", "MONITOR_INBOX": "shared"}, "shared"),
        ({"MONITOR_STORE": "data/store", "MONITOR_INBOX": ""}, "data/inbox"),
    ],
)
def test_the_folder_of_files_belongs_to_one_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], folder: str
) -> None:
    """A restored store beside the one in use takes no file from under its hands."""
    monkeypatch.chdir(tmp_path)

    assert read_settings(told).inbox_folder == tmp_path / folder


@pytest.mark.parametrize(
    ("told", "file"),
    [
        ({"MONITOR_STORE": "data/store"}, "data/alerts.yaml"),
        ({"MONITOR_STORE": "data/restored"}, "data/restored-alerts.yaml"),
        ({"MONITOR_STORE": "data/store", "MONITOR_ALERTS": "desk.yaml"}, "desk.yaml"),
        ({"MONITOR_STORE": "data/store", "MONITOR_ALERTS": ""}, "data/alerts.yaml"),
    ],
)
def test_the_file_of_alerts_belongs_to_one_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, str], file: str
) -> None:
    """A restored store beside the one in use tells nobody a second time."""
    monkeypatch.chdir(tmp_path)

    assert read_settings(told).alerts_file == tmp_path / file


def test_a_secret_is_read_by_its_name_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its variable is no misspelt setting; written out in any way it is not there."""
    monkeypatch.setenv("MONITOR_HOOK_SECRET", "canary")
    monkeypatch.setenv("MONITOR_EMPTY_TOKEN", "")

    found = secret("MONITOR_HOOK_SECRET")

    assert found == Secret("canary")
    assert "canary" not in f"{found} {found!r} {[found]} {found!s}"
    assert "canary" not in repr(read_settings())
    assert secret("MONITOR_EMPTY_TOKEN") is None
    assert secret("MONITOR_OTHER_SECRET") is None
    with pytest.raises(MonitorError, match="MONITOR_SECRETS: no such setting"):
        read_settings({"MONITOR_SECRETS": "x"})


def test_the_process_environment_is_read_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read at import: what is set later counts."""
    monkeypatch.setenv("MONITOR_ACTOR", "set after import")

    assert read_settings().actor == "set after import"


def test_without_an_actor_it_is_the_user_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every act has a name on it."""
    monkeypatch.setenv("LOGNAME", "officer")

    assert read_settings({"MONITOR_ACTOR": ""}).actor == "officer"


def test_everything_wrong_is_told_at_once_with_what_would_be_right() -> None:
    """A misspelt variable is refused: another store would be used without a word."""
    environ = {"MONITOR_STROE": "x", "MONITOR_LANGUAGE": "y", "MONITOR_TIME_ZONE": "Damascus"}

    with pytest.raises(MonitorError) as refused:
        read_settings(environ)

    told = str(refused.value).splitlines()
    assert told == [
        f"MONITOR_LANGUAGE: no such setting; there are {', '.join(NAMES)}",
        "MONITOR_STROE: no such setting; did you mean MONITOR_STORE?",
        "MONITOR_TIME_ZONE: 'Damascus' is no time zone; write it as Asia/Damascus",
    ]


@pytest.mark.parametrize("zone", ["Damascus", "Asia", "../Asia", "/etc/passwd"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    """A name nobody keeps, a folder of zones, and a path are refused alike."""
    with pytest.raises(MonitorError, match="is no time zone; write it as Asia/Damascus"):
        read_settings({"MONITOR_TIME_ZONE": zone})


@pytest.mark.parametrize("told", ["0", "-1", "1.5", "1441", "99999999999", "soon", "²", " "])
def test_what_is_no_number_of_minutes_is_refused(told: str) -> None:
    """Whole minutes from one to a day; never looking again is not offered."""
    with pytest.raises(MonitorError, match="is not from 1 to 1440, as 15"):
        read_settings({"MONITOR_EVERY_MINUTES": told})


def test_settings_are_a_value() -> None:
    """Two readings of the same environment are equal and cannot be changed afterwards."""
    read = read_settings({"MONITOR_ACTOR": "desk"})

    assert read == read_settings({"MONITOR_ACTOR": "desk"})
    with pytest.raises(AttributeError):
        setattr(read, "actor", "another")  # noqa: B010 - the type checker forbids the plain form
    assert isinstance(read, Settings)


def test_the_clock_gives_aware_utc_and_does_not_run_backwards() -> None:
    """An instant without a zone never enters the program."""
    first, second = system_clock(), system_clock()

    assert first.utcoffset() == timedelta(0)
    assert first <= second
