"""The one catalogue of what people read: every label, sentence and way of writing a time.

Keys are the codes of the closed lists. Nothing here decides anything.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PRODUCT = "Agreement Monitor"

VERDICTS = {
    "kept": "kept",
    "breached": "breach confirmed",
    "undetermined": "cannot be established",
    "not_yet": "not yet",
    "not_in_force": "not in force",
}
"""What can be said of a condition."""

MET = {**VERDICTS, "kept": "met", "breached": "not met"}
"""The same, of a count of days and of a duty attested."""

CAUSES = {
    "exceeded": "more than the limit is confirmed",
    "short": "fewer than the text asks for",
    "within": "watched throughout, and within the limit",
    "running": "the day is still running",
    "unconfirmed": "breaches reported, not confirmed",
    "unwatched": "nobody was watching everything that has to be watched",
    "silent": "the source states nothing that covers the day",
    "no_figure": "no figure is on record",
    "contradiction": "the source contradicts itself",
    "unpublished": "the areas have been published by nobody",
    "not_in_force": "the agreement is not in force",
    "not_begun": "the agreement has not begun",
    "no_day": "this day is cut short, and not counted as a day",
    "met": "the count is complete",
    "counting": "the count is not complete",
    "not_certified": "not certified by all who have to",
    "attested": "attested by an accepted source",
    "denied": "an accepted source says that it is not so",
    "stale": "the last word of an accepted source is too old",
    "none_on_record": "no accepted source has spoken of it: none recorded",
    "decided": "decided by all who have to",
    "not_decided": "no decision of all who have to is on record",
    "taken_back": "decided, and taken back",
    "ran_out": "decided, and run out",
    "order": "it hangs on the order of acts whose time is not exact",
    "in_time": "on record in time",
    "too_late": "on record, but too late",
    "none_in_time": "none on record in time",
    "pending": "not on record yet; there is still time",
    "no_anchor": "what it is counted from is not on record",
    "all_true": "all that it asks for is met",
    "failed": "something that it asks for is not met",
    "waiting": "something that it asks for is not met yet",
    "open_members": "something that it asks for cannot be established",
}
"""Why a verdict is what it is: its one leading cause."""

DOUBTS = {
    "refuted": "found not to have occurred",
    "not_confirmed": "not confirmed",
    "disputed": "whether it happened is disputed",
    "repeats": "may be the same event as another one listed",
    "time": "may have happened on another day: listed under each",
    "no_figure": "no figure is stated",
    "kind": "what kind of event it was is not established",
    "perpetrator": "who did it is not established",
    "victim": "whom it struck is not established",
    "place": "whether it lies in the area is not established",
    "purpose": "its purpose is not established",
    "excepted": "an exception may apply",
}
"""Why an incident may count, but does not count for certain."""

GROUNDS = {
    "refuted": "found not to have occurred",
    "not_confirmed": "not confirmed",
    "disputed": "whether it happened is disputed",
    "repeats": "the same event as another one listed",
    "time": "on another day",
    "no_figure": "no figure is stated",
    "kind": "not a kind of event that the clause is about",
    "perpetrator": "not done by anybody whom the clause binds",
    "victim": "struck nobody whom the clause protects",
    "place": "outside the area",
    "purpose": "for a purpose that the clause leaves free",
    "excepted": "an exception of the text applies",
}
"""Why an incident does not count."""

MARKS = {
    "confirmed": "breach confirmed",
    "reported": "breach reported, not confirmed",
    "quiet": "watched, none reported",
    "unwatched": "nobody watching",
    "not_in_force": "not in force",
}
"""What a day in the strip says."""

GLYPHS = {
    "confirmed": "×",
    "reported": "!",
    "quiet": "○",
    "unwatched": "▨",
    "not_in_force": "·",
}
"""The same without colour."""

PHASE_STATES = {
    "not_due": "not due",
    "may_be_due": "may be due",
    "due": "due: conditions met, awaiting a decision",
    "open": "open",
    "renewed": "renewed",
    "continues_unrenewed": "continues without a recorded renewal",
    "lapsed": "lapsed",
    "closed": "closed",
    "undetermined": "cannot be established",
}
"""Where a phase stands for one holder."""

PHASE_DUE = "due: conditions met, awaiting a decision by {parties}"
PHASES = "Phases"
ALL_NAMED = "all named together"
SINCE = ", since {time}"
HANGS_ON = "it hangs on when this was: {keys}"
TOGETHER = "together"

POLICIES = {
    "doubt": "by the agreement's rule for doubtful incidents",
    "unobserved": "by the agreement's rule for days that nobody watched",
}

KIND_NAMES = {
    "armed_clash": "fighting on the ground",
    "ground_attack": "ground attack",
    "shelling": "shelling",
    "small_arms_fire": "small-arms fire",
    "air_strike": "air strike",
    "remote_explosive": "mine or car bomb",
    "attack_on_civilians": "attack on civilians",
    "attack_on_aid": "attack on aid",
    "attack_on_medical": "attack on a medical site",
    "chemical_attack": "use of a chemical agent",
    "territorial_gain": "ground taken",
    "weapon_movement": "weapons moved",
    "military_flight": "military flight",
    "arrest": "arrest",
    "access_obstructed": "access obstructed",
    "violation_unspecified": "violation, kind not stated",
}
GRADE_NAMES = {
    "refuted": "found not to have occurred",
    "reported": "reported",
    "corroborated": "two independent sources",
    "verified": "verified",
}
STANDARDS = {
    "refuted": "any claim",
    "reported": "any report",
    "corroborated": "two independent sources",
    "verified": "only what a review has verified",
}
COUNTED = {"incidents": "incidents", "killed": "people killed", "injured": "people injured"}
BOUND_NAMES = {"exact": "", "at_least": "at least ", "at_most": "at most "}
SAYS_NAMES = {
    "accepts": "accepts",
    "offers": "offers",
    "claims": "says",
    "denies": "denies",
    "judges_unmet": "judges not met",
    "declares_over": "declares over",
}
HANDLING_NAMES = {"public": "PUBLIC", "internal": "INTERNAL", "restricted": "RESTRICTED"}
PROVENANCE_NAMES = {
    "text": "read in the text itself",
    "secondary": "from press accounts of the text",
    "recalled": "from memory, to be checked before it is quoted",
}
KIND_OF_RECORD = {
    "report": "reports",
    "count": "counts",
    "statement": "statements",
    "decision": "decisions",
    "attestation": "attestations",
    "coverage": "coverage",
    "link": "links",
    "review": "reviews",
    "source_profile": "source profiles",
}

NONE_RECORDED = "none recorded"
NOT_STATED = "not stated"
RECONSTRUCTED = "Reconstructed from publication dates"
ONE_SIDE = "silent on the other side"
ACCOUNT = "If the account of {source} is taken as complete"
SETTLED = "settled"
NOTHING_SEEN = (
    "On none of these days did anybody watch everything that has to be watched: "
    "silence is not calm."
)
UNPUBLISHED = "Published by nobody: {area}."
ONE_SIDED = "{source} counts {sides} only: its silence about {others} says nothing."

DAYS_CONFIRMED = "breach confirmed on {days}"
DAYS_ALSO_REPORTED = ", reported on {count} more"
DAYS_REPORTED = "breaches reported on {days}, none confirmed"
DAYS_COUNTED = "on that count, a breach on {days}"
DAYS_KEPT = "watched and within the limit on {days}"
DAYS_MIXED = "watched and within the limit on {kept}, not watched on the rest"
NOT_BEFORE = "not before {time}"
UNTIL_THEN = "provisional until {time}"
STATE_ENDED = "Out of force since {time}, by a recorded decision. Shown as it stood at that moment."
STATE_NOT_BEGUN = "The agreement has not begun: no day of it can be judged."
CONFIRMED_BY = " ({what})"

CONDITIONS_OF = {
    "kept": "its conditions are met",
    "breached": "its conditions are not met",
    "not_yet": "its conditions are not met yet",
    "undetermined": "whether its conditions are met cannot be established",
    "not_in_force": "its conditions are not judged: the agreement is not in force",
}
"""What is said of a phase that waits for conditions, by their verdict."""
FOR_HOW_LONG = "{state} since {time} ({hours} h)"
GOES_UNTIL = "; runs out {time} unless renewed"
HOLDER_STANDS = "{holder}: {state}"
PARTS_OF_A_GATE = {
    "failed": "not met",
    "waiting": "not met yet",
    "open": "cannot be established",
    "met": "met",
}
"""How the members of a gate are put together in one line, what is certain first."""
ON_RECORD_IN_TIME = "“{what}” is on record in time ({when})"
NONE_BY_TERM = "“{what}”: none recorded. It was due by {time}, {hours} h ago; {counted}"
LATE_BY_TERM = "“{what}” is on record, but after its term, which ended {time}; {counted}"
DUE_BY_TERM = "“{what}”: none recorded yet; due by {time}; {counted}"
OPEN_BY_TERM = "whether “{what}” came in time hangs on hours that nobody stated; {counted}"
NOTHING_TO_COUNT_FROM = "“{what}”: {from_what} is not on record, so nothing is due yet"
COUNTED_FROM = "{length} from {anchor}"
THE_BEGINNING = "the beginning of the agreement"
FIRST_OF = "“{what}”"
OWN_DECISIONS = "“{what}”: {parties}"
NEXT_TERM = "term ends: {titles}"
NEXT_RUN_OUT = "runs out unless renewed: {titles}"
SETTLE_DECISION = "A recorded decision “{what}” of {parties} would make this met."
SETTLE_TAKEN_BACK = "A later decision “{what}” of {parties} would make it met again."
SETTLE_TERM = (
    "A record of “{what}” that happened by {time} would make this met, also one that comes late."
)
SETTLE_HOURS = "The exact time of these would settle it: {keys}."
SETTLE_MEMBERS = "It hangs on {titles}."
SETTLE_FIRST = "Whatever becomes of the rest, {titles} must change first."
MEMBERS = "What it asks for"
CHRONICLE_HEAD = (
    "What was to be said when each monitoring day ended, on what was known at that moment. "
    "This page is made by a command (see the line below) and checked whenever the tests run."
)
CHRONICLE_DAY = "Day {number}"
CHRONICLE_NOW = "As known today"
CHRONICLE_NOW_SAYS = (
    "The same days on everything that has become known since: what would be said otherwise."
)
CHRONICLE_CORRECTIONS = "Corrections of earlier days"
CHRONICLE_CORRECTION = "{title}, day {number}: {before} → {after}"
CHRONICLE_STOOD = "At {time}, {title}: {before} → {after}"
CHRONICLE_SAME = "None of these days would be told otherwise."
ACTS_OF_RECORD = "Decisions and attestations it rests on"
NO_ACTS = "No decision and no attestation of this is on record: none recorded."
ATTESTS = "attests: {what}"
ATTESTS_NOT = "attests that not: {what}"

SERIOUS = {
    "killed": "10 or more killed",
    "sponsor": "touches a sponsor",
    "aid": "touches aid",
    "medical": "touches a medical site",
}
MAY_COUNT = "may count under “{title}”, not for certain: {reasons}"
COUNTS_NOWHERE = "counted by no condition; nearest is “{title}”: {reasons}"
NO_CONDITION_JUDGES = "no condition judges the day on which it happened"
PLACE_NOT_STATED = "place not stated"

AN_AREA = "an area of the text"
DAY_HEAD = "day {number}, {span}"
A_REPLY = "a reply"
DENIES = "denies {what}"
DISPUTE_NAMES = {
    "occurrence": "that it happened",
    "attribution": "that it was done by those named",
    "figures": "the figures",
    "intent": "that it was meant",
    "scope": "that the agreement covers it",
    "unsaid": "something, without saying what",
}
STANDS = {True: "counts", None: "may count", False: "does not count"}
SUFFICES = "counts, and suffices"
COUNT_STANDS = "beside: a count"
ACCOUNT_COUNT = "counts: a count"
SETTLE_SECOND = (
    "An independent second source, or a review, for {needed} of the {count} listed as "
    "not confirmed makes this a confirmed breach; the count restarts."
)
SETTLE_OPEN = "Whether the others listed as “may count” do, depends on {what}."
OPEN_POINTS = {
    "refuted": "whether it happened after all",
    "not_confirmed": "confirmation",
    "disputed": "whether it happened",
    "repeats": "whether it is an event of its own",
    "time": "when it happened",
    "no_figure": "how many",
    "kind": "what kind of event it was",
    "perpetrator": "who did it",
    "victim": "whom it struck",
    "place": "where it was",
    "purpose": "what it was for",
    "excepted": "whether an exception applies",
}
SETTLE_WATCH = (
    "Nothing can make this kept but a source that certifies quiet for the unwatched time; "
    "a report that comes late can still make it a breach."
)
SETTLE_MAP = (
    "Publishing the map or list of {area} would let incidents be placed inside or outside it."
)
SETTLE_WITHOUT = "Without what happened at {incidents}, the breach would not be confirmed."
SETTLE_WITHOUT_MANY = (
    "Without {needed} of the {count} that count, the breach would not be confirmed."
)
SETTLE_KEPT = "One incident confirmed in it would make this a confirmed breach; the count restarts."
THIS_DAY = "this day: {says}"
AGREED_BY = "agreed by {parties}"
THE_SAME = "The same under"
NO_SUCH_DAY = "no such day"
MORE_GAPS = " and {count} more times"
SETTLE_RUNNING = "The day ends at {time}; until then it cannot be kept."
SETTLE_ATTEST = "A newer word of {parties} on “{what}” would settle it."
SETTLE_CONTRADICTION = "A correction of the source's figures would settle it."
UNWATCHED_GAPS = "Nobody watched everything that has to be watched: {gaps}."
WATCHED_BY = "Watching at some time in it: {sources}."
NEAREST_BEFORE = "Nearest before: {what}."
NEAREST_AFTER = "Nearest after: {what}."
OFFICIAL = "As the agreement's file has it"
ACCOUNT_CANNOT = "This account cannot speak to this condition: it rests on another source's counts."
COUNTED_SIDE = "counts {sides} only"

WOULD_STORE = "Would store: {count:,}."
NOT_JUDGED = "not judged"
ALREADY = "This very file is stored already, as upload {upload}. Storing it again changes nothing."
NOTHING_CHANGES = "No verdict changes."
STAY = "Reads as before: {titles}."
REFUSED_FILE = "Nothing of this file can be taken. Mend what is listed and upload it again."
REFUSED_ROWS = (
    "{count} cannot be stored as written. Nothing is stored until you choose: mend the file and "
    "upload it again, or store only the good rows."
)
STORED = "Stored: {stored:,} new, {unchanged:,} already on record, {rejected:,} rejected."
DISCARDED = "Discarded. Nothing of it was kept."
AWAY = "Put away. It was stored before, and stays as it was."
UNDONE = "Undone: upload {upload} counts for nothing from now on."
BEFORE_STORING = "What this changes, before anything is stored"
FIRST_RUN = "No agreement is active yet, so there is nothing to judge."
FIRST_RUN_DO = (
    "Activate a rule file (python -m monitor activate rules), then upload a record under Add. "
    "For the sample of September 2016: python -m monitor first-run."
)
EMPTY_RECORD = (
    "The record is empty at this moment of knowledge. Add a report or upload a file under Add, "
    "or choose a later time under Known."
)
STALE = (
    "The newest record became known {ago} before the moment shown, on {time}: "
    "what happened after it may be missing."
)
NO_SERVICE = "The store is not open."
NO_SERVICE_DO = (
    "Look at the terminal in which the program was started: it says why, and what to do."
)
FAILED_DO = "Nothing was changed. Try another time or condition; the terminal has the details."

CHOOSE_AGREEMENT = "Agreement"
CHOOSE_AT = "At ({place} time)"
CHOOSE_KNOWN = "Known ({place} time)"
HELP_AT = "What had happened before this counts. Empty: now, or the end of what is over."
HELP_KNOWN = "What was on record by this moment counts. Empty: everything recorded so far."
SAME_TIME = "Known then"
HELP_SAME_TIME = "Show only what was known at the moment looked at"
LATEST = "Latest"
HELP_LATEST = "The present moment, on everything recorded"

CERTAIN = "Certain"
CANNOT_SAY = "Cannot say"
NEXT = "Next"
BY_READING = "Under another reading"
BY_ACCOUNT = "If one source's account is taken as complete"
ON_RECORD = "Said and decided, newest first"
SERIOUS_TITLE = "Serious, counted for certain by no condition"
CANNOT_SEE = "We cannot see"
COUNTED_BY_SOURCES = "What sources count"
NOTHING_COUNTED = "No source has stated a figure for these days: none recorded."
NOTHING_SAID = "No statement or decision is on record: none recorded."
SUM = "{days} together, as this source counts: {total}"
WHY = "Why"
TODAY = "Today"
ADD = "Add"
EVIDENCE = "Evidence"
NO_EVIDENCE = "No incident and no figure on record touches this day: none recorded."
SAID_AND_SEEN = "Said about that time"
WOULD_SETTLE = "What would settle it"
SAME_ELSEWHERE = "The same, by each standard, reading and account"
CHOOSE_CONDITION = "Condition"
CHOOSE_DAY = "Day"
CHOOSE_READING = "Reading"
CHOOSE_ACCOUNT = "Account"
CHOOSE_SCOPE = "Area or party"
LAST_DAY = "the last one judged"
AS_FILED = "as the agreement's file has it"
ALL_SOURCES = "all sources, by their evidence"
CLAUSE = "Clause {clause}: {says}"
RULE = "As a rule: {rule}"
ASSUMED = "Our assumption: {assumption}"
NOTE_ACCOUNT = (
    "If the account of {source} is taken as complete. This stands beside the verdict; "
    "it is not the verdict."
)

EFFECT_FROM = "Effects are worked out at the moment chosen, on everything recorded so far."
FIELD_NAMES = {
    "source": "Source, as its id",
    "happened_from": "Happened, or began",
    "happened_to": "Ended, or by then at the latest",
    "precision": "How exact the time is",
    "kind": "Kind of event",
    "by": "Who did it, as the source says",
    "against": "Whom it struck, as the source says",
    "place": "Place",
    "pcode": "P-code of the place",
    "killed_low": "Killed, at least",
    "killed_high": "Killed, at most",
    "citation": "Where it can be read",
}
ADD_HEAD = "Add to the record. Nothing is stored before you have seen what it changes."
A_FILE = "A file"
CHOOSE_FILE = "A CSV file of records, up to 50 MB"
FROM_COLUMNS = "told by its columns"
IF_FILE_DOES_NOT_SAY = "What the file itself does not say"
ITS_KIND = "Kind of records"
ITS_SOURCE = "Source of every row, as its id"
ITS_ZONE = "Time zone of times that state none"
STORE = "Store"
STORE_GOOD = "Store only the {count}"
DISCARD = "Discard: nothing kept"
PUT_AWAY = "Put it away"
UNDO = "Undo"
DOWNLOAD_REJECTED = "Download the rejected rows"
FAULTS = "What is wrong in {file}"
MORE_FIELDS = "More fields"
SHOW_EFFECT = "Show what this changes"
FORM_REFUSED = "This cannot be stored as written."

COUNTS = "{stored:,} stored, {unchanged:,} unchanged, {rejected:,} rejected"
TAKEN = "{rows}: {counts} (upload {upload})"
TAKEN_BEFORE = "already stored as upload {upload}; nothing changed"
WOULD_TAKE = "{rows}: would be {counts}; this was a trial, nothing is stored"
UNREADABLE = "refused, nothing of it is stored"
REFUSED_WHOLE = "{wrong:,} of {rows} cannot be stored as written, so nothing of the file is stored"
MEND_OR_ACCEPT = (
    "Mend what is listed and ingest the file again, or store only the good rows "
    "(--accept-good-rows): the others are then kept for mending."
)
MEND_ALL = "Mend what is listed and ingest the file again."
REJECTED_KEPT = (
    "The rejected rows are kept with their reasons. For mending: "
    "python -m monitor rejected {upload} -o FILE"
)
REJECTED_WRITTEN = "{file}: the rejected rows of upload {upload}; mend and ingest"
NOTHING_TAKEN = "nothing was taken in yet"
NOW_ACTIVE = "active"
ALREADY_ACTIVE = "was active already, unchanged"
NOT_EMPTY = "the store is not empty; nothing was loaded"
RECORDED = "{kind} {key}: stored as act {act}; `python -m monitor undo {act}` takes it back"
RECORDED_BEFORE = "{kind} {key}: on record already in these words; noted as act {act}"
WOULD_RECORD = "{kind} {key}: would be stored; this was a trial, nothing is stored"
NOT_RECORDED = "nothing is stored; mend what is listed and give it again"
CLOCK = "times without an offset are read by the clocks of {place}"
CHANGED = "{before} → {after}"
REBUILT = "the database was made anew from {acts} of the journal"
BACKED_UP = "{folder}: {acts} copied and checked"
RESTORED = "{folder}: {acts} restored and checked; the tables are made on opening"
ANCHOR = "the anchor to keep elsewhere: {hash}"
LEFT_OUT = "{kind} left out, since a report that they name is on record no more: {keys}"
EXPORTED = "{file}: {records}"
AT_WORK = "the service is at work: {seconds} s"
SERVING = "{store} is served at {url}; Ctrl-C or SIGTERM ends it"
REPLAYED = "At the end of each monitoring day, on what was known then"
DAY_ENDS = "the day of {day} ends"
NOTHING_CHANGED = "nothing changed"
FROM_ARCHIVE = "archive"
UNDONE_BY = "undone by act {act}"
ONE_RECORD = "one record"
STAYS = "It stays in the journal."
OVER = "Out of force since {time}, by a recorded decision: this is how it stood at its end."
RESTS_ON = "counts: {who}, {when}: {what} [{key}]"
DECIDES_NO_DAY = "decides no day"
CAN_BE_MET = "The count can first be complete at {time}, if nothing more happens."
CAN_STILL_CHANGE = "A late report can still change this until {time}."

JUDGING = "Working out the verdicts …"

AT_END = "as it stood at the end"
CERTIFIED = "days certified in a row: {given}"
ACCOUNT_BREACH = "a breach on {days}"
ACCOUNT_CALM = "no breach told on {days}"
MUTE = "No day is decided by what these state: {sources}."

AT = "At {time}"
KNOWN_SAME = "Known: at the same time"
KNOWN_THEN = "Known: at {time}"
KNOWN_NOW = "Known: everything recorded so far"
NEXT_DAY_ENDS = "day {number} ends"
NEXT_CAN_BE_MET = "can first be met: {titles}"
NEXT_RUNS_OUT = "runs out: {by}, {what}"
NEXT_EFFECT = "takes effect: {by}, {what}"
UNTIL = ", until {time}"
ABOUT_OTHER = " (under {agreement})"
DECIDES = "decides: {what}"

# Record, and the forms of Add.

RECORD = "Record"
PARTS = {
    "incidents": "Incidents",
    "counts": "Counts",
    "statements": "Said, decided, attested",
    "coverage": "Who watched",
    "uploads": "Uploads",
}
CHOOSE_PART = "Part of the record"
RECORD_HEAD = (
    "All that is on record as known at the moment chosen, whatever time it tells of; "
    "“At” does not narrow it."
)
UPLOADS_HEAD = (
    "Everything ever taken in, as the book stands now: neither “At” nor “Known” narrows it."
)
FILTER_FROM = "From"
FILTER_TO = "To, included"
FILTER_KIND = "Kind"
FILTER_AREA = "Area"
FILTER_SOURCE = "Source"
FILTER_GRADE = "Established"
FILTER_TEXT = "Words in an account"
ANY = "any"
CLEAR = "Clear filters"
OF_ALL = "{shown:,} of {total}"
FIRST_ROWS = "Shown: the first {most:,} of {total:,}. Narrow the filters to see the others."
TOO_MANY = (
    "{count:,} incidents lie in this time, more than can be shown at once. "
    "Choose a shorter time under From and To."
)
NONE_FIT = "Nothing on record fits these filters: none recorded."
OPEN_INCIDENT = "Open an incident"
OPEN_UPLOAD = "Open an upload"
NOT_OPENED = "none opened"
NO_SUCH_INCIDENT = "No incident {incident} is on record as known at the moment chosen."
ACCOUNTS_OF_IT = "Its accounts, first known first; none is added to another"
BELIEVED = "How it was believed, as knowledge grew"
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
RELATIONS = {
    "same": "the same event: {first} and {second}",
    "different": "two events: {first} and {second}",
    "possible": "possibly the same event: {first} and {second}",
}
REVIEWED = "{report}: {finding}"
OCCURRENCES = {
    "disputed": "whether it happened is disputed",
    "accepted": "that it happened is accepted",
}
TURNED = "{field}: {before} → {after}"
YES = "yes"
NO = "no"
HOLDS = {True: "yes, it was so", False: "no, it was not so"}
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
    "established": "established",
    "reports": "accounts",
    "says": "what",
    "disputes": "denies",
}
COUNTED_ONE = {"incidents": "incident", "killed": "person killed", "injured": "person injured"}
RUNNING = "running total"
WHOLE_COUNTRY = "the whole country"
NEVER_ADDED = (
    "As each source states it. Figures of different sources are never added, "
    "and a part of one figure stands beside it as a row of its own."
)
STATEMENTS_TITLE = "Said; none of it decides a verdict"
DECISIONS_TITLE = "Decided"
ATTESTATIONS_TITLE = "Attested: that a duty was fulfilled, or was not"

SEEN = {
    "quiet": "watched all day; its silence counts",
    "partly": "watched part of the day; its silence counts for that part",
    "watched": "watched, but can only report; its silence says nothing",
    "published": "published something; its silence says nothing",
    "nothing": "nothing is known of it",
}
SEEN_GLYPHS = {"quiet": "○", "partly": "◐", "watched": "◇", "published": "•", "nothing": "▨"}
STRENGTHS = {
    "certifies_quiet": "its silence counts: it would have seen",
    "can_report": "can report; its silence says nothing",
    "none": "its silence is worth nothing",
}
NO_DAYS = "No day of the agreement has begun by the moment looked at."
NOBODY_CERTIFIES = (
    "No source certifies quiet: on none of these days is anybody's silence a sign of calm."
)
CERTIFIED_DAYS = "Some source certifies quiet for {days} of {all}, for what it watches."
NO_PROFILE = "no profile on record"
SILENCE_WORTH = "What the silence of each source is worth"
COVERAGE_TITLE = "Each day of each source"
COVERAGE_TOLD = "Sources by day. {sources}"
NO_SOURCES = "No source has published or watched anything on record: none recorded."
UNHEARD = "Nothing is known of these on any of the days: {sources}."
PUBLISHED_DAY = "A publication that states no hour stands on the day that holds its midnight."

MAP_TITLE = "Incidents listed, by area"
MAP_SUBTITLE = "hatched: none recorded, which is not calm"
MAP_TOLD = "Map of the incidents listed: {areas}."
MAP_AREA = "{name} {count}"
MAP_EMPTY = "In {areas} none is recorded, which is not calm."
MAP_NONE = "No boundaries of the areas that this record tells of are in the data folder."
UNPLACED = {
    "*wider": "Place wider than one area of the map: {count}.",
    "*several": "One of several areas, not known which: {count}.",
    "*elsewhere": "Outside the map: {count}.",
}
UNPLACED_CHOICE = {
    "*wider": "place wider than one area",
    "*several": "one of several areas",
    "*elsewhere": "outside the map",
}

ONE_OF_KIND = {
    "report": "report",
    "count": "count",
    "statement": "statement",
    "decision": "decision",
    "attestation": "attestation",
    "coverage": "coverage",
    "link": "link",
    "review": "review",
    "source_profile": "source profile",
}
KNOWN_BY_ARCHIVE = "archive: known since each row was published"
KNOWN_BY_STORING = "known since it was stored"
STANDING = "stands"
UPLOAD_MADE = "What it made of its records"
NOTHING_MADE = "Nothing: all its rows said what stood already."
ADDED = "added"
CORRECTED = "corrected"
TAKEN_BACK = "taken back"
NO_EFFECT = "changes nothing: a newer version stands"
PREVIEW_UNDO = "See what undoing it would do"
UNDO_HEAD = "If upload {upload} were undone:"
UNDO_FROM_NOW = (
    "what it brought counts for nothing from that moment on, and what was known before stays "
    "as it was known. The book keeps both."
)
UNDO_VANISHES = (
    "it would be as if what it brought had never been known, at any moment looked at. "
    "The book keeps both."
)
UNDO_RECORDS = "What would become of its records"
UNDO_EFFECT = "What would become of the verdicts"
UNDO_NOTHING = "No record would change: what it brought is said by others too, or was replaced."
UNDO_NOW = "Undo upload {upload}"
KEEP_IT = "Keep it"
IS_UNDONE = "It was undone by act {act}; what it brought counts for nothing since."
COMES_BACK = "would come back"
GOES_BACK = "would go back"
GOES = "would be off the record"
STAYS_AS_IS = "would stay"

CHOOSE_FORM = "One record"
FORMS = {
    "report": "Report",
    "bulletin": "Bulletin of counts",
    "statement": "Statement",
    "decision": "Decision",
    "attestation": "Attestation",
}
FORM_SAYS = {
    "report": "One source's account of one event. Time and place may be vague.",
    "bulletin": "Figures of one source for one window. The sum is checked before it is stored.",
    "statement": "Who said what. It decides no verdict.",
    "decision": "An act of a party or body, in the word that the rules look for.",
    "attestation": "That a duty was fulfilled, or was not, as somebody attests.",
}
FORM_FIELDS = {
    "actor": "Who speaks",
    "says": "What the statement does",
    "about": "What it is about",
    "made_at": "When it was made",
    "effective_from": "Takes effect",
    "until": "Until, if an end was stated",
    "holds": "Was it so?",
    "during_from": "On, or from",
    "during_to": "To, if longer",
    "window_from": "Window from",
    "window_to": "Window to",
    "window_approximate": "Is the window only about right?",
    "measure": "What is counted",
    "published_at": "Published",
    "value": "Figure",
    "stated_by": "Whose figure it passes on",
}
FIELDS_OF_FORM = {
    "decision": {"by": "Who decided", "what": "What was decided"},
    "attestation": {"by": "Who attests it", "what": "Which duty"},
}
"""Fields that one form calls otherwise than the others."""
TIMES_HOW = "Times as 2016-09-17 or 2016-09-17T15:55; a date alone is the whole day."
PRECISION_NAMES = {
    "": "as written",
    "exact": "exactly",
    "hour": "to the hour",
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
}
MEASURE_NAMES = {"incidents": "incidents", "killed": "people killed", "injured": "people injured"}
CHOICES = {
    "kind": KIND_NAMES,
    "says": SAYS_NAMES,
    "measure": MEASURE_NAMES,
    "precision": PRECISION_NAMES,
    "holds": {"yes": HOLDS[True], "no": HOLDS[False]},
}
"""How the codes that a form offers read, by column; others are shown as they are."""
BULLETIN_LINES = "Lines of the bulletin"
BULLETIN_TOTAL = "total"
BULLETIN_STATED = "Total, as the bulletin states it"
BULLETIN_COLUMNS = {
    "value": "Figure",
    "place": "Where",
    "pcode": "P-code",
    "kind": "Kind",
    "by": "By, where it differs",
}
BULLETIN_CELL = "{column}, line {number}"
BULLETIN_COUNT = "How many lines"
BULLETIN_FILE = "bulletin"
BULLETIN_EMPTY = "There is no figure in it yet: fill in a line, or the total."
SUM_FITS = "The lines add up: {sum}, as stated."
SUM_OVER = (
    "The lines add up to more than the bulletin states: {sum}, stated {stated}, {by} too many. "
    "Both are stored as stated."
)
SUM_UNDER = (
    "The lines add up to less than the bulletin states: {sum}, stated {stated}, {by} missing. "
    "Both are stored as stated."
)
SUM_WITHOUT_TOTAL = "The lines add up to {sum}; no total is stated."
STORED_KIND = "Stored: 1 {kind}."
CHOOSE_HERE = "choose"
CHOOSE_OR_WRITE = "choose, or write another"

THEN_AND_NOW = "Then & now"
CHOOSE_THEN = "Then: known at ({place} time)"
HELP_THEN = "The earlier moment of knowledge. Empty: the moment looked at."
THEN_FOLLOWS = "Then: same as At"
HELP_THEN_FOLLOWS = "On the left, what was known at the very moment looked at"
DAY_BEFORE = "Previous day"
DAY_AFTER = "Next day"
HELP_STEP = "Moves the moment looked at by one day, and with it what was known then"
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
AGREEMENT_IN_FORCE = "Whether the agreement is in force"
STANDS_IN_FORCE = "in force"
OUT_OF_FORCE = "out of force since {time}"
THEN_SAYS = "Then: {says}"
NOW_SAYS = "Now: {says}"
DAYS_READ = "{days}: {says}"
MADE_BY = "Known only later, and counted in this difference"
FOLLOWS = "Follows from: {titles}."
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

DESK = "Desk"
DESK_HEAD = (
    "What is said, by which rules, and how the service fares, at this moment: "
    "the moments chosen on other pages do not narrow it."
)
DESK_PARTS = {"changed": "What changed", "rules": "Rules", "health": "Health"}
CHOOSE_DESK_PART = "Part of the desk"
FILTER_CHANGE = "Kind of change"
CHANGES_OF = {
    "change": "change",
    "correction": "correction",
    "ours": "our correction",
}
"""Why a change in what is said is told."""
CHANGES_MEAN = (
    "A change is new. A correction says otherwise, of a past moment, what had been said of it. "
    "Our correction comes from the text of the rules or the program, not from the record."
)
CHANGED_LATELY = "Changed lately"
CHANGE_HEAD = "{when} · {agreement} · {kind}"
CHANGE_LATELY = "{when}  {says}"
CHANGE_LATELY_OTHER = "{when}  {says} ({kind})"
SAID_OF = "of what was said of {time}"
LEAST_TO_MOST = "{least} to {most}"
COUNT_MOVED = "{says}; what may count, in {unit}: {before} → {after}"
DAY_FROM = "day from {day}"
DAYS_FROM = "days from {first} to {last}"
BECAUSE_OF = "Recorded since what was said before: {acts}."
BECAUSE_ACT = "act {act} ({what}, by {who})"
BECAUSE_MORE = "{count} more"
BECAUSE_UNDO = "act {act} undone"
BECAUSE_RULES = "rules {file}"
BECAUSE_TIME = "Nothing was recorded in between: time passed."
BECAUSE_PROGRAM = "Another version of the program says otherwise; nothing was recorded for it."
NO_CHANGE = "Nothing that was said has changed yet."
NO_CHANGE_FITS = "No change fits these filters."
FIRST_CHANGES = "Shown: the first {most:,}, newest first. Narrow the filters to see older ones."
RULES_HEAD = (
    "Rules are read here, not changed: they are files. A changed file counts once "
    "it is made to do so: python -m monitor activate rules."
)
NO_RULES = "No agreement is active, so there are no rules to read."
COUNTS_SINCE = "Counts since {time}, by {who} (act {act}, {file})."
DIGEST = "Digest of the text (SHA-256): {digest}"
FILE_TEXT = "The text of the file"
HEALTH_STORE = "Store: {folder}"
HEALTH_VERSION = "Version: {version}"
HEALTH_ACTS = "Acts in the journal: {count:,}"
HEALTH_HEAD = "The anchor to quote in messages and keep elsewhere: the hash of act {act}"
HEALTH_NO_HEAD = "Nothing has been recorded yet, so there is no anchor to quote."
LAST_SAID = "{agreement}: last said {time}, as act {act}"
NEVER_SAID = "{agreement}: nothing has been said yet"
SAYING_TITLE = "What is said"
SCHEDULER_TITLE = "Scheduler"
JOURNAL_TITLE = "Journal"
NOTES_TITLE = "Told when the store was opened"
SCHEDULER_RUNS = "It runs."
SCHEDULER_STOPPED = "It does not run: nothing is said by itself until the program is started again."
SCHEDULER_NONE = "None runs beside these pages: nothing is said by itself."
SCHEDULER_RAN = "Last done: {time}"
SCHEDULER_NOT_RAN = "It has not done its work yet."
SCHEDULER_NEXT = "Next turning point: {time}"
SCHEDULER_NO_NEXT = "No turning point in the next two days is known."
SCHEDULER_FAILED = "It failed the last time; it tries again at the next act or look."
FAILED_OF = "{agreement}: {error}"
FAILED_ALL = "all agreements"
CHECK_JOURNAL = "Check the journal now"
CHECKING = "Reading the journal and every file that it keeps …"
JOURNAL_WHOLE = (
    "The journal is whole: {acts}, each as it was written, and every file that they keep."
)
JOURNAL_BROKEN = (
    "The journal or a file that it keeps is not what was written. Leave the folder as it is, "
    "and hold it against a backup."
)
JOURNAL_UNREAD = "The journal cannot be read: {error}"
CHECK_LIMIT = (
    "Checked against the database. Whoever cuts both leaves no trace here: "
    "an anchor kept elsewhere shows it (python -m monitor verify --anchor HASH)."
)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "March", "April", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)


def place(zone: ZoneInfo) -> str:
    """Write a time zone as people name it: its city, or UTC."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def day(named: date, *, weekday: bool = False, year: bool = False) -> str:
    """Write a date as "17 Sept", with the weekday before it or the year after it."""
    before = f"{_DAYS[named.weekday()]} " if weekday else ""
    after = f" {named.year}" if year else ""
    return f"{before}{named.day} {_MONTHS[named.month - 1]}{after}"


