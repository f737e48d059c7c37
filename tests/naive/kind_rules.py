"""Random small agreements, each about one kind of condition and what may stand on it."""

from random import Random

from monitor.agreements.model import Agreement
from tests.naive import kind_duties, kind_limits
from tests.naive.kind_plan import CLASSES, NUMBER_OF_DAYS, Plan
from tests.naive.rules import (
    FEW_DAY_STARTS,
    Setting,
    Terms,
    mapping,
    parties,
    setting,
    short_calendar,
)

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


def place(rng: Random) -> Setting:
    """Draw a theme, a place and a time in which, mostly, the clocks change."""
    return setting(rng, THEMES, FEW_DAY_STARTS, before=6)


def terms(rng: Random, where: Setting) -> tuple[Agreement, Plan]:
    """Draw an agreement, and what its record should tell of."""
    plan = Plan(rng, where)
    classes = {**CLASSES, **kind_limits.own_classes(plan)}
    conditions = _conditions(plan)
    conditions |= _standing_on(rng, conditions)
    agreement: Terms = {
        "agreement": "test-terms",
        "title": "Random terms",
        "status": "agreed",
        "calendar": short_calendar(rng, where, whole=0.85, ends=0.08, last=NUMBER_OF_DAYS),
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
            **kind_limits.areas(plan),
        },
        "clauses": {"C-1": {"says": "Random.", "provenance": "text"}},
        "classes": classes,
        "conditions": {name: {"clause": "C-1", **each} for name, each in conditions.items()},
    }
    if rng.random() < 0.08:
        agreement["ends"] = {"by": ["government", "america"]}
        plan.decided += [("suspended", ["government"]), ("resumed", ["america"])]
    return Agreement.model_validate(agreement), plan


def _parties(rng: Random, where: Setting) -> Terms:
    found = parties(rng, where)
    if rng.random() < 0.2:
        excluded = {"decided": ["excluded"], "back": ["readmitted"], "by": ["america"]}
        opposition = found["opposition"]
        found["opposition"] = {**mapping(opposition), "excluded": excluded}
    return found


def _conditions(plan: Plan) -> dict[str, Terms]:
    makers = {
        "response": kind_duties.response,
        "notice": kind_duties.notice,
        "only_if": kind_duties.only_if,
        "by": kind_duties.by,
        "since": kind_duties.since,
        "order": kind_duties.order,
        "pattern": kind_limits.pattern,
        "hours": kind_limits.hours,
        "report": kind_limits.report,
        "baseline": kind_limits.baseline,
        "once": kind_limits.once,
        "filters": kind_limits.filters,
        "places": kind_limits.places,
        "defence": kind_limits.defence,
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
