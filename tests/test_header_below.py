"""The header of a table that nobody knows, below lines of title: found, or stated."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_samples import Run
from page_samples import EVENING, fill, opened, ours, press, told
from workbooks import xlsx

from monitor.errors import IncidentFileError
from monitor.incidents.formats.seen import UnknownLayoutError
from monitor.incidents.header import KNOWN
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.table import Opened, open_table
from monitor.incidents.validate import read_file
from monitor.service import Service
from monitor.words import add_page, mapping, opening
from tests.test_mappings_kept import give

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str | bytes], Path]

TITLES = "Made-up office of the region\nViolations, northern sector\n\n"
TABLE = "Nr;When seen;Kind seen;Town\n1;2016-09-17;Shelling;A\n2;2016-09-18;Shelling;B\n"


def table_of(text: str, **stated: str) -> Opened:
    """Open a text of which something may be stated."""
    return open_table(text.encode(), "made-up.csv", Declared(**stated), KNOWN)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("titles", [TITLES, "", "A title\n", '"A ""title"""\n\n\nOf two\n'])
def test_a_header_that_nobody_knows_is_found_below_titles(mark: str, titles: str) -> None:
    """Two lines of title and an empty one, with any separator; what was left out is said."""
    table = TABLE.replace(";", mark)

    found = table_of(titles + table)

    assert found.header == ("Nr", "When seen", "Kind seen", "Town")
    assert found.line == titles.count("\n") + 1
    assert [row.cells[0] for row in found.rows] == ["1", "2"]
    said = opening.HEADER_BELOW.format(line=found.line) in found.how.told()
    assert said is bool(titles)


def test_empty_cells_beside_a_title_make_no_header_of_it() -> None:
    """A sheet that was saved as CSV has empty cells beside its title: they name no column."""
    found = table_of("Violations,,,\nof September,,,\n" + TABLE.replace(";", ","))

    assert (found.line, found.header[0]) == (3, "Nr")


@pytest.mark.parametrize(
    "text",
    [
        "Remark\nseen, and heard\nheard\n",
        "Nr,Day,What\n1,,\n2,,\n3,,\n",
        "Nr,Day\n1,2016-09-17,with,many,commas\n2,2016-09-17,with,many,commas\n3,2016-09-18\n",
        "Only a title\nNr,Day,What,Where\n1,,,\n2,,,\n3,,,\n",
    ],
)
def test_where_rows_do_not_show_it_the_first_line_is_the_header(text: str) -> None:
    """A header is passed over only where the rows below are mostly wider than it."""
    assert table_of(text).line == 1


def test_the_line_of_the_header_can_be_stated() -> None:
    """Whatever stands above, the line that is stated names the columns, and that is said."""
    text = "From,2016-09-12,until,2016-09-19\nA,B,C,D\n" + TABLE.replace(";", ",")
    assert table_of(text).line == 1

    found = table_of(text, header="3")

    assert (found.header[0], found.line) == ("Nr", 3)
    assert [row.line for row in found.titles] == [1, 2]
    assert opening.HEADER_STATED.format(line=3) in found.how.told()
    assert [row.cells[0] for row in found.rows] == ["1", "2"]


def test_a_stated_header_goes_before_one_that_is_known() -> None:
    """Where a legend has the names of a template, the person still says which line is meant."""
    text = "id,happened_from,kind\nNr,Day,What\n1,2016-09-17,x\n"

    assert (table_of(text).line, table_of(text, header="2").line) == (1, 2)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("0", "not the number of a line"),
        ("x", "not the number of a line"),
        ("\u0661", "not the number of a line"),
        ("-1", "not the number of a line"),
        ("9" * 99, "not the number of a line"),
        ("3", "begins no row"),
        ("99", "begins no row"),
        ("6", "single row"),
    ],
)
def test_a_line_that_is_none_is_refused(line: str, message: str) -> None:
    """An empty line, one beyond the file or the last one is no header; it says what to state."""
    with pytest.raises(IncidentFileError, match=message) as caught:
        table_of(TITLES + TABLE, header=line)

    assert all(problem.hint for problem in caught.value.problems)


