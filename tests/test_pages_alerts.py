"""Alerts and sending on *Desk*, without a browser: what is told, what people do, what failed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from notice_sender import channels
from page_samples import MARKUP, fill, opened, ours, press, told
from schedule_samples import HOUR, attack, record, watch
from streamlit.testing.v1 import AppTest
from telling_samples import MINUTE, Place, directory

from monitor.alerts.desk import Person
from monitor.alerts.directory import Directory
from monitor.alerts.kinds import AlertKind
from monitor.alerts.notice import Notice
from monitor.alerts.outbox import State
from monitor.delivery.channels import Channel
from monitor.delivery.outcome import Failed, Outcome, Sent
from monitor.pages import desk_alerts as page
from monitor.pages.serving import serve, stop_serving
from monitor.sending import Sender
from monitor.words import desk_alerts, pages


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place where one desk is told, found by the pages."""
    yield from served(tmp_path, directory())


def served(folder: Path, desks: Directory) -> Iterator[Place]:
    """Give a place that pages find, and close it afterwards."""
    found = Place(folder / "store", desks)
    serve(found.service, "tester")
    yield found
    stop_serving()
    found.service.close()


def alerts(**address: str) -> AppTest:
    """Open the alerts; nothing on them is wrong, and nothing of other people is markup."""
    drawn = opened("desk", part="alerts", **address)
    assert not drawn.exception
    assert ours(drawn)
    return drawn


def health() -> AppTest:
    """Open the health of the service."""
    drawn = opened("desk", part="health")
    assert not drawn.exception
    assert ours(drawn)
    return drawn


def labels(drawn: AppTest) -> list[str]:
    """What can be pressed."""
    return [button.label for button in drawn.button]


def test_without_a_file_the_page_says_that_nobody_is_told(tmp_path: Path) -> None:
    """One sentence, with the file that is not there; the alert is listed, and goes to nobody."""
    for place in served(tmp_path, Directory()):
        place.breach(59)
        text = told(alerts())

        file = place.service.alerts_file
        assert desk_alerts.NOBODY_TOLD.format(file=file) in text
        assert desk_alerts.AT_NO_DESK.format(desk="desk") in text
        assert desk_alerts.ACKNOWLEDGE not in labels(alerts())
        assert "in the last 7 days" not in told(opened("today"))


def test_a_desk_at_which_nobody_sits_is_named(place: Place) -> None:
    """The rules name two desks and the file of alerts one: the other is named, with what to do."""
    text = told(alerts())

    assert "The rules of A truce" in text
    assert "nobody sits: unknown. Add them to" in text
    assert str(place.service.alerts_file) in text


def test_an_alert_says_what_it_tells_whom_and_what_became_of_it(place: Place) -> None:
    """When, which agreement, what kind, the change, the desk, each message, and its text."""
    place.breach(59)
    parcel = next(iter(place.book.outbox))
    drawn = alerts()
    text = told(drawn)

    assert " · A truce · breach\n" in text
    assert "→ breach confirmed" in text
    assert "for desk: at once; for unknown: not told, nobody sits at it" in text
    assert desk_alerts.NOT_ACKNOWLEDGED in text
    assert "A. Officer by mail: waits until " in text
    assert "B. Head by head_mail: waits until " in text
    assert parcel.notice.text.strip() in [code.value.strip() for code in drawn.code]
    assert pages.WHY in [link.proto.label for link in drawn.get("page_link")]


def test_who_acknowledges_has_it(place: Place) -> None:
    """It counts on *Today* and among those not acknowledged, until it is, under a name."""
    place.breach(59)
    alert = place.last(AlertKind.BREACHED)
    today = opened("today")
    assert "1 alert told at once in the last 7 days and not acknowledged" in told(today)
    asked = [link.proto.query_string for link in today.get("page_link")]
    assert "part=alerts&seen=no" in asked
    assert ours(today)
    drawn = alerts(seen="no")

    press(drawn, desk_alerts.ACKNOWLEDGE)

    assert not drawn.exception
    assert desk_alerts.DONE_ACKNOWLEDGED.format(who="tester") in told(drawn)
    assert desk_alerts.NONE_FITS in told(drawn)
    assert [seen.by for seen in place.book.issued[alert.id].seen] == ["tester"]
    assert "Acknowledged by tester, " in told(alerts())
    assert "not acknowledged" not in told(opened("today"))


