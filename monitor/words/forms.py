"""The forms of Add: what each takes, how fields and choices are called, and a bulletin's sum."""

from monitor.words import names_of

CHOOSE = "One record"
FORMS = {
    "report": "Report",
    "bulletin": "Bulletin of counts",
    "statement": "Statement",
    "decision": "Decision",
    "attestation": "Attestation",
}
EXPLAINED = {
    "report": "One source's account of one event. Time and place may be vague.",
    "bulletin": "Figures of one source for one window. The sum is checked before it is stored.",
    "statement": "Who said what. It decides no verdict.",
    "decision": "An act of a party or body, in the word that the rules look for.",
    "attestation": "That a duty was fulfilled, or was not, as somebody attests.",
}
FIELDS = {
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
    "weapon": "Weapon used, seen or moved",
    "claimed": "What those who did it say for themselves",
    "quantity_low": "Seen, moved or reached, at least",
    "quantity_high": "Seen, moved or reached, at most",
    "references": "References, as convoy=C-7",
    "location_precision": "Coordinates off by at most, in metres",
    "citation": "Where it can be read",
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
    "source_profile": {
        "name": "Its name",
        "side": "The side it belongs to",
        "sides": "Sides that it watches; blank is all",
        "areas": "Areas that it watches, as p-codes; blank is everywhere",
        "kinds": "Kinds of event that it watches; none is all",
        "strength": "What its silence is worth",
        "relays": "Sources that it repeats, as their ids",
        "limits": "What it cannot see",
    },
}
"""Fields that one form calls otherwise than the others."""

CHOICES = {
    "kind": names_of.KINDS,
    "kinds": names_of.KINDS,
    "strength": names_of.STRENGTHS,
    "weapon": names_of.WEAPONS,
    "claimed": names_of.CLAIMS,
    "says": names_of.SAYS,
    "measure": names_of.MEASURES,
    "precision": names_of.PRECISIONS,
    "holds": {"yes": names_of.HOLDS[True], "no": names_of.HOLDS[False]},
}
"""How the codes that a form offers read, by column; others are shown as they are."""

TIMES_HOW = "Times as 2016-09-17 or 2016-09-17T15:55; a date alone is the whole day."
CHOOSE_HERE = "choose"
CHOOSE_OR_WRITE = "choose, or write another"
MORE_FIELDS = "More fields"
SHOW_EFFECT = "Show what this changes"
REFUSED = "This cannot be stored as written."

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
