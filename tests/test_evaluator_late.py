"""An evaluator that was late says so once: from when until when, and what it saw only then."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from message_samples import NOON
from schedule_samples import DAY, HOUR
from telling_samples import MINUTE, Place, directory
from test_digest import lines, part, period

from monitor.alerts.lateness import LATE, LateLook, late_look, lately, stretches
from monitor.digesting import tell_digests
from monitor.evaluation.turning import Turn
from monitor.incidents.span import TICK
from monitor.messages.digest import digest
from monitor.store.act import Act
from monitor.words import alerts

SAID = {"agreement": "paris", "known": "2026-03-05T11:00:00.000000Z", "trigger": ["day_ends"]}


@pytest.mark.parametrize(
    ("after", "late"),
    [(timedelta(0), False), (LATE - TICK, False), (LATE, False), (LATE + TICK, True)],
)
def test_a_quarter_of_an_hour_is_in_time(after: timedelta, late: bool) -> None:  # noqa: FBT001
    """Exactly so long after the instant is not late yet, one tick more is."""
    found = late_look(SAID, NOON + after)
    assert found == (LateLook("paris", NOON, NOON + after, ("day_ends",)) if late else None)


@pytest.mark.parametrize("trigger", ["first", "act", "periodic"])
def test_only_what_had_its_time_can_be_late(trigger: str) -> None:
    """What is said first, after an act or from time to time had no time of its own."""
    assert late_look({**SAID, "trigger": [trigger]}, NOON + 9 * DAY) is None
    both = late_look({**SAID, "trigger": [trigger, "near"]}, NOON + 9 * DAY)
    assert both is not None
    assert both.what == ("near",)


def test_each_digest_has_what_was_late_since_the_last() -> None:
    """Of its own agreements, in order of time; what the last one had is not told again."""
    late = [
        LateLook(name, NOON + hour * HOUR, NOON + looked * HOUR, ("near",))
        for name, hour, looked in (("a", 2, 9), ("a", 1, 9), ("b", 1, 9), ("a", 0, 5))
    ]
    assert lately(late, ["a"], NOON + 5 * HOUR) == [late[1], late[0]]


def test_every_turning_point_has_its_words() -> None:
    """Whatever is looked at late can be named."""
    assert set(alerts.TURNS) == {turn.value for turn in Turn}


def test_it_stands_at_the_head_and_the_first_boundaries_are_named() -> None:
    """From when until when, how many; five are named with how late each was, the rest counted."""
    looked = NOON - HOUR
    late = [LateLook("paris", NOON - (20 - n) * HOUR, looked, ("day_ends",)) for n in range(8)]
    late[1] = LateLook("paris", looked - 40 * MINUTE, looked, ("decision", "near"))
    found = digest(period(part(late=sorted(late, key=lambda one: one.at))))
    assert found.text.split("\n")[1] == (
        "LATE. The evaluator was late from 4 March 16:00 until 5 March 11:00 (8 boundaries, up to "
        "5 March 10:20); what came meanwhile was looked at only then, and woke nobody. See How we "
        "know."
    )
    told = lines(found, "How we know")
    assert told[0] == (
        "Looked at late: 4 March 16:00, a day ends; looked at 5 March 11:00, 19 h after it"
    )
    assert told[5] == "3 more were looked at late, up to 5 March 10:20"
    one = digest(period(part(late=[late[1]])))
    assert "from 5 March 10:20 until 5 March 11:00 (1 boundary); what came" in one.text
    assert (
        "Looked at late: 5 March 10:20, a decision takes effect and something comes near; looked "
        "at 5 March 11:00, 40 min after it"
    ) in lines(one, "How we know")


def test_one_instant_of_two_agreements_is_one_boundary() -> None:
    """At the head each counts once."""
    look = LateLook("paris", NOON - 5 * HOUR, NOON, ("day_ends",))
    found = digest(period(part(late=[look]), part(late=[look])))
    assert "(1 boundary)" in found.text


def test_in_time_in_between_it_was_late_twice() -> None:
    """A stretch ends where it had caught up; a boundary at that very instant still belongs to it.

    Of more than three the others are counted.
    """
    late = [
        LateLook("paris", NOON + at * HOUR, NOON + looked * HOUR, ("day_ends",))
        for at, looked in ((0, 5), (4, 5), (5, 6), (7, 8))
    ]
    assert [list(one) for one in stretches(late)] == [late[:3], late[3:]]
    found = digest(period(part(late=late)))
    assert (
        "late from 5 March 12:00 until 5 March 18:00 (3 boundaries, up to 5 March 17:00) and from "
        "5 March 19:00 until 5 March 20:00 (1 boundary); what came"
    ) in found.text
    apart = [LateLook("paris", NOON + n * DAY, NOON + n * DAY + HOUR, ("near",)) for n in range(9)]
    assert "(1 boundary) and 6 times more; what" in digest(period(part(late=apart))).text


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told, without a digest of its own."""
    found = Place(tmp_path / "store", directory())
    yield found
    found.service.close()


def told(place: Place) -> list[Act]:
    """The digests that are told now."""
    return tell_digests(place.service, place.clock.now, actor="tester")


def test_after_a_time_without_the_service_one_digest_says_it_all(place: Place) -> None:
    """Though nothing turned for anybody; and a second look tells nothing more."""
    told(place)
    place.keep_up(2 * DAY)
    (act,) = told(place)
    assert act.body["kind"] == "catch_up"
    (text,) = {notice["text"] for notice in act.body["notices"]}
    assert "LATE. The evaluator was late from 3 March " in text
    assert "until 5 March 12:0" in text
    assert text.count("Looked at late: ") >= 2
    (payload,) = {str(notice["payload"]["agreements"][0]["late"]) for notice in act.body["notices"]}
    assert "day_ends" in payload
    place.keep_up()
    assert told(place) == []
    place.again()
    assert told(place) == []


def test_an_evaluator_in_time_says_nothing(place: Place) -> None:
    """Looked at within a quarter of an hour, day after day."""
    told(place)
    before = place.book.late
    for _ in range(24 * 6):
        place.keep_up(10 * MINUTE)
    assert place.book.late == before
    assert told(place) == []
