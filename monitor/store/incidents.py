"""Incidents as they were believed, read from the tables."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from monitor.incidents.span import Span
from monitor.incidents.version import Figures, Incident, IncidentVersion, Stated
from monitor.incidents.vocabulary import Grade
from monitor.store.codes import Locations
from monitor.store.dictionaries import account_code, stated_codes, stated_locations
from monitor.store.rows import aware, naive, slot

_COLUMNS = """
    incident, reports, refs, known_from, known_to, first_at, last_at,
    kind, perpetrator, victim, place, purpose, weapon, claim, location,
    grade, disputed, repeats, contested,
    killed_low, killed_high, injured_low, injured_high, quantity_low, quantity_high
"""
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
      AND (killed_low >= $killed OR killed_high >= $killed{coded})
    ORDER BY first_at DESC, incident DESC LIMIT $most
"""
_MOVED = """
    SELECT {columns}
    FROM incident_versions
    WHERE (known_from <= $then AND $then < known_to) <> (known_from <= $now AND $now < known_to)
      AND first_at < $last AND last_at >= $first
    ORDER BY known_from DESC, incident DESC LIMIT $most
"""
_CODED = ("kind", "perpetrator", "victim", "place", "purpose", "weapon", "claim")
_GRAVE_FIELDS = ("kind", "perpetrator", "victim", "purpose")
_LOCATION = 7 + len(_CODED)
"""Where the code of its locations stands in a row of an incident."""


def believed(
    db: DuckDBPyConnection, known: datetime, first: datetime, last: datetime, account: str = ""
) -> Sequence[IncidentVersion]:
    """Return the incidents as believed at `known` whose span touches [first, last)."""
    named: dict[str, object] = {
        "known": naive(known),
        "first": naive(first),
        "last": naive(last),
    }
    if account:
        table, test = "account_versions", "account = $account"
        named["account"] = account_code(db, account)
    else:
        table, test = "incident_versions", "1 = 1"
    sql = _INCIDENTS.format(columns=_COLUMNS, table=table, account=test)
    return _select(db, sql, named, account)


def how_many(db: DuckDBPyConnection, known: datetime, first: datetime, last: datetime) -> int:
    """Return how many incidents `believed` would return in the official picture."""
    named = {"known": naive(known), "first": naive(first), "last": naive(last)}
    found = db.execute(_HOW_MANY, named).fetchone()
    return found[0] if found else 0


def history(db: DuckDBPyConnection, incidents: Sequence[str]) -> Sequence[IncidentVersion]:
    """Return every version of the incidents of these ids, oldest knowledge first."""
    named = {"keys": list(incidents), "slots": [slot(key) for key in incidents]}
    return _select(db, _HISTORY.format(columns=_COLUMNS), named, "")


def grave(
    db: DuckDBPyConnection,
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
    # A search for no code at all would still be planned, for longer than all else takes.
    wanted = {field: [*codes[field]] for field in _GRAVE_FIELDS if codes.get(field)}
    coded = "".join(f" OR {field} IN (SELECT unnest(${field}::INTEGER[]))" for field in wanted)
    named: dict[str, object] = {
        **wanted,
        "known": naive(known),
        "first": naive(first),
        "last": naive(last),
        "reported": Grade.REPORTED.rank,
        "killed": killed,
        "most": most,
    }
    return _select(db, _GRAVE.format(columns=_COLUMNS, coded=coded), named, "")


def moved(
    db: DuckDBPyConnection,
    then: datetime,
    now: datetime,
    first: datetime,
    last: datetime,
    most: int,
) -> Sequence[IncidentVersion]:
    """Return what was believed of incidents at one of two moments of knowledge, not at both.

    Of those whose span touches [first, last), the newest known first, at most `most`.
    """
    moments = {"then": then, "now": now, "first": first, "last": last}
    named: dict[str, object] = {name: naive(moment) for name, moment in moments.items()}
    sql = _MOVED.format(columns=_COLUMNS)
    return _select(db, sql, {**named, "most": most}, "")


def _select(
    db: DuckDBPyConnection, sql: str, named: dict[str, object], account: str
) -> Sequence[IncidentVersion]:
    found = db.execute(sql, named).fetchall()
    if not found:
        return []
    stated = stated_codes(db, _CODED)
    places = stated_locations(db, {row[_LOCATION] for row in found})
    return [_version(row, stated, places[row[_LOCATION]], account) for row in found]


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
