"""The second evaluator on answers, notices and leave: worked examples, each judged by hand."""

from datetime import datetime

import pytest

from tests.attacks import sure
from tests.naive.daily import Judge
from tests.naive.gauge import Case
from tests.naive.naive import judge_of, verdicts
from tests.naive.responses import Obligations
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    attestation,
    decision,
    record,
    report,
    watch,
    wider,
)

NOW = START + 5 * DAY
"""The end of day 4: when the examples are judged, unless they say otherwise."""
ASKED = START + DAY + 3 * HOUR
"""Some time on day 1."""
DUE = ASKED + 24 * HOUR
CLASSES: Fields = {
    "request": {"any_kind": ["access_requested"]},
    "grant": {"any_kind": ["access_granted"]},
    "warning": {"any_kind": ["notice_given"]},
    "flight": {"any_kind": ["military_flight"]},
}
SEEN = watch(START, START + 50 * DAY, id="w")


def told(kind: str, at: datetime, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a verified report of an event of this kind, named after the kind and its time."""
    name = str(fields.pop("id", f"{kind}-{at:%d%H%M%S%f}"))
    return sure(report(at, end, id=name, kinds=(kind,), **fields))


def asked(at: datetime = ASKED, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a request for access."""
    return told("access_requested", at, end, **fields)


def granted(at: datetime, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a grant of access."""
    return told("access_granted", at, end, **fields)


def read(condition: Fields, rows: list[Fields], at: datetime) -> str:
    """Return what a condition reads; all rows are verified and watched as they say."""
    found = verdicts(wider(CLASSES, duty=condition), record(*rows), at, LATER)
    reads = found["duty", None]
    assert reads is not None
    return reads[0]


def days(condition: Fields, rows: list[Fields], at: datetime) -> str:
    """Return a letter for each day: kept, breached, undetermined, or n where nobody asked."""
    agreement = wider(CLASSES, duty=condition)
    case = Case(agreement, record(*rows), at, LATER)
    judge: Judge | None = judge_of(case, agreement.conditions["duty"], None)
    assert judge is not None
    return "".join(judge.reads(day)[0] for run in case.days for day in run)


ANSWER: Fields = {"response": {"to": "request", "with": "grant", "within": "24 hours"}}
IN_DAYS: Fields = {"response": {"to": "request", "with": "grant", "within": "1 day"}}
SAME_CONVOY: Fields = {"response": {**ANSWER["response"], "match": "convoy"}}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN], "nnnnn"),
        ([SEEN, *asked(), *granted(ASKED)], "nkkkk"),
        ([SEEN, *asked(), *granted(DUE)], "nkkkk"),
        ([SEEN, *asked(), *granted(DUE + TICK)], "nkkkk"),
        ([SEEN, *asked(), *granted(DUE + 2 * TICK)], "nkbkk"),
        ([SEEN, *asked(), *granted(ASKED + 3 * DAY)], "nkbbb"),
        ([SEEN, *asked(), *granted(ASKED - TICK)], "nkbbb"),
        ([SEEN, *asked()], "nkbbb"),
        ([SEEN, *asked(), *asked(ASKED + HOUR), *granted(ASKED + 2 * HOUR)], "nkkkk"),
        ([SEEN, *asked(START - TICK)], "nnnnn"),
        ([SEEN, *asked(START)], "kbbbb"),
        ([SEEN, *asked(START + 2 * DAY - TICK)], "nkkbb"),
        ([*asked()], "nkuuu"),
        ([watch(START + DAY, START + 9 * DAY), *asked()], "nkbbb"),
        ([watch(ASKED, START + 9 * DAY), *asked()], "nkbbb"),
        ([watch(ASKED + TICK, START + 9 * DAY), *asked()], "nkuuu"),
        ([watch(ASKED, DUE + 2 * TICK), *asked()], "nkbuu"),
        ([watch(ASKED, DUE + TICK), *asked()], "nkuuu"),
        ([SEEN, asked()[0]], "nuuuu"),
        ([SEEN, asked()[0], *granted(DUE)], "nuuuu"),
        ([SEEN, asked()[0], *asked(ASKED + HOUR), *granted(DUE)], "nkkkk"),
        ([SEEN, *asked(), granted(DUE)[0]], "nkuuu"),
        ([SEEN, *asked(), *granted(DUE, DUE + TICK)], "nkkkk"),
        ([SEEN, *asked(), *granted(DUE, DUE + 2 * TICK)], "nkkkk"),
        ([SEEN, *asked(), *granted(DUE, DUE + 3 * TICK)], "nkukk"),
        ([SEEN, *asked(), *granted(ASKED - HOUR, ASKED + HOUR)], "nkuuu"),
        ([SEEN, *asked(ASKED, ASKED + HOUR), *granted(ASKED + 2 * HOUR)], "nkkkk"),
        ([SEEN, *asked(ASKED, ASKED + HOUR), *granted(ASKED + HOUR - TICK)], "nkkkk"),
        ([SEEN, *asked(ASKED, ASKED + HOUR), *granted(ASKED + HOUR - 2 * TICK)], "nkuuu"),
        ([SEEN, *asked(ASKED, ASKED + HOUR), *granted(DUE + HOUR)], "nkukk"),
        ([SEEN, *asked(START - HOUR, START + HOUR)], "nnnnn"),
        ([SEEN, *asked(START + DAY, START + 2 * DAY + HOUR)], "nuubb"),
    ],
)
def test_an_answer_is_owed_from_just_after_the_deadline_until_it_comes(
    rows: list[Fields], expected: str
) -> None:
    """Day by day: exactly at the deadline is in time; the answer ends it; unseen ones may have."""
    assert days(ANSWER, rows, NOW) == expected


@pytest.mark.parametrize(
    ("rows", "at", "verdict"),
    [
        ([SEEN, *asked()], DUE, "undetermined"),
        ([SEEN, *asked()], DUE + TICK, "undetermined"),
        ([SEEN, *asked()], DUE + 2 * TICK, "breached"),
        ([SEEN, *asked(), *granted(ASKED + HOUR)], DUE + HOUR, "undetermined"),
        ([SEEN, *asked(), *granted(ASKED + HOUR)], START + 3 * DAY, "kept"),
        ([SEEN, *asked(), *granted(DUE + HOUR)], DUE + HOUR, "breached"),
        ([SEEN, *asked()], START, "not_yet"),
        ([SEEN], NOW, "undetermined"),
    ],
)
def test_a_running_day_is_broken_at_once_and_never_kept(
    rows: list[Fields], at: datetime, verdict: str
) -> None:
    """What comes at the instant judged has not yet happened; nobody asked leaves it open."""
    assert read(ANSWER, rows, at) == verdict


def convoy(*values: str) -> dict[str, object]:
    """Return the references of a record that names these convoys."""
    return {"references": tuple(f"convoy={value}" for value in values)}


@pytest.mark.parametrize(
    ("request_", "grant", "expected"),
    [
        (convoy("UN-7"), convoy("UN-7"), "nkkkk"),
        (convoy("UN-7"), convoy(" un-7"), "nkkkk"),
        (convoy("UN-7"), convoy("UN-8"), "nkbbb"),
        (convoy("UN-7"), {}, "nkuuu"),
        ({}, convoy("UN-7"), "nkuuu"),
        ({}, {}, "nkuuu"),
        (convoy("UN-7"), convoy("UN-7", "UN-8"), "nkuuu"),
        (convoy("UN-7", "UN-9"), convoy("UN-8", "UN-10"), "nkbbb"),
        (convoy("UN-7"), {"references": ("request=UN-7",)}, "nkuuu"),
    ],
)
def test_only_an_answer_about_the_same_thing_answers(
    request_: Fields, grant: Fields, expected: str
) -> None:
    """Both name one value and the same: an answer; nothing in common: none; else open."""
    rows = [SEEN, *asked(**request_), *granted(ASKED + HOUR, **grant)]

    assert days(SAME_CONVOY, rows, NOW) == expected
    assert days(ANSWER, rows, NOW) == "nkkkk"


def test_days_lead_to_the_same_hour_of_another_day() -> None:
    """Over the change of clocks of 27 October a day has 25 hours, and 24 hours have 24."""
    at = datetime.fromisoformat("2016-10-27T12:00+03:00")  # the clocks go back before midnight
    rows = [SEEN, *asked(at), *granted(at + 25 * HOUR)]
    end = datetime.fromisoformat("2016-10-28T19:00+02:00")

    assert days(IN_DAYS, rows, end)[-2:] == "kk"
    assert days(ANSWER, rows, end)[-2:] == "kb"


def test_acts_oblige_and_answer_as_events_do() -> None:
    """A decision asks, an attestation answers; nobody need watch for either."""
    duty: Fields = {
        "response": {
            "to": {"decided": "asked", "by": ["government"]},
            "with": {"attested": "answered", "by": ["un"]},
            "within": "24 hours",
        }
    }
    ask = decision("Army", "asked", ASKED)

    assert days(duty, [ask, attestation("un", "answered", DUE)], NOW) == "nkkkk"
    assert days(duty, [ask, attestation("front", "answered", DUE)], NOW) == "nkbbb"
    assert days(duty, [ask], NOW) == "nkbbb"
    assert days(duty, [decision("opposition", "asked", ASKED)], NOW) == "nnnnn"
    denied = {**attestation("un", "answered", DUE), "holds": False}
    assert days(duty, [ask, denied], NOW) == "nkbbb"


@pytest.mark.parametrize(
    ("rows", "at", "state"),
    [
        ([SEEN, *asked(), *granted(DUE)], NOW, "met"),
        ([SEEN, *asked(), *granted(DUE + TICK)], NOW, "late"),
        ([SEEN, *asked()], NOW, "overdue"),
        ([SEEN, *asked()], DUE + TICK, "pending"),
        ([SEEN, *asked()], DUE + 2 * TICK, "overdue"),
        ([SEEN, *asked(), *granted(DUE + HOUR)], DUE + HOUR, "overdue"),
        ([SEEN, *asked(), *granted(DUE - HOUR, DUE + HOUR)], NOW, "undetermined"),
        ([SEEN, *asked(), granted(DUE)[0]], NOW, "undetermined"),
        ([SEEN, *asked(), granted(ASKED)[0], *granted(DUE)], NOW, "met"),
        ([SEEN, *asked(), granted(DUE + HOUR)[0], *granted(DUE + 2 * HOUR)], NOW, "late"),
        ([*asked()], NOW, "undetermined"),
    ],
)
def test_each_request_stands_somewhere(rows: list[Fields], at: datetime, state: str) -> None:
    """Met, late, overdue or pending, where it is so in every world; otherwise open."""
    agreement = wider(CLASSES, duty=ANSWER)
    terms = agreement.conditions["duty"].response
    assert terms is not None
    found = Obligations(Case(agreement, record(*rows), at, LATER), terms, None, None).states()

    assert [word for _, _, word in found] == [state]


def test_a_request_of_an_unknown_place_obliges_nowhere_for_certain() -> None:
    """In the north, in the south, or nobody says: then perhaps in each."""
    per = wider(CLASSES, duty={**ANSWER, "per": "area"})
    known = verdicts(per, record(SEEN, *asked()), NOW, LATER)
    unknown = verdicts(per, record(SEEN, *asked(pcodes=())), NOW, LATER)

    assert known["duty", "north"] == ("breached", None)
    assert known["duty", "south"] == ("undetermined", None)
    assert unknown["duty", "north"] == unknown["duty", "south"] == ("undetermined", None)


def flown(at: datetime, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a flight."""
    return told("military_flight", at, end, **fields)


def warned(at: datetime, end: datetime | None = None, **fields: object) -> list[Fields]:
    """Return a notice."""
    return told("notice_given", at, end, **fields)


FLIGHT = START + 2 * DAY + 3 * HOUR
"""Some time on day 2."""
LATEST = FLIGHT - 24 * HOUR
WARN: Fields = {"notice": {"of": "warning", "before": "flight", "at_least": "24 hours"}}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN], "nnnnn"),
        ([SEEN, *flown(FLIGHT)], "nnbnn"),
        ([SEEN, *flown(FLIGHT), *warned(LATEST)], "nnknn"),
        ([SEEN, *flown(FLIGHT), *warned(LATEST + TICK)], "nnbnn"),
        ([SEEN, *flown(FLIGHT), *warned(START - DAY)], "nnknn"),
        ([SEEN, *flown(FLIGHT), *flown(FLIGHT + HOUR), *warned(LATEST)], "nnknn"),
        ([SEEN, *flown(FLIGHT), *flown(FLIGHT - TICK), *warned(LATEST)], "nnbnn"),
        ([SEEN, *flown(FLIGHT), warned(LATEST)[0]], "nnunn"),
        ([SEEN, flown(FLIGHT)[0]], "nnunn"),
        ([SEEN, flown(FLIGHT)[0], *warned(LATEST)], "nnunn"),
        ([SEEN, flown(FLIGHT)[0], *flown(FLIGHT + HOUR), *warned(LATEST)], "nnknn"),
        ([*flown(FLIGHT)], "nnunn"),
        ([watch(START, LATEST + TICK), *flown(FLIGHT)], "nnbnn"),
        ([watch(START, LATEST), *flown(FLIGHT)], "nnunn"),
        ([watch(START + TICK, NOW), *flown(FLIGHT)], "nnunn"),
        ([*flown(START + 23 * HOUR)], "bnnnn"),
        ([*flown(START + 24 * HOUR)], "nunnn"),
        ([SEEN, *flown(FLIGHT), *warned(LATEST - HOUR, LATEST + TICK)], "nnknn"),
        ([SEEN, *flown(FLIGHT), *warned(LATEST - HOUR, LATEST + 2 * TICK)], "nnunn"),
        ([SEEN, *flown(FLIGHT, FLIGHT + HOUR), *warned(LATEST)], "nnknn"),
        ([SEEN, *flown(FLIGHT - HOUR, FLIGHT + HOUR), *warned(LATEST)], "nnunn"),
        ([SEEN, *flown(FLIGHT - HOUR, FLIGHT + HOUR)], "nnbnn"),
        ([SEEN, *flown(START + 3 * DAY - HOUR, START + 3 * DAY + TICK)], "nnuun"),
        ([SEEN, *flown(START - HOUR, START + HOUR)], "unnnn"),
    ],
)
def test_notice_is_given_at_least_so_long_before(rows: list[Fields], expected: str) -> None:
    """Exactly so long is enough; what was announced before the beginning counts."""
    assert days(WARN, rows, NOW) == expected


