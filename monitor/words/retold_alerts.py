"""What people would have been told, looked back at."""

HEAD = "What people would have been told, as known then, by the rules as they count now."
MESSAGE = "{time} → {desk}, {way}: {subject}"
WAYS = {"at_once": "at once", "in_thread": "in the thread, without interrupting"}
WAITING = "  {count} for the digest: {titles}"
DIGEST = "{time} → {desk}: digest"
NONE = "nobody would have been told anything in this time"
DOCUMENT_TITLE = "# {title}: the messages of {since} to {until}"
DOCUMENT_HEAD = (
    "Made by `{command}` from the record as it is on file; not edited by hand. "
    "It says which messages would have gone out to each desk, when, on what was known then, by the "
    "rules as they count now. What waits for a digest is named; digests are not written out."
)
DOCUMENT_MESSAGE = "## {time} → {desk}, {way}"
DOCUMENT_WAITING = "{time}: {count} for the digest: {titles}"
