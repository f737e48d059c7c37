"""What may be done to a store: whole or not at all, once, undoably, by one process."""

import os
import resource
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_samples import (
    HOUR,
    START,
    SetClock,
    copy_of,
    coverage,
    dump,
    hours,
    link,
    profile,
    report,
    review,
    rows,
    upload,
)

from monitor.incidents.record import Coverage, Link, Range, Report
from monitor.incidents.span import FOREVER
from monitor.store.errors import (
    ArchiveRefusedError,
    StoreDamagedError,
    StoreError,
    StoreLockedError,
    StoreUnusableError,
    TablesBehindError,
    UnknownUploadError,
)
from monitor.store.journal import NAME
from monitor.store.kept import Kept
from monitor.store.rows import Line
from monitor.store.store import Store

TABLES = "tables.duckdb"


@pytest.fixture
def clock() -> SetClock:
    """A clock that the test sets."""
    return SetClock()


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Any:  # noqa: ANN401
    """An empty store."""
    with Store.open(tmp_path, clock) as opened:
        yield opened


def keys(store: Store, known: datetime = FOREVER - HOUR) -> list[str]:
    """The keys of the reports believed."""
    with store.facts() as facts:
        return sorted(found.record.key for found in facts.records(Report, known))


def notes_of(store: Store, known: datetime = FOREVER - HOUR) -> list[str]:
    """The notes of the reports believed: the content that tells versions apart."""
    with store.facts() as facts:
        return [found.record.note for found in facts.records(Report, known)]


def files_of(folder: Path) -> dict[Path, bytes]:
    """Every file of a store but the tables, with its content."""
    found = [path for path in folder.rglob("*") if path.is_file() and TABLES not in path.name]
    return {path: path.read_bytes() for path in found}


def test_an_upload_is_kept_whole(store: Store) -> None:
    """The original bytes, the rows as read, and what was rejected can all be read back."""
    data = b"\xef\xbb\xbfid,source\r\n1,north\r\nbad\r\n"
    records = rows(report("1"), report("2", place="حلب"))
    receipt = store.accept.upload(
        "caf\udce9.csv",
        data,
        iter(records),
        actor="officer",
        role="editor",
        declared={"format": "reports", "zone": "Asia/Damascus"},
        rejected=b"line,message\n4,no id\n",
        rejected_rows=1,
    )

    assert (receipt.stored, receipt.unchanged, receipt.rejected) == (2, 0, 1)
    assert (receipt.recorded_at, receipt.already_stored) == (START, False)
    (act,) = store.acts.of("upload")
    assert (act.seq, act.actor, act.role) == (receipt.upload, "officer", "editor")
    assert act.body["file"] == "caf?.csv"
    assert act.body["declared"] == {"format": "reports", "zone": "Asia/Damascus"}
    assert store.acts.kept(act.body["kept"]["original"]) == data
    assert store.acts.kept(act.body["kept"]["rejected"]) == b"line,message\n4,no id\n"
    kept = Kept(store.folder).lines(act.body["kept"]["rows"])
    assert [(line.line, line.record) for line in map(Line.parse, kept)] == records
    (listed,) = store.acts.uploads()
    assert (listed.act, listed.stored, listed.rejected, listed.undone) == (1, 2, 1, None)


def test_nobody_else_may_read_a_store(store: Store) -> None:
    """Folders are for their owner alone, and so are the files in them."""
    upload(store, report())

    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    for path in store.folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.suffix == ".wal", path
    folder = store.folder
    folder.chmod(0o750)
    store.close()
    Store.open(folder, SetClock(START + HOUR)).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_same_file_is_stored_once(store: Store) -> None:
    """The same bytes declared the same way are already stored; nothing is recorded."""
    first = store.accept.upload("a.csv", b"x", rows(report()), actor="a", declared={"zone": "UTC"})
    again = store.accept.upload("b.csv", b"x", rows(report()), actor="b", declared={"zone": "UTC"})

    assert again.already_stored
    assert (again.upload, again.recorded_at, again.stored) == (first.upload, START, 1)
    assert len(store.acts.of()) == 1


@pytest.mark.parametrize(
    "other", [{"declared": {"zone": "Asia/Damascus"}}, {"archive": False}, {"data": b"y"}]
)
def test_another_declaration_is_another_upload(store: Store, other: dict[str, Any]) -> None:
    """What is declared may change what a file means, so it is not "already stored"."""
    how: dict[str, Any] = {"data": b"x", "declared": {"zone": "UTC"}, "archive": True}
    first = store.accept.upload("a.csv", records=rows(report()), actor="a", **how)
    second = store.accept.upload("a.csv", records=rows(report()), actor="a", **{**how, **other})

    assert not second.already_stored
    assert second.upload == first.upload + 1


