"""Dates as a calendar: another reader finds each at its time, and learns when it moves or ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from feed_samples import URL, given, lived, said
from hypothesis import given as each
from hypothesis import strategies as st
from schedule_samples import HOUR, attack, record
from test_dates import reported
from test_feeds_atom import TEXTS, titled

from monitor.feeds.calendar import WIDEST, _folded
from monitor.feeds.texts import carried
from monitor.incidents.vocabulary import Handling
from monitor.offering import dates
from monitor.service import Service

EARLY = ((20, ()), (30, ()))
"""A story in which the terms still run."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of which all is public, while its terms run."""
    service, _ = lived(tmp_path_factory.mktemp("dates") / "store", story=EARLY)
    with service:
        yield service


def read(found: bytes) -> icalendar.Calendar:
    """The calendar as another reader has it; every line as the standard asks."""
    assert found.endswith(b"\r\n")
    lines = found.split(b"\r\n")[:-1]
    assert all(len(line) <= WIDEST for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    calendar = icalendar.Calendar.from_ical(found)
    assert isinstance(calendar, icalendar.Calendar)
    assert [error for part in calendar.walk() for error in part.errors] == []
    for event in calendar.walk("VEVENT"):
        assert [name for name in ("UID", "DTSTAMP", "DTSTART") if name not in event] == []
    return calendar


def events(service: Service) -> dict[str, icalendar.Event]:
    """The events, by what they are called."""
    found = read(dates(given(service), URL)).walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found)
    return {str(one["SUMMARY"]): one for one in found}


def test_another_reader_finds_every_date(service: Service) -> None:
    """What was said of dates, in UTC, in the words of the pages, with where *Why* shows it."""
    kept = given(service).dates
    found = events(service)

    assert sorted(one["DTSTART"].dt for one in found.values()) == sorted(
        one.due.at.replace(microsecond=0) for one in kept
    )
    term = found["term ends: report"]
    assert term["DTSTART"].dt == datetime(2026, 3, 2, 19, tzinfo=UTC)
    assert str(term["DTSTART"].dt.tzinfo) == "UTC"
    assert term["STATUS"] == "CONFIRMED"
    assert term["SEQUENCE"] == 0
    assert term["URL"] == f"{URL}/why?agreement=paris&condition=report"
    assert term["CATEGORIES"].to_ical() == b"term"
    assert "can first be met: quiet" in found
    assert "URL" not in found["due by its date: pause: all named together"]


def test_what_moves_keeps_its_name_and_its_number_rises(tmp_path: Path) -> None:
    """So that a calendar shows it once, at its new time."""
    service, clock = lived(tmp_path / "store", story=EARLY)
    with service:
        before = events(service)["can first be met: quiet"]
        clock.pass_by(HOUR)
        record(service, attack(30, handling=Handling.PUBLIC))
        said(service)
        after = events(service)["can first be met: quiet"]

    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt > before["DTSTART"].dt
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_what_is_done_is_cancelled(tmp_path: Path) -> None:
    """It stays under its name, and is not expected any more."""
    service, clock = lived(tmp_path / "store", story=EARLY)
    with service:
        clock.pass_by(HOUR)
        record(service, reported(30).model_copy(update={"handling": Handling.PUBLIC}))
        said(service)
        term = events(service)["term ends: report"]

    assert (term["STATUS"], term["SEQUENCE"]) == ("CANCELLED", 1)
    assert term["DESCRIPTION"] == "This date has fallen away."


def test_no_text_breaks_it(service: Service) -> None:
    """Every naughty text is read back as it was shown, and no line of it becomes a property."""
    whole = given(service)
    for text in [*TEXTS, "a\r\nBEGIN:VEVENT\r\nSUMMARY:x", "\u0085END:VCALENDAR", "é" * 200]:
        found = read(dates(titled(whole, text), URL))
        assert len(found.walk("VEVENT")) == len(whole.dates), repr(text)
        shown = carried(text)
        for end in "\x85\u2028\u2029":
            shown = shown.replace(end, "\n")
        told = {str(one["SUMMARY"]) for one in found.walk("VEVENT")}
        assert f"term ends: {shown or 'report'}" in told, repr(text)
        assert f"due by its date: {shown or 'pause'}: all named together" in told, repr(text)


@each(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_lines_are_cut_between_characters(text: str) -> None:
    """Each piece is text by itself, no wider than it may be, and together they are the line."""
    lines = _folded(f"X:{text}").split(b"\r\n")

    assert lines[-1] == b""
    assert all(len(line) <= WIDEST for line in lines)
    pieces = [line.decode() for line in lines[:-1]]
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == f"X:{text}"


def test_a_calendar_of_nothing_is_one(service: Service) -> None:
    """Other readers take it, and show nothing."""
    found = read(dates(replace(given(service), dates=()), URL))

    assert found.walk("VEVENT") == []
    assert len(found.walk("VTIMEZONE")) == 1
