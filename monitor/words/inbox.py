"""Files that are dropped into a folder: what is put beside them, and what is said of the folder."""

REFUSED = "{file} was refused: nothing of it is stored."
MEND = "Mend it under its own name; it is tried again as soon as it has changed."
MEND_ROWS = (
    "{wrong} of its {lines} rows are wrong. {rows} holds them, each with what is wrong; "
    "it is written anew each time the file is refused, so work on a copy. Mended rows alone do not "
    "bring the other rows: put them into the file."
)
UNTOLD = "{count:,} more rows are wrong: {rows} holds all of them, each with what is wrong."
STATE = (
    "A source, time zone or format that the file does not say is stated once for all files of such "
    "a name, in the file inbox.yaml of this folder, as:\n"
    "files:\n"
    '  "{file}": {{time_zone: Asia/Damascus, source: field_office}}\n'
    "or for this file on the page Add, or by python -m monitor ingest; there the good rows alone "
    "can be stored, too."
)
STATED = "Read with what inbox.yaml says of it: {stated}."
TRY_AGAIN = "To have it tried again as it is, delete {why}."
OF_THESE_BYTES = "SHA-256 of the file that this is about: {digest}"
AND_STATED = "{of}, read with {stated}"
NO_FILES = "it does not begin with files:, and what is stated of each"
NOTHING_STATED = "nothing is stated of files of this name"
NO_TEXT = "a single word or name is needed here"
NO_SUCH_KEY = "nothing called {key} can be stated of a file"
NO_FORMAT = "there is no format {format}"
EXAMPLE = 'write files: and under it a line as "acled*.csv": {time_zone: Asia/Damascus}'
FAULTY = (
    "inbox.yaml cannot be used, so that no file is taken up: nothing may be read otherwise than "
    "you mean."
)
FAULTY_DO = "Mend it; the folder is looked into again as soon as it has changed."
FAULTY_SHORT = "inbox.yaml cannot be used: inbox.yaml.rejected.txt says why; no file is taken up"
TAKEN = (
    "Taken up as upload {upload}: {stored} rows new, {unchanged} already on record. "
    "The store keeps a copy. To take it back: python -m monitor undo {upload}\n"
)
NOT_HERE = "{folder} holds files of the program: set MONITOR_INBOX to a folder of its own"

TITLE = "Folder of files to be taken up"
FOLDER = "Drop files here: {folder}"
NONE = "No folder is looked into beside these pages."
NOT_LOOKED = "It has not been looked into yet."
LOOKED = "Last looked into: {time}"
TROUBLE = "It could not be looked into the last time, and is again in a moment: {error}"
TOOK = "Taken up {time}: {file} as upload {upload}, {stored:,} rows new, {unchanged:,} on record"
TOOK_NONE = "Nothing was taken up since the program was started."
WAITS = "Refused and waiting: {file}. Why, and what to do: {file}.rejected.txt beside it."
UNFINISHED = "Not complete yet: {file}"