def test_an_undone_file_can_be_stored_again(store: Store, clock: SetClock) -> None:
    """A file is already stored only while an upload of it is not undone."""
    first = upload(store, report(), name="a.csv")
    clock.pass_by()
    store.accept.undo(first, actor="a")
    clock.pass_by()
    again = upload(store, report(), name="a.csv")

    assert again == first + 2
    assert keys(store) == ["north/1"]
    assert [one.undone for one in store.acts.uploads()] == [first + 1, None]


def test_what_stands_already_is_not_stored_again(store: Store, clock: SetClock) -> None:
    """A row that says what the newest version says is counted as unchanged; a reversal is not."""
    upload(store, report(note="a"), name="1")
    clock.pass_by()
    counts = []
    for number, note in enumerate(("a", "b", "b", "a")):
        receipt = store.accept.upload("f", b"%d" % number, rows(report(note=note)), actor="a")
        counts.append((receipt.stored, receipt.unchanged))
        clock.pass_by()

    assert counts == [(0, 1), (1, 0), (0, 1), (1, 0)]
    assert [notes_of(store, START + n * HOUR) for n in range(5)] == [
        ["a"],
        ["a"],
        ["b"],
        ["b"],
        ["a"],
    ]


def test_a_version_may_stand_twice_in_a_file(store: Store) -> None:
    """Rows of one file follow one another like files do."""
    same = report(note="a")
    receipt = store.accept.upload("f", b"", rows(same, same, report(note="b"), same), actor="a")

    assert (receipt.stored, receipt.unchanged) == (3, 1)
    assert notes_of(store) == ["a"]


def test_coverage_said_again_is_news(store: Store, clock: SetClock) -> None:
    """Coverage reaches no further than it was known, so saying it later says more."""
    upload(store, coverage(), name="1")
    clock.pass_by()
    upload(store, coverage(), name="2")

    with store.facts() as facts:
        (found,) = facts.records(Coverage, START + HOUR)
    assert found.known_from == START + HOUR


def test_undoing_ends_what_was_known_and_leaves_the_past(store: Store, clock: SetClock) -> None:
    """Evaluations as known before the undo still see what they saw."""
    upload(store, report("1"))
    clock.pass_by()
    mistaken = upload(store, report("1", note="wrong"), report("2"), link("north/1", "north/2"))
    clock.pass_by()
    store.accept.undo(mistaken, actor="a")

    with store.facts() as facts:
        told = [
            sorted(v.incident.reports for v in facts.incidents(START + n * HOUR, START, FOREVER))
            for n in range(3)
        ]
    assert told == [[("north/1",)], [("north/1", "north/2")], [("north/1",)]]
    assert notes_of(store, START + HOUR) == ["wrong", ""]
    assert notes_of(store, START + 2 * HOUR) == [""]


def test_undoing_brings_back_what_another_upload_said_too(store: Store, clock: SetClock) -> None:
    """Content that was "unchanged" because an undone upload had brought it is not lost."""
    first = upload(
        store, report(note="a"), link("north/1", "south/1"), report("1", "south"), name="1"
    )
    clock.pass_by()
    second = upload(store, report(note="a"), link("north/1", "south/1"), name="2")
    clock.pass_by()
    store.accept.undo(first, actor="a")
    assert notes_of(store) == ["a"]
    with store.facts() as facts:
        assert len(facts.records(Link, clock.now)) == 1
        assert [v.incident.reports for v in facts.incidents(clock.now, START, FOREVER)] == [
            ("north/1",)
        ]
    clock.pass_by()
    store.accept.undo(second, actor="a")
    assert notes_of(store) == []
    assert [notes_of(store, START + n * HOUR) for n in range(4)] == [
        ["a", ""],
        ["a", ""],
        ["a"],
        [],
    ]


def test_undoing_does_not_bring_back_what_was_replaced(store: Store, clock: SetClock) -> None:
    """What another upload said again, and a third corrected, stays corrected."""
    first = upload(store, report(note="a"), name="1")
    for number, note in enumerate(("a", "b"), start=2):
        clock.pass_by()
        upload(store, report(note=note), name=f"{number}")
    clock.pass_by()
    store.accept.undo(first, actor="a")

    assert notes_of(store) == ["b"]


