"""Bulletins of counts as files: totals are no records, and are held against the sum of the rows.

Every figure here is synthetic.
"""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_samples import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from page_samples import EVENING, opened, press, told
from streamlit.testing.v1 import AppTest

from monitor.apart.asked import Asked
from monitor.apart.reading import read_apart
from monitor.incidents.bulletins.total import Total
from monitor.incidents.bulletins.wording import EXACT, figure, stated_in, total_of
from monitor.incidents.flow import Flow
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.written import written
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.record import Count
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import Measure
from monitor.service import Outcome, Service, Stated
from monitor.words import add_page, bulletins
from tests.workbooks import xlsx

pytest_plugins = ["cli_fixtures", "page_fixtures"]

Write = Callable[[str, str | bytes], Path]
AREAS = {"XX01": ("Northland", "Норд"), "XX02": ("Southland", "الجنوب"), "XX03": ("Westland",)}
PLACES = Gazetteer(AREAS)
NAMES = {
    "english": ("Date", "Governorate", "Side", "Violations"),
    "russian": ("Дата", "Область", "Сторона", "Количество нарушений"),
    "arabic": ("التاريخ", "المحافظة", "الطرف", "عدد الخروقات"),
}
SEVEN = (27, 11, 7, 6, 2, 1, 1)


def read(text: str, **stated: object) -> Intake:
    """Read a file of counts by its columns; every line of it is accounted for."""
    asked = Asked(text.encode(), "b.csv", source="made_up", time_zone="UTC", places=PLACES)
    intake = read_file(
        asked.data,
        file="b.csv",
        source="made_up",
        time_zone="UTC",
        places=PLACES,
        **stated,  # type: ignore[arg-type]
    )
    assert intake.good == len({line for line, _ in intake.records})
    parts = (intake.good, len(intake.rejected), intake.repeated, intake.total_lines)
    assert sum(parts) == intake.lines
    return intake


def rows(*lines: str, header: str = "date,governorate,violations") -> str:
    """Write a file with these lines."""
    return "\n".join([header, *lines, ""])


TWO = ("2016-09-17,Northland,27", "2016-09-17,Southland,11")


def values(intake: Intake) -> list[int]:
    """Return the figures that are records."""
    return [record.value for _, record in intake.records if isinstance(record, Count)]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("word", ["Total", "ИТОГО", "Итого:", "المجموع", "Sum", "الإجمالي"])
def test_a_bulletin_is_known_by_its_columns_in_any_language(language: str, word: str) -> None:
    """Day, area, side and figures become counts; the line of the total is none."""
    day, area, side, count = NAMES[language]
    intake = read(
        rows(
            "2016-09-17,Northland,north,27",
            "2016-09-17,الجنوب,south,11",
            f",{word},,38",
            header=f"{day},{area},{side},{count}",
        )
    )

    assert intake.kind == "count"
    assert values(intake) == [27, 11]
    records = [record for _, record in intake.records if isinstance(record, Count)]
    assert [record.pcodes for record in records] == [("XX01",), ("XX02",)]
    assert [record.by for record in records] == [("north",), ("south",)]
    assert {record.measure for record in records} == {Measure.INCIDENTS}
    assert intake.totals == (Total(4, count, 38, 38),)
    assert intake.how is not None
    assert "Sum 38 = stated 38" in intake.how.told()
    assert bulletins.LINE in intake.how.told()


def test_seven_rows_and_the_figure_of_a_title() -> None:
    """As on the screen: 7 rows, 7 counts, 0 rejected, and their sum beside the stated one."""
    areas = Gazetteer({f"XX0{at}": (f"Land {at}",) for at in range(1, 8)})
    lines = [f"2016-09-17,Land {at},{value}" for at, value in enumerate(SEVEN, 1)]
    text = "Made-up bulletin of the day. Total violations: 55\n" + rows(*lines)
    intake = read_file(text.encode(), file="b.csv", source="made_up", time_zone="UTC", places=areas)

    assert (intake.lines, len(intake.records), len(intake.rejected)) == (7, 7, 0)
    assert intake.totals == (Total(1, "", 55, 55),)


def test_what_differs_is_told_with_both_figures() -> None:
    """Neither figure is mended: the records are the rows, and the difference is said."""
    intake = read(rows(*TWO, ",total,39"))

    [total] = intake.differing
    assert (total.summed, total.stated, total.line) == (38, 39, 4)
    assert values(intake) == [27, 11]
    assert intake.how is not None
    assert (
        "Sum 38, but stated 39: line 4, violations. Missing from the rows: 1." in intake.how.told()
    )


