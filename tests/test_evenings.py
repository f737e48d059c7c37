"""Five evenings of September 2016, as known on each: what Today must say, and must not know yet."""

import re
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from monitor.incidents.record import Attestation, Count, Decision, Report, Statement
from monitor.incidents.span import FOREVER, TICK
from monitor.service import Service

pytest_plugins = ["page_fixtures"]

AGREEMENT = "syria-2016-09"
EVENINGS = ("2016-09-13", "2016-09-15", "2016-09-17", "2016-09-19", "2016-10-03")


def today(evening: str) -> str:
    """Return all that Today says at 22:00 of a day, as known then, tables included."""
    page = AppTest.from_string(
        "from monitor.pages.navigation import run\nrun('today')", default_timeout=300
    )
    page.query_params["at"] = page.query_params["known"] = f"{evening}T22:00"
    page.run()
    assert not page.exception
    cells = [str(cell) for table in page.dataframe for cell in table.value.to_numpy().flatten()]

    return "\n".join([*(text.value for text in page.text), *cells])


MUST_SAY = [
    ("2016-09-13", "23 is 2 by “opposition factions” and 21 by “Nusra” or “ISIL”"),
    ("2016-09-13", "groups outside the truce"),
    ("2016-09-13", "in all: none recorded (civilians)"),
    ("2016-09-13", "Castello Road observation post"),
    ("2016-09-13", "20 UN trucks, of 40 expected"),
    ("2016-09-13", "cannot confirm that the trucks went beyond the buffer zone"),
    ("2016-09-13", "27 of 168 h gone by"),
    ("2016-09-13", "Cessation of hostilities: open, since 12 Sept 19:00; runs out 14 Sept 19:00"),
    ("2016-09-13", "Joint Implementation Center: not due; its conditions are not met yet"),
    ("2016-09-13", "none recorded yet; due by 15 Sept 13:00"),
    ("2016-09-13", "15 Sept 13:00  term ends: Aid from the Turkish gate arrives"),
    ("2016-09-15", "42 for 14 Sept does not fit 37 of day 2 and 45 of day 3"),
    ("2016-09-15", "trucks have waited over 48 hours"),
    ("2016-09-15", "cannot confirm the Syrian pull-back"),
    (
        "2016-09-15",
        "Cessation of hostilities: renewed, since 14 Sept 19:00; runs out 16 Sept 19:00",
    ),
    ("2016-09-15", "none recorded. It was due by 15 Sept 13:00, 9 h ago"),
    ("2016-09-15", "Joint Implementation Center: not due; its conditions are not met"),
    ("2016-09-15", "75 of 168 h gone by"),
    (
        "2016-09-17",
        "5 ended · confirmed breach 0 · reported 5 · watched and clean 0 · 123 of 168 h gone by",
    ),
    ("2016-09-17", "No attack by a party: breaches reported on all 5 ended days, none confirmed"),
    ("2016-09-17", "continues without a recorded renewal since 16 Sept 19:00 (27 h)"),
    ("2016-09-17", "not met: “Aid from the Turkish gate arrives” and “Access for aid, as the UN"),
    ("2016-09-17", "not met yet: “Seven days of calm in a row” and “Both sponsors say"),
    ("2016-09-17", "“satisfied”: United States none recorded and Russian Federation none"),
    ("2016-09-17", "No strike by a sponsor's forces on a party: breach confirmed on day 5"),
    ("2016-09-17", "199 = 23 + 37 + 45 + 39 + 55"),
    ("2016-09-17", "al-Mayadin, 15 Sept"),
    ("2016-09-17", "18 Sept 23:59"),
    ("2016-09-17", "19 Sept 19:00"),
    ("2016-09-17", "counts Armed opposition groups only"),
    ("2016-09-17", "silence is not calm"),
    ("2016-09-19", "Urum al-Kubra, 19 Sept"),
    ("2016-09-19", "killed: 12 "),
    ("2016-09-19", "declares over: its own freeze of operations"),
    ("2016-09-19", "only the two sponsors can end it"),
    ("2016-09-19", "at least 301"),
    ("2016-09-19", "7 ended · confirmed breach 0"),
    ("2016-09-19", "continues without a recorded renewal since 16 Sept 19:00 (75 h)"),
    ("2016-09-19", "Joint Implementation Center: not due; its conditions are not met"),
    ("2016-10-03", "Out of force since Mon 3 Oct 2016 21:00 Damascus, by a recorded decision"),
    ("2016-10-03", "Cessation of hostilities: closed since 3 Oct 21:00 (1 h)"),
    ("2016-10-03", "kept in force (under syria-2015-10)"),
    ("2016-10-03", "M10 hospital, Aleppo, 3 Oct"),
    ("2016-10-03", "M10 hospital, Aleppo, 1 Oct"),
    ("2016-10-03", "M10 hospital, Aleppo, 28 Sept"),
    ("2016-10-03", "Syria Civil Defence: people killed"),
    ("2016-10-03", "in all: at least 500 (civilians)"),
    ("2016-10-03", "in all: at least 1,700 (civilians)"),
]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("evening", EVENINGS)
def test_the_evening_says_what_it_must(evening: str) -> None:
    """Each evening's facts stand on the page, and its two times with zone and reconstruction."""
    said = today(evening)

    missing = [words for day, words in MUST_SAY if day == evening and words not in said]
    assert missing == []
    assert "22:00 Damascus" in said
    assert "Reconstructed from publication dates" in said


