"""Every way to get a rule file wrong: what is said, and the line and column it is said of.

Each case is one edit of a made-up agreement. The mark § stands right before what is at fault; it
is taken out before the file is read.
"""

import pytest
from bad_alerts import ALERTS

from monitor.agreements.load import load_text
from monitor.errors import Problem, RuleFileError
from monitor.settings import PROJECT

GOOD = (PROJECT / "tests" / "rules" / "northland.yaml").read_text(encoding="utf-8")
MARK = "§"

Edit = tuple[str, str, tuple[str, ...]]
"""What is replaced, by what, and words that the message or hint must hold."""

SYNTAX: dict[str, Edit] = {
    "tab": ("  time_zone", "§\ttime_zone", ("tab", "spaces")),
    "second colon": ("title: Truce of", "title: Truce§: of", ("': '", "quotes")),
    "open quote": ('day_starts: "00:00"', 'day_starts: §"00:00', ("never closed",)),
    "open list": ("[NL01]", "[NL01§}", ("without a comma or its ]",)),
    "at sign": ("status: agreed", "status: §@agreed", ("'@'", "quotes")),
    "bar": ("status: agreed", "status: |§agreed", ("| or >", "quotes")),
    "ampersand": ("status: agreed", "status: &§ agreed", ("& or *", "quotes")),
    "tight colon": ("{of: flight, at_most: 0}", "{of§:[flight], at_most: 0}", ("space", "quotes")),
    "no space after a colon": ("{is: 2, from", "{§is:2, from", ("'is:2'", "space after")),
    "anchor": ("name: Northland", "name: §&n Northland", ("anchor &n", "remove")),
    "alias": ("clause: N-3}", "clause: §*n}", ("alias *n", "write the value out")),
    "tag": ("status: agreed", "status: §!!str agreed", ("tag '!!str'", "remove")),
    "bare tag": ("status: agreed", "status: §! agreed", ("tag '!'",)),
    "merge key": ("  hills:", "  §<<: {pcodes: [NL02]}\n  hills:", ("merge key",)),
    "repeated key": ("title: Truce", "title: One\n§title: Truce", ("'title'", "twice", "line 3")),
    "repeated inner key": ("name: the Valley}", "name: a, §name: b}", ("'name'", "twice")),
    "list as key": ("guarantors:", "§[guarantors]:", ("one text",)),
    "key without a name": ("  hills:", "  §'': {pcodes: [NL02]}\n  hills:", ("without a name",)),
    "key without a value": ("status: agreed", "§status:", ("'status' has no value",)),
    "entry without a value": (
        "except: [{purpose: [medical, rescue]}]",
        "except:\n      -§",
        ("without a value",),
    ),
    "second document": ("classes:\n", "§---\nclasses:\n", ("second document",)),
    "directive": ("# Made up", "§%YAML 1.1\n---\n# Made up", ("directive", "remove")),
    "too deep": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{by: [{role: [§[party]]}]}]",
        ("more than 8 deep",),
    ),
    "control character": ("name: Envoys", "name: En§\x07voys", ("U+0007", "remove")),
    "nul": ("name: Envoys", "name: En§\x00voys", ("U+0000",)),
    "reordered text": ("name: Envoys", "name: §\u202eEnvoys", ("U+202E",)),
    "escaped control character": ("name: Envoys", 'name: §"En\\u202evoys"', ("U+202E",)),
    "line separator": ("name: Envoys", "name: En§\u2028voys", ("U+2028",)),
}

