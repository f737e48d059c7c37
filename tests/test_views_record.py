"""*Record*: which incidents are asked for, where they lie, how they were believed."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.incidents.known import Known
from monitor.incidents.record import Attestation, Decision, Link, Range, Report, Review, Statement
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.version import Figures, Incident, IncidentVersion
from monitor.incidents.vocabulary import Dispute, Grade, Occurrence, Relation, Says
from monitor.views.believed import BeliefLine, account_lines, belief_lines, tie_lines
from monitor.views.listing import Listing
from monitor.views.placing import Unplaced, fits, mapped, placed_in
from monitor.views.record import (
    Filters,
    chosen,
    established,
    grades_in,
    incident_lines,
    kinds_in,
    narrowed,
    place_of,
    titles,
)
from monitor.views.sources import Sources
from monitor.words import believing, names_of, record_page, silence
from tests.screen_examples import DAY, START, agreement, count, incident, profile, report

ZONE = ZoneInfo("Asia/Damascus")
NAMES = {"XX01": "East", "XX02": "West"}
EVENING = (START + 5 * DAY).replace(tzinfo=None)
SOURCES = Sources(agreement(), {"centre": profile("centre", "The Centre")}, EVENING)
HILL = incident("centre/a", 0, 0.5, pcodes=("XX0101",), grade=Grade.VERIFIED)
LAKE = incident("watch/b", 1, 2, pcodes=("XX02", "XX01"), kinds=())
ROAD = incident("centre/c", 3, 3, by=(None,), kinds=("shelling", "air_strike"))
ALL = (HILL, LAKE, ROAD)
REPORTS = {
    "centre/a": report("centre/a", note="A Synthetic note", citation="Page 3"),
    "watch/b": report("watch/b", place="Lakeside", kinds=()),
    "centre/c": report("centre/c", place="", by=("South",)),
}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), "cba"),
        (Filters(first=date(2016, 9, 13)), "cba"),
        (Filters(first=date(2016, 9, 14)), "cb"),
        (Filters(last=date(2016, 9, 12)), "a"),
        (Filters(first=date(2016, 9, 15), last=date(2016, 9, 15)), "c"),
        (Filters(kind="air_strike"), "c"),
        (Filters(kind="shelling"), "ca"),
        (Filters(kind="-"), "b"),
        (Filters(area="XX01"), "a"),
        (Filters(area=Unplaced.SEVERAL), "b"),
        (Filters(area=Unplaced.WIDER), "c"),
        (Filters(source="watch"), "b"),
        (Filters(grade="verified"), "a"),
        (Filters(text="hilltop PAGE"), "a"),
        (Filters(text="northern lakeside"), "b"),
        (Filters(text="shelling south"), "c"),
        (Filters(text="nothing of the kind"), ""),
        (Filters(source="centre", grade="reported"), "c"),
    ],
)
def test_filters_keep_what_is_asked_for(filters: Filters, found: str) -> None:
    """Each filter by itself and together, newest first; a wide time is in each day it touches."""
    kept = chosen(ALL, REPORTS, filters, ZONE, NAMES)

    assert "".join(one.id[-1] for one in kept) == found


def test_a_row_says_no_more_than_its_incident() -> None:
    """What is not stated reads so, a nought reads "none recorded", a doubt stands beside it."""
    doubtful = incident(
        "centre/c", 0, 1, killed=Figures(0, 0), disputed=True, repeats=True, time_contested=True
    )
    first, second = incident_lines([LAKE, doubtful], REPORTS, ZONE)

    assert (first.kind, first.killed, first.place) == ("not stated", "not stated", "Lakeside")
    assert second.killed == "none recorded"
    assert second.place == silence.PLACE_NOT_STATED
    assert second.established == (
        "reported; whether it happened is disputed; may be the same event as another one listed; "
        "the accounts differ on the time"
    )
    assert place_of(HILL, {}) == "XX0101"
    assert established(HILL) == "verified"
    assert titles([first]) == {"watch/b": "13 Sept 19:00 to 14 Sept 19:00 · Lakeside · not stated"}


def test_choices_are_what_occurs() -> None:
    """Kinds by name, the unstated last; grades from weak to strong; how many are listed."""
    assert list(kinds_in(ALL)) == ["air_strike", "shelling", "-"]
    assert list(grades_in(ALL)) == ["reported", "verified"]
    assert narrowed(12, 47, "incident") == "12 of 47 incidents"
    assert narrowed(1, 1, "incident") == "1 incident"


@pytest.mark.parametrize(
    ("pcodes", "where"),
    [
        ((), Unplaced.WIDER),
        (("XX",), Unplaced.WIDER),
        (("XX01",), "XX01"),
        (("XX0102",), "XX01"),
        (("XX0102", "XX01"), "XX01"),
        (("XX01", "XX02"), Unplaced.SEVERAL),
        (("XX01", "XX"), Unplaced.WIDER),
        (("YY01",), Unplaced.ELSEWHERE),
        (("YY01", "XX01"), Unplaced.SEVERAL),
        ((None,), Unplaced.WIDER),
    ],
)
def test_a_place_is_as_near_as_it_is_told(pcodes: Sequence[str | None], where: str) -> None:
    """Alternatives in one area lie in it; anything wider, several or outside is said to be."""
    assert placed_in(pcodes, NAMES) == where


def test_the_map_in_words() -> None:
    """Counts by area, what is empty is not calm, and what the map cannot show is beside it."""
    shown = mapped([HILL, HILL, LAKE, ROAD], NAMES)

    assert [(area.name, area.count) for area in shown.areas] == [("East", 2), ("West", 0)]
    assert shown.in_words == (
        "Map of the incidents listed: East 2. In 1 area none is recorded, which is not calm. "
        "Place wider than one area of the map: 1. One of several areas, not known which: 1."
    )
    assert "none recorded" in mapped([], NAMES).in_words


def test_a_map_fits_a_record_that_tells_of_its_areas() -> None:
    """Which map belongs to a record shows by its p-codes."""
    assert fits(NAMES, [ROAD, HILL])
    assert not fits(NAMES, [ROAD, incident("centre/y", 0, 1, pcodes=("YY01",))])


def version(known: Incident, first: float, last: float | None = None) -> IncidentVersion:
    """An incident believed between two moments, in days; None is still."""
    until = FOREVER if last is None else START + last * DAY
    return IncidentVersion(known, START + first * DAY, until)


def test_beliefs_are_told_by_what_changed() -> None:
    """First all of it, then each change; an account that joins under a smaller id is one too."""
    plain = incident("m/a", 0, 1)
    killed = incident("m/a", 0, 1, killed=Figures(2, 3))
    joined = incident("b/a", 0, 1, reports=("b/a", "m/a"), killed=Figures(2, 3))
    replied = incident("a/a", 0, 1, reports=("b/a", "m/a"), killed=Figures(2, 3))
    history = [version(plain, 1, 2), version(killed, 2, 3), version(joined, 3, 4)]
    told = belief_lines([*history, version(replied, 4)], START + 10 * DAY, ZONE)

    assert told[0].changed.startswith("when: 12 Sept 19:00 to 13 Sept 19:00; kind: shelling")
    assert [line.changed for line in told[1:]] == [
        "killed: not stated → 2 to 3",
        "joined by b/a",
        believing.REPLY_CAME,
    ]
    assert told[0].until == told[1].since
    assert told[3] == BeliefLine(
        "Fri 16 Sept 2016 19:00 Damascus", believing.STILL_BELIEVED, believing.REPLY_CAME
    )


def test_a_belief_that_ends_later_is_still_believed_then() -> None:
    """At a moment of knowledge nothing is said of when a belief will end."""
    [line] = belief_lines([version(HILL, 1, 5)], START + 2 * DAY, ZONE)

    assert line.until == believing.STILL_BELIEVED


def revision(number: int, days: float, **said: object) -> Known[Report]:
    """A version of a report, known since so many days."""
    return Known(report("centre/a", revision=number, **said), (number, 1), START + days * DAY)


def test_an_account_shows_its_newest_version_and_what_that_changed() -> None:
    """Who, what, since when; a reply says what it denies."""
    reply = Known(report("watch/r", disputes=Dispute.INTENT, by=()), (1, 1), START + 3 * DAY)
    revisions = {
        "watch/r": [reply],
        "centre/a": [revision(0, 1), revision(1, 2, killed=Range(low=4), place="Hill")],
    }
    first, second = account_lines(revisions, SOURCES, ZONE)

    assert (first.source, first.killed, first.place) == ("The Centre", "at least 4", "Hill")
    assert first.version.startswith("version 2: place: Hilltop → Hill; killed: not stated → at lea")
    assert (second.what, second.version) == ("denies that it was meant", believing.FIRST_VERSION)


def test_links_and_reviews_of_an_incident() -> None:
    """Only those that name one of its reports, in the order in which they became known."""
    known = [
        Known(Link(id="1", source="d", first="x/1", second="y/1", relation=relation), (1, n), START)
        for n, relation in enumerate(Relation)
    ]
    other = Known(
        Link(id="2", source="d", first="x/2", second="y/2", relation=Relation.SAME), (1, 9), START
    )
    weighed = Known(
        Review(
            id="r",
            source="d",
            report="y/1",
            grade=Grade.VERIFIED,
            occurrence=Occurrence.ACCEPTED,
        ),
        (2, 1),
        START + DAY,
    )
    told = tie_lines([*known, other], [weighed], ["y/1"], SOURCES, ZONE)

    assert [tie.what for tie in told] == [
        "the same event: x/1 and y/1",
        "two events: x/1 and y/1",
        "possibly the same event: x/1 and y/1",
        "y/1: verified; that it happened is accepted",
    ]


def test_counts_are_listed_one_by_one() -> None:
    """Newest first, as filtered; a running total says so and no two are added."""
    counts = [
        Known(count("a", 8, 0, 1, by=("South",)), (1, 1), START),
        Known(count("b", 0, 1, 2, pcodes=("XX01",)), (1, 2), START),
        Known(count("c", 1, 0, 2, cumulative=True, source="watch"), (1, 3), START),
    ]
    every = Listing(SOURCES, ZONE, Filters()).counts(counts)
    some = Listing(SOURCES, ZONE, Filters(source="centre", last=date(2016, 9, 12))).counts(counts)

    assert [(row["figure"], row["place"], row["running"]) for row in every] == [
        ("incidents: none recorded", "XX01", ""),
        ("1 incident", "the whole country", "running total"),
        ("8 incidents", "the whole country", ""),
    ]
    assert [row["record"] for row in some] == ["centre/a"]


def test_statements_decisions_and_attestations_are_listed() -> None:
    """Each with who and what; whether a duty was fulfilled is yes or no in words."""
    at = Span(start=START, end=START)
    known = START + DAY
    said = Statement(id="s", source="centre", actor="North", says=Says.DENIES, about="it", made=at)
    done = Decision(
        id="d",
        source="centre",
        agreement="made-up",
        by="North",
        what="clock_reset",
        effective=at,
        until=START + timedelta(hours=48),
    )
    fact = Attestation(
        id="t",
        source="centre",
        agreement="made-up",
        by="Power",
        what="access_open",
        holds=False,
        during=at,
    )
    listing = Listing(SOURCES, ZONE, Filters())
    [first] = listing.statements([Known(said, (1, 1), known)])
    [second] = listing.decisions([Known(done, (1, 1), known)])
    [third] = listing.attestations([Known(fact, (1, 1), known)])

    assert (first["who"], first["what"]) == ("North", "denies: it")
    assert (second["what"], second["until"]) == ("clock reset", "14 Sept 19:00")
    assert (third["what"], third["it was so"]) == ("access open", "no, it was not so")
    assert first["known since"] == "Tue 13 Sept 2016 19:00 Damascus"


def test_the_catalogue_has_every_word_of_the_record() -> None:
    """Each way to be unplaced, related or weighed reads as something."""
    assert set(record_page.UNPLACED) == set(record_page.UNPLACED_CHOICE) == set(Unplaced)
    assert set(names_of.RELATIONS) == set(Relation)
    assert set(names_of.OCCURRENCES) == set(Occurrence)
