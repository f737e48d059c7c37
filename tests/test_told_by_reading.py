"""What is told under rival readings: to who named them, and once; all of it is made up."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from schedule_samples import entries, record, rules
from store_samples import SetClock
from telling_samples import directory

from monitor.agreements.lint import lint
from monitor.agreements.load import Instrument, load_text
from monitor.alerts.alert import Alert, Way
from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.alerts.kinds import AlertKind
from monitor.alerts.transition import Kind
from monitor.evaluation.disclosing import Closed, Disclosing, Text
from monitor.evaluation.said import Saying
from monitor.incidents.known import Known
from monitor.incidents.record import Coverage, Link, Record, Report, SourceProfile
from monitor.incidents.span import TICK, Span
from monitor.incidents.vocabulary import Dispute, Relation
from monitor.messages.cutting import words
from monitor.service import Service
from monitor.service.retracing import Moment, retrace
from monitor.service.saying import texts_of
from monitor.settings import read_settings
from monitor.store.tables import Tables

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = BEGIN + 6 * DAY
READINGS = """\
readings:
  two: {title: Two days in a row, set: {week.for: 2 days}}
  three: {title: Three days in a row, set: {week.for: 3 days}}
  noon: {title: Days from noon to noon, set: {calendar.day_starts: "12:00", week.for: 2 days}}
  never: {title: Nine days in a row, set: {week.for: 9 days}}
