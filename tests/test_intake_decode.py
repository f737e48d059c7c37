"""From bytes to text: what is no text of a table is refused, with the place and what to do."""

import codecs

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents.decode import LARGEST, decode


@pytest.mark.parametrize(
    "data",
    [
        b"id,place\n1,Yabrud",
        b"\xef\xbb\xbfid,place\n1,Yabrud",
        codecs.BOM_UTF16_LE + "id,place\n1,Yabrud".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "id,place\n1,Yabrud".encode("utf-16-be"),
    ],
)
def test_the_encodings_of_spreadsheets_give_the_same_text(data: bytes) -> None:
    """A byte order mark is not part of the first column's name."""
    assert decode(data, "f.csv") == "id,place\n1,Yabrud"


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"", 1, 1, "the file is empty"),
        (b" \r\n\t\n", 1, 1, "the file is empty"),
        (b"\xef\xbb\xbf", 1, 1, "the file is empty"),
        (b"PK\x03\x04rest", 1, 1, "a workbook or a zip archive"),
        (b"PK\x05\x06" + bytes(18), 1, 1, "an empty zip archive"),
        (b"\x1f\x8b\x08\x00rest", 1, 1, "compressed by gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", 1, 1, "an old Office document"),
        (b"%PDF-1.7", 1, 1, "a PDF document"),
        (b"\x89PNG\r\n", 1, 1, "a picture"),
        (b"PAR1", 1, 1, "a Parquet file"),
        (b"id,source\n1,a\0b\n", 2, 4, "NUL"),
        ("id,source\n".encode("utf-16-le"), 1, 2, "UTF-16 without byte order mark"),
        ("id,source\n".encode("utf-32"), 1, 1, "NUL"),
        (b"id,place\r\n1,Yabr\xfbd\r\n", 2, 7, "the bytes fb at byte 16 are not UTF-8"),
        ("id,place\r1,حلب".encode("cp1256"), 2, 3, "at byte 11"),
        (b"\xef\xbb\xbfid\n\x93x\x94\n", 2, 1, "the bytes 93 at byte 6"),
        (b"\xff\xfei\0d\0\n\0\x00\xd8", 2, 1, "not UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_where_it_stops_being_text(
    data: bytes, line: int, column: int, words: str
) -> None:
    """The message names the place and what is wrong, and the hint says what to do."""
    with pytest.raises(IncidentFileError) as refused:
        decode(data, "f.csv")

    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == ("f.csv", line, column)
    assert words in problem.message
    assert problem.hint


def test_a_large_file_is_refused_before_it_is_looked_at() -> None:
    """One byte over the limit is refused; at the limit the file is read."""
    with pytest.raises(IncidentFileError, match="at most 52,428,800 are read"):
        decode(b"\xff" * (LARGEST + 1), "f.csv")

    assert len(decode(b"x" * LARGEST, "f.csv")) == LARGEST
