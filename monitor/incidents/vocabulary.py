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
}
"""Kind of event, as the report states it."""

PURPOSES: dict[str, str] = {
    "combat": "to fight",
    "medical": "to move the sick or wounded",
    "humanitarian": "to carry aid",
    "rescue": "to recover people",
    "transport": "to move people or goods of the forces",
    "training": "to train",
}
"""Stated purpose of a flight or movement."""

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
