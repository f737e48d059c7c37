"""What an evaluation may ask, answered from the tables."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, TypeVar, cast

from duckdb import DuckDBPyConnection

from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry, Link, Report, SourceProfile
from monitor.incidents.rhythm import Begun
from monitor.incidents.span import FOREVER
from monitor.incidents.version import IncidentVersion, Stated
from monitor.store import dictionaries, incidents, ledger
from monitor.store.begun import begun
from monitor.store.closed import closed, linked, profiles
from monitor.store.codes import Locations
from monitor.store.incidents import history as history_of
from monitor.store.nearby import nearby
from monitor.store.rows import aware, known_of, naive, slot

R = TypeVar("R", bound=Entry)
_RECORDS = """
    SELECT key, revision, known_from, act, line, body, known_to FROM records
    WHERE kind = $kind AND known_from <= $known AND $known < known_to
"""
_VERSIONS = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE kind = $kind AND key = $key AND known_from < known_to
    ORDER BY known_from, act, line
"""
_NAMED = """
    WITH near AS MATERIALIZED (SELECT * FROM records WHERE slot IN (SELECT unnest($slots)))
    SELECT body, act, line, known_from, known_to FROM near
    WHERE kind = $kind AND key IN (SELECT unnest($keys))
      AND known_from <= $known AND $known < known_to
    QUALIFY row_number() OVER (
        PARTITION BY key ORDER BY revision DESC, known_from DESC, act DESC, line DESC
    ) = 1
    ORDER BY key
"""
_LAST_BROUGHT = """
    WITH brought AS (
        SELECT act, source, key FROM records
        WHERE kind = $kind AND source IN (SELECT unnest($sources))
        UNION
        SELECT act, split_part(key, '/', 1), key FROM repeats
        WHERE kind = $kind AND split_part(key, '/', 1) IN (SELECT unnest($sources))
    ), newest AS (
        SELECT source, max(act) AS act FROM brought JOIN uploads USING (act)
        WHERE undone = 0 AND file <> '' AND original <> $but
        GROUP BY source
    )
    SELECT key FROM brought JOIN newest USING (source, act) ORDER BY source, key
"""
_LINKING = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE kind = 'link' AND known_from <= $known AND $known < known_to AND key IN (
        SELECT key FROM mentions WHERE kind = 'link' AND report IN (SELECT unnest($keys))
    )
    QUALIFY row_number() OVER (
        PARTITION BY key ORDER BY revision DESC, known_from DESC, act DESC, line DESC
    ) = 1
    ORDER BY known_from, act, line
"""
_PUBLISHED = """
    WITH newest AS (
        SELECT published_at, known_from, withdrawn FROM records
        WHERE source = $source AND kind IN ('report', 'count', 'statement')
          AND known_from <= $known AND $known < known_to
        QUALIFY row_number() OVER (
            PARTITION BY kind, key ORDER BY revision DESC, known_from DESC, act DESC, line DESC
        ) = 1
    )
    SELECT DISTINCT nullif(published_at, $none), known_from FROM newest WHERE NOT withdrawn
    ORDER BY ALL
"""
_PUBLISHING = """
    SELECT DISTINCT source FROM records
    WHERE kind IN ('report', 'count', 'statement') AND known_from <= $known AND $known < known_to
    ORDER BY source
"""
_HEARD = """
    SELECT source, max(known_from) FROM records
    WHERE kind IN ('report', 'count', 'statement') AND known_from <= $known AND $known < known_to
    GROUP BY source ORDER BY source
"""
_LAST_TOLD = """
    WITH newest AS (
        SELECT body, act, line, known_from, known_to, last_at, withdrawn FROM records
        WHERE source = $source AND kind IN ('report', 'count', 'statement')
          AND known_from <= $known AND $known < known_to
        QUALIFY row_number() OVER (
            PARTITION BY kind, key ORDER BY revision DESC, known_from DESC, act DESC, line DESC
        ) = 1
    )
    SELECT body, act, line, known_from, known_to FROM newest WHERE NOT withdrawn
    ORDER BY known_from DESC, last_at DESC, act DESC, line DESC LIMIT 1
