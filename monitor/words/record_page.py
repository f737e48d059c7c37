"""Record: its parts, how they are narrowed, its lists, and the map of what is listed."""

PARTS = {
    "incidents": "Incidents",
    "counts": "Counts",
    "statements": "Said, decided, attested",
    "coverage": "Who watched",
    "uploads": "Uploads",
}
CHOOSE_PART = "Part of the record"
HEAD = (
    "All that is on record as known at the moment chosen, whatever time it tells of; "
    "“At” does not narrow it."
)
UPLOADS_HEAD = (
    "Everything ever taken in, as the book stands now: neither “At” nor “Known” narrows it."
)

FILTER_FROM = "From"
FILTER_TO = "To, included"
FILTER_KIND = "Kind"
FILTER_AREA = "Area"
FILTER_SOURCE = "Source"
FILTER_GRADE = "Established"
FILTER_TEXT = "Words in an account"
ANY = "any"
CLEAR = "Clear filters"
OF_ALL = "{shown:,} of {total}"
FIRST_ROWS = "Shown: the first {most:,} of {total:,}. Narrow the filters to see the others."
TOO_MANY = (
    "{count:,} incidents lie in this time, more than can be shown at once. "
    "Choose a shorter time under From and To."
)
NONE_FIT = "Nothing on record fits these filters: none recorded."

OPEN_INCIDENT = "Open an incident"
OPEN_UPLOAD = "Open an upload"
NOT_OPENED = "none opened"

RUNNING = "running total"
WHOLE_COUNTRY = "the whole country"
NEVER_ADDED = (
    "As each source states it. Figures of different sources are never added, "
    "and a part of one figure stands beside it as a row of its own."
)
STATEMENTS_TITLE = "Said; none of it decides a verdict"
DECISIONS_TITLE = "Decided"
ATTESTATIONS_TITLE = "Attested: that a duty was fulfilled, or was not"

MAP_TITLE = "Incidents listed, by area"
MAP_SUBTITLE = "hatched: none recorded, which is not calm"
MAP_TOLD = "Map of the incidents listed: {areas}."
MAP_AREA = "{name} {count}"
MAP_EMPTY = "In {areas} none is recorded, which is not calm."
MAP_NONE = "No boundaries of the areas that this record tells of are in the data folder."
UNPLACED = {
    "*wider": "Place wider than one area of the map: {count}.",
    "*several": "One of several areas, not known which: {count}.",
    "*elsewhere": "Outside the map: {count}.",
}
UNPLACED_CHOICE = {
    "*wider": "place wider than one area",
    "*several": "one of several areas",
    "*elsewhere": "outside the map",
}
