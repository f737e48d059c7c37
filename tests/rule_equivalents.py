"""The changes of the shipped rules that no case can notice, each with what makes it so."""

SAID = "told beside the rules and no part of any verdict: test_rules_told.py reads it in the text"
WHOLE = "it begins as a day does, and has no end of its own: no day is cut short"
GONE_BY = "an age, or what it takes to settle, is time gone by: a day of it has 24 hours, whatever \
the clock does"
OWN_ID = "the id of the party is that name already, but for its case"
UNASKED = "no class asks for those outside, nor for others: to all of them the two are the same"
ENDED = "any one of the same decisions, by the same, ends the agreement, and its end closes all"
UNPUBLISHED = "nobody published the area: nothing is certainly in it, and nothing certainly outside"
UNOPENED = "its condition can never be shown to be met, for want of a map: at most it may be open"
APART = "the one is as far from the other as the other from the one"
TOLD = "who is told of what is no part of a verdict: test_rules_told.py reads it in the text"
SILENT = (
    "how sources report is beside the record of a case: test_rules_told.py reads it in the text"
)
FOUNDED = "accepted before, or as, the truce began: nothing earlier is judged"

EQUIVALENT = {
    "syria-2015-10": {
        "alerts.*: {?} -> (left out)": TOLD,
        "alerts.*.when*: [!a]* -> (left out)": TOLD,
        "alerts.*.when*: answered_late -> (left out)": TOLD,
        "status*": SAID,
        "guarantors.*": SAID,
        "calendar.partial_days*": WHOLE,
        "evidence.settles_after: 48 hours -> 2 days": GONE_BY,
        "conditions.*.fresh_for: * days -> * hours": GONE_BY,
        "parties.russia.aliases.0: Russia -> (left out)": OWN_ID,
        "parties.government.role*": "no class asks for anybody but the parties",
        "classes.unsafe_flight.*.role: * -> and *": "nobody in the file is a sponsor or outside",
        "phases.in_use.closes.any.*-> (left out)": ENDED,
    },
    "syria-2016-02": {
        "alerts.*: {?} -> (left out)": TOLD,
        "alerts.*.when*: [!a]* -> (left out)": TOLD,
        "alerts.*.when*: answered_late -> (left out)": TOLD,
        "alerts.*.when*: silent for *": SILENT,
        "status*": SAID,
        "calendar.partial_days*": WHOLE,
        "evidence.settles_after: 48 hours -> 2 days": GONE_BY,
        "conditions.*.fresh_for: * days -> * hours": GONE_BY,
        "parties.*.accepted*": FOUNDED,
        "parties.opposition.aliases.0: opposition -> (left out)": OWN_ID,
        "parties.russia.aliases.0: Russia -> (left out)": OWN_ID,
        "parties.nusra.aliases.1: Nusra -> (left out)": OWN_ID,
        "parties.un.aliases*": OWN_ID,
        "parties.*.role: outside -> other": UNASKED,
        "parties.*.role: other -> outside": UNASKED,
        "areas.*.pcodes*": "no condition is judged per area, and the one area asked for has no map",
        "phases.cessation.closes*-> (left out)": ENDED,
    },
    "syria-2016-07": {
        "status*": "told beside the rules and no part of any verdict: test_proposed.py is about it",
        "calendar.partial_days*": WHOLE,
        "evidence.settles_after: 48 hours -> 2 days": GONE_BY,
        "conditions.*.fresh_for: * days -> * hours": GONE_BY,
        "parties.jordan.role*": "no class asks for Jordan's role, and nothing is told of Jordan",
        "conditions.air_halt.limit.*": UNPUBLISHED,
        "classes.combat_flight.*": f"the air halt alone counts it, and {UNPUBLISHED}",
        "phases.package.closes*-> (left out)": ENDED,
        "readings.outside_by_area.*: held_outside -> nusra_and_opposition": UNPUBLISHED,
    },
    "syria-2016-09": {
        "alerts.*: {?} -> (left out)": TOLD,
        "alerts.*.when*: [!a]* -> (left out)": TOLD,
        "alerts.*.when*: answered_late -> (left out)": TOLD,
        "alerts.*.when*: silent for *": SILENT,
        "status*": SAID,
        "guarantors.*": SAID,
        "conditions.*.bound*": SAID,
        "evidence.settles_after: 48 hours -> 2 days": GONE_BY,
        "conditions.*.fresh_for: * days -> * hours": GONE_BY,
        "parties.*.role: other -> outside": UNASKED,
        "ends.decided: * -> (left out)": "an agreement that names none is ended by the same three",
        "conditions.air_halt.limit.*": UNPUBLISHED,
        "classes.air_activity.*": f"the air halt alone counts it, and {UNPUBLISHED}",
        "conditions.only_sponsors_strike.limit.*": UNPUBLISHED,
        "classes.strike_by_others.*": f"only_sponsors_strike alone counts it, and {UNPUBLISHED}",
        "classes.personnel.except.*.any_kind: * -> and *": "the class counts no such kind",
        "conditions.opposition_in_step.order: of, together_with*": APART,
        "conditions.nusra_kept_out.best_efforts*": SAID,
        "conditions.walk_away_grounds.any.3.not: not -> (left out)": UNPUBLISHED,
        "phases.joint_implementation.opens.decided: * -> (left out)": "its id is that word",
        "phases.joint_implementation.closes.*something_else": UNOPENED,
        "phases.*.closes*-> (left out)": ENDED,
        "phases.walking_away.opens.decided.*-> (left out)": f"{ENDED}, this one at once",
        "phases.walking_away.opens.by*": f"both words that open it are of this kind: {ENDED}",
        "readings.outside_by_area.*: held_outside -> designated": UNPUBLISHED,
    },
}
"""By agreement the changes, and the reason; `*` stands for anything.

What a file imports is changed in the file that it comes from.
"""