"""
_NEWEST = """
    SELECT max(known_from) FROM records
    WHERE known_from <= $known AND $known < known_to
      AND kind IN ('report', 'count', 'statement', 'decision', 'attestation')
"""
_ARRIVALS = """
    SELECT DISTINCT known_from AS arrived FROM records
    WHERE known_from > $after AND known_from <= $until
    UNION
    SELECT DISTINCT known_to FROM records WHERE known_to > $after AND known_to <= $until
    ORDER BY arrived
"""


class Reading:
    """The record as one connection sees it; used by one thread at a time.

    Times are aware and in UTC.
    """

    def __init__(self, db: DuckDBPyConnection) -> None:
        self._db = db

    def seen(self) -> int:
        """Return the number of the newest act that shows here; 0 before the first."""
        found = self._db.execute("SELECT seq FROM head").fetchone()
        return int(found[0]) if found else 0

    @property
    def version(self) -> str:
        """The hash of the newest act that changed the record or the rules and shows here.

        Empty before any.
        """
        return ledger.version(self._db)

    def tally(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Run the one portable SQL text; rows of integers, dates and naive UTC times."""
        return self._db.execute(sql).fetchall()

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a coded field, by code."""
        return dictionaries.codes(self._db, field)

    def locations(self, box: Box) -> Sequence[tuple[int, Locations]]:
        """Return the sets of stated locations that reach into a box, by code."""
        return dictionaries.locations_near(self._db, box)

    def account_code(self, source: str) -> int | None:
        """Return the code of a source whose own reports are held as an account, or None."""
        return dictionaries.account_code(self._db, source)

    def records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn left out.

        Oldest knowledge first.
        """
        return [one for one in self.standing(kind, known) if not one.record.withdrawn]

    def standing(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn ones too.

        Oldest knowledge first.
        """
        # Each evaluation asks for every kind: a window function would take most of the time.
        named = {"kind": _word(kind), "known": naive(known)}
        rows = sorted(self._db.execute(_RECORDS, named).fetchall())
        newest = {key: about for key, _, *about in rows}
        found = [
            known_of(body, act, line, since, until)
            for since, act, line, body, until in sorted(newest.values())
        ]
        return cast("list[Known[R]]", found)

    def versions(self, kind: type[R], key: str) -> Sequence[Known[R]]:
        """Return every version of one record, oldest knowledge first, undone ones too."""
        found = self._db.execute(_VERSIONS, {"kind": _word(kind), "key": key}).fetchall()
        return cast("list[Known[R]]", [known_of(*row) for row in found])

    def named(self, kind: type[R], keys: Sequence[str], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of these keys at `known`, by key.

        Withdrawn ones are left out.
        """
        named = {
            "kind": _word(kind),
            "keys": list(keys),
            "slots": [slot(key) for key in keys],
            "known": naive(known),
        }
        found = [known_of(*row) for row in self._db.execute(_NAMED, named).fetchall()]
        return cast("list[Known[R]]", [one for one in found if not one.record.withdrawn])

    def last_brought(self, kind: str, sources: Collection[str], but: str) -> Sequence[str]:
        """Return the keys of a kind that the last file of each source brought, if not undone.

        The last one but that whose bytes have the SHA-256 `but`; empty leaves none out.
        """
        named = {"kind": kind, "sources": [*sources], "but": but}
        return [key for (key,) in self._db.execute(_LAST_BROUGHT, named).fetchall()]

    def nearby(self, reports: Sequence[Report]) -> Mapping[str, Collection[str]]:
        """Return the keys of reports of other sources that may be near, by the key of each."""
        return nearby(self._db, reports)

    def linking(self, reports: Collection[str], known: datetime) -> Sequence[Known[Link]]:
        """Return the links that name one of these reports, as known, withdrawn ones too.

        The newest content of each, oldest knowledge first.
        """
        named = {"keys": [*reports], "known": naive(known)}
        found = [known_of(*row) for row in self._db.execute(_LINKING, named).fetchall()]
        return cast("list[Known[Link]]", found)

    def published(self, source: str, known: datetime) -> Sequence[tuple[datetime | None, datetime]]:
        """Return (published at, known from) of what a source reports, counts and states.

        Of the newest content of each record at `known`, withdrawn left out, equal pairs once;
        None where no publication is stated.
        """
        named = {"source": source, "known": naive(known), "none": naive(FOREVER)}
        found = self._db.execute(_PUBLISHED, named).fetchall()
        return [(published and aware(published), aware(since)) for published, since in found]

    def publishing(self, known: datetime) -> Sequence[str]:
        """Return the sources of which a report, count or statement was on record at `known`."""
        found = self._db.execute(_PUBLISHING, {"known": naive(known)}).fetchall()
        return [source for (source,) in found]

    def heard(self, known: datetime) -> dict[str, datetime]:
        """Return when a report, count or statement of each source last became known, by source."""
        found = self._db.execute(_HEARD, {"known": naive(known)}).fetchall()
        return {source: aware(at) for source, at in found}

    def last_told(self, source: str, known: datetime) -> Known[Any] | None:
        """Return what a source reported, counted or stated last, by what was known at `known`.

        Of what became known together that which happened last; None where nothing is left of it.
        """
        named = {"source": source, "known": naive(known)}
        found = self._db.execute(_LAST_TOLD, named).fetchone()
        return known_of(*found) if found else None

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        return incidents.believed(self._db, known, first, last, account)

    def how_many(self, known: datetime, first: datetime, last: datetime) -> int:
        """Return how many incidents `incidents` would return in the official picture."""
        return incidents.how_many(self._db, known, first, last)

    def history(self, incidents: Sequence[str]) -> Sequence[IncidentVersion]:
        """Return every version of the incidents of these ids, oldest knowledge first."""
        return history_of(self._db, incidents)

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
        """Return incidents with at least so many killed, or with one of the codes in a field.

        As believed at `known`, whose span touches [first, last), refuted ones left out; of more
        than `most` the latest.
        """
        return incidents.grave(self._db, known, first, last, killed=killed, codes=codes, most=most)

    def moved(
        self, then: datetime, now: datetime, first: datetime, last: datetime, most: int
    ) -> Sequence[IncidentVersion]:
        """Return what was believed of incidents at one of two moments of knowledge, not at both.

        Of those whose span touches [first, last), the newest known first, at most `most`.
        """
        return incidents.moved(self._db, then, now, first, last, most)

    def begun(self, known: datetime, before: datetime, zone: tzinfo) -> dict[str, list[Begun]]:
        """Return how many events each source tells of that began before `before`, by source.

        By local day and area, each source's own account as believed at `known`.
        """
        return begun(self._db, known, before, zone)

    def arrivals(self, after: datetime, until: datetime) -> Sequence[datetime]:
        """Return when anything became known, or was undone, in (after, until], in order."""
        named = {"after": naive(after), "until": naive(until)}
        return [aware(at) for (at,) in self._db.execute(_ARRIVALS, named).fetchall()]

    def closed(self, most: int) -> Sequence[Known[Any]] | None:
        """Return every version of the records that are, or were, not public; see `store.closed`."""
        return closed(self._db, most)

    def profiles(self) -> Sequence[SourceProfile]:
        """Return what every source profile ever said, undone ones too."""
        return profiles(self._db)

    def linked(self, reports: Collection[str]) -> frozenset[str]:
        """Return which of these reports a link names, or ever named."""
        return linked(self._db, reports)

    def newest(self, known: datetime) -> datetime | None:
        """Return when the last of what tells anything became known by `known`; None for none."""
        found = self._db.execute(_NEWEST, {"known": naive(known)}).fetchone()
        return aware(found[0]) if found and found[0] else None


def _word(kind: type[Entry]) -> str:
    return str(kind.model_fields["record"].default)
