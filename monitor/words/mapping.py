"""Mappings of unknown layouts: how each column is said, what is wrong with one, what becomes."""

NO_YAML = "this is no YAML: {reason}"
NO_DECLARATION = "this is no mapping: it has no keys as format, title and columns"
TOO_LARGE = "a mapping has at most {most:,} characters"
TOO_DEEP = "it is nested too deep for a mapping"
ALIAS = "a part may not be repeated by a reference: write it out"
TWICE = "this key stands twice"
MISSING = "it is missing"
NO_SUCH_KEY = "a mapping has no such key here"
NO_COLUMN = "{file} has no column {name!r}"
NO_TEXT = "it is no text; put it in quotes"
BAD_NAME = (
    "a name has small letters, digits and _, begins with a letter, and has at most 63 of them"
)
NAME_TAKEN = "{name} is a layout that is known without a mapping"
OTHER_NAME = "give it another name"
KNOWN_BY_LITTLE = "a mapping is known by at least {fewest} columns: fewer stand in many files"
TOO_LONG = "a text in a mapping has at most {most} characters"
CONTROL = "it holds a line end or a control character"

IS_TO_BE_SAID = "what its columns are is to be said"
SAY_COLUMNS = "none of these: say what its columns are"
SAY_OR_WRITE = (
    "say on Add what its columns are (or draft-mapping), or begin with the header line of one of "
    "the templates: {files}; where another line names its columns, state which"
)

NO_MAPPING = "There is no mapping {name!r}{of}; those that stand: {known}."
OF_VERSION = " in version {version}"
NONE_STANDS = "none"
READ_BY = "read by the mapping {name}, version {version}"

SAVED = (
    "Mapping {name}, version {version}: saved as act {act}. Files of these columns are read by it; "
    "`python -m monitor take-back-mapping {name}` takes it back."
)
SAVED_BEFORE = "Mapping {name}, version {version}: saved before in these words, as act {act}."
LINE = "{name}, version {version} ({title})"
NOTHING_SAVED = "no mapping was saved yet"
STANDS = "files are read by it"
REPLACED = "replaced by a newer version"
IS_TAKEN_BACK = "taken back by act {act}"
UNREADABLE_NOW = "it can no longer be read: save it anew"
TOOK_BACK = (
    "Mapping {name} is taken back by act {act}: no more files are read by it. What was read by it "
    "stays; `python -m monitor uploads` says what that was."
)
IS_KNOWN = "{file}: its columns are known, and it needs no mapping; `ingest --dry-run` reads it"
DRAFTED = "{file}: a draft of guesses; mend it, then `python -m monitor save-mapping {file}`"
DRAFT = "Guesses, to be mended before it is saved."
NAMES_IN = "The names of the columns were found in line {line}; --header N states another."
IN_EACH = "What stands in each column:"

