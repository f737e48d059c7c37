"""Which rows of a file make a change, before anything is stored."""

BECAUSE = "because of"
LINE = "line {line}: {what}"
KEY = "{key}: {what}"
NEW_VERSION = "{what}, changed"
LEFT_OUT = "left out: {what}"
TWICE = "line {line}: {first} and {second} may tell of one event"
TWICE_OF_FORM = "{first} and {second} may tell of one event"
AND_MORE = "and {count:,} more"
AMONG = "among all {count:,} rows and what comes with them; no fewer were found to make it"
NOT_TRIED = "Which rows make each change is worked out for files of up to {most:,} rows."

ALL_ROWS = "Every row that makes a change"
HOW_CHOSEN = (
    "With these rows alone the same would be said, and without any of them the rest of the file "
    "would change nothing of it."
)
HOW = {
    "new": "new",
    "changed": "changed",
    "left_out": "left out, taken back",
    "found_twice": "linked as possibly one event",
    "taken_back": "taken back",
}
