"""Disks that fill, folders that may not be written, files torn and lost: nothing accepted is lost.

Each time the message says what to do, nothing is stored in part, and the next act works once the
cause is gone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from store_in_trouble import ROOMS
from store_samples import SetClock, copy_of, dump, link, report, upload

from monitor.settings import PROJECT
from monitor.store.errors import StoreDamagedError
from monitor.store.journal import NAME, Journal, read
from monitor.store.opening import TABLES
from monitor.store.store import Store

WAL = f"{TABLES}.wal"
SMALL_DISK = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
"""Give a process mounts of its own, where the system lets its user."""
MOUNT = 'mount -t tmpfs -o size=24m none "$0" && exec "$@"'
NO_PRIVILEGE = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
"""Root may write everywhere; without these it is a user like others."""


def in_trouble(trouble: str, folder: Path, *before: str) -> dict[str, int]:
    """What a process in this trouble saw; what went wrong in it fails the test."""
    script = [sys.executable, str(PROJECT / "tests/store_in_trouble.py"), trouble, str(folder)]
    done = subprocess.run(
        [*before, *script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    assert done.returncode == 0, done.stderr
    sys.stderr.write(f"\n{trouble}{' with a disk of its own' if before else ''}: {done.stdout}")
    return dict(json.loads(done.stdout))


def may_mount(folder: Path) -> bool:
    """Whether the system lets us have a small disk."""
    try:
        command = [*SMALL_DISK, MOUNT, str(folder), "true"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """With however little room is left: an act is accepted and stays, or refused and is not there.

    Where no small disk may be had, no file may grow beyond the room that is left.
    """
    small = [*SMALL_DISK, MOUNT, str(tmp_path)] if may_mount(tmp_path) else []
    seen = in_trouble("full", tmp_path, *small)

    assert sum(seen.values()) == len(ROOMS)
    assert seen["refused"] >= (2 if small else 1)
    assert seen["accepted"] >= 2
    assert seen.get("behind", 0) >= (1 if small else 0)


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """The place, the store, its journal, its tables, its kept files: each opens once it may."""
    before = NO_PRIVILEGE if os.geteuid() == 0 else []

    assert in_trouble("barred", tmp_path, *before) == {"refused": 5, "accepted": 5}


def test_the_last_line_torn_at_every_byte(tmp_path: Path) -> None:
    """What was whole stays, the piece is kept apart, and the next act follows."""
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report("1"))
        store.accept.record(link("north/1", "south/1"), actor="a")
    whole = (tmp_path / "store" / NAME).read_bytes()
    first, last = whole.splitlines(keepends=True)
    torn = tmp_path / "torn"
    for cut in range(1, len(last)):
        torn.mkdir()
        (torn / NAME).write_bytes(first + last[:cut])
        journal = Journal(torn, SetClock())
        assert journal.torn
        assert journal.torn.read_bytes() == last[:cut]
        journal.append(journal.next("said", actor="a", role="").saying({}))
        journal.close()
        assert [act.seq for act in read(torn / NAME)] == [1, 2]
        assert (torn / NAME).read_bytes().startswith(first)
        for path in torn.iterdir():
            path.unlink()
        torn.rmdir()


@pytest.mark.parametrize("left", [1, 100, -1])
def test_a_store_with_a_torn_line_opens(tmp_path: Path, left: int) -> None:
    """The person is told; the tables, made before the line was, are right."""
    with Store.open(tmp_path, SetClock()) as store:
        upload(store, report("1"))
        wanted = dump(store)
        following = store._books.journal.next("said", actor="a", role="").saying({"x": "y" * 200})  # noqa: SLF001 - what would be written
    with (tmp_path / NAME).open("ab") as file:
        file.write(following.line[:left])

    with Store.open(tmp_path, SetClock()) as store:
        assert ["journal.torn-1" in note for note in store.notes] == [True]
        assert dump(store) == wanted
        assert upload(store, report("2")) == 2
        assert store.verify().ok


def test_an_acknowledged_line_torn_later_is_not_passed_over(tmp_path: Path) -> None:
    """A disk that loses what it had said was safe: the tables know, and a backup mends it."""
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report("1"))
        upload(store, report("2"))
        store.backup(tmp_path / "backup")
        wanted = dump(store)
    journal = tmp_path / "store" / NAME
    journal.write_bytes(journal.read_bytes()[:-10])

    with pytest.raises(StoreDamagedError, match=r"tables hold act 2.*from a backup"):
        Store.open(tmp_path / "store", SetClock())
    journal.write_bytes((tmp_path / "backup" / NAME).read_bytes())
    with Store.open(tmp_path / "store", SetClock()) as store:
        assert dump(store) == wanted
        assert upload(store, report("3")) == 3


@pytest.mark.parametrize("database", ["as it was", "lost", "older", "garbage"])
@pytest.mark.parametrize("wal", ["as it was", "lost", "cut", "garbage", "older"])
def test_the_database_lost_or_spoilt(tmp_path: Path, database: str, wal: str) -> None:
    """Whatever is left of its two files, the tables are what the journal says.

    The files are those of a process that was killed: the second holds what is not in the first.
    """
    crashed, early = tmp_path / "crashed", tmp_path / "early"
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report("1"))
        copy_of(store.folder, early, [TABLES, WAL])
        upload(store, report("2"), report("2", "south"))
        store.accept.record(link("north/2", "south/2"), actor="a")
        copy_of(store.folder, crashed, [NAME, "kept", TABLES, WAL])
        wanted = dump(store)
    spoil(crashed / TABLES, database, early / TABLES)
    spoil(crashed / WAL, wal, early / WAL)

    with Store.open(crashed, SetClock()) as store:
        assert dump(store) == wanted
        assert upload(store, report("3")) == 4
        assert store.verify().ok
    with Store.open(crashed, SetClock()) as store:
        assert store.notes == ()
        assert len(store.acts.of()) == 4


def spoil(file: Path, how: str, older: Path) -> None:
    """Leave something else of a file."""
    content = file.read_bytes()
    match how:
        case "lost":
            file.unlink()
        case "older":
            file.write_bytes(older.read_bytes())
        case "garbage":
            file.write_bytes(b"not a database" * 10_000)
        case "cut":
            file.write_bytes(content[: len(content) // 2])