HEAD = (
    "Nobody knows these columns yet. Say what each of them is: that is kept under a name, and the "
    "next file of these columns is read the same way. Nothing is guessed for you unasked."
)
NAMES_FROM = (
    "The names of the columns are taken from line {line}. If another line names them, write its "
    "number under “What the file itself does not say”."
)
INSTEAD = "Or mend the file, so that it follows a template"
TAKE_GUESSES = "Take over all the guesses"
COLUMN, VALUES, GUESS, IS = "Column", "First values in it", "Probably", "It is"
IT_IS = "Column {number} is"
UNNAMED = "(no name)"
MEANINGS = {
    "out": "left out",
    "date": "date of the event",
    "date_to": "date on which it ended",
    "time": "time of day of the event",
    "time_to": "time of day at which it ended",
    "precision": "how exact the date is",
    "kind": "kind of event",
    "by": "who did it",
    "against": "whom it struck",
    "place": "place, in words",
    "area": "area, by its name",
    "pcode": "p-code of the place",
    "latitude": "latitude",
    "longitude": "longitude",
    "killed": "killed",
    "killed_low": "killed, at least",
    "killed_high": "killed, at most",
    "injured": "injured",
    "value": "number that is counted",
    "measure": "what is counted",
    "id": "id of the row",
    "source": "source, as its id",
    "published": "date of publication",
    "citation": "where it can be read",
    "note": "note",
}
OF_COUNTS = {
    "date": "day, or first day of the period",
    "date_to": "last day of the period",
    "time": "time of day at which it begins",
    "time_to": "time of day at which it ends",
    "kind": "kind of what is counted",
    "by": "side that did it",
    "killed": "number of killed",
    "injured": "number of injured",
    "id": "id of the count",
}
ONE_ROW_IS = "One row is"
ROWS_ARE = {"report": "one event", "count": "a count"}
ROWS_SAY = ("what happened, once", "how many there were, by day, area or side")
PROBABLY_COUNTS = (
    "Column {name} looks like a number of events. If it is, a row is a count: choose that above; "
    "else each row would be taken for a single event."
)
NO_FIGURE = "Say which column is the number that is counted, or the killed or injured."
NO_ID_OF_COUNT = (
    "No column is the id of the count: a figure of the same day, area and side that comes later "
    "takes the place of the former one."
)
WHOLE_COUNTRY = "No column is the area or its p-code: each figure is for the whole country."
AREA_NEEDED = (
    "A row whose area is blank, or not known by name, is refused: its figure would stand for the "
    "whole country."
)
TWO = "Only one column can be this: {meaning}. Leave the others out, or make them notes."
NO_DATE = "Say which column is the {date}: without one no row can be read."
NO_DAY = "A time of day needs its date: say which column is the {date}, or leave out the {time}."
NO_ID = (
    "No column is the id of the row: a row that comes again changed will be another event, and the "
    "former one stays."
)

VALUES_OF_KIND = "What the values mean: kinds of event, the most frequent first"
VALUES_OF_MEASURE = "What the values mean: what is counted"
REFUSED_VALUE = "rows of it are refused"
MEASURE = "What is counted"
VALUES_OF_PRECISION = "What the values mean: how exact the date is"
VALUE, TIMES = "Value", "Rows"
VALUE_IS = "Value {number} means"
UNKNOWN = "unknown"
MORE_VALUES = "Values beyond these are read as unknown, and named each time a file is read."

MORE_REFUSED = "Rows of values beyond these are refused: what they count is not said."

FOR_ALL_ROWS = "For all rows"
SOURCE = "Source, as its id; blank is stated with each file"
KIND = "Kind of event"
PRECISION = "How exact the dates are"
PRECISIONS = {
    "": "the day that is written",
    "week": "some day of the week that begins then",
    "month": "some day of that month",
}
PRECISIONS_OF_A_VALUE = {"": "not said", "day": "the day", "week": "the week", "month": "the month"}
DATES = "Dates as 03/04/2016"
ORDERS = {"": "the file shows it", "day_first": "the day first", "month_first": "the month first"}
ZONE = "Time zone of the dates"
NOT_KNOWN = "Words for “not known”, separated by ;"
TITLE = "Name of this mapping"
AS_TYPED = "For the command line it is called {name}."
NEXT_VERSION = "Saving it makes version {version}; what was read by the former one stays."

WOULD_READ = "Read this way"
ROWS_READ = "{lines}: {records}, {rejected:,} rejected."
FIRST_BECOME = "What the first rows become"
SAVE = "Save the mapping"
SAVED_NOTE = "Mapping {name}, version {version}, is saved. Below is what the file would do."

DESK_HEAD = (
    "How files of unknown layouts are read, as people have said. A mapping is saved on Add, or by "
    "python -m monitor save-mapping FILE."
)
DESK_NONE = "No mapping was saved yet."
DESK_LINE = "{title} ({name}, version {version}): {state}. Saved {when} by {who}, as act {act}."
DESK_KNOWN = "Known by its columns: {names}."
DESK_READ = "Files read by this version: {count:,}."
DESK_TEXT = "The mapping as it was saved"
TAKE_BACK = "Take back"
DESK_TOOK_BACK = "Mapping {name} is taken back: no more files are read by it."
