"""The closed word lists of the record: every value a person may write in a coded column.

Each entry carries the sentence that the documentation and the pages show for it.
"""

from enum import StrEnum

KINDS: dict[str, str] = {
    "armed_clash": "fighting on the ground between armed groups",
    "ground_attack": "an attack or advance on the ground",
    "shelling": "artillery, mortar or rocket fire",
    "small_arms_fire": "rifle or machine-gun fire",
    "air_strike": "bombs or missiles from an aircraft",
    "remote_explosive": "a mine, car bomb or other emplaced device",
    "attack_on_civilians": "violence directed at civilians",
    "attack_on_aid": "violence against an aid convoy, store or worker",
    "attack_on_medical": "violence against a hospital, ambulance or medical worker",
    "chemical_attack": "use of a chemical agent as a weapon",
    "territorial_gain": "ground taken, or an attempt to take it",
    "weapon_movement": "heavy weapons or troops brought in, kept or withdrawn",
    "military_flight": "a military aircraft in the air without a reported strike",
    "arrest": "a detention counted by a source as a violation",
    "access_obstructed": "aid or people stopped, delayed, searched or turned back",
    "violation_unspecified": "a violation whose kind the source does not state",
    "aid_departed": "aid that set out",
    "aid_waiting": "aid held at a place on its way",
    "aid_inspected": "aid looked through by those who let it pass",
    "aid_arrived": "aid that reached those it is for",
    "access_requested": "leave asked for aid or people to pass",
    "access_granted": "leave given for aid or people to pass",
    "access_refused": "leave denied for aid or people to pass",
    "notice_given": "something announced before it is done",
    "forces_present": "armed people or weapons seen where they stand",
    "forces_withdrawn": "armed people or weapons that left a place",
    "observation_post": "a post of observers set up, manned, moved or given up",
    "line_called": "a call on the line that the sides keep open to each other",
    "line_answered": "such a call answered",
    "complaint_made": "a violation put before those who settle disputes",
    "complaint_answered": "an answer to such a complaint",
    "detainees_released": "people let go from detention",
    "unsafe_flight": "an aircraft that came dangerously close to another, or crossed its path",
    "protest": "people gathered in protest",
    "riot": "violence by a crowd",
    "property_destroyed": "property looted or destroyed",
    "ground_handed_over": "ground that changed hands without fighting",
    "other_development": "an event that none of the other kinds is, and no violence",
}
"""Kind of event, as the report states it."""

PURPOSES: dict[str, str] = {
    "combat": "to fight",
    "medical": "to move the sick or wounded",
    "humanitarian": "to carry aid",
    "rescue": "to recover people",
    "transport": "to move people or goods of the forces",
    "training": "to train",
    "guard": "to guard a place",
}
"""Stated purpose of a flight or movement."""

WEAPONS: dict[str, str] = {
    "tank": "a battle tank",
    "artillery": "a gun or howitzer",
    "mortar": "a mortar",
    "rocket_launcher": "a launcher of unguided rockets",
    "anti_tank_missile": "a guided missile against vehicles",
    "armoured_vehicle": "an armoured vehicle that is no tank",
    "heavy_machine_gun": "a machine gun on a mount or vehicle",
    "small_arms": "rifles, pistols and light machine guns",
    "air_defence": "a gun or missile against aircraft",
    "fixed_wing": "an aeroplane",
    "helicopter": "a helicopter",
    "unmanned_aircraft": "an aircraft without a crew",
    "other_heavy_weapon": "a heavy weapon that none of the others is",
}
"""Weapon used, seen or moved, as the report states it."""

CLAIMS: dict[str, str] = {
    "self_defence": "that it answered an attack",
    "imminent_threat": "that it met an attack about to come",
    "accident": "that it was not meant",
}
"""What those who did it say for themselves."""

CIVILIANS = "civilians"
"""The one name that is never a party: people who take no part in the fighting."""


class Grade(StrEnum):
    """How well it is established that an incident happened; `rank` orders the ladder."""

    REFUTED = "refuted"
    REPORTED = "reported"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"

    @property
    def rank(self) -> int:
        """0 for refuted up to 3 for verified."""
        return list(Grade).index(self)


class Dispute(StrEnum):
    """What an account denies about the event it is linked to."""

    OCCURRENCE = "occurrence"
    ATTRIBUTION = "attribution"
    FIGURES = "figures"
    INTENT = "intent"
    SCOPE = "scope"
    UNSAID = "unsaid"


class Occurrence(StrEnum):
    """What a review says of a dispute about whether the event happened."""

    DISPUTED = "disputed"
    ACCEPTED = "accepted"


class Measure(StrEnum):
    """What is counted."""

    INCIDENTS = "incidents"
    KILLED = "killed"
    INJURED = "injured"
    COUNT = "count"


class Bound(StrEnum):
    """How a stated figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Says(StrEnum):
    """What a statement does; none of these drives a gate."""

    ACCEPTS = "accepts"
    OFFERS = "offers"
    CLAIMS = "claims"
    DENIES = "denies"
    JUDGES_UNMET = "judges_unmet"
    DECLARES_OVER = "declares_over"


class Relation(StrEnum):
    """How two reports stand to each other."""

    SAME = "same"
    DIFFERENT = "different"
    POSSIBLE = "possible"


class Strength(StrEnum):
    """What a source's silence is worth; only `certifies_quiet` makes a day watched."""

    CERTIFIES_QUIET = "certifies_quiet"
    CAN_REPORT = "can_report"
    NONE = "none"


class Confidence(StrEnum):
    """How the entry itself was obtained."""

    FOUND = "found"
    APPROXIMATE = "approximate"
    RECALLED = "recalled"


class Handling(StrEnum):
    """Who may see the entry."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class Precision(StrEnum):
    """How exactly a time was stated; anything but `exact` widens the time to a span."""

    EXACT = "exact"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
