"""Where somebody could have acted unseen: time taken apart at every edge of a watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from monitor.agreements.model import Agreement
from monitor.evaluation.check.belonging import Sought
from monitor.evaluation.check.clock import Stretch
from monitor.evaluation.check.names import Names
from monitor.evaluation.watch import Watch
from monitor.incidents.vocabulary import KINDS


@dataclass(frozen=True)
class Watched:
    """Asks of watches what they leave open."""

    terms: Agreement
    names: Names
    watches: Sequence[Watch]

    def ground(self, sought: Sought) -> list[str] | None:
        """The units sought, "" for everywhere; None where nobody has published the area."""
        named = [sought.within, self.terms.classes[sought.class_].in_]
        named.append(sought.scope if sought.per == "area" else None)
        given = [self.terms.areas[area] for area in named if area is not None]
        areas = [area.pcodes or area.lies_in for area in given]
        if any(not codes for codes in areas):
            return None
        if not areas:
            return [""]
        units = {unit for codes in areas for unit in codes}
        return sorted(u for u in units if all(any(u.startswith(c) for c in a) for a in areas))

    def heart(self, sought: Sought) -> list[str] | None:
        """The same of units in which everything is sought, at any time: not so of a drawn area."""
        named = [sought.within, self.terms.classes[sought.class_].in_]
        named.append(sought.scope if sought.per == "area" else None)
        given = [self.terms.areas[area] for area in named if area is not None]
        fuzzy = any(area.lies_in or area.from_ or area.until for area in given)
        return None if fuzzy else self.ground(sought)

    def open_times(self, sought: Sought, start: datetime, end: datetime) -> list[Stretch]:
        """The stretches of [start, end) in which something sought could have gone unseen."""
        ground = self.ground(sought)
        edges = {edge for watch in self.watches for edge in (watch.start, watch.end)}
        inner = sorted(edge for edge in {*edges, *self.names.turns} if start < edge < end)
        found: list[Stretch] = []
        for first, last in pairwise([start, *inner, end]):
            if first < last and (ground is None or self._unseen(sought, ground, first, last)):
                joined = found and found[-1][1] == first
                found[-1:] = [(found[-1][0], last)] if joined else [*found[-1:], (first, last)]
        return found

    def _unseen(self, sought: Sought, ground: list[str], first: datetime, last: datetime) -> bool:
        """Whether any kind, place and side goes unwatched in a stretch without edges."""
        there = [watch for watch in self.watches if watch.start <= first and last <= watch.end]
        local = self.names.moment(first)
        if not there:
            return bool(ground) and bool(self._sides(sought, local))
        kinds = self.terms.classes[sought.class_].any_kind or tuple(KINDS)
        told_apart = {tuple(kind in w.kinds or not w.kinds for w in there): kind for kind in kinds}
        return any(
            not any(self._sees(watch, kind, place, side, local) for watch in there)
            for kind in told_apart.values()
            for place in ground
            for side in self._sides(sought, local)
        )

    def _sides(self, sought: Sought, local: datetime) -> Sequence[str | None]:
        """The sides that could have acted; None stands for anybody at all."""
        if sought.per == "party":
            return [sought.scope]
        by = self.terms.classes[sought.class_].by
        return [None] if by is None else self.names.admitted(by, local)

    def _sees(self, watch: Watch, kind: str, place: str, side: str | None, local: datetime) -> bool:
        on_place = not watch.areas or (place and any(place.startswith(a) for a in watch.areas))
        on_kind = not watch.kinds or kind in watch.kinds
        meant = {self.names.party(name, local) for name in watch.sides}
        return bool(on_place and on_kind and (not watch.sides or (side and side in meant)))