def test_what_several_archives_said_stands_once_each(store: Store) -> None:
    """A row said by several archive loads stands while one of them does, and not twice for one."""
    day = START - timedelta(days=20)
    loads = [upload(store, report(published_at=day), name=f"{n}", archive=True) for n in range(4)]
    assert store.acts.uploads()[3].unchanged == 1
    for load, left in zip(loads, (3, 2, 1, 0), strict=True):
        store.accept.undo(load, actor="a")
        with store.facts() as facts:
            assert len(facts.versions(Report, "north/1")) == left
            assert len(facts.incidents(day, START - HOUR, FOREVER)) == min(left, 1)


def test_undoing_one_report_leaves_the_one_it_was_linked_to(store: Store, clock: SetClock) -> None:
    """An incident loses the account that is taken back, and keeps the others."""
    upload(store, report("1"))
    mistaken = upload(store, report("1", "south"))
    store.accept.record(link("north/1", "south/1"), actor="a")
    clock.pass_by()
    store.accept.undo(mistaken, actor="a")

    with store.facts() as facts:
        (found,) = facts.incidents(clock.now, START, FOREVER)
    assert found.incident.reports == ("north/1",)


def test_a_source_profile_bears_on_what_was_reported_before(store: Store, clock: SetClock) -> None:
    """Two sources corroborate from when their profiles say that they stand apart, and until."""
    upload(store, report("1"), report("1", "south"), link("north/1", "south/1"))
    clock.pass_by()
    profiles = upload(store, profile("north"), profile("south"), name="profiles")
    clock.pass_by()
    store.accept.undo(profiles, actor="a")

    with store.facts() as facts:
        grades = [
            facts.incidents(START + n * HOUR + HOUR / 2, START, FOREVER)[0].incident.grade
            for n in range(3)
        ]
    assert grades == ["reported", "corroborated", "reported"]


@pytest.mark.parametrize("number", [0, 2, 99])
def test_only_what_brought_records_can_be_undone(store: Store, number: int) -> None:
    """A number that is no upload is refused, and nothing is recorded."""
    upload(store, report())
    store.accept.note("said", {}, actor="a")
    with pytest.raises(UnknownUploadError, match=f"There is no upload {number}"):
        store.accept.undo(number, actor="a")

    assert len(store.acts.of()) == 2


def test_nothing_is_undone_twice(store: Store) -> None:
    """The message names the act that undid it."""
    first = upload(store, report())
    store.accept.undo(first, actor="a")

    with pytest.raises(UnknownUploadError, match="undone already, by act 2"):
        store.accept.undo(first, actor="a")


def test_a_single_record_can_be_undone(store: Store, clock: SetClock) -> None:
    """A link made by mistake is taken back like an upload."""
    upload(store, report("1"), report("2"))
    clock.pass_by()
    made = store.accept.record(link("north/1", "north/2"), actor="a")
    assert (made.stored, made.unchanged) == (1, 0)
    clock.pass_by()
    store.accept.undo(made.upload, actor="a")

    with store.facts() as facts:
        counts = [len(facts.incidents(START + n * HOUR, START, FOREVER)) for n in range(3)]
    assert counts == [2, 1, 2]


def test_an_archive_is_known_since_its_publication(store: Store) -> None:
    """Each row since it was published; without that, or with one to come, since the loading."""
    day = START - timedelta(days=20)
    upload(
        store,
        report("1", published_at=day),
        report("2"),
        report("3", published_at=START + timedelta(days=900)),
        archive=True,
    )

    assert keys(store, day - timedelta(microseconds=1)) == []
    assert keys(store, day) == ["north/1"]
    assert keys(store, START) == ["north/1", "north/2", "north/3"]


def test_archives_are_refused_after_the_first_live_act(store: Store) -> None:
    """Rows dated back would change evaluations already made; the message says what to do."""
    upload(store, report("1"), archive=True)
    store.accept.activate("a.yaml", "text", actor="a")
    store.accept.note("said", {}, actor="a")
    upload(store, report("2"), archive=True)
    live = store.accept.record(report("3"), actor="a")
    store.accept.undo(live.upload, actor="a")

    with pytest.raises(ArchiveRefusedError, match=r"closed since act 5.*\n.*without the archive"):
        upload(store, report("4"), archive=True)
    assert keys(store) == ["north/1", "north/2"]


