"""People are told in the act that says what holds: whom, how often, and what they do about it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lived import SERVER
from schedule_samples import HOUR, attack, record, watch
from telling_samples import Place, directory

from monitor.alerts.alert import Way
from monitor.alerts.directory import Directory
from monitor.alerts.kinds import AlertKind
from monitor.alerts.limiting import MOST
from monitor.alerts.notice import Notice
from monitor.alerts.outbox import State
from monitor.alerts.snoozes import LONGEST
from monitor.delivery.channels import Channel, Email
from monitor.delivery.outcome import Outcome, Sent
from monitor.sending import Sender
from monitor.service.replies import NoSuchAlertError


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told."""
    found = Place(tmp_path / "store", directory())
    yield found
    found.service.close()


def test_a_breach_is_told_in_the_act_that_says_it(place: Place) -> None:
    """One act holds what is said and the messages; each person and channel has one, frozen."""
    head = place.service.store.head
    assert head is not None
    place.breach(59)
    assert place.kinds() == [AlertKind.BREACHED]
    acts = place.service.store.acts.of("said", after=head.seq)
    assert [len(act.body.get("notices", ())) for act in acts] == [3]
    parcels = list(place.book.outbox)
    assert [one.notice.channel for one in parcels] == ["mail", "hook", "head_mail"]
    assert len({one.notice.id for one in parcels}) == 3
    assert {one.act for one in parcels} == {acts[0].seq}
    (issued,) = [one for one in place.book.issued.values() if one.alert.kind == "breached"]
    assert issued.nobody == ("unknown",)
    assert acts[0].prev in parcels[0].notice.text


def test_what_is_known_of_alerts_is_the_same_after_every_start(place: Place) -> None:
    """Nothing is kept in memory alone: the journal has all of it."""
    place.breach(59)
    alert = place.last(AlertKind.BREACHED)
    place.replies.acknowledge(alert.id, actor="officer")
    place.replies.snooze("desk", alert.thread, place.clock.now + HOUR, actor="officer")
    before = place.book
    place.again()
    after = place.book
    assert after is not before
    assert after == before or (
        after.issued == before.issued
        and after.snoozes == before.snoozes
        and list(after.outbox) == list(before.outbox)
        and list(after.calls) == list(before.calls)
    )


def test_a_correction_names_what_it_corrects_and_reaches_the_same_desk(place: Place) -> None:
    """Who was told of a breach is told when its report is undone, once."""
    (act,) = place.breach(59)
    breach = place.last(AlertKind.BREACHED)
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    assert place.kinds() == [AlertKind.BREACHED, AlertKind.RESTATED]
    again = place.last(AlertKind.RESTATED)
    assert again.references == (breach.id,)
    mails = [one.notice for one in place.book.outbox if one.notice.channel == "mail"]
    assert mails[1].references == (mails[0].id,)
    place.keep_up()
    assert len(place.kinds()) == 2


def test_no_desk_is_interrupted_more_than_three_times_a_day(place: Place) -> None:
    """What comes after goes on in the thread, so that nothing is lost; the next day is new."""
    for number in range(MOST + 1):
        (act,) = place.breach(59 + number / 10)
        place.service.uploads.undo(act, actor="tester")
        place.keep_up()
    ways = [
        one.alert.desks["desk"]
        for one in place.book.issued.values()
        if one.alert.kind in {AlertKind.BREACHED, AlertKind.RESTATED}
    ]
    assert ways == [Way.AT_ONCE] * MOST + [Way.IN_THREAD] * (len(ways) - MOST)
    assert len(ways) == 2 * MOST + 2
    place.keep_up(24 * HOUR)
    place.breach(84, timedelta(minutes=0))
    assert place.last(AlertKind.BREACHED).desks["desk"] is Way.AT_ONCE


def test_without_a_desk_nobody_is_told_and_that_is_known(tmp_path: Path) -> None:
    """The alert is there, the desks that nobody sits at are named, and no message is made."""
    place = Place(tmp_path / "store", Directory())
    try:
        place.breach(59)
        (issued,) = [one for one in place.book.issued.values() if one.alert.kind == "breached"]
        assert issued.alert.desks == {}
        assert issued.nobody == ("desk", "unknown")
        assert len(place.book.outbox) == 0
    finally:
        place.service.close()


