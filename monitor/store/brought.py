"""What an act brought, record by record, and what would be left of it were it undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from duckdb import DuckDBPyConnection

from monitor.incidents.known import Known, newest
from monitor.incidents.record import Record
from monitor.incidents.span import FOREVER, TICK
from monitor.incidents.turn import Turn
from monitor.store.ledger import Upload
from monitor.store.rows import known_of, naive, record_of

ALWAYS = FOREVER - TICK

_TOTAL = """
    SELECT count(DISTINCT (kind, key)) FROM records WHERE act = $act AND known_from <= $at
"""
_VERSIONS = """
    WITH named AS MATERIALIZED (
        SELECT slot, kind, key, min(line) AS first FROM records
        WHERE act = $act AND known_from <= $at
        GROUP BY slot, kind, key ORDER BY first, kind, key LIMIT $most
    )
    SELECT kind, key, body, act, line, known_from, known_to
    FROM records JOIN named USING (slot, kind, key)
    ORDER BY first, kind, key, known_from, act, line
"""

_ROWS = "SELECT line, body FROM records WHERE act = $act ORDER BY line, kind, key, known_from"

_Versions = Mapping[tuple[str, str], Sequence[Known[Record]]]
"""All versions of some records, by (kind, key), in the order of the act's lines."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The records that an act brought, in the order of its lines; the first of `total`."""

    upload: Upload
    turns: tuple[Turn, ...]
    total: int


def brought(db: DuckDBPyConnection, upload: Upload, most: int) -> Brought:
    """Return what an act made of each of its records when it was accepted, `most` at the most.

    Whether it was undone since makes no difference.
    """
    at = upload.recorded_at
    turns = []
    for (kind, key), versions in named_by(db, upload, most).items():
        earlier = [version for version in versions if version.order[0] < upload.act]
        own = [
            replace(version, known_to=FOREVER)  # as it stood, though it be undone since
            for version in versions
            if version.order[0] == upload.act
        ]
        turns.append(Turn(kind, key, _believed(earlier, at), _believed([*earlier, *own], at)))
    return Brought(upload, tuple(turns), how_many(db, upload))


def how_many(db: DuckDBPyConnection, upload: Upload) -> int:
    """Return how many records an act brought."""
    named = {"act": upload.act, "at": naive(upload.recorded_at)}
    found = db.execute(_TOTAL, named).fetchone()
    return found[0] if found else 0


def turned(before: _Versions, after: _Versions) -> tuple[Turn, ...]:
    """Return what is believed of records now, and what on the other side of a trial."""
    return tuple(
        Turn(*named, _believed(versions, ALWAYS), _believed(after.get(named, ()), ALWAYS))
        for named, versions in before.items()
    )


def rows_of(db: DuckDBPyConnection, act: int) -> list[tuple[int, Record]]:
    """Return each record that an act brought, as it brought it last, with its first line."""
    found: dict[tuple[str, str], tuple[int, Record]] = {}
    for line, body in db.execute(_ROWS, {"act": act}).fetchall():
        record = record_of(body)
        first, _ = found.get((record.record, record.key), (line, record))
        found[record.record, record.key] = (first, record)
    return list(found.values())


def named_by(db: DuckDBPyConnection, upload: Upload, most: int) -> _Versions:
    """Return every version of the records that an act brought, whoever brought the others."""
    named = {"act": upload.act, "at": naive(upload.recorded_at), "most": most}
    found: dict[tuple[str, str], list[Known[Record]]] = {}
    for kind, key, *version in db.execute(_VERSIONS, named).fetchall():
        found.setdefault((kind, key), []).append(known_of(*version))
    return found


def _believed(versions: Iterable[Known[Record]], known: datetime) -> Record | None:
    return next((version.record for version in newest(versions, known)), None)
