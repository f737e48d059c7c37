"""A bulletin whose day stands only in its title takes the day from there, and says so.

Every figure here is synthetic.
"""

from datetime import UTC, datetime

import pytest
from page_samples import EVENING, fill, opened, press, told

from monitor.apart.asked import Asked
from monitor.apart.reading import read_apart
from monitor.errors import IncidentFileError
from monitor.incidents.bulletins.days import days_in
from monitor.incidents.bulletins.wording import stated_in
from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.saved import Saved
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.opened.declared import Declared
from monitor.incidents.record import Count
from monitor.incidents.validate import read_file
from monitor.service import Service
from monitor.words import bulletins
from tests.test_mappings_kept import give
from tests.workbooks import xlsx

pytest_plugins = ["cli_fixtures", "page_fixtures"]

PLACES = Gazetteer({"XX01": ("Northland",), "XX02": ("Southland",)})
TABLE = "Governorate,Violations\nNorthland,27\nSouthland,11\n"
WHOLE = (datetime(2016, 9, 17, tzinfo=UTC), datetime(2016, 9, 18, tzinfo=UTC))


def read(text: str | bytes, **stated: object) -> Intake:
    """Read a table of counts."""
    data = text.encode() if isinstance(text, str) else text
    known = {"source": "made_up", "time_zone": "UTC", "places": PLACES} | stated
    return read_file(data, file="b.csv", **known)  # type: ignore[arg-type]


def windows(intake: Intake) -> set[tuple[datetime, datetime]]:
    """Return the windows of the counts of a file."""
    found = [record for _, record in intake.records if isinstance(record, Count)]
    return {(one.window.start, one.window.end) for one in found}


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Bulletin of 17 September 2016", "2016-09-17"),
        ("BULLETIN NO. 12 OF THE 17TH OF SEPTEMBER 2016", "2016-09-17"),
        ("Violations, September 17, 2016", "2016-09-17"),
        ("Violations on 17 Sept. 2016", "2016-09-17"),
        ("Reported to the centre for 17 Sep 2016", "2016-09-17"),
        ("Сводка нарушений за 17 сентября 2016 года", "2016-09-17"),
        ("БЮЛЛЕТЕНЬ, 17 СЕНТЯБРЯ 2016", "2016-09-17"),
        ("نشرة يوم 17 أيلول 2016", "2016-09-17"),
        ("نشرة \u0661\u0667 سبتمبر ٢٠١٦", "2016-09-17"),
        ("Bulletin 2016-09-17", "2016-09-17"),
        ("Bulletin 17.09.2016", "17.09.2016"),
        ("Бюллетень за 17/09/2016", "17/09/2016"),
    ],
)
def test_the_day_of_a_title_is_the_day_of_every_row(title: str, day: str) -> None:
    """English, Russian and Arabic, in words or figures; and it is said from where it comes."""
    intake = read(f'"{title}"\n\n{TABLE}')

    assert windows(intake) == {WHOLE}
    assert [len(intake.records), len(intake.rejected)] == [2, 0]
    assert intake.how is not None
    assert bulletins.DAY.format(day=day, line=1) in intake.how.told()


@pytest.mark.parametrize(
    "title",
    [
        *("12-18 September 2016", "12 and 18 September 2016", "From 12 to 18 September 2016"),
        *(
            "12 September 2016 - 18 September 2016",
            "Since 12 September 2016",
            "Week of 12 May 2016",
        ),
        *("Situation as of 17 September 2016", "Published on 17 September 2016", "September 2016"),
        *(
            "17 September",
            "Bulletin 3 of 2016",
            "\u0441 12 по 18 сентября 2016",
            "за неделю до 17.09.2016",
        ),
        *("من 12 إلى 18 أيلول 2016", "للفترة حتى 17 أيلول 2016", "17/09/2016, 18/09/2016"),
        *(
            "by 17 September 2016",
            "17.9.16",
            "31 September 20160",
            "17 September 2016 to 18 October",
        ),
    ],
)
def test_what_may_be_more_than_a_day_is_none(title: str) -> None:
    """A span, a week, a running figure, the day of publication: the day is not guessed."""
    with pytest.raises(IncidentFileError):
        read(f'"{title}"\n{TABLE}')


def test_a_day_that_there_is_not_is_refused_in_its_rows() -> None:
    """The thirty-first of September is nobody's day."""
    intake = read(f"Bulletin of 31 September 2016\n{TABLE}")

    assert intake.records == ()
    assert {problem.column for row in intake.rejected for problem in row.problems} == {"date"}