def test_what_is_said_after_its_time_interrupts_nobody(place: Place) -> None:
    """A service that was down for three days says it all, and wakes nobody for each."""
    record(place.service, watch(60, 12), attack(72.5))
    place.keep_up(72 * HOUR)
    late = [one.alert for one in place.book.issued.values() if one.alert.late]
    assert late
    assert {way for one in late for way in one.desks.values()} == {Way.DIGEST}


def test_people_are_called_one_after_the_other(tmp_path: Path) -> None:
    """Where others follow, the first person alone is told at first."""
    place = Place(tmp_path / "store", directory(escalate_after="4 hours"))
    try:
        place.breach(59)
        assert {one.notice.person for one in place.book.outbox} == {"officer"}
        ((when, person, call),) = place.book.calls.next(place.desks.desks)
        assert (when - call.at, person) == (4 * HOUR, "head")
        place.replies.acknowledge(call.alerts[0], actor="officer")
        assert place.book.calls.next(place.desks.desks) == []
    finally:
        place.service.close()


def test_an_alert_that_was_overtaken_is_only_seen(place: Place) -> None:
    """Who acknowledges what a later message has put right has seen it, and no more."""
    (act,) = place.breach(59)
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    first = place.last(AlertKind.BREACHED)
    place.replies.acknowledge(first.id, actor="officer")
    (seen,) = place.book.issued[first.id].seen
    assert (seen.by, seen.superseded) == ("officer", True)


def test_a_snoozed_matter_waits_for_the_digest_until_it_gets_worse(place: Place) -> None:
    """One matter of one desk; a breach is worse than what could not be established."""
    thread = "paris/calm"
    (act,) = place.breach(59)
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    place.replies.snooze("desk", thread, place.clock.now + 48 * HOUR, actor="officer")
    assert (("desk", thread)) in place.book.snoozes
    place.breach(59.5)
    assert (("desk", thread)) not in place.book.snoozes
    assert place.last(AlertKind.BREACHED).desks["desk"] is Way.AT_ONCE


def test_a_person_ends_a_snooze(place: Place) -> None:
    """Who was wrong to sleep wakes it."""
    place.breach(59)
    place.replies.snooze("desk", "paris/calm", place.clock.now + HOUR, actor="officer")
    place.replies.wake("desk", "paris/calm", actor="officer")
    assert place.book.snoozes == {}


def test_what_is_reviewed_waits_for_two_people(tmp_path: Path) -> None:
    """Nobody sends alone; one can withhold, and says why."""
    place = Place(tmp_path / "store", directory(review="yes"))
    try:
        place.breach(59)
        first, second, third = (one.notice.id for one in place.book.outbox)
        assert {one.state for one in place.book.outbox} == {State.HELD}
        place.replies.approve(first, actor="officer")
        with pytest.raises(NoSuchAlertError, match="another person has to"):
            place.replies.approve(first, actor="officer")
        place.replies.approve(first, actor="head")
        place.replies.withhold(second, "told by telephone", actor="head")
        states = [place.book.outbox.of(one).state for one in (first, second, third)]
        assert states == [State.WAITING, State.WITHHELD, State.HELD]
    finally:
        place.service.close()


def far(place: Place) -> datetime:
    """An instant that is too far away."""
    return place.clock.now + LONGEST + HOUR


def test_what_cannot_be_done_is_said(place: Place) -> None:
    """Unknown alerts, desks, threads and times are refused in a sentence; nothing is recorded."""
    place.breach(59)
    head = place.service.store.head
    soon = place.clock.now + HOUR
    refused = (
        (lambda: place.replies.acknowledge("no", actor="a"), "no alert 'no'"),
        (lambda: place.replies.snooze("desc", "paris/calm", soon, actor="a"), "no desk 'desc'"),
        (lambda: place.replies.snooze("desk", "paris/x", soon, actor="a"), "nothing was told"),
        (lambda: place.replies.snooze("desk", "paris/calm", far(place), actor="a"), "30 days"),
        (lambda: place.replies.wake("desk", "paris/calm", actor="a"), "no snooze"),
        (lambda: place.replies.approve("x", actor="a"), "waits for a review"),
    )
    for do, told in refused:
        with pytest.raises(NoSuchAlertError, match=told):
            do()
    assert place.service.store.head == head


