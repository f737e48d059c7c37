"""Workbooks: the sheet that holds the table, its cells as people see them, and no bombs."""

import io
import random
import resource
import time
import zipfile
from datetime import date, datetime

import pytest
from workbooks import (
    Formula,
    Sheets,
    ods,
    ods_parts,
    packed,
    xlsx,
    xlsx_parts,
    xlsx_sheet,
)

from monitor.errors import IncidentFileError
from monitor.incidents.opened.archive import MOST_BYTES
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.table import open_table
from monitor.incidents.opened.xlsx_facts import PLAIN_CELL, plainly, thoroughly
from monitor.incidents.rows import Row
from monitor.incidents.validate import read_file

WRITERS = {"xlsx": xlsx, "ods": ods}
HEADER = ["id", "source", "happened_from", "killed_low", "latitude", "longitude", "note"]
ROWS = [
    ["r1", "un", date(2016, 9, 17), 2.0, 36.2, 37.161, "first"],
    [],
    ["r2", "un", datetime(2016, 9, 17, 15, 55), 10, -0.5, 0.1 + 0.2, "second, with\nlines"],  # noqa: DTZ001 - a sheet has no zone
]
BOOK: Sheets = {
    "Licence": [["Synthetic, for tests"], ["Attribution: nobody"]],
    "Data": [["Incidents of September"], [], HEADER, *ROWS],
    "Notes": [["note"], ["none"]],
}


@pytest.mark.parametrize("kind", WRITERS)
def test_the_sheet_with_the_table_is_read_as_people_see_it(kind: str) -> None:
    """Licence and notes are left out and named; rows have the numbers of the sheet."""
    table = open_table(WRITERS[kind](BOOK), "f")

    assert (table.header, table.line, table.places) == (tuple(HEADER), 3, tuple(range(7)))
    assert [*table.rows] == [
        Row(4, ["r1", "un", "2016-09-17", "2", "36.2", "37.161", "first"]),
        Row(6, ["r2", "un", "2016-09-17T15:55", "10", "-0.5", "0.3", "second, with\nlines"]),
    ]
    assert (table.how.kind, table.how.sheet, table.how.encoding) == (kind, "Data", None)
    assert table.how.why == ("sheet “Data”: 7 of 7 names of its header are known",)
    assert table.how.notes == (
        "Line 1, beside the header, is no row.",
        "Sheets not read: Licence, Notes.",
    )


@pytest.mark.parametrize("kind", WRITERS)
def test_problems_name_the_rows_of_the_sheet(kind: str) -> None:
    """Every row is accepted or rejected, by the number that stands beside it on the screen."""
    bad = ["r3", "un", "17.09.2016", -1, None, None, "x"]
    data = WRITERS[kind]({"Data": [HEADER, *ROWS, bad]})

    found = read_file(data, file="f", time_zone="Asia/Damascus")

    assert [line for line, _ in found.records] == [2, 4]
    assert [(p.line, p.column) for p in found.rejected[0].problems] == [
        (5, "happened_from"),
        (5, "killed_low"),
    ]
    assert found.lines == 3


@pytest.mark.parametrize("kind", WRITERS)
def test_midnight_is_a_time_only_where_the_cell_shows_one(kind: str) -> None:
    """A date is the whole day; a date with a time, though it is midnight, is that instant."""
    rows = [HEADER[:3], ["r1", "un", date(2016, 9, 18)], ["r2", "un", datetime(2016, 9, 18)]]  # noqa: DTZ001 - a sheet has no zone

    table = open_table(WRITERS[kind]({"Data": rows}), "f")

    assert [row.cells[2] for row in table.rows] == ["2016-09-18", "2016-09-18T00:00"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.0, "2"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (1.5e-7, "0.00000015"),
        (-3, "-3"),
        (True, "TRUE"),
        (datetime(2016, 9, 17, 15, 54, 59, 999_999), "2016-09-17T15:55"),  # noqa: DTZ001 - a sheet has no zone
        (datetime(2016, 9, 17, 15, 55, 30), "2016-09-17T15:55:30"),  # noqa: DTZ001 - a sheet has no zone
        ("002", "002"),
        (Formula("1+1", 2.0), "2"),
    ],
)
@pytest.mark.parametrize("kind", WRITERS)
def test_typed_cells_become_what_is_shown(
    kind: str, value: float | str | datetime | Formula, shown: str
) -> None:
    """No exponent, no digit that the screen does not show, no leading zero lost from text."""
    rows = [["id", "source", "note"], ["r1", "un", value]]

    table = open_table(WRITERS[kind]({"Data": rows}), "f")

    assert [row.cells[2] for row in table.rows] == [shown]