def test_an_archive_undone_before_anything_live_was_never_known(store: Store) -> None:
    """A wrong archive load can be put right without a trace in what was known when."""
    day = START - timedelta(days=20)
    wrong = upload(
        store, report("1", published_at=day, note="wrong"), profile("north"), archive=True
    )
    store.accept.undo(wrong, actor="a")
    assert keys(store, day) == []
    upload(store, report("1", published_at=day, note="right"), archive=True)

    for _ in ("as it came", "rebuilt"):
        assert notes_of(store, day) == ["right"]
        assert notes_of(store) == ["right"]
        store.rebuild()


def test_an_archive_undone_later_was_known(store: Store, clock: SetClock) -> None:
    """Once something live was recorded the past stays as it was evaluated."""
    day = START - timedelta(days=20)
    old = upload(store, report("1", published_at=day), archive=True)
    clock.pass_by()
    upload(store, report("2"))
    clock.pass_by()
    store.accept.undo(old, actor="a")

    assert keys(store, day) == ["north/1"]
    assert keys(store, START + HOUR) == ["north/1", "north/2"]
    assert keys(store) == ["north/2"]


def test_the_newest_text_of_each_rule_file_is_active(store: Store, clock: SetClock) -> None:
    """Activations keep the text; as of any time the one that counted then can be had."""
    store.accept.activate("b.yaml", "نص\n", actor="a")
    store.accept.activate("a.yaml", "first", actor="a")
    clock.pass_by()
    store.accept.activate("a.yaml", "second", actor="b")

    assert [(one.file, one.text) for one in store.acts.activations()] == [
        ("a.yaml", "second"),
        ("b.yaml", "نص\n"),
    ]
    assert [one.text for one in store.acts.activations(START + HOUR / 2)] == ["first", "نص\n"]
    assert store.acts.activations(START - HOUR) == []


def test_other_acts_are_noted_with_their_files(store: Store) -> None:
    """What was said, sent and issued stands in the journal, and can be read from a number on."""
    first = store.accept.note("said", {"verdicts": [1, None, "kept"]}, actor="service")
    brief = store.accept.note(
        "brief", {"of": "x"}, actor="a", role="officer", files={"pdf": b"%PDF"}
    )
    second = store.accept.note("said", {"verdicts": []}, actor="service")

    assert store.acts.of("said") == [first, second]
    assert store.acts.of(after=first.seq) == [brief, second]
    assert store.acts.kept(brief.body["kept"]["pdf"]) == b"%PDF"
    assert store.head == second
    with pytest.raises(ValueError, match="recorded by the method"):
        store.accept.note("undo", {"upload": 1}, actor="a")
    with pytest.raises(ValueError, match="JSON"):
        store.accept.note("said", {"share": float("nan")}, actor="a")


def test_what_is_tried_is_not_stored(store: Store, clock: SetClock) -> None:
    """A preview shows the effect of a file on the record before anything is stored."""
    upload(store, report("1"))
    clock.pass_by()
    before = (dump(store), files_of(store.folder))
    with store.hypothetical(rows(report("2"), report("1"))) as trial:
        assert (trial.stored, trial.unchanged) == (1, 1)
        assert len(trial.reading.incidents(clock.now, START, FOREVER)) == 2
        assert keys(store) == ["north/1"]

    assert (dump(store), files_of(store.folder)) == before
    upload(store, report("2"))
    assert keys(store) == ["north/1", "north/2"]


def test_an_evaluation_reads_one_state(store: Store) -> None:
    """What is accepted while an evaluation reads does not show in it."""
    upload(store, report("1"))
    with store.facts() as facts:
        facts.codes("kind")
        upload(store, report("2"))
        assert len(facts.records(Report, FOREVER - HOUR)) == 1
    assert keys(store) == ["north/1", "north/2"]


class Unreadable(Exception):  # noqa: N818 - it is thrown at the store, not by it
    """A file turned out to be unreadable half way."""


def test_an_upload_that_breaks_off_leaves_nothing(store: Store) -> None:
    """A row that cannot be had after others were taken takes those back."""

    def breaking() -> Any:  # noqa: ANN401
        yield from rows(report("1"), report("2"))
        raise Unreadable

    before = (dump(store), files_of(store.folder))
    with pytest.raises(Unreadable):
        store.accept.upload("a.csv", b"x", breaking(), actor="a")

    assert (dump(store), files_of(store.folder)) == before
    assert upload(store, report("1")) == 1


