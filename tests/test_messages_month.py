"""A month of messages: nobody misses one and nobody gets one twice, whatever the clock does.

Two zones change their clocks within the month, one forward and one back; the service is down for
three days; its clock is set back by an hour and by a day. What must arrive is worked out here,
minute by minute of the walls' clocks, by nothing of the program. All of it is made up.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from lived import Arrived, Life, Stretch
from retold import logged, replayed
from schedule_samples import BEGIN, HOUR, Step, attack, decision, record, watch

from monitor.agreements.load import load_text
from monitor.alerts.alert import Way
from monitor.alerts.book import Book
from monitor.alerts.desk import Desk, Person
from monitor.alerts.directory import Directory
from monitor.service import Service

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
RULES = """\
agreement: paris
title: A truce
status: agreed
calendar: {time_zone: Europe/Paris, from: 2026-03-13T00:00, day_starts: "19:00"}
evidence: {standard: reported}
parties:
  a: {name: A, role: party}
  b: {name: B, role: party}
clauses:
  C-1: {says: No attack., provenance: text}
classes:
  attack: {any_kind: [shelling], by: {role: party}}
conditions:
  calm: {clause: C-1, limit: {of: attack, at_most: 0, each: day}}
  maps:
    clause: C-1
    by: {attested: maps, said_by: [a], within: 2 days, of: {decided: satisfied}}
alerts:
  - {on: calm, when: [breached, corrected], to: [paris, sydney], interrupts: yes}
  - {on: maps, when: overdue, to: [paris, sydney], interrupts: yes}
