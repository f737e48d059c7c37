"""Every cell that cannot be used is refused with its column, its value, why and what to write."""

from typing import get_args

import pytest

from monitor.errors import IncidentFileError
from monitor.incidents import meanings
from monitor.incidents.one_record import read_record
from monitor.incidents.record import Link, Range, Report, SourceProfile
from monitor.incidents.templates import TEMPLATES
from monitor.incidents.validate import read_file
from monitor.incidents.vocabulary import Grade

REPORT = {
    "id": "r1",
    "source": "un",
    "happened_from": "2016-09-17T15:55Z",
    "kind": "shelling",
    "latitude": "36.2",
    "longitude": "37.1",
}
OTHERS = {
    "count": {
        "id": "c1",
        "source": "un",
        "window_from": "2016-09-17T00:00Z",
        "measure": "killed",
        "value": "3",
    },
    "statement": {
        "id": "s1",
        "source": "un",
        "actor": "UN",
        "says": "claims",
        "made_at": "2016-09-17T00:00Z",
    },
    "decision": {
        "id": "d1",
        "source": "un",
        "agreement": "syria-2016-09",
        "by": "US",
        "what": "extended",
        "effective_from": "2016-09-17T00:00Z",
    },
    "attestation": {
        "id": "a1",
        "source": "un",
        "agreement": "syria-2016-09",
        "by": "UN",
        "what": "aid",
        "holds": "no",
        "during_from": "2016-09-17T00:00Z",
    },
    "coverage": {
        "id": "v1",
        "source": "un",
        "watched_from": "2016-09-17T00:00Z",
        "watched_to": "2016-09-18T00:00Z",
    },
    "link": {"id": "l1", "source": "un", "first": "un/1", "second": "un/2", "relation": "same"},
    "review": {"id": "w1", "source": "un", "report": "un/1", "grade": "verified"},
    "source_profile": {"id": "un", "name": "United Nations"},
}
SOUND = {"report": REPORT, **OTHERS}


