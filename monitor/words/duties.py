"""What parties agree, decide and attest, and what they have to do by when."""

MEMBERS = "What it asks for"
PARTS_OF_A_GATE = {
    "failed": "not met",
    "waiting": "not met yet",
    "open": "cannot be established",
    "met": "met",
}
"""How the members of a gate are put together in one line, what is certain first."""

TOGETHER = "together"
IS_NOT_MET = "not {member}"
NOT_SO = "not so that"
SO_MANY_OF = "(at least {count} of {members})"

IN_TIME = "“{what}” is on record in time ({when})"
NONE_BY_TERM = "“{what}”: none recorded. It was due by {time}, {hours} h ago; {counted}"
LATE_BY_TERM = "“{what}” is on record, but after its term, which ended {time}; {counted}"
DUE_BY_TERM = "“{what}”: none recorded yet; due by {time}; {counted}"
OPEN_BY_TERM = "whether “{what}” came in time hangs on hours that nobody stated; {counted}"
NOTHING_TO_COUNT_FROM = "“{what}”: {from_what} is not on record, so nothing is due yet"
UNSEEN_BY_TERM = "whether “{what}” came in time: not everything was watched; {counted}"
UNNAMED_BY_TERM = "whether “{what}” came in time: nobody is named who would attest it; {counted}"
DOUBTFUL_BY_TERM = "whether “{what}” came in time hangs on what is not confirmed; {counted}"
BY_A_TIME = "a time that the text names"
DUE = "due by {time}"
COUNTED_FROM = "{length} from {anchor}"
THE_BEGINNING = "the beginning of the agreement"
FIRST_OF = "“{what}”"

OWN_DECISIONS = "“{what}”: {parties}"
ACTS_OF_RECORD = "Decisions and attestations it rests on"
NO_ACTS = "No decision and no attestation of this is on record: none recorded."
AGREED_BY = "agreed by {parties}"
REQUIRES_NOTHING = "it requires nothing, and nothing tests it"
DECIDES = "decides: {what}"
ATTESTS = "attests: {what}"
ATTESTS_NOT = "attests that not: {what}"
UNTIL = ", until {time}"
ABOUT_OTHER = " (under {agreement})"