"""
OPEN = "  - {on: week, when: [met, corrected], to: [desk], interrupts: yes}\n"
TWO = "  - {on: week, when: [met, corrected], reading: two, to: [desk], interrupts: yes}\n"
THREE = "  - {on: week, when: met, reading: three, to: [desk], interrupts: yes}\n"
NOON = "  - {on: week, when: [met, count_restarts], reading: noon, to: [cell], interrupts: yes}\n"
TEXT = rules("utc", zone="UTC").text


def instrument(*alerts: str) -> Instrument:
    """Four days in a row, and other readings of that."""
    short = TEXT[: TEXT.index("  quiet:")]
    return load_text(f"{short}{READINGS}alerts:\n{''.join(alerts)}", "utc.yaml")


def span(hour: float, length: float) -> Span:
    """So many hours after the beginning."""
    return Span(start=BEGIN + hour * HOUR, end=BEGIN + (hour + length) * HOUR)


def watched(number: int) -> Coverage:
    """Somebody watched everything, all that half of a day."""
    return Coverage(id=f"w{number}", source="watch", watched=span(12 * number, 12))


def attack(hour: float, **stated: object) -> Report:
    """A report of an attack by a party."""
    given = {"id": f"r{hour}", "source": "north", "kinds": ("shelling",), "by": ("A",)}
    return Report(**{**given, "happened": span(hour, 0), **stated})


Told = tuple[float, Record]
QUIET: list[Told] = [(12 * (half + 1), watched(half)) for half in range(12)]
"""Six days without an attack, the watch of each half of a day known at its end."""
DESKS = {
    name: Desk.model_validate(
        {"people": ("officer",), "time_zone": "UTC", "digest": {"daily": "07:00"}}
    )
    for name in ("desk", "cell")
}


def retraced(text: Instrument, story: Sequence[Told] = QUIET) -> list[Moment]:
    """What two desks would have been told of a story of six days."""
    tables = Tables.in_memory()
    known = [
        Known(one, (act, 1), BEGIN + hour * HOUR)
        for act, (hour, one) in enumerate(sorted(story, key=lambda told: told[0]), 1)
    ]
    tables.load(known)
    arrivals = {one.known_from for one in known}
    return list(retrace(texts_of(text), tables, BEGIN, END, arrivals=arrivals, desks=DESKS))


def said(moments: Sequence[Moment], desk: str = "desk") -> list[tuple[float, str, str, str]]:
    """What a desk was told of the streak: when, of which kind, under which reading, and how."""
    return [
        (
            (moment.at - BEGIN) / HOUR,
            one.kind.value,
            one.turned.subject.reading or "",
            one.desks[desk].value,
        )
        for moment in moments
        for one in moment.alerts
        if desk in one.desks and one.turned.subject.condition == "week" and one.kind != "stands"
    ]


def test_each_reading_is_told_at_its_own_instant_and_announced_once() -> None:
    """Two days, three, four: the first to say so interrupts, the next does not, the open one does.

    A day more or less of any of them would be told a day later or sooner.
    """
    found = said(retraced(instrument(OPEN, TWO, THREE)))
    assert found == [
        (48, "met", "two", "at_once"),
        (72, "met", "three", "digest"),
        (96, "met", "", "at_once"),
    ]


@pytest.mark.parametrize(
    ("alerts", "way"),
    [
        ((THREE,), "at_once"),
        ((TWO, THREE), "digest"),
        ((TWO.replace(", interrupts: yes", ""), THREE), "at_once"),
        ((TWO.replace("[desk]", "[cell]"), THREE), "at_once"),
        ((TWO.replace("[met, corrected]", "corrected"), THREE), "at_once"),
        ((TWO.replace("two", "never"), THREE), "at_once"),
    ],
    ids=["alone", "after another", "of a digest", "to others", "of another word", "not yet so"],
)
def test_it_is_held_back_only_for_who_was_told_the_same_at_once(
    alerts: tuple[str, ...], way: str
) -> None:
    """By another reading, that says the same, and that the same desk asked to be told at once."""
    (one,) = [one for one in said(retraced(instrument(*alerts))) if one[2] == "three"]
    assert one == (72, "met", "three", way)


def test_the_open_reading_is_never_held_back_by_another() -> None:
    """It is the one that counts; but another is held back by it."""
    longer = TWO.replace("two", "never")
    short = instrument(OPEN, TWO, longer)
    assert said(retraced(short))[-1] == (96, "met", "", "at_once")
    later = TEXT[: TEXT.index("  quiet:")].replace("for: 4 days", "for: 1 day")
    first = load_text(f"{later}{READINGS}alerts:\n{OPEN}{TWO}", "utc.yaml")
    assert said(retraced(first)) == [(24, "met", "", "at_once"), (48, "met", "two", "digest")]


def test_who_did_not_name_a_reading_hears_nothing_under_it() -> None:
    """Not even with the digest; and what nobody names is not looked at."""
    moments = retraced(instrument(OPEN, NOON))
    assert {one[2] for one in said(moments, "desk")} == {""}
    assert {one[2] for one in said(moments, "cell")} == {"", "noon"}
    about = [one.turned.subject for moment in moments for one in moment.alerts]
    assert {one.reading for one in about} == {None, "noon"}
    assert {one.condition for one in about if one.reading} == {"week"}


def test_days_of_another_reading_end_at_their_own_hour() -> None:
    """What turns at noon under it is told at noon; the open reading has nothing there."""
    found = said(retraced(instrument(OPEN, NOON)), "cell")
    (met,) = [one for one in found if one[2] == "noon"]
    assert met == (60, "met", "noon", "at_once")


BROKEN: list[Told] = [*QUIET, (50, attack(10))]
"""On the third day an attack of the first becomes known."""


def test_a_correction_reaches_who_was_told_under_that_reading() -> None:
    """The two days that had been met were not: the same desk is told, with a reference."""
    moments = retraced(instrument(OPEN, TWO, THREE), BROKEN)
    alerts = [one for moment in moments for one in moment.alerts if one.turned.subject.reading]
    met = next(one for one in alerts if one.kind is AlertKind.MET)
    again = next(one for one in alerts if one.kind is AlertKind.RESTATED)
    assert again.references == (met.id,)
    assert (again.turned.subject.reading, again.desks) == ("two", {"desk": Way.AT_ONCE})
    assert again.thread == met.thread == "utc/week@two"


def test_readings_that_differ_do_not_flap() -> None:
    """One that goes there and back while another stands wakes nobody a second time.

    Who was told what is no longer so is told that, every time: that is no flapping.
    """
    late = [
        (74, attack(30)),
        (76, attack(30, revision=1, withdrawn=True)),
        (78, attack(30, revision=2)),
        (80, attack(30, revision=3, withdrawn=True)),
    ]
    moments = retraced(instrument(OPEN, TWO, THREE), [*QUIET, *late])
    found = said(moments)
    met = [one for one in found if one[1:2] == ("met",)]
    assert met == [
        (48, "met", "two", "at_once"),
        (72, "met", "three", "digest"),
        (96, "met", "", "at_once"),
    ]
    corrected = [one for one in found if one[1] == "restated"]
    assert {hour for hour, *_ in corrected} == {hour for hour, _ in late}
    assert {way for _, _, reading, way in corrected if reading == "three"} == {"digest"}


def test_a_dispute_between_sources_does_not_flap() -> None:
    """Reported, denied, reported again, denied again: a breach once, open once, and no more."""
    north = attack(10)
    denied = attack(
        10, id="denied", source="south", disputes=Dispute.OCCURRENCE, own_observation=True
    )
    same = Link(id="l", source="desk", first=north.key, second=denied.key, relation=Relation.SAME)
    calm = "  - {on: calm, when: [breached, undetermined], to: [desk]}\n"
    told = retraced(
        instrument(calm),
        [
            (0.001, SourceProfile(id="north", source="north", name="North")),
            (0.001, SourceProfile(id="south", source="south", name="South")),
            (11, north),
            (12, denied),
            (12, same),
            (13, attack(10, revision=1, note="again")),
            (14, denied.model_copy(update={"revision": 1, "note": "again"})),
            (15, attack(10, revision=2, note="and again")),
        ],
    )
    found = [
        (round((moment.at - BEGIN) / HOUR), one.kind.value)
        for moment in told
        for one in moment.alerts
        if one.turned.subject.condition == "calm" and moment.at < BEGIN + DAY
    ]
    assert [kind for _, kind in found].count("breached") == 1
    assert len(found) <= 2


# Through the service.


@pytest.fixture
def desks() -> Directory:
    """Two desks."""
    one = directory()
    people = {**one.people, "watcher": Person(name="C. Watcher", channels=("cell_mail",))}
    cell = Desk.model_validate({"people": ("watcher",), "time_zone": "UTC"})
    return Directory({**one.desks, "cell": cell}, people, one.address)


class Living:
    """A service that lives through the days, keeping up in time."""

    def __init__(self, folder: Path, desks: Directory, text: Instrument) -> None:
        self.folder, self.desks = folder, desks
        self.clock = SetClock(BEGIN - HOUR)
        self.service = self.open()
        self.service.rules.activate(text, actor="tester")
        self.until(BEGIN)

    def open(self) -> Service:
        """Open the store."""
        told = {"MONITOR_STORE": str(self.folder), "MONITOR_ACTOR": "tester"}
        return Service.open(read_settings(told), self.clock, self.desks)

    def until(self, at: datetime, step: timedelta = HOUR / 6) -> None:
        """Keep up to an instant, every few minutes."""
        while self.clock.now < at:
            self.clock.now = min(self.clock.now + step, at)
            done = self.service.keep_up(actor="scheduler")
            assert not done.failed, done.failed

    def alerts(self) -> list[Alert]:
        """What was told under any reading."""
        issued = self.service.alerting.book.issued.values()
        return [one.alert for one in issued if one.alert.turned.subject.reading]

    def texts(self, alert: Alert) -> list[str]:
        """The messages that an alert leads."""
        outbox = self.service.alerting.book.outbox
        return [one.notice.text for one in outbox if one.notice.alert == alert.id]


@pytest.fixture
def living(tmp_path: Path, desks: Directory) -> Iterator[Living]:
    """A service by whose rules two readings are told of."""
    made = Living(tmp_path / "store", desks, instrument(OPEN, TWO, THREE, NOON))
    yield made
    made.service.close()


def told_of(alert: Alert) -> tuple[object, ...]:
    """What an alert tells, and to whom; an act is said of within the minute, not at once."""
    turned = alert.turned
    return alert.kind, turned.subject, turned.at, turned.kind, turned.after, alert.desks


def live(living: Living, days: int = 3) -> None:
    """Live through days on which somebody watches."""
    for half in range(2 * days):
        living.until(BEGIN + (half + 1) * 12 * HOUR, 4 * HOUR)
        record(living.service, watched(half))
    living.until(living.clock.now + HOUR)


def test_the_service_tells_the_same_as_replay_and_after_a_restart(living: Living) -> None:
    """The same alerts under the same ids; what is said is read back from the journal as it was."""
    live(living, 2)
    living.service.close()
    living.service = living.open()
    before = living.service.alerting.book.issued
    living.until(living.clock.now + 20 * HOUR, 4 * HOUR)
    assert set(before) <= set(living.service.alerting.book.issued)
    found = living.alerts()
    assert found
    since = entries(living.service)[0].known
    text = living.service.rules.instruments["utc"]
    with living.service.record.looking() as facts:
        moments = list(
            retrace(
                texts_of(text),
                facts,
                since,
                living.clock.now,
                arrivals=[one.known_from for one in facts.records(Coverage, living.clock.now)],
                desks=living.desks.desks,
            )
        )
    again = [one for moment in moments for one in moment.alerts if one.turned.subject.reading]
    assert [told_of(one) for one in again] == [told_of(one) for one in found]
    at_turns = [one.id for one in found if one.turned.known == one.turned.at]
    assert at_turns
    assert set(at_turns) <= {one.id for one in again}


def test_what_is_said_under_readings_is_kept(living: Living) -> None:
    """Of each that an alert names, what it names and hangs on; and read back it is the same."""
    live(living, 1)
    last = entries(living.service)[-1]
    content = Saying.load(living.service.store.acts.kept(last.content))
    assert [name for name, _ in content.under] == ["two", "three", "noon"]
    assert {one.condition for _, said in content.under for one in said.conditions} == {
        "week",
        "calm",
    }
    assert Saying.load(content.dump()) == content


def test_the_message_names_the_reading_and_what_the_others_say(living: Living) -> None:
    """In the first sentence; that it is one of five; and below how each stands, by its title."""
    live(living, 2)
    met = next(one for one in living.alerts() if one.kind is AlertKind.MET)
    text = living.texts(met)[0]
    above = text.partition("\n\nEvidence\n")[0]
    assert "Met: week, read as “Two days in a row”." in above
    assert (
        "This is one of 5 readings of the text; by the open one it is: not yet. "
        "The other 3: not yet."
    ) in above
    assert "Readings: the open reading: not yet; Two days in a row: met; Three days" in text
    assert "reading=two" in text
    assert words(above) <= 120


def test_each_reading_is_snoozed_by_itself(living: Living) -> None:
    """A desk that sleeps over one still hears of the other."""
    live(living, 2)
    replies, now = living.service.replies, living.clock.now
    replies.snooze("desk", "utc/week@two", now + DAY, actor="officer")
    assert ("desk", "utc/week@two") in living.service.alerting.book.snoozes
    assert ("desk", "utc/week") not in living.service.alerting.book.snoozes


def test_an_alert_that_names_a_reading_for_the_first_time_is_no_news(
    tmp_path: Path, desks: Directory
) -> None:
    """What held under it before anybody asked was not said, and is neither news nor an error."""
    made = Living(tmp_path / "store", desks, instrument(OPEN))
    try:
        live(made, 2)
        made.service.rules.activate(instrument(OPEN, TWO), actor="tester", correction=True)
        made.until(made.clock.now + HOUR)
        assert made.alerts() == []
        record(made.service, attack(30))
        made.until(made.clock.now + HOUR)
        turned = {one.turned.kind for one in made.alerts()}
        assert turned <= {Kind.CHANGE, Kind.CORRECTION}
        said_under = [
            t for one in entries(made.service) for t in one.transitions if t.subject.reading
        ]
        assert said_under
        made.service.rules.activate(instrument(OPEN), actor="tester", correction=True)
        made.until(made.clock.now + HOUR)
        count = len(made.alerts())
        made.until(made.clock.now + DAY, 4 * HOUR)
        assert len(made.alerts()) == count
    finally:
        made.service.close()


def test_check_warns_of_readings_no_more() -> None:
    """It is told: nothing is wrong with asking for it."""
    found = [one for one in lint(instrument(OPEN, TWO), None) if "not told" in one.message]
    assert found == []


def test_a_tick_after_the_end_of_a_day_nothing_new_is_told() -> None:
    """What is met at the end of a day is told at that instant, and once."""
    moments = [one for one in retraced(instrument(TWO)) if one.alerts]
    at = BEGIN + 48 * HOUR
    assert any(one.at == at for one in moments)
    assert not any(at < one.at <= at + TICK for one in moments)


def test_what_a_feed_may_give_under_a_reading_goes_by_its_own_terms() -> None:
    """A reading may count other incidents: what may bear on it is asked of the text as it reads."""
    text = instrument(OPEN, TWO)
    given = Disclosing(
        [Text(BEGIN, text.agreement, public=True, variants=text.variants)], Closed(())
    )
    assert given.read_as(None) == given
    assert given.read_as("two").texts[0].terms == text.variants["two"]
    assert given.read_as("gone").texts[0].terms == text.agreement
