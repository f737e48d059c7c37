"""The templates by which reports are weighed: who watched, links, reviews and profiles."""

from monitor.incidents import cells, meanings
from monitor.incidents.cells import one_of
from monitor.incidents.columns import Template, When, may, must
from monitor.incidents.record import (
    Coverage,
    Link,
    Review,
    SourceProfile,
)
from monitor.incidents.shared_columns import (
    SCOPE,
    SOURCE,
    TAIL,
    ZONE,
    from_when,
    id_of,
    to_when,
)

COVERAGE = Template(
    "coverage.csv",
    Coverage,
    "A source was watching these sides, areas and kinds during the span.",
    (
        id_of("coverage-1"),
        SOURCE,
        from_when(
            "watched_from",
            "From when the source watched, or the whole day on which it did.",
            "2030-01-05T07:00",
        ),
        to_when(
            "watched_to",
            "Exclusive end, needed after a time of day; a bare date is included whole.",
            "2030-01-05T19:00",
        ),
        ZONE,
        *SCOPE,
        may(
            "strength",
            one_of(meanings.STRENGTHS),
            "What its silence is worth; blank is certifies_quiet.",
            "certifies_quiet",
        ),
        *TAIL,
    ),
    When("watched", "watched_from", "watched_to", must_end=True),
)
LINKS = Template(
    "links.csv",
    Link,
    "Two reports tell of one event, of two events, or possibly of one.",
    (
        id_of("link-1"),
        SOURCE,
        must("first", cells.REPORT, "A report.", "example/report-1"),
        must("second", cells.REPORT, "The other report.", "example/report-2"),
        must("relation", one_of(meanings.RELATIONS), "How they stand to each other.", "same"),
        *TAIL,
    ),
)
REVIEWS = Template(
    "reviews.csv",
    Review,
    "Somebody weighed an incident, named by one of its reports; grade or occurrence is given.",
    (
        id_of("review-1"),
        SOURCE,
        must("report", cells.REPORT, "A report of the incident.", "example/report-1"),
        may(
            "grade",
            one_of(meanings.GRADES),
            "How well it is established that it happened.",
            "verified",
        ),
        may(
            "occurrence",
            one_of(meanings.OCCURRENCES),
            "What becomes of a dispute about whether it happened.",
            "accepted",
        ),
        *TAIL,
    ),
)
SOURCE_PROFILES = Template(
    "source_profiles.csv",
    SourceProfile,
    "What a source is: for whom it speaks, what it watches and what its silence is worth.",
    (
        must(
            "id",
            cells.SOURCE,
            "Id of the source, which the column source of other files repeats.",
            "example",
        ),
        must("name", cells.TEXT, "Its name.", "Example centre"),
        may("side", cells.TEXT, "The side it belongs to; blank is none.", "Example army"),
        may(
            "speaks_for",
            cells.NAMES,
            "Actors whose denial this source's denial is.",
            "Example army",
        ),
        may("relays", cells.SOURCES, "Sources whose reports it repeats.", "example_agency"),
        *SCOPE,
        may(
            "strength",
            one_of(meanings.STRENGTHS),
            "What its silence is worth; blank is can_report.",
            "can_report",
        ),
        may("time_zone", cells.ZONE, "Zone of its times; blank is UTC.", "Asia/Damascus"),
        may("cut_off", cells.TEXT, "When its reporting day ends.", "daily at 18:00"),
        may("limits", cells.TEXT, "What it cannot see or does not report.", "one side only"),
        *TAIL,
    ),
)
