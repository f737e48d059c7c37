"""What can never be: conditions never kept, or never failed, and phases that never turn."""

from collections.abc import Iterator

from monitor.agreements.dated import Dated
from monitor.agreements.model import Agreement, Condition, Gate, Limit, Member, Unobserved
from monitor.handwritten.flaw import Flaw
from monitor.handwritten.tree import Path
from monitor.handwritten.wording import quoted


def never_in_force(terms: Agreement) -> Iterator[Flaw]:
    """Yield the conditions, and the limits' numbers, that hold on no day of the calendar."""
    hint = "give it dates between calendar.from and calendar.until"
    for name, condition in terms.conditions.items():
        if _outside(terms, condition.term):
            wrong = "this condition is never in force: its dates lie outside the calendar"
            yield Flaw(("conditions", name), wrong, hint, on_key=True)
        if condition.limit is not None and _without_number(terms, condition.limit):
            bound = "at_most" if condition.limit.at_most is not None else "at_least"
            wrong = "this limit has no number on any day: its dates lie outside the calendar"
            yield Flaw(("conditions", name, "limit", bound), wrong, hint)


def phases_that_never_turn(terms: Agreement) -> Iterator[Flaw]:
    """Yield the phases that can never open, and those that nothing can close."""
    until = terms.calendar.until
    for name, phase in terms.phases.items():
        path: Path = ("phases", name)
        why = never_kept(terms, phase.opens.when) if phase.opens.when else None
        if why is not None:
            wrong = f"this phase can never open: {why}"
            hint = "take that out of what opens it, or say how it can be met"
            yield Flaw((*path, "opens", "when"), wrong, hint)
        if phase.opens.at is not None and until is not None and phase.opens.at >= until:
            wrong = "this phase can never open: it is due when the agreement has ended"
            yield Flaw((*path, "opens", "at"), wrong, "name a time before calendar.until")
        runs_out = phase.unrenewed_after is not None and phase.then == "lapses"
        if not (phase.closes or runs_out or terms.ends or until):
            wrong = "this phase can never close: nothing closes it, and the agreement has no end"
            hint = "add 'closes: …', or 'ends: …' for the agreement"
            yield Flaw(path, wrong, hint, on_key=True)


def never_kept(terms: Agreement, name: str, seen: frozenset[str] = frozenset()) -> str | None:
    """Return why a condition is never kept, whatever is recorded; None where it can be."""
    condition = terms.conditions.get(name)
    if condition is None or name in seen:
        return None
    seen |= {name}
    if _outside(terms, condition.term):
        return f"{name} is in force on no day"
    waits = never_kept(terms, condition.once, seen) if condition.once is not None else None
    return waits or _of_kind(terms, name, condition, seen)


def _of_kind(terms: Agreement, name: str, condition: Condition, seen: frozenset[str]) -> str | None:
    if condition.limit is not None:
        return _limit(terms, name, condition.limit)
    streak = condition.streak
    if streak is not None and (streak.certified_by or streak.reset_by):
        return None
    if condition.counts is not None:
        return never_kept(terms, condition.counts, seen)
    return _gate(terms, condition, seen)


def _limit(terms: Agreement, name: str, limit: Limit) -> str | None:
    if _without_number(terms, limit):
        return f"{name} has no number on any day"
    counted = terms.classes.get(limit.of)
    for area in (limit.in_, counted.in_ if counted else None):
        if area in terms.areas and terms.areas[area].unpublished and limit.from_counts is None:
            return f"{name} asks about the area {quoted(area)}, which nobody has published"
    return None


def _gate(terms: Agreement, gate: Gate, seen: frozenset[str]) -> str | None:
    if gate.gate in {None, "not"}:
        return None
    found = [_member(terms, member, seen) for member in gate.members]
    lost = [why for why in found if why is not None]
    needed = len(found) if gate.all_of else gate.at_least.count if gate.at_least else 1
    return lost[0] if len(found) - len(lost) < needed else None


def _member(terms: Agreement, member: Member, seen: frozenset[str]) -> str | None:
    if member.condition is not None:
        return never_kept(terms, member.condition, seen)
    return _gate(terms, member, seen)


def never_failed(terms: Agreement, name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a condition is breached or not yet on no day, whatever is recorded.

    That is a limit in an area that nobody has published, unless a day that nobody watched breaks
    it; the `not` of what is never kept; and a gate that needs no more than these.
    """
    condition = terms.conditions.get(name)
    if condition is None or name in seen:
        return False
    seen |= {name}
    if condition.gate:
        return _never_false(terms, condition, seen)
    breaks = terms.evidence.unobserved is Unobserved.BREAKS
    return condition.limit is not None and not breaks and never_kept(terms, name) is not None


def _never_false(terms: Agreement, gate: Gate, seen: frozenset[str]) -> bool:
    if gate.not_ is not None:
        return _member(terms, gate.not_, frozenset()) is not None
    held = [
        never_failed(terms, one.condition, seen)
        if one.condition is not None
        else _never_false(terms, one, seen)
        for one in gate.members
    ]
    needed = len(held) if gate.all_of else gate.at_least.count if gate.at_least else 1
    return sum(held) >= needed


def _without_number(terms: Agreement, limit: Limit) -> bool:
    numbers = limit.numbers
    return bool(numbers) and all(_outside(terms, number) for number in numbers)


def _outside(terms: Agreement, dated: Dated) -> bool:
    """Whether a dated term holds on no day of the calendar."""
    start, end = terms.calendar.from_, terms.calendar.until
    over = dated.until is not None and dated.until <= start
    return over or (end is not None and dated.from_ is not None and dated.from_ >= end)
