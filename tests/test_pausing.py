"""A pause: for a while nothing new is said, nobody is called, nothing is sent, and all see it.

The agreement and its records are synthetic: nothing in them happened.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from notice_sender import channels
from page_samples import fill, opened, ours, press
from page_samples import told as text_of
from schedule_samples import HOUR, attack, entries, record
from telling_samples import MINUTE, Place, directory

from monitor.alerts.notice import Notice
from monitor.alerts.outbox import State
from monitor.delivery.channels import Channel
from monitor.delivery.outcome import Outcome, Sent
from monitor.errands.desk import carry_out
from monitor.errands.request import Reply, Request
from monitor.incidents.span import TICK
from monitor.pages.serving import serve, stop_serving
from monitor.schedule import Run, Scheduler, Why
from monitor.sending import Sender
from monitor.service.authorize import NotAllowedError
from monitor.service.keeping_up import ACT, FIRST
from monitor.service.replies import NoSuchAlertError
from monitor.store.act import Act
from monitor.words import desk_page
from tests.test_schedule import eventually


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told."""
    found = Place(tmp_path / "store", directory())
    yield found
    stop_serving()
    found.service.close()


def scheduler(place: Place) -> Scheduler:
    """The scheduler of a place; nothing but `tick` has it run."""
    return Scheduler(place.service, HOUR)


def sayings(place: Place) -> int:
    """How many entries of sayings are journalled."""
    return len(list(place.service.store.acts.of("said")))


def test_it_stands_to_its_end_and_no_longer(place: Place) -> None:
    """Half-open, and the same after a restart; its reason and who asked for it are on record."""
    now = place.clock.now
    act = place.replies.pause(now + HOUR, "an upload went wrong", actor="officer")
    for _ in range(2):
        pause = place.book.paused(now)
        assert pause is not None
        assert (pause.until, pause.by, pause.why) == (now + HOUR, "officer", "an upload went wrong")
        assert pause.act == act.seq
        assert place.book.paused(now + HOUR - TICK)
        assert place.book.paused(now + HOUR) is None
        place.again()


@pytest.mark.parametrize(
    ("length", "allowed"),
    [
        (timedelta(hours=24), True),
        (timedelta(hours=24) + TICK, False),
        (TICK, True),
        (timedelta(0), False),
        (-HOUR, False),
    ],
)
def test_it_is_a_day_long_at_most(place: Place, length: timedelta, *, allowed: bool) -> None:
    """Longer, or over already, is refused with what to do; nothing is recorded then."""
    until = place.service.store.present() + length
    if allowed:
        assert place.replies.pause(until, "why", actor="officer").act == "paused"
    else:
        with pytest.raises(NoSuchAlertError, match="within 24 hours"):
            place.replies.pause(until, "why", actor="officer")
        assert place.book.pause is None


def test_who_pauses_says_who_and_why(place: Place) -> None:
    """Without a reason, or anybody named, nothing pauses; what does not pause cannot go on."""
    until = place.clock.now + HOUR
    with pytest.raises(NoSuchAlertError, match="say why"):
        place.replies.pause(until, " \n", actor="officer")
    with pytest.raises(NotAllowedError):
        place.replies.pause(until, "why", actor="")
    with pytest.raises(NoSuchAlertError, match="does not pause"):
        place.replies.go_on(actor="officer")
    place.replies.pause(until, "why", actor="officer")
    with pytest.raises(NotAllowedError):
        place.replies.go_on(actor="")
    place.clock.now = until
    with pytest.raises(NoSuchAlertError, match="does not pause"):
        place.replies.go_on(actor="officer")


def test_nothing_is_said_and_then_everything_that_was_missed(place: Place, tmp_path: Path) -> None:
    """The instants that are said afterwards are those that a service without a pause has said."""
    other = Place(tmp_path / "other", directory())
    for one in (place, other):
        schedule = scheduler(one)
        assert schedule.tick()
        if one is place:
            one.replies.pause(one.clock.now + 20 * HOUR, "why", actor="officer")
        before = sayings(one)
        for _ in range(19):
            one.clock.pass_by(HOUR)
            assert schedule.tick()
        assert (sayings(one) > before) is (one is other)
        one.clock.pass_by(HOUR)
        done = schedule.tick()
        assert done
        assert not done.stopped
    turned = [
        [said.known for said in entries(one.service) if not {FIRST, ACT} & set(said.trigger)]
        for one in (place, other)
    ]
    other.service.close()
    assert turned[0] == turned[1]
    assert len(turned[0]) > 2


def test_it_wakes_again_at_the_end_of_the_pause(place: Place) -> None:
    """Neither the scheduler nor the sender waits for anybody to wake it."""
    schedule, until = scheduler(place), place.clock.now + HOUR
    place.replies.pause(until, "why", actor="officer")
    done = schedule.tick()

    assert done
    assert done.stopped
    assert (done.said, done.next) == (0, until)
    assert schedule.health.paused == place.book.pause
    assert schedule.health.as_plain()["paused_until"] == until.isoformat()
    with Sender(place.service, {}, sent) as sender:
        assert sender.tick() == until


