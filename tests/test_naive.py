"""The second evaluator is itself right: worked examples, each small enough to judge by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.incidents.known import Known
from monitor.incidents.record import Record
from tests.naive.days import instant
from tests.naive.naive import verdicts
from tests.naive.small import (
    CALM,
    DAY,
    HOUR,
    LATER,
    START,
    TICK,
    Fields,
    record,
    report,
    terms,
    verified,
    watch,
)


def strip(days: str) -> list[Known[Record]]:
    """Return a record drawn day by day: watched, ! verified, ~ unverified, ? nobody watching."""
    rows: list[Fields] = []
    for number, sign in enumerate(days):
        start = START + number * DAY
        if sign != "?":
            rows.append(watch(start, start + DAY))
        if sign in "!~":
            rows.append(report(start + 5 * HOUR, id=f"shelling-{number}"))
        if sign == "!":
            rows.append(verified(f"un/shelling-{number}"))
    return record(*rows)


DAILY_SEVEN = terms(calm=CALM, truce={"streak": {"of": "calm", "for": "7 days"}})


@pytest.mark.parametrize(
    ("days", "at", "calm", "truce"),
    [
        ("....!.......", 4, "kept", ("not_yet", (4, 4))),
        ("....!.......", 5, "breached", ("not_yet", (0, 0))),
        ("....!.......", 11, "kept", ("not_yet", (6, 6))),
        ("....!.......", 12, "kept", ("kept", (7, 7))),
        ("...?...", 7, "kept", ("undetermined", (3, 7))),
        ("...~...", 7, "kept", ("undetermined", (3, 7))),
        ("...~...", 4, "undetermined", ("not_yet", (0, 4))),
        ("?......", 7, "kept", ("undetermined", (6, 7))),
        ("!......", 7, "kept", ("not_yet", (6, 6))),
        (".......", 6, "kept", ("not_yet", (6, 6))),
        ("???????", 7, "undetermined", ("undetermined", (0, 7))),
        (".......", 0, "not_yet", ("not_yet", (0, 0))),
        (".......", -1, "not_in_force", ("not_in_force", None)),
    ],
)
def test_days_of_quiet_are_counted(
    days: str, at: int, calm: str, truce: tuple[str, tuple[int, int] | None]
) -> None:
    """The count runs over watched days, stops at a breach, stays open over what is not known."""
    found = verdicts(DAILY_SEVEN, strip(days), START + at * DAY, LATER)

    assert found == {("calm", None): (calm, None), ("truce", None): truce}


@pytest.mark.parametrize(
    ("sign", "calm", "progress"),
    [(".", "undetermined", (3, 3)), ("~", "undetermined", (3, 3)), ("!", "breached", (0, 0))],
)
def test_a_running_day_is_never_kept_but_may_be_breached(
    sign: str, calm: str, progress: tuple[int, int]
) -> None:
    """At noon of day 3 the count stands at three days, unless the day is already broken."""
    found = verdicts(DAILY_SEVEN, strip(f"...{sign}"), START + 3 * DAY + 12 * HOUR, LATER)

    assert found["calm", None] == (calm, None)
    assert found["truce", None] == ("not_yet", progress)


SAME: Fields = {"record": "link", "first": "un/r00", "second": "un/r01", "relation": "same"}
POSSIBLE = {**SAME, "relation": "possible"}
OTHER_PLACE: Fields = {"pcodes": ("SY1203",)}
NOON = START + DAY + 17 * HOUR
"""Noon of day 1."""


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([report(NOON)], "undetermined"),
        ([report(NOON), verified("un/r00")], "breached"),
        ([report(NOON, by=("Gunmen",)), verified("un/r00")], "undetermined"),
        ([report(NOON, by=("front",)), verified("un/r00")], "kept"),
        ([report(NOON, by=("front", "ARMY ")), verified("un/r00")], "undetermined"),
        ([report(NOON, by=("opposition", "ARMY ")), verified("un/r00")], "breached"),
        ([report(NOON, by=()), verified("un/r00")], "undetermined"),
        ([report(NOON, kinds=("arrest",)), verified("un/r00")], "kept"),
        ([report(START + DAY - TICK), verified("un/r00")], "kept"),
        ([report(START + DAY), verified("un/r00")], "breached"),
        ([report(START + 2 * DAY), verified("un/r00")], "kept"),
        ([report(START + DAY, START + 2 * DAY), verified("un/r00")], "breached"),
        ([report(START + DAY, START + 2 * DAY + HOUR), verified("un/r00")], "undetermined"),
        ([report(NOON), {**verified("un/r00"), "grade": "refuted"}], "kept"),
        ([report(NOON), verified("un/r00"), {**verified("un/r00"), "grade": "reported"}],
         "undetermined"),
        ([report(NOON), verified("un/r00"), {"record": "review", "report": "un/r00",
                                             "occurrence": "disputed"}], "undetermined"),
        ([report(NOON), verified("un/r00"), {"record": "review", "id": "r00",
                                             "report": "un/r00", "withdrawn": True}], "breached"),
    ],
)  # fmt: skip
def test_one_event_counts_only_as_far_as_it_is_known(rows: list[Fields], verdict: str) -> None:
    """Certain, possible or not of the class: by grade, perpetrator, kind and time."""
    versions = record(*rows, watch(START, START + 9 * DAY, id="w"))

    found = verdicts(terms(calm=CALM), versions, START + 2 * DAY, LATER)

    assert found["calm", None] == (verdict, None)


def profile(source: str, **fields: object) -> Fields:
    """Return a source's profile."""
    return {"record": "source_profile", "id": source, "source": source, "name": source, **fields}


