"""The catalogue of what people read: complete, in the words of the agreement, and in no others."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.alert import Way
from monitor.alerts.kinds import CORRECTS, AlertKind
from monitor.alerts.outbox import State
from monitor.evaluation.explanation import Reason
from monitor.evaluation.mark import Mark
from monitor.evaluation.owed import Owed
from monitor.evaluation.verdict import Cause, PhaseState, Verdict
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.vocabulary import (
    CLAIMS,
    KINDS,
    WEAPONS,
    Bound,
    Dispute,
    Grade,
    Handling,
    Measure,
    Says,
)
from monitor.settings import PROJECT
from monitor.views.changed import How
from monitor.words import (
    alerts_listed,
    desk_alerts,
    message_states,
    names_of,
    owing,
    phases,
    phrasing,
    then_now_page,
    times,
    verdicts,
    why_page,
    would_settle,
)

DAMASCUS = ZoneInfo("Asia/Damascus")
FORBIDDEN = (
    *("lo", "hi", "tally", "kleene", "latch", "encoding", "vacuous"),
    *("regime", "terrorist", "terrorists", "moderate", "illegal"),
)


@pytest.mark.parametrize(
    ("said", "members"),
    [
        (verdicts.VERDICTS, Verdict),
        (verdicts.MET, Verdict),
        (verdicts.CAUSES, Cause),
        (verdicts.DOUBTS, Reason),
        (verdicts.GROUNDS, Reason),
        (would_settle.OPEN_POINTS, Reason),
        (verdicts.MARKS, Mark),
        (verdicts.GLYPHS, Mark),
        *((marks, Mark) for marks in owing.MARKS.values()),
        *((states, Owed) for states in owing.STATES.values()),
        *((of_kind, owing.STATES) for of_kind in (owing.MARKS, owing.COUNTED, owing.WATCHING)),
        (names_of.KINDS, KINDS),
        (names_of.WEAPONS, WEAPONS),
        (names_of.CLAIMS, CLAIMS),
        (names_of.GRADES, Grade),
        (names_of.STANDARDS, Grade),
        (names_of.MEASURES, Measure),
        (names_of.BOUNDS, Bound),
        (names_of.SAYS, Says),
        (names_of.DISPUTES, Dispute),
        (names_of.HANDLING, Handling),
        (names_of.RECORDS, TEMPLATES),
        (why_page.STANDS, (True, None, False)),
        (then_now_page.BECAME, How),
        (phases.STATES, PhaseState),
        (desk_alerts.KINDS, AlertKind),
        (desk_alerts.WAYS, Way),
        (message_states.STATES, State),
        (alerts_listed.WAYS, Way),
    ],
)
def test_every_member_has_its_words(said: Mapping[object, str], members: Iterable[object]) -> None:
    """Whatever an evaluation can say has words, and no word is left without a meaning."""
    assert set(said) == set(members)


def test_what_corrects_is_the_same_where_it_is_decided_and_where_it_is_shown() -> None:
    """The page names the kinds that correct; they are those that alerts are decided by."""
    assert set(desk_alerts.CORRECTING) == CORRECTS


def test_no_name_is_given_twice() -> None:
    """A second text under a name would silently replace the first one."""
    names = [name for path in _sources("words") for name in _names(path)]

    assert len(names) > 100
    assert len(names) == len(set(names))


def test_no_word_is_left_unsaid() -> None:
    """Every name of the catalogue is used by the program: a page, a command or another word."""
    said = {name for path in _sources("") for name in _said(path)}
    unsaid = [name for path in _sources("words") for name in _names(path) if name not in said]

    assert unsaid == []


def test_no_two_marks_look_or_read_alike() -> None:
    """Each mark has a glyph and a label of its own."""
    assert len(set(verdicts.GLYPHS.values())) == len(set(verdicts.MARKS.values())) == len(Mark)


@pytest.mark.parametrize(
    "module", ["words", "views", "messages", "charts", "recordcharts.py", "pages"]
)
def test_no_forbidden_word_is_on_screen(module: str) -> None:
    """Words of the machinery, and words that take a side, stand in no text shown to people."""
    shown = [text for path in _sources(module) for text in _strings(path)]
    found = [
        text for text in shown for word in FORBIDDEN if re.search(rf"\b{word}\b", text.casefold())
    ]

    assert found == []


def _names(path: Path) -> Iterator[tuple[str, str]]:
    """Every name that a room of the catalogue gives, with the room."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.FunctionDef(name=name):
                yield path.stem, name