def test_totals_of_groups_are_of_their_groups() -> None:
    """What a total line says beside its word is what its rows say; a grand total takes them all."""
    intake = read(
        rows(
            *TWO,
            "2016-09-17,Total,38",
            "2016-09-18,Northland,5",
            "2016-09-18,Westland,0",
            "2016-09-18,Total,5",
            "Grand total,,43",
        )
    )

    assert [(total.of, total.summed, total.stated) for total in intake.totals] == [
        (("2016-09-17",), 38, 38),
        (("2016-09-18",), 5, 5),
        ((), 43, 43),
    ]
    assert intake.total_lines == 3


def test_a_total_names_what_it_is_of() -> None:
    """“Total Northland” is the total of its rows; of what has no rows nobody can say."""
    intake = read(
        rows(
            *TWO,
            "2016-09-18,Northland,5",
            ",Total for Northland,32",
            ",Total Eastland,9",
            ",Total violations,43",
        )
    )

    north, east, whole = intake.totals
    assert (north.summed, north.differs) == (32, False)
    assert (east.summed, east.why) == (None, bulletins.WHICH_ROWS)
    assert (whole.summed, whole.differs) == (43, False)


def test_a_column_may_state_the_total_of_the_day() -> None:
    """Every row states it, and each stated figure is compared once; two of them cannot both fit."""
    header = "date,area,violations,total"
    fits = read(rows("2016-09-17,Northland,27,38", "2016-09-17,Southland,11,38", header=header))
    differs = read(rows("2016-09-17,Northland,27,38", "2016-09-17,Southland,11,40", header=header))

    assert fits.totals == (Total(2, "total", 38, 38, ("2016-09-17",)),)
    assert [total.differs for total in differs.totals] == [False, True]


def test_every_column_of_figures_has_its_own_sum() -> None:
    """Killed are counts of their own, and their total is held against them alone."""
    intake = read(
        rows(
            "2016-09-17,Northland,27,1",
            "2016-09-17,Southland,11,2",
            "total,,38,4",
            header="date,area,violations,killed",
        )
    )

    assert [(t.column, t.summed, t.stated) for t in intake.totals] == [
        ("violations", 38, 38),
        ("killed", 3, 4),
    ]
    assert sorted(values(intake)) == [1, 2, 11, 27]
    assert (intake.lines, intake.good) == (3, 2)


def test_a_row_may_state_the_sum_of_its_own_figures() -> None:
    """In a saved mapping of a table with a column for each side, its total is checked by row."""
    text = """
format: two_sides
title: Two sides
says: One row is what was counted on a day, by side.
record: count
source: made_up
time_zone: UTC
known: {columns: [day, north, south, all of them]}
columns:
  id: day
  window_from: {of: day, style: date}
  measure: {text: incidents}
  value: north
  by: {text: North}
also:
  - name: south
    columns:
      value: south
      by: {text: South}
sums: [all of them]
"""
    assert written(text, "x").sums == ("all of them",)
    saved = Saved.by_name([Saved(text, 1)])

    intake = read(
        rows(
            "2016-09-17,27,11,38",
            "2016-09-18,5,,5",
            "2016-09-19,1,1,3",
            "total,33,12,46",
            header="day,north,south,all of them",
        ),
        saved=saved,
    )

    told_ = [(t.line, t.column, t.summed, t.stated) for t in intake.totals]
    assert told_ == [
        (2, "all of them", 38, 38),
        (3, "all of them", None, 5),
        (4, "all of them", 2, 3),
        (5, "north", 33, 33),
        (5, "south", None, 12),
    ]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("2016-09-17,Northland,27", "2016-09-17,Nowhere,11", ",total,38"), bulletins.REJECTED),
        (("2016-09-17,Northland,27", "2016-09-17,Southland,x", ",total,38"), bulletins.REJECTED),
    ],
)
def test_what_cannot_be_compared_says_why(lines: tuple[str, ...], why: str) -> None:
    """A sum over rejected rows would be none: it is told, and nothing is claimed."""
    [total] = read(rows(*lines)).totals

    assert (total.summed, total.why, total.differs) == (None, why.format(lines=3), False)


def template(*lines: str) -> Intake:
    """Read a file in the columns of our own template of counts."""
    header = "id,window_from,measure,value,bound,place,pcode,cumulative"
    return read(rows(*lines, header=header))


