"""What somebody owes every day: what asked, what answered, and how that stands."""

STATES = {
    "met": "answered in time",
    "late": "answered late",
    "overdue": "overdue",
    "pending": "waiting",
    "undetermined": "cannot be established",
}
"""How an obligation stands."""

WAITING_UNTIL = "waiting until {time}"
OVERDUE_SINCE = "overdue since {time}"
MAY_HAVE_ASKED = "if it asked: {state}"
ASKED = "{count} asked: {states}"
NUMBERED = "{count} {state}"
NAMED = "{state}: {names}"
AND_MORE = "and {count} more"
NOBODY = "nobody asked"

OBLIGATIONS = "What asked for an answer"
NO_OBLIGATIONS = "Nothing on record asked for an answer by then: nobody asked."
ON_RECORD_ONLY = (
    "It speaks of what is on record as asking; what asked and was never recorded is not judged."
)
UNSEEN = "an answer could have come unseen: {gaps}"
LINE = "{asked}: {state} (asked {when}, due by {due}{answer})"
ANSWERED = ", answered {when}"
MAY_BE_ANSWERED = ", may be answered {when}"

ANSWER_ENDS = "An answer ends the breach; one that came by {time}, recorded late, would undo it."
ANSWER_BY = "An answer by {time} is in time."
CONFIRM = "Confirmation of {keys} would settle how an answer stands."
WATCHING = (
    "What happened while nobody watched for an answer: a report of one, or a record of who watched."
)

MARKS = {
    "confirmed": "an answer overdue",
    "reported": "an answer may be overdue",
    "quiet": "no answer overdue",
    "unwatched": "nobody watching for an answer",
    "nobody_asked": "nobody asked",
    "not_in_force": "not in force",
}
"""What a day in the strip says of a duty to answer."""
