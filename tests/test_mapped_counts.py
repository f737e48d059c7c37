"""A mapping of a table of counts: said by clicks, drawn up, and never read as single events."""

from datetime import UTC, datetime

import pytest
from page_samples import EVENING, fill, opened, ours, press, told

from monitor.errors import IncidentFileError
from monitor.incidents.formats.drafted import drafted
from monitor.incidents.formats.drawn_up import drawn_up
from monitor.incidents.formats.meaning import FOR_COUNTS, FOR_EVENTS, Meaning
from monitor.incidents.formats.said import Said
from monitor.incidents.formats.saved import Saved
from monitor.incidents.formats.seen import UnknownLayoutError
from monitor.incidents.formats.written import written
from monitor.incidents.gazetteer import Gazetteer
from monitor.incidents.intake import Intake
from monitor.incidents.record import Count
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import Measure
from monitor.service import Service
from monitor.views.mapping import asked_of, lacking, meanings_of
from monitor.words import mapping, names_of
from tests.test_mappings_kept import give

pytest_plugins = ["cli_fixtures", "page_fixtures"]

PLACES = Gazetteer({"XX01": ("Northland",), "XX02": ("Southland",)})
HEADER = "from,to,what,where,side,cases,dead,remark"
SAID = Said(
    "weekly",
    "Weekly table",
    {
        "from": Meaning.DATE,
        "to": Meaning.DATE_TO,
        "what": Meaning.KIND,
        "where": Meaning.AREA,
        "side": Meaning.BY,
        "cases": Meaning.VALUE,
        "dead": Meaning.KILLED,
        "remark": Meaning.NOTE,
    },
    {"Shelling": "shelling"},
    source="made_up",
    time_zone="UTC",
    record="count",
)
ROWS = (
    "2016-09-12,2016-09-18,Shelling,Northland,Army,12,3,first",
    "2016-09-12,2016-09-18,Shelling,Southland,,0,,second",
)


def read(*rows: str, said: Said = SAID, header: str = HEADER) -> Intake:
    """Read rows by a mapping."""
    data = "\n".join([header, *rows, ""]).encode()
    return read_file(
        data, file="weekly.csv", places=PLACES, saved={"weekly": Saved(drawn_up(said), 1)}
    )


def counts(intake: Intake) -> list[Count]:
    """Return the counts of a file; nothing else is in it."""
    found = [record for _, record in intake.records]
    assert all(isinstance(record, Count) for record in found)
    return [record for record in found if isinstance(record, Count)]


def test_a_figure_is_of_its_period_area_and_side() -> None:
    """A week, whole with its last day; each figure of a row is a count of its own."""
    intake = read(*ROWS)
    first, dead, second = counts(intake)

    assert (first.measure, first.value, first.kinds) == (Measure.INCIDENTS, 12, ("shelling",))
    assert (first.pcodes, first.by, first.place) == (("XX01",), ("Army",), "Northland")
    assert first.window.start == datetime(2016, 9, 12, tzinfo=UTC)
    assert first.window.end == datetime(2016, 9, 19, tzinfo=UTC)
    assert (dead.measure, dead.value, dead.key) == (Measure.KILLED, 3, f"{first.key}-killed")
    assert (second.value, second.by, second.pcodes) == (0, (), ("XX02",))
    assert (intake.kind, intake.lines, len(intake.rejected)) == ("count", 2, 0)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2016-09-12,,Shelling,Northland,Army,12,3,no end", "to"),
        ("2016-09-12,2016-09-18,Shelling,,Army,12,3,no area", "where"),
        ("2016-09-12,2016-09-18,Shelling,Nowhere,Army,12,3,unknown area", "where"),
        ("2016-09-12,2016-09-18,Shelling,Northland,Army,about 12,,no number", "cases"),
        ("2016-09-12,2016-09-18,Shelling,Northland,Army,,,no figure at all", "cases"),
        (",2016-09-18,Shelling,Northland,Army,12,3,no day", "from"),
    ],
)
def test_what_would_make_a_figure_say_more_is_refused(row: str, column: str) -> None:
    """A blank end would make a week a day, a blank area the whole country."""
    intake = read(ROWS[0], row)

    [rejected] = intake.rejected
    assert rejected.line == 3
    assert {problem.column for problem in rejected.problems} == {column}


def test_a_later_figure_of_the_same_week_area_and_side_is_a_new_version() -> None:
    """Its mark is made of what it is of, not of how large it is or what is noted."""
    [first, *_] = counts(read(ROWS[0]))
    [again, *_] = counts(read(ROWS[0].replace(",12,3,first", ",14,4,corrected")))
    [other, *_] = counts(read(ROWS[0].replace("Army", "Front")))

    assert first.key == again.key != other.key


def test_what_is_counted_is_said_for_all_rows_or_by_a_column() -> None:
    """Each value of the column has its meaning; one that has none is refused, never guessed."""
    columns = {"day": Meaning.DATE, "indicator": Meaning.MEASURE, "n": Meaning.VALUE}
    said = Said(
        "weekly",
        "W",
        columns,
        source="made_up",
        time_zone="UTC",
        record="count",
        measures={"Deaths": "killed", "Trucks": "count"},
    )
    header = "day,indicator,n"
    rows = ("2016-09-12,Deaths,4", "2016-09-12,Trucks,20", "2016-09-12,Rumours,1", "2016-09-12,,1")

    intake = read(*rows, said=said, header=header)
    killed = Said(
        "weekly",
        "W",
        columns | {"indicator": Meaning.NOTE},
        source="made_up",
        time_zone="UTC",
        record="count",
        measure="killed",
    )
    all_ = read(*rows[:2], said=killed, header=header)

    assert [one.measure for one in counts(intake)] == [Measure.KILLED, Measure.COUNT]
    assert [row.line for row in intake.rejected] == [4, 5]
    assert {one.measure for one in counts(all_)} <= {Measure.KILLED}


