"""What would settle a verdict that stands open, or change one that does not."""

TITLE = "What would settle it"
OPEN_POINTS = {
    "refuted": "whether it happened after all",
    "not_confirmed": "confirmation",
    "disputed": "whether it happened",
    "repeats": "whether it is an event of its own",
    "time": "when it happened",
    "no_figure": "how many",
    "kind": "what kind of event it was",
    "perpetrator": "who did it",
    "victim": "whom it struck",
    "place": "where it was",
    "purpose": "what it was for",
    "weapon": "with what weapon it was done",
    "claim": "what those who did it say for themselves",
    "quantity": "how many there were",
    "excepted": "whether an exception applies",
    "paired": "whether those who did it had been attacked before",
}
AN_AREA = "an area of the text"

SECOND = (
    "An independent second source, or a review, for {needed} of the {count} listed as "
    "not confirmed makes this a confirmed breach; the count restarts."
)
OPEN = "Whether the others listed as “may count” do, depends on {what}."
WATCH = (
    "Nothing can make this kept but a source that certifies quiet for the unwatched time; "
    "a report that comes late can still make it a breach."
)
MAP = "Publishing the map or list of {area} would let incidents be placed inside or outside it."
RUNNING = "The day ends at {time}; until then it cannot be kept."
KEPT_MORE = (
    "{more} more incidents confirmed in it would make this a confirmed breach; the count restarts."
)
KEPT = "One incident confirmed in it would make this a confirmed breach; the count restarts."
WITHOUT = "Without what happened at {incidents}, the breach would not be confirmed."
WITHOUT_MANY = "Without {needed} of the {count} that count, the breach would not be confirmed."
ATTEST = "A newer word of {parties} on “{what}” would settle it."
CONTRADICTION = "A correction of the source's figures would settle it."

DECISION = "A recorded decision “{what}” of {parties} would make this met."
TAKEN_BACK = "A later decision “{what}” of {parties} would make it met again."
TERM = "A record of “{what}” that happened by {time} would make this met, also one that comes late."
HOURS = "The exact time of these would settle it: {keys}."
MEMBERS = "It hangs on {titles}."
FIRST = "Whatever becomes of the rest, {titles} must change first."

APPLIES_AFTER = "It applies from the day after “{title}” is first met: {by}."
MAY_APPLY_SINCE = (
    "It waits for “{title}”; whether that has been met on an earlier day is not established: {by}."
)
BY_A_WORD = "a word of {parties} that “{what}” is so, for the time it is about, would settle that"
BY_A_DECISION = "a recorded decision “{what}” of {parties} would settle that"
BY_A_RECORD = "a record of “{what}” in time would settle that"
BY_THAT_CONDITION = "what would settle that condition settles this one too"
