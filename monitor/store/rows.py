"""A record as a row of the tables, and back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from monitor.incidents.known import Known
from monitor.incidents.laid import LaidRecords
from monitor.incidents.record import RECORD, Record
from monitor.incidents.span import FOREVER
from monitor.incidents.timing import time_of

Row = tuple[int, Record]
"""A record and the line of its file that it came from."""

Stored = tuple[str | int | datetime, ...]
"""One row of `records`, in the order of its columns."""


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A record with its line, and its text as kept: what a line of the kept rows says."""

    line: int
    record: Record
    body: str

    @classmethod
    def of(cls, row: Row) -> "Line":
        """Write the record of a row."""
        line, record = row
        return cls(line, record, record.model_dump_json())

    @property
    def kept(self) -> bytes:
        """`[line, record]`, with its line end."""
        return f"[{self.line},{self.body}]\n".encode()

    @classmethod
    def parse(cls, kept: bytes) -> "Line":
        """Read what `kept` wrote; the text of the record stays as it is, byte for byte.

        Raises:
            ValueError: It is no kept row, or its record is not one of ours.
        """
        line, _, body = kept.decode().strip().removeprefix("[").removesuffix("]").partition(",")
        return cls(int(line), RECORD.validate_json(body), body)

    @property
    def digest(self) -> str:
        """What stands for the content: equal for equal records, whatever their line."""
        return blake2b(self.body.encode(), digest_size=16).hexdigest()


def lines_of(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield rows with the texts of their records; those of a long file are written already."""
    if isinstance(rows, LaidRecords):
        return (Line(line, record, body) for line, record, body in rows.written())
    return map(Line.of, rows)


def slot(key: str) -> int:
    """A cheap hash of a key: it narrows a search to a few rows, the key itself decides."""
    return crc32(key.encode())


def row_of(
    line: Line, act: int, known_from: datetime, digest: str, known_to: datetime = FOREVER
) -> Stored:
    """Return the version of a record as a row of `records`."""
    record = line.record
    key = record.key
    since = naive(known_from)
    span = time_of(record)
    return (
        slot(key),
        record.record,
        key,
        record.source,
        record.revision,
        record.withdrawn,
        act,
        line.line,
        since,
        naive(known_to),
        naive(record.published_at or FOREVER),
        naive(span.start) if span else since,
        naive(span.last) if span else since,
        digest,
        line.body,
    )


def known_of(
    body: str, act: int, line: int, known_from: datetime, known_to: datetime
) -> Known[Record]:
    """Return the version of a record that a row of `records` holds."""
    return Known(record_of(body), (act, line), aware(known_from), aware(known_to))


@lru_cache(maxsize=1 << 14)
def record_of(body: str) -> Record:
    """Read the text of a record; records are frozen, so those read before are handed out again."""
    return RECORD.validate_json(body)


def as_json(value: object) -> str:
    """Write a value as JSON, one way only, so that equal values have equal texts."""
    return _JSON.encode(value)


def naive(instant: datetime) -> datetime:
    """An instant as the tables keep it: UTC, without saying so."""
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return instant.replace(tzinfo=None)


def aware(instant: datetime) -> datetime:
    """An instant of the tables, saying that it is in UTC."""
    return instant.replace(tzinfo=UTC)
