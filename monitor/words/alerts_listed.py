"""What the command line says of alerts, of their messages, and of what people do about them."""

WAYS = {
    "at_once": "{desk} at once",
    "in_thread": "{desk} in the thread, without interrupting",
    "digest": "{desk} with the digest",
}
WAITS = "{desk} with its next digest"

HEAD = "{alert}  {when}  {kind}"
LATE = "{kind}, told late"
GOES_TO = "for: {desks}"
TOLD_BY = "told by: {digests}"
NOBODY = "nobody sits at: {desks}"
FOR_NOBODY = "for no desk that anybody sits at"
SEEN = "acknowledged by {by}, {when}"
SEEN_LATE = "seen by {by} after it was overtaken, {when}"
UNSEEN = "not acknowledged"
CORRECTED = "corrected by {alerts}"
OVERTAKEN = "overtaken by {alert}"
SNOOZED = "snoozed by {by} for {desk} until {when}"
MESSAGES = "messages: {counts}"
STATE_COUNT = "{count} {state}"
GAVE_UP = "given up: {channel} ({notice}): {why}"
WITHHELD_ONE = "withheld: {channel} ({notice}): {why}"
THREAD = "thread: {thread}"
OLDER = "{count} older: --limit {all} lists them, too"
NONE = "there is no alert yet"
NONE_OF = "there is no alert of that"

PARCEL = "{notice}  {state}  {desk} → {person} by {channel}"
DRILL = "drill"
SUBJECT = "subject: {subject}"
DECIDED = "decided {when}"
DUE = "not before {when}"
TRIED = "tried: {times}"
UNSURE = "may have arrived: {times}"
WRONG = "the last time: {why}"
APPROVED_BY = "approved by {names}; {count} needed"
COUNTS = "all notices: {counts}"
EMPTY = "no notice is held, on its way or given up"
NO_NOTICE = "nothing was ever sent or held"

ACKNOWLEDGED = "{alert}: acknowledged by {by} (act {act}); nobody else is called about its message"
OVERTAKEN_SEEN = "{alert}: seen by {by} (act {act}); {newest} has overtaken it: read that one"
SNOOZED_NOW = (
    "{thread}: snoozed for {desk} until {when} (act {act}); it is told with the digest, "
    "and at once if it gets worse"
)
WOKEN = "{thread}: {desk} is told again as before (act {act})"
APPROVED = "{notice}: approved by {names} (act {act}); it may go out now"
APPROVED_ONE = "{notice}: approved by {names} (act {act}); {count} to approve it, too"
WITHHELD = "{notice}: withheld (act {act}); it stays on record"

PAUSED_NOW = (
    "nothing new is said, nobody is called and nothing is sent until {when} (act {act}); "
    "`continue` ends it sooner"
)
GOES_ON = "it goes on: what was missed is said, in order (act {act})"
