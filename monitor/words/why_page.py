"""Why: what is asked, the text, and the evidence that a verdict rests on or leaves out."""

CHOOSE_CONDITION = "Condition"
CHOOSE_DAY = "Day"
CHOOSE_SCOPE = "Area or party"
LAST_DAY = "the last one judged"
DAY_HEAD = "day {number}, {span}"
EXCEEDED_IN = "more than the limit in the {length} up to {time}"
CAN_BE_MET = "The count can first be complete at {time}, if nothing more happens."

CLAUSE = "Clause {clause}: {says}"
RULE = "As a rule: {rule}"
ASSUMED = "Our assumption: {assumption}"

EVIDENCE = "Evidence"
NO_EVIDENCE = "No incident and no figure on record touches this day: none recorded."
STANDS = {True: "counts", None: "may count", False: "does not count"}
SUFFICES = "counts, and suffices"
COUNT_STANDS = "beside: a count"
ACCOUNT_COUNT = "counts: a count"
POLICIES = {
    "doubt": "by the agreement's rule for doubtful incidents",
    "unobserved": "by the agreement's rule for days that nobody watched",
}
RESTS_ON = "counts: {who}, {when}: {what} [{key}]"
AS_REPORTED = "as reported: {whose}"
ANSWERS = "{by} answers for it ({per})"
MAY_ANSWER = "{by} may answer for it: that changed within the time of this ({per})"
OR_ELSE = "somebody else"
A_REPLY = "a reply"
DENIES = "denies {what}"
UNWATCHED_GAPS = "Nobody watched everything that has to be watched: {gaps}."
MORE_GAPS = " and {count} more times"
WATCHED_BY = "Watching at some time in it: {sources}."
NEAREST_BEFORE = "Nearest before: {what}."
NEAREST_AFTER = "Nearest after: {what}."
SAID_AND_SEEN = "Said about that time"
