"""Random small agreements of decisions, duties with a term, gates and phases."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from monitor.agreements.model import Agreement
from tests.naive.rules import (
    FEW_DAY_STARTS,
    Setting,
    Terms,
    parties,
    setting,
    short_calendar,
)

THEMES = (
    *["decided"] * 2,
    *["duties"] * 3,
    "resets",
    *["gates"] * 3,
    *["phases"] * 5,
    *["triggers"] * 3,
)
"""What a pair is mostly about, so that rare things meet often enough to matter."""

LENGTHS = ("6 hours", "24 hours", "24 hours", "48 hours", "1 day", "2 days", "3 days")
PAIRS = (("russia", "america"), ("government", "opposition"), ("america", "government"))
DUTIES = ("maps_exchanged", "staffed")


@dataclass
class Words:
    """What the agreement is about: the two whose acts count, the lengths, the words in use."""

    rng: Random
    duo: tuple[str, str]
    lengths: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    awaited: list[tuple[str, list[str]]] = field(default_factory=list)
    """The decisions without which little comes to pass, each with whose they are."""
    attested: list[str] = field(default_factory=list)

    def decision(self, *words: str) -> str:
        """Draw a word for a decision, and remember that it means something."""
        word = self.rng.choice(words)
        self.decided.append(word)
        return word

    def length(self) -> str:
        """Draw a length of time, and remember it."""
        self.lengths.append(self.rng.choice(LENGTHS))
        return self.lengths[-1]

    def some(self) -> list[str]:
        """Draw whose act it takes: one or both of the two."""
        return self.rng.choice([[self.duo[0]], [self.duo[1]], [*self.duo], [*self.duo]])

    def whose(self) -> Terms:
        """Draw whose act it may be, perhaps anybody's."""
        return {"by": self.some()} if self.rng.random() < 0.5 else {}


def place(rng: Random) -> Setting:
    """Draw a theme, a place and a time in which, mostly, the clocks change."""
    return setting(rng, THEMES, FEW_DAY_STARTS, before=5)


def terms(rng: Random, where: Setting) -> tuple[Agreement, Words]:
    """Draw an agreement, and the words that its conditions and phases listen to."""
    words = Words(rng, rng.choice(PAIRS))
    conditions = _conditions(words, where.theme)
    agreement: Terms = {
        "agreement": "test-terms",
        "title": "Random terms",
        "status": "agreed",
        "calendar": short_calendar(rng, where, whole=0.8, ends=0.1, last=8),
        "parties": parties(rng, where),
        "areas": {"north": {"pcodes": ["SY02"]}, "south": {"pcodes": ["SY03"]}},
        "clauses": {"C-1": {"says": "Random.", "provenance": "text"}},
        "classes": {
            "attack": {"any_kind": ["shelling"], "by": {"role": "party"}},
            "strike": {"any_kind": ["air_strike"]},
        },
        "conditions": {name: {"clause": "C-1", **each} for name, each in conditions.items()},
        "phases": _phases(words, where, [*conditions]),
    }
    if rng.random() < 0.15:
        agreement["ends"] = {"by": ["government", words.duo[0]]}
        words.decided += ["suspended", "suspended", "resumed"]
    return Agreement.model_validate(agreement), words


def _conditions(words: Words, theme: str) -> dict[str, Terms]:
    rng = words.rng
    found: dict[str, Terms] = {}
    if theme in {"decided", "gates"} or (theme == "triggers" and rng.random() < 0.6):
        found |= {f"agreed_{n}": _decided(words) for n in range(rng.randint(1, 2))}
    if theme in {"duties", "gates"} or (theme == "triggers" and rng.random() < 0.4):
        found |= {f"duty_{n}": _duty(words) for n in range(rng.randint(1, 2))}
    if theme in {"resets", "gates"} or (theme == "triggers" and rng.random() < 0.5):
        found |= _counted(words)
    if theme in {"gates", "triggers"} and rng.random() < 0.4:
        words.attested.append("staffed")
        fresh = {"what": "staffed", "by": ["un", "russia"], "fresh_for": "36 hours"}
        found["manned"] = {"attested": fresh}
    if not found:
        found["agreed_0"] = _decided(words)
    for n in range(rng.randint(1, 3)):
        found[f"gate_{n}"] = _gate(rng, found)
    return found


def _decided(words: Words) -> Terms:
    rng = words.rng
    what = words.decision("satisfied", "satisfied", "access_sustained")
    by = words.some()
    words.awaited.append((what, by))
    decided: Terms = {"what": what, "by": by}
    if rng.random() < 0.3:
        decided["withdrawn"] = [words.decision("refused"), words.decision("withdrawn")]
    else:
        words.decided.append(f"{what}_withdrawn")
    return {"decided": decided}


