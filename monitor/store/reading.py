"""What an evaluation may ask, answered from the tables."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from duckdb import DuckDBPyConnection

from monitor.incidents.box import Box
from monitor.incidents.known import Known
from monitor.incidents.record import Entry
from monitor.incidents.span import FOREVER, Span
from monitor.incidents.version import Figures, Incident, IncidentVersion, Stated
from monitor.incidents.vocabulary import Grade
from monitor.store.codes import ACCOUNT, UNSTATED, Locations, locations_of
from monitor.store.rows import as_json, aware, known_of, naive, slot

R = TypeVar("R", bound=Entry)

_RECORDS = """
    SELECT body, act, line, known_from, known_to FROM records
    WHERE kind = $kind AND known_from <= $known AND $known < known_to
    QUALIFY row_number() OVER (
        PARTITION BY key ORDER BY revision DESC, known_from DESC, act DESC, line DESC
    ) = 1
    ORDER BY known_from, act, line
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
_COLUMNS = """
    incident, reports, refs, known_from, known_to, first_at, last_at,
    kind, perpetrator, victim, place, purpose, weapon, claim, location,
    grade, disputed, repeats, contested,
    killed_low, killed_high, injured_low, injured_high, quantity_low, quantity_high
"""
_NEAR = """
    SELECT code, value FROM locations
    WHERE south <= $north AND north >= $south AND west <= $east AND east >= $west
    ORDER BY code
"""
_LOCATIONS = "SELECT code, value FROM locations WHERE code IN (SELECT unnest($codes))"
_INCIDENTS = """
    SELECT {columns}
    FROM {table}
    WHERE known_from <= $known AND $known < known_to AND first_at < $last AND last_at >= $first
      AND {account}
    ORDER BY first_at, incident
"""
_HISTORY = """
    SELECT {columns} FROM incident_versions
    WHERE slot IN (SELECT unnest($slots)) AND incident IN (SELECT unnest($keys))
      AND known_from < known_to
    ORDER BY known_from, incident
"""
_HOW_MANY = """
    SELECT count(*) FROM incident_versions
    WHERE known_from <= $known AND $known < known_to AND first_at < $last AND last_at >= $first
"""
_GRAVE = """
    SELECT {columns}
    FROM incident_versions
    WHERE known_from <= $known AND $known < known_to AND first_at < $last AND last_at >= $first
      AND grade >= $reported
      AND (killed_low >= $killed OR killed_high >= $killed
           OR kind IN (SELECT unnest($kind::INTEGER[]))
           OR purpose IN (SELECT unnest($purpose::INTEGER[]))
           OR perpetrator IN (SELECT unnest($perpetrator::INTEGER[]))
           OR victim IN (SELECT unnest($victim::INTEGER[])))
    ORDER BY first_at DESC, incident DESC LIMIT $most
"""
_MOVED = """
    SELECT {columns}
    FROM incident_versions
    WHERE (known_from <= $then AND $then < known_to) <> (known_from <= $now AND $now < known_to)
      AND first_at < $last AND last_at >= $first
    ORDER BY known_from DESC, incident DESC LIMIT $most
"""
_NEWEST = """
    SELECT max(known_from) FROM records
    WHERE known_from <= $known AND $known < known_to
      AND kind IN ('report', 'count', 'statement', 'decision', 'attestation')
"""
_CODED = ("kind", "perpetrator", "victim", "place", "purpose", "weapon", "claim")
_GRAVE_FIELDS = ("kind", "perpetrator", "victim", "purpose")
_LOCATION = 7 + len(_CODED)
"""Where the code of its locations stands in a row of an incident."""


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

    def tally(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Run the one portable SQL text; rows of integers, dates and naive UTC times."""
        return self._db.execute(sql).fetchall()

    def codes(self, field: str) -> Sequence[tuple[int, Stated]]:
        """Return the dictionary of a coded field, by code."""
        found = self._db.execute(
            "SELECT code, value FROM codes WHERE field = $field ORDER BY code", {"field": field}
        ).fetchall()
        return [(code, tuple(json.loads(value))) for code, value in found]

    def locations(self, box: Box) -> Sequence[tuple[int, Locations]]:
        """Return the sets of stated locations that reach into a box, by code."""
        found = self._db.execute(_NEAR, box._asdict()).fetchall()
        return [(code, locations_of(value)) for code, value in found]

    def account_code(self, source: str) -> int | None:
        """Return the code of a source whose own reports are held as an account, or None."""
        found = self._db.execute(
            "SELECT code FROM codes WHERE field = $field AND value = $value",
            {"field": ACCOUNT, "value": as_json([source])},
        ).fetchone()
        return None if found is None else int(found[0])

    def records(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn left out.

        Oldest knowledge first.
        """
        return [one for one in self.standing(kind, known) if not one.record.withdrawn]

    def standing(self, kind: type[R], known: datetime) -> Sequence[Known[R]]:
        """Return the newest content of each record of a kind at `known`, withdrawn ones too.

        Oldest knowledge first.
        """
        named = {"kind": _word(kind), "known": naive(known)}
        found = [known_of(*row) for row in self._db.execute(_RECORDS, named).fetchall()]
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

    def incidents(
        self, known: datetime, first: datetime, last: datetime, account: str = ""
    ) -> Sequence[IncidentVersion]:
        """Return the incidents as believed at `known` whose span touches [first, last)."""
        named: dict[str, object] = {
            "known": naive(known),
            "first": naive(first),
            "last": naive(last),
        }
        if account:
            table, test = "account_versions", "account = $account"
            named["account"] = self.account_code(account)
        else:
            table, test = "incident_versions", "1 = 1"
        sql = _INCIDENTS.format(columns=_COLUMNS, table=table, account=test)
        return self._incident_versions(sql, named, account)

    def how_many(self, known: datetime, first: datetime, last: datetime) -> int:
        """Return how many incidents `incidents` would return in the official picture."""
        named = {"known": naive(known), "first": naive(first), "last": naive(last)}
        found = self._db.execute(_HOW_MANY, named).fetchone()
        return found[0] if found else 0

    def history(self, incidents: Sequence[str]) -> Sequence[IncidentVersion]:
        """Return every version of the incidents of these ids, oldest knowledge first."""
        named = {"keys": list(incidents), "slots": [slot(key) for key in incidents]}
        return self._incident_versions(_HISTORY.format(columns=_COLUMNS), named, "")

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
        named: dict[str, object] = {
            **{field: [*codes.get(field, ())] for field in _GRAVE_FIELDS},
            "known": naive(known),
            "first": naive(first),
            "last": naive(last),
            "reported": Grade.REPORTED.rank,
            "killed": killed,
            "most": most,
        }
        return self._incident_versions(_GRAVE.format(columns=_COLUMNS), named, "")

    def moved(
        self, then: datetime, now: datetime, first: datetime, last: datetime, most: int
    ) -> Sequence[IncidentVersion]:
        """Return what was believed of incidents at one of two moments of knowledge, not at both.

        Of those whose span touches [first, last), the newest known first, at most `most`.
        """
        moments = {"then": then, "now": now, "first": first, "last": last}
        named: dict[str, object] = {name: naive(moment) for name, moment in moments.items()}
        sql = _MOVED.format(columns=_COLUMNS)
        return self._incident_versions(sql, {**named, "most": most}, "")

    def newest(self, known: datetime) -> datetime | None:
        """Return when the last of what tells anything became known by `known`; None for none."""
        found = self._db.execute(_NEWEST, {"known": naive(known)}).fetchone()
        return aware(found[0]) if found and found[0] else None

    def _incident_versions(
        self, sql: str, named: dict[str, object], account: str
    ) -> Sequence[IncidentVersion]:
        found = self._db.execute(sql, named).fetchall()
        stated = {field: dict(self.codes(field)) for field in _CODED}
        places = self._locations({row[_LOCATION] for row in found})
        return [_version(row, stated, places[row[_LOCATION]], account) for row in found]

    def _locations(self, codes: Collection[int]) -> dict[int, Locations]:
        """Return what some codes of locations stand for."""
        stated: dict[int, Locations] = {UNSTATED: ()}
        wanted = [code for code in codes if code != UNSTATED]
        if wanted:
            found = self._db.execute(_LOCATIONS, {"codes": wanted}).fetchall()
            stated |= {code: locations_of(value) for code, value in found}
        return stated


def _word(kind: type[Entry]) -> str:
    return str(kind.model_fields["record"].default)


def _version(
    row: tuple[Any, ...],
    stated: dict[str, dict[int, Stated]],
    locations: Locations,
    account: str,
) -> IncidentVersion:
    id_, reports, refs, known_from, known_to, first_at, last_at = row[:7]
    kinds, by, against, pcodes, purposes, weapons, claims = (
        stated[field][code] for field, code in zip(_CODED, row[7:_LOCATION], strict=True)
    )
    grade, disputed, repeats, contested, *figures = row[_LOCATION + 1 :]
    killed, injured, quantity = map(_figures, figures[::2], figures[1::2])
    incident = Incident(
        id=id_,
        reports=tuple(json.loads(reports)),
        happened=Span.between(aware(first_at), aware(last_at)),
        kinds=kinds,
        by=by,
        against=against,
        pcodes=pcodes,
        purposes=purposes,
        killed=killed,
        injured=injured,
        grade=list(Grade)[grade],
        disputed=bool(disputed),
        repeats=bool(repeats),
        time_contested=bool(contested),
        weapons=weapons,
        claims=claims,
        quantity=quantity,
        references=tuple(json.loads(refs)),
        locations=locations,
    )
    return IncidentVersion(incident, aware(known_from), aware(known_to), account)


def _figures(low: int, high: int) -> Figures:
    return Figures(low, None if high < 0 else high)
