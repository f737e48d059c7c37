"""A file with very many wrong rows: the first are told in full, and none is lost."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import overload

import pytest
from cli_samples import HEADER, Run
from page_samples import EVENING, opened, told
from streamlit.testing.v1 import AppTest

from monitor.inbox.beside import put_why
from monitor.incidents.intake import MOST_TOLD, CellProblem, Rejected, told_of
from monitor.service import Outcome, Service
from monitor.views.adding import faults, more_faults
from monitor.words import add_page, inbox, terminal
from tests.test_mappings_kept import give

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str | bytes], Path]
ROWS = 3 * MOST_TOLD
FILE = "\n".join([HEADER, *(f"r{at},made_up,,shelling,,,,,UTC" for at in range(ROWS)), ""]).encode()
MORE = ROWS - MOST_TOLD


class Counting(Sequence[Rejected]):
    """Rejected lines, of which each is made only when it is asked for."""

    def __init__(self, count: int, each: int) -> None:
        """Take how many there are, and how many problems each has."""
        self.count, self.each, self.made = count, each, 0

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __iter__(self) -> Iterator[Rejected]:
        """Make each."""
        for line in range(self.count):
            self.made += 1
            yield Rejected(line, (), (CellProblem(line, "a", 1, "", "bad"),) * self.each)

    @overload
    def __getitem__(self, at: int) -> Rejected: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Rejected]: ...
    def __getitem__(self, at: int | slice) -> Rejected | Sequence[Rejected]:
        """Nothing asks for one by its number."""
        raise NotImplementedError


@pytest.mark.parametrize(("each", "first"), [(1, MOST_TOLD), (3, 334), (2 * MOST_TOLD, 1)])
def test_no_more_is_read_than_is_told(each: int, first: int) -> None:
    """Of a million wrong rows the first are read; how many others there are is known."""
    lines = Counting(1_000_000, each)

    rows, more = told_of(lines)

    assert (len(rows), more) == (first, 1_000_000 - first)
    assert lines.made <= first + 1
    assert len(faults(lines)) == first * each
    assert more_faults(lines) == [add_page.MORE_FAULTS.format(count=more)]


def test_few_are_told_whole() -> None:
    """As many as may be told leave none untold."""
    assert told_of(Counting(MOST_TOLD, 1))[1] == 0
    assert more_faults(Counting(3, 1)) == []


def test_the_command_line_tells_the_first_and_counts_the_others(
    run: Run, store: Path, write: Write
) -> None:
    """As text and as JSON; the rejected rows of the good ones stored hold every one."""
    data = write("bad.csv", FILE)

    ran = run("ingest", "--store", store, data)
    answer = run("ingest", "--store", store, "--json", data)

    assert (ran.code, answer.code) == (2, 2)
    assert terminal.UNTOLD.format(count=MORE) in ran.err
    assert len(ran.err.splitlines()) < MOST_TOLD + 10
    [one] = answer.json
    assert (one["rejected"], len(one["problems"]), one["rows_untold"]) == (ROWS, MOST_TOLD, MORE)

    good = FILE + b"g,made_up,2016-09-17,shelling,,,,,UTC\n"
    kept = run("ingest", "--store", store, "--accept-good-rows", "--json", write("some.csv", good))
    assert (kept.json[0]["stored"], kept.json[0]["rows_untold"]) == (1, MORE)
    upload = kept.json[0]["upload"]
    assert rows_of(run("rejected", str(upload), "--store", store).out.encode()) == ROWS


def rows_of(data: bytes) -> int:
    """Return how many rows a file of rejected rows has."""
    return len([*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))])


def test_beside_a_refused_file_all_rows_stand(open_service: Service, tmp_path: Path) -> None:
    """The reasons name the first and say where the others are; the rows are all there."""
    path = tmp_path / "bad.csv"
    taken = open_service.uploads.take("bad.csv", FILE, actor="tester")
    assert taken.outcome is Outcome.REFUSED

    put_why(path, FILE, taken)

    text = (tmp_path / "bad.csv.rejected.txt").read_text("utf-8-sig")
    assert inbox.UNTOLD.format(count=MORE, rows="bad.csv.rejected.csv") in text
    assert len(text.splitlines()) < 3 * MOST_TOLD
    assert rows_of((tmp_path / "bad.csv.rejected.csv").read_bytes()) == ROWS


def test_add_shows_the_first_and_gives_all(sample_service: Service) -> None:
    """The table is bounded, says of how many others it knows, and the file to mend is offered."""
    drawn: AppTest = give(opened("add", at=EVENING), FILE, "bad.csv")

    assert not drawn.exception
    assert add_page.MORE_FAULTS.format(count=MORE) in told(drawn)
    assert [len(table.value) for table in drawn.dataframe] == [MOST_TOLD]
    assert add_page.DOWNLOAD_REJECTED in [one.label for one in drawn.get("download_button")]  # type: ignore[attr-defined]
    assert sample_service.record.uploads() == sample_service.record.uploads()
