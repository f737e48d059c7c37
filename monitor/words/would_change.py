"""The smallest change of the record that would turn a verdict."""

TITLE = "What would change it"
ASK = "Work out what would change it"
HEAD = {
    True: "The smallest change on record that would turn it:",
    False: "At most so many changes would turn it; not shown to be the smallest:",
}
ONE_OF = "Each of these changes by itself would turn it:"
NOTHING = {
    True: "No report, review, watch or act more or less would, nor several together.",
    False: "No change was found that would; not all combinations were tried.",
}
CANNOT = "What would change it cannot be worked out here."
TURN = "{verdict} {changes}"
WITHOUT = "without report {key}"
ONE_SOURCE = ", which rests on one source"
CONFIRM = "if a review confirmed {key}"
REFUTE = "if a review found that {key} did not occur"
ADD = "with {incidents} confirmed on {day}"
ADD_PEOPLE = "with one more incident confirmed on {day}, with {people} people in it"
WATCH = "if a source that certifies quiet had watched {window}"
DECISION = "with a decision “{what}” of {party} by {time}"
ATTEST = "with a word of {party} that “{what}” held, by {time}"
DENY = "with a word of {party} that “{what}” did not hold, by {time}"
UNDO = "without {key}, {what} of {party}"
RECORDS = {"decision": "the decision “{what}”", "attestation": "the word on “{what}”"}
AND = "; and "