def test_a_flight_of_today_without_notice_breaks_the_running_day() -> None:
    """At once; with notice the running day is only not broken."""
    later = FLIGHT + HOUR

    assert read(WARN, [SEEN, *flown(FLIGHT)], later) == "breached"
    assert read(WARN, [SEEN, *flown(FLIGHT)], FLIGHT) == "undetermined"
    assert read(WARN, [SEEN, *flown(FLIGHT), *warned(LATEST)], later) == "undetermined"
    assert read(WARN, [SEEN, *flown(FLIGHT), *warned(LATEST)], START + 3 * DAY) == "kept"


AGREED: Fields = {"only_if": {"of": "flight", "holds": {"decided": "agreed", "by": ["government"]}}}
QUIET: Fields = {"only_if": {"of": "flight", "holds": "calm"}}


def leave(at: datetime, end: datetime | None = None, **fields: object) -> Fields:
    """Return the government's decision that gives leave."""
    return {**decision("government", "agreed", at, end), **fields}


def revoked(at: datetime, end: datetime | None = None) -> Fields:
    """Return the government's decision that takes leave back."""
    return decision("government", "agreed_withdrawn", at, end)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "nnnnn"),
        (flown(FLIGHT), "nnbnn"),
        ([*flown(FLIGHT), leave(FLIGHT)], "nnknn"),
        ([*flown(FLIGHT), leave(FLIGHT + TICK)], "nnbnn"),
        ([*flown(FLIGHT), leave(ASKED, until=FLIGHT + TICK)], "nnknn"),
        ([*flown(FLIGHT), leave(ASKED, until=FLIGHT)], "nnbnn"),
        ([*flown(FLIGHT), leave(ASKED), revoked(FLIGHT)], "nnbnn"),
        ([*flown(FLIGHT), leave(ASKED), revoked(FLIGHT + TICK)], "nnknn"),
        ([*flown(FLIGHT), leave(FLIGHT), revoked(FLIGHT)], "nnbnn"),
        ([*flown(FLIGHT, FLIGHT + HOUR), leave(FLIGHT)], "nnknn"),
        ([*flown(FLIGHT, FLIGHT + HOUR), leave(FLIGHT + TICK)], "nnunn"),
        ([*flown(FLIGHT, FLIGHT + HOUR), leave(FLIGHT + HOUR)], "nnbnn"),
        ([*flown(FLIGHT), leave(FLIGHT - HOUR, FLIGHT + 2 * TICK)], "nnunn"),
        ([flown(FLIGHT)[0]], "nnunn"),
        ([flown(FLIGHT)[0], *flown(FLIGHT + HOUR), leave(ASKED)], "nnknn"),
        ([*flown(START + 3 * DAY - HOUR, START + 3 * DAY + TICK)], "nnuun"),
    ],
)
def test_each_act_needs_leave_at_its_instant(rows: list[Fields], expected: str) -> None:
    """Given at that instant is enough; given and taken back at one instant is taken back."""
    assert days(AGREED, rows, NOW) == expected


