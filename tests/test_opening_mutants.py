"""Every row is accounted for: files as people spoil them, read by two readers, row by row."""

import csv
import io
import random
from collections import Counter
from pathlib import Path

import duckdb
import polars as pl
import pytest
from second_reader import MARKS, BrokenQuotesError, decoded, rows_of, sheet_rows
from workbooks import packed, xlsx_parts

from monitor.errors import IncidentFileError, Problem
from monitor.incidents.formats.load import names_of_formats
from monitor.incidents.header import KNOWN
from monitor.incidents.opened.table import Opened, open_table
from monitor.incidents.rows import Row
from monitor.incidents.validate import read_file

SPECTRUM = {
    "simple": ("id,source,note\n1,un,3\n", [["1", "un", "3"]]),
    "comma in quotes": ('id,source,note\n1,un,"a, b"\n', [["1", "un", "a, b"]]),
    "quotes in quotes": ('id,source,note\n1,un,"a ""b"""\n', [["1", "un", 'a "b"']]),
    "line end in quotes": (
        'id,source,note\n1,un,"a\nb"\n2,un,c\n',
        [["1", "un", "a\nb"], ["2", "un", "c"]],
    ),
    "CR LF in quotes": ('id,source,note\r\n1,un,"a\r\nb"\r\n', [["1", "un", "a\r\nb"]]),
    "quotes and line ends": ('id,source,note\n1,"","a ""\nb"""\n', [["1", "", 'a "\nb"']]),
    "empty cells": ('id,source,note\n1,"",""\n2,3,4\n', [["1", "", ""], ["2", "3", "4"]]),
    "JSON in a cell": (
        'id,source,note\n1,un,"{""type"": ""Point"", ""at"": [1, 2]}"\n',
        [["1", "un", '{"type": "Point", "at": [1, 2]}']],
    ),
    "many scripts": ("id,source,note\n1,ʤ,حلب\n2,Ж,漢\n", [["1", "ʤ", "حلب"], ["2", "Ж", "漢"]]),
    "no last line end": ("id,source,note\n1,un,x", [["1", "un", "x"]]),
    "spaces stay": ("id,source,note\n 1 ,un, x \n", [[" 1 ", "un", " x "]]),
    "simple, CR LF": (
        "id,source,note\r\n1,un,3\r\n2,un,4\r\n",
        [["1", "un", "3"], ["2", "un", "4"]],
    ),
    "empty cells, CR LF": (
        'id,source,note\r\n1,"",""\r\n2,3,4\r\n',
        [["1", "", ""], ["2", "3", "4"]],
    ),
    "coordinates in a cell": (
        'id,source,note\n1,un,"36.2°N 37.1°E, +1.5/-2,5"\n',
        [["1", "un", "36.2°N 37.1°E, +1.5/-2,5"]],
    ),
    "all quoted, header too": (
        '"id","source","note"\n"1","un","a, b"\n',
        [["1", "un", "a, b"]],
    ),
    "only a quote": ('id,source,note\n1,un,""""\n', [["1", "un", '"']]),
    "only line ends": (
        'id,source,note\n1,un,"\n\n"\n2,un,x\n',
        [["1", "un", "\n\n"], ["2", "un", "x"]],
    ),
    "quotes at both ends": ('id,source,note\n1,un,"""a"""\n', [["1", "un", '"a"']]),
    "apostrophes and backslashes": (
        "id,source,note\n1,it's,a\\n'b'\n",
        [["1", "it's", "a\\n'b'"]],
    ),
    "no comment": ("id,source,note\n#1,un,# x\n2,un,y\n", [["#1", "un", "# x"], ["2", "un", "y"]]),
    "a long cell": ("id,source,note\n1,un," + "x" * 100_000 + "\n", [["1", "un", "x" * 100_000]]),
    "a byte order mark before a quote": (
        '\ufeff"id",source,note\n1,un,x\n',
        [["1", "un", "x"]],
    ),
    "last cell empty": ("id,source,note\n1,un,\n2,un,\n", [["1", "un", ""], ["2", "un", ""]]),
}


