"""*Then & now*: what reads otherwise, on which records it rests, and what merely became known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitor.agreements.load import load_text
from monitor.incidents.known import Known
from monitor.incidents.record import Record, Report
from monitor.incidents.span import FOREVER
from monitor.pages.asking import work_out
from monitor.pages.comparing import Compared, between
from monitor.pages.standpoint import Standpoint
from monitor.service import Service
from monitor.settings import read_settings
from monitor.views.changed import Change, How, Knowledge, changes, named
from monitor.views.thennow import Difference, ThenNow, difference_of, step, then_now
from monitor.words import phases, then_now_page
from tests.screen_examples import AT, DAY, START, report

RULES = """
agreement: made-up
title: A made-up truce
status: agreed
calendar: {time_zone: Asia/Damascus, day_starts: "19:00", from: 2016-09-12T19:00}
evidence: {standard: corroborated}
parties:
  north: {name: North, role: party}
  south: {name: South, role: party}
clauses:
  C-1: {says: Nobody attacks anybody., provenance: text}
ends: {decided: [ended], by: [north], clause: C-1}
classes:
  attack: {any_kind: shelling, by: {role: party}, against: civilians}
conditions:
  calm: {title: Calm, clause: C-1, limit: {of: attack, at_most: 0, each: day}}
  seven: {title: Seven days, clause: C-1, streak: {of: calm, for: 7 days}}
  content: {title: Content, clause: C-1, decided: {what: satisfied, by: [north, south]}}
  gate: {title: The gate, clause: C-1, any: [seven, content]}
phases:
  truce:
    title: Truce
    clause: C-1
    opens: {at: calendar.from, by: [north, south], decided: started}
    renews: {decided: extended}
    unrenewed_after: 48 hours
