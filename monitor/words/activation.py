"""What is said when another text of the rules is to count: what it is, and what it changes."""

SAY_WHICH = (
    "{agreement}: another text of it counts already; say what this one is: --amendment FROM (the "
    "parties changed the text: only verdicts from that date may change) or --correction (our "
    "reading was wrong); --dry-run shows what would change"
)
EITHER = "an amendment is the parties', a correction is ours: give one of the two"
TOO_EARLY = (
    "{agreement}: an amendment from {since} changes no verdict of a day that began before, and "
    "this one would: {verdicts}. Give each changed term its dates (from, until), name an earlier "
    "date, or, if our reading was wrong, activate it as a --correction"
)
MORE = "{count:,} more"

WOULD = {
    "first": "{agreement}: would be active; this was a trial",
    "amendment": "{agreement}: would be active, as an amendment from {since}; this was a trial",
    "correction": "{agreement}: would be active, as a correction of ours; this was a trial",
}
NOW = {
    "first": "{agreement}: active",
    "amendment": "{agreement}: active, as an amendment from {since}",
    "correction": "{agreement}: active, as a correction of ours",
}
UNCHANGED = "{agreement}: was active already, unchanged"
"""What became of a rule file, by what it is."""

SENTENCES = "{agreement}, sentences that change (- as it was, + as it becomes):"
SAME_SENTENCES = "{agreement}: no sentence changes"
VERDICTS = "{agreement}, verdicts that change, as known now:"
SAME_VERDICTS = "{agreement}: no verdict at the end of a day changes"
UNDER = " under “{reading}”"
DAY = "day from {first}"
DAYS = "days from {first} to {last}"
TURNS = "{what}{under}, {days}: {change}"

KINDS = {
    "first": "The first text of this agreement that counts.",
    "amendment": "An amendment: the parties changed the text, from {since} on.",
    "correction": "A correction of ours: our reading was wrong before.",
}
"""What the text that counts is, on the desk."""