@pytest.mark.parametrize("name", SPECTRUM)
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_spectrum_of_quoting(name: str, mark: str, tmp_path: Path) -> None:
    """Cell by cell as expected, and as four others read it: ours, Python, polars and DuckDB."""
    text, rows = SPECTRUM[name]
    if mark != ",":
        rows = [[cell.replace(",", mark) for cell in row] for row in rows]
        text = text.replace(",", mark)

    table = open_table(text.encode(), "f.csv")

    assert [row.cells for row in table.rows] == rows
    assert [row.stray for row in table.rows] == [None] * len(rows)
    for reader, found in by_others(text, mark, tmp_path / "f.csv").items():
        assert found == rows, reader


def by_others(text: str, mark: str, path: Path) -> dict[str, list[list[str]]]:
    """The rows under the header as other readers have them, told what separates cells."""
    path.write_bytes(text.encode())
    plain_ = text.removeprefix("\ufeff")
    frame = pl.read_csv(io.BytesIO(text.encode()), separator=mark, infer_schema=False)
    names = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(3))
    told = duckdb.execute(
        f"FROM read_csv(?, auto_detect = false, header = true, delim = ?, quote = '\"', "
        f"escape = '\"', columns = {{{names}}}, new_line = ?, max_line_size = 1000000)",
        [str(path), mark, "\\r\\n" if "\r\n" in text else "\\n"],
    )
    return {
        "ours, written apart": [cells for _, cells in rows_of(plain_, mark)][1:],
        "Python": [*csv.reader(io.StringIO(plain_, newline=""), delimiter=mark)][1:],
        "polars": [list(row) for row in frame.fill_null("").rows()],
        "DuckDB": [[cell or "" for cell in row] for row in told.fetchall()],
    }


LONE = {
    "a quote inside": ('1,un,a "b" c\n', [["1", "un", 'a "b" c']], 1),
    "inches": ('1,un,5" gun\n', [["1", "un", '5" gun']], 1),
    "a blank before the quote": ('1,un, "x"\n', [["1", "un", ' "x"']], 1),
    "apostrophes that quote nothing": ("1,un,'a, b'\n", [["1", "un", "'a", " b'"]], 1),
    "a cell too many": ("1,un,x,\n", [["1", "un", "x", ""]], 1),
    "a cell too few": ("1,un\n", [["1", "un"]], 1),
}


@pytest.mark.parametrize("name", LONE)
def test_lone_quotes_and_cells_that_do_not_fit_are_told_with_their_row(name: str) -> None:
    """Every other row is good; the cells stand as Python's reader has them, in the file to mend."""
    text, cells, wrong = LONE[name]
    good = "g1,un,2016-09-17T15:55Z,x\n"
    lines = [
        line.replace("un,", "un,2016-09-17T15:55Z,", 1) for line in text.splitlines(keepends=True)
    ]
    data = "id,source,happened_from,note\n" + good + "".join(lines) + good.replace("g1", "g2")

    found = read_file(data.encode(), file="f.csv")

    assert (found.lines, len(found.records), len(found.rejected)) == (2 + wrong, 2, wrong)
    assert [one.line for one in found.rejected] == [3]
    assert [
        row.cells for row in open_table(("id,source,note\n" + text).encode(), "f").rows
    ] == cells
    assert [*csv.reader(io.StringIO(text))] == cells


@pytest.mark.parametrize(
    "text",
    [
        '1,un,"a" b\n2,un,c\n',
        '1,un,"a\n2,un,c\n',
        '1,"un"x,a\n',
        '1,un,"a"""\n2,un,c\n3,un,"\n',
    ],
)
def test_quotes_that_hide_where_rows_end_refuse_the_file(text: str) -> None:
    """Which rows there are is not known then; both strict readers say the same."""
    with pytest.raises(IncidentFileError) as refused:
        read_file(("id,source,happened_from,note\n" + text).encode(), file="f.csv")
    with pytest.raises(csv.Error):
        list(csv.reader(io.StringIO(text, newline=""), strict=True))
    with pytest.raises(BrokenQuotesError):
        list(rows_of(text, ","))

    assert "quote" in refused.value.problems[0].message