def test_our_own_template_may_state_totals_too() -> None:
    """A line whose place is “Total” is no figure for the whole country."""
    intake = template(
        "a,2016-09-17,incidents,27,,North,XX01,",
        "b,2016-09-17,incidents,11,,South,XX02,",
        ",,,39,,Total,,",
    )

    assert values(intake) == [27, 11]
    assert [total.differs for total in intake.totals] == [True]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("b,2016-09-17,incidents,11,at_least,South,XX02,", bulletins.NOT_EXACT),
        ("b,2016-09-17,killed,11,,South,XX02,", bulletins.MEASURES),
        ("b,2016-09-18,incidents,11,,South,XX02,yes", bulletins.RUNNING),
    ],
)
def test_figures_that_have_no_sum_are_not_added(second: str, why: str) -> None:
    """At least so many, different things, running totals of several days: no sum is claimed."""
    first = "a,2016-09-17,incidents,27,,North,XX01,"

    [total] = template(first, second, ",,,38,,total,,").totals

    assert (total.summed, total.why) == (None, why)


def test_the_total_of_a_form_stays_a_record() -> None:
    """A bulletin typed in states its total for the whole country, as a record of its own."""
    intake = template(
        "made-1,2016-09-17,incidents,27,,N,XX01,", "made-total,2016-09-17,incidents,27,,,,"
    )

    assert (len(intake.records), intake.total_lines, intake.totals) == (2, 0, ())


def test_an_exact_copy_counts_once_and_a_withdrawn_row_not_at_all() -> None:
    """A row that is said again adds nothing, and one that is taken back neither."""
    header = "id,window_from,measure,value,place,pcode,withdrawn"
    intake = read(
        rows(
            *["a,2016-09-17,incidents,27,North,XX01,"] * 2,
            "b,2016-09-17,incidents,11,South,XX02,yes",
            ",,,27,total,,",
            header=header,
        )
    )

    assert intake.repeated == 1
    assert [total.differs for total in intake.totals] == [False]


def test_a_line_below_the_table_states_one_figure() -> None:
    """As people write it: a word and a figure, with fewer cells than the table, or in one."""
    for line in ("Total,38", "Total: 38 violations", "Итого;38"):
        text = rows(*TWO, line)
        if ";" in line:
            text = text.replace(",", ";")
        [total] = read(text).totals
        assert (total.summed, total.stated) == (38, 38)


def test_a_workbook_is_checked_like_a_text() -> None:
    """Sheets with a title and a total line are the same bulletin."""
    sheet = [
        ["Made-up bulletin"],
        ["Date", "Governorate", "Violations"],
        ["2016-09-17", "Northland", 27],
        ["2016-09-17", "Southland", 11],
        ["Total", None, 39],
    ]
    data = xlsx({"Counts": sheet})
    asked = Asked(data, "b.xlsx", source="made_up", time_zone="UTC", places=PLACES)

    intake = read_apart(asked)

    assert intake == asked.read()
    assert (intake.lines, intake.good, intake.total_lines) == (3, 2, 1)
    assert [(total.line, total.differs) for total in intake.totals] == [(5, True)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Total violations: 55", (55,)),
        ("Итого нарушений за сутки: 55", (55,)),
        ("المجموع: 55", (55,)),
        ("المجموع: \u0665\u0665", (55,)),
        ("Total: 1,234 (bulletin of 17.09.2016)", (1234,)),
        ("Bulletin no. 7 of 17 September 2016", ()),
        ("Bulletin of 17.09.2016, total 55", (55,)),
        ("Total for 17.09.2016: 55", (55,)),
        ("Total for 17 September 2016: 55", (55,)),
        ("Total for 12 to 18 September 2016: 55", (12, 55)),
        ("Total for September 2016: 55", (2016, 55)),
        ("Totally 55", ()),
        ("", ()),
    ],
)
def test_what_a_title_states(text: str, figures: tuple[int, ...]) -> None:
    """One figure behind the word, or the one right behind it; of several none is chosen."""
    assert stated_in(text) == figures


@pytest.mark.parametrize("word", EXACT)
def test_every_word_for_a_total_is_one(word: str) -> None:
    """With any letter case, colon or blanks around it."""
    assert [total_of(form) for form in (word, f" {word.upper()}: ", f"{word}.")] == ["", "", ""]


