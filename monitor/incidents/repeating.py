"""Which incidents may repeat another: of those possibly one event all but the smallest id."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

Pair = frozenset[str]
"""The keys of two reports."""


class Tie(NamedTuple):
    """Two reports that were possibly one event over [since, until) of knowledge."""

    pair: Pair
    since: datetime
    until: datetime


class Marks:
    """Who may be whose repeat, kept up while incidents and ties come and go.

    What only comes joins what is there: each tie makes one more incident a repeat at most. What
    goes may part many, and then all is joined anew.
    """

    def __init__(self) -> None:
        self._keys: dict[str, frozenset[str]] = {}
        self._home: dict[str, str] = {}
        self._ties: dict[str, set[Pair]] = {}
        self._leader: dict[str, str] = {}

    def repeats(self, incident: str) -> bool:
        """Whether it may be one event with an incident of a smaller id."""
        return self._leader.get(incident, incident) != incident

    def turn(
        self,
        gone: Mapping[str, frozenset[str]],
        come: Mapping[str, frozenset[str]],
        untied: Iterable[Pair],
        tied: Iterable[Pair],
    ) -> set[str]:
        """Take in what changes at one instant, and return the incidents whose mark it changes.

        `gone` and `come` are incidents by id, with the keys of their accounts; one that stands in
        both with the same keys has only other content.
        """
        over = {id_ for id_, keys in gone.items() if come.get(id_) != keys}
        fresh = {id_ for id_, keys in come.items() if gone.get(id_) != keys}
        parted, joined = [*untied], [*tied]
        for id_ in over:
            for key in self._keys.pop(id_):
                del self._home[key]
        for id_ in fresh:
            self._keys[id_] = come[id_]
            self._home.update(dict.fromkeys(come[id_], id_))
        for pair in parted:
            for key in pair:
                self._ties[key].discard(pair)
        for pair in joined:
            for key in pair:
                self._ties.setdefault(key, set()).add(pair)
        if over or parted:
            return self._anew()
        self._leader.update({id_: id_ for id_ in fresh})
        told = {pair for id_ in fresh for key in come[id_] for pair in self._ties.get(key, ())}
        return {found for pair in {*joined, *told} if (found := self._join(pair)) is not None}

    def _anew(self) -> set[str]:
        before = {id_ for id_ in self._leader if self.repeats(id_)}
        self._leader = {id_: id_ for id_ in self._keys}
        for pair in {pair for pairs in self._ties.values() for pair in pairs}:
            self._join(pair)
        return before ^ {id_ for id_ in self._leader if self.repeats(id_)}

    def _join(self, pair: Pair) -> str | None:
        """Join the incidents of two reports; return the one that this makes a repeat, if any."""
        found = {self._first(self._home[key]) for key in pair if key in self._home}
        if len(found) < len(pair) or len(found) == 1:
            return None
        first, other = sorted(found)
        self._leader[other] = first
        return other

    def _first(self, incident: str) -> str:
        while self._leader[incident] != incident:
            self._leader[incident] = self._leader[self._leader[incident]]
            incident = self._leader[incident]
        return incident