@pytest.mark.parametrize(
    ("flight", "permit", "expected"),
    [
        (convoy("7"), convoy("7"), "k"),
        (convoy("7"), convoy("8"), "b"),
        (convoy("7"), {}, "u"),
        ({}, convoy("7"), "u"),
    ],
)
def test_leave_for_one_is_no_leave_for_another(
    flight: Fields, permit: Fields, expected: str
) -> None:
    """With a key, only leave that names the same counts, and leave that may name it may."""
    matched: Fields = {"only_if": {**AGREED["only_if"], "match": "convoy"}}
    rows = [*flown(FLIGHT, **flight), {**leave(ASKED), **permit}]

    assert days(matched, rows, NOW)[2] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "b"),
        ([attestation("un", "safe", FLIGHT)], "k"),
        ([attestation("un", "safe", FLIGHT + TICK)], "b"),
        ([attestation("un", "safe", START - 30 * DAY)], "k"),
        ([attestation("un", "safe", ASKED), {**attestation("un", "safe", FLIGHT), "holds": False}],
         "b"),
        ([attestation("front", "safe", ASKED)], "b"),
    ],
)  # fmt: skip
def test_the_newest_word_before_the_act_counts(rows: list[Fields], expected: str) -> None:
    """However old it is; where there is none, there is no leave."""
    safe: Fields = {"only_if": {"of": "flight", "holds": {"attested": "safe", "by": ["un"]}}}

    assert days(safe, [*flown(FLIGHT), *rows], NOW)[2] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SEEN, *flown(FLIGHT)], "nnknn"),
        ([SEEN, *flown(FLIGHT), *told("shelling", FLIGHT + HOUR)], "nnbnn"),
        ([SEEN, *flown(FLIGHT), *told("shelling", FLIGHT - 4 * HOUR)], "nnknn"),
        ([*flown(FLIGHT)], "nnunn"),
    ],
)
def test_a_state_of_days_is_that_of_the_whole_day(rows: list[Fields], expected: str) -> None:
    """A shelling an hour later on the same day counts: the day of the flight was not calm."""
    agreement = wider(CLASSES, calm=CALM, duty=QUIET)
    case = Case(agreement, record(*rows), NOW, LATER)
    judge = judge_of(case, agreement.conditions["duty"], None)
    assert judge is not None

    assert "".join(judge.reads(day)[0] for run in case.days for day in run) == expected


def test_several_ways_to_have_leave() -> None:
    """Any of leave and safety: one that certainly holds is enough."""
    holds: Fields = {
        "any": [{"decided": "agreed", "by": ["government"]}, {"attested": "safe", "by": ["un"]}]
    }
    duty: Fields = {"only_if": {"of": "flight", "holds": holds}}

    assert days(duty, [*flown(FLIGHT), leave(ASKED)], NOW) == "nnknn"
    assert days(duty, [*flown(FLIGHT), attestation("un", "safe", ASKED)], NOW) == "nnknn"
    assert days(duty, [*flown(FLIGHT)], NOW) == "nnbnn"