def test_today_counts_the_last_week_and_no_past_moment(place: Place) -> None:
    """Of a moment in the past the page says nothing of now; after a week the count ends."""
    place.breach(59)

    assert "in the last 7 days" not in told(opened("today", known="2026-03-03T13:00"))
    place.clock.pass_by(timedelta(days=7))
    assert "in the last 7 days" not in told(opened("today"))
    assert desk_alerts.NOT_ACKNOWLEDGED in told(alerts(seen="no"))


def test_a_correction_and_what_it_corrects_name_each_other(place: Place) -> None:
    """Newest first: the correction says what it corrects, the breach that it was corrected."""
    (act,) = place.breach(59)
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    text = told(alerts())

    assert text.index(" · correction\n") < text.index(" · breach\n")
    assert "It corrects what was told on Tue 3 March 2026" in text
    assert "(breach)." in text
    assert "It was corrected on Tue 3 March 2026" in text
    assert "(correction)." in text


def test_a_snooze_is_begun_listed_and_ended(place: Place) -> None:
    """For one desk, by its clock; it stands above the list, where it can be ended."""
    place.breach(59)
    drawn = alerts()
    press(drawn, desk_alerts.SNOOZE_DAYS[3])

    assert "Snoozed for desk until Fri 6 March 2026 12:02 UTC." in told(drawn)
    (snooze,) = place.book.snoozes.values()
    assert snooze.until == place.clock.now + timedelta(days=3)
    assert desk_alerts.SNOOZE_DAYS[3] not in labels(drawn)
    assert "desk: A truce, calm" in told(drawn)
    press(drawn, desk_alerts.END_SNOOZE)
    assert place.book.snoozes == {}
    assert desk_alerts.SNOOZE_DAYS[3] in labels(drawn)
    assert desk_alerts.DONE_WOKEN.format(desk="desk") in told(drawn)


def test_every_snooze_that_is_offered_can_be_had(place: Place) -> None:
    """None is longer than a snooze may be; one that ran out stands no more."""
    place.breach(59)
    for days, label in desk_alerts.SNOOZE_DAYS.items():
        press(alerts(), label)
        (snooze,) = place.book.snoozes.values()
        assert snooze.until == place.clock.now + timedelta(days=days)
        place.clock.pass_by(timedelta(days=days))
        assert desk_alerts.END_SNOOZE not in labels(alerts())


def test_what_cannot_be_done_any_more_is_said(place: Place) -> None:
    """Somebody else ended the snooze meanwhile: a sentence, and no traceback."""
    place.breach(59)
    place.replies.snooze("desk", "paris/calm", place.clock.now + HOUR, actor="head")
    drawn = alerts()
    place.replies.wake("desk", "paris/calm", actor="head")
    press(drawn, desk_alerts.END_SNOOZE)

    assert not drawn.exception
    assert "no snooze of 'paris/calm' stands at 'desk'" in told(drawn)


def test_a_message_is_approved_by_two_or_withheld_with_a_reason(tmp_path: Path) -> None:
    """One press approves a text for all who get it, once for each person; a reason is needed."""
    for place in served(tmp_path, directory(review="yes")):
        place.breach(59)
        drawn = alerts()
        assert desk_alerts.APPROVED_BY_NOBODY in told(drawn)
        press(drawn, desk_alerts.APPROVE)
        assert {one.by for one in place.book.outbox} == {("tester",)}
        assert desk_alerts.APPROVED_BY.format(who="tester") in told(drawn)
        assert desk_alerts.APPROVE not in labels(drawn)
        press(drawn, desk_alerts.WITHHOLD)
        assert "say why it is withheld" in told(drawn)
        fill(drawn, desk_alerts.WHY_WITHHELD, MARKUP)
        press(drawn, desk_alerts.WITHHOLD)
        assert {one.state for one in place.book.outbox} == {State.WITHHELD}
        assert f"withheld by tester Tue 3 March 2026 13:02 Paris: {MARKUP}" in told(drawn)
        assert ours(drawn)