TERMS: dict[str, Edit] = {
    "unknown key": ("title: Truce", "§titel: Truce", ("'titel'", "did you mean 'title'", "status")),
    "missing key": ("title: Truce of Northland and Southland\n", "", ("'title' is missing",)),
    "missing inner key": (
        "{clause: N-1, limit: {of: flight, at_most: 0}}",
        "§{limit: {of: flight, at_most: 0}}",
        ("'clause' is missing", "add 'clause: …'"),
    ),
    "agreement id": ("agreement: northland", "agreement: §North Land", ("lower-case",)),
    "status": ("status: agreed", "status: §agred", ("'agred'", "did you mean 'agreed'")),
    "later kind": (
        "streak: {of: calm_day",
        "§forecast: {of: calm_day}, streak: {of: calm_day",
        ("'forecast'",),
    ),
    "section of later": ("areas:\n", "§annexes: [other]\nareas:\n", ("'annexes'", "classes")),
    "zone": ("Europe/Kyiv", "§Europe/Kyjiv", ("time zone", "did you mean 'Europe/Kyiv'")),
    "machine's zone": ("Europe/Kyiv", "§localtime", ("time zone", "Asia/Damascus")),
    "day start": ('"19:00"', "§7pm", ("'7pm'", "time of day", "19:00")),
    "sexagesimal": ('day_starts: "19:00"', "day_starts: §1140", ("'1140'", "time of day")),
    "from with zone": ("2020-01-01T19:00", "§2020-01-01T19:00Z", ("local time", "own zone")),
    "no such day": ("2020-01-01T19:00", "§2020-02-30", ("no '2020-02-30' in the calendar",)),
    "far year": ("2020-01-01T19:00", "§0020-01-01", ("year", "1900")),
    "until before from": (
        "  from: 2020-01-01T19:00",
        "  from: 2020-01-01T19:00\n  until: §2020-01-01",
        ("not after from",),
    ),
    "standard": ("standard: corroborated", "standard: §confirmed", ("corroborated, verified",)),
    "refuted as standard": ("standard: corroborated", "standard: §refuted", ("refuted",)),
    "duration": ("settles_after: 48 hours", "settles_after: §2 weeks", ("duration", "168 hours")),
    "bare number": ("for: 7 days", "for: §7", ("'7' is not a duration",)),
    "no days": ("for: 7 days", "for: §0 days", ("too small", "1")),
    "Arabic digits": ("for: 7 days", "for: §\u0667 days", ("not a duration",)),
    "role": ("name: Southland, role: party", "name: Southland, role: §partie", ("did you mean",)),
    "dated role": ("{is: sponsor, ", "{is: §sponsors, ", ("did you mean 'sponsor'",)),
    "roles overlap": (
        "{is: other, from: 2020-02-01}",
        "§{is: other, from: 2020-01-31}",
        ("begins before the one above",),
    ),
    "no role": ("role: outside", "role: §[]", ("the list is empty",)),
    "acceptance": ("accepted: 2020-01-02", "accepted: §soon", ("'soon'", "2016-09-12")),
    "acceptance beside roles": (
        "    name: Envoys",
        "    accepted: §2020-01-01\n    name: Envoys",
        ("beside dated roles",),
    ),
    "alias runs backwards": (
        "{name: Old Guard, from: 2020-01-05}",
        "{name: Old Guard, from: 2020-01-05, until: §2020-01-05}",
        ("not after from",),
    ),
    "empty name": ("name: Northland", "name: §''", ("empty",)),
    "party id": ("  riders:", "  §Riders:", ("lower-case letters",)),
    "pcode": ("[NL01]", "[§nl01]", ("p-code",)),
    "truth": ("unpublished: true", "unpublished: §yes", ("neither true nor false",)),
    "area in two ways": (
        "hills: {unpublished",
        "hills: §{pcodes: [NL02], unpublished",
        ("exactly one way",),
    ),
    "provenance": ("provenance: recalled", "provenance: §memory", ("text, secondary, recalled",)),
    "clause id": (
        "  N-3: {says",
        "  §N 3: {says: a, provenance: text}\n  N-3: {says",
        ("named by",),
    ),
    "kind of event": (
        "[shelling, air_strike]",
        "[shelling, §airstrike]",
        ("'airstrike' is not possible", "did you mean 'air_strike'"),
    ),
    "key of an actor": ("by: {role: party}", "by: {§rol: party}", ("'rol'", "role, or")),
    "word of an actor": ("by: {role: party}", "by: {role: §partys}", ("did you mean 'party'",)),
    "no actor": ("by: {role: party}", "by: §[]", ("names nobody",)),
    "empty filter": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [§{}]",
        ("tests nothing",),
    ),
    "purpose": ("[medical, rescue]", "[medical, §rescues]", ("did you mean 'rescue'",)),
    "two ways to an area": (
        "hills: {unpublished: true}",
        "hills: §{unpublished: true, polygon: [[1, 1], [1, 2], [2, 1]]}",
        ("exactly one way", "within and of_line"),
    ),
    "a distance without its line": (
        "hills: {unpublished: true}",
        "hills: §{within: 3500 m}",
        ("needs its line", "within and of_line"),
    ),
    "a line without its distance": (
        "hills: {unpublished: true}",
        "hills: §{of_line: [[1, 1], [1, 2]]}",
        ("needs its line", "within and of_line"),
    ),
    "distance in kilometres": (
        "hills: {unpublished: true}",
        "hills: {within: §3.5 km, of_line: [[1, 1], [1, 2]]}",
        ("'3.5 km' is not a distance", "3500 m"),
    ),
    "distance too far": (
        "hills: {unpublished: true}",
        "hills: {within: §500001 m, of_line: [[1, 1], [1, 2]]}",
        ("500001 m is too large", "500,000"),
    ),
    "degrees swapped": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[36.1, 137.2], [§137.2, 36.2]]}",
        ("137.2 is not between -90 and 90", "swapped"),
    ),
    "degrees in words": (
        "hills: {unpublished: true}",
        "hills: {polygon: [[36.1, §37E], [36.2, 37.1], [36.2, 37.2]]}",
        ("'37E' is not degrees", "36.245"),
    ),
    "a list for degrees": (
        "hills: {unpublished: true}",
        "hills: {polygon: [[36.1, §[37]], [36.2, 37.1], [36.2, 37.2]]}",
        ("not degrees",),
    ),
    "half a point": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[36.1, 37.2], §[36.2]]}",
        ("two numbers, not 1",),
    ),
    "a word for a point": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [§here, [36.1, 37.2]]}",
        ("'here' is not a point",),
    ),
    "one point": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: §[[36.1, 37.2]]}",
        ("1 points are too few", "at least 2"),
    ),
    "two corners": (
        "hills: {unpublished: true}",
        "hills: {polygon: §[[36.1, 37.2], [36.2, 37.2]]}",
        ("2 points are too few", "at least 3"),
    ),
    "a point twice": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[36.1, 37.2], §[36.10, 37.2]]}",
        ("the one before it",),
    ),
    "too wide": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: §[[36.1, 37.2], [36.1, 57.2]]}",
        ("1,000 km wide", "p-codes"),
    ),
    "a border across itself": (
        "hills: {unpublished: true}",
        "hills: {polygon: §[[1, 1], [2, 2], [1, 2], [2, 1]]}",
        ("crosses itself", "in order"),
    ),
    "a side along the line": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[1, 1], [1, 2]], side: §east}",
        ("runs to the east", "across"),
    ),
    "a side of a hook": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[1, 1], [2, 0], [1, 0.5], [1, 2]], side: §south}",
        ("turns back", "polygon"),
    ),
    "a side of a border": (
        "hills: {unpublished: true}",
        "hills: {polygon: [[1, 1], [1, 2], [2, 1]], side: §north}",
        ("side needs a line",),
    ),
    "a side unheard of": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, of_line: [[1, 1], [1, 2]], side: §norht}",
        ("did you mean 'north'",),
    ),
    "a band inside out": (
        "hills: {unpublished: true}",
        "hills: {within: 5 m, from_distance: §5 m, of_line: [[1, 1], [1, 2]]}",
        ("no nearer than it ends",),
    ),
    "units of units": (
        "hills: {unpublished: true}",
        "hills: {pcodes: [NL02], lies_in: §[NL]}",
        ("by a line or a border",),
    ),
    "an area that ends first": (
        "hills: {unpublished: true}",
        "hills: {unpublished: true, from: 2020-02-01, until: §2020-02-01}",
        ("is not after from",),
    ),
    "weapon": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{weapon: §tanks}]",
        ("did you mean 'tank'",),
    ),
    "claim": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{claimed: §self_defense}]",
        ("did you mean 'self_defence'",),
    ),
    "a pair without a claim": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{by: north, paired_within: §1 hour}]",
        ("without a claim", "claimed: self_defence"),
    ),
    "a pair within days": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{claimed: self_defence, paired_within: §1 day}]",
        ("told in hours", "'1 hour'"),
    ),
    "a place without a pair": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{claimed: self_defence, same_place: §true}]",
        ("without paired_within",),
    ),
    "a pair in a class": (
        "flight: {any_kind: military_flight,",
        "flight: {§paired_within: 1 hour, any_kind: military_flight,",
        ("unknown key 'paired_within'",),
    ),
    "no bound of a quantity": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{quantity: §{}}]",
        ("bounds nothing", "at_least, at_most"),
    ),
    "at least none": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{quantity: {at_least: §0}}]",
        ("0 is too small", "smallest number here is 1"),
    ),
    "an empty range": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [{quantity: {at_least: 3, at_most: §2}}]",
        ("at least 3 and at most 2",),
    ),
    "text for mapping": (
        "except: [{purpose: [medical, rescue]}]",
        "except: [§medical]",
        ("'medical'", "mapping"),
    ),
    "list for text": ("title: Truce of Northland", "title: §[Truce]\n#", ("a list", "one text")),
    "text for list": ("guarantors: [", "guarantors: §none\n#", ("'none'", "a list belongs")),
    "mapping for list": ("guarantors: [{", "guarantors: §{x: y}\n#", ("a mapping", "a list")),
    "number": ("at_most: 3", "at_most: §1.0", ("whole number", "digits")),
    "negative": ("at_most: 3", "at_most: §-1", ("whole number",)),
    "two bounds": (
        "{of: flight, at_most: 0}",
        "§{of: flight, at_most: 0, at_least: 0}",
        ("either",),
    ),
    "no bound": ("{of: flight, at_most: 0}", "§{of: flight}", ("at_most or at_least",)),
    "hours of a limit": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_least: 1, each: §72 hours}",
        ("only a limit of at most", "each: day"),
    ),
    "no share": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: {of_baseline: §80, from: 2019-12-01, until: 2019-12-15}}",
        ("'80' is no share", "12.5 %"),
    ),
    "share of more than it can say": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: {of_baseline: §1e9 %, from: 2019-12-01, until: 2019-12-15}}",
        ("is no share",),
    ),
    "baseline backwards": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: {of_baseline: 80 %, from: 2019-12-15, until: §2019-12-01}}",
        ("is not after from",),
    ),
    "baseline misspelt": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: {§of_baselin: 80 %, from: 2019-12-01, until: 2019-12-15}}",
        ("'of_baselin'", "did you mean 'of_baseline'"),
    ),
    "baseline without an end": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: §{of_baseline: 80 %, from: 2019-12-01}}",
        ("'until'", "missing"),
    ),
    "refuted baseline": (
        "{of: flight, at_most: 0}",
        (
            "{of: flight, at_most: {of_baseline: 80 %, from: 2019-12-01, until: 2019-12-15, "
            "standard: §refuted}}"
        ),
        ("nothing refuted",),
    ),
    "baseline in hours": (
        "{of: flight, at_most: 0}",
        (
            "{of: flight, at_most: {of_baseline: 80 %, from: 2019-12-01, until: 2019-12-15}, "
            "each: §72 hours}"
        ),
        ("mean per day",),
    ),
    "baseline of a lower bound": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_least: §{of_baseline: 80 %, from: 2019-12-01, until: 2019-12-15}}",
        ("a list belongs",),
    ),
    "once for itself": (
        "no_flights: {clause: N-1, limit",
        "no_flights: {clause: N-1, once: §no_flights, limit",
        ("asks for itself: no_flights asks for no_flights",),
    ),
    "once for nothing there is": (
        "no_flights: {clause: N-1, limit",
        "no_flights: {clause: N-1, once: §calm_dey, limit",
        ("no condition 'calm_dey'", "did you mean 'calm_day'"),
    ),
    "text that ends before it begins": (
        "no_flights: {clause: N-1, limit",
        "no_flights: {clause: N-1, from: 2020-02-01, until: §2020-01-01, limit",
        ("is not after from",),
    ),
    "bound to nobody there is": (
        "no_flights: {clause: N-1, limit",
        "no_flights: {clause: N-1, bound: [north, §sowth], limit",
        ("no party 'sowth'",),
    ),
    "best efforts of nobody": (
        "no_flights: {clause: N-1, limit",
        "no_flights: {clause: N-1, best_efforts: §true, limit",
        ("binds nobody", "bound"),
    ),
    "clause that requires nothing": (
        "no_flights: {clause: N-1,",
        "no_flights: {clause: §N-8,",
        ("N-8 requires nothing", "take 'requires: nothing' out of N-8"),
    ),
    "clause that requires something": (
        "requires: nothing",
        "requires: §something",
        ("'something'", "nothing"),
    ),
    "each report of incidents": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: 0, each: §report}",
        ("give a measure",),
    ),
    "each report at least": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_least: 2, measure: count, each: §report}",
        ("at most a number",),
    ),
    "each report of counts": (
        "{of: attack, at_most: 3, from_counts: north_office}",
        "{of: attack, at_most: 3, from_counts: north_office, measure: count, each: §report}",
        ("no counts of a source",),
    ),
    "each report misspelt": (
        "{of: flight, at_most: 0}",
        "{of: flight, at_most: 2, measure: count, each: §reports}",
        ("'reports' is not a duration",),
    ),
    "hours of a pattern": ("in: 7 days", "in: §168 hours", ("whole monitoring days",)),
    "pattern of none": ("at_least: 5", "at_least: §0", ("too small",)),
    "per beside a pattern": (
        "proposes: call_envoys",
        "per: §party",
        ("within the pattern",),
    ),
    "proposal without a pattern": (
        "no_flights: {clause: N-1, limit: {of: flight, at_most: 0}}",
        "no_flights: {clause: N-1, limit: {of: flight, at_most: 0}, proposes: §call_envoys}",
        ("only a pattern proposes",),
    ),
    "class of a pattern": ("{of: attack, at_least: 5", "{of: §atack, at_least: 5", ("'attack'",)),
    "hours of counts": (
        "{of: attack, at_most: 3, from_counts: north_office}",
        "{of: attack, at_most: 3, from_counts: north_office, each: §72 hours}",
        ("whole days", "each: day"),
    ),
    "numbers overlap": (
        "{is: 2, from: 2020-01-10}",
        "§{is: 2, from: 2020-01-09}",
        ("begins before",),
    ),
    "no kind of condition": (
        "counted: {clause: N-1, limit: {of: attack, at_most: 3, from_counts: north_office}}",
        "counted: §{clause: N-1}",
        ("of no kind", "limit, response", "pattern, streak, since, attested"),
    ),
    "two kinds of condition": (
        "truce_holds: {clause: N-2, title: Seven quiet days, ",
        "truce_holds: §{clause: N-2, limit: {of: attack, at_most: 0}, ",
        ("one kind only",),
    ),
    "reset": ("streak: {of: calm_day, ", "streak: {of: calm_day, resets: §never, ", ("on_breach",)),
    "per": ("per: area", "per: §day", ("area, party",)),
    "nobody attests": ("by: [un_team, envoys]", "by: §[]", ("names nobody",)),
    "reading of nothing": ("set: {truce_holds.for: 168 hours}", "set: §{}", ("changes nothing",)),
    "not a mapping": (GOOD, "§- agreement: northland\n", ("a list", "a mapping")),
    "one text": (GOOD, "§northland", ("'northland'", "a mapping")),
    "empty": (GOOD, "§", ("the file is empty", "agreement: …")),
    "only a remark": (GOOD, "§# nothing", ("the file is empty",)),
}
REFERENCES: dict[str, Edit] = {
    "clause": (
        "no_flights: {clause: N-1",
        "no_flights: {clause: §N-9",
        ("no clause 'N-9'", "N-1, N-2, N-3"),
    ),
    "clause of a party": ("clause: N-3}", "clause: §N-4}", ("no clause 'N-4'",)),
    "clause of the end": (
        "ends: {by: [envoys], clause: N-2}",
        "ends: {by: [envoys], clause: §N2}",
        ("N2",),
    ),
    "who ends it": ("ends: {by: [envoys]", "ends: {by: [§envoy]", ("did you mean 'envoys'",)),
    "guaranteed": ("{of: north, by: envoys", "{of: §nord, by: envoys", ("no party 'nord'",)),
    "guarantor": ("{of: north, by: envoys", "{of: north, by: §un", ("no party 'un'",)),
    "word of a guarantor": (
        "{of: north, by: envoys",
        "{said: §soon, of: north, by: envoys",
        ("'soon'", "2016-09-12"),
    ),
    "who agreed": ("agreed_by: [north, south]", "agreed_by: [north, §east]", ("no party 'east'",)),
    "class": ("limit: {of: flight,", "limit: {of: §flights,", ("did you mean 'flight'",)),
    "perpetrator": ("by: north, in", "by: §nort, in", ("did you mean 'north'",)),
    "victim": ("or: civilians", "or: §civilian", ("no party 'civilian'",)),
    "excepted": ("[{purpose: [medical, rescue]}]", "[{by: [north, §sud]}]", ("no party 'sud'",)),
    "area": ("in: valley}", "in: §vale}", ("no area 'vale'", "valley, hills")),
    "area of a limit": (
        "{of: attack, at_most: 0, each: day}",
        "{of: attack, in: §moon, at_most: 0, each: day}",
        ("no area 'moon'",),
    ),
    "area twice": (
        "{of: flight, at_most: 0}",
        "{of: flight, in: §hills, at_most: 0}",
        ("already says where: in valley",),
    ),
    "no area to judge by": (
        "pcodes: [NL01], name: the Valley}\n  hills: {unpublished: true}",
        "unpublished: true, name: the Valley}\n  hills: {unpublished: true}",
        ("no published area",),
    ),
    "streak of nothing": ("streak: {of: calm_day", "streak: {of: §calm", ("no condition 'calm'",)),
    "streak of a duty": (
        "streak: {of: calm_day",
        "streak: {of: §posts",
        ("posts is not judged day by day", "limit, response"),
    ),
    "hours of a number": (
        "streak: {of: calm_day, for: 7 days}",
        "streak: {of: counted, for: §72 hours}",
        ("none at all",),
    ),
    "certifier": ("for: 7 days}", "for: 7 days, certified_by: [§un]}", ("no party 'un'",)),
    "certified hours": (
        "for: 7 days}",
        "for: §72 hours, certified_by: [envoys]}",
        ("only days are certified",),
    ),
    "name of two parties": (
        "{name: Old Guard, from: 2020-01-05}",
        "§{name: OLD  guard, from: 2020-01-04}",
        ("'old guard'", "north", "riders"),
    ),
    "name of another": ("name: Southland, role", "name: §northland, role", ("'northland'",)),
    "id as another's name": ("[Army of the North,", "[§South,", ("'south'", "north")),
    "civilians as a name": ("[Army of the North,", "[§Civilians,", ("never a party",)),
    "civilians as an id": ("  riders:", "  §civilians:", ("never a party",)),
    "id used twice": ("  counted: {", "  §attack: {", ("'attack' already names a class",)),
    "id of a section": ("  counted: {", "  §calendar: {", ("part of every rule file",)),
    "reading of an unknown term": (
        "set: {truce_holds.for:",
        "set: {§truce_hold.for:",
        ("did you mean 'truce_holds'",),
    ),
    "reading of an unknown key": (
        "set: {truce_holds.for:",
        "set: {§truce_holds.fo:",
        ("did you mean 'for'",),
    ),
    "reading of an unknown part": (
        "calendar.partial_days",
        "§calendar.partial",
        ("no 'partial' there",),
    ),
    "reading of a whole term": (
        "truce_holds.for: 168 hours",
        "§truce_holds: x",
        ("more than one",),
    ),
    "reading into a text": ("truce_holds.for: 168 hours", "§truce_holds.for.count: 8", ("whole",)),
    "reading of one thing twice": (
        "truce_holds.for: 168 hours",
        "truce_holds.for: 8 days, §truce_holds.streak.for: 9 days",
        ("the same as 'truce_holds.for'",),
    ),
    "value of a reading": (
        "truce_holds.for: 168 hours",
        "truce_holds.for: §168 h",
        ("under this reading", "not a duration"),
    ),
    "reference of a reading": (
        "truce_holds.for: 168 hours",
        "truce_holds.of: §calm",
        ("under this reading", "no condition 'calm'"),
    ),
}
STREAK = "streak: {of: calm_day, for: 7 days}"
BY_DECISION = "resets: by_decision, reset_by: {decided: again, by: north}"
POSTS = (
    "posts: {clause: N-2, attested: "
    "{what: posts_staffed, by: [un_team, envoys], fresh_for: 3 days}}"
)
"""The last condition of the made-up file: mistakes are put in its place, or after it."""


