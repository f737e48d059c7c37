"""A portion of the tables: all that some records can bear on, by itself, and what is left.

Incidents hang on each other by links alone, so a portion is closed: no link in any version joins
a report in it to one outside it. What is tried on it is what trying it on the whole would give.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from monitor.incidents.record import Record, Report
from monitor.store.database import insert
from monitor.store.groups import CONNECTED, FORGET, bears_on, named_by
from monitor.store.reading import Reading
from monitor.store.rows import Row, slot
from monitor.store.tables import Tables, Trial, next_act
from monitor.store.undoing import undo

Named = tuple[str, str]
"""A record by its kind and key."""

_NAMING = "SELECT DISTINCT kind, key FROM mentions WHERE report IN (SELECT unnest($keys))"
_PROFILES = "SELECT DISTINCT kind, key FROM records WHERE kind = 'source_profile'"
_REPEATS = """
    WITH near AS MATERIALIZED (SELECT * FROM repeats WHERE slot IN (SELECT unnest($slots)))
    SELECT * FROM near
    WHERE (kind, key) IN (SELECT unnest($kinds::VARCHAR[]), unnest($keys::VARCHAR[]))
"""
_TAKE = """
    DELETE FROM records
    WHERE rowid IN (SELECT rowid FROM records WHERE slot IN (SELECT unnest($slots)))
      AND (kind, key) IN (SELECT unnest($kinds::VARCHAR[]), unnest($keys::VARCHAR[]))
    RETURNING *
"""
_MENTIONS = """
    SELECT * FROM mentions
    WHERE (kind, key) IN (SELECT unnest($kinds::VARCHAR[]), unnest($keys::VARCHAR[]))
"""
_TAKE_INCIDENTS = f"{FORGET} RETURNING *"
_LOCATIONS = """
    SELECT * FROM locations
    WHERE code IN (SELECT unnest($codes)) OR code = (SELECT max(code) FROM locations)
"""
_LOCATION = 15
"""Where the code of its locations stands in a row of `incident_versions`."""
_ASIDE = """
    UPDATE {table} SET act = $aside
    WHERE act = $act AND (kind, key) IN (SELECT unnest($kinds::VARCHAR[]), unnest($keys::VARCHAR[]))
"""
_TAKEN_BACK = -1
"""The number under which those records of an act stand that a trial takes back."""


@dataclass(frozen=True)
class Portion:
    """What some records can bear on, in tables of its own, and all the rest.

    Attributes:
        rest: The tables without it.
        few: It alone; codes that both have stand for the same.
    """

    rest: Reading
    few: Tables
    _now: datetime
    _act: int
    _archive: bool

    @contextmanager
    def trying(self, rows: Sequence[Row]) -> Iterator[Trial]:
        """Read the portion as it would be with these records; nothing of it stays."""
        with self.few.hypothetical(rows, self._now, archive=self._archive, act=self._act) as trial:
            yield trial

    @contextmanager
    def taking_back(self, act: int, named: Collection[Named], *, vanish: bool) -> Iterator[Reading]:
        """Read the portion as it would be with these records of an act taken back."""
        with self.few.trying() as db:
            about = {**_named(named), "act": act, "aside": _TAKEN_BACK}
            for table in ("records", "repeats"):
                db.execute(
                    _ASIDE.format(table=table), {n: v for n, v in about.items() if n != "slots"}
                )
            undo(db, _TAKEN_BACK, self._now, vanish=vanish)
            yield Reading(db)

    def close(self) -> None:
        """Throw the tables of the portion away."""
        self.few.close()

    def learn(self, reading: Reading) -> None:
        """Keep the codes that a trial has given out, so that every trial gives out the same."""
        known = {table: reading.tally(f"SELECT * FROM {table}") for table in ("codes", "locations")}  # noqa: S608 - names of ours
        with self.few.writing() as db:
            for table, rows in known.items():
                db.execute(f"TRUNCATE {table}")
                insert(db, table, rows)


def take_out(
    db: DuckDBPyConnection, records: Collection[Record], now: datetime, *, archive: bool = False
) -> Portion:
    """Take out of the tables what these records can bear on.

    Args:
        db: Inside a transaction that is rolled back: what is taken out is gone from it.
        records: Those that are tried, or taken back.
        now: When what is tried becomes known.
        archive: Whether it counts as known since its publication.
    """
    reports = {record.key for record in records if isinstance(record, Report)}
    reports |= {key for record in records for key in named_by(record)}
    reports |= bears_on(db, records)
    keys = [key for (key,) in db.execute(CONNECTED, {"reports": [*reports]}).fetchall()]
    named: set[Named] = {(record.record, record.key) for record in records}
    named |= {("report", key) for key in keys}
    named |= {*db.execute(_NAMING, {"keys": keys}).fetchall()}
    named |= {*db.execute(_PROFILES).fetchall()}
    few = Tables.in_memory()
    with few.writing() as into:
        _copy(db, into, named, keys)
    return Portion(Reading(db), few, now, next_act(db), archive)


def _copy(
    db: DuckDBPyConnection, into: DuckDBPyConnection, named: Collection[Named], keys: Sequence[str]
) -> None:
    """Move all that is said under these names, and the incidents of these reports."""
    about = _named(named)
    insert(into, "mentions", db.execute(_MENTIONS, about).fetchall())
    about["slots"] = [slot(key) for _, key in named]
    insert(into, "records", db.execute(_TAKE, about).fetchall())
    insert(into, "repeats", db.execute(_REPEATS, about).fetchall())
    located: set[object] = set()
    groups = {"keys": keys, "slots": [slot(key) for key in keys]}
    for table in ("incident_versions", "account_versions"):
        rows = db.execute(_TAKE_INCIDENTS.format(table=table), groups).fetchall()
        located |= {row[_LOCATION] for row in rows}
        insert(into, table, rows)
    insert(into, "codes", db.execute("SELECT * FROM codes").fetchall())
    insert(into, "locations", db.execute(_LOCATIONS, {"codes": [*located]}).fetchall())


def _named(named: Collection[Named]) -> dict[str, object]:
    listed = sorted(named)
    return {"kinds": [kind for kind, _ in listed], "keys": [key for _, key in listed]}
