"""Notices on their way: why one did not arrive, who would be told by what, and drills."""

NOT_IN_TIME = "no answer in time"
BAD_CERTIFICATE = "its certificate does not hold: {reason}"
CUT_OFF = "the connection broke off"
NO_SUCH_HOST = "the name {host} leads nowhere"
NOT_PUBLIC = (
    "{host} leads to an address that is not public and not listed under private_addresses_allowed"
)
NOT_SEALED = "http goes only to addresses listed under private_addresses_allowed, and {host} is not"

HOOK_FAILED = "{host}: {reason}"
HOOK_TOOK = "status {status}"
HOOK_GONE = "{host} says that this web hook is closed for good (status 410)"
HOOK_ELSEWHERE = "{host} sends elsewhere (status {status}); name the address where it ends"
HOOK_REFUSED = "{host} refuses it (status {status})"
HOOK_LATER = "{host} cannot take it now (status {status})"

MAIL_FAILED = "mail server {host}: {reason}"
MAIL_NO_STARTTLS = "it offers no STARTTLS"
MAIL_NO_SIGNING_IN = "it offers no way of signing in that is known here"
MAIL_NOT_LET_IN = "it does not accept the user and password ({code})"
MAIL_UNWILLING = "it answers {answer}"

SERVICE_FAILED = "{service} has not taken it"
SERVICE_IN_PART = "{service} has taken it for some of its receivers only"
SERVICE_UNKNOWN = "Apprise knows no service for it"

NO_FILE = "{file}: there is no such file, and nobody is told; docs/alerts.md says how to write one"
TOLD_BY = "{name} by {channels}"
DESK_TELLS = "{desk}: tells {people}; times of {zone}"
REVIEWED = "a person approves each notice"
ESCALATES = "who has not acknowledged within {span} is joined by the next"
QUIET = "quiet from {since} to {until}"
DIGEST_DAILY = "digest each day at {at}"
DIGEST_WEEKLY = "digest on {at}"
BY_MAIL = "{name}: mail to {address}, by {host}:{port} ({security})"
BY_HOOK = "{name}: signed web hook to {host}"
BY_SERVICE = "{name}: {service}, by Apprise"
SEALED = {"starttls": "STARTTLS", "tls": "TLS", "none": "not sealed"}
NAMES_NO_DESK = "{name}: at no desk, and never told"
NAMES_NO_PERSON = "{name}: nobody's channel, and never used"
NO_SUCH_DESK = "{agreement} tells the desk {desk}, and there is no such desk: nobody is told by it"

DRILL_SUBJECT = "DRILL: Agreement Monitor tries the channel {channel}"
DRILL_TEXT = (
    "DRILL. This is a test of the channel {channel}, started by {actor} on {when}.\n"
    "Nothing happened, and nothing is to be done: whoever reads this is reached."
)
DRILL_HTML = "<p><strong>DRILL.</strong> {first}</p><p>{second}</p>"
DRILL_ARRIVED = "Drill {notice} to {channel}: sent ({answer}); act {act}. Ask whether it was read."
DRILL_FAILED = "Drill {notice} to {channel}: not sent; act {act}. {why}."
NO_CHANNEL = "{file}: there is no channel {channel!r}; {hint}"