def test_day_and_month_are_asked_about() -> None:
    """03/04/2016 is April or March: the file asks, as with a column of dates."""
    text = f"Bulletin 03/04/2016\n{TABLE}"

    with pytest.raises(IncidentFileError, match=r"two ways, as 03/04/2016"):
        read(text)
    [(start, _)] = windows(read(text, declared=Declared(dates="day_first")))
    assert start == datetime(2016, 4, 3, tzinfo=UTC)


def test_a_column_of_days_goes_before_the_title() -> None:
    """Where the rows say their day, the title says nothing of them."""
    intake = read(
        "Bulletin of 20 September 2016\ndate," + TABLE.replace("\n", "\n2016-09-17,")[:-11]
    )

    assert windows(intake) == {WHOLE}
    assert intake.how is not None
    assert bulletins.DAY[:20] not in intake.how.told()


def test_totals_are_held_against_the_rows_as_ever() -> None:
    """In the title beside the date, or below; a total line is of that day, and no record."""
    below = read(f"Bulletin of 17 September 2016\n{TABLE}Total,39\n")
    above = read(f"Total violations on 17 September 2016: 38\n{TABLE}")
    alone = read(f"Bulletin of 17 September 2016\n{TABLE}Total: 38,\n")

    assert [(one.summed, one.stated) for one in below.totals] == [(38, 39)]
    assert [(one.summed, one.stated) for one in above.totals] == [(38, 38)]
    assert [(one.summed, one.stated) for one in alone.totals] == [(38, 38)]
    assert {len(one.records) for one in (below, above, alone)} == {2}


def test_a_row_of_too_many_cells_is_not_read_with_them() -> None:
    """The added column takes no cell of the file for the day."""
    intake = read(f"Bulletin of 17 September 2016\n{TABLE}Northland,5,2016-09-01\n")

    assert [row.line for row in intake.rejected] == [5]
    assert windows(intake) == {WHOLE}


def test_a_sheet_has_its_day_in_a_cell_of_its_own() -> None:
    """A title may be two cells: the word, and the date as the sheet types it."""
    rows = [["Date:", "2016-09-17"], [], *(line.split(",") for line in TABLE.splitlines())]

    assert windows(read(xlsx({"Bulletin": rows}))) == {WHOLE}


def test_ids_are_those_of_a_table_with_a_column_of_days() -> None:
    """The same figure, sent again with its day in a column, is the same record."""
    title = read(f"Bulletin of 17 September 2016\n{TABLE}")
    column = read("date,Governorate,Violations\n17.09.2016,Northland,27\n17.09.2016,Southland,11\n")

    assert [one.key for _, one in title.records] == [one.key for _, one in column.records]


def test_two_days_name_two_figures_of_one_area() -> None:
    """Tomorrow's bulletin corrects nothing of today's."""
    first, second = (read(f"Bulletin of {day} September 2016\n{TABLE}") for day in (17, 18))

    assert not {one.key for _, one in first.records} & {one.key for _, one in second.records}


def test_a_saved_mapping_takes_the_day_from_the_title_too() -> None:
    """A layout that nobody knew: its day is a column called date, in every later file too."""
    columns = {"Zone": Meaning.AREA, "Seen": Meaning.VALUE, "date": Meaning.DATE}
    said = Said("m", "M", columns, record="count")
    saved = {"m": Saved(drawn_up(said), 1)}

    for day in (17, 18):
        text = f"Bulletin of {day} September 2016\nZone,Seen\nNorthland,3\n"
        for kind in (None, "m"):
            [(start, _)] = windows(read(text, saved=saved, kind=kind))
            assert start == datetime(2016, 9, day, tzinfo=UTC)
        asked = Asked(text.encode(), "b.csv", None, "made_up", "UTC", places=PLACES, saved=saved)
        assert [*read_apart(asked).records] == [*asked.read().records]


def test_on_add_the_day_stands_among_the_columns(sample_service: Service) -> None:
    """It is seen, said to be the day, and told where it comes from."""
    data = b"Bulletin of 17 September 2016\nZone seen,Number of cases\nAleppo,4\nHoms,5\n"
    drawn = give(opened("add", at=EVENING), data, "day.csv")
    [radio] = drawn.radio
    radio.set_value("count").run()
    press(drawn, "Take over all the guesses")
    fill(drawn, "Source, as its id; blank is stated with each file", "desk")
    drawn.run()

    assert "2 rows: 2 counts, 0 rejected." in told(drawn)
    assert bulletins.DAY.format(day="2016-09-17", line=1) in told(drawn)
    assert sample_service.mappings.all() == []


def test_a_date_in_words_is_no_figure_of_a_total() -> None:
    """Seventeen and 2016 are no totals; the figure behind them is."""
    assert stated_in("Total violations on 17 September 2016: 55") == (55,)
    assert stated_in("Итого за 17 сентября 2016 года: 55") == (55,)
    assert days_in("").named == ()
