"""How late a source is, how often it reports, and where its silence is probably a gap."""

TITLE = "Probable gaps, and how late each source is"
SAYS = (
    "A gap is a warning: days on which a source told of nothing although it usually does. "
    "It makes no day watched and none quiet."
)
NO_GAPS = "No silence of a source stands out from what it usually reports."
EVERYWHERE = "told of nothing anywhere"
AT_ONCE = "told of nothing in {count} areas at once: {areas}"
USUAL = "about {count} reports would be usual"
ONE_DAY = "{day}"
DAYS = "{first} to {last}"
LINE = "{source}, {days}: {what}; {usual}."
LAG = (
    "{source}: half of its reports were public within {median} of the event, nine in ten within "
    "{most} ({count} reports)."
)
SETTLES_LATE = (
    "The rules settle a day after {settles}: by then nine in ten reports of each source named here "
    "are public."
)
SETTLES_EARLY = (
    "The rules settle a day after {settles}, before nine in ten reports of {sources} are public. "
    "Proposed, to be written under evidence in the rule file: settles_after: {proposed}"
)
HOURS = "{count} h"
MORE = "{count} more"

SEEN_FROM_TODAY = "Probable gap of {source}: {gaps}. Its silence there is not calm."
SHORT = "{days} (nothing anywhere)"
SHORT_AT_ONCE = "{days} (nothing in {count} areas at once)"
OTHERS = "Probable gaps of {count} more, told on Record under Who watched: {sources}."