"""
REPORTS = "id,source,happened_from,time_zone,kind,by,against,place,revision,withdrawn\n"
COUNTS = "id,source,window_from,window_to,measure,value,time_zone\n"
LINKS = "id,source,first,second,relation\n"
REVIEWS = "id,source,report,grade\n"
PROFILES = "id,name,side\n"
COVERAGE = "id,source,watched_from,watched_to,strength,time_zone\n"
DECISIONS = "id,source,agreement,by,what,effective_from,until,time_zone\n"
ZONE = "Asia/Damascus"


def attack(name: str, time: str = "2016-09-15T08:00", by: str = "North", end: str = ",") -> str:
    """Return a report of shelling, on the third day, by a source of its own."""
    return f"{name},{name},{time},{ZONE},shelling,{by},civilians,Hilltop,{end}\n"


def decided(by: str, what: str, time: str, until: str = "") -> str:
    """Return a decision of a party."""
    return f"{by.lower()}-{what},{by.lower()},made-up,{by},{what},{time},{until},{ZONE}\n"


class Days:
    """A service taken through the days: what it takes in is known from the day of taking."""

    def __init__(self, folder: Path) -> None:
        self.later = START
        settings = read_settings({"MONITOR_STORE": str(folder / "store")})
        self.service = Service.open(settings, lambda: self.later)
        self.service.rules.activate(load_text(RULES, "made-up.yaml"), actor="tester")

    def take(self, days: float, text: str) -> int:
        """Take in a file so many days after the beginning; returns its upload."""
        self.later = START + days * DAY
        taken = self.service.uploads.take("f.csv", text.encode(), actor="tester")
        assert taken.receipt, list(taken.problems())
        return taken.receipt.upload

    def undo(self, days: float, upload: int) -> None:
        """Take an upload back so many days after the beginning."""
        self.later = START + days * DAY
        self.service.uploads.undo(upload, actor="tester")

    def both(self) -> Compared:
        """Compare the evening of 17 September, as known then and as known ten days on."""
        seen = Standpoint("made-up", AT, START + 15 * DAY, latest=False, zone=ZoneInfo(ZONE))
        before = work_out(self.service, replace(seen, known=AT))
        return between(self.service, seen, AT, before, work_out(self.service, seen))

    def shown(self) -> ThenNow:
        """Return the page."""
        both = self.both()
        return then_now(both.agreement, both.then, both.later, both.changes, both.explained)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    """A store with the made-up rules and nothing on record."""
    found = Days(tmp_path)
    with found.service:
        yield found


def of(shown: ThenNow, title: str) -> Difference:
    """Return the difference of a title."""
    [found] = [one for one in shown.differences if one.title == title]
    return found


def told(one: Difference) -> set[tuple[str, str]]:
    """Return the records of a difference, with what became of each."""
    return {(row.record, row.became) for row in one.told}


def test_where_nothing_changed_it_says_so(days: Days) -> None:
    """A record that came later and moves nothing is listed apart, never as a reason."""
    days.take(4, REPORTS + attack("a"))
    days.take(9, COUNTS + f"c,centre,2016-09-14,2016-09-15,incidents,3,{ZONE}\n")

    shown = days.shown()

    assert (shown.summary, shown.differences) == (then_now_page.SAID_THE_SAME, ())
    assert [row.record for row in shown.also] == ["centre/c"]
    assert "Calm" in shown.folds[0]
    assert "Truce" in shown.folds[0]


def test_a_late_report_changes_its_day(days: Days) -> None:
    """The third day was watched by nobody, and has a report now: that report is the reason."""
    days.take(4, REPORTS + attack("early", "2016-09-13T08:00"))
    days.take(9, REPORTS + attack("late") + attack("elsewhere", by="Nobody known to the rules"))
    days.take(9.5, REPORTS + attack("after", "2016-09-20T08:00"))

    shown = days.shown()
    calm = of(shown, "Calm")

    assert calm.then == (
        "Then: breaches reported on day 1, none confirmed",
        "Day 3: ▨ nobody watching",
    )
    assert calm.later == (
        "Now: breaches reported on days 1 and 3, none confirmed",
        "Day 3: ! breach reported, not confirmed",
    )
    assert ("late/late", "became known") in told(calm)
    assert not {"early/early", "after/after"} & {row.record for row in calm.told}
    assert calm.day == datetime(2016, 9, 14, tzinfo=UTC).date()
    assert of(shown, "Seven days").note == "Follows from: Calm."
    assert of(shown, "Seven days").told == ()
    assert shown.also == ()


def test_of_a_confirmed_breach_only_what_confirms_it_is_told(days: Days) -> None:
    """Two sources of one event confirm it; a further report of another event does not."""
    days.take(1, PROFILES + "a,A,\nb,B,\n")
    days.take(4, REPORTS + attack("a"))
    days.take(9, REPORTS + attack("b") + attack("other", "2016-09-15T11:00"))
    days.take(9, LINKS + "l,reader,a/a,b/b,same\n")

    shown = days.shown()

    assert of(shown, "Calm").later[-1] == "Day 3: × breach confirmed"
    assert told(of(shown, "Calm")) == {("b/b", "became known"), ("reader/l", "became known")}
    assert [row.record for row in shown.also] == ["other/other"]


def test_what_a_source_is_can_be_the_reason(days: Days) -> None:
    """Two sources confirm an event once it is known that neither repeats the other."""
    days.take(1, PROFILES + "a,A,\n")
    days.take(4, REPORTS + attack("a") + attack("b"))
    days.take(4, LINKS + "l,reader,a/a,b/b,same\n")
    days.take(9, PROFILES + "b,B,\n")

    calm = of(days.shown(), "Calm")

    assert calm.later[-1] == "Day 3: × breach confirmed"
    assert told(calm) == {("b/b", "became known")}
    assert calm.told[0].says == then_now_page.TOLD_PROFILE


def test_a_review_that_verifies_is_the_reason(days: Days) -> None:
    """What was reported is verified later: the review made the day, not the report."""
    days.take(4, REPORTS + attack("a"))
    days.take(9, REVIEWS + "r,reader,a/a,verified\n")

    assert told(of(days.shown(), "Calm")) == {("reader/r", "became known")}


def test_a_withdrawn_report_is_named_as_such(days: Days) -> None:
    """A source takes its report back: the day falls back, and the withdrawal is the reason."""
    days.take(4, REPORTS + attack("a"))
    days.take(9, REPORTS + attack("a", end="1,yes"))

    calm = of(days.shown(), "Calm")

    assert calm.later[-1] == "Day 3: ▨ nobody watching"
    assert told(calm) == {("a/a", then_now_page.BECAME["withdrawn"])}
    assert calm.told[0].known == "21 Sept 2016 19:00"


def test_an_undone_upload_is_named_as_such(days: Days) -> None:
    """An upload is taken back: what it brought is no longer known, from then on."""
    upload = days.take(4, REPORTS + attack("a"))
    days.undo(10, upload)

    calm = of(days.shown(), "Calm")

    assert told(calm) == {("a/a", then_now_page.BECAME["undone"])}
    assert calm.told[0].known == "22 Sept 2016 19:00"


def test_a_day_found_to_have_been_watched(days: Days) -> None:
    """Coverage that comes late makes a day quiet; reports of it do not claim to have done so."""
    days.take(9, COVERAGE + f"w,un,2016-09-12T19:00,2016-09-14T19:00,certifies_quiet,{ZONE}\n")

    calm = of(days.shown(), "Calm")

    assert calm.then[-1] == "Days 1–2: ▨ nobody watching"
    assert calm.later[-1] == "Days 1–2: ○ watched, none reported"
    assert told(calm) == {("un/w", "became known")}


def test_a_decision_that_became_known_changes_a_phase(days: Days) -> None:
    """North's renewal was published late: its phase, and that of all, read otherwise."""
    both = decided("North", "started", "2016-09-12T19:00")
    both += decided("South", "started", "2016-09-12T19:00")
    days.take(4, DECISIONS + both)
    days.take(9, DECISIONS + decided("North", "extended", "2016-09-14T12:00", "2016-09-20T12:00"))

    shown = days.shown()
    north = of(shown, "Truce: North")

    assert north.then[0].startswith("Then: continues without a recorded renewal")
    assert north.later[0].startswith("Now: renewed")
    assert told(north) == {("north/north-extended", "became known")}
    assert "Truce: South" in shown.folds[0]
    assert not [one for one in shown.differences if one.title == "Truce: South"]