@pytest.mark.parametrize("kind", WRITERS)
def test_formulas_without_a_value_are_told(kind: str) -> None:
    """They read as blank, which would be "not stated": so how many, and where, is said."""
    rows = [HEADER[:4], ["r1", "un", "2016", 1], ["r2", "un", "2016", Formula("D2+1", None)]]

    table = open_table(WRITERS[kind]({"Data": rows}), "f")

    assert table.how.notes == (
        "1 formula never calculated, so without a value; the first in row 3.",
    )


def test_errors_of_a_sheet_are_no_blanks() -> None:
    """What shows #DIV/0! is rejected with that word, not read as unknown."""
    parts = xlsx_parts({"Data": [[*HEADER[:4], "note"], ["r1", "un", "2016-09-17", 7, "x"]]})
    name = "xl/worksheets/sheet1.xml"
    sheet = str(parts[name]).replace("<v>7</v>", "<f>1/0</f><v>#DIV/0!</v>")
    data = packed(parts | {name: sheet.replace('<c r="D2">', '<c r="D2" t="e">')})

    found = read_file(data, file="f", time_zone="UTC")

    assert [(p.column, p.value) for p in found.rejected[0].problems] == [("killed_low", "#DIV/0!")]


@pytest.mark.parametrize("kind", WRITERS)
def test_several_tables_ask_and_the_stated_sheet_is_read(kind: str) -> None:
    """None is passed over in silence."""
    data = WRITERS[kind](
        {"July": [HEADER, ROWS[0]], "August": [HEADER, ROWS[0]], "Empty": [HEADER]}
    )

    with pytest.raises(IncidentFileError, match="several sheets hold a table: July, August"):
        open_table(data, "f")
    with pytest.raises(IncidentFileError, match="there is no sheet 'June'") as missing:
        open_table(data, "f", Declared(sheet="June"))

    assert "July, August, Empty" in missing.value.problems[0].hint
    stated = open_table(data, "f", Declared(sheet="August"))
    assert (stated.how.sheet, stated.how.why) == ("August", ("sheet “August”: as stated",))
    assert "Sheets not read: July, Empty." in stated.how.told()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_table_that_nobody_knows_is_the_only_wide_sheet(kind: str) -> None:
    """For a layout that a person maps: the read-me beside it is no table."""
    data = WRITERS[kind]({"Read me": [["words"], ["more"]], "X": [["alpha", "beta"], [1, 2]]})

    table = open_table(data, "f")

    assert (table.how.sheet, table.header) == ("X", ("alpha", "beta"))


def test_hashtags_in_a_sheet() -> None:
    """They are kept as tags as in a text."""
    rows = [["Qui", "Ou"], ["#org", "#adm1 +name"], ["A", "b"]]
    table = open_table(xlsx({"Data": rows}), "f")

    assert table.tags == ("#org", "#adm1+name")
    assert [*table.rows] == [Row(3, ["A", "b"])]


def test_decimal_commas_typed_as_text_are_read_where_stated() -> None:
    """A sheet has numbers of its own, so text with a comma is never taken for one unasked."""
    rows = [HEADER, ["r1", "un", "2016-09-17", None, "36,2", "37,1", "1,5"]]
    data = xlsx({"Data": rows})

    asked = read_file(data, file="f", time_zone="UTC")
    (record,) = read_file(
        data, file="f", time_zone="UTC", declared=Declared(decimal="comma")
    ).records

    assert len(asked.rejected) == 1
    assert (record[1].latitude, record[1].note) == (36.2, "1,5")  # type: ignore[union-attr]


