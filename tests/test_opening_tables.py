"""What separates cells, where the header stands, and which commas are decimal ones."""

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.known import Known
from monitor.incidents.opened.table import Opened, open_table
from monitor.incidents.rows import DELIMITERS, Row
from monitor.incidents.validate import read_file
from monitor.words import opening

FIELD = Known(frozenset({"event_id", "event_date", "latitude", "fatalities"}), frozenset())


def opened(text: str, **stated: str) -> Opened:
    """Open a text."""
    return open_table(text.encode(), "f.csv", Declared(**stated))


def cells(table: Opened) -> list[list[str]]:
    """The rows of data."""
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("mark", DELIMITERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_delimiter_and_line_end(mark: str, end: str) -> None:
    """The same table comes out, with physical lines, and what was found is said with its reason."""
    lines = ["id,source,note", 'r1,un,"a', 'b"', "", "r2,un,c"]
    table = opened(end.join(lines).replace(",", mark))

    assert table.header == ("id", "source", "note")
    assert [*table.rows] == [Row(2, ["r1", "un", f"a{end}b"]), Row(5, ["r2", "un", "c"])]
    assert (table.how.delimiter, table.how.line_end) == (
        DELIMITERS[mark],
        {"\n": "LF", "\r\n": "CR LF", "\r": "CR"}[end],
    )
    assert table.places == (0, 3, 10)
    assert "3 of 3 names" in table.how.why[1]


def test_rows_can_be_read_again() -> None:
    """Each use of the rows begins with the first."""
    table = opened("id,source\n1,un\n2,un\n")

    assert cells(table) == cells(table) == [["1", "un"], ["2", "un"]]
    assert next(table.rows).line == next(table.rows).line == 2


@pytest.mark.parametrize(
    ("text", "delimiter", "width"),
    [
        ("id;source;note\n1;un;a,b,c,d,e,f\n", "semicolon", 3),
        ("id,source,note\n1,un,a;b;c;d;e;f\n", "comma", 3),
        ("one;two\na,b,c;d\na;b,c\n", "semicolon", 2),
        ("one|two\n1,5|2,5\n", "pipe", 2),
        ("one\ttwo\n1,5\t2,5\n", "tab", 2),
        ('one;two\n"a;b";c\n', "semicolon", 2),
        ("place,what\nA,x\nB,y,spare\nC,z\n", "comma", 2),
        ("only\nx;y\nz\n", None, 1),
    ],
)
def test_marks_are_not_counted(text: str, delimiter: str | None, width: int) -> None:
    """Known names decide, else what gives every row as many cells as the header."""
    table = opened(text)

    assert (table.how.delimiter, len(table.header)) == (delimiter, width)


def test_two_delimiters_that_do_as_well_ask() -> None:
    """Nothing is guessed; the person states it, and it is read so."""
    text = "a,b;c\n1,2;3\n"

    with pytest.raises(IncidentFileError, match=r"by comma \(2 columns\) or by semicolon"):
        opened(text)

    assert opened(text, delimiter="semicolon").header == ("a,b", "c")
    assert opened(text, delimiter="comma").header == ("a", "b;c")


def test_a_spreadsheet_that_says_its_delimiter_is_believed() -> None:
    """Its first line is no row, and the lines keep their numbers."""
    table = opened("sep=;\r\nid,x;y\r\n1,5;2\r\n")

    assert (table.header, table.line) == (("id,x", "y"), 2)
    assert [*table.rows] == [Row(3, ["1,5", "2"])]


def test_titles_above_a_known_header_are_left_out_and_said() -> None:
    """Up to 24 rows; blank lines count as lines, and a word of a column alone is no header."""
    titles = ["Incidents of September", "", "source: field office", "note"]
    table = opened("\n".join([*titles, "id,source,note", "1,un,x"]))

    assert (table.header, table.line) == (("id", "source", "note"), 5)
    assert [*table.rows] == [Row(6, ["1", "un", "x"])]
    assert table.how.notes == ("Lines 1 to 4, beside the header, are no rows.",)
    assert "Lines 1 to 4" in table.how.told()
    deep = "title\n" * 24 + "id,source\n1,un\n"
    assert opened(deep).line == 25
    assert opened("title\n" + deep).line == 1


def test_nothing_is_skipped_above_a_header_that_nobody_knows() -> None:
    """A row as wide as those below is no title; one cell above them is, and that is said."""
    table = opened("title,made\nalpha,beta\n1,2\n")
    below = opened("title,\nalpha,beta\n1,2\n")

    assert (table.header, cells(table)) == (("title", "made"), [["alpha", "beta"], ["1", "2"]])
    assert (below.header, cells(below)) == (("alpha", "beta"), [["1", "2"]])
    assert opening.HEADER_BELOW.format(line=2) in below.how.told()


def test_the_known_names_are_handed_in() -> None:
    """Formats bring their own: the header is found, and the delimiter with it."""
    data = b"Export of today\nEVENT_ID;event_date;what;latitude\n1;2;3;4\n"

    table = open_table(data, "f.csv", known=FIELD)

    assert (table.line, table.header[0], table.how.delimiter) == (2, "EVENT_ID", "semicolon")


HXL = "Qui?,,Quand?\nOrg,Secteur,Date\n#org, #sector +es ,#Date+reported\nA,b,2016-09-17\n"


def test_a_row_of_hashtags_is_kept_as_tags() -> None:
    """It is no row of data; the header is the row above it, and both are said."""
    table = opened(HXL)

    assert (table.header, table.line) == (("Org", "Secteur", "Date"), 2)
    assert table.tags == ("#org", "#sector+es", "#date+reported")
    assert [*table.rows] == [Row(4, ["A", "b", "2016-09-17"])]
    assert table.how.notes == (
        "Line 1, beside the header, is no row.",
        "Line 3 is a row of HXL tags, not of data.",
    )


@pytest.mark.parametrize(
    ("text", "header", "tags"),
    [
        ("#org,,#adm1\nA,b,c\n", ("#org", "", "#adm1"), ("#org", "", "#adm1")),
        ("a,b\n#org,#adm1,#loc\n1,2,3\n", ("a", "b", ""), ("#org", "#adm1", "#loc")),
        ("a,b,c\n#org,adm1,#loc\n1,2,3\n", ("a", "b", "c"), ("#org", "", "#loc")),
        ("a,b,c\n#org,adm1,loc\n1,2,3\n", ("a", "b", "c"), ()),
        ("a,b\n1,#2\n#3,x\n", ("a", "b"), ()),
    ],
)
def test_what_is_a_row_of_hashtags(
    text: str, header: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    """Half of what it holds is; a header that is shorter gets cells without a name."""
    table = opened(text)

    assert (table.header, table.tags) == (header, tags)
    assert len(table.places) == len(header)


def test_a_template_with_hashtags_is_read() -> None:
    """The tags are neither a record nor a rejected line."""
    text = (
        "id,source,happened_from,note\n#meta+id,#meta+source,#date+start,#description\n"
        "r1,un,2016-09-17T15:55Z,x\n"
    )

    found = read_file(text.encode(), file="f.csv")

    assert (found.lines, len(found.records), found.records[0][0]) == (1, 1, 3)
    assert found.how is not None
    assert "HXL" in found.how.told()


COORDINATES = "id;source;happened_from;note;latitude;longitude\n"


def test_decimal_commas_are_taken_where_the_column_shows_them() -> None:
    """A cell that could be grouped thousands is read like the others of its column; text stays."""
    text = COORDINATES + (
        "r1;un;2016-09-17T15:55Z;1,5;36,2;37,1612\nr2;un;2016-09-17T15:55Z;1,5;36,202;-37,1\n"
    )

    found = read_file(text.encode(), file="f.csv")

    assert [(r.latitude, r.longitude, r.note) for _, r in found.records] == [  # type: ignore[union-attr]
        (36.2, 37.1612, "1,5"),
        (36.202, -37.1, "1,5"),
    ]
    assert found.how is not None
    assert found.how.decimal == "comma"
    assert "with decimal commas" in found.how.told()


def test_a_single_comma_that_may_group_thousands_is_never_guessed() -> None:
    """The row is rejected, both meanings are said, and stating the mark settles it."""
    text = COORDINATES + "r1;un;2016-09-17T15:55Z;x;36,202;37,161\n"

    found = read_file(text.encode(), file="f.csv")
    stated = read_file(text.encode(), file="f.csv", declared=Declared(decimal="comma"))

    assert [problem.column for problem in found.rejected[0].problems] == ["latitude", "longitude"]
    assert found.how is not None
    assert "36,202 can mean 36.202 or 36202" in found.how.told()
    assert stated.records[0][1].latitude == 36.202  # type: ignore[union-attr]
    assert stated.how is not None
    assert "can mean" not in stated.how.told()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (COORDINATES + "r1;un;2016-09-17T15:55Z;x;36,2;1.5\nr2;un;2016;x;36.2;1.5\n", {}),
        (COORDINATES + "r1;un;2016-09-17T15:55Z;x;36,2;1,5\n", {"decimal": "point"}),
        (
            'id,source,happened_from,latitude,longitude\nr1,un,2016-09-17T15:55Z,"36,2","1,5"\n',
            {},
        ),
    ],
)
def test_commas_that_stay_commas(text: str, stated: dict[str, str]) -> None:
    """Beside decimal points, against what is stated, or put in by hand between commas."""
    found = read_file(text.encode(), file="f.csv", declared=Declared(**stated))

    assert not found.records
    assert found.how is not None
    assert found.how.decimal is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('id,source\n1,"x\n2,y\n', 2, 3),
        ('id;source\n1;"x"y\n', 2, 3),
        ('a,b\n1,"x\n', 2, 3),
    ],
)
def test_broken_quotes_are_named_under_the_delimiter_of_the_header(
    text: str, line: int, column: int
) -> None:
    """No other delimiter is taken because the quotes do not matter to it."""
    with pytest.raises(IncidentFileError) as refused:
        cells(opened(text))

    assert [(p.line, p.column) for p in refused.value.problems] == [(line, column)]


def test_text_has_no_sheets() -> None:
    """What is stated and does not apply is said, not passed over."""
    with pytest.raises(IncidentFileError, match="has no sheets"):
        opened("id,source\n", sheet="Data")
