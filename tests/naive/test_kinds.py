"""The random pairs of every kind of condition come to every verdict of it, and often enough."""

from collections import Counter

from monitor.agreements.model import Agreement, Condition, Unit
from tests.naive.generate_kinds import pair_of_kinds
from tests.naive.naive import readings

PAIRS = 500
FLOORS = {
    "response": {"kept": 60, "breached": 25, "undetermined": 60, "nobody_asked": 60},
    "notice": {"kept": 10, "breached": 10, "undetermined": 20, "nobody_asked": 60},
    "only_if": {"kept": 10, "breached": 10, "undetermined": 20, "nobody_asked": 60},
    "owed": {"met": 10, "late": 5, "overdue": 20, "pending": 5, "undetermined": 20},
    "pattern": {"kept": 5, "not_yet": 20, "undetermined": 20},
    "hours": {"kept": 60, "breached": 30, "undetermined": 60},
    "baseline": {"kept": 30, "breached": 20, "undetermined": 60},
    "tests": {"kept": 60, "breached": 30, "undetermined": 60},
    "streak": {"kept": 20, "not_yet": 60, "undetermined": 30},
}
"""How often the pairs must come to each verdict at least: of those with days, on how many days."""


def sort_of(agreement: Agreement, condition: Condition) -> str:
    """Return the row of the table of floors that a condition belongs to."""
    limit = condition.limit
    if limit is not None:
        if limit.baseline is not None:
            return "baseline"
        if limit.each.unit is Unit.HOURS:
            return "hours"
        cls = agreement.classes[limit.of]
        tests = [cls, *cls.except_]
        return "tests" if any(t.weapon or t.claimed or t.quantity for t in tests) else "limit"
    kinds = ("response", "notice", "only_if", "pattern", "streak")
    return next((kind for kind in kinds if getattr(condition, kind) is not None), "act or gate")


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
                elif isinstance(found, tuple) and sort in {"pattern", "streak"}:
                    counts[found[0]] += 1

    short = {
        (sort, verdict): (seen[sort][verdict], floor)
        for sort, floors in FLOORS.items()
        for verdict, floor in floors.items()
        if seen[sort][verdict] < floor
    }
    print(*(f"{sort}: {dict(counts)}" for sort, counts in seen.items()), sep="\n")  # noqa: T201
    assert not short, "seen, floor"
