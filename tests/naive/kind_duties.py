"""Random conditions on what comes after, before or because of something else."""

from datetime import datetime, time, timedelta
from random import Random

from tests.naive.kind_plan import Plan
from tests.naive.rules import Terms, mapping


def response(plan: Plan) -> dict[str, Terms]:
    """Draw a duty to answer, and a condition that reads it."""
    to = plan.happening("request", "request", "flight", "sorties")
    answer = plan.happening("grant", unlike=to)
    response: Terms = {"to": to, "with": answer, "within": plan.length(), **_matched(plan.rng)}
    return {"answered": {"response": response, **_scoped(plan.rng, to)}}


def notice(plan: Plan) -> dict[str, Terms]:
    """Draw a duty to give notice."""
    before = plan.happening("flight", "sorties", "request")
    of = plan.happening("warning", unlike=before)
    notice: Terms = {"of": of, "before": before, "at_least": plan.length(), **_matched(plan.rng)}
    return {"notified": {"notice": notice, **_scoped(plan.rng, before)}}


def only_if(plan: Plan) -> dict[str, Terms]:
    """Draw what may happen only while something holds, and the conditions that this asks for."""
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


def by(plan: Plan) -> dict[str, Terms]:
    """Draw two duties with a term."""
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


def since(plan: Plan) -> dict[str, Terms]:
    """Draw a limit, and two counts of its days since something."""
    rng = plan.rng
    plan.classes.append("attack")
    calm: Terms = {"limit": {"of": "attack", "at_most": rng.choice(["0", "0", "1"])}}
    if rng.random() < 0.15:
        calm["limit"] = {**mapping(calm["limit"]), "each": "2 days"}
    if rng.random() < 0.2:
        calm["per"] = rng.choice(["area", "party"])
    found: dict[str, Terms] = {"calm": calm}
    for n in range(2):
        after = plan.happening("grant", "warning")
        found[f"since_{n}"] = {
            "since": {"of": "calm", "after": after, "for": f"{rng.randint(1, 4)} days"}
        }
    return found


def order(plan: Plan) -> dict[str, Terms]:
    """Draw two orders of two things."""
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


def _matched(rng: Random) -> Terms:
    return {"match": "convoy"} if rng.random() < 0.5 else {}


def _scoped(rng: Random, asks: object) -> Terms:
    """Draw by what a condition on events is judged, where events of a class ask for it."""
    name = asks.get("happened") if isinstance(asks, dict) else asks
    if name is None or rng.random() < 0.8:
        return {}
    return {"per": rng.choice(["area", "party"]) if name == "sorties" else "area"}
