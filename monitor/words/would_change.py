"""*Why*: the smallest change of the record that would turn the verdict, in words."""

TITLE = "What would change it"
ASK = "Work out what would change it"
HEAD = "The smallest change of the record that would turn it from “{now}”:"
ONE_OF = "Each of these changes by itself would turn it from “{now}”:"
TOGETHER = "It takes {number} to turn it from “{now}”:"
SETS = "It takes {number} to turn it from “{now}”; each of these lines does:"
BOUND = "These {number} together would turn it from “{now}”. It may take fewer: {tried}."
SINGLE_TRIED = "no single one does, not all larger sets were tried"
UP_TO_TRIED = "no {number} do, not all larger sets were tried"
AS_MANY = "and {ways} with as few changes"
NOTHING = "None of the changes tried would turn it from “{now}”, nor several of them together."
NOTHING_FOUND = "No change was found that would turn it from “{now}”: {tried}."
CANNOT = "What would change it cannot be worked out here."
TRIED = (
    "Tried: that a report, a count or an act on record falls away; that a review confirms an "
    "incident, or finds that it did not occur; one more incident; a watch over what nobody "
    "watched; a decision or a word that is missing. Figures, times and places are not changed."
)
IN_ACCOUNT = "In the account of {source}:"
TRIED_IN_ACCOUNT = (
    "Tried: that a report, a count or a word of this source falls away; one "
    "more that it would tell of; a decision more or less. Figures, times and places are not "
    "changed."
)

TURN = "{verdict}: {changes}"
AND = "; and "
WITHOUT = "if report {key} fell away"
ONLY_ONE = "if report {key}, the only one of it, fell away or was found not to have occurred"
CONFIRM = "if a review confirmed {key}"
REFUTE = "if a review found that {key} did not occur"
ADD = {
    False: "if {incidents} were confirmed: {kind}{by}, {day}{about}",
    True: "if it had told of {incidents}: {kind}{by}, {day}{about}",
}
"""The second in an account."""
ONE_MORE = "one more incident"
MORE = "more incident"
PEOPLE = "{incidents} with {people} people or things in it"
BY = " by {party}"
ABOUT = ", about {references}"
WATCH = "if a source that certifies quiet had watched {window}"
DECISION = "if {party} had decided “{what}” by {time}{about}"
SAID = {
    True: "if {party} had said {when} that “{what}” held{about}",
    False: "if {party} had said {when} that “{what}” did not hold{about}",
}
BY_TIME = "by {time}"
OF_TIME = "of {window}"
UNDO = "if {key}, {what} of {party}, fell away"
UNDO_COUNT = "if {key}, a count of {value}, fell away"
RECORDS = {"decision": "the decision “{what}”", "attestation": "the word on “{what}”"}
WAY = "more way"
CHANGE = "change"
"""Ways to take so many of them are counted, and changes are."""
