"""Random small agreements, each about one kind of condition and what may stand on it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from monitor.agreements.model import Agreement
from tests.naive.rules import PERIODS, Setting, Terms, parties

THEMES = (
    *["response"] * 6,
    *["notice"] * 5,
    *["only_if"] * 6,
    *["by"] * 2,
    *["since"] * 2,
    *["order"] * 3,
    *["pattern"] * 2,
    *["hours"] * 2,
    *["report"] * 2,
    *["baseline"] * 3,
    *["once"] * 5,
    *["filters"] * 2,
    *["places"] * 2,
    *["defence"] * 2,
)
"""What a pair is about, so that rare things meet often enough to matter."""

DAY_STARTS = ("00:00", "00:00", "02:30", "19:00")
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

STRIP: Terms = {
    "within": "3500 m",
    "of_line": [["36.200", "37.000"], ["36.200", "37.200"]],
    "lies_in": ["SY02"],
}
QUARTER: Terms = {
    "polygon": [["36.10", "37.00"], ["36.10", "37.10"], ["36.18", "37.10"], ["36.18", "37.00"]],
    "lies_in": ["SY0201"],
}


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


def place(rng: Random) -> Setting:
    """Draw a theme, a place and a time in which, mostly, the clocks change."""
    zone, change = rng.choice(PERIODS)
    first = change - timedelta(days=rng.randrange(6))
    return Setting(rng.choice(THEMES), zone, first, time.fromisoformat(rng.choice(DAY_STARTS)))


def terms(rng: Random, where: Setting) -> tuple[Agreement, Plan]:
    """Draw an agreement, and what its record should tell of."""
    plan = Plan(rng, where)
    classes = {**CLASSES, **_own_classes(plan)}
    conditions = _conditions(plan)
    conditions |= _standing_on(rng, conditions)
    agreement: Terms = {
        "agreement": "test-terms",
        "title": "Random terms",
        "status": "agreed",
        "calendar": _calendar(rng, where),
        "evidence": {
            "standard": rng.choice(["reported", "corroborated", "corroborated", "verified"]),
            "doubt": rng.choice([*["undetermined"] * 4, "breaks", "counts_as_quiet"]),
            "unobserved": rng.choice([*["undetermined"] * 4, "breaks"]),
        },
        "parties": _parties(rng, where),
        "areas": {
            "north": {"pcodes": ["SY02"]},
            "city": {"pcodes": ["SY0201", "SY0202"]},
            "designated": {"unpublished": "true"},
            **_areas(plan),
        },
        "clauses": {"C-1": {"says": "Random.", "provenance": "text"}},
        "classes": classes,
        "conditions": {name: {"clause": "C-1", **each} for name, each in conditions.items()},
    }
    if rng.random() < 0.08:
        agreement["ends"] = {"by": ["government", "america"]}
        plan.decided += [("suspended", ["government"]), ("resumed", ["america"])]
    return Agreement.model_validate(agreement), plan


def _calendar(rng: Random, where: Setting) -> Terms:
    starts = where.day_starts if rng.random() < 0.85 else time(11)
    calendar: Terms = {
        "time_zone": where.zone,
        "day_starts": where.day_starts.isoformat("minutes"),
        "from": datetime.combine(where.first, starts).isoformat(),
        "partial_days": rng.choice(["counted", "not_counted"]),
    }
    if rng.random() < 0.08:
        end = where.first + timedelta(days=rng.randrange(4, NUMBER_OF_DAYS))
        calendar["until"] = datetime.combine(end, where.day_starts).isoformat()
    return calendar


def _parties(rng: Random, where: Setting) -> Terms:
    found = parties(rng, where)
    if rng.random() < 0.2:
        excluded = {"decided": ["excluded"], "back": ["readmitted"], "by": ["america"]}
        opposition = found["opposition"]
        found["opposition"] = {**_mapping(opposition), "excluded": excluded}
    return found


def _own_classes(plan: Plan) -> Terms:
    """Draw the classes that only some themes have."""
    rng = plan.rng
    if plan.where.theme == "filters":
        return {"noted": _filtered(rng)}
    if plan.where.theme == "defence":
        claim: Terms = {"claimed": rng.choice(["self_defence", ["self_defence", "accident"]])}
        claim["paired_within"] = plan.length("1 hour", "6 hours", "24 hours")
        if rng.random() < 0.3:
            claim["same_place"] = "true"
        answered: Terms = {**_mapping(CLASSES["attack"]), "except": [claim]}
        if rng.random() < 0.2:
            answered["except"] = [claim, {"purpose": "rescue"}]
        return {"answered": answered}
    return {}


def _filtered(rng: Random) -> Terms:
    kinds: Terms = {"any_kind": ["shelling", "forces_present"]}
    tests: list[Terms] = [
        {"weapon": rng.choice(["tank", ["tank", "artillery"], ["mortar"]])},
        {"claimed": rng.choice(["accident", ["self_defence", "accident"]])},
        {"quantity": {rng.choice(["at_most", "at_least"]): str(rng.randint(1, 6))}},
    ]
    one = rng.choice(tests)
    chance = rng.random()
    if chance < 0.5:
        return {**kinds, **one}
    if chance < 0.6:
        return {**kinds, **one, **rng.choice(tests)}
    return {**kinds, "except": [one]}


def _areas(plan: Plan) -> Terms:
    """Draw the areas that only one theme has: strips and quarters, some of them for a time."""
    rng = plan.rng
    if plan.where.theme != "places":
        return {}
    strip, quarter = dict(STRIP), dict(QUARTER)
    if rng.random() < 0.4:
        strip["side"] = rng.choice(["north", "south", "north_east", "south_west"])
    if rng.random() < 0.4:
        strip["from_distance"] = "1000 m"
    for area in (strip, quarter):
        if rng.random() < 0.3:
            del area["lies_in"]
        if rng.random() < 0.25:
            changed = plan.where.local(rng).isoformat()
            area[rng.choice(["from", "until"])] = changed
    return {"strip": strip, "quarter": quarter}


def _conditions(plan: Plan) -> dict[str, Terms]:
    makers = {
        "response": _response,
        "notice": _notice,
        "only_if": _only_if,
        "by": _by,
        "since": _since,
        "order": _order,
        "pattern": _pattern,
        "hours": _hours,
        "report": _report,
        "baseline": _baseline,
        "once": _once,
        "filters": _filters,
        "places": _places,
        "defence": _defence,
    }
    return makers[plan.where.theme](plan)


def _standing_on(rng: Random, conditions: dict[str, Terms]) -> dict[str, Terms]:
    """Draw what stands on a condition: a count of its days, a gate of it."""
    found: dict[str, Terms] = {}
    for name, each in conditions.items():
        days = {"limit", "response", "notice", "only_if"} & set(each)
        if days and rng.random() < 0.4:
            streak = {"of": name, "for": f"{rng.randint(1, 4)} days"}
            found[f"{name}_kept_up"] = {"streak": streak}
        elif rng.random() < 0.2:
            found[f"{name}_gate"] = rng.choice([{"not": name}, {"all": [name]}, {"any": [name]}])
    return found


def _matched(rng: Random) -> Terms:
    return {"match": "convoy"} if rng.random() < 0.5 else {}


def _scoped(rng: Random, asks: object) -> Terms:
    """Draw by what a condition on events is judged, where events of a class ask for it."""
    name = asks.get("happened") if isinstance(asks, dict) else asks
    if name is None or rng.random() < 0.8:
        return {}
    return {"per": rng.choice(["area", "party"]) if name == "sorties" else "area"}


def _response(plan: Plan) -> dict[str, Terms]:
    to = plan.happening("request", "request", "flight", "sorties")
    answer = plan.happening("grant", unlike=to)
    response: Terms = {"to": to, "with": answer, "within": plan.length(), **_matched(plan.rng)}
    return {"answered": {"response": response, **_scoped(plan.rng, to)}}


def _notice(plan: Plan) -> dict[str, Terms]:
    before = plan.happening("flight", "sorties", "request")
    of = plan.happening("warning", unlike=before)
    notice: Terms = {"of": of, "before": before, "at_least": plan.length(), **_matched(plan.rng)}
    return {"notified": {"notice": notice, **_scoped(plan.rng, before)}}


def _only_if(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    of = plan.happening("flight", "sorties", "request")
    matched = _matched(rng)
    conditions: dict[str, Terms] = {}
    leaves: list[object] = [plan.decision("allowed", "agreed")]
    plan.attested.append("staffed")
    leaves.append({"attested": "staffed", "by": ["un", "russia"]})
    if rng.random() < 0.5:
        plan.classes.append("attack")
        conditions["calm"] = {"limit": {"of": "attack", "at_most": rng.choice(["0", "1"])}}
        leaves.append("calm")
    if rng.random() < 0.4:
        taken = plan.decision("satisfied")
        conditions["agreed"] = {"decided": {"what": taken["decided"], "by": taken["by"]}}
        leaves.append("agreed")
    if rng.random() < 0.3:
        fresh = {"what": "staffed", "by": ["un"], "fresh_for": "36 hours"}
        conditions["manned"] = {"attested": fresh}
        leaves.append("manned")
    chance = rng.random()
    some = rng.sample(leaves, min(2, len(leaves)))
    holds: object = rng.choice(leaves[2:] or leaves)
    if chance < 0.3:
        holds = {rng.choice(["all", "any"]): some}
    elif chance < 0.4:
        holds = {"any": [{"not": some[0]}, some[-1]]}
    elif chance < 0.5:
        holds = {"at_least": {"count": rng.choice(["1", "2"]), "of": some}}
    elif chance < 0.7:
        holds = leaves[0]
    only_if: Terms = {"of": of, "holds": holds, **matched}
    return {**conditions, "allowed": {"only_if": only_if, **_scoped(rng, of)}}


def _by(plan: Plan) -> dict[str, Terms]:
    rng, where = plan.rng, plan.where
    found: dict[str, Terms] = {}
    for n in range(2):
        by: Terms = {}
        if rng.random() < 0.8:
            by["happened"] = plan.cls("grant", "request")
        else:
            by["decided"] = plan.decision("granted")["decided"]
        if rng.random() < 0.35:
            day = where.first + timedelta(days=rng.randrange(1, 5))
            at = datetime.combine(day, rng.choice([where.day_starts, time(12)]))
            by["no_later_than"] = at.isoformat()
        else:
            by["within"] = plan.length()
            chance = rng.random()
            by["of"] = "calendar.from"
            if chance < 0.6:
                by["of"] = {"happened": plan.cls("flight", "warning")}
            elif chance < 0.8:
                by["of"] = {"decided": plan.decision("begun")["decided"]}
        found[f"duty_{n}"] = {"by": by}
    return found


def _since(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    plan.classes.append("attack")
    calm: Terms = {"limit": {"of": "attack", "at_most": rng.choice(["0", "0", "1"])}}
    if rng.random() < 0.15:
        calm["limit"] = {**_mapping(calm["limit"]), "each": "2 days"}
    if rng.random() < 0.2:
        calm["per"] = rng.choice(["area", "party"])
    found: dict[str, Terms] = {"calm": calm}
    for n in range(2):
        after = plan.happening("grant", "warning")
        found[f"since_{n}"] = {
            "since": {"of": "calm", "after": after, "for": f"{rng.randint(1, 4)} days"}
        }
    return found


def _order(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    found: dict[str, Terms] = {}
    for n in range(2):
        order: Terms = {"of": plan.happening("request", "flight")}
        other = plan.happening("grant", "warning", unlike=order["of"])
        if rng.random() < 0.5:
            order["no_earlier_than"] = other
        else:
            order |= {"together_with": other, "within": plan.length()}
        found[f"order_{n}"] = {"order": order}
    return found


def _pattern(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    found: dict[str, Terms] = {}
    for n in range(2):
        pattern: Terms = {
            "of": plan.cls("attack", "attack", "flight"),
            "at_least": str(rng.randint(1, 3)),
            "in": f"{rng.randint(1, 4)} days",
        }
        if rng.random() < 0.4:
            pattern["per"] = (
                "area" if plan.classes[-1] == "flight" else rng.choice(["area", "party"])
            )
        found[f"pattern_{n}"] = {"pattern": pattern, "proposes": "talks"}
    return found


def _hours(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    found: dict[str, Terms] = {}
    for n in range(2):
        limit: Terms = {"of": plan.cls("attack", "attack", "flight"), "each": plan.length(*HOURS)}
        limit["at_most"] = str(rng.randint(0, 1))
        if rng.random() < 0.4:
            limit |= {
                "measure": rng.choice(["killed", "injured"]),
                "at_most": str(rng.randint(0, 4)),
            }
        condition: Terms = {"limit": limit}
        if rng.random() < 0.25:
            by_party = plan.classes[-1] == "attack"
            condition["per"] = rng.choice(["area", "party"]) if by_party else "area"
        found[f"limit_{n}"] = condition
    return found


def _report(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    found: dict[str, Terms] = {}
    for n in range(2):
        limit: Terms = {"of": plan.cls("attack", "guards"), "each": "report"}
        limit["measure"] = rng.choice(["killed", "injured", "count", "count"])
        limit["at_most"] = str(rng.randint(0, 4))
        condition: Terms = {"limit": limit}
        if rng.random() < 0.2:
            condition["per"] = "area"
        found[f"limit_{n}"] = condition
    return found


def _baseline(plan: Plan) -> dict[str, Terms]:
    rng, where = plan.rng, plan.where
    found: dict[str, Terms] = {}
    for n in range(2):
        days = rng.choice([2, 3, 4])
        end = where.first - timedelta(days=rng.choice([0, 0, 0, 1]))
        first = end - timedelta(days=days)
        then: Terms = {
            "of_baseline": rng.choice(["100 %", "50 %", "80 %", "12.5 %", "200 %"]),
            "from": datetime.combine(first, rng.choice([where.day_starts, time(12)])).isoformat(),
            "until": datetime.combine(end, rng.choice([where.day_starts, time(0)])).isoformat(),
        }
        if rng.random() < 0.3:
            then["standard"] = rng.choice(["reported", "verified"])
        limit: Terms = {"of": plan.cls("attack", "flight"), "at_most": then}
        if rng.random() < 0.5:
            limit["each"] = f"{rng.randint(1, 3)} days"
        if rng.random() < 0.3:
            limit["measure"] = "killed"
        condition: Terms = {"limit": limit}
        if rng.random() < 0.2:
            condition["per"] = "area"
        found[f"limit_{n}"] = condition
    return found


def _once(plan: Plan) -> dict[str, Terms]:
    rng, where = plan.rng, plan.where
    plan.classes.append("attack")
    found: dict[str, Terms] = {}
    chance = rng.random()
    if chance < 0.5:
        taken = plan.decision("begun")
        found["first"] = {"decided": {"what": taken["decided"], "by": taken["by"]}}
    elif chance < 0.8:
        found["first"] = {"limit": {"of": plan.cls("flight"), "at_least": "1"}}
    else:
        by: Terms = {"within": plan.length(), "of": "calendar.from"}
        found["first"] = {"by": {"decided": plan.decision("granted")["decided"], **by}}
    calm: Terms = {"limit": {"of": "attack", "at_most": rng.choice(["0", "1"])}}
    if rng.random() < 0.75:
        calm["once"] = "first"
    if "once" not in calm or rng.random() < 0.3:
        first = datetime.combine(where.first, rng.choice([where.day_starts, time(11)]))
        dated = {"from": first + timedelta(days=rng.randrange(3))}
        if rng.random() < 0.6:
            dated["until"] = first + timedelta(days=rng.randrange(3, 8))
        calm |= {key: moment.isoformat() for key, moment in dated.items()}
    found["calm"] = calm
    if rng.random() < 0.5:
        taken = plan.decision("satisfied")
        decided: Terms = {"what": taken["decided"], "by": taken["by"]}
        found["settled"] = {"decided": decided, "once": "first"}
    return found


def _counting(plan: Plan, of: str) -> Terms:
    rng = plan.rng
    limit: Terms = {
        "of": of,
        rng.choice(["at_most", "at_most", "at_least"]): str(rng.randint(0, 2)),
    }
    if rng.random() < 0.3:
        limit |= {"measure": rng.choice(["count", "killed"])}
    return limit


def _filters(plan: Plan) -> dict[str, Terms]:
    plan.classes += ["attack", "guards", "guards"]
    return {f"limit_{n}": {"limit": _counting(plan, "noted")} for n in range(2)}


def _places(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    found: dict[str, Terms] = {}
    for n in range(2):
        limit = _counting(plan, plan.cls("attack", "attack", "flight"))
        condition: Terms = {"limit": limit}
        if rng.random() < 0.3:
            condition["per"] = "area"
        else:
            limit["in"] = rng.choice(["strip", "strip", "quarter"])
        found[f"limit_{n}"] = condition
    return found


def _defence(plan: Plan) -> dict[str, Terms]:
    rng = plan.rng
    plan.classes += ["attack"]
    found: dict[str, Terms] = {}
    for n in range(2):
        condition: Terms = {"limit": _counting(plan, "answered")}
        if rng.random() < 0.3:
            condition["per"] = rng.choice(["area", "party"])
        found[f"limit_{n}"] = condition
    return found


def _mapping(value: object) -> Terms:
    return dict(value) if isinstance(value, dict) else {}