NAMES = ("id", "source", "happened_from", "kind", "latitude", "longitude", "killed_low", "note")
PLACES = ("حلب", "Alépo", "Dar’a", "Idleb", 'the "old" town', "one,\ntwo; three|four", "")


def base(rng: random.Random) -> bytes:
    """A sound file of a template, in one of the ways in which people have such files."""
    mark = rng.choice(",,;;\t|")
    end = rng.choice(["\n", "\r\n", "\r"])
    codec = rng.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1256", "cp1252"])
    barred = {"cp1256": {"Alépo"}, "cp1252": {"حلب"}}.get(codec, set())
    words = [place for place in PLACES if place not in barred]
    decimal = "," if mark in ";\t" and rng.random() < 0.5 else "."
    lines = [["Synthetic"]] if rng.random() < 0.2 else []
    lines.append([*NAMES])
    if rng.random() < 0.2:
        tags = ["#meta+id", "#meta+source", "#date+start", "#event+type", "#geo+lat", "#geo+lon"]
        lines.append([*tags, "#affected+killed", "#description"])
    for number in range(rng.randint(1, 12)):
        latitude = f"{rng.randint(30, 38)}.{rng.randint(1, 9999)}".replace(".", decimal)
        day = f"2016-09-{rng.randint(1, 30):02}T{rng.randint(0, 23):02}:00Z"
        cells = [f"r{number}", "un", day, rng.choice(["shelling", ""]), latitude, "37"]
        lines.append([*cells, str(rng.randint(0, 9)), rng.choice(words) or "x"])
    text = end.join(mark.join(quoted(cell, mark) for cell in line) for line in lines)
    return (text + rng.choice([end, ""])).encode(codec)


