"""What an evaluation may ask of the record: the one door from the pure core to the tables."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Protocol, TypeVar

from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry
from monitor.incidents.rhythm import Begun
from monitor.incidents.version import IncidentVersion, Location, Stated

R = TypeVar("R", bound=Entry)


class Facts(Protocol):
    """The record as the tables hold it; every answer is a plain value.

    Times are aware and in UTC. Nothing here decides anything about an agreement.
    """

    def tally(self, sql: str) -> Sequence[tuple[object, ...]]:
        """Run the one portable SQL text; rows of integers, dates and naive UTC times."""
        ...

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a coded field: kind, place, weapon and so on."""
        ...

    def locations(self, box: Box) -> Sequence[tuple[int, tuple[Location, ...]]]:
        """Return the sets of stated locations that reach into a box, by code."""
        ...

    def account_code(self, source: str) -> int | None:
        """Return the code of a source whose own reports are held as an account, or None."""
        ...

    def records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn left out."""
        ...

    def named(self, kind: type[R], keys: Sequence[str], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of these keys at `known`, by key.

        Withdrawn ones are left out.
        """
        ...

    def published(self, source: str, known: datetime) -> Sequence[tuple[datetime | None, datetime]]:
        """Return (published at, known from) of every report, count and statement of a source.

        Of the newest content of each at `known`, withdrawn left out; None where no publication
        is stated.
        """
        ...

    def heard(self, known: datetime) -> Mapping[str, datetime]:
        """Return when a report, count or statement of each source last became known, by source."""
        ...

    def last_told(self, source: str, known: datetime) -> Known[Entry] | None:
        """Return what a source reported, counted or stated last, by what was known at `known`.

        Of what became known together that which happened last; None where nothing is left of it.
        """
        ...

    def begun(
        self, known: datetime, before: datetime, zone: tzinfo
    ) -> Mapping[str, Sequence[Begun]]:
        """Return how many events each source tells of that began before `before`, by source.

        By local day and area, each source's own account as believed at `known`.
        """
        ...

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        ...

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
        """Return incidents as believed at `known` whose span touches [first, last).

        Those with at least so many killed, or with one of the codes in a coded field, refuted
        ones left out; of more than `most` the latest.
        """
        ...
