"""A row that states two figures gives two counts, and stays one row wherever rows are counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from cli_samples import Run, adds_up
from pydantic import ValidationError

from monitor.incidents.formats.load import declaration
from monitor.incidents.intake import Intake
from monitor.incidents.record import Count
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import Measure
from monitor.store.change import Change
from monitor.store.rows import Line
from monitor.store.tables import Tables
from monitor.views.adding import summary
from tests.format_samples import table
from tests.screen_examples import count
from tests.store_samples import START, link, report

pytest_plugins = ["cli_fixtures"]

Write = Callable[[str, str | bytes], Path]
LATER = {"reference_period_start": "2030-02-01", "reference_period_end": "2030-02-28"}


def read(*rows: dict[str, str]) -> Intake:
    """Read a made-up file of HDX HAPI."""
    return read_file(table("hdx_hapi", *rows), file="made-up.csv", time_zone="UTC")


def counts(intake: Intake) -> list[Count]:
    """Return the counts of a file."""
    return [record for _, record in intake.records if isinstance(record, Count)]


def wrong(intake: Intake) -> list[tuple[int, str]]:
    """Return line and column of every problem."""
    return [(one.line, one.column) for line in intake.rejected for one in line.problems]


def balanced(intake: Intake) -> bool:
    """Whether every line is accepted, rejected or repeated, and none twice."""
    return intake.lines == intake.good + len(intake.rejected) + intake.repeated


def test_a_row_gives_two_counts_of_its_area_and_month() -> None:
    """Events are incidents, fatalities the killed; the last day of the period is of it."""
    intake = read({})
    events, deaths = counts(intake)

    assert (events.measure, events.value) == (Measure.INCIDENTS, 4)
    assert (deaths.measure, deaths.value) == (Measure.KILLED, 7)
    assert deaths.key == f"{events.key}-killed"
    same = {"measure", "value", "id", "record"}
    assert events.model_dump(exclude=same) == deaths.model_dump(exclude=same)
    assert events.window.start == datetime(2030, 1, 1, tzinfo=UTC)
    assert events.window.end == datetime(2030, 2, 1, tzinfo=UTC)
    assert (events.source, events.by, events.pcodes) == ("hdx_hapi", (), ("SY9901",))
    assert (intake.lines, intake.good, intake.repeated) == (1, 1, 0)


@pytest.mark.parametrize(
    ("level", "pcode"), [("0", "SY"), ("1", "SY99"), ("2", "SY9901")], ids="012"
)
def test_the_area_is_that_of_the_level(level: str, pcode: str) -> None:
    """A figure of a country is never one of every country that an agreement may be about."""
    assert {one.pcodes for one in counts(read({"admin_level": level}))} == {(pcode,)}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"admin2_code": ""}, "admin2_code"),
        ({"admin_level": "1", "admin1_code": ""}, "admin1_code"),
        ({"admin_level": "0", "location_code": "ZZZ"}, "location_code"),
        ({"admin_level": ""}, "admin_level"),
        ({"admin_level": "3"}, "admin_level"),
        ({"reference_period_end": ""}, "reference_period_end"),
        ({"event_type": ""}, "event_type"),
        ({"event_type": "something_new"}, "event_type"),
        ({"fatalities": "x"}, "fatalities"),
        ({"events": "", "fatalities": ""}, "events"),
    ],
)
def test_a_row_whose_area_month_or_figure_is_not_known_is_refused(
    changed: dict[str, str], column: str
) -> None:
    """A blank area would be everywhere, a blank end one day; each is said once, of one line."""
    intake = read(changed, LATER)

    assert wrong(intake) == [(2, column)]
    assert len(counts(intake)) == 2
    assert balanced(intake)


def test_a_blank_figure_is_not_none() -> None:
    """Demonstrations come without deaths: one count, and no zero; a stated zero is one."""
    [events] = counts(read({"event_type": "demonstration", "fatalities": ""}))
    [deaths] = counts(read({"events": ""}))

    assert (events.measure, deaths.measure) == (Measure.INCIDENTS, Measure.KILLED)
    assert [one.value for one in counts(read({"events": "0", "fatalities": "0"}))] == [0, 0]


def test_what_the_publisher_warns_of_stays_in_the_note() -> None:
    """A row with a warning or an error is taken, and says so."""
    told = counts(read({"warning": "Place not matched", "error": "Duplicate row"}))

    assert all("Warning of the publisher: Place not matched" in one.note for one in told)
    assert all("Error told by the publisher: Duplicate row" in one.note for one in told)


def test_a_later_file_corrects_the_same_counts() -> None:
    """Ids rest on area, month and type, not on figures, nor on how a date is written."""
    first = read({})
    mended = read({"events": "5", "fatalities": "8", "warning": "Revised"})
    written = read({"reference_period_start": "1 January 2030", "reference_period_end": "20300131"})

    keys = [[one.key for one in counts(intake)] for intake in (first, mended, written)]
    assert keys[0] == keys[1] == keys[2]


@pytest.mark.parametrize(
    "column", ["admin1_code", "provider_admin1_name", "provider_admin2_name", "event_type"]
)
def test_rows_of_other_areas_or_types_have_other_ids(column: str) -> None:
    """None of them corrects another."""
    other = {"event_type": "demonstration"}.get(column, "SY98")
    keys = {one.key for one in counts(read({}, {column: other}))}

    assert len(keys) == 4


def test_rows_are_told_apart_from_records_when_they_repeat_or_contradict() -> None:
    """A copy is one row unchanged; two rows of one id that differ are both refused, whole."""
    copied = read({}, {})
    assert (copied.good, copied.repeated, len(copied.records)) == (1, 1, 2)
    differing = read({}, {"fatalities": "9"}, {"fatalities": "9"}, LATER)
    assert [line.line for line in differing.rejected] == [2, 3, 4]
    assert (differing.good, differing.repeated) == (1, 0)
    assert balanced(copied)
    assert balanced(differing)


def test_what_only_a_refused_row_said_first_is_not_lost() -> None:
    """Where two rows contradict each other in one figure, a third still says the other."""
    intake = read({}, {"fatalities": "9"}, {"fatalities": ""})

    assert [(line, record.key) for line, record in intake.records] == [(4, counts(read({}))[0].key)]
    assert ([one.line for one in intake.rejected], intake.repeated) == ([2, 3], 0)
    assert wrong(intake) == [(2, ""), (3, "")]


def test_the_page_says_rows_and_records() -> None:
    """What would be stored is said by the row, and how many records that is."""
    told = summary("a.csv", read({}, LATER), stored=2, unchanged=0, records=4)

    assert told == "a.csv: 2 rows, 4 counts, 0 rejected. Would store: 2 rows, as 4 records."


def test_rows_are_counted_once_also_across_parts_of_a_file() -> None:
    """A row whose records come in two parts is one row, stored as soon as one record is new."""
    db = duckdb.connect()
    Tables(db)
    first, second, third = (count(name, 1, 0, 1) for name in "123")
    change = Change(db, 1, START)

    change.add([Line.of((2, first))])
    change.add([Line.of((2, second)), Line.of((3, first))])
    assert (change.stored, change.unchanged, change.records) == (1, 1, 2)
    change.add([Line.of((3, third)), Line.of((4, first)), Line.of((4, second))])
    assert (change.stored, change.unchanged, change.records) == (2, 1, 3)


def test_links_found_on_the_line_of_a_report_are_counted_apart() -> None:
    """Only counts are several of a row: who takes the links off again is left with the rows."""
    db = duckdb.connect()
    Tables(db)
    change = Change(db, 1, START)

    told = (report("1"), link("north/1", "south/1"), link("north/1", "watch/1", id_="2"))
    change.add([Line.of((2, one)) for one in told])
    assert (change.stored, change.unchanged, change.records) == (3, 0, 3)
    change.add([Line.of((0, count(name, 1, 0, 1))) for name in "45"])
    assert (change.stored, change.unchanged, change.records) == (5, 0, 5)


def test_lines_add_up_from_the_trial_to_the_undoing(run: Run, store: Path, write: Write) -> None:
    """Stored, unchanged and rejected are rows in every answer; records are told beside them."""
    good = [{}, LATER, {"admin2_code": ""}]
    file = write("h.csv", table("hdx_hapi", *good))
    mended = write("m.csv", table("hdx_hapi", {"fatalities": "8"}, LATER))
    how = ("ingest", "--json", "--store", store, "--time-zone", "UTC", "--accept-good-rows")

    [trial] = run(*how, "--dry-run", file).json
    [taken] = run(*how, file).json
    [again] = run(*how, file).json
    [later] = run(*how, mended).json

    figures = ("lines", "stored", "unchanged", "rejected", "records")
    assert [trial[name] for name in figures] == [3, 2, 0, 1, 4]
    assert [taken[name] for name in figures] == [3, 2, 0, 1, 4]
    assert [again[name] for name in figures] == [3, 0, 2, 1, 0]
    assert [later[name] for name in figures] == [2, 1, 1, 0, 1]
    assert adds_up([trial, taken, again, later])
    listed = run("uploads", "--json", "--store", store).json
    assert [(one["stored"], one["records"]) for one in listed] == [(2, 4), (1, 1)]
    assert "2 stored as 4 records, 0 unchanged, 1 rejected" in run("uploads", "--store", store).out


def test_counts_taken_back_with_a_file_are_no_rows_of_it(
    run: Run, store: Path, write: Write
) -> None:
    """Both counts of a row that a later file leaves out go, and its own rows still add up."""
    other = {"event_type": "demonstration"}
    first = write("a.csv", table("hdx_hapi", {}, other))
    second = write("b.csv", table("hdx_hapi", {"fatalities": "8"}))
    how = ("ingest", "--json", "--store", store, "--time-zone", "UTC", "--withdraw-missing")

    run(*how, first)
    [trial] = run(*how, "--dry-run", second).json
    [taken] = run(*how, second).json

    figures = ("lines", "stored", "unchanged", "rejected", "records", "withdrawn")
    assert [trial[name] for name in figures] == [1, 1, 0, 0, 1, 2]
    assert [taken[name] for name in figures] == [1, 1, 0, 0, 1, 2]


TWICE = """
format: twice
title: Twice
says: One row is two figures.
record: {record}
known: {{columns: [a]}}
columns: {{id: a, window_from: b, measure: {{text: incidents}}, value: c}}
also:
  - {{name: more, columns: {{{columns}}}}}
"""


def test_only_figures_can_be_several_in_a_row() -> None:
    """A row that is an event stays one report, and another record has a figure of its own."""
    assert declaration(TWICE.format(record="count", columns="value: d")).also
    for columns in ("note: d", "id: e, value: d", "nonsense: e, value: d"):
        with pytest.raises(ValidationError):
            declaration(TWICE.format(record="count", columns=columns))
    reports = TWICE.replace(
        "window_from: b, measure: {{text: incidents}}, value: c", "happened_from: b"
    )
    with pytest.raises(ValidationError, match="one report"):
        declaration(reports.format(record="report", columns="note: d"))