def test_of_decisions_asked_of_parties_only_the_missing_word_is_told(days: Days) -> None:
    """North had said so before, and says it again later; what changed it is South's word."""
    days.take(4, DECISIONS + decided("North", "satisfied", "2016-09-14T12:00"))
    again = "again,north,made-up,North,satisfied,2016-09-15T12:00,,Asia/Damascus\n"
    days.take(9, DECISIONS + again + decided("South", "satisfied", "2016-09-15T12:00"))

    shown = days.shown()

    assert told(of(shown, "Content")) == {("south/south-satisfied", "became known")}
    assert of(shown, "The gate").note == "Follows from: Content."
    assert [row.record for row in shown.also] == ["north/again"]


def test_an_end_that_became_known_is_said_once(days: Days) -> None:
    """A decision that ends the agreement stands in its own row; days after it follow from it."""
    days.take(4, REPORTS + attack("a", "2016-09-16T20:00"))
    days.take(9, DECISIONS + decided("North", "ended", "2016-09-15T20:00"))

    shown = days.shown()
    force = of(shown, phases.AGREEMENT_IN_FORCE)

    assert (force.then, force.later) == (
        ("Then: in force",),
        ("Now: out of force since 15 Sept 20:00",),
    )
    assert told(force) == {("north/north-ended", "became known")}
    assert phases.AGREEMENT_IN_FORCE in of(shown, "Calm").note
    assert of(shown, "Calm").told == ()


