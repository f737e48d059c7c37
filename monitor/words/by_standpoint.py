"""A condition from every standpoint: the table that shows what a verdict depends on."""

TITLE = "By every standard, reading and account"
ASK = "Show it by every standard, reading and account"
VIEW = "taken as"
TAKES = "what it takes to count"
DOUBTS = {
    "counts_as_quiet": "what is in doubt did not happen",
    "undetermined": "what is in doubt stays open",
    "breaks": "what is in doubt happened",
}
WHATEVER = "whatever is in doubt"
UNDISPUTED = "disputed reports left out"
AS_FILED = "the agreement's file"
ACCOUNT = "account of {source}"
STANDARDS = {
    "reported": "any report",
    "corroborated": "two independent sources",
    "verified": "verified by a review",
}
STATED = "what the source states"
NOT_JUDGED = "not judged"
SAME = "the same"
CANNOT = "cannot be told"
ALL_SAME = "It reads the same from every standpoint: {verdict}."
DIFFERS = "It depends: {verdicts}."
OF_ALL = "{verdict} from {count} of {total}"
JOINED = " / "
LISTED = "; "
