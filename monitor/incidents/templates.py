"""The nine templates, column by column.

The declarations serve three readers: the program, the template files and the documentation.
"""

from types import MappingProxyType

from monitor.incidents import cells, meanings
from monitor.incidents.cells import one_of, some_of
from monitor.incidents.columns import WITH_OTHERS, Column, Template, When, may, must
from monitor.incidents.record import (
    Attestation,
    Count,
    Coverage,
    Decision,
    Link,
    Report,
    Review,
    SourceProfile,
    Statement,
)
from monitor.incidents.vocabulary import CLAIMS, KINDS, PURPOSES, WEAPONS


def _id(example: str) -> Column:
    says = "Names the record within its source; the same id again is a new version of it."
    return must("id", cells.ID, says, example)


def _from(name: str, says: str, example: str) -> Column:
    return must(name, cells.TIME, says, example, WITH_OTHERS)


def _to(name: str, says: str, example: str = "") -> Column:
    return may(name, cells.TIME, says, example, WITH_OTHERS)


def _precision(example: str) -> Column:
    says = "How exactly the time is known; blank is exact for a time, day for a bare date."
    return may("precision", one_of(meanings.PRECISIONS), says, example, WITH_OTHERS)


def _figures(name: str, what: str, low: str, high: str) -> tuple[Column, Column]:
    at_least = f"At least so many {what}; blank is not stated, never 0."
    at_most = f"At most so many {what}; blank after a low figure is “at least”."
    return (
        may(f"{name}_low", cells.NUMBER, at_least, low, WITH_OTHERS),
        may(f"{name}_high", cells.NUMBER, at_most, high, WITH_OTHERS),
    )


_SOURCE = must("source", cells.SOURCE, "Id of the source that says so.", "example")
_ZONE = may(
    "time_zone",
    cells.ZONE,
    "Where clocks showed the times that state no offset of their own.",
    "Asia/Damascus",
    WITH_OTHERS,
)
_KIND = may(
    "kind",
    some_of(KINDS),
    "Kind of event; several are alternatives; blank is unknown.",
    "shelling",
    "kinds",
)
_BY = may(
    "by",
    cells.NAMES,
    "Who did it, as the source names them; several are alternatives.",
    "Example army",
)
_AGAINST = may(
    "against",
    cells.NAMES,
    "Whom it hit, as the source names them, or civilians; several are alternatives.",
    "civilians",
)
_PLACE = may("place", cells.TEXT, "Where, as the source writes it.", "Example town")
_SCOPE = (
    may("sides", cells.NAMES, "Whose acts are watched; blank is everybody's.", "Example army"),
    may("areas", cells.PCODES, "P-codes that are watched; blank is everywhere.", "XX01"),
    may("kinds", some_of(KINDS), "Kinds of event watched for; blank is all.", "shelling;arrest"),
)
_AGREEMENT = must("agreement", cells.AGREEMENT, "The agreement it belongs to.", "example-agreement")
_REFERENCES = may(
    "references",
    cells.REFERENCES,
    "What ties it to other records, as name=value; several values of a name are alternatives.",
    "convoy=C-7;request=12",
)
_IT_WAS_BEFORE = "It was before this time, or by the end of this bare date; blank is none."
_TAIL = (
    may(
        "revision",
        cells.NUMBER,
        "The source's own version number; the highest counts, then the last recorded.",
        "0",
    ),
    may("withdrawn", cells.YES_OR_NO, "Whether the source takes it back; blank is no.", "no"),
    may(
        "published_at",
        cells.TIME,
        "When it became public; a bare date means the end of that local day.",
        "2030-01-06T09:00+03:00",
        WITH_OTHERS,
    ),
    may(
        "published_approximate",
        cells.YES_OR_NO,
        "Whether published_at is about right only; blank is no.",
        "no",
    ),
    may(
        "confidence",
        one_of(meanings.CONFIDENCES),
        "How the entry itself was obtained; blank is found.",
        "found",
    ),
    may(
        "handling",
        one_of(meanings.HANDLINGS),
        "Who may see the entry; blank is internal.",
        "internal",
    ),
    may("citation", cells.TEXT, "Where it can be read: title, page, address.", "Bulletin 1"),
    may("note", cells.TEXT, "Anything that no other column holds.", "synthetic example"),
)

