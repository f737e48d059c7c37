"""The random pairs of every kind of condition come to every verdict of it, and often enough."""

from collections import Counter

from monitor.agreements.model import Agreement, Condition, Limit, Unit
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.naive import readings

PAIRS = 600
FLOORS = {
    "response": {"kept": 50, "breached": 20, "undetermined": 40, "nobody_asked": 60},
    "notice": {"kept": 10, "breached": 10, "undetermined": 20, "nobody_asked": 60},
    "only_if": {"kept": 10, "breached": 10, "undetermined": 20, "nobody_asked": 60},
    "owed": {"met": 10, "late": 1, "overdue": 12, "pending": 5, "undetermined": 20},
    "by": {"kept": 10, "breached": 10, "not_yet": 20, "undetermined": 5},
    "since": {"kept": 10, "not_yet": 20, "undetermined": 20},
    "order": {"kept": 10, "breached": 10, "not_yet": 20, "undetermined": 10},
    "pattern": {"kept": 5, "not_yet": 20, "undetermined": 20},
    "hours": {"kept": 60, "breached": 30, "undetermined": 60},
    "alone": {"kept": 30, "breached": 8, "undetermined": 30},
    "baseline": {"kept": 30, "breached": 15, "undetermined": 60},
    "tests": {"kept": 60, "breached": 30, "undetermined": 60},
    "pairs": {"kept": 60, "breached": 10, "undetermined": 30},
    "places": {"kept": 60, "breached": 10, "undetermined": 60},
    "at times": {"kept": 60, "breached": 15, "undetermined": 60, "not_in_force": 60},
    "streak": {"kept": 20, "not_yet": 60, "undetermined": 30},
}
"""How often the pairs must come to each verdict at least: of those with days, on how many days."""

WITHOUT_DAYS = ("by", "since", "order", "pattern", "streak")
"""Kinds of which only the verdict is counted."""


def sort_of(agreement: Agreement, condition: Condition) -> str:
    """Return the row of the table of floors that a condition belongs to."""
    if condition.at_times:
        return "at times"
    if condition.limit is not None:
        return sort_of_limit(agreement, condition.limit, condition.per)
    kinds = ("response", "notice", "only_if", *WITHOUT_DAYS)
    return next((kind for kind in kinds if getattr(condition, kind) is not None), "act or gate")


def sort_of_limit(agreement: Agreement, limit: Limit, per: str | None) -> str:
    """Return the row of a limit, by the first of these that it has."""
    places = [limit.in_, *(agreement.areas if per == "area" else ())]
    cls = agreement.classes[limit.of]
    tests = [cls, *cls.except_]
    sorts = {
        "places": any(agreement.areas[place].on_the_ground for place in places if place),
        "alone": limit.alone,
        "baseline": limit.baseline is not None,
        "hours": not limit.alone and limit.each.unit is Unit.HOURS,
        "pairs": any(but.paired_within is not None for but in cls.except_),
        "tests": any(test.weapon or test.claimed or test.quantity for test in tests),
    }
    return next((sort for sort, applies in sorts.items() if applies), "limit")


def test_the_random_pairs_come_to_every_verdict_of_every_kind() -> None:
    """A search that never reaches a verdict says nothing about it."""
    seen: dict[str, Counter[str]] = {}
    for seed in range(PAIRS):
        drawn = pair_of_kinds(seed)
        for ask in drawn.asks:
            read = readings(drawn.agreement, drawn.versions, ask.at, ask.known, ask.account)
            for (name, _), found in read.items():
                condition, _, what = name.partition(": ")
                sort = sort_of(drawn.agreement, drawn.agreement.conditions[condition])
                counts = seen.setdefault("owed" if what == "owed" else sort, Counter())
                if isinstance(found, list):
                    counts.update(each[-1] for each in found)
                elif isinstance(found, tuple) and sort in WITHOUT_DAYS:
                    counts[found[0]] += 1

    short = {
        (sort, verdict): (seen[sort][verdict], floor)
        for sort, floors in FLOORS.items()
        for verdict, floor in floors.items()
        if seen[sort][verdict] < floor
    }
    print(*(f"{sort}: {dict(counts)}" for sort, counts in seen.items()), sep="\n")  # noqa: T201
    assert not short, "seen, floor"
