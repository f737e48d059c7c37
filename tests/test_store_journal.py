"""The journal keeps what was accepted, in order, and shows whatever was done to it since."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import START, SetClock, copy_of, link, profile, report, review, upload

from monitor.store.act import START as NO_HASH
from monitor.store.act import Act
from monitor.store.errors import StoreDamagedError, StoreError
from monitor.store.journal import NAME, Journal, read
from monitor.store.store import Store
from monitor.store.verify import verify

TICK = timedelta(microseconds=1)


def said(journal: Journal, body: object) -> Act:
    """Record an act that says this."""
    act = journal.next("said", actor="tester", role="officer").saying({"of": body})
    journal.append(act)
    return act


def test_acts_are_read_back_as_they_were_recorded(tmp_path: Path) -> None:
    """Numbers count from 1, each line names the hash before it, and texts of any script last."""
    journal = Journal(tmp_path, SetClock())
    acts = [said(journal, body) for body in ("هدنة", "\u2028 \n \x00", [1, {"b": 2, "a": None}])]
    journal.close()

    assert list(read(tmp_path / NAME)) == acts
    assert [act.seq for act in acts] == [1, 2, 3]
    assert [act.prev for act in acts] == [NO_HASH, acts[0].hash, acts[1].hash]
    assert len((tmp_path / NAME).read_bytes().splitlines(keepends=True)) == 3


def test_a_line_is_plain_json(tmp_path: Path) -> None:
    """Other tools can read the journal: one object a line, times in UTC to the microsecond."""
    journal = Journal(tmp_path, SetClock())
    act = said(journal, "quiet")
    journal.close()

    assert json.loads((tmp_path / NAME).read_bytes()) == {
        "seq": 1,
        "recorded_at": "2016-09-12T16:00:00.000000Z",
        "actor": "tester",
        "role": "officer",
        "act": "said",
        "body": {"of": "quiet"},
        "prev": NO_HASH,
        "hash": act.hash,
    }


def test_time_never_goes_back(tmp_path: Path) -> None:
    """A clock set back, or standing still, gives the next microsecond; also after a restart."""
    clock = SetClock()
    journal = Journal(tmp_path, clock)
    first = said(journal, 1)
    clock.pass_by(timedelta(days=-400))
    second = said(journal, 2)
    journal.close()
    journal = Journal(tmp_path, clock)
    third = said(journal, 3)
    clock.now = START + timedelta(hours=1)
    fourth = said(journal, 4)
    journal.close()

    assert [act.recorded_at - START for act in (first, second, third, fourth)] == [
        timedelta(0),
        TICK,
        2 * TICK,
        timedelta(hours=1),
    ]


@given(cut=st.integers(1, 10_000), length=st.sampled_from([0, 10, 200_000]))
def test_an_unfinished_line_is_set_aside(
    tmp_path_factory: pytest.TempPathFactory, cut: int, length: int
) -> None:
    """Wherever the last line was torn, what was whole stays and the rest is kept apart."""
    folder = tmp_path_factory.mktemp("journal")
    journal = Journal(folder, SetClock())
    first = said(journal, "whole")
    whole = journal.size
    said(journal, "x" * length)
    journal.close()
    line = (folder / NAME).read_bytes()
    cut = min(cut, len(line) - whole - 1)
    (folder / NAME).write_bytes(line[:-cut])

    journal = Journal(folder, SetClock())
    aside = folder / "journal.torn-1"
    assert journal.torn == aside
    assert aside.read_bytes() == line[whole:-cut]
    assert journal.last == first
    second = said(journal, "again")
    journal.close()

    assert list(read(folder / NAME)) == [first, second]


@pytest.mark.parametrize("body", [float("nan"), "\ud800", {1, 2}])
def test_what_is_no_json_is_refused(tmp_path: Path, body: object) -> None:
    """An act that could not be read back is not begun."""
    journal = Journal(tmp_path, SetClock())
    with pytest.raises((ValueError, TypeError)):
        said(journal, body)

    assert journal.size == 0
    journal.close()


def test_a_damaged_end_is_not_written_after(tmp_path: Path) -> None:
    """A last line that is none of ours stops the opening, and says to verify."""
    (tmp_path / NAME).write_bytes(b'{"seq": 1}\n')

    with pytest.raises(StoreDamagedError, match="Run verify"):
        Journal(tmp_path, SetClock())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one act of each kind."""
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder, SetClock()) as store:
        upload(store, report("1"), report("1", "south"), profile("north"), archive=True)
        store.accept.record(link("north/1", "south/1"), actor="tester")
        store.accept.record(review("north/1"), actor="tester")
        store.accept.activate("truce.yaml", "agreement: made-up\n", actor="tester")
        store.accept.note("said", {"verdict": "kept"}, actor="service")
        store.accept.note("notice", {"to": "desk"}, actor="service", files={"text": b"kept"})
        store.accept.undo(2, actor="tester")
    return folder


