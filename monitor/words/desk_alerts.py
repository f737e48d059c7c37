"""Desk: the alerts, what became of their messages, and how sending fares."""

KINDS = {
    "approaching": "comes near",
    "met": "met",
    "not_met": "the days ran, not met",
    "count_restarts": "the count restarts",
    "breached": "breach",
    "undetermined": "cannot be established",
    "overdue": "overdue",
    "answered_late": "answered late",
    "stands": "stands otherwise",
    "due": "due",
    "opened": "opened",
    "renewed": "renewed",
    "unrenewed": "not renewed",
    "lapsed": "lapsed",
    "closed": "closed",
    "waits": "waits",
    "in_force": "in force",
    "out_of_force": "out of force",
    "serious": "serious incident",
    "statement": "statement",
    "decision": "decision",
    "taken_back": "a decision is taken back",
    "source_silent": "a source is silent",
    "source_heard": "a source is heard again",
    "feed_gap": "probable gap in what we receive",
    "gap_over": "a gap is over",
    "restated": "correction",
    "amended": "amendment",
    "our_error": "our error",
}
CORRECTING = ("restated", "amended", "our_error")
"""The kinds that say otherwise what people were told before."""

HEAD = "{when} · {agreement} · {kind}"
LATE = "told late: the service was not running, or paused"
MEANING = (
    "An alert is a change that people are told of. Acknowledged, it is yours: nobody else is "
    "called about its message. Snoozed, its matter waits for the digest until it gets worse."
)
NONE = "There has been no alert yet."
NONE_FITS = "No alert fits these filters."
FIRST = "Shown: the newest {most:,} that fit. Narrow the filters to see older ones."
SEEN_FILTER = "Acknowledged"
SEEN_ANY = "whether or not"
SEEN_OPTIONS = {"no": "not acknowledged"}

NOBODY_TOLD = (
    "Nobody is told of anything: when the program was started there was no file of alerts at "
    "{file}. Write one as docs/alerts.md says, and start the program again."
)
NOBODY_SITS = (
    "The rules of {agreement} tell desks at which nobody sits: {desks}. Add them to {file}, as "
    "docs/alerts.md says, and start the program again."
)

WAYS = {
    "at_once": "for {desk}: at once",
    "in_thread": "for {desk}: without interrupting, after three interruptions that day",
    "digest": "for {desk}: with its digest",
}
WAITS_FOR_DIGEST = "for {desk}: waits for its next digest"
AT_NO_DESK = "for {desk}: not told, nobody sits at it"
NO_DESK = "no desk is told of this"
ACKNOWLEDGED = "Acknowledged by {who}, {time}"
ACKNOWLEDGED_OLD = "Seen by {who}, {time}, when a newer alert of the same matter was out"
ACKNOWLEDGED_WITH = "Acknowledged with its message by {who}, {time}"
NOT_ACKNOWLEDGED = "Not acknowledged"
CALLED_NEXT = "Unless somebody acknowledges it, {who} is called {time}."
CORRECTS = "It corrects what was told on {time} ({kind})."
FOLLOWS = "It follows what was told on {time} ({kind})."
CORRECTED_BY = "It was corrected on {time} ({kind})."

MESSAGE_AS_SENT = "The message"
TO_BY = "{person} by {channel}: {state}"
SETTLED = {
    "sent": "{state} {time}",
    "given_up": "{state} {time}: {why}",
    "withheld": "{state} by {who} {time}: {why}",
}
"""What is added where nothing more becomes of a message."""
WAITS_UNTIL = "waits until {time}"
TRIED_BEFORE = "{state}; the last try: {why}"
PERHAPS_TWICE = "{state}; may have arrived twice"

ACKNOWLEDGE = "Acknowledge"
SNOOZE = "Snooze this"
SNOOZE_FOR = "For {desk}: it hears of this matter with its digest, until it gets worse or"
SNOOZE_DAYS = {
    1: "until tomorrow, same hour",
    3: "for 3 days",
    7: "for 7 days",
    30: "for 30 days",
}
DONE_ACKNOWLEDGED = "Acknowledged by {who}."
DONE_SNOOZED = "Snoozed for {desk} until {time}."
DONE_WOKEN = "{desk} hears of it again as the rules say."
DONE_APPROVED = "Approved by {who}."
DONE_WITHHELD = "Withheld by {who}. It stays on record."

SNOOZED_TITLE = "Snoozed"
SNOOZED = "{desk}: {what}, until {time} or until it gets worse (by {who}, act {act})"
END_SNOOZE = "End snooze"

REVIEW_TITLE = "Waits for a review"
REVIEW_MEANING = "Two people have to approve a message before it goes out."
REVIEWED = "{subject}\nTo {desk}: {people} · decided {time}"
APPROVED_BY = "Approved by {who}; another person has to."
APPROVED_BY_NOBODY = "Nobody has approved it yet."
APPROVE = "Approve"
WITHHOLD = "Withhold"
WHY_WITHHELD = "Why it is withheld"

FOR_YOU = "Alerts for you"
FOR_YOU_COUNT = "{alerts} told at once in the last 7 days and not acknowledged"
SEE_THEM = "Desk · Alerts"

SENDER_TITLE = "Sender of messages"
SENDER_RUNS = "It runs."
SENDER_STOPPED = "It does not run: nothing is sent until the program is started again."
SENDER_NONE = "None runs beside these pages: nothing is sent."
SENDER_FAILED = "It failed the last time, and tries again within a minute: {error}"
SENDER_IDLE = "Nothing due was left to send at {time}"
SENDER_NOT_YET = "It has not been through what is due yet."
COUNTS = (
    "Messages: {sent:,} sent · {coming:,} on their way · {held:,} wait for a review · "
    "{given_up:,} given up · {withheld:,} withheld"
)
FAILING = (
    "Tried in vain, and tried again: {count:,}; the last to {desk}, {person} by {channel}: {why}"
)
TWICE = "May have arrived twice, sent again after a stop at the wrong moment: {count:,}"
GAVE_UP = "Given up {time}: {desk}, {person} by {channel}: {why}"
CHANNEL_CLOSED = "The channel {channel} says that it is closed for good: take it out of {file}."

DIGESTS_TITLE = "Digests"
DIGEST_NEXT = "{desk}: the next is due {time}"
DIGEST_LATE = "{desk}: one was due {time} and has not been told yet"
DIGEST_NEVER = "{desk}: none, as the file of alerts says"
DIGEST_LAST = "{line}; the last was told {time}"
DIGEST_NONE_YET = "{line}; none was told yet"

CHANNELS_TITLE = "Channels"
NO_CHANNELS = "There is no channel: docs/alerts.md says how to write one."
SEND_DRILL = "Send a drill"
SENDING_DRILL = "Sending …"
NO_DRILL = "{channel}: no drill was sent yet"
DRILL_SENT = (
    "{channel}: drill of {time} by {who}: sent ({answer}); ask whether it was read (act {act})"
)
DRILL_NOT_SENT = "{channel}: drill of {time} by {who}: not sent: {why} (act {act})"
