"""Reports of several sources that may tell of one event: how they are asked about."""

IN_VERDICT = "Counted here, and possibly told twice"
MAY_BE_ONE = "{first} and {second} may tell of one event: {note}."
MAY_BE_ONE_BARE = "{first} and {second} may tell of one event."
FROM_RECORD = (
    "Nobody has said yet whether they are one; that is answered on Record, on the incident."
)
ANSWER = "Answer it"
ONE, MANY = "possible duplicate", "possible duplicates"
FOUND = "Possibly told already"
FOUND_HOW = (
    "{count}. Each is linked as possibly the same event, so that one event told twice never "
    "certainly counts twice. Under Record, on the incident, you say whether they "
    "are one event or two."
)
TOLD = "line {line}: {report} may tell of the same event as {other}, because: {because}"
TOLD_OF_FORM = "{report} may tell of the same event as {other}, because: {because}"
AND_MORE = "and {count} more"
BESIDE = "{counts}, and {possible}"

UNANSWERED = "Possibly the same event as other reports: one event, or two?"
CANDIDATE = "{first} and {second}; {note}"
SAME = "One event"
DIFFERENT = "Two events"
BY_HAND = "decided on the page of the incident"
SAID = {
    "same": "Recorded: {first} and {second} tell of one event.",
    "different": "Recorded: {first} and {second} tell of two events.",
}
TAKE_BACK = "Take it back"
TAKEN_BACK = "Taken back. The two are again what they were before."
DESK = "desk"
