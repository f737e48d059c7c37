"""The codes that records and rules are written in, each by the name that people read."""

KINDS = {
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
    "aid_departed": "aid set out",
    "aid_waiting": "aid kept waiting",
    "aid_inspected": "aid inspected",
    "aid_arrived": "aid arrived",
    "access_requested": "access asked for",
    "access_granted": "access granted",
    "access_refused": "access refused",
    "notice_given": "notice given",
    "forces_present": "forces present",
    "forces_withdrawn": "forces withdrawn",
    "observation_post": "observation post",
    "line_called": "call on the line between the sides",
    "line_answered": "call on the line answered",
    "complaint_made": "complaint",
    "complaint_answered": "complaint answered",
    "detainees_released": "detainees released",
    "unsafe_flight": "unsafe flight",
    "protest": "protest",
    "riot": "riot",
    "property_destroyed": "property looted or destroyed",
    "ground_handed_over": "ground handed over",
    "other_development": "another development",
}
WEAPONS = {
    "tank": "tank",
    "artillery": "artillery",
    "mortar": "mortar",
    "rocket_launcher": "rocket launcher",
    "anti_tank_missile": "anti-tank missile",
    "armoured_vehicle": "armoured vehicle",
    "heavy_machine_gun": "heavy machine gun",
    "small_arms": "small arms",
    "air_defence": "air defence",
    "fixed_wing": "aeroplane",
    "helicopter": "helicopter",
    "unmanned_aircraft": "unmanned aircraft",
    "other_heavy_weapon": "another heavy weapon",
}
CLAIMS = {
    "self_defence": "self-defence",
    "imminent_threat": "an imminent threat",
    "accident": "an accident",
}
GRADES = {
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
MEASURES = {
    "incidents": "incidents",
    "killed": "people killed",
    "injured": "people injured",
    "count": "people or things counted",
}
ONE_MEASURED = {
    "incidents": "incident",
    "killed": "person killed",
    "injured": "person injured",
    "count": "person or thing counted",
}
BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "at most "}
SAYS = {
    "accepts": "accepts",
    "offers": "offers",
    "claims": "says",
    "denies": "denies",
    "judges_unmet": "judges not met",
    "declares_over": "declares over",
}
DISPUTES = {
    "occurrence": "that it happened",
    "attribution": "that it was done by those named",
    "figures": "the figures",
    "intent": "that it was meant",
    "scope": "that the agreement covers it",
    "unsaid": "something, without saying what",
}
RELATIONS = {
    "same": "the same event: {first} and {second}",
    "different": "two events: {first} and {second}",
    "possible": "possibly the same event: {first} and {second}",
}
OCCURRENCES = {
    "disputed": "whether it happened is disputed",
    "accepted": "that it happened is accepted",
}
HOLDS = {True: "yes, it was so", False: "no, it was not so"}
STRENGTHS = {
    "certifies_quiet": "its silence counts: it would have seen",
    "can_report": "can report; its silence says nothing",
    "none": "its silence is worth nothing",
}
PRECISIONS = {
    "": "as written",
    "exact": "exactly",
    "hour": "to the hour",
    "day": "to the day",
    "week": "to the week",
    "month": "to the month",
}
STATUSES = {"proposed": "proposed, not agreed", "agreed": "agreed"}
TITLE_WITH_STATUS = "{title} ({status})"
HANDLING = {"public": "PUBLIC", "internal": "INTERNAL", "restricted": "RESTRICTED"}
PROVENANCE = {
    "text": "read in the text itself",
    "secondary": "from press accounts of the text",
    "recalled": "from memory, to be checked before it is quoted",
}
RECORDS = {
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
ONE_RECORD = {
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