@pytest.fixture
def lines(original: Path, tmp_path: Path) -> list[bytes]:
    """The lines of a journal with one act of each kind; its store is copied to `tmp_path`."""
    copy_of(original, tmp_path, [NAME, "kept", "tables.duckdb"])
    return (tmp_path / NAME).read_bytes().splitlines(keepends=True)


def edited(lines: list[bytes], at: int) -> list[bytes]:
    """Change one letter of what an act says."""
    place = lines[at].index(b'"act":"') + 7
    return [*lines[:at], lines[at][:place] + b"X" + lines[at][place + 1 :], *lines[at + 1 :]]


def resealed(lines: list[bytes], at: int) -> list[bytes]:
    """Change who acted, and compute the hash of the line anew."""
    act = Act.parse(lines[at])
    fields = {name: getattr(act, name) for name in Act.__dataclass_fields__}
    changed = Act(**{**fields, "actor": "somebody else"}).sealed()
    return [*lines[:at], changed.line, *lines[at + 1 :]]


def deleted(lines: list[bytes], at: int) -> list[bytes]:
    """Leave a line out."""
    return lines[:at] + lines[at + 1 :]


def inserted(lines: list[bytes], at: int) -> list[bytes]:
    """Put a made-up act, sealed, before a line."""
    act = Act.parse(lines[at])
    fields = {name: getattr(act, name) for name in Act.__dataclass_fields__}
    return [*lines[:at], Act(**{**fields, "act": "made up"}).sealed().line, *lines[at:]]


def swapped(lines: list[bytes], at: int) -> list[bytes]:
    """Exchange a line with the next."""
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def doubled(lines: list[bytes], at: int) -> list[bytes]:
    """Say a line twice."""
    return [*lines[: at + 1], *lines[at:]]


def respaced(lines: list[bytes], at: int) -> list[bytes]:
    """Write the same JSON with a space more."""
    return [*lines[:at], lines[at].replace(b",", b", ", 1), *lines[at + 1 :]]


Tampering = Callable[[list[bytes], int], list[bytes]]


@pytest.mark.parametrize("at", range(7))
@pytest.mark.parametrize(
    ("tamper", "bad_line"),
    [
        (edited, 1),
        (resealed, 2),
        (deleted, 1),
        (inserted, 2),
        (swapped, 1),
        (doubled, 2),
        (respaced, 1),
    ],
)
def test_verify_names_the_first_bad_line(
    tmp_path: Path, lines: list[bytes], tamper: Tampering, bad_line: int, at: int
) -> None:
    """Any edit, deletion, insertion or swap, of any kind of act, is found where it begins.

    A line that was sealed anew is whole in itself: the line after it does not follow. At the end
    of the journal nothing follows, which is what anchors are for: the second part of the test.
    """
    head = Act.parse(lines[-1]).hash
    at_end = at == len(lines) - 1
    if tamper is swapped and at_end:
        at, at_end = at - 1, False
    changed = tamper(lines, at)
    (tmp_path / NAME).write_bytes(b"".join(changed))

    found = verify(tmp_path, anchor=head)
    assert not found.ok
    undetectable_without = at_end and tamper in {resealed, deleted}
    if undetectable_without:
        assert found.line is None
        assert verify(tmp_path).ok
        assert "no act in the journal has the hash" in found.problems[0]
    else:
        assert found.line == at + bad_line
        assert found.problems[0].startswith(f"{NAME}, line {at + bad_line}: ")
        assert found.acts == at + bad_line - 1


def test_an_untouched_store_verifies(tmp_path: Path, lines: list[bytes]) -> None:
    """Nothing is wrong with what was only written; without an anchor the doubt is said."""
    head = Act.parse(lines[-1]).hash

    found = verify(tmp_path, anchor=head[:12].upper())
    assert (found.ok, found.acts, found.head, found.notes) == (True, 7, head, ())
    assert "cut from the end" in verify(tmp_path).notes[0]


