"""What files in the folder do not say themselves is stated once, by their names, and journalled.

Nothing in the files happened; the clock is simulated, and nobody waits.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from format_samples import table
from store_samples import SetClock
from test_inbox import Desk

from monitor.errors import IncidentFileError
from monitor.inbox.stated import statements
from monitor.incidents.record import Report
from monitor.service.checking import ALWAYS
from tests.test_mappings import FILE, TEXT

ZONE = 'files:\n  "ACLED*.csv": {time_zone: Asia/Damascus}\n'
OURS = "id,kind,happened_from\n1,shelling,2016-09-17T15:55\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A service over an empty store, with an empty folder."""
    desk = Desk(tmp_path, SetClock())
    yield desk
    desk.service.close()


def stored(desk: Desk, key: str) -> Report:
    """The one version of a report."""
    with desk.service.store.facts() as facts:
        [known] = facts.named(Report, [key], ALWAYS)
    return known.record


def test_an_export_of_local_days_is_taken_up_with_the_zone_that_is_stated(desk: Desk) -> None:
    """Without it the file is refused with what to write; and the journal says what was stated."""
    desk.drop("acled-2023.csv", table("acled", {}).decode())
    desk.look()
    told = (desk.folder / "acled-2023.csv.rejected.txt").read_text("utf-8-sig")
    assert (desk.uploads, desk.inbox.looked.refused) == ([], ("acled-2023.csv",))
    assert 'files:\n  "acled-2023.csv": {time_zone: Asia/Damascus' in told

    desk.drop("inbox.yaml", ZONE)
    desk.look(3)

    [act] = desk.uploads
    assert act.body["declared"] == {"time_zone": "Asia/Damascus"}
    assert desk.names == ["inbox.yaml"]
    assert stored(desk, "acled/XXA1").happened.start.isoformat() == "2023-02-09T21:00:00+00:00"


def test_the_first_pattern_that_fits_counts_and_others_are_read_as_they_are(desk: Desk) -> None:
    """Every word of `ingest` can be stated: source, zone, format, encoding, delimiter and so on."""
    text = (
        "files:\n"
        '  "north-*": {source: north, time_zone: Asia/Damascus, delimiter: semicolon}\n'
        '  "*": {source: south, time_zone: UTC, encoding: windows-1252, format: report}\n'
    )
    desk.drop("inbox.yaml", text)
    desk.drop("north-1.csv", OURS.replace(",", ";"))
    desk.drop("other.csv", OURS)
    desk.look(3)

    assert [stored(desk, key).happened.start.hour for key in ("north/1", "south/1")] == [12, 15]
    assert [act.body["declared"] for act in desk.uploads] == [
        {"source": "north", "time_zone": "Asia/Damascus", "delimiter": "semicolon"},
        {"format": "report", "source": "south", "time_zone": "UTC", "encoding": "windows-1252"},
    ]


def test_a_mapping_that_somebody_saved_can_be_stated(desk: Desk) -> None:
    """Its name is no format before it is saved; then the same statement is read anew."""
    desk.drop("inbox.yaml", 'files:\n  "*": {format: made_up}\n')
    desk.drop("list.csv", FILE.decode())
    desk.look(3)
    assert "there is no format" in (desk.folder / "inbox.yaml.rejected.txt").read_text("utf-8-sig")
    assert desk.uploads == []

    desk.service.mappings.save(TEXT, "made.yaml", actor="officer")
    desk.look(3)

    [act] = desk.uploads
    assert act.body["declared"] == {
        "format": "made_up",
        "mapping": "made_up",
        "mapping_version": "1",
    }
    assert desk.names == ["inbox.yaml"]


@pytest.mark.parametrize("restarted", [False, True])
def test_what_was_refused_is_tried_again_when_something_else_is_stated(
    desk: Desk, *, restarted: bool
) -> None:
    """And not before; also by a service that was started meanwhile."""
    desk.drop("inbox.yaml", 'files:\n  "*": {source: north}\n')
    desk.drop("a.csv", OURS)
    desk.look(3)
    assert desk.inbox.looked.refused == ("a.csv",)
    assert "source: north" in (desk.folder / "a.csv.rejected.txt").read_text("utf-8-sig")

    desk = desk.again() if restarted else desk
    desk.look(3)
    assert desk.uploads == []
    desk.drop("inbox.yaml", 'files:\n  "*": {source: north, time_zone: UTC}\n')
    desk.look(3)

    assert len(desk.uploads) == 1
    assert desk.names == ["inbox.yaml"]
    desk.service.close()


def test_while_what_is_stated_is_faulty_nothing_is_taken_up(desk: Desk) -> None:
    """A file must not be read otherwise than is meant; the faults lie beside it, and go again."""
    desk.drop("inbox.yaml", 'files:\n  "*": {time_zone: Damascus, sauce: x}\n')
    desk.drop("good.csv", "source,id,kind,happened_from,time_zone\nn,1,shelling,2016-09-17,UTC\n")
    desk.look(4)
    told = (desk.folder / "inbox.yaml.rejected.txt").read_text("utf-8-sig")
    assert desk.uploads == []
    assert "no file is taken up" in told
    assert "inbox.yaml:2:20: time_zone:" in told
    assert "did you mean source?" in told
    assert "inbox.yaml.rejected.txt" in desk.inbox.looked.trouble

    desk.drop("inbox.yaml", ZONE)
    desk.look(3)
    assert len(desk.uploads) == 1
    assert desk.names == ["inbox.yaml"]
    assert not desk.inbox.looked.trouble


def test_a_statement_that_is_being_written_is_waited_for(desk: Desk) -> None:
    """Half of it may be sound, and mean something else."""
    desk.look(1)
    desk.drop("a.csv", OURS)
    path = desk.drop("inbox.yaml", 'files:\n  "*": {source: north, time_zone: UTC}\n')
    for _ in range(3):
        desk.look(1)
        path.write_text(path.read_text() + "# more\n")
    assert (desk.uploads, desk.names) == ([], ["a.csv", "inbox.yaml"])
    desk.look(3)
    assert len(desk.uploads) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("- a\n", "does not begin with files:"),
        ("files: x\n", "does not begin with files:"),
        ("files:\n  a: UTC\n", "nothing is stated of files of this name"),
        ("files:\n  a: {time_zone: [UTC]}\n", "a single word"),
        ("files:\n  a: {format: aclde}\n", "did you mean acled?"),
        ("files:\n  a: {source: Ab C}\n", "the id of a source"),
        ("files:\n  a: {encoding: utf8}\n", "did you mean utf-8?"),
        ("files:\n  a: {dates: day}\n", "day_first"),
        ("files: {a: &x {source: b}, c: *x}\n", "alias"),
        ("files: [\n", "inbox.yaml:"),
        ("x" * 70_000, "larger than"),
    ],
)
def test_what_cannot_be_stated_is_told_with_its_line(text: str, words: str) -> None:
    """Each with what to write."""
    with pytest.raises(IncidentFileError) as refused:
        statements(text.encode())

    told = "\n".join(map(str, refused.value.problems))
    assert words in told
    assert all(problem.hint and problem.line for problem in refused.value.problems)


def test_what_is_stated_is_told_as_the_upload_declares_it() -> None:
    """The names are those of the journal."""
    found = statements(b'files:\n  "A?.csv": {source: north, sheet: Data}\n')

    assert json.dumps(found.of("ab.CSV").declared) == '{"source": "north", "sheet": "Data"}'
    assert found.of("abc.csv").declared == {}
