"""Today: what is certain, what cannot be said, what is serious, and what comes next."""

ENDED = "Out of force since {time}, by a recorded decision. Shown as it stood at that moment."
OVER = "Out of force since {time}, by a recorded decision: this is how it stood at its end."
PROPOSED = (
    "Proposed, not agreed: nobody is bound by it. The record is compared with its terms, and "
    "nothing raises an alert."
)
NOT_BEGUN = "The agreement has not begun: no day of it can be judged."

CERTAIN = "Certain"
CANNOT_SAY = "Cannot say"
DAYS_SHORT = "fallen short of on {days}"
DAYS_SHORT_REPORTED = "falling short reported on {days}, not confirmed"
DAYS_CONFIRMED = "breach confirmed on {days}"
CONFIRMED_BY = " ({what})"
DAYS_ALSO_REPORTED = ", reported on {count} more"
DAYS_REPORTED = "breaches reported on {days}, none confirmed"
DAYS_COUNTED = "on that count, a breach on {days}"
DAYS_KEPT = "watched and within the limit on {days}"
DAYS_MIXED = "watched and within the limit on {kept}, not watched on the rest"
NOT_BEFORE = "not before {time}"

SERIOUS_TITLE = "Serious, counted for certain by no condition"
SERIOUS = {
    "killed": "10 or more killed",
    "sponsor": "touches a sponsor",
    "aid": "touches aid",
    "medical": "touches a medical site",
}
MAY_COUNT = "may count under “{title}”, not for certain: {reasons}"
COUNTS_NOWHERE = "counted by no condition; nearest is “{title}”: {reasons}"
NO_CONDITION_JUDGES = "no condition judges the day on which it happened"

COUNTED_BY_SOURCES = "What sources count"
SUM = "{days} together, as this source counts: {total}"
ON_RECORD = "Said and decided, newest first"

NEXT = "Next"
NEXT_DAY_ENDS = "day {number} ends"
NEXT_CAN_BE_MET = "can first be met: {titles}"
NEXT_RUNS_OUT = "runs out: {by}, {what}"
NEXT_EFFECT = "takes effect: {by}, {what}"
NEXT_TERM = "term ends: {titles}"
NEXT_RUN_OUT = "runs out unless renewed: {titles}"
