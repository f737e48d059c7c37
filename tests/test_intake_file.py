"""A whole file: every line is accepted, rejected with its reasons, or repeated; none is lost."""

import csv
import gc
import io
import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.collector import collector_paused
from monitor.incidents.intake import Intake
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.validate import read_file
from monitor.incidents.write import rejected_csv

HEAD = "id,source,happened_from,killed_low,note\n"
GOOD = "r{0},un,2016-09-17T15:55Z,{0},some text\n"


def intake(text: str, **stated: str) -> Intake:
    """Read a text as a file."""
    return read_file(text.encode(), file="f.csv", **stated)


def problems(text: str) -> list[tuple[int, str, int, str]]:
    """Line, column, number and value of each problem of a text."""
    return [
        (problem.line, problem.column, problem.number, problem.value)
        for rejected in intake(text).rejected
        for problem in rejected.problems
    ]


@pytest.mark.parametrize(
    ("header", "kind"),
    [(",".join(template.names()), kind) for kind, template in TEMPLATES.items()]
    + [
        ("id;source;happened_from", "report"),
        ("id\tsource\thappened_from\tnote", "report"),
        ("\ufeffNOTE, Happened_From ,SOURCE,ID", "report"),
        ('"id","source","happened_from"', "report"),
        ("problem_line,problem,id,source,actor,says,made_at", "statement"),
        ("id;name;areas", "source_profile"),
    ],
)
def test_the_header_tells_the_kind(header: str, kind: str) -> None:
    """Order, case, spaces, quotes and the delimiter do not matter; ignored columns neither."""
    found = intake(header + "\nx")

    assert (found.kind, found.lines, found.records) == (kind, 1, ())


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        (
            "id,source,happend_from,kind",
            [
                (1, 11, "happend_from", "has no column 'happend_from'", "did you mean happened_fr"),
                (1, 1, "happened_from", "required column happened_from is missing", "When it"),
            ],
        ),
        ("id,source,happened_from,ID", [(1, 25, "ID", "stands twice; the first is cell 1", "one")]),
        ("id,source,happened_from,,note", [(1, 25, "", "has no name", "delete it")]),
        ("\n\nid,happened_from", [(3, 1, "source", "required column source is missing", "")]),
        ("id,source,xyz", [(1, 11, "xyz", "has no column 'xyz'", "write one of")]),
    ],
)
def test_a_header_that_does_not_fit(
    header: str, faults: list[tuple[int, int, str, str, str]]
) -> None:
    """Every fault at once, with its place in the line and what was probably meant."""
    with pytest.raises(IncidentFileError) as refused:
        intake(header + "\n1,2,3\n", kind="report")

    found = refused.value.problems
    assert len(found) >= len(faults)
    for problem, (line, column, path, message, hint) in zip(found, faults, strict=False):
        assert (problem.line, problem.column, problem.path) == (line, column, path)
        assert message in problem.message
        assert hint in problem.hint


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "\n1,un,2016-09-17\nx,y,z\n", ",,\nx\n1\n"])
def test_a_file_without_a_header_is_refused(text: str) -> None:
    """Its first line is shown, and the templates are named."""
    with pytest.raises(IncidentFileError, match="not the header of a template") as refused:
        intake(text)

    assert "reports.csv" in refused.value.problems[0].hint


def test_every_problem_of_every_line_at_once() -> None:
    """Lines are physical ones; numbers are those of the file's own columns."""
    text = (
        "note,killed_low,id,source,happened_from\n"
        '"two\nlines",1,r1,un,2016-09-17T15:55Z\n'
        "\n"
        'x,"1,000",r2,UN,2016-02-30\n'
        ",,,,\n"
        "x,1,r3,un\n"
        "x,1,r4,un,2016-09-17T15:55Z,spare\n"
        ",1,r5,un,2016-09-17T15:55Z\n"
        'a 5" gun,1,r6,un,2016-09-17T15:55Z\n'
    )

    found = intake(text)

    assert [line for line, _ in found.records] == [2]
    assert (found.lines, found.repeated) == (6, 0)
    assert problems(text) == [
        (5, "killed_low", 2, "1,000"),
        (5, "source", 4, "UN"),
        (5, "happened_from", 5, "2016-02-30"),
        (7, "", 0, ""),
        (8, "", 0, ""),
        (9, "kind", 0, ""),
        (10, "note", 1, 'a 5" gun'),
    ]
    reasons = [str(problem) for line in found.rejected for problem in line.problems]
    assert reasons[3].startswith("it has 4 cells where the header has 5")
    assert reasons[4].startswith("it has 6 cells where the header has 5")
    assert found.rejected[2].cells == ("x", "1", "r4", "un", "2016-09-17T15:55Z", "spare")


