"""What a person may say that a column of an unknown table is."""

from enum import StrEnum


class Meaning(StrEnum):
    """What a column of a table of events says."""

    OUT = "out"
    """Nothing is taken from it."""
    DATE = "date"
    """When it happened, or began."""
    DATE_TO = "date_to"
    """When it ended, or by when it had happened."""
    TIME = "time"
    """The time of day at which it happened, or began."""
    TIME_TO = "time_to"
    """The time of day at which it ended."""
    PRECISION = "precision"
    """How exact the date is."""
    KIND = "kind"
    """What kind of event it was."""
    BY = "by"
    """Who did it."""
    AGAINST = "against"
    """Whom it struck."""
    PLACE = "place"
    """Where, in words."""
    AREA = "area"
    """The name of an area, whose p-code is looked up."""
    PCODE = "pcode"
    """The p-code of the place."""
    LATITUDE = "latitude"
    """Degrees north."""
    LONGITUDE = "longitude"
    """Degrees east."""
    KILLED = "killed"
    """How many were killed."""
    KILLED_LOW = "killed_low"
    """At least so many were killed."""
    KILLED_HIGH = "killed_high"
    """At most so many were killed."""
    INJURED = "injured"
    """How many were injured."""
    VALUE = "value"
    """The number that a row of a table of counts states."""
    MEASURE = "measure"
    """What that number counts."""
    ID = "id"
    """What names the row; several columns name it together."""
    SOURCE = "source"
    """The id of the source that says so."""
    PUBLISHED = "published"
    """The date on which it became public."""
    CITATION = "citation"
    """Where it can be read, or who told it."""
    NOTE = "note"
    """Anything else that is kept as text."""


SEVERAL = frozenset(
    {
        *(Meaning.OUT, Meaning.BY, Meaning.AGAINST, Meaning.PLACE, Meaning.AREA),
        *(Meaning.ID, Meaning.CITATION, Meaning.NOTE),
    }
)
"""What several columns of one table may be; every other meaning belongs to one."""

FOR_COUNTS = tuple(
    one
    for one in Meaning
    if one
    not in {
        *(Meaning.PRECISION, Meaning.LATITUDE, Meaning.LONGITUDE),
        *(Meaning.KILLED_LOW, Meaning.KILLED_HIGH),
    }
)
"""What a column of a table of counts may be."""

FOR_EVENTS = tuple(one for one in Meaning if one not in {Meaning.VALUE, Meaning.MEASURE})
"""What a column of a table of events may be."""
