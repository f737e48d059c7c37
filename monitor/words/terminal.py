"""What the command line says of what it has done, or would do."""

COUNTS = "{stored:,} stored, {unchanged:,} unchanged, {rejected:,} rejected"
AS_RECORDS = (
    "{stored:,} stored as {records:,} records, {unchanged:,} unchanged, {rejected:,} rejected"
)
TAKEN = "{rows}: {counts} (upload {upload})"
TAKEN_BEFORE = "already stored as upload {upload}; nothing changed"
WOULD_TAKE = "{rows}: would be {counts}; this was a trial, nothing is stored"
UNREADABLE = "refused, nothing of it is stored"
REFUSED_WHOLE = "{wrong:,} of {rows} cannot be stored as written, so nothing of the file is stored"
MEND_OR_ACCEPT = (
    "Mend what is listed and ingest the file again, or store only the good rows "
    "(--accept-good-rows): the others are then kept for mending."
)
UNTOLD = (
    "{count:,} more rows are wrong, and not listed. Each stands with its reasons in the file of "
    "rejected rows: to download on Add, beside the file in the inbox, or by `rejected` once the "
    "good rows are stored."
)
MEND_ALL = "Mend what is listed and ingest the file again."
REJECTED_KEPT = (
    "The rejected rows are kept with their reasons. For mending: "
    "python -m monitor rejected {upload} -o FILE"
)
REJECTED_WRITTEN = "{file}: the rejected rows of upload {upload}; mend and ingest"
NOTHING_TAKEN = "nothing was taken in yet"
FROM_ARCHIVE = "archive"
STAYS = "It stays in the journal."

RECORDED = "{kind} {key}: stored as act {act}; `python -m monitor undo {act}` takes it back"
RECORDED_BEFORE = "{kind} {key}: on record already in these words; noted as act {act}"
WOULD_RECORD = "{kind} {key}: would be stored; this was a trial, nothing is stored"
NOT_RECORDED = "nothing is stored; mend what is listed and give it again"
CLOCK = "times without an offset are read by the clocks of {place}"

NOW_ACTIVE = "active"
TEXT_WRITTEN = "{file}: written; read what it changes before it is committed"
NOT_EMPTY = "the store is not empty; nothing was loaded"
REBUILT = "the database was made anew from {acts} of the journal"
BACKED_UP = "{folder}: {acts} copied and checked"
RESTORED = "{folder}: {acts} restored and checked; the tables are made on opening"
ANCHOR = "the anchor to keep elsewhere: {hash}"
LEFT_OUT = "{kind} left out, since a report that they name is on record no more: {keys}"
EXPORTED = "{file}: {records}"
AT_WORK = "the service is at work: {seconds} s"
SERVING = "{store} is served at {url}; Ctrl-C or SIGTERM ends it"

OTHERS_ACTIVE = "no agreement is named: this is {first}; active too: {others}"