def test_without_a_number_of_events_the_killed_are_the_figure() -> None:
    """A table of casualties has no other: each is a count of people."""
    columns = {"day": Meaning.DATE, "killed": Meaning.KILLED, "hurt": Meaning.INJURED}
    said = Said("weekly", "W", columns, source="made_up", time_zone="UTC", record="count")

    found = counts(read("2016-09-12,4,7", said=said, header="day,killed,hurt"))

    assert [(one.measure, one.value) for one in found] == [
        (Measure.KILLED, 4),
        (Measure.INJURED, 7),
    ]


def test_a_total_is_no_figure_of_its_own() -> None:
    """The line below is held against the rows, as in every table of counts."""
    intake = read(*ROWS, "2016-09-12,2016-09-18,Total,,,12,3,")

    assert (len(intake.records), intake.total_lines) == (3, 1)
    assert not intake.differing


def test_what_may_be_said_of_a_column_depends_on_what_a_row_is() -> None:
    """No coordinates of a count, no number of an event; each has words of its own."""
    assert set(meanings_of("count")) == set(FOR_COUNTS)
    assert set(meanings_of("report")) == set(FOR_EVENTS)
    assert set(FOR_COUNTS) | set(FOR_EVENTS) == set(Meaning)
    assert all(meanings_of(record)["date"] for record in ("count", "report"))
    assert meanings_of("count")["date"] != meanings_of("report")["date"]


def test_every_combination_that_can_be_said_can_be_saved() -> None:
    """Whatever columns are there beside a day and a figure, the declaration holds."""
    rest = [one for one in FOR_COUNTS if one not in {Meaning.OUT, Meaning.DATE}]
    for figure in (Meaning.VALUE, Meaning.KILLED, Meaning.INJURED):
        for one in rest:
            columns = {"d": Meaning.DATE, "n": figure, "x": one}
            if one is figure or [*lacking(columns, "count")]:
                continue
            said = Said("weekly", "W", columns, source="made_up", time_zone="UTC", record="count")
            written(drawn_up(said), "w.yaml")


def test_what_is_missing_is_said() -> None:
    """A day and a figure are needed; what a blank area means is told."""
    day = mapping.OF_COUNTS["date"]
    assert [*lacking({}, "count")] == [mapping.NO_DATE.format(date=day), mapping.NO_FIGURE]
    assert [*lacking({"a": Meaning.DATE, "b": Meaning.INJURED}, "count")] == []
    assert [*asked_of(SAID)] == [mapping.NO_ID_OF_COUNT, mapping.AREA_NEEDED]
    whole = Said("w", "W", {"a": Meaning.DATE, "b": Meaning.VALUE}, record="count")
    assert mapping.WHOLE_COUNTRY in [*asked_of(whole)]


def test_a_draft_of_numbers_is_one_of_counts() -> None:
    """`draft-mapping` takes a column of numbers for one, where its name says so."""
    data = b"When seen,Zone,Number of cases\n2016-09-12,Northland,4\n2016-09-13,Northland,5\n"
    with pytest.raises(UnknownLayoutError) as caught:
        read_file(data, file="w.csv", places=PLACES)

    text = drafted("weekly", caught.value.columns)

    assert written(text, "w.yaml").record == "count"
    stated = {"saved": {"weekly": Saved(text, 1)}, "source": "desk", "time_zone": "UTC"}
    found = read_file(data, file="w.csv", places=PLACES, **stated)  # type: ignore[arg-type]
    assert [one.value for one in counts(found)] == [4, 5]


def test_an_event_has_no_measure() -> None:
    """What a count needs is refused in a declaration of reports."""
    with pytest.raises(IncidentFileError):
        written(drawn_up(SAID).replace("record: count", "record: report"), "w.yaml")


def test_a_table_of_counts_is_said_by_clicks(sample_service: Service) -> None:
    """It says that it looks like one; chosen so, the guesses are taken over and it is stored."""
    data = (
        b"When seen,Zone name,Number of cases,Dead\n2016-09-12,Aleppo,4,2\n2016-09-13,Aleppo,5,\n"
    )
    drawn = give(opened("add", at=EVENING), data, "weekly.csv")
    assert mapping.PROBABLY_COUNTS.format(name="Number of cases") in told(drawn)

    [radio] = [one for one in drawn.radio if one.label == mapping.ONE_ROW_IS]
    radio.set_value("count").run()
    assert mapping.NO_FIGURE in told(drawn)
    press(drawn, mapping.TAKE_GUESSES)
    fill(drawn, mapping.SOURCE, "desk")
    drawn.run()

    shown = told(drawn)
    assert mapping.PROBABLY_COUNTS.format(name="Number of cases") not in shown
    assert mapping.AREA_NEEDED in shown
    assert mapping.NO_ID_OF_COUNT in shown
    assert "2 rows: 3 counts, 0 rejected." in shown
    assert names_of.MEASURES["killed"] in shown or "killed" in shown
    press(drawn, mapping.SAVE)
    [saved] = sample_service.mappings.all()
    assert saved.saved.declaration.record == "count"
    assert "weekly.csv: 2 rows, 3 counts, 0 rejected." in told(drawn)
    assert ours(drawn)
