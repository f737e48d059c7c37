"""Rules are told in plain English, completely, and in the words people use."""

import pytest

from monitor.agreements.english import explain_rules
from monitor.agreements.english_conditions import sentence
from monitor.agreements.load import Instrument, load_text
from monitor.settings import PROJECT

GOOD = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
DAY = "from 19:00 to 19:00 Europe/Kyiv"
ATTACK = (
    "class attack (shelling or air strike by a party against a party or civilians, "
    "leaving out those to move the sick or wounded or to recover people)"
)
POLICY = (
    "counting only incidents told by two independent sources as certain; an incident in doubt "
    "leaves it open, and a day that nobody watched is never taken as kept"
)


@pytest.fixture
def instrument() -> Instrument:
    """The made-up agreement."""
    return load_text(GOOD, "northland.yaml")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            "calm_day",
            f"On every monitoring day, {DAY}, there is no incident of {ATTACK}, {POLICY}.",
        ),
        (
            "few_killed",
            (
                f"In every 3 monitoring days in a row, each {DAY}, at most 5 "
                "(until 10 Jan 2020 00:00) and at most 2 (from 10 Jan 2020 00:00) people are "
                "killed in incidents of "
                f"{ATTACK}, {POLICY}, judged separately for each area."
            ),
        ),
        (
            "counted",
            (
                f"On every monitoring day, {DAY}, there are at most 3 incidents of {ATTACK}, "
                "by the counts of north_office alone."
            ),
        ),
        (
            "no_flights",
            (
                f"On every monitoring day, {DAY}, there is no incident of class flight "
                f"(military flight by Northland in the Valley), {POLICY}."
            ),
        ),
        (
            "often",
            (
                f"At least 5 incidents of {ATTACK} within 7 monitoring days in a row, {DAY}, are a "
                "repeated pattern, counting only incidents told by two independent sources as "
                "certain; it proposes “call envoys”, and people decide, judged separately for "
                "each party."
            ),
        ),
        (
            "truce_holds",
            (
                f"“calm_day” is kept on 7 monitoring days in a row, {DAY}; "
                "a confirmed breach makes the count restart."
            ),
        ),
        (
            "posts",
            (
                "The newest attestation of “posts staffed” by un_team or Envoys says that "
                "it is so, "
                "and is no older than 3 days."
            ),
        ),
    ],
)
def test_a_condition_is_one_sentence(instrument: Instrument, condition: str, expected: str) -> None:
    """The sentence gives window, number, what counts, and the policies that apply."""
    assert sentence(instrument.agreement, condition) == expected


