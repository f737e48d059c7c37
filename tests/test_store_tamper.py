"""The tamper matrix: whatever is done to whichever line or kept file, verify names it.

Every kind of record, in a file and from a form, and every kind of act stands in one journal.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from store_samples import SetClock, copy_of, coverage, hours, link, profile, report, review, rows

from monitor.incidents.record import RECORD, Attestation, Count, Decision, Record, Statement
from monitor.incidents.vocabulary import Measure, Says
from monitor.store.act import Act
from monitor.store.errors import StoreDamagedError
from monitor.store.journal import NAME
from monitor.store.opening import TABLES
from monitor.store.store import Store
from monitor.store.verify import Verification, verify

DAY = hours(0, 24)
RECORDS: Sequence[Record] = (
    report("1"),
    Count(id="1", source="watch", window=DAY, measure=Measure.KILLED, value=3),
    Statement(id="1", source="watch", actor="A", says=Says.DENIES, made=DAY),
    Decision(id="1", source="A", agreement="made-up", by="A", what="joined", effective=DAY),
    Attestation(id="1", source="A", agreement="m", by="A", what="w", holds=True, during=DAY),
    coverage(),
    link("north/1", "south/1"),
    review("north/1"),
    profile("north"),
)
"""One of each of the nine kinds."""

OTHERS = 5
"""Acts beside those that bring records: a rule file, said, notice with a file, two undone."""

ACTS = 2 * len(RECORDS) + OTHERS


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every kind of record, in a file and from a form, and every kind of act."""
    folder = tmp_path_factory.mktemp("store")
    with Store.open(folder, SetClock()) as store:
        for number, record in enumerate(RECORDS):
            data = record.model_dump_json().encode()
            store.accept.upload(
                f"{number}.csv", data, rows(record), actor="a", rejected=b"bad %d" % number
            )
            store.accept.record(record.model_copy(update={"id": "2"}), actor="a")
        store.accept.activate("truce.yaml", "agreement: made-up\n", actor="a")
        store.accept.note("said", {"verdict": "kept"}, actor="service")
        store.accept.note("notice", {"to": "desk"}, actor="service", files={"text": b"sent"})
        store.accept.undo(1, actor="a")
        store.accept.undo(2, actor="a")
    return folder


@pytest.fixture
def lines(original: Path, tmp_path: Path) -> list[bytes]:
    """The lines of that journal; its store is copied to `tmp_path`."""
    copy_of(original, tmp_path, [NAME, "kept", TABLES])
    return (tmp_path / NAME).read_bytes().splitlines(keepends=True)


def changed(line: bytes, **fields: object) -> bytes:
    """The line of an act with other content, its hash computed anew."""
    act = Act.parse(line)
    same = {name: getattr(act, name) for name in Act.__dataclass_fields__}
    return Act(**{**same, **fields}).sealed().line


@dataclass(frozen=True)
class Tampering:
    """Something done to a line, given by its index.

    Attributes:
        apply: What becomes of the lines.
        shows: At which line it shows, counted from the one that was touched.
        last_shows: Whether it shows without an anchor where nothing follows.
    """

    apply: Callable[[list[bytes], int], list[bytes]]
    shows: int = 0
    last_shows: bool = True


def with_line(lines: list[bytes], at: int, *instead: bytes) -> list[bytes]:
    """Put other lines in the place of one."""
    return [*lines[:at], *instead, *lines[at + 1 :]]


def swapped(lines: list[bytes], at: int) -> list[bytes]:
    """Exchange a line with the next, the last one with the one before."""
    first = min(at, len(lines) - 2)
    return [*lines[:first], lines[first + 1], lines[first], *lines[first + 2 :]]


TAMPERINGS = {
    "edit": Tampering(
        lambda lines, at: with_line(lines, at, lines[at].replace(b'"actor":"', b'"actor":"x', 1))
    ),
    "edit the body": Tampering(
        lambda lines, at: with_line(lines, at, lines[at].replace(b'"body":{', b'"body":{"a":1,', 1))
    ),
    "edit and seal": Tampering(
        lambda lines, at: with_line(lines, at, changed(lines[at], actor="x")),
        shows=1,
        last_shows=False,
    ),
    "delete": Tampering(with_line, last_shows=False),
    "insert": Tampering(
        lambda lines, at: with_line(lines, at, changed(lines[at], act="made up"), lines[at]),
        shows=1,
    ),
    "say twice": Tampering(lambda lines, at: with_line(lines, at, lines[at], lines[at]), shows=1),
    "swap with the next": Tampering(swapped),
}