def instead(*lines: str) -> tuple[str, str]:
    """Return the edit that puts other conditions in its place."""
    return POSTS, "\n  ".join(lines)


def after(*lines: str) -> tuple[str, str]:
    """Return the edit that adds sections after the conditions."""
    return POSTS, "\n".join([POSTS, *lines])


ACTS = {
    "nobody decides": (
        *instead("pleased: {clause: N-2, decided: {what: pleased, by: §[]}}"),
        ("names nobody", "who decides"),
    ),
    "decider not there": (
        *instead("pleased: {clause: N-2, decided: {what: pleased, by: [§nort]}}"),
        ("no party 'nort'", "did you mean 'north'"),
    ),
    "takes itself back": (
        *instead(
            "pleased: {clause: N-2, decided: {what: pleased, by: north, withdrawn: §pleased}}"
        ),
        ("take itself back",),
    ),
    "act judged per area": (
        *instead("pleased: {clause: N-2, decided: {what: pleased, by: north}, per: §area}"),
        ("judged for the whole", "remove per"),
    ),
    "term of nothing": (
        *instead("sent: {clause: N-2, by: {attested: sent, within: 2 days, of: §calender.from}}"),
        ("nothing to count from", "calendar.from"),
    ),
    "term of no class": (
        *instead("sent: {clause: N-2, by: {attested: sent, within: 2 days, of: §atack}}"),
        ("no class 'atack'", "did you mean 'attack'"),
    ),
    "term of two acts": (
        *instead(
            "sent: {clause: N-2, by: §{attested: a, decided: b, within: 2 days, of: calendar.from}}"
        ),
        ("one thing", "attested, decided, happened"),
    ),
    "term of two lengths": (
        *instead(
            "sent: {clause: N-2, by: §{attested: a, no_later_than: 2020-01-05, within: 2 days}}"
        ),
        ("one term", "no_later_than"),
    ),
    "term of a class not there": (
        *instead("sent: {clause: N-2, by: {happened: §atack, no_later_than: 2020-01-05}}"),
        ("no class 'atack'", "did you mean 'attack'"),
    ),
    "term from a class not there": (
        *instead("sent: {clause: N-2, by: {attested: a, within: 2 days, of: {happened: §atack}}}"),
        ("no class 'atack'", "did you mean 'attack'"),
    ),
    "who says what happens": (
        *instead(
            "sent: {clause: N-2, "
            "by: {happened: attack, no_later_than: 2020-01-05, §said_by: north}}"
        ),
        ("nobody says it", "remove said_by"),
    ),
    "whose class a term runs from": (
        *instead(
            "sent: {clause: N-2, "
            "by: {attested: a, within: 2 days, of: {happened: attack, §by: north}}}"
        ),
        ("says itself whose", "remove by"),
    ),
    "term without length": (
        *instead("sent: {clause: N-2, by: §{attested: a, of: calendar.from}}"),
        ("'within' is missing",),
    ),
    "answer of nothing": (
        *instead("replies: {clause: N-2, response: §{to: attack, within: 2 days}}"),
        ("'with' is missing",),
    ),
    "answer without a term": (
        *instead("replies: {clause: N-2, response: §{to: attack, with: flight}}"),
        ("'within' is missing",),
    ),
    "answer to itself": (
        *instead("replies: {clause: N-2, response: {to: attack, with: §attack, within: 2 days}}"),
        ("answers itself", "name what answers"),
    ),
    "class of an answer": (
        *instead("replies: {clause: N-2, response: {to: attack, with: §flights, within: 2 days}}"),
        ("no class 'flights'", "did you mean 'flight'"),
    ),
    "class that asks": (
        *instead("replies: {clause: N-2, response: {to: §atack, with: flight, within: 2 days}}"),
        ("no class 'atack'", "did you mean 'attack'"),
    ),
    "answer in two ways": (
        *instead(
            "replies: {clause: N-2, response: {to: attack, "
            "with: §{happened: flight, decided: sorry}, within: 2 days}}"
        ),
        ("one thing", "happened, attested, decided"),
    ),
    "whose class": (
        *instead(
            "replies: {clause: N-2, response: {to: attack, "
            "with: {happened: flight, §by: north}, within: 2 days}}"
        ),
        ("says itself whose", "remove by"),
    ),
    "act that asks per area": (
        *instead(
            "replies: {clause: N-2, per: §area, response: {to: {decided: asked}, with: flight, "
            "within: 2 days}}"
        ),
        ("no place", "per party"),
    ),
    "since of no days": (
        *instead("open: {clause: N-2, since: {of: §posts_, after: attack, for: 2 days}}"),
        ("no condition 'posts_'",),
    ),
    "since of a duty": (
        *instead(POSTS, "open: {clause: N-2, since: {of: §posts, after: attack, for: 2 days}}"),
        ("not judged day by day", "limit, response"),
    ),
    "since in hours": (
        *instead("open: {clause: N-2, since: {of: calm_day, after: attack, for: §48 hours}}"),
        ("not hours", "7 days"),
    ),
    "since nothing": (
        *instead("open: {clause: N-2, since: §{of: calm_day, for: 2 days}}"),
        ("'after' is missing",),
    ),
    "since a class not there": (
        *instead("open: {clause: N-2, since: {of: calm_day, after: §atack, for: 2 days}}"),
        ("no class 'atack'",),
    ),
    "order of itself": (
        *instead("one: {clause: N-2, order: {of: attack, no_earlier_than: §attack}}"),
        ("both are the same",),
    ),
    "order in two ways": (
        *instead(
            "one: {clause: N-2, order: §{of: attack, no_earlier_than: flight, "
            "together_with: flight, within: 2 days}}"
        ),
        ("of one kind", "no_earlier_than, or together_with"),
    ),
    "together without a time": (
        *instead("one: {clause: N-2, order: §{of: attack, together_with: flight}}"),
        ("belongs to together_with", "or neither"),
    ),
    "order of a class not there": (
        *instead("one: {clause: N-2, order: {of: attack, no_earlier_than: §fligt}}"),
        ("no class 'fligt'", "did you mean 'flight'"),
    ),
    "order per party": (
        *instead("one: {clause: N-2, order: {of: attack, no_earlier_than: flight}, per: §party}"),
        ("judged for the whole",),
    ),
    "notice of itself": (
        *instead("told: {clause: N-2, notice: {before: attack, of: §attack, at_least: 2 days}}"),
        ("are the same", "announces it"),
    ),
    "class of a notice": (
        *instead("told: {clause: N-2, notice: {before: attack, of: §fligt, at_least: 2 days}}"),
        ("no class 'fligt'", "did you mean 'flight'"),
    ),
    "notice of nothing": (
        *instead("told: {clause: N-2, notice: §{of: attack, at_least: 2 days}}"),
        ("'before' is missing",),
    ),
    "permission of nothing": (
        *instead("goes: {clause: N-2, only_if: §{of: attack}}"),
        ("'holds' is missing",),
    ),
    "condition that must hold": (
        *instead("goes: {clause: N-2, only_if: {of: attack, holds: {any: [calm_day, §calm_dy]}}}"),
        ("no condition 'calm_dy'", "did you mean 'calm_day'"),
    ),
    "whose decision must hold": (
        *instead("goes: {clause: N-2, only_if: {of: attack, holds: {decided: ok, by: [§nort]}}}"),
        ("no party 'nort'", "did you mean 'north'"),
    ),
    "nobody's decision": (
        *instead("goes: {clause: N-2, only_if: {of: attack, holds: §{decided: ok}}}"),
        ("names nobody", "by: […]"),
    ),
    "somebody's condition": (
        *instead("goes: {clause: N-2, only_if: {of: attack, holds: {not: calm_day, §by: north}}}"),
        ("only acts", "remove by"),
    ),
    "two things that must hold": (
        *instead(
            "goes: {clause: N-2, "
            "only_if: {of: attack, holds: §{attested: a, decided: b, by: north}}}"
        ),
        ("one thing", "attested, decided"),
    ),
    "nothing must hold": (
        *instead("goes: {clause: N-2, only_if: {of: attack, holds: {all: §[]}}}"),
        ("no member",),
    ),
    "more than there are must hold": (
        *instead(
            "goes: {clause: N-2, "
            "only_if: {of: attack, holds: {at_least: {count: §2, of: [calm_day]}}}}"
        ),
        ("2 of 1",),
    ),
    "permission that asks for itself": (
        *instead("goes: {clause: N-2, only_if: §{of: attack, holds: {not: goes}}}"),
        ("this condition asks for itself", "goes asks for goes"),
    ),
    "hours of answers": (
        *instead(
            "replies: {clause: N-2, response: {to: attack, with: flight, within: 2 days}}",
            "run: {clause: N-2, streak: {of: replies, for: §72 hours}}",
        ),
        ("none at all",),
    ),
    "empty gate": (*instead("both: {clause: N-2, all: §[]}"), ("no member", "at least one")),
    "gate of nothing there": (
        *instead("both: {clause: N-2, all: [calm_day, §truce_hold]}"),
        ("no condition 'truce_hold'", "did you mean 'truce_holds'"),
    ),
    "gate within of nothing there": (
        *instead("both: {clause: N-2, any: [calm_day, {not: §truce_hold}]}"),
        ("no condition 'truce_hold'",),
    ),
    "gate of itself": (
        *instead("both: {clause: N-2, all: §[calm_day, both]}"),
        ("asks for itself: both asks for both",),
    ),
    "too many of too few": (
        *instead("some: {clause: N-2, at_least: {count: §3, of: [calm_day, truce_holds]}}"),
        ("3 of 2", "never be met"),
    ),
    "two gates": (
        *instead("both: §{clause: N-2, all: [calm_day], any: [truce_holds]}"),
        ("one kind only",),
    ),
    "gate per nothing": (
        *instead("both: {clause: N-2, all: [calm_day], per: §area}"),
        ("nothing that this gate asks for is judged per area",),
    ),
    "restart by nobody": (
        "streak: {of: calm_day, for: 7 days}",
        "streak: {of: calm_day, for: 7 days, resets: §by_decision}",
        ("whose decision", "reset_by"),
    ),
    "restart without saying so": (
        "streak: {of: calm_day, for: 7 days}",
        "streak: {of: calm_day, for: 7 days, reset_by: §{decided: reset, by: north}}",
        ("without resets",),
    ),
    "restart of hours": (
        STREAK,
        f"streak: {{of: calm_day, for: §24 hours, {BY_DECISION}}}",
        ("only days", "7 days"),
    ),
}
PHASES = {
    "phase that nothing opens": (
        *after("phases:", "  talks: {opens: §{by: north}}"),
        ("exactly one thing", "calendar.from"),
    ),
    "phase of two triggers": (
        *after("phases:", "  talks: {opens: §{at: calendar.from, when: truce_holds}}"),
        ("exactly one thing",),
    ),
    "phase of no condition": (
        *after("phases:", "  talks: {opens: {when: §truce}}"),
        ("no condition 'truce'", "did you mean 'truce_holds'"),
    ),
    "phase of nobody there": (
        *after("phases:", "  talks: {opens: {when: truce_holds, by: [§sout]}}"),
        ("no party 'sout'", "did you mean 'south'"),
    ),
    "phase of no clause": (
        *after("phases:", "  talks: {clause: §N-9, opens: {when: truce_holds}}"),
        ("no clause 'N-9'",),
    ),
    "phase closed by nothing": (
        *after("phases:", "  talks: {opens: {when: truce_holds}, closes: {decided: §[]}}"),
        ("names no decision",),
    ),
    "phase named like a condition": (
        *after("phases:", "  §calm_day: {opens: {when: truce_holds}}"),
        ("already names a condition",),
    ),
    "decided by nobody": (
        *after("phases:", "  talks: {opens: {when: truce_holds, decided: §open}}"),
        ("whose decision opens",),
    ),
    "unknown end of a phase": (
        *after("phases:", "  talks: {opens: {when: truce_holds}, then: §ends}"),
        ("'ends'", "lapses"),
    ),
}

