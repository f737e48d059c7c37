"""What changed in what is said, corrections apart, and because of which acts."""

KINDS = {
    "change": "change",
    "correction": "correction",
    "ours": "our error",
    "amendment": "amendment",
}
"""Why a change in what is said is told."""

MEANING = (
    "A change is new. A correction says otherwise, of a past moment, what had been said of it. "
    "Our error was in how we read the text, or in the program, and not in the record. "
    "An amendment is nobody's error: the parties changed the text."
)
FILTER = "Kind of change"
LATELY = "Changed lately"
HEAD = "{when} · {agreement} · {kind}"
LINE = "{when}  {says}"
LINE_OTHER = "{when}  {says} ({kind})"
NONE = "Nothing that was said has changed yet."
NONE_FITS = "No change fits these filters."
FIRST = "Shown: the first {most:,}, newest first. Narrow the filters to see older ones."

SAID_OF = "in what was said of {time}"
LEAST_TO_MOST = "{least} to {most}"
COUNT_MOVED = "{says}; what may count, in {unit}: {before} → {after}"
HAS_RUN = "the days of {counts} have run"
NEAR_MET = "near: it can be met {time}"
NEAR_END = "near: a term ends {time}"
NEAR_RUNS_OUT = "that is near"
"""What is said of what has come near, after how it stands."""

DAY_FROM = "day from {day}"
DAYS_FROM = "days from {first} to {last}"

BECAUSE_OF = "Recorded since what was said before: {acts}."
BECAUSE_ACT = "act {act} ({what}, by {who})"
BECAUSE_MORE = "{count} more"
BECAUSE_UNDO = "act {act} undone"
BECAUSE_RULES = "rules {file}"
BECAUSE_TIME = "Nothing was recorded in between: time passed."
BECAUSE_PROGRAM = "Another version of the program says otherwise; nothing was recorded for it."
READ_AS = "{what}, read as “{title}”"