def test_macros_and_pictures_are_not_even_passed_on() -> None:
    """The table is read without them."""
    data = xlsx(BOOK, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/media/image1.png": b"\x89PNG"})

    assert open_table(data, "f").how.sheet == "Data"


@pytest.mark.parametrize(
    ("stated", "words"), [({"encoding": "utf-8"}, "encoding"), ({"delimiter": "tab"}, "delimiter")]
)
def test_what_a_workbook_does_not_have_cannot_be_stated(stated: dict[str, str], words: str) -> None:
    """It is said, not passed over."""
    with pytest.raises(IncidentFileError, match=f"is a workbook and has no {words}"):
        open_table(xlsx(BOOK), "f", Declared(**stated))


def _swollen() -> bytes:
    """A workbook one of whose parts unpacks to more than any that is read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in xlsx_parts(BOOK).items():
            archive.writestr(name, content)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(MOST_BYTES // 2**20 + 1):
                part.write(bytes(2**20))
    return made.getvalue()


def _lying() -> bytes:
    """A workbook that says of a large part that it is small."""
    made = bytearray(xlsx(BOOK, {"xl/sharedStrings.xml": b" " * 2**20}))
    at = made.rfind(b"xl/sharedStrings.xml") - 46 + 24
    made[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(made)


def _far_apart() -> bytes:
    """Two cells at the ends of a sheet."""
    parts = xlsx_parts(BOOK)
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    name = "xl/worksheets/sheet2.xml"
    return packed(parts | {name: str(parts[name]).replace("</sheetData>", far)})


def _shared() -> bytes:
    """One long text that twenty thousand cells share."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    long = "x" * 32_767
    sheet = xlsx_sheet([]).replace("<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>")
    strings = f"<sst><si><t>{long}</t></si></sst>"
    return packed(
        xlsx_parts(BOOK) | {"xl/worksheets/sheet2.xml": sheet, "xl/sharedStrings.xml": strings}
    )


def _repeated() -> bytes:
    """One cell that an OpenDocument workbook repeats all over a sheet."""
    cell = (
        '<table:table table:name="Data"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    )
    return packed(ods_parts(cell))


BOMBS = {
    "swollen": (_swollen, "would unpack to 26"),
    "many parts": (lambda: xlsx(BOOK, {f"x{n}.xml": "" for n in range(5_001)}), "parts; at most"),
    "ratio": (lambda: xlsx(BOOK, {"xl/a.xml": b" " * 20 * 2**20}), "would unpack to 20,9"),
    "lying": (_lying, "damaged or cut off"),
    "far apart": (_far_apart, "17,179,869,"),
    "shared": (_shared, "bytes of text"),
    "repeated": (_repeated, "would have 1,000,000,000 cells"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_before_they_go_off(name: str) -> None:
    """Little time, and far less memory than what they would become."""
    make, words = BOMBS[name]
    data = make()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(IncidentFileError, match=words) as refused:
        open_table(data, "f.xlsx")

    taken = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert refused.value.problems[0].hint
    assert taken < 2
    assert grown < 300_000, "kilobytes"


@pytest.mark.parametrize("cut", [30, 200, 1_000, -30, -1])
def test_a_workbook_that_was_cut_off_is_damaged(cut: int) -> None:
    """Nothing of it is read."""
    with pytest.raises(IncidentFileError, match=r"damaged|cut off"):
        open_table(xlsx(BOOK)[:cut], "f.xlsx")


@pytest.mark.parametrize("sheet", ["", "<worksheet", "<worksheet><sheetData><row><c t='s'>"])
def test_a_sheet_that_is_no_sheet_is_damaged_or_empty(sheet: str) -> None:
    """Whatever stands in its part, the one error comes out."""
    parts = xlsx_parts({"Data": [HEADER]}) | {"xl/worksheets/sheet1.xml": sheet}

    with pytest.raises(IncidentFileError, match=r"damaged|empty"):
        open_table(packed(parts), "f.xlsx")


def test_the_short_way_through_a_sheet_is_the_long_one() -> None:
    """The same area, text, order and times of day, whatever the sheet of plain cells holds."""
    rng = random.Random(5)  # noqa: S311 - not for secrets
    for _ in range(60):
        width = rng.randint(1, 30)
        cells = ["x", 2.5, None, True, date(2016, 9, 17), datetime(2016, 9, 17)]  # noqa: DTZ001 - a sheet has no zone
        sheet = xlsx_sheet([rng.choices(cells, k=width) for _ in range(rng.randint(1, 9))])
        if rng.random() < 0.5:
            sheet = sheet.replace(' t="b"><v>1', ' t="s"><v>1').replace("B2", "A2")
        part = sheet.encode()
        found = PLAIN_CELL.findall(part)

        assert plainly(part, found, [3, 500], {2}) == thoroughly(part, [3, 500], {2})


def test_cells_that_repeat_are_no_bomb() -> None:
    """As spreadsheets write equal neighbours: short in the file, and few once laid out."""
    row = (
        "<table:table-row>"
        + '<table:table-cell office:value-type="string"><text:p>r1</text:p></table:table-cell>' * 2
        + '<table:table-cell table:number-columns-repeated="22" office:value-type="string">'
        + f"<text:p>{'abc' * 50}</text:p></table:table-cell></table:table-row>"
    )
    tables = f'<table:table table:name="Data">{row * 9_000}</table:table>'

    table = open_table(packed(ods_parts(tables)), "f.ods")

    assert (len(table.header), sum(1 for _ in table.rows)) == (24, 8_999)
