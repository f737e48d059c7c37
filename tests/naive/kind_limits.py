"""Random conditions on how many there are: in hours, in one report, by a baseline, of a place."""

from datetime import datetime, time, timedelta
from random import Random

from tests.naive.kind_plan import CLASSES, HOURS, Plan
from tests.naive.rules import Terms, mapping

STRIP: Terms = {
    "within": "3500 m",
    "of_line": [["36.200", "37.000"], ["36.200", "37.200"]],
    "lies_in": ["SY02"],
}
QUARTER: Terms = {
    "polygon": [["36.10", "37.00"], ["36.10", "37.10"], ["36.18", "37.10"], ["36.18", "37.00"]],
    "lies_in": ["SY0201"],
}


def own_classes(plan: Plan) -> Terms:
    """Draw the classes that only some themes have."""
    rng = plan.rng
    if plan.where.theme == "filters":
        return {"noted": _filtered(rng)}
    if plan.where.theme == "defence":
        claim: Terms = {"claimed": rng.choice(["self_defence", ["self_defence", "accident"]])}
        claim["paired_within"] = plan.length("1 hour", "6 hours", "24 hours")
        if rng.random() < 0.3:
            claim["same_place"] = "true"
        answered: Terms = {**mapping(CLASSES["attack"]), "except": [claim]}
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


def areas(plan: Plan) -> Terms:
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


def pattern(plan: Plan) -> dict[str, Terms]:
    """Draw two patterns."""
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


def hours(plan: Plan) -> dict[str, Terms]:
    """Draw two limits in hours."""
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


def report(plan: Plan) -> dict[str, Terms]:
    """Draw two limits of each single report."""
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


def baseline(plan: Plan) -> dict[str, Terms]:
    """Draw two limits by what was counted before."""
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


def once(plan: Plan) -> dict[str, Terms]:
    """Draw conditions that wait for another, or are in the text for a time."""
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


def filters(plan: Plan) -> dict[str, Terms]:
    """Draw two limits of a class that tests particulars."""
    plan.classes += ["attack", "guards", "guards"]
    return {f"limit_{n}": {"limit": _counting(plan, "noted")} for n in range(2)}


def places(plan: Plan) -> dict[str, Terms]:
    """Draw two limits of places on the ground."""
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


def defence(plan: Plan) -> dict[str, Terms]:
    """Draw two limits of a class that leaves out what answers an attack."""
    rng = plan.rng
    plan.classes += ["attack"]
    found: dict[str, Terms] = {}
    for n in range(2):
        condition: Terms = {"limit": _counting(plan, "answered")}
        if rng.random() < 0.3:
            condition["per"] = rng.choice(["area", "party"])
        found[f"limit_{n}"] = condition
    return found
