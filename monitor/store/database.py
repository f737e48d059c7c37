"""The door to DuckDB: how it is opened, and how rows go in."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from monitor.store.errors import StoreLockedError

SCHEMA = Path(__file__).with_name("schema.sql")

_SHUT_IN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "python_enable_replacements": "false",
}
"""No statement may reach a file, a network or a Python variable, whatever it says."""

_ON_THE_DISK: dict[str, str | bool | int | float | list[str]] = {"write_buffer_row_group_count": 1}
"""Of the many rows of one transaction those that fill a group (122,880) go to the file at once, and
are not held in memory until there are five groups of them."""


def connect(file: Path | None = None, *, threads: int | None = None) -> DuckDBPyConnection:
    """Open the database in a file, or an empty one in memory; on so many threads, None for all.

    Threads work on cursors of the connection, one each; settings hold for all of them and
    cannot be changed.

    Raises:
        StoreLockedError: Another process has the file open.
        duckdb.Error: The file is none that can be opened.
    """
    try:
        config = _SHUT_IN if file is None else _SHUT_IN | _ON_THE_DISK
        if threads is not None:
            config = {**config, "threads": threads}
        db = duckdb.connect(file or ":memory:", config=config)
    except duckdb.IOException as error:
        if file is None or "lock" not in str(error):
            raise
        holder = re.search(r"\(PID (\d+)\)", str(error))
        raise StoreLockedError(file.parent, int(holder[1]) if holder else None) from error
    if file is not None:
        file.chmod(0o600)
    db.execute("SET enable_progress_bar = false")
    db.execute("SET GLOBAL TimeZone = 'UTC'")
    db.execute("SET lock_configuration = true")
    return db


@contextmanager
def transaction(db: DuckDBPyConnection) -> Iterator[None]:
    """Commit what is done inside, or roll it back on an error."""
    db.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def insert(db: DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Add rows, in the order of its columns, to a table of the schema, all at once."""
    if rows:
        appender = db.appender(table)
        try:
            appender.append_rows(rows)
            appender.flush()
        except BaseException:
            appender.clear()  # it would try again when it is dropped
            raise
