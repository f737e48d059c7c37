"""The templates of what sources tell: reports, counts and statements."""

from monitor.incidents import cells, meanings
from monitor.incidents.cells import one_of, some_of
from monitor.incidents.columns import Template, When, may, must
from monitor.incidents.record import (
    Count,
    Report,
    Statement,
)
from monitor.incidents.shared_columns import (
    AGAINST,
    BY,
    IT_WAS_BEFORE,
    KIND,
    PLACE,
    REFERENCES,
    SOURCE,
    TAIL,
    ZONE,
    figures,
    from_when,
    id_of,
    precision,
    to_when,
)
from monitor.incidents.vocabulary import CLAIMS, PURPOSES, WEAPONS

REPORTS = Template(
    "reports.csv",
    Report,
    "One source's account of one event; it fills kind or note, or both.",
    (
        id_of("report-1"),
        SOURCE,
        from_when(
            "happened_from",
            "When it happened, or the earliest it can have happened.",
            "2030-01-05T15:55",
        ),
        to_when("happened_to", IT_WAS_BEFORE),
        precision("hour"),
        ZONE,
        KIND,
        BY,
        AGAINST,
        PLACE,
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
        *figures("killed", "people were killed", "2", "4"),
        *figures("injured", "people were injured", "5", ""),
        *figures("quantity", "people, vehicles or things were seen, moved or reached", "6", "8"),
        REFERENCES,
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
        *TAIL,
    ),
    When("happened", "happened_from", "happened_to"),
    ("killed", "injured", "quantity"),
)
COUNTS = Template(
    "counts.csv",
    Count,
    "An aggregate figure that a source states for a window of time.",
    (
        id_of("count-1"),
        SOURCE,
        from_when(
            "window_from",
            "Start of the window, or the instant or day the figure is of.",
            "2030-01-05T00:00",
        ),
        to_when(
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
        ZONE,
        may(
            "cumulative",
            cells.YES_OR_NO,
            "Whether it is a running total since window_from; blank is no.",
            "no",
        ),
        must("measure", one_of(meanings.MEASURES), "What is counted.", "incidents"),
        must("value", cells.NUMBER, "The figure.", "8"),
        may("bound", one_of(meanings.BOUNDS), "How it is meant; blank is exact.", "at_least"),
        KIND,
        BY,
        AGAINST,
        PLACE,
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
        *TAIL,
    ),
    When("window", "window_from", "window_to"),
)
STATEMENTS = Template(
    "statements.csv",
    Statement,
    "Somebody accepts, offers, claims, denies, judges unmet or declares over; it decides nothing.",
    (
        id_of("statement-1"),
        SOURCE,
        must("actor", cells.TEXT, "Who speaks.", "Example army"),
        must("says", one_of(meanings.SAYS), "What the statement does.", "denies"),
        may("about", cells.TEXT, "What it is about.", "the shelling of 5 January"),
        from_when(
            "made_at",
            "When it was made, or the earliest it can have been made.",
            "2030-01-05T18:30",
        ),
        to_when("made_to", IT_WAS_BEFORE),
        precision("exact"),
        ZONE,
        *TAIL,
    ),
    When("made", "made_at", "made_to"),
)
