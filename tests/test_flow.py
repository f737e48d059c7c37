"""A file of many rows is read row by row, by what was read before: the same answer, not nearly."""

import csv
import io
import random
import re

import pytest
from format_samples import HEADERS, SAMPLES, row, table

from monitor.apart.answer import AGAIN, answer, refusal
from monitor.apart.asked import Asked
from monitor.apart.understood import understood
from monitor.errors import IncidentFileError
from monitor.incidents.cut import Cut, body_of
from monitor.incidents.formats.flow_by_columns import FlowByColumns
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.laid import LaidRecords
from monitor.incidents.opened.declared import Declared
from monitor.incidents.opened.given import Given
from monitor.incidents.opened.text import Text
from monitor.incidents.record import RECORD, Report
from monitor.incidents.write import rejected_csv

ROWS = 10_000
"""Spoilt rows in each run."""

FILE = 250
PLACES = Gazetteer({"XX01": ("Middle",), "XX0101": ("Exampleville",)}, {"XX0101": "XX01"})
ODD = (
    *("", " ", "NA", "n/a", "NULL", "nan", "unknown", "0", "1", "2", "3", "-1", "7", "3.0"),
    *("=1+1", "'=1+1", "'quoted'", " 'x", "a;b", "a;;b", "a/b", "x" * 130, "y" * 4001),
    *("n\u00f6rth", "\u062d\u0644\u0628", "a\u00a0b", "a\u2028b", "a\x01b", "a\tb", "a\nb", '"'),
    *("2023-02-10", "10 February 2023", "31-Dec-21", "2023-02-30", "1900-01-01", "9999-01-01"),
    *("36.5", "91", "-181", "36,5", "1e5", "1676332800", "99999999999", "0000000000", "\u0663"),
    *("Civilians", "Unidentified Armed Group", "Rebel group", "Exampleville", "Middle", "Attack"),
    *("Type: Battles", "Synthetic.", "yes", "true"),
)
"""Cells as they stand in spoilt files."""


def read_on(asked: Asked) -> Intake:
    """Read a file as the process does that reads it apart, and as its answer is understood."""
    try:
        lines = list(answer(asked.begin()))
    except IncidentFileError as error:
        lines = list(refusal(error))
    return understood(io.BytesIO(b"".join(lines)))


def same(asked: Asked) -> Intake | str:
    """Read a file both ways; returns what both say."""
    try:
        here: Intake | IncidentFileError = asked.read()
    except IncidentFileError as error:
        here = error
    if isinstance(here, IncidentFileError):
        with pytest.raises(IncidentFileError) as on:
            read_on(asked)
        assert on.value.problems == here.problems
        return str(here)
    on_and_on = read_on(asked)
    assert on_and_on == here
    assert on_and_on.good == len({line for line, _ in here.records})
    assert rejected_csv(on_and_on) == rejected_csv(here)
    if isinstance(on_and_on.records, LaidRecords):
        for (_, record), (_, _, body) in zip(
            here.records, on_and_on.records.written(), strict=True
        ):
            assert body == record.model_dump_json()
    return here


def spoilt(choose: random.Random, layout: str, rows: int) -> bytes:
    """A synthetic file of a layout: rows alike in most cells, one in three with odd ones.

    In half of the files notes and times of publication are new in each row, too.
    """
    header = HEADERS[layout]
    new = [name for name in ("notes", "timestamp") if name in header and choose.random() < 1 / 2]
    names = [column for column in ("event_id_cnty", "id", "report_no") if column in header]
    written: list[list[str]] = []
    for number in range(rows):
        each = {"notes": f"Synthetic note {number}: \u201cso\u201d", "timestamp": f"16{number:08}"}
        fresh = {name: each[name] for name in new}
        cells = row(layout, **dict.fromkeys(names, f"X{number}"), **fresh)
        for at in choose.sample(range(len(cells)), choose.randrange(4)):
            other = choose.choice(written) if written else []
            if at < len(other):
                cells[at] = other[at]
        if choose.random() < 1 / 3:
            for at in choose.sample(range(len(cells)), choose.randrange(1, 4)):
                cells[at] = choose.choice((*ODD, choose.choice(cells)))
        match choose.randrange(40):
            case 0 if written:
                cells = choose.choice(written).copy()
            case 1:
                cells = cells[:-1]
            case 2:
                cells.append("more")
        written.append(cells)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=choose.choice(("\n", "\r\n")))
    writer.writerows([header, *written])
    spoilt_text = text.getvalue()
    if choose.random() < 1 / 4:
        spoilt_text = spoilt_text.replace(",Synthetic", ',say "so" Synthetic', 3)
    return spoilt_text.encode("utf-8", "surrogatepass")