def test_catching_up_stops_where_somebody_has_it_pause(place: Place) -> None:
    """A long run ends at the instant it is at; the rest is said when it goes on."""
    place.clock.pass_by(timedelta(days=5))
    before = sayings(place)

    def pause(act: Act) -> None:
        if act.act == "said" and place.book.pause is None:
            until = place.service.store.present() + HOUR
            place.replies.pause(until, "too much", actor="officer")

    schedule = scheduler(place)
    with place.service.telling(pause):
        done = schedule.tick()
    assert done
    assert done.stopped
    assert sayings(place) == before + 1
    place.replies.go_on(actor="officer")
    assert schedule.tick()
    assert sayings(place) > before + 2


def sent(notice: Notice, _: Channel) -> Outcome:
    """Take everything."""
    return Sent(notice.not_before, "250 taken")


def test_nothing_is_sent_before_it_goes_on(place: Place) -> None:
    """What was decided before waits; nothing of it is lost."""
    place.breach(59)
    place.replies.pause(place.clock.now + HOUR, "why", actor="officer")
    with Sender(place.service, channels(1, 1), sent) as sender:
        sender.tick()
        states = {one.state for one in place.book.outbox}
        assert states == {State.WAITING}
        place.replies.go_on(actor="head")
        sender.tick()
    assert {one.state for one in place.book.outbox} >= {State.SENT}


def test_the_last_runs_say_why_they_were(place: Place) -> None:
    """At the start, after which act, for time, for a look; newest first, and no more than a few."""
    schedule = scheduler(place)
    with schedule:
        eventually(lambda: bool(schedule.health.runs))
        [act] = record(place.service, attack(-1))
        eventually(lambda: any(run.act == act for run in schedule.health.runs))
        assert Why.START in schedule.health.runs[-1].why
        assert all(Why.ACT in run.why for run in schedule.health.runs if run.act == act)
    for _ in range(20):
        place.clock.pass_by(MINUTE)
        schedule.tick()
    assert len(schedule.health.runs) == 12
    assert schedule.health.runs[0].at == place.clock.now
    assert schedule.health.runs[0] == Run(place.clock.now, (), None, 0, failed=False)


def test_what_becomes_of_messages_crowds_out_no_runs(place: Place) -> None:
    """A run that came of sending alone is not listed; one that said something is."""
    place.breach(59)
    schedule = scheduler(place)
    with schedule, Sender(place.service, channels(1, 1), sent) as sender:
        eventually(lambda: bool(schedule.health.runs))
        sender.tick()
        eventually(lambda: not place.book.outbox.due(place.service.store.present()))
        [act] = record(place.service, attack(-1))
        eventually(lambda: any(run.act == act for run in schedule.health.runs))
    assert {State.SENT} <= {one.state for one in place.book.outbox}
    listed = [run for run in schedule.health.runs if not run.said]
    assert all(set(run.why) != {Why.SENDING} for run in listed)


def test_the_pages_have_it_pause_and_go_on(place: Place) -> None:
    """Health asks for a reason; Today says it before anything else; one press and it goes on."""
    schedule = scheduler(place)
    schedule.tick()
    serve(place.service, "tester", lambda: schedule.health)
    page = opened("desk", part="health")
    assert f"{desk_page.RUNS}\nTue 3 March 2026 12:01 UTC: asked for: nothing new" in text_of(page)
    assert desk_page.SCHEDULER_PAUSES not in text_of(page)
    press(page, desk_page.PAUSE_FOR[4])
    assert "say why" in text_of(page)
    fill(page, desk_page.PAUSE_WHY, "**an upload** went wrong")
    press(page, desk_page.PAUSE_FOR[4])
    pause = place.book.pause
    assert pause is not None
    assert timedelta(0) <= pause.until - place.clock.now - 4 * HOUR < timedelta(seconds=1)
    said = text_of(page)
    assert f"It pauses, as act {pause.act} says." in said
    assert said.count("PAUSED until") == 1
    assert ours(page)

    today = opened("today")
    assert "by tester: “**an upload** went wrong”" in text_of(today)
    assert ours(today)
    page = opened("desk", part="health")
    press(page, desk_page.GO_ON)
    assert place.book.pause is None
    assert "PAUSED" not in text_of(page) + text_of(opened("today"))


def asked(place: Place, command: str, **options: object) -> Reply:
    """Carry out a command on the clock of a place."""
    return carry_out(Request(command, "officer", ZoneInfo("UTC"), options), place.service)


def test_the_command_line_does_the_same(place: Place) -> None:
    """For a length or until a time; what is wrong is told, and nothing pauses then."""
    until = place.service.store.present() + 4 * HOUR
    reply = asked(place, "pause", why="moving house", **{"for": "4 hours"})
    assert reply.code == 0
    assert place.book.pause is not None
    assert place.book.pause.until == until
    assert "nothing is sent until" in reply.lines[0]
    assert asked(place, "continue").code == 0
    assert place.book.pause is None
    for options in (
        {"why": "x", "for": "2 days"},
        {"why": "x"},
        {"why": "x", "for": "1 hour", "until": "2026-03-03T13:00Z"},
        {"why": "x", "until": "2026-03-03T13:00"},
        {"why": " ", "for": "1 hour"},
    ):
        assert asked(place, "pause", **options).code == 2
    assert asked(place, "continue").code == 2
    assert place.book.pause is None