@pytest.mark.parametrize("text", ["Totality", "Sumy", "Итоговый", "Aleppo", "55", "", "Всегодня"])
def test_other_words_are_none(text: str) -> None:
    """A place whose name begins alike is a place."""
    assert total_of(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("55", 55),
        ("1,234", 1234),
        ("1 234 567", 1234567),
        ("12,34", None),
        ("-5", None),
        ("", None),
    ],
)
def test_stated_figures_may_be_grouped(text: str, value: int | None) -> None:
    """People group the figures of totals; anything else is no figure."""
    assert figure(text) == value


CELLS = st.lists(
    st.tuples(
        st.sampled_from(["2016-09-16", "2016-09-17", "2016-09-18"]),
        st.sampled_from(["Northland", "Southland", "Westland"]),
        st.sampled_from(["north", "south"]),
    ),
    min_size=1,
    max_size=18,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(
    cells=CELLS,
    data=st.data(),
    language=st.sampled_from(sorted(NAMES)),
    word=st.sampled_from(EXACT),
)
def test_a_sum_fits_exactly_where_it_is_the_sum(
    cells: Sequence[tuple[str, str, str]], data: st.DataObject, language: str, word: str
) -> None:
    """Any table of days, areas and sides, with totals of days, sides and all, some of them off."""
    figures = [data.draw(st.integers(0, 999)) for _ in cells]
    table = [[*cell, str(value)] for cell, value in zip(cells, figures, strict=True)]
    expected: list[bool] = []

    def stated(*like: str) -> list[str]:
        """Write a total line for the rows that hold these cells, right or off by some."""
        wanted = [
            value
            for cell, value in zip(cells, figures, strict=True)
            if all(not part or part == has for part, has in zip(like, cell, strict=True))
        ]
        off = data.draw(st.sampled_from([0, 0, 1, 17]))
        expected.append(off == 0)
        marked = [part or "" for part in like]
        marked[marked.index("")] = word
        return [*marked, str(sum(wanted) + off)]

    days = sorted({day for day, _, _ in cells})
    table += [stated(day, "", "") for day in days]
    table += [stated(days[0], "", side) for day, _, side in cells[:1] if day == days[0]]
    table.append(stated("", "", ""))
    text = io.StringIO()
    csv.writer(text).writerows([NAMES[language], *table])

    intake = read(text.getvalue())

    assert values(intake) == figures
    assert intake.total_lines == len(expected)
    assert [not total.differs for total in intake.totals] == expected
    assert all(total.summed is not None for total in intake.totals)


DIFFERS = rows("2016-09-17,Aleppo,27", "2016-09-17,Hama,11", ",total,39")
FITS = DIFFERS.replace(",39", ",38")


def test_a_difference_is_asked_about_before_anything_is_stored(open_service: Service) -> None:
    """Refused without a word of the person; with it stored as it stands, and the yes is kept."""
    uploads = open_service.uploads
    stated = Stated(source="centre", time_zone="Asia/Damascus")
    accepted = Stated(source="centre", time_zone="Asia/Damascus", accept_sums=True)

    refused = uploads.take("b.csv", DIFFERS.encode(), actor="officer", stated=stated)
    good_rows = uploads.take(
        "b.csv", DIFFERS.encode(), actor="officer", stated=stated, accept_good_rows=True
    )
    stored = uploads.take("b.csv", DIFFERS.encode(), actor="officer", stated=accepted)

    assert (refused.outcome, good_rows.outcome) == (Outcome.REFUSED, Outcome.REFUSED)
    assert (refused.lines, refused.stored, refused.unchanged, refused.rejected) == (3, 0, 0, 3)
    [problem] = refused.problems()
    assert (problem.line, "but stated 39" in problem.message) == (4, True)
    assert (stored.lines, stored.stored, stored.unchanged, stored.rejected) == (3, 2, 1, 0)
    assert stored.receipt is not None
    assert (stored.receipt.stored, stored.receipt.unchanged) == (2, 1)
    [upload] = open_service.record.uploads()
    assert '"sums":"accepted"' in upload.declared
    assert uploads.take("b.csv", DIFFERS.encode(), actor="o", stated=accepted).outcome is (
        Outcome.ALREADY_STORED
    )


def test_a_yes_that_nobody_needed_is_not_kept(open_service: Service) -> None:
    """A bulletin that adds up is one upload, whether or not a difference would be accepted."""
    uploads = open_service.uploads
    for accept in (False, True):
        stated = Stated(source="centre", time_zone="UTC", accept_sums=accept)
        taken = uploads.take("b.csv", FITS.encode(), actor="officer", stated=stated)
        assert taken.outcome is (Outcome.ALREADY_STORED if accept else Outcome.STORED)
    [upload] = open_service.record.uploads()
    assert "sums" not in upload.declared


def test_the_command_line_and_json_tell_it(run: Run, store: Path, write: Write) -> None:
    """In one line where it fits; where it does not with both figures, and what to do."""
    stated = ("--store", store, "--source", "centre", "--time-zone", "UTC")
    fits, differs = write("fits.csv", FITS), write("differs.csv", DIFFERS)

    good = run("ingest", fits, *stated, "--dry-run")
    refused = run("ingest", differs, *stated)
    answer = run("ingest", differs, *stated, "--json").json[0]
    accepted = run("ingest", differs, *stated, "--accept-sums")

    assert "Sum 38 = stated 38: line 4, violations." in good.err
    assert (good.code, refused.code, accepted.code) == (0, 2, 0)
    assert bulletins.OPTION in refused.out
    assert f"{differs}:4:1: violations: Sum 38, but stated 39" in refused.err
    assert answer["totals"] == [
        {
            "line": 4,
            "column": "violations",
            "stated": 39,
            "summed": 38,
            "of": [],
            "why": "",
            "differs": True,
        }
    ]
    assert (answer["outcome"], answer["total_lines"]) == ("refused", 1)
    assert "2 stored, 1 unchanged, 0 rejected" in accepted.out


def give(page: AppTest, text: str) -> AppTest:
    """Choose a bulletin on *Add*, with its source."""
    for field in page.text_input:
        if field.label == add_page.ITS_SOURCE:
            field.set_value("russian_centre")
    upload = page.get("file_uploader")[0]
    return upload.set_value(("bulletin_17sept.csv", text.encode(), "text/csv")).run()


def test_the_page_tells_the_sum_and_whose_silence_it_is(sample_service: Service) -> None:
    """Rows, counts, the sum beside the stated one, and what the source's profile says."""
    del sample_service
    drawn = give(opened("add", at=EVENING), FITS)

    said = told(drawn)
    assert (
        "bulletin_17sept.csv: 3 rows, 2 counts, 0 rejected, 1 total line. Would store: 2." in said
    )
    assert "Sum 38 = stated 38" in said
    assert bulletins.QUESTION not in said


def test_the_page_asks_before_it_stores_what_does_not_add_up(sample_service: Service) -> None:
    """No button stores it until the person ticks that the rows are meant as they stand."""
    drawn = give(opened("add", at=EVENING), DIFFERS)
    assert bulletins.QUESTION in told(drawn)
    assert add_page.STORE not in {button.label for button in drawn.button}

    [box] = [box for box in drawn.checkbox if box.label == bulletins.AS_IT_STANDS]
    box.check().run()
    press(drawn, add_page.STORE)

    upload = sample_service.record.uploads()[-1]
    assert (upload.stored, upload.unchanged, upload.rejected) == (2, 1, 0)
    assert '"sums":"accepted"' in upload.declared


@pytest.mark.parametrize("text", [rows(*TWO), FITS, DIFFERS, "Total: 38\n" + rows(*TWO)])
@pytest.mark.parametrize("header", [None, "id,window_from,measure,value"])
def test_reading_apart_says_the_same_with_and_without_totals(text: str, header: str | None) -> None:
    """Where no total is stated rows are read one by one, else all at once: the same comes of it."""
    if header:
        text = rows("a,2016-09-17,incidents,27", "b,2016-09-17,incidents,11", header=header)
    asked = Asked(text.encode(), "b.csv", source="made_up", time_zone="UTC", places=PLACES)

    assert read_apart(asked) == asked.read()


def test_only_a_table_that_states_a_total_is_read_at_once() -> None:
    """A long table of counts without one is read row by row, like every other."""
    header = "id,window_from,measure,value,place"
    lines = ("a,2016-09-17,incidents,27,North", "b,2016-09-17,incidents,11,South")

    def begun(*more: str) -> object:
        asked = Asked(
            rows(*lines, *more, header=header).encode(), "b.csv", source="s", time_zone="UTC"
        )
        return asked.begin()

    assert isinstance(begun(), Flow)
    assert isinstance(begun(",,,38,Total"), Intake)
