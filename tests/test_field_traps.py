"""The thirteen rows of import traps of the field, one test for each; every file is made up.

The layouts are those that the publishers' files have; no row tells of anything that happened.
A file is read whole, or the person is told what to write: no row is lost, moved or doubled.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_samples import Run, adds_up
from format_samples import ACLED, HEADERS, UCDP, row, table
from workbooks import xlsx

from monitor.agreements.load import load_file
from monitor.agreements.strangers import strangers
from monitor.errors import IncidentFileError
from monitor.incidents.gazetteer import NOWHERE, Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.record import Count, Record, Report
from monitor.incidents.validate import read_file
from monitor.service.places import known_places
from monitor.settings import PROJECT

pytest_plugins = ["cli_fixtures"]

DAY = datetime(2023, 2, 10, tzinfo=UTC)
OURS = "id,source,happened_from,by,note\n"


def read(data: bytes, places: Gazetteer = NOWHERE) -> Intake:
    """Read a file; each of its rows is accepted, rejected with what to do, or said before."""
    found = read_file(data, file="f.csv", source="desk", time_zone="UTC", places=places)
    stored = len({line for line, _ in found.records})
    assert found.lines == stored + len(found.rejected) + found.repeated
    assert all(problem.hint for one in found.rejected for problem in one.problems)
    return found


def reports(data: bytes, places: Gazetteer = NOWHERE) -> list[Report]:
    """The reports of a file without a bad row."""
    found = read(data, places)
    assert found.rejected == ()
    return [record for _, record in found.records if isinstance(record, Report)]


def told(data: bytes) -> list[tuple[str, str, str]]:
    """Column, reason and hint of everything that is wrong with the rows of a file."""
    return [(p.column, p.reason, p.hint) for one in read(data).rejected for p in one.problems]


def refused(data: bytes) -> str:
    """What a person is told of a file of which nothing is taken."""
    with pytest.raises(IncidentFileError) as error:
        read(data)
    return " ".join(f"{p.message}; {p.hint}" for p in error.value.problems)


def tagged(tags: Mapping[str, str]) -> bytes:
    """A UCDP file as HDX gives it, with a row of these hashtags under the header."""
    header, *rows = table("ucdp_ged_19", {}, {"id": "900002"}).decode().splitlines()
    marks = ",".join(tags.get(name, "") for name in HEADERS["ucdp_ged_19"])
    return "\n".join([header, marks, *rows]).encode()


def test_a_row_of_hxl_tags_under_the_header_is_no_event() -> None:
    """Nor does it turn figures and dates into text; and it is said that it is no row of data."""
    tags = {"year": "#date+year", "date_start": "#date+start", "best": "#affected+killed"}
    tags |= {"latitude": "#geo+lat", "longitude": "#geo+lon", "adm_1": "#adm1+name"}
    found = read(tagged(tags))

    assert (found.lines, len(found.records), found.rejected) == (2, 2, ())
    assert found.how is not None
    assert "Line 2 is a row of HXL tags" in found.how.told()
    first = reports(tagged(tags))[0]
    assert first.killed is not None
    assert (first.latitude, first.killed.low) == (1.5, 3)


SAME_DAY = (
    *("10 February 2023", "10-Feb-23", "2023-02-10T00:00:00Z", "2023-02-10", "20230210"),
    *("February 10, 2023", "2023/02/10"),
)
TURNED = {"10/02/2023": "31/12/2023", "10.02.2023": "31.12.2023", "02/10/2023": "12/31/2023"}
"""Dates in figures, and one of the same column that settles which figure is the day."""
NO_DAY = {
    "1675987200": "seconds or thousandths since 1970",
    "1675987200000": "seconds or thousandths since 1970",
    "20230210143000": "year to second",
    "2023-02": "a month",
    "44967": "days as a spreadsheet counts them",
}


def test_dates_are_read_as_publishers_write_them_or_named_for_what_they_are() -> None:
    """All of one day; what is no day is never rounded to one, and day and month never guessed."""
    for text in SAME_DAY:
        assert reports(table("acled", {"event_date": text}))[0].happened.start == DAY, text
    for text, settles in TURNED.items():
        rows = ({"event_date": text}, {"event_id_cnty": "XXA2", "event_date": settles})
        assert reports(table("acled", *rows))[0].happened.start == DAY, text
    assert "read in two ways" in refused(table("acled", {"event_date": "03/04/2023"}))

    for text, words in NO_DAY.items():
        [(column, reason, _)] = told(table("acled", {"event_date": text}))
        assert (column, words in reason) == ("event_date", True), (text, reason)
        [(column, reason, _)] = told((OURS + f"1,un,{text},,x\n").encode())
        assert (column, words in reason) == ("happened_from", True), (text, reason)


def test_dates_that_cannot_be_are_told_and_stop_nothing() -> None:
    """The year 25 stands in real files; thousandths stand where seconds are meant."""
    for text in ("0025-02-10", "0001-01-03", "9999-12-28"):
        for code in "123":
            data = table("acled", {"event_date": text, "time_precision": code})
            assert {column for column, _, _ in told(data)} == {"event_date"}
            assert all("is not from 1900 to 2200" in reason for _, reason, _ in told(data))
    [(column, _, hint)] = told(table("acled", {"timestamp": "1676332800000"}))
    assert (column, "last three digits" in hint) == ("timestamp", True)


def ingested(run: Run, store: Path, file: Path, *words: str) -> dict[str, object]:
    """What became of one file of ACLED's days, which are those of the place."""
    stated = ("--time-zone", "UTC", *words)
    ran = run("ingest", "--json", "--store", store, *stated, file)
    assert adds_up(ran.json)
    [one] = ran.json
    return {key: one[key] for key in ("outcome", "stored", "unchanged", "rejected")}