def test_a_workbook_has_its_header_below_titles_too() -> None:
    """In a sheet the row is found, or stated; a row that is not there is refused."""
    rows = [["A title"], [], ["of September"], ["Nr", "Day", "What"], ["1", "2016-09-17", "x"]]
    data = xlsx({"List": [*rows, ["2", "2016-09-18", "y"]]})

    assert open_table(data, "a.xlsx").line == 4
    assert open_table(data, "a.xlsx", Declared(header="5")).header[0] == "1"
    with pytest.raises(IncidentFileError, match="begins no row"):
        open_table(data, "a.xlsx", Declared(header="2"))


def test_the_draft_says_which_line_and_takes_another(run: Run, write: Write) -> None:
    """`draft-mapping` finds the names below the titles, or on the line that is stated."""
    data = write("list.csv", TITLES + TABLE)

    found, stated = run("draft-mapping", data), run("draft-mapping", data, "--header", "5")

    assert mapping.NAMES_IN.format(line=4) in found.out
    assert "# Town: A | B" in found.out
    assert "# Shelling: Shelling" in stated.out


def test_what_is_stated_of_the_header_is_kept_with_the_upload(
    run: Run, store: Path, write: Write
) -> None:
    """It stands in the journal with what else was stated, so that the file can be read again."""
    text = "id,happened_from,kind\nid,happened_from,kind\na1,2016-09-17,shelling\n"
    data = write("a.csv", text)
    known = ("--source", "made_up", "--time-zone", "UTC", "--store", store)

    assert run("ingest", data, *known).code == 2
    assert run("ingest", data, "--header", "2", *known, "--json").json[0]["stored"] == 1
    journal = (store / "journal.jsonl").read_text()
    assert '"header":"2"' in journal.replace(" ", "")


def test_two_clicks_and_a_line_read_a_bulletin_under_a_title(sample_service: Service) -> None:
    """On *Add* the names below the titles stand there; saved, next week's titles do not matter."""
    rows = TABLE.replace("A\n", "Aleppo\n").replace("B\n", "Aleppo\n")
    drawn = give(opened("add", at=EVENING), (TITLES + rows).encode())
    assert mapping.NAMES_FROM.format(line=4) in told(drawn)
    press(drawn, mapping.TAKE_GUESSES)
    fill(drawn, mapping.SOURCE, "desk")
    fill(drawn, mapping.TITLE, "Made-up list")
    drawn.run()
    assert "2 rows: 2 reports, 0 rejected." in told(drawn)
    press(drawn, mapping.SAVE)
    assert "Would store: 2." in told(drawn)
    assert ours(drawn)

    other = "One title only\n" + rows.replace("1;", "7;")
    intake = read_file(other.encode(), file="b.csv", saved=dict(sample_service.mappings.standing()))
    assert intake.mapped is not None
    assert (intake.mapped.name, len(intake.records)) == ("made_up_list", 2)


def test_the_line_is_stated_on_add(sample_service: Service) -> None:
    """Where a title is as wide as the table, the officer writes the number of the line."""
    data = ("From;2016-09-12;until;2016-09-19\n" + TABLE).encode()
    drawn = give(opened("add", at=EVENING), data)
    assert mapping.NAMES_FROM.format(line=1) in told(drawn)

    fill(drawn, add_page.ITS_HEADER, "2")
    drawn.run()

    assert mapping.NAMES_FROM.format(line=2) in told(drawn)
    assert "Shelling" in told(drawn)
    assert sample_service.mappings.all() == []


def test_nobody_knows_it_still() -> None:
    """That a header was found below titles makes nothing of it known."""
    with pytest.raises(UnknownLayoutError) as caught:
        read_file((TITLES + TABLE).encode(), file="a.csv")

    assert [column.name for column in caught.value.columns] == [
        "Nr",
        "When seen",
        "Kind seen",
        "Town",
    ]
    assert caught.value.line == 4