def test_a_value_too_large_for_the_tables_is_refused(store: Store) -> None:
    """What the tables cannot hold is refused whole, not cut."""
    with pytest.raises(StoreError, match="Nothing was stored"):
        upload(store, report("1"), report("2", killed=Range(low=2**40)))

    assert store.head is None
    assert files_of(store.folder) == {store.folder / NAME: b""}


def full_at(size: int) -> Any:  # noqa: ANN401
    """A disk on which no file can grow beyond `size` bytes: the system itself refuses."""

    class Full:
        def __enter__(self) -> None:
            self.before = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, self.before[1]))

        def __exit__(self, *_: object) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, self.before)

    return Full()


def test_no_room_for_the_kept_file(store: Store) -> None:
    """The disk fills while the original is kept: nothing is stored."""
    upload(store, report("1"))
    before = (dump(store), files_of(store.folder))
    with full_at(2_000), pytest.raises(StoreError, match=r"Nothing was stored.*\n.*Free space"):
        store.accept.upload("a.csv", os.urandom(50_000), rows(report("2")), actor="a")

    assert (dump(store), files_of(store.folder)) == before
    upload(store, report("2"))
    assert keys(store) == ["north/1", "north/2"]


def test_no_room_for_the_journal_line(store: Store) -> None:
    """The disk fills in the middle of the journal line: nothing is stored, nothing is torn."""
    upload(store, report("1"))
    store.accept.note("said", {"long": "x" * 5_000}, actor="a")
    before = (dump(store), files_of(store.folder))
    size = (store.folder / NAME).stat().st_size
    with full_at(size + 100), pytest.raises(StoreError, match="Nothing was stored"):
        upload(store, report("2"))

    assert (dump(store), files_of(store.folder)) == before
    upload(store, report("2"))
    folder = store.folder
    store.close()
    with Store.open(folder, SetClock(START + HOUR)) as again:
        assert again.notes == ()
        assert keys(again) == ["north/1", "north/2"]


def test_no_room_for_the_tables(store: Store, clock: SetClock) -> None:
    """Once the journal line is safe the upload is accepted; the tables catch up by themselves."""
    many = [report(str(number), note=os.urandom(200).hex()) for number in range(2_000)]
    with full_at(700_000), pytest.raises(TablesBehindError, match="Act 1 is accepted and safe"):
        upload(store, *many)
    assert len((store.folder / NAME).read_bytes().splitlines()) == 1
    folder = store.folder
    assert store.accept.record(report("y"), actor="a").upload == 2
    assert len(keys(store)) == 2_001
    store.close()
    with Store.open(folder, clock) as again:
        assert len(keys(again)) == 2_001
        assert upload(again, report("x")) == 3


def test_a_file_where_the_store_should_be_is_refused(tmp_path: Path) -> None:
    """The reason is the system's own, and the person is told what to look at."""
    (tmp_path / "store").write_text("in the way", encoding="utf-8")

    with pytest.raises(StoreUnusableError, match=r"store cannot be used: File exists\n.*its place"):
        Store.open(tmp_path / "store", SetClock())


def test_no_folder_for_kept_files(store: Store) -> None:
    """Kept files that cannot be written refuse the upload; others go on once they can."""
    upload(store, report("1"))
    kept = store.folder / "kept"
    kept.rename(store.folder / "elsewhere")
    kept.write_text("in the way", encoding="utf-8")
    before = dump(store)
    with pytest.raises(StoreError, match="Nothing was stored"):
        upload(store, report("2"))
    kept.unlink()
    (store.folder / "elsewhere").rename(kept)

    assert dump(store) == before
    assert upload(store, report("2")) == 2


def test_tables_behind_the_journal_catch_up(tmp_path: Path, clock: SetClock) -> None:
    """A crash after the journal line and before the commit: opening applies what is missing."""
    folder, earlier = tmp_path / "store", tmp_path / "earlier"
    with Store.open(folder, clock) as store:
        upload(store, report("1"))
    copy_of(folder, earlier, [TABLES])
    with Store.open(folder, clock) as store:
        clock.pass_by()
        upload(store, report("2"))
        store.accept.undo(1, actor="a")
        store.accept.record(review("north/2"), actor="a")
        wanted = dump(store)
    copy_of(earlier, folder, [TABLES])

    with Store.open(folder, clock) as store:
        assert dump(store) == wanted
        assert store.notes == ()
        assert upload(store, report("3")) == 5