def test_the_very_moment_of_an_end_is_after_it(days: Days) -> None:
    """At the moment at which it ends, known only later, the end is what days not judged follow."""
    end = AT.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None).isoformat(timespec="minutes")
    days.take(4, REPORTS + attack("a", end))
    days.take(9, DECISIONS + decided("North", "ended", end))

    shown = days.shown()
    force = of(shown, phases.AGREEMENT_IN_FORCE)

    assert force.then == ("Then: in force",)
    assert told(force) == {("north/north-ended", "became known")}
    assert phases.AGREEMENT_IN_FORCE in of(shown, "Calm").note


def test_why_asks_of_one_day(days: Days) -> None:
    """Of a day that reads the same nothing is told, of the changed one its own marks alone."""
    days.take(9, REPORTS + attack("late"))
    both = days.both()
    parts = (both.agreement, both.then, both.later, both.changes, both.explained)
    second, third = datetime(2016, 9, 13, tzinfo=UTC).date(), datetime(2016, 9, 14).date()  # noqa: DTZ001 - a date alone

    [calm] = difference_of(*parts, condition="calm", scope=None, day=third)
    count = difference_of(*parts, condition="seven", scope=None, day=third)

    assert difference_of(*parts, condition="calm", scope=None, day=second) == ()
    assert (calm.then, calm.later) == (
        ("Then: Day 3: ▨ nobody watching",),
        ("Now: Day 3: ! breach reported, not confirmed",),
    )
    assert [one.title for one in count] == ["Seven days", "Calm"]


def test_a_step_keeps_the_time_of_the_clock() -> None:
    """A day on is the same hour of the clock, also over the night on which clocks go back."""
    terms = load_text(RULES, "made-up.yaml").agreement
    before = datetime(2016, 10, 27, 19, tzinfo=UTC)

    assert step(terms, AT, 1) - AT == DAY
    assert step(terms, step(terms, AT, 1), -1) == AT
    assert step(terms, before, 1) == datetime(2016, 10, 28, 20, tzinfo=UTC)


def known(record: Record, since: datetime, until: datetime = FOREVER) -> Known[Record]:
    """Return a version of a record."""
    return Known(record, (1, 1), since, until)


FIRST, LATER = report("s/a"), report("s/a", place="Valley")
UNTOUCHED = known(report("s/same"), START)


@pytest.mark.parametrize(
    ("then", "now", "history", "found"),
    [
        ([UNTOUCHED], [UNTOUCHED], [], []),
        ([], [known(FIRST, AT)], [], [Change(How.NEW, FIRST, AT)]),
        (
            [known(FIRST, START)],
            [known(LATER, AT)],
            [],
            [Change(How.REVISED, LATER, AT)],
        ),
        (
            [known(FIRST, START)],
            [known(FIRST, AT)],
            [],
            [],
        ),
        (
            [known(FIRST, START)],
            [],
            [known(FIRST, START), known(report("s/a", revision=1, withdrawn=True), AT)],
            [Change(How.WITHDRAWN, FIRST, AT)],
        ),
        (
            [known(FIRST, START)],
            [],
            [known(FIRST, START, AT)],
            [Change(How.UNDONE, FIRST, AT)],
        ),
        ([known(FIRST, START)], [], [], [Change(How.UNDONE, FIRST, None)]),
    ],
    ids=["the same", "new", "revised", "said again", "withdrawn", "undone", "nobody knows when"],
)
def test_what_became_of_a_record(
    then: list[Known[Record]],
    now: list[Known[Record]],
    history: list[Known[Record]],
    found: list[Change],
) -> None:
    """New, revised, withdrawn or undone, and since when; a record said again is no change."""
    first, second = Knowledge.of(AT - DAY, then), Knowledge.of(AT + DAY, now)

    assert list(changes(first, second, {named(FIRST): history})) == found
    assert isinstance(FIRST, Report)