DENIAL = {"disputes": "occurrence", "own_observation": True}


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([profile("a"), profile("b")], "breached"),
        ([profile("a")], "undetermined"),
        ([profile("a", relays=("b",)), profile("b")], "undetermined"),
        ([profile("a", side="east"), profile("b", side="east")], "undetermined"),
        ([profile("a", side="east"), profile("b", side="west")], "breached"),
    ],
)
def test_two_independent_sources_corroborate(rows: list[Fields], verdict: str) -> None:
    """Linked reports of two sources count for more only where both are known to be independent."""
    told = [report(NOON, source="a"), report(NOON, source="b"), watch(START, LATER)]
    link = {**SAME, "first": "a/r00", "second": "b/r01"}

    found = verdicts(terms(calm=CALM), record(*told, link, *rows), START + 2 * DAY, LATER)

    assert found["calm", None] == (verdict, None)


@pytest.mark.parametrize(
    ("denial", "rows", "verdict"),
    [
        (DENIAL, [profile("a"), profile("b")], "undetermined"),
        ({**DENIAL, "own_observation": False}, [profile("a"), profile("b")], "breached"),
        (DENIAL, [profile("a")], "breached"),
        (DENIAL, [profile("a"), profile("b", speaks_for=("army",))], "breached"),
        (DENIAL, [profile("a"), profile("b"), {"record": "review", "report": "a/r00",
                                               "occurrence": "accepted"}], "breached"),
        ({"disputes": "attribution", "by": ("front",)}, [profile("b")], "undetermined"),
        ({"disputes": "unsaid", "by": ()}, [profile("b")], "undetermined"),
        ({"disputes": "attribution", "by": ("front",)}, [profile("b", speaks_for=("ARMY",))],
         "breached"),
        ({"disputes": "attribution", "by": ("opposition",)}, [], "breached"),
        ({"disputes": "intent"}, [profile("a"), profile("b")], "breached"),
    ],
)  # fmt: skip
def test_a_denial_takes_away_what_it_may(denial: Fields, rows: list[Fields], verdict: str) -> None:
    """An independent eyewitness, or another name for the culprit; never the blamed party's word."""
    told = [report(NOON, source="a"), report(NOON, source="b", **denial), watch(START, LATER)]
    link = {**SAME, "first": "b/r01", "second": "a/r00"}
    versions = record(*told, link, verified("a/r00"), *rows)

    found = verdicts(terms(calm=CALM), versions, START + 2 * DAY, LATER)

    assert found["calm", None] == (verdict, None)


