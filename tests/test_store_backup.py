"""A backup is a whole store, whenever it is taken, and nothing is written over."""

from pathlib import Path
from threading import Event, Semaphore, Thread

import pytest
from store_samples import SetClock, dump, link, report, upload

from monitor.store.backup import copy_store
from monitor.store.errors import StoreDamagedError, StoreError
from monitor.store.journal import NAME
from monitor.store.store import Store


def test_what_is_restored_is_what_was_backed_up(tmp_path: Path) -> None:
    """From the copy of the copy the same tables are made, and acts go on where they stood."""
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report("1"), report("1", "south"))
        store.record(link("north/1", "south/1"), actor="a")
        store.activate("a.yaml", "text", actor="a")
        found = copy_store(tmp_path / "store", tmp_path / "backup")
        assert store.head is not None
        assert (found.acts, found.head) == (3, store.head.hash)
        wanted = dump(store)
    copy_store(tmp_path / "backup", tmp_path / "restored")

    with Store.open(tmp_path / "restored", SetClock()) as restored:
        assert dump(restored) == wanted
        assert upload(restored, report("2")) == 4


def test_a_backup_taken_while_files_come_in_is_whole(tmp_path: Path) -> None:
    """At whatever moment it is taken: it verifies, opens, and holds a beginning of the record."""
    done, accepted = Event(), Semaphore(0)
    with Store.open(tmp_path / "store", SetClock()) as store:

        def work() -> None:
            number = 0
            while not done.is_set():
                number += 1
                upload(store, report(str(number)), name=f"{number}.csv")
                accepted.release()

        worker = Thread(target=work)
        worker.start()
        try:
            copies, counts = [tmp_path / f"backup {number}" for number in range(8)], []
            for copy in copies:
                accepted.acquire()
                counts.append(copy_store(tmp_path / "store", copy).acts)
        finally:
            done.set()
            worker.join()
        whole = store.acts()

    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    for copy, count in zip(copies, counts, strict=True):
        with Store.open(copy, SetClock()) as restored:
            assert restored.acts() == whole[:count]
            assert len(restored.uploads()) == count


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder with anything in it is refused, and so is a source without a store."""
    with Store.open(tmp_path / "store", SetClock()):
        pass
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    with pytest.raises(StoreError, match="something is here already"):
        copy_store(tmp_path / "store", tmp_path / "full")
    with pytest.raises(StoreError, match="no store and no backup here"):
        copy_store(tmp_path / "full", tmp_path / "new")

    assert [path.name for path in (tmp_path / "full").iterdir()] == ["a"]


def test_a_backup_is_for_its_owner_alone(tmp_path: Path) -> None:
    """What was private stays private in the copy."""
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report())
    copy_store(tmp_path / "store", tmp_path / "backup")

    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    for path in (tmp_path / "backup").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_damaged_store_gives_no_silent_backup(tmp_path: Path) -> None:
    """The line and the file that are wrong are named when the copy is made."""
    with Store.open(tmp_path / "store", SetClock()) as store:
        upload(store, report())
    kept = next((tmp_path / "store" / "kept").rglob("*.zst"))
    kept.write_bytes(b"")

    with pytest.raises(StoreDamagedError, match=f"{NAME}, line 1: .*not what was kept"):
        copy_store(tmp_path / "store", tmp_path / "backup")