def test_spoilt_rows_are_read_the_same_both_ways() -> None:
    """Records and their texts, every problem with line, column and hint, repeats, the counts."""
    choose = random.Random(20161128)  # noqa: S311 - made-up data
    seen = {"records": 0, "rejected": 0, "repeated": 0, "refused": 0}
    for _ in range(ROWS // FILE):
        layout = choose.choice(list(SAMPLES))
        stated = choose.choice((None, "UTC", "Asia/Damascus"))
        source = choose.choice((None, "north"))
        dates = choose.choice((None, "day_first"))
        asked = Asked(
            spoilt(choose, layout, FILE),
            "f.csv",
            SAMPLES[layout][0],
            source,
            stated,
            Declared(dates=dates),
            PLACES,
        )
        found = same(asked)
        if isinstance(found, Intake):
            seen["records"] += len(found.records)
            seen["rejected"] += len(found.rejected)
            seen["repeated"] += found.repeated
        else:
            seen["refused"] += 1

    assert seen["records"] > ROWS / 10
    assert seen["rejected"] > ROWS / 10
    assert seen["repeated"] > 0


HEAD, *LINES = (
    table(
        "acled",
        *(
            {"event_id_cnty": f"X{n}", "timestamp": f"16{n:08}", "notes": f"Synthetic {n}"}
            for n in range(40)
        ),
    )
    .decode()
    .splitlines()
)
BLANK = "," * HEAD.count(",")
SHAPES = {
    "every row too wide": [HEAD, *(f"{line},x" for line in LINES)],
    "half of them too wide": [HEAD, *(f"{line},x" for line in LINES), *LINES],
    "a quote in every row": [HEAD, *(line.replace("Synthetic", 'a"b') for line in LINES)],
    "blank rows first": [HEAD, *[BLANK] * 40, *LINES[:3]],
    "blank rows last": [HEAD, *LINES, *[BLANK] * 5, "   ", "", ""],
    "repeated, and contradicted": [
        HEAD,
        *LINES,
        *LINES[:5],
        LINES[6].replace("Synthetic", "Other"),
    ],
    "under a title": ["a title", HEAD, *LINES],
    "a delimiter that is named": ["sep=;", *(line.replace(",", ";") for line in (HEAD, *LINES))],
    "a quote that never closes": [HEAD, *LINES, '"unclosed,'],
}
"""Files whose rows are not of the shape that whole columns need, or not all of them."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
@pytest.mark.parametrize("lines", SHAPES.values(), ids=SHAPES)
def test_rows_of_another_shape_are_read_the_same_both_ways(lines: list[str], end: str) -> None:
    """Where no row can be read by columns, or few can, each is told as in any other file."""
    same(Asked(end.join(lines).encode(), "a.csv", time_zone="UTC"))


def test_most_rows_are_read_by_what_was_read_before() -> None:
    """Rows in order are never read the plain way; only so is a long file read quickly."""
    rows = [{"event_id_cnty": f"X{n}", "timestamp": f"16{n:08}"} for n in range(1_500)]
    flow = Asked(table("acled", *rows), "a.csv", time_zone="UTC").begin()

    assert isinstance(flow, FlowByColumns)
    assert all(flow.read(sheaf)[1].all() for sheaf in flow.columns.all())


@pytest.mark.parametrize("layout", ["acled_monadic", "hdx_hapi"])
def test_formats_whose_rows_belong_together_come_back_whole(layout: str) -> None:
    """Rows of one event, or several records of a row, go the plain way; each line counts once."""
    rows = [{"event_id_cnty": f"X{n // 2}", "admin2_code": f"SY{n:04}"} for n in range(300)]
    asked = Asked(table(layout, *rows), "a.csv", time_zone="UTC")

    assert isinstance(asked.begin(), Intake)
    assert isinstance(same(asked), Intake)


def test_dates_whose_order_shows_late_are_read_by_it_from_the_first_row_on() -> None:
    """What was told before the first doubtful date is void; the order is that of all dates."""
    rows = [{"event_id_cnty": f"X{n}"} for n in range(1_200)]
    settled = [*rows, {"event_id_cnty": "a", "event_date": "13/02/2023"}]
    asked = Asked(table("acled", *settled, {"event_date": "01/02/2023"}), "a.csv")
    flow = asked.begin()

    assert isinstance(flow, FlowByColumns)
    assert AGAIN in list(answer(flow))
    assert isinstance(same(asked), Intake)
    assert "two ways" in str(same(Asked(table("acled", *rows, {"event_date": "01/02/2023"}), "b")))


def test_templates_are_read_on_the_same_way() -> None:
    """Every kind of record of the project's own files, repeats and contradictions among them."""
    lines = [
        "id,source,happened_from,time_zone,kind,note,revision",
        *(
            f"r{n % 60},north,2016-09-17T15:{n % 60:02},Asia/Damascus,shelling,,0"
            for n in range(90)
        ),
        "r1,north,2016-09-17T15:01,Asia/Damascus,shelling,,1",
        *("r2,north,then,,,,", "r3", "r4,north,2016-09-17T15:04,Asia/Damascus,arrest,,0"),
    ]
    links = ["id,source,first,second,relation", *(f"l{n},un,a/{n},b/{n},same" for n in range(9))]

    found = same(Asked("\n".join(lines).encode(), "r.csv"))
    assert isinstance(found, Intake)
    assert found.repeated
    assert len(found.rejected) == 5
    assert isinstance(same(Asked("\n".join(links).encode(), "l.csv")), Intake)


def test_what_is_laid_down_is_a_sequence() -> None:
    """It can be counted, looked into from both ends and looked through again, as a tuple can."""
    asked = Asked(
        table("acled", *({"event_id_cnty": f"X{n}"} for n in range(50))), "a", time_zone="UTC"
    )
    here, laid = asked.read().records, read_on(asked).records

    assert isinstance(laid, LaidRecords)
    assert (laid[0], laid[-1], laid[7:9]) == (here[0], here[-1], here[7:9])
    assert list(laid) == list(laid) == list(here)
    assert laid != here[1:]
    assert len(list(laid.unlike("kinds"))) == 1
    with pytest.raises(IndexError):
        laid[50]


CUT = Cut("report", tuple((name,) for name in Report.model_fields))
FALSE = {
    "another field": ',"source":"b"',
    "two fields": ',"id":"a","source":"c"',
    "the same twice": ',"id":"a","id":"b"',
    "a blank between": ',"id": "a"',
    "no text": ',"id":7',
    "escaped": ',"id":"\\u0061"',
    "cut off": ',"id":"a',
    "nothing": "",
    "a brace": ',"id":"a"}{"id":"b"',
}
"""Texts that are no part `id` of a report, or are written otherwise than ours."""


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE)
def test_a_part_that_is_none_is_refused(text: str) -> None:
    """Only what a record of ours would be written as is believed, letter by letter."""
    report = RECORD.validate_json(
        '{"record":"report","id":"a","source":"b","happened":'
        '{"start":"2016-09-17T00:00:00Z","end":"2016-09-18T00:00:00Z"}}'
    )
    texts = CUT.texts(report)

    CUT.check(texts)
    assert CUT.record(texts) == report
    assert body_of(texts) == report.model_dump_json()
    with pytest.raises(ValueError, match=r"."):
        CUT.check((text, *texts[1:]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("happened", ',"happened":{"start":"2016-09-18T00:00:00Z","end":"2016-09-17T00:00:00Z"}'),
        ("happened", ',"happened":{"start":"2016-09-17T00:00:00","end":"2016-09-18T00:00:00"}'),
        ("killed", ',"killed":{"low":3,"high":2}'),
        ("published_at", ',"published_at":"2016-02-30T00:00:00Z"'),
        ("published_at", ',"published_at":"2016-02-20T24:00:00Z"'),
        ("latitude", ',"latitude":1e0'),
        ("confidence", ',"confidence":"sure"'),
    ],
)
def test_a_part_passes_the_checks_of_a_record(name: str, text: str) -> None:
    """What no record may say, no part of one may."""
    at = next(at for at, part in enumerate(CUT.parts) if part == (name,))
    with pytest.raises(ValueError, match=r"."):
        CUT.read(at, text)


def test_a_cut_is_one_of_a_kind() -> None:
    """Fields that are missing, strange or out of order make no cut; nor does a kind of no name."""
    fields = CUT.parts
    for kind, parts in (
        ("report", fields[1:]),
        ("report", (*fields[1:], fields[0])),
        ("count", fields),
        ("reprot", fields),
    ):
        with pytest.raises(ValueError, match=r"."):
            Cut(kind, parts)


def test_physical_lines_are_those_of_the_text() -> None:
    """A text read by pieces has the lines, line ends and characters that it has as a whole."""
    choose = random.Random(7)  # noqa: S311 - made-up data
    for codec in ("utf-8", "utf-16-le", "cp1256"):
        letters = 'a,\u0627"' + "\r\n" * 2
        text = "id" + "".join(choose.choices(letters, k=60_000))
        read = Text(Given.of(text.encode(codec)), codec, 0, "", "")
        assert read.text == text
        assert list(read.lines()) == re.findall("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
