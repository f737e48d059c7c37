"""What people are told outside the pages: the sentences of messages and digests, in English.

Another language is another file with the same names and the same places in braces; see
`messages/wording.py`, which refuses one that lacks any.
"""

LEADS = {
    "approaching": "Approaching: {what}.",
    "met": "Met: {what}.",
    "not_met": "{what}: the days have run; {says}.",
    "count_restarts": "The count restarts: {what}.",
    "breached": "{what}: {says}.",
    "undetermined": "Cannot be established: {what}.",
    "overdue": "Overdue: {what}.",
    "answered_late": "Answered late: {what}.",
    "stands": "{what}: {says}.",
    "due": "{what}: {says}.",
    "opened": "{what}: {says}.",
    "renewed": "{what}: {says}.",
    "unrenewed": "{what}: {says}.",
    "lapsed": "{what}: {says}.",
    "closed": "{what}: {says}.",
    "waits": "{what}: {says}.",
    "in_force": "The agreement is {says}.",
    "out_of_force": "The agreement is {says}.",
    "serious": "{what}, as reported.",
    "statement": "{what}.",
    "decision": "{what}.",
    "taken_back": "{what}: {says}.",
    "source_silent": "Silent: {what}: {says}.",
    "source_heard": "No longer silent: {what}: {says}.",
    "feed_gap": "Probable gap in what we receive: {what}: {says}.",
    "gap_over": "Gap over: {what}: {says}.",
    "restated": "Correction: {what}.",
    "amended": "Amendment: {what}.",
    "our_error": "Our error: {what}.",
}
"""The first sentence of a message, by what sort of thing it tells."""

DRILL = "DRILL. This is an exercise: nothing in it has happened."
DRILL_MARK = "DRILL"
LATE = "LATE. Told late: the service was not running, or paused. It is of {time}."
LATE_MARK = "LATE"
MARKED = "{mark}: {subject}"
HEAD = "{handling} · {agreement} · {time}"
SUBJECT = "{agreement} · {what} · {time}"

TURNED = "Before → now: {turn}."
WAS = "Before: {was}."
STANDS = "Now: {says}."
NOTED = "As it stands: {says}."
PROVISIONAL = "provisional"

RUNNING_OUT = "Running out: {what}."
TERM_ENDING = "The term is ending: {what}."
APPROACHING = "{progress}; earliest opening {time}; would be stopped by: a breach of “{condition}”."
APPROACHING_TERM = "Its term ends {time}."
APPROACHING_END = "It runs out {time} unless renewed."
NO_TIME = "not known"
MEMBER = "“{member}”: {says}."
TERM_ENDED = "Its term ended {time}."
NO_RENEWAL = "No renewal is on record; by the rules that does not end it."
AWAITS = "Awaiting a decision by {parties}."
ONLY_THEY_END = (
    "The agreement can be ended only by a decision of {parties}; a statement ends nothing."
)
A_STATEMENT = "A statement changes no verdict."
ENDS_IT = "By the rules, this decision takes the agreement out of force."
BEARS_ON = "Under “{title}” it is now: {says}."
NOT_THEIRS = "The agreement can be ended only by a decision of {parties}."
COUNTS_UNDER = "It counts under “{title}”."
IT_MAY = "It {how}."
IT_IS_NOT = "It is {how}."
JUDGED_BY_NONE = "It is counted by no condition: none judges the time at which it happened."
ONE_READING = "This is one of {count} readings of the text; by the open one it is: {says}."
READ_OTHERWISE = "The {count} readings of the text differ."
OTHER_READINGS = "The other {count}: {says}."
SO_MANY_SAY = "{says} ({count})"
READ_ALIKE = "All {count} readings of the text say so."
A_QUESTION = "It is {question}."
LAST_TOLD = "The last that it told of happened {happened}; known {known}."
NOT_SEEN = "Not seen from it meanwhile: {kinds}, by {sides}, {areas}."
ANY_KIND = "anything"
ANY_SIDE = "any side"
ANYWHERE = "anywhere"
IN_AREAS = "in {areas}"
NOT_CALM = "Its silence is not calm: what happened meanwhile may be missing."
NOT_KEPT = "No day that it alone watches can be kept."
ASK = "Ask it, and others who watch the same; record what they tell, however late."
TOLD_AGAIN = "When it is heard again, you are told here."
STILL_MISSING = "What happened meanwhile may still be missing: until it is told, nobody saw it."

WE_TOLD_YOU = "On {when} we told you: “{words}”."
WE_SAID = "Of {when} it was said: {words}."
IT_IS = "It is: {says}."
WITH_RECORD = "With {records}, it is: {says}."
RECORD = "{key} (known {time})"
BY_AMENDMENT = "The parties changed the text; nobody erred. By the text now in force it is: {says}."
BY_OUR_ERROR = "The record had not changed: our rules, or the program, were wrong. It is: {says}."
TAKEN_BACK = "It is taken back: {says}."

CLAUSE = "Clause {clause}: {says}"
NEXT = "Next: {dates}"
DATE = "{time} {what}"
ALSO = "Also: {what}"
ALSO_MORE = "Also: {count} more, listed below."
STILL = "Still: {what}"
CUT = "Cut to length here; in full below."
ELLIPSIS = "…"

