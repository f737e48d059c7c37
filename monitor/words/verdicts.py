"""What can be said of a condition and of a day, with which mark, and why."""

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

PATTERNS = {**VERDICTS, "kept": "repeated pattern", "not_yet": "no repeated pattern"}
"""The same, of a pattern: that there is one is neither kept nor broken."""

FALLEN_SHORT = {"breached": "fallen short of"}
"""The same, where the text asks for best efforts: it is no breach by anybody."""
A_QUESTION = "a question to {parties}, and no breach by them"

CHANGED = "{before} → {after}"
NOT_JUDGED = "not judged"
NOTHING_CHANGES = "No verdict changes."
SETTLED = "settled"
PROVISIONAL = "provisional until {time}"
CAN_STILL_CHANGE = "A late report can still change this until {time}."
AT_END = "as it stood at the end"

MARKS = {
    "confirmed": "breach confirmed",
    "reported": "breach reported, not confirmed",
    "quiet": "watched, none reported",
    "done": "nothing overdue",
    "unwatched": "nobody watching",
    "nobody_asked": "nobody asked",
    "not_in_force": "not in force",
}
"""What a day in the strip says."""

SHORT = {
    **MARKS,
    "confirmed": "fallen short of, confirmed",
    "reported": "falling short reported, not confirmed",
}
"""The same, where the text asks for best efforts."""

GLYPHS = {
    "confirmed": "×",
    "reported": "!",
    "quiet": "○",
    "done": "✓",
    "unwatched": "▨",
    "nobody_asked": "□",
    "not_in_force": "·",
}
"""The same without colour."""

CAUSES = {
    "exceeded": "more than the limit is confirmed",
    "short": "fewer than the text asks for",
    "within": "watched throughout, and within the limit",
    "running": "the day is still running",
    "unconfirmed": "breaches reported, not confirmed",
    "unwatched": "nobody was watching everything that has to be watched",
    "silent": "the source states nothing that covers the day",
    "no_figure": "no figure is on record",
    "no_baseline": "no baseline on record: the time that it is measured against was not watched",
    "open_baseline": "it hangs on what happened in the time that it is measured against",
    "contradiction": "the source contradicts itself",
    "unpublished": "the areas have been published by nobody",
    "not_in_force": "the agreement is not in force",
    "outside_its_time": "this text was not in force then",
    "not_triggered": "what it waits for has not come yet",
    "may_not_apply": "whether what it waits for has come is not established",
    "not_begun": "the agreement has not begun",
    "no_day": "this day is cut short, and not counted as a day",
    "repeated": "as many as make a pattern are confirmed",
    "not_repeated": "watched throughout, and too few for a pattern",
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
    "nobody_asked": "nobody asked: nothing on record puts the duty to the test",
    "answered": "whatever asked for an answer has it, in time or by now",
    "overdue": "an answer is overdue",
    "open_answers": "whether all that is owed was done in time is not established",
    "noticed": "whatever needed notice was announced in time",
    "unnoticed": "something was not announced in time",
    "permitted": "whatever needed permission had it",
    "unpermitted": "something happened without what it needs",
    "in_order": "in the order that the text asks for",
    "too_early": "it came before what it has to wait for",
    "waiting_for_it": "it has not come yet",
    "together": "both came, close enough to each other",
    "apart": "they did not come close enough to each other",
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
    "weapon": "what weapon it was is not established",
    "claim": "what those who did it say for themselves is not on record",
    "quantity": "how many there were is not established",
    "excepted": "an exception may apply",
    "paired": "self-defence may apply: an attack on those who did it may have come before",
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
    "weapon": "not a weapon that the clause is about",
    "claim": "those who did it say something else of it",
    "quantity": "not as many, or more, than the clause is about",
    "excepted": "an exception of the text applies",
    "paired": "self-defence claimed, and an attack on those who did it came before",
}
"""Why an incident does not count."""

UNPAIRED = "self-defence claimed, no attack on those who did it on record"
"""Of an incident that counts although its doers claim an exception."""