@pytest.mark.parametrize("evening", EVENINGS)
def test_no_hindsight(loaded: Service, evening: str) -> None:
    """No sentence, figure or source of a record published later is on the evening's page."""
    known = datetime.fromisoformat(f"{evening}T19:00+00:00")
    said = today(evening)
    later = [
        fact.record
        for kind in (Report, Count, Statement, Decision, Attestation)
        for fact in records(loaded, kind)
        if fact.known_from > known
    ]
    assert later

    keys = [record.key for record in later if record.key in said]
    sentences = [
        record.note
        for record in later
        if record.note and record.note in said and record.note not in earlier(loaded, known)
    ]
    assert keys == []
    assert sentences == []
    years = {year for year in re.findall(r"\b20[12]\d\b", said) if int(year) > 2016}
    assert years == set()


def records(service: Service, kind: type) -> list:
    """Return everything of a kind, as known at the end of time."""
    with service.store.facts() as facts:
        return list(facts.records(kind, FOREVER - TICK))


def earlier(service: Service, known: datetime) -> set[str]:
    """Return the notes of what was known by then."""
    return {
        fact.record.note
        for kind in (Report, Count, Statement, Decision, Attestation)
        for fact in records(service, kind)
        if fact.known_from <= known
    }


def test_the_convoy_toll_is_that_of_the_night(loaded: Service) -> None:
    """One event however many tell it: 12 on the night, a range later, never a sum."""
    night = datetime(2016, 9, 19, 19, tzinfo=UTC)
    start, end = datetime(2016, 9, 19, 16, tzinfo=UTC), datetime(2016, 9, 19, 18, tzinfo=UTC)

    def convoy(known: datetime) -> list:
        return [
            version.incident
            for version in loaded.record.incidents(known, start, end)
            if "attack_on_aid" in version.incident.kinds
        ]

    [then], [now] = convoy(night), convoy(FOREVER - TICK)

    assert (then.killed.low, then.killed.high) == (12, 12)
    assert now.killed.low == 10
    assert len(now.reports) > len(then.reports)
    assert now.killed.high is None or now.killed.high < sum(
        report.record.killed.low
        for report in loaded.record.reports(FOREVER - TICK, list(now.reports))
        if report.record.killed
    )


def test_seven_days_at_the_end_of_the_week(loaded: Service) -> None:
    """On 19 September, 19:00: undetermined by reading and account, each with its bounds."""
    at = datetime(2016, 9, 19, 16, tzinfo=UTC)
    readings = loaded.rules.instrument(AGREEMENT).variants
    found = {
        reading: loaded.verdicts.evaluate(AGREEMENT, at=at, known=at, reading=reading).of(
            "truce_holds"
        )
        for reading in (None, *readings)
    }
    accounts = {
        source: loaded.verdicts.evaluate(AGREEMENT, at=at, known=at, account=source).of(
            "truce_holds"
        )
        for source in loaded.record.accounts(at)
    }

    assert found[None].verdict == "undetermined"
    assert found[None].progress.least == 0
    assert found["sponsors"].verdict == "not_yet"
    assert found["army_calendar"].verdict == "not_in_force"
    assert found["army_calendar"].at_end.progress.needed == 7
    assert found["elapsed"].progress.needed == 168
    assert {"russian_centre", "sohr"} <= accounts.keys()
    assert all(finding.verdict != "kept" for finding in accounts.values())