def test_nobody_is_called_about_a_message_that_waits_for_a_review(tmp_path: Path) -> None:
    """Its term begins when it goes out; of one that is withheld nobody hears."""
    place = Place(tmp_path / "store", directory(review="yes", escalate_after="4 hours"))
    try:
        place.breach(59)
        place.clock.pass_by(6 * HOUR)
        assert place.service.calling.next() is None
        assert place.service.calling.due(place.clock.now, actor="scheduler") == []
        for one in place.book.outbox:
            for actor in ("officer", "head"):
                place.replies.approve(one.notice.id, actor=actor)
        for one in place.book.outbox:
            place.service.alerting.claim(one.notice.id, actor="sender")
            place.service.alerting.mark(one.notice.id, ("sent", {}), actor="sender")
        following = place.service.calling.next()
        assert following is not None
        assert abs(following - place.clock.now - 4 * HOUR) < HOUR / 60
        place.clock.now = following
        (act,) = place.service.calling.due(place.clock.now, actor="scheduler")
        assert act.body["person"] == "head"
        assert {one.notice.person for one in place.book.outbox} == {"officer", "head"}
        assert place.service.calling.next() is None
    finally:
        place.service.close()


def test_nobody_is_called_about_what_has_been_corrected(tmp_path: Path) -> None:
    """Who was not there reads the correction, and not first what it puts right."""
    place = Place(tmp_path / "store", directory(escalate_after="4 hours"))
    try:
        (act,) = place.breach(59)
        place.service.uploads.undo(act, actor="tester")
        place.keep_up()
        again = place.last(AlertKind.RESTATED)
        place.clock.pass_by(5 * HOUR)
        called = place.service.calling.due(place.clock.now, actor="scheduler")
        assert [act.body["call"] for act in called] == [{f"desk/{again.id}": [again.id]}]
        assert place.service.calling.next() is None
    finally:
        place.service.close()


def test_what_is_decided_with_the_clock_set_back_goes_out_at_once(place: Place) -> None:
    """Though the clock has to go a day before it comes to the time that the act has."""
    place.clock.now -= 24 * HOUR
    arrived: list[str] = []

    def deliver(notice: Notice, _: Channel) -> Outcome:
        arrived.append(notice.channel)
        return Sent(place.clock.now, "taken")

    names = ("mail", "hook", "head_mail")
    channels = {name: Email(name, f"{name}@example.org", SERVER) for name in names}
    place.breach(59)
    Sender(place.service, channels, deliver).tick()
    assert sorted(arrived) == sorted(names)


def test_a_snooze_may_be_thirty_days_long_and_no_longer(place: Place) -> None:
    """A month is the longest; a second more is refused."""
    place.breach(59)
    month = place.service.store.present() + timedelta(days=30)
    with pytest.raises(NoSuchAlertError, match="30 days"):
        place.replies.snooze("desk", "paris/calm", month + timedelta(seconds=1), actor="officer")
    place.replies.snooze("desk", "paris/calm", month - timedelta(seconds=1), actor="officer")
    assert ("desk", "paris/calm") in place.book.snoozes


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (1, True)], ids=["within", "after"])
def test_a_quarter_of_an_hour_later_is_after_its_time(
    place: Place,
    seconds: int,
    late: bool,  # noqa: FBT001 - of a table
) -> None:
    """What turned at 18:00 UTC is said in time up to 18:15, and after its time from then on."""
    place.clock.now = place.clock.now.replace(hour=18, minute=15, second=0, microsecond=0)
    place.keep_up(timedelta(seconds=seconds))
    turned = [one.alert for one in place.book.issued.values() if one.alert.turned.known.hour == 18]
    assert turned
    assert {one.late for one in turned} == {late}
