"""One incident: its accounts, and how it was believed as knowledge grew."""

NO_SUCH_INCIDENT = "No incident {incident} is on record as known at the moment chosen."
ACCOUNTS_OF_IT = "Its accounts, first known first; none is added to another"
TITLE = "How it was believed, as knowledge grew"
TIES = "What links or weighs it"
NO_TIES = "No link and no review on record names it."

FIRST_VERSION = "first version"
LATER_VERSION = "version {number}: {changed}"
SAID_AGAIN = "the same again"
REPLY_CAME = "a reply came or went; all else stood as before"
STILL_BELIEVED = "still believed"
JOINED = "joined by {reports}"
LEFT = "without {reports}"
TIME_CONTESTED = "the accounts differ on the time"
REVIEWED = "{report}: {finding}"
TURNED = "{field}: {before} → {after}"
YES = "yes"
NO = "no"
FIELDS = {
    "happened": "when",
    "window": "window",
    "made": "when",
    "effective": "takes effect",
    "during": "when",
    "watched": "watched",
    "kinds": "kind",
    "by": "by",
    "against": "against",
    "pcodes": "p-codes",
    "purposes": "purpose",
    "killed": "killed",
    "injured": "injured",
    "weapons": "weapon",
    "claims": "claimed",
    "quantity": "seen, moved or reached",
    "references": "references",
    "location_precision": "coordinates off by, in metres",
    "established": "established",
    "reports": "accounts",
    "says": "what",
    "disputes": "denies",
}
