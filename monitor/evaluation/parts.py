"""A record in two parts, answered as one: all that stays, and the few records that are tried.

Cells and spans of incidents only add up, and no record lies in both parts: what is asked of the
whole is what is asked of each part, together. The dictionaries have to agree: a code of the
greater part stands for the same in the lesser.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TypeVar

from monitor.evaluation.facts import Facts
from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry
from monitor.incidents.rhythm import Begun
from monitor.incidents.version import IncidentVersion, Location, Stated

R = TypeVar("R", bound=Entry)


class Parts:
    """Two disjoint parts of a record; they are `Facts` themselves. Used by one thread at a time."""

    def __init__(self, rest: Facts, few: Facts) -> None:
        """Take the greater part, best one that answers from memory, and the lesser."""
        self._rest = rest
        self._few = few

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the one portable SQL text on each part; cells of one key may come twice."""
        return [*self._rest.tally(sql), *self._few.tally(sql)]

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a coded field; that of the lesser part has all codes."""
        return self._few.codes(field)

    def locations(self, box: Box) -> Sequence[tuple[int, tuple[Location, ...]]]:
        """Return the sets of stated locations that reach into a box, by code."""
        return sorted({**dict(self._rest.locations(box)), **dict(self._few.locations(box))}.items())

    def account_code(self, source: str) -> int | None:
        """Return the code of a source whose own reports are held as an account, or None."""
        return self._few.account_code(source)

    def records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn left out."""
        both = [*self._rest.records(kind, known), *self._few.records(kind, known)]
        return sorted(both, key=lambda one: (one.known_from, one.order))

    def named(self, kind: type[R], keys: Sequence[str], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of these keys at `known`, by key."""
        both = [*self._rest.named(kind, keys, known), *self._few.named(kind, keys, known)]
        return sorted(both, key=lambda one: one.record.key)

    def published(self, source: str, known: datetime) -> Sequence[tuple[datetime | None, datetime]]:
        """Return (published at, known from) of every report, count and statement of a source."""
        each = self._rest.published(source, known), self._few.published(source, known)
        return [*dict.fromkeys(pair for part in each for pair in part)]

    def heard(self, known: datetime) -> Mapping[str, datetime]:
        """Return when something of each source last became known, by source."""
        one, other = self._rest.heard(known), self._few.heard(known)
        last = {source: max(at, one.get(source, at)) for source, at in other.items()}
        return {**one, **last}

    def last_told(self, source: str, known: datetime) -> Known[Entry] | None:
        """Return what a source told last."""
        both = self._rest.last_told(source, known), self._few.last_told(source, known)
        found = [one for one in both if one is not None]
        return max(found, key=lambda one: (one.known_from, one.order), default=None)

    def begun(
        self, known: datetime, before: datetime, zone: tzinfo
    ) -> Mapping[str, Sequence[Begun]]:
        """Return how many events each source tells of, by local day and area."""
        one, other = (part.begun(known, before, zone) for part in (self._rest, self._few))
        return {
            source: [*one.get(source, ()), *other.get(source, ())] for source in {**one, **other}
        }

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        about = known, first, last, account
        return _in_order([*self._rest.incidents(*about), *self._few.incidents(*about)])

    def grave(
        self,
        known: datetime,
        first: datetime,
        last: datetime,
        *,
        killed: int,
        codes: Mapping[str, Collection[int]],
        most: int,
    ) -> Sequence[IncidentVersion]:
        """Return the incidents with many killed, or with one of the codes; the latest of many."""
        found = [
            version
            for part in (self._rest, self._few)
            for version in part.grave(known, first, last, killed=killed, codes=codes, most=most)
        ]
        return _in_order(found)[::-1][:most]


def _in_order(versions: Iterable[IncidentVersion]) -> list[IncidentVersion]:
    return sorted(versions, key=lambda one: (one.incident.happened.start, one.incident.id))
