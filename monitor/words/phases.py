"""Whether the agreement is in force, and in which phase it is for whom."""

TITLE = "Phases"
STATES = {
    "not_due": "not due",
    "may_be_due": "may be due",
    "due": "due: conditions met, awaiting a decision",
    "open": "open",
    "renewed": "renewed",
    "continues_unrenewed": "continues without a recorded renewal",
    "lapsed": "lapsed",
    "closed": "closed",
    "undetermined": "cannot be established",
}
"""Where a phase stands for one holder."""

DUE = "due: conditions met, awaiting a decision by {parties}"
CONDITIONS_OF = {
    "kept": "its conditions are met",
    "breached": "its conditions are not met",
    "not_yet": "its conditions are not met yet",
    "undetermined": "whether its conditions are met cannot be established",
    "not_in_force": "its conditions are not judged: the agreement is not in force",
}
"""What is said of a phase that waits for conditions, by their verdict."""

ALL_NAMED = "all named together"
HOLDER_STANDS = "{holder}: {state}"
FOR_HOW_LONG = "{state} since {time} ({hours} h)"
SINCE = ", since {time}"
GOES_UNTIL = "; runs out {time} unless renewed"
HANGS_ON = "it hangs on when this was: {keys}"

AGREEMENT_IN_FORCE = "Whether the agreement is in force"
IN_FORCE = "in force"
OUT_OF_FORCE = "out of force since {time}"
