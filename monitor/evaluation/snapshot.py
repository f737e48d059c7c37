"""The record asked once: several evaluations of one moment share what they have in common."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, TypeVar, cast

from monitor.evaluation.facts import Facts
from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry
from monitor.incidents.rhythm import Begun
from monitor.incidents.version import IncidentVersion, Location, Stated

R = TypeVar("R", bound=Entry)
T = TypeVar("T")


class Snapshot:
    """Facts that answer a question asked before from memory; they are `Facts` themselves.

    Sound while the facts beneath do not change, as those of one read transaction: an answer
    depends on nothing but its arguments. Readings and accounts of one agreement ask for the same
    records and mostly for the same tallies. Used by one thread at a time.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._answers: dict[tuple[object, ...], Any] = {}

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the one portable SQL text, each text once."""
        return self._once(self._facts.tally, sql)

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a coded field."""
        return self._once(self._facts.codes, field)

    def locations(self, box: Box) -> Sequence[tuple[int, tuple[Location, ...]]]:
        """Return the sets of stated locations that reach into a box, by code."""
        return self._once(self._facts.locations, box)

    def account_code(self, source: str) -> int | None:
        """Return the code of a source whose own reports are held as an account, or None."""
        return self._once(self._facts.account_code, source)

    def records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn left out."""
        return cast("Sequence[Known[R]]", self._once(self._facts.records, kind, known))

    def named(self, kind: type[R], keys: Sequence[str], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of these keys at `known`; not kept."""
        return self._facts.named(kind, keys, known)

    def published(self, source: str, known: datetime) -> Sequence[tuple[datetime | None, datetime]]:
        """Return (published at, known from) of every report, count and statement of a source."""
        return self._once(self._facts.published, source, known)

    def heard(self, known: datetime) -> Mapping[str, datetime]:
        """Return when something of each source last became known, by source."""
        return self._once(self._facts.heard, known)

    def last_told(self, source: str, known: datetime) -> Known[Entry] | None:
        """Return what a source told last; not kept."""
        return self._facts.last_told(source, known)

    def begun(
        self, known: datetime, before: datetime, zone: tzinfo
    ) -> Mapping[str, Sequence[Begun]]:
        """Return how many events each source tells of, by local day and area."""
        return self._once(self._facts.begun, known, before, zone)

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        return self._once(self._facts.incidents, known, first, last, account)

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
        """Return the incidents with many killed, or with one of the codes; not kept."""
        return self._facts.grave(known, first, last, killed=killed, codes=codes, most=most)

    def _once(self, ask: Callable[..., T], *about: object) -> T:
        key = (ask.__name__, *about)
        if key not in self._answers:
            self._answers[key] = ask(*about)
        return cast("T", self._answers[key])
