"""A backup is a whole store, whenever it is taken, and nothing is written over."""

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_samples import SetClock, dump, link, report, upload

from monitor.service import Service
from monitor.service.authorize import NotAllowedError
from monitor.settings import read_settings
from monitor.store.act import Act
from monitor.store.backup import RULES, UNFINISHED, backup, restore
from monitor.store.errors import StoreDamagedError, StoreError
from monitor.store.journal import NAME
from monitor.store.store import Store
from monitor.store.verify import Verification

Copying = Callable[[Path, Path], Verification]

both = pytest.mark.parametrize("copying", [backup, restore])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A store with a few acts, not open."""
    folder = tmp_path / "store"
    with Store.open(folder, SetClock()) as store:
        upload(store, report("1"), report("1", "south"))
        store.accept.record(link("north/1", "south/1"), actor="a")
        store.accept.activate("a.yaml", "text", actor="a")
    return folder


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_what_is_restored_is_what_was_backed_up(source: Path, tmp_path: Path) -> None:
    """From the copy of the copy the same tables are made, and acts go on where they stood."""
    with Store.open(source, SetClock()) as store:
        found = store.backup(tmp_path / "backup")
        assert store.head is not None
        assert (found.acts, found.head, found.notes) == (3, store.head.hash, ())
        wanted = dump(store)
    restored = restore(tmp_path / "backup", tmp_path / "restored")

    assert (restored.acts, restored.head) == (found.acts, found.head)
    assert names(tmp_path) == ["backup", "restored", "store"]
    with Store.open(tmp_path / "restored", SetClock()) as store:
        assert dump(store) == wanted
        assert upload(store, report("2")) == 4


def test_the_service_copies_its_rules_too(source: Path, tmp_path: Path) -> None:
    """Rule files lie in the backup as they are; whoever is nobody makes none."""
    rules, target = tmp_path / "mine", tmp_path / "backup"
    (rules / "more").mkdir(parents=True)
    (rules / "a.yaml").write_text("active", "utf-8")
    (rules / "more" / "b.yaml").write_text("proposed", "utf-8")
    environ = {"MONITOR_STORE": str(source), "MONITOR_RULES": str(rules), "MONITOR_ACTOR": "a"}
    with Service.open(read_settings(environ), SetClock()) as service:
        with pytest.raises(NotAllowedError):
            service.backup(target, actor="")
        assert not target.exists()
        service.backup(target, actor="a")

    assert names(target) == [NAME, "kept", RULES]
    assert (target / RULES / "a.yaml").read_text("utf-8") == "active"
    assert (target / RULES / "more" / "b.yaml").read_text("utf-8") == "proposed"
    restore(target, tmp_path / "restored")
    assert names(tmp_path / "restored") == [NAME, "kept"]


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
@both
def test_a_new_or_empty_folder_is_filled(
    source: Path, tmp_path: Path, copying: Copying, there: str
) -> None:
    """Folders on the way are made; an empty one that was made for it is used."""
    target = tmp_path / "disk" / "2016" / "copy"
    if there == "an empty folder":
        target.mkdir(parents=True)

    assert copying(source, target).ok
    assert names(target.parent) == ["copy"]


@both
def test_nothing_is_written_over(source: Path, tmp_path: Path, copying: Copying) -> None:
    """A target with anything in it is refused, and so is a source without a store."""
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "a").touch()
    file.write_text("mine", "utf-8")
    before = names(tmp_path)
    for target in (full, file, source):
        with pytest.raises(StoreError, match=r"something is here already|which is copied"):
            copying(source, target)
    with pytest.raises(StoreError, match=r"no store and no backup here \(journal.jsonl"):
        copying(full, tmp_path / "new")
    with pytest.raises(StoreError, match="name a place outside"):
        copying(source, source / "backups" / "first")

    assert names(tmp_path) == before
    assert (names(full), file.read_text("utf-8")) == (["a"], "mine")


@both
def test_a_copy_is_for_its_owner_alone(source: Path, tmp_path: Path, copying: Copying) -> None:
    """What was private stays private in the copy."""
    copying(source, tmp_path / "copy")

    for path in [tmp_path / "copy", *(tmp_path / "copy").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("damage", ["a kept file emptied", "one lost", "a line edited"])
@both
def test_a_damaged_store_gives_no_copy(
    source: Path, tmp_path: Path, copying: Copying, damage: str
) -> None:
    """What is wrong is named where it lies, and nothing stands under the name of the copy."""
    kept, journal = next((source / "kept").rglob("*.zst")), source / NAME
    match damage:
        case "a kept file emptied":
            kept.write_bytes(b"")
        case "one lost":
            kept.unlink()
        case _:
            journal.write_bytes(journal.read_bytes().replace(b'"north/1"', b'"north/2"', 1))
    wanted = "line 2: its content" if damage == "a line edited" else str(kept)

    with pytest.raises(StoreDamagedError, match=f"{NAME}, line .*") as caught:
        copying(source, tmp_path / "copy")
    assert wanted in str(caught.value)
    assert names(tmp_path) == ["store"]


@both
def test_an_unfinished_line_is_left_out(source: Path, tmp_path: Path, copying: Copying) -> None:
    """At whatever byte a line is being written just now, the copy ends with the line before."""
    whole = (source / NAME).read_bytes()
    end = whole.rindex(b"\n", 0, -1) + 1
    for number, cut in enumerate([1, 2, (len(whole) - end) // 2, len(whole) - end - 1]):
        (source / NAME).write_bytes(whole[: end + cut])
        found = copying(source, tmp_path / f"copy {number}")
        assert (found.ok, found.acts) == (True, 2)
        assert (tmp_path / f"copy {number}" / NAME).read_bytes() == whole[:end]
        assert "never acknowledged" not in "".join(found.notes)


def test_only_what_is_accepted_is_in_it(source: Path, tmp_path: Path) -> None:
    """A line that is written but not durable yet is nobody's: it may still be taken back."""
    with Store.open(source, SetClock()) as store:
        assert store.head is not None
        fields = {name: getattr(store.head, name) for name in Act.__dataclass_fields__}
        following = Act(**{**fields, "seq": 4, "prev": store.head.hash, "body": {}})
        with (source / NAME).open("ab") as journal:
            journal.write(following.sealed().line)
        found = store.backup(tmp_path / "backup")
        upload(store, report("2"))
        assert store.verify().acts == 4

    assert found.acts == 3
    assert len((tmp_path / "backup" / NAME).read_bytes().splitlines()) == 3


def test_what_was_left_unfinished_is_named_and_no_backup(source: Path, tmp_path: Path) -> None:
    """Its name tells, the next copy tells, and restoring from it is refused."""
    left = tmp_path / f"monday{UNFINISHED}x1"
    left.mkdir()
    (left / f"{UNFINISHED}{NAME}").write_bytes((source / NAME).read_bytes())

    (note,) = [one for one in backup(source, tmp_path / "tuesday").notes if str(left) in one]
    assert "never finished" in note
    with pytest.raises(StoreError, match="no store and no backup here"):
        restore(left, tmp_path / "restored")


@both
def test_a_full_disk_leaves_nothing_behind(source: Path, tmp_path: Path, copying: Copying) -> None:
    """The message says so, and with space again the same copy is made."""
    with Store.open(source, SetClock()) as store:
        store.accept.upload("a.csv", os.urandom(50_000), [], actor="a")
    before: Any = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(StoreError, match=r"nothing was copied: .*\nFree space"):
            copying(source, tmp_path / "copy")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert names(tmp_path) == ["store"]
    assert copying(source, tmp_path / "copy").ok