EVIDENCE = "Evidence"
WHO = "Who says"
WHAT = "What"
WHEN = "When"
HAPPENED = "happened {happened}"
KNOWN = "known {known}"
COUNTS = "{what} ({counts})"
NO_EVIDENCE = "No record is named: time passed, or the rules speak."
MORE_EVIDENCE = "and {count} more, shown under Why"
ROW = "{who}: {what}"
ROW_TIMES = "{happened}; {known} [{record}]"
NO_TIME_OF_ITS_OWN = "no time of its own"

DETAILS = "Details"
IN_FULL = "In full"
READINGS = "Readings"
UNDER_READING = "{title}: {says}"
OPEN_READING = "the open reading"
STAYS_SO = "Still"
TOLD_ALSO = "Also told"
OF_CLAUSE = "Clause"
ASSUMED = "Our assumption"
RULES = "Rules"
RULES_TEXT = "{title} ({agreement}), version {digest} of the text (SHA-256)"
LEADING = "Leading record"
LEADING_TIMES = "{record}: happened {happened}; known {known}"
MOMENTS = "Of {at}; known {known}"
OF_WHEN = "Both times"
COMES = "What comes next"
NOTHING_COMES = "no date is known"
BEFORE = "Told before"
TOLD_TO = "{when}, to {people}: “{words}”"
PERSON = "person"
PEOPLE = "people"
RECORDED = "Acts"
SEE = "See why"
CHAIN = "Journal"
CHAIN_HEAD = "act {act}, chain head {hash}"
NO_CHAIN = "nothing recorded yet"
MESSAGE = "Message"
FOLLOWS = "Follows or corrects"
HANDLED = "Handling"
LABELLED = "{label}: {text}"

DIGEST_SUBJECT = "Digest, {since} to {until}: {what}"
DIGEST_OF = "{digest} · {agreements}"
DIGEST_CHANGED = {False: "{count} changes", True: "1 change"}
DIGEST_NOTHING = "nothing changed"
DIGEST_HEAD = "{handling} · Digest of {agreements} · {since} to {until} {place}"
MISSED = {
    False: (
        "{count} digests were due from {first} to {last} while the service was not running, or "
        "paused: this one takes their place."
    ),
    True: (
        "A digest was due on {first} while the service was not running, or paused: this one "
        "takes its place."
    ),
}
NOTHING_HAPPENED = "Nothing that is said has changed in this time, and nothing was told."
CHANGED = "What changed"
NO_CHANGES = "No change."
CHANGED_LINE = "{what}: {turn}"
CORRECTED_LINE = "Corrected ({kind}): {what}: {turn}"
AND_BACK = "{what}: changed, and back: {says}"
CORRECTIONS = {
    "restated": "by what became known",
    "amended": "the parties changed the text",
    "our_error": "our error",
}
STAYS = "What holds"
NO_VERDICTS = "No verdict could be worked out."
UNSEEN = "What could not be seen"
NOTHING_UNSEEN = "No gap is known of."
COMING = "What comes next"
HELD_BACK = "Held back"
NONE_HELD = "Nothing was held back."
HELD_LINES = {
    "in_thread": "told without interrupting: {what}",
    "digest": "kept for this digest: {what}",
    "snoozed": "snoozed: {what}",
}
RESTING = "{what}: snoozed by {by} until {until}"
SNOOZE_SUBJECT = "Snooze over: {what}: {says} · {agreement}"
SNOOZE_HEAD = "{handling} · {agreement} · {time}"
SNOOZE_OVER = "Snoozed by {by} from {since} until {until}: its time is up, and it interrupts again."
SNOOZE_STANDS = "It stands: {what}: {says}."
SNOOZE_MEANWHILE = "Kept for the digest meanwhile"
SNOOZE_NOTHING = "Nothing new was told of it."
LATE_LINE = "{line} (told late: the service was not running, or paused)"
LATE_EVALUATOR = (
    "LATE. The evaluator was late {stretches}; what came meanwhile was looked at only then, and "
    "woke nobody. See {section}."
)
LATE_STRETCH = {
    False: "from {first} until {looked} ({count} boundaries, up to {last})",
    True: "from {first} until {looked} (1 boundary)",
}
LATE_STRETCHES_MORE = "{count} times more"
LOOKED_LATE = "Looked at late: {time}, {what}; looked at {looked}, {late} after it"
LOOKED_LATE_MORE = "{count} more were looked at late, up to {time}"
TURNS = {
    "begins": "terms begin",
    "ends": "terms end",
    "day_ends": "a day ends",
    "settled": "a day is settled",
    "decision": "a decision takes effect",
    "runs_out": "a phase or a decision may run out",
    "attestation": "an attestation begins or ends",
    "stale": "an attestation is too old",
    "due": "a phase begins",
    "deadline": "a term or a count may be complete",
    "near": "something comes near",
    "silent": "a source may be silent",
    "over": "an incident is over",
}
HEALTH = "How we know"
LAST_EVALUATION = "Last evaluation that succeeded: {time}"
NEVER_EVALUATED = "Nothing has been evaluated yet: take none of this for calm"
LAST_REPORT = "Last report of {source}: {time}"
NO_REPORT = "Nothing from {source} is on record"
MORE_LINES = "and {count} more: {link}"
OF_AGREEMENT = "{agreement}: {section}"
