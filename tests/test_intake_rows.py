"""Rows are read strictly: none is lost, joined or split without a word."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import IncidentFileError
from monitor.incidents.rows import DELIMITERS, Row, read_rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [Row(1, ["a", "b"]), Row(2, ["1", "2"])]),
        ("a,b\r\n1,2", [Row(1, ["a", "b"]), Row(2, ["1", "2"])]),
        ("a,b\r1,2\r", [Row(1, ["a", "b"]), Row(2, ["1", "2"])]),
        ("\n\na\n ,\t\n,,\n1\n", [Row(3, ["a"]), Row(6, ["1"])]),
        ('a,"x\r\ny"\n1,2\n', [Row(1, ["a", "x\r\ny"]), Row(3, ["1", "2"])]),
        ('"a ""b"" c",""\n', [Row(1, ['a "b" c', ""])]),
        ("a\x0bb,c\u2028d\x85\n", [Row(1, ["a\x0bb", "c\u2028d\x85"])]),
        ('a,5" gun\n', [Row(1, ["a", '5" gun'], 2)]),
        ('a, "b, c"\n', [Row(1, ["a", ' "b', ' c"'], 2)]),
    ],
)
def test_rows_and_their_lines(text: str, rows: list[Row]) -> None:
    """Lines are physical, blank rows are none, and a quote in an unquoted cell is seen."""
    assert list(read_rows(text, ",", "f.csv")) == rows


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('a,b\n1,"x\n2,y\n', 2, 3, "never closed"),
        ('a,b\n"1\n2","x\n3,y\n', 3, 4, "never closed"),
        ('a,b\r\n1,"x"y\r\n', 2, 3, "goes on after its closing quote"),
        ('a,b\n1,"x\n2,"y"\n', 2, 3, "goes on after its closing quote"),
        ('a,b\n1,"' + "x" * 200_000 + "\n", 2, 3, "never closed"),
        ("a,b\n1," + "x" * 200_000 + "\n", 2, 3, "a cell is longer than"),
    ],
)
def test_quotes_that_hide_where_rows_end_are_refused(
    text: str, line: int, column: int, words: str
) -> None:
    """The place is that of the cell where the quote began, not where the reader gave up."""
    with pytest.raises(IncidentFileError) as refused:
        list(read_rows(text, ",", "f.csv"))

    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message


@given(
    st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=4), max_size=5),
    st.sampled_from(sorted(DELIMITERS)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_careful_writer_wrote_is_read(
    rows: list[list[str]], delimiter: str, end: str
) -> None:
    """Fully quoted rows come back cell by cell, but for blank ones, and no quote is stray."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)

    read = list(read_rows(text.getvalue(), delimiter, "f.csv"))

    assert [row.cells for row in read] == [row for row in rows if any(cell.strip() for cell in row)]
    assert [row.stray for row in read] == [None] * len(read)


@given(st.text(alphabet='a,"\n\r ', max_size=30))
def test_no_row_is_lost(text: str) -> None:
    """Whatever the text, the rows are those that the strict reader of the language finds."""
    try:
        expected = [
            row
            for row in csv.reader(io.StringIO(text, newline=""), strict=True)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        with pytest.raises(IncidentFileError):
            list(read_rows(text, ",", "f.csv"))
    else:
        assert [row.cells for row in read_rows(text, ",", "f.csv")] == expected
