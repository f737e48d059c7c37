"""Desk: its parts, the rules as they are read there, and how the service fares."""

HEAD = (
    "What is said, by which rules, and how the service fares, at this moment: "
    "the moments chosen on other pages do not narrow it."
)
PARTS = {
    "changed": "What changed",
    "alerts": "Alerts",
    "rules": "Rules",
    "mappings": "Mappings",
    "health": "Health",
}
CHOOSE_PART = "Part of the desk"

RULES_HEAD = (
    "Rules are read here, not changed: they are files. A changed file counts once "
    "it is made to do so: python -m monitor activate rules."
)
NO_RULES = "No agreement is active, so there are no rules to read."
COUNTS_SINCE = "Counts since {time}, by {who} (act {act}, {file})."
DIGEST = "Digest of the text (SHA-256): {digest}"
FILE_TEXT = "The text of the file"
IMPORTED = "Imported: {file}.yaml, as it was when these rules were made to count"

FOLDER = "Store: {folder}"
VERSION = "Version: {version}"
ACTS = "Acts in the journal: {count:,}"
ANCHOR = "The anchor to quote in messages and keep elsewhere: the hash of act {act}"
NO_ANCHOR = "Nothing has been recorded yet, so there is no anchor to quote."
NOTES_TITLE = "Told when the store was opened"
SAYING_TITLE = "What is said"
LAST_SAID = "{agreement}: last said {time}, as act {act}"
NEVER_SAID = "{agreement}: nothing has been said yet"
NEVER_TOLD = "{agreement}: nothing is said of a proposal by itself"

SCHEDULER_TITLE = "Scheduler"
SCHEDULER_RUNS = "It runs."
SCHEDULER_PAUSES = "It pauses."
SCHEDULER_STOPPED = "It does not run: nothing is said by itself until the program is started again."
SCHEDULER_NONE = "None runs beside these pages: nothing is said by itself."
SCHEDULER_RAN = "Last done: {time}"
SCHEDULER_NOT_RAN = "It has not done its work yet."
SCHEDULER_NEXT = "Next turning point: {time}"
SCHEDULER_NO_NEXT = "No turning point in the next two days is known."
SCHEDULER_FAILED = "It failed the last time; it tries again at the next act or look."
FAILED_OF = "{agreement}: {error}"
FAILED_ALL = "all agreements"
RUNS = "Last runs, newest first:"
RUN = "{time}: {why}: {what}"
RUN_FOR = {
    "start": "at the start",
    "act": "after act {act}",
    "time": "something turned or was due",
    "look": "a regular look",
    "sending": "something became of a message",
}
RUN_ASKED = "asked for"
RUN_SAID = "{entries} said"
RUN_NOTHING = "nothing new"
RUN_FAILED = "something failed"

PAUSED = (
    "PAUSED until {until} by {by}: “{why}”. Until then nothing new is said by itself, nobody is "
    "called and no message is sent; what is missed is said when it goes on."
)
PAUSE = "Pause"
PAUSE_MEANING = (
    "Nothing new is said, nobody is called and no message is sent for a while, a day at most. "
    "Files are still taken in, and the pages show what holds."
)
PAUSE_WHY = "Reason, for everybody to read"
PAUSE_FOR = {1: "Pause for 1 hour", 4: "Pause for 4 hours", 24: "Pause for 24 hours"}
GO_ON = "Go on now"
PAUSED_NOW = "It pauses, as act {act} says."
GOES_ON = "It goes on, as act {act} says."

JOURNAL_TITLE = "Journal"
CHECK_JOURNAL = "Check the journal now"
CHECKING = "Reading the journal and every file that it keeps …"
JOURNAL_WHOLE = (
    "The journal is whole: {acts}, each as it was written, and every file that they keep."
)
JOURNAL_BROKEN = (
    "The journal or a file that it keeps is not what was written. Leave the folder as it is, "
    "and hold it against a backup."
)
JOURNAL_UNREAD = "The journal cannot be read: {error}"
CHECK_LIMIT = (
    "Checked against the database. Whoever cuts both leaves no trace here: "
    "an anchor kept elsewhere shows it (python -m monitor verify --anchor HASH)."
)
