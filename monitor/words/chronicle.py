"""The end of each day, told again: by the command, and in the chronicle made of it."""

REPLAYED = "At the end of each monitoring day, on what was known then"
DAY_ENDS = "the day of {day} ends"
NOTHING_CHANGED = "nothing changed"

HEAD = (
    "What was to be said when each monitoring day ended, on what was known at that moment. "
    "This page is made by a command (see the line below) and checked whenever the tests run."
)
DAY = "Day {number}"
NOW = "As known today"
NOW_SAYS = "The same days on everything that has become known since: what would be said otherwise."
CORRECTIONS = "Corrections of earlier days"
CORRECTION = "{title}, day {number}: {before} → {after}"
STOOD = "At {time}, {title}: {before} → {after}"
SAME = "None of these days would be told otherwise."