def test_the_second_approval_lets_it_go(tmp_path: Path) -> None:
    """Where another person has approved, a press sends it on its way."""
    for place in served(tmp_path, directory(review="yes")):
        place.breach(59)
        for one in place.book.outbox:
            place.replies.approve(one.notice.id, actor="head")
        drawn = alerts()
        assert desk_alerts.APPROVED_BY.format(who="head") in told(drawn)
        press(drawn, desk_alerts.APPROVE)
        assert {one.state for one in place.book.outbox} == {State.WAITING}
        assert desk_alerts.REVIEW_MEANING not in told(drawn)


def test_who_is_called_next_is_said(tmp_path: Path) -> None:
    """The next person by name and when, unless somebody acknowledges."""
    for place in served(tmp_path, directory(escalate_after="4 hours")):
        place.breach(59)
        due = "Unless somebody acknowledges it, B. Head is called Tue 3 March 2026 17:02 Paris."
        assert due in told(alerts())
        press(alerts(), desk_alerts.ACKNOWLEDGE)
        assert "B. Head is called" not in told(alerts())


def test_nobody_is_said_to_be_called_about_what_has_been_corrected(tmp_path: Path) -> None:
    """The page says what will be done: the call is about the correction."""
    for place in served(tmp_path, directory(escalate_after="4 hours")):
        (act,) = place.breach(59)
        assert told(alerts()).count("B. Head is called") == 1
        place.service.uploads.undo(act, actor="tester")
        place.keep_up()
        assert told(alerts()).count("B. Head is called") == 1


def test_names_of_people_and_answers_of_servers_are_text(tmp_path: Path) -> None:
    """Whatever others wrote is shown as they wrote it, in states and in texts of messages."""
    desks = directory()
    named = {**desks.people, "officer": Person(name=MARKUP, channels=("mail", "hook"))}
    for place in served(tmp_path, Directory(desks.desks, named, desks.address)):
        place.breach(59)
        first, second, third = (one.notice.id for one in place.book.outbox)
        alerting = place.service.alerting
        alerting.claim(first, actor="sender")
        alerting.mark(first, ("failed", {"why": MARKUP, "again": False, "gone": True}), actor="s")
        alerting.claim(second, actor="sender")
        alerting.claim(second, actor="sender")
        alerting.mark(second, ("sent", {"answer": "ok"}), actor="sender")
        alerting.claim(third, actor="sender")
        alerting.mark(third, ("failed", {"why": "busy", "again": True}), actor="sender")
        text, health_text = told(alerts()), told(health())

        at = "Tue 3 March 2026 13:02 Paris"
        assert f"{MARKUP} by mail: given up {at}: {MARKUP}" in text
        assert f"{MARKUP} by hook: sent {at}; may have arrived twice" in text
        assert "B. Head by head_mail: waits until Tue 3 March 2026 13:0" in text
        assert "; the last try: busy" in text
        assert "1 sent · 1 on their way · 0 wait for a review · 1 given up · 0 withheld" in (
            health_text
        )
        assert desk_alerts.TWICE.format(count=1) in health_text
        assert f"Given up Tue 3 March 2026 12:02 UTC: desk, {MARKUP} by mail: {MARKUP}" in (
            health_text
        )
        assert "The channel mail says that it is closed for good" in health_text
        assert desk_alerts.SENDER_NONE in health_text


def test_what_waits_for_a_digest_is_said_to_wait(place: Place) -> None:
    """It interrupts nobody and asks for no acknowledgement."""
    record(place.service, watch(60, 12), attack(72.5))
    place.keep_up(72 * HOUR)
    drawn = alerts(agreement="paris")

    assert place.book.waiting["desk"]
    assert desk_alerts.WAITS_FOR_DIGEST.format(desk="desk") in told(drawn)
    assert desk_alerts.LATE in told(drawn)
    assert desk_alerts.ACKNOWLEDGE not in labels(drawn)
    assert desk_alerts.NONE_FITS in told(alerts(seen="no"))
    body = {"desk": "desk", "until": place.clock.now.isoformat()}
    place.service.alerting.tell("digest", body, actor="scheduler")
    assert desk_alerts.WAYS["digest"].format(desk="desk") in told(alerts())


