"""Which changes go together, and all the ways to take so many of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import comb

from monitor.evaluation.changes import Change, What
from monitor.incidents.record import Review


def settled(changes: Sequence[Change]) -> tuple[Change, ...] | None:
    """Return changes with each review put to a report that is not taken away with them.

    None where they cannot go together: of one incident confirmed and refuted, or weighed without
    a report of it, or of several added alike not the first ones.
    """
    gone = {change.record.key for change in changes if change.what is What.WITHOUT}
    weighed: dict[str, What] = {}
    found: list[Change] = []
    for change in changes:
        record, incident = change.record, change.incident
        if isinstance(record, Review) and incident is not None:
            if weighed.setdefault(incident.id, change.what) is not change.what:
                return None
            left = [key for key in incident.reports if key not in gone]
            if not left:
                return None
            record = record.model_copy(update={"report": left[0]})
        found.append(replace(change, record=record))
    in_turn = all(_number(one) < len(group) for group in alike(changes) for one in group)
    return tuple(found) if in_turn else None


def together(possible: Sequence[Change], size: int) -> Iterator[tuple[Change, ...]]:
    """Yield every way to take so many changes, of those that are added alike the first ones."""
    groups, others = _apart(possible)
    for numbers in product(*(range(len(group) + 1) for group in groups)):
        added = [one for group, few in zip(groups, numbers, strict=True) for one in group[:few]]
        if len(added) <= size:
            yield from ((*rest, *added) for rest in combinations(others, size - len(added)))


def number_of(possible: Sequence[Change], size: int) -> int:
    """Return how many ways there are to take so many changes."""
    groups, others = _apart(possible)
    added = [sum(few) for few in product(*(range(len(group) + 1) for group in groups))]
    return sum(comb(len(others), size - few) for few in added if few <= size)


def _apart(possible: Sequence[Change]) -> tuple[list[list[Change]], list[Change]]:
    return alike(possible), [one for one in possible if one.what is not What.ADD]


def alike(changes: Sequence[Change]) -> list[list[Change]]:
    """Return what is added, all that is added alike together, in order."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        if change.what is What.ADD:
            groups.setdefault(change.record.id.rpartition("-")[0], []).append(change)
    return [sorted(group, key=_number) for group in groups.values()]


def _number(added: Change) -> int:
    return int(added.record.id.rpartition("-")[2])