def test_a_source_stated_for_the_file_spares_the_column() -> None:
    """Without it the column is required."""
    text = "id,happened_from,note\nr1,2016-09-17,x\n"

    found = intake(text, source="un", time_zone="Asia/Damascus")

    assert [record.source for _, record in found.records] == ["un"]
    with pytest.raises(IncidentFileError, match="required column source"):
        intake(text)


def test_a_line_said_twice_counts_once() -> None:
    """A repetition is neither a record nor rejected; another revision is a record."""
    line = "r1,un,2016-09-17T15:55Z,3,x"
    text = f"{HEAD.strip()},revision\n{line},\n{line},0\n{line},1\n"

    found = intake(text)

    assert [number for number, _ in found.records] == [2, 4]
    assert (found.lines, found.repeated, found.rejected) == (3, 1, ())


def test_lines_that_contradict_each_other_are_all_rejected() -> None:
    """Which is right is not known; each names another, and the rest of the file stands."""
    text = (
        HEAD + "r1,un,2016-09-17T15:55Z,3,x\n"
        "r1,un,2016-09-17T15:55Z,4,x\n"
        "r2,un,2016-09-17T15:55Z,3,x\n"
        "r1,un,2016-09-17T15:55Z,3,x\n"
        "r1,us,2016-09-17T15:55Z,9,x\n"
    )

    found = intake(text)

    assert [line for line, _ in found.records] == [4, 6]
    assert problems(text) == [(line, "id", 1, "r1") for line in (2, 3, 5)]
    named = [line.problems[0].reason.split()[1] for line in found.rejected]
    assert named == ["3", "2", "3"]
    assert (found.lines, found.repeated) == (5, 0)


def test_rejected_lines_can_be_mended_and_uploaded_again() -> None:
    """The file of rejected lines is read like the original: same problems, until mended."""
    text = (
        "id;source;happened_from;latitude;longitude;note\n"
        "r1;un;2016-09-17T15:55Z;-91;-5;=HYPERLINK(1)\n"
        'r2;un;2016-02-30;-33.5;-5;"-1\n+2"\n'
        "r3;un;2016-09-17;@x;'=y;''z\n"
        "r4;un;2016-09-17T15:55Z;1;2;+note;@spare\n"
        "r5;un\n"
    )
    first = intake(text)

    file = rejected_csv(first)
    again = read_file(file, file="again.csv")
    third = read_file(rejected_csv(again), file="third.csv")

    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))
    assert rows[0][:3] == ["problem_line", "problem", "id"]
    assert [row[0] for row in rows[1:]] == ["2", "3", "5", "6", "7"]
    assert 'latitude "-91": it is not between -90 and 90' in rows[1][1]
    assert rows[1][5:] == ["-91", "-5", "'=HYPERLINK(1)"]
    assert rows[2][5:] == ["-33.5", "-5", "'-1\n+2"]
    assert rows[3][5:] == ["'@x", "'=y", "''z"]
    assert rows[4][7:] == ["'+note", "'@spare"]
    reasons = [[str(p) for p in line.problems] for line in first.rejected]
    assert [[str(p) for p in line.problems] for line in again.rejected[:3]] == reasons[:3]
    assert rejected_csv(third).splitlines()[0] == file.splitlines()[0]
    assert [line.cells for line in third.rejected] == [line.cells for line in again.rejected]
    mended = file.replace(b"2016-02-30", b"2016-02-29T10:00Z")
    (record,) = (record for _, record in read_file(mended, file="f").records)
    assert record.note == "-1 +2"