def _said(path: Path) -> Iterator[tuple[str, str]]:
    """Every `room.NAME` of a module, and what it uses by name alone, of itself or imported.

    The words of a desk's language are those of the room `alerts`.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id=room), attr=name):
                yield room, name
            case ast.Attribute(value=ast.Attribute(attr="words" | "alerts"), attr=name):
                yield "alerts", name
            case ast.Name(id=name, ctx=ast.Load()):
                yield path.stem, name
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((module.rpartition(".")[2], one.name) for one in names)


def _sources(module: str) -> list[Path]:
    path = PROJECT / "monitor" / module
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def _strings(path: Path) -> list[str]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        ("2016-09-17T19:00+00:00", "Asia/Damascus", "Sat 17 Sept 2016 22:00 Damascus"),
        ("2016-12-31T22:30+00:00", "Asia/Damascus", "Sun 1 Jan 2017 00:30 Damascus"),
        ("2026-05-04T09:05+00:00", "UTC", "Mon 4 May 2026 09:05 UTC"),
        ("2026-07-01T12:00+00:00", "America/New_York", "Wed 1 July 2026 08:00 New York"),
    ],
)
def test_times_are_local_and_say_whose(instant: str, zone: str, text: str) -> None:
    """A time on screen is local, with weekday, year and the city of its zone."""
    assert times.full(datetime.fromisoformat(instant), ZoneInfo(zone)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2016-09-17T15:55+03:00", "2016-09-17T15:55+03:00", "17 Sept 15:55"),
        ("2016-09-17T15:55+03:00", "2016-09-17T16:56+03:00", "17 Sept 15:55–16:56"),
        ("2016-09-15T00:00+03:00", "2016-09-16T00:00+03:00", "15 Sept, hour not known"),
        ("2016-09-12T00:00+03:00", "2016-09-19T00:00+03:00", "between 12 Sept and 18 Sept"),
        ("2016-09-16T19:00+03:00", "2016-09-17T19:00+03:00", "16 Sept 19:00 to 17 Sept 19:00"),
    ],
)
def test_spans_say_no_more_than_is_known(start: str, end: str, text: str) -> None:
    """A day without an hour reads so; a point reads as a point."""
    told = times.span(datetime.fromisoformat(start), datetime.fromisoformat(end), DAMASCUS)

    assert told == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((7, 9, 7, "days"), "7 days in a row: complete"),
        ((3, 5, 7, "days"), "day 3 to 5 of 7"),
        ((3, 9, 7, "days"), "day 3 to 7 of 7"),
        ((4, 4, 7, "days"), "day 4 of 7"),
        ((0, 0, 7, "days"), "no day in a row so far, of 7"),
        ((0, 5, 7, "days"), "at most 5 of 7 days in a row; not one is certain"),
        ((51, 123, 168, "hours"), "hour 51 to 123 of 168"),
    ],
)
def test_progress_is_a_range_only_where_it_tells_something(
    numbers: tuple[int, int, int, str], text: str
) -> None:
    """A count that may be nothing is a sentence, never a dial."""
    assert phrasing.progress(*numbers) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0, 0, "none recorded"),
        (0, None, "not stated"),
        (23, None, "at least 23"),
        (31, 31, "31"),
        (50, 106, "50 to 106"),
        (0, 4, "0 to 4"),
    ],
)
def test_nobody_is_said_to_have_been_counted_as_none(low: int, high: int | None, text: str) -> None:
    """A zero is "none recorded"; what is not stated is not zero."""
    assert phrasing.figure(low, high) == text


@pytest.mark.parametrize(
    ("numbers", "whole", "text"),
    [
        ([1, 2, 3, 4, 5], 5, "all 5 ended days"),
        ([5], 5, "day 5"),
        ([1], 1, "day 1"),
        ([1, 2, 3, 6], 6, "days 1–3 and 6"),
        ([1, 3, 5], 6, "days 1, 3 and 5"),
    ],
)
def test_days_are_named_in_runs(numbers: list[int], whole: int, text: str) -> None:
    """Days are named by number, runs joined, and all of them said to be all."""
    assert phrasing.days_named(numbers, whole) == text


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 - given a zone below
    st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_no_span_is_written_backwards(start: datetime, length: timedelta) -> None:
    """Any span can be written, on one line, and names the day on which it begins."""
    begun = start.replace(tzinfo=UTC)
    told = times.span(begun, begun + length, DAMASCUS)

    assert "\n" not in told
    assert times.day(begun.astimezone(DAMASCUS).date()) in told


def test_weekdays_and_months_need_no_locale() -> None:
    """Every month and weekday is written by us, whatever the machine is set to."""
    told = {times.day(date(2026, month, 1), weekday=True) for month in range(1, 13)}

    assert len(told) == 12
    assert times.day(date(2016, 9, 7), weekday=True, year=True) == "Wed 7 Sept 2016"
