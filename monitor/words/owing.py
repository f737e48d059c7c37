"""What is owed every day: an answer, a notice, a permission, and how each of them stands."""

from monitor.words import verdicts

STATES = {
    "response": {
        "met": "answered in time",
        "late": "answered late",
        "overdue": "overdue",
        "pending": "waiting",
        "undetermined": "cannot be established",
    },
    "notice": {
        "met": "announced in time",
        "late": "announced too late",
        "overdue": "not announced",
        "pending": "still to come",
        "undetermined": "cannot be established",
    },
    "only_if": {
        "met": "permitted",
        "late": "permitted too late",
        "overdue": "not permitted",
        "pending": "still to come",
        "undetermined": "cannot be established",
    },
}
"""How what is owed stands, for each kind of duty."""

MARKS = {
    "response": {
        **verdicts.MARKS,
        "confirmed": "an answer overdue",
        "reported": "an answer may be overdue",
        "done": "no answer overdue",
        "unwatched": "nobody watching for an answer",
    },
    "notice": {
        **verdicts.MARKS,
        "confirmed": "not announced in time",
        "reported": "may not have been announced in time",
        "done": "announced in time",
        "unwatched": "nobody watching for a notice",
        "nobody_asked": "nothing needed notice",
    },
    "only_if": {
        **verdicts.MARKS,
        "confirmed": "not permitted",
        "reported": "may not have been permitted",
        "done": "permitted",
        "nobody_asked": "nothing needed permission",
    },
}
"""What a day in the strip says of a duty, for each kind."""

COUNTED = {
    "response": "{count} asked: {states}",
    "notice": "{count} needed notice: {states}",
    "only_if": "{count} needed permission: {states}",
}
ASKED = "What asked for an answer"
NEEDED_NOTICE = "What needed notice"
NEEDED_PERMISSION = "What needed permission"
TITLES = {"response": ASKED, "notice": NEEDED_NOTICE, "only_if": NEEDED_PERMISSION}
NOTHING = {
    "response": "Nothing on record asked for an answer by then: nobody asked.",
    "notice": "Nothing on record that day needed notice: nobody asked.",
    "only_if": "Nothing on record that day needed permission: nobody asked.",
}
ON_RECORD_ONLY = (
    "It speaks of what is on record as asking; what asked and was never recorded is not judged."
)

WAITING_UNTIL = "waiting until {time}"
OVERDUE_SINCE = "overdue since {time}"
MAY_HAVE_ASKED = "if it happened: {state}"
NUMBERED = "{count} {state}"
REFERENCE = "{match} {values}"
AND_MORE = "and {count} more"
UNSEEN = "{what} could have come unseen: {gaps}"
UNSEEN_WHAT = {"response": "an answer", "notice": "a notice", "only_if": "it"}
LINE = "{asked}: {state} ({when}{due}{answer})"
DUE_BY = ", due by {time}"
ANSWERED = {
    "response": ", answered {when}",
    "notice": ", announced {when}",
    "only_if": ", permitted {when}",
}
MAY_BE_ANSWERED = ", maybe {when}"

ANSWER_ENDS = "An answer ends the breach; one that came by {time}, recorded late, would undo it."
ANSWER_BY = "An answer by {time} is in time."
NOTICE_BY = "A notice given by {time}, recorded late, would undo the breach."
CONFIRM = "Confirmation of {keys} would settle how it stands."
UNNAMED = "A word of anybody that it was so, in time: the rules name nobody who would attest it."
WATCHING = {
    "response": (
        "What happened while nobody watched for an answer: a report of one, or a record of who "
        "watched."
    ),
    "notice": (
        "What happened while nobody watched for a notice: a report of one, or a record of who "
        "watched."
    ),
    "only_if": "What held when it happened.",
}