def test_the_same_events_in_another_date_format_are_the_same(
    run: Run, store: Path, tmp_path: Path
) -> None:
    """Sent again with its dates written otherwise, a file stores nothing twice."""
    ids = [{"event_id_cnty": f"XXA{n}"} for n in range(1, 31)]
    for name, dates in (
        ("first.csv", "{:%d %B %Y}"),
        ("again.csv", "{:%d-%b-%y}"),
        ("once-more.csv", "{:%Y-%m-%d}T00:00:00Z"),
        ("turned.csv", "{:%d/%m/%Y}"),
    ):
        days = [one | {"event_date": dates.format(DAY + timedelta(n))} for n, one in enumerate(ids)]
        (tmp_path / name).write_bytes(table("acled", *days))
        became = ingested(run, store, tmp_path / name)
        new, old = (30, 0) if name == "first.csv" else (0, 30)
        assert (became["stored"], became["unchanged"], became["rejected"]) == (new, old, 0), name


def test_marks_and_line_ends_of_other_systems_change_no_row() -> None:
    """A byte order mark, CR LF, CR alone; and a line end inside quotes ends no row."""
    notes = {"notes": "first line\nsecond line"}
    data = table("acled", notes, {"event_id_cnty": "XXA2"}).decode()
    lines = data.replace("\r\n", "\0")
    expected = reports(data.encode())

    assert [one.key for one in expected] == ["acled/XXA1", "acled/XXA2"]
    assert "first line" in expected[0].note
    assert "second line" in expected[0].note
    for mark in ("", "\ufeff"):
        for end in ("\n", "\r\n", "\r"):
            found = reports((mark + lines.replace("\0", end)).encode())
            assert found == expected, (mark, end)


def test_semicolons_tabs_decimal_commas_and_latin_letters_are_read_as_meant() -> None:
    """The row of a European spreadsheet is that of the publisher; the encoding is said."""
    changed = {"where_coordinates": "Ciudad de Panamá", "side_b": "Organización Vacía"}
    told_by_comma = reports(table("ucdp_ged_19", changed))[0]
    cells = row("ucdp_ged_19", **changed, latitude="1,5", longitude="2,5")
    for mark in ";\t":
        text = "\n".join(mark.join(line) for line in (HEADERS["ucdp_ged_19"], cells))
        for codec in ("utf-8", "cp1252", "utf-16"):
            found = read(text.encode(codec))
            assert [record for _, record in found.records] == [told_by_comma], (mark, codec)
            assert found.how is not None
            assert "with decimal commas" in found.how.told()


