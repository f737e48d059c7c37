"""The columns that several templates have."""

from monitor.incidents import cells, meanings
from monitor.incidents.cells import one_of, some_of
from monitor.incidents.columns import WITH_OTHERS, Column, may, must
from monitor.incidents.vocabulary import KINDS


def id_of(example: str) -> Column:
    """Return the column of a record's id."""
    says = "Names the record within its source; the same id again is a new version of it."
    return must("id", cells.ID, says, example)


def from_when(name: str, says: str, example: str) -> Column:
    """Return the column of the time from which something was."""
    return must(name, cells.TIME, says, example, WITH_OTHERS)


def to_when(name: str, says: str, example: str = "") -> Column:
    """Return the column of the time up to which it was."""
    return may(name, cells.TIME, says, example, WITH_OTHERS)


def precision(example: str) -> Column:
    """Return the column that says how exactly a time is known."""
    says = "How exactly the time is known; blank is exact for a time, day for a bare date."
    return may("precision", one_of(meanings.PRECISIONS), says, example, WITH_OTHERS)


def figures(name: str, what: str, low: str, high: str) -> tuple[Column, Column]:
    """Return the two columns of a figure stated as a range."""
    at_least = f"At least so many {what}; blank is not stated, never 0."
    at_most = f"At most so many {what}; blank after a low figure is “at least”."
    return (
        may(f"{name}_low", cells.NUMBER, at_least, low, WITH_OTHERS),
        may(f"{name}_high", cells.NUMBER, at_most, high, WITH_OTHERS),
    )


SOURCE = must("source", cells.SOURCE, "Id of the source that says so.", "example")
ZONE = may(
    "time_zone",
    cells.ZONE,
    "Where clocks showed the times that state no offset of their own.",
    "Asia/Damascus",
    WITH_OTHERS,
)
KIND = may(
    "kind",
    some_of(KINDS),
    "Kind of event; several are alternatives; blank is unknown.",
    "shelling",
    "kinds",
)
BY = may(
    "by",
    cells.NAMES,
    "Who did it, as the source names them; several are alternatives.",
    "Example army",
)
AGAINST = may(
    "against",
    cells.NAMES,
    "Whom it hit, as the source names them, or civilians; several are alternatives.",
    "civilians",
)
PLACE = may("place", cells.TEXT, "Where, as the source writes it.", "Example town")
SCOPE = (
    may("sides", cells.NAMES, "Whose acts are watched; blank is everybody's.", "Example army"),
    may("areas", cells.PCODES, "P-codes that are watched; blank is everywhere.", "XX01"),
    may("kinds", some_of(KINDS), "Kinds of event watched for; blank is all.", "shelling;arrest"),
)
AGREEMENT = must("agreement", cells.AGREEMENT, "The agreement it belongs to.", "example-agreement")
REFERENCES = may(
    "references",
    cells.REFERENCES,
    "What ties it to other records, as name=value; several values of a name are alternatives.",
    "convoy=C-7;request=12",
)
IT_WAS_BEFORE = "It was before this time, or by the end of this bare date; blank is none."
TAIL = (
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