"""
DESKS = Directory(
    {
        "paris": Desk.model_validate(
            {
                "people": ("officer", "head"),
                "time_zone": "Europe/Paris",
                "escalate_after": "4 hours",
                "quiet_hours": {"from": "22:00", "until": "02:15"},
                "digest": {"daily": "02:30", "weekly": "monday 07:00"},
            }
        ),
        "sydney": Desk.model_validate(
            {
                "people": ("sue", "bob"),
                "time_zone": "Australia/Sydney",
                "quiet_hours": {"from": "21:00", "until": "02:20"},
                "digest": {"daily": "02:30", "weekly": "sunday 02:45"},
            }
        ),
    },
    {
        name: Person(name=name.title(), channels=(f"{name}_mail",))
        for name in ("officer", "head", "sue", "bob")
    },
    "https://monitor.example.org/",
)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of 2026, UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


SINCE, UNTIL = at(3, 13), at(4, 10)
DOWN = at(3, 16, 5), at(3, 19, 0, 30)
HOUR_BACK, DAY_BACK = at(3, 20, 1, 45), at(4, 8, 12)


class Told(NamedTuple):
    """Something that came to a person: the minute, UTC, the desk, who, and what it was."""

    minute: datetime
    desk: str
    person: str
    what: str


# What is done.


def hour_of(instant: datetime) -> float:
    """So many hours after the beginning of the samples."""
    return (instant - BEGIN) / HOUR


def breach(when: datetime) -> Step:
    """A report comes in of an attack half an hour before."""
    return Step(when, lambda service: record(service, attack(hour_of(when) - 0.5)))


def correction(when: datetime) -> Step:
    """The last upload is undone."""

    def do(service: Service) -> None:
        (last, *_) = [one for one in reversed(service.store.acts.uploads()) if one.undone is None]
        service.uploads.undo(last.act, actor="tester")

    return Step(when, do)


def acknowledged(when: datetime) -> Step:
    """Somebody acknowledges all that they were told by then."""

    def do(service: Service) -> None:
        for one in service.alerting.book.issued.values():
            if not one.seen:
                service.replies.acknowledge(one.alert.id, actor="officer")

    return Step(when, do)


def taking(when: datetime, hour: float, length: float) -> Step:
    """Somebody reports to have watched."""
    return Step(when, lambda service: record(service, watch(hour, length)))


def activating(when: datetime) -> Step:
    """The terms count from now."""
    terms = load_text(RULES, "paris.yaml")
    return Step(when, lambda service: service.rules.activate(terms, actor="tester"))


def decided(when: datetime) -> Step:
    """A decision after which maps are due within two days."""
    return Step(when, lambda service: record(service, decision("satisfied", hour_of(when) - 1)))


NIGHT_FORWARD = [at(3, 28, 23, 5), at(3, 28, 23, 20), at(3, 28, 23, 35), at(3, 28, 23, 50)]
NIGHT_BACK = [at(4, 4, 13, 10), at(4, 4, 13, 25), at(4, 4, 13, 40), at(4, 4, 13, 55)]


def month(*, disturbed: bool) -> list[Stretch]:
    """The month; disturbed, with downtime and the clock set back twice."""
    first = [
        activating(at(3, 13, 0, 5)),
        breach(at(3, 14, 10)),
        correction(at(3, 14, 16)),
        decided(at(3, 15, 8)),
        breach(at(3, 16, 3)),
        acknowledged(at(3, 19, 12)),
    ]
    second = [
        acknowledged(at(3, 20, 12)),
        *(do(when) for do, when in zip([breach, correction] * 2, NIGHT_FORWARD, strict=True)),
        taking(at(4, 2, 9), hour_of(at(3, 29)), 48),
        *(do(when) for do, when in zip([breach, correction] * 2, NIGHT_BACK, strict=True)),
        breach(at(4, 5, 13, 30)),
        correction(at(4, 5, 14)),
        taking(at(4, 8, 11, 30), hour_of(at(4, 7)), 6),
    ]
    if not disturbed:
        return [Stretch(SINCE, UNTIL, (*first, *second))]
    return [
        Stretch(SINCE, HOUR_BACK, first, down=[DOWN]),
        Stretch(HOUR_BACK - HOUR, DAY_BACK, [breach(at(3, 20, 0, 50)), *second]),
        Stretch(DAY_BACK - DAY, UNTIL, [breach(at(4, 7, 15))]),
    ]


# What must arrive.

ZONE = {"paris": ZoneInfo("Europe/Paris"), "sydney": ZoneInfo("Australia/Sydney")}
DAILY = time(2, 30)
WEEKLY = {"paris": (0, time(7)), "sydney": (6, time(2, 45))}
PEOPLE = {"paris": ("officer", "head"), "sydney": ("sue", "bob")}


def digests(desk: str) -> Iterator[datetime]:
    """Yield when a desk's clock on the wall comes to the hour of each digest, by the minute.

    Where an hour is left out, the minute at which the clock has passed it; where it comes twice,
    the first time.
    """
    weekday, weekly = WEEKLY[desk]
    told: set[date] = set()
    for number in range((UNTIL - SINCE) // MINUTE):
        instant = SINCE + number * MINUTE
        wall = instant.astimezone(ZONE[desk])
        hour = weekly if wall.weekday() == weekday else DAILY
        if wall.date() in told or wall.time() < hour:
            continue
        told.add(wall.date())
        if instant > SINCE + DAY / 2 or wall.time() == hour:
            yield instant


def digests_told(desk: str, *, disturbed: bool) -> list[datetime]:
    """When a desk gets a digest: once for the days in which nothing ran, else at its hours."""
    begun = at(3, 13, 0, 5)
    found = [begun, *digests(desk)]
    if not disturbed:
        return found
    since, until = DOWN
    quiet_until = {"paris": at(3, 19, 1, 15), "sydney": until}[desk]
    return sorted([one for one in found if not since <= one < until] + [quiet_until])


def interrupting(desk: str, *, disturbed: bool) -> Iterator[Told]:
    """Yield the messages that are no digests, worked out by hand."""
    first = PEOPLE[desk][:1] if desk == "paris" else PEOPLE[desk]
    at_once = [
        (at(3, 14, 10), "breached"),
        (at(3, 14, 16), "restated"),
        (at(3, 16, 3), "breached"),
        *zip(NIGHT_FORWARD[:3], ["breached", "restated", "breached"], strict=True),
        *zip(NIGHT_BACK[:3], ["breached", "restated", "breached"], strict=True),
        (at(4, 5, 14), "restated"),
    ]
    in_thread = {
        "paris": [(at(3, 29, 1), "restated"), (NIGHT_BACK[3], "restated")],
        "sydney": [(NIGHT_FORWARD[3], "restated"), (at(4, 4, 15, 20), "restated")],
    }
    if desk == "paris":
        at_once.append((at(4, 5, 13, 30), "breached"))
    else:  # 23:30 of a day of 25 hours: it waits, but not longer than what corrects it
        in_thread[desk].append((at(4, 5, 14), "breached"))
    if disturbed:
        at_once += [(at(3, 20, 0, 50), "breached"), (at(4, 7, 15), "breached")]
    else:
        at_once.append((at(3, 17, 7), "overdue"))
    for people, these in ((first, at_once), (PEOPLE[desk], in_thread[desk])):
        yield from (Told(when, desk, who, what) for when, what in these for who in people)


def called(*, disturbed: bool) -> list[Told]:
    """Whom Paris calls four hours later, by the sun and not by the clock on the wall.

    Nobody is called about what was acknowledged, or corrected, by then. With the clock set back
    it stands still until it is where it was: at the last act before, 1:30 and 11:30.
    """
    calls = [
        (at(3, 14, 14), "breached"),
        (at(3, 14, 20), "restated"),
        (at(3, 29, 3, 20), "restated"),
        (at(4, 4, 17, 25), "restated"),
        (at(4, 5, 18), "restated"),
    ]
    if disturbed:
        calls += [(when, "breached") for when in (DOWN[1], at(3, 20, 5, 30), at(4, 8, 15, 30))]
    else:
        calls += [(at(3, 16, 7), "breached"), (at(3, 17, 11), "overdue")]
    return [Told(when, "paris", "head", what) for when, what in calls]


def wanted(*, disturbed: bool) -> list[Told]:
    """All that must arrive, in order of time."""
    found = [
        Told(when, desk, who, "digest")
        for desk in ZONE
        for when in digests_told(desk, disturbed=disturbed)
        for who in PEOPLE[desk]
    ]
    found += [one for desk in ZONE for one in interrupting(desk, disturbed=disturbed)]
    return sorted([*found, *called(disturbed=disturbed)])


def found(life: Life, book: Book) -> list[Told]:
    """What arrived, in order of time."""
    return sorted(_told(one, book) for one in life.arrived)


def _told(one: Arrived, book: Book) -> Told:
    issued = book.issued.get(one.notice.alert)
    what = issued.alert.kind.value if issued else one.notice.thread.partition("/")[0]
    minute = one.at.replace(second=0, microsecond=0)
    return Told(minute, one.notice.desk, one.notice.person, what)


class Lived(NamedTuple):
    """A month that was lived through."""

    disturbed: bool
    life: Life
    book: Book


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Lived]:
    """The month, as it was to be and with all that may go wrong with clocks."""
    found = {}
    for disturbed in (False, True):
        life = Life(tmp_path_factory.mktemp("month") / "store", DESKS)
        found[disturbed] = Lived(disturbed, life, life.live(*month(disturbed=disturbed)))
    return found


@pytest.fixture(params=[False, True], ids=["plain", "disturbed"])
def lived(request: pytest.FixtureRequest, months: dict[bool, Lived]) -> Lived:
    """One of them."""
    return months[request.param]


def test_everybody_gets_every_message_once_and_at_its_time(lived: Lived) -> None:
    """Digests by the clock on the wall, corrections before what they correct is old, one catch-up.

    Nothing is missed and nothing comes twice: these messages and no others.
    """
    assert found(lived.life, lived.book) == wanted(disturbed=lived.disturbed)
    ids = [one.notice.id for one in lived.life.arrived]
    assert len(ids) == len(set(ids)) == len(lived.book.outbox)


def test_a_correction_comes_after_what_it_corrects(lived: Lived) -> None:
    """Quiet hours keep no message of a thread back behind a later one."""
    for person in ("officer", "sue"):
        got = [one.notice for one in lived.life.arrived if one.notice.person == person]
        places = {one.alert: place for place, one in enumerate(got)}
        for place, one in enumerate(got):
            issued = lived.book.issued.get(one.alert)
            followed = issued.alert.references if issued else ()
            assert all(places[name] < place for name in followed if name in places), one.subject


def test_the_digests_of_a_desk_leave_no_time_out_and_tell_each_alert_once(lived: Lived) -> None:
    """Each begins where the last one ended, and what waited for a digest is in exactly one."""
    for person, desk in (("officer", "paris"), ("bob", "sydney")):
        told = [
            one.notice.payload
            for one in lived.life.arrived
            if one.notice.person == person and one.notice.payload["kind"] == "digest"
        ]
        for before, after in pairwise(told):
            gap = datetime.fromisoformat(after["since"]) - datetime.fromisoformat(before["until"])
            assert timedelta(0) <= gap < MINUTE
        waited = [
            one.alert.id
            for one in lived.book.issued.values()
            if one.alert.desks.get(desk) is Way.DIGEST and one.alert not in lived.book.waiting[desk]
        ]
        named = Counter(
            name
            for payload in told
            for part in payload["agreements"]
            for changed in part["changed"]
            for name in changed["identifiers"]
        )
        assert waited
        assert {name: named[name] for name in waited} == dict.fromkeys(waited, 1)


def test_the_digest_after_three_days_says_what_was_missed(lived: Lived) -> None:
    """One stands for four that were due, and what would have interrupted says that it is late."""
    since, until = DOWN
    due = [one for one in digests("paris") if since <= one < until]
    after = [
        one.notice
        for one in lived.life.arrived
        if one.notice.person == "officer" and until <= one.at < until + HOUR
    ]
    if not lived.disturbed:
        assert after == []
        return
    (told,) = after
    assert len(due) == 3
    assert (
        "3 digests were due from 16 March 07:00 to 18 March 02:30 while the service was not "
        "running, or paused: this one takes their place."
    ) in told.text
    overdue = [line for line in told.text.split("\n") if line.startswith("- maps: ")]
    assert overdue[0].endswith("(told late: the service was not running, or paused)")


def test_ids_are_the_same_whatever_the_clock_did(months: dict[bool, Lived]) -> None:
    """Who compares two logs finds the same alerts, until the first report that one has not."""
    plain, disturbed = (
        [name for name, one in months[which].book.issued.items() if one.alert.turned.known < until]
        for which in (False, True)
        for until in [HOUR_BACK - HOUR]
    )
    assert plain == disturbed
    assert len(plain) >= 7
    rest = [set(months[which].book.issued) - set(plain) for which in (False, True)]
    assert len(rest[0] & rest[1]) >= 10


def test_a_replay_of_the_month_lists_what_was_decided(lived: Lived) -> None:
    """From the record and the times alone: the same alerts, desks, times and words."""
    service = lived.life.reopened()
    with service:
        was, now = logged(service, "paris"), replayed(service, "paris")
    assert now.messages == was.messages
    assert now.waiting == was.waiting
    assert now.digests == was.digests
    assert len(was.messages) >= 20
    assert len(was.waiting) >= 4
