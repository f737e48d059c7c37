"""Files dropped into the folder: complete, whole and once, or refused with the reasons beside them.

Nothing in the files happened; the clock is simulated, and nobody waits.
"""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from store_samples import SetClock

from monitor.inbox.looking import ROLE, Inbox
from monitor.inbox.offered import Mark
from monitor.inbox.put_away import put_away
from monitor.incidents.record import Report
from monitor.service import Service
from monitor.service.checking import ALWAYS
from monitor.settings import read_settings
from monitor.store.act import Act

HEADER = "source,id,kind,happened_from,time_zone,by\n"
WRONG = "north,8,no such kind,17/9,Asia/Damascus,A\n"
LINKS = "source,id,first,second,relation\ndesk,1,north/1,north/2,same\n"
LONG = "a" * 245 + ".csv"


def rows(*ids: int) -> str:
    """A synthetic file of reports."""
    written = (f"north,{id_},shelling,2016-09-17T15:55,Asia/Damascus,A\n" for id_ in ids)
    return HEADER + "".join(written)


class Desk:
    """A service with its folder, and a person who drops files into it."""

    def __init__(self, home: Path, clock: SetClock, folder: Path | None = None) -> None:
        """Open the store of that home, and what was left in its folder."""
        told = {"MONITOR_STORE": str(home / "store"), "MONITOR_ACTOR": "officer"}
        if folder:
            told["MONITOR_INBOX"] = str(folder)
        settings = read_settings(told)
        self.home = home
        self.clock = clock
        self.folder = settings.inbox_folder
        self.service = Service.open(settings, clock)
        self.inbox = Inbox(self.service, settings)
        self.folder.mkdir(exist_ok=True)

    def drop(self, name: str, text: str) -> Path:
        """Put a file there, whole."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def look(self, times: int = 2) -> None:
        """Let it look so many times."""
        for _ in range(times):
            self.clock.pass_by(timedelta(seconds=5))
            self.inbox.look()

    def again(self) -> "Desk":
        """Stop, and start again over the same store and folder."""
        self.service.close()
        return Desk(self.home, self.clock, self.folder)

    @property
    def uploads(self) -> list[Act]:
        """What was taken in, oldest first."""
        return list(self.service.store.acts.of("upload"))

    @property
    def known(self) -> set[str]:
        """The ids of the reports on record."""
        keys = (f"north/{id_}" for id_ in range(10))
        with self.service.store.facts() as facts:
            return {
                key.removeprefix("north/")
                for key in keys
                if any(one.stands(ALWAYS) for one in facts.versions(Report, key))
            }

    @property
    def names(self) -> list[str]:
        """What lies in the folder."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())

    @property
    def taken(self) -> list[str]:
        """What was put aside."""
        return sorted(path.name for path in (self.folder / "taken").glob("*"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A service over an empty store, with an empty folder."""
    desk = Desk(tmp_path, SetClock())
    yield desk
    desk.service.close()


def test_a_complete_file_is_taken_up_once(desk: Desk) -> None:
    """Not at the first look; then whole, by the user in a role of its own, and moved aside."""
    path = desk.drop("sept.csv", rows(1, 2))
    desk.look(1)
    assert (desk.uploads, desk.names) == ([], ["sept.csv"])
    desk.look(3)

    (act,) = desk.uploads
    assert (act.actor, act.role, act.body["file"], act.body["stored"]) == (
        *("officer", ROLE),
        *("sept.csv", 2),
    )
    moved = f"upload-{act.seq}-sept.csv"
    assert not path.exists()
    assert desk.taken == [moved, f"{moved}.txt"]
    assert (desk.folder / "taken" / moved).read_text() == rows(1, 2)
    assert f"undo {act.seq}" in (desk.folder / "taken" / f"{moved}.txt").read_text()
    (took,) = desk.inbox.looked.taken
    assert (took.file, took.upload, took.stored, took.unchanged) == ("sept.csv", act.seq, 2, 0)
    assert desk.inbox.looked.looked_at == desk.clock.now
    assert not desk.inbox.looked.trouble


def test_a_file_that_still_grows_waits(desk: Desk) -> None:
    """However often it is looked at: half of a file could be a whole one of fewer rows."""
    path = desk.drop("sept.csv", rows(1))
    for id_ in (2, 3, 4):
        desk.look(1)
        assert desk.uploads == []
        assert desk.inbox.looked.unfinished == ("sept.csv",)
        with path.open("a") as file:
            file.write(rows(id_).removeprefix(HEADER))
    desk.look(2)

    assert desk.known == {"1", "2", "3", "4"}
    assert len(desk.uploads) == 1
    assert desk.inbox.looked.unfinished == ()


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        *((f"a.csv{end}", "") for end in (".part", ".tmp", ".crdownload", "~", ".PART")),
        *(("~$a.csv", ""), (".a.csv.Xy12Zq", ""), (".a.csv", "")),
        *(("a.csv", "a.csv.part"), ("a.csv", ".~lock.a.csv#"), ("a.csv", "~$a.csv")),
        *(("a.csv", "~$csv"), ("a.csv", ".a.csv.swp")),
    ],
)
def test_what_bears_a_temporary_name_is_left_alone(desk: Desk, name: str, beside: str) -> None:
    """Neither it nor the file that it is for, as long as it is there; then that is taken up."""
    desk.drop(name, rows(1))
    if beside:
        desk.drop(beside, "open")
    desk.look(4)
    assert desk.uploads == []
    assert name in desk.names
    if beside:
        (desk.folder / beside).unlink()
        desk.look(2)
        assert len(desk.uploads) == 1


def test_what_is_no_plain_file_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    """A link could lead to a file that nobody offered; a folder is none."""
    secret = tmp_path / "elsewhere.csv"
    secret.write_text(rows(1))
    (desk.folder / "link.csv").symlink_to(secret)
    (desk.folder / "folder.csv").mkdir()
    desk.look(3)

    assert desk.uploads == []
    assert secret.exists()
    assert not desk.inbox.looked.trouble


def test_a_refused_file_stays_with_every_reason_beside_it(desk: Desk) -> None:
    """Nothing of it is stored, also not its good row; the wrong rows lie there to be mended."""
    desk.drop("sept.csv", rows(1) + WRONG)
    before = desk.service.store.head
    desk.look()

    assert desk.service.store.head == before
    assert desk.names == ["sept.csv", "sept.csv.rejected.csv", "sept.csv.rejected.txt"]
    told = (desk.folder / "sept.csv.rejected.txt").read_text("utf-8-sig")
    assert "nothing of it is stored" in told
    assert "1 of its 2 rows are wrong" in told
    assert "sept.csv:3:" in told
    assert "no such kind" in told
    assert "17/9" in told
    assert "hint:" in told
    text = (desk.folder / "sept.csv.rejected.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["problem_line"], row["kind"]) == ("3", "no such kind")
    assert desk.inbox.looked.refused == ("sept.csv",)


def test_a_file_that_is_no_table_is_told_without_rows(desk: Desk) -> None:
    """There are no rows to mend, and those of another time are gone."""
    path = desk.drop("sept.csv", rows(1) + WRONG)
    desk.look()
    path.write_bytes(b"\x00\x01\x02")
    desk.look()

    assert desk.names == ["sept.csv", "sept.csv.rejected.txt"]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_refused_file_is_tried_again_only_when_it_changes(desk: Desk, *, restarted: bool) -> None:
    """Not at the next look, nor after a restart; mended it is taken up, and the reasons go."""
    path = desk.drop("sept.csv", rows(1) + WRONG)
    desk.look()
    beside = desk.folder / "sept.csv.rejected.csv"
    beside.unlink()
    desk = desk.again() if restarted else desk
    desk.look(3)
    assert not beside.exists()
    assert desk.inbox.looked.refused == ("sept.csv",)

    path.write_text(rows(1, 2))
    desk.look()
    assert desk.known == {"1", "2"}
    assert desk.names == []
    assert desk.inbox.looked.refused == ()
    desk.service.close()


def test_without_the_reasons_it_is_tried_again_as_it_is(desk: Desk) -> None:
    """A link that came before its reports is refused; when they are there the person asks anew."""
    desk.drop("a.csv", LINKS)
    desk.look()
    assert desk.inbox.looked.refused == ("a.csv",)
    desk.drop("reports.csv", rows(1, 2))
    desk.look(3)
    assert desk.names == ["a.csv", "a.csv.rejected.csv", "a.csv.rejected.txt"]

    (desk.folder / "a.csv.rejected.txt").unlink()
    desk.look()
    assert desk.names == []
    assert [act.body["file"] for act in desk.uploads] == ["reports.csv", "a.csv"]


def test_files_that_come_together_may_name_each_other(desk: Desk) -> None:
    """What is refused is tried again after the others: the alphabet does not decide."""
    desk.drop("a.csv", LINKS)
    desk.drop("b.csv", rows(1, 2))
    desk.drop("c.csv", WRONG)
    desk.look()

    assert [act.body["file"] for act in desk.uploads] == ["b.csv", "a.csv"]
    assert desk.names == ["c.csv", "c.csv.rejected.txt"]


def test_mended_rows_that_stand_alone_are_a_file(desk: Desk) -> None:
    """What was put beside a refused file is none, until the file and the reasons are gone."""
    desk.drop("sept.csv", rows(1) + WRONG)
    desk.look(4)
    mended = desk.folder / "sept.csv.rejected.csv"
    mended.write_text(mended.read_text().replace("no such kind,17/9", "shelling,2016-09-17"))
    for name in ("sept.csv", "sept.csv.rejected.txt"):
        (desk.folder / name).unlink()
    desk.look()

    assert desk.known == {"8"}


def test_a_restart_before_the_move_doubles_nothing(desk: Desk) -> None:
    """The upload was accepted, the file is still there: it is known again, and moved aside."""
    path = desk.drop("sept.csv", rows(1))
    (desk.folder / "taken").write_text("no folder")
    desk.look()
    assert desk.inbox.looked.trouble
    assert (path.exists(), len(desk.uploads)) == (True, 1)

    desk = desk.again()
    (desk.folder / "taken").unlink()
    desk.look()
    (act,) = desk.uploads
    assert desk.taken[0] == f"upload-{act.seq}-sept.csv"
    assert desk.names == []
    assert not desk.inbox.looked.trouble
    desk.service.close()


def test_a_restart_between_the_looks_loses_nothing(desk: Desk) -> None:
    """What was seen once before is seen twice after."""
    desk.drop("sept.csv", rows(1))
    desk.look(1)
    desk = desk.again()
    desk.look(1)
    assert desk.uploads == []
    desk.look(1)
    assert len(desk.uploads) == 1
    desk.service.close()


def test_what_cannot_be_stored_stays_and_is_tried_again(desk: Desk) -> None:
    """A store in trouble is no fault of the file: it is not refused, and the trouble is told."""
    desk.drop("sept.csv", rows(1))
    kept = desk.home / "store" / "kept"
    kept.write_text("no folder")
    desk.look()
    assert desk.names == ["sept.csv"]
    assert desk.inbox.looked.trouble

    kept.unlink()
    desk.look(1)
    assert desk.known == {"1"}


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    """Under its name or another: it is put aside with the upload that brought it before."""
    for name in ("sept.csv", "sept.csv", "renamed.csv"):
        desk.drop(name, rows(1))
        desk.look()

    (act,) = desk.uploads
    files = [name for name in desk.taken if not name.endswith(".txt")]
    assert files == [f"upload-{act.seq}-renamed.csv", f"upload-{act.seq}-sept.csv"]


def test_a_file_replaced_while_it_was_taken_up_is_offered_again(desk: Desk) -> None:
    """What is put aside is what was stored; anything else comes back, also beside a newer one."""
    path = desk.drop("sept.csv", rows(1))
    mark = Mark.of(path)
    assert mark
    taken = desk.service.uploads.take("sept.csv", path.read_bytes(), actor="x")
    assert taken.receipt
    path.write_text(rows(1, 2))

    assert put_away(path, mark, rows(1).encode(), taken, taken.receipt.upload) is None
    assert desk.taken == []
    desk.look()
    assert desk.known == {"1", "2"}


@pytest.mark.parametrize("dropped", ["", "a new one"])
def test_a_file_that_is_written_to_after_it_was_taken_up_comes_back(
    desk: Desk, dropped: str
) -> None:
    """A transfer that had stalled goes on into the moved file: the rest of it is not lost."""
    desk.drop("sept.csv", rows(1))
    with (desk.folder / "sept.csv").open("a") as file:
        desk.look()
        assert desk.known == {"1"}
        file.write(rows(2, 3).removeprefix(HEADER))
    if dropped:
        desk.drop("sept.csv", rows(4))
    desk.look(3)

    assert desk.known == {"1", "2", "3"} | ({"4"} if dropped else set())
    assert desk.names == []


def test_a_file_whose_reasons_cannot_be_written_is_not_tried_for_ever(desk: Desk) -> None:
    """Its name leaves no room for another beside it: that is told, and others are not held up."""
    desk.drop(LONG, WRONG)
    desk.drop("z.csv", rows(1))
    desk.look()
    assert desk.inbox.looked.trouble
    assert desk.known == {"1"}
    desk.look(1)
    assert not desk.inbox.looked.trouble
    assert desk.inbox.looked.refused == (LONG,)


def test_a_good_file_with_a_long_name_is_taken_up(desk: Desk) -> None:
    """Only its name is cut."""
    desk.drop(LONG, rows(1))
    desk.look()

    (act,) = desk.uploads
    assert desk.taken == [f"upload-{act.seq}.csv", f"upload-{act.seq}.csv.txt"]


@pytest.mark.parametrize("at", ["store", "store/kept"])
def test_the_folder_of_the_store_is_none_to_take_files_from(tmp_path: Path, at: str) -> None:
    """Its journal would be moved aside."""
    desk = Desk(tmp_path, SetClock(), tmp_path / at)
    before = sorted((tmp_path / "store").rglob("*"))
    desk.look(3)

    assert "MONITOR_INBOX" in desk.inbox.looked.trouble
    assert sorted((tmp_path / "store").rglob("*")) == before
    desk.service.close()


def test_stopping_leaves_what_was_not_begun(desk: Desk) -> None:
    """Told to stop it begins no other file."""
    desk.drop("a.csv", rows(1))
    desk.drop("b.csv", rows(2))
    desk.inbox.look()
    desk.inbox.look(stop=lambda: len(desk.uploads) == 1)

    assert desk.known == {"1"}
    assert desk.names == ["b.csv"]


def test_what_anybody_may_ask_names_no_file(desk: Desk) -> None:
    """The answer of the open route has counts; names may tell more than they should."""
    desk.drop("secret name.csv", WRONG)
    desk.drop("other.csv", rows(1))
    desk.look()
    told = desk.inbox.looked.as_plain()

    assert "secret" not in str(told)
    assert (told["taken"], told["refused"], told["unfinished"]) == (1, 1, 0)
    assert told["trouble"] is False
