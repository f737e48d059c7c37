"""What a random pair of kinds is about: its theme, its classes, and what its record must know."""

from dataclasses import dataclass, field
from random import Random

from tests.naive.rules import Setting, Terms

HOURS = ("1 hour", "6 hours", "24 hours", "24 hours", "30 hours", "48 hours")
LENGTHS = (*HOURS, "90 minutes", "1 day", "1 day", "2 days")
NUMBER_OF_DAYS = 9
"""How many days the record tells of."""
CLASSES: Terms = {
    "request": {"any_kind": ["access_requested"]},
    "grant": {"any_kind": ["access_granted"]},
    "warning": {"any_kind": ["notice_given"]},
    "flight": {"any_kind": ["military_flight"]},
    "attack": {"any_kind": ["shelling", "armed_clash"], "by": {"role": "party"}},
    "guards": {"any_kind": ["forces_present"]},
    "sorties": {"any_kind": ["military_flight"], "by": {"role": ["party", "sponsor"]}},
}
KINDS = {
    "request": "access_requested",
    "grant": "access_granted",
    "warning": "notice_given",
    "flight": "military_flight",
    "attack": "shelling",
    "guards": "forces_present",
    "sorties": "military_flight",
}
"""A kind of event that is of each class."""


@dataclass
class Plan:
    """What a pair is about, as far as the record must know it."""

    rng: Random
    where: Setting
    lengths: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    """The classes whose events matter."""
    decided: list[tuple[str, list[str]]] = field(default_factory=list)
    """The decisions that matter, each with whose they are."""
    attested: list[str] = field(default_factory=list)

    def length(self, *among: str) -> str:
        """Draw a length of time, and remember it."""
        self.lengths.append(self.rng.choice(among or LENGTHS))
        return self.lengths[-1]

    def cls(self, *among: str) -> str:
        """Draw a class, and remember it."""
        self.classes.append(self.rng.choice(among))
        return self.classes[-1]

    def decision(self, *words: str) -> Terms:
        """Draw whose decision of which word it takes, and remember it."""
        word = self.rng.choice(words)
        by = self.rng.choice([["government"], ["america"], ["government", "opposition"]])
        self.decided.append((word, by))
        return {"decided": word, "by": by}

    def happening(self, *classes: str, unlike: object = None) -> object:
        """Draw what happens: an event of a class mostly, else an act; another than one drawn."""
        drawn = unlike
        while drawn == unlike:
            drawn = self._happening(*classes)
        return drawn

    def _happening(self, *classes: str) -> object:
        chance = self.rng.random()
        if chance < 0.7:
            name = self.cls(*classes)
            return name if self.rng.random() < 0.5 else {"happened": name}
        if chance < 0.85:
            taken = self.decision("asked", "granted", "begun")
            return taken if self.rng.random() < 0.7 else {"decided": taken["decided"]}
        self.attested.append(self.rng.choice(["staffed", "mapped"]))
        by: Terms = {"by": ["un", "russia"]} if self.rng.random() < 0.5 else {}
        return {"attested": self.attested[-1], **by}