def full_time(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant in full, as "Sat 17 Sept 2016 22:00 Damascus"."""
    local = instant.astimezone(zone)
    return f"{day(local.date(), weekday=True, year=True)} {local:%H:%M} {place(zone)}"


def short_time(instant: datetime, zone: ZoneInfo) -> str:
    """Write an instant where year and zone are said nearby, as "17 Sept 22:00"."""
    local = instant.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Write a half-open span as exactly as it is known; `start` = `end` is a point."""
    if start == end:
        return short_time(start, zone)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == datetime.min.time():
        ended = (last - timedelta(days=1)).date()
        if first.date() == ended:
            return f"{day(ended)}, hour not known"
        return f"between {day(first.date())} and {day(ended)}"
    if first.date() == last.date():
        return f"{day(first.date())} {first:%H:%M}–{last:%H:%M}"
    return f"{short_time(start, zone)} to {short_time(end, zone)}"


def window(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Write a half-open window of time from end to end: nothing about it is uncertain."""
    return f"{short_time(start, zone)} to {short_time(end, zone)}"


def number(count: int, one: str, many: str = "") -> str:
    """Write a number of things, as "1 day", "5 days"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Write words as "a, b and c"; empty for none."""
    if len(words) < 2:  # noqa: PLR2004 - a list of two is the first with a joint
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def kinds(codes: Sequence[str | None]) -> str:
    """Write the stated kinds of an event."""
    return listed([KIND_NAMES[c] if c else "something else" for c in codes], "or") or NOT_STATED


def actors(names: Sequence[str | None]) -> str:
    """Write stated actors in the source's own words, quoted; several are alternatives."""
    return listed([_quoted(name) for name in names], "or") or NOT_STATED


def _quoted(name: str | None) -> str:
    if name is None or name == "civilians":
        return name or "somebody else"
    return f"“{name}”"


def figure(low: int, high: int | None) -> str:
    """Write a figure between `low` and `high`; None is no upper figure. Never a bare zero."""
    if high is None:
        return f"at least {low:,}" if low else NOT_STATED
    if high == 0:
        return NONE_RECORDED
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def progress(least: int, most: int, needed: int, unit: str) -> str:
    """Write how far a count has come: a range only where it tells something."""
    one = unit.removesuffix("s")
    if least >= needed:
        return f"{number(needed, one)} in a row: complete"
    if least == most:
        return f"{one} {least} of {needed}" if most else f"no {one} in a row so far, of {needed}"
    if not least:
        return f"at most {min(most, needed)} of {needed} {unit} in a row; not one is certain"
    return f"{one} {least} to {min(most, needed)} of {needed}"


def ended_days(
    *, ended: int, confirmed: int, reported: int, quiet: int, elapsed: int, whole: int
) -> str:
    """Write the sentence of a count of days: what each ended day was, and the hours gone by."""
    return (
        f"{ended} ended · confirmed breach {confirmed} · reported {reported} · "
        f"watched and clean {quiet} · {min(elapsed, whole)} of {whole} h gone by"
    )


def length(count: int, unit: str) -> str:
    """Write a duration in few letters, as "48 h" or "3 days"."""
    return f"{count:,} h" if unit == "hours" else number(count, "day")


def settled(after: str) -> str:
    """Write that no late report is expected to change a verdict, as "settled (48 h)"."""
    return f"{SETTLED} ({after})"


def days_named(ended: Sequence[int], whole: int) -> str:
    """Write which days, by number, out of `whole` ended ones; runs of days are joined."""
    if len(ended) == whole > 1:
        return f"all {whole} ended days"
    runs: list[list[int]] = []
    for one in ended:
        if runs and runs[-1][-1] + 1 == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{'day' if len(ended) == 1 else 'days'} {listed(told)}"
