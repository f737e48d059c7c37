"""Wrong files are named as what they are, in one sentence, with what to do instead.

Every file here is synthetic, in the layout that such files have.
"""

import pytest
from workbooks import packed, xlsx

from monitor.errors import IncidentFileError
from monitor.incidents.opened.table import open_table
from monitor.incidents.opened.wrong_tables import wrong_table
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.validate import read_file
from monitor.pages import faulty, record_incident, record_incidents, record_uploads

CSVS = packed({"events.csv": "id\n", "actors.csv": "id\n", "a/b.csv": "", "d.csv": "", "e.csv": ""})
OTHERS: dict[str, tuple[bytes | str, str, str]] = {
    "zip of tables": (CSVS, "a zip archive (events.csv, actors.csv, a/b.csv and 2 more)", "unpack"),
    "empty zip": (packed({}), "an empty zip archive", "unpack"),
    "Word": (packed({"word/document.xml": "<w/>"}), "a Word document", "copy its table"),
    "OpenDocument text": (
        packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "an OpenDocument text",
        "copy its table",
    ),
    "presentation": (packed({"ppt/presentation.xml": "<p/>"}), "a presentation", "copy its table"),
    "binary workbook": (packed({"xl/workbook.bin": "x"}), "a binary Excel workbook", ".xlsx"),
    "Numbers": (packed({"Index/Document.iwa": "x"}), "an Apple Numbers document", "export it"),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Office document of the old kind",
        "xlsx",
    ),
    "gzip": (b"\x1f\x8b\x08\x00rest", "compressed by gzip", "unpack"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF document", "retype"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "a picture", "retype"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture", "retype"),
    "WebP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture", "retype"),
    "Parquet": (b"PAR1\x15\x04", "a Parquet file", "as CSV"),
    "RTF": (b"{\\rtf1\\ansi x}", "a text document (RTF)", "copy its table"),
    "error page": (
        "<!DOCTYPE html>\n<html><head><title>502  Bad\nGateway</title></head></html>",
        "a web page, titled '502 Bad Gateway', as sent in place of a download",
        "download the table again",
    ),
    "sign-in page": (
        (
            "<html><head><title>Log in</title></head><body><form><input name=u>"
            '<input type="password"></form></body></html>'
        ),
        "the sign-in page of a website, titled 'Log in'",
        "sign in there",
    ),
    "page with a table": (
        "<!-- saved -->\n<html><body><table><tr><td>1</td></tr></table></body></html>",
        "a web page, not a table file",
        "save it",
    ),
    "JSON": ('{"status": 200, "data": [{"event_id_cnty": "X1"}]}', "JSON", "as CSV"),
    "JSON rows": ('[{"id": 1}, {"id": 2}]', "JSON", "as CSV"),
    "JSON lines": ('{"id": 1}\n{"id": 2}\n', "JSON", "as CSV"),
    "cut JSON": ('{\n  "data": [{"id": 1', "JSON", "as CSV"),
    "GeoJSON": ('{"type": "FeatureCollection", "features": []}', "a map file (GeoJSON)", "as CSV"),
    "XML": ('<?xml version="1.0"?><error>denied</error>', "an XML document", "as CSV"),
    "XHTML": ('<?xml version="1.0"?><html><body>x</body></html>', "a web page", "download"),
    "empty export": ("id,source,happened_from\n", "a header and no rows", "filters"),
    "empty HXL export": ("Org,Place\n#org,#adm1\n", "a header and no rows", "filters"),
    "empty sheet": (xlsx({"Data": [["id", "source", "note"]]}), "a header and no rows", "filters"),
    "blank workbook": (xlsx({"Data": []}), "the workbook is empty", "fill"),
    "prose": ("Nothing was reported today.\n", "a single row", "a header and rows"),
    "persons": (
        "name_ar,name,id,age,sex,date_of_death\nx,y,1,30,m,2016-09-17\n",
        "a list of persons",
        "counts.csv",
    ),
    "persons by hand": (
        "id,source,place,Full Name,Age,Gender,note\n1,un,A,B,3,f,x\n",
        "a list of persons",
        "counts.csv",
    ),
    "videos": (
        "id,Upload Date,online_link,channel_id,md5_hash,location\n1,2016,x,y,z,A\n",
        "a list of videos",
        "citation",
    ),
    "by month": (
        "Country,Admin1,Month,Year,Events,Fatalities\nX,A,May,2016,3,4\n",
        "figures by",
        "counts",
    ),
    "by period": (
        (
            "admin1_name,event_type,events,fatalities,reference_period_start,reference_period_end\n"
            "A,civilian_targeting,3,1,2016-05-01,2016-05-31\n"
        ),
        "figures by month, year or other period",
        "counts.csv",
    ),
    "by year": ("country_id,year,best,low,high\n652,2016,4,3,9\n", "figures by", "counts.csv"),
    "places": (
        "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\nX,1,X1,A,X,2020-12-17\n",
        "a table of places with their p-codes",
        "data/places",
    ),
    "our problems": (
        ",line,column,value,what is wrong,what to do\n0,2,id,x,y,z\n",
        "a table saved from a page of this program",
        "export",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_table_of_incidents_is_named(name: str) -> None:
    """One sentence, one thing to do, and nothing taken."""
    content, what, instead = OTHERS[name]
    data = content.encode() if isinstance(content, str) else content

    with pytest.raises(IncidentFileError) as refused:
        read_file(data, file="f.csv")

    (problem,) = refused.value.problems
    assert what in problem.message
    assert instead in problem.hint
    assert problem.file == "f.csv"


def test_templates_are_no_wrong_tables() -> None:
    """Nor is what the field's files of incidents have for columns."""
    events = (
        "event_id_cnty event_date year time_precision event_type actor1 latitude fatalities",
        "id year active_year code_status side_a side_b date_start date_end deaths_a best high low",
        "EVENT_ID_CNTY EVENT_DATE YEAR GWNO FATALITIES",
    )

    assert not any(wrong_table(template.names()) for template in TEMPLATES.values())
    assert not any(wrong_table(names.split()) for names in events)


@pytest.mark.parametrize(
    "columns",
    [
        list(record_incidents.COLUMNS.values()),
        list(record_incident.ACCOUNT_WIDTHS),
        list(record_uploads.COLUMNS.values()),
        list(faulty.WIDTHS),
        ["when", "figure", "stated by", "source", "known since"],
    ],
)
def test_tables_of_the_pages_are_known_for_what_they_are(columns: list[str]) -> None:
    """A page's own table can be saved from it, and is not a file of records."""
    table = wrong_table(["", *columns])

    assert table is not None
    assert "a page of this program" in table.what


def test_a_table_that_merely_looks_like_one_is_read() -> None:
    """A marker in the text of a cell is no signature, and a document is told by how it begins."""
    text = 'id,source,note\n1,un,"<html>{""a"": 1}"\n'

    assert [row.cells[2] for row in open_table(text.encode(), "f.csv").rows] == ['<html>{"a": 1}']
