"""What feeds say of themselves, and of a date."""

PRODUCT = "Agreement Monitor"
TRANSITIONS = "{title}: what changed in what is said"
DATES = "{title}: dates"

NOT_PUBLIC = "The agreement {agreement} is handled as {handling}: nothing of it is given here."
IMPORTS_NOT_PUBLIC = (
    "The agreement {agreement} takes over terms of another that is not public: "
    "nothing of it is given here."
)
NOTHING_SAID = "Nothing has been said of it yet."
LEFT_OUT = {
    "none": "Nothing that was said is left out.",
    "one": "1 entry is not public.",
    "many": "{count:,} entries are not public.",
}

CORRECTS = "Corrects the entry of {time}."
FOUND = "Found {when}."

COMES = {
    "term": "term ends: {title}",
    "answer": "answer due: {title}",
    "met": "can first be met: {title}",
    "opens": "due by its date: {title}",
    "runs_out": "runs out unless renewed: {title}",
}
"""What comes at a date, of a condition or phase."""

FELL_AWAY = "This date has fallen away."
EXPECTED = "Expected as known {time}; it moves with what is recorded."

NO_FEED = "there is no such feed; /feeds/ lists those there are"
NO_AGREEMENT = "no agreement of this name has feeds; /feeds/ lists those that have"
ONLY_READ = "feeds are read, by GET or HEAD; nothing else is answered"
