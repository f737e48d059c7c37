"""From bytes to text: the encoding is proved, told by the words, or asked for; never guessed."""

import codecs
import io

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents.opened.declared import ENCODINGS, Declared
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.table import LARGEST, LARGEST_WORKBOOK, open_table
from monitor.incidents.opened.text import decode

HEAD = "id,source,happened_from,kind,place,note\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"id,place\n1,Yabrud", "UTF-8"),
        (b"\xef\xbb\xbfid,place\n1,Yabrud", "UTF-8"),
        (codecs.BOM_UTF16_LE + "id,place\n1,Yabrud".encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "id,place\n1,Yabrud".encode("utf-16-be"), "UTF-16"),
        ("id,place\n1,Yabrud".encode("utf-16-le"), "UTF-16"),
        ("id,place\n1,Yabrud".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_the_encodings_of_spreadsheets_give_the_same_text(data: bytes, encoding: str) -> None:
    """A byte order mark is not part of the first column's name."""
    found = decode(data, "f.csv")

    assert (found.text, found.encoding) == ("id,place\n1,Yabrud", encoding)
    assert found.why


SYNTHETIC = {
    "one Arabic row": ("windows-1256", "r1,un,2016-09-17,shelling,حلب,قصف على الحي"),
    "one Arabic word": ("windows-1256", "r1,un,2016-09-17,shelling,حلب,"),
    "Arabic and French": ("windows-1256", "r1,un,2016,x,حلب,frappe aérienne près de l'école"),
    "Arabic with its marks": ("windows-1256", "r1,un,2016,x,حمص،,هل قصفت المدينة؟ نعم؛"),
    "Persian": ("windows-1256", "r1,un,2016,x,گچساران,پاسگاه"),
    "French": ("windows-1252", "r1,un,2016,x,Yabroûd,L’armée a bombardé l’école"),
    "one accent": ("windows-1252", "r1,un,2016,x,Alépo,"),
    "German": ("windows-1252", "r1,un,2016,x,Aleppo,Bürger flüchteten über die Straße"),
    "Spanish": ("windows-1252", "r1,un,2016,x,Alepo,¿Cuántos niños? Ningún daño"),
    "Spanish marks": ("windows-1252", "r1,un,2016,x,Alepo,¿Que paso?"),
    "curled quotes": ("windows-1252", "r1,un,2016,x,Dar’a,“heavy” shelling – 3 dead"),
    "Norwegian": ("windows-1252", "r1,un,2016,x,Aleppo,å gå på øya"),
    "Portuguese": ("windows-1252", "r1,un,2016,x,Alepo,não há vítimas"),
    "transliterated": ("windows-1252", "r1,un,2016,x,Khan Shaykhûn,Dayr az-Zawr"),
}


@pytest.mark.parametrize(("encoding", "row"), SYNTHETIC.values(), ids=SYNTHETIC)
def test_short_texts_of_one_byte_are_told_apart(encoding: str, row: str) -> None:
    """One row is enough: the text that was written comes back, and the encoding is shown."""
    text = HEAD + row + "\n"
    data = text.encode(encoding.replace("windows-", "cp"))

    found = decode(data, "f.csv")

    assert found.text == text
    assert found.encoding == ENCODINGS[encoding]
    assert found.encoding in found.why


@pytest.mark.parametrize(
    ("codec", "row"),
    [
        ("cp1256", "r1,un,2016-09-17,shelling,حي,"),
        ("cp1252", "r1,un,2016-09-17,shelling,ALÉPO,ÑÁÑEZ MUÑOZ"),
        ("cp1251", "r1,un,2016-09-17,shelling,Донецьк,обстріл селища"),
    ],
)
def test_a_text_that_may_be_in_several_encodings_asks(codec: str, row: str) -> None:
    """Nothing is guessed; once the encoding is stated the text is read."""
    data = (HEAD + row + "\n").encode(codec)

    with pytest.raises(IncidentFileError, match="do not tell which character set") as asked:
        decode(data, "f.csv")

    assert all(name in asked.value.problems[0].hint for name in ENCODINGS)
    stated = codec.replace("cp", "windows-")
    assert decode(data, "f.csv", stated).text == HEAD + row + "\n"


def test_a_few_bad_bytes_in_utf_8_are_named_and_change_no_encoding() -> None:
    """The rest of the text proves UTF-8: reading all of it as something else would spoil it."""
    data = (HEAD + "r1,un,2016,x,حلب,é\n").encode() + b"r2,un,2016,x,Alep\xe9,\n"

    with pytest.raises(IncidentFileError, match="the bytes e9 at byte") as refused:
        decode(data, "f.csv")

    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == (3, 18)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_stated_encoding_is_taken(encoding: str) -> None:
    """Whatever the bytes seem to be; a byte order mark of that encoding is still left out."""
    text = HEAD + "r1,un,2016,x,Alep,\n"
    codec = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    opened = open_table(text.encode(codec), "f.csv", Declared(encoding=encoding))

    assert opened.header[0] == "id"
    assert opened.how.encoding == ENCODINGS[encoding]
    assert "as stated" in opened.how.why[0]


@pytest.mark.parametrize(
    ("data", "encoding", "line", "column", "words"),
    [
        (b"id,place\r\n1,Yabr\xfbd\r\n", "utf-8", 2, 7, "the bytes fb at byte 16 are not UTF-8"),
        ("id,place\r1,حلب".encode("cp1256"), "utf-8", 2, 3, "at byte 11"),
        (b"id,place\n1,\x81\n", "windows-1252", 2, 3, "the bytes 81 at byte 11"),
        (b"\xef\xbb\xbfid\n\x93x\x94\n", None, 2, 1, "the bytes 93 at byte 6"),
        (b"\xff\xfei\0d\0\n\0\x00\xd8", None, 2, 1, "not UTF-16"),
    ],
)
def test_stray_bytes_are_named_where_the_encoding_is_known(
    data: bytes, encoding: str | None, line: int, column: int, words: str
) -> None:
    """Stated by a person, or by the mark it begins with: a byte that is no text is a fault."""
    with pytest.raises(IncidentFileError) as refused:
        decode(data, "f.csv", encoding)

    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == ("f.csv", line, column)
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"", 1, 1, "the file is empty"),
        (b" \r\n\t\n", 1, 1, "the file is empty"),
        (b"\xef\xbb\xbf", 1, 1, "the file is empty"),
        (b"id,source\n1,a\0b\n", 2, 4, "NUL"),
        ("id,source\n".encode("utf-32"), 1, 1, "NUL"),
    ],
)
def test_what_is_no_text_is_refused_where_it_stops_being_text(
    data: bytes, line: int, column: int, words: str
) -> None:
    """The message names the place and what is wrong, and the hint says what to do."""
    with pytest.raises(IncidentFileError) as refused:
        open_table(data, "f.csv")

    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.column) == ("f.csv", line, column)
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    "stated", [{"encoding": "ebcdic"}, {"delimiter": "space"}, {"decimal": "dot"}]
)
def test_what_cannot_be_stated_is_refused(stated: dict[str, str]) -> None:
    """The words that can be are named, and no byte is looked at."""
    with pytest.raises(IncidentFileError, match="there is no") as refused:
        open_table(b"", "f.csv", Declared(**stated))

    assert refused.value.problems[0].path in stated


def test_a_large_file_is_refused_before_it_is_looked_at() -> None:
    """One byte over the limit is refused; up to it the file is read. A workbook has a lower one."""
    head = b"x" * 99 + b"\n" + b"y" * 99

    def claiming(size: int, begins: bytes = head) -> Given:
        return Given(size, lambda: io.BytesIO(begins))

    with pytest.raises(IncidentFileError, match=f"at most {LARGEST:,} are read"):
        open_table(claiming(LARGEST + 1), "f.csv")
    assert open_table(claiming(LARGEST), "f.csv").header == ("x" * 99,)
    with pytest.raises(IncidentFileError, match="a workbook has at most 52,428,800"):
        open_table(claiming(LARGEST_WORKBOOK + 1, b"PK\x03\x04"), "f.xlsx")
