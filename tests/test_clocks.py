"""A date and a time of day that stand in two columns of a file are one moment."""

from datetime import UTC, datetime

import pytest
from page_samples import EVENING, fill, opened, ours, pick, press, told

from monitor.apart.asked import Asked
from monitor.apart.reading import read_apart
from monitor.errors import IncidentFileError
from monitor.incidents.cell_error import CellError
from monitor.incidents.formats.clocks import read_clock
from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.guess import guessed
from monitor.incidents.formats.meaning import Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.seen import seen
from monitor.incidents.formats.written import written
from monitor.incidents.intake import Intake
from monitor.incidents.record import Report
from monitor.incidents.rows import Row
from monitor.incidents.validate import read_file
from monitor.service import Service
from monitor.views.mapping import lacking
from monitor.words import mapping
from tests.test_mappings_kept import give

pytest_plugins = ["cli_fixtures", "page_fixtures"]

SAID = Said(
    "m",
    "M",
    {
        "day": Meaning.DATE,
        "at": Meaning.TIME,
        "end": Meaning.DATE_TO,
        "until": Meaning.TIME_TO,
        "what": Meaning.NOTE,
    },
    source="made_up",
    time_zone="Asia/Damascus",
    unknown=("?",),
)
HEADER = "day,at,end,until,what"


def read(*rows: str, said: Said = SAID) -> Intake:
    """Read rows by a mapping."""
    data = "\n".join([HEADER, *rows, ""]).encode()
    return read_file(data, file="m.csv", saved={"m": Saved(drawn_up(said), 1)})


