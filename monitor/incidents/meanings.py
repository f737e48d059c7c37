"""What each word of the closed lists means, in one sentence, as the documentation shows it."""

from monitor.incidents.vocabulary import (
    Bound,
    Confidence,
    Dispute,
    Grade,
    Handling,
    Measure,
    Occurrence,
    Precision,
    Relation,
    Says,
    Strength,
)

GRADES = {
    Grade.REFUTED: "found not to have occurred",
    Grade.REPORTED: "somebody reports it; nobody independent has confirmed it",
    Grade.CORROBORATED: "sources independent of each other report it",
    Grade.VERIFIED: "somebody competent has examined it and found that it occurred",
}
DISPUTES = {
    Dispute.OCCURRENCE: "that the event happened at all",
    Dispute.ATTRIBUTION: "that the named side did it",
    Dispute.FIGURES: "the numbers of killed or injured",
    Dispute.INTENT: "that it was meant",
    Dispute.SCOPE: "that it falls under the agreement",
    Dispute.UNSAID: "something, but the source does not say what",
}
OCCURRENCES = {
    Occurrence.DISPUTED: "the dispute about whether it happened stands",
    Occurrence.ACCEPTED: "the dispute is settled: it happened",
}
MEASURES = {
    Measure.INCIDENTS: "events of the kinds given",
    Measure.KILLED: "people killed",
    Measure.INJURED: "people injured",
    Measure.COUNT: "people, vehicles or things seen, moved or reached",
}
BOUNDS = {
    Bound.EXACT: "exactly this many",
    Bound.AT_LEAST: "this many or more",
    Bound.AT_MOST: "this many or fewer",
}
SAYS = {
    Says.ACCEPTS: "accepts terms or a proposal",
    Says.OFFERS: "offers something",
    Says.CLAIMS: "claims an act as its own, or claims that something is so",
    Says.DENIES: "denies something",
    Says.JUDGES_UNMET: "says that a condition is not met",
    Says.DECLARES_OVER: "says that an agreement is over",
}
RELATIONS = {
    Relation.SAME: "both tell of one event",
    Relation.DIFFERENT: "they tell of two events",
    Relation.POSSIBLE: "they may tell of one event",
}
STRENGTHS = {
    Strength.CERTIFIES_QUIET: "when it reports nothing, nothing happened that it watches for",
    Strength.CAN_REPORT: "it reports what it learns; its silence says nothing",
    Strength.NONE: "it does not watch",
}
CONFIDENCES = {
    Confidence.FOUND: "read in the source itself",
    Confidence.APPROXIMATE: "the source is known, the detail is about right",
    Confidence.RECALLED: "from memory, not checked against the source",
}
HANDLINGS = {
    Handling.PUBLIC: "anybody may see it",
    Handling.INTERNAL: "only people who work with this monitor",
    Handling.RESTRICTED: "only the people named for it",
}
PRECISIONS = {
    Precision.EXACT: "to the instant written",
    Precision.HOUR: "some time in the local hour in which the written time falls",
    Precision.DAY: "some time on that local day",
    Precision.WEEK: "some time in the seven local days that begin with that day",
    Precision.MONTH: "some time in that local calendar month",
}
