"""What the rows of a file are to the record, and what it leaves out."""

ROWS = "Its records: {counts}."
NEW = "{count:,} new"
CHANGED = "{count:,} changed ({first})"
UNCHANGED = "{count:,} unchanged"
MISSING = (
    "Left out: {count} that the last file of the same source brought and that begin within the "
    "time this one spans ({first})."
)
LEFT = "They stay on record as they are."
GOES = "They are taken back with this file."
AND_MORE = "{named} and {count} more"
ASK = "Take back the {count} that this file leaves out"
ASK_BY_OPTION = "--withdraw-missing takes them back with the file."
NOT_OF_AN_ARCHIVE = "--archive goes without --withdraw-missing: nothing was known before an archive"
WITHDREW = "Taken back: {count:,}."