def spans(intake: Intake) -> list[tuple[datetime, datetime]]:
    """Return when each event happened."""
    found = [one for _, one in intake.records if isinstance(one, Report)]
    return [(one.happened.start, one.happened.end) for one in found]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of September 2016."""
    return datetime(2016, 9, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("15:55", "15:55"),
        ("9:05", "09:05"),
        ("15:55:00", "15:55"),
        ("15:55:30", "15:55:30"),
        ("15:55:30.5", "15:55:30.500000"),
        ("3:55 PM", "15:55"),
        ("12:05 a.m.", "00:05"),
        ("12:00pm", "12:00"),
        ("1555", "15:55"),
        ("0005", "00:05"),
        ("1555 hrs", "15:55"),
        ("0930h", "09:30"),
        ("15:55Z", "15:55Z"),
        ("15:55 UTC", "15:55Z"),
        ("15:55 +03:00", "15:55+03:00"),
        ("00:00", "00:00"),
    ],
)
def test_times_of_day_as_people_write_them(text: str, clock: str) -> None:
    """With seconds or without, by twelve hours or twenty-four, as radio logs do, too."""
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    "text",
    [
        *("24:00", "25:10", "15:60", "2400", "13:00 PM", "0:30 AM", "15.55", "930", "15", "noon"),
        *(
            "about 15:00",
            "15:55-16:10",
            "\u0661\u0665:\u0665\u0665",
            "-1:00",
            "15:5",
            "2016-09-17 15:55",
            "0.663",
            ":",
        ),
    ],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    """Nothing is guessed of it; the hint says what to write."""
    with pytest.raises(CellError) as caught:
        read_clock(text)

    assert caught.value.hint


def test_both_columns_make_one_moment_in_the_zone_of_the_file() -> None:
    """Damascus was three hours ahead of UTC; an offset in the cell goes before the zone."""
    intake = read(
        "2016-09-17,15:55,,,a", "17 Sep 2016,3:55 PM,18 Sep 2016,0400,b", "2016-09-17,15:55Z,,,c"
    )

    assert spans(intake) == [
        (utc(17, 12, 55), utc(17, 12, 55)),
        (utc(17, 12, 55), utc(18, 1)),
        (utc(17, 15, 55), utc(17, 15, 55)),
    ]


def test_a_blank_time_means_the_whole_day() -> None:
    """Blank, or said to be unknown: never midnight."""
    intake = read("2016-09-17,,,,a", "2016-09-17,?,,,b", "2016-09-17,00:00,,,c")

    whole = (utc(16, 21), utc(17, 21))
    assert spans(intake) == [whole, whole, (utc(16, 21), utc(16, 21))]


def test_a_time_that_cannot_be_read_is_an_error_of_its_cell() -> None:
    """It names line, column and cell; the date beside it is not blamed."""
    intake = read("2016-09-17,evening,,,a", "2016-09-17,15:55,2016-09-17,25:00,b", "x,99,,,c")

    assert intake.records == ()
    places = [
        (problem.line, problem.column, problem.number, problem.value)
        for row in intake.rejected
        for problem in row.problems
    ]
    assert places == [(2, "at", 2, "evening"), (3, "until", 4, "25:00"), (4, "day", 1, "x")]


def test_row_by_row_the_same_is_read() -> None:
    """A long file, read by what was read of its cells before, says the same of every row."""
    clocks = ["", "15:55", "3:55 PM", "evening", "?", "1555"]
    rows = [f"2016-09-{1 + at % 28:02},{clocks[at % 6]},,,note {at}" for at in range(300)]
    data = "\n".join([HEADER, *rows, ""]).encode()
    saved = {"m": Saved(drawn_up(SAID), 1)}

    asked = Asked(data, "m.csv", saved=saved)
    whole, apart = asked.read(), read_apart(asked)

    assert [row.line for row in whole.rejected] == [5 + 6 * at for at in range(50)]
    assert [*apart.rejected] == [*whole.rejected]
    assert [*apart.records] == [*whole.records]


def test_the_mark_of_a_row_is_the_same_however_its_time_is_written() -> None:
    """A row without an id is the same when its sheet shows seconds, or twelve hours."""
    keys = {
        one.key
        for clock in ("15:55", "15:55:00", "3:55 PM", "1555")
        for _, one in read(f"2016-09-17,{clock},,,a").records
    }

    assert len(keys) == 1


@pytest.mark.parametrize(
    ("name", "values", "guess"),
    [
        ("Time", ("15:55", "9:00"), Meaning.TIME),
        ("الوقت", ("15:55", "9:00 PM"), Meaning.TIME),
        ("Время", ("15:55",), Meaning.TIME),
        ("End time", ("15:55",), Meaning.TIME_TO),
        ("xyz", ("15:55", "16:10"), Meaning.TIME),
        ("xyz", ("1555", "1610"), Meaning.OUT),
        ("Time", ("2016-09-17 15:55", "2016-09-18 16:00"), Meaning.DATE),
        ("Time", ("morning", "evening"), Meaning.OUT),
    ],
)
def test_a_column_of_times_is_guessed_by_name_and_content(
    name: str, values: tuple[str, ...], guess: Meaning
) -> None:
    """What stands in it has to be a time of day; figures alone are none without a name."""
    [column] = guessed(seen([name], [Row(at, [value]) for at, value in enumerate(values, 2)]))

    assert column.guess is guess


def test_a_time_of_the_end_needs_its_date() -> None:
    """Nothing is read until it is said on which day that was."""
    told_ = [*lacking({"a": Meaning.DATE, "b": Meaning.TIME_TO})]

    assert told_ == [
        mapping.NO_DAY.format(date=mapping.MEANINGS["date_to"], time=mapping.MEANINGS["time_to"])
    ]
    assert [*lacking({"a": Meaning.DATE, "b": Meaning.TIME})] == []


def test_a_declaration_says_it_in_its_own_words() -> None:
    """`clock` stands beside a date, and beside nothing else; what is wrong has its place."""
    text = drawn_up(SAID)

    assert "clock: at" in text
    assert written(text, "m.yaml").columns["happened_from"].choices[0].clock == "at"
    with pytest.raises(IncidentFileError, match="stands beside a date"):
        written(
            text.replace("style: date\n    clock: at", "style: moment\n    clock: at"), "m.yaml"
        )


def test_a_few_clicks_say_that_a_column_is_the_time_of_day(sample_service: Service) -> None:
    """On *Add* the moment stands in what the first rows become, before anything is saved."""
    data = b"When seen,Clock,Kind seen\n2016-09-17,15:55,Shelling\n2016-09-17,,Shelling\n"
    drawn = give(opened("add", at=EVENING), data)
    press(drawn, mapping.TAKE_GUESSES)
    fill(drawn, mapping.SOURCE, "desk")
    drawn.run()

    assert ": 17 Sept 15:55; shelling" in told(drawn)
    assert ": 17 Sept, hour not known; shelling" in told(drawn)

    pick(drawn, mapping.IT_IS.format(number=2), mapping.MEANINGS["time_to"])
    drawn.run()
    assert mapping.NO_DAY[:30] in told(drawn)
    assert sample_service.mappings.all() == []
    assert ours(drawn)