HELD = (
    "; a decision and what takes it back at one instant is one taken back, of a condition judged "
    "day by day the day counts, and a day on which nothing needed permission is not taken as kept."
)
REST = (
    "; exactly then is in time, at the same instant is an answer, and a day is a breach as long "
    "as an answer is overdue on it; what happened before the agreement began asks for nothing, "
    "and a day by whose end nothing asked is not taken as kept; "
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            "aid_moves",
            (
                "Whenever an incident of class left (aid set out) happens, an incident of class "
                "arrived (aid arrived) with the same convoy follows no later than 48 hours after "
                f"it{REST}"
                "that there was no answer counts only where somebody watched for it."
            ),
        ),
        (
            "replies",
            (
                "Whenever an attestation of “asked” by Southland happens, a decision of "
                "“granted” by Northland follows no later than 2 days, to the same hour of the "
                f"clock, after it{REST}where none is recorded, there was none."
            ),
        ),
        (
            "announced",
            (
                "Whenever an incident of class left (aid set out) happens, an attestation of "
                "“announced” by Northland with the same convoy came at least 1 day, to the same "
                "hour of the clock, before it; exactly so long before is enough, a notice given "
                "before the agreement began counts, and a day on which nothing needed notice is "
                "not taken as kept; "
                "where none is recorded, there was none, judged separately for each party."
            ),
        ),
        (
            "allowed",
            (
                "Whenever an incident of class left (aid set out) happens, this holds at that "
                "very instant: at least one of (“replies”), (a decision of each of Northland and "
                "Southland, “permit”, is in force) or (it is not so that (the newest attestation "
                f"of “danger” by Southland says that it is so)){HELD}"
            ),
        ),
        (
            "guarded",
            (
                "Whenever a decision of “moved” happens, this holds at that very instant: at "
                f"least 1 of (“replies”) and (“week”), by acts with the same order{HELD}"
            ),
        ),
        (
            "arrives",
            (
                "An incident of class arrived (aid arrived) happens no later than 48 hours after "
                "the first incident of class left (aid set out); exactly then is in time; that "
                "there was none in time counts only where somebody watched for it."
            ),
        ),
        (
            "ready",
            (
                "“ready” is attested by Northland no later than 5 Jan 2020 12:00; exactly then is "
                "in time."
            ),
        ),
        (
            "calm_since",
            (
                "“replies” is kept on every day after the day of a decision of “signed” by "
                "Northland, at least 3 monitoring days; the day itself does not count, a "
                "confirmed breach ends it until another comes, and of several the one that gives "
                "most counts."
            ),
        ),
        (
            "first_things",
            (
                "The first incident of class arrived (aid arrived) comes no earlier than the "
                "first incident of class left (aid set out); at the same instant is early enough."
            ),
        ),
        (
            "at_once",
            (
                "The first decision of “signed” by Northland and the first attestation of "
                "“signed” by Southland come within 2 days, to the same hour of the clock, of each "
                "other, whichever is first; exactly so far apart is together."
            ),
        ),
        (
            "week",
            (
                f"“replies” is kept on 7 monitoring days in a row, {DAY}; "
                "a confirmed breach makes the count restart."
            ),
        ),
    ],
)
def test_a_duty_is_one_sentence(condition: str, expected: str) -> None:
    """What asks, what answers, by when, and what absence takes."""
    text = (PROJECT / "tests" / "rules" / "duties.yaml").read_text(encoding="utf-8")

    assert sentence(load_text(text, "duties.yaml").agreement, condition) == expected


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (
            "elapsed",
            (
                "168 hours in a row pass without a breach of “calm_day”; "
                "a confirmed breach makes the count restart."
            ),
        ),
        (
            "sponsors",
            f"7 monitoring days in a row, {DAY}, are attested as adherence by Envoys.",
        ),
    ],
)
def test_a_reading_has_its_own_sentence(
    instrument: Instrument, reading: str, expected: str
) -> None:
    """The sentence is that of the terms under the reading."""
    assert sentence(instrument.under(reading), "truce_holds") == expected


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("standard: corroborated", "standard: reported", "taking every report as certain"),
        (
            "{of: flight, at_most: 0}",
            "{of: flight, at_most: {of_baseline: 80 %, from: 2019-12-01, until: 2019-12-15}}",
            (
                f"On every monitoring day, {DAY}, there are no more incidents of class flight "
                "(military flight by Northland in the Valley) than 80 % of the mean per day from "
                "1 Dec 2019 00:00 until 15 Dec 2019 00:00; where nobody watched all that time "
                "nothing is kept or broken, counting only incidents"
            ),
        ),
        (
            "{of: flight, at_most: 0}",
            (
                "{of: flight, measure: killed, each: 7 days, at_most: "
                "{of_baseline: 80 %, from: 2019-12-01, until: 2019-12-15, standard: reported}}"
            ),
            "until 15 Dec 2019 00:00, 7 times, taking every report as certain then; where",
        ),
        (
            "{of: flight, at_most: 0}}",
            "{of: flight, at_most: 0}, once: truce_holds}",
            (
                "taken as kept; it applies from the first day after that at whose end "
                "“Seven quiet days” (truce_holds) first was met."
            ),
        ),
        (
            "{of: flight, at_most: 0}}",
            (
                "{of: flight, at_most: 0}, from: 2020-02-01, until: 2020-03-01, "
                "bound: [north, envoys], best_efforts: true}"
            ),
            (
                "; this text is in force from 1 Feb 2020 00:00 until 1 March 2020 00:00; it binds "
                "Northland and Envoys, by their best efforts: falling short puts a question to "
                "them, and is no breach."
            ),
        ),
        (
            "{of: flight, at_most: 0}",
            "{of: flight, at_most: 20, measure: count, each: report}",
            (
                "at most 20 are counted in incidents of class flight (military flight by "
                "Northland in the Valley), each taken by itself, counting only"
            ),
        ),
        (
            "{of: flight, at_most: 0}",
            "{of: flight, at_most: 2, each: 72 hours}",
            f"up to every instant of a monitoring day, {DAY}, that instant included and nothing",
        ),
        ("standard: corroborated", "standard: verified", "that a review has verified"),
        ("standard: corroborated", "doubt: breaks", "in doubt counts as a breach"),
        ("standard: corroborated", "doubt: counts_as_quiet", "in doubt does not count"),
        ("standard: corroborated", "unobserved: breaks", "nobody watched counts as a breach"),
        ("{of: flight, at_most: 0}", "{of: flight, at_least: 2}", "there are at least 2 incidents"),
        (
            "{of: flight, at_most: 0}",
            "{of: attack, measure: injured, at_most: 0}",
            "nobody is injured in",
        ),
        (
            "{of: flight, at_most: 0}",
            "{of: attack, in: hills, at_most: 0}",
            "in hills, which nobody has published",
        ),
    ],
)
def test_what_the_file_chooses_is_said(old: str, new: str, words: str) -> None:
    """A policy or bound that differs gives another sentence."""
    instrument = load_text(GOOD.replace(old, new), "northland.yaml")

    assert words in sentence(instrument.agreement, "no_flights")


