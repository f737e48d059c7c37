"""Then & now: the two sides, what differs between them, and the records that make it."""

AS_KNOWN_THEN = "As known then"
AS_KNOWN_NOW = "As known now"
ON_THE_LEFT = "Known: {time}"
SIDE = "Then | now"
SIDES = {"then": AS_KNOWN_THEN, "now": AS_KNOWN_NOW}
"""The two sides of *Why*, by what the address says."""

NOTHING_BETWEEN = (
    "Both sides stand at the same moment of knowledge, so nothing can differ. Choose a later "
    "time under Known, or Latest."
)
SAID_THE_SAME = "Nothing that is said has changed."
SAID_OTHERWISE = (
    "{count} of {whole} things said read otherwise now; beside each, what makes the difference."
)
FOLD_SAME = "The same on both sides: {titles}."
FOLD_SETTLED = "No longer provisional: {titles}."
THEN_SAYS = "Then: {says}"
NOW_SAYS = "Now: {says}"
DAYS_READ = "{days}: {says}"
FOLLOWS = "Follows from: {titles}."
MADE_BY = "Known only later, and counted in this difference"
NO_SINGLE_RECORD = "Which records make this difference cannot be told."
NOT_ALL_COMPARED = (
    "So much came in between the two that only the newest of it is compared: records that make a "
    "difference may be missing here."
)

ALSO_BECAME_KNOWN = "Also became known"
ALSO_EXPLAINED = (
    "About the time up to the moment looked at. No difference above was found to rest on these."
)
BECAME = {
    "new": "became known",
    "revised": "says otherwise now",
    "withdrawn": "withdrawn by its source",
    "undone": "upload undone",
}
"""What became of a record between two moments of knowledge."""

TOLD_REPORT = "{what}, by {by} against {against}; {place}; killed: {killed}"
TOLD_REPLY = "denies {what}; {place}"
TOLD_COUNT = "counts {figure} {what}, by {by}"
TOLD_REVIEW = "on {report}: {says}"
TOLD_COVERAGE = "says that it watched: {sides}"
TOLD_PROFILE = "what this source is, and what its silence is worth"
WATCHED_ALL = "all sides"
