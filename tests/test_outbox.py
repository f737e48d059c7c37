"""The way of a notice by the acts of the journal: none lost, none sent twice uncounted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.notice import Notice, as_plain
from monitor.alerts.outbox import Outbox, State, counted
from monitor.alerts.retrying import WAITS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def notice(name: str, not_before: datetime = NOON, channel: str = "mail") -> Notice:
    """A notice that says its name."""
    return Notice(
        *(name, f"alert-{name}", "desk", "officer", channel, name, name, "", {"id": name}),
        not_before,
        "thread",
    )


class Told:
    """An outbox, and the acts that it is told of, a second apart."""

    def __init__(self) -> None:
        self.box = Outbox()
        self.now = NOON
        self.acts = 0

    def act(self, word: str, **body: object) -> None:
        """One act."""
        self.now += SECOND
        self.acts += 1
        by = str(body.pop("by", "officer"))
        self.box.take(word, body, at=self.now, act=self.acts, by=by)

    def decided(self, *notices: Notice, held: bool = False) -> None:
        """Notices come about, held back for a review or not."""
        plain = [as_plain(one) for one in notices]
        self.act("said", notices=plain, held=[one.id for one in notices] if held else [])

    def due(self) -> list[str]:
        """The ids of what is due now."""
        return [parcel.notice.id for parcel in self.box.due(self.now)]


def failed(name: str, *, again: bool = True, **more: object) -> Mapping[str, Any]:
    """What an act says of an attempt that failed."""
    return {"notice": name, "why": "the server said 451", "again": again, **more}


def test_a_notice_is_due_from_its_time_on_until_it_is_sent() -> None:
    """What waits for the end of quiet hours is not due before; what is sent is due no more."""
    told = Told()
    told.decided(notice("now"), notice("later", NOON + 60 * SECOND))
    assert told.due() == ["now"]
    assert told.box.next_due() == NOON
    told.act("attempt", notice="now", attempt=1)
    told.act("sent", notice="now", attempt=1)
    assert told.due() == []
    assert told.box.next_due() == NOON + 60 * SECOND
    told.now = NOON + 60 * SECOND
    assert told.due() == ["later"]
    assert counted(told.box) == {State.SENT: 1, State.WAITING: 1}


def test_what_waits_for_quiet_hours_goes_before_a_later_message_of_its_thread() -> None:
    """A breach of the night and its correction come in this order, or the last word is wrong.

    Other threads, other channels and what has been tried and failed wait on.
    """
    told = Told()
    morning = NOON + 3600 * SECOND
    told.decided(
        notice("breach", morning),
        notice("hooked", morning, channel="hook"),
        replace(notice("other", morning), thread="other"),
    )
    assert told.due() == []
    told.decided(notice("correction"))
    assert told.due() == ["breach", "correction"]
    told.act("attempt", notice="breach")
    told.act("failed", **failed("breach"))
    assert told.due() == ["correction"]


def test_a_claim_without_an_outcome_is_sent_again_and_counted() -> None:
    """Who was killed while sending does not know: the notice goes out again, and that is said."""
    told = Told()
    told.decided(notice("a"))
    told.act("attempt", notice="a", attempt=1)
    assert told.due() == ["a"]
    told.act("attempt", notice="a", attempt=2)
    told.act("sent", notice="a", attempt=2)
    parcel = told.box.of("a")
    assert (parcel.state, parcel.attempts, parcel.unsure) == (State.SENT, 2, 1)


def test_what_fails_comes_back_ever_later_and_is_given_up_at_last() -> None:
    """The reason stays on show; after the last attempt nothing is tried any more."""
    told = Told()
    told.decided(notice("a"))
    waits = []
    while told.box.of("a").state is not State.GIVEN_UP:
        told.now = told.box.of("a").due
        told.act("attempt", notice="a")
        told.act("failed", **failed("a"))
        waits.append(told.box.of("a").due - told.now)
    parcel = told.box.of("a")
    assert parcel.attempts == len(WAITS) + 1
    assert parcel.why == "the server said 451"
    assert parcel.settled == told.now
    assert all(wait >= least for wait, least in zip(waits, WAITS, strict=False))
    assert told.box.next_due() is None


def test_a_failure_for_good_is_not_tried_again() -> None:
    """An address that does not exist is told to the page at once; a closed channel is known."""
    told = Told()
    told.decided(notice("a"), notice("b", channel="hook"))
    for name, more in (("a", {}), ("b", {"gone": True})):
        told.act("attempt", notice=name)
        told.act("failed", **failed(name, again=False, **more))
    assert counted(told.box) == {State.GIVEN_UP: 2}
    assert told.box.gone == {"hook"}


def test_a_drill_that_arrives_opens_a_closed_channel() -> None:
    """Whoever has mended the other side tries it, and messages go there again."""
    told = Told()
    told.decided(notice("b", channel="hook"))
    told.act("attempt", notice="b")
    told.act("failed", **failed("b", again=False, gone=True))
    told.act("drill", channel="hook", notice={}, outcome={"outcome": "failed"})
    assert told.box.gone == {"hook"}
    told.act("drill", channel="hook", notice={}, outcome={"outcome": "sent"})
    assert told.box.gone == frozenset()


def test_what_the_other_side_asks_for_is_waited_for() -> None:
    """A server that says when to come back is not asked before."""
    told = Told()
    told.decided(notice("a"))
    told.act("attempt", notice="a")
    asked = told.now + timedelta(hours=3)
    told.act("failed", **failed("a", not_before=asked.isoformat()))
    assert told.box.of("a").due == asked


def test_what_is_held_waits_for_two_people() -> None:
    """Nothing goes out before two have approved it; one can withhold it, and says why."""
    told = Told()
    told.decided(notice("a"), notice("b"), held=True)
    assert told.due() == []
    told.act("approved", notice="a")
    told.act("approved", notice="a")
    assert told.due() == []
    told.act("approved", notice="a", by="head")
    told.act("withheld", notice="b", why="told by telephone")
    assert told.due() == ["a"]
    b = told.box.of("b")
    assert (b.state, b.why, b.by) == (State.WITHHELD, "told by telephone", ("officer",))


def test_the_same_notice_decided_twice_is_one() -> None:
    """An id that is known is not sent again."""
    told = Told()
    told.decided(notice("a"))
    told.act("attempt", notice="a")
    told.act("sent", notice="a")
    told.decided(notice("a"))
    assert told.due() == []
    assert len(told.box) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(("sent", "failed", "killed"))),
        max_size=40,
    )
)
def test_every_notice_is_in_one_place_whatever_happens(story: list[tuple[str, str]]) -> None:
    """Sent once for good, given up with a reason, or still on its way; never none of these."""
    told = Told()
    told.decided(*(notice(name) for name in "abc"))
    for name, outcome in story:
        parcel = told.box.of(name)
        if parcel.state not in {State.WAITING, State.CLAIMED}:
            continue
        told.now = max(told.now, parcel.due)
        assert name in told.due()
        told.act("attempt", notice=name)
        if outcome == "sent":
            told.act("sent", notice=name)
        elif outcome == "failed":
            told.act("failed", **failed(name))
    assert sum(counted(told.box).values()) == 3
    for name in "abc":
        attempts = [outcome for one, outcome in story if one == name]
        parcel = told.box.of(name)
        assert (parcel.state is State.SENT) == ("sent" in attempts[: parcel.attempts])
        assert parcel.unsure <= attempts.count("killed")
