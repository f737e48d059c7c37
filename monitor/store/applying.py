"""Acts applied to the tables: the same way when they are accepted and when they are replayed."""

from collections.abc import Iterable
from itertools import islice

from duckdb import DuckDBPyConnection

from monitor.store import ledger
from monitor.store.act import Act
from monitor.store.change import CHUNK, Change
from monitor.store.kept import Kept
from monitor.store.ledger import RECORD, UNDO, UPLOAD
from monitor.store.rows import Line, as_json, record_of
from monitor.store.undoing import undo


def replay(db: DuckDBPyConnection, kept: Kept, act: Act, size: int) -> None:
    """Apply an act of the journal, whose line ends after `size` bytes; inside a transaction.

    Raises:
        StoreDamagedError: The rows that it keeps are missing or altered.
        ValueError: A kept row cannot be read.
    """
    body = act.body
    if act.act == UPLOAD:
        rows = (Line.parse(row) for row in kept.lines(body["kept"]["rows"]))
        bring(db, act, rows, archive=body["archive"])
    elif act.act == RECORD:
        records = (body["record"], *body.get("links", ()))
        lines = [Line.of((1, record_of(as_json(record)))) for record in records]
        bring(db, act, lines, archive=False)
    elif act.act == UNDO:
        undo(db, body["upload"], act.recorded_at, vanish=body["vanish"])
    ledger.note(db, act, size)


def bring(db: DuckDBPyConnection, act: Act, lines: Iterable[Line], *, archive: bool) -> Change:
    """Add the records of an act to the tables, a chunk at a time."""
    change = Change(db, act.seq, act.recorded_at, archive=archive)
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        change.add(chunk)
    change.finish()
    return change