@pytest.mark.parametrize(
    ("kind", "column", "value", "reason", "hint"),
    [
        ("report", "id", "", "it is blank", "Names the record"),
        ("report", "id", "a/b", "no /", "without /"),
        ("report", "id", "x" * 121, "at most 120", "shorter"),
        ("report", "id", "a\nb", "printable", "shorter"),
        ("report", "source", "", "no source is stated", "name it here"),
        ("report", "source", "UN", "not the id of a source", "un_office"),
        ("report", "happened_from", "", "it is blank", "When it happened"),
        ("report", "happened_from", "2016-02-30", "there is no 30 February 2016", "29 days"),
        ("report", "happened_from", "2016-09-17T15:55", "no time zone", "add the offset"),
        ("report", "happened_to", "2016-09-17T15:55Z", "not after happened_from", "leave it blank"),
        ("report", "happened_to", "2016-09-16T10:00Z", "not after happened_from", "not included"),
        ("report", "precision", "minute", "not one of the allowed words", "exact, hour, day"),
        ("report", "time_zone", "Damascus", "no time zone of this name", "Asia/Damascus"),
        ("report", "kind", "Shelling", "not one of the allowed words", "did you mean shelling?"),
        ("report", "kind", "air strike", "allowed words", "did you mean air_strike?"),
        ("report", "kind", "shelling;airstrike", "'airstrike': ", "did you mean air_strike?"),
        ("report", "kind", "shelling;;arrest", "a part between two ; is empty", "spare ;"),
        ("report", "by", "A;B;A", "names the same thing twice", "second"),
        ("report", "by", "A;" * 2001, "4,002 characters", "shorten"),
        ("report", "by", "A;", "a part between two ; is empty", "spare ;"),
        ("report", "place", "x" * 4001, "4,001 characters", "shorten"),
        ("report", "place", "a\x1bb", "control character U+001B", "delete it"),
        ("report", "pcode", "sy02", "not a p-code", "SY0203"),
        ("report", "pcode", "SY02;S", "'S': it is not a p-code", "SY0203"),
        ("report", "latitude", "36,2", "not a number of degrees", "write 36.2"),
        ("report", "latitude", "36N", "not a number of degrees", "36.2012"),
        ("report", "latitude", "nan", "not a number of degrees", "36.2012"),
        ("report", "latitude", "90.5", "not between -90 and 90", "swapped"),
        ("report", "longitude", "-180.1", "not between -180 and 180", "swapped"),
        ("report", "longitude", "", "latitude is not", "both or neither"),
        ("report", "purpose", "medicine", "allowed words", "did you mean medical?"),
        ("report", "killed_low", "1,000", "not a whole number", "write 1000"),
        ("report", "killed_low", "1 000", "not a whole number", "write 1000"),
        ("report", "killed_low", "1.234.567", "not a whole number", "write 1234567"),
        ("report", "killed_low", "ten", "not a whole number", "leave it blank"),
        ("report", "killed_low", "-1", "not a whole number", "leave it blank"),
        ("report", "killed_low", "3.5", "not a whole number", "plain digits, or leave it blank"),
        ("report", "killed_low", "٣", "not a whole number", "leave it blank"),
        ("report", "killed_low", "9999999999", "not a whole number", "leave it blank"),
        ("report", "weapon", "gun", "allowed words", "tank, artillery"),
        ("report", "claimed", "self-defence", "allowed words", "did you mean self_defence?"),
        ("report", "quantity_low", "dozens", "not a whole number", "leave it blank"),
        ("report", "references", "UN-7", "not name=value", "write convoy=UN-7"),
        ("report", "references", "Convoy=7", "not name=value", "write convoy=UN-7"),
        ("report", "references", "convoy=", "not name=value", "write convoy=UN-7"),
        ("report", "references", "a=1;b", "'b': it is not name=value", "write convoy=UN-7"),
        ("decision", "references", "a=1;a=1", "names the same thing twice", "second"),
        ("attestation", "references", "a=1;", "a part between two ; is empty", "spare ;"),
        ("report", "location_precision", "1 km", "not a whole number", "plain digits"),
        ("report", "disputes", "all", "allowed words", "occurrence, attribution"),
        ("report", "own_observation", "true", "neither yes nor no", "write yes or no"),
        ("report", "revision", "1.0", "not a whole number", ""),
        ("report", "published_at", "2016-09-17", "no time zone", "state the zone"),
        ("report", "confidence", "recall", "allowed words", "did you mean recalled?"),
        ("report", "handling", "secret", "allowed words", "public, internal, restricted"),
        ("count", "measure", "deaths", "allowed words", "incidents, killed, injured"),
        ("count", "value", "", "it is blank", "The figure"),
        ("count", "bound", "atleast", "allowed words", "did you mean at_least?"),
        ("count", "pcode", "SY01;SY02", "not a p-code", "SY0203"),
        ("statement", "says", "deny", "allowed words", "did you mean denies?"),
        ("decision", "agreement", "Syria 2016", "not the id of an agreement", "syria-2016-09"),
        ("decision", "what", "Truce extended", "not a term", "access_sustained"),
        ("decision", "until", "2016-09-18", "whether that day is included", "2016-09-19T00:00"),
        ("decision", "until", "2016-09-17T00:00Z", "no later than it takes effect", "both times"),
        ("decision", "until", "2016-09-16T00:00Z", "no later than it takes effect", "both times"),
        ("attestation", "holds", "", "it is blank", "Whether it held"),
        ("coverage", "watched_to", "", "watched_from is a time of day", "write the end"),
        ("coverage", "areas", "Aleppo", "not a p-code", "SY0203"),
        ("coverage", "strength", "certifies", "allowed words", "certifies_quiet"),
        ("link", "first", "r1", "does not name a report", "source/id"),
        ("link", "second", "un/a/b", "no /", "without /"),
        ("link", "second", "un/1", "the same report as first", "other report"),
        ("link", "relation", "equal", "allowed words", "same, different, possible"),
        ("review", "grade", "", "both grade and occurrence are blank", "fill in"),
        ("review", "grade", "verifed", "allowed words", "did you mean verified?"),
        ("source_profile", "id", "U N", "not the id of a source", "un_office"),
        ("source_profile", "relays", "a;B", "'B': it is not the id", "un_office"),
        ("source_profile", "strength", "all", "allowed words", "can_report"),
    ],
)
def test_a_cell_that_cannot_be_used(
    kind: str, column: str, value: str, reason: str, hint: str
) -> None:
    """One wrong cell in a sound record gives one problem, at that cell."""
    found = read_record(kind, {**SOUND[kind], column: value})

    assert isinstance(found, tuple)
    (problem,) = found
    assert problem.column == column
    assert problem.value == value[:200]
    assert problem.number == TEMPLATES[kind].names().index(column) + 1
    assert reason in problem.reason
    assert hint in problem.hint


@pytest.mark.parametrize("kind", SOUND)
def test_the_sound_records_are_sound(kind: str) -> None:
    """Without it the table above would prove nothing; and the kind is the one asked for."""
    found = read_record(kind, SOUND[kind])

    assert not isinstance(found, tuple)
    assert found.record == kind


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"killed_high": "4"}, ["killed_low"]),
        ({"killed_low": "5", "killed_high": "4"}, ["killed_high"]),
        ({"quantity_high": "4"}, ["quantity_low"]),
        ({"latitude": "", "longitude": "", "location_precision": "100"}, ["latitude"]),
        ({"kind": ""}, ["kind"]),
        ({"latitude": "x"}, ["latitude"]),
        ({"happened_from": "2016-09-17", "precision": "hour"}, ["happened_from"]),
        ({"happened_to": "2016-10-01", "precision": "month"}, ["happened_to"]),
        (
            {"happened_from": "17.9.2016", "time_zone": "X", "id": ""},
            [
                "id",
                "happened_from",
                "time_zone",
            ],
        ),
        (
            {"happened_from": "2016-09-17", "time_zone": "X", "precision": "no"},
            [
                "precision",
                "time_zone",
            ],
        ),
        ({"when": "now"}, ["when"]),
    ],
)
def test_cells_are_judged_together_and_all_at_once(
    cells: dict[str, str], columns: list[str]
) -> None:
    """Every wrong cell is named once, in order, and none because of another."""
    found = read_record("report", {**REPORT, "time_zone": "Asia/Damascus", **cells})

    assert isinstance(found, tuple)
    assert [problem.column for problem in found] == columns


