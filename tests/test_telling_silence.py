"""A silence is told in the act that says it, to whom the rules have it told, and so is its end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from schedule_samples import BEGIN, HOUR, attack, record
from telling_samples import MINUTE, Place, directory

from monitor.agreements.load import load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.kinds import AlertKind as K
from monitor.alerts.snoozes import Snooze
from monitor.digesting import tell_digests
from monitor.incidents.record import SourceProfile
from monitor.incidents.vocabulary import Strength
from monitor.service.recounting import recount

ENTRY = (
    "  - {on: reporting, when: [silent for 24 hours, gap, corrected], to: [desk], interrupts: yes}"
)
NORTH = SourceProfile(
    id="north",
    source="north",
    name="Northern Monitor: the office in the north",
    sides=("A",),
    areas=("NL01", "NL02"),
    kinds=("shelling", "air_strike", "armed_clash", "attack_on_aid"),
    strength=Strength.CERTIFIES_QUIET,
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A place that heard of the north after sixty hours, two minutes before it is silent."""
    found = Place(tmp_path / "store", directory(digest={"daily": "07:00"}))
    text = found.service.rules.instrument("paris").text
    terms = load_text(f"{text.rstrip()}\n{ENTRY}\n", "paris.yaml")
    found.service.rules.activate(terms, actor="tester", correction=True)
    record(found.service, NORTH, attack(50, "last"))
    found.keep_up(24 * HOUR - 2 * MINUTE)
    yield found
    found.service.close()


def of_sources(place: Place) -> list[Alert]:
    """What was told of the sources, oldest first."""
    return [
        one.alert
        for one in place.book.issued.values()
        if one.alert.turned.subject.noted in {"silent", "gap"}
    ]


def mails(place: Place) -> list[Any]:
    """The messages to the officer's mail, oldest first."""
    return [one.notice for one in place.book.outbox if one.notice.channel == "mail"]


def test_a_silence_is_told_in_the_act_that_says_it_and_once(place: Place) -> None:
    """At the instant itself; the messages are frozen in that act."""
    assert of_sources(place) == []
    place.keep_up(5 * MINUTE)
    (alert,) = of_sources(place)
    assert (alert.kind, dict(alert.desks)) == (K.SOURCE_SILENT, {"desk": Way.AT_ONCE})
    assert timedelta(0) <= alert.turned.at - BEGIN - 84 * HOUR - MINUTE < timedelta(seconds=1)
    (act,) = {one.act for one in place.book.outbox if one.notice.alert == alert.id}
    assert act == place.book.issued[alert.id].act
    place.keep_up(10 * HOUR)
    assert of_sources(place) == [alert]


def test_the_message_says_what_a_tired_officer_needs(place: Place) -> None:
    """Who, since when, what it told last, what is not seen, what to do, what comes next."""
    place.keep_up(5 * MINUTE)
    (mail,) = mails(place)
    above, _, below = mail.text.partition("\n\nEvidence\n")
    assert mail.subject.startswith(
        "A truce · Silent: Northern Monitor: nothing for 24 hours, since"
    )
    assert len(above.split()) <= 120
    for says in (
        "The last that it told of happened 3 March 02:00–02:06; known 3 March 12:01.",
        "Not seen from it meanwhile: shelling, air strike and 2 more, by A, in NL01 and NL02.",
        "Its silence is not calm: what happened meanwhile may be missing.",
        "No day that it alone watches can be kept.",
        "Ask it, and others who watch the same; record what they tell, however late.",
        "When it is heard again, you are told here.",
        "Next: ",
    ):
        assert says in above, says
    assert "Northern Monitor: shelling, by “A”" in below
    assert mail.payload["about"] == {"noted": "silent", "key": "north"}


def test_the_end_goes_on_in_the_thread_and_interrupts_nobody(place: Place) -> None:
    """An update to the message that said it; who was told at once reads it at once."""
    place.keep_up(5 * MINUTE)
    record(place.service, attack(70, "again"))
    place.keep_up()
    silent, end = of_sources(place)
    assert (end.kind, dict(end.desks)) == (K.SOURCE_HEARD, {"desk": Way.IN_THREAD})
    assert end.references == (silent.id,)
    first, second = mails(place)
    assert second.references == (first.id,)
    assert "No longer silent: Northern Monitor: heard again 4 March" in second.text
    assert place.book.told.words["desk"]["paris/silent/north", None].alert == end.id


def test_an_undone_upload_takes_the_end_back(place: Place) -> None:
    """It was told that the source is heard: that is corrected, and names what was told."""
    place.keep_up(5 * MINUTE)
    (act,) = record(place.service, attack(70, "again"))
    place.keep_up()
    place.service.uploads.undo(act, actor="tester")
    place.keep_up()
    _, end, back = of_sources(place)
    assert (back.kind, back.references) == (K.RESTATED, (end.id,))
    text = mails(place)[-1].text
    assert "Correction: Northern Monitor." in text
    assert "we told you: “No longer silent: Northern Monitor: heard again" in text
    assert "It is: nothing for 24 hours, since 3 March" in text


def test_a_snooze_holds_while_it_is_silent_and_ends_when_it_is_heard(place: Place) -> None:
    """Its matter is over then: the next silence is told again."""
    place.keep_up(5 * MINUTE)
    (silent,) = of_sources(place)
    until = place.clock.now + 9 * 24 * HOUR
    place.replies.snooze("desk", silent.thread, until, actor="officer")
    (snooze,) = place.book.snoozes.values()
    assert isinstance(snooze, Snooze)
    record(place.service, attack(70, "again"))
    place.keep_up()
    assert place.book.snoozes == {}


def test_the_digest_says_who_could_not_be_heard(place: Place) -> None:
    """Under what could not be seen, as long as it lasts."""
    place.keep_up(5 * MINUTE)
    place.keep_up(20 * HOUR)
    (act,) = tell_digests(place.service, place.clock.now, actor="tester")
    text = act.body["notices"][0]["text"]
    unseen = text.partition("\nWhat could not be seen\n")[2].partition("\n\n")[0]
    assert "- Silent: Northern Monitor: nothing for 24 hours, since 3 March 12:01" in unseen


def test_what_was_told_is_what_looking_again_tells(place: Place) -> None:
    """`replay --alerts` has the same alerts, told in the same way."""
    since = place.clock.now
    place.keep_up(5 * MINUTE)
    record(place.service, attack(70, "again"))
    place.keep_up()
    place.keep_up(24 * HOUR - 2 * MINUTE)
    place.keep_up(5 * MINUTE)
    instrument = place.service.rules.instrument("paris")
    found = recount(
        place.service.store, instrument, place.desks, since, place.clock.now, lambda _: None
    )
    again = {
        one.id: one
        for moment in found
        for one in (*(a for m in moment.messages for a in m.alerts), *moment.waiting)
        if one.turned.subject.noted == "silent"
    }
    live = of_sources(place)
    assert [one.kind for one in live] == [K.SOURCE_SILENT, K.SOURCE_HEARD, K.SOURCE_SILENT]
    assert [(one.kind, one.turned.after, dict(one.desks)) for one in again.values()] == [
        (one.kind, one.turned.after, dict(one.desks)) for one in live
    ]


def test_after_a_time_without_the_service_it_is_told_late_and_wakes_nobody(place: Place) -> None:
    """What fell silent meanwhile is in the one digest of the catching up."""
    place.keep_up(timedelta(days=2))
    (alert,) = of_sources(place)
    assert alert.late
    assert set(alert.desks.values()) == {Way.DIGEST}
