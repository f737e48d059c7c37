"""The record as files: nothing is lost on the way out and back in, and nothing runs in them."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cli_samples import GOOD, Run, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import HOUR, SetClock, link, report
from test_intake_write import RECORDS

from monitor.commands.exporting import ORDER
from monitor.incidents.possible import FINDER
from monitor.incidents.record import Record, Review
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.vocabulary import Grade
from monitor.service import Outcome, Service, Stated
from monitor.settings import read_settings

pytest_plugins = ["cli_fixtures"]

NOW = datetime(2300, 1, 1, tzinfo=UTC)
AFTER = NOW + HOUR
WIDE = "\uff1d"
PAYLOADS = ("=1+1", "+1", "-1+1", "@x", "\t=1", " =1", "'=1", f"{WIDE}1", "'Abd")


def opened(folder: Path) -> Service:
    """A service over a store, long after everything that can be told of."""
    return Service.open(read_settings({"MONITOR_STORE": str(folder)}), SetClock(NOW))


def files(service: Service) -> dict[str, bytes]:
    """What is exported of each kind, by kind."""
    return {kind: service.export(kind, AFTER, actor="tester").data for kind in ORDER}


def test_a_record_goes_out_and_comes_back(run: Run, sample: Path, tmp_path: Path) -> None:
    """By the shell: every file of the folder into an empty store, then out again, byte for byte.

    What comes in live is asked about anew (decision 0124): such links may come in addition.
    """
    first, second, store = tmp_path / "first", tmp_path / "second", tmp_path / "copy"

    assert run("export", "-o", first, "--store", sample).code == 0
    taken = run("ingest", "--json", "--store", store, *sorted(first.iterdir()))
    assert (taken.code, {one["outcome"] for one in taken.json}) == (0, {"stored"})
    assert run("export", "-o", second, "--store", store).code == 0

    names = [path.name for path in sorted(first.iterdir())]
    assert len(names) == 7
    assert names == [path.name for path in sorted(second.iterdir())]
    for name in names:
        was, now = (folder / name for folder in (first, second))
        lines = now.read_bytes().splitlines(keepends=True)
        if name.endswith("links.csv"):
            lines = [line for line in lines if FINDER.encode() not in line]
        assert b"".join(lines) == was.read_bytes()


@settings(max_examples=12)
@given(data=st.data())
def test_any_record_goes_out_and_comes_back(data: st.DataObject) -> None:
    """Of every kind, withdrawn ones and newer versions among them."""
    drawn = {
        kind: data.draw(st.lists(RECORDS[kind], max_size=3))
        for kind in ORDER
        if kind not in {"link", "review"}
    }
    with TemporaryDirectory() as folder:
        with opened(Path(folder) / "one") as service:
            for kind, records in drawn.items():
                lines = enumerate(records, 2)
                service.store.accept.upload(f"{kind}.csv", kind.encode(), lines, actor="tester")
            first = files(service)
        with opened(Path(folder) / "two") as service:
            for kind, content in first.items():
                taken = service.uploads.take(
                    f"{kind}.csv", content, stated=Stated(kind), actor="tester"
                )
                assert taken.outcome is Outcome.STORED or not taken.lines
            assert files(service) == first


def test_what_was_known_then_is_exported(tmp_path: Path) -> None:
    """The newest version as known; a withdrawn one says so, since links may name it."""
    clock = SetClock()
    config = read_settings({"MONITOR_STORE": str(tmp_path / "store")})
    with Service.open(config, clock) as service:
        service.store.accept.record(report(note="one"), actor="tester")
        first = clock.now
        clock.pass_by()
        service.store.accept.record(report(note="two"), actor="tester")
        second = clock.now
        clock.pass_by()
        service.store.accept.record(report(withdrawn=True), actor="tester")
        told = [
            _rows(service.export("report", known, actor="tester").data)
            for known in (first, second, clock.now)
        ]

    assert [[(row["note"], row["withdrawn"]) for row in found] for found in told] == [
        [("one", "no")],
        [("two", "no")],
        [("", "yes")],
    ]


def _rows(data: bytes) -> Sequence[dict[str, str]]:
    return [*csv.DictReader(data.decode("utf-8-sig").splitlines())]


def test_what_nobody_could_take_in_again_is_left_out_and_told(tmp_path: Path, run: Run) -> None:
    """Links and reviews of reports whose upload is undone; each by its key."""
    store = tmp_path / "store"
    with opened(store) as service:
        service.store.accept.record(report("1"), actor="tester")
        gone = service.store.accept.record(report("2"), actor="tester").upload
        kept: list[Record] = [
            link("north/1", "north/2"),
            Review(id="1", source="desk", report="north/2", grade=Grade.VERIFIED),
            Review(id="2", source="desk", report="north/1", grade=Grade.VERIFIED),
        ]
        for record in kept:
            service.store.accept.record(record, actor="tester")
        service.uploads.undo(gone, actor="tester")

    links = run("export", "--kind", "link", "--json", "--store", store, "--known", "2300-01-02Z")
    assert links.code == 2, "nothing is known of a time to come"
    with opened(store) as service:
        exported = [service.export(kind, AFTER, actor="tester") for kind in ("link", "review")]
    assert [one.left_out for one in exported] == [("desk/1",), ("desk/1",)]
    assert [one.records for one in exported] == [0, 1]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_runs_in_a_spreadsheet(run: Run, store: Path, tmp_path: Path, payload: str) -> None:
    """Whatever is in the record, no cell begins as a formula does; it comes back whole."""
    file = tmp_path / "in.csv"
    file.write_text(rows(GOOD.replace("rebels", f'"{payload}"')), "utf-8")
    run("ingest", "--store", store, file)

    out = run("export", "--kind", "report", "--store", store).out
    told = run("export", "--kind", "report", "--json", "--store", store).json

    (row,) = _rows(out.encode())
    for cell in row.values():
        assert not cell.strip().startswith(("=", "+", "@", WIDE))
    assert told["files"][0]["records"] == 1
    file.write_text(out, "utf-8")
    again = run("ingest", "--json", "--store", store, file).json
    assert (again[0]["stored"], again[0]["unchanged"]) == (0, 1)


def test_the_files_are_numbered_in_the_order_in_which_they_can_be_taken_in() -> None:
    """Whatever refers to a report comes after the reports."""
    assert set(ORDER) == set(TEMPLATES)
    assert ORDER.index("report") < min(ORDER.index("link"), ORDER.index("review"))