def _duty(words: Words) -> Terms:
    rng = words.rng
    by: Terms = {"within": words.length(), "of": "calendar.from"}
    if rng.random() < 0.5:
        by["attested"] = rng.choice(DUTIES)
        words.attested.append(str(by["attested"]))
    else:
        by["decided"] = words.decision("mapped", "notified")
    chance = rng.random()
    if chance < 0.5:
        by["of"] = {"decided": words.decision("truce_start", "notified"), **words.whose()}
    elif chance < 0.75:
        words.attested.append(rng.choice(DUTIES))
        by["of"] = {"attested": words.attested[-1], **words.whose()}
    if rng.random() < 0.4:
        by["said_by"] = rng.choice([["un"], words.some(), ["un", *words.duo]])
    return {"by": by}


def _counted(words: Words) -> dict[str, Terms]:
    """Draw a limit and a count of its days that only a decision restarts."""
    rng = words.rng
    calm: Terms = {"limit": {"of": rng.choice(["attack", "strike"]), "at_most": "0"}}
    if rng.random() < 0.5:
        calm["per"] = rng.choice(["area", "party"])
    if rng.random() < 0.1:
        calm["limit"] = {"of": "strike", "at_most": "0", "from_counts": "centre"}
        calm.pop("per", None)
    if calm.get("per") == "party":
        calm["limit"] = {"of": "attack", "at_most": "0"}
    scope = {"per": calm["per"]} if "per" in calm else {}
    word, by = words.decision("clock_reset", "refused"), words.some()
    words.awaited.append((word, by))
    reset: Terms = {"decided": word, "by": by}
    if rng.random() < 0.3:
        reset["decided"] = [word, words.decision("restarted")]
    held = {"of": "calm", "for": f"{rng.randint(1, 4)} days"}
    found: dict[str, Terms] = {"calm": calm}
    found["kept_up"] = {"streak": {**held, "resets": "by_decision", "reset_by": reset}, **scope}
    if rng.random() < 0.5:
        found["quiet"] = {"streak": held, **scope}
    return found


def _gate(rng: Random, found: dict[str, Terms]) -> Terms:
    """Draw a gate of what there is, perhaps in the scopes of one of its members."""
    names = [*found]
    scoped = [name for name in names if "per" in found[name]]
    gate = _members(rng, names, 0)
    if scoped and rng.random() < 0.4:
        name = rng.choice(scoped)
        gate = {"all": [name, gate]} if rng.random() < 0.5 else {"any": [gate, {"not": name}]}
        gate["per"] = found[name]["per"]
    return gate


def _members(rng: Random, names: list[str], depth: int) -> Terms:
    def member() -> object:
        if depth < 2 and rng.random() < 0.3:
            return _members(rng, names, depth + 1)
        return rng.choice(names)

    kind = rng.choice(["all", "all", "any", "not", "at_least"])
    if kind == "not":
        return {"not": member()}
    members = [member() for _ in range(rng.randint(1, 3))]
    if kind == "at_least":
        return {"at_least": {"count": str(rng.randint(1, len(members))), "of": members}}
    return {kind: members}


def _phases(words: Words, where: Setting, conditions: list[str]) -> Terms:
    if where.theme not in {"phases", "triggers"}:
        return {}
    names = ["cessation", "center"][: words.rng.choice([1, 1, 2])]
    return {name: _phase(words, where, name, conditions) for name in names}


def _phase(words: Words, where: Setting, name: str, conditions: list[str]) -> Terms:
    rng = words.rng
    phase: Terms = {"opens": _opening(words, where, name, conditions)}
    if rng.random() < 0.7:
        phase["renews"] = {"decided": words.decision("extended"), **_others(words)}
        words.awaited.append(("extended", [*words.duo]))
    if rng.random() < 0.6:
        phase["unrenewed_after"] = words.length()
    if rng.random() < 0.5:
        phase["then"] = "lapses"
    closing = [{"decided": words.decision("suspended"), **_others(words)}]
    if rng.random() < 0.3:
        closing.append({"decided": [words.decision("withdrawn"), "ended"], **_others(words)})
    if rng.random() < 0.8:
        phase["closes"] = {"any": closing} if len(closing) > 1 else closing[0]
    return phase


def _opening(words: Words, where: Setting, name: str, conditions: list[str]) -> Terms:
    rng = words.rng
    opens: Terms = {"at": "calendar.from"}
    if where.theme == "triggers":
        opens = {"when": rng.choice([*conditions, conditions[-1]])}
    elif rng.random() < 0.5:
        day = where.first + timedelta(days=rng.randrange(4))
        opens["at"] = datetime.combine(day, rng.choice([where.day_starts, time(11)])).isoformat()
    if rng.random() < 0.75:
        by = words.some()
        opens["by"] = by
        chance = rng.random()
        if chance < 0.2:
            words.awaited.append((words.decision(name), by))
        elif chance < 0.4:
            opens["decided"] = ["started", words.decision("extended")]
            words.awaited.append(("started", by))
        else:
            opens["decided"] = words.decision("started")
            words.awaited += [("started", by)] * 2
    return opens


def _others(words: Words) -> Terms:
    if words.rng.random() < 0.7:
        return {}
    return {"by": words.rng.choice([words.some(), ["front"], ["government", "america"]])}