def test_a_full_report() -> None:
    """What the cells say is what the record holds."""
    report = read_record(
        "report",
        {
            **REPORT,
            "kind": " shelling ; air_strike ",
            "by": "Army; Air force",
            "place": "one\r\ntwo\tthree",
            "pcode": "SY02",
            "latitude": "36.25",
            "longitude": "-0.5",
            "killed_low": "10",
            "injured_low": "0",
            "injured_high": "0",
            "weapon": "mortar;tank",
            "claimed": "accident",
            "quantity_low": "3",
            "quantity_high": "5",
            "references": "convoy = UN-7; request=12; convoy=a=b",
            "location_precision": "250",
            "own_observation": "yes",
            "note": "'=1+1",
        },
    )

    assert isinstance(report, Report)
    assert report.kinds == ("shelling", "air_strike")
    assert report.by == ("Army", "Air force")
    assert report.place == "one two three"
    assert (report.latitude, report.longitude) == (36.25, -0.5)
    assert report.killed == Range(low=10)
    assert report.injured == Range(low=0, high=0)
    assert (report.weapons, report.claims) == (("mortar", "tank"), ("accident",))
    assert report.quantity == Range(low=3, high=5)
    assert report.references == ("convoy=UN-7", "request=12", "convoy=a=b")
    assert report.location_precision == 250
    assert report.own_observation
    assert report.note == "=1+1"


@pytest.mark.parametrize(
    "cells",
    [
        {"id": "x" * 120},
        {"note": "x" * 4000},
        {"latitude": "-90", "longitude": "180"},
        {"latitude": "90.0", "longitude": "-180"},
        {"killed_low": "999999999"},
        {"killed_low": "4", "killed_high": "4"},
        {"kind": "", "note": "only a note"},
    ],
)
def test_the_last_that_fits(cells: dict[str, str]) -> None:
    """Each limit is itself allowed."""
    assert isinstance(read_record("report", {**REPORT, **cells}), Report)


def test_what_is_stated_for_the_whole_file_is_used_where_a_row_is_silent() -> None:
    """The row's own source and zone come first; a profile is its own source."""
    cells = {"id": "r1", "happened_from": "2016-09-17T15:00", "note": "x"}

    silent = read_record("report", cells, source="un", time_zone="Asia/Damascus")
    own = {**cells, "source": "us", "time_zone": "UTC"}
    telling = read_record("report", own, source="un", time_zone="Asia/Damascus")
    profile = read_record("source_profile", {"id": "sohr", "name": "N"}, source="un")

    assert isinstance(silent, Report)
    assert isinstance(telling, Report)
    assert isinstance(profile, SourceProfile)
    assert (silent.source, silent.happened.start.hour) == ("un", 12)
    assert (telling.source, telling.happened.start.hour) == ("us", 15)
    assert (profile.source, profile.time_zone) == ("sohr", "UTC")


@pytest.mark.parametrize(
    ("stated", "path", "hint"),
    [
        ({"kind": "reports"}, "kind", "did you mean report?"),
        ({"source": "The UN"}, "source", "small letters"),
        ({"time_zone": "Damascus"}, "time_zone", "Asia/Damascus"),
    ],
)
def test_what_is_stated_for_the_whole_file_is_checked(
    stated: dict[str, str], path: str, hint: str
) -> None:
    """A wrong option is one problem of the file, not of each of its rows."""
    with pytest.raises(IncidentFileError) as refused:
        read_file(b"id,source,happened_from\n", file="f.csv", **stated)

    (problem,) = refused.value.problems
    assert problem.path == path
    assert hint in problem.hint


def test_a_link_keeps_the_keys_of_its_reports() -> None:
    """A report is named by source and id."""
    link = read_record("link", OTHERS["link"])

    assert isinstance(link, Link)
    assert (link.first, link.second) == ("un/1", "un/2")


def test_every_word_has_its_sentence() -> None:
    """Each allowed word of each record field can be written, and the documentation explains it."""
    lists = [words for words in vars(meanings).values() if isinstance(words, dict)]
    explained = {type(word): set(words) for words in lists for word in words if words}
    enums = {
        kind
        for template in TEMPLATES.values()
        for field in template.record.model_fields.values()
        for kind in (field.annotation, *get_args(field.annotation))
        if hasattr(kind, "__members__")
    }

    assert Grade in enums
    for kind in enums:
        assert explained[kind] == set(kind), kind