def test_a_file_without_a_header_is_refused_and_what_stands_for_missing_is_unknown() -> None:
    """A first row of data is never taken for a header; None, NA, -1 and blank are no zero."""
    headless = table("acled", {}, {"event_id_cnty": "XXA2"}).split(b"\r\n", 1)[1]
    assert "not the header" in refused(headless)

    for missing in ("", "NA", "None", "NULL", "nan"):
        one = reports(table("acled", {"fatalities": missing, "actor2": missing}))[0]
        assert one.killed is None, missing
    for missing in ("", "-1", "NA"):
        figures = dict.fromkeys(("low", "best", "high"), missing)
        assert reports(table("ucdp_ged", figures))[0].killed is None, missing


def test_an_id_of_two_events_a_row_twice_and_a_row_without_an_id() -> None:
    """Both events are refused, the copy counts once, and rows without id never become one."""
    reused = read(table("acled", {}, {"fatalities": "9"}, {"event_id_cnty": "XXA2"}))
    assert [one.line for one in reused.rejected] == [2, 3]
    copied = read(table("acled", {}, {}))
    assert (len(copied.records), copied.repeated) == (1, 1)
    nameless = read(table("acled", {"event_id_cnty": ""}, {"event_id_cnty": "", "fatalities": "9"}))
    assert [one.line for one in nameless.rejected] == [2, 3]
    assert nameless.records == ()


def test_figures_out_of_order_no_deaths_and_events_of_months() -> None:
    """The smallest to the largest with a note; zero is zero; months may be any of their days."""
    one = reports(table("ucdp_ged", {"low": "9", "best": "3", "high": "4"}))[0]
    assert one.killed is not None
    assert (one.killed.low, one.killed.high) == (3, 9)
    assert "put in order" in one.note

    none = reports(table("ucdp_ged", {"low": "0", "best": "0", "high": "0"}))[0]
    assert none.killed is not None
    assert (none.killed.low, none.killed.high) == (0, 0)

    months = {"date_prec": "5", "date_start": "2016-02-01", "date_end": "2016-06-01"}
    long = reports(table("ucdp_ged", months))[0]
    assert long.happened.start == datetime(2016, 2, 1, tzinfo=UTC)
    assert long.happened.end == datetime(2016, 6, 2, tzinfo=UTC)


NO_EVENTS = {
    "a list of persons": (
        "name_ar_raw,name_en,id,dob,age,sex,source\nx,Made Up,1,2000-01-01,30,m,x\n"
    ),
    "a list of videos": (
        "upload_date,online_link,channel_id,md5_hash,location,latitude\n"
        "1475582400000,https://example.org/x,c1,abc,Exampleville,1.5\n"
    ),
    "figures by month, year or other period": (
        "country_id,country,year,best,low,high,main_govt_name\n652,Northland,2016,9,3,12,x\n"
    ),
}


def test_persons_videos_and_sums_are_not_taken_for_incidents() -> None:
    """Named for what they are, with what to do; sums in a known layout become counts."""
    for what, text in NO_EVENTS.items():
        assert what in refused(text.encode()), what

    sums = [record for _, record in read(table("hdx_hapi", {})).records]
    assert len(sums) == 2
    assert all(isinstance(one, Count) for one in sums)


def test_a_workbook_with_the_licence_first_is_read_from_its_sheet_of_events() -> None:
    """The sheet is found by its header, and the other one is named as not read."""
    events = [[*HEADERS["acled"]], row("acled"), row("acled", event_id_cnty="XXA2")]
    licence = [["Terms of use"], ["These data are made up."], ["Attribution", "Nobody"]]
    found = read_file(
        xlsx({"Licence": licence, "Data": events}), file="f.xlsx", source="desk", time_zone="UTC"
    )

    assert [record.key for _, record in found.records] == ["acled/XXA1", "acled/XXA2"]
    assert (found.lines, found.rejected) == (2, ())
    assert found.how is not None
    assert "Licence" in found.how.told()