EDITS = {**SYNTAX, **TERMS, **REFERENCES, **ACTS, **PHASES, **ALERTS}


def test_gates_that_ask_for_each_other_are_told_with_the_way() -> None:
    """Each of a circle is told, with what leads from it back to it."""
    ring = "one: {clause: N-2, all: [two]}\n  two: {clause: N-2, any: [calm_day, {not: one}]}"

    problems = problems_of(GOOD.replace(POSTS, ring))

    assert [problem.path for problem in problems] == ["conditions.one.all", "conditions.two.any"]
    assert "one asks for two asks for one" in problems[0].message


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text."""
    with pytest.raises(RuleFileError) as error:
        load_text(text, "northland.yaml")
    return error.value.problems


def marked(text: str) -> tuple[str, tuple[int, int] | None]:
    """The text without its mark, and the line and column at which the mark stood."""
    before, mark, after = text.partition(MARK)
    lines = before.split("\n")
    return before + after, (len(lines), len(lines[-1]) + 1) if mark else None


def test_the_unedited_file_is_good() -> None:
    """Each case below is wrong because of its edit and nothing else."""
    assert load_text(GOOD, "northland.yaml").agreement.id == "northland"


@pytest.mark.parametrize(("old", "new", "words"), EDITS.values(), ids=EDITS)
def test_one_mistake_is_one_problem_at_its_place(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    """The message names what is wrong, the hint what to do, the place what is at fault."""
    assert GOOD.count(old) == 1
    text, place = marked(GOOD.replace(old, new))

    problems = problems_of(text)

    assert len(problems) == 1, "\n".join(str(problem) for problem in problems)
    (problem,) = problems
    assert place is None or (problem.line, problem.column) == place, problem
    for word in words:
        assert word in f"{problem.message}\n{problem.hint}"
    assert problem.hint
