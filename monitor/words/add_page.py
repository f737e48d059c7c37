"""Add: a file or a record is offered, shown with what it changes, and stored or not."""

HEAD = "Add to the record. Nothing is stored before you have seen what it changes."
EFFECT_FROM = "Effects are worked out at the moment chosen, on everything recorded so far."
A_FILE = "A file"
CHOOSE_FILE = "A table of records (CSV, Excel, OpenDocument), up to 100 MB"
FROM_COLUMNS = "told by its columns"
IF_FILE_DOES_NOT_SAY = "What the file itself does not say"
ITS_KIND = "Kind of records"
ITS_SOURCE = "Source of every row, as its id"
ITS_ZONE = "Time zone of times that state none"
FROM_CONTENT = "told by its content"
ITS_ENCODING = "Character set of its text"
ITS_DELIMITER = "What separates its cells"
ITS_DECIMAL = "What stands before decimals"
ITS_DATES = "What comes first in dates of figures"
ITS_SHEET = "Sheet of the workbook"
ITS_HEADER = "Line that names the columns, as its number"
DELIMITERS = {"comma": "comma", "semicolon": "semicolon", "tab": "tab", "pipe": "vertical bar"}
DECIMALS = {"comma": "comma", "point": "point"}
DATES = {"day_first": "the day", "month_first": "the month"}

WHY_SO = "Why it was read so"
BEFORE_STORING = "What this changes, before anything is stored"
WOULD_STORE = "Would store: {count:,}."
WOULD_STORE_AS = "Would store: {count:,} rows, as {records:,} records."
NEW_AMONG_GOOD = "New among the good rows: {count:,}."
NEW_AMONG_GOOD_AS = "New among the good rows: {count:,}, as {records:,} records."
"""The last two where rows are rejected: what is stored is not chosen yet."""
STAY = "Reads as before: {count}"
ALREADY = "This very file is stored already, as upload {upload}. Storing it again changes nothing."
FAULTS = "What is wrong in {file}"
MORE_FAULTS = "{count:,} more rows are wrong: each stands with its reasons in the file of them."
REFUSED_FILE = "Nothing of this file can be taken. Mend what is listed and upload it again."
REFUSED_ROWS = (
    "{count} cannot be stored as written. Nothing is stored until you choose: mend the file and "
    "upload it again, or store only the good rows."
)

STORE = "Store"
STORE_GOOD = "Store only the {count}"
STORED = "Stored: {stored:,} new, {unchanged:,} already on record, {rejected:,} rejected."
STORED_AS = (
    "Stored: {stored:,} new rows, as {records:,} records, {unchanged:,} already on record, "
    "{rejected:,} rejected."
)
STORED_KIND = "Stored: 1 {kind}."
DOWNLOAD_REJECTED = "Download the rejected rows"
DISCARD = "Discard: nothing kept"
PUT_AWAY = "Put it away"
DISCARDED = "Discarded. Nothing of it was kept."
AWAY = "Put away. It was stored before, and stays as it was."
READING = "Reading the file, and what it would do"
STORING = "Storing the file"
