"""The sample record: every row is taken, says where it comes from, and shows nothing too early."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

import pytest

from monitor.incidents.known import Known, newest
from monitor.incidents.merge import picture
from monitor.incidents.record import (
    Attestation,
    Count,
    Entry,
    Link,
    Record,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.validate import read_file
from monitor.incidents.version import Incident
from monitor.incidents.vocabulary import Grade, Handling

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "syria-2016-09"
DAMASCUS = ZoneInfo("Asia/Damascus")


@cache
def records() -> tuple[Record, ...]:
    """Return every record of the sample; a rejected or repeated row is a failure."""
    found: list[Record] = []
    for file in sorted(SAMPLE.glob("*.csv")):
        intake = read_file(file.read_bytes(), file=file.name)
        assert not intake.rejected, intake.rejected
        assert not intake.repeated
        found += [record for _, record in intake.records]
    return tuple(found)


R = TypeVar("R", bound=Entry)


def stand(kind: type[R], known: datetime) -> list[Known[R]]:
    """Return the records of a kind at an instant, known from when they were public."""
    dated = [
        Known(cast("R", record), (0, number), record.published_at)
        for number, record in enumerate(records())
        if isinstance(record, kind) and record.published_at is not None
    ]
    return newest(dated, known)


def incidents(known: datetime) -> dict[str, Incident]:
    """Return the incidents as believed at an instant, under each of their reports' keys."""
    profiles = {fact.record.id: fact.record for fact in stand(SourceProfile, known)}
    links = [fact.record for fact in stand(Link, known)]
    found = picture(stand(Report, known), links, stand(Review, known), profiles)
    return {key: incident for incident in found for key in incident.reports}


def evening(month: int, day: int, year: int = 2016) -> datetime:
    """Return 22:00 in Damascus."""
    return datetime(year, month, day, 22, tzinfo=DAMASCUS)


def test_every_row_says_when_it_was_public_and_whose_it_is() -> None:
    """An archive load needs the one, independence the other; links cite their reports."""
    profiled = {r.id for r in records() if isinstance(r, SourceProfile)}
    for record in records():
        assert record.published_at is not None, record.key
        assert record.source in profiled, record.key
        assert record.citation or isinstance(record, Link | SourceProfile), record.key


def test_the_page_about_it_counts_its_rows() -> None:
    """The table of files says how many records each holds, and names no file too few."""
    page = (SAMPLE.parents[2] / "docs" / "sample-record.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", page, re.MULTILINE))
    held = {
        file.name: str(len(read_file(file.read_bytes(), file=file.name).records))
        for file in SAMPLE.glob("*.csv")
    }

    assert told == held


def test_nothing_is_public_before_it_began() -> None:
    """A thing that is known before it happened has one of its two times wrong."""
    for record in records():
        match record:
            case Report(happened=span) | Count(window=span):
                start = span.start
            case Statement(made=span) | Attestation(during=span):
                start = span.start
            case _:
                continue
        assert record.published_at is not None
        assert start <= record.published_at, record.key


def test_every_link_joins_two_reports_that_are_there_and_is_known_with_the_later() -> None:
    """A link never tells that another report is to come."""
    public: dict[str, datetime] = {}
    for record in records():
        if isinstance(record, Report) and record.published_at is not None:
            public[record.key] = min(
                public.get(record.key, record.published_at), record.published_at
            )
    for link in records():
        if isinstance(link, Link):
            assert link.published_at == max(public[link.first], public[link.second]), link.id


def test_coordinates_of_aid_and_medical_sites_are_not_public() -> None:
    """A place where people bring aid or treat the wounded is not handed out with a point."""
    guarded = {"attack_on_aid", "attack_on_medical", "access_obstructed"}
    for record in records():
        if isinstance(record, Report) and guarded & set(record.kinds):
            assert record.handling is not Handling.PUBLIC, record.key


@pytest.mark.parametrize(
    ("known", "least", "most"),
    [
        (evening(9, 17), 62, None),
        (evening(12, 1), 15, None),
    ],
)
def test_the_toll_of_deir_ez_zor_is_what_was_said_by_then(
    known: datetime, least: int, most: int | None
) -> None:
    """Each source's figure shows from when it was given, and never an encyclopaedia's before."""
    incident = incidents(known)["russian_centre/deir-ez-zor"]
    assert (incident.killed.low, incident.killed.high) == (least, most)
    assert incident.grade is Grade.CORROBORATED
    assert "wikipedia/deir-ez-zor" not in incident.reports


def test_the_convoy_is_known_that_night_from_one_source_and_its_minute_only_in_2017() -> None:
    """On 19 September there is a toll of 12 and an evening; 19:12 comes with the inquiry."""
    night = incidents(evening(9, 19))["sohr/urum-al-kubra"]
    assert (night.killed.low, night.killed.high, night.grade) == (12, 12, Grade.REPORTED)
    assert len(night.reports) == 1
    later = incidents(evening(3, 2, 2017))["sohr/urum-al-kubra"]
    assert len(later.reports) == 6
    assert later.happened.start == datetime(2016, 9, 19, 19, 12, tzinfo=DAMASCUS)
    assert night.happened.start < later.happened.start
    assert later.grade is Grade.CORROBORATED


def test_the_five_daily_figures_add_up_to_the_total_since_the_start() -> None:
    """23, 37, 45, 39 and 55 make 199; a slip of the pen in one of them would show here."""
    counts = {r.id: r for r in records() if isinstance(r, Count) and r.source == "russian_centre"}
    days = [counts[f"day-{n}"] for n in range(1, 6)]
    total = counts["first-five-days"]
    assert sum(day.value for day in days) == total.value
    assert (days[0].window.start, days[-1].window.end) == (total.window.start, total.window.end)
    assert counts["13-sept-factions"].value + counts["13-sept-nusra-isil"].value == days[0].value