CODES = ("SY02", "SY08", "SY09", "SY03")
SPELT = {
    "acled": ("Aleppo", "Al-Hasakeh", "Deir-ez-Zor", "Rural Damascus"),
    "ucdp_ged": (
        *("Aleppo Governorate", "Al Hasakah Governorate"),
        *("Deir ez Zor Governorate", "Rif Dimashq Governorate"),
    ),
}


def test_four_spellings_of_a_governorate_are_one_place() -> None:
    """Each publisher's name gives the p-code; a name that is not known gives none, and is told."""
    places = known_places(PROJECT / "data" / "places")
    column = {"acled": "admin1", "ucdp_ged": "adm_1"}
    for layout, names in SPELT.items():
        found = [reports(table(layout, {column[layout]: name}), places)[0] for name in names]
        assert [one.pcodes for one in found] == [(code,) for code in CODES]
    for names in (("Halab", "Hasakah", "Dayr az-Zawr", "Damascus Suburbs"), CODES):
        rows = [f"{n},un,2023-02-10,{name},x" for n, name in enumerate(names)]
        column_ = "pcode" if names is CODES else "place"
        plain = reports("\n".join([f"id,source,happened_from,{column_},note", *rows]).encode())
        known = [places.find([name]) or (name,) for name in names]
        assert known == [(code,) for code in CODES]
        assert len(plain) == len(CODES)

    strange = read(table("acled", {"admin1": "Nowhere"}), places)
    assert strange.records[0][1].model_dump()["pcodes"] == ()
    assert strange.how is not None
    assert "Nowhere" in strange.how.told()


@pytest.fixture
def exports(tmp_path: Path) -> dict[str, Path]:
    """An export, and the same a week later: one event recoded, one gone from its middle."""
    days = [{"event_id_cnty": f"XXA{n}", "event_date": f"2023-02-{n:02}"} for n in range(1, 8)]
    later = [one | ({"fatalities": "8"} if n == 2 else {}) for n, one in enumerate(days) if n != 3]
    files = {"first": days, "later": later}
    for name, rows_ in files.items():
        (tmp_path / f"{name}.csv").write_bytes(table("acled", *rows_))
    return {name: tmp_path / f"{name}.csv" for name in files}


def test_events_that_the_publisher_changed_or_deleted_are_told_and_kept(
    run: Run, store: Path, exports: Mapping[str, Path]
) -> None:
    """The change is a version; what is gone is named, and taken back only when somebody says so."""
    assert ingested(run, store, exports["first"])["stored"] == 7
    ran = run("ingest", "--json", "--store", store, "--time-zone", "UTC", exports["later"])
    [one] = ran.json
    assert (one["stored"], one["unchanged"], one["rejected"]) == (1, 5, 0)
    assert "acled/XXA4" in str(one)

    words = ("--time-zone", "UTC", "--withdraw-missing")
    [taken] = run("ingest", "--json", "--store", store, *words, exports["later"]).json
    assert (one["withdrawn"], taken["withdrawn"]) == (0, 1)


def test_two_parties_in_one_cell_are_alternatives_and_never_one_of_them() -> None:
    """Neither is charged for certain; a cell that is one name to us is told as a stranger's."""
    northern = load_file(PROJECT / "tests" / "rules" / "northland.yaml").agreement
    both = reports((OURS + "1,un,2023-02-10,Armed Forces of the North;Rebels,x\n").encode())
    assert both[0].by == ("Armed Forces of the North", "Rebels")
    for text in ("North and South", "North / South", '"North, South"'):
        one: list[Record] = [*reports((OURS + f"1,un,2023-02-10,{text},x\n").encode())]
        assert strangers([northern], one) == ((text.strip('"'), 1),)
    clash = reports(table("acled", {}))[0]
    assert clash.by == clash.against == (ACLED["actor1"], ACLED["actor2"])
    assert reports(table("ucdp_ged", {}))[0].by == (UCDP["side_a"], UCDP["side_b"])