def test_the_list_is_filtered_and_capped(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than the newest that fit, and the page says that there are others."""
    for hour in (58, 59):
        (act,) = place.breach(hour)
        place.service.uploads.undo(act, actor="tester")
        place.keep_up()
    monkeypatch.setattr(page, "MOST_ALERTS", 2)

    assert desk_alerts.FIRST.format(most=2) in told(alerts())
    assert told(alerts()).count(" · A truce · ") == 2
    assert desk_alerts.NONE_FITS not in told(alerts(agreement="paris"))


class Line:
    """What stands for the network: takes a drill, or says why it does not."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.sent: list[Notice] = []

    def __call__(self, notice: Notice, _: Channel) -> Outcome:
        """Give the next outcome."""
        self.sent.append(notice)
        return self.outcomes.pop(0)


def test_a_drill_is_sent_by_a_press_and_its_outcome_stays(place: Place) -> None:
    """Each channel has its button; what came of the last drill is read from the journal."""
    line = Line()
    now = place.clock.now
    line.outcomes = [Sent(now, f"250 {MARKUP}"), Failed(now, "it answers 550", again=False)]
    sender = Sender(place.service, channels(1, 1), line)
    serve(place.service, "tester", None, sender)
    drawn = health()
    assert labels(drawn).count(desk_alerts.SEND_DRILL) == 2
    assert desk_alerts.NO_DRILL.format(channel="mail") in told(drawn)

    drawn.button(key="drill-mail").click().run()
    when = "drill of Tue 3 March 2026 12:01 UTC by tester"
    assert f"mail: {when}: sent (250 {MARKUP})" in told(drawn)
    drawn = health()
    drawn.button(key="drill-hook").click().run()
    assert f"hook: {when}: not sent: it answers 550" in told(drawn)
    assert [notice.status for notice in line.sent] == ["drill", "drill"]
    assert "by tester: sent" in told(health())
    assert ours(drawn)


def test_health_of_a_sender(place: Place) -> None:
    """Stopped and not begun, idle, and after a fault of its own, which comes first."""
    line = Line()
    sender = Sender(place.service, {}, line)
    serve(place.service, "tester", None, sender)
    before = told(health())
    sender.tick()
    after = told(health())

    assert desk_alerts.SENDER_STOPPED in before
    assert desk_alerts.SENDER_NOT_YET in before
    assert desk_alerts.NO_CHANNELS in before
    assert "Nothing due was left to send at Tue 3 March 2026 12:01 UTC" in after
    with sender:
        assert desk_alerts.SENDER_RUNS in told(health())


def test_what_is_tried_in_vain_is_said_with_the_reason(place: Place) -> None:
    """A mail server that refuses shows on Health while it is tried again, and not after days."""
    place.breach(59)
    line = Line()
    line.outcomes = [Failed(place.clock.now, "mail server: connection refused", again=True)] * 9
    Sender(place.service, channels(1, 1), line).tick()
    assert (
        "Tried in vain, and tried again: 2; the last to desk, A. Officer by hook: mail server: "
        "connection refused"
    ) in told(health())


def test_digests_by_the_clock_of_the_desk(tmp_path: Path) -> None:
    """When the next is due and when the last was told; none at all; one that is late."""
    for place in served(tmp_path, directory(digest={"daily": "07:00"})):
        due = "desk: the next is due Wed 4 March 2026 07:00 UTC"
        assert f"{due}; none was told yet" in told(health())
        body = {"desk": "desk", "until": place.clock.now.isoformat()}
        place.service.alerting.tell("digest", body, actor="scheduler")
        assert f"{due}; the last was told Tue 3 March 2026 12:01 UTC" in told(health())
        place.clock.pass_by(24 * HOUR + MINUTE)
        late = "desk: one was due Wed 4 March 2026 07:00 UTC and has not been told"
        assert late in told(health())


def test_a_desk_without_digests_has_none(place: Place) -> None:
    """The file of alerts gives it none: that is said, and no time."""
    assert desk_alerts.DIGEST_NEVER.format(desk="desk") in told(health())
    assert place.book.digested == {}