@pytest.mark.parametrize("damage", ["lost", "emptied", "overwritten", "cut", "of another version"])
def test_tables_are_made_again_where_they_cannot_be_used(
    tmp_path: Path, clock: SetClock, damage: str
) -> None:
    """The database file is only derived: losing it loses nothing, and the person is told."""
    with Store.open(tmp_path, clock) as store:
        upload(store, report("1"), report("1", "south"))
        store.accept.record(link("north/1", "south/1"), actor="a")
        store.accept.activate("a.yaml", "text", actor="a")
        wanted = dump(store)
    file = tmp_path / TABLES
    match damage:
        case "lost":
            file.unlink()
        case "emptied":
            file.write_bytes(b"")
        case "overwritten":
            file.write_bytes(b"not a database" * 10_000)
        case "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        case "of another version":
            other = Store.open(tmp_path, clock)
            with other._books.tables.writing() as db:  # noqa: SLF001 - an older program's mark
                db.execute("UPDATE head SET layout = 'older'")
                db.execute("DELETE FROM incident_versions")
            other.close()

    with Store.open(tmp_path, clock) as store:
        assert dump(store) == wanted
        assert bool(store.notes) is (damage in {"emptied", "overwritten", "cut"})
        assert [one.text for one in store.acts.activations()] == ["text"]


def test_a_kept_file_that_is_missing_stops_a_rebuild(tmp_path: Path, clock: SetClock) -> None:
    """Tables are never made from less than was accepted; the message names the file."""
    with Store.open(tmp_path, clock) as store:
        upload(store, report("1"))
        name = store.acts.of("upload")[0].body["kept"]["rows"]
        wanted = dump(store)
        rows_file = tmp_path / "kept" / name[:2] / f"{name}.zst"
        content = rows_file.read_bytes()
        rows_file.unlink()
        with pytest.raises(StoreDamagedError, match=name):
            store.rebuild()
        assert dump(store) == wanted
        assert not store.verify().ok
    (tmp_path / TABLES).unlink()
    with pytest.raises(StoreDamagedError, match="Restore it from a backup"):
        Store.open(tmp_path, clock)
    rows_file.write_bytes(content)
    with Store.open(tmp_path, clock) as store:
        assert dump(store) == wanted
        assert store.verify().ok


def test_a_second_process_is_refused_by_name(store: Store) -> None:
    """The message names the process that holds the store, and what to do."""
    script = (
        "import sys; from pathlib import Path; from monitor.clock import system_clock\n"
        "from monitor.store.store import Store; from monitor.store.errors import StoreLockedError\n"
        "try: Store.open(Path(sys.argv[1]), system_clock)\n"
        "except StoreLockedError as error: print(error.pid, error, sep='\\n')\n"
    )
    command = [sys.executable, "-c", script, str(store.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    pid, message = done.stdout.split("\n", 1)
    assert int(pid) == os.getpid()
    assert f"in use by process {os.getpid()}" in message
    assert "stop it" in message
    assert upload(store, report()) == 1


def test_a_second_opening_in_one_process_is_refused(store: Store) -> None:
    """Two writers of one journal would each break the other's chain."""
    with pytest.raises(StoreLockedError, match=f"process {os.getpid()}"):
        Store.open(store.folder, SetClock())
    folder = store.folder
    store.close()
    Store.open(folder, SetClock()).close()


def test_what_a_killed_process_left_unfinished_is_swept(tmp_path: Path, clock: SetClock) -> None:
    """Files without a name yet belong to nothing that was accepted."""
    Store.open(tmp_path, clock).close()
    (tmp_path / "kept").mkdir(exist_ok=True)
    left = tmp_path / "kept" / "unfinished-abc"
    left.write_bytes(b"half")

    Store.open(tmp_path, clock).close()
    assert not left.exists()


def test_threads_may_read_and_write_at_once(store: Store) -> None:
    """Pages read while files come in: no error, and every upload is there at the end."""

    def write(number: int) -> int:
        return upload(store, report(str(number)), name=f"{number}.csv")

    def read(_: int) -> bool:
        with store.facts() as facts:
            before = len(facts.records(Report, FOREVER - HOUR))
            incidents = facts.incidents(FOREVER - HOUR, hours(-1).start, FOREVER)
        return before == len(incidents)

    with ThreadPoolExecutor(6) as pool:
        written = pool.map(write, range(30))
        consistent = list(pool.map(read, range(60)))
        assert sorted(written) == list(range(1, 31))

    assert all(consistent)
    assert len(keys(store)) == 30
    assert store.verify().ok