@pytest.mark.parametrize(
    ("relation", "verdict"), [("same", "kept"), ("possible", "undetermined"), (None, "breached")]
)
def test_one_event_told_twice_does_not_count_twice(relation: str | None, verdict: str) -> None:
    """Two verified reports are two events, one, or perhaps one."""
    rows = [report(NOON), report(NOON), verified("un/r00"), verified("un/r01")]
    link = [{**SAME, "relation": relation}] if relation else []
    limit: Fields = {"limit": {"of": "attack", "at_most": "1"}}

    found = verdicts(
        terms(few=limit), record(*rows, *link, watch(START, LATER)), START + 2 * DAY, LATER
    )

    assert found["few", None] == (verdict, None)


@pytest.mark.parametrize(
    ("figures", "most", "verdict"),
    [
        (((2, 2), (5, 5)), 5, "kept"),
        (((2, 2), (5, 5)), 4, "undetermined"),
        (((2, 2), (5, 5)), 1, "breached"),
        (((2, 2), None), 2, "kept"),
        (((2, None), (5, 5)), 9, "undetermined"),
        ((None, None), 9, "undetermined"),
        ((None, None), 0, "undetermined"),
    ],
)
def test_figures_are_ranges_never_sums(
    figures: Sequence[tuple[int, int | None] | None], most: int, verdict: str
) -> None:
    """Two accounts of one event give its least and greatest figure."""
    rows = []
    for figure in figures:
        killed = None if figure is None else {"low": figure[0], "high": figure[1]}
        rows.append(report(NOON, killed=killed))
    limit: Fields = {"limit": {"of": "attack", "measure": "killed", "at_most": str(most)}}
    versions = record(*rows, SAME, verified("un/r00"), watch(START, LATER))

    found = verdicts(terms(deaths=limit), versions, START + 2 * DAY, LATER)

    assert found["deaths", None] == (verdict, None)


@pytest.mark.parametrize(
    ("scope", "pcodes", "verdicts_by_scope"),
    [
        ("area", ("SY0201",), {"north": "breached", "south": "kept"}),
        ("area", ("SY",), {"north": "undetermined", "south": "undetermined"}),
        ("area", (), {"north": "undetermined", "south": "undetermined"}),
        ("area", ("SY02", "SY03"), {"north": "undetermined", "south": "kept"}),
        ("party", ("SY0201",), {"government": "breached", "opposition": "kept"}),
    ],
)
def test_every_scope_has_its_verdict(
    scope: str, pcodes: tuple[str, ...], verdicts_by_scope: dict[str, str]
) -> None:
    """An event whose scope is open counts against no scope and clears none it may lie in."""
    versions = record(report(NOON, pcodes=pcodes), verified("un/r00"), watch(START, LATER))

    found = verdicts(terms(calm={**CALM, "per": scope}), versions, START + 2 * DAY, LATER)

    assert found == {("calm", key): (value, None) for key, value in verdicts_by_scope.items()}


@pytest.mark.parametrize(
    ("scope", "verdict"),
    [
        ({"sides": ("opposition",)}, "undetermined"),
        ({"sides": ("opposition", "army")}, "kept"),
        ({"kinds": ("air_strike",)}, "undetermined"),
        ({"kinds": ("air_strike", "shelling")}, "kept"),
        ({"areas": ("SY",)}, "undetermined"),
        ({"strength": "can_report"}, "undetermined"),
    ],
)
def test_quiet_is_certified_only_for_what_was_watched(scope: Fields, verdict: str) -> None:
    """Every side, kind and place that the limit is about must have been watched."""
    versions = record(watch(START, LATER, **scope))

    found = verdicts(terms(calm=CALM), versions, START + 2 * DAY, LATER)

    assert found["calm", None] == (verdict, None)


def test_watching_does_not_reach_past_what_was_known() -> None:
    """A record made at noon certifies nothing of the afternoon, whatever it says."""
    early = record(watch(START, LATER))
    noon = [replace(version, known_from=NOON) for version in early]

    assert verdicts(terms(calm=CALM), early, START + 2 * DAY, LATER)["calm", None] == ("kept", None)
    for at, verdict in [(START + DAY, "kept"), (START + 2 * DAY, "undetermined")]:
        assert verdicts(terms(calm=CALM), noon, at, LATER)["calm", None] == (verdict, None)