def test_a_second_is_told_where_the_file_states_one() -> None:
    """Times are told to the minute, and to the second where they begin or end within one."""
    begins = GOOD.replace("from: 2020-01-01T19:00", "from: 2020-01-01T19:00:01")
    turns = GOOD.replace('day_starts: "19:00"', 'day_starts: "19:00:30"')

    assert "1 Jan 2020 19:00:01" in explain_rules(load_text(begins, "northland.yaml"))
    assert "from 19:00:30 to 19:00:30" in explain_rules(load_text(turns, "northland.yaml"))
    assert "19:00:" not in explain_rules(load_text(GOOD, "northland.yaml"))


@pytest.mark.parametrize(
    ("exception", "told"),
    [
        ("{weapon: [tank, mortar]}", "leaving out those with tank or mortar"),
        (
            "{claimed: self_defence}",
            "leaving out those, of which those who did it say that it answered an attack",
        ),
        (
            "{claimed: [self_defence, imminent_threat], paired_within: 3 hours}",
            (
                "leaving out those, of which those who did it say that it answered an attack or "
                "that it met an attack about to come, and which follow an attack on them "
                "(another incident of the class, at most 3 hours before)"
            ),
        ),
        (
            "{claimed: self_defence, paired_within: 1 hour, same_place: true}",
            "(another incident of the class at the same place, at most 1 hour before)",
        ),
        (
            "{quantity: {at_most: 15}}",
            "leaving out those, with at most 15 people or things counted",
        ),
        (
            "{any_kind: shelling, quantity: {at_least: 1000, at_most: 2000}}",
            "leaving out shelling, with at least 1,000 and at most 2,000 people or things counted",
        ),
    ],
)
def test_every_test_of_a_filter_is_told(exception: str, told: str) -> None:
    """A class names what it tests."""
    changed = GOOD.replace("[{purpose: [medical, rescue]}]", f"[{exception}]")

    assert told in explain_rules(load_text(changed, "northland.yaml"))


@pytest.mark.parametrize(
    ("area", "told"),
    [
        (
            "{within: 3500 m, of_line: [[-1.25, 2.06], [0.5, -1.5]], side: north_east}",
            (
                "hills (hills): up to 3,500 metres from the line through 1.25° S 2.06° E and "
                "0.5° N 1.5° W, on its north-east side; p-codes that hold it: nobody says which."
            ),
        ),
        (
            "{within: 5 m, from_distance: 2 m, of_line: [[1, 2], [3, 4]], lies_in: [NL02, NL03]}",
            (
                "hills (hills): from 2 up to 5 metres from the line through 1.0° N 2.0° E and "
                "3.0° N 4.0° E; p-codes that hold it: NL02 and NL03."
            ),
        ),
        (
            "{polygon: [[1, 2], [3, 4], [3, 2]], name: the Hills, until: 2020-02-01}",
            (
                "the Hills (hills) (until 1 Feb 2020 00:00): within the border through "
                "1.0° N 2.0° E, 3.0° N 4.0° E and 3.0° N 2.0° E; "
                "p-codes that hold it: nobody says which."
            ),
        ),
        (
            "{pcodes: NL02, from: 2020-02-01, provenance: recalled}",
            (
                "hills (hills) (from 1 Feb 2020 00:00): p-codes NL02; "
                "borders from memory, to be checked before it is quoted."
            ),
        ),
    ],
)
def test_the_extent_of_an_area_is_told(area: str, told: str) -> None:
    """How its border runs, over which time, and which units hold it."""
    changed = GOOD.replace("hills: {unpublished: true}", f"hills: {area}")

    assert told in explain_rules(load_text(changed, "northland.yaml"))


def test_the_whole_is_told(instrument: Instrument) -> None:
    """Every id, name, paraphrase, alias, assumption and reading of the file is on the page."""
    agreement = instrument.agreement
    told = explain_rules(instrument)
    expected = [
        *agreement.parties,
        *(party.name for party in agreement.parties.values()),
        *(alias.name for party in agreement.parties.values() for alias in party.aliases),
        *agreement.areas,
        *agreement.clauses,
        *(clause.says for clause in agreement.clauses.values()),
        *agreement.classes,
        *agreement.conditions,
        *(condition.assumption for condition in agreement.conditions.values()),
        *agreement.readings,
        *(reading.title for reading in agreement.readings.values()),
        *(sentence(agreement, condition) for condition in agreement.conditions),
    ]

    assert [words for words in expected if words not in told] == []


def test_a_clause_that_leaves_something_free_says_so(instrument: Instrument) -> None:
    """Nobody looks in vain for what tests it."""
    told = explain_rules(instrument)

    assert "; it requires nothing, and nothing tests it)" in told


def test_no_word_of_the_workshop_is_told(instrument: Instrument) -> None:
    """Words that only the program's makers use stay out of what people read."""
    told = explain_rules(instrument).lower().split()

    assert {"lo", "hi", "tally", "kleene", "latch", "encoding", "vacuous"}.isdisjoint(told)
