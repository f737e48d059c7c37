"""The tables: derived from the journal, thrown away and made again at will."""

import hashlib
import inspect
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

from duckdb import DuckDBPyConnection

from monitor.incidents import merge
from monitor.incidents.known import Known
from monitor.incidents.turn import Turn
from monitor.store.act import START
from monitor.store.brought import how_many, turned
from monitor.store.brought import named_by as versions_named_by
from monitor.store.change import CHUNK, Change
from monitor.store.codes import Codes
from monitor.store.database import SCHEMA, connect, insert, transaction
from monitor.store.groups import incident_rows, named_by
from monitor.store.ledger import Upload
from monitor.store.reading import Reading
from monitor.store.rows import Line, Row, lines_of, row_of
from monitor.store.undoing import undo

_DICTIONARIES = ("codes", "locations")
_DERIVED = (
    *("records", "repeats", "mentions"),
    *("incident_versions", "account_versions"),
    *_DICTIONARIES,
)


@dataclass(frozen=True, slots=True)
class Head:
    """How much of the journal the tables hold: up to act `seq`, which ends after `size` bytes."""

    seq: int
    hash: str
    size: int


@dataclass(frozen=True, slots=True)
class Trial:
    """The tables as they would be with some records, and how many rows and records would be new."""

    reading: Reading
    stored: int
    unchanged: int
    records: int


@dataclass(frozen=True, slots=True)
class Undone:
    """The tables as they would be with an act undone, and what becomes of its first records.

    `vanish` says whether it would be as if it had never been known, `total` how many records the
    act brought.
    """

    reading: Reading
    turns: tuple[Turn, ...]
    vanish: bool
    total: int


class Tables(Reading):
    """The tables of one store, or some in memory; written by one thread at a time.

    They are `Facts` themselves; other threads read through `reading`.
    """

    def __init__(self, db: DuckDBPyConnection) -> None:
        """Take the tables of a database, made afresh where other code made them."""
        super().__init__(db)
        self._layout = _layout()
        if self._made_by() != self._layout:
            with transaction(db):
                self.reset()

    @classmethod
    def in_memory(cls, threads: int | None = 1) -> Self:
        """Return empty tables that end with the process.

        On one thread a few records load fastest; None uses every core, for many.
        """
        return cls(connect(threads=threads))

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open the tables in a file.

        Raises:
            StoreLockedError: Another process has it open.
            duckdb.Error: It is none of ours.
        """
        db = connect(file)
        try:
            return cls(db)
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Close the database; the lock on its file ends."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[DuckDBPyConnection]:
        """Commit what is done inside, or nothing of it on an error."""
        with transaction(self._db):
            yield self._db

    def reset(self) -> None:
        """Make all tables afresh, empty; inside a transaction."""
        for (table,) in self._db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            self._db.execute(f'DROP TABLE "{table}"')
        self._db.execute(SCHEMA.read_text(encoding="utf-8"))
        insert(self._db, "head", [(0, START, 0, self._layout)])

    @property
    def head(self) -> Head:
        """How much of the journal these tables hold."""
        found = self._db.execute("SELECT seq, hash, size FROM head").fetchone()
        return Head(*found) if found else Head(0, START, 0)

    def load(self, versions: Iterable[Known[Any]]) -> None:
        """Replace everything by these records, each known when it says."""
        known = list(versions)
        records = []
        mentions: set[tuple[str, str, str]] = set()
        for version in known:
            record, (act, number) = version.record, version.order
            line = Line.of((number, record))
            records.append(row_of(line, act, version.known_from, line.digest, version.known_to))
            mentions.update((record.record, record.key, report) for report in named_by(record))
        with self.writing():
            self._empty()
            insert(self._db, "records", records)
            insert(self._db, "mentions", sorted(mentions))
            incident_rows(Codes(self._db), known).write(self._db)

    def clear(self) -> None:
        """Forget every record."""
        with self.writing():
            self._empty()

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """Read, on a connection of one's own, the tables as they are now, whatever is written."""
        cursor = self._db.cursor()
        try:
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def hypothetical(
        self,
        rows: Iterable[Row],
        known_from: datetime,
        *,
        archive: bool = False,
        act: int | None = None,
    ) -> Iterator[Trial]:
        """Read the tables as they would be with these records; nothing of it stays.

        `act` is the number of the act that would bring them; None for one more than any there.
        Not while anything else writes: two that touch the same incidents would get in the way
        of each other.
        """
        with self.trying() as cursor:
            number = next_act(cursor) if act is None else act
            change = Change(cursor, number, known_from, archive=archive)
            lines = lines_of(rows)
            while chunk := list(islice(lines, CHUNK)):
                change.add(chunk)
            change.finish()
            yield Trial(Reading(cursor), change.stored, change.unchanged, change.records)

    @contextmanager
    def without(
        self, upload: Upload, known_from: datetime, *, vanish: bool, most: int
    ) -> Iterator[Undone]:
        """Read the tables as they would be with an act undone; nothing of it stays.

        Not while anything else writes, as for `hypothetical`. See `undoing.undo`.
        """
        with self.trying() as cursor:
            before = versions_named_by(cursor, upload, most)
            total = how_many(cursor, upload)
            undo(cursor, upload.act, known_from, vanish=vanish)
            after = versions_named_by(cursor, upload, most)
            yield Undone(Reading(cursor), turned(before, after), vanish, total)

    @contextmanager
    def trying(self) -> Iterator[DuckDBPyConnection]:
        """Give a connection on which everything is undone at the end."""
        cursor = self._db.cursor()
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
        finally:
            cursor.close()

    def dump(self) -> list[str]:
        """Return all that the tables hold of the record, one line each, whatever the codes are."""
        found = self._db.execute("SELECT field, code, value FROM codes").fetchall()
        values = {(field, code): value for field, code, value in found}
        placed = self._db.execute("SELECT code, value FROM locations").fetchall()
        values |= {("location", code): value for code, value in placed}
        lines = []
        for table in (*_DERIVED, "uploads", "acts"):
            if table in _DICTIONARIES:
                continue
            rows = self._db.execute("SELECT DISTINCT * FROM query_table($table)", {"table": table})
            columns = [name for name, *_ in rows.description]
            for row in rows.fetchall():
                cells = zip(columns, row, strict=True)
                said = (f"{name}={values.get((name, value), value)}" for name, value in cells)
                lines.append(f"{table}: {' '.join(said)}")
        return sorted(lines)

    def _empty(self) -> None:
        for table in _DERIVED:
            self._db.execute(f'TRUNCATE "{table}"')

    def _made_by(self) -> str | None:
        if not self._db.execute(
            "SELECT 1 FROM duckdb_tables() WHERE table_name = 'head'"
        ).fetchall():
            return None
        found = self._db.execute("SELECT layout FROM head").fetchone()
        return str(found[0]) if found else None


def next_act(db: DuckDBPyConnection) -> int:
    """Return a number above those of all acts that brought a record."""
    last = db.execute("SELECT coalesce(max(act), 0) FROM records").fetchone()
    return 1 + (last[0] if last else 0)


def _layout() -> str:
    """What stands for the code that makes the tables: they are made again where it changed."""
    made_by = SCHEMA.read_text(encoding="utf-8") + inspect.getsource(merge)
    return hashlib.sha256(made_by.encode()).hexdigest()