_REPORTS = Template(
    "reports.csv",
    Report,
    "One source's account of one event; it fills kind or note, or both.",
    (
        _id("report-1"),
        _SOURCE,
        _from(
            "happened_from",
            "When it happened, or the earliest it can have happened.",
            "2030-01-05T15:55",
        ),
        _to("happened_to", _IT_WAS_BEFORE),
        _precision("hour"),
        _ZONE,
        _KIND,
        _BY,
        _AGAINST,
        _PLACE,
        may(
            "pcode",
            cells.PCODES,
            "P-code of the place; several are alternatives.",
            "XX0101",
            "pcodes",
        ),
        may("latitude", cells.LATITUDE, "Degrees north; given with longitude.", "0.5"),
        may("longitude", cells.LONGITUDE, "Degrees east; given with latitude.", "-0.25"),
        may(
            "location_precision",
            cells.NUMBER,
            "Metres by which the coordinates may be off; blank is as they stand.",
            "500",
        ),
        may(
            "purpose",
            some_of(PURPOSES),
            "Stated purpose of a flight or movement; several are alternatives.",
            "combat",
            "purposes",
        ),
        may(
            "weapon",
            some_of(WEAPONS),
            "Weapon used, seen or moved; several are alternatives.",
            "mortar;artillery",
            "weapons",
        ),
        may(
            "claimed",
            some_of(CLAIMS),
            "What those who did it say for themselves; several are alternatives.",
            "self_defence",
            "claims",
        ),
        *_figures("killed", "people were killed", "2", "4"),
        *_figures("injured", "people were injured", "5", ""),
        *_figures("quantity", "people, vehicles or things were seen, moved or reached", "6", "8"),
        _REFERENCES,
        may(
            "disputes",
            one_of(meanings.DISPUTES),
            "What this account denies about the event it is linked to; blank is nothing.",
        ),
        may(
            "own_observation",
            cells.YES_OR_NO,
            "Whether the source observed it itself; blank is no.",
            "yes",
        ),
        *_TAIL,
    ),
    When("happened", "happened_from", "happened_to"),
    ("killed", "injured", "quantity"),
)

_COUNTS = Template(
    "counts.csv",
    Count,
    "An aggregate figure that a source states for a window of time.",
    (
        _id("count-1"),
        _SOURCE,
        _from(
            "window_from",
            "Start of the window, or the instant or day the figure is of.",
            "2030-01-05T00:00",
        ),
        _to(
            "window_to",
            "Exclusive end of the window; a bare date is included whole.",
            "2030-01-06T00:00",
        ),
        may(
            "window_approximate",
            cells.YES_OR_NO,
            "Whether the window is about right only; blank is no.",
            "no",
        ),
        _ZONE,
        may(
            "cumulative",
            cells.YES_OR_NO,
            "Whether it is a running total since window_from; blank is no.",
            "no",
        ),
        must("measure", one_of(meanings.MEASURES), "What is counted.", "incidents"),
        must("value", cells.NUMBER, "The figure.", "8"),
        may("bound", one_of(meanings.BOUNDS), "How it is meant; blank is exact.", "at_least"),
        _KIND,
        _BY,
        _AGAINST,
        _PLACE,
        may(
            "pcode",
            cells.PCODE,
            "P-code the figure is for; blank is the whole country.",
            "XX01",
            "pcodes",
        ),
        may(
            "stated_by",
            cells.TEXT,
            "Whose figure the source passes on, where it is not its own.",
            "Example ministry",
        ),
        *_TAIL,
    ),
    When("window", "window_from", "window_to"),
)

_STATEMENTS = Template(
    "statements.csv",
    Statement,
    "Somebody accepts, offers, claims, denies, judges unmet or declares over; it decides nothing.",
    (
        _id("statement-1"),
        _SOURCE,
        must("actor", cells.TEXT, "Who speaks.", "Example army"),
        must("says", one_of(meanings.SAYS), "What the statement does.", "denies"),
        may("about", cells.TEXT, "What it is about.", "the shelling of 5 January"),
        _from(
            "made_at",
            "When it was made, or the earliest it can have been made.",
            "2030-01-05T18:30",
        ),
        _to("made_to", _IT_WAS_BEFORE),
        _precision("exact"),
        _ZONE,
        *_TAIL,
    ),
    When("made", "made_at", "made_to"),
)

