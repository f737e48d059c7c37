"""Pairs of attacks: whether one came shortly before another, and struck whoever did that one."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from monitor.evaluation.kleene import Kleene, agreed, all_of
from monitor.incidents.names import normal
from monitor.incidents.version import Stated
from monitor.incidents.vocabulary import CIVILIANS


@dataclass(frozen=True, slots=True)
class Shot:
    """An incident whose doer may have been attacked before: the closed span, by whom, where."""

    incident: str
    first: datetime
    last: datetime
    by: Stated
    pcodes: Stated


@dataclass(frozen=True, slots=True)
class Rival:
    """An incident that may be an attack: the closed span, whom it struck, where.

    `must` where it certainly is one.
    """

    incident: str
    first: datetime
    last: datetime
    must: bool
    against: Stated
    pcodes: Stated


_STANDING = 2
"""So many of those that are alike stand for all of them."""

Attacks = Callable[[str, datetime, datetime], Sequence[Rival]]
"""Gives the incidents of a class, its exceptions aside, between two instants, both included."""

Meant = Callable[[str, datetime, datetime], tuple[str | None, ...]]
"""Gives whom a name means at each time within a closed span; None for nobody known."""


def none_on_record(_class: str, _since: datetime, _until: datetime) -> Sequence[Rival]:
    """Return no attacks: where nothing else is on record."""
    return ()


class Pairs:
    """Tells of one incident after another whether an attack on whoever did it came before."""

    def __init__(
        self, within: timedelta, *, same_place: bool, rivals: Sequence[Rival], meant: Meant
    ) -> None:
        self._within = within
        # What takes least comes first: most others are out of time.
        placed = (_at_one_place,) if same_place else ()
        self._asked = (self._in_time, *placed, self._struck)
        self._meant = cache(meant)
        self._by_victim: dict[Stated, list[Rival]] = defaultdict(list)
        for rival in self._unlike(sorted(rivals, key=lambda one: (one.first, one.incident))):
            self._by_victim[rival.against].append(rival)
        self._firsts = {
            victim: [rival.first for rival in struck] for victim, struck in self._by_victim.items()
        }
        self._widest = {
            victim: max(rival.last - rival.first for rival in struck)
            for victim, struck in self._by_victim.items()
        }
        self._fighters: dict[Stated, list[Stated]] = {}

    def before(self, shot: Shot) -> Kleene:
        """Whether an attack on the doer came no longer before it than allowed, or with it.

        True where one certainly did, whenever in their spans the two took place; False where
        none can have.
        """
        unclear = False
        for rival in self._near(shot):
            found = all_of(asked(shot, rival) for asked in self._asked)
            if found and rival.must:
                return True
            unclear = unclear or found is not False
        return None if unclear else False

    def _unlike(self, rivals: Iterable[Rival]) -> Iterator[Rival]:
        """Yield two of all that are alike in what is asked: one may be the incident in question.

        Names that mean the same are alike, and most mean nobody known.
        """
        met = Counter[object]()
        for rival in rivals:
            whom = tuple(self._whom(name, rival) for name in rival.against)
            alike = rival.first, rival.last, rival.must, rival.pcodes, whom
            met[alike] += 1
            if met[alike] <= _STANDING:
                yield rival

    def _whom(self, name: str | None, rival: Rival) -> tuple[str | None, ...] | str | None:
        if name is None or normal(name) == CIVILIANS:
            return name and CIVILIANS
        return self._meant(name, rival.first, rival.last)

    def _near(self, shot: Shot) -> Iterator[Rival]:
        """Yield the others that may have come in time, and may have struck the doer."""
        for victim in self._struck_by(shot.by):
            rivals, firsts = self._by_victim[victim], self._firsts[victim]
            start = bisect_left(firsts, shot.first - self._within - self._widest[victim])
            for rival in rivals[start : bisect_right(firsts, shot.last)]:
                if rival.incident != shot.incident:
                    yield rival

    def _struck_by(self, doers: Stated) -> list[Stated]:
        """Return those that were struck and that may be the party of these doers."""
        if doers not in self._fighters:
            them = [victim for victim in self._by_victim if may_be_one_party(doers, victim)]
            self._fighters[doers] = them
        return self._fighters[doers]

    def _struck(self, shot: Shot, rival: Rival) -> Kleene:
        """Whether whom the other struck is the party that did this one."""
        return agreed(
            self._one_party(doer, shot, victim, rival)
            for doer in shot.by
            for victim in rival.against
        )

    def _one_party(self, doer: str | None, shot: Shot, victim: str | None, rival: Rival) -> Kleene:
        if doer is None or victim is None:
            return None
        if CIVILIANS in {normal(doer), normal(victim)}:
            return False
        ones = self._meant(doer, shot.first, shot.last)
        others = self._meant(victim, rival.first, rival.last)
        return agreed(
            None if one is None or other is None else one == other
            for one in ones
            for other in others
        )

    def _in_time(self, shot: Shot, rival: Rival) -> Kleene:
        least, most = shot.first - rival.last, shot.last - rival.first
        if least >= timedelta(0) and most <= self._within:
            return True
        return False if most < timedelta(0) or least > self._within else None


def may_be_one_party(doers: Stated, victims: Stated) -> bool:
    """Whether those who did something may be those who were struck by something else.

    Not where all of the doers, or all that were struck, are civilians, and each is named.
    """
    if not doers or not victims or None in {*doers, *victims}:
        return True
    both = (doers, victims)
    return not any({normal(str(name)) for name in names} == {CIVILIANS} for names in both)


def _at_one_place(shot: Shot, rival: Rival) -> Kleene:
    return agreed(_nested(one, other) for one in shot.pcodes for other in rival.pcodes)


def _nested(one: str | None, other: str | None) -> Kleene:
    if one is None or other is None:
        return None
    return one.startswith(other) or other.startswith(one)