@given(st.text(alphabet=" '=+-@\t\uff1d\ufeffa1", max_size=6))
def test_no_cell_of_a_written_file_runs_as_a_formula(note: str) -> None:
    """Whatever the text, it is harmless in the file of rejected lines and restored from it."""
    cell = '"' + note + '"'
    first = intake(f"id,source,happened_from,note\nr1,un,2016-02-30,{cell}\n")

    file = rejected_csv(first)

    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    written = rows[1][-1]
    assert not written.lstrip("\ufeff \t").startswith(("=", "+", "-", "@", "\uff1d"))
    mend = file.replace(b"2016-02-30", b"2016-02-20T10:00Z,").replace(b",,", b",")
    original = intake(f"id,source,happened_from,note\nr1,un,2016-02-20T10:00Z,{cell}\n")
    assert read_file(mend, file="f").records == tuple((2, record) for _, record in original.records)


def test_the_order_of_lines_changes_nothing_but_the_order() -> None:
    """Accepted, rejected and repeated lines are the same in any order."""
    lines = [GOOD.format(number % 12) for number in range(20)]
    lines += [f"r{number},un,2016-09-17T15:55Z,99,other\n" for number in range(3)]
    lines += [f"b{number},UN,2016-02-30,x,text\n" for number in range(5)]

    def outcome(order: list[str]) -> tuple[list[str], list[tuple[str, ...]], int]:
        found = intake(HEAD + "".join(order))
        records = sorted(record.model_dump_json() for _, record in found.records)
        return records, sorted(line.cells for line in found.rejected), found.repeated

    shuffled = random.Random(7).sample(lines, len(lines))  # noqa: S311 - not for secrets

    assert outcome(shuffled) == outcome(lines)
    assert outcome(lines)[2] == 5


FILLED = ["r1", "r2", "un", "UN", "2016-09-17T15:55Z", "2016-02-30", "3", "-1", "x", "36,2"]
ODD = ["", '"', '"a\nb"', '"a,b"', ";", "'", "=1", "\x1b", "\r", "é"]
CELLS = st.sampled_from(FILLED + ODD)
LINES = st.lists(CELLS, min_size=1, max_size=7).map(",".join)


@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_is_accounted_for(lines: list[str], end: str) -> None:
    """Records, rejected and repeated lines are together the lines that another reader counts."""
    text = end.join(["id,source,happened_from,killed_low,note", *lines])

    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        rows = []
    counted = sum(any(cell.strip() for cell in row) for row in rows) - 1
    if counted <= 0:
        with pytest.raises(IncidentFileError):
            intake(text)
        return

    found = intake(text)

    assert found.lines == counted
    assert len(found.records) + len(found.rejected) + found.repeated == counted
    numbers = [line for line, _ in found.records] + [line.line for line in found.rejected]
    assert len(set(numbers)) == len(numbers)
    assert all(line.problems for line in found.rejected)


@given(st.binary(max_size=300))
@example(b"id,source,happened_from\n\xff")
@example("id,source,happened_from\n".encode("utf-16"))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but the one error comes out, and it names the file and says what to do."""
    refused: tuple[Problem, ...] = ()
    try:
        read_file(data, file="f.csv")
    except IncidentFileError as error:
        refused = error.problems

    assert all(problem.file == "f.csv" and problem.hint for problem in refused)


@given(st.sampled_from(sorted(TEMPLATES)), st.data())
def test_any_cells_are_read_or_rejected(kind: str, data: st.DataObject) -> None:
    """Whatever stands in the cells of a template, each line ends as a record or as a reason."""
    template = TEMPLATES[kind]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(template.names())
    rows = [
        [
            data.draw(st.sampled_from(["", column.example, column.example, "2016-09", "é;"]))
            if data.draw(st.integers(0, 9))
            else data.draw(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
            for column in template.columns
        ]
        for _ in range(2)
    ]
    assume(any(cell.strip() for row in rows for cell in row))
    writer.writerows(rows)

    found = intake(text.getvalue())

    assert found.lines == len(found.records) + len(found.rejected) + found.repeated


def test_the_collector_runs_again_after_a_file() -> None:
    """Whoever pauses it starts it, after an error too; one who found it paused leaves it so."""
    with pytest.raises(IncidentFileError):
        intake(HEAD + GOOD.format(1) + '"')
    assert gc.isenabled()

    with collector_paused():
        intake(HEAD + GOOD.format(1))
        assert not gc.isenabled()
    assert gc.isenabled()
