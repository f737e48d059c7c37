"""Many conditions on one page: what is alike is said once, and nothing that differs is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schedule_samples import rules

from monitor.evaluation.mark import Mark
from monitor.views.conclusions import Conclusion
from monitor.views.folding import FROM, MOST_ROWS, folded, rows
from monitor.views.marks import MarkedDay, Strip

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def concluded(number: int, text: str, glyph: str = "?") -> Conclusion:
    """A conclusion on the condition of a number."""
    return Conclusion(f"c{number}", None, f"Title {number}", text, glyph, glyph != "?")


def strip(condition: str, marks: str) -> Strip:
    """A strip of days: u nobody watching, n not in force, r reported, q quiet."""
    by_letter = {
        "u": Mark.UNWATCHED,
        "n": Mark.NOT_IN_FORCE,
        "r": Mark.REPORTED,
        "q": Mark.QUIET,
    }
    days = tuple(
        MarkedDay(
            number + 1,
            date(2026, 3, 2) + number * DAY,
            START + number * DAY,
            START + (number + 1) * DAY,
            by_letter[letter],
            finished=True,
        )
        for number, letter in enumerate(marks)
    )
    return Strip(condition, None, f"Title of {condition}", days)


def test_what_three_conditions_say_alike_is_one_line_at_the_place_of_the_first() -> None:
    """The sentence leads, the titles follow, and *Why* opens on the first of them."""
    told = folded([concluded(n, text) for n, text in enumerate(["a", "b", "a", "c", "a"])])

    assert [one.line for one in told] == [
        "? A: Title 0; Title 2; Title 4",
        "? Title 1: b",
        "? Title 3: c",
    ]
    assert told[0].condition == "c0"


def test_two_alike_stay_two_lines() -> None:
    """Below the bound a line of its own reads better than a list of two."""
    two = [concluded(n, "a") for n in range(FROM - 1)]
    assert folded(two) == tuple(two)
    assert len(folded([*two, concluded(FROM, "a")])) == 1


def test_another_mark_is_another_line() -> None:
    """A confirmed breach is never folded with what only reads alike."""
    told = folded([concluded(0, "a"), concluded(1, "a", "x"), concluded(2, "a"), concluded(3, "a")])
    assert [one.glyph for one in told] == ["?", "x"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("?x–")), max_size=12))
def test_no_title_is_lost_or_told_twice(drawn: list[tuple[str, str]]) -> None:
    """Every condition stands in exactly one line, with its own sentence and mark."""
    given_ = [concluded(n, text, glyph) for n, (text, glyph) in enumerate(drawn)]
    told = "\n".join(one.line for one in folded(given_))
    for one in given_:
        [line] = [
            line
            for line in told.splitlines()
            if one.title in line.replace(";", ":").replace(": ", ":").split(":")
            or line.startswith(f"{one.glyph} {one.title}:")
        ]
        assert line.startswith(one.glyph)
        assert one.text.casefold() in line.casefold()


@pytest.mark.parametrize(
    ("days", "room", "drawn"),
    [
        ("uuu", 3, False),
        ("unu", 3, False),
        ("uru", 3, True),
        ("uuq", 3, True),
        ("ruu", 2, False),
        ("uru", 2, True),
    ],
)
def test_of_many_strips_only_those_are_drawn_that_show_anything(
    days: str, room: int, *, drawn: bool
) -> None:
    """In the days that have room; what shows nothing is named instead."""
    others = [strip(f"other{n}", "uru") for n in range(MOST_ROWS)]
    found = rows(rules().agreement, [*others, strip("asked", days)], room)

    assert ("asked" in {one.condition for one in found.drawn}) is drawn
    assert found.bare == (() if drawn else ("Title of asked",))
    assert {one.condition for one in others} <= {one.condition for one in found.drawn}


def test_what_a_streak_counts_is_always_drawn() -> None:
    """The count of days is read off its row, whether or not anybody watched."""
    others = [strip(f"other{n}", "uuu") for n in range(MOST_ROWS)]
    found = rows(rules().agreement, [*others, strip("calm", "uuu")], 3)

    assert [one.condition for one in found.drawn] == ["calm"]
    assert len(found.bare) == MOST_ROWS


def test_a_few_strips_are_all_drawn() -> None:
    """There is room for them, and a bare row says that nobody watched."""
    few = [strip(f"other{n}", "uuu") for n in range(MOST_ROWS)]
    assert rows(rules().agreement, few, 3) == rows(rules().agreement, few, 1)
    assert rows(rules().agreement, few, 3).drawn == tuple(few)
