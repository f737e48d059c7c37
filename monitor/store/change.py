"""One act on the tables, inside one transaction: records in, records out, incidents renewed.

Incident versions are never mended: those of every group that an act touches are deleted and
computed again over all knowledge time. The interval in which each record was known is data, so
what was believed before the act comes out the same.
"""

from collections.abc import Sequence
from datetime import datetime

from duckdb import DuckDBPyConnection

from monitor.incidents.known import Known
from monitor.incidents.merge import located
from monitor.incidents.record import Count, Coverage, Link, Record, Report, Review, SourceProfile
from monitor.incidents.span import FOREVER
from monitor.store.codes import Codes
from monitor.store.database import insert
from monitor.store.groups import bears_on, named_by, renew
from monitor.store.rows import Line, naive, row_of, slot
from monitor.store.versions import VersionRows, stands_alone

CHUNK = 10_000
"""Rows in memory at a time."""

_Version = tuple[str, str, int]
"""(kind, key, revision): of rows equal in these, the last known counts, then the last recorded."""

_Place = tuple[_Version, datetime | None]
"""What stands for a version: last of all (None), or as known from one time."""

_SEEN = """
    SELECT kind, key, revision, digest, known_from, known_to FROM records
    WHERE slot IN (SELECT unnest($slots))
    ORDER BY known_from, act, line
"""
_NAMED = "SELECT DISTINCT report FROM mentions WHERE report IN (SELECT unnest($keys))"


class Change:
    """What one act does to the tables; nothing is right until `finish`.

    Attributes:
        stored: Rows so far of which a record became a version.
        unchanged: Rows that said again what stood already, in all their records.
        records: Versions that came of the rows stored.
    """

    def __init__(
        self, db: DuckDBPyConnection, act: int, recorded_at: datetime, *, archive: bool = False
    ) -> None:
        self.stored = 0
        self.unchanged = 0
        self.records = 0
        self._row: tuple[int, bool] | None = None
        self._db = db
        self._act = act
        self._recorded_at = recorded_at
        self._archive = archive
        self._codes = Codes(db)
        self._touching: list[Record] = []

    def add(self, lines: Sequence[Line]) -> None:
        """Add records; of those that say what stands already only that they did is noted."""
        standing, seen = self._seen(lines)
        records, repeats, fresh = [], [], []
        mentions: set[tuple[str, str, str]] = set()
        for line in lines:
            record, digest = line.record, line.digest
            version = (record.record, record.key, record.revision)
            known_from = self._known_from(record)
            place = (version, naive(known_from) if self._archive else None)
            if _says_the_same(record, digest, standing.get(place)):
                at = (self._act, line.line, naive(known_from))
                repeats.append((slot(record.key), *version, *at, digest))
                self._count(line, stored=False)
                continue
            self._count(line, stored=True)
            standing[place] = digest
            records.append(row_of(line, self._act, known_from, digest))
            mentions.update((record.record, record.key, report) for report in named_by(record))
            if isinstance(record, Report) and record.key not in seen and stands_alone(record):
                fresh.append(Known(record, (self._act, line.line), known_from))
                seen.add(record.key)
            elif isinstance(record, Report | Link | Review | SourceProfile):
                self._touching.append(record)
        insert(self._db, "records", records)
        insert(self._db, "repeats", repeats)
        insert(self._db, "mentions", sorted(mentions))
        self._add_alone(fresh)

    def finish(self) -> None:
        """Renew the incidents of all that was touched."""
        renew(self._db, self._codes, bears_on(self._db, self._touching))

    def _count(self, line: Line, *, stored: bool) -> None:
        """Count a record, and its row once: counts of one row stand one after the other.

        Of other kinds each record is a row: a link that was found may be on the line of a report.
        What is taken back with a file stands on line 0, each by itself.
        """
        self.records += stored
        several = isinstance(line.record, Count) and line.line > 0
        before = self._row[1] if several and self._row and self._row[0] == line.line else None
        self._row = (line.line, stored or bool(before)) if several else None
        if before is None:
            self.stored += stored
            self.unchanged += not stored
        elif stored and not before:
            self.stored += 1
            self.unchanged -= 1

    def _known_from(self, record: Record) -> datetime:
        """Since when it counts as known: its publication in an archive load, else now."""
        if self._archive and record.published_at:
            return min(record.published_at, self._recorded_at)
        return self._recorded_at

    def _seen(self, lines: Sequence[Line]) -> tuple[dict[_Place, str], set[str]]:
        """Return the digests of what stands for these keys, and the keys of reports ever seen."""
        slots = list({slot(line.record.key) for line in lines})
        standing: dict[_Place, str] = {}
        seen: set[str] = set()
        rows = self._db.execute(_SEEN, {"slots": slots}).fetchall()
        for kind, key, revision, digest, known_from, known_to in rows:
            if known_to == naive(FOREVER):
                version = (kind, key, revision)
                standing[version, None] = standing[version, known_from] = digest
            if kind == Report.model_fields["record"].default:
                seen.add(key)
        return standing, seen

    def _add_alone(self, fresh: list[Known[Report]]) -> None:
        """Add the incidents of reports seen for the first time, unless a link or review waits."""
        keys = [known.record.key for known in fresh]
        named = {key for (key,) in self._db.execute(_NAMED, {"keys": keys}).fetchall()}
        self._codes.foresee((at,) for known in fresh if (at := located(known.record)))
        rows = VersionRows(self._codes)
        for known in fresh:
            if known.record.key in named:
                self._touching.append(known.record)
            else:
                rows.add_alone(known)
        rows.write(self._db)


def _says_the_same(record: Record, digest: str, standing: str | None) -> bool:
    """Whether it adds nothing; coverage always does, for it reaches to when it was last said."""
    return digest == standing and not isinstance(record, Coverage)
