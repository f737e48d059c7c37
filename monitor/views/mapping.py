"""What a person said of the columns of an unknown table, and what is still to be said."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from monitor.incidents.formats.drawn_counts import FIGURES
from monitor.incidents.formats.meaning import FOR_COUNTS, FOR_EVENTS, SEVERAL, Meaning
from monitor.incidents.formats.said import Row, Said
from monitor.incidents.formats.seen import MOST_DIFFERENT, SeenColumn
from monitor.incidents.intake import Intake
from monitor.views.telling import told
from monitor.words import mapping, names_of, phrasing

MOST_RECORDS = 3
"""Records that are shown as they would be read."""

MOST_VALUES = 40
"""Values of a column for which a meaning is asked."""


def first_values(column: SeenColumn) -> str:
    """Return the first values of a column on one line."""
    return " · ".join(column.first)


def guess_of(column: SeenColumn, record: Row = "report") -> str:
    """Return what a column probably is, in words; empty where nothing says so."""
    guess = guessed_for(column, record)
    return "" if guess is Meaning.OUT else meanings_of(record)[guess]


def guessed_for(column: SeenColumn, record: Row) -> Meaning:
    """Return what a column of a table of such rows probably is; OUT where it cannot be that."""
    return column.guess if column.guess.value in meanings_of(record) else Meaning.OUT


def meanings_of(record: Row) -> Mapping[str, str]:
    """Return what a column of a table of such rows may be, and how each reads."""
    named = mapping.MEANINGS | (mapping.OF_COUNTS if record == "count" else {})
    allowed = FOR_COUNTS if record == "count" else FOR_EVENTS
    return {meaning: named[meaning] for meaning in allowed}


def probably_counts(columns: Sequence[SeenColumn]) -> Iterator[str]:
    """Say of a table that is read as events that it looks like one of counts."""
    for column in columns:
        if column.guess is Meaning.VALUE:
            yield mapping.PROBABLY_COUNTS.format(name=column.name)


def lacking(columns: Mapping[str, Meaning], record: Row = "report") -> Iterator[str]:
    """Yield what keeps a table from being read.

    There is no date, a time of day without its date, no figure in a table of counts, or two
    columns are for one meaning.
    """
    said, named = list(columns.values()), meanings_of(record)
    if Meaning.DATE not in said:
        yield mapping.NO_DATE.format(date=named[Meaning.DATE])
    if record == "count" and not {*FIGURES} & {*said}:
        yield mapping.NO_FIGURE
    if Meaning.TIME_TO in said and Meaning.DATE_TO not in said:
        date, time = named[Meaning.DATE_TO], named[Meaning.TIME_TO]
        yield mapping.NO_DAY.format(date=date, time=time)
    for meaning in dict.fromkeys(said):
        if meaning not in SEVERAL and said.count(meaning) > 1:
            yield mapping.TWO.format(meaning=named[meaning])


def asked_of(said: Said) -> Iterator[str]:
    """Say what becomes of rows by what was not said of them: no id, or no area of a count."""
    there = set(said.columns.values())
    if said.record == "report":
        if Meaning.ID not in there:
            yield mapping.NO_ID
        return
    if Meaning.ID not in there:
        yield mapping.NO_ID_OF_COUNT
    located = there & {Meaning.AREA, Meaning.PCODE}
    yield mapping.AREA_NEEDED if located else mapping.WHOLE_COUNTRY


def more_values(column: SeenColumn) -> bool:
    """Whether a column has more values than are asked about."""
    return column.different > min(len(column.often), MOST_VALUES, MOST_DIFFERENT - 1)


def state_of(taken_back: int | None, *, newest: bool, readable: bool) -> str:
    """Say whether files are read by a version of a mapping now, and if not, why.

    `taken_back` is the act that took it back, with every version before it; None while it stands.
    """
    if taken_back is not None:
        return mapping.IS_TAKEN_BACK.format(act=taken_back)
    if not newest:
        return mapping.REPLACED
    return mapping.STANDS if readable else mapping.UNREADABLE_NOW


def read_told(intake: Intake) -> str:
    """Say in one line what a file would be by a mapping."""
    return mapping.ROWS_READ.format(
        lines=phrasing.number(intake.lines, "row"),
        records=phrasing.number(
            len(intake.records), names_of.ONE_RECORD[intake.kind], names_of.RECORDS[intake.kind]
        ),
        rejected=len(intake.rejected),
    )


def first_records(intake: Intake, zone: ZoneInfo) -> Sequence[str]:
    """Return the first records of a file, a line each."""
    return [f"{record.key}: {told(record, zone)}" for _, record in intake.records[:MOST_RECORDS]]
