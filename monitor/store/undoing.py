"""Taking back what an act brought: its records end, and what others had said too comes back.

A row that said again what stood already was not stored, only noted. When what it repeated goes,
the note is all that is left of it, and it becomes a version of its own.
"""

from collections.abc import Iterator
from datetime import datetime

from duckdb import DuckDBPyConnection

from monitor.incidents.record import Record
from monitor.incidents.span import FOREVER
from monitor.store.codes import Codes
from monitor.store.database import insert
from monitor.store.groups import FORGET, bears_on, renew
from monitor.store.rows import Line, Stored, aware, naive, record_of, row_of, slot

_REPORTS = "SELECT DISTINCT key FROM records WHERE act = $act AND kind = 'report'"
_BEARING = """
    SELECT body FROM records
    WHERE act = $act AND kind IN ('link', 'review', 'source_profile')
"""
_ALONE = """
    SELECT key FROM records
    WHERE kind = 'report' AND slot IN (
        SELECT slot FROM records WHERE act = $act AND kind = 'report' AND known_to = $forever
    )
    GROUP BY key
    HAVING count(*) = 1 AND max(act) = $act
    EXCEPT SELECT report FROM mentions
    EXCEPT SELECT key FROM repeats WHERE kind = 'report'
"""
_ENDED = "UPDATE records SET known_to = $now WHERE act = $act AND known_to = $forever"
_VANISHED = "UPDATE records SET known_to = known_from WHERE act = $act AND known_to = $forever"
_INCIDENT_ENDED = """
    UPDATE {table} SET known_to = $now
    WHERE rowid IN (SELECT rowid FROM {table} WHERE slot IN (SELECT unnest($slots)))
      AND incident IN (SELECT unnest($keys))
"""
_CONCERNED = """
    CREATE OR REPLACE TEMP TABLE concerned AS
    SELECT kind, key, revision FROM records WHERE act = $act
    UNION SELECT kind, key, revision FROM repeats WHERE act = $act
"""
_SAID_AGAIN = """
    SELECT kind, key, revision, known_from, act, line, digest
    FROM repeats SEMI JOIN concerned USING (kind, key, revision)
    WHERE act <> $act
    ORDER BY known_from, act, line
"""
_GONE = "DELETE FROM repeats WHERE act = $act"
_STORED_NOW = """
    DELETE FROM repeats WHERE (kind, key, revision) IN (SELECT kind, key, revision FROM concerned)
"""
_VERSIONS = """
    WITH near AS MATERIALIZED (SELECT * FROM records WHERE slot IN (SELECT unnest($slots)))
    SELECT kind, key, revision, digest, known_from, act, line, known_to, body FROM near
    WHERE key IN (SELECT unnest($keys))
    ORDER BY known_from, act, line
"""

_Version = tuple[str, str, int]
"""(kind, key, revision)."""

_Rank = tuple[datetime, int, int]
"""(known_from, act, line): of rows equal in the version the highest counts."""


def undo(db: DuckDBPyConnection, act: int, recorded_at: datetime, *, vanish: bool) -> None:
    """Take back what an act brought.

    Args:
        db: Inside a transaction.
        act: The act to undo.
        recorded_at: When it is undone: from then on its records are not known any more.
        vanish: As if they had never been known, instead.
    """
    now = None if vanish else recorded_at
    named = {"act": act, "forever": naive(FOREVER)}
    reports = {key for (key,) in db.execute(_REPORTS, {"act": act}).fetchall()}
    alone = {key for (key,) in db.execute(_ALONE, named).fetchall()}
    _end_incidents(db, alone, now)
    if now is None:
        db.execute(_VANISHED, named)
    else:
        db.execute(_ENDED, {**named, "now": naive(now)})
    bearing = [record_of(body) for (body,) in db.execute(_BEARING, {"act": act}).fetchall()]
    db.execute(_CONCERNED, {"act": act})
    restored = list(_said_again(db, act, now))
    insert(db, "records", [stored for _, stored in restored])
    bearing += [record for record, _ in restored]
    db.execute(_GONE, {"act": act})
    if vanish:
        db.execute(_STORED_NOW)
    renew(db, Codes(db), (reports - alone) | bears_on(db, bearing))


def _end_incidents(db: DuckDBPyConnection, alone: set[str], now: datetime | None) -> None:
    """End the incidents of reports that nothing else bears on: what merging would give."""
    if not alone:
        return
    keys = sorted(alone)
    named = {"keys": keys, "slots": [slot(key) for key in keys]}
    for table in ("incident_versions", "account_versions"):
        if now is None:
            db.execute(FORGET.format(table=table), named)
        else:
            db.execute(_INCIDENT_ENDED.format(table=table), {**named, "now": naive(now)})


def _said_again(
    db: DuckDBPyConnection, act: int, now: datetime | None
) -> Iterator[tuple[Record, Stored]]:
    """Yield what stands again once the act is gone, because another one had said it too.

    From `now` on it is the newest of what was said of each version. Where the act is as if it
    had never been (None), all that was said stands, since when it was known.
    """
    repeats = db.execute(_SAID_AGAIN, {"act": act}).fetchall()
    texts, newest = _standing(db, sorted({key for _, key, *_ in repeats}))
    again: dict[_Version, tuple[_Rank, str]] = {}
    for kind, key, revision, known_from, by, line, digest in repeats:
        version = (kind, key, revision)
        again[version] = ((known_from, by, line), digest)
        if now is None:
            yield _row(texts[version, digest], by, line, aware(known_from), digest)
    if now is None:
        return
    for version, (rank, digest) in again.items():
        standing = newest.get(version)
        if standing is None or (standing[0] < rank and standing[1] != digest):
            yield _row(texts[version, digest], rank[1], rank[2], now, digest)


def _standing(
    db: DuckDBPyConnection, keys: list[str]
) -> tuple[dict[tuple[_Version, str], str], dict[_Version, tuple[_Rank, str]]]:
    """Return the text of each content that these keys ever had, and the newest that stands."""
    texts: dict[tuple[_Version, str], str] = {}
    newest: dict[_Version, tuple[_Rank, str]] = {}
    named = {"keys": keys, "slots": [slot(key) for key in keys]}
    for row in db.execute(_VERSIONS, named).fetchall():
        kind, key, revision, digest, known_from, act, line, known_to, body = row
        texts[(kind, key, revision), digest] = body
        if known_to == naive(FOREVER):
            newest[kind, key, revision] = ((known_from, act, line), digest)
    return texts, newest


def _row(
    body: str, act: int, line: int, known_from: datetime, digest: str
) -> tuple[Record, Stored]:
    record = record_of(body)
    return record, row_of(Line(line, record, body), act, known_from, digest)
