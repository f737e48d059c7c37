"""What a condition leads to, and conditions that lead back to themselves."""

from collections.abc import Iterator

from monitor.agreements.model import Agreement, Condition, Gate, Member
from monitor.agreements.named import must_hold
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Path


def members_of(gate: Gate, path: Path) -> Iterator[tuple[Path, Member]]:
    """Yield the members of a gate, each with where it is written."""
    if gate.not_ is not None:
        yield (*path, "not"), gate.not_
        return
    within = ("at_least", "of") if gate.at_least is not None else (gate.gate or "",)
    for position, member in enumerate(gate.members):
        yield (*path, *within, position), member


def named_in(gate: Gate) -> Iterator[str]:
    """Yield the conditions that a gate names, those of gates within it too."""
    for member in gate.members:
        if member.condition is not None:
            yield member.condition
        yield from named_in(member)


def asked_for_by(condition: Condition) -> Iterator[str]:
    """Yield the conditions that one asks for: a gate, a count, what waits, a permission."""
    yield from named_in(condition)
    if condition.counts is not None:
        yield condition.counts
    if condition.once is not None:
        yield condition.once
    for _, holding in must_hold(condition):
        if holding.condition is not None:
            yield holding.condition


def circles(terms: Agreement) -> Iterator[Flaw]:
    """Yield each condition that asks for itself, directly or through others."""
    for name, condition in terms.conditions.items():
        if way := _way_back(terms, name):
            through = " asks for ".join([*way, name])
            what = "gate" if condition.gate else "condition"
            wrong = f"this {what} asks for itself: {through}"
            kinds = {"streak": condition.streak, "since": condition.since}
            kind = condition.gate or next((key for key, one in kinds.items() if one), "only_if")
            if condition.once == [*way, name][1]:
                kind = "once"
            yield Flaw(("conditions", name, kind), wrong, "leave one of them out")


def _way_back(terms: Agreement, name: str) -> list[str]:
    """Return the conditions on a way from one back to it; empty where there is none."""
    before: dict[str, str] = {}
    ahead = [name]
    while ahead:
        here = ahead.pop()
        condition = terms.conditions.get(here)
        for named in asked_for_by(condition) if condition is not None else ():
            if named == name:
                way = [here]
                while way[0] != name:
                    way.insert(0, before[way[0]])
                return way
            if named not in before:
                before[named] = here
                ahead.append(named)
    return []


def has_scopes(terms: Agreement, condition: Condition, per: str) -> bool:
    """Whether anything that a gate leads to is judged per area, or per party."""
    seen: set[str] = set()
    ahead = list(named_in(condition))
    while ahead:
        name = ahead.pop()
        found = terms.conditions.get(name)
        if name in seen or found is None:
            continue
        seen.add(name)
        if scopes_of(terms, found) == per:
            return True
        ahead += named_in(found)
    return False


def scopes_of(terms: Agreement, condition: Condition) -> str | None:
    """Return by what a condition is judged; a streak has the scopes of the limit it counts."""
    if condition.counts in terms.conditions:
        return terms.conditions[condition.counts].judged_per
    return condition.judged_per
