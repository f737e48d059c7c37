"""Reports of several sources that may tell of one event: how they are asked about."""

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
