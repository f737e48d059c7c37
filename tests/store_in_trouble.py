"""A process whose disk fills, or whose folders are barred to it; it says what became of each act.

    python tests/store_in_trouble.py full FOLDER
    python tests/store_in_trouble.py barred FOLDER

It prints one object of JSON: how often acts were accepted, refused, or accepted with the tables
behind. It fails where anything accepted is lost, anything refused is stored in part, or the next
act does not work once the cause is gone.
"""

import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_samples import SetClock, dump, report, upload

from monitor.incidents.record import Record
from monitor.store.errors import StoreError, TablesBehindError
from monitor.store.journal import NAME
from monitor.store.opening import TABLES
from monitor.store.store import Store

ROOMS = [*range(0, 360_000, 40_000), 16 << 20]
"""Bytes left on the disk: from none to plenty."""


@contextmanager
def full(disk: Path, room: int) -> Iterator[None]:
    """Leave so much room: on a disk of its own by filling it, else for each file that grows."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    if disk.is_mount():
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "filling").write_bytes(bytes(max(0, free - room)))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, limit[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    (disk / "filling").unlink(missing_ok=True)


def filling(disk: Path) -> Counter[str]:
    """Upload on a disk that is full to a varying degree; then also back up, rebuild and open."""
    seen: Counter[str] = Counter()
    folder, accepted = disk / "store", 0
    with full(disk, 0):
        refused(lambda: Store.open(folder, SetClock()), "Free space")
    for number, room in enumerate(ROOMS):
        with Store.open(folder, SetClock()) as store:
            assert store.notes == (), store.notes
            records = [report(f"{number}-{n}", note=os.urandom(100).hex()) for n in range(200)]
            with full(disk, room):
                became = outcome(store, records)
            accepted += became != "refused"
            seen[became] += 1
            accepted += upload(store, report(f"{number}"), name=f"{number} again.csv") > 0
            whole(store, accepted)
    with Store.open(folder, SetClock()) as store:
        with full(disk, 4_000):
            refused(lambda: store.backup(disk / "backup"), "Free space")
            refused(store.rebuild, "could not be made again")
        assert not [path for path in disk.iterdir() if "backup" in path.name]
        whole(store, accepted)
    (folder / TABLES).unlink()
    with full(disk, 4_000):
        refused(lambda: Store.open(folder, SetClock()), "Free space")
    with Store.open(folder, SetClock()) as store:
        assert store.notes == ()
        whole(store, accepted)
    return seen


def outcome(store: Store, records: Sequence[Record]) -> str:
    """Upload these, and say what became of it."""
    try:
        upload(store, *records, name=records[0].id)
    except TablesBehindError as error:
        became, said = "behind", str(error)
    except StoreError as error:
        became, said = "refused", str(error)
    else:
        return "accepted"
    assert {"behind": "accepted and safe", "refused": "Nothing was stored: "}[became] in said
    assert "Free space" in said
    return became


def whole(store: Store, accepted: int) -> None:
    """See that there is what was accepted, and nothing else, in tables that are right."""
    assert len(store.acts.of()) == len(store.acts.uploads()) == accepted
    assert store.verify().ok
    live = dump(store)
    store.rebuild()
    assert dump(store) == live


def refused(act: Callable[[], object], why: str) -> None:
    """See that this is refused, and why."""
    with pytest.raises(StoreError, match=why):
        act()


def barred(folder: Path) -> Counter[str]:
    """Open stores that may not be written, in each way; each opens once it may."""
    seen: Counter[str] = Counter()
    for number, what in enumerate([".", "store", NAME, TABLES, "open"]):
        place = folder / str(number)
        store = place / "store"
        place.mkdir()
        if what == "store":
            store.mkdir()
        elif what != ".":
            with Store.open(store, SetClock()) as before:
                upload(before, report("1"))
        if what == "open":
            with Store.open(store, SetClock()) as held, only_read(store / "kept"):
                refused(lambda held=held: upload(held, report("2")), "right to write there")
        else:
            with only_read(place if what == "." else store if what == "store" else store / what):
                refused(lambda store=store: Store.open(store, SetClock()), "right to write there")
        seen["refused"] += 1
        with Store.open(store, SetClock()) as after:
            assert after.notes == ()
            assert upload(after, report("2")) == (1 if what in {".", "store"} else 2)
            whole(after, len(after.acts.of()))
        seen["accepted"] += 1
    return seen


@contextmanager
def only_read(path: Path) -> Iterator[None]:
    """Let nobody write there."""
    mode = path.stat().st_mode
    path.chmod(0o500 if path.is_dir() else 0o400)
    yield
    path.chmod(mode)


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps({"full": filling, "barred": barred}[sys.argv[1]](Path(sys.argv[2])))
    )