def quoted(cell: str, mark: str) -> str:
    """Write a cell as a careful writer does."""
    special = any(letter in cell for letter in (mark, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if special else cell


SPLICED = (
    *(b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\0", b" ", b"'", b"="),
    *(b"\xff", b"\xef\xbb\xbf", b"\xe9", b"\xc7\xe1", "حلب".encode(), b"1,234", b"1,5", b"#org"),
    *(b"id,source,note\n", b"id;source;note\n", b"\n\n", b'\n"', b'",', b"sep=;\n", b"<html>"),
)


def spoilt(data: bytes, rng: random.Random) -> bytes:
    """Spoil a file in one to three places."""
    for _ in range(rng.randint(1, 3)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        match rng.randrange(7):
            case 0:
                data = data[:at] + data[at + rng.randint(1, 3) :]
            case 1 | 2:
                data = data[:at] + rng.choice(SPLICED) + data[at:]
            case 3:
                data = data[:at] + data[at:to] * 2 + data[to:]
            case 4:
                data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
            case 5:
                data = data[:at] + data[to:] if rng.random() < 0.3 else data
            case _:
                lines = data.split(b"\n")
                rng.shuffle(lines)
                data = b"\n".join(lines)
    return data


def compared(data: bytes) -> str:
    """Read a file twice and hold the rows against each other; says what became of it."""
    refused: tuple[Problem, ...] = ()
    try:
        table = open_table(data, "f.csv", known=KNOWN | names_of_formats())
        rows = [*table.rows]
    except IncidentFileError as error:
        refused = error.problems
    if refused:
        assert all(problem.hint for problem in refused)
        return "refused"
    text = decoded(data, table.how.encoding or "")
    says = text[:4].lower() in {"sep=", '"sep'} and table.line > 1
    second = [*rows_of(text, MARKS[table.how.delimiter])]
    if says:
        second = second[1:]
    lines = [line for line, _ in second]
    assert table.line in lines
    first = lines.index(rows[0].line)
    assert [row.line for row in rows] == lines[first:], "a row of data is missing, or invented"
    for row, (_, cells) in zip(rows, second[first:], strict=True):
        same = cells if table.how.decimal is None else points(cells, row)
        assert row.cells == same
    said(table, lines[:first])
    return "accepted" if accounted(data, len(rows)) else "opened"


def points(cells: list[str], row: Row) -> list[str]:
    """Return the cells of the second reader with the decimal points that the first has put."""
    return [
        ours if ours == cell.replace(",", ".") else cell
        for cell, ours in zip(cells, row.cells, strict=True)
    ]


def said(table: Opened, above: list[int]) -> None:
    """Every row above the data is the header, or is said not to be read."""
    left = [line for line in above if line != table.line]
    notes = " ".join(table.how.notes)
    if table.tags:
        tagged = left.pop() if left and left[-1] > table.line else table.line
        assert f"Line {tagged} is a row of HXL tags" in notes
    if len(left) == 1:
        assert f"Line {left[0]}, beside the header" in notes
    elif left:
        assert f"Lines {left[0]} to {left[-1]}, beside the header" in notes


def accounted(data: bytes, rows: int) -> bool:
    """Whether it is a file of records; then each row is stored, repeated or rejected, once."""
    try:
        found = read_file(data, file="f.csv")
    except IncidentFileError:
        return False
    assert found.lines == rows == len(found.records) + len(found.rejected) + found.repeated
    numbers = [line for line, _ in found.records] + [line.line for line in found.rejected]
    assert len(set(numbers)) == len(numbers)
    assert all(line.problems for line in found.rejected)
    return True


def campaign(size: int, seed: int) -> Counter[str]:
    """Spoil and compare so many files; says what became of them."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    outcomes: Counter[str] = Counter()
    for _ in range(size):
        data = spoilt(base(rng), rng)
        try:
            outcomes[compared(data)] += 1
        except BrokenQuotesError:
            pytest.fail(f"rows were read though the quotes are broken: {data!r}")
        except AssertionError as error:
            error.add_note(repr(data))
            raise
    return outcomes


def test_sound_files_are_all_accepted() -> None:
    """Before any is spoilt: else the floors below would say little."""
    rng = random.Random(3)  # noqa: S311 - not for secrets

    outcomes = Counter(compared(base(rng)) for _ in range(300))

    assert outcomes["accepted"] == 300


def test_no_row_of_a_spoilt_file_is_lost() -> None:
    """Two thousand, of which many are still read: refused is not the way to be right."""
    outcomes = campaign(2_000, seed=20160919)

    assert outcomes.total() == 2_000
    assert outcomes["accepted"] >= 600
    assert outcomes["refused"] >= 300


@pytest.mark.campaign
def test_no_row_of_ten_thousand_spoilt_files_is_lost() -> None:
    """The same on other files; `-m campaign -s` prints what became of them."""
    outcomes = campaign(10_000, seed=20160926)

    print(dict(outcomes))  # noqa: T201 - the figure for the documents
    assert outcomes.total() == 10_000
    assert outcomes["accepted"] >= 3_000
    assert outcomes["refused"] >= 1_500


def test_no_row_of_a_spoilt_sheet_is_lost() -> None:
    """The part of a sheet is spoilt inside a sound archive; a second reader reads it as XML."""
    rng = random.Random(11)  # noqa: S311 - not for secrets
    part = "xl/worksheets/sheet1.xml"
    outcomes: Counter[str] = Counter()
    for _ in range(300):
        rows = [["id", "source", "note"]]
        rows += [[f"r{number}", "un", f"text {number}"] for number in range(rng.randint(1, 8))]
        parts = xlsx_parts({"Data": rows})
        sheet = bytearray(str(parts[part]).encode())
        at = rng.randrange(sheet.index(b"<sheetData"), len(sheet))
        sheet[at : at + rng.choice((0, 1, 1, 1, 5))] = bytes([rng.choice(b'12345 <>"/rcA')])
        data = packed(parts | {part: bytes(sheet)})
        try:
            found = [*open_table(data, "f.xlsx").rows]
        except IncidentFileError:
            outcomes["refused"] += 1
            continue
        outcomes["read"] += 1
        second = dict(sheet_rows(data, part))
        ours = {row.line: [cell for cell in row.cells if cell.strip()] for row in found}
        header = [number for number in second if number not in ours]
        assert ours == {number: second[number] for number in ours}, bytes(sheet)
        assert len(header) <= 1, bytes(sheet)
    assert min(outcomes["refused"], outcomes["read"]) >= 60