_DECISIONS = Template(
    "decisions.csv",
    Decision,
    "An act of a party or body that changes a norm or a phase of an agreement.",
    (
        _id("decision-1"),
        _SOURCE,
        _AGREEMENT,
        must("by", cells.TEXT, "Who decided.", "Example ministry"),
        must(
            "what",
            cells.TERM,
            "What was decided, in the word that the agreement's rules use.",
            "extended",
        ),
        _from(
            "effective_from",
            "When it takes effect, or the earliest it can.",
            "2030-01-06T19:00",
        ),
        _to("effective_to", _IT_WAS_BEFORE),
        _precision("exact"),
        _to(
            "until",
            "Exclusive end of what was decided, with its time of day; blank is none stated.",
            "2030-01-08T19:00",
        ),
        _ZONE,
        _REFERENCES,
        *_TAIL,
    ),
    When("effective", "effective_from", "effective_to"),
)

_ATTESTATIONS = Template(
    "attestations.csv",
    Attestation,
    "A dated status of a duty: somebody says that it held, or that it did not.",
    (
        _id("attestation-1"),
        _SOURCE,
        _AGREEMENT,
        must("by", cells.TEXT, "Who attests it.", "Example mission"),
        must(
            "what",
            cells.TERM,
            "What held or did not, in the word that the agreement's rules use.",
            "checkpoints_staffed",
        ),
        must("holds", cells.YES_OR_NO, "Whether it held.", "yes"),
        _from(
            "during_from",
            "From when it held, or the instant or day it is said of.",
            "2030-01-05",
        ),
        _to("during_to", "Exclusive end; a bare date is included whole.", "2030-01-06"),
        _precision("day"),
        _ZONE,
        _REFERENCES,
        *_TAIL,
    ),
    When("during", "during_from", "during_to"),
)

_COVERAGE = Template(
    "coverage.csv",
    Coverage,
    "A source was watching these sides, areas and kinds during the span.",
    (
        _id("coverage-1"),
        _SOURCE,
        _from(
            "watched_from",
            "From when the source watched, or the whole day on which it did.",
            "2030-01-05T07:00",
        ),
        _to(
            "watched_to",
            "Exclusive end, needed after a time of day; a bare date is included whole.",
            "2030-01-05T19:00",
        ),
        _ZONE,
        *_SCOPE,
        may(
            "strength",
            one_of(meanings.STRENGTHS),
            "What its silence is worth; blank is certifies_quiet.",
            "certifies_quiet",
        ),
        *_TAIL,
    ),
    When("watched", "watched_from", "watched_to", must_end=True),
)

_LINKS = Template(
    "links.csv",
    Link,
    "Two reports tell of one event, of two events, or possibly of one.",
    (
        _id("link-1"),
        _SOURCE,
        must("first", cells.REPORT, "A report.", "example/report-1"),
        must("second", cells.REPORT, "The other report.", "example/report-2"),
        must("relation", one_of(meanings.RELATIONS), "How they stand to each other.", "same"),
        *_TAIL,
    ),
)

_REVIEWS = Template(
    "reviews.csv",
    Review,
    "Somebody weighed an incident, named by one of its reports; grade or occurrence is given.",
    (
        _id("review-1"),
        _SOURCE,
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
        *_TAIL,
    ),
)

_SOURCE_PROFILES = Template(
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
        *_SCOPE,
        may(
            "strength",
            one_of(meanings.STRENGTHS),
            "What its silence is worth; blank is can_report.",
            "can_report",
        ),
        may("time_zone", cells.ZONE, "Zone of its times; blank is UTC.", "Asia/Damascus"),
        may("cut_off", cells.TEXT, "When its reporting day ends.", "daily at 18:00"),
        may("limits", cells.TEXT, "What it cannot see or does not report.", "one side only"),
        *_TAIL,
    ),
)

TEMPLATES = MappingProxyType(
    {
        template.kind: template
        for template in (
            _REPORTS,
            _COUNTS,
            _STATEMENTS,
            _DECISIONS,
            _ATTESTATIONS,
            _COVERAGE,
            _LINKS,
            _REVIEWS,
            _SOURCE_PROFILES,
        )
    }
)
"""The templates by kind of record."""