def count(first: int, last: int, value: int, **fields: object) -> Fields:
    """Return the centre's figure for the days first to last, the last excluded."""
    window = {"start": START + first * DAY, "end": START + last * DAY}
    head = {"record": "count", "source": "centre", "measure": "incidents"}
    return {**head, "window": window, "value": value, **fields}


@pytest.mark.parametrize(
    ("rows", "most", "verdict"),
    [
        ([count(0, 1, 1), count(1, 2, 2), count(2, 3, 0)], 3, "kept"),
        ([count(0, 1, 1), count(1, 2, 2), count(2, 3, 0)], 2, "breached"),
        ([count(0, 1, 1), count(1, 2, 2)], 2, "breached"),
        ([count(0, 1, 1), count(1, 2, 2)], 3, "undetermined"),
        ([count(0, 3, 9), count(0, 1, 1), count(1, 3, 1)], 9, "undetermined"),
        ([count(0, 4, 2)], 2, "kept"),
        ([count(0, 4, 2)], 1, "undetermined"),
        ([count(0, 3, 2, bound="at_least")], 1, "breached"),
        ([count(0, 3, 2, bound="at_least")], 2, "undetermined"),
        ([count(0, 3, 2, bound="at_most")], 1, "undetermined"),
        ([count(0, 3, 2, bound="at_most")], 2, "kept"),
        ([count(0, 3, 1, by=("army",))], 1, "undetermined"),
        ([count(0, 3, 2, by=("army",))], 1, "breached"),
        ([count(0, 3, 2, by=("front",))], 1, "undetermined"),
        ([count(0, 3, 1, by=("army", "opposition"))], 1, "kept"),
        ([count(0, 3, 2, kinds=("shelling", "arrest"))], 1, "undetermined"),
        ([count(0, 3, 1, kinds=("shelling", "arrest"))], 1, "kept"),
        ([count(0, 3, 1), profile("centre", sides=("army",))], 1, "undetermined"),
        ([count(0, 3, 2, pcodes=("SY02",)), count(0, 3, 2, pcodes=("SY03",))], 3, "breached"),
        ([count(0, 3, 2, pcodes=("SY02",)), count(0, 3, 2, pcodes=("SY0201",))], 2, "undetermined"),
        ([count(-2, 0, 3, cumulative=True), count(-2, 3, 5, cumulative=True)], 2, "kept"),
        ([count(-2, 0, 3, cumulative=True), count(-2, 3, 5, cumulative=True)], 1, "breached"),
        ([count(-2, 0, 3, cumulative=True), count(-2, 3, 1, cumulative=True)], 1, "kept"),
    ],
)  # fmt: skip
def test_a_source_is_judged_on_its_own_counts(rows: list[Fields], most: int, verdict: str) -> None:
    """Least and most over three days: added only where apart, certain only where they cover."""
    limit = {"of": "attack", "at_most": str(most), "each": "3 days", "from_counts": "centre"}
    seen = record(report(NOON), verified("un/r00"), watch(START, LATER))

    found = verdicts(
        terms(counted={"limit": limit}), [*seen, *record(*rows)], START + 3 * DAY, LATER
    )

    assert found["counted", None] == (verdict, None)


@pytest.mark.parametrize(
    ("rows", "at", "reads"),
    [
        ([], 48, ("kept", (48, 48))),
        ([], 47.99, ("not_yet", (47, 47))),
        ([report(START + 2 * HOUR), verified("un/r00")], 48, ("not_yet", (46, 46))),
        ([report(START + 2 * HOUR), verified("un/r00")], 50, ("kept", (48, 48))),
        ([report(START + 2 * HOUR)], 49, ("undetermined", (47, 49))),
        ([report(START, START + DAY), verified("un/r00")], 49, ("undetermined", (25, 49))),
        ([report(START + HOUR, START + DAY), verified("un/r00")], 49, ("undetermined", (25, 48))),
        ([report(START + 40 * HOUR, START + 60 * HOUR)], 50, ("undetermined", (0, 50))),
        ([report(START - 9 * HOUR), verified("un/r00")], 48, ("kept", (48, 48))),
    ],
)
def test_hours_run_from_the_last_event(
    rows: list[Fields], at: float, reads: tuple[str, tuple[int, int]]
) -> None:
    """Elapsed hours are compared exactly and shown whole."""
    truce: Fields = {"streak": {"of": "calm", "for": "48 hours"}}
    versions = record(*rows, watch(START, LATER))

    found = verdicts(terms(calm=CALM, truce=truce), versions, START + at * HOUR, LATER)

    assert found["truce", None] == reads