@pytest.mark.parametrize("left", range(7))
def test_a_cut_is_found_by_the_anchor(tmp_path: Path, lines: list[bytes], left: int) -> None:
    """However many lines are cut from the end, a hash quoted from one of them is missed."""
    (tmp_path / NAME).write_bytes(b"".join(lines[:left]))

    assert verify(tmp_path).ok
    for cut in lines[left:]:
        found = verify(tmp_path, anchor=Act.parse(cut).hash)
        assert "lines were cut from the end" in found.problems[0]
        assert found.line is None


def test_a_cut_is_found_by_the_tables(tmp_path: Path, lines: list[bytes]) -> None:
    """Opening a journal that is shorter than its tables is refused, with what to do."""
    (tmp_path / NAME).write_bytes(b"".join(lines[:-2]))

    with pytest.raises(StoreDamagedError, match="ends with act 5, but the tables hold act 7"):
        Store.open(tmp_path, SetClock())
    with Store.open(tmp_path, SetClock(), rebuild=True) as store:
        assert store.head == Act.parse(lines[4])


def test_a_journal_regrown_after_a_cut_is_found_by_the_tables(
    tmp_path: Path, lines: list[bytes]
) -> None:
    """Lines cut and others put in their place: the tables hold another act under that number."""
    (tmp_path / NAME).write_bytes(b"".join(lines[:-1]))
    journal = Journal(tmp_path, SetClock())
    while journal.size <= len(b"".join(lines)):
        said(journal, "something else")
    journal.close()

    assert verify(tmp_path).ok
    with pytest.raises(StoreDamagedError, match=r"is damaged|is not the one"):
        Store.open(tmp_path, SetClock())


def test_cutting_both_is_undetectable_and_said_to_be(tmp_path: Path, lines: list[bytes]) -> None:
    """Without tables and without an anchor a shortened journal is whole: the note says so."""
    (tmp_path / NAME).write_bytes(b"".join(lines[:3]))
    (tmp_path / "tables.duckdb").unlink()

    found = verify(tmp_path)
    assert found.ok
    assert "cannot be told" in found.notes[0]
    Store.open(tmp_path, SetClock()).close()


def test_an_unfinished_end_is_a_note_not_a_fault(tmp_path: Path, lines: list[bytes]) -> None:
    """A crash in the middle of a line is no tampering."""
    with (tmp_path / NAME).open("ab") as file:
        file.write(lines[0][:40])

    found = verify(tmp_path, anchor=Act.parse(lines[-1]).hash)
    assert found.ok
    assert "never acknowledged" in found.notes[0]


@pytest.mark.parametrize("damage", ["edited", "emptied", "removed", "exchanged"])
@pytest.mark.parametrize("which", range(4))
def test_every_kept_file_is_checked(
    tmp_path: Path, lines: list[bytes], damage: str, which: int
) -> None:
    """A kept file that is not what was kept is named, with the line that names it."""
    kept = sorted((tmp_path / "kept").rglob("*.zst"))
    path = kept[which]
    content = path.read_bytes()
    match damage:
        case "edited":
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "emptied":
            path.write_bytes(b"")
        case "removed":
            path.unlink()
        case "exchanged":
            path.write_bytes(kept[which - 1].read_bytes())
    naming = [Act.parse(line).seq for line in lines if path.stem.encode() in line]

    found = verify(tmp_path)
    assert len(kept) == 4
    assert [p for p in found.problems if p.startswith(f"{NAME}, line {naming[0]}: {path}: ")]
    assert found.line is None


@pytest.mark.usefixtures("lines")
def test_a_short_anchor_is_refused(tmp_path: Path) -> None:
    """Few characters would be found in some hash by chance."""
    with pytest.raises(ValueError, match="at least 12"):
        verify(tmp_path, anchor="ab12")


def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    """A line that does not fit is taken back whole; with space again acts go on."""
    resource = pytest.importorskip("resource")
    journal = Journal(tmp_path, SetClock())
    first = said(journal, "fits")
    before = (tmp_path / NAME).read_bytes()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for room in (1, 40, 170):
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, hard))
        try:
            with pytest.raises(StoreError, match="Nothing was stored"):
                said(journal, "does not fit")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        assert (tmp_path / NAME).read_bytes() == before
    second = said(journal, "fits again")
    journal.close()

    assert list(read(tmp_path / NAME)) == [first, second]
