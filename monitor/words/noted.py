"""What people are told of beside verdicts: serious incidents, statements, decisions."""

TITLES = {
    "serious": "Serious incident: {place}, {time}; {kinds}, by {by}",
    "statement": "Statement: {by} {says}, {time}",
    "decision": "Decision: {by}, {what}, {time}",
}
NOT_ON_RECORD = {
    "serious": "not on record as a serious incident",
    "statement": "not on record",
    "decision": "not on record",
}
ON_RECORD = "on record"
TAKEN_BACK = "taken back by {by}, {time}"
COUNTED = "counted by a condition"
COUNTED_BY_NONE = "counted for certain by no condition"
KILLED = "killed: {figure}"
