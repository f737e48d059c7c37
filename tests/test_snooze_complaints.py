"""What people complain of in the silences of alert systems, four things, and none of them here.

Of Alertmanager: a silence goes on when its matter has ended (prometheus/alertmanager#1057, #5459);
nobody is told of the end of what was silenced (#226, #2805); on what it silences it is not to be
seen, nor that it is over (#1497); and it may be as long as anybody likes.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from schedule_samples import HOUR, attack, record, watch
from telling_samples import Place, directory

from monitor.alerts.alert import Way
from monitor.alerts.kinds import AlertKind
from monitor.alerts.listing import Listing
from monitor.alerts.notice import Notice
from monitor.alerts.snoozes import LONGEST
from monitor.schedule import Scheduler
from monitor.service.replies import NoSuchAlertError
from monitor.settings import PROJECT

CALM = "paris/calm"
VALID = Draft202012Validator(json.loads((PROJECT / "docs" / "webhooks.schema.json").read_text()))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where a breach of this day was told, and its desk has snoozed it for 40 hours."""
    hours = {"from": "22:00", "until": "06:00"}
    desks = directory(digest={"daily": "07:00"}, quiet_hours=hours)
    found = Place(tmp_path / "store", desks)
    found.breach(59)
    found.replies.snooze("desk", CALM, found.clock.now + 40 * HOUR, actor="officer")
    yield found
    found.service.close()


def tick(place: Place, later: timedelta) -> list[Notice]:
    """Let the scheduler work a little later, and return the messages by mail that come of it."""
    before = {one.notice.id for one in place.book.outbox}
    place.clock.pass_by(later)
    assert Scheduler(place.service, HOUR).tick() is not None
    return [
        one.notice
        for one in place.book.outbox
        if one.notice.id not in before and one.notice.channel == "mail"
    ]


def of_calm(notices: list[Notice]) -> list[Notice]:
    """The messages of the snoozed matter."""
    return [one for one in notices if one.thread == CALM]


def watched(place: Place) -> list[Notice]:
    """Somebody says to have watched all of the next day; the messages that come of it."""
    tick(place, 31 * HOUR)
    record(place.service, watch(66, 24))
    return tick(place, HOUR / 60)


def test_a_silence_ends_with_its_matter(place: Place) -> None:
    """The next day is watched and kept: the snooze is over, and the breach after it interrupts."""
    watched(place)
    holds = place.book.holds(CALM)
    assert holds is not None
    assert holds.word == "kept"
    assert place.book.snoozes == {}
    record(place.service, attack(90.5))
    tick(place, HOUR)
    assert place.last(AlertKind.BREACHED).desks["desk"] is Way.AT_ONCE


def test_the_end_of_what_was_silenced_is_told(place: Place) -> None:
    """By a message of its own; `test_snoozes` has that it is one where the rules let it wait."""
    (told,) = of_calm(watched(place))
    assert "kept (watched throughout, and within the limit)" in told.text


def test_the_end_of_a_silence_is_told(place: Place) -> None:
    """When its time is up and the matter stands: what holds, and what waited meanwhile.

    It wakes nobody, and comes once.
    """
    (act,) = place.service.store.acts.of("snoozed")
    until = place.book.snoozes["desk", CALM].until
    planned = Scheduler(place.service, HOUR)
    assert place.service.waking.next() == until
    done = planned.tick()
    assert done is not None
    assert done.next is not None
    assert done.next <= until
    assert of_calm(tick(place, 39 * HOUR)) == []
    (told,) = of_calm(tick(place, HOUR))
    assert told.subject.startswith("Snooze over: calm: ")
    assert "Snoozed by officer from 3 March 12:02 until 5 March 04:02" in told.text
    assert "Kept for the digest meanwhile\n- calm: " in told.text
    assert f"{told.not_before:%d %H:%M}" == "05 06:00"  # the end of quiet hours
    assert told.alert == f"snooze-{act.seq}"
    assert told.references
    assert place.book.snoozes == {}
    VALID.validate(json.loads(told.body))
    assert of_calm(tick(place, HOUR)) == []


def test_a_silence_is_seen_where_it_silences_and_not_when_it_is_over(place: Place) -> None:
    """On the alert, in the digest, and nowhere any more once its time is up."""

    def shown() -> list[str]:
        listing = Listing(place.book, place.clock.now)
        (newest,) = listing.chosen(None, CALM)[:1]
        return [one.by for one in listing.of(newest).snoozes]

    assert shown() == ["officer"]
    (digest,) = tick(place, 20 * HOUR)
    assert "Held back\n- calm: snoozed by officer until 5 March 04:02" in digest.text
    place.clock.pass_by(21 * HOUR)
    assert shown() == []
    (digest,) = [one for one in tick(place, HOUR) if one.thread == "digest/desk"]
    assert "snoozed by" not in digest.text


def test_no_silence_is_without_an_end(place: Place) -> None:
    """Thirty days at most; and it says when it is over."""
    now = place.service.store.present()
    with pytest.raises(NoSuchAlertError, match="30 days"):
        place.replies.snooze("desk", CALM, now + LONGEST + HOUR, actor="officer")
    assert place.book.snoozes["desk", CALM].until - now <= LONGEST