def attestation(by: str, start: datetime, end: datetime, **fields: object) -> Fields:
    """Return an attestation of adherence, unless the fields say otherwise."""
    head = {"record": "attestation", "agreement": "small", "what": "adherence", "holds": True}
    return {**head, "by": by, "during": {"start": start, "end": end}, **fields}


@pytest.mark.parametrize(
    ("rows", "reads"),
    [
        ([attestation("Army", START, START + 3 * DAY)], ("not_yet", (0, 0))),
        (
            [
                attestation("Army", START, START + 3 * DAY),
                attestation("opposition", START + HOUR, START + 3 * DAY),
            ],
            ("kept", (2, 2)),
        ),
        (
            [
                attestation("Army", START, START + 3 * DAY),
                attestation("opposition", START, START + 3 * DAY - TICK),
            ],
            ("not_yet", (0, 0)),
        ),
    ],
)
def test_certified_days_need_every_party(
    rows: list[Fields], reads: tuple[str, tuple[int, int]]
) -> None:
    """A day counts when all that must certify it have certified all of it."""
    streak = {"of": "calm", "for": "2 days", "certified_by": ["government", "opposition"]}
    agreement = terms(calm=CALM, truce={"streak": streak})

    assert verdicts(agreement, record(*rows), START + 3 * DAY, LATER)["truce", None] == reads


@pytest.mark.parametrize(
    ("hours", "holds", "verdict"),
    [
        (30, True, "kept"),
        (30, False, "breached"),
        (24, True, "kept"),
        (23, False, "undetermined"),
        (73, True, "undetermined"),
    ],
)
def test_an_attestation_goes_stale(hours: int, holds: bool, verdict: str) -> None:  # noqa: FBT001
    """At hour 72 a word is heard if it is of the last 48 hours, the older one forgotten."""
    terms_ = {"what": "staffed", "by": ["un"], "fresh_for": "2 days"}
    said = START + hours * HOUR
    older = attestation("un", START + HOUR, START + HOUR, what="staffed", holds=not holds)
    newer = attestation("UN", said, said, what="staffed", holds=holds)

    found = verdicts(
        terms(manned={"attested": terms_}), record(newer, older), START + 72 * HOUR, LATER
    )

    assert found["manned", None] == (verdict, None)


def decision(what: str, start: datetime, **fields: object) -> Fields:
    """Return a decision of the government."""
    head = {"record": "decision", "agreement": "small", "by": "Army", "what": what}
    return {**head, "effective": {"start": start, "end": start}, **fields}


