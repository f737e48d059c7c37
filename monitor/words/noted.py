"""What people are told of beside verdicts: incidents, statements, decisions, how sources report."""

TITLES = {
    "serious": "Serious incident: {place}, {time}; {kinds}, by {by}",
    "statement": "Statement: {by} {says}, {time}",
    "decision": "Decision: {by}, {what}, {time}",
}
SOURCES = {
    "silent": "Silent: {source}",
    "heard": "No longer silent: {source}",
    "goes_on": "Probable gap: {source}",
    "past": "Probable gap: {source}",
    "gone": "Gap over: {source}",
}
NOT_ON_RECORD = {
    "serious": "not on record as a serious incident",
    "statement": "not on record",
    "decision": "not on record",
    "silent": "heard of",
    "gap": "no gap",
}
ON_RECORD = "on record"
TAKEN_BACK = "taken back by {by}, {time}"
COUNTED = "counted by a condition"
COUNTED_BY_NONE = "counted for certain by no condition"
KILLED = "killed: {figure}"

NOTHING_FOR = "nothing for {length}, since {since}"
HEARD_AGAIN = "heard again {time}, after nothing since {since}"
EVERYWHERE = "anywhere"
AT_ONCE = "in {count} areas at once ({areas})"
GAP = "told of nothing {where}, {first} to {last}; about {usual} reports would be usual"
NO_GAP = "{first} to {last} is no probable gap any more, by what is on record now"
