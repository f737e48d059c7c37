"""What happened, as duties see it: when, whether for certain, and what it refers to."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.evaluation.kleene import Kleene


@dataclass(frozen=True, slots=True)
class Item:
    """An incident of a class, or an act; it happened at one instant of [first, last], both in it.

    `record` is the kind of record it stands in, within which its key is unique. `must` is False
    where it may not have happened, or may not belong. `values` are the stated values of the
    reference that has to match, in the form in which they are compared; empty where it states
    none, None where nothing has to match. `told` are the same values as they were written.
    """

    record: str
    key: str
    first: datetime
    last: datetime
    must: bool = True
    values: frozenset[str] | None = None
    told: tuple[str, ...] = ()

    def inside(self, start: datetime, end: datetime) -> bool:
        """Whether it lies wholly in the half-open [start, end)."""
        return start <= self.first and self.last < end

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether it may have happened in the half-open [start, end)."""
        return self.first < end and start <= self.last


def matches(one: Item, other: Item) -> Kleene:
    """Whether two items speak of the same thing: unknown where one of them does not say."""
    if one.values is None or other.values is None:
        return True
    if not one.values or not other.values:
        return None
    if not one.values & other.values:
        return False
    return True if len(one.values | other.values) == 1 else None


def surely(one: Item, other: Item) -> bool:
    """Whether the other happened for certain, and matches for certain."""
    return other.must and matches(one, other) is True


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return items in order of time, those that may be the earliest first."""
    return sorted(items, key=lambda item: (item.first, item.last, item.record, item.key))


class Matching:
    """Finds, among many items, those that one item may match, without looking at all of them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._every = in_order(items)
        self._firsts = [item.first for item in self._every]
        spans = (item.last - item.first for item in self._every)
        self._widest = max(spans, default=timedelta(0))
        self._by_value: dict[str, list[Item]] = defaultdict(list)
        self._silent: list[Item] = []
        for item in self._every:
            for value in item.values or ():
                self._by_value[value].append(item)
            if not item.values:
                self._silent.append(item)

    def possible(self, one: Item, since: datetime | None = None) -> Iterator[Item]:
        """Yield those that may match and may have happened at `since` or later, in order of time.

        None for whenever they happened.
        """
        ordered: Sequence[Item] = self._every
        start = bisect_left(self._firsts, since - self._widest) if since else 0
        if one.values:
            ordered, start = self._sharing(one.values), 0
        for position in range(start, len(ordered)):
            if since is None or ordered[position].last >= since:
                yield ordered[position]

    def latest(self, one: Item, until: datetime, most: int) -> list[Item]:
        """Return the last few of those that may match and may have happened by an instant."""
        ordered: Sequence[Item] = self._every
        end = bisect_right(self._firsts, until)
        if one.values:
            ordered = [item for item in self._sharing(one.values) if item.first <= until]
            end = len(ordered)
        return [*ordered[max(0, end - most) : end]]

    def _sharing(self, values: frozenset[str]) -> Sequence[Item]:
        named = {item for value in values for item in self._by_value.get(value, ())}
        return in_order([*named, *self._silent])