@pytest.mark.parametrize(
    ("rows", "at", "reads"),
    [
        ([decision("suspended", START + 2 * DAY)], 2, ("kept", (2, 2))),
        ([decision("suspended", START + 2 * DAY - TICK)], 2, ("not_in_force", None)),
        ([decision("suspended", START + 3 * DAY)], 2, ("kept", (2, 2))),
        (
            [decision("suspended", START + 2 * DAY), decision("resumed", START + 3 * DAY)],
            4,
            ("not_yet", (1, 1)),
        ),
        ([decision("suspended", START + DAY, until=START + 2 * DAY)], 4, ("kept", (2, 2))),
        ([decision("suspended", START + DAY, by="opposition")], 4, ("kept", (4, 4))),
        ([decision("ended", START + DAY, agreement="other")], 4, ("kept", (4, 4))),
        ([decision("suspended", START + 3 * DAY + HOUR)], 3, ("kept", (3, 3))),
    ],
)
def test_a_suspension_stops_the_count(
    rows: list[Fields], at: int, reads: tuple[str, tuple[int, int] | None]
) -> None:
    """The count starts anew when the agreement is resumed."""
    agreement = terms(calm=CALM, truce={"streak": {"of": "calm", "for": "2 days"}})
    versions = record(*rows, watch(START, LATER))

    assert verdicts(agreement, versions, START + at * DAY, LATER)["truce", None] == reads


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Asia/Damascus", "2016-03-25T00:00", "2016-03-24T22:00"),
        ("Asia/Damascus", "2016-03-25T00:30", "2016-03-24T22:00"),
        ("Asia/Damascus", "2016-10-27T23:30", "2016-10-27T20:30"),
        ("Asia/Damascus", "2016-10-28T00:00", "2016-10-27T22:00"),
        ("America/Sao_Paulo", "2016-10-16T00:00", "2016-10-16T03:00"),
        ("Europe/Kyiv", "2016-03-27T03:30", "2016-03-27T01:00"),
        ("Europe/Kyiv", "2016-10-30T03:30", "2016-10-30T00:30"),
    ],
)
def test_a_skipped_or_repeated_time_is_its_first_instant(zone: str, local: str, utc: str) -> None:
    """Where clocks change, a wall time means the first instant that can be meant."""
    there = instant(datetime.fromisoformat(local), zone)

    assert there == datetime.fromisoformat(utc).replace(tzinfo=UTC)


CENTRE: Fields = {"source": "centre"}
SHELLED: Fields = {"kinds": ("shelling",)}
SAID = {
    "record": "statement",
    "source": "centre",
    "actor": "centre",
    "says": "claims",
    "made": {"start": START, "end": START},
    "published_at": START + 2 * DAY,
}
"""The centre published something at the end of day 1, and nothing later."""
FIRST: Fields = {**SAID, "id": "first", "published_at": START + DAY}
"""It had published something a day before."""


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([], "undetermined"),
        ([SAID, profile("centre")], "undetermined"),
        ([FIRST, SAID, profile("centre")], "kept"),
        (
            [FIRST, {**SAID, "published_at": START + 2 * DAY - TICK}, profile("centre")],
            "undetermined",
        ),
        ([FIRST, SAID, profile("centre", sides=("opposition",))], "undetermined"),
        ([FIRST, SAID, profile("centre", sides=("opposition", "army"))], "kept"),
        ([FIRST, SAID, profile("centre", areas=("SY02",))], "undetermined"),
        ([FIRST, SAID, profile("centre", strength="none")], "undetermined"),
        ([FIRST, SAID, profile("centre"), report(NOON, **CENTRE)], "breached"),
        ([FIRST, SAID, profile("centre"), report(NOON), verified("un/r02")], "kept"),
        ([FIRST, SAID, profile("centre"), report(NOON, **CENTRE, disputes="occurrence")], "kept"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1)], "undetermined"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1, kinds=("arrest",))], "kept"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1, **SHELLED)], "undetermined"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1, **SHELLED, by=("Army",))], "breached"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1, bound="at_most")], "undetermined"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 1, measure="killed")], "kept"),
        ([FIRST, SAID, profile("centre"), count(1, 2, 0), report(NOON, **CENTRE)], "breached"),
        (
            [FIRST, SAID, count(1, 2, 0, **SHELLED), report(NOON, **CENTRE)],
            "undetermined",
        ),
        ([count(1, 2, 0)], "undetermined"),
        ([count(1, 2, 0, **SHELLED)], "kept"),
    ],
)
def test_an_account_is_taken_at_its_word(rows: list[Fields], verdict: str) -> None:
    """Its own reports and counts, as if complete for what it covers, from first word to last."""
    found = verdicts(terms(calm=CALM), record(*rows), START + 2 * DAY, LATER, "centre")

    assert found["calm", None] == (verdict, None)


def test_an_account_says_nothing_of_anothers_counts() -> None:
    """A limit on the ministry's figures is not judged on the centre's account."""
    limit = {"of": "attack", "at_most": "0", "from_counts": "ministry"}
    agreement = terms(calm={"limit": limit}, truce={"streak": {"of": "calm", "for": "2 days"}})

    found = verdicts(agreement, record(SAID), START + 2 * DAY, LATER, "centre")

    assert found == {("calm", None): None, ("truce", None): None}
