"""What an upload brought, in words: added, corrected, taken back, and what undoing would do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Range,
    Record,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.span import Span
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.turn import Turn
from monitor.incidents.vocabulary import Bound, Grade, Measure, Relation, Says, Strength
from monitor.views.telling import differences, told
from monitor.views.uploads import turn_lines, undo_lines, upload_lines, upload_titles
from monitor.words import names_of, undoing
from tests.screen_examples import DAY, START, report

ZONE = ZoneInfo("Asia/Damascus")
SPAN = Span(start=START, end=START + DAY)
NAMED = {"id": "1", "source": "centre"}


@dataclass(frozen=True)
class Taken:
    """An upload as the store tells of it."""

    act: int
    file: str = "a.csv"
    archive: bool = False
    undone: int | None = None
    stored: int = 3
    unchanged: int = 2
    rejected: int = 1
    actor: str = "officer"
    mapping: tuple[str, int] | None = None
    recorded_at: datetime = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def test_uploads_are_listed_newest_first() -> None:
    """Number, when, who, what it stored, since when it is known, and whether it stands."""
    first, second, third = upload_lines(
        [Taken(2, archive=True), Taken(3, file=""), Taken(4, undone=6)], ZONE
    )

    assert (first.number, first.stands) == (4, "undone by act 6")
    assert (second.what, second.known) == (undoing.WITHOUT_FILE, undoing.KNOWN_BY_STORING)
    assert (third.known, third.stands) == (undoing.KNOWN_BY_ARCHIVE, undoing.STANDING)
    assert (third.when, third.who) == ("Mon 4 May 2026 12:30 Damascus", "officer")
    assert upload_titles([first]) == {"4": "4 · a.csv · Mon 4 May 2026 12:30 Damascus"}


OLD = report("centre/a", killed=Range(low=12), note="as told")
NEW = report("centre/a", killed=Range(low=20, high=20), kinds=("air_strike",), note="as told")


def test_the_diff_of_an_upload() -> None:
    """A record is added, corrected field by field, taken back, or without effect."""
    turns = [
        Turn("report", "centre/a", None, OLD),
        Turn("report", "centre/a", OLD, NEW),
        Turn("report", "centre/a", NEW, None),
        Turn("report", "centre/a", NEW, NEW),
        Turn("report", "centre/a", None, None),
    ]
    lines = turn_lines(turns, ZONE)

    assert [line.what for line in lines] == [
        undoing.ADDED,
        undoing.CORRECTED,
        undoing.TAKEN_BACK,
        undoing.NO_EFFECT,
        undoing.NO_EFFECT,
    ]
    assert lines[1].details == "kind: shelling → air strike; killed: at least 12 → 20"
    assert lines[2].details.endswith("air strike; Hilltop; killed: 20")
    assert lines[4].details == ""


def test_what_undoing_would_do() -> None:
    """What goes, comes back or goes back is said; what stays is not."""
    turns = [
        Turn("report", "centre/a", NEW, OLD),
        Turn("report", "centre/b", NEW, None),
        Turn("report", "centre/c", None, OLD),
        Turn("report", "centre/d", NEW, NEW),
    ]

    assert [(line.record, line.what) for line in undo_lines(turns, ZONE)] == [
        ("centre/a", undoing.GOES_BACK),
        ("centre/b", undoing.GOES),
        ("centre/c", undoing.COMES_BACK),
    ]


EXAMPLES: list[tuple[Record, str]] = [
    (
        Count(**NAMED, window=SPAN, measure=Measure.KILLED, value=3, bound=Bound.AT_LEAST),
        "12 Sept 19:00 to 13 Sept 19:00; at least 3 people killed",
    ),
    (
        Statement(**NAMED, actor="North", says=Says.CLAIMS, about="calm", made=SPAN),
        "North says; calm; 12 Sept 19:00 to 13 Sept 19:00",
    ),
    (
        Decision(**NAMED, agreement="m", by="North", what="clock_reset", effective=SPAN),
        "North; clock reset; 12 Sept 19:00 to 13 Sept 19:00",
    ),
    (
        Attestation(**NAMED, agreement="m", by="Power", what="open", holds=True, during=SPAN),
        "Power; open: yes, it was so; 12 Sept 19:00 to 13 Sept 19:00",
    ),
    (
        Coverage(**NAMED, watched=SPAN, strength=Strength.CAN_REPORT),
        "12 Sept 19:00 to 13 Sept 19:00; can report; its silence says nothing",
    ),
    (
        Link(**NAMED, first="a/1", second="b/1", relation=Relation.POSSIBLE),
        "possibly the same event: a/1 and b/1",
    ),
    (Review(**NAMED, report="a/1", grade=Grade.REFUTED), "a/1; found not to have occurred"),
    (
        SourceProfile(**NAMED, name="The Centre", strength=Strength.NONE),
        "The Centre; its silence is worth nothing",
    ),
    (OLD, "12 Sept 19:00 to 13 Sept 19:00; shelling; Hilltop; killed: at least 12"),
]


@pytest.mark.parametrize(("record", "text"), EXAMPLES)
def test_every_kind_of_record_is_told_in_a_line(record: Record, text: str) -> None:
    """What it says, not how it is kept."""
    assert told(record, ZONE) == text


def test_no_kind_is_left_untold() -> None:
    """The examples above are of every kind there is, and each kind has its word."""
    assert {record.record for record, _ in EXAMPLES} == set(TEMPLATES) == set(names_of.ONE_RECORD)


def test_differences_are_named_in_words() -> None:
    """Yes and no, times with their year, nothing stated; what is told of comes first."""
    after = OLD.model_copy(
        update={
            "own_observation": True,
            "killed": None,
            "published_at": START,
            "revision": 2,
            "withdrawn": True,
        }
    )

    assert differences(OLD, after, ZONE) == (
        "killed: at least 12 → not stated",
        "own observation: no → yes",
        "revision: 0 → 2",
        "withdrawn: no → yes",
        "published at: not stated → Mon 12 Sept 2016 19:00 Damascus",
    )
    assert differences(OLD, OLD, ZONE) == ()
