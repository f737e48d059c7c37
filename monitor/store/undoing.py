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
_LAST_SAID_AGAIN = """
    SELECT kind, key, revision, act, line, known_from, digest FROM repeats
    WHERE (kind, key, revision) IN (
        SELECT kind, key, revision FROM records WHERE act = $act
        UNION SELECT kind, key, revision FROM repeats WHERE act = $act
    ) AND act <> $act
    QUALIFY row_number() OVER (PARTITION BY kind, key, revision ORDER BY act DESC, line DESC) = 1
"""
_VERSIONS = """
    SELECT kind, key, revision, digest, act, line, known_to, body FROM records
    WHERE rowid IN (SELECT rowid FROM records WHERE slot IN (SELECT unnest($slots)))
      AND key IN (SELECT unnest($keys))
    ORDER BY act, line
"""


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
    restored = list(_said_again(db, act, now))
    insert(db, "records", [stored for _, stored in restored])
    bearing += [record for record, _ in restored]
    db.execute("DELETE FROM repeats WHERE act = $act", {"act": act})
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
    """Yield what stands again once the act is gone, because a later one had said it too."""
    repeats = db.execute(_LAST_SAID_AGAIN, {"act": act}).fetchall()
    keys = sorted({key for _, key, *_ in repeats})
    texts: dict[tuple[str, ...], str] = {}
    last: dict[tuple[str, ...], tuple[tuple[int, int], str]] = {}
    named = {"keys": keys, "slots": [slot(key) for key in keys]}
    for *version, digest, of_act, line, known_to, body in db.execute(_VERSIONS, named).fetchall():
        texts[*version, digest] = body
        if known_to == naive(FOREVER):
            last[tuple(version)] = ((of_act, line), digest)
    for *version, by_act, number, known_from, digest in repeats:
        order, standing = last.get(tuple(version), ((0, 0), ""))
        if order < (by_act, number) and standing != digest:
            body = texts[*version, digest]
            line = Line(number, record_of(body), body)
            yield line.record, row_of(line, by_act, now or aware(known_from), digest)
