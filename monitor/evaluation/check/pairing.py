"""Whether whoever did something had been attacked shortly before, by what else is on record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from monitor.evaluation.check.names import Names, Truth, plain, same
from monitor.incidents.version import Incident, Stated
from monitor.incidents.vocabulary import CIVILIANS


@dataclass(frozen=True, slots=True)
class Before:
    """Asks whether one incident came no longer before another than allowed, and struck its doer."""

    names: Names
    within: timedelta
    same_place: bool

    def answers(self, attack: Incident, shot: Incident) -> list[Truth]:
        """What each part of the question says of two incidents; out of time, that alone."""
        in_time = self._in_time(attack, shot)
        if in_time is False:
            return [False]
        found = [in_time, same([*self._struck(attack, shot)])]
        if self.same_place:
            found.append(_at_one_place(attack.pcodes, shot.pcodes))
        return found

    def _in_time(self, attack: Incident, shot: Incident) -> Truth:
        """Wherever in their spans the two took place: the one first, or both at one instant."""
        between = [
            latest - earliest
            for latest, earliest in (
                (shot.happened.start, attack.happened.last),
                (shot.happened.last, attack.happened.start),
            )
        ]
        none = timedelta(0)
        if all(none <= one <= self.within for one in between):
            return True
        return False if between[1] < none or between[0] > self.within else None

    def _struck(self, attack: Incident, shot: Incident) -> Iterator[Truth]:
        for doer in shot.by:
            for victim in attack.against:
                if doer is None or victim is None:
                    yield None
                elif CIVILIANS in {plain(doer), plain(victim)}:
                    yield False
                else:
                    yield from self._one_party((doer, shot), (victim, attack))

    def _one_party(self, one: tuple[str, Incident], other: tuple[str, Incident]) -> Iterator[Truth]:
        """Say at every pair of times at which names may mean something else."""
        ones, others = (
            {self.names.party(name, local) for local in self.names.moments(incident.happened)}
            for name, incident in (one, other)
        )
        for party in ones:
            yield from (None if None in {party, them} else party == them for them in others)


def _at_one_place(ones: Stated, others: Stated) -> Truth:
    """Whether one of the places lies in the other, or is it."""
    return same(
        [
            None if None in {one, two} else str(one)[: len(str(two))] == str(two)[: len(str(one))]
            for one in ones
            for two in others
        ]
    )