def told_at(found: Verification, line: int) -> bool:
    """Whether this line is named as the first bad one, with all before it taken as whole."""
    return (
        not found.ok
        and found.line == line
        and found.acts == line - 1
        and found.problems[0].startswith(f"{NAME}, line {line}: ")
    )


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_line_that_is_touched_is_named(tmp_path: Path, lines: list[bytes], name: str) -> None:
    """By its number; where nothing follows that could contradict it, by the anchor."""
    tampering, head = TAMPERINGS[name], Act.parse(lines[-1]).hash
    missed = []
    for at in range(len(lines)):
        (tmp_path / NAME).write_bytes(b"".join(tampering.apply(lines, at)))
        found = verify(tmp_path, anchor=head)
        if at + 1 < len(lines) or tampering.last_shows:
            back = name == "swap with the next" and at + 1 == len(lines)
            named = told_at(found, at + 1 - back + tampering.shows)
        else:
            named = found.line is None and "no act in the journal has the hash" in str(found)
            named &= verify(tmp_path).ok and unanchored(verify(tmp_path))
        if not named:
            missed.append((at + 1, found))
    say(name, len(lines), missed)


def unanchored(found: Verification) -> bool:
    """Whether it is said that a cut cannot be told."""
    return "cannot be told from the journal itself" in "".join(found.notes)


def say(name: str, tried: int, missed: Sequence[object]) -> None:
    """Report one row of the matrix, which must have no gap."""
    sys.stderr.write(f"\n{name}: {tried - len(missed)} of {tried} named")
    assert missed == []


def test_the_matrix_holds_everything(lines: list[bytes]) -> None:
    """Nine kinds of record, each in a file and alone, and six kinds of act."""
    acts = [Act.parse(line) for line in lines]
    alone = [RECORD.validate_python(a.body["record"]).record for a in acts if a.act == "record"]

    assert len(acts) == ACTS
    assert len(set(alone)) == len({record.record for record in RECORDS}) == len(RECORDS) == 9
    assert {act.act for act in acts} == {
        "upload", "record", "undo", "activate", "said", "notice"
    }  # fmt: skip


def test_every_cut_is_found_by_anchor_and_by_tables(tmp_path: Path, lines: list[bytes]) -> None:
    """However many lines are cut: by the hash of any of them, and by the tables on opening.

    With neither it cannot be found, and verify says so.
    """
    missed = []
    for left in range(len(lines)):
        (tmp_path / NAME).write_bytes(b"".join(lines[:left]))
        without = verify(tmp_path)
        anchored = [verify(tmp_path, Act.parse(line).hash) for line in lines[left:]]
        named = without.ok and unanchored(without)
        named &= all("lines were cut from the end" in str(found) for found in anchored)
        try:
            Store.open(tmp_path, SetClock()).close()
        except StoreDamagedError as error:
            named &= f"the tables hold act {len(lines)}: lines were cut" in str(error)
        else:
            named = False
        if not named:
            missed.append(left)
    say("truncate", len(lines), missed)


def test_a_cut_with_the_tables_gone_opens_and_is_said_to_be_undetectable(
    tmp_path: Path, lines: list[bytes]
) -> None:
    """The one thing that leaves no trace here; a hash that somebody holds still tells."""
    (tmp_path / NAME).write_bytes(b"".join(lines[:-3]))
    (tmp_path / TABLES).unlink()
    with Store.open(tmp_path, SetClock()) as store:
        assert store.notes == ()
        assert store.verify().ok
        assert not store.verify(Act.parse(lines[-1]).hash).ok

    assert unanchored(verify(tmp_path))


def damages(path: Path, other: Path) -> Iterator[str]:
    """Do to a kept file what can be done to it, one after another, and mend it at the end."""
    content = path.read_bytes()
    for name, instead in {
        "a bit": content[:-1] + bytes([content[-1] ^ 1]),
        "cut": content[: len(content) // 2],
        "emptied": b"",
        "more at its end": content + b"more",
        "exchanged": other.read_bytes(),
    }.items():
        path.write_bytes(instead)
        yield name
    path.unlink()
    yield "removed"
    path.write_bytes(content)


def test_every_kept_file_that_is_touched_is_named(tmp_path: Path, lines: list[bytes]) -> None:
    """Originals, rows, rejected rows, rule texts and notices: with the first line that names it."""
    kept = sorted((tmp_path / "kept").rglob("*.zst"))
    missed, tried = [], 0
    for number, path in enumerate(kept):
        line = next(at for at, line in enumerate(lines, 1) if path.stem.encode() in line)
        for damage in damages(path, kept[number - 1]):
            tried += 1
            problems = verify(tmp_path).problems
            if [one.startswith(f"{NAME}, line {line}: {path}") for one in problems] != [True]:
                missed.append((path.name, damage, problems))
    assert len(kept) == 3 * len(RECORDS) + 2
    assert verify(tmp_path).ok
    say("kept files", tried, missed)
